/*
 * Korean names: any writing to a surname and one to three syllables of hangul.
 *
 * Every written syllable stands for a few syllables of hangul, each more or less likely: `Chun` for
 * 춘, 준, 천. Two names are one as far as their syllables can be the same, place by place; letters are
 * never compared. The tables: data/korean/, made into arrays by tools/gen_korean.py.
 *
 *   words -> letters of one alphabet -> syllables (paths in a tree of spellings) -> surname + given
 *         -> places compared as vectors over hangul
 *
 * Workload: most names are no Korean ones, and leave the tree after a few letters. Of a Korean name
 * some four readings remain; 250 listed names are compared in a few microseconds.
 */
#include "name/model.h"

#include "base/num.h"
#include "name/key.h"
#include "name/korean_table.h"

enum {
    WORDS_USED = 6, WORD_LETTERS = 24, WORD_CUTS = 16,
    PRIOR_NORTH = -170, PRIOR_OTHER_LATIN = -360, PRIOR_PINYIN = -580, /* (ours, after the field's prototype) */
    PRIOR_LAST = -145,    /* surname behind the given name */
    PRIOR_AGAINST = -580, /* the same against a comma */
    PRIOR_FUSED = -600,   /* all in one word: so are many words that are no name */
    PRIOR_DROPPED = -430, /* a word that is no part of it */
    PRIOR_NO_SURNAME = -580,
    PRIOR_HANGUL_LAST = -870,
    LEAST_CB = -2400,
    SYLLABLE_MOST_CB = 640, /* what one syllable is worth: of those rarer than one in 84 the tables know little (ours) */
    FUSED_LEAST = 5, /* letters of a name in one word: shorter ones are initials and handles */
};

/* How a name is written. Units of a hypothesis: in hangul a syllable less U+AC00, in hanja a character of
 * the BMP, else a row of the tables. */
enum ko_system {
    KO_FREE = MODEL_KOREAN * SYSTEMS_OF_A_MODEL, /* Latin as people in the South write it, Revised Romanization too */
    KO_NORTH,  /* DPRK rules, McCune-Reischauer */
    KO_OTHER,  /* Cyrillic, kana, Latin of other languages */
    KO_PINYIN, /* Mandarin reading of the characters */
    KO_HANGUL,
    KO_HANJA,
    KO_SYSTEMS,
};

enum { KO_GIVEN = HYPOTHESIS_UNITS - 1 };

/* --- tables ----------------------------------------------------------------------------------- */

struct entry {
    uint16_t atom, amp; /* amp: 0..4095 */
    uint8_t  post;      /* 0..255 */
};

enum { ENTRIES = 16 };

struct vector {
    struct entry item[ENTRIES]; /* by atom */
    size_t       count;
};

static uint16_t southern(uint16_t atom)
{
    size_t low = 0, high = COUNT_OF(ko_dueum_north);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ko_dueum_north[mid] < atom) low = mid + 1;
        else high = mid;
    }
    return low < COUNT_OF(ko_dueum_north) && ko_dueum_north[low] == atom ? ko_dueum_south[low] : atom;
}

static void put(struct vector *v, uint16_t atom, uint16_t amp, uint8_t post)
{
    size_t at = 0;
    while (at < v->count && v->item[at].atom < atom) at++;
    if (at < v->count && v->item[at].atom == atom) {
        if (amp > v->item[at].amp) v->item[at].amp = amp;
        return;
    }
    if (v->count == ENTRIES) return;
    for (size_t i = v->count++; i > at; i--) v->item[i] = v->item[i - 1];
    v->item[at] = (struct entry){ atom, amp, post };
}

static void of_hangul(uint16_t atom, unsigned place, struct vector *ret)
{
    uint16_t south = southern(atom);
    if (place < 2) {
        put(ret, south, 4095, 255);
    } else {
        put(ret, atom, south == atom ? 4095 : 3900, 255);
        if (south != atom) put(ret, south, 1240, 64);
    }
}

static int hanja_row(uint16_t c)
{
    size_t low = 0, high = COUNT_OF(ko_hanja_char);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ko_hanja_char[mid] < c) low = mid + 1;
        else high = mid;
    }
    return low < COUNT_OF(ko_hanja_char) && ko_hanja_char[low] == c ? (int)low : -1;
}

