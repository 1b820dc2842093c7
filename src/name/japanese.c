/*
 * Japanese names: any writing to a surname and a given name, each as it is read.
 *
 *   kana, Latin, Cyrillic -> morae -> a known surname in front or behind, the rest is the given name
 *   kanji -> japanese_kanji.c: likeliest readings of both halves, and the characters
 *
 * Kanji against kanji compares characters, forms of one character folded: 伊藤 and 伊東 are two names of one reading.
 * All else compares readings; long vowels count where both sides write them. The tables: data/japanese/, made into
 * arrays by tools/gen_japanese.py; whatever is no name of theirs is read by its characters.
 *
 * Workload: most names are no Japanese ones, and leave at a letter that no mora has or a surname that nobody has.
 */
#include "name/japanese.h"

#include "base/num.h"
#include "name/japanese_table.h"
#include "name/key.h"

enum {
    WORDS_USED = 4,
    PRIOR_LAST = -60,     /* surname behind the given name, as Japanese write it in Latin letters */
    PRIOR_AGAINST = -580, /* the same against a comma */
    PRIOR_DROPPED = -430, /* a word that is no part of it (ours) */
    PRIOR_SHORT = -300,   /* a surname of one mora: so are many syllables */
    PRIOR_FUSED = -100,
    SURNAME_LIKE_CB = 2200,
};

enum { LONG_MORA = 0x80, SURNAME_UNSURE = 1, GIVEN_UNSURE = 2 }; /* hypothesis.extra: spelled without long vowels */

/* --- readings ----------------------------------------------------------------------------------- */

void ja_keep(struct reading_of *r, const struct hypothesis *h)
{
    size_t at = r->count;
    for (size_t i = 0; i < r->count; i++)
        if (r->ret[i].system == h->system && memcmp(r->ret[i].unit, h->unit, sizeof h->unit) == 0) {
            if (r->ret[i].prior_cb >= h->prior_cb) return;
            memmove(&r->ret[i], &r->ret[i + 1], (--r->count - i) * sizeof *h);
            at = r->count;
            break;
        }
    while (at && r->ret[at - 1].prior_cb < h->prior_cb) at--;
    if (at >= r->most) return;
    if (r->count < r->most) r->count++;
    memmove(&r->ret[at + 1], &r->ret[at], (r->count - 1 - at) * sizeof *h);
    r->ret[at] = *h;
}

uint16_t ja_unknown(str name)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.len; i++) h = (h ^ (uint8_t)name.data[i]) * 16777619u;
    return (uint16_t)(NAME_UNKNOWN | ((h ^ h >> 15) & (NAME_UNKNOWN - 1)));
}

static uint16_t unknown_reading(const struct morae *m)
{
    struct morae plain = *m;
    morae_devoice(&plain);
    return ja_unknown(ja_codes(&plain));
}

uint16_t ja_surname_number(const struct morae *m, bool minds_length, bool *ret_is_sure)
{
    uint32_t f = m->count && m->count <= SURNAME_MORAE ? table_find(&ja_fold, ja_codes(m)) : TABLE_NONE;
    *ret_is_sure = minds_length;
    if (f == TABLE_NONE) return unknown_reading(m);
    for (uint16_t e = ja_fold_first[f]; minds_length && e < ja_fold_first[f + 1]; e++)
        if (ja_exact_long[e] == m->is_long) return e;
    *ret_is_sure = false;
    return ja_fold_first[f];
}

void ja_set_given(struct hypothesis *h, const struct morae *m)
{
    uint8_t byte[GIVEN_MORAE] = { 0 };
    for (size_t i = 0; i < m->count && i < GIVEN_MORAE; i++)
        byte[i] = (uint8_t)(m->code[i] | (m->is_long >> i & 1 ? LONG_MORA : 0));
    for (size_t u = 0; u < GIVEN_MORAE / 2; u++) h->unit[1 + u] = (uint16_t)(byte[2 * u] | byte[2 * u + 1] << 8);
    h->given = GIVEN_MORAE / 2;
}

static void given_of(const struct hypothesis *h, struct morae *ret)
{
    ret->count = 0;
    ret->is_long = 0;
    for (size_t i = 0; i < GIVEN_MORAE; i++) {
        uint8_t byte = (uint8_t)(h->unit[1 + i / 2] >> (i % 2 * 8));
        if (!byte) break;
        if (byte & LONG_MORA) ret->is_long |= (uint16_t)(1u << i);
        ret->code[ret->count++] = byte & (LONG_MORA - 1);
    }
}

