/*
 * Words of other languages in kana beside their spelling there. Private to name/.
 *
 *   "トレーディング" -> t r e d i n g  --+
 *   "Trading"        -> SOUND_SPOKEN ---- kana_alike
 *
 * Kana have one sign where other languages have two sounds (l and r, b and v, s and th), add vowels behind consonants and
 * leave out an r behind a vowel. So a word in kana is a sound of a class of its own, SOUND_KANA: symbols of
 * enum sound_symbol, where a vowel that kana may have added is left out.
 */
#ifndef NAME_KANA_SOUND_H
#define NAME_KANA_SOUND_H

#include "name/sound.h"

/** A word in kana. @return 1, or 0 when something else stands in it */
size_t kana_sounds(str plain, struct sound ret[SOUNDS_MAX]);

/** How alike a word of class SOUND_KANA and a spoken one are, 0..SOUND_SAME_BP; 0 for another class. What is alike at all
 *  shares a key of kana_keys. */
uint16_t kana_alike(const struct sound *kana, const struct sound *spoken);

enum { KANA_KEYS = 4 };

/** Rows of groups of consonants that kana keep apart, of a word in kana or a spoken one. */
size_t kana_keys(const struct sound *s, uint64_t ret[KANA_KEYS]);

#endif
