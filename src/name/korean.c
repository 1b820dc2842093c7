/*
 * Korean names: any writing to a surname and one to three syllables of hangul.
 *
 * Every written syllable stands for a few syllables of hangul, each more or less likely: `Chun` for
 * 춘, 준, 천. Two names are one as far as their syllables can be the same, place by place; letters are
 * never compared. The tables: data/korean/, made into arrays by tools/gen_korean.py.
 *
 * Here: keys of a reading, pairs of readings, and what is told to people. Workload: of a Korean name some four
 * readings remain; most pairs of readings share no surname and are done after some thirty instructions.
 */
#include "name/korean.h"

#include "base/num.h"
#include "name/key.h"

enum {
    LEAST_CB = -2400,
    SYLLABLE_MOST_CB = 640, /* what one syllable is worth: of those rarer than one in 84 the tables know little (ours) */
    KEY_PLACES = 3,
};

static bool ko_is_good(const struct hypothesis *k)
{
    if (k->system >= KO_SYSTEMS || !k->given) return false;
    for (unsigned at = 0; at <= k->given; at++) {
        uint16_t unit = k->unit[at];
        if (unit == NO_UNIT) {
            if (at) return false;
        } else if (k->system == KO_HANGUL ? !ko_is_atom(unit) : k->system != KO_HANJA && !ko_is_row(unit)) {
            return false;
        }
    }
    return true;
}

static bool ko_is_known(const struct hypothesis *k)
{
    if (k->system != KO_HANGUL || k->unit[0] == NO_UNIT || k->given > 2) return false; /* 고려항공 */
    for (unsigned at = 0; at <= k->given; at++) {
        struct ko_vector v;
        bool is_known = false;
        ko_vector_of(k, at, &v);
        for (size_t i = 0; i < v.count; i++)
            is_known = is_known || ko_prior_is_known(ko_prior(at < 2 ? at : 2, v.item[i].atom));
        if (!is_known) return false;
    }
    return true;
}

static bool ko_is_spelled(const struct hypothesis *k)
{
    return k->system == KO_FREE || k->system == KO_NORTH;
}

/* --- keys ------------------------------------------------------------------------------------- */

static uint64_t key_of(unsigned position, uint16_t a, uint16_t b)
{
    return key_make(KEY_MODEL_KOREAN, position, (uint64_t)a << 16 | b);
}

/* Which pairs of places make keys: any two of surname, first and second syllable, bit x * 3 + y. Of initials
 * one only, with the surname, when nothing better is there: they stand for many syllables each. */
static unsigned key_places(const struct hypothesis *k)
{
    unsigned full = 0, set = 0;
    for (unsigned at = 0; at < KEY_PLACES && at <= k->given; at++)
        if (k->unit[at] != NO_UNIT && !ko_is_initial(k, at)) full |= 1u << at;
    for (unsigned x = 0; x < KEY_PLACES; x++)
        for (unsigned y = x + 1; y < KEY_PLACES; y++)
            if ((full >> x & 1) && (full >> y & 1)) set |= 1u << (x * 3 + y);
    if (!set && full == 1) set = 1u << 1; /* J. I. Ri */
    return set;
}

static size_t ko_keys(const struct hypothesis *k, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    struct ko_vector v[KEY_PLACES];
    unsigned set = key_places(k);
    size_t count = 0;
    for (unsigned at = 0; at < KEY_PLACES; at++) {
        v[at].count = 0;
        if (at <= k->given) ko_vector_of(k, at, &v[at]);
    }
    for (unsigned x = 0; x < KEY_PLACES; x++)
        for (unsigned y = x + 1; y < KEY_PLACES; y++) {
            if (!(set >> (x * 3 + y) & 1)) continue;
            for (size_t i = 0; i < v[x].count; i++)
                for (size_t j = 0; (v[x].item[i].amp & KO_KEY) && j < v[y].count && count < HYPOTHESIS_KEYS_MAX; j++)
                    if (v[y].item[j].amp & KO_KEY)
                        ret[count++] = key_of(x * 3 + y, v[x].item[i].atom, v[y].item[j].atom);
        }
    return count;
}

/* --- pairs ------------------------------------------------------------------------------------ */

