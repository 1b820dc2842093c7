/* Words of other languages in kana. */
#include "name/kana_sound.h"

#include "name/mora.h"
#include "name/sound_cost.h"

/* --- reading ------------------------------------------------------------------------------------- */

/* One kana with what small kana behind it make of it: consonants, then a vowel. */
struct syllable {
    uint8_t consonant[2]; /* enum sound_symbol */
    uint8_t vowel;        /* 0: none */
    bool    is_held;      /* ー behind it */
    bool    may_be_mute;  /* the vowel is there since kana cannot be without */
};

enum { SYLLABLES_USED = 24 };

static uint8_t vowel_sound(char v)
{
    switch (v | 0x20) {
    case 'a': return SOUND_A;
    case 'i': return SOUND_I;
    case 'u': return SOUND_U;
    case 'e': return SOUND_E;
    default: return SOUND_O;
    }
}

static void consonants(const char *k, struct syllable *ret)
{
    static const uint8_t plain[26] = {
        ['k' - 'a'] = SOUND_K, ['s' - 'a'] = SOUND_S, ['t' - 'a'] = SOUND_T, ['n' - 'a'] = SOUND_N, ['h' - 'a'] = SOUND_H,
        ['m' - 'a'] = SOUND_M, ['y' - 'a'] = SOUND_I, ['r' - 'a'] = SOUND_R, ['w' - 'a'] = SOUND_V, ['g' - 'a'] = SOUND_G,
        ['z' - 'a'] = SOUND_Z, ['d' - 'a'] = SOUND_D, ['b' - 'a'] = SOUND_B, ['p' - 'a'] = SOUND_P, ['v' - 'a'] = SOUND_V,
    };
    if (k[0] == '-') return;
    ret->consonant[0] = plain[k[0] - 'a'];
    if (k[1] == 'i' && k[0] == 's') ret->consonant[0] = SOUND_SH;
    if (k[1] == 'i' && k[0] == 't') ret->consonant[0] = SOUND_CH;
    if (k[1] == 'i' && k[0] == 'z') ret->consonant[0] = SOUND_J;
    if (k[1] == 'u' && k[0] == 't') ret->consonant[0] = SOUND_TS;
    if (k[1] == 'u' && k[0] == 'h') ret->consonant[0] = SOUND_F;
}

/* ジョ, ファ, ティ, ウィ: the small kana's vowel takes the place of the one before. */
static void join_small(struct syllable *s, const char *k)
{
    uint8_t before = s->vowel;
    bool is_soft = s->consonant[0] == SOUND_SH || s->consonant[0] == SOUND_CH || s->consonant[0] == SOUND_J;
    s->vowel = vowel_sound(k[1]);
    s->may_be_mute = false;
    if (k[0] == 'y' && !is_soft) s->consonant[1] = SOUND_I;
    if (before == SOUND_U && !s->consonant[0]) s->consonant[0] = SOUND_V;
    else if (before == SOUND_U && k[0] != 'y' && s->consonant[0] != SOUND_F && s->consonant[0] != SOUND_TS && s->consonant[0] != SOUND_V)
        s->consonant[1] = SOUND_V; /* クァ */
}

static size_t syllables_of(str text, struct syllable ret[SYLLABLES_USED])
{
    size_t count = 0;
    while (text.len) {
        uint32_t c = kana_next(&text);
        const char *k = kana_letter(c);
        struct syllable s = { .vowel = 0 };
        if (c == KANA_LONG_SIGN) {
            if (count) ret[count - 1].is_held = true;
            continue;
        }
        if (!k) return 0;
        if (k[0] == 'Q') continue;
        if (k[0] != 'N' && k[1] < 'a' && count) {
            join_small(&ret[count - 1], k);
            continue;
        }
        if (count == SYLLABLES_USED) return 0;
        if (k[0] == 'N') {
            s.consonant[0] = SOUND_N;
        } else {
            consonants(k, &s);
            s.vowel = vowel_sound(k[1]);
            s.may_be_mute = s.consonant[0] && (k[1] == 'u' || (k[1] == 'o' && strchr("td", k[0])));
        }
        ret[count++] = s;
    }
    return count;
}

