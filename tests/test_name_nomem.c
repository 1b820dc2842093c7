/* Lost memory anywhere in reading, comparing, indexing and searching names: told, never a wrong "no hit", no leak. */
#include "tests/name_help.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/num.h"
#include "name/scratch.h"

/* What is listed and what is asked, of each culture and script, firms, disguised letters; all made up or stock names. */
static const struct row {
    const char    *listed, *asked;
    enum name_kind kind;
} rows[] = {
    { "리준일", "Ri Chun-il", NAME_PERSON },
    { "RI, Jun Il", "Ли Чжун Иль", NAME_PERSON },
    { "李俊日", "I Chunil", NAME_PERSON },
    { "王小明", "Wang Hsiao-ming", NAME_PERSON },
    { "Wong Siu Ming", "王小明", NAME_PERSON },
    { "山田太郎", "Yamada Taro", NAME_PERSON },
    { "ヤマダ・タロウ", "山田太郎", NAME_PERSON },
    { "عبد الرحمن التستوفي", "Abdulrahman al-Testovi", NAME_PERSON },
    { "Иван Петрович Тестов", "Ivan Testov", NAME_PERSON },
    { "Jens Møller-Testov", "Jens Moeller Testow", NAME_PERSON },
    { "สมชาย ทดสอบ", "Somchai Thotsop", NAME_PERSON },
    { "မောင်မောင်", "Maung Maung", NAME_PERSON },
    { "परीक्षा कुमार", "Pariksha Kumar", NAME_PERSON },
    { "བསྟན་འཛིན", "བསྟན་འཛིན", NAME_PERSON },
    { "Nguyễn Văn Thử", "Nguyen Thu", NAME_PERSON },
    { "Aleksandr Testov", "Sasha T.", NAME_PERSON },
    { "Quillon Testov", "Qu1ll0n Т\xD0\xB5stov", NAME_PERSON },
    { "JОNG Song Hwa", "Jong\xE2\x80\x8B Song Hwa", NAME_PERSON },
    { "Volasys Trading Co., Ltd", "볼라시스 무역", NAME_ORGANIZATION },
    { "朝鮮試験貿易会社", "Korea Test Trading Corporation", NAME_ORGANIZATION },
    { "Open Test Ventures", "OTV GmbH", NAME_ORGANIZATION },
    { "M/V Silver Testov", "SILVER TESTOV 12", NAME_OBJECT },
    { "Quillon Marrowby Testov", "Testov / Quillon (aka Marrowby)", NAME_ANY },
    { "!!!", "...", NAME_ANY },
};

enum { TRIES_MAX = 2000, LEAST_BP = 7000 };

/* The longest name that is taken: its parts are many, and so are its blocks of memory. */
static str long_name(const char *word)
{
    static char text[TEXT_NAME_MAX + 1];
    size_t len = 0, each = strlen(word) + 1;
    for (size_t i = 0; i < TEXT_TOKENS_MAX / 2 && len + each < sizeof text; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%c ", word, (int)('a' + i % 26));
    return str_of(text, len);
}

/* --- reading and comparing ----------------------------------------------------------------------- */

static void a_scratch_is_made_whole_or_not_at_all(void **state)
{
    (void)state;
    for (uint64_t n = 1;; n++) {
        mem_fail_from(n);
        struct name_scratch *s = name_scratch_new();
        uint64_t asked = mem_count();
        mem_fail_from(0);
        assert_true((asked >= n) == (s == NULL));
        name_scratch_free(s);
        if (asked < n) break;
    }
}

/* What a fresh scratch says when the n-th allocation fails; and that it says the right thing thereafter. */
static void read_with_losses(str name, enum name_kind kind)
{
    const struct name_query *q;
    struct cordon_error err = ERROR_INIT;
    name_query_reset(scratch);
    assert_int_equal(name_query_parse(scratch, name, kind, &q, &err), CORDON_OK);
    int32_t info = name_query_info(q);
    for (uint64_t n = 1;; n++) {
        struct name_scratch *s = name_scratch_new();
        assert_non_null(s);
        assert_true(n < TRIES_MAX);
        mem_fail_from(n);
        cordon_status st = name_query_parse(s, name, kind, &q, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked >= n && st != CORDON_NOMEM) fail_msg("'%.*s', allocation %d: status %d", STR_ARG(name), (int)n, (int)st);
        name_query_reset(s);
        assert_int_equal(name_query_parse(s, name, kind, &q, &err), CORDON_OK);
        assert_int_equal(name_query_info(q), info);
        name_scratch_free(s);
        if (asked < n) break;
    }
}

static void reading_tells_lost_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        read_with_losses(str_c(rows[i].listed), rows[i].kind);
        read_with_losses(str_c(rows[i].asked), rows[i].kind);
    }
    read_with_losses(long_name("testov"), NAME_PERSON);
    read_with_losses(long_name("тест"), NAME_ANY);
    read_with_losses(long_name("무역"), NAME_ORGANIZATION);
}