/* Do surnames begin so and end so? The tables have one in ten too few. */
static bool is_like_surname(const struct morae *m)
{
    struct morae plain = *m;
    morae_devoice(&plain);
    for (size_t at = 1; at < m->count; at++)
        if (table_find(&ja_tail, str_from(ja_codes(&plain), at)) != TABLE_NONE && table_find(&ja_head, str_sub(ja_codes(m), 0, at)) != TABLE_NONE)
            return true;
    return false;
}

bool ja_knows_surname(const struct morae *m)
{
    return table_find(&ja_fold, ja_codes(m)) != TABLE_NONE;
}

bool ja_knows_given(const struct morae *m)
{
    return table_find(&ja_given_fold, ja_codes(m)) != TABLE_NONE;
}

void ja_given_reading_of(uint16_t number, struct morae *ret)
{
    ret->count = (uint8_t)(ja_reading_from[number + 1] - ja_reading_from[number]);
    memcpy(ret->code, ja_reading_code + ja_reading_from[number], ret->count);
}

/* --- kana, Latin, Cyrillic ----------------------------------------------------------------------- */

struct spoken {
    struct morae   raw[WORDS_USED], word[WORDS_USED]; /* word: folded */
    bool           is_good[WORDS_USED], has_length[WORDS_USED];
    size_t         words, good, comma; /* comma: words in front of it */
    bool           has_mark;           /* macrons: long vowels are all marked */
    enum ja_system system;
};

static bool joined(const struct spoken *s, unsigned set, struct morae *ret)
{
    ret->count = 0;
    ret->is_long = 0;
    for (size_t i = 0; i < s->words; i++) {
        if (!(set >> i & 1)) continue;
        const struct morae *m = &s->raw[i];
        if (ret->count + m->count > MORAE_USED) return false;
        memcpy(ret->code + ret->count, m->code, m->count);
        ret->count = (uint8_t)(ret->count + m->count);
    }
    morae_fold(ret); /* Ken-ichi as Kenichi */
    return ret->count > 0 && ret->count <= GIVEN_MORAE;
}

static void add_spoken(struct reading_of *r, const struct spoken *s, size_t at, unsigned rest, int prior, unsigned dropped)
{
    struct morae given;
    const struct morae *surname = &s->word[at];
    struct hypothesis h = { .system = (uint8_t)s->system, .dropped = dropped & 3u };
    bool is_sure, given_is_sure = s->has_mark || s->system == JA_KANA;
    h.unit[0] = ja_surname_number(surname, s->has_mark || s->has_length[at] || s->system == JA_KANA, &is_sure);
    bool is_new = h.unit[0] & NAME_UNKNOWN;
    if (is_new && (surname->count < 2 || (r->count && r->ret[0].is_whole))) return;
    if (!joined(s, rest, &given)) return;
    bool has_given = ja_knows_given(&given);
    if (is_new && (!has_given || (s->system != JA_KANA && !is_like_surname(surname)))) return;
    for (size_t i = 0; i < s->words; i++) given_is_sure = given_is_sure || ((rest >> i & 1) && s->has_length[i]);
    bool is_short = surname->count == 1 && !surname->is_long;
    if (is_short) prior += PRIOR_SHORT;
    ja_set_given(&h, &given);
    h.extra = (uint8_t)((is_sure ? 0 : SURNAME_UNSURE) | (given_is_sure ? 0 : GIVEN_UNSURE)) & 3u;
    h.is_whole = has_given && !is_new && !dropped && !is_short;
    h.prior_cb = (int16_t)prior;
    ja_keep(r, &h);
}

