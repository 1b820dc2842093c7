/*
 * Exact keys in a part: canonical text -> (row, statement).
 *
 * Identifiers and wallets are found by equality of a canonical form that their room makes. Sorted
 * by hash, so a lookup is a binary search and two builds give the same bytes.
 */
#ifndef PART_KEYS_H
#define PART_KEYS_H

#include "part/part.h"

struct keys_build;

struct keys_build *keys_build_new(void); /* NULL when out of memory */
void keys_build_free(struct keys_build *b);
/** Add one key of 1..65535 bytes; the same (key, row, statement) may come again. Failure sticks. */
void keys_build_add(struct keys_build *b, str key, uint32_t row, uint32_t statement);
/** Write as sections `tag`+"k" and `tag`+"t"; `tag` has at most 7 characters. */
cordon_status keys_build_write(struct keys_build *b, struct part_writer *w, const char *tag,
                               struct cordon_error *err);

struct keys {
    struct part_view rows; /* hash u64, row u32, statement u32, text offset u32, len u32 */
    struct part_view text;
};

struct keys_hit {
    str      key;
    uint32_t row;
    uint32_t statement;
};

cordon_status keys_open(const struct part *p, const char *tag, struct keys *ret_keys,
                        struct cordon_error *err);
uint32_t keys_count(const struct keys *k);
/** Item `index` in stored order. @return false outside */
bool keys_at(const struct keys *k, uint32_t index, struct keys_hit *ret_hit);
/** First item with this key; the others follow it directly. @return UINT32_MAX when there is none */
uint32_t keys_find(const struct keys *k, str key);

#endif
