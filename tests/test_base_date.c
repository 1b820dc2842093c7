/* base/date: reading dates and what two of them say about each other. */
#include "tests/test.h"

#include "base/num.h"
#include "base/date.h"

/* "first last precision" of a date, or "-". */
static str shown(str text)
{
    static char out[64];
    static const char *const names[] = { "none", "year", "month", "day", "range" };
    struct date d;
    char first[16], last[16];
    if (!date_read(text, &d)) return STR("-");
    date_text(d.first, first);
    date_text(d.last, last);
    snprintf(out, sizeof out, "%s %s %s%s", first, last, names[d.precision],
             d.is_circa ? " about" : "");
    return str_c(out);
}

static void a_moment_before_1970_has_its_day(void **state)
{
    (void)state;
    assert_int_equal(date_of_time(0), 0);
    assert_int_equal(date_of_time(86399), 0);
    assert_int_equal(date_of_time(86400), 1);
    assert_int_equal(date_of_time(-1), -1);
    assert_int_equal(date_of_time(-86400), -1);
    assert_int_equal(date_of_time(-86401), -2);
}

static void reads_every_form(void **state)
{
    static const struct { const char *text, *want; } rows[] = {
        { "1979-08-01", "1979-08-01 1979-08-01 day" },
        { " 1979-08-01 ", "1979-08-01 1979-08-01 day" },
        { "1979-8-1", "1979-08-01 1979-08-01 day" },
        { "1979/08/01", "1979-08-01 1979-08-01 day" },
        { "1979.08.01", "1979-08-01 1979-08-01 day" },
        { "19790801", "1979-08-01 1979-08-01 day" },
        { "1979-08-01T00:00:00Z", "1979-08-01 1979-08-01 day" },
        { "01 Aug 1979", "1979-08-01 1979-08-01 day" },
        { "1 august 1979", "1979-08-01 1979-08-01 day" },
        { "01 OCT 1979", "1979-10-01 1979-10-01 day" },
        { "9 Sept. 1979", "1979-09-09 1979-09-09 day" },
        { "Aug 1979", "1979-08-01 1979-08-31 month" },
        { "00 Aug 1979", "1979-08-01 1979-08-31 month" },
        { "1979-08", "1979-08-01 1979-08-31 month" },
        { "1980-02", "1980-02-01 1980-02-29 month" },
        { "1979-08-00", "1979-08-01 1979-08-31 month" },
        { "1979-00-00", "1979-01-01 1979-12-31 year" },
        { "1979", "1979-01-01 1979-12-31 year" },
        { "00/00/1979", "1979-01-01 1979-12-31 year" },
        { "00/05/1980", "1980-05-01 1980-05-31 month" },
        { "05/00/1980", "1980-05-01 1980-05-31 month" },
        { "~1965", "1965-01-01 1965-12-31 year about" },
        { "~ 1965-03", "1965-03-01 1965-03-31 month about" },
        { "1964/1966", "1964-01-01 1966-12-31 range" },
        { "1964-03/1966-05", "1964-03-01 1966-05-31 range" },
        { "1964-03-02/1964-03-05", "1964-03-02 1964-03-05 range" },
        { "~1960/1965", "1960-01-01 1965-12-31 range about" },
        { "2000-02-29", "2000-02-29 2000-02-29 day" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) assert_str(shown(str_c(rows[i].text)), rows[i].want);
}

static void refuses_what_cannot_be(void **state)
{
    static const char *const rows[] = {
        "",           "x",          "0",           "197",         "1979-13",    "1979-13-01",
        "1979-02-30", "1900-02-29", "31/06/1979",  "31/13/1979",  "1979-00-05", "3000-01-01",
        "0999-01-01", "1979-08-",   "1979-",       "-1979",       "1979-08-01-02", "1979-8-011",
        "19791301",   "1979080",    "197908011",   "31 Feb 1979", "Augost 1979", "Junk 1979",
        "Mayor 1979", "1 2 Aug 1979", "1979 Aug",  "Au 1979",     "~",          "~~1979",
        "1966/1964",  "1964/66",    "1964/",       "/1964",       "unknown",    "1979-AB-01",
        "99/99/1979", "+979-08-01", "1979-08-01x",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (!str_eq(shown(str_c(rows[i])), STR("-")))
            fail_msg("'%s' was read as %.*s", rows[i], STR_ARG(shown(str_c(rows[i]))));
}

static void does_not_guess_between_day_and_month(void **state)
{
    (void)state;
    assert_str(shown(STR("01/08/1979")), "-");
    assert_str(shown(STR("01-08-1979")), "-");
    assert_str(shown(STR("01.08.1979")), "-");
    assert_str(shown(STR("13/08/1979")), "1979-08-13 1979-08-13 day");
    assert_str(shown(STR("08/13/1979")), "1979-08-13 1979-08-13 day");
    assert_str(shown(STR("08/08/1979")), "1979-08-08 1979-08-08 day");
}

static void long_texts_take_no_time(void **state)
{
    static char text[65535];
    struct date d;
    (void)state;
    memset(text, '/', sizeof text);
    assert_false(date_read(str_of(text, sizeof text), &d));
    memset(text, ' ', sizeof text);
    text[0] = text[sizeof text - 1] = 'x';
    assert_false(date_read(str_of(text, sizeof text), &d));
}

static void days_and_texts_agree_for_every_day(void **state)
{
    static const uint8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    (void)state;
    int32_t day = date_days(1000, 1, 1);
    for (int y = 1000; y < 3000; y++)
        for (int m = 1; m <= 12; m++) {
            bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
            for (int d = 1; d <= lengths[m - 1] + (m == 2 && leap); d++, day++) {
                char text[16], want[32];
                assert_int_equal(date_days(y, m, d), day);
                date_text(day, text);
                snprintf(want, sizeof want, "%04d-%02d-%02d", y, m, d);
                assert_string_equal(text, want);
            }
        }
    assert_int_equal(date_days(1970, 1, 1), 0);
}

static void compares_two_dates(void **state)
{
    static const struct { const char *a, *b; enum date_relation want; } rows[] = {
        { "1979-08-01", "1979-08-01", DATE_SAME },
        { "1979-08-01", "01 Aug 1979", DATE_SAME },
        { "1979-08-01", "1979-08", DATE_WITHIN },
        { "1979-08-01", "1979", DATE_WITHIN },
        { "1979", "1979", DATE_WITHIN },
        { "1979-08-01", "1978/1980", DATE_WITHIN },
        { "1979-08-01", "~1980", DATE_WITHIN },
        { "1979-08-01", "~1982", DATE_CONTRADICTS },
        { "1977-12-01", "~1980-01-01", DATE_CONTRADICTS },
        { "1978-06-01", "~1980-01-01", DATE_WITHIN },
        { "1979-08-01", "1979-01-08", DATE_NEAR },  /* exchanged */
        { "1979-08-01", "1979-08-02", DATE_NEAR },  /* by one */
        { "1979-08-09", "1979-08-10", DATE_NEAR },
        { "1979-08-01", "1979-08-11", DATE_NEAR },  /* one digit */
        { "1979-08-01", "1989-08-01", DATE_NEAR },
        { "1979-08-01", "1979-03-01", DATE_NEAR },
        { "1979-08-01", "1997-08-01", DATE_CONTRADICTS }, /* two digits */
        { "1979-08-01", "1980-08-02", DATE_CONTRADICTS }, /* two fields */
        { "1979-08-01", "1980", DATE_CONTRADICTS },
        { "1979-08", "1979-09", DATE_CONTRADICTS }, /* a slip is looked for between days only */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct date a, b;
        assert_true(date_read(str_c(rows[i].a), &a) && date_read(str_c(rows[i].b), &b));
        for (int turn = 0; turn < 2; turn++) { /* in either order */
            enum date_relation got = turn ? date_compare(&b, &a, 2) : date_compare(&a, &b, 2);
            if (got != rows[i].want)
                fail_msg("%s and %s: %d, want %d", rows[i].a, rows[i].b, (int)got,
                         (int)rows[i].want);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_before_1970_has_its_day), cmocka_unit_test(reads_every_form),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(does_not_guess_between_day_and_month),
        cmocka_unit_test(long_texts_take_no_time),
        cmocka_unit_test(days_and_texts_agree_for_every_day),
        cmocka_unit_test(compares_two_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
