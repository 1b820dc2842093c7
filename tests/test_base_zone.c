/* base/zone: names, and what a clock on the wall meant. */
#include "tests/test.h"

#include "base/date.h"
#include "base/num.h"
#include "base/zone.h"

static int wall(const char *name, int year, int month, int day, int hour, int minute)
{
    struct zone z;
    if (!zone_named(str_c(name), &z)) fail_msg("no zone '%s'", name);
    return zone_offset_wall(z, ((int64_t)date_days(year, month, day) * 24 + hour) * 3600 + minute * 60);
}

static void a_wall_clock_means_one_offset(void **state)
{
    static const struct { const char *zone; int year, month, day, hour, minute, want; } rows[] = {
        { "America/New_York", 2026, 3, 8, 1, 59, -300 },
        { "America/New_York", 2026, 3, 8, 2, 30, -240 },  /* never shown */
        { "America/New_York", 2026, 11, 1, 0, 59, -240 },
        { "America/New_York", 2026, 11, 1, 1, 0, -240 },  /* shown twice: the first */
        { "America/New_York", 2026, 11, 1, 1, 59, -240 },
        { "America/New_York", 2026, 11, 1, 2, 0, -300 },
        { "Europe/Berlin", 2026, 3, 29, 2, 0, 120 },
        { "Europe/Berlin", 2026, 10, 25, 2, 59, 120 },
        { "Europe/Berlin", 2026, 10, 25, 3, 0, 60 },
        { "Australia/Lord_Howe", 2026, 4, 5, 1, 45, 660 }, /* half an hour */
        { "Australia/Lord_Howe", 2026, 4, 5, 2, 0, 630 },
        { "Asia/Pyongyang", 2018, 5, 4, 12, 0, 510 }, /* changed for good */
        { "Asia/Pyongyang", 2018, 5, 6, 12, 0, 540 },
        { "Africa/Casablanca", 2026, 2, 16, 12, 0, 0 }, /* back for a month */
        { "Africa/Casablanca", 2026, 4, 1, 12, 0, 60 },
        { "Asia/Seoul", 1969, 1, 1, 0, 0, 540 },
        { "Pacific/Kiritimati", 2026, 1, 1, 0, 0, 840 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int got = wall(rows[i].zone, rows[i].year, rows[i].month, rows[i].day, rows[i].hour, rows[i].minute);
        if (got != rows[i].want)
            fail_msg("%s %d-%d-%d %d:%d: got %d, want %d", rows[i].zone, rows[i].year, rows[i].month, rows[i].day,
                     rows[i].hour, rows[i].minute, got, rows[i].want);
    }
}

/* There and back: what the clock shows at a time names that time's offset, but for the second showing. */
static void a_time_comes_back(void **state)
{
    static const char *const names[] = { "America/St_Johns", "Europe/London", "Africa/Cairo", "Pacific/Auckland",
                                         "America/Sao_Paulo", "Asia/Tehran" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct zone z;
        assert_true(zone_named(str_c(names[i]), &z));
        for (int64_t s = 1451606400; s < 1830297600; s += 1800 * 7) {
            int offset = zone_offset(z, s), back = zone_offset_wall(z, s + 60 * (int64_t)offset);
            if (back != offset && back != zone_offset(z, s - 7200)) fail_msg("%s at %lld", names[i], (long long)s);
        }
    }
}

static void names_are_found_and_mended(void **state)
{
    struct zone z;
    (void)state;
    assert_true(zone_named(STR("asia/seoul"), &z));
    assert_false(zone_named(STR("+09:00"), &z));
    assert_false(zone_named(STR(""), &z));
    assert_true(zone_find(STR(" Asia/Ho Chi Minh "), &z));
    assert_int_equal(zone_offset(z, 1790812800), 420);
    assert_str(zone_nearest(STR("Asia/Soeul")), "Asia/Seoul");
    assert_str(zone_nearest(STR("America/New_york")), "America/New_York");
    assert_str(zone_nearest(STR("Mars/Olympus")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wall_clock_means_one_offset),
        cmocka_unit_test(a_time_comes_back),
        cmocka_unit_test(names_are_found_and_mended),
    };
    return cmocka_run_group_tests_name("base_zone", tests, NULL, NULL);
}
