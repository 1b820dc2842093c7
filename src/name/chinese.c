/*
 * Chinese names: any writing to a surname and one to three syllables, compared in what the two writings share.
 *
 *   characters with characters            the characters, traditional and simplified folded
 *   within a system, or it with characters   that system's own syllables: strict
 *   one system with another               syllables of Mandarin, more or less likely: lenient
 *
 * Names of two short syllables are the most colliding of the world: `Wang Li` and `Wang Lei`, or 王伟 and 王玮, are two
 * people's names. The tables: data/chinese/, made into arrays by tools/gen_chinese.py. How names are
 * cut into syllables: chinese_read.c.
 */
#include "name/chinese.h"

#include "base/num.h"
#include "name/chinese_table.h"
#include "name/key.h"

enum {
    LEAST_CB = -2400,
    SYLLABLE_MOST_CB = 900, /* of syllables rarer than one in 500 the tables know little (ours) */
    UNKNOWN_CB = 2400,
    ENTRIES = 12,
    KEY_SHARE = 12, /* atoms that make keys: those with a twelfth of the likeliest's part */
};

enum place { SURNAME, GIVEN };
enum space { MANDARIN, OWN_CANTONESE, OWN_SEA, OWN_VIET, CHARACTERS };

struct vector {
    struct { uint16_t atom, amp; uint8_t post; } item[ENTRIES]; /* by atom */
    size_t count;
};

/* --- tables ----------------------------------------------------------------------------------- */

unsigned cn_systems_of(uint16_t row, bool is_given)
{
    return cn_row_systems[(is_given ? CN_ROWS : 0) + row];
}

uint16_t cn_surname_cb(uint16_t row)
{
    return cn_row_surname_cb[row];
}

unsigned cn_rarity(uint16_t row, bool is_given, unsigned system)
{
    return cn_row_like[((size_t)row * 2 + is_given) * CN_LATIN_SYSTEMS + system - CN_PINYIN];
}

bool cn_is_middle(uint16_t row)
{
    return row == CN_ROW_VAN || row == CN_ROW_THI;
}

uint16_t cn_han_row(uint32_t code)
{
    size_t low = 0, high = COUNT_OF(cn_form_code);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cn_form_code[mid] < code) low = mid + 1;
        else high = mid;
    }
    return low < COUNT_OF(cn_form_code) && cn_form_code[low] == code ? cn_form_row[low] : NO_UNIT;
}

uint16_t cn_han_surname_cb(uint16_t row)
{
    return cn_han_surname_cb_table[row];
}

uint16_t cn_han_two(uint16_t first, uint16_t second)
{
    for (uint16_t row = CN_HAN_CHARS; row < CN_HAN_ROWS; row++)
        if (cn_han_code[2 * row] == cn_han_code[2 * first] && cn_han_code[2 * row + 1] == cn_han_code[2 * second]) return row;
    return NO_UNIT;
}

static void put(struct vector *v, uint16_t atom, uint16_t amp, uint8_t post)
{
    size_t at = 0;
    if (atom == NO_UNIT) return;
    while (at < v->count && v->item[at].atom < atom) at++;
    if ((at < v->count && v->item[at].atom == atom) || v->count == ENTRIES) return;
    for (size_t i = v->count++; i > at; i--) v->item[i] = v->item[i - 1];
    v->item[at].atom = atom;
    v->item[at].amp = amp;
    v->item[at].post = post;
}

static void of_table(uint16_t number, struct vector *ret)
{
    if (!number) return;
    for (uint32_t i = cn_vector_start[number - 1]; i < cn_vector_start[number]; i++) {
        ret->item[ret->count].atom = cn_entry_atom[i];
        ret->item[ret->count].amp = cn_entry_amp[i];
        ret->item[ret->count++].post = cn_entry_post[i];
    }
}

