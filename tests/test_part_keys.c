/* part/keys: exact keys, found again, refused when too long or of another version. */
#include "tests/test.h"

#include "base/num.h"
#include "part/keys.h"

/* A part of these keys; row and statement count up. */
static cordon_status make(const str *keys, size_t count, struct buf *ret)
{
    struct keys_build *b = keys_build_new();
    struct part_writer w;
    if (!b) return CORDON_NOMEM;
    part_writer_init(&w);
    for (size_t i = 0; i < count; i++) keys_build_add(b, keys[i], (uint32_t)i, (uint32_t)i + 100);
    cordon_status st = keys_build_write(b, &w, "idn", NULL);
    if (!st) st = part_writer_finish(&w, ret, NULL);
    part_writer_release(&w);
    keys_build_free(b);
    return st;
}

static void keys_are_found_again_with_their_rows(void **state)
{
    static const str keys[] = { STR_INIT("n:2"), STR_INIT("n:1"), STR_INIT("n:2"), STR_INIT("") };
    struct buf bytes = BUF_INIT(1 << 20);
    struct part p;
    struct keys k;
    struct keys_hit hit;
    (void)state;
    assert_int_equal(make(keys, COUNT_OF(keys), &bytes), CORDON_OK);
    assert_int_equal(part_open(buf_str(&bytes), &p, NULL), CORDON_OK);
    assert_int_equal(keys_open(&p, "idn", &k, NULL), CORDON_OK);
    assert_int_equal(keys_count(&k), 3); /* the empty one is none */
    uint32_t at = keys_find(&k, STR("n:2"));
    assert_true(keys_at(&k, at, &hit) && hit.row == 0 && hit.statement == 100);
    assert_true(keys_at(&k, at + 1, &hit) && hit.row == 2 && str_eq(hit.key, STR("n:2")));
    assert_int_equal(keys_find(&k, STR("n:3")), UINT32_MAX);
    assert_false(keys_at(&k, 3, &hit));
    buf_release(&bytes);
}

static void a_key_too_long_refuses_the_part(void **state)
{
    static char text[65536];
    struct buf bytes = BUF_INIT(1 << 20);
    (void)state;
    memset(text, 'x', sizeof text);
    str most = str_of(text, 65535), more = str_of(text, 65536);
    assert_int_equal(make(&most, 1, &bytes), CORDON_OK);
    buf_reset(&bytes);
    assert_int_equal(make(&more, 1, &bytes), CORDON_LIMIT);
    buf_release(&bytes);
}

/* Keys made by other rules would miss what they hold: the version says so before anybody looks. */
static void keys_of_another_version_are_not_opened(void **state)
{
    struct part_writer w;
    struct buf bytes = BUF_INIT(1 << 20);
    struct part p;
    struct keys k;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    part_writer_init(&w);
    part_writer_section(&w, "idnk", 1);
    part_writer_section(&w, "idnt", 1);
    assert_int_equal(part_writer_finish(&w, &bytes, NULL), CORDON_OK);
    part_writer_release(&w);
    assert_int_equal(part_open(buf_str(&bytes), &p, NULL), CORDON_OK);
    assert_int_equal(keys_open(&p, "idn", &k, &err), CORDON_UNSUPPORTED);
    assert_string_equal(err.message, "section 'idnk' has version 1, known is 2");
    assert_int_equal(keys_open(&p, "wal", &k, NULL), CORDON_NOTFOUND);
    buf_release(&bytes);
}

static void lack_of_memory_is_told(void **state)
{
    static const str keys[] = { STR_INIT("n:2"), STR_INIT("n:1") };
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct buf bytes = BUF_INIT(1 << 20);
        mem_fail_from(n);
        cordon_status st = make(keys, COUNT_OF(keys), &bytes);
        mem_fail_from(0);
        buf_release(&bytes);
        if (st == CORDON_OK) break;
        assert_int_equal(st, CORDON_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_found_again_with_their_rows),
        cmocka_unit_test(a_key_too_long_refuses_the_part),
        cmocka_unit_test(keys_of_another_version_are_not_opened),
        cmocka_unit_test(lack_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