typedef cordon_status compare_fn(struct name_scratch *s, str a, str b, enum name_kind kind, struct name_pair *ret,
                                 struct cordon_error *err);

static void compare_with_losses(compare_fn *compare, str a, str b, enum name_kind kind)
{
    struct name_pair want, got;
    struct cordon_error err = ERROR_INIT;
    name_query_reset(scratch);
    assert_int_equal(compare(scratch, a, b, kind, &want, &err), CORDON_OK);
    for (uint64_t n = 1;; n++) {
        struct name_scratch *s = name_scratch_new();
        assert_non_null(s);
        assert_true(n < TRIES_MAX);
        mem_fail_from(n);
        cordon_status st = compare(s, a, b, kind, &got, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked >= n && st != CORDON_NOMEM)
            fail_msg("'%.*s' / '%.*s', allocation %d: status %d", STR_ARG(a), STR_ARG(b), (int)n, (int)st);
        name_query_reset(s);
        assert_int_equal(compare(s, a, b, kind, &got, &err), CORDON_OK);
        assert_int_equal(got.name_bp, want.name_bp);
        assert_int_equal(got.info_cb, want.info_cb);
        assert_int_equal(got.part_count, want.part_count);
        name_scratch_free(s);
        if (asked < n) break;
    }
}

static void comparing_tells_lost_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str a = str_c(rows[i].listed), b = str_c(rows[i].asked);
        compare_with_losses(name_compare, a, b, rows[i].kind);
        compare_with_losses(name_compare, b, a, rows[i].kind);
        compare_with_losses(name_compare_words, a, b, rows[i].kind);
    }
    compare_with_losses(name_compare, long_name("testov"), STR("Testov Quillon"), NAME_PERSON);
    compare_with_losses(name_compare, STR("볼라시스 무역"), long_name("무역"), NAME_ORGANIZATION);
}

/* These have no status: the arena tells. */
static void pieces_and_kinds_leave_it_to_the_arena(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str name = str_c(rows[i].asked), piece[NAME_PIECES_MAX], kept[NAME_PIECES_MAX];
        struct arena a, b;
        unsigned rendered;
        bool is_cut;
        arena_init(&a, 1 << 20);
        size_t want = name_pieces(name, rows[i].kind, &a, kept, &rendered, &is_cut);
        bool is_firm = name_is_firm(name, &a), is_role = name_is_role(name, &a);
        size_t latin = name_in_latin(name, &a).len;
        assert_false(a.failed);
        for (uint64_t n = 1;; n++) {
            arena_init(&b, 1 << 20);
            mem_fail_from(n);
            size_t count = name_pieces(name, rows[i].kind, &b, piece, &rendered, &is_cut);
            bool firm = name_is_firm(name, &b), role = name_is_role(name, &b);
            size_t len = name_in_latin(name, &b).len;
            uint64_t asked = mem_count();
            mem_fail_from(0);
            assert_int_equal(asked >= n, b.failed);
            if (asked < n) {
                assert_int_equal(count, want);
                assert_int_equal(firm, is_firm);
                assert_int_equal(role, is_role);
                assert_int_equal(len, latin);
                for (size_t k = 0; k < want; k++) assert_true(str_eq(piece[k], kept[k]));
            }
            arena_release(&b);
            if (asked < n) break;
        }
        arena_release(&a);
    }
}

