/* Searching by readings. */
#include "name/readings.h"

#include "base/num.h"
#include "name/key.h"

#include <stdlib.h>

enum {
    WHOLE_LEAST_CB = -580, /* a reading less likely than this may be an accident of letters (ours) */
    UNSURE_MOST_CB = 700,  /* what such an accident is worth at most (ours) */
};

static const struct name_model *const models[MODELS] = { [MODEL_KOREAN] = &korean_model, [MODEL_JAPANESE] = &japanese_model };

static bool is_whole(const struct hypothesis *h)
{
    return h->is_whole && h->prior_cb > WHOLE_LEAST_CB;
}

unsigned readings_whole(const struct readings *r)
{
    unsigned set = 0;
    for (size_t i = 0; i < r->count; i++)
        if (is_whole(&r->hyp[i])) set |= 1u << model_of(&r->hyp[i]);
    return set;
}

/* Of readings that agree as well, the commoner name: what is worth less is the likelier reading. */
static bool is_better(const struct score *x, const struct score *than)
{
    return x->name_bp > than->name_bp || (x->name_bp == than->name_bp && x->info_cb < than->info_cb);
}

size_t readings_read(const struct read_name *n, struct hypothesis ret[READINGS_ROOM])
{
    size_t count = 0;
    for (unsigned m = 0; m < MODELS; m++) count += models[m]->read(n, ret + count);
    return count;
}

size_t readings_keys(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    return models[model_of(h)]->keys(h, ret);
}

bool readings_know(const struct readings *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (models[model_of(&r->hyp[i])]->is_known(&r->hyp[i])) return true;
    return false;
}

bool readings_of(const struct read_name *n, struct arena *arena, struct readings *ret)
{
    struct hypothesis room[READINGS_ROOM];
    *ret = (struct readings){ .count = readings_read(n, room) };
    if (!ret->count) return true;
    ret->hyp = arena_alloc(arena, ret->count * sizeof *ret->hyp);
    if (!ret->hyp) return false;
    memcpy(ret->hyp, room, ret->count * sizeof *room);
    return true;
}

struct best {
    struct score             score;
    const struct hypothesis *a, *b;
};

static struct best best_pair(const struct readings *a, const struct readings *b)
{
    struct best best = { .a = NULL };
    for (size_t j = 0; j < b->count; j++)
        for (size_t i = 0; i < a->count; i++) {
            const struct hypothesis *x = &a->hyp[i], *y = &b->hyp[j];
            if (model_of(x) != model_of(y)) continue;
            struct score s = models[model_of(x)]->pair(x, y);
            bool is_certain = is_whole(x) && is_whole(y);
            if (!is_certain && s.info_cb > UNSURE_MOST_CB) s.info_cb = UNSURE_MOST_CB;
            if (best.a && !is_better(&s, &best.score)) continue;
            best = (struct best){ s, x, y };
        }
    return best;
}

const struct name_model *readings_join(const struct readings *a, const struct readings *b, struct score *score)
{
    if (score->is_exact || !a->count || !b->count) return NULL;
    struct best best = best_pair(a, b);
    bool decides = readings_whole(a) & readings_whole(b);
    if (!best.a || (!decides && best.score.name_bp <= score->name_bp)) return NULL;
    *score = best.score;
    return models[model_of(best.a)];
}

void readings_cap(struct score *s, int32_t self_a, int32_t self_b)
{
    int32_t most = self_a < self_b ? self_a : self_b;
    if (s->info_cb > most) s->info_cb = most;
}

static str spelled(const struct hypothesis *h, struct arena *arena)
{
    char text[64];
    return arena_str(arena, str_of(text, models[model_of(h)]->spell(h, text, sizeof text)));
}

bool readings_say(const struct readings *a, const struct readings *b, struct arena *arena, struct name_part *ret)
{
    struct best best = best_pair(a, b);
    if (!best.a) return false;
    ret->how = PART_READ;
    ret->same_bp = best.score.name_bp;
    ret->weight_cb = (uint16_t)num_min_u32(best.score.info_cb > 0 ? (uint32_t)best.score.info_cb : 0, UINT16_MAX);
    const struct hypothesis *h[2] = { best.a, best.b };
    for (size_t i = 0; i < 2; i++) {
        ret->reading[i] = spelled(h[i], arena);
        ret->system[i] = models[model_of(h[i])]->system_name(h[i]);
    }
    return true;
}

