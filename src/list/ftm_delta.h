/* Deltas of FollowTheMoney lists, joined with the edition they are made on. */
#ifndef LIST_FTM_DELTA_H
#define LIST_FTM_DELTA_H

#include "base/buf.h"
#include "list/list.h"

/** What a delta did. */
struct list_join {
    uint32_t added, changed, deleted;
};

/** Do the lines of this file say what changed ("op", "entity") instead of what is? */
bool list_ftm_is_delta(const struct list_file *file);

/**
 * The edition that a delta makes of the one before: a whole list again, one entity a line.
 *
 * @param base   the whole file of the edition that the delta is made on
 * @param out    takes the new whole file; its cap is the edition's
 * @param ret    written only on CORDON_OK
 * @return CORDON_OK
 *         CORDON_SYNTAX   a line of the delta is no change, or one entity stands in it twice
 *         CORDON_REFUSED  it changes or deletes what the base has not, or adds what it has: its base is
 *                         another edition
 *         CORDON_CORRUPT  the base cannot be read
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status list_ftm_join(str base, const struct list_file *delta, struct buf *out,
                            struct list_join *ret, struct cordon_error *err);

#endif
