/* evidence/payment: changes, countries, checks; bank switches and twins of one household. */
#include "tests/evidence_help.h"

#define CASES(rows) help_cases(rows, COUNT_OF(rows))

static void counts_changes(void **state)
{
    static const struct help_case rows[] = {
        { "one", "{\"pay\":{\"changed_at\":\"2026-05-01\"}}", FEATURE_PAY_CHANGES_90D, 1 },
        { "the same one in every row of an export", "{\"pay\":{\"changed_at\":\"2026-05-01T10:00:00Z\"}}\n{\"pay\":{\"changed_at\":"
      "\"2026-05-01T10:00:00Z\"}}", FEATURE_PAY_CHANGES_90D, 1 },
        { "account and wallet", "{\"pay\":{\"changed_at\":[\"2026-05-01\",\"2026-06-01\"]},"
      "\"wal\":{\"changed_at\":\"2026-06-20\"}}", FEATURE_PAY_CHANGES_90D, 3 },
        { "of wallet alone", "{\"pay\":{\"changed_at\":[\"2026-05-01\",\"2026-06-01\"]},"
      "\"wal\":{\"changed_at\":[\"2026-06-20\",\"2026-07-20\"]}}", FEATURE_WAL_CHANGES_90D, 2 },
        { "wallets far apart", "{\"wal\":[{\"changed_at\":\"2025-06-20\"},{\"changed_at\":\"2026-07-20\"}]}",
          FEATURE_WAL_CHANGES_90D, 1 },
        { "no wallet changed", "{\"pay\":{\"changed_at\":\"2026-05-01\"},\"wal\":{\"address\":\"x\"}}",
          FEATURE_WAL_CHANGES_90D, HELP_ABSENT },
        { "far apart", "{\"pay\":{\"changed_at\":[\"2024-05-01\",\"2025-06-01\",\"2026-06-20\"]}}", FEATURE_PAY_CHANGES_90D, 1 },
        { "none", "{\"pay\":{\"method\":\"bank\"}}", FEATURE_PAY_CHANGES_90D, HELP_ABSENT },
        { "first change after the contract", "{\"doc\":{\"type\":\"contract\",\"issued\":\"2026-05-01\"},"
      "\"pay\":{\"changed_at\":[\"2026-04-01\",\"2026-05-11\"]}}", FEATURE_PAY_FIRST_CHANGE_DAYS, 10 },
        { "first change after onboarding", "{\"stage\":\"onboarding\",\"time\":\"2026-05-01\"}\n{\"stage\":\"working\","
      "\"time\":\"2026-05-20\",\"pay\":{\"changed_at\":\"2026-05-06\"}}", FEATURE_PAY_FIRST_CHANGE_DAYS, 5 },
        { "no start", "{\"pay\":{\"changed_at\":\"2026-05-06\"}}", FEATURE_PAY_FIRST_CHANGE_DAYS, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void compares_with_claims(void **state)
{
    static const struct help_case rows[] = {
        { "here", "{\"country\":\"de\",\"pay\":{\"country\":\"Germany\"}}", FEATURE_PAY_COUNTRY_DIFFERS, 0 },
        { "there", "{\"country\":\"de\",\"pay\":{\"country\":\"China\"}}", FEATURE_PAY_COUNTRY_DIFFERS, 1 },
        { "not given", "{\"country\":\"de\",\"pay\":{\"method\":\"bank\"}}", FEATURE_PAY_COUNTRY_DIFFERS, HELP_ABSENT },
        { "tax form there", "{\"country\":\"de\",\"pay\":{\"tax_country\":\"us\"}}", FEATURE_PAY_TAX_COUNTRY_DIFFERS, 1 },
        { "crypto", "{\"pay\":{\"method\":\"crypto\"}}", FEATURE_PAY_CRYPTO, 1 },
        { "asked for", "{\"pay\":{\"method\":\"bank\",\"request\":[\"urgent\",\"crypto\"]}}", FEATURE_PAY_CRYPTO, 1 },
        { "bank", "{\"pay\":{\"method\":\"bank\"}}", FEATURE_PAY_CRYPTO, 0 },
        { "no method", "{\"pay\":{\"country\":\"de\"}}", FEATURE_PAY_CRYPTO, HELP_ABSENT },
        { "a payout wallet", "{\"wal\":{\"use\":\"payout\",\"address\":\"x\"}}", FEATURE_PAY_CRYPTO, 1 },
        { "two others", "{\"name\":\"Anna Eriksson\",\"pay\":{\"other_payees\":[\"Robert Miller\","
      "\"Li Wei\",\"robert miller\"]}}", FEATURE_PAY_THIRD_PARTY, 2 },
        { "herself", "{\"name\":\"Anna Eriksson\",\"pay\":{\"other_payees\":[\"ERIKSSON Anna\"]}}", FEATURE_PAY_THIRD_PARTY, 0 },
        { "asked without a name", "{\"name\":\"Anna Eriksson\",\"pay\":{\"request\":\"third_party\"}}", FEATURE_PAY_THIRD_PARTY, 1 },
        { "nobody", "{\"name\":\"Anna Eriksson\",\"pay\":{\"method\":\"bank\"}}", FEATURE_PAY_THIRD_PARTY, HELP_ABSENT },
        { "prepaid", "{\"pay\":{\"bank_kind\":\"prepaid\"}}", FEATURE_PAY_MONEY_SERVICE, 1 },
        { "a bank, through a service", "{\"pay\":{\"bank_kind\":\"bank\",\"method\":\"wise\"}}", FEATURE_PAY_MONEY_SERVICE, 0 },
        { "a service", "{\"pay\":{\"method\":\"payoneer\"}}", FEATURE_PAY_MONEY_SERVICE, 1 },
        { "kind not given", "{\"pay\":{\"method\":\"bank\"}}", FEATURE_PAY_MONEY_SERVICE, HELP_ABSENT },
        { "check failed", "{\"pay\":{\"account\":\"1\",\"check\":\"no_match\"}}", FEATURE_PAY_CHECK_FAILED, 1 },
        { "checked again with the right spelling", "{\"pay\":{\"account\":\"1\",\"check\":\"no_match\"}}\n{\"pay\":{\"account\":\""
      "1\",\"check\":\"match\"}}", FEATURE_PAY_CHECK_FAILED, 0 },
        { "close is fine", "{\"pay\":{\"account\":\"1\",\"check\":\"close\"}}", FEATURE_PAY_CHECK_FAILED, 0 },
        { "another account failed later", "{\"pay\":[{\"account\":\"1\",\"check\":\"match\"},{\"account\":\"2\","
      "\"check\":\"failed\"}]}", FEATURE_PAY_CHECK_FAILED, 1 },
        { "no check", "{\"pay\":{\"account\":\"1\"}}", FEATURE_PAY_CHECK_FAILED, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_changes),
        cmocka_unit_test(compares_with_claims),
    };
    return HELP_GROUP(tests);
}
