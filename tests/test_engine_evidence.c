/* engine/evidence: field by field, what a record says about one listed party. */
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

#define NK1 "'name':'Quillon Marrowby Testov'"
#define NK2 "'name':'Fennimore Oddlington'"

struct row {
    const char *record, *field, *state;
    int         cb;
};

static void expect(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char record[1024], path[128];
        snprintf(record, sizeof record, "{%s}", rows[i].record);
        str json = ask(&desk, record);
        snprintf(path, sizeof path, "hits.0.fields.%s.state", rows[i].field);
        str state = json_at(json, path);
        snprintf(path, sizeof path, "hits.0.fields.%s.evidence_cb", rows[i].field);
        str cb = json_at(json, path);
        char want[16];
        snprintf(want, sizeof want, "%d", rows[i].cb);
        if (!str_eq(state, str_c(rows[i].state)) || !str_eq(cb, str_c(want)))
            fail_msg("%s: %s is %.*s %.*s, want %s %s\n%.*s", record, rows[i].field, STR_ARG(state),
                     STR_ARG(cb), rows[i].state, want, STR_ARG(json));
    }
}
#define EXPECT(rows) expect(rows, sizeof(rows) / sizeof *(rows))

static void birth_dates_agree_come_near_or_contradict(void **state)
{
    static const struct row rows[] = {
        { NK1, "birth_date", "absent", 0 },
        { NK1 ",'birth_date':'1979-08-01'", "birth_date", "agrees", 1300 },
        { NK1 ",'birth_date':'1 Aug 1979'", "birth_date", "agrees", 1300 },
        { NK1 ",'birth_date':'1979'", "birth_date", "near", 500 },
        { NK1 ",'birth_date':'1979-08'", "birth_date", "near", 500 },
        { NK1 ",'birth_date':'1979-01-08'", "birth_date", "near", 150 },
        { NK1 ",'birth_date':'1979-08-02'", "birth_date", "near", 150 },
        { NK1 ",'birth_date':'01/08/1979'", "birth_date", "unreadable", 0 },
        { NK1 ",'birth_date':'sometime'", "birth_date", "unreadable", 0 },
        { "'name':'Wobbleby Crumpstone','birth_date':'1979-08-01'", "birth_date", "absent", 0 },
        /* the listed 1960, about 1965, 1971 to 1973: the best one counts */
        { NK2 ",'birth_date':'1960-05-05'", "birth_date", "near", 500 },
        { NK2 ",'birth_date':'1967-05-05'", "birth_date", "near", 300 },
        { NK2 ",'birth_date':'1972-05-05'", "birth_date", "near", 300 },
        { NK2 ",'birth_date':'1969-05-05'", "birth_date", "contradicts", -300 },
    };
    (void)state;
    EXPECT(rows);
}

static void a_contradiction_weighs_by_its_proof(void **state)
{
    static const struct row rows[] = {
        { NK1 ",'birth_date':'1991-11-23'", "birth_date", "contradicts", -300 },
        { NK1 ",'birth_date':{'value':'1991-11-23','proof':'self'}", "birth_date", "contradicts",
          -300 },
        { NK1 ",'birth_date':{'value':'1991-11-23','proof':'document'}", "birth_date", "contradicts",
          -800 },
        { NK1 ",'birth_date':{'value':'1991-11-23','proof':'verified'}", "birth_date", "contradicts",
          -1600 },
    };
    (void)state;
    EXPECT(rows);
}

static void the_best_proved_date_is_the_one_that_counts(void **state)
{
    static const struct row rows[] = {
        /* an invented date that fits does not stand beside a verified one, nor the reverse */
        { NK1 ",'birth_date':['1979-08-01',{'value':'1991-11-23','proof':'verified'}]", "birth_date",
          "contradicts", -300 },
        { NK1 ",'birth_date':['1991-11-23',{'value':'1979-08-01','proof':'verified'}]", "birth_date",
          "agrees", 1300 },
        { NK1 ",'birth_date':['1991-11-23','1979-08-01']", "birth_date", "agrees", 1300 },
        { NK1 ",'birth_date':[{'value':'nonsense','proof':'verified'},'1979-08-01']", "birth_date",
          "agrees", 1300 },
        { NK1 ",'birth_date':['nonsense','1991-11-23']", "birth_date", "contradicts", -300 },
    };
    (void)state;
    EXPECT(rows);
}

