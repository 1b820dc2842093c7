/* evidence/where: clocks with summer time, cities, distances in integers. */
#include "tests/test.h"

#include "base/date.h"
#include "base/num.h"
#include "evidence/where.h"

static int64_t at(int year, int month, int day, int hour, int minute)
{
    return (int64_t)date_days(year, month, day) * 86400 + hour * 3600 + minute * 60;
}

static int offset(const char *zone, int64_t s)
{
    struct zone z;
    if (!zone_find(str_c(zone), &z)) fail_msg("no zone '%s'", zone);
    return zone_offset(z, s);
}

static void knows_clocks_to_the_minute(void **state)
{
    (void)state;
    assert_int_equal(offset("Asia/Seoul", at(2026, 7, 1, 0, 0)), 540);
    assert_int_equal(offset("asia/kolkata", at(2026, 7, 1, 0, 0)), 330);
    /* Berlin: 2026-03-29 01:00 UTC and 2026-10-25 01:00 UTC */
    assert_int_equal(offset("Europe/Berlin", at(2026, 3, 29, 0, 59)), 60);
    assert_int_equal(offset("Europe/Berlin", at(2026, 3, 29, 1, 0)), 120);
    assert_int_equal(offset("Europe/Berlin", at(2026, 10, 25, 0, 59)), 120);
    assert_int_equal(offset("Europe/Berlin", at(2026, 10, 25, 1, 0)), 60);
    /* New York: 2026-03-08 07:00 UTC and 2026-11-01 06:00 UTC: for three weeks one hour nearer */
    assert_int_equal(offset("America/New_York", at(2026, 3, 8, 6, 59)), -300);
    assert_int_equal(offset("America/New_York", at(2026, 3, 8, 7, 0)), -240);
    assert_int_equal(offset("US/Eastern", at(2026, 11, 1, 6, 0)), -300);
    /* the south: summer over the new year */
    assert_int_equal(offset("Australia/Sydney", at(2026, 1, 1, 0, 0)), 660);
    assert_int_equal(offset("Australia/Sydney", at(2026, 7, 1, 0, 0)), 600);
    /* changes of law: Mexico left summer time in 2022, Pyongyang came back to +9 in 2018 */
    assert_int_equal(offset("America/Mexico_City", at(2022, 7, 1, 0, 0)), -300);
    assert_int_equal(offset("America/Mexico_City", at(2026, 7, 1, 0, 0)), -360);
    assert_int_equal(offset("Asia/Pyongyang", at(2018, 5, 4, 14, 0)), 510);
    assert_int_equal(offset("Asia/Pyongyang", at(2018, 5, 5, 0, 0)), 540);
    assert_int_equal(offset("Africa/Casablanca", at(2026, 3, 1, 0, 0)), 0); /* Ramadan */
    assert_int_equal(offset("Africa/Casablanca", at(2026, 6, 1, 0, 0)), 60);
    assert_int_equal(offset("Europe/Dublin", at(2026, 7, 1, 0, 0)), 60);
    assert_int_equal(offset("Europe/London", 0), 0);
}

static void reads_offsets(void **state)
{
    struct zone z;
    (void)state;
    assert_int_equal(offset("+09:00", 0), 540);
    assert_int_equal(offset("-0330", 0), -210);
    assert_int_equal(offset("UTC+9", 0), 540);
    assert_int_equal(offset("GMT-05:30", 0), -330);
    assert_int_equal(offset("UTC+5:30", 0), 330);
    assert_int_equal(offset("Etc/GMT-9", 0), 540); /* POSIX turns the sign */
    static const char *const bad[] = { "", "+", "+15:00", "-1416", "+9:", "+09:60", "09:00", "Mars/Base", "UTC+", "+1:2:3" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (zone_find(str_c(bad[i]), &z)) fail_msg("'%s' is a zone", bad[i]);
    assert_true(zone_is_utc(STR("UTC")) && zone_is_utc(STR("+00:00")) && zone_is_utc(STR("etc/utc")));
    assert_false(zone_is_utc(STR("Europe/London")));
    assert_int_equal(zone_apart(-660, 780), 0); /* one clock, two dates */
    assert_int_equal(zone_apart(540, -300), 600);
}

static void finds_cities(void **state)
{
    struct point p;
    struct zones z;
    (void)state;
    assert_true(point_of_city(STR("München"), STR("de"), &p) && p.lat == 4814);
    assert_true(point_of_city(STR("munich"), STR_EMPTY, &p));
    assert_true(point_of_city(STR("서울"), STR("kr"), &p) && p.lat == 3755);
    assert_true(point_of_city(STR("Berlin, Germany"), STR_EMPTY, &p));
    assert_true(point_of_city(STR("San Jose"), STR("us"), &p) && p.lon == -12189);
    assert_true(point_of_city(STR("San José"), STR("cr"), &p) && p.lon == -8408);
    assert_false(point_of_city(STR("San Jose"), STR_EMPTY, &p)); /* two of them */
    assert_false(point_of_city(STR("Nowhere"), STR("us"), &p));
    assert_str(place_country(STR("Austin, TX, USA")), "us");
    assert_str(place_country(STR("Seoul")), "kr");
    assert_str(place_country(STR("Japan")), "jp");
    assert_str(place_country(STR("Remote")), "");
    zones_of_country(STR("kr"), &z);
    assert_int_equal(z.count, 1);
    zones_of_country(STR("us"), &z);
    assert_true(z.count >= 6);
    /* noon in Denver is no conflict with "United States" */
    assert_int_equal(zones_apart(&z, -360, at(2026, 7, 1, 0, 0)), 0);
    assert_int_equal(zones_apart(&z, 540, at(2026, 7, 1, 0, 0)), 300); /* to Honolulu, round the day */
}

static void measures_distances(void **state)
{
    static const struct { const char *a, *b; unsigned km; } rows[] = {
        { "Seoul", "Busan", 325 }, { "Berlin", "Munich", 504 }, { "London", "New York", 5570 },
        { "Tokyo", "Los Angeles", 8815 }, { "Sydney, Australia", "Santiago, Chile", 11340 },
        { "Auckland", "Madrid", 19590 },
    };
    struct point a, b;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_true(point_of_city(str_c(rows[i].a), STR_EMPTY, &a));
        assert_true(point_of_city(str_c(rows[i].b), STR_EMPTY, &b));
        unsigned km = point_km(a, b), off = km > rows[i].km ? km - rows[i].km : rows[i].km - km;
        if (off > rows[i].km / 100 + 2) fail_msg("%s to %s: %u km", rows[i].a, rows[i].b, km);
        assert_int_equal(point_km(b, a), km);
        assert_int_equal(point_km(a, a), 0);
    }
    a = (struct point){ 0, -17990 };
    b = (struct point){ 0, 17990 };
    assert_in_range(point_km(a, b), 21, 23); /* over the date line */
    a = (struct point){ 9000, 0 };
    b = (struct point){ -9000, 12345 };
    assert_in_range(point_km(a, b), 20010, 20020);
    assert_true(point_read(STR("-33.8688"), STR("151.2093"), &a) && a.lat == -3386 && a.lon == 15120);
    assert_false(point_read(STR("91"), STR("0"), &a));
    assert_false(point_read(STR("1e1"), STR("0"), &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_clocks_to_the_minute),
        cmocka_unit_test(reads_offsets),
        cmocka_unit_test(finds_cities),
        cmocka_unit_test(measures_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
