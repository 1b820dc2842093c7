/*
 * Words in scripts that leave out vowels, Arabic and Hebrew, against words that are spoken. Private to name/.
 *
 *   "عبيد" -> letters by class -> sound of class SOUND_ARABIC --+
 *   "Ubaid", "Obeid" -> sound of class SOUND_SPOKEN ----------- arabic_alike
 *
 * What a letter may sound like at the front, inside and at the back of a word, and which vowels are not
 * written, is a table of costs learnt from names in two scripts (data/arabic/README.md). A word of a script of this
 * kind and a spoken one are alike when the cheapest way of saying the letters so is cheap.
 */
#ifndef NAME_ARABIC_H
#define NAME_ARABIC_H

#include "name/sound.h"

/** The letters of a word in Arabic or Hebrew script; with an article without it, with it, and as it is spoken.
 *  @return how many; 0 for a word of another script */
size_t arabic_sounds(str plain, enum text_script script, struct sound ret[SOUNDS_MAX]);

/** How alike a word of class SOUND_ARABIC or SOUND_HEBREW and another are, 0..SOUND_SAME_BP; the other may be of the same
 *  class, or spoken, as sound_plainly gives it. What is alike at all shares a key. */
uint16_t arabic_alike(const struct sound *arabic, const struct sound *other);

enum { ARABIC_KEYS_MAX = 8, SPOKEN_SKELETONS_MAX = 4 };

/** Skeletons of consonants, of any class: a word and its spoken forms share one. 52 bits each.
 *  @return how many, of spoken ones at most SPOKEN_SKELETONS_MAX; 0 for a word without a consonant */
size_t arabic_keys(const struct sound *s, uint64_t ret[ARABIC_KEYS_MAX]);

#endif
