/*
 * Digits in place of letters, as in the names that people give themselves on platforms.
 *
 * Only digits with letters around them: "k1m" has one, "kim92" and "2nd" have none. Which letter a 1 stands for
 * follows from its neighbours, since names are syllables: beside a vowel an l, otherwise an i.
 */
#include "text/text.h"

#include "base/num.h"

enum { LEET_MAX = 40 }; /* bytes; no name that is longer has been seen so */

static bool is_vowel(char c)
{
    return c && strchr("aeiou03", c);
}

static const char *latin_for(str word, size_t at)
{
    char before = at ? word.data[at - 1] : 0, after = at + 1 < word.len ? word.data[at + 1] : 0;
    switch (word.data[at]) {
    case '0': return "o";
    case '1': return is_vowel(before) || is_vowel(after) ? "l" : "i";
    case '3': return "e";
    case '4': return "a";
    case '5': return "s";
    case '6':
    case '9': return "g";
    case '7': return "t";
    case '8': return "b";
    default: return NULL;
    }
}

static const char *cyrillic_for(char digit)
{
    switch (digit) {
    case '0': return "о";
    case '3': return "з";
    case '4': return "ч";
    case '6': return "б";
    default: return NULL;
    }
}

static bool is_ordinal(str word)
{
    static const str ends[] = { STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th") };
    if (!byte_is_digit(word.data[0])) return false;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(word, ends[i]) && byte_is_digit(word.data[word.len - 3 < word.len ? word.len - 3 : 0])) return true;
    return false;
}

/* At least a letter for each digit, and behind the last letter nothing but a 0 ("Ch0"): numbers stand there. */
static bool is_candidate(str word)
{
    size_t digits = 0, letters = 0, last = 0;
    if (word.len < 2 || word.len > LEET_MAX) return false;
    for (size_t i = 0; i < word.len; i++) {
        bool is_digit = byte_is_digit(word.data[i]);
        digits += is_digit;
        if (is_digit) continue;
        letters += ((unsigned char)word.data[i] & 0xC0) != 0x80;
        last = i;
    }
    bool ends_well = last + 1 == word.len || (last + 2 == word.len && word.data[last + 1] == '0');
    return digits && digits <= letters && ends_well && !is_ordinal(word);
}

str text_letters_for_digits(str plain, enum text_script script, struct arena *arena)
{
    bool is_latin = script == SCRIPT_LATIN;
    size_t len = 0;
    if ((!is_latin && script != SCRIPT_CYRILLIC) || !is_candidate(plain)) return STR_EMPTY;
    char *out = arena_alloc(arena, plain.len * 2);
    if (!out) return STR_EMPTY;
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.data[i];
        const char *letter = !byte_is_digit(c) ? NULL : is_latin ? latin_for(plain, i) : cyrillic_for(c);
        if (byte_is_digit(c) && !letter) return STR_EMPTY;
        if (!letter) out[len++] = c;
        while (letter && *letter) out[len++] = *letter++;
    }
    return str_of(out, len);
}
