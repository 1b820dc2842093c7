/*
 * Pictures that are nearly the same: 64-bit hashes of which at most six bits differ.
 *
 * Cut into four bands of 16 bits, two such hashes differ in at most one bit of some band. So each
 * band's bucket is compared with itself and with the sixteen whose number differs in one bit.
 */
#include "link/graph.h"

#include "base/mem.h"

enum { BANDS = 4, BAND_BITS = 16, BUCKETS = 1 << BAND_BITS };

/* Comparisons of one run: about ten seconds. A million pictures need half a thousand million. */

struct picture {
    uint64_t bits;
    uint32_t from, to; /* attributes */
};

struct pictures {
    const struct link *l;
    struct picture    *item;
    uint32_t           items;
};

static unsigned differ(uint64_t a, uint64_t b)
{
    uint64_t x = a ^ b; /* without the machine's own instruction a builtin is a call */
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (unsigned)(x * UINT64_C(0x0101010101010101) >> 56);
}

static uint32_t likeness(const void *ctx, uint32_t a, uint32_t b)
{
    const struct pictures *p = ctx;
    unsigned bits = differ(p->item[a].bits, p->item[b].bits);
    return bits <= p->l->set.photo_bits ? 1000 - bits * 1000 / 64 : 0;
}

static bool holders(struct link *l, const void *ctx, uint32_t item)
{
    const struct pictures *p = ctx;
    for (uint32_t i = p->item[item].from; i < p->item[item].to; i++) {
        const struct attr *a = &l->attr[i];
        if (!link_value_holder(l, a->identity, a->time_s, a->origin, a->weight)) return false;
    }
    return true;
}

static bool is_shared(const void *ctx, uint32_t item)
{
    const struct pictures *p = ctx;
    for (uint32_t i = p->item[item].from; i < p->item[item].to; i++)
        if (p->l->attr[i].weight == LINK_SHARED) return true;
    return false;
}

static uint32_t owner(const void *ctx, uint32_t item)
{
    const struct pictures *p = ctx;
    return p->l->attr[p->item[item].from].identity;
}

static cordon_status text(struct link *l, const void *ctx, uint32_t item, uint32_t *ret_at,
                          uint32_t *ret_len)
{
    const struct pictures *p = ctx;
    const struct attr *a = &l->attr[p->item[item].from];
    *ret_at = a->text;
    *ret_len = a->len;
    return CORDON_OK;
}

/* --- pairs ------------------------------------------------------------------------------------ */

struct bucketed {
    uint64_t *bits;  /* by bucket of the band in hand */
    uint32_t *item;
    uint32_t *start; /* BUCKETS + 1 */
    uint64_t  left;  /* comparisons that may still be made */
};

static size_t bucket_of(uint64_t bits, unsigned band)
{
    return (size_t)(bits >> (band * BAND_BITS) & (BUCKETS - 1));
}

static void fill(struct bucketed *b, const struct pictures *p, unsigned band)
{
    memset(b->start, 0, (BUCKETS + 1) * sizeof *b->start);
    for (uint32_t i = 0; i < p->items; i++) b->start[bucket_of(p->item[i].bits, band) + 1]++;
    for (size_t k = 0; k < BUCKETS; k++) b->start[k + 1] += b->start[k];
    for (uint32_t i = p->items; i-- > 0;) {
        uint32_t at = --b->start[bucket_of(p->item[i].bits, band) + 1];
        b->bits[at] = p->item[i].bits;
        b->item[at] = i;
    }
    /* start[k + 1] is where bucket k begins, and start[k + 2] where it ends */
}

