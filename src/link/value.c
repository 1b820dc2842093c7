/*
 * From sorted attributes to shared values: runs of one value with two holders and more.
 *
 * Attributes of an identity beyond LINK_PER_IDENTITY_MAX are left out here, the same ones whatever
 * order they came in, and told.
 */
#include "link/graph.h"

#include "base/mem.h"

#include <stdlib.h>

struct share *link_value_begin(struct link *l, enum link_kind kind, uint32_t text_at, uint32_t len)
{
    if (!LINK_GROW(l->share, l->value_room, l->values, 1)) return NULL;
    struct share *s = &l->share[l->values++];
    *s = (struct share){ .v = { .kind = kind, .permille = 1000 },
                         .text_at = text_at, .text_len = len, .first = l->holders };
    return s;
}

bool link_value_holder(struct link *l, uint32_t place, int64_t time_s, uint64_t origin,
                       uint8_t weight)
{
    struct share *s = &l->share[l->values - 1];
    struct link_holder *last = l->holders > s->first ? &l->holder[l->holders - 1] : NULL;
    if (last && last->place == place && last->first_s != LINK_NO_TIME && last->first_s <= time_s) {
        last->seen++; /* the common case: already in order */
        last->plain += weight == LINK_PLAIN;
        return true;
    }
    if (!LINK_GROW(l->holder, l->holder_room, l->holders, 1)) return false;
    l->holder[l->holders++] = (struct link_holder){ .identity = l->ident[place].number,
                                                    .place = place, .seen = 1,
                                                    .plain = weight == LINK_PLAIN,
                                                    .first_s = time_s, .origin = origin };
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct link_holder *x = a, *y = b;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    bool x_none = x->first_s == LINK_NO_TIME, y_none = y->first_s == LINK_NO_TIME;
    if (x_none != y_none) return x_none ? 1 : -1; /* a time says more than none */
    if (x->first_s != y->first_s) return x->first_s < y->first_s ? -1 : 1;
    return (x->origin > y->origin) - (x->origin < y->origin);
}

void link_value_end(struct link *l)
{
    struct share *s = &l->share[l->values - 1];
    struct link_holder *h = l->holder + s->first;
    size_t count = l->holders - s->first, kept = 0;
    if (count > 1) qsort(h, count, sizeof *h, by_place);
    for (size_t i = 0; i < count; i++) {
        if (kept && h[kept - 1].place == h[i].place) {
            h[kept - 1].seen += h[i].seen;
            h[kept - 1].plain += h[i].plain;
        } else {
            h[kept++] = h[i];
        }
    }
    if (kept < 2) {
        l->values--;
        kept = 0;
    }
    l->holders = s->first + kept;
    s->v.holders = (uint32_t)kept;
}

/* --- runs ------------------------------------------------------------------------------------- */

static bool is_one_value(const struct link *l, const struct attr *a, const struct attr *b)
{
    return a->key == b->key && a->kind == b->kind && a->len == b->len &&
           memcmp(l->pool + a->text, l->pool + b->text, a->len) == 0;
}

/* Which attributes are left out: each identity keeps its first ones in sorted order. */
static cordon_status leave_out(struct link *l, struct cordon_error *err)
{
    uint32_t *held = mem_calloc(l->idents ? l->idents : 1, sizeof *held);
    if (!held) return error_nomem(err);
    struct link_told *told = &l->told[LINK_CAP_IDENTITY];
    for (size_t i = 0; i < l->attrs; i++) {
        struct attr *a = &l->attr[i];
        if (held[a->identity]++ < LINK_PER_IDENTITY_MAX) continue;
        uint32_t number = l->ident[a->identity].number;
        if (!told->count || number < told->identity) told->identity = number;
        told->count++;
        a->kind = LINK_KINDS;
    }
    mem_free(held);
    return CORDON_OK;
}

/* Are there two different identities in [from, to)? They are sorted by place. */
static bool has_two(const struct link *l, size_t from, size_t to)
{
    return l->attr[from].identity != l->attr[to - 1].identity;
}

static cordon_status merge_run(struct link *l, size_t from, size_t to, struct cordon_error *err)
{
    uint32_t *place = mem_alloc((to - from) * sizeof *place);
    size_t count = 0;
    if (!place) return error_nomem(err);
    for (size_t i = from; i < to; i++)
        if (!count || place[count - 1] != l->attr[i].identity) place[count++] = l->attr[i].identity;
    cordon_status st = link_merge_parties(l, place, count, l->set.hub[l->attr[from].kind], err);
    mem_free(place);
    return st;
}

static cordon_status share_run(struct link *l, size_t from, size_t to, struct cordon_error *err)
{
    const struct attr *a = &l->attr[from];
    struct share *s = link_value_begin(l, (enum link_kind)a->kind, a->text, a->len);
    if (!s) return error_nomem(err);
    s->bits = UINT16_MAX;
    for (size_t i = from; i < to; i++) {
        a = &l->attr[i];
        if (a->weight == LINK_SHARED) s->weight = LINK_SHARED;
        if (a->bits < s->bits) s->bits = a->bits;
        if (!link_value_holder(l, a->identity, a->time_s, a->origin, a->weight))
            return error_nomem(err);
    }
    link_value_end(l);
    return CORDON_OK;
}

/* Kinds whose runs become shared values elsewhere: seen.c, near_photo.c. */
static bool is_made_elsewhere(enum link_kind kind)
{
    return kind == LINK_IP || kind == LINK_EGRESS || kind == LINK_EXITS || kind == LINK_PHOTO;
}

cordon_status link_collect(struct link *l, struct cordon_error *err)
{
    cordon_status st = leave_out(l, err);
    for (size_t i = 0, j; i < l->attrs && !st; i = j) {
        const struct attr *a = &l->attr[i];
        for (j = i + 1; j < l->attrs && is_one_value(l, a, &l->attr[j]);) j++;
        if (a->kind == LINK_KINDS || !has_two(l, i, j)) continue;
        if (a->kind == LINK_PRINT && a->bits < l->set.print_bits) continue;
        st = merge_run(l, i, j, err);
        if (!st && !is_made_elsewhere((enum link_kind)a->kind)) st = share_run(l, i, j, err);
    }
    return st;
}
