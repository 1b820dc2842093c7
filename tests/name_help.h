/* For tests of names: one scratch for all, a pair compared, an index held to a full scan. */
#ifndef TESTS_NAME_HELP_H
#define TESTS_NAME_HELP_H

#include "name/name.h"
#include "tests/test.h"

static struct name_scratch *scratch;

static inline int start(void **state)
{
    (void)state;
    scratch = name_scratch_new();
    return scratch ? 0 : -1;
}

static inline int stop(void **state)
{
    (void)state;
    name_scratch_free(scratch);
    return 0;
}

/** Compared both ways: they must agree. */
static inline struct name_pair pair_of(const char *a, const char *b, enum name_kind kind)
{
    struct name_pair p, back;
    struct cordon_error err = ERROR_INIT;
    name_query_reset(scratch);
    if (name_compare(scratch, str_c(a), str_c(b), kind, &p, &err)) fail_msg("%s / %s: %s", a, b, err.message);
    if (name_compare(scratch, str_c(b), str_c(a), kind, &back, &err)) fail_msg("%s / %s: %s", b, a, err.message);
    if (p.name_bp != back.name_bp || p.info_cb != back.info_cb)
        fail_msg("%s / %s: %u (%d), and %u (%d) the other way round", a, b, p.name_bp, p.info_cb, back.name_bp, back.info_cb);
    return p;
}

/** Of two people. */
static inline struct name_pair pair(const char *a, const char *b)
{
    return pair_of(a, b, NAME_PERSON);
}

#ifdef TEST_SANITIZED
enum { SCAN_ASKED = 60 };
#else
enum { SCAN_ASKED = 200 };
#endif
enum { SCAN_LISTED = 400, SCAN_TEXT = 128 };

struct scan {
    void (*make)(uint32_t *random, char *text, size_t cap); /* a name out of a few words, so that many are near */
    uint32_t       seed;
    enum name_kind asks;  /* kind of what is asked */
    enum name_kind fifth; /* kind of every fifth listed name; the others have that of what is asked */
    uint16_t       least_bp;
};

/** The index finds what comparing every name finds, with the same score and, of one kind, the same worth. */
static inline void scan_index(const struct scan *s)
{
    static char listed[SCAN_LISTED][SCAN_TEXT];
    struct name_build *build = name_build_new();
    struct part_writer writer;
    struct buf bytes;
    struct part part;
    struct name_index index;
    struct cordon_error err = ERROR_INIT;
    uint32_t random = s->seed;
    size_t found = 0;
    for (uint32_t i = 0; i < SCAN_LISTED; i++) {
        s->make(&random, listed[i], SCAN_TEXT);
        assert_true(name_build_add(build, i, i, str_c(listed[i]), i % 5 ? s->asks : s->fifth, NAME_PRIMARY));
    }
    part_writer_init(&writer);
    buf_init(&bytes, 64u << 20);
    assert_int_equal(name_build_write(build, &writer, &err), CORDON_OK);
    assert_int_equal(part_writer_finish(&writer, &bytes, &err), CORDON_OK);
    assert_int_equal(part_open(buf_str(&bytes), &part, &err), CORDON_OK);
    assert_int_equal(name_index_open(&part, &index, &err), CORDON_OK);
    for (uint32_t i = 0; i < SCAN_ASKED; i++) {
        const struct name_query *q;
        const struct name_hit *hit;
        size_t count, want = 0;
        char name[SCAN_TEXT];
        const struct name_hit *of[SCAN_LISTED] = { NULL };
        s->make(&random, name, sizeof name);
        name_query_reset(scratch);
        assert_int_equal(name_query_parse(scratch, str_c(name), s->asks, &q, &err), CORDON_OK);
        assert_int_equal(name_search(scratch, &index, q, s->least_bp, &hit, &count, &err), CORDON_OK);
        for (size_t k = 0; k < count; k++) of[hit[k].row] = &hit[k];
        for (uint32_t k = 0; k < SCAN_LISTED; k++) {
            struct name_pair p = pair_of(name, listed[k], s->asks);
            bool is_hit = p.name_bp >= s->least_bp, is_same_kind = k % 5 || s->fifth == s->asks;
            uint16_t bp = of[k] ? of[k]->name_bp : 0;
            want += is_hit;
            if (bp != (is_hit ? p.name_bp : 0)) fail_msg("'%s' and '%s': %u, the index says %u", name, listed[k], p.name_bp, bp);
            if (is_hit && is_same_kind && (of[k]->info_cb != p.info_cb || of[k]->is_exact != p.is_exact))
                fail_msg("'%s' and '%s': worth %d, the index says %d", name, listed[k], p.info_cb, of[k]->info_cb);
        }
        assert_int_equal(count, want); /* each row once */
        found += count;
    }
    assert_true(found > SCAN_ASKED);
    name_build_free(build);
    part_writer_release(&writer);
    buf_release(&bytes);
}

#endif