static unsigned bits(unsigned set)
{
    unsigned n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* The surname is the first word or the last. */
static void add_orders(struct reading_of *r, const struct spoken *s)
{
    unsigned good = 0, lost = (unsigned)(s->words - s->good);
    size_t first = s->words, last = 0;
    for (size_t i = 0; i < s->words; i++) {
        if (!s->is_good[i]) continue;
        good |= 1u << i;
        if (first == s->words) first = i;
        last = i;
    }
    if (s->good < 2 || lost > 1) return;
    for (int way = 0; way < 2; way++) {
        size_t at = way ? last : first;
        int prior = (int)lost * PRIOR_DROPPED;
        unsigned rest = good & ~(1u << at);
        if (way) prior += s->comma ? PRIOR_AGAINST : s->system == JA_KANA ? 5 * PRIOR_LAST : PRIOR_LAST;
        add_spoken(r, s, at, rest, prior, lost);
        for (size_t d = 0; d < s->words && !lost && bits(rest) > 1; d++) /* a second given name of another language */
            if (rest >> d & 1) add_spoken(r, s, at, rest & ~(1u << d), prior + PRIOR_DROPPED, 1);
    }
}

static bool part_of(const struct morae *raw, size_t from, size_t to, struct morae *ret)
{
    ret->count = (uint8_t)(to - from);
    memcpy(ret->code, raw->code + from, ret->count);
    return ret->count > 0;
}

static void fold_words(struct spoken *s)
{
    for (size_t i = 0; i < s->words; i++) {
        if (!s->is_good[i]) continue;
        s->word[i] = s->raw[i];
        morae_fold(&s->word[i]);
        s->has_length[i] = s->word[i].is_long;
    }
}

/* たなかけんじ: every cut into two names that people have */
static void add_kana_cuts(struct reading_of *r, const struct morae *raw)
{
    struct spoken s = { .words = 2, .good = 2, .is_good = { true, true }, .system = JA_KANA };
    for (size_t cut = 2; cut + 2 <= raw->count; cut++) {
        if (!part_of(raw, 0, cut, &s.raw[0]) || !part_of(raw, cut, raw->count, &s.raw[1])) continue;
        fold_words(&s);
        uint32_t f = table_find(&ja_fold, ja_codes(&s.word[0])), g = table_find(&ja_given_fold, ja_codes(&s.word[1]));
        if (g == TABLE_NONE || (f == TABLE_NONE && !is_like_surname(&s.word[0]))) continue;
        int worth = (f == TABLE_NONE ? SURNAME_LIKE_CB : ja_exact_cb[ja_fold_first[f]]) + ja_given_fold_cb[g];
        add_spoken(r, &s, 0, 2, PRIOR_FUSED - worth / 10, 0);
    }
}

static bool load_spoken(const struct read_name *n, struct spoken *s)
{
    const char *end = NULL;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (w->kind == WORD_SIGN || w->kind == WORD_NUMBER || s->words == WORDS_USED) return false;
        struct morae *m = &s->raw[s->words];
        bool is_good = s->system == JA_KANA ? kana_morae(w->text, m) : romaji_morae(w->letters_meant, m, &s->has_mark);
        for (const char *p = end; p && p < w->raw.data; p++)
            if (*p == ',' && !s->comma) s->comma = s->words;
        end = w->raw.data + w->raw.len;
        s->is_good[s->words] = is_good;
        s->good += is_good;
        s->words++;
        if (s->words - s->good > 1) return false; /* most names leave here */
    }
    return s->good > 0;
}

static void read_spoken(struct reading_of *r, const struct read_name *n, enum ja_system system)
{
    struct spoken s = { .system = system };
    if (!load_spoken(n, &s)) return;
    if (s.words == 1 && system == JA_KANA) {
        add_kana_cuts(r, &s.raw[0]);
    } else if (s.good > 1) {
        fold_words(&s);
        add_orders(r, &s);
    }
}

static size_t ja_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX])
{
    struct reading_of r = { .ret = ret, .most = HYPOTHESES_MAX };
    switch (n->script) {
    case SCRIPT_LATIN: read_spoken(&r, n, JA_LATIN); break;
    case SCRIPT_CYRILLIC: read_spoken(&r, n, JA_CYRILLIC); break;
    case SCRIPT_KANA:
        if (!ja_has_han(n)) read_spoken(&r, n, JA_KANA);
        else ja_read_kanji(&r, n);
        break;
    case SCRIPT_HAN: ja_read_kanji(&r, n); break;
    case SCRIPT_NONE:
    case SCRIPT_GREEK:
    case SCRIPT_HANGUL:
    case SCRIPT_ARABIC:
    case SCRIPT_HEBREW:
    case SCRIPT_OTHER:
    case SCRIPTS: break;
    }
    return r.count;
}

/* --- keys ------------------------------------------------------------------------------------------ */

/* The same for surnames that differ in voice alone, in the tables or not. */
static uint16_t class_of(uint16_t unit)
{
    return unit & NAME_UNKNOWN ? unit : ja_fold_number[ja_exact_fold[unit]];
}