static void of_hanja(uint16_t c, unsigned place, struct vector *ret)
{
    static const uint16_t amps[][3] = { { 4095, 0, 0 }, { 3600, 1950, 0 }, { 3400, 1800, 1400 } };
    int row = hanja_row(c);
    size_t count = 0;
    if (row < 0) return;
    const uint16_t *reading = &ko_hanja_reading[3 * row];
    if (place == 0 && ko_hanja_surname[row] != 0xFFFF) {
        put(ret, southern(ko_hanja_surname[row]), 4095, 255);
        return;
    }
    while (count < 3 && reading[count] != 0xFFFF) count++;
    for (size_t i = 0; i < count; i++)
        put(ret, place < 2 ? southern(reading[i]) : reading[i], amps[count - 1][i], i ? 60 : 200);
    if (place == 2 && count && southern(reading[0]) != reading[0])
        put(ret, southern(reading[0]), 1240, 64);
}

static void of_row(uint16_t row, enum ko_system system, unsigned place, struct vector *ret)
{
    uint16_t number = ko_row_vector[row * 12u + place * 4u + (unsigned)system];
    ret->count = 0;
    if (!number) return;
    for (uint32_t i = ko_vector_start[number - 1]; i < ko_vector_start[number]; i++)
        ret->item[ret->count++] = (struct entry){ ko_entry_atom[i], ko_entry_amp[i], ko_entry_post[i] };
}

static void vector_of(const struct hypothesis *k, unsigned at, struct vector *ret)
{
    unsigned place = at < 2 ? at : 2;
    ret->count = 0;
    if (k->system == KO_HANGUL) of_hangul(k->unit[at], place, ret);
    else if (k->system == KO_HANJA) of_hanja(k->unit[at], place, ret);
    else of_row(k->unit[at], (enum ko_system)k->system, place, ret);
}

static bool has_vector(uint16_t row, enum ko_system system, unsigned place)
{
    return ko_row_vector[row * 12u + place * 4u + (unsigned)system] != 0;
}

static bool ko_is_good(const struct hypothesis *k)
{
    if (k->system >= KO_SYSTEMS || !k->given) return false;
    for (unsigned at = 0; at <= k->given; at++) {
        uint16_t unit = k->unit[at];
        if (unit == NO_UNIT) {
            if (at) return false;
        } else if (k->system == KO_HANGUL ? unit >= KO_ATOMS : k->system != KO_HANJA && unit >= KO_ROWS) {
            return false;
        }
    }
    return true;
}

static bool ko_is_known(const struct hypothesis *k)
{
    static const uint16_t *const priors[] = { ko_prior_surname, ko_prior_given1, ko_prior_given2 };
    if (k->system != KO_HANGUL || k->unit[0] == NO_UNIT || k->given > 2) return false; /* 고려항공 */
    for (unsigned at = 0; at <= k->given; at++) {
        struct vector v;
        bool is_known = false;
        vector_of(k, at, &v);
        for (size_t i = 0; i < v.count; i++)
            is_known = is_known || priors[at < 2 ? at : 2][v.item[i].atom] < KO_PRIOR_UNKNOWN;
        if (!is_known) return false;
    }
    return true;
}

/* --- letters ---------------------------------------------------------------------------------- */

enum alphabet { ALPHABET_NONE = 0, ALPHABET_LATIN, ALPHABET_CYRILLIC, ALPHABET_KANA, ALPHABET_HANGUL, ALPHABET_HAN };

/* A word in the tree's alphabet. */
struct letters {
    uint8_t       code[WORD_LETTERS];
    uint16_t      unit[HYPOTHESIS_UNITS + 1]; /* of hangul and Han: the letters themselves */
    size_t        count;
    enum alphabet alphabet;
    bool          comma_before;
};

static uint32_t next_letter(str *s)
{
    uint8_t c = (uint8_t)s->data[0];
    size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t code = len == 1 ? c : c & (0xFFu >> (len + 1));
    if (len > s->len) len = s->len;
    for (size_t i = 1; i < len; i++) code = code << 6 | ((uint8_t)s->data[i] & 0x3Fu);
    *s = str_from(*s, len);
    return code;
}

static void add_code(struct letters *l, uint8_t code)
{
    if (l->count < WORD_LETTERS) l->code[l->count++] = code;
    else l->alphabet = ALPHABET_NONE;
}

