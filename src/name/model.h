/*
 * Culture models: ways of reading a name. Private to name/.
 *
 * A model makes a few hypotheses of a name, each with a prior, and says how well two of them
 * agree. `generic` reads every name as words. A model that knows a culture (Korean: any script to
 * surname and syllables) stands beside it behind the same functions: its keys lie in the same
 * table under its own number and lead to stored names, its hypotheses are compared by its `pair`.
 */
#ifndef NAME_MODEL_H
#define NAME_MODEL_H

#include "name/scratch.h"

enum { HYPOTHESES_MAX = 12 }; /* of one name by one model */

struct name_hypothesis {
    int32_t     prior_cb; /* 0 = certain, below it less likely; hundredths of a bit */
    const void *data;     /* the model's own */
};

/** The parts of a comparison, in the order of a, then what only b has. */
struct part_list {
    struct name_part *part;
    size_t            count, room;
};

struct name_model {
    const char *id;      /* for people: name_pair.model */
    unsigned    number;  /* for keys: KEY_MODEL_... */
    uint16_t    version; /* rises when scores change */

    /* Hypotheses of a name, best first; at most `cap` of them. None: the model does not read it. */
    size_t (*read)(const struct read_name *n, enum reading r, struct arena *arena,
                   struct name_hypothesis *ret, size_t cap);
    /* Keys that lead to a stored name. Two hypotheses that `pair` finds alike share one, or the
       model bounds what it misses. NULL: the index knows this model's keys itself. */
    size_t (*keys)(const struct name_hypothesis *h, uint64_t *ret, size_t cap);
    /* How well two hypotheses agree; symmetric. */
    struct score (*pair)(struct name_scratch *s, const struct name_hypothesis *a,
                         const struct name_hypothesis *b);
    /* The same, part by part. */
    void (*say)(struct name_scratch *s, const struct name_hypothesis *a,
                const struct name_hypothesis *b, struct part_list *ret);
};

extern const struct name_model name_model_generic;

/** A part at the end of the list, which is long enough for both names' words. */
static inline void part_add(struct part_list *l, struct name_part p)
{
    if (l->count < l->room) l->part[l->count++] = p;
}

#endif
