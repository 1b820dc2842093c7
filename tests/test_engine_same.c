/* The sameness proof: that it holds of a generated population, and that it can fail. */
#include "tests/test.h"

#include <cordon/train.h>

#include "base/mem.h"
#include "engine/same.h"

#include <stdio.h>
#include <stdlib.h>

enum { RECORDS_MAX = 4096 };

struct bench {
    struct cordon_rules  *opened;
    const struct rules   *rules;
    struct cordon_policy *policy;
    struct name_scratch  *names;
    struct record_reader *reader;
    struct flag_scratch  *flags;
    struct same_scratch  *same;
    struct arena          arena;
    struct flags          first;
    struct same           found;
    struct record         record[RECORDS_MAX];
    const struct record  *list[RECORDS_MAX];
    size_t                people, flagged, failed;
    int64_t               now_s;
};

static struct bench *bench;

static void open_rules(struct bench *b, const char *const *paths, size_t count)
{
    struct cordon_error err = ERROR_INIT;
    cordon_status st;
    flag_scratch_free(b->flags);
    cordon_rules_free(b->opened);
    if (cordon_rules_open(paths, count, &b->opened, &err)) fail_msg("%s: %s", err.file, err.message);
    b->rules = rules_get(b->opened, &st, &err);
    assert_non_null(b->rules);
    b->flags = flag_scratch_new(b->rules);
    assert_non_null(b->flags);
}

static int set_up(void **state)
{
    struct cordon_error err = ERROR_INIT;
    (void)state;
    bench = calloc(1, sizeof *bench);
    if (!bench || cordon_policy_load("default", &bench->policy, &err)) return 1;
    bench->names = name_scratch_new();
    bench->reader = record_reader_new();
    bench->same = same_scratch_new();
    bench->now_s = 1790812800; /* 2026-10-01, when the generated population lives */
    arena_init(&bench->arena, 256u << 20);
    open_rules(bench, NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    same_scratch_free(bench->same);
    flag_scratch_free(bench->flags);
    cordon_rules_free(bench->opened);
    cordon_policy_free(bench->policy);
    name_scratch_free(bench->names);
    record_reader_free(bench->reader);
    arena_release(&bench->arena);
    free(bench);
    return 0;
}

/* Flags of records, '\n' between, and their proof. */
static void prove(struct bench *b, str records)
{
    struct cordon_error err = ERROR_INIT;
    str rest = records, one;
    size_t count = 0;
    arena_reset(&b->arena);
    name_query_reset(b->names);
    while (str_next(&rest, '\n', &one)) {
        if (!one.len) continue;
        assert_true(count < RECORDS_MAX);
        if (record_from_json(b->reader, one, 1, 1, &b->arena, &b->record[count], &err)) fail_msg("%s", err.message);
        b->list[count] = &b->record[count];
        count++;
    }
    struct dossier d = { .records = b->list, .count = count, .now_s = b->now_s };
    struct flag_ask ask = { .dossier = &d };
    assert_int_equal(flags_find(b->flags, b->policy, b->names, &ask, &b->arena, &b->first, &err), CORDON_OK);
    cordon_status st = same_prove(b->same, b->flags, b->policy, b->rules, &ask, &b->first, &b->found, &err);
    if (st) fail_msg("%s", err.message);
}

static void print_finding(const struct bench *b, str records)
{
    const struct same_finding *f = &b->found.finding[0];
    printf("%zu of %zu runs, %d points; %.*s%s/%.*s %d points:", b->found.differs, b->found.runs, b->first.points,
           STR_ARG(f->culture), f->own_script ? " own script" : "", STR_ARG(f->nation), f->points);
    for (size_t i = 0; i < f->flags; i++) printf(" %.*s", STR_ARG(f->flag[i]));
    printf("\n");
    if (getenv("SAME_SHOW")) printf("%.*s\n", (int)records.len, records.data);
}

static cordon_status take(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct bench *b = ctx;
    (void)truth;
    (void)err;
    prove(b, records);
    b->people++;
    b->flagged += b->first.count > 0;
    if (b->found.verdict == SAME_HOLDS) return CORDON_OK;
    if (b->failed++ < 40) print_finding(b, records);
    return CORDON_OK;
}

static void holds_of_two_thousand_made_up_people(void **state)
{
    struct cordon_error err = ERROR_INIT;
    const char *many = getenv("SAME_PEOPLE");
    struct cordon_train_options o = { .seed = 20261121, .people = many ? (uint32_t)atoi(many) : 2000, .disguised = 200 };
    (void)state;
    if (cordon_train_generate(&o, take, bench, &err)) fail_msg("%s", err.message);
    printf("# %zu people and firms, %zu with flags, %zu differ\n", bench->people, bench->flagged, bench->failed);
    assert_true(bench->flagged > bench->people / 4);
    assert_int_equal(bench->failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_of_two_thousand_made_up_people),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
