/*
 * Names found by the culture models' readings, beside those found by their words. Private to name/.
 *
 *   query -> readings -> keys -> stored names whose readings share one -> pairs of readings
 */
#ifndef NAME_READINGS_H
#define NAME_READINGS_H

#include "name/generic.h"
#include "name/index.h"
#include "name/model.h"
#include "name/scratch.h"

/** A stored name that a reading of the query may be. */
struct read_hit {
    uint32_t     name;
    struct score score;
};

enum { READINGS_ROOM = MODELS * HYPOTHESES_MAX };

/** Readings of a name by all models; those of one model stand together. */
struct readings {
    struct hypothesis *hyp;
    size_t             count;
};

/** The arena's. @return false when out of memory */
bool readings_of(const struct read_name *n, struct arena *arena, struct readings *ret);
/** By those models alone that read the other: no more is needed to compare the two. */
bool readings_like(const struct read_name *n, const struct readings *other, struct arena *arena, struct readings *ret);
/** By all models into `ret`; @return how many */
size_t readings_read(const struct read_name *n, struct hypothesis ret[READINGS_ROOM]);
/** Keys of a reading; @return how many */
size_t readings_keys(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX]);
/** The models that read all of a name with no doubt about its order: bit 1 << enum model_id each. */
unsigned readings_whole(const struct readings *r);
/** Does a model know it for a name of its people? */
bool readings_know(const struct readings *r);

/**
 * All names of the index with a score of at least min_bp, each once, in the order of their numbers.
 *
 * @param ret  the scratch's
 * @return false when out of memory
 */
bool readings_search(struct name_scratch *s, const struct name_index *x, const struct readings *q,
                     uint16_t min_bp, const struct read_hit **ret, size_t *ret_count);

/**
 * Let the readings of two names have their say beside the words. Where a model reads both wholly, letters have
 * none: 김종은 is not 김정은. Symmetric.
 *
 * @param score  by words; by readings when a model is returned
 * @return the model that decided; NULL when words did
 */
const struct name_model *readings_join(const struct readings *a, const struct readings *b, struct score *score);
/**
 * What a name is worth to itself as the commonest of what it may be read as: Kim Yong Chol is three words of some
 * rarity and a common name. Above 1,000,000 when no model reads it wholly.
 */
int32_t readings_self_info(const struct readings *r);
/** A name is worth no more to another than to itself: info_cb of the two. */
void readings_cap(struct score *s, int32_t self_a, int32_t self_b);

/** The two readings that agree best, part by part: into `out`, texts into the arena. @return false when there are none */
bool readings_say(const struct readings *a, const struct read_name *name_a, const struct readings *b,
                  const struct read_name *name_b, struct arena *arena, struct part_list *out);
/** Parts that readings_say may add for two names of so many words. */
enum { READINGS_SAY_PARTS = 2 * HYPOTHESIS_UNITS };

/** Readings of a stored name, into `room`; none when it has none. */
struct readings readings_stored(const struct name_index *x, uint32_t name, struct hypothesis room[READINGS_ROOM]);

#endif
