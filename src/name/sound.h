/*
 * How a word sounds, whatever its script. Private to name/.
 *
 *   word -> sounds (a few: a spelling may be read in several ways) -> keys; pairs of sounds -> alike
 *
 * Letters of every script become symbols of one small alphabet, packed five bits each, so that
 * equality is one comparison and a pair is aligned without touching text. Scripts that leave out vowels
 * keep letters of their own, and what a letter of theirs may sound like is learnt (arabic.c).
 */
#ifndef NAME_SOUND_H
#define NAME_SOUND_H

#include "name/form.h"

enum { SOUNDS_MAX = 3, SOUND_SYMBOLS_MAX = 12, SOUND_BITS = 5, SOUND_KEYS_MAX = 16 };

enum sound_class {
    SOUND_SPOKEN = 0, /* with its vowels: Latin, Cyrillic, Greek, kana ... : enum sound_symbol */
    SOUND_ARABIC,     /* letters of the Arabic script: numbers of arabic.c */
    SOUND_HEBREW,     /* letters of the Hebrew script: numbers of arabic.c too */
    SOUND_CLASSES,
};

/** Symbols of what is spoken. 0 ends a code. */
enum sound_symbol {
    SOUND_A = 1, SOUND_E, SOUND_I, SOUND_O, SOUND_U, /* I: also y and j as in yes */
    SOUND_P, SOUND_B, SOUND_T, SOUND_D, SOUND_K, SOUND_G, SOUND_F, SOUND_V, /* V: also w */
    SOUND_S, SOUND_Z, SOUND_SH, SOUND_ZH, SOUND_CH, SOUND_TS, SOUND_J,      /* J: as in John */
    SOUND_H,                                                                /* also kh */
    SOUND_L, SOUND_R, SOUND_M, SOUND_N,
    SOUND_TH,
    SOUND_SYMBOLS,
};

struct sound {
    uint64_t code;   /* the first symbol in the lowest bits */
    uint8_t  length; /* symbols, 0..SOUND_SYMBOLS_MAX; what is longer is cut */
    uint8_t  class;  /* enum sound_class */
};

/** Ways a word may sound, likeliest first; none for digits, signs and scripts that are read as whole names only. */
size_t sounds_of(str plain, enum text_script script, struct sound ret[SOUNDS_MAX]);
/** Two words whose sounds sound_alike finds alike share a key. @return how many */
size_t sound_keys(const struct sound *s, uint64_t ret[SOUND_KEYS_MAX]);
/** How alike two sounds are, 0..9500; symmetric. */
uint16_t sound_alike(const struct sound *a, const struct sound *b);

static inline unsigned sound_symbol_at(const struct sound *s, unsigned at)
{
    return (unsigned)(s->code >> (SOUND_BITS * at)) & ((1u << SOUND_BITS) - 1);
}

#endif
