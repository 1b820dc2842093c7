/* list/ofac_date: OFAC's dates as FtM writes them. */
#include "tests/test.h"

#include "list/ofac.h"

static void writes_dates_circa_and_ranges(void **state)
{
    static const struct { str text; const char *want; } rows[] = {
        { STR_INIT("01 Aug 1979"), "1979-08-01" },
        { STR_INIT("1 August 1979"), "1979-08-01" },
        { STR_INIT("Aug 1979"), "1979-08" },
        { STR_INIT("Sept 1979"), "1979-09" },
        { STR_INIT(" 1979 "), "1979" },
        { STR_INIT("29 Feb 2000"), "2000-02-29" },
        { STR_INIT("circa 1965"), "~1965" },
        { STR_INIT("circa 01 Jan 1961"), "~1961-01-01" },
        { STR_INIT("1964 to 1966"), "1964/1966" },
        { STR_INIT("circa 1960 to 1965"), "~1960/1965" },
        { STR_INIT("1960 to circa 1965"), "~1960/1965" },
        { STR_INIT("circa 1979-1982"), "~1979/1982" },
        { STR_INIT("Between 1960 and 1965"), "1960/1965" },
        { STR_INIT("Mar 1980 to Mar 1981"), "1980-03/1981-03" },
        { STR_INIT("08 Nov 1985 to 07 Nov 1986"), "1985-11-08/1986-11-07" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(32);
        assert_true(ofac_date(rows[i].text, &out));
        assert_str(buf_str(&out), rows[i].want);
        buf_release(&out);
    }
}

static void refuses_what_is_no_date(void **state)
{
    static const str rows[] = {
        STR_INIT(""), STR_INIT("79"), STR_INIT("31 Feb 1979"), STR_INIT("29 Feb 1900"),
        STR_INIT("01 Foo 1979"), STR_INIT("Au 1979"), STR_INIT("01 Aug 1979 in Amman"),
        STR_INIT("1964 to"), STR_INIT("to 1964"), STR_INIT("circa"), STR_INIT("19790801"),
        STR_INIT("00 Aug 1979"), STR_INIT("1964 and 1966"), STR_INIT("Late 1970s"),
        STR_INIT("01/08/1979"), STR_INIT("0000"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(32);
        if (ofac_date(rows[i], &out)) fail_msg("'%.*s' was taken", STR_ARG(rows[i]));
        assert_int_equal(out.len, 0);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_dates_circa_and_ranges),
        cmocka_unit_test(refuses_what_is_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
