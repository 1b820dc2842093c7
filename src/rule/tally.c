/* Open addressing with linear probing; a removal moves the cells behind it up, so there are no
   marks of removed ones and the table does not silt up under a sliding window. */
#include "rule/tally.h"

#include "base/mem.h"

#include <string.h>

enum { TALLY_FIRST = 64 };

static size_t home(const struct tally *t, struct tally_key key)
{
    return (size_t)key.word[0] & (t->room - 1);
}

static struct tally_cell *place(const struct tally *t, struct tally_key key)
{
    size_t i = home(t, key);
    while (t->cell[i].value &&
           (t->cell[i].key.word[0] != key.word[0] || t->cell[i].key.word[1] != key.word[1]))
        i = (i + 1) & (t->room - 1);
    return &t->cell[i];
}

struct tally_cell *tally_find(const struct tally *t, struct tally_key key)
{
    if (!t->used) return NULL;
    struct tally_cell *c = place(t, key);
    return c->value ? c : NULL;
}

static bool grow(struct tally *t)
{
    struct tally big = { .room = t->room ? t->room * 2 : TALLY_FIRST, .used = t->used };
    big.cell = mem_calloc(big.room, sizeof *big.cell);
    if (!big.cell) return false;
    for (size_t i = 0; i < t->room; i++)
        if (t->cell[i].value) *place(&big, t->cell[i].key) = t->cell[i];
    mem_free(t->cell);
    *t = big;
    return true;
}

struct tally_cell *tally_put(struct tally *t, struct tally_key key)
{
    if ((t->used + 1) * 2 > t->room && !grow(t)) return NULL;
    struct tally_cell *c = place(t, key);
    if (!c->value) {
        c->key = key;
        t->used++;
    }
    return c;
}

void tally_take(struct tally *t, struct tally_cell *cell)
{
    size_t mask = t->room - 1, hole = (size_t)(cell - t->cell);
    for (size_t i = (hole + 1) & mask; t->cell[i].value; i = (i + 1) & mask) {
        size_t want = home(t, t->cell[i].key);
        if (((i - want) & mask) < ((i - hole) & mask))
            continue; /* it is nearer home than the hole */
        t->cell[hole] = t->cell[i];
        hole = i;
    }
    t->cell[hole].value = 0;
    t->used--;
}

void tally_reset(struct tally *t)
{
    if (t->used) memset(t->cell, 0, t->room * sizeof *t->cell);
    t->used = 0;
}

void tally_release(struct tally *t)
{
    mem_free(t->cell);
    *t = (struct tally){ 0 };
}