static const char *const kana_rows[] = {
    /* U+30A1 .. U+30F3, small ones marked by a capital */
    "A", "a", "I", "i", "U", "u", "E", "e", "O", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
    "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti", "di", "T", "tu", "du", "te", "de",
    "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe",
    "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "Ya", "ya", "Yu", "yu", "Yo", "yo", "ra", "ri", "ru", "re", "ro",
    "Wa", "wa", "wi", "we", "o", "n",
};

/* ジョ is zyo, ウォ is wo, フィ is hi: a small vowel takes the place of the vowel before it. */
static void add_kana(struct letters *l, uint32_t c)
{
    if (c >= 0x3041 && c <= 0x3093) c += 0x60;
    if (c == 0x30FC || c == 0x30FB) return;
    if (c < 0x30A1 || c > 0x30F3) {
        l->alphabet = ALPHABET_NONE;
        return;
    }
    const char *s = kana_rows[c - 0x30A1];
    if (s[0] == 'T') {
        add_code(l, 't');
    } else if (s[0] == 'Y' || s[0] == 'W' || (s[0] >= 'A' && s[0] <= 'O')) {
        bool is_vowel = !s[1];
        uint8_t before = l->count ? l->code[l->count - 1] : 0;
        if (before == 'u' && is_vowel) l->code[l->count - 1] = 'w';
        else if (before == 'i' && is_vowel) l->code[l->count - 1] = 'y';
        else if (before == 'e' || before == 'o' || before == 'a' || before == 'i' || before == 'u') l->count--;
        for (const char *p = s; *p; p++) add_code(l, (uint8_t)byte_lower(*p));
    } else {
        for (const char *p = s; *p; p++) add_code(l, (uint8_t)*p);
    }
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == '`' || c == 0xB4 || c == 0x2032;
}

static void add_latin(struct letters *l, uint32_t c)
{
    static const char *const marks = "aaaaaaaceeeeiiiidnooooo*ouuuuy"; /* U+00E0 .. U+00FD */
    if (c < 0x80) {
        add_code(l, (uint8_t)c);
    } else if (c == 0x14F || c == 0x16D || c == 0x1D2) { /* breves; carons are a printer's breves */
        add_code(l, c == 0x16D ? 'u' : 'o');
        add_code(l, '\'');
    } else if (c >= 0xE0 && c <= 0xFD && marks[c - 0xE0] != '*') {
        add_code(l, (uint8_t)marks[c - 0xE0]);
    } else if (c == 0x131) {
        add_code(l, 'i');
    } else if (c == 0x10D || c == 0x107) {
        add_code(l, 'c');
    } else if (c == 0x17E || c == 0x17A || c == 0x17C) {
        add_code(l, 'z');
    } else if (c == 0x161 || c == 0x15B || c == 0x15F) {
        add_code(l, 's');
    } else if (c == 0x11B || c == 0x119 || c == 0x113) {
        add_code(l, 'e');
    } else if (c == 0x142) {
        add_code(l, 'l');
    } else if (c == 0x14D) {
        add_code(l, 'o');
    } else if (c == 0x16B || c == 0x16F) {
        add_code(l, 'u');
    } else {
        l->alphabet = ALPHABET_NONE;
    }
}

static enum alphabet alphabet_of(uint32_t c)
{
    if (c < 0x250 || is_apostrophe(c) || c == 0x306) return ALPHABET_LATIN;
    if (c >= 0x400 && c < 0x460) return ALPHABET_CYRILLIC;
    if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC)) return ALPHABET_KANA;
    if (c >= 0xAC00 && c < 0xAC00 + 11172) return ALPHABET_HANGUL;
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c < 0xFB00)) return ALPHABET_HAN;
    return ALPHABET_NONE;
}

