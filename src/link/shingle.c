/*
 * Texts as sets: hashes of all runs of five words, without headings; their likeness; MinHash.
 *
 * A word is a run of letters and digits, folded; a Han or kana character is a word of its own.
 * Headings say nothing about a person ("Work experience"), and half of a short resume is headings:
 * short lines that end in a colon, are all capitals, or begin with a word of the list are left out.
 */
#include "link/graph.h"

#include "base/num.h"
#include "text/text.h"

#include <stdlib.h>

enum { WORD_MAX = 128, HEADING_WORDS = 4 };

/* --- headings --------------------------------------------------------------------------------- */

/* Ours: headings of resumes as templates in four languages have them. */
static const str headings[] = {
    STR_INIT("summary"), STR_INIT("professional summary"), STR_INIT("profile"), STR_INIT("about"),
    STR_INIT("objective"), STR_INIT("experience"), STR_INIT("work experience"),
    STR_INIT("professional experience"), STR_INIT("employment"), STR_INIT("work history"),
    STR_INIT("education"), STR_INIT("skills"), STR_INIT("technical skills"),
    STR_INIT("certifications"), STR_INIT("certificates"), STR_INIT("projects"),
    STR_INIT("languages"), STR_INIT("references"), STR_INIT("interests"), STR_INIT("contact"),
    STR_INIT("curriculum vitae"), STR_INIT("resume"), STR_INIT("pengalaman"),
    STR_INIT("pendidikan"), STR_INIT("keahlian"), STR_INIT("keterampilan"),
    STR_INIT("ringkasan"), STR_INIT("proyek"), STR_INIT("학력"), STR_INIT("경력"),
    STR_INIT("자기소개"), STR_INIT("기술"), STR_INIT("프로젝트"), STR_INIT("자격증"),
    STR_INIT("이력서"), STR_INIT("学歴"), STR_INIT("職歴"), STR_INIT("資格"),
    STR_INIT("自己PR"), STR_INIT("スキル"), STR_INIT("職務経歴書"), STR_INIT("履歴書"),
};

static size_t count_words(str s)
{
    size_t words = 0;
    for (size_t i = 0; i < s.len; i++)
        words += !byte_is_blank(s.data[i]) && (i == 0 || byte_is_blank(s.data[i - 1]));
    return words;
}

static bool is_all_capitals(str s)
{
    bool has = false;
    for (size_t i = 0; i < s.len; i++) {
        if (byte_is_lower(s.data[i]) || (unsigned char)s.data[i] >= 0x80) return false;
        has |= byte_is_upper(s.data[i]);
    }
    return has;
}

static bool is_heading(str line)
{
    line = str_trim(line);
    if (line.len == 0 || count_words(line) > HEADING_WORDS) return false;
    if (line.data[line.len - 1] == ':' || str_ends(line, STR("："))) return true;
    for (size_t i = 0; i < COUNT_OF(headings); i++)
        if (str_eq_nocase(line, headings[i])) return true;
    return is_all_capitals(line);
}

/* --- words ------------------------------------------------------------------------------------ */

struct words {
    uint64_t *hash;
    size_t    count, room;
};

/* Length of the character at `at`; well-formed UTF-8. */
static size_t char_len(const char *at, uint32_t *ret_code)
{
    const uint8_t *p = (const uint8_t *)at;
    if (p[0] < 0x80) {
        *ret_code = p[0];
        return 1;
    }
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t code = p[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) code = code << 6 | (p[i] & 0x3Fu);
    *ret_code = code;
    return len;
}

static bool is_sign(uint32_t c) /* beyond ASCII: punctuation, symbols, blanks */
{
    return (c >= 0x80 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 ||
           c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) ||
           c == 0x30FB || (c >= 0xFE00 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF0F) ||
           c == 0xFEFF || c >= 0x1F000;
}

static bool is_alone(uint32_t c) /* Han and kana: written without blanks */
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static void add_word(struct words *w, str word)
{
    /* room is a word a byte: only ligatures that fold to whole sentences could pass it */
    if (word.len && w->count < w->room) w->hash[w->count++] = str_hash(word);
}

static void add_line(str line, struct words *w)
{
    char word[WORD_MAX];
    size_t len = 0;
    for (size_t i = 0, step; i < line.len; i += step) {
        uint32_t c;
        step = char_len(line.data + i, &c);
        bool is_letter = c < 0x80 ? byte_is_alnum((char)c) : !is_sign(c);
        bool is_own = is_letter && is_alone(c);
        if (!is_letter || is_own || len + step > sizeof word) {
            if (c == '\'' && len) continue; /* don't: one word */
            add_word(w, str_of(word, len));
            len = 0;
        }
        if (is_own) add_word(w, str_of(line.data + i, step));
        if (!is_letter || is_own) continue;
        for (size_t k = 0; k < step; k++) word[len++] = byte_lower(line.data[i + k]);
    }
    add_word(w, str_of(word, len));
}

