/* A hash table of 128-bit keys to small numbers that can be taken out again. Private to rule/. */
#ifndef RULE_TALLY_H
#define RULE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tally_key {
    uint64_t word[2];
};
struct tally_cell {
    struct tally_key key;
    uint32_t         value; /* 0: empty */
};
/** Zero is the empty table. Open addressing; what follows a hole moves up. */
struct tally {
    struct tally_cell *cell;
    size_t             used;
    size_t             room;
};

/** The cell of a key, or NULL. Valid until the next put or take. */
struct tally_cell *tally_find(const struct tally *t, struct tally_key key);
/** The cell of a key, made with value 0 when it is not there (set it, or the key is lost); NULL
 *  when memory ran out. */
struct tally_cell *tally_put(struct tally *t, struct tally_key key);
void               tally_take(struct tally *t, struct tally_cell *cell);
/** Forget all, keep the memory. */
void               tally_reset(struct tally *t);
void               tally_release(struct tally *t);

#endif