static void add_letter(struct letters *l, uint32_t c)
{
    switch (l->alphabet) {
    case ALPHABET_LATIN:
        if (is_apostrophe(c)) {
            add_code(l, '\'');
        } else if (c == 0x306) { /* a breve of its own */
            add_code(l, '\'');
        } else {
            uint32_t low = c < 0x80 ? (uint32_t)(uint8_t)byte_lower((char)c)
                           : c >= 0xC0 && c <= 0xDE ? c + 32
                           : c >= 0x100 && c < 0x180 && c != 0x130 && c != 0x131 ? (c >= 0x139 && c <= 0x148) || c >= 0x179 ? c + (c & 1) : c | 1
                                                                                 : c;
            add_latin(l, low);
        }
        break;
    case ALPHABET_CYRILLIC:
        if (c < 0x410) c += 80;
        else if (c < 0x430) c += 32;
        add_code(l, (uint8_t)(0x80 + c - 0x430));
        break;
    case ALPHABET_KANA: add_kana(l, c); break;
    case ALPHABET_HANGUL:
    case ALPHABET_HAN:
        if (l->count >= HYPOTHESIS_UNITS + 1) l->alphabet = ALPHABET_NONE;
        else l->unit[l->count++] = (uint16_t)(l->alphabet == ALPHABET_HANGUL ? c - 0xAC00 : c);
        break;
    case ALPHABET_NONE: break;
    }
}

static void letters_of(str raw, struct letters *ret)
{
    *ret = (struct letters){ .alphabet = ALPHABET_NONE };
    for (bool is_first = true; raw.len;) {
        uint32_t c = next_letter(&raw);
        if (c >= 0x200B && c <= 0x200F) continue;
        if (is_first) ret->alphabet = alphabet_of(c);
        else if (c != 0x30FC && alphabet_of(c) != ret->alphabet) ret->alphabet = ALPHABET_NONE;
        if (ret->alphabet == ALPHABET_NONE) return;
        is_first = false;
        add_letter(ret, c);
    }
    if (!ret->count) ret->alphabet = ALPHABET_NONE;
}

/* --- syllables of a word ---------------------------------------------------------------------- */

/* One way to cut a word: rows of the table. */
struct cut {
    uint16_t row[HYPOTHESIS_UNITS];
    uint8_t  count;
};

struct cutting {
    const struct letters *word;
    struct cut           *ret;
    size_t                count, cap;
    struct cut            now;
    uint8_t               want; /* syllables: few ones are found first */
};

static uint32_t child_of(uint32_t first, uint8_t letter)
{
    for (uint32_t n = first; n; n = ko_node_next[n]) {
        if (ko_node_letter[n] == letter) return n;
        if (ko_node_letter[n] > letter) return 0;
    }
    return 0;
}

static void cut_from(struct cutting *c, size_t at)
{
    const struct letters *w = c->word;
    if (at == w->count) {
        if (c->now.count == c->want && c->count < c->cap) c->ret[c->count++] = c->now;
        return;
    }
    if (c->now.count == c->want || c->count == c->cap) return;
    uint32_t first = KO_TREE_FIRST;
    if (w->alphabet == ALPHABET_KANA) {
        uint32_t kana = child_of(first, '~');
        first = kana ? ko_node_child[kana] : 0;
    }
    for (size_t i = at; i < w->count && first; i++) {
        uint32_t node = child_of(first, w->code[i]);
        if (!node) return;
        if (ko_node_row[node]) {
            c->now.row[c->now.count++] = ko_node_row[node];
            cut_from(c, i + 1);
            c->now.count--;
        }
        first = ko_node_child[node];
    }
}

static size_t cut_all(struct cutting *c)
{
    for (c->want = 1; c->want <= HYPOTHESIS_UNITS; c->want++) cut_from(c, 0);
    return c->count;
}

static size_t cuts_of(const struct letters *w, struct cut *ret, size_t cap)
{
    struct cutting c = { .word = w, .ret = ret, .cap = cap };
    if (w->alphabet == ALPHABET_NONE) return 0;
    if (cut_all(&c)) return c.count;
    struct letters bare = *w; /* an apostrophe that marks nothing we know */
    bare.count = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->code[i] != '\'') bare.code[bare.count++] = w->code[i];
    if (bare.count == w->count) return 0;
    c.word = &bare;
    return cut_all(&c);
}

/* --- readings of a name ----------------------------------------------------------------------- */

struct reading_of {
    struct letters  word[WORDS_USED];
    struct cut      cut[WORDS_USED][WORD_CUTS];
    size_t          cuts[WORDS_USED];
    size_t          words;
    size_t          comma; /* words before the first comma; 0: none */
    struct hypothesis *ret;
    size_t          count;
};