static void add_symbol(struct sound *s, uint8_t symbol)
{
    if (!symbol || s->length == SOUND_SYMBOLS_MAX) return;
    s->code |= (uint64_t)symbol << (SOUND_BITS * s->length++);
}

size_t kana_sounds(str plain, struct sound ret[SOUNDS_MAX])
{
    struct syllable s[SYLLABLES_USED];
    size_t count = syllables_of(plain, s);
    ret[0] = (struct sound){ .class = SOUND_KANA };
    for (size_t i = 0; i < count; i++) {
        add_symbol(&ret[0], s[i].consonant[0]);
        add_symbol(&ret[0], s[i].consonant[1]);
        if (!s[i].may_be_mute || s[i].is_held) add_symbol(&ret[0], s[i].vowel);
    }
    return ret[0].length > 0;
}

/* --- keys ---------------------------------------------------------------------------------------- */

/* Groups of consonants that a word in kana still tells apart. */
enum group { NONE = 1, LIPS = 2, TEETH = 4, THROAT = 8, LIQUID = 16, NASAL = 32, GROUPS = 6 };

enum { GROUPS_USED = 5, GROUP_BITS = 3 };

static unsigned groups_at(const struct sound *s, unsigned at)
{
    static const uint8_t of[1 << SOUND_BITS] = {
        [SOUND_P] = LIPS, [SOUND_B] = LIPS, [SOUND_F] = LIPS, [SOUND_V] = LIPS | NONE, [SOUND_T] = TEETH, [SOUND_D] = TEETH,
        [SOUND_K] = THROAT, [SOUND_G] = THROAT, [SOUND_S] = TEETH, [SOUND_Z] = TEETH, [SOUND_SH] = TEETH,
        [SOUND_ZH] = TEETH, [SOUND_CH] = TEETH, [SOUND_TS] = TEETH, [SOUND_J] = TEETH, [SOUND_L] = LIQUID,
        [SOUND_R] = LIQUID, [SOUND_M] = NASAL, [SOUND_N] = NASAL, [SOUND_TH] = TEETH, [SOUND_C_SOFT] = TEETH,
        [SOUND_C_HARD] = THROAT | TEETH, [SOUND_J_AS_WRITTEN] = TEETH | NONE, [SOUND_CH_AS_WRITTEN] = TEETH | THROAT,
        [SOUND_W_AS_WRITTEN] = LIPS | NONE,
    };
    unsigned symbol = sound_symbol_at(s, at), next = at + 1 < s->length ? sound_symbol_at(s, at + 1) : 0;
    unsigned groups = of[symbol] ? of[symbol] : (unsigned)NONE;
    bool is_kana = s->class == SOUND_KANA;
    if (is_kana && symbol == SOUND_F) return LIPS | NONE; /* フ of Hussein */
    if (symbol == SOUND_V && !is_kana) return LIPS;
    if (symbol == SOUND_G && at && sound_symbol_at(s, at - 1) == SOUND_N) return NONE; /* -ng is ン or ング */
    if (symbol == SOUND_R && !is_kana && at && !(next >= SOUND_A && next <= SOUND_U)) return LIQUID | NONE; /* ター of -ter */
    return groups;
}

struct row {
    uint32_t code;
    uint8_t  count, last;
};

static struct row row_add(struct row r, unsigned group)
{
    if (group == 0 || group == r.last || r.count == GROUPS_USED) return r;
    r.code |= (uint32_t)group << (GROUP_BITS * r.count++);
    r.last = (uint8_t)group;
    return r;
}

size_t kana_keys(const struct sound *s, uint64_t ret[KANA_KEYS])
{
    enum { KANA_ATOM_SHIFT = 40 };
    struct row way[KANA_KEYS] = { { 0 } };
    size_t ways = 1, count = 0;
    if (s->class != SOUND_KANA && s->class != SOUND_SPOKEN) return 0;
    for (unsigned at = 0; at < s->length; at++) {
        unsigned groups = groups_at(s, at);
        size_t now = ways;
        for (size_t w = 0; w < now; w++) {
            struct row base = way[w];
            bool is_first = true;
            for (unsigned g = GROUPS; g-- > 0;) { /* a consonant before none */
                if (!(groups >> g & 1)) continue;
                if (is_first) way[w] = row_add(base, g);
                else if (ways < KANA_KEYS) way[ways++] = row_add(base, g);
                is_first = false;
            }
        }
    }
    for (size_t w = 0; w < ways; w++) {
        uint64_t key = (uint64_t)1 << KANA_ATOM_SHIFT | way[w].code;
        bool is_known = !way[w].count;
        for (size_t i = 0; i < count; i++) is_known |= ret[i] == key;
        if (!is_known) ret[count++] = key;
    }
    return count;
}

