/* engine/compare: two names without a list, for programs and for people. */
#include "tests/engine_help.h"

static void two_names_are_compared_alike_from_both_sides(void **state)
{
    static const struct { const char *a, *b; int low, high; } rows[] = {
        { "Quillon Testov", "TESTOV, Quillon", 10000, 10000 },
        { "Jos\xC3\xA9 PE\xC3\x91" "A", "jose pena", 10000, 10000 },
        { "Quillon Testov", "Quilon Testov", 8000, 9999 },
        { "Quillon Testov", "Wobbleby Crumpstone", 0, 4000 },
    };
    struct cordon_comparer *c = cordon_comparer_new();
    (void)state;
    assert_non_null(c);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint16_t there = 0, back = 0;
        str json = STR_EMPTY;
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(cordon_compare(c, str_c(rows[i].a), str_c(rows[i].b), STR("person"), &there,
                                        &json, &err), CORDON_OK);
        assert_true(json_is_valid(json));
        assert_str(json_at(json, "a"), rows[i].a);
        assert_str(json_at(json, "b"), rows[i].b);
        char want[16];
        snprintf(want, sizeof want, "%u", there);
        assert_str(json_at(json, "name_bp"), want);
        assert_int_equal(cordon_compare(c, str_c(rows[i].b), str_c(rows[i].a), STR("Person"), &back,
                                        NULL, &err), CORDON_OK);
        assert_int_equal(there, back);
        assert_in_range(there, rows[i].low, rows[i].high);
    }
    cordon_comparer_free(c);
    cordon_comparer_free(NULL);
}

