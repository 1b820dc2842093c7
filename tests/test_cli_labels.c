/* cli/labels: outcomes as CSV and JSON Lines; nothing doubtful is taken. */
#include "tests/test.h"

#include "cli/labels.h"

static struct labels labels;
static struct cordon_error err;

static cordon_status labels_of(const char *text)
{
    labels_close(&labels);
    err = (struct cordon_error){ .status = CORDON_OK };
    return labels_read(str_c(text), STR("labels"), &labels, &err);
}

static enum outcome outcome_of(const char *subject, const char *id)
{
    const struct label *l = labels_find(&labels, str_c(subject), str_c(id));
    if (!l) fail_msg("no label of %s %s", subject, id);
    return l->outcome;
}

static void csv_and_json_say_the_same(void **state)
{
    static const char *const texts[] = {
        "id,outcome,decided_at,note\na,true,2026-01-01,x\nb,FALSE,,\nc,unknown,,\n",
        "\xEF\xBB\xBFid;outcome\r\na;true\r\n\"b\";false\r\nc;unknown\r\n",
        "{\"id\":\"a\",\"outcome\":\"true\",\"x\":{\"y\":[1]}}\n\n{\"id\":\"b\",\"outcome\":false}\n{\"outcome\":\"unknown\",\"id\":\"c\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (labels_of(texts[i])) fail_msg("%s", err.message);
        assert_int_equal(labels.count, 3);
        assert_int_equal(outcome_of("", "a"), OUTCOME_RIGHT);
        assert_int_equal(outcome_of("elsewhere", "b"), OUTCOME_WRONG);
        assert_int_equal(outcome_of("", "c"), OUTCOME_UNKNOWN);
        assert_null(labels_find(&labels, STR("a"), STR_EMPTY)); /* an id is no subject */
        assert_null(labels_find(&labels, STR_EMPTY, STR("d")));
    }
    if (labels_of("subject,id,outcome\ns,a,true\n")) fail_msg("%s", err.message);
    assert_int_equal(outcome_of("s", ""), OUTCOME_RIGHT); /* the subject counts where both are said */
    assert_null(labels_find(&labels, STR_EMPTY, STR("a")));
}

static void the_later_decision_counts(void **state)
{
    (void)state;
    if (labels_of("id,outcome,decided_at\na,true,2026-01-02\na,false,2026-01-01\nb,true,2026-01-01\n"
                  "b,false,2026-01-01T00:00:01Z\nc,true,\nc,true,\nd,true,\nd,false,2026-01-01\n"))
        fail_msg("%s", err.message);
    assert_int_equal(labels.count, 4);
    assert_int_equal(outcome_of("", "a"), OUTCOME_RIGHT);
    assert_int_equal(outcome_of("", "b"), OUTCOME_WRONG);
    assert_int_equal(outcome_of("", "d"), OUTCOME_WRONG);
}

static void slips_are_told_with_their_line(void **state)
{
    static const struct { const char *text; int line; const char *why; } rows[] = {
        { "", 1, "outcome" },
        { "id,verdict\na,true\n", 1, "no column 'outcome'" },
        { "name,outcome\na,true\n", 1, "neither a column" },
        { "id,outcome\n", 0, "no label" },
        { "id,outcome\na,true\nb,maybe\n", 3, "not 'maybe'" },
        { "id,outcome\na,true\n,true\n", 3, "neither id nor subject" },
        { "id,outcome,decided_at\na,true,yesterday\n", 2, "yesterday" },
        { "id,outcome\na,true\na,false\n", 3, "line 2" },
        { "{\"id\":\"a\",\"outcome\":\"true\"}\n{\"id\":\"b\"\n", 2, "no JSON object" },
        { "{\"id\":\"a\"}\n", 1, "an outcome is" },
        { "{\"id\":\"a\",\"outcome\":1}\n", 1, "not '1'" },
        { "id,outcome\n\"a,true\n", 2, "quote" },
        { "id,outcome\n\xff,true\n", 2, "UTF-8" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(labels_of(rows[i].text), CORDON_SYNTAX);
        if ((int)err.line != rows[i].line || !strstr(err.message, rows[i].why))
            fail_msg("row %zu: %d: %s", i, (int)err.line, err.message);
    }
}

static void survives_lost_memory(void **state)
{
    cordon_status st = CORDON_NOMEM;
    (void)state;
    for (uint64_t n = 1; st == CORDON_NOMEM; n++) {
        assert_true(n < 1000);
        mem_fail_from(n);
        st = labels_of("id,outcome\na,true\n\"b\"\"c\",false\n");
        mem_fail_from(0);
    }
    assert_int_equal(st, CORDON_OK);
}

static int done(void **state)
{
    (void)state;
    labels_close(&labels);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_and_json_say_the_same),
        cmocka_unit_test(the_later_decision_counts),
        cmocka_unit_test(slips_are_told_with_their_line),
        cmocka_unit_test(survives_lost_memory),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