static bool share_a_key(const struct sound *a, const struct sound *b)
{
    uint64_t x[KANA_KEYS], y[KANA_KEYS];
    size_t n = kana_keys(a, x), m = kana_keys(b, y);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (x[i] == y[k]) return true;
    return false;
}

/* --- how alike ----------------------------------------------------------------------------------- */

/* ours: hundredths of a consonant, from names of firms in both scripts */
enum {
    OTHER = 100, VOWEL_LACKS = 40, VOWEL_ADDED = 5, VOWEL_LAST = 15, GLIDE = 8, R_LACKS = 15, NG_LACKS = 5, H_LACKS = 20,
    SMALL_V_LACKS = 15, NASALS = 10, SLOPE = 120, LENGTH_OFF_TWICE = 3, SHORT_SYMBOLS = 3, SHORT_MOST = 12,
};

/* Kana of which other languages have several: 1 + what the sound behind it costs. What is not here costs as between other
 * sounds; the P with F is the last of hangul. */
static const uint8_t merged[1 << SOUND_BITS][1 << SOUND_BITS] = {
    [SOUND_R][SOUND_L] = 1 + 0, [SOUND_B][SOUND_V] = 1 + 5, [SOUND_S][SOUND_TH] = 1 + 5,
    [SOUND_S][SOUND_C_SOFT] = 1 + 3, [SOUND_SH][SOUND_S] = 1 + 5, [SOUND_Z][SOUND_TH] = 1 + 8,
    [SOUND_Z][SOUND_J] = 1 + 15, [SOUND_J][SOUND_Z] = 1 + 8, [SOUND_J][SOUND_D] = 1 + 20,
    [SOUND_J][SOUND_TH] = 1 + 25, [SOUND_J][SOUND_ZH] = 1 + 0, [SOUND_CH][SOUND_T] = 1 + 12,
    [SOUND_TS][SOUND_T] = 1 + 12, [SOUND_D][SOUND_TH] = 1 + 8, [SOUND_F][SOUND_H] = 1 + 5,
    [SOUND_F][SOUND_V] = 1 + 20, [SOUND_H][SOUND_F] = 1 + 20, [SOUND_V][SOUND_U] = 1 + 10,
    [SOUND_V][SOUND_O] = 1 + 20, [SOUND_V][SOUND_B] = 1 + 10, [SOUND_N][SOUND_M] = 1 + NASALS,
    [SOUND_U][SOUND_V] = 1 + 20, [SOUND_TS][SOUND_Z] = 1 + 15, [SOUND_Z][SOUND_TS] = 1 + 15,
    [SOUND_I][SOUND_J] = 1 + 40, [SOUND_P][SOUND_F] = 1 + 15,
};

static unsigned cost_of(unsigned kana, unsigned spoken)
{
    if (merged[kana][spoken]) return merged[kana][spoken] - 1u;
    return kana == spoken ? 0 : sound_cost[kana][spoken];
}

static bool is_vowel(unsigned symbol)
{
    return symbol >= SOUND_A && symbol <= SOUND_U;
}

static unsigned at_or_none(const struct sound *s, unsigned at)
{
    return at < s->length ? sound_symbol_at(s, at) : 0;
}

