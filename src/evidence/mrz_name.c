/*
 * The name of a zone against the one printed: letters as the states write them, joined and parted
 * words, names that were cut. src: icao-9303
 *
 * A printed word is matched letter by letter against the zone's word, keeping in one bit a place all
 * places that may be reached: one letter may stand for one, two or three.
 */
#include "evidence/mrz.h"

#include "base/num.h"

#include <utf8proc.h>

enum { PRINTED_MAX = 24, LETTERS_MAX = 48 };

/* Letters with more than one way of writing, or none by taking their marks off; small. */
static const struct { int32_t cp; const char *ways[4]; } letter_ways[] = {
    { 'a', { "A", "AE" } }, /* printed or typed without its marks */
    { 'o', { "O", "OE" } },
    { 'u', { "U", "UE" } },
    { 0xC6 + 32, { "AE", "A" } },       /* ae ligature */
    { 0xC4 + 32, { "AE", "A", "AXX" } },
    { 0xC5 + 32, { "AA", "A" } },
    { 0xD1 + 32, { "N", "NXX" } },
    { 0xD6 + 32, { "OE", "O", "OXX" } },
    { 0xD8 + 32, { "OE", "O" } },
    { 0xDC + 32, { "UE", "UXX", "U" } },
    { 0xD0 + 32, { "D", "DH", "TH" } }, /* eth */
    { 0xDE + 32, { "TH" } },            /* thorn */
    { 0xDF, { "SS" } },
    { 0x111, { "D", "DJ" } },
    { 0x127, { "H" } },
    { 0x131, { "I" } },
    { 0x133, { "IJ" } },
    { 0x138, { "Q", "K" } },
    { 0x142, { "L" } },
    { 0x14B, { "N" } },
    { 0x153, { "OE" } },
    { 0x151, { "O", "OE" } }, /* double acute */
    { 0x171, { "U", "UE" } },
    { 0x167, { "T" } },
    { 0x219, { "S" } },
    { 0x21B, { "T" } },
    { 0x259, { "A", "E" } },
};

struct letter {
    char way[4][4];
};

struct printed {
    struct letter letter[LETTERS_MAX];
    size_t        len;
    char          plain[LETTERS_MAX + 1]; /* by taking marks off alone, for slips of a reader */
};

/* Words printed beside a name that no zone repeats. */
static bool is_title(const char *word)
{
    static const char *const titles[] = { "DR",  "MR",  "MRS", "MS",   "MISS", "SIR",   "PROF", "ING",
                                          "GEB", "NEE", "NE",  "BORN", "EPOUSE", "EP", "JR",  "SR",
                                          "II",  "III", "IV",  "VDA",  "EPSE", "NATA" };
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        if (strcmp(word, titles[i]) == 0) return true;
    return false;
}

/* --- the printed name ----------------------------------------------------------------------------- */

/* The capital A-Z under a letter's marks; 0 when there is none. */
static char base_letter(int32_t cp)
{
    int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char(cp, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    if (n < 1 || n > 8 || parts[0] < 'a' || parts[0] > 'z') return 0;
    return (char)(parts[0] - 32);
}

static bool letter_of(int32_t cp, struct letter *ret, char *ret_plain)
{
    char base = base_letter(cp);
    memset(ret, 0, sizeof *ret);
    int32_t low = utf8proc_tolower(cp);
    for (size_t i = 0; i < COUNT_OF(letter_ways); i++) {
        if (letter_ways[i].cp != low) continue;
        for (size_t k = 0; k < 4 && letter_ways[i].ways[k]; k++)
            for (size_t c = 0; letter_ways[i].ways[k][c]; c++)
                ret->way[k][c] = letter_ways[i].ways[k][c];
        *ret_plain = base ? base : ret->way[0][0];
        return true;
    }
    ret->way[0][0] = *ret_plain = base;
    return base != 0;
}

static bool is_joiner(int32_t cp) /* vanishes in a zone */
{
    return cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0x60 || cp == 0xB4 || cp == 0x2BC ||
           (cp >= 0x300 && cp < 0x370);
}

/* Latin words of the printed name. */
static size_t cut_printed(str text, struct printed *words)
{
    size_t count = 0;
    bool is_open = false;
    for (size_t at = 0; at < text.len;) {
        int32_t cp;
        utf8proc_ssize_t n = utf8proc_iterate((const uint8_t *)text.data + at,
                                              (utf8proc_ssize_t)(text.len - at), &cp);
        if (n <= 0) return 0;
        at += (size_t)n;
        struct letter l;
        char plain;
        if (is_joiner(cp)) continue;
        if (!letter_of(cp, &l, &plain)) {
            is_open = false;
            continue;
        }
        if (!is_open && count == PRINTED_MAX) return count;
        if (!is_open) words[count++].len = 0;
        is_open = true;
        struct printed *w = &words[count - 1];
        if (w->len == LETTERS_MAX) continue;
        w->letter[w->len] = l;
        w->plain[w->len++] = plain;
        w->plain[w->len] = '\0';
    }
    return count;
}

/* --- matching --------------------------------------------------------------------------------------- */

enum { FIT_NONE = 0, FIT_PART, FIT_WHOLE };

/* Places of `word` reachable behind one more letter. */
static uint64_t step(uint64_t at, const struct letter *l, const char *word, size_t len)
{
    uint64_t next = 0;
    for (size_t k = 0; k < 4 && l->way[k][0]; k++) {
        size_t n = strlen(l->way[k]);
        for (size_t i = 0; i + n <= len; i++)
            if (at >> i & 1 && memcmp(word + i, l->way[k], n) == 0) next |= UINT64_C(1) << (i + n);
    }
    return next;
}

/* Do `count` printed words, joined, spell the zone's word? FIT_PART: they go on behind it, or it
 * ends inside a letter's long writing. */
static int fit(const struct printed *w, size_t count, const char *word, size_t len)
{
    uint64_t at = 1, end = UINT64_C(1) << len;
    bool passed = false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < w[i].len; k++) {
            passed |= (at & end) != 0;
            at = step(at, &w[i].letter[k], word, len);
            if (!at) return passed ? FIT_PART : FIT_NONE;
        }
    return at & end ? FIT_WHOLE : passed ? FIT_PART : FIT_NONE;
}

