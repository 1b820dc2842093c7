/* Japanese in Latin and Cyrillic letters, to morae. */
#include "name/mora.h"

#include <string.h>

enum { LETTERS_MAX = 28, MARK = '^', BREAK = '\'' };

/* A word as small ASCII letters; a vowel's macron stands behind it as MARK. */
struct spelling {
    char   letter[LETTERS_MAX + 4]; /* zeros behind the end */
    size_t count;
};

static bool put(struct spelling *s, const char *letters)
{
    for (; *letters; letters++) {
        if (s->count == LETTERS_MAX) return false;
        s->letter[s->count++] = *letters;
    }
    return true;
}

/* U+0430 .. U+045F, Polivanov and what is written instead of it */
static const char *const cyrillic[] = {
    "a", "b", "w", "g", "d", "e", "j", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "ts", "ch",
    "sh", "sh", "'", "i", "", "e", "yu", "ya", "e", "yo", NULL, NULL, "e", NULL, "i", "i", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
};

static bool put_cyrillic(struct spelling *s, uint32_t c)
{
    if (c >= 0x410 && c < 0x430) c += 32;
    else if (c >= 0x400 && c < 0x410) c += 80;
    if (c < 0x430 || c > 0x45F || !cyrillic[c - 0x430]) return false;
    if (s->count && s->letter[s->count - 1] == 'd' && c == 0x436) s->count--; /* дж */
    return put(s, cyrillic[c - 0x430]);
}

static bool put_marked(struct spelling *s, uint32_t c)
{
    static const struct { uint16_t upper, lower; const char *letters; } marked[] = {
        { 0x100, 0x101, "a^" }, { 0x112, 0x113, "e^" }, { 0x12A, 0x12B, "i^" }, { 0x14C, 0x14D, "o^" }, { 0x16A, 0x16B, "u^" },
        { 0xC2, 0xE2, "a^" },   { 0xCA, 0xEA, "e^" },   { 0xCE, 0xEE, "i^" },   { 0xD4, 0xF4, "o^" },   { 0xDB, 0xFB, "u^" },
    };
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
        if (c == marked[i].upper || c == marked[i].lower) return put(s, marked[i].letters);
    return false;
}

static bool put_letter(struct spelling *s, uint32_t c)
{
    if (c >= 0xFF21 && c <= 0xFF5A) c -= 0xFEE0; /* wide letters */
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80) return put(s, (char[]){ (char)(c | 0x20), 0 });
    if (c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0xB4) return put(s, "'");
    if (c == 0x304 || c == 0x302) return put(s, "^");
    if (c >= 0x400 && c < 0x460) return put_cyrillic(s, c);
    return c >= 0x200B && c <= 0x200F ? true : put_marked(s, c);
}