static void names_that_cannot_be_compared_are_refused(void **state)
{
    static char long_name[3000];
    struct cordon_comparer *c = cordon_comparer_new();
    struct cordon_error err = ERROR_INIT;
    uint16_t bp = 77;
    (void)state;
    memset(long_name, 'x', sizeof long_name);
    str x = STR("Quillon");
    assert_int_equal(cordon_compare(c, x, STR_EMPTY, STR_EMPTY, &bp, NULL, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_compare(c, STR("  "), x, STR_EMPTY, &bp, NULL, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_compare(c, x, x, STR("gardener"), &bp, NULL, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_compare(c, x, STR("a\xFF"), STR_EMPTY, &bp, NULL, &err), CORDON_SYNTAX);
    assert_int_equal(cordon_compare(c, str_of(long_name, sizeof long_name), x, STR_EMPTY, &bp, NULL,
                                    &err), CORDON_LIMIT);
    assert_int_equal(bp, 77);
    cordon_comparer_free(c);
}

static void comparing_survives_lost_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        uint16_t bp = 0;
        str json = STR_EMPTY;
        struct cordon_error err = ERROR_INIT;
        cordon_status st = CORDON_NOMEM;
        mem_fail_from(n);
        struct cordon_comparer *c = cordon_comparer_new();
        if (c) st = cordon_compare(c, STR("Quillon Testov"), STR("Quilon Testov"), STR_EMPTY, &bp,
                                   &json, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_comparer_free(c);
        if (asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

/* --- for people --------------------------------------------------------------------------------- */

struct telling {
    struct cordon_comparer *c;
    struct cordon_policy   *policy;
};

static void telling_open(struct telling *t)
{
    struct cordon_error err = ERROR_INIT;
    t->c = cordon_comparer_new();
    assert_non_null(t->c);
    assert_int_equal(cordon_policy_load("default", &t->policy, &err), CORDON_OK);
}

static void telling_close(struct telling *t)
{
    cordon_policy_free(t->policy);
    cordon_comparer_free(t->c);
}

static void people_are_told_whether_it_is_one_name_and_why(void **state)
{
    static const struct {
        const char *a, *b, *kind, *band, *how, *reason;
        enum cordon_verdict verdict;
    } rows[] = {
        { "Quillon Testov", "TESTOV, Quillon", "person", "same", "same", "name_exact", CORDON_REVIEW },
        { "Ri Chun-il", "리준일", "person", "same", "read", "name_read", CORDON_REVIEW },
        { "Wilhelm Testov", "Bill Testov", "person", "same", "nickname", "name_close", CORDON_REVIEW },
        { "Q. Testov", "Quillon Testov", "person", "same", "initial", "name_initial", CORDON_REVIEW },
        { "Testov Trading", "Testov 무역", "organization", "same", "same", "name_close", CORDON_REVIEW },
        { "Quillon Testov", "Quillon Wobbleby", "person", "different", "same", "name_different_part", CORDON_CLEAR },
        /* too little of a name: that it met nothing means nothing */
        { "Kim", "Park", "person", "different", "different", "name_different_part", CORDON_UNDECIDED },
        { "Kim", "KIM", "person", "same", "same", "name_exact", CORDON_REVIEW },
    };
    struct telling t;
    (void)state;
    telling_open(&t);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum cordon_verdict verdict = CORDON_STOP;
        str json = STR_EMPTY;
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(cordon_compare_explain(t.c, str_c(rows[i].a), str_c(rows[i].b), str_c(rows[i].kind), t.policy,
                                                STR("en"), &verdict, &json, &err), CORDON_OK);
        assert_true(json_is_valid(json));
        assert_str(json_at(json, "band"), rows[i].band);
        assert_str(json_at(json, "parts.0.how"), rows[i].how);
        assert_str(json_at(json, "reasons.0.id"), rows[i].reason);
        assert_str(json_at(json, "verdict"), cordon_verdict_name(rows[i].verdict));
        assert_int_equal(verdict, rows[i].verdict);
    }
    telling_close(&t);
}

static void what_nothing_was_compared_of_is_undecided(void **state)
{
    static const struct { const char *a, *b; } rows[] = {
        { "!!!", "Quillon Testov" },   { "Quillon Testov", "..." }, { "de la", "Quillon de la Testov" },
        { "al", "al" },                { "བསྟན་འཛིན", "Tenzin Testov" }, /* no reader of that script */
    };
    struct telling t;
    (void)state;
    telling_open(&t);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum cordon_verdict verdict = CORDON_STOP;
        str json = STR_EMPTY;
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(cordon_compare_explain(t.c, str_c(rows[i].a), str_c(rows[i].b), STR("person"), t.policy,
                                                STR("ko"), &verdict, &json, &err), CORDON_OK);
        assert_int_equal(verdict, CORDON_UNDECIDED);
        assert_str(json_at(json, "band"), "none");
        assert_str(json_at(json, "name_bp"), "-");
        assert_str(json_at(json, "reasons.0.id"), "name_not_compared");
    }
    enum cordon_verdict verdict = CORDON_STOP;
    str json = STR_EMPTY;
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_compare_explain(t.c, STR(""), STR("Testov"), STR("person"), t.policy, STR("en"), &verdict,
                                            &json, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_compare_explain(t.c, STR("Testov"), STR("Testov"), STR("gardener"), t.policy, STR("en"),
                                            &verdict, &json, &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_compare_explain(t.c, STR("Testov"), STR("Testov"), STR("person"), NULL, STR("en"), &verdict,
                                            &json, &err), CORDON_ARGUMENT);
    assert_int_equal(verdict, CORDON_STOP);
    telling_close(&t);
}

static void telling_survives_lost_memory(void **state)
{
    static const struct { const char *a, *b; } rows[] = { { "Ri Chun-il", "리준일" }, { "Wilhelm Q Testov", "Bill Testov" } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (uint64_t n = 1;; n++) {
            struct telling t;
            enum cordon_verdict verdict = CORDON_STOP;
            str json = STR_EMPTY;
            struct cordon_error err = ERROR_INIT;
            telling_open(&t);
            mem_fail_from(n);
            cordon_status st = cordon_compare_explain(t.c, str_c(rows[i].a), str_c(rows[i].b), STR("person"), t.policy,
                                                      STR("en"), &verdict, &json, &err);
            uint64_t asked = mem_count();
            mem_fail_from(0);
            telling_close(&t);
            if (asked < n) break;
            assert_int_equal(st, CORDON_NOMEM);
            assert_int_equal(verdict, CORDON_STOP);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_names_are_compared_alike_from_both_sides),
        cmocka_unit_test(names_that_cannot_be_compared_are_refused),
        cmocka_unit_test(comparing_survives_lost_memory),
        cmocka_unit_test(people_are_told_whether_it_is_one_name_and_why),
        cmocka_unit_test(what_nothing_was_compared_of_is_undecided),
        cmocka_unit_test(telling_survives_lost_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
