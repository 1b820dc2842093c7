/*
 * Words of firms' names in hangul beside their writing in Latin letters. Private to name/.
 *
 * Persons' names are read whole (korean.h's way); a firm's name has a word or two that are its own, in
 * any of the ways of writing Korean in Latin letters. Both are brought to the sounds that all
 * these ways keep apart: 련봉, Ryonbong, Ryŏnbong and Yeonbong have one code, as have 대성, Taesong
 * and Daesong.
 */
#ifndef NAME_ROMAN_H
#define NAME_ROMAN_H

#include "base/str.h"

enum roman_script { ROMAN_LATIN = 0, ROMAN_HANGUL, ROMAN_HAN };

enum { ROMAN_LETTERS_MAX = 24, ROMAN_SYLLABLES_MIN = 2 };

/**
 * The code of a word in hangul, of one in characters as Koreans read them, or of one in Latin letters that may be Korean.
 *
 * @param plain  folded without marks
 * @return 0 when it is neither, or of one syllable
 *
 * Cost: one pass
 */
uint32_t roman_code(str plain);
/** Of its first letter; what is neither hangul nor a character that Koreans read counts as Latin. */
enum roman_script roman_script_of(str plain);

#endif