/* cos in 1/4095^2 -> hundredths of a bit, 0 or less; LEAST_CB for nothing in common */
static int32_t log_of(uint32_t dot)
{
    const uint32_t whole = 4095u * 4095u;
    if (dot >= whole) return 0;
    if (!dot) return LEAST_CB;
    return (int32_t)num_log2_cb(dot) - (int32_t)num_log2_cb(whole);
}

enum { INITIAL_CB = -200, INITIAL_LEAST = 64 * 64 }; /* an initial agrees: as far as one letter can (ours) */

struct place_pair {
    int32_t compat_cb, info_cb;
    bool    does_meet; /* in an atom that makes keys of both */
};

static struct place_pair pair_place(const struct hypothesis *a, const struct hypothesis *b, unsigned at)
{
    struct ko_vector x, y;
    struct place_pair r = { LEAST_CB, 0, false };
    unsigned place = at < 2 ? at : 2;
    uint32_t dot = 0;
    uint64_t worth = 0, weight = 0;
    ko_vector_of(a, at, &x);
    ko_vector_of(b, at, &y);
    for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
        const struct ko_entry *p = &x.item[i], *q = &y.item[j];
        i += p->atom <= q->atom;
        j += p->atom >= q->atom;
        if (p->atom != q->atom) continue;
        uint64_t post = (uint64_t)p->post * q->post;
        dot += (uint32_t)(p->amp & ~KO_KEY) * (q->amp & ~(uint32_t)KO_KEY);
        r.does_meet |= (p->amp & q->amp & KO_KEY) != 0;
        weight += post;
        worth += post * ko_prior(place, p->atom);
    }
    if (!dot) return r;
    r.compat_cb = log_of(dot);
    if (ko_is_initial(a, at) || ko_is_initial(b, at)) r.compat_cb = dot < INITIAL_LEAST ? LEAST_CB : INITIAL_CB;
    if (weight) { /* bits of the shared syllable, less the doubt which it is */
        r.info_cb = (int32_t)(worth / weight) + (int32_t)num_log2_cb(weight) - (int32_t)num_log2_cb(255u * 255u);
        if (r.info_cb < 0) r.info_cb = 0;
        if (r.info_cb > SYLLABLE_MOST_CB) r.info_cb = SYLLABLE_MOST_CB;
    }
    return r;
}

/* Hundredths of a bit to basis points: bands of the model's compatibility: -1, -2.64, -5 and -8 nats of
 * the field's prototype (ours) */
static uint16_t bp_of(int32_t cb)
{
    static const struct { int32_t cb; uint16_t bp; } line[] = {
        { 0, 9900 }, { -144, 9700 }, { -381, 9500 }, { -721, 7500 }, { -1154, 6500 }, { LEAST_CB, 0 },
    };
    for (size_t i = 1; i < COUNT_OF(line); i++) {
        if (cb < line[i].cb) continue;
        int32_t span = line[i - 1].cb - line[i].cb, rise = line[i - 1].bp - line[i].bp;
        return (uint16_t)(line[i].bp + rise * (cb - line[i].cb) / span);
    }
    return 0;
}

enum {
    MISSING_CB = -290,
    MISSING_TOP_BP = 7400, /* of names with a part missing, or an initial: below the band of alerts */
    MENDED_TOP_BP = 8400,  /* with a slip mended: never without a second look */
    PRIOR_PERCENT = 40, /* of how much less likely than another a reading is (ours: bench_quality) */
    WORTH_PERCENT = 60, /* (ours) */
};

static int32_t cost_of(const struct hypothesis *h)
{
    return h->prior_cb * PRIOR_PERCENT / 100;
}

static uint16_t top_of(const struct hypothesis *h)
{
    for (unsigned at = 1; at <= h->given; at++)
        if (ko_is_initial(h, at)) return MISSING_TOP_BP;
    return h->extra & KO_MENDED ? MENDED_TOP_BP : UINT16_MAX;
}

/* Two places that make keys of both readings, and in which they meet. */
static bool does_key_lead(const struct hypothesis *a, const struct hypothesis *b, unsigned met)
{
    unsigned set = key_places(a) & key_places(b);
    for (unsigned x = 0; x < KEY_PLACES; x++)
        for (unsigned y = x + 1; y < KEY_PLACES; y++)
            if ((set >> (x * 3 + y) & 1) && (met >> x & 1) && (met >> y & 1)) return true;
    return false;
}

