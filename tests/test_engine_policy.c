/* engine/policy: a policy is whole, in range and free of slips, or refused with the place. */
#include "tests/engine_help.h"

#include "base/embed.h"
#include "engine/policy.h"

static char folder[64];

static int setup(void **state)
{
    (void)state;
    folder_new(folder);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_gone(folder);
    return 0;
}

/* The bundled policy with `from` (the beginning of a line) replaced by `to`, as a file. */
static const char *changed(const char *from, const char *to)
{
    struct buf b = BUF_INIT(1 << 20);
    str all = embed_str(&embed_policy);
    size_t at = str_find(all, str_c(from), 0);
    assert_true(at != SIZE_MAX);
    buf_add(&b, str_sub(all, 0, at));
    buf_add(&b, str_c(to));
    buf_add(&b, str_from(all, at + strlen(from)));
    const char *path = put_file(folder, "policy.tsv", buf_str(&b));
    buf_release(&b);
    return path;
}

static void bundled_policies_differ_in_the_starter_list_alone(void **state)
{
    struct cordon_policy *d = NULL, *demo = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(cordon_policy_load("default", &d, &err), CORDON_OK);
    assert_int_equal(cordon_policy_load("demo", &demo, &err), CORDON_OK);
    assert_str(d->name, "default");
    assert_str(demo->name, "demo");
    assert_false(d->accept_starter);
    assert_true(demo->accept_starter);
    assert_str(d->required, "us_ofac_sdn,un_sc");
#define X(key, low, high)                                                                          \
    assert_int_equal(d->key, demo->key);                                                           \
    assert_in_range(d->key + 100000, low + 100000, high + 100000);
    POLICY_NUMBERS(X)
#undef X
    cordon_policy_free(d);
    cordon_policy_free(demo);
    cordon_policy_free(NULL);
}

static void a_file_takes_the_place_of_the_bundled_one(void **state)
{
    struct cordon_policy *p = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    const char *path = changed("gate_bp\t7500", "gate_bp\t6000");
    if (cordon_policy_load(path, &p, &err)) fail_msg("%s", err.message);
    assert_int_equal(p->gate_bp, 6000);
    cordon_policy_free(p);
}

