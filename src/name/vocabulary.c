/* What words of firms' names mean. */
#include "name/vocabulary.h"

#include "base/num.h"
#include "base/table.h"

#include "name/vocabulary_table.h"

enum { STEM_BYTES_MAX = 48, STEM_BYTES_MIN = 3, ENDING_LETTERS_MAX = 7, LATIN_ENDING_MAX = 4, NUMBER_DIGITS_MAX = 6 };

/* What stands behind the digits of an ordinal: 2nd, 20-я, 39호. */
static bool is_ordinal_end(str s)
{
    static const str ends[] = {
        STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th"), STR_INIT("e"), STR_INIT("er"),
        STR_INIT("eme"), STR_INIT("o"), STR_INIT("a"), STR_INIT("os"), STR_INIT("я"), STR_INIT("и"),
        STR_INIT("ая"), STR_INIT("ыи"), STR_INIT("ои"), STR_INIT("го"), STR_INIT("호"), STR_INIT("号"),
        STR_INIT("號"),
    };
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_eq(s, ends[i])) return true;
    return false;
}

static uint16_t number_of(str s)
{
    uint32_t value = 0;
    size_t i = 0;
    for (; i < s.len && i < NUMBER_DIGITS_MAX && byte_is_digit(s.data[i]); i++)
        value = value * 10 + (uint32_t)(s.data[i] - '0');
    if (i < s.len && !is_ordinal_end(str_from(s, i))) return 0;
    return value <= CONCEPT_NUMBER_MAX ? (uint16_t)(CONCEPT_NUMBERS + value) : 0;
}

static size_t letter_before(str s, size_t at)
{
    while (at > 0 && ((unsigned char)s.data[--at] & 0xC0) == 0x80) continue;
    return at;
}

static uint32_t find_stem(str plain)
{
    char text[STEM_BYTES_MAX + 1];
    size_t len = plain.len;
    /* in Latin letters other languages' words begin alike */
    size_t most = (unsigned char)plain.data[0] < 0x80 ? LATIN_ENDING_MAX : ENDING_LETTERS_MAX;
    for (size_t cut = 0; cut <= most && len > STEM_BYTES_MIN; cut++) {
        if (len <= STEM_BYTES_MAX) {
            memcpy(text, plain.data, len);
            text[len] = '*';
            uint32_t at = table_find(&vocabulary_keys, str_of(text, len + 1));
            if (at != TABLE_NONE) return at;
        }
        len = letter_before(plain, len);
    }
    return TABLE_NONE;
}

static uint32_t find(str plain)
{
    uint32_t at = table_find(&vocabulary_keys, plain);
    return at == TABLE_NONE ? find_stem(plain) : at;
}

uint16_t vocabulary_concept(str plain)
{
    if (!plain.len) return 0;
    if (byte_is_digit(plain.data[0])) {
        uint16_t number = number_of(plain);
        if (number) return number;
    }
    uint32_t at = find(plain);
    if (at == TABLE_NONE) return 0;
    uint16_t concept = vocabulary_concept_of[at];
    return concept_number[concept] ? (uint16_t)(CONCEPT_NUMBERS + concept_number[concept]) : concept;
}

enum word_class vocabulary_class(uint16_t concept)
{
    if (concept >= CONCEPT_NUMBERS) return CLASS_NUMBER;
    return concept <= CONCEPTS ? (enum word_class)concept_class[concept] : CLASS_NONE;
}

str vocabulary_meaning(uint16_t concept)
{
    return concept <= CONCEPTS ? str_c(concept_meaning[concept]) : STR_EMPTY;
}

str vocabulary_language(str plain)
{
    uint32_t at = plain.len ? find(plain) : TABLE_NONE;
    return at == TABLE_NONE ? STR_EMPTY : str_c(vocabulary_languages[vocabulary_language_of[at]]);
}

size_t vocabulary_prefix(str plain)
{
    size_t len = 0;
    while (len < plain.len && byte_is_digit(plain.data[len])) len++;
    if (len) return len;
    for (len = plain.len < GLUED_WORD_BYTES_MAX ? plain.len : GLUED_WORD_BYTES_MAX; len > 0; len--) {
        if (len < plain.len && ((unsigned char)plain.data[len] & 0xC0) == 0x80) continue;
        if (table_find(&vocabulary_keys, str_sub(plain, 0, len)) != TABLE_NONE) return len;
    }
    return 0;
}
