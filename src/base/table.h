/* Tables of text fixed at build time by tools/table.py: read only, nothing to set up. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/str.h"

/** Keys and the way to them. An index is a key's row in the generated columns beside it. */
struct table {
    const uint8_t *text;    /* all keys, end to end */
    const uint32_t *places; /* count + 1: where key i begins in text */
    const uint32_t *slots;  /* open addressing: high half tag of the hash, low half index + 1 */
    uint32_t mask;          /* slots - 1, slots a power of two, at most half of them used */
    uint32_t count;
};

#define TABLE_NONE UINT32_MAX

/**
 * Find a key, byte for byte.
 *
 * @return its index, or TABLE_NONE
 * Cost:    about one cache miss in each of slots, places and text
 * Threads: any number
 */
uint32_t table_find(const struct table *t, str key);

/** The key with this index; "" past the end. */
str table_key(const struct table *t, uint32_t index);

#endif
