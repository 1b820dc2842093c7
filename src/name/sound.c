/*
 * Sounds of words: keys under which they meet, and how alike two are.
 *
 * Each symbol has ways in which a mouth or a clerk may have meant it: a family of consonants, or nothing at
 * all (a vowel; h; j before a vowel). A key is the row of families for one choice of ways. A pair is aligned
 * only through ways that both symbols have, so two sounds that are alike have a key in common by their make.
 */
#include "name/sound.h"

#include "base/num.h"
#include "name/arabic.h"
#include "name/arabic_latin.h"
#include "name/han_sound.h"
#include "name/hangul_sound.h"
#include "name/kana_sound.h"
#include "name/key.h"

#include "name/sound_cost.h"

/* Ways of a symbol: bit 0 is silent, the others are 1 << enum sound_family. */
enum {
    SILENT = 1,
    IN_P = 1 << FAMILY_P, IN_F = 1 << FAMILY_F, IN_T = 1 << FAMILY_T, IN_K = 1 << FAMILY_K, IN_S = 1 << FAMILY_S,
    IN_L = 1 << FAMILY_L, IN_R = 1 << FAMILY_R, IN_M = 1 << FAMILY_M, IN_N = 1 << FAMILY_N,
};

enum { NEVER = 255, KEYS_SPOKEN_MAX = SOUND_KEYS_MAX, BAND = 3 };

/** Families in a key. A sound that was cut has an open end when so many of its symbols have one way only. */
enum { KEY_FAMILIES = 6, TAIL_MAX = 2 };

/** Words of so few consonants are many: their keys tell where vowels stand. */
enum { FEW_FAMILIES = 2 };

/* ours: bench/bench_quality.c. Costs of what one side alone has, hundredths of a consonant */
enum {
    GLIDE_COST = 8,       /* i beside a vowel: Ekaterina, Yekaterina */
    VOWEL_COST = 40,
    I_LAST_COST = 20,     /* Vasil, Vasili */
    OPEN_OTHER_COST = 30, /* a change of the last vowel costs this much more: Mario, Maria */
    H_COST = 28,
    H_LAST_COST = 12,     /* Abdulla, Abdullah */
    W_COST = 30,
    J_COST = 20,
    SLOPE = 120,          /* bp for each hundredth, times symbols less LENGTH_OFF */
    LENGTH_OFF_TWICE = 3,
    GENDER_BP = 7400,     /* below the gate: alone it is a slip, twice it is another person */
};

/* ours: of two Latin spellings of an Arabic word; which short vowel a clerk heard says little, a long i a lot */
enum {
    SHORT_E_COST = 18,
    SHORT_I_COST = 45,
    SHORT_A_COST = 28,
    SHORT_U_COST = 25,
    DIPHTHONG_COST = 40,  /* Said, Saad */
    E_DIPHTHONG_COST = 15,
    OPEN_ROMANISED_COST = 6,
};

static const uint16_t ways_of[SOUND_SYMBOLS] = {
    [SOUND_A] = SILENT, [SOUND_E] = SILENT, [SOUND_I] = SILENT, [SOUND_O] = SILENT, [SOUND_U] = SILENT,
    [SOUND_P] = IN_P, [SOUND_B] = IN_P, [SOUND_T] = IN_T, [SOUND_D] = IN_T, [SOUND_K] = IN_K, [SOUND_G] = IN_K,
    [SOUND_F] = IN_F, [SOUND_V] = IN_F, [SOUND_S] = IN_S, [SOUND_Z] = IN_S, [SOUND_SH] = IN_S, [SOUND_ZH] = IN_S,
    [SOUND_CH] = IN_S, [SOUND_TS] = IN_S, [SOUND_J] = IN_S, [SOUND_H] = IN_K | SILENT, [SOUND_L] = IN_L,
    [SOUND_R] = IN_R, [SOUND_M] = IN_M, [SOUND_N] = IN_N, [SOUND_TH] = IN_T | IN_S, [SOUND_C_SOFT] = IN_S | IN_K,
    [SOUND_C_HARD] = IN_K | IN_S, [SOUND_J_AS_WRITTEN] = IN_S | IN_K | SILENT, [SOUND_CH_AS_WRITTEN] = IN_S | IN_K,
    [SOUND_W_AS_WRITTEN] = IN_F | SILENT,
};