/* --- an index ------------------------------------------------------------------------------------ */

struct listed {
    struct buf        bytes;
    struct part       part;
    struct name_index index;
};

static cordon_status build(struct buf *ret, struct cordon_error *err)
{
    struct part_writer w;
    struct name_build *b = name_build_new();
    cordon_status st = b ? CORDON_OK : CORDON_NOMEM;
    part_writer_init(&w);
    bool is_added = b != NULL;
    for (uint32_t i = 0; i < COUNT_OF(rows) && b; i++)
        is_added = name_build_add(b, i, i, str_c(rows[i].listed), rows[i].kind, NAME_PRIMARY) && is_added;
    if (b) st = name_build_write(b, &w, err);
    assert_true(is_added || st == CORDON_NOMEM); /* a name that was refused is never left out in silence */
    if (!st) st = part_writer_finish(&w, ret, err);
    name_build_free(b);
    part_writer_release(&w);
    return st;
}

static void listed_open(struct listed *l)
{
    struct cordon_error err = ERROR_INIT;
    buf_init(&l->bytes, 16u << 20);
    assert_int_equal(build(&l->bytes, &err), CORDON_OK);
    assert_int_equal(part_open(buf_str(&l->bytes), &l->part, &err), CORDON_OK);
    assert_int_equal(name_index_open(&l->part, &l->index, &err), CORDON_OK);
}

static void building_tells_lost_memory(void **state)
{
    struct listed l;
    (void)state;
    listed_open(&l);
    uint64_t n = 1;
    for (;; n++) {
        struct buf bytes = BUF_INIT(16u << 20);
        struct cordon_error err = ERROR_INIT;
        assert_true(n < TRIES_MAX);
        mem_fail_from(n);
        cordon_status st = build(&bytes, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            assert_true(str_eq(buf_str(&bytes), buf_str(&l.bytes)));
        } else if (st != CORDON_NOMEM) {
            fail_msg("allocation %d: status %d", (int)n, (int)st);
        }
        buf_release(&bytes);
        if (asked < n) break;
    }
    print_message("# %d allocations\n", (int)n);
    buf_release(&l.bytes);
}

static void opening_an_index_asks_for_no_memory(void **state)
{
    struct listed l;
    struct name_index again;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    listed_open(&l);
    mem_fail_from(1);
    cordon_status st = name_index_open(&l.part, &again, &err);
    uint64_t asked = mem_count();
    mem_fail_from(0);
    assert_int_equal(st, CORDON_OK);
    assert_int_equal(asked, 0);
    buf_release(&l.bytes);
}

static bool holds_row(const struct name_hit *hit, size_t count, uint32_t row)
{
    for (size_t i = 0; i < count; i++)
        if (hit[i].row == row) return true;
    return false;
}

/* One row asked for with the n-th allocation of reading and searching failing. @return were there so many? */
static bool search_with_loss(const struct listed *l, size_t at, uint64_t n, size_t want)
{
    const struct name_query *q;
    const struct name_hit *hit = NULL;
    size_t count = 0;
    struct cordon_error err = ERROR_INIT;
    str asked = str_c(rows[at].asked);
    struct name_scratch *s = name_scratch_new();
    assert_non_null(s);
    mem_fail_from(n);
    cordon_status st = name_query_parse(s, asked, rows[at].kind, &q, &err);
    if (!st) st = name_search(s, &l->index, q, LEAST_BP, &hit, &count, &err);
    uint64_t count_asked = mem_count();
    mem_fail_from(0);
    if (count_asked >= n && st != CORDON_NOMEM)
        fail_msg("'%s', allocation %d: status %d, %d hits", rows[at].asked, (int)n, (int)st, (int)count);
    /* the scratch is none the worse for it */
    name_query_reset(s);
    assert_int_equal(name_query_parse(s, asked, rows[at].kind, &q, &err), CORDON_OK);
    assert_int_equal(name_search(s, &l->index, q, LEAST_BP, &hit, &count, &err), CORDON_OK);
    assert_int_equal(count, want);
    name_scratch_free(s);
    return count_asked >= n;
}

