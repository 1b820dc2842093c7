/* The hits of one record. */
#include "engine/screener.h"

/*
 * Workload: a handful of hits a record; a low gate on a common name brings thousands. A table of
 * open addressing, twice as wide as the list, finds (source, row, party); 0 is a free place.
 */

/* Where (source, row, party) is in the table, or would be. */
static size_t place_of(const struct hit_list *l, const struct set_source *source, uint32_t row,
                       uint32_t party)
{
    size_t mask = l->place_count - 1;
    uint64_t mixed = (row ^ (uint64_t)party << 40 ^ (uint64_t)(uintptr_t)source) * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(mixed >> 32) & mask;
    for (; l->places[at]; at = (at + 1) & mask) {
        const struct hit *h = &l->items[l->places[at] - 1];
        if (h->source == source && h->row == row && h->party == party) break;
    }
    return at;
}

static bool reserve(struct cordon_screener *scr)
{
    struct hit_list *l = &scr->hits;
    if (l->count < l->room) return true;
    size_t room = l->room ? l->room * 2 : 32; /* a power of two, so the table is one */
    size_t kept = room < SCREEN_HITS_MAX ? room : SCREEN_HITS_MAX;
    struct hit *items = arena_alloc(&scr->arena, kept * sizeof *items);
    uint32_t *places = arena_calloc(&scr->arena, room * 2, sizeof *places);
    if (!items || !places) return false;
    if (l->count) memcpy(items, l->items, l->count * sizeof *items);
    *l = (struct hit_list){ items, l->count, room, places, room * 2, l->is_full };
    for (size_t i = 0; i < l->count; i++)
        places[place_of(l, items[i].source, items[i].row, items[i].party)] = (uint32_t)i + 1;
    return true;
}

struct hit *hit_of(struct cordon_screener *scr, const struct set_source *source, uint32_t row,
                   uint32_t party)
{
    struct hit_list *l = &scr->hits;
    if (l->place_count) {
        uint32_t found = l->places[place_of(l, source, row, party)];
        if (found) return &l->items[found - 1];
    }
    if (l->count >= SCREEN_HITS_MAX) {
        l->is_full = true;
        return NULL;
    }
    if (!reserve(scr)) return NULL;
    l->places[place_of(l, source, row, party)] = (uint32_t)l->count + 1;
    struct hit *h = &l->items[l->count++];
    *h = (struct hit){ .source = source, .row = row, .party = party };
    return h;
}

const struct record_value *hit_value(const struct hit *h)
{
    if (h->wallet) return h->wallet_value;
    if (compared_number_meets(h->evidence)) return h->evidence[COMPARED_IDENTIFIER].value;
    return h->name.value;
}
