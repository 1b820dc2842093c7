/*
 * Does a trace pass a sieve? Ten million traces of 20 to 60 bytes are read once against the names of some hundred parties, in
 * three steps, each for the few that the one before lets through:
 *
 *   a word of the trace is alike to a listed one or not: a bit set; the set of those that are, in the view's table
 *   whether one listed name, by 256 classes of them, may have all that is needed
 *   each listed name that has: do the words that it shares suffice, for the trace's name and for its own?
 */
#include "name/sieve.h"

#include "base/num.h"

/* Can a listed name that has partners for these of its words alone reach the minimum? The same bound as of a search. */
static bool reaches(const struct name_sieve *v, uint32_t number, uint64_t found)
{
    if (number >= v->x->names || v->listed[number].is_any) return true;
    const struct listed *l = &v->listed[number];
    uint32_t left[2] = { 0, 0 }, total[2] = { 0, 0 };
    size_t others = 0;
    found |= l->always;
    for (uint8_t j = 0; j < l->count; j++) {
        const struct listed_word *w = &v->listed_word[l->first + j];
        bool is_found = found >> j & 1;
        others += is_found && word_is_full(w->kind);
        for (size_t k = 0; k < 2; k++) {
            total[k] += w->weight[k];
            if (!is_found) left[k] += score_bound_weight(w->kind, w->weight[k]);
        }
    }
    uint16_t other_min = (uint16_t)num_max_u32(v->min_bp, OTHER_KIND_MIN_BP);
    return score_bound((enum reading)l->reading, score_share(left[0], total[0]), others) >= v->min_bp ||
           score_bound(READ_PERSON, score_share(left[1], total[1]), others) >= other_min;
}

static inline bool is_marked(const struct name_sieve *v, const uint8_t *p)
{
    return sieve_bit(v->word, sieve_mix(num_get_u32(p)) >> (32 - MARK_BITS));
}

/* Has one class of names all the words of a set that suffices? */
static bool some_class_has(const struct mark *const *mark, unsigned count, uint32_t sets, uint32_t set)
{
    for (uint32_t some = 1; some < 1u << count; some++) {
        if (!(sets >> some & 1) || some & ~set) continue;
        for (size_t k = 0; k < CLASS_WORDS; k++) {
            uint64_t all = UINT64_MAX;
            for (unsigned i = 0; i < count; i++)
                if (some >> i & 1) all &= mark[i]->names[k];
            if (all) return true;
        }
    }
    return false;
}

/* Has one listed name words that suffice, and does it suffice to it to have them? */
static bool some_name_has(const struct name_sieve *v, const struct mark *const *mark, unsigned count, uint32_t sets, bool has_initial)
{
    uint32_t at[VIEW_WORDS] = { 0 };
    for (;;) {
        uint32_t name = UINT32_MAX, set = 0;
        uint64_t found = 0;
        for (unsigned i = 0; i < count; i++)
            if (at[i] < mark[i]->count) name = num_min_u32(name, v->place[mark[i]->first + at[i]].name);
        if (name == UINT32_MAX) return false;
        for (unsigned i = 0; i < count; i++) {
            const struct place *p = at[i] < mark[i]->count ? &v->place[mark[i]->first + at[i]] : NULL;
            if (!p || p->name != name) continue;
            set |= 1u << i;
            found |= p->at;
            at[i]++;
        }
        if (sets >> set & 1 && (has_initial || reaches(v, name, found))) return true;
    }
}

static bool words_pass(const struct name_sieve *v, const uint8_t *word, unsigned count, uint32_t sets, uint32_t set, bool has_initial)
{
    static const struct mark none;
    const struct mark *mark[VIEW_WORDS];
    if (!(sets >> set & 1)) return false;
    for (unsigned i = 0; i < count; i++) {
        bool is_there = set >> i & 1;
        mark[i] = is_there ? sieve_mark_of(v->mark, v->mark_room, num_get_u32(word + 4 * (size_t)i)) : &none;
    }
    return some_class_has(mark, count, sets, set) && some_name_has(v, mark, count, sets, has_initial);
}

/* One view; *p moves behind it, or to `end` when the bytes are none. */
static bool view_passes(const struct name_sieve *v, const uint8_t **p, const uint8_t *end)
{
    if (*p == end) return true;
    unsigned head = *(*p)++, count = head & ~(unsigned)(VIEW_ANY | VIEW_INITIAL);
    if (head == VIEW_ALWAYS) return true;
    bool is_any = head & VIEW_ANY, passes = false;
    size_t len = 4 * (size_t)count + (is_any ? 0 : 4);
    if ((size_t)(end - *p) < len || (!is_any && count > VIEW_WORDS)) {
        *p = end;
        return true;
    }
    const uint8_t *word = *p + (is_any ? 0 : 4);
    uint32_t set = 0;
    for (unsigned i = 0; i < count; i++) {
        bool is_there = is_marked(v, word + 4 * (size_t)i);
        passes |= is_any && is_there;
        if (!is_any) set |= (uint32_t)is_there << i;
    }
    if (!is_any) passes = words_pass(v, word, count, num_get_u32(*p), set, head & VIEW_INITIAL);
    *p += len;
    return passes;
}

static bool has_key(const struct name_sieve *v, uint32_t full)
{
    uint32_t key = (full >> 16 & v->mask) << 16 | (full & 0xFFFF);
    if (!sieve_bit(v->front, sieve_mix(key) >> (32 - FRONT_BITS))) return false;
    return key ? v->key[sieve_key_at(v, key)] == key : v->has_zero;
}

bool name_sieve_passes(const struct name_sieve *v, str trace, str *ret_rest)
{
    *ret_rest = STR_EMPTY;
    if (trace.len < 3) return true;
    const uint8_t *p = (const uint8_t *)trace.data;
    size_t len = num_get_u16(p);
    if (len < 1 || len > trace.len - 2) return true;
    *ret_rest = str_from(trace, len + 2);
    const uint8_t *end = p + 2 + len;
    p += 2;
    for (unsigned views = *p++; views; views--)
        if (view_passes(v, &p, end)) return true;
    if (end - p < 2 || (size_t)(end - p) != 2 + 4 * (size_t)num_get_u16(p)) return true;
    for (p += 2; p < end; p += 4)
        if (has_key(v, num_get_u32(p))) return true;
    return false;
}
