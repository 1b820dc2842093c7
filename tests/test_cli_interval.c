/* cli/interval: Wilson's interval against published and hand-made values. */
#include "tests/test.h"

#include "cli/interval.h"

static void agrees_with_the_formula(void **state)
{
    /* computed with floating point from the formula at docs/sources.md#wilson, z = 1.96 */
    static const struct { uint64_t k, n; int share, low, high; } rows[] = {
        { 0, 0, 0, 0, 10000 },       { 0, 1, 0, 0, 7935 },          { 1, 1, 10000, 2065, 10000 },
        { 3, 41, 732, 252, 1943 },   { 5, 10, 5000, 2366, 7634 },   { 0, 60, 0, 0, 602 },
        { 81, 263, 3080, 2553, 3662 }, { 15, 148, 1014, 624, 1605 }, { 1, 29, 345, 61, 1718 },
        { 500000, 1000000, 5000, 4990, 5010 }, { 999999999, 1000000000, 10000, 9999, 10000 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct interval got = interval_of(rows[i].k, rows[i].n);
        if (abs(got.share_bp - rows[i].share) > 1 || abs(got.low_bp - rows[i].low) > 1 ||
            abs(got.high_bp - rows[i].high) > 1)
            fail_msg("%d of %d: %d (%d..%d)", (int)rows[i].k, (int)rows[i].n, got.share_bp, got.low_bp,
                     got.high_bp);
    }
}

static void holds_the_share_and_stays_in_bounds(void **state)
{
    (void)state;
    for (uint64_t n = 1; n < 300; n++)
        for (uint64_t k = 0; k <= n; k++) {
            struct interval i = interval_of(k, n);
            assert_true(i.low_bp <= i.share_bp && i.share_bp <= i.high_bp && i.high_bp <= 10000);
            struct interval other = interval_of(n - k, n); /* seen from the other side */
            assert_true(abs(i.low_bp + other.high_bp - 10000) <= 1);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_formula),
        cmocka_unit_test(holds_the_share_and_stays_in_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
