/* evidence/flow, evidence/money: cycles, shares, lines; bonuses, rent, a change of job. */
#include "tests/evidence_help.h"

#include "evidence/money.h"

#define CASES(rows) help_cases(rows, COUNT_OF(rows))

static void reads_amounts(void **state)
{
    static const struct { const char *text; int64_t want; } rows[] = {
        { "1234.5", 123450 },        { "1,234.50", 123450 },   { "1.234,50", 123450 },
        { "1,234", 123400 },         { "12,34", 1234 },        { "1,234,567", 123456700 },
        { "USD 1 234.50", 123450 },  { "-20", -2000 },         { "(20.00)", -2000 },
        { "$5", 500 },               { "0.999", 99 },          { "1.234", 123 },
        { "₩3,000,000", 300000000 }, { "1'234.50", 123450 },
    };
    static const char *const bad[] = { "", "abc", "-", "9999999999999999", "12;30" };
    int64_t n;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (!money_read(str_c(rows[i].text), &n) || n != rows[i].want)
            fail_msg("%s: %lld", rows[i].text, (long long)n);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (money_read(str_c(bad[i]), &n)) fail_msg("'%s' was read", bad[i]);
}

static void follows_pay(void **state)
{
    static const struct help_case rows[] = {
        { "stays", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-26\","
      "\"direction\":\"out\",\"amount\":\"900\",\"party\":\"landlord\"}]}", FEATURE_FLOW_FAST_CYCLES, 0 },
        { "gone in a day", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-26\","
      "\"direction\":\"out\",\"amount\":\"2700.00\",\"party\":\"X\"}]}", FEATURE_FLOW_FAST_CYCLES, 1 },
        { "gone in four days", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-29\","
      "\"direction\":\"out\",\"amount\":\"2900\",\"party\":\"X\"}]}", FEATURE_FLOW_FAST_CYCLES, 0 },
        { "a salary and its bonus are one cycle", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme Inc.\"},{\"time\":\"2026-01-25\","
      "\"direction\":\"in\",\"kind\":\"wage\",\"amount\":\"500\",\"employer\":\"ACME,"
      " Inc\"},{\"time\":\"2026-01-26\",\"direction\":\"out\",\"amount\":\"3400\","
      "\"party\":\"X\"}]}", FEATURE_FLOW_FAST_CYCLES, 1 },
        { "one outflow empties one of two cycles", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-25\","
      "\"direction\":\"in\",\"kind\":\"wage\",\"amount\":\"3000\","
      "\"employer\":\"Globex\"},{\"time\":\"2026-01-26\",\"direction\":\"out\","
      "\"amount\":\"3000\",\"party\":\"X\"}]}", FEATURE_FLOW_FAST_CYCLES, 1 },
        { "another currency is other money", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"currency\":\"USD\",\"employer\":\"Acme\"},"
      "{\"time\":\"2026-01-26\",\"direction\":\"out\",\"amount\":\"3000\","
      "\"currency\":\"KRW\",\"party\":\"X\"}]}", FEATURE_FLOW_FAST_CYCLES, 0 },
        { "a refund is no pay", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"refund\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-26\","
      "\"direction\":\"out\",\"amount\":\"3000\"}]}", FEATURE_FLOW_FAST_CYCLES, HELP_ABSENT },
        { "no ledger", "{\"pay\":{\"method\":\"bank\"}}", FEATURE_FLOW_FAST_CYCLES, HELP_ABSENT },
        { "amounts nobody can read", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"lots\"}]}", FEATURE_FLOW_FAST_CYCLES, HELP_ABSENT },
        { "to an exchange", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-26\","
      "\"direction\":\"out\",\"kind\":\"exchange\",\"amount\":\"2400\","
      "\"party\":\"Ex\"}]}", FEATURE_FLOW_CRYPTO_CYCLES, 1 },
        { "half of it", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-26\","
      "\"direction\":\"out\",\"kind\":\"exchange\",\"amount\":\"1500\","
      "\"party\":\"Ex\"},{\"time\":\"2026-01-26\",\"direction\":\"out\","
      "\"kind\":\"transfer\",\"amount\":\"1500\",\"party\":\"Bo\"}]}", FEATURE_FLOW_CRYPTO_CYCLES, 0 },
        { "rows of an export, one a record", "{\"flow\":{\"time\":\"2026-01-26\",\"direction\":\"out\",\"amount\":\"2950\","
      "\"party\":\"X\"}}\n{\"flow\":{\"time\":\"2026-01-25\",\"direction\":\"in\","
      "\"kind\":\"wage\",\"amount\":\"3000\",\"employer\":\"Acme\"}}", FEATURE_FLOW_FAST_CYCLES, 1 },
        { "signs instead of directions", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-01-26\","
      "\"amount\":\"-2950\",\"party\":\"X\"}]}", FEATURE_FLOW_FAST_CYCLES, 1 },
    };
    (void)state;
    CASES(rows);
}

