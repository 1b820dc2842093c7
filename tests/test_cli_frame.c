/* cli/exit, nearest, term, grid, progress: what every command stands on. */
#include "tests/test.h"

#include "cli/exit.h"
#include "cli/nearest.h"
#include "cli/progress.h"
#include "cli/grid.h"
#include "cli/term.h"
#include "os/os.h"

#include <unistd.h>

static void a_batch_ends_with_the_worst_code(void **state)
{
    static const int order[] = { 70, 5, 6, 4, 3, 1, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t k = i; k < sizeof order / sizeof *order; k++) {
            assert_int_equal(exit_worst(order[i], order[k]), order[i]);
            assert_int_equal(exit_worst(order[k], order[i]), order[i]);
        }
    assert_int_equal(exit_worst(0, 99), 70);
    assert_int_equal(exit_worst(130, 5), 130);
}

static void no_failure_ends_as_all_clear(void **state)
{
    (void)state;
    assert_int_equal(exit_of_status(CORDON_OK), 0);
    for (int st = CORDON_OK + 1; st < CORDON_BUG + 5; st++) {
        assert_int_not_equal(exit_of_status((cordon_status)st), EXIT_CLEAR);
        assert_int_not_equal(exit_of_status((cordon_status)st), EXIT_REVIEW);
    }
    assert_int_equal(exit_of_status((cordon_status)99), EXIT_BUG);
}

static void finds_the_nearest_word(void **state)
{
    static const struct { const char *typed, *want; } rows[] = {
        { "sceern", "screen" }, { "scr", "screen" }, { "SHOW", "show" },   { "lsits", "lists" },
        { "confgi", "config" }, { "x", "" },         { "wallet", "" },     { "", "" },
        { "demon", "demo" },
    };
    static const char *const known[] = { "screen", "show", "lists", "config", "demo" };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nearest near;
        nearest_init(&near, str_c(rows[i].typed));
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            nearest_offer(&near, str_c(known[k]));
        assert_str(near.best, rows[i].want);
    }
}

static void counts_columns_as_a_terminal_does(void **state)
{
    (void)state;
    assert_int_equal(term_columns(STR("abc")), 3);
    assert_int_equal(term_columns(STR("이준일")), 6);
    assert_int_equal(term_columns(STR("李a")), 3);
    assert_int_equal(term_columns(STR("e\xCC\x81")), 1); /* e and a combining acute */
    assert_int_equal(term_columns(STR("\xff\xfe")), 2);
    assert_str(term_fit(STR("이준일"), 5), "이준");
    assert_str(term_fit(STR("abc"), 9), "abc");
    assert_str(term_fit(STR("abc"), 0), "");
}

