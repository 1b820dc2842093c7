/*
 * The strongest path of evidence between two members of a group.
 *
 * Values are let in rarest first until both hang together: that is the best least rarity. Among
 * the values let in, breadth first from one to the other gives the fewest steps.
 */
#include "link/graph.h"

#include <stdlib.h>

struct seek {
    const struct link       *l;
    const struct link_group *g;
    uint32_t                *party;  /* of the group, ascending */
    uint32_t                 parties;
    uint64_t                *member; /* party << 32 | place, ascending */
    uint32_t                *start;  /* of a party's members */
    uint32_t                *tree;   /* union-find over them */
    uint32_t                *let_in; /* values, ascending */
    uint32_t                 values;
    struct link_step        *came;   /* how each party was reached */
    uint32_t                *before; /* from which */
    uint32_t                *queue;
};

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_member(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint32_t find(const uint32_t *item, uint32_t count, uint32_t x)
{
    const uint32_t *at = bsearch(&x, item, count, sizeof *item, by_size);
    return at ? (uint32_t)(at - item) : LINK_NONE;
}

static uint32_t party_at(const struct seek *s, uint32_t place)
{
    return find(s->party, s->parties, s->l->party[place]);
}

static bool seek_init(struct seek *s, struct arena *a)
{
    size_t n = s->g->members;
    s->party = arena_alloc(a, n * sizeof *s->party);
    s->member = arena_alloc(a, n * sizeof *s->member);
    s->start = arena_alloc(a, (n + 1) * sizeof *s->start);
    s->tree = arena_alloc(a, n * sizeof *s->tree);
    s->let_in = arena_alloc(a, s->g->values * sizeof *s->let_in);
    s->came = arena_alloc(a, n * sizeof *s->came);
    s->before = arena_alloc(a, n * sizeof *s->before);
    s->queue = arena_alloc(a, n * sizeof *s->queue);
    if (a->failed) return false;
    for (uint32_t i = 0; i < n; i++)
        s->member[i] = (uint64_t)s->l->party[s->g->member[i]] << 32 | s->g->member[i];
    qsort(s->member, n, sizeof *s->member, by_member);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t party = (uint32_t)(s->member[i] >> 32);
        if (s->parties && s->party[s->parties - 1] == party) continue;
        s->start[s->parties] = i;
        s->party[s->parties++] = party;
    }
    s->start[s->parties] = (uint32_t)n;
    for (uint32_t i = 0; i < s->parties; i++) {
        s->tree[i] = i;
        s->before[i] = LINK_NONE;
    }
    return true;
}

/* @return false when they never hang together, which a group does not allow */
static bool let_in(struct seek *s, uint32_t a, uint32_t b)
{
    uint32_t least = 0;
    bool is_joined = false;
    for (uint32_t i = 0; i < s->g->values; i++) {
        const struct link_value *v = link_value(s->l, s->g->value[i]);
        if (is_joined && v->rarity_cb < least) break;
        s->let_in[s->values++] = s->g->value[i];
        uint32_t first = LINK_NONE;
        for (uint32_t h = 0; h < v->holders; h++) {
            uint32_t p = party_at(s, v->holder[h].place);
            if (p == LINK_NONE) continue; /* a weak value reaches out of the group */
            if (first != LINK_NONE) uf_join(s->tree, first, p);
            first = p;
        }
        if (!is_joined && uf_find(s->tree, a) == uf_find(s->tree, b)) {
            is_joined = true;
            least = v->rarity_cb;
        }
    }
    qsort(s->let_in, s->values, sizeof *s->let_in, by_size);
    return is_joined;
}

/* All that one value reaches from a place. */
static uint32_t reach(struct seek *s, uint32_t at, uint32_t place, uint32_t value, uint32_t end)
{
    const struct link_value *v = link_value(s->l, value);
    for (uint32_t h = 0; h < v->holders; h++) {
        uint32_t p = party_at(s, v->holder[h].place);
        if (p == LINK_NONE || s->before[p] != LINK_NONE) continue;
        s->before[p] = at;
        s->came[p] = (struct link_step){ place, v->holder[h].place, value };
        s->queue[end++] = p;
    }
    return end;
}

static void walk(struct seek *s, uint32_t from, uint32_t to)
{
    const struct link *l = s->l;
    uint32_t end = 0;
    s->before[from] = from;
    s->queue[end++] = from;
    for (uint32_t head = 0; head < end && s->before[to] == LINK_NONE; head++) {
        uint32_t at = s->queue[head];
        for (uint32_t i = s->start[at]; i < s->start[at + 1]; i++) { /* its identities */
            uint32_t place = (uint32_t)s->member[i];
            for (uint32_t k = l->of_place[place]; k < l->of_place[place + 1]; k++)
                if (find(s->let_in, s->values, l->of_value[k]) != LINK_NONE)
                    end = reach(s, at, place, l->of_value[k], end);
        }
    }
}

cordon_status link_path(const struct link *l, uint32_t place_a, uint32_t place_b,
                        struct arena *arena, const struct link_step **ret_steps, size_t *ret_count,
                        struct cordon_error *err)
{
    uint32_t group = link_group_of(l, place_a);
    if (group == LINK_NONE || group != link_group_of(l, place_b))
        return error_set(err, CORDON_NOTFOUND, "the two are not in one group");
    struct seek s = { .l = l, .g = &l->group[group] };
    *ret_steps = NULL;
    *ret_count = 0;
    if (l->party[place_a] == l->party[place_b]) return CORDON_OK;
    if (!seek_init(&s, arena)) return error_nomem(err);
    uint32_t a = party_at(&s, place_a), b = party_at(&s, place_b);
    if (!let_in(&s, a, b))
        return error_set(err, CORDON_BUG, "a group that does not hang together; please report");
    walk(&s, a, b);
    size_t count = 0;
    for (uint32_t p = b; p != a; p = s.before[p]) count++;
    struct link_step *step = arena_alloc(arena, count * sizeof *step);
    if (!step) return error_nomem(err);
    for (uint32_t p = b, i = (uint32_t)count; p != a; p = s.before[p]) step[--i] = s.came[p];
    *ret_steps = step;
    *ret_count = count;
    return CORDON_OK;
}
