/* evidence/nationalid, evidence/passport: numbers of public examples, their neighbours, and times. */
#include "tests/test.h"

#include "base/num.h"
#include "evidence/nationalid.h"
#include "evidence/passport.h"

static const struct { const char *country; enum national_kind kind; const char *number; } good[] = {
    { "jp", NATIONAL_ID, "1234 5678 9018" },
    { "cn", NATIONAL_ID, "11010519491231002X" },
    { "tw", NATIONAL_ID, "A123456789" },
    { "hk", NATIONAL_ID, "A123456(3)" },
    { "id", NATIONAL_ID, "3171011708450001" },
    { "id", NATIONAL_ID, "3171015708450001" },
    { "in", NATIONAL_ID, "2341 2341 2346" },
    { "br", NATIONAL_TAX, "111.444.777-35" },
    { "pl", NATIONAL_ID, "44051401359" },
    { "es", NATIONAL_ID, "12345678Z" },
    { "es", NATIONAL_CARD, "X1234567L" },
    { "it", NATIONAL_TAX, "RSSMRA85T10A562S" },
    { "fr", NATIONAL_ID, "2 55 08 14 168 025 38" },
    { "se", NATIONAL_ID, "811228-9874" },
    { "fi", NATIONAL_ID, "131052-308T" },
    { "nl", NATIONAL_ID, "111222333" },
    { "tr", NATIONAL_ID, "10000000146" },
    { "mx", NATIONAL_ID, "HEGG560427MVZRRL04" },
    { "za", NATIONAL_ID, "8001015009087" },
    { "sg", NATIONAL_ID, "S1234567D" },
    { "be", NATIONAL_ID, "85.07.30-033.28" },
    { "ro", NATIONAL_ID, "1630615123457" },
    { "ee", NATIONAL_ID, "37605030299" },
    { "bg", NATIONAL_ID, "7523169263" },
    { "cz", NATIONAL_ID, "710319/2745" },
    { "cl", NATIONAL_ID, "12.531.909-2" },
    { "il", NATIONAL_ID, "039337423" },
    { "pt", NATIONAL_TAX, "501964843" },
    { "ch", NATIONAL_ID, "756.9217.0769.85" },
    { "de", NATIONAL_TAX, "36574261809" },
    { "hr", NATIONAL_ID, "33392005961" },
    { "ru", NATIONAL_TAX, "500100732259" },
    { "no", NATIONAL_ID, "11077941012" },
    { "dk", NATIONAL_ID, "070761-4285" },
    { "ua", NATIONAL_TAX, "1759013776" },
    { "th", NATIONAL_ID, "1-2345-45678-78-1" },
};

static void accepts_public_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (national_check(str_c(good[i].country), good[i].kind, str_c(good[i].number), NATIONAL_NO_DAY) !=
            NATIONAL_HOLDS)
            print_message("%s %s\n", good[i].country, good[i].number), fail();
}

/* A changed digit is found, or the number is no longer of that kind: never again good, except by the
 * one chance in ten or so that two digits change together, which one digit cannot. */
static void finds_a_changed_digit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        char text[32];
        size_t len = strlen(good[i].number);
        if (strcmp(good[i].country, "id") == 0) continue; /* no check digit */
        strcpy(text, good[i].number);
        size_t at = len - 2;
        while (text[at] < '0' || text[at] > '9') at--;
        text[at] = text[at] == '9' ? '8' : (char)(text[at] + 1);
        if (national_check(str_c(good[i].country), good[i].kind, str_of(text, len), NATIONAL_NO_DAY) ==
            NATIONAL_HOLDS)
            fail_msg("%s %s holds", good[i].country, text);
    }
}