static void searching_tells_lost_memory_and_never_no_hit(void **state)
{
    struct listed l;
    size_t met = 0;
    (void)state;
    listed_open(&l);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct name_query *q;
        const struct name_hit *hit;
        size_t want;
        struct cordon_error err = ERROR_INIT;
        name_query_reset(scratch);
        assert_int_equal(name_query_parse(scratch, str_c(rows[i].asked), rows[i].kind, &q, &err), CORDON_OK);
        assert_int_equal(name_search(scratch, &l.index, q, LEAST_BP, &hit, &want, &err), CORDON_OK);
        met += holds_row(hit, want, (uint32_t)i);
        for (uint64_t n = 1; search_with_loss(&l, i, n, want); n++) assert_true(n < TRIES_MAX);
    }
    assert_true(met >= COUNT_OF(rows) / 2); /* so that "no hit" would be wrong */
    print_message("# %d of %d meet what is listed\n", (int)met, (int)COUNT_OF(rows));
    buf_release(&l.bytes);
}

/* --- an arena that ends ---------------------------------------------------------------------------- */

/* Few blocks hold all of a query: an arena that ends at any place fails each piece of them in turn. */
enum { STEP = 48, BYTES_MAX = 1 << 20 };

static bool is_told(cordon_status st)
{
    return st == CORDON_NOMEM || st == CORDON_LIMIT;
}

static void an_arena_that_ends_anywhere_is_told(void **state)
{
    struct listed l;
    size_t places = 0;
    (void)state;
    listed_open(&l);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct name_query *q;
        const struct name_hit *hit;
        struct name_pair want, pair;
        struct cordon_error err = ERROR_INIT;
        size_t hits;
        str a = str_c(rows[i].asked), b = str_c(rows[i].listed);
        name_query_reset(scratch);
        assert_int_equal(name_compare(scratch, a, b, rows[i].kind, &want, &err), CORDON_OK);
        uint16_t want_bp = want.name_bp;
        assert_int_equal(name_query_parse(scratch, a, rows[i].kind, &q, &err), CORDON_OK);
        assert_int_equal(name_search(scratch, &l.index, q, LEAST_BP, &hit, &hits, &err), CORDON_OK);
        bool is_done = false;
        for (size_t cap = STEP; !is_done && cap < BYTES_MAX; cap += STEP, places++) {
            struct name_scratch *s = name_scratch_new();
            size_t count = 0;
            assert_non_null(s);
            s->queries.cap = cap;
            cordon_status st = name_compare(s, a, b, rows[i].kind, &pair, &err);
            if (!st && pair.name_bp != want_bp) fail_msg("'%s': %u of %u at %d bytes", rows[i].asked, pair.name_bp, want_bp, (int)cap);
            if (st && !is_told(st)) fail_msg("'%s': status %d at %d bytes", rows[i].asked, (int)st, (int)cap);
            is_done = !st;
            name_query_reset(s);
            st = name_query_parse(s, a, rows[i].kind, &q, &err);
            if (!st) st = name_search(s, &l.index, q, LEAST_BP, &hit, &count, &err);
            if (!st && count != hits) fail_msg("'%s': %d hits of %d at %d bytes", rows[i].asked, (int)count, (int)hits, (int)cap);
            if (st && !is_told(st)) fail_msg("'%s': status %d at %d bytes", rows[i].asked, (int)st, (int)cap);
            is_done = is_done && !st;
            name_scratch_free(s);
        }
        assert_true(is_done);
    }
    print_message("# %d places\n", (int)places);
    buf_release(&l.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scratch_is_made_whole_or_not_at_all),
        cmocka_unit_test(reading_tells_lost_memory),
        cmocka_unit_test(comparing_tells_lost_memory),
        cmocka_unit_test(pieces_and_kinds_leave_it_to_the_arena),
        cmocka_unit_test(building_tells_lost_memory),
        cmocka_unit_test(opening_an_index_asks_for_no_memory),
        cmocka_unit_test(searching_tells_lost_memory_and_never_no_hit),
        cmocka_unit_test(an_arena_that_ends_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
