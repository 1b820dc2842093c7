/* name/index_build, index_read, search: an index finds what comparing every name finds. */
#include "tests/test.h"

#include "name/index_build.h"
#include "name/generic.h"
#include "name/scratch.h"
#include "tests/name_maker.h"

enum { NAMES = 1500 };

struct listed {
    char           text[256];
    str            name;
    uint32_t       row;
    enum name_kind kind;
    uint32_t       flags;
};

struct made {
    struct listed      *list;
    size_t              count;
    struct part_writer  writer;
    struct buf          bytes;
    struct part         part;
    struct name_index   index;
    struct name_scratch *scratch;
    bool                is_wide; /* written with numbers of four bytes */
};

static cordon_status write_index(struct made *m)
{
    struct name_build *b = name_build_new();
    cordon_status st = CORDON_NOMEM;
    buf_init(&m->bytes, 64u << 20);
    part_writer_init(&m->writer);
    if (b) {
        b->is_wide = m->is_wide;
        for (size_t i = 0; i < m->count; i++)
            name_build_add(b, m->list[i].row, (uint32_t)i, m->list[i].name, m->list[i].kind,
                           m->list[i].flags);
        st = name_build_write(b, &m->writer, NULL);
    }
    if (!st) st = part_writer_finish(&m->writer, &m->bytes, NULL);
    name_build_free(b);
    part_writer_release(&m->writer);
    return st;
}

static cordon_status open_index(struct made *m)
{
    cordon_status st = part_open(buf_str(&m->bytes), &m->part, NULL);
    return st ? st : name_index_open(&m->part, &m->index, NULL);
}

static void make_list(struct made *m, uint64_t seed, size_t count)
{
    struct maker maker = { seed };
    m->list = calloc(count, sizeof *m->list);
    m->count = count;
    for (size_t i = 0; i < count; i++) {
        struct listed *n = &m->list[i];
        n->name = maker_name(&maker, n->text);
        n->kind = (enum name_kind)maker_below(&maker, 4);
        n->row = (uint32_t)maker_below(&maker, count); /* some rows have several names */
        n->flags = maker_below(&maker, 3) ? 0 : NAME_PRIMARY;
    }
}

static int start(void **state)
{
    struct made *m = calloc(1, sizeof *m);
    make_list(m, 21, NAMES);
    m->scratch = name_scratch_new();
    *state = m;
    return write_index(m) || open_index(m);
}

static int stop(void **state)
{
    struct made *m = *state;
    name_scratch_free(m->scratch);
    buf_release(&m->bytes);
    free(m->list);
    free(m);
    return 0;
}

/* --- against a full comparison -------------------------------------------------------------- */

struct want {
    bool     is_hit;
    size_t   name; /* of the list */
    uint16_t name_bp;
    int32_t  info_cb;
    bool     is_exact, same_kind;
};

#ifdef TEST_SANITIZED
enum { QUERIES = 200 };
#else
enum { QUERIES = 600 };
#endif

static bool is_better(const struct made *m, const struct want *w, uint16_t bp, size_t i)
{
    bool was = m->list[w->name].flags & NAME_PRIMARY, now = m->list[i].flags & NAME_PRIMARY;
    if (!w->is_hit || bp != w->name_bp) return !w->is_hit || bp > w->name_bp;
    return now && !was; /* the earlier of equals was there first */
}

/* A query against a listed name, each read as its kind says. */
static struct score compare(struct made *m, str query, enum name_kind kind, const struct listed *n)
{
    const struct name_query *qa, *qb;
    enum name_kind by = n->kind == NAME_ANY ? kind : n->kind;
    name_query_reset(m->scratch);
    if (kind == NAME_ANY || kind == by) {
        struct name_pair p;
        assert_int_equal(name_compare(m->scratch, query, n->name, by, &p, NULL), CORDON_OK);
        return (struct score){ p.name_bp, p.is_exact, p.info_cb };
    }
    assert_int_equal(name_query_parse(m->scratch, query, kind, &qa, NULL), CORDON_OK);
    assert_int_equal(name_query_parse(m->scratch, n->name, by, &qb, NULL), CORDON_OK);
    return generic_pair(m->scratch, generic_read(&qa->name, form_reading(kind), &m->scratch->queries),
                        generic_read(&qb->name, form_reading(by), &m->scratch->queries));
}

