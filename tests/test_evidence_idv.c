/* evidence/idv: results over time, second tries, vendors that disagree. */
#include "tests/evidence_help.h"

static void follows_results(void **state)
{
    static const struct help_case rows[] = {
        { "same face", "{\"idv\":[{\"vendor\":\"v\",\"stage\":\"hire\",\"time\":\"2026-01-01\","
      "\"face\":\"match\"},{\"vendor\":\"v\",\"stage\":\"first_login\","
      "\"time\":\"2026-02-01\",\"face\":\"match\"}]}", FEATURE_IDV_FACE_CHANGED, 0 },
        { "another face later", "{\"idv\":[{\"vendor\":\"v\",\"stage\":\"recheck\",\"time\":\"2026-02-01\","
      "\"face\":\"no_match\"},{\"vendor\":\"v\",\"stage\":\"hire\","
      "\"time\":\"2026-01-01\",\"face\":\"match\"}]}", FEATURE_IDV_FACE_CHANGED, 1 },
        { "a bad camera, then a second try", "{\"idv\":[{\"vendor\":\"v\",\"stage\":\"hire\",\"time\":\"2026-01-01\","
      "\"face\":\"match\"},{\"vendor\":\"v\",\"stage\":\"recheck\","
      "\"time\":\"2026-02-01\",\"face\":\"no_match\"},{\"vendor\":\"v\","
      "\"stage\":\"recheck\",\"time\":\"2026-02-02\",\"face\":\"match\"}]}", FEATURE_IDV_FACE_CHANGED, 0 },
        { "under review", "{\"idv\":[{\"vendor\":\"v\",\"stage\":\"hire\",\"time\":\"2026-01-01\","
      "\"face\":\"match\"},{\"vendor\":\"v\",\"stage\":\"recheck\","
      "\"time\":\"2026-02-01\",\"face\":\"review\"}]}", FEATURE_IDV_FACE_CHANGED, HELP_ABSENT },
        { "one result", "{\"idv\":{\"stage\":\"hire\",\"face\":\"match\"}}", FEATURE_IDV_FACE_CHANGED, HELP_ABSENT },
        { "never matched at hire", "{\"idv\":[{\"stage\":\"hire\",\"time\":\"2026-01-01\",\"face\":\"no_match\"},"
      "{\"stage\":\"recheck\",\"time\":\"2026-02-01\",\"face\":\"no_match\"}]}", FEATURE_IDV_FACE_CHANGED, HELP_ABSENT },
        { "missed twice", "{\"idv\":[{\"stage\":\"recheck\",\"result\":\"missed\"},"
      "{\"stage\":\"recheck\",\"result\":\"fail\"},{\"stage\":\"recheck\","
      "\"result\":\"pass\"}]}", FEATURE_IDV_MISSED, 2 },
        { "no recheck", "{\"idv\":{\"stage\":\"hire\",\"result\":\"fail\"}}", FEATURE_IDV_MISSED, HELP_ABSENT },
        { "two vendors, one paper", "{\"idv\":[{\"vendor\":\"a\",\"stage\":\"hire\",\"document\":\"pass\"},"
      "{\"vendor\":\"b\",\"stage\":\"hire\",\"document\":\"fail\"}]}", FEATURE_IDV_CONFLICT, 1 },
        { "two vendors agree", "{\"idv\":[{\"vendor\":\"a\",\"stage\":\"hire\",\"document\":\"pass\"},"
      "{\"vendor\":\"b\",\"stage\":\"hire\",\"document\":\"pass\"}]}", FEATURE_IDV_CONFLICT, 0 },
        { "one vendor's second try", "{\"idv\":[{\"vendor\":\"a\",\"stage\":\"hire\",\"time\":\"2026-01-01\","
      "\"document\":\"fail\"},{\"vendor\":\"a\",\"stage\":\"hire\","
      "\"time\":\"2026-01-02\",\"document\":\"pass\"}]}", FEATURE_IDV_CONFLICT, HELP_ABSENT },
        { "none", "{\"name\":\"Anna\"}", FEATURE_IDV_CONFLICT, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(follows_results) };
    return HELP_GROUP(tests);
}
