/* base/csv: rows, their faults, and the place where they end. */
#include "tests/test.h"

#include "base/buf.h"
#include "base/csv.h"
#include "base/num.h"

/** All rows as text: cells in [..], rows on lines, a fault as `! line:column message`. */
static str show(str in, char sep, struct buf *out)
{
    struct csv_reader r;
    struct arena arena;
    struct cordon_error err;
    bool is_row = true;
    arena_init(&arena, 1u << 20);
    csv_init(&r, in, sep, 1, &arena);
    buf_reset(out);
    while (is_row) {
        cordon_status st = csv_next(&r, &is_row, &err);
        if (st) {
            buf_printf(out, "! %u:%u %s\n", (unsigned)err.line, err.column, err.message);
        } else if (is_row) {
            buf_printf(out, "%u ", (unsigned)r.line);
            for (size_t i = 0; i < r.count; i++) buf_printf(out, "[%.*s]", STR_ARG(r.cell[i]));
            buf_add_byte(out, '\n');
        }
    }
    arena_release(&arena);
    return buf_str(out);
}

static void reads_rows_and_keeps_count_of_lines(void **state)
{
    static const struct { str in; const char *want; } rows[] = {
        { STR_INIT(""), "" },
        { STR_INIT("\n\r\n"), "" },
        { STR_INIT("a,b\nc,d"), "1 [a][b]\n2 [c][d]\n" },
        { STR_INIT("\xEF\xBB\xBF" "a\r\n\r\nb\r\n"), "1 [a]\n3 [b]\n" },
        { STR_INIT("a,\n,\n"), "1 [a][]\n2 [][]\n" },
        { STR_INIT("\"x, y\",\"two\nlines\",\"\"\r\nz,,"), "1 [x, y][two\nlines][]\n3 [z][][]\n" },
        { STR_INIT("\"say \"\"hi\"\"\",\"\"\"\"\n"), "1 [say \"hi\"][\"]\n" },
        { STR_INIT("5\" disk,a\"b\n"), "1 [5\" disk][a\"b]\n" },
        { STR_INIT("a\r"), "1 [a]\n" },
        { STR_INIT("a cell longer than eight bytes,another one as long\nx\n"),
          "1 [a cell longer than eight bytes][another one as long]\n2 [x]\n" },
    };
    struct buf out = BUF_INIT(1u << 16);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_str(show(rows[i].in, ',', &out), rows[i].want);
    buf_release(&out);
}

static void goes_on_behind_a_broken_row(void **state)
{
    static const struct { str in; const char *want; } rows[] = {
        { STR_INIT("a\nb,\"c\nd\ne\n"), "1 [a]\n! 2:3 quote is never closed\n" },
        { STR_INIT("\"a\"b,c\nd\n"), "! 1:4 text behind a closing quote\n2 [d]\n" },
        { STR_INIT("\"a\"b,\"c\nd\"\ne\n"), "! 1:4 text behind a closing quote\n3 [e]\n" },
        { STR_INIT("a, \"b, c\"\nd\n"), "! 1:3 blank before a quote\n2 [d]\n" },
        { STR_INIT("a\rb\nc\n"), "! 1:2 carriage return without line feed\n2 [c]\n" },
        { STR_INIT("\"x\ny\"\"z\",\"u\nv"), "! 2:7 quote is never closed\n" },
        { STR_INIT("\"\"\""), "! 1:1 quote is never closed\n" },
    };
    struct buf out = BUF_INIT(1u << 16);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_str(show(rows[i].in, ',', &out), rows[i].want);
    buf_release(&out);
}

static void refuses_too_many_columns(void **state)
{
    struct buf in = BUF_INIT(1u << 16), out = BUF_INIT(1u << 16);
    (void)state;
    for (int i = 0; i < CSV_CELLS_MAX; i++) buf_add_byte(&in, ',');
    buf_add(&in, STR("\nnext\n"));
    assert_str(show(buf_str(&in), ',', &out), "! 1:513 row has too many columns\n2 [next]\n");
    buf_release(&in);
    buf_release(&out);
}