static void of_han(uint16_t row, enum place place, enum space space, struct vector *ret)
{
    static const uint16_t amps[] = { 4095, 3800, 2500 }; /* of readings that the tables put in order (ours) */
    switch (space) {
    case MANDARIN:
        if (place == SURNAME && cn_han_surname[row] != NO_UNIT) {
            put(ret, cn_han_surname[row], 4095, 255);
            break;
        }
        for (size_t i = 0; i < 3; i++)
            put(ret, cn_han_atom[3 * row + i], cn_han_amp[3 * row + i], i ? 40 : 255);
        break;
    case OWN_CANTONESE:
        for (size_t i = 0; i < 2; i++) put(ret, cn_han_yue[2 * row + i], amps[i], 255);
        break;
    case OWN_SEA:
        if (place == SURNAME || cn_han_sea[row]) put(ret, row, 4095, 255); /* of others we know Mandarin alone */
        break;
    case CHARACTERS: put(ret, row, 4095, 255); break;
    case OWN_VIET:
        for (size_t i = 0; i < 3; i++) put(ret, cn_han_viet[3 * row + i], amps[i], 255);
        break;
    }
}

static void vector_of(const struct hypothesis *h, unsigned at, enum space space, struct vector *ret)
{
    enum place place = at ? GIVEN : SURNAME;
    size_t row = (size_t)h->unit[at] * 2 + place;
    ret->count = 0;
    if (h->system == CN_HAN) of_han(h->unit[at], place, space, ret);
    else if (space == MANDARIN) of_table(cn_row_main[row * CN_LATIN_SYSTEMS + h->system - CN_PINYIN], ret);
    else if (space != CHARACTERS) of_table(cn_row_own[row * 3 + space - OWN_CANTONESE], ret);
}

static bool is_good(const struct hypothesis *h)
{
    if (h->system < CN_PINYIN || h->system >= CN_SYSTEMS_END || !h->given) return false;
    for (unsigned at = 0; at <= h->given; at++)
        if (h->unit[at] >= (h->system == CN_HAN ? CN_HAN_ROWS : CN_ROWS)) return false;
    return true;
}

static bool is_known(const struct hypothesis *h)
{
    enum { GIVEN_KNOWN_CB = 1750 }; /* characters that stand in given names */
    if (h->system != CN_HAN || !h->is_whole) return false;
    for (unsigned at = 1; at <= h->given; at++)
        if (cn_han_given_cb[h->unit[at]] > GIVEN_KNOWN_CB) return false;
    return true;
}

static bool is_own(const struct hypothesis *h)
{
    return h->system == CN_PINYIN && h->extra < 2;
}

static bool is_spelled(const struct hypothesis *h)
{
    return h->system < CN_OTHER || h->system == CN_MIXED;
}

bool chinese_same_character(uint16_t a, uint16_t b)
{
    uint16_t x = cn_han_row(a), y = cn_han_row(b);
    return a == b || (x != NO_UNIT && x == y);
}

/* --- keys ------------------------------------------------------------------------------------- */

static uint16_t least_of(const struct vector *v)
{
    uint16_t most = 0;
    for (size_t i = 0; i < v->count; i++)
        if (v->item[i].amp > most) most = v->item[i].amp;
    return (uint16_t)((most + KEY_SHARE - 1) / KEY_SHARE);
}

/* The places that make keys: the two given syllables, or the surname and the only one. */
static unsigned first_key_place(const struct hypothesis *h)
{
    return h->given > 1 ? 1 : 0;
}

static size_t keys(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    struct vector v[2];
    unsigned from = first_key_place(h);
    size_t count = 0;
    for (unsigned i = 0; i < 2; i++) vector_of(h, from + i, MANDARIN, &v[i]);
    uint16_t x = least_of(&v[0]), y = least_of(&v[1]);
    for (size_t i = 0; i < v[0].count; i++)
        for (size_t j = 0; v[0].item[i].amp >= x && j < v[1].count && count < HYPOTHESIS_KEYS_MAX; j++)
            if (v[1].item[j].amp >= y)
                ret[count++] = key_make(KEY_MODEL_CHINESE, h->given, (uint64_t)v[0].item[i].atom << 16 | v[1].item[j].atom);
    return count;
}

/* --- pairs ------------------------------------------------------------------------------------ */