static const uint8_t choices_of[SOUND_SYMBOLS] = {
    [SOUND_A] = 1, [SOUND_E] = 1, [SOUND_I] = 1, [SOUND_O] = 1, [SOUND_U] = 1, [SOUND_P] = 1, [SOUND_B] = 1,
    [SOUND_T] = 1, [SOUND_D] = 1, [SOUND_K] = 1, [SOUND_G] = 1, [SOUND_F] = 1, [SOUND_V] = 1, [SOUND_S] = 1,
    [SOUND_Z] = 1, [SOUND_SH] = 1, [SOUND_ZH] = 1, [SOUND_CH] = 1, [SOUND_TS] = 1, [SOUND_J] = 1, [SOUND_H] = 2,
    [SOUND_L] = 1, [SOUND_R] = 1, [SOUND_M] = 1, [SOUND_N] = 1, [SOUND_TH] = 2, [SOUND_C_SOFT] = 2,
    [SOUND_C_HARD] = 2, [SOUND_J_AS_WRITTEN] = 3, [SOUND_CH_AS_WRITTEN] = 2, [SOUND_W_AS_WRITTEN] = 2,
};

/* The way that is taken of a symbol when a word has too many ways. */
static const uint16_t first_way[SOUND_SYMBOLS] = {
    [SOUND_H] = SILENT, [SOUND_TH] = IN_T, [SOUND_C_SOFT] = IN_S, [SOUND_C_HARD] = IN_K, [SOUND_J_AS_WRITTEN] = IN_S,
    [SOUND_CH_AS_WRITTEN] = IN_S, [SOUND_W_AS_WRITTEN] = IN_F,
};

static bool is_vowel(unsigned symbol)
{
    return symbol >= SOUND_A && symbol <= SOUND_U;
}

/* A word may open with it and no consonant. */
static bool is_opener(unsigned symbol)
{
    return is_vowel(symbol) || symbol == SOUND_W_AS_WRITTEN || symbol == SOUND_J_AS_WRITTEN;
}

/* It may close with it; i and e come and go at the end: Vasil, Vasili, Claire. */
static bool is_closer(unsigned symbol)
{
    return is_opener(symbol) && symbol != SOUND_I && symbol != SOUND_E;
}

static bool is_vowel_at(const struct heard *h, size_t i)
{
    return i < h->count && is_vowel(h->symbol[i]);
}

static bool is_full_vowel_at(const struct heard *h, size_t i)
{
    return is_vowel_at(h, i) && h->symbol[i] != SOUND_I;
}

/* Keys tell whether a word opens with a vowel, and closes with one: without this symbol, would it no more? */
static bool is_edge(const struct heard *h, size_t i)
{
    unsigned before = i ? h->symbol[i - 1] : 0;
    bool opens = is_opener(h->symbol[i]) && !is_vowel_at(h, i + 1);
    bool closes = h->closing >> i & 1 && is_closer(h->symbol[i]) && !(is_vowel(before) && is_closer(before));
    return (opens && h->opening >> i & 1) || closes;
}

/* Of words of few consonants keys also tell between which of them vowels stand: there one must remain, the last
 * full one of a run, or its only sign. Behind the last consonant is_edge has said all. */
static bool is_only(const struct heard *h, size_t i)
{
    unsigned symbol = h->symbol[i];
    bool is_behind = true, has_front = false;
    if (!is_opener(symbol)) return false;
    for (size_t k = 0; k < i; k++) has_front |= !(h->ways[k] & SILENT);
    for (size_t k = i + 1; k < h->count; k++) is_behind &= is_vowel(h->symbol[k]);
    if (is_behind && has_front && is_vowel(symbol)) return false;
    if (is_vowel(symbol) && symbol != SOUND_I) return !is_full_vowel_at(h, i + 1);
    return !is_full_vowel_at(h, i + 1) && !(i && is_full_vowel_at(h, i - 1));
}

