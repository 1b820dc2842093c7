/* Memory of one lifetime: taken in pieces, given back at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena_block;

/* Zero-initialised is a valid empty arena without cap check: always call arena_init. */
struct arena {
    struct arena_block *block; /* the one in use; older ones behind it */
    size_t              used;  /* bytes of all blocks, against the cap */
    size_t              cap;
    bool                failed; /* an allocation was refused; sticks until reset */
    bool                over;   /* failed because of the cap */
};

/** Start empty; nothing is taken from the system until the first allocation. */
void arena_init(struct arena *a, size_t cap);
/** Give everything back; NULL and an empty arena are fine. */
void arena_release(struct arena *a);
/** Forget all content, keep the largest block: the next round allocates nothing once warm. */
void arena_reset(struct arena *a);
/** len bytes aligned to 16, not initialised; NULL when the cap or memory is reached
 *  (a->failed is set). len == 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t len);
/** count × len bytes, zeroed; NULL also on overflow. */
void *arena_calloc(struct arena *a, size_t count, size_t len);
/** A copy of s that lives as long as the arena, with a NUL behind it; the empty string on failure
 *  (a->failed is set). */
str arena_str(struct arena *a, str s);
/** Texts one behind the other; the empty string on failure (a->failed is set). What a format of
 *  "%.*s%.*s" gives, at a twentieth of its cost. */
str arena_concat(struct arena *a, const str *pieces, size_t count);
/** printf into the arena. */
str arena_printf(struct arena *a, const char *fmt, ...) CORDON_PRINTF(2, 3);

#endif
