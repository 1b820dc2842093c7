/* A set of hashes. */
#include "base/seen.h"

#include "base/mem.h"

enum { ROOM_LEAST = 1 << 10 }; /* a power of two, as each room is */

/* The hash's place, or the free one where it would stand. */
static size_t place_of(const uint64_t *slot, size_t room, uint64_t hash)
{
    size_t at = hash & (room - 1);
    while (slot[at] && slot[at] != hash) at = (at + 1) & (room - 1);
    return at;
}

static bool grow(struct seen *s)
{
    size_t room = s->room ? 2 * s->room : ROOM_LEAST;
    uint64_t *slot = mem_calloc(room, sizeof *slot);
    if (!slot) return false;
    for (size_t i = 0; i < s->room; i++)
        if (s->slot[i]) slot[place_of(slot, room, s->slot[i])] = s->slot[i];
    mem_free(s->slot);
    s->slot = slot;
    s->room = room;
    return true;
}

bool seen_add_hash(struct seen *s, uint64_t hash, bool *ret_was)
{
    if (!hash) hash = 1; /* 0 is a free slot */
    if (4 * s->count >= 3 * s->room && !grow(s)) return false;
    size_t at = place_of(s->slot, s->room, hash);
    *ret_was = s->slot[at] != 0;
    s->count += !*ret_was;
    s->slot[at] = hash;
    return true;
}

void seen_release(struct seen *s)
{
    mem_free(s->slot);
    *s = (struct seen){ .room = 0 };
}