static enum space space_of(const struct hypothesis *h)
{
    static const enum space own[] = { MANDARIN, MANDARIN, OWN_CANTONESE, OWN_SEA, OWN_VIET, MANDARIN, MANDARIN, CHARACTERS };
    return own[h->system - CN_PINYIN];
}

/* What two writings share most closely. */
static enum space space_between(const struct hypothesis *a, const struct hypothesis *b)
{
    enum space x = space_of(a), y = space_of(b);
    if (x == y) return x;
    if (x == CHARACTERS) return y;
    if (y == CHARACTERS) return x;
    return MANDARIN;
}

static int32_t log_of(uint32_t dot)
{
    const uint32_t whole = 4095u * 4095u;
    if (dot >= whole - whole / 256) return 0;
    if (!dot) return LEAST_CB;
    return (int32_t)num_log2_cb(dot) - (int32_t)num_log2_cb(whole);
}

static uint32_t dot_of(const struct vector *x, const struct vector *y)
{
    uint32_t dot = 0;
    for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
        if (x->item[i].atom < y->item[j].atom) i++;
        else if (x->item[i].atom > y->item[j].atom) j++;
        else dot += (uint32_t)x->item[i++].amp * y->item[j++].amp;
    }
    return dot;
}

/* Do two vectors share an atom that makes keys of both? */
static bool do_meet(const struct vector *x, const struct vector *y)
{
    uint16_t a = least_of(x), b = least_of(y);
    for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
        if (x->item[i].atom < y->item[j].atom) i++;
        else if (x->item[i].atom > y->item[j].atom) j++;
        else if (x->item[i].amp >= a && y->item[j].amp >= b) return true;
        else i++, j++;
    }
    return false;
}

/* Bits of the syllable in common, less the doubt which it is. */
static int32_t worth_of(const struct vector *x, const struct vector *y, enum place place)
{
    const uint16_t *prior = place == SURNAME ? cn_prior_surname : cn_prior_given;
    uint64_t worth = 0, weight = 0;
    for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
        if (x->item[i].atom < y->item[j].atom) {
            i++;
        } else if (x->item[i].atom > y->item[j].atom) {
            j++;
        } else {
            uint64_t post = (uint64_t)x->item[i].post * y->item[j].post;
            weight += post;
            worth += post * prior[x->item[i].atom];
            i++;
            j++;
        }
    }
    if (!weight) return 0;
    int32_t cb = (int32_t)(worth / weight) + (int32_t)num_log2_cb(weight) - (int32_t)num_log2_cb(255u * 255u);
    return cb < 0 ? 0 : cb > SYLLABLE_MOST_CB ? SYLLABLE_MOST_CB : cb;
}

/* Hundredths of a bit to basis points (ours: bench_quality, sets chinese_*) */
static uint16_t bp_of(int32_t cb)
{
    static const struct { int32_t cb; uint16_t bp; } line[] = {
        { 0, 9900 }, { -100, 9300 }, { -300, 8500 }, { -600, 7500 }, { -900, 6500 }, { LEAST_CB, 0 },
    };
    for (size_t i = 1; i < COUNT_OF(line); i++) {
        if (cb < line[i].cb) continue;
        int32_t span = line[i - 1].cb - line[i].cb, rise = line[i - 1].bp - line[i].bp;
        return (uint16_t)(line[i].bp + rise * (cb - line[i].cb) / span);
    }
    return 0;
}

enum {
    DROPPED_CB = -120, /* a word more: a Western name (this and the rest: ours) */
    DROPPED_BOTH_CB = -200, /* two such words, which may be two people's */
    DROPPED_SHORT_CB = -150, /* and only one syllable is left beside the surname */
    WORTH_PERCENT = 70,
    STRANGE_SPELLING = 8, /* a spelling of Southeast Asia that the table has for other characters */
};

