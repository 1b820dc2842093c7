/* record: dates as tables write them, and time zones. */
#include "tests/test.h"

#include "base/num.h"
#include "record/plan.h"

/** The date in our writing, "?" behind it when it can be read two ways, "-" for none. */
static const char *show(const char *text, enum when_order order)
{
    static char out[64], one[WHEN_TEXT_LEN];
    struct when w;
    if (!when_read(str_c(text), order, &w)) return "-";
    snprintf(out, sizeof out, "%.*s%s%s", STR_ARG(when_write(&w, true, one)), w.is_open ? "?" : "",
             w.is_short_year ? "'" : "");
    return out;
}

static void reads_dates_and_times(void **state)
{
    static const struct { const char *text; enum when_order order; const char *want; } rows[] = {
        { "2026-08-01", WHEN_OPEN, "2026-08-01" },
        { "2026-8-1", WHEN_OPEN, "2026-08-01" },
        { "2026/08/01 9:30", WHEN_OPEN, "2026-08-01T09:30:00" },
        { "2026-08-01T09:30:05.123Z", WHEN_OPEN, "2026-08-01T09:30:05Z" },
        { "2026-08-01T09:30:00+0900", WHEN_OPEN, "2026-08-01T09:30:00+09:00" },
        { "2026-08-01 09:30:00 -05:30", WHEN_OPEN, "2026-08-01T09:30:00-05:30" },
        { "2026-08-01 21:30:00 (UTC+9)", WHEN_OPEN, "2026-08-01T21:30:00+09:00" },
        { "2026-08-20 09:00:12.0000000", WHEN_OPEN, "2026-08-20T09:00:12" },
        { "31/12/2025", WHEN_OPEN, "2025-12-31" },
        { "12/31/2025", WHEN_OPEN, "2025-12-31" },
        { "31.12.2025 23:59", WHEN_OPEN, "2025-12-31T23:59:00" },
        { "03/04/2025", WHEN_OPEN, "2025-03-04?" },
        { "03/04/2025", WHEN_DMY, "2025-04-03" },
        { "03/04/2025", WHEN_MDY, "2025-03-04" },
        { "03/03/2025", WHEN_OPEN, "2025-03-03" },
        { "31/12/2025", WHEN_MDY, "-" }, /* never turned round */
        { "12/31/2025", WHEN_DMY, "-" },
        { "3/4/25", WHEN_DMY, "2025-04-03'" },
        { "25/12/25", WHEN_OPEN, "2025-12-25?'" },
        { "4 March 2025", WHEN_OPEN, "2025-03-04" },
        { "March 4th, 2025 at 2:05 PM", WHEN_OPEN, "2025-03-04T14:05:00" },
        { "Tue, 04 Mar 2025 14:05:06 GMT", WHEN_OPEN, "2025-03-04T14:05:06Z" },
        { "04-Mar-2025 12:00 AM", WHEN_OPEN, "2025-03-04T00:00:00" },
        { "17 Agustus 2025", WHEN_OPEN, "2025-08-17" },
        { "17 Agustus 2025 09.30", WHEN_OPEN, "-" },
        { "2025年3月4日(火)", WHEN_OPEN, "2025-03-04" },
        { "2025年3月4日 14:05", WHEN_OPEN, "2025-03-04T14:05:00" },
        { "2025년 3월 4일 오후 2:05", WHEN_OPEN, "2025-03-04T14:05:00" },
        { "2025. 3. 4.", WHEN_OPEN, "2025-03-04" },
        { "2025-03-04 14:05:00 KST", WHEN_OPEN, "2025-03-04T14:05:00+09:00" },
        { "2025-03-04 14:05:00 CST", WHEN_OPEN, "-" }, /* Chicago or Shanghai */
        { "20250304", WHEN_OPEN, "2025-03-04" },
        { "20250304140506", WHEN_OPEN, "2025-03-04T14:05:06" },
        { "1787216352", WHEN_OPEN, "2026-08-20T08:59:12Z" },
        { "1787216352000", WHEN_OPEN, "2026-08-20T08:59:12Z" },
        { "2019-03", WHEN_OPEN, "2019-03" },
        { "03/2019", WHEN_OPEN, "2019-03" },
        { "Mar 2019", WHEN_OPEN, "2019-03" },
        { "2025-02-30", WHEN_OPEN, "-" },
        { "2025-13-01", WHEN_OPEN, "-" },
        { "2025-03-04 25:00", WHEN_OPEN, "-" },
        { "13:30 PM 2025-03-04", WHEN_OPEN, "-" },
        { "+82 10 1234 5678", WHEN_OPEN, "-" },
        { "12345", WHEN_OPEN, "-" },
        { "Present", WHEN_OPEN, "-" },
        { "", WHEN_OPEN, "-" },
        { "192.0.2.17", WHEN_OPEN, "-" },
        { "1984", WHEN_OPEN, "-" }, /* a year alone stands as it is */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *got = show(rows[i].text, rows[i].order);
        if (strcmp(got, rows[i].want)) fail_msg("'%s': got '%s', want '%s'", rows[i].text, got, rows[i].want);
    }
}

