/*
 * A list of Koreans against ordinary people: how many of these meet somebody on it, and how many listed people
 * are found by another writing at given rates of alerts; by name alone, and where the birth year must agree with
 * the list or be absent there (years.tsv). Ordinary people's years are drawn by the ages of a population.
 */
#include "quality.h"

#include "base/mem.h"
#include "engine/policy.h"
#include "engine/score.h"
#include "jaro.h"

#include <stdio.h>
#include <stdlib.h>

enum { LISTED_MAX = 4096, CROWDS_MAX = 4, NO_YEAR = 0, YEARS_DRAWN = 20, LEAST_BP = 6500 };

struct crowd {
    str           script;
    struct scores by_name, by_year, by_score;
    size_t        people, alerts; /* by the policy */
};

struct korean {
    struct bench        *bench;
    struct bench_listing list;
    str                  name[LISTED_MAX], years[LISTED_MAX];
    struct arena         arena; /* of names as Jaro-Winkler reads them */
    struct scores        found, found_by_score;
    size_t               found_by_policy;
    struct crowd         crowd[CROWDS_MAX];
    uint64_t             random;
};

/* Does a line of years.tsv, "1955-1955 1960-1962", allow a year? An empty one allows all. */
static bool year_agrees(str ranges, unsigned year)
{
    bool is_known = false;
    for (str one; str_next(&ranges, ' ', &one);) {
        if (one.len < 9) continue;
        is_known = true;
        if (strtoul(one.data, NULL, 10) <= year && year <= strtoul(one.data + 5, NULL, 10)) return true;
    }
    return !is_known;
}

/* Adults by decade of birth, per thousand (ours: roughly those of the South in 2025). */
static unsigned draw_year(uint64_t *random)
{
    static const struct { unsigned from, share; } decades[] = {
        { 1930, 35 }, { 1940, 90 }, { 1950, 160 }, { 1960, 195 }, { 1970, 180 }, { 1980, 150 }, { 1990, 150 }, { 2000, 40 },
    };
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    unsigned dice = (unsigned)(*random >> 33) % 1000, year = (unsigned)(*random >> 43) % 10;
    for (size_t i = 0; i < sizeof decades / sizeof *decades; i++) {
        if (dice < decades[i].share) return decades[i].from + year;
        dice -= decades[i].share;
    }
    return 1970;
}

/* May this line of the list be meant: `row` alone, or all; with a year, those whom it may be? */
static bool is_asked(const struct korean *k, size_t i, size_t row, unsigned year)
{
    if (row != SIZE_MAX) return i == row;
    return year == NO_YEAR || year_agrees(k->years[i], year);
}

static uint16_t jaro_best(const struct korean *k, str name, size_t row)
{
    unsigned best = 0;
    arena_reset(&k->bench->arena);
    str mine = jaro_prepare(name, &k->bench->arena);
    for (size_t i = 0; i < k->list.count; i++) {
        unsigned j = is_asked(k, i, row, NO_YEAR) ? jaro_winkler(mine, k->name[i]) : 0;
        if (j > best) best = j;
    }
    return (uint16_t)best;
}

/* The best score of the hits that may be meant. Hits fall by score. */
static uint16_t best(const struct korean *k, const struct name_hit *hit, size_t count, size_t row, unsigned year)
{
    for (size_t i = 0; i < count; i++)
        if (is_asked(k, hit[i].row, row, year)) return hit[i].name_bp;
    return 0;
}

/* What the hit that is worth most is worth, of those at the gate. */
static uint16_t most_telling(const struct korean *k, const struct name_hit *hit, size_t count, size_t row)
{
    int32_t most = 0;
    for (size_t i = 0; i < count; i++)
        if (is_asked(k, hit[i].row, row, NO_YEAR) && hit[i].name_bp >= k->bench->policy->gate_bp && hit[i].info_cb > most) most = hit[i].info_cb;
    return (uint16_t)most;
}

/* Would the policy show one of them to a person, by the name alone? */
static bool is_alert(const struct korean *k, const struct name_hit *hit, size_t count, size_t row)
{
    const struct cordon_policy *p = k->bench->policy;
    for (size_t i = 0; i < count; i++) {
        uint16_t score = score_bp_of(p->prior_cb + score_name_cb(hit[i].info_cb));
        if (is_asked(k, hit[i].row, row, NO_YEAR) && policy_name_is_possible(p, hit[i].name_bp, hit[i].is_exact, false, score)) return true;
    }
    return false;
}

static void ask_listed(struct korean *k, str name, size_t row)
{
    size_t count = 0;
    const struct name_hit *hit = bench_search(k->bench, &k->list, name, NAME_PERSON, LEAST_BP, &count);
    scores_add(&k->found, best(k, hit, count, row, NO_YEAR), jaro_best(k, name, row));
    k->found_by_policy += is_alert(k, hit, count, row);
    scores_add(&k->found_by_score, most_telling(k, hit, count, row), 0);
}