static uint8_t cost_alone(const struct heard *h, size_t i)
{
    bool by_vowel = is_vowel_at(h, i + 1) || (i && is_vowel_at(h, i - 1));
    if (!(h->ways[i] & SILENT)) return NEVER;
    if (is_edge(h, i) || (h->is_strict && is_only(h, i))) return NEVER;
    switch (h->symbol[i]) {
    case SOUND_I: return by_vowel ? GLIDE_COST : i + 1 == h->count ? I_LAST_COST : VOWEL_COST;
    case SOUND_H: return i + 1 == h->count ? H_LAST_COST : H_COST;
    case SOUND_W_AS_WRITTEN: return W_COST;
    case SOUND_J_AS_WRITTEN: return J_COST;
    default: return VOWEL_COST;
    }
}

static uint8_t cost_alone_romanised(const struct heard *h, size_t i)
{
    if (h->alone[i] == NEVER) return NEVER;
    bool has_next = is_vowel_at(h, i + 1);
    switch (h->symbol[i]) {
    case SOUND_A: return SHORT_A_COST;
    case SOUND_E: return SHORT_E_COST;
    case SOUND_I:
        if (i && is_full_vowel_at(h, i - 1) && !has_next) return h->symbol[i - 1] == SOUND_E ? E_DIPHTHONG_COST : DIPHTHONG_COST;
        return has_next ? h->alone[i] : SHORT_I_COST;
    case SOUND_O:
    case SOUND_U: return SHORT_U_COST;
    default: return h->alone[i];
    }
}

void sound_hear(const struct sound *s, struct heard *ret)
{
    unsigned product = 1, fixed = 0, loud = 0;
    ret->sound = *s;
    if (s->class != SOUND_SPOKEN) return;
    ret->count = s->length <= SOUND_SYMBOLS_MAX ? s->length : SOUND_SYMBOLS_MAX;
    ret->has_consonant = false;
    for (size_t i = 0; i < ret->count; i++) {
        unsigned symbol = sound_symbol_at(s, (unsigned)i);
        uint16_t ways = ways_of[symbol];
        unsigned choices = choices_of[symbol];
        if (choices > 1 && product * choices > KEYS_SPOKEN_MAX) {
            ways = first_way[symbol];
            choices = 1;
        }
        product *= choices;
        ret->symbol[i] = (uint8_t)symbol;
        ret->ways[i] = ways;
        fixed += choices == 1 && ways != SILENT;
        loud += !(ways & SILENT);
        ret->has_consonant |= !is_vowel(symbol);
    }
    ret->is_strict = loud <= FEW_FAMILIES;
    ret->closing = ret->opening = 0;
    for (size_t i = 0, silent = 1; i < ret->count && silent; silent = ret->ways[i++] & SILENT)
        ret->opening |= (uint16_t)(1u << i);
    for (size_t i = ret->count, silent = 1; i-- > 0 && silent; silent = ret->ways[i] & SILENT)
        ret->closing |= (uint16_t)(1u << i);
    for (size_t i = 0; i < ret->count; i++) ret->alone[i] = cost_alone(ret, i);
    for (size_t i = 0; s->is_romanised && i < ret->count; i++) ret->alone_romanised[i] = cost_alone_romanised(ret, i);
    ret->is_open = ret->count == SOUND_SYMBOLS_MAX && fixed >= KEY_FAMILIES;
}

#define AMBIGUOUS \
    (1u << SOUND_H | 1u << SOUND_TH | 1u << SOUND_C_SOFT | 1u << SOUND_C_HARD | 1u << SOUND_J_AS_WRITTEN | \
     1u << SOUND_CH_AS_WRITTEN | 1u << SOUND_W_AS_WRITTEN)

/* A count of each of a, e and o. */
static const uint16_t one_vowel[1 << SOUND_BITS] = { [SOUND_A] = 1, [SOUND_E] = 1 << 4, [SOUND_O] = 1 << 8 };