static bool is_ascii(str s)
{
    unsigned char high = 0;
    for (size_t i = 0; i < s.len; i++) high |= (unsigned char)s.data[i];
    return high < 0x80;
}

static cordon_status read_words(str text, struct arena *arena, struct words *w,
                                struct cordon_error *err)
{
    str rest = text, line;
    bool is_many = str_index(text, '\n') < text.len; /* one line of a table has no headings */
    w->room = text.len + 1;
    w->hash = arena_alloc(arena, w->room * sizeof *w->hash);
    w->count = 0;
    if (!w->hash) return error_nomem(err);
    while (str_next(&rest, '\n', &line)) {
        if (is_many && is_heading(line)) continue;
        str folded = is_ascii(line) ? line : text_fold(line, arena);
        if (arena->failed) return error_nomem(err);
        add_line(folded, w);
    }
    return CORDON_OK;
}

/* --- shingles --------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    x = (x ^ x >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return x ^ x >> 32;
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

cordon_status link_shingles(str text, struct arena *arena, uint64_t **ret, size_t *ret_count,
                            struct cordon_error *err)
{
    struct words w;
    size_t bad, count = 0;
    if (text.len > LINK_TEXT_MAX)
        return error_set(err, CORDON_LIMIT, "a text of more than %d bytes", LINK_TEXT_MAX);
    if (!str_is_utf8(text, &bad))
        return error_set(err, CORDON_SYNTAX, "the text is not UTF-8; byte %zu", bad + 1);
    cordon_status st = read_words(text, arena, &w, err);
    if (st) return st;
    size_t grams = w.count < SHINGLE_WORDS ? 0 : w.count - SHINGLE_WORDS + 1;
    for (size_t i = 0; i < grams; i++) { /* in place: a shingle stands where its first word stood */
        uint64_t h = 0;
        for (size_t k = 0; k < SHINGLE_WORDS; k++)
            h = (h << 7 | h >> 57) * UINT64_C(0x9E3779B97F4A7C15) + w.hash[i + k];
        w.hash[i] = mix(h);
    }
    if (grams) qsort(w.hash, grams, sizeof *w.hash, by_size);
    for (size_t i = 0; i < grams; i++)
        if (i == 0 || w.hash[i] != w.hash[i - 1]) w.hash[count++] = w.hash[i];
    *ret = w.hash;
    *ret_count = count;
    return CORDON_OK;
}

uint32_t link_jaccard(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
    size_t both = 0, i = 0, j = 0;
    while (i < a_count && j < b_count) {
        uint64_t x = a[i], y = b[j];
        both += x == y;
        i += x <= y;
        j += y <= x;
    }
    size_t any = a_count + b_count - both;
    return any ? (uint32_t)(both * 1000 / any) : 0;
}

/* 21 bands of 6: two texts meet in a band with likeness 0.80 in 998 cases of 1000, with 0.85 in
 * all but one of 30,000, with 0.10 in 2 of 100,000 (1 - (1 - s^6)^21). */
void link_bands(const uint64_t *shingle, size_t count, uint32_t ret[TEXT_BANDS])
{
    enum { ROWS = TEXT_BANDS * BAND_ROWS };
    uint64_t factor[ROWS], least[ROWS];
    for (size_t r = 0; r < ROWS; r++) {
        factor[r] = mix(r + 1) | 1;
        least[r] = UINT64_MAX;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < ROWS; r++) {
            uint64_t h = (shingle[i] ^ shingle[i] >> 29) * factor[r];
            least[r] = h < least[r] ? h : least[r];
        }
    for (size_t b = 0; b < TEXT_BANDS; b++) {
        uint64_t h = b + 1;
        for (size_t r = 0; r < BAND_ROWS; r++) h = mix(h ^ least[b * BAND_ROWS + r]) + r;
        ret[b] = (uint32_t)(h >> 32);
    }
}

cordon_status link_text_likeness(str a, str b, struct arena *arena, uint32_t *ret_permille,
                                 struct cordon_error *err)
{
    enum { SHORT = 20 };
    uint64_t *x, *y;
    size_t xs, ys;
    cordon_status st = link_shingles(a, arena, &x, &xs, err);
    if (!st) st = link_shingles(b, arena, &y, &ys, err);
    if (st) return st;
    *ret_permille = xs < SHORT || ys < SHORT ? 0 : link_jaccard(x, xs, y, ys);
    return CORDON_OK;
}