static void takes_the_teeth_out_of_hostile_text(void **state)
{
    struct buf out = BUF_INIT(1000);
    (void)state;
    term_clean(STR("a\033[2Jb\r\n\xC2\x9B" "c\xE2\x80\xAE" "d\xff이"), &out);
    assert_str(buf_str(&out), "a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                              "c\xEF\xBF\xBD" "d\xEF\xBF\xBD이");
    buf_release(&out);
}

static void wraps_at_blanks(void **state)
{
    struct buf out = BUF_INIT(1000);
    (void)state;
    term_wrap(STR("one two  three four5678901234567890 six"), 12, 2, 2, &out);
    assert_str(buf_str(&out), "one two\n  three\n  four5678901234567890\n  six");
    buf_reset(&out);
    term_wrap(STR("one two three"), 12, 8, 2, &out); /* eight columns stand before it */
    assert_str(buf_str(&out), "one\n  two three");
    buf_release(&out);
}

/* Han and kana have no blanks: lines end between them, but not before a full stop, and not within
   a number or a Latin name. Hangul has blanks. */
static void wraps_where_there_are_no_blanks(void **state)
{
    struct buf out = BUF_INIT(1000);
    (void)state;
    term_wrap(STR("名前は一致しました。"), 10, 0, 0, &out);
    assert_str(buf_str(&out), "名前は一致\nしました。");
    buf_reset(&out);
    term_wrap(STR("番号はリストに。"), 14, 0, 0, &out); /* 。 takes に along */
    assert_str(buf_str(&out), "番号はリスト\nに。");
    buf_reset(&out);
    term_wrap(STR("日は（1970-02-05）です"), 12, 0, 0, &out);
    assert_str(buf_str(&out), "日は\n（1970-02-05）\nです");
    buf_reset(&out);
    term_wrap(STR("이름이 일치합니다"), 12, 0, 0, &out);
    assert_str(buf_str(&out), "이름이\n일치합니다");
    buf_release(&out);
}

/* What was written to a term over a pipe. */
struct tube {
    struct term  term;
    int          ends[2];
    char         text[4096];
};

static void tube_open(struct tube *t, enum term_colour colour)
{
    assert_int_equal(pipe(t->ends), 0);
    term_init(&t->term, t->ends[1], colour);
}

static const char *tube_close(struct tube *t)
{
    assert_int_equal(term_flush(&t->term, NULL), CORDON_OK);
    term_release(&t->term);
    close(t->ends[1]);
    ssize_t n = read(t->ends[0], t->text, sizeof t->text - 1);
    close(t->ends[0]);
    t->text[n > 0 ? n : 0] = '\0';
    return t->text;
}

static const struct grid_column columns[] = {
    { .title = "name", .is_wide = true }, { .title = "score", .is_right = true },
    { .title = "verdict" },
};

static void add_rows(struct grid *table, struct arena *arena)
{
    grid_init(table, arena, columns, 3);
    const struct grid_cell first[] = { { STR_INIT("이준일"), STYLE_NONE },
                                        { STR_INIT("10000"), STYLE_NONE },
                                        { STR_INIT("review"), STYLE_YELLOW } };
    const struct grid_cell second[] = { { STR_INIT("A\tB\nC"), STYLE_NONE },
                                         { STR_INIT("7"), STYLE_NONE },
                                         { STR_INIT("clear"), STYLE_GREEN } };
    grid_add(table, first);
    grid_add(table, second);
}

static void prints_tables_for_people_and_pipes(void **state)
{
    struct arena arena;
    struct grid table;
    struct tube tube;
    (void)state;
    arena_init(&arena, 1 << 16);
    add_rows(&table, &arena);
    tube_open(&tube, COLOUR_NEVER);
    assert_int_equal(grid_print(&table, &tube.term, false), CORDON_OK);
    assert_string_equal(tube_close(&tube), "name    score  verdict\n"
                                           "이준일  10000  review\n"
                                           "A\xEF\xBF\xBD"
                                           "B\xEF\xBF\xBD"
                                           "C       7  clear\n");
    tube_open(&tube, COLOUR_AUTO); /* a pipe is no terminal */
    assert_int_equal(grid_print(&table, &tube.term, true), CORDON_OK);
    assert_string_equal(tube_close(&tube), "이준일\t10000\treview\nA B C\t7\tclear\n");
    arena_release(&arena);
}

static void cuts_wide_columns_only_on_a_terminal(void **state)
{
    struct arena arena;
    struct grid table;
    struct tube tube;
    (void)state;
    arena_init(&arena, 1 << 16);
    grid_init(&table, &arena, columns, 3);
    const struct grid_cell row[] = { { STR_INIT("a name that is far too long"), STYLE_NONE },
                                      { STR_INIT("9"), STYLE_NONE },
                                      { STR_INIT("stop"), STYLE_NONE } };
    grid_add(&table, row);
    tube_open(&tube, COLOUR_NEVER);
    tube.term.is_terminal = true;
    tube.term.width = 28;
    assert_int_equal(grid_print(&table, &tube.term, false), CORDON_OK);
    assert_string_equal(tube_close(&tube), "name          score  verdict\n"
                                           "a name that…      9  stop\n");
    arena_release(&arena);
}

static void colours_verdicts_when_asked(void **state)
{
    struct tube tube;
    (void)state;
    tube_open(&tube, COLOUR_ALWAYS);
    term_styled(&tube.term, term_verdict_style(STR("stop")), STR("stop"));
    term_styled(&tube.term, term_verdict_style(STR("no verdict")), STR("x"));
    assert_string_equal(tube_close(&tube), "\033[1;97;41mstop\033[0mx");
    assert_int_equal(term_verdict_style(STR("undecided")), STYLE_DOUBT);
    assert_int_equal(term_verdict_style(STR("clear")), STYLE_GREEN);
}

static void keeps_the_first_failure_of_an_output(void **state)
{
    struct term term;
    struct cordon_error err = ERROR_INIT;
    (void)state;
    term_init(&term, -1, COLOUR_NEVER);
    term_z(&term, "lost");
    assert_int_equal(term_flush(&term, &err), CORDON_IO);
    assert_true(err.message[0] != '\0');
    term_z(&term, "more");
    assert_int_equal(term_flush(&term, NULL), CORDON_IO);
    term_release(&term);
}

static void says_when_memory_ran_out(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 20; n++) {
        struct arena arena;
        struct grid table;
        struct tube tube;
        arena_init(&arena, 1 << 16);
        tube_open(&tube, COLOUR_NEVER);
        mem_fail_from(n);
        add_rows(&table, &arena);
        cordon_status st = grid_print(&table, &tube.term, false);
        if (!st) st = term_flush(&tube.term, NULL);
        mem_fail_from(0);
        arena_release(&arena);
        term_release(&tube.term);
        close(tube.ends[0]);
        close(tube.ends[1]);
        if (!st) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never succeeded");
}

static void draws_how_far_a_job_is(void **state)
{
    static const struct { uint64_t done, total, elapsed_ms; const char *want; } rows[] = {
        { 41300000, 120000000, 2000, "x  41.3 MB of 120.0 MB  34%  20.6 MB/s  0:03 left" },
        { 999, 0, 2000, "x  999 B  499 B/s" },
        { 1000, 1000, 1000, "x  1.0 kB of 1.0 kB  100%  1.0 kB/s" },
        { 1000, 7300001000, 1000, "x  1.0 kB of 7.3 GB  0%  1.0 kB/s  2027:46:40 left" },
        { 5, 10, 0, "x  5 B of 10 B  50%  0 B/s" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(1000);
        progress_line("x", rows[i].done, rows[i].total, rows[i].elapsed_ms * 1000000, 80, &out);
        assert_str(buf_str(&out), rows[i].want);
        buf_release(&out);
    }
    struct buf out = BUF_INIT(1000);
    progress_line("x", UINT64_MAX, UINT64_MAX, 1, 200,
                  &out); /* no overflow, no division by 0 */
    buf_reset(&out);
    progress_line("a long name", 1, 2, 1, 5, &out);
    assert_str(buf_str(&out), "a lon");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch_ends_with_the_worst_code),
        cmocka_unit_test(no_failure_ends_as_all_clear),
        cmocka_unit_test(finds_the_nearest_word),
        cmocka_unit_test(counts_columns_as_a_terminal_does),
        cmocka_unit_test(takes_the_teeth_out_of_hostile_text),
        cmocka_unit_test(wraps_at_blanks),
        cmocka_unit_test(wraps_where_there_are_no_blanks),
        cmocka_unit_test(prints_tables_for_people_and_pipes),
        cmocka_unit_test(cuts_wide_columns_only_on_a_terminal),
        cmocka_unit_test(colours_verdicts_when_asked),
        cmocka_unit_test(keeps_the_first_failure_of_an_output),
        cmocka_unit_test(says_when_memory_ran_out),
        cmocka_unit_test(draws_how_far_a_job_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
