/* evidence/company: registers, domain, bank, people; groups of companies and rebrands stay small. */
#include "tests/evidence_help.h"

static void compares_firms(void **state)
{
    static const struct help_case rows[] = {
        { "claims seven years more", "{\"co\":{\"claims_since\":\"2015\",\"registered_at\":\"2023-06-01\"}}", FEATURE_CO_AGE_GAP_YEARS, 7 },
        { "registered within the year claimed", "{\"co\":{\"claims_since\":\"2015\",\"registered_at\":\"2015-11-01\"}}", FEATURE_CO_AGE_GAP_YEARS, 0 },
        { "registered before", "{\"co\":{\"claims_since\":\"2015\",\"registered_at\":\"2010-11-01\"}}", FEATURE_CO_AGE_GAP_YEARS, 0 },
        { "claim not given", "{\"co\":{\"registered_at\":\"2010-11-01\"}}", FEATURE_CO_AGE_GAP_YEARS, HELP_ABSENT },
        { "domain", "{\"co\":{\"claims_since\":\"2010\",\"domain_created\":\"2025-06-01\"}}", FEATURE_CO_DOMAIN_GAP_YEARS, 14 },
        { "staff", "{\"co\":{\"staff\":40,\"staff_found\":6}}", FEATURE_CO_STAFF_SHARE, 15 },
        { "no staff claimed", "{\"co\":{\"staff\":0,\"staff_found\":0}}", FEATURE_CO_STAFF_SHARE, HELP_ABSENT },
        { "bank elsewhere", "{\"country\":\"us\",\"co\":{\"bank_country\":\"hk\"}}", FEATURE_CO_BANK_DIFFERS, 1 },
        { "bank at home", "{\"country\":\"us\",\"co\":{\"bank_country\":\"USA\"}}", FEATURE_CO_BANK_DIFFERS, 0 },
        { "home not given", "{\"co\":{\"bank_country\":\"USA\"}}", FEATURE_CO_BANK_DIFFERS, HELP_ABSENT },
        { "works where it says", "{\"country\":\"us\",\"co\":{\"work_country\":[\"in\",\"pl\"],"
      "\"seen_country\":[\"India\",\"us\"]}}", FEATURE_CO_PLACE_DIFFERS, 0 },
        { "two others, one in two writings", "{\"country\":\"us\",\"co\":{\"work_country\":[\"in\"],"
      "\"seen_country\":[\"China\",\"cn\",\"ru\",\"in\"]}}", FEATURE_CO_PLACE_DIFFERS, 2 },
        { "clients", "{\"co\":{\"client_check\":[\"confirmed\",\"denied\",\"no_answer\"]}}", FEATURE_CO_CLIENT_DENIED, 1 },
        { "nobody asked", "{\"co\":{\"domain\":\"x.example\"}}", FEATURE_CO_CLIENT_DENIED, HELP_ABSENT },
        { "own invoice, signs apart", "{\"co\":{\"registration\":\"HRB 12345\",\"invoice_registration\":\"HRB-12345\"}}", FEATURE_CO_INVOICE_OTHER, 0 },
        { "another firm's invoice", "{\"co\":{\"registration\":\"HRB 12345\",\"invoice_registration\":\"HRB 99999\"}}", FEATURE_CO_INVOICE_OTHER, 1 },
        { "the invoice shows the tax number", "{\"tax_id\":\"DE123\",\"co\":{\"registration\":\"HRB 1\","
      "\"invoice_registration\":\"DE 123\"}}", FEATURE_CO_INVOICE_OTHER, 0 },
        { "virtual", "{\"co\":{\"address_kind\":\"virtual\"}}", FEATURE_CO_VIRTUAL, 1 },
        { "office", "{\"co\":{\"address_kind\":\"office\"}}", FEATURE_CO_VIRTUAL, 0 },
        { "no firm", "{\"name\":\"Anna\"}", FEATURE_CO_VIRTUAL, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(compares_firms) };
    return HELP_GROUP(tests);
}
