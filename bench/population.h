/* What the files of bench_population share: people, what came out for them, what it would have cost. */
#ifndef BENCH_POPULATION_H
#define BENCH_POPULATION_H

#include "base/arena.h"
#include "engine/policy.h"

#include <cordon/data.h>
#include <cordon/screen.h>

#include <stdio.h>

enum { AS_OF_S = 1790812800 }; /* 2026-10-01, the day the made-up people live on */
enum {
    CULTURES_MAX = 32,
    RULES_MAX = 1024,
    WORD_MAX = 64,
    PRICES_MAX = 1 << 20,
    RULES_SHOWN = 20,
};

enum label { HONEST = 0, FARM, RENTED, LONE, RING, FRONT, LABELS };
extern const char *const label_name[LABELS];
enum level { CARELESS = 0, ORDINARY, CAREFUL, LEVELS };
extern const char *const level_name[LEVELS];

struct person {
    str                 subject;
    enum label          label;
    enum level          level;
    unsigned            culture;
    uint32_t            band;     /* whose hands, of the truth; 0: nobody's */
    uint32_t            planted;  /* traits that show */
    uint32_t            operator; /* of the answer; 0: in none */
    enum cordon_verdict verdict;
    int32_t             points;
    uint32_t            flags;
    uint8_t             is_strong; /* one of its flags alone sends it to a person */
};

/* A rule, over all populations of the run. */
struct rule_row {
    char   id[WORD_MAX], strength[16], root[WORD_MAX], group[WORD_MAX];
    size_t of[LABELS];      /* people it is true of */
    size_t honest_reviewed; /* of them honest, counted, and sent to a person */
};

struct prices {
    uint32_t *sum, *once;
    size_t    count;
};

struct bench {
    struct arena    arena;
    struct person  *person; /* by subject once all are made */
    size_t          people, room;
    char            culture[CULTURES_MAX][WORD_MAX];
    size_t          cultures;
    struct rule_row rule[RULES_MAX];
    size_t          rules, total[LABELS]; /* rows; people of all populations */
    struct prices   price[LABELS];
    size_t          inexact, changed; /* prices not exact; points not those of the answer */
    int             file;
    unsigned        threads;
    bool            has_price;
    struct cordon_set    *set;
    struct cordon_rules  *cordon_rules;
    struct cordon_policy *policy;
};

/* bench_population.c */
/** End the run. */
_Noreturn void die(const char *what, const struct cordon_error *err);
int by_subject(const void *a, const void *b); /* of two struct person */
struct person *person_find(struct bench *b, str subject);

/* population_figures.c */
double      per_hundred(size_t hits, size_t of);
const char *kept(bool is_met); /* "holds" or "MISSED" */
/** Of this population: who is sent to a person, by label, level and culture, with intervals; operators. */
void figures_print(struct bench *b);
/** Of all of them: the rules that most honest people meet; each rule's share. */
void figures_print_rules(struct bench *b);
void figures_write_table(const struct bench *b, const char *path);

/* population_prices.c */
/** What evasion would cost those of the file who were caught. */
void prices_find(struct bench *b, const char *path);
void prices_print(struct bench *b);
void prices_draw(const struct bench *b, const char *path);

#endif