/* What each row's hit must be; `want` has a slot a row. */
static size_t scan(struct made *m, str query, enum name_kind kind, uint16_t min_bp,
                   struct want *want)
{
    size_t hits = 0;
    memset(want, 0, m->count * sizeof *want);
    for (int pass = 0; pass < READINGS; pass++) /* the index keeps readings apart */
        for (size_t i = 0; i < m->count; i++) {
            const struct listed *n = &m->list[i];
            enum name_kind by = n->kind == NAME_ANY ? kind : n->kind;
            bool crosses = kind != NAME_ANY && n->kind != NAME_ANY &&
                           (kind == NAME_PERSON) != (n->kind == NAME_PERSON);
            if ((int)form_reading(by) != pass) continue;
            struct score p = compare(m, query, kind, n);
            if (p.name_bp < min_bp || (crosses && p.name_bp < 9500)) continue;
            struct want *w = &want[n->row];
            if (!is_better(m, w, p.name_bp, i)) continue;
            hits += !w->is_hit;
            *w = (struct want){ true, i, p.name_bp, p.info_cb, p.is_exact, by == kind };
        }
    return hits;
}

static void check_hits(const struct made *m, const struct want *want, const struct name_hit *hits,
                       size_t count, str query)
{
    for (size_t i = 0; i < count; i++) {
        const struct name_hit *h = &hits[i];
        const struct want *w = &want[h->row];
        if (!w->is_hit || w->name_bp != h->name_bp || w->name != h->statement ||
            w->is_exact != h->is_exact || (w->same_kind && w->info_cb != h->info_cb))
            fail_msg("'%.*s' hits %d '%.*s' (%u/%d), want %d '%.*s' (%u/%d)", STR_ARG(query), (int)m->list[h->statement].kind,
                     STR_ARG(m->list[h->statement].name), h->name_bp, h->info_cb, (int)m->list[w->name].kind,
                     STR_ARG(m->list[w->name].name), w->name_bp, w->info_cb);
        assert_int_equal(h->flags, m->list[h->statement].flags);
        if (i == 0) continue;
        assert_true(hits[i - 1].name_bp > h->name_bp ||
                    (hits[i - 1].name_bp == h->name_bp && hits[i - 1].row < h->row));
    }
}

static void check_query(struct made *m, str query, enum name_kind kind, uint16_t min_bp)
{
    static struct want want[NAMES];
    const struct name_query *q;
    const struct name_hit *hits;
    size_t count, wanted = scan(m, query, kind, min_bp, want);
    name_query_reset(m->scratch);
    assert_int_equal(name_query_parse(m->scratch, query, kind, &q, NULL), CORDON_OK);
    assert_int_equal(name_search(m->scratch, &m->index, q, min_bp, &hits, &count, NULL), CORDON_OK);
    check_hits(m, want, hits, count, query);
    if (count != wanted) {
        for (size_t r = 0; r < m->count; r++) {
            bool is_there = false;
            for (size_t i = 0; i < count; i++) is_there |= hits[i].row == r;
            if (want[r].is_hit && !is_there)
                print_message("missed '%.*s' (%u)\n", STR_ARG(m->list[want[r].name].name),
                              want[r].name_bp);
        }
        fail_msg("'%.*s' kind %d min %u: %zu hits, want %zu", STR_ARG(query), (int)kind, min_bp,
                 count, wanted);
    }
}

static str some_query(struct made *m, struct maker *maker, char *text)
{
    char spare[256];
    str listed = m->list[maker_below(maker, m->count)].name;
    switch (maker_below(maker, 4)) {
    case 0: return maker_name(maker, text);
    case 1: return maker_slip(maker, listed, text);
    case 2: {
        str once = maker_slip(maker, listed, spare);
        return maker_slip(maker, once, text);
    }
    default: memcpy(text, listed.data, listed.len); return str_of(text, listed.len);
    }
}

static void finds_what_comparing_every_name_finds(void **state)
{
    static const uint16_t gates[] = { NAME_INDEX_FLOOR_BP, 7000, 7500, 8500, 9500, 10000, 3000, 1 };
    struct made *m = *state;
    struct maker maker = { 22 };
    char text[256];
    for (int i = 0; i < QUERIES; i++) {
        str query = some_query(m, &maker, text);
        if (str_trim(query).len == 0) continue;
        check_query(m, query, (enum name_kind)maker_below(&maker, 4),
                    gates[maker_below(&maker, COUNT_OF(gates))]);
    }
}

