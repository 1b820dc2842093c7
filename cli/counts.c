/* Rows by name. */
#include "cli/counts.h"

#include <stdlib.h>

/* A table of open addressing, four times as wide as the rows are many when it is made. */
static size_t place_of(const struct counts *t, str name)
{
    size_t at = (size_t)str_hash(name) & (t->slots - 1);
    for (; t->slot[at]; at = (at + 1) & (t->slots - 1))
        if (str_eq(t->row[t->slot[at] - 1].name, name)) break;
    return at;
}

static void fill_slots(struct counts *t)
{
    for (size_t i = 0; i < t->count; i++) t->slot[place_of(t, t->row[i].name)] = (uint32_t)i + 1;
}

static bool reserve(struct counts *t)
{
    if (t->count < t->room) return true;
    if (t->count == COUNTS_ROWS_MAX) {
        t->arena->failed = t->arena->over = true;
        return false;
    }
    size_t room = t->room ? t->room * 2 : 32;
    struct counts_row *row = arena_calloc(t->arena, room, sizeof *row);
    uint32_t *slot = arena_calloc(t->arena, room * 4, sizeof *slot);
    if (!row || !slot) return false;
    if (t->count) memcpy(row, t->row, t->count * sizeof *row);
    t->row = row;
    t->room = room;
    t->slot = slot;
    t->slots = room * 4;
    fill_slots(t);
    return true;
}

struct counts_row *counts_of(struct counts *t, str name)
{
    if (!reserve(t)) return NULL;
    size_t at = place_of(t, name);
    if (t->slot[at]) return &t->row[t->slot[at] - 1];
    struct counts_row *row = &t->row[t->count++];
    *row = (struct counts_row){ .name = arena_str(t->arena, name) };
    t->slot[at] = (uint32_t)t->count;
    return row;
}

const struct counts_row *counts_find(const struct counts *t, str name)
{
    if (!t->slots) return NULL;
    size_t at = place_of(t, name);
    return t->slot[at] ? &t->row[t->slot[at] - 1] : NULL;
}

static unsigned sort_by; /* qsort has no context; commands run in one thread */

static int by_count(const void *a, const void *b)
{
    const struct counts_row *x = a, *y = b;
    if (x->n[sort_by] != y->n[sort_by]) return x->n[sort_by] > y->n[sort_by] ? -1 : 1;
    return str_cmp(x->name, y->name);
}

void counts_sort(struct counts *t, unsigned which)
{
    sort_by = which;
    if (!t->count) return;
    qsort(t->row, t->count, sizeof *t->row, by_count);
    memset(t->slot, 0, t->slots * sizeof *t->slot);
    fill_slots(t);
}