/* Each person's year is drawn some times, so that rates of one in two thousand can be seen. */
static void ask_ordinary(struct korean *k, str script, str name)
{
    size_t i = 0, count = 0;
    while (i < CROWDS_MAX && k->crowd[i].script.len && !str_eq(k->crowd[i].script, script)) i++;
    if (i == CROWDS_MAX) bench_die("ordinary.tsv has too many scripts", NULL);
    struct crowd *c = &k->crowd[i];
    c->script = script;
    const struct name_hit *hit = bench_search(k->bench, &k->list, name, NAME_PERSON, LEAST_BP, &count);
    scores_add(&c->by_name, best(k, hit, count, SIZE_MAX, NO_YEAR), jaro_best(k, name, SIZE_MAX));
    c->people++;
    c->alerts += is_alert(k, hit, count, SIZE_MAX);
    scores_add(&c->by_score, most_telling(k, hit, count, SIZE_MAX), 0);
    for (size_t d = 0; d < YEARS_DRAWN; d++) scores_add(&c->by_year, best(k, hit, count, SIZE_MAX, draw_year(&k->random)), 0);
}

/* At rates of alerts; with no steps, of scores that are no name_bp. */
static void say(const struct bench *b, str script, const char *how, const struct scores *found, const struct scores *crowd,
                bool has_jaro, bool has_steps)
{
    static const struct { double share; const char *name[2]; } rates[] = {
        { 0.01, { "recall at 1 % alerts", "Jaro-Winkler at 1 % alerts" } },
        { 0.005, { "recall at 0.5 % alerts", "Jaro-Winkler at 0.5 % alerts" } },
        { 0.001, { "recall at 0.1 % alerts", "Jaro-Winkler at 0.1 % alerts" } },
        { 0.0005, { "recall at 0.05 % alerts", "Jaro-Winkler at 0.05 % alerts" } },
    };
    static const struct { unsigned least; const char *name; } steps[] = {
        { 9500, "alerts at 9500" }, { 9000, "alerts at 9000" }, { 8500, "alerts at 8500" }, { 8000, "alerts at 8000" },
    };
    char kind[96];
    snprintf(kind, sizeof kind, "ordinary %.*s names%s", STR_ARG(script), how);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        for (int is_jaro = 0; is_jaro < 1 + has_jaro; is_jaro++)
            bench_row(b, "korean list", str_c(kind), rates[i].name[is_jaro], 3,
                      scores_above(found, is_jaro, scores_least(crowd, is_jaro, rates[i].share)));
    for (size_t i = 0; has_steps && i < sizeof steps / sizeof *steps; i++)
        bench_row(b, "korean list", str_c(kind), steps[i].name, 5, scores_above(crowd, false, steps[i].least));
    if (!has_steps) return;
    bench_row(b, "korean list", str_c(kind), "alerts at gate", 5, scores_above(crowd, false, (unsigned)b->policy->gate_bp));
}

static void say_all(struct korean *k)
{
    scores_sort(&k->found);
    scores_sort(&k->found_by_score);
    bench_row(k->bench, "korean list", STR("listed"), "recall at gate", 3,
              scores_above(&k->found, false, (unsigned)k->bench->policy->gate_bp));
    bench_row(k->bench, "korean list", STR("listed"), "recall at the policy", 3, (double)k->found_by_policy / (double)k->found.count);
    for (size_t i = 0; i < CROWDS_MAX && k->crowd[i].script.len; i++) {
        struct crowd *c = &k->crowd[i];
        char kind[96];
        snprintf(kind, sizeof kind, "ordinary %.*s names", STR_ARG(c->script));
        bench_row(k->bench, "korean list", str_c(kind), "alerts at the policy", 5, (double)c->alerts / (double)c->people);
        scores_sort(&c->by_name);
        scores_sort(&c->by_year);
        scores_sort(&c->by_score);
        say(k->bench, c->script, "", &k->found, &c->by_name, true, true);
        say(k->bench, c->script, ", by score", &k->found_by_score, &c->by_score, false, false);
        say(k->bench, c->script, ", birth year", &k->found, &c->by_year, false, true);
    }
}

static void read_list(struct korean *k, str list, str years)
{
    str line;
    k->list.build = name_build_new();
    arena_init(&k->arena, 64 << 20);
    while (str_next(&list, '\n', &line) && line.len) {
        if (k->list.count == LISTED_MAX) bench_die("list.txt is too long", NULL);
        k->name[k->list.count] = jaro_prepare(line, &k->arena);
        bench_list_add(&k->list, line, NAME_PERSON);
    }
    for (size_t i = 0; i < k->list.count && str_next(&years, '\n', &line); i++) k->years[i] = line;
    bench_list_open(&k->list);
}

void bench_korean(struct bench *b, const char *folder)
{
    static struct korean k = { .random = 20261121 };
    struct os_file list, years, queries, ordinary;
    if (!bench_load(folder, "list.txt", &list) || !bench_load(folder, "years.tsv", &years) ||
        !bench_load(folder, "queries.tsv", &queries) || !bench_load(folder, "ordinary.tsv", &ordinary))
        return;
    k.bench = b;
    read_list(&k, list.bytes, years.bytes);
    for (str rest = queries.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str script, name, row;
        if (!str_next(&line, '\t', &script) || !str_next(&line, '\t', &name) || !str_next(&line, '\t', &row)) continue;
        ask_listed(&k, name, (size_t)strtoull(row.data, NULL, 10));
    }
    for (str rest = ordinary.bytes, line; str_next(&rest, '\n', &line) && line.len;) {
        str script, name;
        if (str_next(&line, '\t', &script) && str_next(&line, '\t', &name)) ask_ordinary(&k, script, name);
    }
    say_all(&k);
}