static void countries_are_neutral_where_the_programme_is_the_dprk(void **state)
{
    static const struct row rows[] = {
        { NK1, "country", "absent", 0 },
        { NK1 ",'nationality':'kp'", "country", "agrees", 300 },
        { NK1 ",'nationality':'North Korea'", "country", "agrees", 300 },
        { NK1 ",'country':'Korea, North'", "country", "agrees", 300 },
        { NK1 ",'nationality':'cn'", "country", "neutral", 0 }, /* a paper's alone */
        { NK1 ",'nationality':'us'", "country", "neutral", 0 }, /* the authority's */
        { NK1 ",'nationality':{'value':'cn','proof':'verified'}", "country", "neutral", 0 },
        { NK1 ",'nationality':['cn','kp']", "country", "agrees", 300 },
        { NK1 ",'nationality':'Atlantis'", "country", "unreadable", 0 },
        { NK2 ",'nationality':'ru'", "country", "agrees", 300 },
        { NK2 ",'nationality':'cn'", "country", "contradicts", -150 },
        { NK2 ",'nationality':['cn','ru']", "country", "agrees", 300 },
        { "'name':'Wobbleby Crumpstone','nationality':'cn'", "country", "absent", 0 },
    };
    (void)state;
    EXPECT(rows);
}

static void sex_agrees_or_contradicts_when_both_say_it(void **state)
{
    static const struct row rows[] = {
        { NK1, "sex", "absent", 0 },
        { NK1 ",'sex':'male'", "sex", "agrees", 60 },
        { NK1 ",'sex':'M'", "sex", "agrees", 60 },
        { NK1 ",'sex':'\xEB\x82\xA8'", "sex", "agrees", 60 },
        { NK1 ",'sex':'female'", "sex", "contradicts", -400 },
        { NK1 ",'sex':'x'", "sex", "absent", 0 },
        { NK2 ",'sex':'male'", "sex", "absent", 0 },
    };
    (void)state;
    EXPECT(rows);
}

static void places_and_addresses_agree_by_their_words(void **state)
{
    static const struct row rows[] = {
        { NK1 ",'birth_place':'Musterstadt'", "birth_place", "agrees", 600 },
        { NK1 ",'birth_place':'MUSTERSTADT, elsewhere'", "birth_place", "agrees", 600 },
        { NK1 ",'birth_place':'Otherstadt, Examplonia'", "birth_place", "absent", 0 },
        { NK1 ",'birth_place':','", "birth_place", "absent", 0 },
        { NK1 ",'address':'12 invented street block 4 Musterstadt'", "address", "agrees", 900 },
        { NK1 ",'address':'12, Invented Street, Block 4'", "address", "agrees", 900 },
        { NK1 ",'address':'Musterstadt'", "address", "absent", 0 },
        { NK1 ",'address':'99 Real Road, Elsewhere, Some City'", "address", "absent", 0 },
        { NK1 ",'address':['99 Real Road','12 invented street block 4 Musterstadt']", "address",
          "agrees", 900 },
    };
    (void)state;
    EXPECT(rows);
}

static void numbers_meet_by_kind_and_country(void **state)
{
    static const struct row rows[] = {
        { NK1, "identifier", "absent", 0 },
        { NK1 ",'passport':'PS836410111'", "identifier", "agrees", 1800 },
        { NK1 ",'passport':{'value':'ps-836410111','country':'kp'}", "identifier", "agrees", 1800 },
        { NK1 ",'passport':{'value':'PS836410111','country':'cn'}", "identifier", "agrees", 1800 },
        { NK1 ",'passport':{'value':'PS836410112','country':'kp'}", "identifier", "contradicts", -200 },
        { NK1 ",'passport':{'value':'PS836410112','country':'cn'}", "identifier", "absent", 0 },
        { NK1 ",'passport':'PS836410112'", "identifier", "absent", 0 },
        { NK1 ",'national_id':'PS836410111'", "identifier", "agrees", 1800 }, /* another kind: below */
        { NK1 ",'id_number':'88001122'", "identifier", "agrees", 1800 },
        { NK1 ",'email':'QUILLON@example.invalid'", "identifier", "agrees", 1800 },
        { NK1 ",'email':'other@example.invalid'", "identifier", "absent", 0 },
        { NK1 ",'phone':'+850-2-555-0100'", "identifier", "agrees", 1800 },
        { NK1 ",'phone':'555 0100'", "identifier", "absent", 0 },
        { "'name':'GLIMMERING TURNIP','imo':'IMO 9074729'", "identifier", "agrees", 1800 },
        { "'name':'GLIMMERING TURNIP','imo':'9074730'", "identifier", "absent", 0 },
        { "'name':'Zanzaboree Widget Works','registration_number':'RG 5550177'", "identifier",
          "agrees", 1800 },
    };
    (void)state;
    EXPECT(rows);
}