/* In one place with hear: what has one way there is certain, whatever was heard before it. */
void sound_finish(struct sound *s)
{
    s->must = s->may = s->vowels = 0;
    for (unsigned i = 0; i < s->length; i++) {
        s->vowels = (uint16_t)(s->vowels + one_vowel[sound_symbol_at(s, i)]);
        uint16_t ways = ways_of[sound_symbol_at(s, i)];
        s->may |= ways & (uint16_t)~SILENT;
        if (choices_of[sound_symbol_at(s, i)] == 1) s->must |= ways & (uint16_t)~SILENT;
    }
}

/* --- keys --------------------------------------------------------------------------------------- */

enum { KEY_START = 1469598103 };

static uint64_t step(uint64_t hash, unsigned family)
{
    return (hash ^ family) * 0x100000001B3u;
}

/* One choice of ways so far. */
struct stem {
    uint64_t hash;
    uint8_t  families;
    uint8_t  gaps;             /* a bit a family: a vowel stands in front of it */
    bool     has_vowel, closes; /* since the last family; closers */
};

static struct stem grow(struct stem s, unsigned symbol, unsigned way)
{
    bool is_consonant = way != FAMILY_NONE;
    s.closes = !is_consonant && (s.closes || is_closer(symbol));
    s.has_vowel |= !is_consonant && is_opener(symbol);
    if (!is_consonant || s.families == KEY_FAMILIES) return s;
    s.hash = step(s.hash, way);
    s.gaps |= (uint8_t)(s.has_vowel << s.families);
    s.families++;
    s.has_vowel = false;
    return s;
}

/* The end of a long word may have been cut. */
static uint64_t stem_key(struct stem s)
{
    uint64_t closes = s.closes && s.families < KEY_FAMILIES;
    uint64_t gaps = s.families > FEW_FAMILIES ? s.gaps & 1u : s.gaps;
    return key_make(KEY_MODEL_GENERIC, KEY_SOUND, key_mix(s.hash << 8 | gaps << 1 | closes));
}

static size_t spoken_keys(const struct heard *h, uint64_t ret[KEYS_SPOKEN_MAX])
{
    struct stem stem[KEYS_SPOKEN_MAX] = { { .hash = KEY_START } };
    size_t stems = 1, count = 0;
    if (!h->has_consonant) return 0;
    for (size_t i = 0; i < h->count; i++) {
        size_t before = stems;
        unsigned ways = h->ways[i], first = (unsigned)__builtin_ctz(ways);
        for (unsigned way = first + 1; way < FAMILIES; way++)
            for (size_t k = 0; (ways >> way & 1) && k < before && stems < KEYS_SPOKEN_MAX; k++)
                stem[stems++] = grow(stem[k], h->symbol[i], way);
        for (size_t k = 0; k < before; k++) stem[k] = grow(stem[k], h->symbol[i], first);
    }
    for (size_t i = 0; i < stems; i++) {
        uint64_t key = stem_key(stem[i]);
        bool is_new = true;
        for (size_t k = 0; k < count && is_new; k++) is_new = ret[k] != key;
        if (is_new) ret[count++] = key;
    }
    return count;
}

size_t sound_keys(const struct sound *s, uint64_t ret[SOUND_KEYS_MAX])
{
    struct heard h;
    if (s->class != SOUND_SPOKEN) return 0;
    sound_hear(s, &h);
    return spoken_keys(&h, ret);
}

size_t sound_skeletons(const struct sound *s, uint64_t ret[SOUND_SKELETONS_MAX])
{
    struct sound way[2] = { *s };
    size_t ways = s->class == SOUND_SPOKEN || s->class == SOUND_HAN ? sound_plainly(s, way) : s->class == SOUND_KANA ? 0 : 1;
    uint64_t kana[KANA_KEYS];
    size_t count = 0, kanas = kana_keys(s, kana);
    for (size_t k = 0; k < kanas; k++) ret[count++] = key_make(KEY_MODEL_GENERIC, KEY_SKELETON, kana[k]);
    for (size_t i = 0; i < ways; i++) {
        uint64_t atom[ARABIC_KEYS_MAX];
        size_t n = arabic_keys(&way[i], atom);
        for (size_t k = 0; k < n && count < SOUND_SKELETONS_MAX; k++)
            ret[count++] = key_make(KEY_MODEL_GENERIC, KEY_SKELETON, atom[k]);
    }
    return count;
}

