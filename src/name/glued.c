/* Cutting what is written without blanks: the longest known word first, from the front. */
#include "name/glued.h"

#include "name/alike.h"
#include "name/vocabulary.h"

static bool is_one_letter(str s)
{
    return letter_len(s, 0) == s.len && !byte_is_digit(s.data[0]);
}

struct cuts {
    str   *part;
    size_t count;
    size_t from; /* of what is no known word */
};

/* Katakana, the sign of a long vowel among them. */
static bool is_katakana(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    if (s.len - at < 3 || p[0] != 0xE3) return false;
    return (p[1] == 0x82 && p[2] >= 0xA1) || (p[1] == 0x83 && p[2] != 0xBB);
}

static bool add_part(struct cuts *c, str part)
{
    if (!part.len) return true;
    if (c->count == GLUED_PARTS_MAX) return false;
    c->part[c->count++] = part;
    return true;
}

/* What no table knows: katakana and what is not stand apart, 高精度イジェフスク. */
static bool add_unknown(struct cuts *c, str part)
{
    size_t from = 0;
    for (size_t at = 0; at < part.len; at += letter_len(part, at)) {
        if (at == from || is_katakana(part, at) == is_katakana(part, from)) continue;
        if (!add_part(c, str_sub(part, from, at))) return false;
        from = at;
    }
    return add_part(c, str_from(part, from));
}

/* Katakana are spelled by sound, so that a known word may stand in the middle of another: it counts alone, at the end of
 * what is written in katakana, or, when it is long, at the front. */
static bool is_by_chance(str plain, size_t at, size_t len)
{
    enum { BYTES = 3, LAST_LEAST = 3 * BYTES, FIRST_LEAST = 4 * BYTES };
    if (!is_katakana(plain, at)) return false;
    bool has_more = at + len < plain.len && is_katakana(plain, at + len), has_before = at >= BYTES && is_katakana(plain, at - BYTES);
    if (has_more) return has_before || len < FIRST_LEAST;
    return has_before && len < LAST_LEAST;
}

/* A small letter or the sign of a long vowel belongs to the letter before it. */
static bool goes_on(str plain, size_t at)
{
    static const char small[] = "ァィゥェォャュョヮーン";
    if (at + 3 > plain.len || !is_katakana(plain, at)) return false;
    for (size_t i = 0; i + 3 < sizeof small; i += 3)
        if (memcmp(plain.data + at, small + i, 3) == 0) return true;
    return false;
}

size_t glued_split(str plain, enum text_script script, str ret[GLUED_PARTS_MAX])
{
    struct cuts c = { .part = ret };
    bool is_behind_word = false;
    if (script != SCRIPT_HANGUL && script != SCRIPT_HAN && script != SCRIPT_KANA) return 0;
    for (size_t at = 0; at < plain.len;) {
        str rest = str_from(plain, at);
        size_t len = vocabulary_prefix(rest);
        if (len && is_one_letter(str_sub(rest, 0, len)) && !is_behind_word && len < rest.len) len = 0;
        if (len && (goes_on(plain, at + len) || is_by_chance(plain, at, len))) len = 0;
        is_behind_word = len > 0;
        if (!len) {
            at += letter_len(plain, at);
            continue;
        }
        if (!add_unknown(&c, str_sub(plain, c.from, at)) || !add_part(&c, str_sub(rest, 0, len))) return 0;
        at += len;
        c.from = at;
    }
    if (!add_unknown(&c, str_from(plain, c.from))) return 0;
    return c.count > 1 ? c.count : 0;
}
