/*
 * Groups: parties joined by strong values, or by two weak kinds of different families.
 *
 *   strong value      A ═══ B ═══ C            all its holders
 *   weak values       A ─phone─ B, A ─ip─ B    the same two parties, both
 *
 * A chain of weak values does not pass: each step must carry itself.
 */
#include "link/graph.h"

#include "base/mem.h"

#include <stdlib.h>

/* --- joining ---------------------------------------------------------------------------------- */

struct pair {
    uint32_t a, b;  /* parties, a < b */
    uint32_t value;
};

struct pairs {
    struct pair *item;
    size_t       count, room;
};

static int by_parties(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static bool is_link(const struct share *s)
{
    return s->v.state == LINK_LINKS;
}

/* The parties behind a weak value; at most WEAK_DEGREE_MAX. */
static uint32_t parties_behind(const struct link *l, const struct share *s,
                               uint32_t ret[WEAK_DEGREE_MAX])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->v.holders; i++) {
        uint32_t party = l->party[s->v.holder[i].place], k = 0;
        while (k < count && ret[k] != party) k++;
        if (k == count && count < WEAK_DEGREE_MAX) ret[count++] = party;
    }
    return count;
}

static cordon_status list_pairs(struct link *l, const struct share *s, uint32_t index,
                                struct pairs *p, struct cordon_error *err)
{
    uint32_t party[WEAK_DEGREE_MAX], count = parties_behind(l, s, party);
    size_t more = (size_t)count * (count - 1) / 2;
    if (more > LINK_PAIRS_MAX - p->count) {
        l->told[LINK_CAP_PAIRS].count += more;
        return CORDON_OK;
    }
    if (!LINK_GROW(p->item, p->room, p->count, more)) return error_nomem(err);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++) {
            uint32_t a = party[i], b = party[j];
            p->item[p->count++] = (struct pair){ a < b ? a : b, a < b ? b : a, index };
        }
    return CORDON_OK;
}

/* Do the values of one pair come from two families, with enough rarity? The rarest of each counts. */
static bool do_pair(const struct link *l, const struct pair *p, size_t count)
{
    uint32_t best[32] = { 0 }, families = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        const struct link_value *v = &l->share[p[i].value].v;
        uint32_t f = link_family_of(v->kind);
        if (v->rarity_cb > best[f]) best[f] = v->rarity_cb;
    }
    for (size_t f = 0; f < 32; f++) {
        families += best[f] > 0;
        sum += best[f];
    }
    return families >= 2 && sum >= l->set.pair_min_cb;
}

static cordon_status join_weak(struct link *l, uint32_t *joined, struct cordon_error *err)
{
    struct pairs p = { 0 };
    cordon_status st = CORDON_OK;
    for (uint32_t i = 0; i < l->values && !st; i++) {
        const struct share *s = &l->share[i];
        if (is_link(s) && s->v.parties <= l->set.weak_degree) st = list_pairs(l, s, i, &p, err);
    }
    if (!st && p.count) qsort(p.item, p.count, sizeof *p.item, by_parties);
    for (size_t i = 0, j; i < p.count && !st; i = j) {
        for (j = i + 1; j < p.count && p.item[j].a == p.item[i].a && p.item[j].b == p.item[i].b;) j++;
        if (do_pair(l, p.item + i, j - i)) uf_join(joined, p.item[i].a, p.item[i].b);
    }
    mem_free(p.item);
    return st;
}

static void join_strong(const struct link *l, uint32_t *joined)
{
    for (size_t i = 0; i < l->values; i++) {
        const struct link_value *v = &l->share[i].v;
        for (uint32_t k = 1; k < v->holders && v->is_strong; k++)
            uf_join(joined, l->party[v->holder[0].place], l->party[v->holder[k].place]);
    }
}

/* --- what a group holds ----------------------------------------------------------------------- */

/* A value, a member or a party of a group; sorted, groups are runs. */
struct entry {
    uint32_t root;  /* of the group */
    uint32_t sort;  /* values: UINT32_MAX - rarity */
    uint32_t thing; /* index of a value, or place of a member */
};

struct entries {
    struct entry *item;
    size_t        count, room;
};

static int by_root(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->root != y->root) return x->root < y->root ? -1 : 1;
    if (x->sort != y->sort) return x->sort < y->sort ? -1 : 1;
    return (x->thing > y->thing) - (x->thing < y->thing);
}

static bool entry_add(struct entries *e, uint32_t root, uint32_t sort, uint32_t thing)
{
    if (!LINK_GROW(e->item, e->room, e->count, 1)) return false;
    e->item[e->count++] = (struct entry){ root, sort, thing };
    return true;
}

