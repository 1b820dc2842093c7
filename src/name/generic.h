/*
 * The generic way to compare names: a name is words. It reads every name, so there is always an
 * answer; what knows a culture stands beside it (readings.h). Private to name/.
 */
#ifndef NAME_GENERIC_H
#define NAME_GENERIC_H

#include "name/scratch.h"

/** A name in one reading of its kind. */
struct generic;

/** The parts of a comparison, in the order of a, then what only b has. */
struct part_list {
    struct name_part *part;
    size_t            count, room;
};

/** The arena's; NULL when out of memory. */
const struct generic *generic_read(const struct read_name *n, enum reading r, struct arena *arena);
/** How well two names agree; symmetric. */
struct score generic_pair(struct name_scratch *s, const struct generic *a, const struct generic *b);
/** What agrees: generic_pair must have compared the same two just before. */
void generic_say(struct name_scratch *s, const struct generic *a, const struct generic *b, struct part_list *ret);
/** info_cb of a name compared with itself: no other name reaches more. */
int32_t generic_self_info(const struct generic *g);

/** A part at the end of the list, which is long enough for both names' words. */
static inline void part_add(struct part_list *l, struct name_part p)
{
    if (l->count < l->room) l->part[l->count++] = p;
}

#endif
