/* entity: what is collected comes back from the part, in order, with its source rows. */
#include "tests/test.h"

#include "entity/entity.h"

static const struct entity_src row1 = { 0, 1 }, row2 = { 1, 7 };

static bool build(struct buf *bytes)
{
    struct entity_build *b = entity_build_new();
    struct part_writer w;
    uint8_t hash[SHA_LEN] = { 1, 2, 3 };
    if (!b) return false;
    part_writer_init(&w);
    entity_begin(b, FTM_SCHEMA_PERSON, STR("own-2"), STR("2"), row1);
    entity_add(b, FTM_PROP_NAME, STR(" EXAMPLE, Person "), STR_EMPTY, row1);
    entity_add(b, FTM_PROP_NAME, STR("EXAMPLE, Person"), STR_EMPTY, row2);
    entity_child(b, FTM_SCHEMA_PASSPORT, row1);
    entity_add(b, FTM_PROP_NUMBER, STR("X1"), STR_EMPTY, row1);
    entity_add_subject(b, FTM_PROP_ALIAS, STR("\xEC\x98\x88"), STR("kor"), row2);
    entity_mark_dprk(b);
    entity_row_hash(b, hash);
    entity_begin(b, FTM_SCHEMA_VESSEL, STR("own-1"), STR("1"), row2);
    cordon_status st = entity_build_write(b, &w, NULL);
    if (!st) st = part_writer_finish(&w, bytes, NULL);
    part_writer_release(&w);
    entity_build_free(b);
    return st == CORDON_OK;
}

static void gives_back_what_was_collected(void **state)
{
    struct buf bytes = BUF_INIT(1 << 20);
    struct part p;
    struct entity_set s;
    struct entity e;
    struct entity_statement st;
    uint32_t row;
    (void)state;
    assert_true(build(&bytes));
    assert_int_equal(part_open(buf_str(&bytes), &p, NULL), CORDON_OK);
    assert_int_equal(entity_set_open(&p, &s, NULL), CORDON_OK);
    assert_int_equal(s.count, 3);
    assert_true(entity_get(&s, 0, &e));
    assert_str(e.id, "own-2");
    assert_int_equal(e.flags, ENTITY_DPRK);
    assert_int_equal(e.row_hash[2], 3);
    assert_int_equal(e.statement_count, 2);
    assert_true(entity_statement_get(&s, e.first_statement, &st));
    assert_str(st.value, "EXAMPLE, Person");
    assert_int_equal(st.src.line, 1);
    assert_true(entity_statement_get(&s, e.first_statement + 1, &st));
    assert_str(st.lang, "kor");
    assert_int_equal(st.src.file, 1);
    assert_int_equal(entity_family_end(&s, 0), 2);
    assert_true(entity_find(&s, STR("own-2-1"), &row));
    assert_true(entity_get(&s, row, &e));
    assert_int_equal(e.subject, 0);
    assert_str(entity_value(&s, &e, FTM_PROP_HOLDER), "own-2");
    assert_str(e.entry, "2");
    assert_false(entity_find(&s, STR("own-3"), &row));
    buf_release(&bytes);
}

static void gives_the_same_bytes_each_time(void **state)
{
    struct buf a = BUF_INIT(1 << 20), b = BUF_INIT(1 << 20);
    (void)state;
    assert_true(build(&a) && build(&b));
    assert_true(str_eq(buf_str(&a), buf_str(&b)));
    buf_release(&a);
    buf_release(&b);
}

static void names_both_lines_of_an_entry_that_stands_twice(void **state)
{
    struct entity_build *b = entity_build_new();
    struct cordon_error err = { .status = CORDON_OK };
    (void)state;
    assert_true(entity_begin(b, FTM_SCHEMA_PERSON, STR("own-2"), STR("2"), row1));
    entity_begin(b, FTM_SCHEMA_PERSON, STR("own-2"), STR("2"), row2);
    assert_int_equal(entity_build_status(b, &err), CORDON_SYNTAX);
    assert_non_null(strstr(err.message, "lines 1 and 7"));
    entity_build_free(b);
}

static void finds_every_flipped_byte(void **state)
{
    struct buf bytes = BUF_INIT(1 << 20);
    struct part p;
    (void)state;
    assert_true(build(&bytes));
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.data[i] = (char)(bytes.data[i] ^ 0x10);
        assert_int_not_equal(part_open(buf_str(&bytes), &p, NULL), CORDON_OK);
        bytes.data[i] = (char)(bytes.data[i] ^ 0x10);
    }
    for (size_t cut = 0; cut < bytes.len; cut++)
        assert_int_not_equal(part_open(str_of(bytes.data, cut), &p, NULL), CORDON_OK);
    buf_release(&bytes);
}

static void survives_every_failing_allocation(void **state)
{
    struct buf bytes = BUF_INIT(1 << 20);
    (void)state;
    bool done = false;
    for (uint64_t n = 1; !done && n < 2000; n++) {
        mem_fail_from(n);
        done = build(&bytes);
        mem_fail_from(0);
        buf_release(&bytes);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_collected),
        cmocka_unit_test(gives_the_same_bytes_each_time),
        cmocka_unit_test(names_both_lines_of_an_entry_that_stands_twice),
        cmocka_unit_test(finds_every_flipped_byte),
        cmocka_unit_test(survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