/* The groups in which a value ties two parties; those holders are members. */
static cordon_status list_value(const struct link *l, uint32_t *joined, uint32_t index,
                                struct entries *hold, struct entries *values,
                                struct entries *members, struct cordon_error *err)
{
    const struct link_value *v = &l->share[index].v;
    hold->count = 0;
    for (uint32_t i = 0; i < v->holders; i++) {
        uint32_t party = l->party[v->holder[i].place];
        if (!entry_add(hold, uf_find(joined, party), party, v->holder[i].place))
            return error_nomem(err);
    }
    qsort(hold->item, hold->count, sizeof *hold->item, by_root);
    for (size_t i = 0, j; i < hold->count; i = j) {
        uint32_t root = hold->item[i].root, parties = 1;
        for (j = i + 1; j < hold->count && hold->item[j].root == root; j++)
            parties += hold->item[j].sort != hold->item[j - 1].sort;
        if (parties < 2) continue;
        if (!entry_add(values, root, UINT32_MAX - v->rarity_cb, index)) return error_nomem(err);
        for (size_t k = i; k < j; k++)
            if (!entry_add(members, root, 0, hold->item[k].thing)) return error_nomem(err);
    }
    return CORDON_OK;
}

/* Sort, and drop what stands twice. */
static void settle(struct entries *e)
{
    size_t kept = 0;
    if (e->count) qsort(e->item, e->count, sizeof *e->item, by_root);
    for (size_t i = 0; i < e->count; i++)
        if (!kept || by_root(&e->item[kept - 1], &e->item[i]) != 0) e->item[kept++] = e->item[i];
    e->count = kept;
}

/* Rarity of a group's values: of each kind those count that join parties which rarer values of
 * the kind had not joined. `tree` is each alone, and again afterwards. */
static uint32_t rarity_of(const struct link *l, uint32_t *joined, uint32_t *tree,
                          const struct entry *value, size_t count, uint32_t root)
{
    uint64_t sum = 0;
    uint32_t kinds = 0;
    for (size_t i = 0; i < count; i++) kinds |= 1u << l->share[value[i].thing].v.kind;
    for (uint32_t k = 0; k < LINK_KINDS; k++) {
        for (size_t i = 0; i < count && kinds >> k & 1; i++) {
            const struct link_value *v = &l->share[value[i].thing].v;
            uint32_t first = LINK_NONE;
            bool is_new = false;
            for (uint32_t h = 0; h < v->holders && v->kind == k; h++) {
                uint32_t party = l->party[v->holder[h].place];
                if (uf_find(joined, party) != root) continue;
                if (first != LINK_NONE) is_new |= uf_join(tree, first, party);
                first = party;
            }
            if (is_new) sum += v->rarity_cb;
        }
        for (size_t i = 0; i < count && kinds >> k & 1; i++) {
            const struct link_value *v = &l->share[value[i].thing].v;
            for (uint32_t h = 0; h < v->holders && v->kind == k; h++) {
                uint32_t party = l->party[v->holder[h].place];
                tree[party] = party;
            }
        }
    }
    return sum > UINT32_MAX ? UINT32_MAX : (uint32_t)sum;
}

/* --- making them ------------------------------------------------------------------------------ */

static uint32_t parties_of(const struct link *l, const struct entry *member, size_t count,
                           uint32_t *tree)
{
    uint32_t parties = 0;
    for (size_t i = 0; i < count; i++) { /* a party is marked by pointing elsewhere */
        uint32_t party = l->party[member[i].thing];
        if (tree[party] != LINK_NONE) parties++;
        tree[party] = LINK_NONE;
    }
    for (size_t i = 0; i < count; i++)
        tree[l->party[member[i].thing]] = l->party[member[i].thing];
    return parties;
}

static cordon_status add_group(struct link *l, const struct entry *value, size_t values,
                               const struct entry *member, size_t members, uint32_t rarity_cb,
                               uint32_t *tree, struct cordon_error *err)
{
    if (!LINK_GROW(l->group, l->group_room, l->groups, 1) ||
        !LINK_GROW(l->group_part, l->group_part_room, l->group_parts, values + members))
        return error_nomem(err);
    struct link_group g = { .members = (uint32_t)members, .values = (uint32_t)values,
                            .parties = parties_of(l, member, members, tree),
                            .rarity_cb = rarity_cb };
    for (size_t i = 0; i < members; i++) l->group_part[l->group_parts++] = member[i].thing;
    for (size_t i = 0; i < values; i++) {
        g.kinds |= 1u << l->share[value[i].thing].v.kind;
        l->group_part[l->group_parts++] = value[i].thing;
    }
    l->group[l->groups++] = g;
    return CORDON_OK;
}

static cordon_status make_groups(struct link *l, uint32_t *joined, uint32_t *tree,
                                 const struct entries *values, const struct entries *members,
                                 struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0, j, m = 0, n; i < values->count && !st; i = j, m = n) {
        uint32_t root = values->item[i].root; /* each with values has members, and the reverse */
        for (j = i + 1; j < values->count && values->item[j].root == root;) j++;
        for (n = m; n < members->count && members->item[n].root == root;) n++;
        uint32_t cb = rarity_of(l, joined, tree, values->item + i, j - i, root);
        if (cb >= l->set.group_min_cb)
            st = add_group(l, values->item + i, j - i, members->item + m, n - m, cb, tree, err);
    }
    return st;
}