static void finds_every_listed_name_itself(void **state)
{
    struct made *m = *state;
    for (size_t i = 0; i < m->count; i++) {
        const struct name_query *q;
        const struct name_hit *hits;
        size_t count;
        int32_t best = INT32_MIN, mine = INT32_MIN;
        bool is_there = false;
        name_query_reset(m->scratch);
        name_query_parse(m->scratch, m->list[i].name, m->list[i].kind, &q, NULL);
        assert_int_equal(name_search(m->scratch, &m->index, q, 7500, &hits, &count, NULL),
                         CORDON_OK);
        for (size_t k = 0; k < count; k++) {
            if (hits[k].info_cb > best) best = hits[k].info_cb;
            if (hits[k].row != m->list[i].row) continue;
            is_there = hits[k].is_exact;
            mine = hits[k].info_cb;
        }
        assert_true(is_there);
        if (mine != best)
            fail_msg("'%.*s' (kind %d): %d, another has %d", STR_ARG(m->list[i].name),
                     (int)m->list[i].kind, mine, best);
    }
}

/* --- the bytes ------------------------------------------------------------------------------ */

static void gives_the_same_bytes_again(void **state)
{
    struct made *m = *state, again = { .list = m->list, .count = m->count };
    assert_int_equal(write_index(&again), CORDON_OK);
    assert_true(str_eq(buf_str(&again.bytes), buf_str(&m->bytes)));
    assert_int_equal(name_index_count(&m->index), m->count);
    assert_true(name_index_bytes(&m->index) > 0 && name_index_bytes(&m->index) < m->bytes.len);
    buf_release(&again.bytes);
}

/* More than eight million names or words take numbers of four bytes: what is found does not depend on it. */
static void finds_the_same_with_wide_numbers(void **state)
{
    struct made *m = *state, wide = { .list = m->list, .count = m->count, .is_wide = true };
    struct name_scratch *scratch = name_scratch_new();
    size_t found = 0;
    assert_int_equal(write_index(&wide), CORDON_OK);
    assert_int_equal(open_index(&wide), CORDON_OK);
    assert_int_equal(m->index.width, WIDTH_SMALL);
    assert_int_equal(wide.index.width, WIDTH_FULL);
    for (size_t i = 0; i < m->count; i += 7) {
        const struct name_query *q, *qw;
        const struct name_hit *hit, *hit_wide;
        size_t count, count_wide;
        name_query_reset(m->scratch);
        name_query_reset(scratch);
        assert_int_equal(name_query_parse(m->scratch, m->list[i].name, m->list[i].kind, &q, NULL), CORDON_OK);
        assert_int_equal(name_query_parse(scratch, m->list[i].name, m->list[i].kind, &qw, NULL), CORDON_OK);
        assert_int_equal(name_search(m->scratch, &m->index, q, 7000, &hit, &count, NULL), CORDON_OK);
        assert_int_equal(name_search(scratch, &wide.index, qw, 7000, &hit_wide, &count_wide, NULL), CORDON_OK);
        assert_int_equal(count, count_wide);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(hit[k].row, hit_wide[k].row);
            assert_int_equal(hit[k].name_bp, hit_wide[k].name_bp);
            assert_int_equal(hit[k].info_cb, hit_wide[k].info_cb);
        }
        found += count;
    }
    assert_true(found > m->count / 7);
    name_scratch_free(scratch);
    buf_release(&wide.bytes);
}

static void works_without_names(void **state)
{
    struct made none = { .count = 0 };
    struct made *m = *state;
    const struct name_query *q;
    const struct name_hit *hits;
    size_t count = 9;
    assert_int_equal(write_index(&none), CORDON_OK);
    assert_int_equal(open_index(&none), CORDON_OK);
    assert_int_equal(name_index_count(&none.index), 0);
    name_query_reset(m->scratch);
    name_query_parse(m->scratch, STR("Kim"), NAME_ANY, &q, NULL);
    assert_int_equal(name_search(m->scratch, &none.index, q, 7500, &hits, &count, NULL), CORDON_OK);
    assert_int_equal(count, 0);
    buf_release(&none.bytes);
}

