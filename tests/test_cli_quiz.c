/* cli/quiz: drawing, showing and counting the cases of `cordon train`. */
#include "tests/test.h"

#include "base/num.h"
#include "cli/quiz.h"

enum { MOST = 30 };

static void draw(uint64_t seed, struct quiz_case *c, size_t count)
{
    struct cordon_error err = ERROR_INIT;
    for (size_t i = 0; i < count; i++) quiz_case_init(&c[i]);
    if (quiz_draw(seed, c, count, &err)) fail_msg("%s", err.message);
}

static void release(struct quiz_case *c, size_t count)
{
    for (size_t i = 0; i < count; i++) quiz_case_release(&c[i]);
}

static bool has(str s, const char *part)
{
    return str_find(s, str_c(part), 0) != SIZE_MAX;
}

static void one_case_in_three_is_disguised_and_shows_something(void **state)
{
    static const size_t counts[] = { 1, 2, 3, 10, MOST };
    struct quiz_case c[MOST];
    (void)state;
    for (size_t n = 0; n < COUNT_OF(counts); n++) {
        size_t disguised = 0;
        draw(n + 1, c, counts[n]);
        for (size_t i = 0; i < counts[n]; i++) {
            bool is_honest = has(buf_str(&c[i].truth), "\"label\":\"honest\"");
            assert_int_equal(c[i].is_disguised, !is_honest);
            assert_true(c[i].records.len > 0);
            disguised += c[i].is_disguised;
            if (c[i].is_disguised) assert_false(has(buf_str(&c[i].truth), "\"planted\":[]"));
        }
        assert_int_equal(disguised, (counts[n] + 1) / 3);
        release(c, counts[n]);
    }
}

static void a_seed_draws_the_same_cases_and_another_others(void **state)
{
    struct quiz_case a[3], b[3], other[3];
    (void)state;
    draw(7, a, 3);
    draw(7, b, 3);
    draw(8, other, 3);
    for (int i = 0; i < 3; i++) {
        assert_true(str_eq(buf_str(&a[i].records), buf_str(&b[i].records)));
        assert_false(str_eq(buf_str(&a[i].records), buf_str(&other[i].records)));
    }
    release(a, 3);
    release(b, 3);
    release(other, 3);
}

static void decisions_are_held_against_the_truth(void **state)
{
    static const struct { bool is_disguised; enum cordon_verdict given; int right, missed, accused, asked; } rows[] = {
        { true, CORDON_CLEAR, 0, 1, 0, 0 },  { true, CORDON_REVIEW, 1, 0, 0, 0 }, { true, CORDON_ESCALATE, 1, 0, 0, 0 },
        { false, CORDON_CLEAR, 1, 0, 0, 0 }, { false, CORDON_REVIEW, 0, 0, 0, 1 }, { false, CORDON_ESCALATE, 0, 0, 1, 0 },
        { true, CORDON_UNDECIDED, 0, 0, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct quiz_case c = { .is_disguised = rows[i].is_disguised, .given = rows[i].given };
        struct quiz_sum s;
        quiz_sum(&c, 1, false, &s);
        assert_int_equal(s.answered, rows[i].given != CORDON_UNDECIDED);
        assert_int_equal(s.right, rows[i].right);
        assert_int_equal(s.missed, rows[i].missed);
        assert_int_equal(s.accused, rows[i].accused);
        assert_int_equal(s.asked, rows[i].asked);
    }
}

static void show(const char *record, unsigned width, struct cli *cli)
{
    struct quiz_case c;
    *cli = (struct cli){ .settings = { .lang = LANG_EN } };
    arena_init(&cli->arena, 1 << 20);
    term_init(&cli->out, 1, COLOUR_NEVER);
    cli->out.width = width;
    quiz_case_init(&c);
    buf_add(&c.records, str_c(record));
    buf_add(&c.truth, STR("{\"label\":\"farm\",\"planted\":[\"remote_tool\"]}"));
    quiz_show(cli, &c);
    quiz_case_release(&c);
}

static void hide(struct cli *cli)
{
    term_release(&cli->out);
    arena_release(&cli->arena);
}

static void a_case_shows_both_sides_and_not_the_truth(void **state)
{
    static const char record[] =
        "{\"id\":\"x\",\"subject\":\"made-1\",\"kind\":\"worker\",\"name\":\"Testa\\u001b[31m Mustermann\","
        "\"email\":{\"value\":\"testa@example.org\",\"first_seen\":\"2026-08-01\"},"
        "\"net\":[{\"ip\":\"192.0.2.1\",\"time\":\"2026-08-01T08:00:00Z\"},{\"ip\":\"192.0.2.1\",\"time\":\"2026-08-02T08:00:00Z\"}],"
        "\"dev\":{\"process\":[\"AnyDesk\"],\"latitude\":1}}\n";
    struct cli cli;
    (void)state;
    for (unsigned width = 80; width <= 140; width += 60) {
        show(record, width, &cli);
        str out = buf_str(&cli.out.buf);
        assert_false(cli.out.buf.failed);
        assert_true(has(out, "testa@example.org") && has(out, "2026-08-01") && has(out, "AnyDesk"));
        assert_true(has(out, "\xC3\x97" "2")); /* one line for two sessions */
        assert_false(has(out, "farm") || has(out, "remote_tool") || has(out, "made-1") || has(out, "\x1b"));
        size_t said = str_find(out, STR("testa@example.org"), 0), seen = str_find(out, STR("first_seen"), 0);
        if (width == 80) assert_true(said < seen); /* else they stand beside each other */
        hide(&cli);
    }
}

static void a_case_that_cannot_be_read_is_no_case(void **state)
{
    static const char *const records[] = { "{", "[]", "{\"net\":[{]}", "{\"name\":\"x\"" };
    struct cli cli;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        show(records[i], 80, &cli);
        assert_true(cli.out.buf.failed);
        hide(&cli);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_case_in_three_is_disguised_and_shows_something),
        cmocka_unit_test(a_seed_draws_the_same_cases_and_another_others),
        cmocka_unit_test(decisions_are_held_against_the_truth),
        cmocka_unit_test(a_case_shows_both_sides_and_not_the_truth),
        cmocka_unit_test(a_case_that_cannot_be_read_is_no_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
