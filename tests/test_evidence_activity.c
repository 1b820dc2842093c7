/* evidence/activity: the likely offset of a working day and its rest; speed of all features. */
#include "tests/evidence_help.h"

#include "base/buf.h"
#include "base/date.h"
#include "evidence/where.h"
#include "os/os.h"

static char *json_text;
static size_t json_len, json_room;

static void add(const char *text)
{
    size_t len = strlen(text);
    if (json_len + len + 1 > json_room) {
        json_room = 2 * (json_len + len + 1);
        json_text = realloc(json_text, json_room);
        assert_non_null(json_text);
    }
    memcpy(json_text + json_len, text, len + 1);
    json_len += len;
}

/* A person who works from one local hour to another in a zone for days from 2026-`month`-01 on, one
 * act an hour at minute 20; `claim` in front. */
static void worker(const char *claim, const char *zone, int month, int days, int from, int to)
{
    struct zone z;
    char one[160], day[16];
    assert_true(zone_find(str_c(zone), &z));
    json_len = 0;
    add(claim);
    for (int d = 0; d < days; d++)
        for (int hour = from; hour < to; hour++) {
            int32_t on = date_days(2026, month, 1) + d;
            int64_t local = (int64_t)on * 86400 + (hour % 24) * 3600 + 1200;
            int64_t s = local - 60 * (int64_t)zone_offset(z, local);
            date_text((int32_t)(s / 86400), day);
            snprintf(one, sizeof one, "\n{\"work\":{\"time\":\"%sT%02d:%02d:00Z\",\"kind\":\"commit\"}}", day,
                     (int)(s / 3600 % 24), (int)(s / 60 % 60));
            add(one);
        }
    help_run(json_text);
}

static void finds_the_offset_of_a_working_day(void **state)
{
    (void)state;
    worker("{\"name\":\"Jane\"}", "Asia/Seoul", 7, 20, 9, 18);
    assert_in_range(help_number(FEATURE_ACTIVITY_OFFSET_MINUTES), 480, 600);
    assert_int_equal(help_number(FEATURE_ACTIVITY_EVENTS), 180);
    assert_in_range(help_number(FEATURE_ACTIVITY_DAYS), 20, 21);
    assert_int_equal(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), HELP_ABSENT); /* no claim */
    assert_in_range(help_number(FEATURE_ACTIVITY_REST_HOURS), 14, 16);
    worker("{\"name\":\"Jane\"}", "America/New_York", 1, 20, 8, 18);
    assert_in_range((uint64_t)(help_number(FEATURE_ACTIVITY_OFFSET_MINUTES) + 1440), 1440 - 360, 1440 - 240);
    worker("{\"name\":\"Jane\"}", "Asia/Kolkata", 1, 20, 8, 18);
    assert_in_range(help_number(FEATURE_ACTIVITY_OFFSET_MINUTES), 300, 360);
}

static void a_far_rhythm_is_a_conflict(void **state)
{
    (void)state;
    worker("{\"country\":\"us\",\"city\":\"Boston\"}", "Asia/Shanghai", 7, 20, 8, 18);
    assert_in_range(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 660, 720);
    worker("{\"country\":\"us\",\"app\":{\"zone\":\"America/New_York\"}}", "Europe/Berlin", 7, 20, 8, 18);
    assert_in_range(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 330, 390);
}

static void everyday_rhythms_are_none(void **state)
{
    (void)state;
    worker("{\"country\":\"us\",\"city\":\"Boston\"}", "America/New_York", 7, 20, 9, 17);
    assert_int_equal(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 0);
    /* over the end of summer time, in a country that has it and for a person who keeps the clock */
    worker("{\"country\":\"de\"}", "Europe/Berlin", 10, 45, 8, 18);
    assert_int_equal(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 0);
    worker("{\"country\":\"us\",\"city\":\"Boston\"}", "America/New_York", 7, 20, 11, 21); /* a late riser */
    assert_in_range(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 150, 210);
    worker("{\"country\":\"us\"}", "America/Los_Angeles", 7, 20, 8, 18); /* no city: any of its clocks */
    assert_int_equal(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 0);
}

static void too_little_is_nothing(void **state)
{
    (void)state;
    worker("{\"country\":\"us\"}", "Asia/Seoul", 7, 9, 9, 19); /* nine days */
    assert_int_equal(help_number(FEATURE_ACTIVITY_OFFSET_MINUTES), HELP_ABSENT);
    assert_int_equal(help_number(FEATURE_ACTIVITY_REST_HOURS), HELP_ABSENT);
    assert_int_equal(help_number(FEATURE_ACTIVITY_EVENTS), 90);
    worker("{\"country\":\"us\"}", "Asia/Seoul", 7, 11, 9, 14); /* 55 acts */
    assert_int_equal(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), HELP_ABSENT);
    help_run("{\"name\":\"Jane\"}");
    assert_int_equal(help_number(FEATURE_ACTIVITY_EVENTS), HELP_ABSENT);
    /* clocks without a zone say the day alone; interviews are set by others */
    help_run("{\"work\":{\"time\":\"2026-07-01 09:00\"},\"net\":{\"kind\":\"interview\",\"ip\":\"85.214.132.117\",\"time\":\"2026-07-02T09:00:00Z\"}}");
    assert_int_equal(help_number(FEATURE_ACTIVITY_EVENTS), 1);
}

