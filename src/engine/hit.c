/* The hits of one record. */
#include "engine/screener.h"

/* Few hits are the rule, so the look-up is a scan from the end; a low gate on a common name may
 * bring thousands, all of one source in one sweep, each row once: those skip the scan. */
static struct hit *find(struct hit_list *l, const struct set_source *source, uint32_t row)
{
    for (size_t i = l->count; i > 0; i--) {
        struct hit *h = &l->items[i - 1];
        if (h->source == source && h->row == row) return h;
    }
    return NULL;
}

static bool reserve(struct cordon_screener *scr)
{
    struct hit_list *l = &scr->hits;
    if (l->count < l->room) return true;
    size_t room = l->room ? l->room * 2 : 32;
    struct hit *items = arena_alloc(&scr->arena, room * sizeof *items);
    if (!items) return false;
    if (l->count) memcpy(items, l->items, l->count * sizeof *items);
    l->items = items;
    l->room = room;
    return true;
}

struct hit *hit_of(struct cordon_screener *scr, const struct set_source *source, uint32_t row)
{
    struct hit_list *l = &scr->hits;
    struct hit *h = find(l, source, row);
    if (h) return h;
    if (l->count >= SCREEN_HITS_MAX) {
        l->is_full = true;
        return NULL;
    }
    if (!reserve(scr)) return NULL;
    h = &l->items[l->count++];
    *h = (struct hit){ .source = source, .row = row };
    return h;
}
