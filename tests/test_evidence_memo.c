/* evidence/memo: what is remembered of a dossier is what a walk over it finds. */
#include "tests/evidence_help.h"

#include "evidence/memo.h"

static const char records[] =
    "{\"name\":[\"Testa Mustermann\",\"Testa Beispiel\"],\"country\":\"de\",\"email\":\"t@example.com\"}\n"
    "{\"kind\":\"login\"}\n"
    "{\"net\":[{\"ip\":\"192.0.2.1\",\"time\":\"2026-08-01T09:00:00Z\"},{\"ip\":\"192.0.2.2\"}]}\n"
    "{\"name\":\"Testa M\",\"country\":\"Germany\",\"app\":{\"work_country\":\"fr\"}}";

static void fields_come_in_the_order_of_records(void **state)
{
    struct evidence_run run;
    struct dossier d;
    struct evidence_memo memo;
    size_t values = 0;
    (void)state;
    assert_int_equal(help_try(records, &run, &d), CORDON_OK);
    assert_true(memo_begin(&memo, &d, &help_arena));
    for (int f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
        struct origin walked = { 0, NULL }, found = { 0, NULL };
        bool more;
        do {
            run.memo = NULL;
            more = evidence_next(&run, (enum record_field)f, &walked);
            run.memo = &memo;
            assert_true(evidence_next(&run, (enum record_field)f, &found) == more);
            assert_true(!more || (found.record == walked.record && found.value == walked.value));
            values += more;
        } while (more);
        assert_false(evidence_next(&run, (enum record_field)f, &found)); /* the end stays the end */
    }
    assert_int_equal(values, 10);
}

static void groups_and_claims_are_known(void **state)
{
    struct evidence_run run;
    struct dossier d;
    struct evidence_memo memo;
    struct claims once, again;
    (void)state;
    assert_int_equal(help_try(records, &run, &d), CORDON_OK);
    assert_true(evidence_has_group(&run, GROUP_DOC)); /* nobody has looked */
    assert_true(memo_begin(&memo, &d, &help_arena));
    run.memo = &memo;
    assert_true(evidence_has_group(&run, GROUP_NET) && evidence_has(&run, FIELD_NET_IP));
    assert_false(evidence_has_group(&run, GROUP_DOC) || evidence_has(&run, FIELD_DOC_NUMBER));
    evidence_claims(&run, &once);
    evidence_claims(&run, &again);
    assert_int_equal(once.count, 2);
    assert_int_equal(again.count, 2);
    assert_str(again.country[1], "fr");
    assert_ptr_equal(once.origin[0].value, again.origin[0].value);
}

static void an_empty_dossier_has_nothing(void **state)
{
    struct evidence_run run;
    struct dossier d;
    (void)state;
    assert_int_equal(help_try("{\"id\":\"1\"}", &run, &d), CORDON_OK);
    assert_int_equal(help_set.count, 0);
    d.count = 0;
    assert_int_equal(evidence_compute(&run, NULL), CORDON_OK);
    assert_int_equal(help_set.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_come_in_the_order_of_records),
        cmocka_unit_test(groups_and_claims_are_known),
        cmocka_unit_test(an_empty_dossier_has_nothing),
    };
    return cmocka_run_group_tests_name("evidence_memo", tests, help_open, help_close);
}
