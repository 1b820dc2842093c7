/* Tests of features: a dossier out of JSON records, and what was computed of it. */
#ifndef TESTS_EVIDENCE_HELP_H
#define TESTS_EVIDENCE_HELP_H

#include "tests/test.h"

#include "base/num.h"
#include "evidence/evidence.h"

enum { HELP_RECORDS = 1024 };

static struct evidence_data *help_data;
static struct name_scratch *help_names;
static struct record_reader *help_reader;
static struct arena help_arena;
static struct feature_set help_set;
static struct record help_record[HELP_RECORDS];
static const struct record *help_list[HELP_RECORDS];

static int help_open(void **state)
{
    (void)state;
    arena_init(&help_arena, 256u << 20);
    help_names = name_scratch_new();
    help_reader = record_reader_new();
    return evidence_data_open(NULL, &help_data, NULL) || !help_names || !help_reader;
}

static int help_close(void **state)
{
    (void)state;
    evidence_data_free(help_data);
    name_scratch_free(help_names);
    record_reader_free(help_reader);
    arena_release(&help_arena);
    return 0;
}

/** Features of records, '\n' between; the clock stands at 2026-11-21 00:00 UTC. */
static inline cordon_status help_try(const char *json, struct evidence_run *ret_run, struct dossier *d)
{
    struct cordon_error err;
    str rest = str_c(json), one;
    size_t count = 0;
    arena_reset(&help_arena);
    name_query_reset(help_names);
    while (str_next(&rest, '\n', &one)) {
        if (count == HELP_RECORDS) fail_msg("too many records");
        if (record_from_json(help_reader, one, 1, 1, &help_arena, &help_record[count], &err))
            fail_msg("%s", err.message);
        help_list[count] = &help_record[count];
        count++;
    }
    *d = (struct dossier){ .records = help_list, .count = count, .now_s = 1795219200 };
    *ret_run = (struct evidence_run){ .dossier = d, .data = help_data, .names = help_names,
                                      .arena = &help_arena, .out = &help_set, .same_name_bp = 9000,
                                      .possible_name_bp = 8000 };
    return evidence_compute(ret_run, NULL);
}

static inline void help_run(const char *json)
{
    struct evidence_run run;
    struct dossier d;
    assert_int_equal(help_try(json, &run, &d), CORDON_OK);
    assert_false(help_set.is_cut);
    for (size_t i = 0; i < help_set.count; i++) {
        const struct feature_item *f = &help_set.item[i];
        assert_true(f->origins <= FEATURE_ORIGINS_MAX);
        for (size_t k = 0; k < f->origins; k++) assert_true(f->origin[k].record < d.count);
        if (feature_table[f->feature].type == FEATURE_FLAG) assert_in_range(f->number, 0, 1);
        assert_true((feature_table[f->feature].type == FEATURE_WORD) == (f->text.len > 0));
    }
}

#define HELP_ABSENT INT64_MIN
static inline int64_t help_number(enum feature f)
{
    const struct feature_item *i = feature_get(&help_set, f);
    return i ? i->number : HELP_ABSENT;
}

/** One row of a table of cases. */
struct help_case {
    const char  *what;
    const char  *json;
    enum feature feature;
    int64_t      want;
};

static inline void help_cases(const struct help_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        help_run(rows[i].json);
        int64_t got = help_number(rows[i].feature);
        if (got != rows[i].want)
            fail_msg("%s: %s is %lld, want %lld", rows[i].what, feature_table[rows[i].feature].name.data,
                     (long long)(got == HELP_ABSENT ? -999 : got),
                     (long long)(rows[i].want == HELP_ABSENT ? -999 : rows[i].want));
    }
}

#define HELP_GROUP(tests) cmocka_run_group_tests(tests, help_open, help_close)

#endif
