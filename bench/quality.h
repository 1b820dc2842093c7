/* What the parts of bench_quality share. */
#ifndef BENCH_QUALITY_H
#define BENCH_QUALITY_H

#include "base/buf.h"
#include "engine/policy.h"
#include "name/name.h"
#include "os/os.h"

#include <stddef.h>

struct bench {
    struct name_scratch  *names;
    struct cordon_policy *policy;
    struct arena          arena;
    const char           *prefix; /* before the name of each set: "open/" for committed data */
};

/** Scores of one kind of pairs: ours and plain Jaro-Winkler's. */
struct scores {
    uint16_t *bp, *jaro;
    size_t    count, room;
};

/** A list of names: add them, open, search. */
struct bench_listing {
    struct name_build *build; /* the caller's name_build_new, freed by bench_list_open */
    struct part_writer writer;
    struct buf         bytes;
    struct part        part;
    struct name_index  index;
    size_t             count;
};

struct pair_score {
    uint16_t name_bp, score_bp, jaro;
    int32_t  info_cb;
    bool     is_exact, is_possible;
};

void bench_die(const char *what, const struct cordon_error *err);
/** A figure: "set<TAB>kind<TAB>measure<TAB>value". */
void bench_row(const struct bench *b, const char *set, str kind, const char *measure, int digits, double value);
/** Map a file of a folder; false when there is none. */
bool bench_load(const char *folder, const char *name, struct os_file *ret);
/** Compare two names, both ways of doing it. */
struct pair_score bench_pair(struct bench *b, str x, str y, enum name_kind kind);

/** Sets called firm* hold organisations, vessel* vessels, all others persons. */
enum name_kind bench_kind_of(str set);

void bench_list_add(struct bench_listing *l, str name, enum name_kind kind);
void bench_list_open(struct bench_listing *l);
/** Hits of at least this score, the best first; none when the name cannot be read. */
const struct name_hit *bench_search(struct bench *b, const struct bench_listing *l, str name, enum name_kind kind,
                                    uint16_t least_bp, size_t *ret_count);

void scores_add(struct scores *s, uint16_t bp, uint16_t jaro);
void scores_sort(struct scores *s);
/** Share of sorted scores, ours or Jaro-Winkler's, that reach `least`. */
double scores_above(const struct scores *s, bool is_jaro, unsigned least);
/** The lowest score that at most `share` of these reach. */
unsigned scores_least(const struct scores *s, bool is_jaro, double share);

/** quality_korean.c: a list of Koreans against ordinary people. */
void bench_korean(struct bench *b, const char *folder);
/** quality_firms.c: firms on no list against listed ones. */
void bench_firms(struct bench *b, const char *folder);

struct cordon_set;
/** quality_calibration.c: what scores promise, and what is so. */
void bench_calibration(struct bench *b, const struct cordon_set *set, str people, str general);
/** quality_people.c: ordinary people against the lists of a data folder made in `work`. */
void bench_people(struct bench *b, const char *sets, const char *shared, const char *work);

#endif
