/* part/part, part/keys: what was written is read, and no flipped bit goes unseen. */
#include "tests/test.h"

#include "part/keys.h"

static void write_sample(struct part_writer *w)
{
    part_writer_init(w);
    buf_add(part_writer_section(w, "ab", 3), STR("hello"));
    struct buf *numbers = part_writer_section(w, "numbers8", 1);
    for (uint32_t i = 0; i < 40; i++) {
        uint8_t at[4];
        num_put_u32(at, i * i);
        buf_add_bytes(numbers, at, sizeof at);
    }
    part_writer_section(w, "empty", 7);
}

static void sample(struct buf *out)
{
    struct part_writer w;
    struct cordon_error err = ERROR_INIT;
    buf_init(out, 1 << 20);
    write_sample(&w);
    assert_int_equal(part_writer_finish(&w, out, &err), CORDON_OK);
    part_writer_release(&w);
}

static void what_is_written_is_read(void **state)
{
    struct buf b;
    struct part p;
    struct part_view v;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    sample(&b);
    assert_int_equal(part_open(buf_str(&b), &p, &err), CORDON_OK);
    assert_int_equal(p.count, 3);
    assert_int_equal(part_section(&p, "ab", 3, &v, &err), CORDON_OK);
    assert_str(part_bytes(v, 0, v.len), "hello");
    assert_int_equal((uintptr_t)((const char *)v.data - b.data) % 64, 0);
    assert_int_equal(part_section(&p, "numbers8", 1, &v, &err), CORDON_OK);
    assert_int_equal(part_u32(v, 39), 1521);
    assert_int_equal(part_section(&p, "empty", 7, &v, &err), CORDON_OK);
    assert_int_equal(v.len, 0);
    assert_int_equal(part_section(&p, "none", 1, &v, &err), CORDON_NOTFOUND);
    assert_int_equal(part_section(&p, "a", 3, &v, &err), CORDON_NOTFOUND);
    assert_int_equal(part_section(&p, "ab", 4, &v, &err), CORDON_UNSUPPORTED);
    assert_int_equal(part_check(&p, &err), CORDON_OK);
    buf_release(&b);
}

static void accessors_answer_nothing_outside(void **state)
{
    static const uint8_t bytes[10] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
    struct part_view v = { bytes, sizeof bytes }, none = { NULL, 0 };
    (void)state;
    assert_int_equal(part_u32(v, 1), 0x08070605);
    assert_int_equal(part_u32(v, 2), 0); /* two bytes of it lie outside */
    assert_int_equal(part_u32(v, SIZE_MAX), 0);
    assert_int_equal(part_u16(v, 4), 0x0A09);
    assert_int_equal(part_u16(v, 5), 0);
    assert_int_equal(part_u64(v, 0), 0x0807060504030201u);
    assert_int_equal(part_u64(v, 1), 0);
    assert_int_equal(part_bytes(v, 2, 8).len, 8);
    assert_int_equal(part_bytes(v, 2, 9).len, 0);
    assert_int_equal(part_bytes(v, 11, 0).len, 0);
    assert_int_equal(part_bytes(v, 1, SIZE_MAX).len, 0);
    assert_ptr_equal(part_record(v, 1, 5), bytes + 5);
    assert_null(part_record(v, 1, 6));
    assert_null(part_record(none, 0, 1));
    assert_int_equal(part_u32(none, 0), 0);
}

static void no_flipped_bit_goes_unseen(void **state)
{
    struct buf b;
    struct part p;
    (void)state;
    sample(&b);
    for (size_t bit = 0; bit < b.len * 8; bit++) {
        b.data[bit / 8] = (char)(b.data[bit / 8] ^ 1 << bit % 8);
        cordon_status st = part_open(buf_str(&b), &p, NULL);
        if (st != CORDON_CORRUPT && st != CORDON_UNSUPPORTED)
            fail_msg("bit %zu: status %d", bit, (int)st);
        b.data[bit / 8] = (char)(b.data[bit / 8] ^ 1 << bit % 8);
    }
    assert_int_equal(part_open(buf_str(&b), &p, NULL), CORDON_OK);
    buf_release(&b);
}

static void no_shorter_or_longer_part_opens(void **state)
{
    struct buf b;
    struct part p;
    (void)state;
    sample(&b);
    for (size_t len = 0; len < b.len; len++) {
        char *copy = malloc(len + 1); /* its own memory: a sanitizer sees reads behind it */
        memcpy(copy, b.data, len);
        assert_int_equal(part_open(str_of(copy, len), &p, NULL), CORDON_CORRUPT);
        free(copy);
    }
    buf_add_byte(&b, '\0');
    assert_int_equal(part_open(buf_str(&b), &p, NULL), CORDON_CORRUPT);
    buf_release(&b);
}

static void writing_twice_gives_the_same_bytes(void **state)
{
    struct buf a, b;
    (void)state;
    sample(&a);
    sample(&b);
    assert_true(str_eq(buf_str(&a), buf_str(&b)));
    buf_release(&a);
    buf_release(&b);
}

static void too_many_sections_are_a_limit(void **state)
{
    struct part_writer w;
    struct buf out = BUF_INIT(1 << 20);
    (void)state;
    part_writer_init(&w);
    for (int i = 0; i < PART_SECTIONS_MAX; i++) buf_add(part_writer_section(&w, "x", 1), STR("x"));
    assert_int_equal(part_writer_finish(&w, &out, NULL), CORDON_OK);
    buf_reset(&out);
    buf_add(part_writer_section(&w, "y", 1), STR("still writable"));
    assert_int_equal(part_writer_finish(&w, &out, NULL), CORDON_LIMIT);
    part_writer_release(&w);
    part_writer_init(&w);
    part_writer_section(&w, "ninechars", 1);
    assert_int_equal(part_writer_finish(&w, &out, NULL), CORDON_LIMIT);
    part_writer_release(&w);
    buf_release(&out);
}