static void keep(struct reading_of *r, const struct hypothesis *k)
{
    size_t at = r->count;
    for (size_t i = 0; i < r->count; i++)
        if (r->ret[i].system == k->system && memcmp(r->ret[i].unit, k->unit, sizeof k->unit) == 0) {
            if (r->ret[i].prior_cb < k->prior_cb) r->ret[i] = *k;
            return;
        }
    while (at > 0 && r->ret[at - 1].prior_cb < k->prior_cb) at--;
    if (at == HYPOTHESES_MAX) return;
    if (r->count < HYPOTHESES_MAX) r->count++;
    for (size_t i = r->count - 1; i > at; i--) r->ret[i] = r->ret[i - 1];
    r->ret[at] = *k;
}

/* The rows in their places, in each system that knows them all. */
static void add_rows(struct reading_of *r, enum alphabet alphabet, const uint16_t *surname, const uint16_t *given,
                     size_t count, int prior_cb, unsigned dropped)
{
    static const int own[] = { [KO_FREE] = 0, [KO_NORTH] = PRIOR_NORTH, [KO_OTHER] = PRIOR_OTHER_LATIN,
                               [KO_PINYIN] = PRIOR_PINYIN };
    if (!count || count > KO_GIVEN) return;
    for (int system = KO_FREE; system <= KO_PINYIN; system++) {
        bool is_other = alphabet != ALPHABET_LATIN;
        struct hypothesis k = { .system = (uint8_t)system, .given = (uint8_t)count & 3u, .dropped = dropped & 3u,
                             .is_far = alphabet == ALPHABET_LATIN && system >= KO_OTHER,
                             .is_whole = surname && !dropped && count < 3, /* so few have three that letters have their say */
                             .prior_cb = (int16_t)(prior_cb + (is_other ? 0 : own[system])) };
        bool is_known = is_other == (system == KO_OTHER) || (!is_other && system == KO_OTHER);
        if (surname) is_known = is_known && has_vector(*surname, (enum ko_system)system, 0);
        for (size_t i = 0; i < HYPOTHESIS_UNITS; i++) k.unit[i] = NO_UNIT;
        if (surname) k.unit[0] = *surname;
        for (size_t i = 0; i < count && is_known; i++) {
            is_known = has_vector(given[i], (enum ko_system)system, i ? 2 : 1);
            k.unit[i + 1] = given[i];
        }
        if (is_known) keep(r, &k);
    }
}

/* Given names of the words in `set`, in order: all ways to cut them. */
static void add_given(struct reading_of *r, const uint16_t *surname, unsigned set, size_t word, uint16_t *given,
                      size_t count, int prior_cb, unsigned dropped, enum alphabet alphabet)
{
    while (word < r->words && !(set >> word & 1)) word++;
    if (word == r->words) {
        add_rows(r, alphabet, surname, given, count, prior_cb, dropped);
        return;
    }
    if (r->word[word].alphabet != alphabet) return;
    for (size_t c = 0; c < r->cuts[word]; c++) {
        const struct cut *cut = &r->cut[word][c];
        if (count + cut->count > KO_GIVEN) continue;
        memcpy(given + count, cut->row, cut->count * sizeof *given);
        add_given(r, surname, set, word + 1, given, count + cut->count, prior_cb, dropped, alphabet);
    }
}