/* One letter read wrong, two in eight. */
static bool is_slip(const char *word, const struct printed *w)
{
    str a = str_c(word), b = str_c(w->plain);
    size_t len = a.len < b.len ? a.len : b.len;
    unsigned allowed = len >= 8 ? 2 : 1;
    return len >= 2 && str_distance(a, b, allowed) <= allowed;
}

struct pairing {
    bool zone[MRZ_WORDS_MAX], printed[PRINTED_MAX];
};

/* Zone words from `first`, `count` of them joined, against printed words. */
static bool pair_up(const struct mrz *m, size_t first, size_t count, const struct printed *w,
                    size_t words, struct pairing *p)
{
    char text[2 * MRZ_LINE_MAX + 1];
    size_t len = 0;
    for (size_t i = first; i < first + count; i++) {
        size_t n = strlen(m->word[i].text);
        if (len + n > 63) return false;
        memcpy(text + len, m->word[i].text, n);
        len += n;
    }
    text[len] = '\0';
    for (size_t from = 0; from < words; from++)
        for (size_t n = 1; n <= 3 && from + n <= words; n++) {
            if (n > 1 && count > 1) break;
            int how = fit(w + from, n, text, len);
            if (how != FIT_WHOLE && !(how == FIT_PART && m->is_full)) continue;
            for (size_t i = first; i < first + count; i++) p->zone[i] = true;
            for (size_t i = from; i < from + n; i++) p->printed[i] = true;
            return true;
        }
    return false;
}

bool mrz_word_fits(const char *word, str printed, bool is_full)
{
    struct printed words[PRINTED_MAX];
    size_t count = cut_printed(printed, words), len = strlen(word);
    if (count == 0 || len > 63) return false;
    int how = fit(words, count, word, len);
    return how == FIT_WHOLE || (how == FIT_PART && is_full);
}

/* Words that a slip sets apart. As many are forgiven as words agree, one at least: how long a word is
 * must not decide, or short names would be contradictions where long ones are slips. */
static void pair_slips(const struct mrz *m, const struct printed *w, size_t words, struct pairing *p)
{
    size_t agree = 0, slips = 0;
    for (size_t i = 0; i < words; i++) agree += p->printed[i];
    for (size_t i = 0; i < m->words; i++)
        for (size_t k = 0; k < words && !p->zone[i] && slips < (agree ? agree : 1); k++) {
            if (p->printed[k] || !is_slip(m->word[i].text, &w[k])) continue;
            p->zone[i] = p->printed[k] = true;
            slips++;
        }
}

/* A digit that looks like no letter: the word was read badly and says nothing. */
static bool has_digit(const char *word)
{
    for (; *word; word++)
        if (byte_is_digit(*word)) return true;
    return false;
}

enum mrz_name mrz_name_compare(const struct mrz *m, str printed)
{
    struct printed words[PRINTED_MAX];
    struct pairing p = { .zone = { false } };
    size_t count = cut_printed(printed, words);
    if (count == 0 || m->words == 0) return MRZ_NAME_UNKNOWN;
    for (size_t i = 0; i < m->words; i++) p.zone[i] = has_digit(m->word[i].text);
    for (size_t n = 1; n <= 3; n++)
        for (size_t i = 0; i + n <= m->words; i++) {
            bool is_new = true;
            for (size_t k = i; k < i + n; k++) is_new &= !p.zone[k];
            if (is_new) pair_up(m, i, n, words, count, &p);
        }
    pair_slips(m, words, count, &p);
    size_t family = 0, given = 0, zone_left = 0, printed_left = 0;
    for (size_t i = 0; i < m->words; i++) {
        if (p.zone[i]) ++*(i < m->family_words ? &family : &given);
        else if (!is_title(m->word[i].text)) zone_left++;
    }
    for (size_t i = 0; i < count; i++)
        printed_left += !p.printed[i] && !is_title(words[i].plain) && words[i].len > 1;
    bool has_given = m->words > m->family_words;
    bool lacks_one = (m->family_words && !family) || (has_given && !given && count > 1);
    if (lacks_one || (zone_left && printed_left && !m->is_full)) return MRZ_NAME_OTHER;
    return MRZ_NAME_SAME;
}
