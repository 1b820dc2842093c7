/* engine/reasons: every reason that a hit or check can have says all it declares, in all languages. */
#include "tests/engine_help.h"

#include "engine/screener.h"

/* Records that between them reach every reason of a hit, against the made-up list. */
static const char *const records[] = {
    "{'name':'Quillon Marrowby Testov','birth_date':'1979-08-01','nationality':'kp','sex':'male',"
    "'birth_place':'Musterstadt','address':'12 Invented Street Block 4 Musterstadt',"
    "'passport':{'value':'PS836410111','country':'cn'}}",
    "{'name':'Quillon Marrowby Testov','birth_date':{'value':'1991-11-23','proof':'verified'},"
    "'nationality':'de','sex':'female','schema':'Person'}",
    "{'name':'Quillon Marrowby Testov','birth_date':'1991-11-23','schema':'Company',"
    "'passport':{'value':'X7','country':'kp'}}",
    "{'name':'Quillon Marrowby Testov','birth_date':'01/02/1991','nationality':'Atlantis'}",
    "{'name':'Quillon Marrowby Testov','birth_date':'1979'}",
    "{'name':'Q. Marrowby Testov'}",
    "{'name':'Quillon Testov'}",
    "{'name':'Quilon Marrowby Testov'}",
    "{'name':'Quillon Marrowby Testov Junior'}",
    "{'name':'Brindle Hawkmoor'}",
    "{'name':'Oswin Tarrabee'}",
    "{'name':'Pelican'}",
    "{'name':'Blue Star'}",
    "{'name':'Fennimore Oddlington','nationality':'cn'}",
    "{'name':'Zanzaboree Widget Works','schema':'Person'}",
    "{'name':'GLIMMERING TURNIP','schema':'Vessel','imo':'9074729'}",
    "{'email':'quillon@example.invalid'}",
    "{'phone':'85025550100'}",
    "{'wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'}",
    "{'wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3'}",
};

static const char *const hit_ids[] = {
    "name_exact",         "name_close",           "name_initial",       "name_missing_part",
    "alias_exact",        "alias_weak",           "former_name",        "birth_date_agrees",
    "birth_date_near",    "birth_date_contradicts", "birth_date_absent", "birth_date_unreadable",
    "birth_place_agrees", "country_agrees",       "country_contradicts", "country_neutral",
    "country_absent",     "sex_agrees",           "sex_contradicts",    "sex_absent",
    "identifier_listed",  "identifier_country_differs", "identifier_absent",
    "identifier_contradicts", "imo_listed",       "wallet_listed",      "wallet_near",
    "address_agrees",     "address_absent",       "email_listed",       "phone_listed",
    "kind_differs",       "discounted",           "not_discounted_self_declared",
};

/* Reasons that are reached: the texts of all parts in all languages need every parameter. */
static uint64_t say_all(struct cordon_screener *scr)
{
    static const enum say_lang langs[] = { SAY_LANG_EN, SAY_LANG_KO, SAY_LANG_JA, SAY_LANG_ID };
    uint64_t seen = 0;
    for (size_t i = 0; i < scr->hits.count; i++) {
        struct say_reason reasons[HIT_REASONS_MAX];
        size_t count = hit_reasons(scr, &scr->hits.items[i], reasons);
        assert_in_range(count, 1, HIT_REASONS_MAX - 1);
        for (size_t r = 0; r < count; r++) {
            const char *name = say_id_name(reasons[r].id).data;
            for (size_t k = 0; k < COUNT_OF(hit_ids); k++)
                if (str_eq(say_id_name(reasons[r].id), str_c(hit_ids[k]))) seen |= 1ull << k;
            for (size_t l = 0; l < COUNT_OF(langs); l++)
                for (unsigned part = 0; part < SAY_PART_COUNT; part++) {
                    struct buf b = BUF_INIT(1 << 20);
                    if (!say_has(reasons[r].id, (enum say_part)part)) continue;
                    cordon_status st = say_part_text(langs[l], reasons[r].id, (enum say_part)part,
                                                     reasons[r].params, reasons[r].count, &b);
                    if (st) fail_msg("%s: part %u, language %zu: %.*s", name, part, l,
                                     STR_ARG(buf_str(&b)));
                    assert_true(b.len > 0);
                    assert_int_equal(str_index(buf_str(&b), '{'), b.len);
                    buf_release(&b);
                }
        }
    }
    return seen;
}

static void every_reason_of_a_hit_has_all_its_parameters(void **state)
{
    struct desk d;
    uint64_t seen = 0;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        (void)ask(&d, records[i]);
        if (d.screener->hits.count == 0) fail_msg("no hit: %s", records[i]);
        seen |= say_all(d.screener);
    }
    for (size_t k = 0; k < COUNT_OF(hit_ids); k++)
        if (!(seen >> k & 1)) fail_msg("'%s' was never reached", hit_ids[k]);
    desk_close(&d);
}

static void the_strongest_reason_comes_first_and_the_decision_is_never_crowded_out(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    str json = ask(&d, "{'name':'Quillon Marrowby Testov Junior Esquire Third Of His Many Many Names',"
                       "'alias':'Quillon Marrowby Testov',"
                       "'birth_date':{'value':'1991-11-23','proof':'verified'}}");
    assert_str(json_at(json, "hits.0.reasons.0.strength"), "strong");
    assert_true(has_reason(json, 0, "discounted"));
    desk_close(&d);
}

static void answers_speak_the_language_asked_for(void **state)
{
    static const char *const langs[] = { "en", "ko", "ja", "id" };
    char text[4][512];
    struct desk d;
    (void)state;
    desk_made_up(&d);
    for (size_t i = 0; i < 4; i++) {
        d.options.lang = str_c(langs[i]);
        desk_screener(&d);
        str json = ask(&d, "{'name':'Quillon Marrowby Testov'}");
        assert_true(json_is_valid(json));
        str got = json_at(json, "hits.0.reasons.0.text");
        snprintf(text[i], sizeof text[i], "%.*s", STR_ARG(got));
        assert_str(json_at(json, "hits.0.reasons.0.id"), "name_exact");
        for (size_t k = 0; k < i; k++) assert_string_not_equal(text[i], text[k]);
    }
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reason_of_a_hit_has_all_its_parameters),
        cmocka_unit_test(the_strongest_reason_comes_first_and_the_decision_is_never_crowded_out),
        cmocka_unit_test(answers_speak_the_language_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