static size_t ja_keys(const struct hypothesis *h, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    char text[2 + 2 * (HYPOTHESIS_UNITS - 1) + MORAE_USED];
    struct morae m;
    if (h->system == JA_KANJI) {
        ret[0] = key_make(KEY_MODEL_JAPANESE, 1, str_hash(str_of((const char *)h->unit, sizeof h->unit)));
        return 1;
    }
    uint16_t class = class_of(h->unit[0]);
    given_of(h, &m);
    text[0] = (char)(class & 0xFF);
    text[1] = (char)(class >> 8);
    memcpy(text + 2, m.code, m.count);
    ret[0] = key_make(KEY_MODEL_JAPANESE, 0, str_hash(str_of(text, 2u + m.count)));
    return 1;
}

/* --- what a damaged part may hold -------------------------------------------------------------------- */

static bool ja_is_good(const struct hypothesis *h)
{
    struct morae m;
    bool is_new = h->unit[0] & NAME_UNKNOWN;
    if (h->system < JA_LATIN || h->system >= JA_SYSTEMS || h->given != 3) return false;
    if (h->system == JA_KANJI) return is_new || ja_is_surname(h->unit[0]);
    if (!is_new && h->unit[0] >= JA_EXACTS) return false;
    given_of(h, &m);
    for (size_t i = 0; i < m.count; i++)
        if (m.code[i] == MORA_NONE || m.code[i] >= MORA_CODES) return false;
    return m.count > 0;
}

static bool ja_is_known(const struct hypothesis *h)
{
    struct morae m;
    if (h->unit[0] & NAME_UNKNOWN || !h->is_whole) return false;
    if (h->system == JA_KANJI) return h->extra;
    given_of(h, &m);
    return h->system == JA_KANA && ja_knows_given(&m);
}

/* --- pairs ------------------------------------------------------------------------------------------- */

enum {
    LEAST_CB = -2400,
    LENGTH_UNSAID_CB = -60,  /* long where the other side does not say */
    LENGTH_LOOSE_CB = -500,  /* Latin letters that say otherwise: people spell one name now so, now so */
    LENGTH_DIFFERS_CB = -800, /* kana that say otherwise: オノ, オオノ */
    VOICED_CB = -560,        /* ナカタ, ナカダ */
    VOICED_KANJI_CB = -350,  /* characters that are read so and so */
    PRIOR_PERCENT = 85,
    WORTH_PERCENT = 75,
    DROPPED_CB = -200,
    CHARACTERS_CB = 1250,    /* what equal characters of a given name are worth */
    INFO_MOST_CB = 2400,
}; /* (ours, measured) */

static bool is_loose(const struct hypothesis *h)
{
    return h->system == JA_LATIN || h->system == JA_CYRILLIC;
}

static int32_t length_cb(const struct hypothesis *a, const struct hypothesis *b, unsigned flag)
{
    if (a->extra & flag || b->extra & flag) return LENGTH_UNSAID_CB;
    return is_loose(a) || is_loose(b) ? LENGTH_LOOSE_CB : LENGTH_DIFFERS_CB;
}

static int32_t surname_cb(const struct hypothesis *a, const struct hypothesis *b)
{
    uint16_t x = a->unit[0], y = b->unit[0];
    if (x == y) return 0;
    bool is_new = (x | y) & NAME_UNKNOWN;
    if (!is_new && ja_exact_fold[x] == ja_exact_fold[y]) return length_cb(a, b, SURNAME_UNSURE);
    if (class_of(x) != class_of(y)) return LEAST_CB;
    if (!is_new && ja_fold_class[ja_exact_fold[x]] != ja_fold_class[ja_exact_fold[y]]) return LEAST_CB; /* one number by chance */
    return a->system == JA_READING || b->system == JA_READING ? VOICED_KANJI_CB : VOICED_CB;
}

/* Hundredths of a bit to basis points, as korean.c */
static uint16_t bp_of(int32_t cb)
{
    static const struct { int32_t cb; uint16_t bp; } line[] = {
        { 0, 9900 }, { -144, 9300 }, { -381, 8500 }, { -721, 7500 }, { -1154, 6500 }, { LEAST_CB, 0 },
    };
    for (size_t i = 1; i < COUNT_OF(line); i++) {
        if (cb < line[i].cb) continue;
        int32_t span = line[i - 1].cb - line[i].cb, rise = line[i - 1].bp - line[i].bp;
        return (uint16_t)(line[i].bp + rise * (cb - line[i].cb) / span);
    }
    return 0;
}

static struct score scored(int32_t compat, int32_t worth)
{
    struct score s = { bp_of(compat), false, worth * WORTH_PERCENT / 100 + compat / 2 };
    if (s.info_cb < 0) s.info_cb = 0;
    if (s.info_cb > INFO_MOST_CB) s.info_cb = INFO_MOST_CB;
    return s;
}