static void letters_that_nobody_wrote_are_never_the_same_text(void **state)
{
    struct listed names[] = { { .name = STR_INIT("Wobbleby Crumpstone"), .row = 1, .kind = NAME_PERSON } };
    struct made few = { .list = names, .count = COUNT_OF(names) };
    struct made *m = *state;
    assert_int_equal(write_index(&few), CORDON_OK);
    assert_int_equal(open_index(&few), CORDON_OK);
    for (int is_rendered = 0; is_rendered < 2; is_rendered++) {
        const struct name_query *q;
        const struct name_hit *hits;
        size_t count;
        name_query_reset(m->scratch);
        (is_rendered ? name_query_parse_rendered : name_query_parse)(m->scratch, names[0].name, NAME_PERSON, &q, NULL);
        assert_int_equal(name_search(m->scratch, &few.index, q, 7500, &hits, &count, NULL), CORDON_OK);
        assert_int_equal(count, 1);
        assert_int_equal(hits[0].is_exact, !is_rendered);
        assert_int_equal(hits[0].name_bp, is_rendered ? 9900 : 10000);
    }
    buf_release(&few.bytes);
}

static void keeps_names_of_signs_alone(void **state)
{
    struct listed names[] = {
        { .name = STR_INIT("\xE2\x98\x85 \xE2\x98\x85"), .row = 1, .kind = NAME_ORGANIZATION },
        { .name = STR_INIT("   "), .row = 2, .kind = NAME_ORGANIZATION },
        { .name = STR_INIT("Star"), .row = 3, .kind = NAME_ORGANIZATION },
    };
    struct made few = { .list = names, .count = COUNT_OF(names) };
    struct made *m = *state;
    const struct name_query *q;
    const struct name_hit *hits;
    size_t count;
    assert_int_equal(write_index(&few), CORDON_OK);
    assert_int_equal(open_index(&few), CORDON_OK);
    assert_int_equal(name_index_count(&few.index), 2); /* the blank one names nothing */
    name_query_reset(m->scratch);
    name_query_parse(m->scratch, STR(" \xE2\x98\x85  \xE2\x98\x85"), NAME_ANY, &q, NULL);
    assert_int_equal(name_search(m->scratch, &few.index, q, 7500, &hits, &count, NULL), CORDON_OK);
    assert_int_equal(count, 1);
    assert_int_equal(hits[0].row, 1);
    assert_true(hits[0].is_exact);
    buf_release(&few.bytes);
}

static void fails_the_build_on_names_it_cannot_hold(void **state)
{
    static char long_name[TEXT_NAME_MAX + 2];
    const struct { str name; cordon_status want; } rows[] = {
        { STR_INIT("Kim\xFF"), CORDON_SYNTAX },
        { { long_name, sizeof long_name }, CORDON_LIMIT },
    };
    (void)state;
    memset(long_name, 'a', sizeof long_name);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct name_build *b = name_build_new();
        struct part_writer w;
        struct cordon_error err;
        part_writer_init(&w);
        assert_true(name_build_add(b, 1, 1, STR("Kim"), NAME_PERSON, 0));
        assert_false(name_build_add(b, 2, 2, rows[i].name, NAME_PERSON, 0));
        assert_false(name_build_add(b, 3, 3, STR("Kim"), NAME_PERSON, 0));
        assert_int_equal(name_build_write(b, &w, &err), rows[i].want);
        assert_int_equal(err.status, rows[i].want);
        part_writer_release(&w);
        name_build_free(b);
    }
}

static void does_not_trust_damaged_bytes(void **state)
{
    struct made *m = *state;
    struct maker maker = { 23 };
    for (int i = 0; i < 3000; i++) {
        struct name_index x = m->index;
        int s = (int)maker_below(&maker, SECTIONS);
        struct part_view v = x.section[s];
        uint8_t *copy = malloc(v.len ? v.len : 1);
        char text[256];
        const struct name_query *q;
        const struct name_hit *hits;
        size_t count;
        if (v.len) memcpy(copy, v.data, v.len);
        for (size_t k = 0, n = 1 + maker_below(&maker, 40); v.len && k < n; k++)
            copy[maker_below(&maker, v.len)] = (uint8_t)maker_below(&maker, 256);
        x.section[s].data = copy;
        name_query_reset(m->scratch);
        str name = some_query(m, &maker, text);
        if (!name_query_parse(m->scratch, name, NAME_ANY, &q, NULL))
            assert_int_equal(name_search(m->scratch, &x, q, 6500, &hits, &count, NULL), CORDON_OK);
        free(copy);
    }
}

