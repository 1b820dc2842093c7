/* Kana: to morae of Japanese, and to sounds of other languages. */
#include "name/mora.h"

#include <string.h>

static const char rows[] = "-kstnhmyrwgzdbp"; /* consonants of plain morae, by row */
static const char yoon_rows[] = "kstnhmrgzbp";
static const char vowels[] = "aiueo";

int mora_vowel(uint8_t code)
{
    static const int8_t yoon[] = { 0, 2, 3, 4 };
    if (code == MORA_NONE || code >= MORA_N) return -1;
    if (code < MORA_FIRST_YOON) return (code - 1) % 5;
    return yoon[(code - MORA_FIRST_YOON) % 4];
}

/* The code with this consonant's row and vowel; yoon: with y between. Unset combinations are MORA_NONE. */
static uint8_t mora_of(char consonant, bool has_y, char vowel)
{
    static const char *const yoon_vowels = "aueo";
    const char *row = strchr(has_y ? yoon_rows : rows, consonant), *v = strchr(has_y ? yoon_vowels : vowels, vowel);
    if (!consonant || !vowel || !row || !v) return MORA_NONE;
    if (has_y) return (uint8_t)(MORA_FIRST_YOON + 4 * (row - yoon_rows) + (v - yoon_vowels));
    return (uint8_t)(1 + 5 * (row - rows) + (v - vowels));
}

void morae_fold(struct morae *m)
{
    size_t count = 0;
    m->is_long = 0;
    for (size_t i = 0; i < m->count; i++) {
        int before = count ? mora_vowel(m->code[count - 1]) : -1;
        bool is_held = (m->code[i] == MORA_U && (before == 2 || before == 4)) || (m->code[i] == MORA_O && before == 4);
        bool is_after_n = count && m->code[count - 1] == MORA_N;
        if (is_held && !(m->is_long >> (count - 1) & 1)) m->is_long |= (uint16_t)(1u << (count - 1));
        else if (is_after_n && m->code[i] <= MORA_O) m->code[count - 1] = (uint8_t)(mora_of('n', false, 'a') - 1 + m->code[i]);
        else if (is_after_n && m->code[i] >= mora_of('y', false, 'a') && m->code[i] <= mora_of('y', false, 'o'))
            m->code[count - 1] = mora_of('n', true, vowels[mora_vowel(m->code[i])]);
        else m->code[count++] = m->code[i];
    }
    m->count = (uint8_t)count;
}

void morae_devoice(struct morae *m)
{
    static const char voiced[] = "gzdbp", plain[] = "kst" "hh";
    for (size_t i = 1; i < m->count; i++) {
        uint8_t c = m->code[i];
        if (c >= MORA_N) continue;
        bool has_y = c >= MORA_FIRST_YOON;
        char row = has_y ? yoon_rows[(c - MORA_FIRST_YOON) / 4] : rows[(c - 1) / 5];
        const char *at = strchr(voiced, row);
        if (at) m->code[i] = mora_of(plain[at - voiced], has_y, vowels[mora_vowel(c)]);
    }
}

/* --- kana ------------------------------------------------------------------------------------- */

/* U+30A1 .. U+30F6: consonant and vowel; a small letter is a capital; Q the held consonant */
static const char kana_letters[][3] = {
    "-A", "-a", "-I", "-i", "-U", "-u", "-E", "-e", "-O", "-o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
    "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti", "zi", "Q",  "tu", "zu", "te", "de",
    "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe",
    "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "yA", "ya", "yU", "yu", "yO", "yo", "ra", "ri", "ru", "re", "ro",
    "wA", "wa", "-i", "-e", "-o", "N",  "vu", "ka", "ke",
};

uint32_t kana_next(str *s)
{
    uint32_t c = 0;
    if (s->len >= 3 && ((uint8_t)s->data[0] & 0xF0) == 0xE0)
        c = ((uint32_t)(uint8_t)s->data[0] & 0xF) << 12 | ((uint32_t)(uint8_t)s->data[1] & 0x3F) << 6 | ((uint8_t)s->data[2] & 0x3Fu);
    *s = str_from(*s, s->len < 3 ? s->len : 3);
    return c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c;
}

const char *kana_letter(uint32_t c)
{
    return c >= 0x30A1 && c <= 0x30F6 ? kana_letters[c - 0x30A1] : NULL;
}

static bool add_mora(struct morae *m, uint8_t code)
{
    if (code == MORA_NONE || m->count == MORAE_USED) return false;
    m->code[m->count++] = code;
    return true;
}

/* キ and a small ャ are one mora; so are シ and a small ェ. */
static bool add_small(struct morae *m, const char *k)
{
    if (!m->count) return false;
    uint8_t before = m->code[m->count - 1];
    char small = (char)(k[1] | 0x20), row;
    if (before >= MORA_FIRST_YOON || mora_vowel(before) != 1) return false;
    row = rows[(before - 1) / 5];
    if (k[0] != 'y' && (small != 'e' || !strchr("stz", row))) return false;
    m->count--;
    return add_mora(m, mora_of(row, true, small));
}

bool kana_morae(str text, struct morae *ret)
{
    ret->count = 0;
    while (text.len) {
        uint32_t c = kana_next(&text);
        const char *k = kana_letter(c);
        bool is_good;
        if (c == KANA_LONG_SIGN) {
            int v = ret->count ? mora_vowel(ret->code[ret->count - 1]) : -1;
            is_good = v >= 0 && add_mora(ret, v == 4 ? MORA_U : mora_of('-', false, vowels[v]));
        } else if (!k) {
            return false;
        } else if (k[0] == 'Q' || k[0] == 'N') {
            is_good = add_mora(ret, k[0] == 'N' ? MORA_N : MORA_STOP);
        } else if (k[1] < 'a') {
            is_good = add_small(ret, k);
        } else {
            is_good = add_mora(ret, mora_of(k[0], false, k[1]));
        }
        if (!is_good) return false;
    }
    return ret->count > 0;
}

size_t mora_kana(uint8_t code, char *ret)
{
    uint32_t out[2] = { 0, 0 };
    size_t len = 0;
    if (code == MORA_N || code == MORA_STOP) {
        out[0] = code == MORA_N ? 0x30F3 : 0x30C3;
    } else if (code && code < MORA_CODES) {
        bool has_y = code >= MORA_FIRST_YOON;
        char want[3] = { has_y ? yoon_rows[(code - MORA_FIRST_YOON) / 4] : rows[(code - 1) / 5], has_y ? 'i' : vowels[(code - 1) % 5], 0 };
        for (uint32_t i = 0; i < sizeof kana_letters / sizeof *kana_letters && !out[0]; i++)
            if (memcmp(kana_letters[i], want, sizeof want) == 0) out[0] = 0x30A1 + i;
        if (has_y) out[1] = (uint32_t[]){ 0x30E3, 0x30E5, 0x30A7, 0x30E7 }[(code - MORA_FIRST_YOON) % 4];
    }
    for (size_t i = 0; i < 2 && out[i]; i++) {
        ret[len++] = (char)(0xE0 | out[i] >> 12);
        ret[len++] = (char)(0x80 | (out[i] >> 6 & 0x3F));
        ret[len++] = (char)(0x80 | (out[i] & 0x3F));
    }
    return len;
}