static void writing_survives_lost_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct part_writer w;
        struct buf out = BUF_INIT(1 << 20);
        mem_fail_from(n);
        write_sample(&w);
        cordon_status st = part_writer_finish(&w, &out, NULL);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        part_writer_release(&w);
        buf_release(&out);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
}

/* --- keys -------------------------------------------------------------------------------------- */

static void keys_part(struct buf *out, uint32_t count)
{
    struct keys_build *b = keys_build_new();
    struct part_writer w;
    char text[32];
    buf_init(out, 1 << 24);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t turned = i * 7919 % count; /* in no order; count is no multiple of 7919 */
        snprintf(text, sizeof text, "n:%u", turned / 2); /* each key twice */
        keys_build_add(b, str_c(text), turned, turned + 1);
        keys_build_add(b, str_c(text), turned, turned + 1); /* a repeat is stored once */
    }
    part_writer_init(&w);
    assert_int_equal(keys_build_write(b, &w, "idn", NULL), CORDON_OK);
    assert_int_equal(part_writer_finish(&w, out, NULL), CORDON_OK);
    part_writer_release(&w);
    keys_build_free(b);
}

static void every_key_is_found_with_all_its_rows(void **state)
{
    enum { COUNT = 1000 };
    struct buf b;
    struct part p;
    struct keys k;
    char text[32];
    (void)state;
    keys_part(&b, COUNT);
    assert_int_equal(part_open(buf_str(&b), &p, NULL), CORDON_OK);
    assert_int_equal(keys_open(&p, "idn", &k, NULL), CORDON_OK);
    assert_int_equal(keys_count(&k), COUNT);
    for (uint32_t i = 0; i < COUNT / 2; i++) {
        struct keys_hit hit;
        snprintf(text, sizeof text, "n:%u", i);
        uint32_t at = keys_find(&k, str_c(text));
        for (uint32_t twin = 0; twin < 2; twin++) {
            assert_true(keys_at(&k, at + twin, &hit));
            assert_str(hit.key, text);
            assert_int_equal(hit.row, 2 * i + twin);
            assert_int_equal(hit.statement, 2 * i + twin + 1);
        }
        bool is_end = !keys_at(&k, at + 2, &hit) || !str_eq(hit.key, str_c(text));
        assert_true(is_end);
    }
    assert_int_equal(keys_find(&k, STR("n:500")), UINT32_MAX);
    assert_int_equal(keys_find(&k, STR("")), UINT32_MAX);
    assert_int_equal(keys_open(&p, "wal", &k, NULL), CORDON_NOTFOUND);
    buf_release(&b);
}

static void no_key_at_all_is_a_table_too(void **state)
{
    struct buf b;
    struct part p;
    struct keys k;
    struct keys_hit hit;
    struct keys_build *none = keys_build_new();
    struct part_writer w;
    (void)state;
    buf_init(&b, 1 << 20);
    part_writer_init(&w);
    keys_build_add(none, STR_EMPTY, 1, 1); /* nothing: not a key */
    assert_int_equal(keys_build_write(none, &w, "idn", NULL), CORDON_OK);
    assert_int_equal(part_writer_finish(&w, &b, NULL), CORDON_OK);
    part_writer_release(&w);
    keys_build_free(none);
    assert_int_equal(part_open(buf_str(&b), &p, NULL), CORDON_OK);
    assert_int_equal(keys_open(&p, "idn", &k, NULL), CORDON_OK);
    assert_int_equal(keys_count(&k), 0);
    assert_int_equal(keys_find(&k, STR("n:1")), UINT32_MAX);
    assert_false(keys_at(&k, UINT32_MAX, &hit));
    buf_release(&b);
}

static void a_key_past_the_cap_is_a_limit(void **state)
{
    static char text[65536];
    struct part_writer w;
    (void)state;
    memset(text, 'x', sizeof text);
    struct keys_build *b = keys_build_new();
    part_writer_init(&w);
    keys_build_add(b, str_of(text, sizeof text - 1), 0, 0);
    assert_int_equal(keys_build_write(b, &w, "idn", NULL), CORDON_OK);
    keys_build_add(b, str_of(text, sizeof text), 0, 0);
    assert_int_equal(keys_build_write(b, &w, "idn", NULL), CORDON_LIMIT);
    part_writer_release(&w);
    keys_build_free(b);
}

static void keys_survive_lost_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        struct part_writer w;
        cordon_status st = CORDON_NOMEM;
        part_writer_init(&w);
        mem_fail_from(n);
        struct keys_build *b = keys_build_new();
        for (uint32_t i = 0; b && i < 600; i++) keys_build_add(b, STR("key"), i, i);
        if (b) st = keys_build_write(b, &w, "idn", NULL);
        if (!st) st = buf_status(&w.section[0].bytes);
        if (!st) st = buf_status(&w.section[1].bytes);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        part_writer_release(&w);
        keys_build_free(b);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            break;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
    keys_build_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(accessors_answer_nothing_outside),
        cmocka_unit_test(no_flipped_bit_goes_unseen),
        cmocka_unit_test(no_shorter_or_longer_part_opens),
        cmocka_unit_test(writing_twice_gives_the_same_bytes),
        cmocka_unit_test(too_many_sections_are_a_limit),
        cmocka_unit_test(writing_survives_lost_memory),
        cmocka_unit_test(every_key_is_found_with_all_its_rows),
        cmocka_unit_test(no_key_at_all_is_a_table_too),
        cmocka_unit_test(a_key_past_the_cap_is_a_limit),
        cmocka_unit_test(keys_survive_lost_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