/* One place of two names. @return false when they have nothing in common */
static bool pair_place(const struct hypothesis *a, const struct hypothesis *b, unsigned at, enum space space,
                       bool is_key, int32_t *compat, int32_t *info)
{
    enum place place = at ? GIVEN : SURNAME;
    struct vector x, y;
    if (space == CHARACTERS) {
        if (a->unit[at] != b->unit[at]) return false;
        uint16_t cb = at ? cn_han_given_cb[a->unit[at]] : cn_han_surname_cb_table[a->unit[at]];
        *info += cb > SYLLABLE_MOST_CB ? SYLLABLE_MOST_CB : cb;
        return true;
    }
    vector_of(a, at, MANDARIN, &x);
    vector_of(b, at, MANDARIN, &y);
    uint32_t dot = dot_of(&x, &y);
    if (is_key && !do_meet(&x, &y)) return false;
    *info += worth_of(&x, &y, place);
    if (space != MANDARIN) {
        struct vector own_x, own_y;
        vector_of(a, at, space, &own_x);
        vector_of(b, at, space, &own_y);
        uint32_t own = dot_of(&own_x, &own_y);
        if (own || (own_x.count && own_y.count && space != OWN_SEA)) dot = own;
        else if (own_x.count && own_y.count) dot /= STRANGE_SPELLING;
    }
    *compat += log_of(dot);
    return dot > 0;
}

static struct score pair(const struct hypothesis *a, const struct hypothesis *b)
{
    static const int16_t doubt_cb[] = { 0, -80, -220, -420 }; /* readings in a system that is not the likeliest (ours) */
    struct score none = { 0, false, 0 };
    int32_t compat = 0, info = 0;
    enum space space = space_between(a, b);
    if (a->given != b->given) return none;
    unsigned key = first_key_place(a);
    for (unsigned at = 0; at <= a->given; at++)
        if (!pair_place(a, b, at, space, at == key || at == key + 1, &compat, &info)) return none;
    if (a->dropped && b->dropped && a->system == CN_VIET && b->system == CN_VIET) return none; /* two middle names */
    if (a->dropped && b->dropped) compat += DROPPED_BOTH_CB;
    if ((a->dropped || b->dropped) && a->given < 2) compat += DROPPED_SHORT_CB;
    compat += DROPPED_CB * (int32_t)(a->dropped + b->dropped) + doubt_cb[a->extra] + doubt_cb[b->extra];
    struct score s = { bp_of(compat), false, info * WORTH_PERCENT / 100 + compat / 2 };
    if (s.info_cb < 0) s.info_cb = 0;
    return s;
}

/* --- words for people -------------------------------------------------------------------------- */

static const char *system_name(const struct hypothesis *h)
{
    static const char *const names[] = { "hanyu_pinyin", "wade_giles", "cantonese", "hokkien", "sino_vietnamese", "mandarin_sound",
                                         "mixed_chinese", "han" };
    return names[h->system - CN_PINYIN];
}

static size_t put_letter(uint16_t c, char *ret)
{
    ret[0] = (char)(0xE0 | c >> 12);
    ret[1] = (char)(0x80 | (c >> 6 & 0x3F));
    ret[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* Characters as they are; of the rest the likeliest syllables of Mandarin. */
static size_t spell(const struct hypothesis *h, char *ret, size_t cap)
{
    size_t len = 0;
    for (unsigned at = 0; at <= h->given; at++) {
        struct vector v;
        if (len + 12 > cap) break;
        if (len) {
            ret[len++] = (char)0xC2;
            ret[len++] = (char)0xB7;
        }
        if (h->system == CN_HAN) {
            const uint16_t *code = &cn_han_code[2 * h->unit[at]];
            len += put_letter(code[0], ret + len);
            if (code[1]) len += put_letter(code[1], ret + len);
            continue;
        }
        size_t best = 0;
        vector_of(h, at, MANDARIN, &v);
        if (!v.count) continue;
        for (size_t i = 1; i < v.count; i++)
            if (v.item[i].post > v.item[best].post) best = i;
        for (const char *p = cn_atom_text[v.item[best].atom]; *p && len + 2 < cap; p++) ret[len++] = *p;
    }
    return len;
}

const struct name_model chinese_model = {
    .id = "chinese", .read = cn_read, .keys = keys, .is_good = is_good, .is_known = is_known, .is_own = is_own,
    .is_spelled = is_spelled,
    .pair = pair, .system_name = system_name, .spell = spell,
};
