/* Korean words by what every way of writing them keeps apart. */
#include "name/roman.h"

#include "base/num.h"
#include "name/korean.h"

/* Sounds of a code: consonants without strength or breath, vowels that no way of writing mixes up. */
enum roman_sound {
    NONE = 0, K, T, P, C, S, N, R, M, H, NG, VOWELS,
    A = VOWELS, E, O, I, YA, YE, YO, WA, WE, WO, WI,
    U = O, YU = YO, /* 성 is written Song, Sung and Seong */
};

enum { SOUNDS_MAX_ = ROMAN_LETTERS_MAX * 3 };

struct code {
    uint8_t sound[SOUNDS_MAX_];
    size_t  count, vowels;
};

static bool is_vowel(uint8_t s)
{
    return s >= VOWELS;
}

/* A sound behind the others: doubled ones are one, and n before k is written as ng is. */
static void put(struct code *c, uint8_t s)
{
    uint8_t last = c->count ? c->sound[c->count - 1] : NONE;
    if (s == NONE || c->count == SOUNDS_MAX_) return;
    if (is_vowel(s)) c->vowels++;
    else if (s == last) return;
    if (s == H && last != NONE && last < S) return; /* 백호: Paekho */
    if (s == K && last == N) c->sound[c->count - 1] = NG;
    else c->sound[c->count++] = s;
}

/* Where the South drops a sound at the beginning: 련 and 연, 로 and 노. */
static bool is_dropped(const struct code *c)
{
    if (c->count < 2 || (c->sound[0] != R && c->sound[0] != N)) return false;
    uint8_t v = c->sound[1];
    return v == I || v == YA || v == YE || v == YO || v == YU;
}

static uint32_t finish(struct code *c)
{
    uint32_t h = 2166136261u;
    if (c->vowels < ROMAN_SYLLABLES_MIN || c->count == SOUNDS_MAX_) return 0;
    if (!is_dropped(c) && c->sound[0] == R) c->sound[0] = N;
    for (size_t i = is_dropped(c); i < c->count; i++) h = (h ^ c->sound[i]) * 16777619u;
    return h ? h : 1;
}

/* --- hangul ------------------------------------------------------------------------------------- */

enum { SYLLABLE_FIRST = 0xAC00, SYLLABLE_LAST = 0xD7A3, MEDIALS = 21, FINALS = 28 };

static uint32_t syllable_at(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    if (s.len - at < 3 || p[0] < 0xEA || p[0] > 0xED) return 0;
    uint32_t c = (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    return c >= SYLLABLE_FIRST && c <= SYLLABLE_LAST ? c : 0;
}

/* A character as Koreans read it. */
static uint32_t syllable_of_han(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    if (s.len - at < 3 || p[0] < 0xE3 || p[0] > 0xE9) return 0;
    return ko_hanja_syllable((uint16_t)((p[0] & 0xF) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F)));
}

enum roman_script roman_script_of(str plain)
{
    if (plain.len && syllable_at(plain, 0)) return ROMAN_HANGUL;
    return plain.len && syllable_of_han(plain, 0) ? ROMAN_HAN : ROMAN_LATIN;
}

static uint32_t native_code(str s, enum roman_script script)
{
    static const uint8_t initial[] = { K, K, N, T, T, R, M, P, P, S, S, NONE, C, C, C, K, T, P, H };
    static const uint8_t medial[MEDIALS] = { A, E, YA, YE, O, E, YO, YE, O, WA, WE, WE, YO, U, WO, WE, WI, YU, U, I, I };
    static const uint8_t final[FINALS] = { NONE, K, K, K, N, N, N, T, R, K, M, P, R, R, P, R, M, P, P, T, T, NG,
                                           T, T, K, T, P, T };
    struct code c = { .count = 0 };
    for (size_t at = 0; at < s.len; at += 3) {
        uint32_t syllable = script == ROMAN_HANGUL ? syllable_at(s, at) : syllable_of_han(s, at);
        if (!syllable || at >= 3u * ROMAN_LETTERS_MAX) return 0;
        syllable -= SYLLABLE_FIRST;
        put(&c, initial[syllable / (MEDIALS * FINALS)]);
        put(&c, medial[syllable / FINALS % MEDIALS]);
        put(&c, final[syllable % FINALS]);
    }
    return finish(&c);
}

