/*
 * Sorting the attributes in place: one pass by the top bits of the key into buckets that fit the
 * cache, then a comparison sort of each.
 *
 * Twenty million records of 40 bytes are 800 MB: they are moved once, and never copied whole.
 */
#include "link/graph.h"

#include <stdlib.h>

enum { BUCKET_BITS = 12, BUCKETS = 1 << BUCKET_BITS };

/* All but the bytes, which need the pool. */
static int by_key(const void *a, const void *b)
{
    const struct attr *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->len != y->len) return x->len < y->len ? -1 : 1;
    if (x->identity != y->identity) return x->identity < y->identity ? -1 : 1;
    if (x->time_s != y->time_s) return x->time_s < y->time_s ? -1 : 1;
    if (x->origin != y->origin) return x->origin < y->origin ? -1 : 1;
    if (x->weight != y->weight) return x->weight < y->weight ? -1 : 1;
    return (x->bits > y->bits) - (x->bits < y->bits);
}

static bool is_before(const char *pool, const struct attr *a, const struct attr *b)
{
    int c = str_cmp(str_of(pool + a->text, a->len), str_of(pool + b->text, b->len));
    return c ? c < 0 : by_key(a, b) < 0;
}

static void sift(const char *pool, struct attr *a, size_t at, size_t count)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_before(pool, &a[child], &a[child + 1])) child++;
        if (!is_before(pool, &a[at], &a[child])) return;
        struct attr other = a[at];
        a[at] = a[child];
        a[child] = other;
    }
}

/* Different values of one hash: bytes decide. Somebody may have made them on purpose. */
static void sort_collided(const char *pool, struct attr *a, size_t count)
{
    for (size_t i = count / 2; i-- > 0;) sift(pool, a, i, count);
    for (size_t i = count; i-- > 1;) {
        struct attr last = a[0];
        a[0] = a[i];
        a[i] = last;
        sift(pool, a, 0, i);
    }
}

static bool is_one_hash(const struct attr *a, const struct attr *b)
{
    return a->key == b->key && a->kind == b->kind && a->len == b->len;
}

static void part_collided(struct link *l)
{
    for (size_t i = 0, j; i < l->attrs; i = j) {
        bool is_one = true;
        for (j = i + 1; j < l->attrs && is_one_hash(&l->attr[i], &l->attr[j]); j++)
            if (memcmp(l->pool + l->attr[i].text, l->pool + l->attr[j].text, l->attr[i].len) != 0)
                is_one = false;
        if (!is_one) sort_collided(l->pool, l->attr + i, j - i);
    }
}

static size_t bucket_of(const struct attr *a)
{
    return (size_t)(a->key >> (64 - BUCKET_BITS));
}

void link_sort_attrs(struct link *l)
{
    size_t next[BUCKETS], end[BUCKETS];
    memset(end, 0, sizeof end);
    for (size_t i = 0; i < l->attrs; i++) end[bucket_of(&l->attr[i])]++;
    for (size_t b = 0, at = 0; b < BUCKETS; b++) {
        next[b] = at;
        at += end[b];
        end[b] = at;
    }
    for (size_t b = 0; b < BUCKETS; b++)
        while (next[b] < end[b]) {
            struct attr in_hand = l->attr[next[b]];
            for (size_t to = bucket_of(&in_hand); to != b; to = bucket_of(&in_hand)) {
                struct attr other = l->attr[next[to]];
                l->attr[next[to]++] = in_hand;
                in_hand = other;
            }
            l->attr[next[b]++] = in_hand;
        }
    for (size_t b = 0; b < BUCKETS; b++) {
        size_t from = b ? end[b - 1] : 0;
        if (end[b] - from > 1) qsort(l->attr + from, end[b] - from, sizeof *l->attr, by_key);
    }
    part_collided(l);
}
