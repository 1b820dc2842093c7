/* Counting by name: lists, rules, fields. */
#ifndef CLI_COUNTS_H
#define CLI_COUNTS_H

#include "base/arena.h"

enum { COUNTS_MAX = 4, COUNTS_ROWS_MAX = 1 << 20 };

struct counts_row {
    str      name;
    str      note; /* what else is known of it, or "" */
    uint64_t n[COUNTS_MAX];
};

/** Rows by name, in the order in which they came until sorted. Zero it, but for the arena. */
struct counts {
    struct arena     *arena; /* takes rows and names */
    struct counts_row *row;
    size_t            count, room;
    uint32_t         *slot; /* index + 1, by the hash of the name; 0 is free */
    size_t            slots;
};

/** The row of this name, made when it is not there; good until the next call. NULL when out of memory, or
 *  full (COUNTS_ROWS_MAX): then arena->failed. */
struct counts_row *counts_of(struct counts *t, str name);
/** The row of this name, or NULL. */
const struct counts_row *counts_find(const struct counts *t, str name);
/** Highest n[which] first, then by name. */
void counts_sort(struct counts *t, unsigned which);

#endif