/* A spoken sound that the kana lack, behind kana[i - 1]. */
static unsigned spoken_alone(const struct sound *kana, unsigned i, const struct sound *spoken, unsigned j)
{
    unsigned symbol = sound_symbol_at(spoken, j), before = j ? sound_symbol_at(spoken, j - 1) : 0;
    unsigned last = i ? sound_symbol_at(kana, i - 1) : 0;
    bool is_added = last && !is_vowel(last) && last != SOUND_N;
    if (is_vowel(symbol)) {
        bool is_u = symbol == SOUND_U || (symbol == SOUND_O && (last == SOUND_T || last == SOUND_D));
        if (is_added && is_u) return VOWEL_ADDED;
        if (j + 1 == spoken->length) return VOWEL_LAST;
        return symbol == SOUND_I && (is_vowel(before) || is_vowel(at_or_none(spoken, j + 1))) ? GLIDE : VOWEL_LACKS;
    }
    if (symbol == SOUND_R && is_vowel(before) && !is_vowel(at_or_none(spoken, j + 1))) return R_LACKS;
    if (symbol == SOUND_G && before == SOUND_N) return NG_LACKS;
    return symbol == SOUND_H ? H_LACKS : OTHER;
}

static unsigned kana_alone(const struct sound *kana, unsigned i)
{
    unsigned symbol = sound_symbol_at(kana, i), before = i ? sound_symbol_at(kana, i - 1) : 0;
    if (is_vowel(symbol))
        return symbol == SOUND_I && (is_vowel(before) || is_vowel(at_or_none(kana, i + 1))) ? GLIDE : VOWEL_LACKS;
    if (symbol == SOUND_G && before == SOUND_N) return NG_LACKS;
    if (symbol == SOUND_V && !is_vowel(before)) return SMALL_V_LACKS;
    return symbol == SOUND_H ? H_LACKS : OTHER;
}

/* What was cut has an open end. Above `most` any cost is as good as another. */
static unsigned cost_of_saying(const struct sound *kana, const struct sound *spoken, unsigned most)
{
    unsigned row[SOUND_SYMBOLS_MAX + 1], least = UINT16_MAX;
    row[0] = 0;
    for (unsigned j = 0; j < spoken->length; j++) row[j + 1] = row[j] + spoken_alone(kana, 0, spoken, j);
    for (unsigned i = 0; i < kana->length; i++) {
        unsigned corner = row[0], k = sound_symbol_at(kana, i);
        unsigned lowest = row[0] += kana_alone(kana, i);
        for (unsigned j = 0; j < spoken->length; j++) {
            unsigned best = corner + cost_of(k, sound_symbol_at(spoken, j));
            unsigned without = row[j + 1] + kana_alone(kana, i), with = row[j] + spoken_alone(kana, i + 1, spoken, j);
            if (without < best) best = without;
            if (with < best) best = with;
            corner = row[j + 1];
            row[j + 1] = best;
            if (best < lowest) lowest = best;
        }
        if (lowest > most && least > most) return lowest; /* costs only rise */
        if (spoken->length == SOUND_SYMBOLS_MAX && row[spoken->length] < least) least = row[spoken->length];
    }
    for (unsigned j = 0; kana->length == SOUND_SYMBOLS_MAX && j <= spoken->length; j++)
        if (row[j] < least) least = row[j];
    return row[spoken->length] < least ? row[spoken->length] : least;
}

static uint16_t alike_plainly(const struct sound *kana, const struct sound *spoken)
{
    unsigned both = kana->length + spoken->length;
    if (both <= LENGTH_OFF_TWICE) return 0;
    unsigned length = both - LENGTH_OFF_TWICE, most = ((SOUND_SAME_BP - SOUND_LEAST_BP + 1) * length - 1) / (2 * SLOPE);
    if (kana->length <= SHORT_SYMBOLS && most > SHORT_MOST) most = SHORT_MOST;
    unsigned cost = cost_of_saying(kana, spoken, most);
    return cost > most ? 0 : (uint16_t)(SOUND_SAME_BP - cost * 2 * SLOPE / length);
}

uint16_t kana_alike(const struct sound *kana, const struct sound *spoken)
{
    struct sound way[2];
    uint16_t best = 0;
    if (kana->class != SOUND_KANA || spoken->class != SOUND_SPOKEN) return 0;
    size_t ways = sound_plainly(spoken, way);
    for (size_t i = 0; i < ways; i++) {
        uint16_t bp = alike_plainly(kana, &way[i]);
        if (bp > best) best = bp;
    }
    return best && share_a_key(kana, spoken) ? best : 0;
}
