/* Two addresses that were read: one account or not. */
#ifndef TESTS_ADDR_SAME_H
#define TESTS_ADDR_SAME_H

#include "addr/addr.h"

/** Do both have a key, and the same one? */
static inline bool addr_same(const struct addr *a, const struct addr *b)
{
    return a->key_len && a->key_len == b->key_len && memcmp(a->key, b->key, a->key_len) == 0;
}

#endif
