/* Words as letters of one alphabet: Latin with its marks folded away, Cyrillic, kana as Latin letters. */
#include "name/korean.h"

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

static void add_code(struct ko_letters *l, uint8_t code, size_t at)
{
    if (l->count == KO_WORD_LETTERS || at > UINT8_MAX) {
        l->alphabet = ALPHABET_NONE;
        return;
    }
    l->at[l->count] = (uint8_t)at;
    l->code[l->count++] = code;
}

static void add_ascii(struct ko_letters *l, char c, size_t at)
{
    if (byte_is_alpha(c)) add_code(l, (uint8_t)(byte_lower(c) - 'a' + 1), at);
    else if (c == '\'' || c == '`') add_code(l, KO_APOSTROPHE, at);
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

static uint8_t code_of(char c)
{
    return (uint8_t)(byte_lower(c) - 'a' + 1);
}

static bool is_vowel(uint8_t code)
{
    return code == 1 || code == 5 || code == 9 || code == 15 || code == 21;
}

/* ジョ is zyo, ウォ is wo, フィ is hi: a small vowel takes the place of the vowel before it. */
static void add_kana(struct ko_letters *l, uint32_t c, size_t at)
{
    if (c >= 0x3041 && c <= 0x3093) c += 0x60;
    if (c == 0x30FC || c == 0x30FB) return;
    if (c < 0x30A1 || c > 0x30F3) {
        l->alphabet = ALPHABET_NONE;
        return;
    }
    const char *s = kana_rows[c - 0x30A1];
    if (s[0] == 'T') {
        add_code(l, code_of('t'), at);
        return;
    }
    if (byte_is_upper(s[0])) {
        bool is_alone = !s[1];
        uint8_t before = l->count ? l->code[l->count - 1] : 0;
        if (before == code_of('u') && is_alone) l->code[l->count - 1] = code_of('w');
        else if (before == code_of('i') && is_alone) l->code[l->count - 1] = code_of('y');
        else if (is_vowel(before)) l->count--;
    }
    for (const char *p = s; *p; p++) add_code(l, code_of(*p), at);
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == '`' || c == 0xB4 || c == 0x2032;
}

/* Letters above ASCII that names in the Latin of some language have, each as the letter it stands on. */
static const struct {
    uint16_t code;
    char     plain;
} marked[] = {
    { 0x101, 'a' }, { 0x103, 'a' }, { 0x105, 'a' }, { 0x107, 'c' }, { 0x10D, 'c' }, { 0x113, 'e' }, { 0x115, 'e' },
    { 0x117, 'e' }, { 0x119, 'e' }, { 0x11B, 'e' }, { 0x11F, 'g' }, { 0x12B, 'i' }, { 0x12D, 'i' }, { 0x131, 'i' },
    { 0x142, 'l' }, { 0x144, 'n' }, { 0x148, 'n' }, { 0x14D, 'o' }, { 0x151, 'o' }, { 0x159, 'r' }, { 0x15B, 's' },
    { 0x15F, 's' }, { 0x161, 's' }, { 0x165, 't' }, { 0x16B, 'u' }, { 0x16F, 'u' }, { 0x171, 'u' }, { 0x17A, 'z' },
    { 0x17C, 'z' }, { 0x17E, 'z' },
};

static void add_latin(struct ko_letters *l, uint32_t c, size_t at)
{
    static const char *const latin_1 = "aaaaaaaceeeeiiiidnooooo*ouuuuy"; /* U+00E0 .. U+00FD */
    if (c >= 0xC0 && c <= 0xDE) c += 32;
    else if (c >= 0x100 && c < 0x180 && c != 0x130 && c != 0x131)
        c = (c >= 0x139 && c <= 0x148) || c >= 0x179 ? c + (c & 1) : c | 1;
    else if (c == 0x1D1) c = 0x1D2;
    if (is_apostrophe(c) || c == 0x306) { /* a breve of its own */
        add_code(l, KO_APOSTROPHE, at);
    } else if (c == 0x14F || c == 0x16D || c == 0x1D2) { /* breves; carons are a printer's breves */
        add_code(l, code_of(c == 0x16D ? 'u' : 'o'), at);
        add_code(l, KO_APOSTROPHE, at);
    } else if (c >= 0xE0 && c <= 0xFD && latin_1[c - 0xE0] != '*') {
        add_code(l, code_of(latin_1[c - 0xE0]), at);
    } else {
        size_t i = 0;
        while (i < COUNT_OF(marked) && marked[i].code != (c == 0x130 ? 0x131 : c)) i++;
        if (i == COUNT_OF(marked)) l->alphabet = ALPHABET_NONE;
        else add_code(l, code_of(marked[i].plain), at);
    }
}

static enum ko_alphabet alphabet_of(uint32_t c)
{
    if (c < 0x250 || is_apostrophe(c) || c == 0x306) return ALPHABET_LATIN;
    if (c >= 0x400 && c < 0x460) return ALPHABET_CYRILLIC;
    if ((c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC)) return ALPHABET_KANA;
    if (c >= 0xAC00 && c < 0xAC00 + 11172) return ALPHABET_HANGUL;
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c < 0xFB00)) return ALPHABET_HAN;
    return ALPHABET_NONE;
}

