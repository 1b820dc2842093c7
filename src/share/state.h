/*
 * What a data folder knows of an origin: its root, and the bundles taken so far. One file for each,
 * $DATA/bundles/ORIGIN.json, replaced in one step. Private to share/.
 */
#ifndef SHARE_STATE_H
#define SHARE_STATE_H

#include "share/root.h"

enum { STATE_TAKEN_MAX = 64, STATE_FILE_MAX = 1 << 20 };

/** A bundle that was taken. */
struct state_taken {
    uint64_t serial;
    str      sha;
    int64_t  issued_s;
    int64_t  at_s; /* when, by the clock here */
    str      gap;  /* why bundles before it are missing, or empty */
};

struct state {
    str                root; /* text of the root; empty: the origin is not known */
    struct state_taken taken[STATE_TAKEN_MAX]; /* the last one first; older ones are forgotten */
    size_t             count;
};

/** Read what is known; nothing is fine. Texts are the arena's.
 *  @return CORDON_OK, CORDON_CORRUPT (damaged: then nobody may pretend that it is the first bundle),
 *          CORDON_IO, CORDON_NOMEM */
cordon_status state_read(const char *data_dir, str origin, struct arena *a, struct state *ret,
                         struct cordon_error *err);
/** Replace it. @return CORDON_OK, CORDON_IO, CORDON_NOMEM */
cordon_status state_write(const char *data_dir, str origin, const struct state *s, struct arena *a,
                          struct cordon_error *err);
/** Put a bundle at the head of those taken; one with the same serial is replaced. */
void state_push(struct state *s, const struct state_taken *t);

#endif
