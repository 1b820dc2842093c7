/*
 * Alphabets to sounds, by the rules of data/sound/letters.tsv.
 *
 * Workload: every word of every query and of every listed name once; six letters, two rules looked at a
 * letter. A rule with several ways forks what was read so far, until SOUNDS_MAX ways are open; then its
 * first way is taken.
 */
#include "name/sound.h"

#include "base/num.h"

enum { NOT_FOUND = -1, MARK_FIRST = 0x300, MARK_LAST = 0x36F };
enum { AT_START = 1, NOT_AT_START = 2, AT_END = 4, NOT_AT_END = 8 };

struct rule {
    uint16_t spelling, behind, before; /* places in rule_text */
    uint8_t  len, behind_len, before_len, where, ways;
    uint8_t  next; /* second byte of the spelling, 0 when there is none */
    uint32_t way[SOUNDS_MAX]; /* symbols, five bits each */
};

/* Neighbouring code points; rules of the first begin at rule_first[at]. */
struct block {
    uint32_t first, last, at;
};

struct unsteady {
    char   text[8];
    size_t len;
};

#include "name/sound_table.h"

#define SYMBOL_MASK ((1u << SOUND_BITS) - 1)

static size_t decode(str text, size_t at, uint32_t *ret)
{
    const unsigned char *p = (const unsigned char *)text.data + at;
    size_t left = text.len - at;
    if (p[0] < 0x80) {
        *ret = p[0];
        return 1;
    }
    if (p[0] < 0xE0 && left >= 2) {
        *ret = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if (p[0] < 0xF0 && left >= 3) {
        *ret = (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return 3;
    }
    *ret = UINT32_MAX;
    return 1;
}

static int block_place(uint32_t cp)
{
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        if (cp >= blocks[i].first && cp <= blocks[i].last) return (int)(blocks[i].at + cp - blocks[i].first);
    return NOT_FOUND;
}

/* A few bytes: a call would cost more. */
static bool is_same(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* Is the letter text[from..to) in a set? Sets are a few bytes. */
static bool is_in(str text, size_t from, size_t to, uint16_t set, uint8_t set_len)
{
    size_t len = to - from;
    const char *s = (const char *)rule_text + set;
    for (size_t i = 0; i + len <= set_len; i++)
        if (is_same(s + i, text.data + from, len)) return true;
    return false;
}

static bool fits(const struct rule *r, str text, size_t at, size_t last)
{
    size_t end = at + r->len;
    uint32_t cp;
    const char *spelling = (const char *)rule_text + r->spelling;
    if (r->len > text.len - at || !is_same(spelling, text.data + at, r->len)) return false;
    if ((r->where & AT_START && at) || (r->where & NOT_AT_START && !at)) return false;
    if ((r->where & AT_END && end < text.len) || (r->where & NOT_AT_END && end == text.len)) return false;
    if (r->behind_len && (!at || !is_in(text, last, at, r->behind, r->behind_len))) return false;
    if (!r->before_len) return true;
    return end < text.len && is_in(text, end, end + decode(text, end, &cp), r->before, r->before_len);
}

/* --- ways --------------------------------------------------------------------------------------- */

/* Families of which neighbours are heard as one: dt is t, sch before s is one sound. */
static const uint8_t merges[SOUND_SYMBOLS] = {
    [SOUND_P] = FAMILY_P,  [SOUND_B] = FAMILY_P,  [SOUND_F] = FAMILY_F,  [SOUND_V] = FAMILY_F,  [SOUND_T] = FAMILY_T,
    [SOUND_D] = FAMILY_T,  [SOUND_K] = FAMILY_K,  [SOUND_G] = FAMILY_K,  [SOUND_S] = FAMILY_S,  [SOUND_Z] = FAMILY_S,
    [SOUND_SH] = FAMILY_S, [SOUND_ZH] = FAMILY_S, [SOUND_CH] = FAMILY_S, [SOUND_TS] = FAMILY_S, [SOUND_J] = FAMILY_S,
};

static void append(struct sound *s, unsigned symbol)
{
    unsigned last = s->length ? sound_symbol_at(s, s->length - 1u) : 0;
    if (symbol == last) return;
    if (merges[symbol] && merges[symbol] == merges[last]) {
        s->length--;
        s->code &= ~((uint64_t)SYMBOL_MASK << (SOUND_BITS * s->length));
        if (s->length && sound_symbol_at(s, s->length - 1u) == symbol) return;
    }
    if (s->length == SOUND_SYMBOLS_MAX) return;
    s->code |= (uint64_t)symbol << (SOUND_BITS * s->length);
    s->length++;
}

static void append_way(struct sound *s, uint32_t way)
{
    for (; way; way >>= SOUND_BITS) append(s, way & SYMBOL_MASK);
}

static size_t fork_ways(struct sound *way, size_t count, const struct rule *r)
{
    size_t before = count;
    for (size_t k = 1; k < r->ways && count < SOUNDS_MAX; k++)
        for (size_t i = 0; i < before && count < SOUNDS_MAX; i++) {
            way[count] = way[i];
            append_way(&way[count++], r->way[k]);
        }
    for (size_t i = 0; i < before; i++) append_way(&way[i], r->way[0]);
    return count;
}

/* Ways that came to the same are one; silent ones none. */
static size_t settle(struct sound *way, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_new = way[i].length > 0;
        for (size_t k = 0; k < kept; k++) is_new &= way[k].code != way[i].code;
        if (is_new) way[kept++] = way[i];
    }
    for (size_t k = 0; k < kept; k++) sound_finish(&way[k]);
    return kept;
}

/* Where the letter begins that ends at `end`. */
static size_t letter_before(str text, size_t end)
{
    size_t at = end - 1;
    while (at && ((unsigned char)text.data[at] & 0xC0) == 0x80) at--;
    return at;
}

static const struct rule *rule_at(str text, size_t at, uint32_t cp)
{
    int place = block_place(cp);
    size_t last = at ? letter_before(text, at) : 0;
    if (place == NOT_FOUND) return NULL;
    uint8_t next = at + 1 < text.len ? (uint8_t)text.data[at + 1] : 0;
    for (size_t i = rule_first[place]; i < rule_first[place + 1]; i++)
        if ((!rules[i].next || rules[i].next == next) && fits(&rules[i], text, at, last)) return &rules[i];
    return NULL;
}

size_t sounds_by_rules(str plain, struct sound ret[SOUNDS_MAX])
{
    size_t count = 1;
    ret[0] = (struct sound){ .class = SOUND_SPOKEN };
    for (size_t at = 0; at < plain.len;) {
        uint32_t cp;
        size_t len = decode(plain, at, &cp);
        bool is_mark = cp >= MARK_FIRST && cp <= MARK_LAST;
        const struct rule *r = is_mark ? NULL : rule_at(plain, at, cp);
        if (!r && !is_mark) return 0;
        if (r) count = fork_ways(ret, count, r);
        at += r ? r->len : len;
    }
    return settle(ret, count);
}

/* Letters of `steady_letter`: what they are for certain, and what must be looked at. */
enum { STEADY_SET = 15, STEADY_SWELLS = 16, STEADY_ODD = 32 };

static bool is_unsteady(str plain, size_t at)
{
    for (size_t i = 0; i < COUNT_OF(unsteady); i++)
        if (unsteady[i].len <= plain.len - at && is_same(plain.data + at, unsteady[i].text, unsteady[i].len)) return true;
    return false;
}

uint8_t sound_steady(str plain)
{
    size_t sounds = plain.len;
    unsigned set = 0;
    if (sounds >= SOUND_SYMBOLS_MAX) return 0; /* an end may be cut */
    for (size_t i = 0; i < plain.len; i++) {
        unsigned place = (unsigned char)plain.data[i] - (unsigned)'a';
        if (place >= COUNT_OF(steady_letter)) return 0;
        unsigned is = steady_letter[place];
        set |= is;
        sounds += (is & STEADY_SWELLS) != 0;
        if ((is & STEADY_ODD) && is_unsteady(plain, i)) return 0;
    }
    return sounds < SOUND_SYMBOLS_MAX ? (uint8_t)((set & STEADY_SET) | SOUND_STEADY_KNOWN) : 0;
}