static int by_rarity(const void *a, const void *b)
{
    const struct link_group *x = a, *y = b;
    if (x->rarity_cb != y->rarity_cb) return x->rarity_cb > y->rarity_cb ? -1 : 1;
    if (x->parties != y->parties) return x->parties > y->parties ? -1 : 1;
    return (x->member[0] > y->member[0]) - (x->member[0] < y->member[0]);
}

static cordon_status order_groups(struct link *l, struct cordon_error *err)
{
    size_t at = 0;
    l->group_of = mem_alloc((l->idents ? l->idents : 1) * sizeof *l->group_of);
    if (!l->group_of) return error_nomem(err);
    for (size_t i = 0; i < l->idents; i++) l->group_of[i] = LINK_NONE;
    for (size_t i = 0; i < l->groups; i++) { /* the parts have stopped moving */
        l->group[i].member = l->group_part + at;
        l->group[i].value = l->group_part + at + l->group[i].members;
        at += l->group[i].members + l->group[i].values;
    }
    if (l->groups) qsort(l->group, l->groups, sizeof *l->group, by_rarity);
    for (uint32_t i = 0; i < l->groups; i++)
        for (uint32_t k = 0; k < l->group[i].members; k++)
            l->group_of[l->group[i].member[k]] = i;
    return CORDON_OK;
}

/* Of each value the holders that are looked at: at most LINK_FILES_MAX of a party, so that two people
 * with a hundred thousand files each are not asked about all of them for each of them. */
static cordon_status find_some(struct link *l, struct cordon_error *err)
{
    enum { ALL = 256 };
    size_t n = l->idents ? l->idents : 1, many = 0, at = 0;
    for (size_t i = 0; i < l->values; i++)
        if (l->share[i].v.holders > ALL) many += l->share[i].v.holders;
    uint32_t *seen = many ? mem_calloc(n, sizeof *seen) : NULL;
    l->some = many ? mem_alloc(many * sizeof *l->some) : NULL;
    if (many && (!seen || !l->some)) {
        mem_free(seen);
        return error_nomem(err);
    }
    for (size_t i = 0; i < l->values; i++) {
        struct link_value *v = &l->share[i].v;
        v->some = v->holder;
        v->somes = v->holders;
        if (v->holders <= ALL) continue;
        v->some = l->some + at;
        v->somes = 0;
        for (uint32_t h = 0; h < v->holders; h++)
            if (seen[l->party[v->holder[h].place]]++ < LINK_FILES_MAX) {
                l->some[at++] = v->holder[h];
                v->somes++;
            }
        for (uint32_t h = 0; h < v->holders; h++) seen[l->party[v->holder[h].place]] = 0;
    }
    mem_free(seen);
    return CORDON_OK;
}

/* Values by place, so that one identity's are found at once. */
static cordon_status index_places(struct link *l, struct cordon_error *err)
{
    size_t n = l->idents ? l->idents : 1, holders = 0;
    for (size_t i = 0; i < l->values; i++) holders += l->share[i].v.holders;
    if (holders >= UINT32_MAX) return error_set(err, CORDON_LIMIT, "too many shared values");
    l->of_place = mem_calloc(n + 1, sizeof *l->of_place);
    l->of_value = mem_alloc((holders ? holders : 1) * sizeof *l->of_value);
    if (!l->of_place || !l->of_value) return error_nomem(err);
    for (size_t i = 0; i < l->values; i++)
        for (uint32_t h = 0; h < l->share[i].v.holders; h++)
            l->of_place[l->share[i].v.holder[h].place]++;
    for (size_t i = 1; i <= n; i++) l->of_place[i] += l->of_place[i - 1];
    for (size_t i = l->values; i-- > 0;)
        for (uint32_t h = l->share[i].v.holders; h-- > 0;)
            l->of_value[--l->of_place[l->share[i].v.holder[h].place]] = (uint32_t)i;
    return CORDON_OK;
}

cordon_status link_join(struct link *l, struct cordon_error *err)
{
    struct entries hold = { 0 }, values = { 0 }, members = { 0 };
    size_t n = l->idents ? l->idents : 1;
    uint32_t *joined = uf_new(n), *tree = uf_new(n);
    cordon_status st = joined && tree ? CORDON_OK : error_nomem(err);
    if (st) goto done;
    join_strong(l, joined);
    st = join_weak(l, joined, err);
    for (uint32_t i = 0; i < l->values && !st; i++)
        if (is_link(&l->share[i])) st = list_value(l, joined, i, &hold, &values, &members, err);
    if (st) goto done;
    settle(&values);
    settle(&members);
    st = make_groups(l, joined, tree, &values, &members, err);
    if (!st) st = order_groups(l, err);
    if (!st) st = index_places(l, err);
    if (!st) st = find_some(l, err);
done:
    mem_free(hold.item);
    mem_free(values.item);
    mem_free(members.item);
    mem_free(joined);
    mem_free(tree);
    return st;
}