static void guesses_the_separator_from_the_first_row(void **state)
{
    static const struct { str in; char want; bool is_whole; } rows[] = {
        { STR_INIT("name,dob\na;b;c;d\n"), ',', true },
        { STR_INIT("name;dob;note\n"), ';', true },
        { STR_INIT("name\tdob\n"), '\t', true },
        { STR_INIT("\"a,b,c\";\"d,\ne\";f\n"), ';', true },
        { STR_INIT("\"a;\n"), ',', false },
        { STR_INIT("a;b"), ';', false },
        { STR_INIT(""), ',', false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char sep;
        assert_int_equal(csv_guess_sep(rows[i].in, &sep), rows[i].is_whole);
        assert_int_equal(sep, rows[i].want);
    }
}

static void survives_lack_of_memory(void **state)
{
    struct csv_reader r;
    struct arena arena;
    bool is_row;
    (void)state;
    arena_init(&arena, 1u << 16);
    csv_init(&r, STR("\"a\"\"b\"\nc\n"), ',', 1, &arena);
    mem_fail_from(1);
    assert_int_equal(csv_next(&r, &is_row, NULL), CORDON_NOMEM);
    mem_fail_from(0);
    assert_int_equal(csv_next(&r, &is_row, NULL), CORDON_OK);
    assert_true(is_row);
    assert_str(r.cell[0], "c");
    arena_release(&arena);
}

static void more_quotes_than_a_row_may_have_are_a_limit(void **state)
{
    struct csv_reader r;
    struct arena arena;
    struct cordon_error err = { .status = CORDON_OK };
    struct buf text = BUF_INIT(1u << 20);
    bool is_row;
    (void)state;
    buf_add(&text, STR("a\n\""));
    for (int i = 0; i < 40000; i++) buf_add(&text, STR("x\"\""));
    buf_add(&text, STR("\"\nc\n"));
    arena_init(&arena, 1u << 16);
    csv_init(&r, buf_str(&text), ',', 1, &arena);
    assert_int_equal(csv_next(&r, &is_row, &err), CORDON_OK);
    assert_int_equal(csv_next(&r, &is_row, &err), CORDON_LIMIT);
    assert_int_equal(err.line, 2);
    assert_non_null(strstr(err.message, "more memory than one row may have"));
    arena_reset(&arena);
    assert_int_equal(csv_next(&r, &is_row, &err), CORDON_OK);
    assert_str(r.cell[0], "c");
    arena_release(&arena);
    buf_release(&text);
}

/** Cut with csv_scan_row, fed in pieces of `step` bytes, and read each row alone: the same rows. */
static void check_cuts(str in, size_t step, const struct buf *want)
{
    struct csv_scan scan = { .sep = ',', .line = 1 };
    struct buf out = BUF_INIT(1u << 16), part = BUF_INIT(1u << 16);
    size_t start = 0, at = 0;
    uint64_t line = 1;
    while (at < in.len) {
        size_t n = csv_scan_row(&scan, str_sub(in, at, at + step));
        bool is_end = n != SIZE_MAX;
        at += is_end ? n : step;
        if (at >= in.len) at = in.len;
        if (!is_end && at < in.len) continue;
        struct csv_reader r;
        struct arena arena;
        struct cordon_error err;
        bool is_row = true;
        arena_init(&arena, 1u << 16);
        csv_init(&r, str_sub(in, start, at), ',', line, &arena);
        while (is_row) {
            cordon_status st = csv_next(&r, &is_row, &err);
            if (st) buf_printf(&out, "! %u:%u %s\n", (unsigned)err.line, err.column, err.message);
            if (st || !is_row) continue;
            buf_printf(&out, "%u ", (unsigned)r.line);
            for (size_t i = 0; i < r.count; i++) buf_printf(&out, "[%.*s]", STR_ARG(r.cell[i]));
            buf_add_byte(&out, '\n');
        }
        arena_release(&arena);
        start = at;
        line = scan.line;
    }
    if (!str_eq(buf_str(&out), buf_str(want)))
        fail_msg("cut by %zu: '%.*s' not '%.*s' in '%.*s'", step, STR_ARG(buf_str(&out)),
                 STR_ARG(buf_str(want)), STR_ARG(in));
    buf_release(&out);
    buf_release(&part);
}

static void cuts_rows_where_the_reader_ends_them(void **state)
{
    static const char bytes[] = "\"\"\",,\n\n\r\nab ";
    struct buf want = BUF_INIT(1u << 16);
    uint32_t seed = 11;
    (void)state;
    for (int round = 0; round < 30000; round++) {
        char text[24];
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = bytes[(seed >> 8) % (sizeof bytes - 1)];
        }
        str in = str_of(text, sizeof text);
        show(in, ',', &want);
        check_cuts(in, 1, &want);
        check_cuts(in, 7, &want);
    }
    buf_release(&want);
}

/* Below sixteen bytes every cell is looked at byte by byte; with a row behind them most cells are
 * taken eight bytes at a step. Both must say the same. */
static void reads_alike_in_words_and_in_bytes(void **state)
{
    static const char bytes[] = "\"\"\",,\t;\n\n\r\nabcdefgh \x01\x0f\xff";
    static const char seps[] = ",;\t";
    static const char tail[] = "zzzzzzzzzzzzzzzzzzzzz\n";
    struct buf slow = BUF_INIT(1u << 16), quick = BUF_INIT(1u << 16);
    uint32_t seed = 20261121;
    size_t compared = 0;
    (void)state;
    for (int round = 0; round < 200000; round++) {
        char text[64];
        struct csv_scan scan = { .sep = seps[round % 3], .line = 1 };
        size_t len = 15;
        for (size_t i = 0; i < len - 1; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = bytes[(seed >> 8) % (sizeof bytes - 1)];
        }
        text[len - 1] = '\n';
        str in = str_of(text, len), rest = in;
        for (size_t n; (n = csv_scan_row(&scan, rest)) != SIZE_MAX;) rest = str_from(rest, n);
        if (csv_scan_is_quoted(&scan)) continue; /* the row behind would be part of it */
        show(in, scan.sep, &slow);
        memcpy(text + len, tail, sizeof tail - 1);
        show(str_of(text, len + sizeof tail - 1), scan.sep, &quick);
        if (!str_starts(buf_str(&quick), buf_str(&slow)))
            fail_msg("'%.*s' in words, '%.*s' in bytes, of '%.*s'", STR_ARG(buf_str(&quick)),
                     STR_ARG(buf_str(&slow)), STR_ARG(in));
        compared++;
    }
    assert_true(compared > 50000);
    buf_release(&slow);
    buf_release(&quick);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows_and_keeps_count_of_lines),
        cmocka_unit_test(goes_on_behind_a_broken_row),
        cmocka_unit_test(refuses_too_many_columns),
        cmocka_unit_test(guesses_the_separator_from_the_first_row),
        cmocka_unit_test(survives_lack_of_memory),
        cmocka_unit_test(more_quotes_than_a_row_may_have_are_a_limit),
        cmocka_unit_test(cuts_rows_where_the_reader_ends_them),
        cmocka_unit_test(reads_alike_in_words_and_in_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