/* --- pairs -------------------------------------------------------------------------------------- */

static bool are_romanised(const struct sound *a, const struct sound *b)
{
    return a->is_romanised && b->is_romanised;
}

static unsigned cost_pair(const struct heard *a, size_t i, const struct heard *b, size_t j, bool is_romanised)
{
    unsigned cost = (is_romanised ? romanised_cost : sound_cost)[a->symbol[i]][b->symbol[j]];
    if (!(a->ways[i] & b->ways[j])) return NEVER;
    bool is_end = a->closing >> i & 1 && b->closing >> j & 1 && a->ways[i] & SILENT && b->ways[j] & SILENT;
    if (is_end && is_closer(a->symbol[i]) != is_closer(b->symbol[j])) return NEVER;
    if (cost && i + 1 == a->count && j + 1 == b->count && is_vowel(a->symbol[i]) && is_vowel(b->symbol[j]))
        cost += is_romanised ? OPEN_ROMANISED_COST : OPEN_OTHER_COST;
    return cost;
}

/* The least cost of bringing a to b, or more than `most`: places that are further than BAND apart never meet. */
static unsigned align(const struct heard *a, const struct heard *b, unsigned most)
{
    enum { FAR = 4000 };
    unsigned row[SOUND_SYMBOLS_MAX + 1], na = a->count, nb = b->count, end = FAR;
    bool is_romanised = are_romanised(&a->sound, &b->sound);
    const uint8_t *alone_a = is_romanised ? a->alone_romanised : a->alone;
    const uint8_t *alone_b = is_romanised ? b->alone_romanised : b->alone;
    row[0] = 0;
    for (unsigned j = 0; j < nb; j++) row[j + 1] = alone_b[j] == NEVER || j >= BAND ? FAR : row[j] + alone_b[j];
    for (unsigned i = 0; i < na; i++) {
        unsigned from = i > BAND ? i - BAND : 0, to = i + 1 + BAND < nb ? i + 1 + BAND : nb;
        unsigned corner = row[from], left = FAR, alone = alone_a[i];
        if (i < BAND) left = row[0] = alone == NEVER ? FAR : row[0] + alone;
        unsigned least = left;
        for (unsigned j = from; j < to; j++) {
            unsigned above = row[j + 1], best = FAR;
            unsigned pair = corner > most ? NEVER : cost_pair(a, i, b, j, is_romanised);
            if (pair != NEVER) best = corner + pair;
            if (alone != NEVER && above + alone < best) best = above + alone;
            if (alone_b[j] != NEVER && left + alone_b[j] < best) best = left + alone_b[j];
            corner = above;
            row[j + 1] = left = best;
            if (best < least) least = best;
        }
        if (b->is_open && i + TAIL_MAX + 1 >= na && row[nb] < end) end = row[nb];
        if (least > most) return end;
    }
    for (unsigned j = nb > TAIL_MAX ? nb - TAIL_MAX : 0; a->is_open && j < nb; j++)
        if (j + BAND >= na && row[j] < end) end = row[j];
    return row[nb] < end ? row[nb] : end;
}

/* No more than align finds: an a, e or o that the other has not is another vowel, or nothing. */
static unsigned vowels_cost(const struct sound *a, const struct sound *b)
{
    static const uint8_t least[2][3] = { { 25, 25, 25 }, { 22, 8, 6 } }; /* of a, e, o: data/sound/costs.tsv */
    const uint8_t *each = least[are_romanised(a, b)];
    unsigned more_a = 0, more_b = 0;
    if (a->vowels == b->vowels) return 0;
    for (unsigned i = 0; i < 3; i++) {
        unsigned x = a->vowels >> 4 * i & 15, y = b->vowels >> 4 * i & 15;
        if (x > y) more_a += each[i] * (x - y);
        else more_b += each[i] * (y - x);
    }
    return num_max_u32(more_a, more_b);
}

