/* base/str: borrowed text. */
#include "tests/test.h"

static void finds_the_distance_of_one_slip(void **state)
{
    static const struct { str a, b; unsigned want; } rows[] = {
        { STR_INIT("smith"), STR_INIT("smith"), 0 },   { STR_INIT("smith"), STR_INIT("smyth"), 1 },
        { STR_INIT("smith"), STR_INIT("smtih"), 1 },   { STR_INIT("smith"), STR_INIT("smit"), 1 },
        { STR_INIT("smith"), STR_INIT("smiths"), 1 },  { STR_INIT("smith"), STR_INIT("jones"), 3 },
        { STR_INIT(""), STR_INIT("ab"), 2 },           { STR_INIT("kitten"), STR_INIT("sitting"), 3 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(str_distance(rows[i].a, rows[i].b, rows[i].want == 3 ? 2u : 4u),
                         rows[i].want);
}

static void refuses_bytes_that_are_not_utf8(void **state)
{
    static const struct { str text; size_t bad; } rows[] = {
        { STR_INIT("plain"), SIZE_MAX },
        { STR_INIT("\xEA\xB9\x80"), SIZE_MAX },
        { STR_INIT("a\xC0\x80"), 1 },         /* overlong */
        { STR_INIT("ab\xED\xA0\x80"), 2 },    /* surrogate */
        { STR_INIT("\xF4\x90\x80\x80"), 0 },  /* above U+10FFFF */
        { STR_INIT("abc\xE2\x82"), 3 },       /* cut */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t bad = SIZE_MAX;
        assert_int_equal(str_is_utf8(rows[i].text, &bad), rows[i].bad == SIZE_MAX);
        assert_int_equal(bad, rows[i].bad);
    }
}

static void a_reason_is_one_line(void **state)
{
    (void)state;
    assert_true(str_is_line(STR("told by phone"), 13));
    assert_true(str_is_line(STR("전화로"), 9));
    assert_false(str_is_line(STR("told by phone"), 12));
    assert_false(str_is_line(STR("two\nlines"), 100));
    assert_false(str_is_line(STR("a\x1b[31m"), 100));
    assert_false(str_is_line(STR("a\x7f"), 100));
    assert_false(str_is_line(STR("a\xff"), 100));
    assert_false(str_is_line(STR("  "), 100));
    assert_false(str_is_line(STR_EMPTY, 100));
}

static void cuts_pieces_until_none_is_left(void **state)
{
    str rest = STR("a,,b"), piece;
    (void)state;
    assert_true(str_next(&rest, ',', &piece));
    assert_str(piece, "a");
    assert_true(str_next(&rest, ',', &piece));
    assert_str(piece, "");
    assert_true(str_next(&rest, ',', &piece));
    assert_str(piece, "b");
    assert_false(str_next(&rest, ',', &piece));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_distance_of_one_slip),
        cmocka_unit_test(refuses_bytes_that_are_not_utf8),
        cmocka_unit_test(cuts_pieces_until_none_is_left),
        cmocka_unit_test(a_reason_is_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
