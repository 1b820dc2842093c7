/*
 * Names found by the culture models' readings, beside those found by their words. Private to name/.
 *
 *   query -> readings -> keys -> stored names whose readings share one -> pairs of readings
 */
#ifndef NAME_READINGS_H
#define NAME_READINGS_H

#include "name/index.h"
#include "name/korean.h"
#include "name/scratch.h"

/** A stored name that a reading of the query may be. */
struct read_hit {
    uint32_t     name;
    struct score score;
};

/** Readings of a query; the arena's. */
struct readings {
    struct ko_name *korean;
    size_t          count;
    bool            is_whole; /* some reading has all of the name in it, with no doubt about its order */
};

bool readings_of(const struct read_name *n, struct arena *arena, struct readings *ret);

/**
 * All names of the index with a score of at least min_bp, each once, in the order of their numbers.
 *
 * @param ret  the scratch's
 * @return false when out of memory
 */
bool readings_search(struct name_scratch *s, const struct name_index *x, const struct readings *q,
                     uint16_t min_bp, const struct read_hit **ret, size_t *ret_count);

/**
 * Let the readings of two names have their say beside the words. Where both are wholly read, letters have none:
 * 김종은 is not 김정은. Symmetric.
 *
 * @param score  by words; by readings when true is returned
 */
bool readings_join(const struct readings *a, const struct ko_name *b, size_t b_count, struct score *score);
/** A name is worth no more to another than to itself: info_cb of the two, by words. */
void readings_cap(struct score *s, int32_t self_a, int32_t self_b);

/** The two readings that agree best: what they say, into the arena. */
bool readings_say(const struct readings *a, const struct readings *b, struct arena *arena, struct name_part *ret);

/** Readings of a stored name; NULL when it has none. */
const struct ko_name *readings_stored(const struct name_index *x, uint32_t name, struct ko_name room[KO_HYPOTHESES],
                                      size_t *ret_count);

#endif
