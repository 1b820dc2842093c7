/* engine/screen_subject: all records of one subject, one answer. */
#include "tests/engine_help.h"

#include <cordon/rules.h>

/* A desk whose screener is asked about red flags too. */
static void desk_with_rules(struct desk *d, struct cordon_rules **ret_rules)
{
    desk_made_up(d);
    cordon_screener_free(d->screener);
    d->screener = NULL;
    assert_int_equal(cordon_rules_open(NULL, 0, ret_rules, NULL), CORDON_OK);
    struct cordon_screen_options o = { .policy = d->policy, .min_bp = -1, .as_of_s = AS_OF_S,
                                       .rules = *ret_rules };
    assert_int_equal(cordon_screener_new(d->set, &o, &d->screener, NULL), CORDON_OK);
}

static const cordon_str one = STR_INIT(
    "{\"id\":\"a\",\"subject\":\"s\",\"kind\":\"worker\",\"name\":\"Nobody Whatsoever\",\"birth_date\":\"1981-02-03\"}");
static const cordon_str two = STR_INIT(
    "{\"id\":\"b\",\"subject\":\"s\",\"kind\":\"applicant\",\"name\":\"Nobody Whatsoever\",\"birth_date\":\"1995-11-20\"}");
static const cordon_str broken = STR_INIT("{\"id\":\"c\",\"subject\":\"s\"");

static bool has(str json, const char *text)
{
    return str_find(json, str_c(text), 0) != SIZE_MAX;
}

static void what_two_records_contradict_shows_when_both_are_given(void **state)
{
    struct desk d;
    struct cordon_rules *rules = NULL;
    const cordon_str both[] = { one, two };
    (void)state;
    desk_with_rules(&d, &rules);
    assert_int_equal(cordon_screen_json(d.screener, one, 1, &d.answer, NULL), CORDON_OK);
    assert_false(has(d.answer.json, "identity_dob_conflict"));
    assert_int_equal(cordon_screen_subject(d.screener, both, 2, &d.answer, NULL), CORDON_OK);
    assert_true(has(d.answer.json, "\"identity_dob_conflict\""));
    assert_true(has(d.answer.json, "\"line\":2"));
    desk_close(&d);
    cordon_rules_free(rules);
}

static void one_record_is_answered_as_alone(void **state)
{
    struct desk d;
    struct buf alone = BUF_INIT(1 << 20);
    (void)state;
    desk_made_up(&d);
    assert_int_equal(cordon_screen_json(d.screener, one, 1, &d.answer, NULL), CORDON_OK);
    buf_add(&alone, d.answer.json);
    assert_int_equal(cordon_screen_subject(d.screener, &one, 1, &d.answer, NULL), CORDON_OK);
    assert_true(str_eq(d.answer.json, buf_str(&alone)));
    buf_release(&alone);
    desk_close(&d);
}

static void a_record_that_cannot_be_read_leaves_the_subject_undecided(void **state)
{
    struct desk d;
    const cordon_str all[] = { one, broken, two };
    (void)state;
    desk_made_up(&d);
    assert_int_equal(cordon_screen_subject(d.screener, all, 3, &d.answer, NULL), CORDON_OK);
    assert_int_equal(d.answer.verdict, CORDON_UNDECIDED);
    assert_int_equal(d.answer.status, CORDON_SYNTAX);
    assert_true(has(d.answer.json, "\"line\":2"));
    desk_close(&d);
}

static void a_subject_without_records_is_wrong_usage(void **state)
{
    struct desk d;
    (void)state;
    desk_made_up(&d);
    assert_int_equal(cordon_screen_subject(d.screener, &one, 0, &d.answer, NULL), CORDON_ARGUMENT);
    assert_int_equal(cordon_screen_subject(d.screener, &one, CORDON_SUBJECT_RECORDS_MAX + 1, &d.answer, NULL),
                     CORDON_ARGUMENT);
    desk_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_two_records_contradict_shows_when_both_are_given),
        cmocka_unit_test(one_record_is_answered_as_alone),
        cmocka_unit_test(a_record_that_cannot_be_read_leaves_the_subject_undecided),
        cmocka_unit_test(a_subject_without_records_is_wrong_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