/* --- Latin -------------------------------------------------------------------------------------- */

struct spelling {
    char    text[4];
    uint8_t sound;
};

enum { SPELLINGS_MAX = 7 };

/* By the first letter, the longest first. */
static const struct spelling spellings[26][SPELLINGS_MAX] = {
    ['a' - 'a'] = { { "ae", E }, { "a", A } },
    ['b' - 'a'] = { { "b", P } },
    ['c' - 'a'] = { { "ch", C } },
    ['d' - 'a'] = { { "d", T } },
    ['e' - 'a'] = { { "eo", O }, { "eu", U }, { "ee", I }, { "e", E } },
    ['g' - 'a'] = { { "g", K } },
    ['h' - 'a'] = { { "h", H } },
    ['i' - 'a'] = { { "i", I } },
    ['j' - 'a'] = { { "j", C } },
    ['k' - 'a'] = { { "kh", K }, { "k", K } },
    ['l' - 'a'] = { { "l", R } },
    ['m' - 'a'] = { { "m", M } },
    ['n' - 'a'] = { { "ng", NG }, { "n", N } },
    ['o' - 'a'] = { { "oe", WE }, { "oi", WE }, { "oo", U }, { "o", O } },
    ['p' - 'a'] = { { "ph", P }, { "p", P } },
    ['r' - 'a'] = { { "r", R } },
    ['s' - 'a'] = { { "sh", S }, { "s", S } },
    ['t' - 'a'] = { { "tch", C }, { "th", T }, { "t", T } },
    ['u' - 'a'] = { { "ui", I }, { "u", U } },
    ['w' - 'a'] = { { "wae", WE }, { "weo", WO }, { "wi", WI }, { "wo", WO }, { "wa", WA }, { "we", WE } },
    ['y' - 'a'] = { { "yeo", YO }, { "yae", YE }, { "ya", YA }, { "ye", YE }, { "yo", YO }, { "yu", YU },
                    { "yi", I } },
};

/* A few bytes: a call would cost more. */
static bool starts(str s, size_t at, const char *with)
{
    size_t i = 0;
    while (with[i] && at + i < s.len && s.data[at + i] == with[i]) i++;
    return !with[i];
}

static const struct spelling *spelling_at(str s, size_t at)
{
    char first = s.data[at];
    if (first < 'a' || first > 'z') return NULL;
    const struct spelling *of = spellings[first - 'a'];
    for (size_t i = 0; i < SPELLINGS_MAX && of[i].text[0]; i++)
        if (starts(s, at, of[i].text)) return &of[i];
    return NULL;
}

/* No Korean syllable has two consonants at an end. */
static bool is_korean(const struct code *c)
{
    size_t run = 0;
    for (size_t i = 0; i < c->count; i++) {
        run = is_vowel(c->sound[i]) ? 0 : run + 1;
        if (run > 2 || (run == 2 && i == 1)) return false;
    }
    return run < 2;
}

static uint32_t latin_code(str s)
{
    struct code c = { .count = 0 };
    if (s.len < 4 || s.len > ROMAN_LETTERS_MAX) return 0;
    for (size_t at = 0; at < s.len;) {
        const struct spelling *p = spelling_at(s, at);
        if (!p) return 0;
        /* ng before a vowel may be n and g too, but then it is written the same way */
        put(&c, p->sound);
        at += strlen(p->text);
    }
    return is_korean(&c) ? finish(&c) : 0;
}

uint32_t roman_code(str plain)
{
    if (!plain.len) return 0;
    enum roman_script script = roman_script_of(plain);
    return script == ROMAN_LATIN ? latin_code(plain) : native_code(plain, script);
}
