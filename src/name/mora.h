/*
 * Japanese morae: what kana write one by one, whatever the script. Private to name/.
 *
 *   さとう, サトウ, Satō, Satou, Satoh, Сато: -> codes of morae -> sa to, the second long
 *
 * Long o and u are bits beside the morae, since Latin spellings leave them out as they please; long a, e
 * and i are morae of their own, as they are always written. tools/gen_japanese.py counts the same way.
 */
#ifndef NAME_MORA_H
#define NAME_MORA_H

#include "name/sound.h"

/** Codes: 1 + 5 x row + vowel of kana without y, then 4 to a row of those with y; 0 is none. */
enum {
    MORA_NONE = 0,
    MORA_U = 3,
    MORA_O = 5,
    MORA_FIRST_YOON = 76, /* kya kyu kye kyo sha ... */
    MORA_N = 120,
    MORA_STOP = 121, /* small tsu: the consonant behind it is held */
    MORA_CODES,
    MORAE_USED = 16,
};

struct morae {
    uint8_t  code[MORAE_USED];
    uint8_t  count;
    uint16_t is_long; /* bit i: code[i] is held; set by morae_fold */
};

/** Morae of kana: hiragana, katakana; not folded. @return false on anything else, or sounds Japanese names lack */
bool kana_morae(str text, struct morae *ret);
/**
 * Morae of a word in Latin or Cyrillic letters: Hepburn, Kunrei, Nihon-shiki, as keyboards and passports have it, and
 * Polivanov; not folded.
 *
 * @param ret_has_mark  set when a macron tells long vowels from short ones; else left alone
 * @return false when it is not wholly made of morae
 */
bool romaji_morae(str raw, struct morae *ret, bool *ret_has_mark);
/** Take long o and u out of the codes and into is_long; n and a vowel are one: しんいち is spelled Shinichi. */
void morae_fold(struct morae *m);
/** Each consonant but the first as it is without voice: names are read タダ or タタ. */
void morae_devoice(struct morae *m);
/** Vowel of a mora: 0..4 for a i u e o; -1 for n and the held consonant. */
int mora_vowel(uint8_t code);
/** A mora in katakana, into `ret` (at least 6 bytes). @return bytes */
size_t mora_kana(uint8_t code, char *ret);

enum { KANA_LONG_SIGN = 0x30FC };
/** The next letter, as katakana; 0 for what is none. */
uint32_t kana_next(str *text);
/** Consonant and vowel of a katakana: "ka", "-a"; a small letter's vowel is a capital, Q the held consonant, N the nasal. */
const char *kana_letter(uint32_t katakana);

#endif