static bool spelling_of(str raw, struct spelling *ret)
{
    ret->count = 0;
    for (size_t i = 0; i < raw.len;) {
        uint8_t c = (uint8_t)raw.data[i];
        size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        uint32_t code = len == 1 ? c : c & (0xFFu >> (len + 1));
        for (size_t k = 1; k < len && i + k < raw.len; k++) code = code << 6 | ((uint8_t)raw.data[i + k] & 0x3Fu);
        if (!put_letter(ret, code)) return false;
        i += len;
    }
    memset(ret->letter + ret->count, 0, 4);
    return ret->count > 0;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

static bool add(struct morae *m, uint8_t code)
{
    if (code == MORA_NONE || m->count == MORAE_MAX) return false;
    m->code[m->count++] = code;
    return true;
}

/* The letters before a vowel that are one consonant: how many, which row, and is there a y? */
struct onset {
    const char *letters;
    char        row;
    bool        has_y;
};

static const struct onset onsets[] = { /* longer ones first */
    { "dzy", 'z', true }, { "sh", 's', true },  { "ch", 't', true },  { "sy", 's', true },  { "ty", 't', true },  { "cy", 't', true }, { "jy", 'z', true },
    { "zy", 'z', true },  { "dy", 'z', true },  { "ky", 'k', true },  { "gy", 'g', true },  { "hy", 'h', true }, { "by", 'b', true },
    { "py", 'p', true },  { "my", 'm', true },  { "ny", 'n', true },  { "ry", 'r', true },  { "ts", 't', false }, { "dz", 'z', false },
    { "dj", 'z', true },  { "j", 'z', true },   { "k", 'k', false },  { "s", 's', false },  { "t", 't', false }, { "n", 'n', false },
    { "h", 'h', false },  { "m", 'm', false },  { "y", 'y', false },  { "r", 'r', false },  { "w", 'w', false }, { "g", 'g', false },
    { "z", 'z', false },  { "d", 'd', false },  { "b", 'b', false },  { "p", 'p', false },  { "f", 'h', false },
};

/* A consonant and its vowel at p; @return letters read, 0 when they are no mora */
static size_t read_mora(const char *p, struct morae *m)
{
    for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
        const struct onset *o = &onsets[i];
        size_t len = o->letters[1] ? o->letters[2] ? 3 : 2 : 1;
        if (memcmp(p, o->letters, len) != 0) continue;
        char v = p[len];
        bool has_y = o->has_y && v != 'i'; /* shi, chi, ji */
        char row = o->row;
        if (!is_vowel(v)) return 0;
        if (o->has_y && v == 'e' && !strchr("stz", row)) return 0;
        if (o->letters[0] == 'f' && v != 'u') return 0;
        if (len == 2 && p[1] == 's' && v != 'u') return 0; /* tsu */
        if (row == 'd' && (v == 'i' || v == 'u')) row = 'z';
        if (row == 'w' && v == 'o') row = '-';
        if ((row == 'w' && v != 'a') || (row == 'y' && (v == 'i' || v == 'e'))) return 0;
        return add(m, mora_of(row, has_y, v)) ? len + 1 : 0;
    }
    return 0;
}

/* Behind a vowel: a macron, or the h of passports before no vowel. @return letters read */
static size_t read_length(const char *p, struct morae *m, bool *ret_has_mark)
{
    int v = mora_vowel(m->code[m->count - 1]);
    if (p[0] == MARK) {
        *ret_has_mark = true;
        return add(m, v == 4 ? MORA_U : mora_of('-', false, "aiueo"[v])) ? 1 : 0;
    }
    if (p[0] == 'h' && (v == 2 || v == 4) && !is_vowel(p[1])) return add(m, MORA_U) ? 1 : 0;
    return 0;
}

static bool is_held(const char *p)
{
    if (p[0] == 't' && p[1] == 'c' && p[2] == 'h') return true;
    return p[0] == p[1] && strchr("kstpcgzdbf", p[0]) != NULL;
}

bool romaji_morae(str raw, struct morae *ret, bool *ret_has_mark)
{
    struct spelling s;
    ret->count = 0;
    if (!spelling_of(raw, &s)) return false;
    for (const char *p = s.letter, *end = s.letter + s.count; p < end;) {
        size_t len = 0;
        if (is_vowel(*p)) {
            if (!add(ret, mora_of('-', false, *p))) return false;
            p++;
            p += read_length(p, ret, ret_has_mark);
            continue;
        }
        if (*p == BREAK) {
            if (p == s.letter) return false;
            p++;
            continue;
        }
        bool is_n = *p == 'n' && !is_vowel(p[1]) && !(p[1] == 'y' && is_vowel(p[2]));
        bool is_m = *p == 'm' && (p[1] == 'b' || p[1] == 'p' || p[1] == 'm');
        if (is_n || is_m) {
            if (p == s.letter || !add(ret, MORA_N)) return false;
            p++;
            continue;
        }
        if (is_held(p)) {
            if (p == s.letter || !add(ret, MORA_STOP)) return false;
            p++;
        }
        len = read_mora(p, ret);
        if (!len) return false;
        p += len;
        p += read_length(p, ret, ret_has_mark);
    }
    return ret->count > 0;
}