static void a_text_proves_its_order(void **state)
{
    struct when w;
    (void)state;
    assert_true(when_read(STR("31/12/2025"), WHEN_OPEN, &w));
    assert_int_equal(w.proof, WHEN_DMY);
    assert_true(when_read(STR("12/31/2025"), WHEN_OPEN, &w));
    assert_int_equal(w.proof, WHEN_MDY);
    assert_true(when_read(STR("2025-12-31"), WHEN_OPEN, &w));
    assert_int_equal(w.proof, WHEN_YMD);
    assert_true(when_read(STR("03/03/2025"), WHEN_OPEN, &w));
    assert_int_equal(w.proof, WHEN_OPEN);
}

static int offset(const char *zone, const char *time)
{
    struct zone z;
    struct when w;
    assert_true(when_zone_find(str_c(zone), &z));
    assert_true(when_read(str_c(time), WHEN_OPEN, &w));
    return when_zone_offset(&z, &w);
}

static void zones_change_their_clocks(void **state)
{
    static const struct { const char *zone, *time; int want; } rows[] = {
        { "UTC", "2026-08-01 00:00", 0 },
        { "+09:00", "2026-08-01 00:00", 540 },
        { "-03:30", "2026-08-01 00:00", -210 },
        { "Asia/Seoul", "2026-08-01 00:00", 540 },
        { "Asia/Jakarta", "2026-01-01 00:00", 420 },
        { "America/New_York", "2026-01-15 12:00", -300 },
        { "America/New_York", "2026-03-08 01:59", -300 },
        { "America/New_York", "2026-03-08 03:00", -240 },
        { "America/New_York", "2026-11-01 01:30", -240 }, /* comes twice: the first */
        { "America/New_York", "2026-11-01 02:00", -300 },
        { "America/Los_Angeles", "2026-07-01 12:00", -420 },
        { "America/Phoenix", "2026-07-01 12:00", -420 },
        { "Europe/Berlin", "2026-03-29 01:59", 60 },
        { "Europe/Berlin", "2026-03-29 03:00", 120 },
        { "Europe/Berlin", "2026-10-25 02:30", 120 },
        { "Europe/Berlin", "2026-10-25 03:00", 60 },
        { "Europe/London", "2026-07-01 12:00", 60 },
        { "Australia/Sydney", "2026-01-01 12:00", 660 },
        { "Australia/Sydney", "2026-07-01 12:00", 600 },
        { "Pacific/Auckland", "2026-09-27 03:00", 780 },
    };
    struct zone z;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (offset(rows[i].zone, rows[i].time) != rows[i].want)
            fail_msg("%s %s: got %d, want %d", rows[i].zone, rows[i].time,
                     offset(rows[i].zone, rows[i].time), rows[i].want);
    assert_false(when_zone_find(STR("Asia/Soeul"), &z));
    assert_str(zone_nearest(STR("Asia/Soeul")), "Asia/Seoul");
    assert_str(zone_nearest(STR("Mars/Olympus")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates_and_times),
        cmocka_unit_test(a_text_proves_its_order),
        cmocka_unit_test(zones_change_their_clocks),
    };
    return cmocka_run_group_tests_name("record_when", tests, NULL, NULL);
}
