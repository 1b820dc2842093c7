/*
 * Things that are nearly the same: clusters to cliques.
 *
 *   a ~ b ~ c, a not ~ c  ->  { a, b } and { b, c }: no value ties a to c
 *
 * Likeness does not carry over from pair to pair, so a cluster is covered with cliques, in which
 * everything is near everything. Each is one shared value, and no pair is told that is not near.
 */
#include "link/graph.h"

#include "base/mem.h"

#include <stdlib.h>

struct cover {
    uint32_t *item;    /* of all clusters, cluster by cluster */
    uint16_t *likeness; /* of the cluster in hand: thousandths, n × n */
    uint8_t  *covered; /* n × n */
    uint32_t  clique[LINK_CLUSTER_MAX];
};

static cordon_status emit(struct link *l, const struct near *n, const uint32_t *item, size_t count,
                          uint32_t permille, struct cordon_error *err)
{
    uint32_t at, len;
    cordon_status st = n->text(l, n->ctx, item[0], &at, &len);
    if (st) return st == CORDON_NOMEM ? error_nomem(err) : st;
    struct share *s = link_value_begin(l, n->kind, at, len);
    if (!s) return error_nomem(err);
    s->v.permille = permille;
    s->bits = UINT16_MAX;
    for (size_t i = 0; i < count; i++) {
        if (n->is_shared && n->is_shared(n->ctx, item[i]))
            l->share[l->values - 1].weight = LINK_SHARED;
        if (!n->holders(l, n->ctx, item[i])) return error_nomem(err);
    }
    size_t values = l->values, first = l->share[values - 1].first;
    link_value_end(l);
    if (l->values < values) return CORDON_OK; /* one identity's own */
    size_t holders = l->share[values - 1].v.holders;
    uint32_t *place = mem_alloc(holders * sizeof *place);
    if (!place) return error_nomem(err);
    for (size_t i = 0; i < holders; i++) place[i] = l->holder[first + i].place;
    st = link_merge_parties(l, place, holders, l->set.hub[n->kind], err);
    mem_free(place);
    return st;
}

/* Grow a clique from a pair, first item first. */
static size_t grow_clique(struct cover *c, size_t n, size_t a, size_t b, uint32_t *ret_least)
{
    size_t count = 2;
    uint32_t least = c->likeness[a * n + b];
    c->clique[0] = (uint32_t)a;
    c->clique[1] = (uint32_t)b;
    for (size_t i = 0; i < n; i++) {
        bool is_near = i != a && i != b;
        uint32_t low = least;
        for (size_t k = 0; k < count && is_near; k++) {
            uint32_t p = c->likeness[i * n + c->clique[k]];
            is_near = p > 0;
            if (p < low) low = p;
        }
        if (!is_near) continue;
        least = low;
        c->clique[count++] = (uint32_t)i;
    }
    *ret_least = least;
    return count;
}

static cordon_status cover_cluster(struct link *l, const struct near *n, struct cover *c,
                                   const uint32_t *item, size_t count, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    uint32_t in_clique[LINK_CLUSTER_MAX];
    if (count == 1) return n->below ? CORDON_OK : emit(l, n, item, 1, 1000, err);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++) {
            uint32_t p = i == j ? 0 : n->likeness(n->ctx, item[i], item[j]);
            c->likeness[i * count + j] = c->likeness[j * count + i] = (uint16_t)p;
            c->covered[i * count + j] = 0;
        }
    for (size_t i = 0; i < count && !st; i++)
        for (size_t j = i + 1; j < count && !st; j++) {
            if (!c->likeness[i * count + j] || c->covered[i * count + j]) continue;
            uint32_t least;
            size_t size = grow_clique(c, count, i, j, &least);
            for (size_t a = 0; a < size; a++)
                for (size_t b = 0; b < size; b++)
                    c->covered[c->clique[a] * count + c->clique[b]] = 1;
            if (n->below && least >= n->below) continue;
            for (size_t a = 0; a < size; a++) in_clique[a] = item[c->clique[a]];
            st = emit(l, n, in_clique, size, least, err);
        }
    return st;
}

/* Items by the lowest of their cluster, in order. */
static void sort_clusters(const struct near *n, uint32_t *item, uint32_t *start)
{
    for (uint32_t i = 0; i < n->items; i++) start[uf_find(n->cluster, i) + 1]++;
    for (uint32_t i = 0; i < n->items; i++) start[i + 1] += start[i];
    for (uint32_t i = n->items; i-- > 0;) item[--start[uf_find(n->cluster, i) + 1]] = i;
    /* start[r + 1] is now where the cluster of r begins */
}

struct owned {
    uint32_t owner, item;
};

static int by_owner(const void *a, const void *b)
{
    const struct owned *x = a, *y = b;
    if (x->owner != y->owner) return x->owner < y->owner ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

/* In a cluster that is too large keep a few of each identity's own: a freelancer who sends a
 * thousand bids alike must not drown the one other who sends the same. @return what is kept,
 * or 0 when memory ran out */
static size_t thin(const struct near *n, uint32_t *item, size_t count)
{
    enum { KEEP = 3 };
    struct owned *o = mem_alloc(count * sizeof *o);
    size_t kept = 0;
    if (!o) return 0;
    for (size_t i = 0; i < count; i++) o[i] = (struct owned){ n->owner(n->ctx, item[i]), item[i] };
    qsort(o, count, sizeof *o, by_owner);
    for (size_t i = 0; i < count; i++)
        if (i < KEEP || o[i].owner != o[i - KEEP].owner) item[kept++] = o[i].item;
    mem_free(o);
    return kept;
}

static cordon_status cover_large(struct link *l, const struct near *n, struct cover *c,
                                 uint32_t *item, size_t count, enum link_cap cap,
                                 struct cordon_error *err)
{
    size_t kept = thin(n, item, count);
    if (!kept) return error_nomem(err);
    if (kept > LINK_CLUSTER_MAX && n->below) return CORDON_OK; /* a crowd alike in part is a template's */
    l->told[cap].count += kept > LINK_CLUSTER_MAX ? count : count - kept;
    return kept > LINK_CLUSTER_MAX ? emit(l, n, item, kept, 0, err)
                                   : cover_cluster(l, n, c, item, kept, err);
}

cordon_status link_near(struct link *l, const struct near *n, enum link_cap cap,
                        struct cordon_error *err)
{
    enum { SQUARE = LINK_CLUSTER_MAX * LINK_CLUSTER_MAX };
    cordon_status st = CORDON_OK;
    struct cover c = { .item = mem_alloc((size_t)n->items * sizeof *c.item),
                       .likeness = mem_alloc(SQUARE * sizeof *c.likeness),
                       .covered = mem_alloc(SQUARE) };
    uint32_t *start = mem_calloc((size_t)n->items + 1, sizeof *start);
    if (!c.item || !c.likeness || !c.covered || !start) {
        st = error_nomem(err);
        goto done;
    }
    sort_clusters(n, c.item, start);
    for (uint32_t i = 0, j; i < n->items && !st; i = j) {
        uint32_t root = uf_find(n->cluster, c.item[i]);
        for (j = i + 1; j < n->items && uf_find(n->cluster, c.item[j]) == root;) j++;
        st = j - i > LINK_CLUSTER_MAX ? cover_large(l, n, &c, c.item + i, j - i, cap, err)
                                      : cover_cluster(l, n, &c, c.item + i, j - i, err);
    }
done:
    mem_free(c.item);
    mem_free(c.likeness);
    mem_free(c.covered);
    mem_free(start);
    return st;
}
