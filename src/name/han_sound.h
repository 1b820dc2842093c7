/*
 * Words in characters, as Mandarin says them, beside their spelling in Pinyin. Private to name/.
 *
 * Persons' names are read whole (chinese.h); a firm's name has a word or two of its own: 海欣 and Haixin. Syllables of
 * Mandarin are few, and one letter more is another name: only the same spelling counts.
 */
#ifndef NAME_HAN_SOUND_H
#define NAME_HAN_SOUND_H

#include "name/sound.h"

enum { HAN_PINYIN_BYTES = 30 };

/** A word of two to five characters in Pinyin without tones. @return bytes; 0 for any other word */
size_t han_pinyin(str plain, char ret[HAN_PINYIN_BYTES]);

/** The same as a sound of class SOUND_HAN, whose code is the spelling's. @return 1 or 0 */
size_t han_sounds(str plain, struct sound ret[SOUNDS_MAX]);
/** SOUND_SAME_BP or 0; symmetric. */
uint16_t han_alike(const struct sound *a, const struct sound *b);

#endif