static void asks_old_rules_of_old_numbers_only(void **state)
{
    static const struct { const char *country, *number; int year; enum national_verdict want; } rows[] = {
        /* made-up Korean number: its digit would be 8 */
        { "kr", "900101-1234568", 0, NATIONAL_HOLDS },
        { "kr", "900101-1234567", 0, NATIONAL_UNKNOWN },
        { "kr", "900101-1234567", 2019, NATIONAL_FAILS },
        { "kr", "900101-1234567", 2022, NATIONAL_UNKNOWN },
        { "kr", "901301-1234568", 0, NATIONAL_FAILS },
        { "us", "078-05-1120", 0, NATIONAL_FAILS },
        { "us", "000-12-3456", 0, NATIONAL_FAILS },
        { "us", "123-00-4567", 0, NATIONAL_FAILS },
        { "us", "123-45-6789", 0, NATIONAL_UNKNOWN },
        { "us", "773-45-6780", 0, NATIONAL_UNKNOWN },
        { "us", "773-45-6780", 2010, NATIONAL_FAILS },
        { "us", "912-70-1234", 0, NATIONAL_UNKNOWN }, /* a tax number of somebody without */
        { "dk", "310226-9996", 0, NATIONAL_FAILS },   /* 31 February */
        { "dk", "010108-0002", 0, NATIONAL_UNKNOWN },
        { "dk", "010170-0002", 2000, NATIONAL_FAILS },
        { "cn", "110105491231002", 0, NATIONAL_UNKNOWN }, /* fifteen digits: no check */
        { "id", "0071011708450001", 0, NATIONAL_FAILS },  /* no such province */
        { "id", "3171017208450001", 0, NATIONAL_FAILS },  /* the 32nd */
        { "xx", "123456", 0, NATIONAL_UNKNOWN },
        { "jp", "12345", 0, NATIONAL_UNKNOWN },
        { "pl", "***", 0, NATIONAL_UNKNOWN },
        { "pl", "", 0, NATIONAL_UNKNOWN },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int32_t issued = rows[i].year ? date_days(rows[i].year, 6, 1) : NATIONAL_NO_DAY;
        enum national_verdict got =
            national_check(str_c(rows[i].country), NATIONAL_ID, str_c(rows[i].number), issued);
        if (got != rows[i].want) fail_msg("%s %s: %d", rows[i].country, rows[i].number, got);
    }
}

static void knows_what_passport_numbers_look_like(void **state)
{
    static const struct { const char *country, *number; int year; enum passport_verdict want; } rows[] = {
        { "us", "123456789", 0, PASSPORT_USUAL },   { "us", "A12345678", 0, PASSPORT_USUAL },
        { "us", "12345678", 0, PASSPORT_ODD },      { "kr", "M12345678", 2015, PASSPORT_USUAL },
        { "kr", "M123A4567", 2022, PASSPORT_USUAL }, { "kr", "M123A4567", 2015, PASSPORT_ODD },
        { "jp", "TK 123 4567", 0, PASSPORT_USUAL }, { "jp", "123456789", 0, PASSPORT_ODD },
        { "jp", "TK12345G7", 0, PASSPORT_USUAL }, /* read from a photo */
        { "fr", "12AB34567", 0, PASSPORT_USUAL },   { "gb", "AB1234567", 0, PASSPORT_ODD },
        { "gb", "*****6789", 0, PASSPORT_UNKNOWN }, { "gb", "6789", 0, PASSPORT_UNKNOWN },
        { "ly", "123456", 0, PASSPORT_UNKNOWN },    { "gb", "12345678901234", 0, PASSPORT_ODD },
        { "gb", "0f1e2d3c4b5a69788796a5b4c3d2e1f0", 0, PASSPORT_UNKNOWN }, /* a hash */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int32_t issued = rows[i].year ? date_days(rows[i].year, 6, 1) : INT32_MAX;
        enum passport_verdict got = passport_number(str_c(rows[i].country), str_c(rows[i].number), issued);
        if (got != rows[i].want) fail_msg("%s %s: %d", rows[i].country, rows[i].number, got);
    }
}

static void knows_how_long_passports_hold(void **state)
{
    int32_t day = date_days(2016, 3, 10);
    (void)state;
    assert_int_equal(passport_length(STR("us"), day, date_days(2026, 3, 9)), PASSPORT_USUAL);
    assert_int_equal(passport_length(STR("us"), day, date_days(2021, 3, 9)), PASSPORT_USUAL);
    assert_int_equal(passport_length(STR("us"), day, date_days(2023, 3, 9)), PASSPORT_ODD);
    assert_int_equal(passport_length(STR("us"), day, date_days(2017, 3, 9)), PASSPORT_USUAL);
    assert_int_equal(passport_length(STR("gb"), day, date_days(2026, 12, 9)), PASSPORT_USUAL);
    assert_int_equal(passport_length(STR("gb"), day, date_days(2027, 3, 9)), PASSPORT_ODD);
    assert_int_equal(passport_length(STR("kr"), day, date_days(2018, 12, 31)), PASSPORT_USUAL);
    assert_int_equal(passport_length(STR("de"), date_days(2016, 2, 29), date_days(2026, 2, 28)), PASSPORT_USUAL);
    assert_int_equal(passport_length(STR("zw"), day, day + 3000), PASSPORT_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_public_examples),
        cmocka_unit_test(finds_a_changed_digit),
        cmocka_unit_test(asks_old_rules_of_old_numbers_only),
        cmocka_unit_test(knows_what_passport_numbers_look_like),
        cmocka_unit_test(knows_how_long_passports_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
