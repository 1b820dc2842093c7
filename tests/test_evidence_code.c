/* evidence/code: profiles, resume and portfolio against the career and name claimed. */
#include "tests/evidence_help.h"

#define CASES(rows) help_cases(rows, COUNT_OF(rows))

static void measures_age_against_career(void **state)
{
    static const struct help_case rows[] = {
        { "oldest of two", "{\"time\":\"2026-08-01\",\"code\":[{\"handle\":\"a\","
      "\"created_at\":\"2026-07-02\"},{\"handle\":\"b\","
      "\"created_at\":\"2026-07-22\"}]}", FEATURE_CODE_AGE_DAYS, 30 },
        { "no date", "{\"code\":{\"handle\":\"a\"}}", FEATURE_CODE_AGE_DAYS, HELP_ABSENT },
        { "young under ten years", "{\"time\":\"2026-08-01\",\"app\":{\"experience_years\":10},"
      "\"code\":{\"created_at\":\"2025-08-01\"}}", FEATURE_CODE_YOUNG_SHARE, 9 },
        { "as old as the first job", "{\"time\":\"2026-08-01\",\"job\":{\"start\":\"2016-08-01\"},"
      "\"code\":{\"created_at\":\"2014-08-01\"}}", FEATURE_CODE_YOUNG_SHARE, 100 },
        { "no career", "{\"time\":\"2026-08-01\",\"code\":{\"created_at\":\"2025-08-01\"}}", FEATURE_CODE_YOUNG_SHARE, HELP_ABSENT },
        { "portfolio", "{\"time\":\"2026-08-01\",\"app\":{\"experience_years\":8},"
      "\"port\":{\"url\":\"x.example\",\"created_at\":\"2026-05-01\"}}", FEATURE_PORT_AGE_SHARE, 3 },
        { "forks", "{\"code\":{\"repos\":40,\"forks\":30}}", FEATURE_CODE_FORK_SHARE, 75 },
        { "few repositories", "{\"code\":{\"repos\":4,\"forks\":3}}", FEATURE_CODE_FORK_SHARE, HELP_ABSENT },
        { "thin", "{\"time\":\"2026-08-01\",\"app\":{\"experience_years\":8},"
      "\"code\":{\"created_at\":\"2026-03-01\",\"links\":12}}", FEATURE_CODE_THIN, 1 },
        { "a beginner's", "{\"time\":\"2026-08-01\",\"app\":{\"experience_years\":1},"
      "\"code\":{\"created_at\":\"2026-03-01\",\"links\":12}}", FEATURE_CODE_THIN, 0 },
        { "links not given", "{\"time\":\"2026-08-01\",\"app\":{\"experience_years\":8},"
      "\"code\":{\"created_at\":\"2026-03-01\"}}", FEATURE_CODE_THIN, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

static void compares_names_and_contacts(void **state)
{
    static const struct help_case rows[] = {
        { "own", "{\"name\":\"Anna Eriksson\",\"res\":{\"author\":\"Anna Eriksson\"}}", FEATURE_RES_AUTHOR_OTHER, 0 },
        { "another's", "{\"name\":\"Anna Eriksson\",\"res\":{\"author\":\"Robert Miller\"}}", FEATURE_RES_AUTHOR_OTHER, 1 },
        { "another's on the page", "{\"name\":\"Anna Eriksson\",\"res\":{\"name\":\"Robert Miller\"}}", FEATURE_RES_AUTHOR_OTHER, 1 },
        { "what the system was called", "{\"name\":\"Anna Eriksson\",\"res\":{\"author\":\"Windows User\"}}", FEATURE_RES_AUTHOR_OTHER, HELP_ABSENT },
        { "a log-in", "{\"name\":\"Anna Eriksson\",\"res\":{\"author\":\"rmiller\"}}", FEATURE_RES_AUTHOR_OTHER, HELP_ABSENT },
        { "the same person in another script is not guessed", "{\"name\":\"Kim Minsu\",\"res\":{\"author\":\"김 민수\"}}", FEATURE_RES_AUTHOR_OTHER, HELP_ABSENT },
        { "a married name given as alias", "{\"name\":\"Anna Berg\",\"alias\":\"Anna Eriksson\","
      "\"res\":{\"author\":\"Eriksson, Anna\"}}", FEATURE_RES_AUTHOR_OTHER, 0 },
        { "portfolio of another", "{\"name\":\"Anna Eriksson\",\"port\":{\"name\":\"Robert Miller\"}}", FEATURE_PORT_NAME_OTHER, 1 },
        { "own portfolio", "{\"name\":\"Anna Eriksson\",\"port\":{\"name\":\"Anna M. Eriksson\"}}", FEATURE_PORT_NAME_OTHER, 0 },
        { "no portfolio", "{\"name\":\"Anna Eriksson\"}", FEATURE_PORT_NAME_OTHER, HELP_ABSENT },
        { "same mailbox with a tag", "{\"email\":\"anna.e@gmail.com\",\"res\":{\"email\":\"AnnaE+cv@gmail.com\"}}", FEATURE_RES_CONTACT_DIFFERS, 0 },
        { "another mailbox", "{\"email\":\"anna@example.com\",\"res\":{\"email\":\"bob@example.com\"}}", FEATURE_RES_CONTACT_DIFFERS, 1 },
        { "the same phone, with and without country", "{\"phone\":\"+82 10-1234-5678\",\"res\":{\"phone\":\"010 1234 5678\"}}", FEATURE_RES_CONTACT_DIFFERS, 0 },
        { "another phone", "{\"phone\":\"+82 10-1234-5678\",\"res\":{\"phone\":\"010 9999 5678\"}}", FEATURE_RES_CONTACT_DIFFERS, 1 },
        { "not on the resume", "{\"phone\":\"+82 10-1234-5678\",\"res\":{\"text\":\"x\"}}", FEATURE_RES_CONTACT_DIFFERS, HELP_ABSENT },
    };
    (void)state;
    CASES(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_age_against_career),
        cmocka_unit_test(compares_names_and_contacts),
    };
    return HELP_GROUP(tests);
}