/* Symbols of one vowel run, from *at on. */
static unsigned vowel_run(const struct sound *s, unsigned *at, unsigned *ret_last)
{
    unsigned count = 0, symbol;
    while (*at < s->length && is_vowel(symbol = sound_symbol_at(s, *at))) {
        *ret_last = symbol;
        count++;
        (*at)++;
    }
    return count;
}

static bool is_ambiguous(unsigned symbol)
{
    return AMBIGUOUS >> symbol & 1;
}

/* No more than align finds: consonants pair off in order, and the vowels between them, up to the first symbol that
 * may be taken in several ways. What is above `most` need not be exact. */
static unsigned least_cost(const struct sound *a, const struct sound *b, unsigned most)
{
    enum { FAR = 4000 };
    unsigned i = 0, k = 0, cost = 0;
    bool is_romanised = are_romanised(a, b);
    const uint8_t (*table)[SOUND_SYMBOLS] = is_romanised ? romanised_cost : sound_cost;
    unsigned vowel_cost = is_romanised ? SHORT_E_COST : VOWEL_COST;
    while (cost <= most) {
        unsigned last_a = 0, last_b = 0;
        unsigned run_a = vowel_run(a, &i, &last_a), run_b = vowel_run(b, &k, &last_b);
        unsigned x = i < a->length ? sound_symbol_at(a, i++) : 0, y = k < b->length ? sound_symbol_at(b, k++) : 0;
        if (is_ambiguous(x) || is_ambiguous(y)) return cost;
        if (run_a == 1 && run_b == 1) cost += table[last_a][last_b];
        else if (run_a + run_b == 1) cost += last_a + last_b == SOUND_I ? GLIDE_COST : vowel_cost;
        if (!x && !y) return cost;
        if (!(ways_of[x] & ways_of[y])) return FAR;
        cost += table[x][y];
    }
    return cost;
}

/* Ivanov and Ivanova, Mario and Maria are two people; the last vowel of -ko, -ka is often heard so or so. */
static bool differs_in_gender(const struct heard *a, const struct heard *b)
{
    unsigned x = a->symbol[a->count - 1], y = b->symbol[b->count - 1];
    if (y == SOUND_A) {
        const struct heard *h = a;
        a = b;
        b = h;
        y = x;
        x = SOUND_A;
    }
    if (x != SOUND_A || y == SOUND_A) return false;
    if (!is_vowel(y)) return y != SOUND_H;
    return y == SOUND_O && b->count > 1 && b->symbol[b->count - 2] != SOUND_K;
}

/* `a` was taken apart before */
static uint16_t spoken_alike(const struct heard *x, const struct sound *b, uint16_t least_bp)
{
    const struct sound *a = &x->sound;
    struct heard y;
    unsigned both = a->length + b->length;
    if (a->code == b->code) return x->has_consonant ? SOUND_SAME_BP : 0;
    if (both <= LENGTH_OFF_TWICE || a->length > b->length + BAND || b->length > a->length + BAND) return 0;
    unsigned length = both - LENGTH_OFF_TWICE; /* twice the symbols that count */
    unsigned most = (SOUND_SAME_BP - (unsigned)least_bp) * length / (2 * SLOPE);
    bool may_be_cut = a->length == SOUND_SYMBOLS_MAX || b->length == SOUND_SYMBOLS_MAX;
    if (!may_be_cut && vowels_cost(a, b) > most) return 0;
    if (!may_be_cut && least_cost(a, b, most) > most) return 0;
    sound_hear(b, &y);
    if (!x->has_consonant || !y.has_consonant) return 0;
    unsigned cost = align(x, &y, most);
    if (cost > most) return 0;
    uint16_t bp = (uint16_t)(SOUND_SAME_BP - cost * 2 * SLOPE / length);
    return bp > GENDER_BP && differs_in_gender(x, &y) ? GENDER_BP : bp;
}