static void slips_are_refused_with_their_line(void **state)
{
    static const struct { const char *from, *to, *message; bool has_line; } rows[] = {
        { "gate_bp\t", "gate_pb\t", "unknown key 'gate_pb'; the nearest is 'gate_bp'", true },
        { "required\t", "requird\t", "unknown key 'requird'; the nearest is 'required'", true },
        { "accept_starter\tno", "accept_starter\tmaybe", "'accept_starter' must be yes or no", true },
        { "gate_bp\t7500", "gate_bp\t10001", "'gate_bp' must be a whole number from 0 to 10000", true },
        { "gate_bp\t7500", "gate_bp\t-1", "'gate_bp' must be a whole number from 0 to 10000", true },
        { "gate_bp\t7500", "gate_bp\t75.5", "'gate_bp' must be a whole number from 0 to 10000", true },
        { "gate_bp\t7500", "gate_bp\t", "'gate_bp' must be a whole number from 0 to 10000", true },
        { "limit\t20", "limit\t0", "'limit' must be a whole number from 1 to 1000", true },
        { "prior_cb\t-2000", "prior_cb\t2000", "'prior_cb' must be a whole number from -10000 to 0",
          true },
        { "gate_bp\t7500", "limit\t5\tx\ngate_bp\t7500", "'limit' stands twice", true },
        { "gate_bp\t7500\t", "just words ", "expected key<TAB>value", true },
        { "gate_bp\t7500", "# gate_bp\t7500", "the policy does not say 'gate_bp'; is the file whole?", false },
        { "name\tdefault", "# name\tdefault", "the policy does not say 'name'; is the file whole?", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cordon_policy *p = NULL;
        struct cordon_error err = ERROR_INIT;
        const char *path = changed(rows[i].from, rows[i].to);
        assert_int_equal(cordon_policy_load(path, &p, &err), CORDON_SYNTAX);
        assert_null(p);
        assert_string_equal(err.message, rows[i].message);
        assert_string_equal(err.file, path);
        assert_int_equal(err.line != 0, rows[i].has_line);
    }
}

static void numbers_that_say_the_opposite_are_refused(void **state)
{
    static const struct { const char *from, *to, *message; } rows[] = {
        { "flag_review\t5", "flag_review\t10", "'flag_review' is 10, more than 'flag_verify', which is 9" },
        { "flag_strong\t6", "flag_strong\t2", "'flag_medium' is 3, more than 'flag_strong', which is 2" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cordon_policy *p = NULL;
        struct cordon_error err = ERROR_INIT;
        assert_int_equal(cordon_policy_load(changed(rows[i].from, rows[i].to), &p, &err), CORDON_ARGUMENT);
        assert_string_equal(err.message, rows[i].message);
    }
    struct cordon_policy *p = NULL;
    struct cordon_text text;
    struct cordon_error err = ERROR_INIT;
    assert_int_equal(cordon_policy_load("default", &p, &err), CORDON_OK);
    for (int i = 0; i < 3; i++) {
        static const char *const keys[] = { "flag_weak", "flag_medium", "flag_strong" };
        assert_int_equal(cordon_policy_set(p, str_c(keys[i]), STR("0"), &err), CORDON_OK);
    }
    assert_int_equal(cordon_policy_text(p, &text, &err), CORDON_ARGUMENT);
    assert_string_equal(err.message, "with 'flag_strong' 0 no red flag counts");
    cordon_policy_free(p);
}

static void an_empty_file_is_no_policy(void **state)
{
    struct cordon_policy *p = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    const char *path = put_file(folder, "empty.tsv", STR_EMPTY);
    assert_int_equal(cordon_policy_load(path, &p, &err), CORDON_SYNTAX);
    assert_string_equal(err.message, "the policy does not say 'gate_bp'; is the file whole?");
}

static void a_missing_file_is_named(void **state)
{
    struct cordon_policy *p = NULL;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(cordon_policy_load(path_in(folder, "none.tsv"), &p, &err), CORDON_NOTFOUND);
    assert_string_equal(err.file, path_in(folder, "none.tsv"));
}

static void survives_lost_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct cordon_policy *p = NULL;
        struct cordon_error err = ERROR_INIT;
        mem_fail_from(n);
        cordon_status st = cordon_policy_load("default", &p, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        cordon_policy_free(p);
        if (asked < n) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

static void one_key_can_be_changed_and_is_checked(void **state)
{
    struct cordon_policy *p = NULL, *again = NULL;
    struct cordon_text text = { NULL, 0 };
    struct cordon_error err = ERROR_INIT;
    (void)state;
    assert_int_equal(cordon_policy_load("default", &p, &err), CORDON_OK);
    assert_int_equal(cordon_policy_set(p, STR("flag_review"), STR("6"), &err), CORDON_OK);
    assert_int_equal(cordon_policy_set(p, STR("name"), STR("strict"), &err), CORDON_OK);
    assert_int_equal(cordon_policy_set(p, STR("accept_starter"), STR("yes"), &err), CORDON_OK);
    assert_int_equal(p->flag_review, 6);
    assert_int_equal(cordon_policy_set(p, STR("flag_revue"), STR("6"), &err), CORDON_ARGUMENT);
    assert_non_null(strstr(err.message, "flag_review"));
    assert_int_equal(err.status, CORDON_ARGUMENT);
    assert_int_equal(cordon_policy_set(p, STR("flag_review"), STR("0"), &err), CORDON_ARGUMENT);
    assert_int_equal(cordon_policy_set(p, STR("required"), STR("nowhere"), &err), CORDON_ARGUMENT);
    assert_int_equal(p->flag_review, 6);
    assert_int_equal(cordon_policy_value(p, STR("flag_review"), &text, &err), CORDON_OK);
    assert_str(str_of(text.data, text.len), "6");
    cordon_text_free(&text);
    assert_int_equal(cordon_policy_value(p, STR("flags"), &text, &err), CORDON_NOTFOUND);
    /* what is written is read again as the same, notes and all */
    assert_int_equal(cordon_policy_text(p, &text, &err), CORDON_OK);
    str whole = str_of(text.data, text.len);
    assert_true(str_find(whole, STR("\nflag_review\t6\tpoints from which"), 0) != SIZE_MAX);
    assert_int_equal(str_count(whole, '\n'), str_count(embed_str(&embed_policy), '\n'));
    const char *path = put_file(folder, "written.tsv", whole);
    assert_int_equal(cordon_policy_load(path, &again, &err), CORDON_OK);
    assert_str(again->name, "strict");
    assert_true(again->accept_starter);
#define X(key, low, high) assert_int_equal(again->key, p->key);
    POLICY_NUMBERS(X)
#undef X
    cordon_text_free(&text);
    /* an unchanged one is the bytes it was read from */
    cordon_policy_free(p);
    assert_int_equal(cordon_policy_load("default", &p, &err), CORDON_OK);
    assert_int_equal(cordon_policy_text(p, &text, &err), CORDON_OK);
    assert_true(str_eq(str_of(text.data, text.len), embed_str(&embed_policy)));
    cordon_text_free(&text);
    cordon_policy_free(p);
    cordon_policy_free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bundled_policies_differ_in_the_starter_list_alone),
        cmocka_unit_test(a_file_takes_the_place_of_the_bundled_one),
        cmocka_unit_test(slips_are_refused_with_their_line),
        cmocka_unit_test(numbers_that_say_the_opposite_are_refused),
        cmocka_unit_test(an_empty_file_is_no_policy),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(survives_lost_memory),
        cmocka_unit_test(one_key_can_be_changed_and_is_checked),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
