/* list/ftm_delta: what changed since the edition in use. */
#include "tests/test.h"

#include "base/num.h"
#include "list/ftm_delta.h"

#define ENTITY(id, name) "{\"id\":\"" id "\",\"schema\":\"Person\",\"properties\":{\"name\":[\"" name "\"]}}"
#define CHANGE(op, entity) "{\"op\":\"" op "\",\"entity\":" entity "}\n"

static const char base[] = ENTITY("A", "One") "\n" ENTITY("B", "Two") "\r\n" ENTITY("C", "Three");

static cordon_status join(const char *delta, struct buf *out, struct list_join *did, struct cordon_error *err)
{
    struct list_file f = { .name = STR("delta.json"), .bytes = str_c(delta) };
    *err = (struct cordon_error)ERROR_INIT;
    buf_init(out, 1 << 20);
    return list_ftm_join(str_c(base), &f, out, did, err);
}

static void adds_changes_and_deletes(void **state)
{
    struct buf out;
    struct list_join did;
    struct cordon_error err;
    (void)state;
    assert_int_equal(join(CHANGE("DEL", "{\"id\":\"A\"}") CHANGE("ADD", ENTITY("D", "Four"))
                          "\n" CHANGE("MOD", ENTITY("\\u0042", "Two again")), &out, &did, &err), CORDON_OK);
    assert_str(buf_str(&out), ENTITY("\\u0042", "Two again") "\n" ENTITY("C", "Three") "\n"
                              ENTITY("D", "Four") "\n");
    assert_int_equal(did.added, 1);
    assert_int_equal(did.changed, 1);
    assert_int_equal(did.deleted, 1);
    buf_release(&out);
}

static void refuses_what_does_not_fit(void **state)
{
    static const struct { const char *delta, *what; cordon_status st; uint64_t line; } rows[] = {
        { CHANGE("ADD", ENTITY("A", "x")), "adds 'A', which the edition in use has", CORDON_REFUSED, 1 },
        { "\n" CHANGE("MOD", ENTITY("X", "x")), "changes 'X', which the edition in use has not", CORDON_REFUSED, 2 },
        { CHANGE("DEL", "{\"id\":\"X\"}"), "deletes 'X'", CORDON_REFUSED, 1 },
        { CHANGE("MOD", ENTITY("A", "x")) CHANGE("DEL", "{\"id\":\"A\"}"), "stands twice", CORDON_SYNTAX, 2 },
        { CHANGE("PUT", ENTITY("A", "x")), "ADD, MOD or DEL", CORDON_SYNTAX, 1 },
        { "{\"op\":\"ADD\"}", "ADD, MOD or DEL", CORDON_SYNTAX, 1 },
        { CHANGE("ADD", "{\"id\":\"X\"}"), "no 'schema'", CORDON_SYNTAX, 1 },
        { CHANGE("DEL", "{}"), "no 'id'", CORDON_SYNTAX, 1 },
        { "[]", "not a JSON object", CORDON_SYNTAX, 1 },
        { "{\"op\":\"ADD\",", "", CORDON_SYNTAX, 1 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out;
        struct list_join did;
        struct cordon_error err;
        assert_int_equal(join(rows[i].delta, &out, &did, &err), rows[i].st);
        if (!strstr(err.message, rows[i].what)) fail_msg("%s: %s", rows[i].delta, err.message);
        assert_int_equal(err.line, rows[i].line);
        buf_release(&out);
    }
}

static void knows_a_delta_from_a_list(void **state)
{
    static const struct { const char *text; bool is_delta; } rows[] = {
        { CHANGE("ADD", ENTITY("A", "x")), true }, { CHANGE("DEL", "{\"id\":\"A\"}"), true },
        { ENTITY("A", "x"), false },               { "", false },
        { "{\"op\":\"ADD\"}", false },             { "op,entity\n", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct list_file f = { .name = STR("x"), .bytes = str_c(rows[i].text) };
        assert_int_equal(list_ftm_is_delta(&f), rows[i].is_delta);
    }
}

static void survives_failing_allocations(void **state)
{
    bool is_done = false;
    (void)state;
    for (uint64_t n = 1; !is_done && n < 100; n++) {
        struct buf out;
        struct list_join did;
        struct cordon_error err;
        mem_fail_from(n);
        cordon_status st = join(CHANGE("MOD", ENTITY("\\u0042", "x")), &out, &did, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        buf_release(&out);
        is_done = asked < n;
        assert_int_equal(st, is_done ? CORDON_OK : CORDON_NOMEM);
    }
    assert_true(is_done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_changes_and_deletes),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(knows_a_delta_from_a_list),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
