/*
 * What the two halves of the model of Chinese names share: systems and the vectors of what is written. Private to
 * chinese*.c.
 */
#ifndef NAME_CHINESE_H
#define NAME_CHINESE_H

#include "name/model.h"

/* How a name is written. Units of a hypothesis: of CN_HAN a row of the characters' tables, else a row of spellings. */
enum cn_system {
    CN_PINYIN = MODEL_CHINESE * SYSTEMS_OF_A_MODEL,
    CN_WADE,      /* Wade-Giles, with its apostrophes or without, and Tongyong: Taiwan */
    CN_CANTONESE, /* Hong Kong and Macau, Jyutping */
    CN_SEA,       /* Hokkien, Teochew, Hakka, Cantonese as people of Southeast Asia write them */
    CN_VIET,      /* Sino-Vietnamese */
    CN_OTHER,     /* Mandarin in Cyrillic, kana, hangul */
    CN_MIXED,     /* a surname as the family writes it, given names in Mandarin */
    CN_HAN,
    CN_SYSTEMS_END,
};

enum { CN_LATIN_SYSTEMS = 7, CN_GIVEN = HYPOTHESIS_UNITS - 1 };

/** Systems that know a spelling as a surname, or in a given name: bit 1 << (system - CN_PINYIN) each. */
unsigned cn_systems_of(uint16_t row, bool is_given);
/** How rare a spelling is as a surname, hundredths of a bit. */
uint16_t cn_surname_cb(uint16_t row);
/** How likely a spelling is in a system, tenths of a bit. */
unsigned cn_rarity(uint16_t row, bool is_given, unsigned system);
/** Is it văn or thị, which Vietnamese names leave out? */
bool cn_is_middle(uint16_t row);
/** The row of a character, whatever its form; NO_UNIT when it is none we know. */
uint16_t cn_han_row(uint32_t code);
/** Its commonest reading in Mandarin, without tone, static; NULL when it is none we know. */
const char *cn_han_mandarin(uint32_t code);
uint16_t cn_han_surname_cb(uint16_t row);
/** The row of a surname of two characters. */
uint16_t cn_han_two(uint16_t first, uint16_t second);

/** Readings of a name. */
size_t cn_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX]);

#endif