static void add_cyrillic(struct ko_letters *l, uint32_t c, size_t at)
{
    if (c < 0x410) c += 80;
    else if (c < 0x430) c += 32;
    add_code(l, (uint8_t)(c - 0x430 + 1), at);
}

static void add_letter(struct ko_letters *l, uint32_t c, size_t at)
{
    switch (l->alphabet) {
    case ALPHABET_LATIN:
        if (c < 0x80) add_ascii(l, (char)c, at);
        else add_latin(l, c, at);
        break;
    case ALPHABET_CYRILLIC: add_cyrillic(l, c, at); break;
    case ALPHABET_KANA: add_kana(l, c, at); break;
    case ALPHABET_HANGUL:
    case ALPHABET_HAN:
        if (l->count >= HYPOTHESIS_UNITS + 1 || at > UINT8_MAX) {
            l->alphabet = ALPHABET_NONE;
        } else {
            l->at[l->count] = (uint8_t)at;
            l->unit[l->count++] = (uint16_t)(l->alphabet == ALPHABET_HANGUL ? c - 0xAC00 : c);
        }
        break;
    case ALPHABET_NONE: break;
    }
}

static void read_unicode(str raw, struct ko_letters *ret)
{
    const char *from = raw.data;
    ret->count = 0;
    for (bool is_first = true; raw.len;) {
        size_t at = (size_t)(raw.data - from);
        uint32_t c = next_letter(&raw);
        if (c >= 0x200B && c <= 0x200F) continue;
        if (is_first) ret->alphabet = alphabet_of(c);
        else if (c != 0x30FC && alphabet_of(c) != ret->alphabet) ret->alphabet = ALPHABET_NONE;
        if (ret->alphabet == ALPHABET_NONE) return;
        is_first = false;
        add_letter(ret, c, at);
    }
}

void ko_letters_of(str raw, struct ko_letters *ret)
{
    ret->alphabet = ALPHABET_LATIN;
    ret->count = 0;
    for (size_t i = 0; i < raw.len && ret->alphabet != ALPHABET_NONE; i++) {
        if ((uint8_t)raw.data[i] >= 0x80) {
            read_unicode(raw, ret);
            break;
        }
        add_ascii(ret, raw.data[i], i);
    }
    if (!ret->count) ret->alphabet = ALPHABET_NONE;
}

void ko_letters_glue(struct ko_letters *l, str raw, size_t at)
{
    add_code(l, KO_APOSTROPHE, at);
    for (size_t i = at; i < raw.len && l->alphabet != ALPHABET_NONE; i++) add_ascii(l, raw.data[i], i);
}