static unsigned bits(unsigned set)
{
    unsigned n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* A word that no way of cutting makes one syllable. */
static bool is_long(const struct reading_of *r, size_t word)
{
    for (size_t c = 0; c < r->cuts[word]; c++)
        if (r->cut[word][c].count == 1) return false;
    return true;
}

/* The surname is the first word or the last; words that are no syllables are left out. */
static void add_word_orders(struct reading_of *r)
{
    unsigned all = (1u << r->words) - 1, good = 0;
    uint16_t given[HYPOTHESIS_UNITS];
    for (size_t i = 0; i < r->words; i++)
        if (r->cuts[i]) good |= 1u << i;
    unsigned dropped = bits(all & ~good);
    if (dropped > 2 || !good) return;
    for (size_t s = 0; s < r->words; s++) {
        bool is_first = !(good & ((1u << s) - 1)), is_last = !(good >> (s + 1));
        unsigned rest = good & ~(1u << s);
        if (!(good >> s & 1) || !(is_first || is_last) || !rest) continue;
        int prior = -(int)dropped * -PRIOR_DROPPED;
        if (!is_first) prior += r->comma ? PRIOR_AGAINST : PRIOR_LAST;
        else if (r->comma && s >= r->comma) prior += PRIOR_AGAINST;
        for (size_t c = 0; c < r->cuts[s]; c++)
            if (r->cut[s][c].count == 1)
                add_given(r, &r->cut[s][c].row[0], rest, 0, given, 0, prior, dropped, r->word[s].alphabet);
        for (size_t d = 0; d < r->words && !dropped && r->words > 2; d++) { /* a Western name that reads as syllables */
            if (d == s || !(rest & ~(1u << d)) || !is_long(r, d)) continue;
            for (size_t c = 0; c < r->cuts[s]; c++)
                if (r->cut[s][c].count == 1)
                    add_given(r, &r->cut[s][c].row[0], rest & ~(1u << d), 0, given, 0, prior + PRIOR_DROPPED, 1,
                              r->word[s].alphabet);
        }
    }
    if (good == all && r->words <= 2) add_given(r, NULL, all, 0, given, 0, PRIOR_NO_SURNAME, 0, r->word[0].alphabet);
}

/* KIMJONGUN, リジュニル */
static void add_fused(struct reading_of *r)
{
    if (r->words != 1 || r->word[0].count < FUSED_LEAST) return;
    for (size_t c = 0; c < r->cuts[0]; c++) {
        const struct cut *cut = &r->cut[0][c];
        if (cut->count < 2) continue;
        int prior = r->word[0].alphabet == ALPHABET_KANA ? -145 : PRIOR_FUSED;
        add_rows(r, r->word[0].alphabet, &cut->row[0], cut->row + 1, cut->count - 1u, prior, 0);
        if (cut->count == 3)
            add_rows(r, r->word[0].alphabet, &cut->row[2], cut->row, 2, prior + PRIOR_LAST, 0);
    }
}

static uint16_t two_syllable_surname(uint16_t a, uint16_t b);

/* Hangul and Han: the letters are the syllables. */
static void add_letters(struct reading_of *r, enum alphabet alphabet)
{
    uint16_t unit[2 * HYPOTHESIS_UNITS];
    size_t count = 0, first = r->word[0].count;
    for (size_t i = 0; i < r->words; i++) {
        if (r->word[i].alphabet != alphabet || count + r->word[i].count > HYPOTHESIS_UNITS + 1) return;
        memcpy(unit + count, r->word[i].unit, r->word[i].count * sizeof *unit);
        count += r->word[i].count;
    }
    struct hypothesis k = { .system = alphabet == ALPHABET_HANGUL ? KO_HANGUL : KO_HANJA, .is_whole = 1 };
    uint16_t two = alphabet == ALPHABET_HANGUL && count > 2 ? two_syllable_surname(unit[0], unit[1]) : NO_UNIT;
    for (size_t i = 0; i < count && alphabet == ALPHABET_HAN; i++)
        if (hanja_row(unit[i]) < 0) return;
    for (size_t i = 0; i < HYPOTHESIS_UNITS; i++) k.unit[i] = NO_UNIT;
    if (two != NO_UNIT && count - 2 <= KO_GIVEN) {
        k.unit[0] = two;
        k.given = (count - 2) & 3u;
        memcpy(&k.unit[1], unit + 2, (count - 2) * sizeof *unit);
        keep(r, &k);
    }
    if (count < 2 || count - 1 > KO_GIVEN) return;
    for (size_t i = 0; i < HYPOTHESIS_UNITS; i++) k.unit[i] = i < count ? unit[i] : NO_UNIT;
    k.given = (count - 1) & 3u;
    k.prior_cb = two != NO_UNIT ? -300 : 0;
    keep(r, &k);
    if (r->words < 2 || first + 1 != count) return; /* 준일 리 */
    k.unit[0] = unit[count - 1];
    memcpy(&k.unit[1], unit, (count - 1) * sizeof *unit);
    k.prior_cb = PRIOR_HANGUL_LAST;
    keep(r, &k);
}

static uint16_t two_syllable_surname(uint16_t a, uint16_t b)
{
    for (uint16_t i = 0; i < KO_ATOMS - KO_ATOM_TWO; i++)
        if (ko_two[2 * i] == a && ko_two[2 * i + 1] == b) return (uint16_t)(KO_ATOM_TWO + i);
    return NO_UNIT;
}

static bool load_words(struct reading_of *r, const struct read_name *n)
{
    const char *end = NULL;
    for (size_t i = 0; i < n->count; i++) {
        const struct word *w = &n->word[i];
        if (n->role[i] == ROLE_TITLE) continue;
        if (w->kind == WORD_SIGN || w->kind == WORD_NUMBER || r->words == WORDS_USED) return false;
        struct letters *l = &r->word[r->words];
        letters_of(w->raw, l);
        for (const char *p = end; p && p < w->raw.data; p++)
            if (*p == ',' && !r->comma) r->comma = r->words;
        end = w->raw.data + w->raw.len;
        r->cuts[r->words] = l->alphabet >= ALPHABET_HANGUL ? 0 : cuts_of(l, r->cut[r->words], WORD_CUTS);
        r->words++;
    }
    return r->words > 0;
}

static size_t ko_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX])
{
    struct reading_of r;
    r.words = r.comma = r.count = 0;
    r.ret = ret;
    if (!load_words(&r, n)) return 0;
    if (r.word[0].alphabet >= ALPHABET_HANGUL) {
        add_letters(&r, r.word[0].alphabet);
        return r.count;
    }
    if (r.words > 1) add_word_orders(&r);
    else add_fused(&r);
    while (r.count && r.ret[r.count - 1].prior_cb < LEAST_CB) r.count--;
    return r.count;
}