static void another_issuing_country_is_told(void **state)
{
    (void)state;
    str json = ask(&desk, "{" NK1 ",'passport':{'value':'PS836410111','country':'cn'}}");
    assert_true(has_reason(json, 0, "identifier_country_differs"));
    json = ask(&desk, "{" NK1 ",'passport':{'value':'PS836410111','country':'kp'}}");
    assert_false(has_reason(json, 0, "identifier_country_differs"));
    json = ask(&desk, "{" NK1 ",'passport':'PS836410111'}");
    assert_false(has_reason(json, 0, "identifier_country_differs"));
}

static void a_kind_that_differs_is_a_contradiction(void **state)
{
    static const struct row rows[] = {
        { NK1, "schema", "absent", 0 },
        { NK1 ",'schema':'Person'", "schema", "agrees", 0 },
        { NK1 ",'schema':'Company'", "schema", "contradicts", -400 },
        { "'name':'Zanzaboree Widget Works','schema':'Person'", "schema", "contradicts", -400 },
        { "'name':'GLIMMERING TURNIP','schema':'Company'", "schema", "agrees", 0 },
        { NK1 ",'schema':'Gardener'", "schema", "absent", 0 },
    };
    (void)state;
    EXPECT(rows);
}

static void agreement_never_lowers_and_contradiction_never_raises(void **state)
{
    static const char *const added[] = {
        "'birth_date':'1979-08-01'", "'birth_date':'1979'", "'birth_date':'1991-11-23'",
        "'nationality':'kp'", "'nationality':'cn'", "'sex':'male'", "'sex':'female'",
        "'birth_place':'Musterstadt'", "'passport':'PS836410111'",
        "'passport':{'value':'X7','country':'kp'}", "'phone':'+850 2 555 0100'",
    };
    (void)state;
    uint64_t bare = 0;
    (void)num_parse_u64(json_at(ask(&desk, "{" NK1 "}"), "hits.0.score_bp"), 10000, &bare);
    for (size_t i = 0; i < COUNT_OF(added); i++) {
        char record[512];
        uint64_t score = 0;
        snprintf(record, sizeof record, "{" NK1 ",%s}", added[i]);
        str json = ask(&desk, record);
        (void)num_parse_u64(json_at(json, "hits.0.score_bp"), 10000, &score);
        bool speaks_for = false, against = false;
        static const char *const fields[] = { "birth_date", "country", "sex", "birth_place",
                                              "identifier" };
        for (size_t k = 0; k < COUNT_OF(fields); k++) {
            char path[64];
            snprintf(path, sizeof path, "hits.0.fields.%s.state", fields[k]);
            str s = json_at(json, path);
            speaks_for |= str_eq(s, STR("agrees")) || str_eq(s, STR("near"));
            against |= str_eq(s, STR("contradicts"));
        }
        if (speaks_for && score < bare) fail_msg("%s lowers", added[i]);
        if (against && score > bare) fail_msg("%s raises", added[i]);
        if (!speaks_for && !against && score != bare) fail_msg("%s moves the score", added[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_agree_come_near_or_contradict),
        cmocka_unit_test(a_contradiction_weighs_by_its_proof),
        cmocka_unit_test(the_best_proved_date_is_the_one_that_counts),
        cmocka_unit_test(countries_are_neutral_where_the_programme_is_the_dprk),
        cmocka_unit_test(sex_agrees_or_contradicts_when_both_say_it),
        cmocka_unit_test(places_and_addresses_agree_by_their_words),
        cmocka_unit_test(numbers_meet_by_kind_and_country),
        cmocka_unit_test(another_issuing_country_is_told),
        cmocka_unit_test(a_kind_that_differs_is_a_contradiction),
        cmocka_unit_test(agreement_never_lowers_and_contradiction_never_raises),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
