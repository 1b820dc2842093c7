/*
 * Words of other languages in hangul beside their spelling there. Private to name/.
 *
 *   "라자루스" -> r a j a r u s  --+
 *   "Lazarus" -> SOUND_SPOKEN ----- kana_alike
 *
 * As kana do, hangul have one letter for several sounds (l and r, p and f, b and v, j and z), and a vowel (eu) behind
 * consonants that have none. So such a word is a sound of the class of words in kana.
 */
#ifndef NAME_HANGUL_SOUND_H
#define NAME_HANGUL_SOUND_H

#include "name/sound.h"

/** A word in hangul with a syllable that no character is read as; others are Korean words, and roman.h has them.
 *  @return 1, or 0 when it is none */
size_t hangul_sounds(str plain, struct sound ret[SOUNDS_MAX]);

#endif