/* --- keys ------------------------------------------------------------------------------------- */

enum { KEY_SHARE = 5 }; /* atoms that make keys: those with a fifth of the likeliest's part */

static uint16_t least_of(const struct vector *v)
{
    uint16_t most = 0;
    for (size_t i = 0; i < v->count; i++)
        if (v->item[i].amp > most) most = v->item[i].amp;
    return (uint16_t)((most + KEY_SHARE - 1) / KEY_SHARE);
}

static uint64_t key_of(unsigned position, uint16_t a, uint16_t b)
{
    return key_make(KEY_MODEL_KOREAN, position, (uint64_t)a << 16 | b);
}

/* Any two of surname, first and second syllable. */
static size_t ko_keys(const struct hypothesis *k, uint64_t ret[HYPOTHESIS_KEYS_MAX])
{
    struct vector v[3];
    uint16_t least[3] = { 0 };
    size_t count = 0;
    unsigned last = k->given > 1 ? 2 : 1;
    for (unsigned at = 0; at <= last; at++) {
        v[at].count = 0;
        if (k->unit[at] != NO_UNIT) vector_of(k, at, &v[at]);
        least[at] = least_of(&v[at]);
    }
    for (unsigned x = 0; x < last; x++)
        for (unsigned y = x + 1; y <= last; y++)
            for (size_t i = 0; i < v[x].count; i++)
                for (size_t j = 0; v[x].item[i].amp >= least[x] && j < v[y].count && count < HYPOTHESIS_KEYS_MAX; j++)
                    if (v[y].item[j].amp >= least[y])
                        ret[count++] = key_of(x * 3 + y, v[x].item[i].atom, v[y].item[j].atom);
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

struct place_pair {
    int32_t compat_cb, info_cb;
    bool    does_meet; /* in an atom that makes keys of both */
};

static struct place_pair pair_place(const struct hypothesis *a, const struct hypothesis *b, unsigned at)
{
    struct vector x, y;
    const uint16_t *prior = at == 0 ? ko_prior_surname : at == 1 ? ko_prior_given1 : ko_prior_given2;
    uint32_t dot = 0;
    int32_t info = 0;
    uint64_t worth = 0, weight = 0;
    vector_of(a, at, &x);
    vector_of(b, at, &y);
    uint16_t least_x = least_of(&x), least_y = least_of(&y);
    bool does_meet = false;
    for (size_t i = 0, j = 0; i < x.count && j < y.count;) {
        if (x.item[i].atom < y.item[j].atom) {
            i++;
        } else if (x.item[i].atom > y.item[j].atom) {
            j++;
        } else {
            uint32_t both = (uint32_t)x.item[i].amp * y.item[j].amp;
            uint64_t post = (uint64_t)x.item[i].post * y.item[j].post;
            dot += both;
            does_meet = does_meet || (x.item[i].amp >= least_x && y.item[j].amp >= least_y);
            weight += post;
            worth += post * prior[x.item[i].atom];
            i++;
            j++;
        }
    }
    if (weight) { /* bits of the shared syllable, less the doubt which it is */
        info = (int32_t)(worth / weight) + (int32_t)num_log2_cb(weight) - (int32_t)num_log2_cb(255u * 255u);
        if (info < 0) info = 0;
        if (info > SYLLABLE_MOST_CB) info = SYLLABLE_MOST_CB;
    }
    return (struct place_pair){ log_of(dot), info, does_meet };
}

/* Hundredths of a bit to basis points: bands of the model's compatibility: -1, -2.64, -5 and -8 nats of
 * the field's prototype (ours) */
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

enum { MISSING_CB = -290, MISSING_TOP_BP = 7400, DROPPED_CB = -200, FAR_CB = -120, WORTH_PERCENT = 60 /* (ours) */ };

static struct score ko_pair(const struct hypothesis *a, const struct hypothesis *b)
{
    struct score none = { 0, false, 0 };
    int32_t compat = 0, info = 0;
    bool has_gap = (a->unit[0] == NO_UNIT) != (b->unit[0] == NO_UNIT);
    unsigned met = 0;
    if (a->given != b->given) return none;
    for (unsigned at = 0; at <= a->given; at++) {
        if (a->unit[at] == NO_UNIT || b->unit[at] == NO_UNIT) continue;
        if (a->system == KO_HANJA && b->system == KO_HANJA && !chinese_same_character(a->unit[at], b->unit[at])) return none;
        struct place_pair p = pair_place(a, b, at);
        if (p.compat_cb <= LEAST_CB) return none;
        met += at < 3 && p.does_meet;
        compat += p.compat_cb;
        info += p.info_cb;
    }
    if (met < 2) return none; /* no key leads from one to the other */
    if (has_gap) compat += MISSING_CB;
    compat += FAR_CB * (a->is_far + b->is_far);
    compat += DROPPED_CB * (int32_t)(a->dropped + b->dropped);
    /* syllables of a name go together, and those who are asked about are not drawn from one country */
    struct score s = { bp_of(compat), false, info * WORTH_PERCENT / 100 + compat / 2 };
    if (has_gap && s.name_bp > MISSING_TOP_BP) s.name_bp = MISSING_TOP_BP;
    if (s.info_cb < 0) s.info_cb = 0;
    return s;
}

/* --- words for people -------------------------------------------------------------------------- */

static const char *ko_system_name(const struct hypothesis *k)
{
    static const char *const names[KO_SYSTEMS] = { "free", "north", "other", "pinyin", "hangul", "hanja" };
    return names[k->system];
}

static size_t put_syllable(uint16_t atom, char *ret, size_t cap)
{
    uint32_t c = 0xAC00u + atom;
    if (cap < 3) return 0;
    ret[0] = (char)(0xE0 | c >> 12);
    ret[1] = (char)(0x80 | (c >> 6 & 0x3F));
    ret[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static uint16_t best_of(const struct vector *v)
{
    uint16_t best = 0, atom = NO_UNIT;
    for (size_t i = 0; i < v->count; i++)
        if (v->item[i].amp > best) {
            best = v->item[i].amp;
            atom = v->item[i].atom;
        }
    return atom;
}

static size_t ko_spell(const struct hypothesis *k, char *ret, size_t cap)
{
    size_t len = 0;
    for (unsigned at = 0; at <= k->given; at++) {
        struct vector v;
        if (k->unit[at] == NO_UNIT || len + 8 > cap) continue;
        vector_of(k, at, &v);
        uint16_t atom = best_of(&v);
        if (atom == NO_UNIT) continue;
        if (len) {
            ret[len++] = (char)0xC2;
            ret[len++] = (char)0xB7;
        }
        if (atom < KO_ATOM_TWO) {
            len += put_syllable(atom, ret + len, cap - len);
        } else {
            len += put_syllable(ko_two[2 * (atom - KO_ATOM_TWO)], ret + len, cap - len);
            len += put_syllable(ko_two[2 * (atom - KO_ATOM_TWO) + 1], ret + len, cap - len);
        }
    }
    return len;
}

const struct name_model korean_model = {
    .id = "korean", .read = ko_read, .keys = ko_keys, .is_good = ko_is_good, .is_known = ko_is_known,
    .pair = ko_pair, .system_name = ko_system_name, .spell = ko_spell,
};
