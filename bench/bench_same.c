/*
 * The price of the sameness proof: milliseconds a case on one core.
 *
 *   bench_same [PEOPLE] [SEED]
 *
 * Dossiers of the generated population (default 1000 people, one in five disguised), every one proved
 * though the engine asks for a proof only where red flags reach review; those that do stand apart. Then
 * one dossier of 3,000 log lines, each with the person's name and mailbox. Times are processor time of one
 * thread.
 */
#include <cordon/train.h>

#include "base/buf.h"
#include "base/num.h"
#include "engine/same.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RECORDS_MAX = 8192, CASES_MAX = 200000 };

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
    double                all[CASES_MAX], flagged[CASES_MAX];
    size_t                cases, reviews, differ, records, runs;
};

static void die(const char *what)
{
    fprintf(stderr, "bench_same: %s\n", what);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void print_line(const char *what, double *ms, size_t n)
{
    double sum = 0;
    if (!n) return;
    qsort(ms, n, sizeof *ms, by_value);
    for (size_t i = 0; i < n; i++) sum += ms[i];
    printf("%-34s %7zu cases  mean %6.2f ms  median %6.2f  99 %% %6.2f  most %6.2f  want < 10 ms  %s\n", what, n,
           sum / (double)n, ms[n / 2], ms[n * 99 / 100], ms[n - 1], ms[n * 99 / 100] < 10 ? "ok" : "MISSED");
}

static double prove(struct bench *b, str records)
{
    struct cordon_error err;
    str rest = records, one;
    size_t count = 0;
    arena_reset(&b->arena);
    name_query_reset(b->names);
    while (str_next(&rest, '\n', &one)) {
        if (!one.len) continue;
        if (count == RECORDS_MAX) die("too many records");
        if (record_from_json(b->reader, one, 1, 1, &b->arena, &b->record[count], &err)) die(err.message);
        b->list[count] = &b->record[count];
        count++;
    }
    struct dossier d = { .records = b->list, .count = count, .now_s = 1790812800 };
    struct flag_ask ask = { .dossier = &d };
    if (flags_find(b->flags, b->policy, b->names, &ask, &b->arena, &b->first, &err)) die("flags");
    double began = now_ms();
    if (same_prove(b->same, b->flags, b->policy, b->rules, &ask, &b->first, &b->found, &err)) die("proof");
    b->records += count;
    b->runs += b->found.runs;
    b->differ += b->found.verdict != SAME_HOLDS;
    return now_ms() - began;
}

static cordon_status take(void *ctx, cordon_str records, cordon_str truth, struct cordon_error *err)
{
    struct bench *b = ctx;
    (void)truth;
    (void)err;
    if (b->cases == CASES_MAX) die("too many cases");
    double ms = prove(b, records);
    b->all[b->cases++] = ms;
    if (b->first.verdict >= CORDON_REVIEW) b->flagged[b->reviews++] = ms;
    return CORDON_OK;
}

static void many_lines(struct bench *b)
{
    enum { LINES = 3000 };
    struct buf out = BUF_INIT(16u << 20);
    buf_add(&out, STR("{\"kind\":\"worker\",\"subject\":\"s\",\"name\":\"Testa Mustermann\",\"country\":\"de\","
                      "\"pay\":{\"payee\":\"Carlos Ruiz\"},\"doc\":{\"type\":\"passport\",\"name\":\"Testa Mustermann\"}}\n"));
    for (unsigned i = 0; i < LINES; i++)
        buf_printf(&out,
                   "{\"kind\":\"login\",\"subject\":\"s\",\"name\":\"Testa Mustermann\",\"email\":\"testa.mustermann@example.com\","
                   "\"time\":\"2026-%02u-%02uT%02u:%02u:00Z\",\"net\":{\"ip\":\"192.0.2.%u\",\"country\":\"de\"}}\n",
                   1 + i / 700 % 9, 1 + i / 24 % 28, i % 24, i % 60, i % 250);
    double ms = prove(b, buf_str(&out));
    printf("%-34s %7d lines  %6.2f ms, %zu runs\n", "one dossier of log lines", LINES, ms, b->found.runs);
    buf_release(&out);
}

int main(int argc, char **argv)
{
    struct cordon_error err;
    cordon_status st;
    struct bench *b = calloc(1, sizeof *b);
    struct cordon_train_options o = { .seed = argc > 2 ? (uint64_t)atoll(argv[2]) : 20261121,
                                      .people = argc > 1 ? (uint32_t)atoi(argv[1]) : 1000, .disguised = 200 };
    if (!b || cordon_policy_load("default", &b->policy, &err) || cordon_rules_open(NULL, 0, &b->opened, &err))
        die("cannot begin");
    arena_init(&b->arena, 256u << 20);
    b->rules = rules_get(b->opened, &st, &err);
    b->names = name_scratch_new();
    b->reader = record_reader_new();
    b->same = same_scratch_new();
    b->flags = b->rules ? flag_scratch_new(b->rules) : NULL;
    if (!b->flags || !b->same || !b->names || !b->reader) die("out of memory");
    if (cordon_train_generate(&o, take, b, &err)) die(err.message);
    printf("seed %llu: %zu dossiers, %.1f records and %.1f runs each, %zu not the same\n", (unsigned long long)o.seed,
           b->cases, (double)b->records / (double)b->cases, (double)b->runs / (double)b->cases, b->differ);
    print_line("every dossier", b->all, b->cases);
    print_line("those at review and above", b->flagged, b->reviews);
    many_lines(b);
    same_scratch_free(b->same);
    flag_scratch_free(b->flags);
    cordon_rules_free(b->opened);
    cordon_policy_free(b->policy);
    name_scratch_free(b->names);
    record_reader_free(b->reader);
    arena_release(&b->arena);
    free(b);
    return 0;
}
