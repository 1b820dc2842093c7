/* law: business days and holidays against published calendars, and every kind of deadline. */
#include "tests/test.h"

#include "base/date.h"
#include "law/law.h"

static int32_t day(const char *text)
{
    struct date d;
    if (!date_read(str_c(text), &d) || d.precision != DATE_DAY) fail_msg("no day %s", text);
    return d.first;
}

static void assert_day(int32_t got, const char *want)
{
    char text[16];
    date_text(got, text);
    assert_string_equal(text, want);
}

/* Weekdays of one year that are holidays, as "01-01 02-17 ..." */
static void assert_holidays(const char *calendar, int year, const char *want)
{
    char out[512];
    size_t len = 0;
    for (int32_t d = date_days(year, 1, 1); d <= date_days(year, 12, 31); d++) {
        bool known, weekend = (d + 4) % 7 == 0 || (d + 4) % 7 == 6;
        char text[16];
        if (law_is_workday(str_c(calendar), d, &known) || weekend) continue;
        assert_true(known);
        date_text(d, text);
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%s", len ? " " : "", text + 5);
    }
    out[len] = 0;
    assert_string_equal(out, want);
}

static void knows_federal_holidays(void **state)
{
    (void)state;
    assert_holidays("us", 2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25");
    /* the first Juneteenth, and New Year's Day of 2022 observed in the year before */
    assert_holidays("us", 2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31");
    assert_holidays("us", 2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26");
    assert_holidays("us", 2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25");
    assert_holidays("us", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25");
    /* no Inauguration Day of its own: in 2025 it was Martin Luther King's, in 2029 it is none */
    assert_holidays("us", 2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25");
    assert_true(law_is_workday(STR("us"), date_days(2037, 1, 20), NULL));
}

static void knows_korean_holidays(void **state)
{
    (void)state;
    /* substitutes for Sunday; 15 August on Saturday had none yet, 17 August was given for once */
    assert_holidays("kr", 2020, "01-01 01-24 01-27 04-15 04-30 05-05 08-17 09-30 10-01 10-02 10-09 12-25");
    assert_holidays("kr", 2021, "01-01 02-11 02-12 03-01 05-05 05-19 08-16 09-20 09-21 09-22 10-04 10-11");
    assert_holidays("kr", 2022, "01-31 02-01 02-02 03-01 03-09 05-05 06-01 06-06 08-15 09-09 09-12 10-03 10-10");
    assert_holidays("kr", 2023,
                    "01-23 01-24 03-01 05-05 05-29 06-06 08-15 09-28 09-29 10-02 10-03 10-09 12-25");
    /* Children's Day and Buddha's Birthday on one Monday: one substitute */
    assert_holidays("kr", 2025, "01-01 01-27 01-28 01-29 01-30 03-03 05-05 05-06 06-03 06-06 08-15 "
                                "10-03 10-06 10-07 10-08 10-09 12-25");
    assert_holidays("kr", 2026, "01-01 02-16 02-17 02-18 03-02 05-01 05-05 05-25 06-03 07-17 08-17 "
                                "09-24 09-25 10-05 10-09 12-25");
    /* Chuseok on the National Foundation Day */
    assert_holidays("kr", 2028, "01-26 01-27 01-28 03-01 05-01 05-02 05-05 06-06 07-17 08-15 10-02 "
                                "10-03 10-04 10-05 10-09 12-25");
}

static void knows_japanese_holidays(void **state)
{
    (void)state;
    assert_holidays("jp", 2020, "01-01 01-13 02-11 02-24 03-20 04-29 05-04 05-05 05-06 07-23 07-24 "
                                "08-10 09-21 09-22 11-03 11-23");
    assert_holidays("jp", 2021, "01-01 01-11 02-11 02-23 04-29 05-03 05-04 05-05 07-22 07-23 08-09 "
                                "09-20 09-23 11-03 11-23");
    assert_holidays("jp", 2024, "01-01 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 "
                                "09-23 10-14 11-04");
    /* 22 September between two holidays */
    assert_holidays("jp", 2026, "01-01 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 "
                                "09-21 09-22 09-23 10-12 11-03 11-23");
}

static void knows_english_bank_holidays(void **state)
{
    (void)state;
    assert_holidays("gb", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28");
    assert_holidays("gb", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28");
    assert_holidays("gb", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27");
    assert_holidays("gb", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26");
    assert_holidays("gb", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28");
}

static void without_holidays_weekends_are_left_out_and_it_is_said(void **state)
{
    static const char *const calendars[] = { "eu", "sg", "", "xx" };
    bool known;
    int32_t got;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(law_is_workday(str_c(calendars[i]), day("2026-12-25"), &known));
        assert_false(known);
        assert_false(law_is_workday(str_c(calendars[i]), day("2026-12-26"), &known));
        assert_true(law_add_workdays(str_c(calendars[i]), day("2026-12-24"), 1, &got, &known));
        assert_day(got, "2026-12-25");
        assert_false(known);
    }
    /* beyond the table */
    assert_false(law_is_workday(STR("kr"), day("2035-12-25"), &known));
    assert_true(known);
    assert_true(law_is_workday(STR("kr"), day("2036-12-25"), &known));
    assert_false(known);
    assert_true(law_is_workday(STR("us"), day("2019-12-25"), &known));
    assert_false(known);
    assert_true(law_add_workdays(STR("kr"), day("2035-12-31"), 1, &got, &known));
    assert_day(got, "2036-01-01");
    assert_false(known);
}

static struct law_due due(const char *id, const char *event)
{
    const struct law_card *card = law_card_find(str_c(id));
    struct law_due ret = { .kind = LAW_DUE_NONE };
    assert_non_null(card);
    assert_true(law_deadline(card, day(event), &ret));
    return ret;
}

static void counts_ten_business_days(void **state)
{
    static const struct { const char *event, *want; } rows[] = {
        { "2026-11-20", "2026-12-07" }, /* Friday; Thanksgiving between */
        { "2026-11-21", "2026-12-07" }, /* Saturday */
        { "2026-11-22", "2026-12-07" }, /* Sunday */
        { "2026-11-23", "2026-12-08" },
        { "2026-03-02", "2026-03-16" }, /* no holiday between */
        { "2026-06-18", "2026-07-06" }, /* Juneteenth, and Independence Day observed on 3 July */
        { "2021-12-20", "2022-01-05" }, /* Christmas on the 24th, New Year on the 31st */
        { "2024-12-23", "2025-01-08" }, /* an office closed by order is no public holiday */
        { "2025-01-10", "2025-01-27" }, /* Martin Luther King's birthday */
        { "2026-12-18", "2027-01-05" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct law_due d = due("us_block_report", rows[i].event);
        assert_day(d.day, rows[i].want);
        assert_int_equal(d.kind, LAW_DUE_BUSINESS);
        assert_true(d.has_day && d.is_exact && !d.has_later);
        assert_int_equal(due("us_reject_report", rows[i].event).day, d.day);
    }
    assert_false(due("us_block_report", "2050-12-23").is_exact); /* ends in 2051 */
    assert_false(due("us_block_report", "1999-01-04").is_exact);
}

static void counts_the_other_kinds(void **state)
{
    struct law_due d;
    (void)state;
    assert_day(due("us_annual_report", "2026-06-30").day, "2026-09-30");
    assert_day(due("us_annual_report", "2026-01-01").day, "2026-09-30");
    assert_day(due("us_annual_report", "2026-07-01").day, "2027-09-30"); /* not held on 30 June */
    assert_day(due("us_annual_report", "2026-12-31").day, "2027-09-30");

    d = due("us_sar", "2026-11-21");
    assert_int_equal(d.kind, LAW_DUE_CALENDAR);
    assert_day(d.day, "2026-12-21");
    assert_true(d.has_later);
    assert_day(d.later, "2027-01-20");
    assert_day(due("us_sar", "2028-01-30").day, "2028-02-29");

    assert_day(due("kr_str", "2026-11-21").day, "2026-11-21");
    assert_day(due("uk_report", "2026-11-21").day, "2026-11-21");
    assert_int_equal(due("uk_report", "2026-11-21").kind, LAW_DUE_AT_ONCE);
    assert_false(due("hold_litigation", "2026-11-21").has_day);
    assert_int_equal(due("rescreen_lists", "2026-11-21").kind, LAW_DUE_OPEN);
}

static void refuses_days_out_of_range(void **state)
{
    static const int32_t odd[] = { INT32_MIN, INT32_MAX, LAW_FIRST_DAY - 1, LAW_LAST_DAY + 1 };
    struct law_due d = { .day = 42 };
    int32_t got = 42;
    (void)state;
    assert_day(LAW_FIRST_DAY, "1900-01-01");
    assert_day(LAW_LAST_DAY, "2199-12-31");
    for (size_t i = 0; i < LAW_CARD_COUNT; i++) {
        for (size_t k = 0; k < 4; k++) assert_false(law_deadline(&law_card_table[i], odd[k], &d));
        bool has = law_card_table[i].due.kind != LAW_DUE_NONE;
        struct law_due first = { .day = 0 };
        assert_int_equal(law_deadline(&law_card_table[i], LAW_FIRST_DAY, &first), has);
    }
    assert_int_equal(d.day, 42);
    for (size_t k = 0; k < 4; k++) {
        assert_false(law_add_workdays(STR("us"), odd[k], 1, &got, NULL));
        (void)law_is_workday(STR("us"), odd[k], NULL);
    }
    assert_false(law_add_workdays(STR("us"), LAW_LAST_DAY, 1, &got, NULL));
    assert_int_equal(got, 42);
    assert_false(law_deadline(law_card_find(STR("us_general")), day("2026-11-21"), &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_federal_holidays),
        cmocka_unit_test(knows_korean_holidays),
        cmocka_unit_test(knows_japanese_holidays),
        cmocka_unit_test(knows_english_bank_holidays),
        cmocka_unit_test(without_holidays_weekends_are_left_out_and_it_is_said),
        cmocka_unit_test(counts_ten_business_days),
        cmocka_unit_test(counts_the_other_kinds),
        cmocka_unit_test(refuses_days_out_of_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