static struct score ko_pair(const struct hypothesis *a, const struct hypothesis *b)
{
    struct score none = { 0, false, 0 };
    int32_t compat = cost_of(a) + cost_of(b), info = 0;
    bool has_gap = (a->unit[0] == NO_UNIT) != (b->unit[0] == NO_UNIT);
    unsigned met = 0;
    if (a->given != b->given) return none;
    for (unsigned at = 0; at <= a->given; at++) {
        if (a->unit[at] == NO_UNIT || b->unit[at] == NO_UNIT) continue;
        if (a->system == KO_HANJA && b->system == KO_HANJA && !chinese_same_character(a->unit[at], b->unit[at])) return none;
        struct place_pair p = pair_place(a, b, at);
        if (p.compat_cb <= LEAST_CB) return none;
        met |= (unsigned)p.does_meet << at;
        compat += p.compat_cb;
        info += p.info_cb;
    }
    if (!does_key_lead(a, b, met)) return none;
    if (has_gap) compat += MISSING_CB;
    /* syllables of a name go together, and those who are asked about are not drawn from one country */
    struct score s = { bp_of(compat), false, info * WORTH_PERCENT / 100 + compat / 2 };
    uint32_t top = num_min_u32(num_min_u32(top_of(a), top_of(b)), has_gap ? MISSING_TOP_BP : UINT16_MAX);
    s.name_bp = (uint16_t)num_min_u32(s.name_bp, top);
    if (s.info_cb < 0) s.info_cb = 0;
    return s;
}

static struct score ko_pair_part(const struct hypothesis *a, const struct hypothesis *b, unsigned at)
{
    struct score none = { 0, false, 0 };
    if (at > a->given || at > b->given || a->unit[at] == NO_UNIT || b->unit[at] == NO_UNIT) return none;
    struct place_pair p = pair_place(a, b, at);
    return (struct score){ bp_of(p.compat_cb), false, p.info_cb * WORTH_PERCENT / 100 };
}

/* --- words for people -------------------------------------------------------------------------- */

static const char *ko_system_name(const struct hypothesis *k)
{
    static const char *const names[KO_SYSTEMS] = { "free", "north", "other", "pinyin", "hangul", "hanja" };
    return names[k->system];
}

static size_t put_syllable(uint16_t atom, char *ret)
{
    uint32_t c = 0xAC00u + atom;
    ret[0] = (char)(0xE0 | c >> 12);
    ret[1] = (char)(0x80 | (c >> 6 & 0x3F));
    ret[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static uint16_t best_of(const struct ko_vector *v)
{
    unsigned best = 0;
    uint16_t atom = NO_UNIT;
    for (size_t i = 0; i < v->count; i++)
        if ((v->item[i].amp & (uint32_t)~KO_KEY) > best) {
            best = v->item[i].amp & (uint32_t)~KO_KEY;
            atom = v->item[i].atom;
        }
    return atom;
}

static size_t ko_spell_part(const struct hypothesis *k, unsigned at, char *ret, size_t cap)
{
    struct ko_vector v;
    uint16_t syllable[2];
    size_t len = 0;
    if (at > k->given || ko_is_initial(k, at) || cap < 6) return 0;
    ko_vector_of(k, at, &v);
    uint16_t atom = best_of(&v);
    if (atom == NO_UNIT) return 0;
    size_t count = ko_syllables(atom, syllable);
    for (size_t i = 0; i < count; i++) len += put_syllable(syllable[i], ret + len);
    return len;
}

static size_t ko_spell(const struct hypothesis *k, char *ret, size_t cap)
{
    size_t len = 0;
    for (unsigned at = 0; at <= k->given; at++) {
        char part[8];
        size_t n = ko_spell_part(k, at, part, sizeof part);
        if (!n || len + n + 2 > cap) continue;
        if (len) {
            ret[len++] = (char)0xC2;
            ret[len++] = (char)0xB7;
        }
        memcpy(ret + len, part, n);
        len += n;
    }
    return len;
}

const struct name_model korean_model = {
    .id = "korean", .read = ko_read, .keys = ko_keys, .is_good = ko_is_good, .is_known = ko_is_known,
    .is_spelled = ko_is_spelled,
    .pair = ko_pair, .system_name = ko_system_name, .spell = ko_spell,
    .spell_part = ko_spell_part, .pair_part = ko_pair_part, .text_of = ko_text_of,
};