/* The same bound stops the same search at the same place, and no sooner than it must. */
static void ends_when_its_work_is_done(void **state)
{
    struct made *m = *state;
    struct name_scratch *s = name_scratch_new();
    const struct name_query *q;
    const struct name_hit *hits;
    size_t all, count, before = SIZE_MAX;
    struct cordon_error err;
    assert_int_equal(name_query_parse(s, m->list[0].name, NAME_ANY, &q, NULL), CORDON_OK);
    assert_int_equal(name_search(s, &m->index, q, 5000, &hits, &all, NULL), CORDON_OK);
    assert_true(all > 0);
    uint64_t work = s->work;
    name_work_limit(s, work);
    for (int again = 0; again < 2; again++) { /* the second one has nothing left */
        assert_int_equal(name_search(s, &m->index, q, 5000, &hits, &count, &err),
                         CORDON_LIMIT);
        assert_true(err.message[0]);
    }
    for (uint64_t most = work; most > 0; most /= 3) {
        name_query_reset(s);
        name_work_limit(s, most);
        assert_int_equal(name_query_parse(s, m->list[0].name, NAME_ANY, &q, NULL), CORDON_OK);
        cordon_status st = name_search(s, &m->index, q, 5000, &hits, &count, NULL);
        assert_int_equal(st, most == work ? CORDON_OK : CORDON_LIMIT);
        assert_true(most == work ? count == all : count <= before);
        before = count;
    }
    name_scratch_free(s);
}

/* --- memory --------------------------------------------------------------------------------- */

static void allocates_nothing_once_warm(void **state)
{
    struct made *m = *state;
    const struct name_query *q;
    const struct name_hit *hits;
    size_t count;
    for (int round = 0; round < 2; round++) {
        struct maker maker = { 24 };
        char text[256];
        mem_fail_from(0);
        for (int i = 0; i < 200; i++) {
            str name = some_query(m, &maker, text);
            name_query_reset(m->scratch);
            if (name_query_parse(m->scratch, name, NAME_PERSON, &q, NULL)) continue;
            assert_int_equal(name_search(m->scratch, &m->index, q, 7000, &hits, &count, NULL),
                             CORDON_OK);
        }
        if (round) assert_int_equal(mem_count(), 0);
    }
}

static void survives_failing_memory(void **state)
{
    struct made *m = *state, few = { .list = m->list, .count = 30 };
    cordon_status st = CORDON_NOMEM;
    for (uint64_t n = 1; st; n++) {
        mem_fail_from(n);
        st = write_index(&few);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        if (st) buf_release(&few.bytes);
    }
    assert_int_equal(open_index(&few), CORDON_OK);
    st = CORDON_NOMEM;
    for (uint64_t n = 1; st; n++) {
        const struct name_query *q;
        const struct name_hit *hits;
        size_t count;
        mem_fail_from(n);
        struct name_scratch *s = name_scratch_new();
        st = s ? name_query_parse(s, few.list[3].name, NAME_ANY, &q, NULL) : CORDON_NOMEM;
        if (!st) st = name_search(s, &few.index, q, 3000, &hits, &count, NULL);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        name_scratch_free(s);
    }
    buf_release(&few.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_comparing_every_name_finds),
        cmocka_unit_test(finds_every_listed_name_itself),
        cmocka_unit_test(gives_the_same_bytes_again),
        cmocka_unit_test(finds_the_same_with_wide_numbers),
        cmocka_unit_test(works_without_names),
        cmocka_unit_test(letters_that_nobody_wrote_are_never_the_same_text),
        cmocka_unit_test(keeps_names_of_signs_alone),
        cmocka_unit_test(fails_the_build_on_names_it_cannot_hold),
        cmocka_unit_test(does_not_trust_damaged_bytes),
        cmocka_unit_test(ends_when_its_work_is_done),
        cmocka_unit_test(allocates_nothing_once_warm),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
