/* Japanese in Latin and Cyrillic letters, to morae. */
#include "name/mora.h"

#include <string.h>

enum { LETTERS_USED = 28, MARK = '^', BREAK = '\'' };

/* A word as small ASCII letters; a vowel's macron stands behind it as MARK. */
struct spelling {
    char   letter[LETTERS_USED + 4]; /* zeros behind the end */
    size_t count;
};

static bool put(struct spelling *s, const char *letters)
{
    for (; *letters; letters++) {
        if (s->count == LETTERS_USED) return false;
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
    if (c < 0x80 && (c | 0x20) >= 'a' && (c | 0x20) <= 'z') return put(s, (char[]){ (char)(c | 0x20), 0 });
    if (c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0xB4) return put(s, "'");
    if (c == 0x304 || c == 0x302) return put(s, "^");
    if (c >= 0x400 && c < 0x460) return put_cyrillic(s, c);
    return c >= 0x200B && c <= 0x200F ? true : put_marked(s, c);
}

static bool spelling_of(str raw, struct spelling *ret)
{
    ret->count = 0;
    for (size_t i = 0; i < raw.len;) {
        uint8_t c = (uint8_t)raw.data[i], low = c | 0x20;
        if (c < 0x80 && low >= 'a' && low <= 'z') {
            if (low == 'l' || low == 'q' || low == 'v' || low == 'x' || ret->count == LETTERS_USED) return false; /* of no mora */
            ret->letter[ret->count++] = (char)low;
            i++;
            continue;
        }
        size_t len = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        uint32_t code = len == 1 ? c : c & (0xFFu >> (len + 1));
        for (size_t k = 1; k < len && i + k < raw.len; k++) code = code << 6 | ((uint8_t)raw.data[i + k] & 0x3Fu);
        if (!put_letter(ret, code)) return false;
        i += len;
    }
    memset(ret->letter + ret->count, 0, 4);
    return ret->count > 0;
}

static int vowel_at(char c)
{
    switch (c) {
    case 'a': return 0;
    case 'i': return 1;
    case 'u': return 2;
    case 'e': return 3;
    case 'o': return 4;
    default: return -1;
    }
}

static bool is_vowel(char c)
{
    return vowel_at(c) >= 0;
}

static bool add(struct morae *m, uint8_t code)
{
    if (code == MORA_NONE || m->count == MORAE_USED) return false;
    m->code[m->count++] = code;
    return true;
}

/* The consonant in front of a vowel: rows as mora_of counts them, -1 where there is none. */
struct onset {
    int8_t  plain, yoon;
    uint8_t letters;
};

enum { ROW_K = 1, ROW_S, ROW_T, ROW_N, ROW_H, ROW_M, ROW_Y, ROW_R, ROW_W, ROW_G, ROW_Z, ROW_D, ROW_B, ROW_P };
enum { YOON_K, YOON_S, YOON_T, YOON_N, YOON_H, YOON_M, YOON_R, YOON_G, YOON_Z, YOON_B, YOON_P };

static struct onset onset_at(const char *p)
{
    static const int8_t plain[26] = {
        ['k' - 'a'] = ROW_K, ['s' - 'a'] = ROW_S, ['t' - 'a'] = ROW_T, ['n' - 'a'] = ROW_N, ['h' - 'a'] = ROW_H,
        ['m' - 'a'] = ROW_M, ['y' - 'a'] = ROW_Y, ['r' - 'a'] = ROW_R, ['w' - 'a'] = ROW_W, ['g' - 'a'] = ROW_G,
        ['z' - 'a'] = ROW_Z, ['d' - 'a'] = ROW_D, ['b' - 'a'] = ROW_B, ['p' - 'a'] = ROW_P, ['f' - 'a'] = ROW_H,
    };
    static const int8_t yoon[] = { -1, YOON_K, YOON_S, YOON_T, YOON_N, YOON_H, YOON_M, -1, YOON_R, -1, YOON_G, YOON_Z, YOON_Z, YOON_B, YOON_P };
    if (p[0] == 's' && p[1] == 'h') return (struct onset){ ROW_S, YOON_S, 2 };
    if (p[0] == 'c') return (struct onset){ p[1] == 'h' ? ROW_T : -1, p[1] == 'h' || p[1] == 'y' ? YOON_T : -1, 2 };
    if (p[0] == 'j') return (struct onset){ ROW_Z, YOON_Z, p[1] == 'y' ? 2 : 1 };
    if (p[0] == 't' && p[1] == 's') return (struct onset){ ROW_T, -1, 2 };
    if (p[0] == 'd' && p[1] == 'z') return (struct onset){ p[2] == 'y' ? -1 : ROW_Z, p[2] == 'y' ? YOON_Z : -1, p[2] == 'y' ? 3 : 2 };
    if (p[0] == 'd' && p[1] == 'j') return (struct onset){ ROW_Z, YOON_Z, 2 };
    if (p[0] < 'a' || p[0] > 'z' || !plain[p[0] - 'a']) return (struct onset){ -1, -1, 1 };
    int8_t row = plain[p[0] - 'a'];
    if (p[1] == 'y') return (struct onset){ -1, yoon[row], 2 };
    return (struct onset){ row, -1, 1 };
}

/* A consonant and its vowel at p; @return letters read, 0 when they are no mora */
static size_t read_mora(const char *p, struct morae *m)
{
    static const int8_t yoon_vowel[] = { 0, -1, 1, 2, 3 };
    struct onset o = onset_at(p);
    int v = vowel_at(p[o.letters]);
    if (v < 0) return 0;
    if (o.yoon >= 0 && v != 1) { /* sha; shi is si */
        bool is_foreign = v == 3 && o.yoon != YOON_S && o.yoon != YOON_T && o.yoon != YOON_Z;
        return !is_foreign && add(m, (uint8_t)(MORA_FIRST_YOON + 4 * o.yoon + yoon_vowel[v])) ? o.letters + 1u : 0;
    }
    if (o.plain < 0) return 0;
    if (o.plain == ROW_D && (v == 1 || v == 2)) o.plain = ROW_Z;
    if (o.plain == ROW_W && v == 4) o.plain = 0;
    if ((p[0] == 'f' || (p[0] == 't' && p[1] == 's')) && v != 2) return 0;
    if ((o.plain == ROW_W && v != 0) || (o.plain == ROW_Y && (v == 1 || v == 3))) return 0;
    return add(m, (uint8_t)(1 + 5 * o.plain + v)) ? o.letters + 1u : 0;
}

/* Behind a vowel: a macron, or the h of passports before no vowel. @return letters read */
static size_t read_length(const char *p, struct morae *m, bool *ret_has_mark)
{
    int v = mora_vowel(m->code[m->count - 1]);
    if (p[0] == MARK) {
        *ret_has_mark = true;
        return add(m, v == 4 ? MORA_U : (uint8_t)(1 + v)) ? 1 : 0;
    }
    if (p[0] == 'h' && (v == 2 || v == 4) && !is_vowel(p[1])) return add(m, MORA_U) ? 1 : 0;
    return 0;
}

static bool is_held(const char *p)
{
    if (p[0] == 't' && p[1] == 'c' && p[2] == 'h') return true;
    return p[0] == p[1] && p[0] != 'h' && p[0] != 'm' && p[0] != 'y' && p[0] != 'r' && p[0] != 'w' && p[0] != 'j';
}

bool romaji_morae(str raw, struct morae *ret, bool *ret_has_mark)
{
    struct spelling s;
    ret->count = 0;
    if (!spelling_of(raw, &s)) return false;
    for (const char *p = s.letter, *end = s.letter + s.count; p < end;) {
        size_t len = 0;
        if (is_vowel(*p)) {
            if (!add(ret, (uint8_t)(1 + vowel_at(*p)))) return false;
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