static int32_t priors(const struct hypothesis *a, const struct hypothesis *b)
{
    return (a->prior_cb + b->prior_cb) * PRIOR_PERCENT / 100 + DROPPED_CB * (int32_t)(a->dropped + b->dropped);
}

static struct score ja_pair(const struct hypothesis *a, const struct hypothesis *b)
{
    struct score none = { 0, false, 0 };
    struct morae x, y;
    bool is_kanji = a->system == JA_KANJI;
    if (is_kanji != (b->system == JA_KANJI) || (a->system == JA_READING && b->system == JA_READING)) return none;
    if (is_kanji) {
        if (memcmp(a->unit, b->unit, sizeof a->unit) != 0) return none;
        int32_t surname = a->unit[0] & NAME_UNKNOWN ? JA_GIVEN_UNKNOWN_CB : ja_surname_rarity(a->unit[0]);
        return scored(priors(a, b), surname + CHARACTERS_CB);
    }
    int32_t compat = surname_cb(a, b);
    if (compat == LEAST_CB) return none;
    given_of(a, &x);
    given_of(b, &y);
    if (!str_eq(ja_codes(&x), ja_codes(&y))) return none;
    if (x.is_long != y.is_long) compat += length_cb(a, b, GIVEN_UNSURE);
    compat += priors(a, b);
    uint32_t g = table_find(&ja_given_fold, ja_codes(&x));
    int32_t worth = g == TABLE_NONE ? JA_GIVEN_UNKNOWN_CB : ja_given_fold_cb[g];
    uint16_t own[2] = { a->unit[0], b->unit[0] };
    int32_t surname[2];
    for (size_t i = 0; i < 2; i++) surname[i] = own[i] & NAME_UNKNOWN ? JA_GIVEN_UNKNOWN_CB : ja_exact_cb[own[i]];
    return scored(compat, worth + (surname[0] < surname[1] ? surname[0] : surname[1]));
}

/* --- words for people --------------------------------------------------------------------------------- */

static const char *ja_system_name(const struct hypothesis *h)
{
    static const char *const names[] = { "romaji", "polivanov", "kana", "kanji", "kanji_reading" };
    return names[h->system - JA_LATIN];
}

static size_t spell_codes(const uint8_t *code, size_t count, char *ret, size_t cap)
{
    size_t len = 0;
    for (size_t i = 0; i < count && len + 6 <= cap; i++) len += mora_kana(code[i], ret + len);
    return len;
}

/* As the dictionary has it where that is what is meant: トオル, ケンイチ; else mora by mora. */
static size_t spell_given(const struct hypothesis *h, char *ret, size_t cap)
{
    struct morae m, usual;
    size_t len = 0;
    given_of(h, &m);
    uint32_t g = table_find(&ja_given_fold, ja_codes(&m));
    if (g != TABLE_NONE) {
        uint16_t number = ja_given_fold_reading[g];
        const uint8_t *code = ja_reading_code + ja_reading_from[number];
        ja_given_reading_of(number, &usual);
        size_t count = usual.count;
        morae_fold(&usual);
        if (h->extra & GIVEN_UNSURE || usual.is_long == m.is_long) return spell_codes(code, count, ret, cap);
    }
    for (size_t i = 0; i < m.count; i++) {
        len += spell_codes(m.code + i, 1, ret + len, cap - len);
        if (m.is_long >> i & 1) len += spell_codes(&(uint8_t){ MORA_U }, 1, ret + len, cap - len);
    }
    return len;
}

static size_t ja_spell(const struct hypothesis *h, char *ret, size_t cap)
{
    size_t len = 0;
    if (h->system == JA_KANJI) return ja_spell_characters(h, ret, cap);
    if (!(h->unit[0] & NAME_UNKNOWN)) {
        uint32_t from = ja_exact_from[h->unit[0]];
        len = spell_codes(ja_exact_code + from, ja_exact_from[h->unit[0] + 1] - from, ret, cap);
        if (len + 3 <= cap) {
            memcpy(ret + len, "・", 3);
            len += 3;
        }
    }
    return len + spell_given(h, ret + len, cap - len);
}

const struct name_model japanese_model = {
    .id = "japanese", .read = ja_read, .keys = ja_keys, .is_good = ja_is_good, .is_known = ja_is_known,
    .pair = ja_pair, .system_name = ja_system_name, .spell = ja_spell,
};