static void sees_shares_and_lines(void **state)
{
    static const struct help_case rows[] = {
        { "two thirds each month", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-01-28\","
      "\"direction\":\"out\",\"amount\":\"1950\",\"party\":\"P\"},"
      "{\"time\":\"2026-02-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3200\",\"employer\":\"A\"},{\"time\":\"2026-02-26\","
      "\"direction\":\"out\",\"amount\":\"2080\",\"party\":\"P\"},"
      "{\"time\":\"2026-03-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"2800\",\"employer\":\"A\"},{\"time\":\"2026-03-27\","
      "\"direction\":\"out\",\"amount\":\"1870\",\"party\":\"P\"}]}", FEATURE_FLOW_SHARE_CYCLES, 3 },
        { "rent is the same amount, and the same share of the same pay: rules look at the payee", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-01-28\","
      "\"direction\":\"out\",\"amount\":\"900\",\"party\":\"L\"},"
      "{\"time\":\"2026-02-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"4000\",\"employer\":\"A\"},{\"time\":\"2026-02-26\","
      "\"direction\":\"out\",\"amount\":\"900\",\"party\":\"L\"}]}", FEATURE_FLOW_SHARE_CYCLES, 0 },
        { "a subscription is too little", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-01-28\","
      "\"direction\":\"out\",\"amount\":\"20\",\"party\":\"S\"},"
      "{\"time\":\"2026-02-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-02-26\","
      "\"direction\":\"out\",\"amount\":\"20\",\"party\":\"S\"}]}", FEATURE_FLOW_SHARE_CYCLES, 0 },
        { "shops are no party", "{\"flow\":[{\"time\":\"2026-01-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-01-28\","
      "\"direction\":\"out\",\"kind\":\"card\",\"amount\":\"900\",\"party\":\"S\"},"
      "{\"time\":\"2026-02-25\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-02-26\","
      "\"direction\":\"out\",\"kind\":\"card\",\"amount\":\"900\",\"party\":\"S\"}]}", FEATURE_FLOW_SHARE_CYCLES, 0 },
        { "three below the line in a week", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"out\",\"amount\":\"9500\","
      "\"currency\":\"USD\"},{\"time\":\"2026-01-03\",\"direction\":\"out\","
      "\"amount\":\"9000\",\"currency\":\"USD\"},{\"time\":\"2026-01-07\","
      "\"direction\":\"out\",\"amount\":\"8000\",\"currency\":\"USD\"}]}", FEATURE_FLOW_STRUCTURED_7D, 3 },
        { "in three weeks", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"out\",\"amount\":\"9500\","
      "\"currency\":\"USD\"},{\"time\":\"2026-01-11\",\"direction\":\"out\","
      "\"amount\":\"9000\",\"currency\":\"USD\"},{\"time\":\"2026-01-21\","
      "\"direction\":\"out\",\"amount\":\"8000\",\"currency\":\"USD\"}]}", FEATURE_FLOW_STRUCTURED_7D, 1 },
        { "a salary is no structuring", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"9500\",\"currency\":\"USD\",\"employer\":\"A\"}]}", FEATURE_FLOW_STRUCTURED_7D, 0 },
        { "no known line", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"out\",\"amount\":\"9500\","
      "\"currency\":\"XYZ\"}]}", FEATURE_FLOW_STRUCTURED_7D, HELP_ABSENT },
        { "one employer with bonuses", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme Inc\"},{\"time\":\"2026-01-15\","
      "\"direction\":\"in\",\"kind\":\"wage\",\"amount\":\"800\","
      "\"employer\":\"ACME INC.\"},{\"time\":\"2026-02-01\",\"direction\":\"in\","
      "\"kind\":\"wage\",\"amount\":\"3000\",\"employer\":\"Acme, Inc.\"}]}", FEATURE_FLOW_EMPLOYERS_90D, 1 },
        { "a change of job", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2026-03-01\","
      "\"direction\":\"in\",\"kind\":\"wage\",\"amount\":\"3000\","
      "\"employer\":\"Globex\"}]}", FEATURE_FLOW_EMPLOYERS_90D, 2 },
        { "jobs a year apart", "{\"flow\":[{\"time\":\"2024-01-01\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"Acme\"},{\"time\":\"2025-03-01\","
      "\"direction\":\"in\",\"kind\":\"wage\",\"amount\":\"3000\","
      "\"employer\":\"Globex\"},{\"time\":\"2026-03-01\",\"direction\":\"in\","
      "\"kind\":\"wage\",\"amount\":\"3000\",\"employer\":\"Initech\"}]}", FEATURE_FLOW_EMPLOYERS_90D, 1 },
        { "four at once", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"A\"},{\"time\":\"2026-01-02\","
      "\"direction\":\"in\",\"kind\":\"wage\",\"amount\":\"3000\","
      "\"employer\":\"B\"},{\"time\":\"2026-01-03\",\"direction\":\"in\","
      "\"kind\":\"wage\",\"amount\":\"3000\",\"employer\":\"C\"},"
      "{\"time\":\"2026-01-04\",\"direction\":\"in\",\"kind\":\"wage\","
      "\"amount\":\"3000\",\"employer\":\"D\"}]}", FEATURE_FLOW_EMPLOYERS_90D, 4 },
        { "spending alone", "{\"flow\":[{\"time\":\"2026-01-01\",\"direction\":\"out\",\"amount\":\"30\"}]}", FEATURE_FLOW_EMPLOYERS_90D, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_amounts),
        cmocka_unit_test(follows_pay),
        cmocka_unit_test(sees_shares_and_lines),
    };
    return HELP_GROUP(tests);
}