static uint16_t letters_alike(const struct sound *letters, const struct sound *other)
{
    struct sound way[2];
    uint16_t best = 0;
    if (letters->class == SOUND_KANA || other->class == SOUND_KANA) return kana_alike(letters, other);
    if (letters->class == SOUND_HAN || other->class == SOUND_HAN) return han_alike(letters, other);
    if (other->class != SOUND_SPOKEN) return arabic_alike(letters, other);
    size_t ways = sound_plainly(other, way);
    for (size_t i = 0; i < ways; i++) {
        uint16_t bp = arabic_alike(letters, &way[i]);
        if (bp > best) best = bp;
    }
    return best;
}

uint16_t sound_alike_heard(const struct heard *a, const struct sound *b, uint16_t least_bp)
{
    if (a->sound.class != SOUND_SPOKEN) return letters_alike(&a->sound, b);
    return b->class == SOUND_SPOKEN ? spoken_alike(a, b, least_bp) : letters_alike(b, &a->sound);
}

uint16_t sound_alike(const struct sound *a, const struct sound *b)
{
    struct heard x;
    if (!sounds_may_be_alike(a, b)) return 0;
    sound_hear(a, &x);
    return sound_alike_heard(&x, b, SOUND_LEAST_BP);
}

/* --- between classes ---------------------------------------------------------------------------- */

size_t sound_plainly(const struct sound *spoken, struct sound ret[2])
{
    static const uint8_t plain[2][SOUND_SYMBOLS] = {
        { [SOUND_C_SOFT] = SOUND_S, [SOUND_C_HARD] = SOUND_K, [SOUND_J_AS_WRITTEN] = SOUND_J,
          [SOUND_CH_AS_WRITTEN] = SOUND_CH, [SOUND_W_AS_WRITTEN] = SOUND_V },
        { [SOUND_C_SOFT] = SOUND_CH, [SOUND_C_HARD] = SOUND_J, [SOUND_J_AS_WRITTEN] = SOUND_I,
          [SOUND_CH_AS_WRITTEN] = SOUND_H, [SOUND_W_AS_WRITTEN] = SOUND_V },
    };
    for (size_t k = 0; k < 2; k++) {
        ret[k] = (struct sound){ .length = spoken->length, .class = SOUND_SPOKEN };
        for (unsigned i = 0; i < spoken->length; i++) {
            unsigned symbol = sound_symbol_at(spoken, i);
            if (plain[k][symbol]) symbol = plain[k][symbol];
            ret[k].code |= (uint64_t)symbol << (SOUND_BITS * i);
        }
    }
    return ret[0].code == ret[1].code ? 1 : 2;
}

struct sound sound_unpack(uint64_t packed)
{
    enum { CLASS_SHIFT = 60 };
    struct sound s = { .code = packed & (((uint64_t)1 << CLASS_SHIFT) - 1),  };
    s.class = (uint8_t)(packed >> CLASS_SHIFT) & 7u;
    s.is_romanised = (unsigned)(packed >> 63) & 1u;
    unsigned symbol;
    for (; s.length < SOUND_SYMBOLS_MAX && (symbol = sound_symbol_at(&s, s.length)) != 0; s.length++)
        s.vowels = (uint16_t)(s.vowels + one_vowel[symbol]);
    s.may = UINT16_MAX;
    return s;
}

/* U+A000 to U+ABFF and U+D7B0 to U+DFFF begin with the same bytes as hangul do. */
static bool is_beside_hangul(str plain)
{
    unsigned char c = (unsigned char)plain.data[0], next = plain.len > 1 ? (unsigned char)plain.data[1] : 0;
    return (c == 0xEA && next < 0xB0) || (c == 0xED && next > 0x9E);
}