static void compare(struct link *l, struct bucketed *b, size_t x, size_t y, size_t items,
                    uint32_t *cluster)
{
    size_t x_end = x + 1 < BUCKETS ? b->start[x + 2] : items;
    size_t y_end = y + 1 < BUCKETS ? b->start[y + 2] : items;
    size_t x_from = b->start[x + 1], y_from = b->start[y + 1];
    uint64_t work = (uint64_t)(x_end - x_from) * (y_end - y_from);
    if (work == 0) return;
    if (work > b->left) {
        l->told[LINK_CAP_PHOTOS].count += x_end - x_from;
        return;
    }
    b->left -= work;
    for (size_t i = x_from; i < x_end; i++)
        for (size_t j = x == y ? i + 1 : y_from; j < y_end; j++)
            if (differ(b->bits[i], b->bits[j]) <= l->set.photo_bits)
                uf_join(cluster, b->item[i], b->item[j]);
}

/* Of a few pictures each with each costs less than walking all buckets. */
static void compare_all(const struct link *l, const struct pictures *p, uint32_t *cluster)
{
    for (uint32_t i = 0; i < p->items; i++)
        for (uint32_t j = i + 1; j < p->items; j++)
            if (differ(p->item[i].bits, p->item[j].bits) <= l->set.photo_bits)
                uf_join(cluster, i, j);
}

static cordon_status find_pairs(struct link *l, const struct pictures *p, uint32_t *cluster,
                                struct cordon_error *err)
{
    enum { FEW = 1000 };
    if (p->items <= FEW) {
        compare_all(l, p, cluster);
        return CORDON_OK;
    }
    struct bucketed b = { .bits = mem_alloc(p->items * sizeof *b.bits),
                          .item = mem_alloc(p->items * sizeof *b.item),
                          .start = mem_alloc((BUCKETS + 1) * sizeof *b.start),
                          .left = LINK_COMPARES_MAX };
    bool has_room = b.bits && b.item && b.start;
    for (unsigned band = 0; band < BANDS && has_room; band++) {
        fill(&b, p, band);
        for (size_t x = 0; x < BUCKETS; x++) {
            compare(l, &b, x, x, p->items, cluster);
            for (unsigned bit = 0; bit < BAND_BITS; bit++)
                if (!(x >> bit & 1)) compare(l, &b, x, x | (size_t)1 << bit, p->items, cluster);
        }
    }
    mem_free(b.bits);
    mem_free(b.item);
    mem_free(b.start);
    return has_room ? CORDON_OK : error_nomem(err);
}

/* --- items ------------------------------------------------------------------------------------ */

static uint64_t read_bits(str s)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i]; /* lower case since it was added */
        bits = bits << 4 | (uint64_t)(byte_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return bits;
}

static cordon_status find_items(const struct link *l, struct pictures *p, struct cordon_error *err)
{
    size_t room = 0;
    for (size_t i = 0; i < l->attrs; i++) {
        const struct attr *a = &l->attr[i];
        if (a->kind != LINK_PHOTO) continue;
        uint64_t bits = read_bits(link_pool_str(l, a->text, a->len));
        if (p->items && p->item[p->items - 1].bits == bits && p->item[p->items - 1].to == i) {
            p->item[p->items - 1].to++;
            continue;
        }
        if (!LINK_GROW(p->item, room, p->items, 1)) return error_nomem(err);
        p->item[p->items++] = (struct picture){ bits, (uint32_t)i, (uint32_t)i + 1 };
    }
    return CORDON_OK;
}

cordon_status link_near_photos(struct link *l, struct cordon_error *err)
{
    struct pictures p = { .l = l };
    uint32_t *cluster = NULL;
    cordon_status st = find_items(l, &p, err);
    if (st || p.items == 0) goto done;
    cluster = uf_new(p.items);
    st = cluster ? find_pairs(l, &p, cluster, err) : error_nomem(err);
    if (st) goto done;
    const struct near n = { .kind = LINK_PHOTO, .items = p.items, .cluster = cluster, .ctx = &p,
                            .likeness = likeness, .holders = holders, .is_shared = is_shared,
                            .owner = owner, .text = text };
    st = link_near(l, &n, LINK_CAP_PHOTOS, err);
done:
    mem_free(p.item);
    mem_free(cluster);
    return st;
}
