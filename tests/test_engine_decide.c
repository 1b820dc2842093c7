/* engine/decide: from evidence to a verdict, row by row of the table that policy and code make. */
#include "tests/engine_help.h"

static struct desk desk;

static int setup(void **state)
{
    (void)state;
    desk_made_up(&desk);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    desk_close(&desk);
    return 0;
}

struct row {
    const char *record, *verdict;
};

static void expect(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char record[1024];
        snprintf(record, sizeof record, "{%s}", rows[i].record);
        str json = ask(&desk, record);
        if (!str_eq(json_at(json, "verdict"), str_c(rows[i].verdict)))
            fail_msg("%s: %.*s, want %s\n%.*s", record, STR_ARG(json_at(json, "verdict")),
                     rows[i].verdict, STR_ARG(json));
        assert_string_equal(cordon_verdict_name(desk.answer.verdict), rows[i].verdict);
    }
}
#define EXPECT(rows) expect(rows, sizeof(rows) / sizeof *(rows))

static void a_name_alone_goes_no_further_than_review(void **state)
{
    static const struct row rows[] = {
        { "'name':'Nobody Whatsoever'", "clear" },
        { "'name':'Quillon Marrowby Testov'", "review" },
        { "'name':'TESTOV, Quillon Marrowby'", "review" },
        { "'name':'Quillon Marowby Testov'", "review" }, /* one letter */
        { "'name':'Brindle Hawkmoor'", "review" },       /* an alias */
        { "'name':'Oswin Tarrabee'", "review" },         /* a former name */
        { "'name':'Zanzaboree Widget Works'", "review" },
        { "'name':'Zanzaboree Widget Works LLC'", "review" },
        { "'name':'Nobody Whatsoever','alias':'Brindle Hawkmoor'", "review" },
        { "'name':'Quillon Marrowby Testov','sex':'male','nationality':'kp'", "review" },
    };
    (void)state;
    EXPECT(rows);
}

static void a_name_and_a_telling_field_escalate(void **state)
{
    static const struct row rows[] = {
        { "'name':'Quillon Marrowby Testov','birth_date':'1979-08-01'", "escalate" },
        { "'name':'Quillon Marrowby Testov','birth_date':'1979'", "escalate" },
        { "'name':'Quillon Marrowby Testov','birth_place':'Musterstadt'", "escalate" },
        { "'name':'Quillon Marrowby Testov','address':'12 Invented Street Block 4 Musterstadt'",
          "escalate" },
        { "'name':'Quillon Marrowby Testov','birth_date':'1979-01-08'", "review" }, /* near: too little */
        { "'name':'Quillon Marrowby Testov','email':'quillon@example.invalid'", "escalate" },
        { "'name':'Quillon Marrowby Testov','phone':'85025550100'", "escalate" },
    };
    (void)state;
    EXPECT(rows);
}

static void a_number_and_the_name_stop(void **state)
{
    static const struct row rows[] = {
        { "'name':'Quillon Marrowby Testov','passport':'PS836410111'", "stop" },
        { "'name':'Quillon Marrowby Testov','passport':{'value':'PS836410111','country':'cn'}",
          "stop" },
        { "'name':'Quillan Marrowby','passport':{'value':'PS836410111','country':'cn'}", "escalate" },
        { "'name':'Quillon Marrowby Testov','national_id':'PS836410111'", "escalate" }, /* other kind */
        { "'name':'Quillon Marrowby Testov','id_number':'PS836410111'", "stop" }, /* kind not said */
        { "'name':'Zanzaboree Widget Works','registration_number':'RG5550177'", "stop" },
        { "'name':'Glimmering Turnip','imo':'9074729'", "stop" },
    };
    (void)state;
    EXPECT(rows);
}

static void a_number_alone_weighs_by_kind_and_country(void **state)
{
    static const struct row rows[] = {
        { "'name':'Nobody Whatsoever','passport':{'value':'PS836410111','country':'kp'}", "escalate" },
        { "'name':'Nobody Whatsoever','passport':'PS836410111'", "review" },
        { "'name':'Nobody Whatsoever','passport':{'value':'PS836410111','country':'cn'}", "review" },
        { "'name':'Nobody Whatsoever','national_id':'PS836410111'", "review" },
        { "'passport':{'value':'PS836410111','country':'kp'}", "escalate" },
        { "'name':'Another Ship','imo':'9074729'", "escalate" }, /* given out once in the world */
        { "'name':'Nobody Whatsoever','email':'quillon@example.invalid'", "escalate" },
        { "'name':'Nobody Whatsoever','phone':'85025550100'", "review" },
        { "'name':'Nobody Whatsoever','passport':'PS836410112'", "clear" },
    };
    (void)state;
    EXPECT(rows);
}

static void wallets_stop_when_listed_and_never_pass_unread(void **state)
{
    static const struct row rows[] = {
        { "'wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'", "stop" },
        { "'name':'Nobody Whatsoever','wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'", "stop" },
        { "'wallet':'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'", "stop" },
        { "'wallet':'0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'", "stop" }, /* another writing */
        { "'wallet':'1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3'", "review" }, /* a slip away */
        { "'wallet':'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'", "clear" },  /* not listed */
        { "'wallet':'not an address at all'", "undecided" },
        { "'name':'Nobody Whatsoever','wallet':'1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'", "undecided" },
        { "'wallet':['not an address','1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2']", "stop" },
        { "'name':'Brindle Hawkmoor','wallet':'not an address'", "review" },
    };
    (void)state;
    EXPECT(rows);
}

