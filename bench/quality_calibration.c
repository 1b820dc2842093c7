/*
 * Is a score of 30 % right three times in ten? Measured on one half of people and pairs; with DUMP in the
 * environment the hits of both halves are printed, of which tools/fit_score.py learns the other's.
 *
 * A population of records is put together: ordinary people (people.tsv) and listed ones, in the share that the
 * policy's prior says (one in 2^20 for each listed person). Of the listed EXACT_OF_TEN in ten write their name
 * as the list does, the others in a way of general.tsv. Each hit has a score; hits of ordinary people are wrong,
 * those of the listed right. Then, by tenths of the score, what the scores promise and what is so.
 */
#include "quality.h"

#include "engine/score.h"
#include "engine/set.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXACT_OF_TEN = 4, TENTHS = 10, CASES_MIN = 100 };

struct tenth {
    double right, wrong, promised;
    size_t cases;
};

struct calibration {
    struct tenth tenth[TENTHS];
    size_t       people, listed;
    bool         dumps, is_learn; /* of the hits added now */
};

static void add(struct bench *b, struct calibration *c, int32_t info_cb, uint16_t name_bp, bool is_right, double weight)
{
    uint16_t score = score_bp_of(b->policy->prior_cb + score_name_cb(info_cb));
    struct tenth *t = &c->tenth[score * TENTHS / 10001];
    if (c->dumps) printf("# hit %s %d %d %u %.4f\n", c->is_learn ? "learn" : "report", is_right, info_cb, name_bp, weight);
    if (c->is_learn) return;
    *(is_right ? &t->right : &t->wrong) += weight;
    t->promised += weight * score / 10000;
    t->cases++;
}

static void add_ordinary(struct bench *b, struct calibration *c, const struct cordon_set *set, str people)
{
    for (str rest = people, line; str_next(&rest, '\n', &line) && line.len; c->people++) {
        const struct name_query *q;
        str group, how, birth, name;
        if (!str_next(&line, '\t', &group) || !str_next(&line, '\t', &how) || !str_next(&line, '\t', &birth) ||
            !str_next(&line, '\t', &name))
            continue;
        c->is_learn = c->people % 2;
        name_query_reset(b->names);
        if (name_query_parse(b->names, name, NAME_PERSON, &q, NULL)) continue;
        for (size_t i = 0; i < set->source_count; i++) {
            const struct name_hit *hit;
            size_t count;
            if (set->source[i].is_starter) continue;
            if (name_search(b->names, &set->source[i].names, q, (uint16_t)b->policy->gate_bp, &hit, &count, NULL)) continue;
            for (size_t k = 0; k < count; k++) add(b, c, hit[k].info_cb, hit[k].name_bp, false, 1);
        }
    }
}

static void add_pair(struct bench *b, struct calibration *c, str x, str y, double weight)
{
    struct pair_score s = bench_pair(b, x, y, NAME_PERSON);
    if (s.name_bp >= b->policy->gate_bp) add(b, c, s.info_cb, s.name_bp, true, weight);
}

/* Is it a pair of one person's writings? Gives the names. */
static bool is_person_pair(str line, str *half, str *x, str *y)
{
    str label, name, kind;
    return str_next(&line, '\t', half) && str_next(&line, '\t', &label) && str_next(&line, '\t', &name) &&
           str_next(&line, '\t', &kind) && str_next(&line, '\t', x) && str_next(&line, '\t', y) &&
           str_eq(label, STR("1")) && str_eq(kind, STR("person"));
}

static void add_listed(struct bench *b, struct calibration *c, str general)
{
    size_t pairs = 0;
    str half, x, y;
    for (str rest = general, line; str_next(&rest, '\n', &line) && line.len;) pairs += is_person_pair(line, &half, &x, &y);
    double all = (double)c->people * (double)c->listed * pow(2, b->policy->prior_cb / 100.0), one = all / (double)pairs;
    for (str rest = general, line; str_next(&rest, '\n', &line) && line.len;) {
        if (!is_person_pair(line, &half, &x, &y)) continue;
        c->is_learn = str_eq(half, STR("learn"));
        add_pair(b, c, x, x, one * EXACT_OF_TEN / 10);
        add_pair(b, c, x, y, one * (10 - EXACT_OF_TEN) / 10);
    }
}

static size_t persons_of(const struct cordon_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->source_count; i++)
        if (!set->source[i].is_starter)
            count += set->source[i].about.counts.persons;
    return count;
}

void bench_calibration(struct bench *b, const struct cordon_set *set, str people, str general)
{
    struct calibration c = { .listed = persons_of(set), .dumps = getenv("DUMP") };
    double worst = 0;
    char kind[64];
    add_ordinary(b, &c, set, people);
    add_listed(b, &c, general);
    for (int i = 0; i < TENTHS; i++) {
        const struct tenth *t = &c.tenth[i];
        double all = t->right + t->wrong, error = all > 0 ? fabs(t->promised - t->right) / all : 0;
        snprintf(kind, sizeof kind, "score %d..%d %%", i * 10, i * 10 + 10);
        bench_row(b, "calibration", str_c(kind), "cases", 0, (double)t->cases);
        if (t->cases < CASES_MIN) continue;
        bench_row(b, "calibration", str_c(kind), "promised", 3, t->promised / all);
        bench_row(b, "calibration", str_c(kind), "right", 3, t->right / all);
        if (error > worst) worst = error;
    }
    bench_row(b, "calibration", STR("all"), "largest error", 3, worst);
}