static void a_burst_weighs_no_more_than_an_act(void **state)
{
    (void)state;
    worker("{\"country\":\"kr\"}", "Asia/Seoul", 7, 20, 9, 18);
    char one[100];
    for (int i = 0; i < 500; i++) { /* a script at night */
        snprintf(one, sizeof one, "\n{\"work\":{\"time\":\"2026-07-03T17:%02d:%02dZ\"}}", i / 60 % 10, i % 60);
        add(one);
    }
    help_run(json_text);
    assert_int_equal(help_number(FEATURE_ACTIVITY_CONFLICT_MINUTES), 0);
}

static void never_resting(void **state)
{
    (void)state;
    worker("{\"country\":\"kr\"}", "Asia/Seoul", 7, 20, 0, 24);
    assert_in_range(help_number(FEATURE_ACTIVITY_REST_HOURS), 0, 1);
}

static uint64_t best_of(const char *text, int rounds)
{
    struct evidence_run run;
    struct dossier d;
    uint64_t best = UINT64_MAX;
    assert_int_equal(help_try(text, &run, &d), CORDON_OK);
    struct arena scratch;
    arena_init(&scratch, 256u << 20);
    run.arena = &scratch;
    for (int i = 0; i < rounds; i++) {
        arena_reset(&scratch);
        name_query_reset(help_names);
        uint64_t from = os_ticks_ns();
        assert_int_equal(evidence_compute(&run, NULL), CORDON_OK);
        uint64_t took = os_ticks_ns() - from;
        if (took < best) best = took;
    }
    arena_release(&scratch);
    return best;
}

static void is_fast(void **state)
{
    char one[256];
    (void)state;
    uint64_t row = best_of(
        "{\"id\":\"1\",\"name\":\"Jane Doe\",\"birth_date\":\"1990-05-15\",\"country\":\"us\",\"city\":\"Boston\","
        "\"email\":\"jane.doe@gmail.com\",\"phone\":\"+1 202 555 0143\",\"time\":\"2026-11-01T10:00:00Z\","
        "\"net\":{\"ip\":\"85.214.132.117\",\"country\":\"us\",\"zone\":\"America/New_York\"},"
        "\"res\":{\"name\":\"Jane Doe\"},\"app\":{\"experience_years\":\"6\"},\"job\":{\"employer\":\"Acme\",\"start\":\"2020-01\"}}",
        2000);
    json_len = 0;
    add("{\"name\":\"Jane Doe\",\"country\":\"us\",\"city\":\"Boston\"}");
    for (int i = 0; i < 500; i++) {
        snprintf(one, sizeof one,
                 "\n{\"net\":{\"ip\":\"85.214.%d.%d\",\"time\":\"2026-%02d-%02dT%02d:10:00Z\",\"country\":\"us\",\"city\":\"Boston\","
                 "\"zone\":\"America/New_York\",\"kind\":\"work\",\"seconds\":\"3000\",\"device\":\"L1\",\"asn\":\"3320\"}}",
                 i % 7, i % 250, 1 + i / 50, 1 + i % 28, 9 + i % 9);
        add(one);
    }
    uint64_t dossier = best_of(json_text, 50);
    json_len = 0;
    add("{\"name\":\"Jane Doe\",\"country\":\"us\",\"city\":\"Boston\"}");
    for (int i = 0; i < 500; i++) {
        snprintf(one, sizeof one,
                 "%s{\"ip\":\"85.214.%d.%d\",\"time\":\"2026-%02d-%02dT%02d:10:00Z\",\"country\":\"us\",\"kind\":\"work\"}",
                 i % 250 ? "," : i ? "]}\n{\"net\":[" : "\n{\"net\":[", i % 7, i % 250, 1 + i / 50, 1 + i % 28, 9 + i % 9);
        add(one);
    }
    add("]}");
    uint64_t wide = best_of(json_text, 50);
    print_message("# 500 sessions in 2 records: %llu us\n", (unsigned long long)wide / 1000);
    print_message("# an applicant row: %llu ns; 500 sessions in 500 records: %llu us\n", (unsigned long long)row,
                  (unsigned long long)dossier / 1000);
}

static void survives_every_failing_allocation(void **state)
{
    struct evidence_run run;
    struct dossier d;
    (void)state;
    worker("{\"name\":\"Jane Doe\",\"country\":\"us\",\"email\":\"bo.lind@example.com\",\"doc\":{\"name\":\"Bo Lind\"}}", "Asia/Seoul", 7, 20, 9, 18);
    assert_int_equal(help_try(json_text, &run, &d), CORDON_OK);
    size_t whole = help_set.count;
    for (uint64_t n = 1; n < 200; n++) {
        struct arena scratch;
        arena_init(&scratch, 256u << 20);
        run.arena = &scratch;
        name_query_reset(help_names);
        mem_fail_from(n);
        cordon_status st = evidence_compute(&run, NULL);
        mem_fail_from(0);
        bool is_whole = st == CORDON_OK && help_set.count == whole;
        arena_release(&scratch);
        if (is_whole) return;
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("never done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_offset_of_a_working_day),
        cmocka_unit_test(a_far_rhythm_is_a_conflict),
        cmocka_unit_test(everyday_rhythms_are_none),
        cmocka_unit_test(too_little_is_nothing),
        cmocka_unit_test(a_burst_weighs_no_more_than_an_act),
        cmocka_unit_test(never_resting),
        cmocka_unit_test(is_fast),
        cmocka_unit_test(survives_every_failing_allocation),
    };
    int failed = HELP_GROUP(tests);
    free(json_text);
    return failed;
}