/* --- stored readings ---------------------------------------------------------------------------- */

static struct hypothesis unpack(const uint8_t *row)
{
    struct hypothesis h = {
        .system = row[0], .given = row[1] & 3u, .is_whole = row[1] >> 2 & 1u, .dropped = row[1] >> 3 & 3u,
        .is_far = row[1] >> 5 & 1u, .extra = row[1] >> 6 & 3u, .prior_cb = (int16_t)num_get_u16(row + 2),
    };
    for (size_t u = 0; u < HYPOTHESIS_UNITS; u++) h.unit[u] = num_get_u16(row + 4 + 2 * u);
    return h;
}

struct readings readings_stored(const struct name_index *x, uint32_t name, struct hypothesis room[READINGS_ROOM])
{
    struct readings none = { .count = 0 }, r = { .hyp = room };
    uint32_t low = 0, count = (uint32_t)(x->section[SEC_READ].len / READ_ROW), high = count ? count - 1 : 0;
    if (!count) return none;
    while (low < high) { /* the last row closes */
        uint32_t mid = low + (high - low) / 2;
        if (part_u32(x->section[SEC_READ], 2 * mid) < name) low = mid + 1;
        else high = mid;
    }
    if (low + 1 >= count || part_u32(x->section[SEC_READ], 2 * low) != name) return none;
    uint32_t from = part_u32(x->section[SEC_READ], 2 * low + 1), to = part_u32(x->section[SEC_READ], 2 * low + 3);
    for (uint32_t i = from; i < to && r.count < READINGS_ROOM; i++) {
        const uint8_t *row = part_record(x->section[SEC_HYP], i, HYP_ROW);
        if (!row) break;
        room[r.count] = unpack(row);
        /* what is no reading is of a damaged part */
        if (model_of(&room[r.count]) < MODELS && models[model_of(&room[r.count])]->is_good(&room[r.count])) r.count++;
    }
    return r;
}

/* --- searching ---------------------------------------------------------------------------------- */

static bool note(struct name_scratch *s, uint32_t name, uint32_t names)
{
    if (name >= names || s->name_mark[name].seen == s->visit) return true;
    uint32_t *t = list_add(&s->touched, sizeof *t);
    if (!t) return false;
    *t = name;
    s->name_mark[name].seen = s->visit;
    return true;
}

static bool ask(struct name_scratch *s, const struct name_index *x, uint64_t key)
{
    uint64_t mixed = key_mix(key);
    uint16_t tag = index_tag_of(mixed);
    uint32_t i, to;
    index_bucket(x, mixed, &i, &to);
    s->work += to > i ? to - i : 0;
    for (; i < to; i++) {
        uint32_t val;
        if (part_u16(x->section[SEC_TAG], i) != tag) continue;
        val = part_u32(x->section[SEC_VAL], i);
        if ((val & VAL_IS_NAME) && !note(s, val & ~VAL_IS_NAME, x->names)) return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    uint32_t x = ((const struct read_hit *)a)->name, y = ((const struct read_hit *)b)->name;
    return (x > y) - (x < y);
}

bool readings_search(struct name_scratch *s, const struct name_index *x, const struct readings *q,
                     uint16_t min_bp, const struct read_hit **ret, size_t *ret_count)
{
    enum { PAIR_COST = 60 }; /* of two readings, about (measured) */
    uint64_t key[HYPOTHESIS_KEYS_MAX];
    s->visit++;
    s->touched.count = s->read.count = 0;
    for (size_t i = 0; i < q->count; i++) {
        size_t n = readings_keys(&q->hyp[i], key);
        for (size_t k = 0; k < n; k++)
            if (!ask(s, x, key[k])) return false;
    }
    for (size_t i = 0; i < s->touched.count && s->work <= s->work_max; i++) {
        struct hypothesis room[READINGS_ROOM];
        struct read_hit hit = { .name = ((const uint32_t *)s->touched.items)[i] };
        struct readings stored = readings_stored(x, hit.name, room);
        s->work += stored.count * q->count * PAIR_COST;
        hit.score = best_pair(q, &stored).score;
        if (hit.score.name_bp < min_bp) continue;
        struct read_hit *kept = list_add(&s->read, sizeof *kept);
        if (!kept) return false;
        *kept = hit;
    }
    if (s->read.count) qsort(s->read.items, s->read.count, sizeof(struct read_hit), by_name);
    *ret = s->read.items;
    *ret_count = s->read.count;
    return true;
}
