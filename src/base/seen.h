/* Which of very many texts were met before: their hashes alone, eight bytes a text and some room. */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include "base/str.h"

/** Zeros are an empty one. Texts of one hash, of 64 bits, are taken for one text. */
struct seen {
    uint64_t *slot; /* open addressing; 0 is free */
    size_t    room, count;
};

void seen_release(struct seen *s);
/**
 * Remember a hash.
 *
 * @param ret_was  was it there before?
 * @return false when out of memory; then nothing is remembered
 */
bool seen_add_hash(struct seen *s, uint64_t hash, bool *ret_was);

static inline bool seen_add(struct seen *s, str text, bool *ret_was)
{
    return seen_add_hash(s, str_hash(text), ret_was);
}

/** The hash of a text that seen_add_hash() will be asked about soon: its place is fetched from memory in
 *  the meantime. */
static inline uint64_t seen_expect(const struct seen *s, str text)
{
    uint64_t hash = str_hash(text);
    if (s->room) __builtin_prefetch(&s->slot[hash & (s->room - 1)]);
    return hash;
}

#endif