enum text_script sound_script(str plain)
{
    unsigned char c = plain.len ? (unsigned char)plain.data[0] : 0;
    if (c == 0xE3 && plain.len > 1 && (unsigned char)plain.data[1] >= 0x81 && (unsigned char)plain.data[1] <= 0x83) return SCRIPT_KANA;
    if ((c == 0xE3 && plain.len > 1 && (unsigned char)plain.data[1] >= 0x90) || (c >= 0xE4 && c <= 0xE9)) return SCRIPT_HAN;
    if (c >= 0xEA && c <= 0xED && !is_beside_hangul(plain)) return SCRIPT_HANGUL;
    if (c < 0x80) return SCRIPT_LATIN;
    if (c == 0xCE || c == 0xCF) return SCRIPT_GREEK;
    if (c >= 0xD0 && c <= 0xD3) return SCRIPT_CYRILLIC;
    if (c == 0xD7) return SCRIPT_HEBREW;
    if (c >= 0xD8 && c <= 0xDB) return SCRIPT_ARABIC;
    return SCRIPT_OTHER;
}

/* "Kittiphong" is also written Kittipong: breath behind a stop is written or not. @return is it another word? */
static bool drop_breath(str word, char ret[TEXT_LATIN_MAX], size_t *ret_len)
{
    *ret_len = 0;
    for (size_t i = 0; i < word.len; i++)
        if (word.data[i] != 'h' || !i || !strchr("ptkbdg", word.data[i - 1])) ret[(*ret_len)++] = word.data[i];
    return *ret_len != word.len;
}

/* Scripts without letters of their own in data/sound are read through Latin ones. */
static size_t other_sounds(str plain, struct sound ret[SOUNDS_MAX])
{
    char latin[TEXT_LATIN_MAX], bare[TEXT_LATIN_MAX];
    struct sound more[SOUNDS_MAX];
    size_t len = text_latin(plain, latin, sizeof latin, false), bare_len;
    if (!len) return sounds_by_rules(plain, ret);
    if (!drop_breath(str_of(latin, len), bare, &bare_len)) return sounds_by_rules(str_of(latin, len), ret);
    size_t count = sounds_by_rules(str_of(bare, bare_len), ret), others = sounds_by_rules(str_of(latin, len), more);
    for (size_t i = 0; i < others && count < SOUNDS_MAX; i++) ret[count++] = more[i];
    return count;
}

/* "Chahade" is "Shahadah". */
static size_t add_open_end(struct sound *ret, size_t count)
{
    if (!count || count == SOUNDS_MAX || ret[0].length < 2) return count;
    unsigned shift = SOUND_BITS * (ret[0].length - 1u);
    if (sound_symbol_at(&ret[0], ret[0].length - 1u) != SOUND_E) return count;
    ret[count] = ret[0];
    ret[count].code ^= (uint64_t)(SOUND_E ^ SOUND_A) << shift;
    sound_finish(&ret[count]);
    return count + 1;
}

static size_t latin_sounds(str plain, struct sound ret[SOUNDS_MAX])
{
    size_t count = sounds_by_rules(plain, ret);
    bool is_romanised = arabic_looks(plain);
    for (size_t i = 0; i < count; i++) ret[i].is_romanised = is_romanised;
    return is_romanised ? add_open_end(ret, count) : count;
}

size_t sounds_of(str plain, enum text_script script, struct sound ret[SOUNDS_MAX])
{
    switch (script) {
    case SCRIPT_LATIN: return latin_sounds(plain, ret);
    case SCRIPT_CYRILLIC:
    case SCRIPT_GREEK: return sounds_by_rules(plain, ret);
    case SCRIPT_OTHER: return other_sounds(plain, ret);
    case SCRIPT_ARABIC:
    case SCRIPT_HEBREW: return arabic_sounds(plain, script, ret);
    case SCRIPT_KANA: return kana_sounds(plain, ret);
    case SCRIPT_HAN: return han_sounds(plain, ret);
    case SCRIPT_HANGUL: return hangul_sounds(plain, ret);
    case SCRIPT_NONE:
    case SCRIPTS: break;
    }
    return 0;
}
