/*
 * Texts that are nearly the same: MinHash bands propose pairs, the whole sets decide.
 *
 * Workload: 100,000 resumes of 300 words, of which a few in a hundred have a twin. Texts with the
 * same set are one item. Pairs already in one cluster are not compared here: the cluster is
 * compared each with each later (near.c).
 */
#include "link/graph.h"

#include "base/mem.h"

#include <stdlib.h>

enum { RUN_WHOLE = 64, RUN_NEXT = 8 }; /* a longer run of one band is compared with neighbours only:
                                          ours, such a run is a template's, and meets again */

struct texts {
    const struct link *l;
    uint32_t          *first; /* of item i: texts first[i] .. first[i + 1] */
    uint32_t           items;
    uint32_t           need;  /* least likeness, in thousandths */
};

struct banded {
    uint32_t hash, item;
};

static int by_set(const void *a, const void *b)
{
    const struct text *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->set != y->set) return x->set < y->set ? -1 : 1;
    if (x->shingles != y->shingles) return x->shingles < y->shingles ? -1 : 1;
    if (x->identity != y->identity) return x->identity < y->identity ? -1 : 1;
    if (x->time_s != y->time_s) return x->time_s < y->time_s ? -1 : 1;
    if (x->origin != y->origin) return x->origin < y->origin ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

static int by_band(const void *a, const void *b)
{
    const struct banded *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static const struct text *text_of(const struct texts *t, uint32_t item)
{
    return &t->l->text[t->first[item]];
}

static uint32_t likeness(const void *ctx, uint32_t a, uint32_t b)
{
    const struct texts *t = ctx;
    const struct text *x = text_of(t, a), *y = text_of(t, b);
    uint64_t need = t->need;
    size_t small = x->shingles < y->shingles ? x->shingles : y->shingles;
    size_t large = x->shingles < y->shingles ? y->shingles : x->shingles;
    if (x->kind != y->kind || small * 1000 < large * need) return 0;
    uint32_t p = link_jaccard(t->l->shingle + x->first, x->shingles, t->l->shingle + y->first,
                              y->shingles);
    return p >= need ? p : 0;
}

static bool holders(struct link *l, const void *ctx, uint32_t item)
{
    const struct texts *t = ctx;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        const struct text *x = &l->text[i];
        if (!link_value_holder(l, x->identity, x->time_s, x->origin, x->weight)) return false;
    }
    return true;
}

static bool is_shared(const void *ctx, uint32_t item)
{
    const struct texts *t = ctx;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++)
        if (t->l->text[i].weight == LINK_SHARED) return true;
    return false;
}

static uint32_t owner(const void *ctx, uint32_t item)
{
    return text_of(ctx, item)->identity;
}

static cordon_status no_text(struct link *l, const void *ctx, uint32_t item, uint32_t *ret_at,
                             uint32_t *ret_len)
{
    (void)l, (void)ctx, (void)item;
    *ret_at = *ret_len = 0; /* a resume is nobody's label */
    return CORDON_OK;
}

static void find_items(struct texts *t)
{
    const struct link *l = t->l;
    for (uint32_t i = 0; i < l->texts; i++) {
        const struct text *x = &l->text[i], *y = i ? x - 1 : x;
        bool is_same = i && x->kind == y->kind && x->set == y->set && x->shingles == y->shingles &&
                       memcmp(l->shingle + x->first, l->shingle + y->first,
                              x->shingles * sizeof *l->shingle) == 0;
        if (!is_same) t->first[t->items++] = i;
    }
    t->first[t->items] = (uint32_t)l->texts;
}

static void compare_run(const struct texts *t, const struct banded *run, size_t count,
                        uint32_t *cluster)
{
    for (size_t i = 0; i < count; i++) {
        size_t end = count <= RUN_WHOLE || count - i <= RUN_NEXT ? count : i + 1 + RUN_NEXT;
        for (size_t j = i + 1; j < end; j++) {
            if (uf_find(cluster, run[i].item) == uf_find(cluster, run[j].item)) continue;
            if (likeness(t, run[i].item, run[j].item))
                uf_join(cluster, run[i].item, run[j].item);
        }
    }
}

static void compare_band(const struct texts *t, struct banded *b, size_t band, uint32_t *cluster)
{
    for (uint32_t i = 0; i < t->items; i++) {
        const struct text *x = text_of(t, i);
        b[i] = (struct banded){ x->band[band] + x->kind, i };
    }
    qsort(b, t->items, sizeof *b, by_band);
    for (size_t i = 0, j; i < t->items; i = j) {
        for (j = i + 1; j < t->items && b[j].hash == b[i].hash;) j++;
        if (j - i > 1) compare_run(t, b + i, j - i, cluster);
    }
}

/* Shared values of the items of one kind: from .. to. */
static cordon_status cover_kind(struct link *l, const struct texts *t, uint32_t from, uint32_t to, uint32_t below,
                                uint32_t *cluster, struct cordon_error *err)
{
    struct texts part = { .l = l, .first = t->first + from, .items = to - from, .need = t->need };
    for (uint32_t i = from; i < to; i++) cluster[i] = uf_find(cluster, i);
    for (uint32_t i = from; i < to; i++) cluster[i] -= from;
    const struct near n = { .kind = (enum link_kind)text_of(t, from)->kind, .items = part.items,
                            .cluster = cluster + from, .ctx = &part, .likeness = likeness,
                            .holders = holders, .below = below, .is_shared = is_shared, .owner = owner,
                            .text = no_text };
    return link_near(l, &n, LINK_CAP_TEXTS, err);
}

/* Kinds stand one after another. */
static uint32_t end_of_kind(const struct texts *t, uint32_t from)
{
    uint32_t to = from;
    while (to < t->items && text_of(t, to)->kind == text_of(t, from)->kind) to++;
    return to;
}

static void begin_clusters(const struct texts *t, struct banded *b, uint32_t *cluster)
{
    for (uint32_t i = 0; i < t->items; i++) cluster[i] = i;
    for (size_t band = 0; band < TEXT_BANDS; band++) compare_band(t, b, band, cluster);
}

/* Texts that are one; then, of resumes, those that are one in part. */
cordon_status link_near_texts(struct link *l, struct cordon_error *err)
{
    if (l->texts == 0) return CORDON_OK;
    cordon_status st = CORDON_OK;
    struct texts t = { .l = l, .first = mem_alloc((l->texts + 1) * sizeof *t.first), .need = l->set.near_permille };
    struct banded *b = mem_alloc(l->texts * sizeof *b);
    uint32_t *cluster = uf_new(l->texts);
    if (!t.first || !b || !cluster) {
        st = error_nomem(err);
        goto done;
    }
    qsort(l->text, l->texts, sizeof *l->text, by_set);
    find_items(&t);
    begin_clusters(&t, b, cluster);
    for (uint32_t from = 0, to; from < t.items && !st; from = to) {
        to = end_of_kind(&t, from);
        st = cover_kind(l, &t, from, to, 0, cluster, err);
    }
    if (st || l->set.part_permille == l->set.near_permille) goto done;
    t.need = l->set.part_permille;
    begin_clusters(&t, b, cluster);
    for (uint32_t from = 0, to; from < t.items && !st; from = to) {
        to = end_of_kind(&t, from);
        if (text_of(&t, from)->kind == LINK_RESUME)
            st = cover_kind(l, &t, from, to, l->set.near_permille, cluster, err);
    }
done:
    mem_free(t.first);
    mem_free(b);
    mem_free(cluster);
    return st;
}