static void a_court_paper_escalates_and_stops_nobody(void **state)
{
    struct desk d;
    (void)state;
    desk_starter(&d, "demo");
    struct cordon_list list;
    bool is_there = false;
    for (size_t i = 0; cordon_set_list(d.set, i, &list); i++)
        is_there |= str_eq(list.source, STR("us_court")) && str_eq(list.tier, STR("named"));
    assert_true(is_there);
    /* named in a complaint, docket 1:25-cv-01769 */
    str json = ask(&d, "{'wallet':'0x21A2CF2b1E84d9E9a38389F797F6087d94Ed3d86'}");
    assert_str(json_at(json, "verdict"), "escalate");
    assert_str(json_at(json, "hits.0.source"), "us_court");
    assert_true(has_reason(json, 0, "wallet_named"));
    desk_close(&d);
}

static void weak_aliases_are_shown_and_need_more(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Pelican'}");
    assert_str(json_at(json, "hits.0.matched_as"), "weak_alias");
    assert_str(json_at(json, "hits.0.name_bp"), "10000");
    /* a word that common by itself decides nothing */
    json = ask(&desk, "{'name':'Pelican','birth_date':'1979-08-01'}");
    assert_str(json_at(json, "verdict"), "escalate");
}

static void a_weak_alias_does_not_hide_a_strong_name(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Blue Star'}"); /* weak alias of a firm called Blue Star Ltd */
    assert_str(json_at(json, "hits.0.entry"), "NK-6");
    assert_str(json_at(json, "hits.0.matched_as"), "weak_alias"); /* the closest is shown */
    assert_str(json_at(json, "hits.0.name_bp"), "10000");
    assert_str(json_at(json, "verdict"), "review"); /* the strong name decides */
    assert_true(has_reason(json, 0, "alias_weak"));
    assert_true(has_reason(json, 0, "name_close"));
    assert_str(json_at(json, "hits_total"), "1");
}

static void a_proved_contradiction_discounts_and_stays_in_sight(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov',"
                          "'birth_date':{'value':'1991-11-23','proof':'verified'}}");
    assert_str(json_at(json, "verdict"), "clear");
    assert_str(json_at(json, "hits_total"), "1");
    assert_str(json_at(json, "hits.0.discounted"), "true");
    assert_true(has_reason(json, 0, "discounted"));
    assert_true(has_reason(json, 0, "birth_date_contradicts"));
    /* a number that agrees is not talked away by a date */
    json = ask(&desk, "{'name':'Quillon Marrowby Testov','passport':'PS836410111',"
                      "'birth_date':{'value':'1991-11-23','proof':'verified'}}");
    assert_str(json_at(json, "verdict"), "stop");
    /* a document is not enough under the default policy */
    json = ask(&desk, "{'name':'Quillon Marrowby Testov',"
                      "'birth_date':{'value':'1991-11-23','proof':'document'}}");
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "hits.0.discounted"), "false");
}

static void what_a_person_declares_never_closes_a_hit(void **state)
{
    static const char *const said[] = {
        "'birth_date':'1991-11-23'",
        "'sex':'female'",
        "'nationality':'de'",
        "'passport':{'value':'C01X00T47','country':'kp'}",
        "'birth_date':'1991-11-23','sex':'female','nationality':'de','birth_place':'Berlin'",
    };
    static const char *const names[] = { "Quillon Marrowby Testov", "Quillon Marowby Testov",
                                         "Brindle Hawkmoor" };
    (void)state;
    for (size_t n = 0; n < COUNT_OF(names); n++)
        for (size_t i = 0; i < COUNT_OF(said); i++) {
            char record[512];
            snprintf(record, sizeof record, "{'name':'%s',%s}", names[n], said[i]);
            str json = ask(&desk, record);
            if (desk.answer.verdict < CORDON_REVIEW) fail_msg("%s: %.*s", record, STR_ARG(json));
        }
    str json = ask(&desk, "{'name':'Quillon Marrowby Testov','birth_date':'1991-11-23'}");
    assert_true(has_reason(json, 0, "not_discounted_self_declared"));
}

static void a_hit_stays_when_more_is_added_to_the_record(void **state)
{
    (void)state;
    str json = ask(&desk, "{'name':['Nobody Whatsoever','Quillon Marrowby Testov',"
                          "'Wobbleby Crumpstone'],'country':'de'}");
    assert_str(json_at(json, "verdict"), "review");
    assert_str(json_at(json, "hits_total"), "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_alone_goes_no_further_than_review),
        cmocka_unit_test(a_name_and_a_telling_field_escalate),
        cmocka_unit_test(a_number_and_the_name_stop),
        cmocka_unit_test(a_number_alone_weighs_by_kind_and_country),
        cmocka_unit_test(wallets_stop_when_listed_and_never_pass_unread),
        cmocka_unit_test(a_court_paper_escalates_and_stops_nobody),
        cmocka_unit_test(weak_aliases_are_shown_and_need_more),
        cmocka_unit_test(a_weak_alias_does_not_hide_a_strong_name),
        cmocka_unit_test(a_proved_contradiction_discounts_and_stays_in_sight),
        cmocka_unit_test(what_a_person_declares_never_closes_a_hit),
        cmocka_unit_test(a_hit_stays_when_more_is_added_to_the_record),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
