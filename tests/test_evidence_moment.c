/* evidence/moment: points in time, numbers and flags as exports write them. */
#include "tests/test.h"

#include "evidence/evidence.h"

static void reads_points_in_time(void **state)
{
    static const struct { const char *text; int64_t s; bool clock, zone; } rows[] = {
        { "2026-08-01", 1785542400, false, false },
        { "2026-08-01T00:00:00Z", 1785542400, true, true },
        { "2026-08-01T09:00:00+09:00", 1785542400, true, true },
        { "2026-08-01 09:00+0900", 1785542400, true, true },
        { "2026-07-31 19:00:00 -05:00", 1785542400, true, true },
        { "2026-08-01 00:00:00.123456 UTC", 1785542400, true, true },
        { "2026-08-01 12:00 AM", 1785542400, true, false },
        { "2026-08-01 01:05 PM", 1785542400 + 13 * 3600 + 300, true, false },
        { "31/07/2026 24:00", 1785542400, true, false },
        { "01 Aug 2026, 00:00", 1785542400, true, false },
        { "1785542400", 1785542400, true, true },
        { "1785542400123", 1785542400, true, true },
    };
    static const char *const bad[] = { "", "01/08/2026 10:00", "2026-08-01T25:00", "2026-08-01T10:60",
                                       "2026-08-01T10:00+15:00", "2026-08", "soon", "10:00",
                                       "2026-08-01T10:00 CET?", "2026-02-30" };
    struct moment m;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!moment_read(str_c(rows[i].text), &m)) fail_msg("'%s' was not read", rows[i].text);
        if (m.s != rows[i].s) fail_msg("'%s' is off by %lld s", rows[i].text, (long long)(m.s - rows[i].s));
        if (m.has_clock != rows[i].clock || m.has_zone != rows[i].zone)
            fail_msg("'%s': clock %d, zone %d", rows[i].text, m.has_clock, m.has_zone);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (moment_read(str_c(bad[i]), &m)) fail_msg("'%s' was read", bad[i]);
}

static void reads_numbers_and_flags(void **state)
{
    int64_t n;
    bool flag;
    (void)state;
    assert_true(evidence_number(STR("12"), &n) && n == 12);
    assert_true(evidence_number(STR("-3.9"), &n) && n == -3);
    assert_true(evidence_number(STR(" 40% "), &n) && n == 40);
    assert_false(evidence_number(STR("1e3"), &n));
    assert_false(evidence_number(STR("12 days"), &n));
    assert_false(evidence_number(STR("9999999999999999999"), &n));
    assert_false(evidence_number(STR(""), &n));
    assert_true(evidence_flag(STR("Yes"), &flag) && flag);
    assert_true(evidence_flag(STR("0"), &flag) && !flag);
    assert_false(evidence_flag(STR("maybe"), &flag));
}

static void every_feature_is_registered_once(void **state)
{
    (void)state;
    for (unsigned f = 0; f < FEATURE_COUNT; f++) {
        assert_int_equal(feature_find(feature_table[f].name), f);
        assert_true(feature_table[f].meaning.len > 10 && feature_table[f].absent.len > 2);
    }
    assert_int_equal(feature_find(STR("net.nothing")), FEATURE_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_points_in_time),
        cmocka_unit_test(reads_numbers_and_flags),
        cmocka_unit_test(every_feature_is_registered_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
