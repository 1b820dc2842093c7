/*
 * What the two halves of the model of Japanese names share: how a reading is kept, and surnames by their sound. Private to
 * japanese*.c.
 */
#ifndef NAME_JAPANESE_H
#define NAME_JAPANESE_H

#include "name/model.h"
#include "name/mora.h"

enum {
    GIVEN_MORAE = 6, SURNAME_MORAE = 8,
    NAME_UNKNOWN = 0x8000, /* unit 0: not in the tables, 15 bits of a hash */
};

/* How a name is written. Units: of characters the surname's number and three characters; of all others the number of
 * the surname's reading and six morae of the given name, a byte each, the top bit for a long vowel. */
enum ja_system {
    JA_LATIN = MODEL_JAPANESE * SYSTEMS_OF_A_MODEL,
    JA_CYRILLIC,
    JA_KANA,
    JA_KANJI,   /* the characters */
    JA_READING, /* how they may be read */
    JA_SYSTEMS,
};

struct reading_of {
    struct hypothesis *ret;
    size_t             count, most;
};

/** Keep a reading in its place, the likeliest first; of equal ones the likelier. */
void ja_keep(struct reading_of *r, const struct hypothesis *h);
/** A name that the tables lack, as a number. */
uint16_t ja_unknown(str name);
/** A surname's reading as a number: with these long vowels when `minds_length` and somebody has it, else the commonest. */
uint16_t ja_surname_number(const struct morae *m, bool minds_length, bool *ret_is_sure);
void ja_set_given(struct hypothesis *h, const struct morae *m);
/** Has somebody a surname that sounds so, or a given name? Folded. */
bool ja_knows_surname(const struct morae *m);
bool ja_knows_given(const struct morae *m);
/** A given name's reading in the tables, not folded. */
void ja_given_reading_of(uint16_t number, struct morae *ret);

/** Readings of a name in kanji, or kanji and kana; the likeliest cut's characters are never left out. */
void ja_read_kanji(struct reading_of *r, const struct read_name *n);
/** Is a word's first letter a Chinese character? */
bool ja_has_han(const struct read_name *n);
/** Has a surname in kanji this number? If so, how rare it is, hundredths of a bit. */
bool ja_is_surname(uint16_t number);
int32_t ja_surname_rarity(uint16_t number);
/** The characters of a hypothesis of JA_KANJI. @return bytes; 0 when they find no room */
size_t ja_spell_characters(const struct hypothesis *h, char *ret, size_t cap);

static inline str ja_codes(const struct morae *m)
{
    return str_of((const char *)m->code, m->count);
}

#endif
