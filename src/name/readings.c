/* Searching by readings. */
#include "name/readings.h"

#include "base/num.h"
#include "name/key.h"

#include <stdlib.h>

enum {
    WHOLE_LEAST_CB = -580, /* a reading less likely than this may be an accident of letters (ours) */
    UNSURE_MOST_CB = 700,  /* what such an accident is worth at most (ours) */
};

static bool is_whole(const struct ko_name *k)
{
    return k->is_whole && k->prior_cb > WHOLE_LEAST_CB;
}

static bool any_whole(const struct ko_name *k, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_whole(&k[i])) return true;
    return false;
}

/* Of readings that agree as well, the commoner name: what is worth less is the likelier reading. */
static bool is_better(const struct score *x, const struct score *than)
{
    return x->name_bp > than->name_bp || (x->name_bp == than->name_bp && x->info_cb < than->info_cb);
}

bool readings_of(const struct read_name *n, struct arena *arena, struct readings *ret)
{
    struct ko_name room[KO_HYPOTHESES];
    *ret = (struct readings){ .count = ko_read(n, room) };
    ret->is_whole = any_whole(room, ret->count);
    if (!ret->count) return true;
    ret->korean = arena_alloc(arena, ret->count * sizeof *ret->korean);
    if (!ret->korean) return false;
    memcpy(ret->korean, room, ret->count * sizeof *room);
    return true;
}

static struct score best_pair(const struct readings *a, const struct ko_name *b, size_t b_count)
{
    struct score best = { 0, false, 0 };
    for (size_t j = 0; j < b_count; j++)
        for (size_t i = 0; i < a->count; i++) {
            struct score s = ko_pair(&a->korean[i], &b[j]);
            bool is_certain = is_whole(&a->korean[i]) && is_whole(&b[j]);
            if (!is_certain && s.info_cb > UNSURE_MOST_CB) s.info_cb = UNSURE_MOST_CB;
            if (is_better(&s, &best)) best = s;
        }
    return best;
}

bool readings_join(const struct readings *a, const struct ko_name *b, size_t b_count, struct score *score)
{
    if (score->is_exact || !a->count || !b_count) return false;
    struct score s = best_pair(a, b, b_count);
    bool decides = a->is_whole && any_whole(b, b_count);
    if (!decides && s.name_bp <= score->name_bp) return false;
    *score = s;
    return true;
}

void readings_cap(struct score *s, int32_t self_a, int32_t self_b)
{
    int32_t most = self_a < self_b ? self_a : self_b;
    if (s->info_cb > most) s->info_cb = most;
}

static str spelled(const struct ko_name *k, struct arena *arena)
{
    char text[64];
    return arena_str(arena, str_of(text, ko_spell(k, text, sizeof text)));
}

bool readings_say(const struct readings *a, const struct readings *b, struct arena *arena, struct name_part *ret)
{
    struct score best = { 0, false, 0 };
    const struct ko_name *x = NULL, *y = NULL;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            struct score s = ko_pair(&a->korean[i], &b->korean[j]);
            if (x && !is_better(&s, &best)) continue;
            best = s;
            x = &a->korean[i];
            y = &b->korean[j];
        }
    if (!x) return false;
    ret->how = PART_READ;
    ret->same_bp = best.name_bp;
    ret->weight_cb = (uint16_t)num_min_u32(best.info_cb > 0 ? (uint32_t)best.info_cb : 0, UINT16_MAX);
    ret->reading[0] = spelled(x, arena);
    ret->reading[1] = spelled(y, arena);
    ret->system[0] = ko_system_name(x);
    ret->system[1] = ko_system_name(y);
    return true;
}

/* --- stored readings ---------------------------------------------------------------------------- */

const struct ko_name *readings_stored(const struct name_index *x, uint32_t name, struct ko_name room[KO_HYPOTHESES],
                                      size_t *ret_count)
{
    uint32_t low = 0, count = (uint32_t)(x->section[SEC_READ].len / READ_ROW), high = count ? count - 1 : 0;
    *ret_count = 0;
    if (!count) return NULL;
    while (low < high) { /* the last row closes */
        uint32_t mid = low + (high - low) / 2;
        if (part_u32(x->section[SEC_READ], 2 * mid) < name) low = mid + 1;
        else high = mid;
    }
    if (low + 1 >= count || part_u32(x->section[SEC_READ], 2 * low) != name) return NULL;
    uint32_t from = part_u32(x->section[SEC_READ], 2 * low + 1), to = part_u32(x->section[SEC_READ], 2 * low + 3);
    for (uint32_t i = from; i < to && *ret_count < KO_HYPOTHESES; i++) {
        const uint8_t *row = part_record(x->section[SEC_HYP], i, HYP_ROW);
        if (!row) break;
        struct ko_name *k = &room[(*ret_count)++];
        k->system = row[0];
        k->given = row[1] & 3u;
        k->is_whole = row[1] >> 2 & 1u;
        k->dropped = row[1] >> 3 & 3u;
        k->is_far = row[1] >> 5 & 1u;
        k->prior_cb = (int16_t)num_get_u16(row + 2);
        for (size_t u = 0; u < KO_UNITS; u++) k->unit[u] = num_get_u16(row + 4 + 2 * u);
        if (!ko_is_good(k)) (*ret_count)--; /* of a damaged part */
    }
    return *ret_count ? room : NULL;
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
    uint64_t key[KO_KEYS];
    s->visit++;
    s->touched.count = s->read.count = 0;
    for (size_t i = 0; i < q->count; i++) {
        size_t n = ko_keys(&q->korean[i], key);
        for (size_t k = 0; k < n; k++)
            if (!ask(s, x, key[k])) return false;
    }
    for (size_t i = 0; i < s->touched.count && s->work <= s->work_max; i++) {
        struct ko_name room[KO_HYPOTHESES];
        struct read_hit hit = { .name = ((const uint32_t *)s->touched.items)[i] };
        size_t count;
        const struct ko_name *stored = readings_stored(x, hit.name, room, &count);
        if (!stored) continue;
        s->work += count * q->count * PAIR_COST;
        hit.score = best_pair(q, stored, count);
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
