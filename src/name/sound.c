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
#include "name/key.h"

#include "name/sound_cost.h"

/* Ways of a symbol: bit 0 is silent, the others are 1 << enum sound_family. */
enum {
    SILENT = 1,
    IN_P = 1 << FAMILY_P, IN_F = 1 << FAMILY_F, IN_T = 1 << FAMILY_T, IN_K = 1 << FAMILY_K, IN_S = 1 << FAMILY_S,
    IN_L = 1 << FAMILY_L, IN_R = 1 << FAMILY_R, IN_M = 1 << FAMILY_M, IN_N = 1 << FAMILY_N,
};

enum { NEVER = 255, KEYS_SPOKEN_MAX = 16, BAND = 3 };

/* ours: bench/bench_quality.c. Costs of what one side alone has, hundredths of a consonant */
enum {
    GLIDE_COST = 8,       /* i beside a vowel: Ekaterina, Yekaterina */
    VOWEL_COST = 40,
    OPEN_A_COST = 90,     /* a last a: Aleksandr, Aleksandra */
    OPEN_OTHER_COST = 30, /* a change of the last vowel costs this much more: Mario, Maria */
    H_COST = 28,
    H_LAST_COST = 12,     /* Abdulla, Abdullah */
    W_COST = 30,
    J_COST = 20,
    SLOPE = 120,          /* bp for each hundredth, times symbols less LENGTH_OFF */
    LENGTH_OFF_TWICE = 3,
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

/* The way that is taken of a symbol when a word has too many ways. */
static const uint16_t first_way[SOUND_SYMBOLS] = {
    [SOUND_H] = SILENT, [SOUND_TH] = IN_T, [SOUND_C_SOFT] = IN_S, [SOUND_C_HARD] = IN_K, [SOUND_J_AS_WRITTEN] = IN_S,
    [SOUND_CH_AS_WRITTEN] = IN_S, [SOUND_W_AS_WRITTEN] = IN_F,
};

/* A sound taken apart. */
struct heard {
    uint8_t  count;
    uint8_t  symbol[SOUND_SYMBOLS_MAX];
    uint8_t  alone[SOUND_SYMBOLS_MAX]; /* cost when the other side has nothing here; NEVER */
    uint16_t ways[SOUND_SYMBOLS_MAX];
    uint16_t must, may; /* families */
    bool     has_consonant;
};

static bool is_vowel(unsigned symbol)
{
    return symbol >= SOUND_A && symbol <= SOUND_U;
}

static uint8_t cost_alone(const struct heard *h, size_t i)
{
    bool is_last = i + 1 == h->count;
    bool by_vowel = (i && is_vowel(h->symbol[i - 1])) || (!is_last && is_vowel(h->symbol[i + 1]));
    if (!(h->ways[i] & SILENT)) return NEVER;
    switch (h->symbol[i]) {
    case SOUND_I: return by_vowel ? GLIDE_COST : VOWEL_COST;
    case SOUND_A: return is_last && !by_vowel ? OPEN_A_COST : VOWEL_COST;
    case SOUND_H: return is_last ? H_LAST_COST : H_COST;
    case SOUND_W_AS_WRITTEN: return W_COST;
    case SOUND_J_AS_WRITTEN: return J_COST;
    default: return VOWEL_COST;
    }
}

static void hear(const struct sound *s, struct heard *ret)
{
    unsigned product = 1;
    ret->count = s->length <= SOUND_SYMBOLS_MAX ? s->length : SOUND_SYMBOLS_MAX;
    ret->must = ret->may = 0;
    ret->has_consonant = false;
    for (size_t i = 0; i < ret->count; i++) {
        unsigned symbol = sound_symbol_at(s, (unsigned)i);
        uint16_t ways = ways_of[symbol];
        unsigned choices = (unsigned)__builtin_popcount(ways);
        if (choices > 1 && product * choices > KEYS_SPOKEN_MAX) {
            ways = first_way[symbol];
            choices = 1;
        }
        product *= choices;
        ret->symbol[i] = (uint8_t)symbol;
        ret->ways[i] = ways;
        ret->may |= ways & (uint16_t)~SILENT;
        if (choices == 1) ret->must |= ways & (uint16_t)~SILENT;
        ret->has_consonant |= !is_vowel(symbol);
    }
    for (size_t i = 0; i < ret->count; i++) ret->alone[i] = cost_alone(ret, i);
}

/* --- keys --------------------------------------------------------------------------------------- */

enum { KEY_START = 1469598103 };

static uint64_t step(uint64_t hash, unsigned family)
{
    return (hash ^ family) * 0x100000001B3u;
}

static size_t spoken_keys(const struct heard *h, uint64_t ret[KEYS_SPOKEN_MAX])
{
    size_t count = 1;
    if (!h->has_consonant) return 0;
    ret[0] = KEY_START;
    for (size_t i = 0; i < h->count; i++) {
        size_t before = count;
        bool is_first = true;
        uint64_t stem[KEYS_SPOKEN_MAX];
        memcpy(stem, ret, before * sizeof *stem);
        for (unsigned way = 0; way < FAMILIES; way++) {
            if (!(h->ways[i] >> way & 1)) continue;
            for (size_t k = 0; k < before && (is_first || count < KEYS_SPOKEN_MAX); k++)
                ret[is_first ? k : count++] = way ? step(stem[k], way) : stem[k];
            is_first = false;
        }
    }
    for (size_t i = 0; i < count; i++) ret[i] = key_make(KEY_MODEL_GENERIC, KEY_SOUND, key_mix(ret[i]));
    return count;
}

/* Of a word without vowels, or of one that is spoken as such words may be meant to be. */
static size_t skeleton_keys(const struct sound *s, uint64_t *ret)
{
    uint64_t skeleton[ARABIC_KEYS_MAX];
    size_t count = arabic_keys(s, skeleton);
    for (size_t i = 0; i < count; i++) ret[i] = key_make(KEY_MODEL_GENERIC, KEY_SKELETON, skeleton[i]);
    return count;
}

size_t sound_keys(const struct sound *s, uint64_t ret[SOUND_KEYS_MAX])
{
    struct heard h;
    struct sound plain[2];
    if (s->class != SOUND_SPOKEN) return skeleton_keys(s, ret);
    hear(s, &h);
    size_t count = spoken_keys(&h, ret), ways = sound_plainly(s, plain);
    for (size_t i = 0; i < ways; i++) count += skeleton_keys(&plain[i], ret + count);
    return count;
}

/* --- pairs -------------------------------------------------------------------------------------- */

static unsigned cost_pair(const struct heard *a, size_t i, const struct heard *b, size_t j)
{
    unsigned cost = sound_cost[a->symbol[i]][b->symbol[j]];
    if (!(a->ways[i] & b->ways[j])) return NEVER;
    if (cost && i + 1 == a->count && j + 1 == b->count && is_vowel(a->symbol[i]) && is_vowel(b->symbol[j]))
        cost += OPEN_OTHER_COST;
    return cost;
}

/* The least cost of bringing a to b, or more than `most`. */
static unsigned align(const struct heard *a, const struct heard *b, unsigned most)
{
    enum { FAR = 4000 };
    unsigned row[SOUND_SYMBOLS_MAX + 1], nb = b->count;
    row[0] = 0;
    for (size_t j = 0; j < nb; j++) row[j + 1] = b->alone[j] == NEVER || j >= BAND ? FAR : row[j] + b->alone[j];
    for (size_t i = 0; i < a->count; i++) {
        unsigned corner = row[0], least;
        row[0] = a->alone[i] == NEVER || i >= BAND ? FAR : row[0] + a->alone[i];
        least = row[0];
        for (size_t j = 0; j < nb; j++) {
            unsigned above = row[j + 1], best = FAR;
            unsigned pair = i > j + BAND || j > i + BAND ? NEVER : cost_pair(a, i, b, j);
            if (pair != NEVER) best = corner + pair;
            if (a->alone[i] != NEVER && above + a->alone[i] < best) best = above + a->alone[i];
            if (b->alone[j] != NEVER && row[j] + b->alone[j] < best) best = row[j] + b->alone[j];
            corner = above;
            row[j + 1] = best;
            if (best < least) least = best;
        }
        if (least > most) return least;
    }
    return row[nb];
}

static uint16_t spoken_alike(const struct sound *a, const struct sound *b)
{
    struct heard x, y;
    if (a->code == b->code) {
        hear(a, &x);
        return x.has_consonant ? SOUND_SAME_BP : 0;
    }
    unsigned both = a->length + b->length;
    if (both <= LENGTH_OFF_TWICE || a->length > b->length + BAND || b->length > a->length + BAND) return 0;
    unsigned length = both - LENGTH_OFF_TWICE; /* twice the symbols that count */
    unsigned most = (SOUND_SAME_BP - SOUND_LEAST_BP) * length / (2 * SLOPE);
    hear(a, &x);
    hear(b, &y);
    if ((x.must & ~y.may) || (y.must & ~x.may) || !x.has_consonant || !y.has_consonant) return 0;
    unsigned cost = align(&x, &y, most);
    if (cost > most) return 0;
    return (uint16_t)(SOUND_SAME_BP - cost * 2 * SLOPE / length);
}

uint16_t sound_alike(const struct sound *a, const struct sound *b)
{
    struct sound way[2];
    uint16_t best = 0;
    if (a->class == SOUND_SPOKEN && b->class == SOUND_SPOKEN) return spoken_alike(a, b);
    const struct sound *letters = a->class == SOUND_SPOKEN ? b : a, *other = a->class == SOUND_SPOKEN ? a : b;
    if (other->class != SOUND_SPOKEN) return arabic_alike(letters, other);
    size_t ways = sound_plainly(other, way);
    for (size_t i = 0; i < ways; i++) {
        uint16_t bp = arabic_alike(letters, &way[i]);
        if (bp > best) best = bp;
    }
    return best;
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
    struct sound s = { .code = packed & (((uint64_t)1 << CLASS_SHIFT) - 1), .class = (uint8_t)(packed >> CLASS_SHIFT) };
    while (s.length < SOUND_SYMBOLS_MAX && sound_symbol_at(&s, s.length)) s.length++;
    return s;
}

enum text_script sound_script(str plain)
{
    unsigned char c = plain.len ? (unsigned char)plain.data[0] : 0;
    if (c < 0x80) return SCRIPT_LATIN;
    if (c == 0xCE || c == 0xCF) return SCRIPT_GREEK;
    if (c >= 0xD0 && c <= 0xD3) return SCRIPT_CYRILLIC;
    if (c == 0xD7) return SCRIPT_HEBREW;
    if (c >= 0xD8 && c <= 0xDB) return SCRIPT_ARABIC;
    return SCRIPT_OTHER;
}

size_t sounds_of(str plain, enum text_script script, struct sound ret[SOUNDS_MAX])
{
    switch (script) {
    case SCRIPT_LATIN:
    case SCRIPT_CYRILLIC:
    case SCRIPT_GREEK:
    case SCRIPT_OTHER: return sounds_by_rules(plain, ret);
    case SCRIPT_ARABIC:
    case SCRIPT_HEBREW: return arabic_sounds(plain, script, ret);
    case SCRIPT_NONE:
    case SCRIPT_HANGUL:
    case SCRIPT_HAN:
    case SCRIPT_KANA:
    case SCRIPTS: break;
    }
    return 0;
}
