/* evidence/birth, career: dates that fit, dates that cannot, and the customs in between. */
#include "tests/evidence_help.h"

static void birth_dates(void **state)
{
#define TWO(a, b) "{\"birth_date\":\"" a "\",\"doc\":{\"birth_date\":\"" b "\"}}"
    static const struct help_case rows[] = {
        { "same", TWO("1990-05-15", "15 May 1990"), FEATURE_BIRTH_CONFLICT, 0 },
        { "day and month exchanged", TWO("1990-05-04", "1990-04-05"), FEATURE_BIRTH_CONFLICT, 0 },
        { "counted from one", TWO("1990-05-15", "1989-05-15"), FEATURE_BIRTH_CONFLICT, 0 },
        { "counted from one over a decade", TWO("2000-05-15", "1999-05-15"), FEATURE_BIRTH_CONFLICT, 0 },
        { "leap day counted from one", TWO("1992-02-29", "1991-02-28"), FEATURE_BIRTH_CONFLICT, 0 },
        { "year alone", TWO("1990", "1990-05-15"), FEATURE_BIRTH_CONFLICT, 0 },
        { "year alone, one off", TWO("1991", "1990-05-15"), FEATURE_BIRTH_CONFLICT, 0 },
        { "one digit", TWO("1990-05-15", "1990-05-16"), FEATURE_BIRTH_CONFLICT, 0 },
        { "another date", TWO("1990-05-15", "1985-11-02"), FEATURE_BIRTH_CONFLICT, 1 },
        { "year alone, five off", TWO("1995", "1990-05-15"), FEATURE_BIRTH_CONFLICT, 1 },
        { "one date", "{\"birth_date\":\"1990-05-15\"}", FEATURE_BIRTH_CONFLICT, HELP_ABSENT },
        { "unreadable", TWO("1990-05-15", "soon"), FEATURE_BIRTH_CONFLICT, HELP_ABSENT },
        { "two readings", TWO("1990-05-15", "01/08/1979"), FEATURE_BIRTH_CONFLICT, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void ages(void **state)
{
    static const struct help_case rows[] = {
        { "on the birthday", "{\"birth_date\":\"2000-06-30\",\"edu\":{\"degree\":\"BSc\",\"end\":\"2018-06-30\"}}",
          FEATURE_CAREER_DEGREE_AGE, 18 },
        { "the day before", "{\"birth_date\":\"2000-06-30\",\"edu\":{\"degree\":\"BSc\",\"end\":\"2018-06-29\"}}",
          FEATURE_CAREER_DEGREE_AGE, 17 },
        { "years alone are read kindly", "{\"birth_date\":\"2000\",\"edu\":{\"degree\":\"BSc\",\"end\":\"2018\"}}",
          FEATURE_CAREER_DEGREE_AGE, 18 },
        { "leap day", "{\"birth_date\":\"2000-02-29\",\"edu\":{\"degree\":\"BSc\",\"end\":\"2021-02-28\"}}",
          FEATURE_CAREER_DEGREE_AGE, 20 },
        { "the first of two", "{\"birth_date\":\"1990-01-01\",\"edu\":[{\"degree\":\"MSc\",\"end\":\"2014\"},"
          "{\"degree\":\"BSc\",\"end\":\"2012\"}]}", FEATURE_CAREER_DEGREE_AGE, 22 },
        { "a school is no degree", "{\"birth_date\":\"1990-01-01\",\"edu\":{\"degree\":\"High school diploma\",\"end\":\"2007\"}}",
          FEATURE_CAREER_DEGREE_AGE, HELP_ABSENT },
        { "no birth date", "{\"edu\":{\"degree\":\"BSc\",\"end\":\"2012\"}}", FEATURE_CAREER_DEGREE_AGE, HELP_ABSENT },
        { "first job", "{\"birth_date\":\"1999-03-01\",\"job\":[{\"title\":\"Engineer\",\"start\":\"2020-01\"},"
          "{\"title\":\"Engineer\",\"start\":\"2012-02\"}]}", FEATURE_CAREER_FIRST_JOB_AGE, 12 },
        { "an internship is none", "{\"birth_date\":\"1999-03-01\",\"job\":[{\"title\":\"Engineer\",\"start\":\"2020-01\"},"
          "{\"title\":\"Summer intern\",\"start\":\"2012-02\"}]}", FEATURE_CAREER_FIRST_JOB_AGE, 20 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void years_and_traces(void **state)
{
    static const struct help_case rows[] = {
        { "stated", "{\"app\":{\"experience_years\":\"8\"}}", FEATURE_CAREER_CLAIMED_YEARS, 8 },
        { "stated, one", "{\"app\":{\"experience_years\":\"1\"}}", FEATURE_CAREER_CLAIMED_YEARS, 1 },
        { "from jobs, overlap once", "{\"job\":[{\"start\":\"2010-01\",\"end\":\"2014-12\"},"
          "{\"start\":\"2013-01\",\"end\":\"2015-12\"}]}", FEATURE_CAREER_CLAIMED_YEARS, 6 },
        { "goes on", "{\"job\":{\"start\":\"2016-11-21\"}}", FEATURE_CAREER_CLAIMED_YEARS, 10 },
        { "nothing", "{\"name\":\"Jane\"}", FEATURE_CAREER_CLAIMED_YEARS, HELP_ABSENT },
        { "traces of one year in ten", "{\"app\":{\"experience_years\":\"10\"},\"code\":{\"created_at\":\"2025-11-21\"},"
          "\"port\":{\"created_at\":\"2026-09-01\"}}", FEATURE_CAREER_TRACE_SHARE, 9 },
        { "no trace", "{\"app\":{\"experience_years\":\"10\"}}", FEATURE_CAREER_TRACE_SHARE, HELP_ABSENT },
        { "no career yet", "{\"app\":{\"experience_years\":\"0\"},\"code\":{\"created_at\":\"2025-11-21\"}}",
          FEATURE_CAREER_TRACE_SHARE, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

static void overlaps_and_places(void **state)
{
    static const struct help_case rows[] = {
        { "eight months", "{\"job\":[{\"employer\":\"A\",\"title\":\"Dev\",\"start\":\"2020-01-01\",\"end\":\"2021-08-31\"},"
          "{\"employer\":\"B\",\"title\":\"Dev\",\"start\":\"2021-01-01\",\"end\":\"2022-01-01\"}]}", FEATURE_CAREER_OVERLAPS, 1 },
        { "a notice period", "{\"job\":[{\"employer\":\"A\",\"title\":\"Dev\",\"start\":\"2020-01\",\"end\":\"2021-03\"},"
          "{\"employer\":\"B\",\"title\":\"Dev\",\"start\":\"2021-01\",\"end\":\"2022-01\"}]}", FEATURE_CAREER_OVERLAPS, 0 },
        { "years alone", "{\"job\":[{\"employer\":\"A\",\"title\":\"Dev\",\"start\":\"2019\",\"end\":\"2021\"},"
          "{\"employer\":\"B\",\"title\":\"Dev\",\"start\":\"2020\",\"end\":\"2022\"}]}", FEATURE_CAREER_OVERLAPS, 0 },
        { "a promotion", "{\"job\":[{\"employer\":\"A\",\"title\":\"Dev\",\"start\":\"2018-01\",\"end\":\"2022-01\"},"
          "{\"employer\":\"a\",\"title\":\"Lead\",\"start\":\"2020-01\",\"end\":\"2022-01\"}]}", FEATURE_CAREER_OVERLAPS, 0 },
        { "advice beside a job", "{\"job\":[{\"employer\":\"A\",\"title\":\"Dev\",\"start\":\"2018-01\",\"end\":\"2022-01\"},"
          "{\"employer\":\"B\",\"title\":\"Board advisor\",\"start\":\"2019-01\",\"end\":\"2022-01\"}]}", FEATURE_CAREER_OVERLAPS, 0 },
        { "one job", "{\"job\":{\"start\":\"2018-01\"}}", FEATURE_CAREER_OVERLAPS, HELP_ABSENT },
        { "one resume twice", "{\"job\":{\"employer\":\"A\",\"start\":\"2018-01\"}}\n{\"job\":{\"employer\":\"A Inc\",\"start\":\"2018-01\"}}",
          FEATURE_CAREER_OVERLAPS, HELP_ABSENT },
        { "denied", "{\"job\":[{\"employer\":\"A\",\"check\":\"denied\"},{\"employer\":\"B\",\"check\":\"no_answer\"}],"
          "\"doc\":{\"check\":\"not_found\"},\"edu\":{\"check\":\"other_name\"}}", FEATURE_CAREER_DENIED, 2 },
        { "no answer", "{\"job\":[{\"employer\":\"A\",\"check\":\"denied\"},{\"employer\":\"B\",\"check\":\"no_answer\"}]}",
          FEATURE_CAREER_UNCONFIRMED, 1 },
        { "nobody asked", "{\"job\":{\"employer\":\"A\"}}", FEATURE_CAREER_DENIED, HELP_ABSENT },
        { "all remote", "{\"job\":[{\"is_remote\":\"yes\"},{\"is_remote\":\"true\"},{\"is_remote\":\"1\"}]}",
          FEATURE_CAREER_REMOTE_ONLY, 1 },
        { "one at the office", "{\"job\":[{\"is_remote\":\"yes\"},{\"is_remote\":\"no\"},{\"is_remote\":\"1\"}]}",
          FEATURE_CAREER_REMOTE_ONLY, 0 },
        { "one does not say", "{\"job\":[{\"is_remote\":\"yes\"},{\"is_remote\":\"yes\"},{\"is_remote\":\"1\"},{\"title\":\"x\"}]}",
          FEATURE_CAREER_REMOTE_ONLY, 0 },
        { "two say", "{\"job\":[{\"is_remote\":\"yes\"},{\"is_remote\":\"yes\"}]}", FEATURE_CAREER_REMOTE_ONLY, HELP_ABSENT },
        { "on site elsewhere", "{\"country\":\"us\",\"app\":{\"local_since\":\"2015\"},\"job\":{\"start\":\"2018-01\",\"end\":\"2020-01\","
          "\"place\":\"Shenyang, China\",\"is_remote\":\"no\"}}", FEATURE_CAREER_LOCAL_CONFLICT, 1 },
        { "remote for elsewhere", "{\"country\":\"us\",\"app\":{\"local_since\":\"2015\"},\"job\":{\"start\":\"2018-01\",\"end\":\"2020-01\","
          "\"place\":\"London, UK\",\"is_remote\":\"yes\"}}", FEATURE_CAREER_LOCAL_CONFLICT, 0 },
        { "before the stay", "{\"country\":\"us\",\"app\":{\"local_since\":\"2020\"},\"job\":{\"start\":\"2015-01\",\"end\":\"2020-02\","
          "\"place\":\"Seoul\",\"is_remote\":\"no\"}}", FEATURE_CAREER_LOCAL_CONFLICT, 0 },
        { "no stay", "{\"country\":\"us\",\"job\":{\"start\":\"2015-01\",\"place\":\"Seoul\",\"is_remote\":\"no\"}}",
          FEATURE_CAREER_LOCAL_CONFLICT, HELP_ABSENT },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

#define JOB(e, a, b) "{\"employer\":\"" e "\",\"start\":\"" a "\",\"end\":\"" b "\"}"
static void versions(void **state)
{
    static const struct help_case rows[] = {
        { "one story", "{\"job\":" JOB("A", "2015-01", "2018-01") "}", FEATURE_CAREER_VERSIONS, HELP_ABSENT },
        { "tailored: one added, one left out",
          "{\"job\":[" JOB("A", "2012-01", "2015-01") "," JOB("B", "2015-01", "2020-01") "]}\n"
          "{\"job\":[" JOB("B", "2015-01", "2020-01") "," JOB("C", "2020-01", "2024-01") "]}", FEATURE_CAREER_VERSIONS, 1 },
        { "one employer corrected",
          "{\"job\":[" JOB("A", "2012-01", "2015-01") "," JOB("B", "2015-01", "2020-01") "]}\n"
          "{\"job\":[" JOB("A Corp", "2012-01", "2015-01") "," JOB("B", "2015-01", "2020-01") "]}", FEATURE_CAREER_VERSIONS, 1 },
        { "another life",
          "{\"job\":[" JOB("A", "2012-01", "2015-01") "," JOB("B", "2015-01", "2020-01") "]}\n"
          "{\"job\":[" JOB("X", "2012-01", "2015-01") "," JOB("Y", "2015-01", "2020-01") "]}", FEATURE_CAREER_VERSIONS, 2 },
        { "dates moved",
          "{\"job\":[" JOB("A", "2012-01", "2015-01") "," JOB("B", "2015-01", "2020-01") "]}\n"
          "{\"job\":[" JOB("A", "2010-01", "2014-01") "," JOB("B", "2014-01", "2020-01") "]}", FEATURE_CAREER_VERSIONS, 2 },
    };
    (void)state;
    help_cases(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates),
        cmocka_unit_test(ages),
        cmocka_unit_test(years_and_traces),
        cmocka_unit_test(overlaps_and_places),
        cmocka_unit_test(versions),
    };
    return HELP_GROUP(tests);
}
