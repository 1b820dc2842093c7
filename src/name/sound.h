/*
 * How a word sounds, whatever its script. Private to name/.
 *
 *   word -> sounds (a few: a spelling may be read in several ways) -> keys; pairs of sounds -> alike
 *
 * Letters of every alphabet become symbols of one small alphabet, packed five bits each, so that
 * equality is one comparison and a pair is aligned without touching text. A letter that languages read
 * in different ways (j, ch, c, w) keeps a symbol of its own, which costs little against each of them.
 * Scripts that leave out vowels keep letters of their own, and what a letter of theirs may sound like is
 * learnt (arabic.c).
 */
#ifndef NAME_SOUND_H
#define NAME_SOUND_H

#include "text/text.h"

enum { SOUNDS_MAX = 3, SOUND_SYMBOLS_MAX = 12, SOUND_BITS = 5, SOUND_KEYS_MAX = 16, SOUND_SKELETONS_MAX = 16 };

enum sound_class {
    SOUND_SPOKEN = 0, /* with its vowels: Latin, Cyrillic, Greek, Georgian, Armenian: enum sound_symbol */
    SOUND_ARABIC,     /* letters of the Arabic script: numbers of arabic.c */
    SOUND_HEBREW,     /* letters of the Hebrew script: numbers of arabic.c too */
    SOUND_KANA,       /* kana of other languages' words: kana_sound.h */
    SOUND_HAN,        /* characters as Mandarin says them, spelled in Pinyin: the code of a spoken sound */
    SOUND_CLASSES,
};

/** Symbols of what is spoken; tools/gen_sound.py knows their order. 0 ends a code. */
enum sound_symbol {
    SOUND_A = 1, SOUND_E, SOUND_I, SOUND_O, SOUND_U, /* I: also y and j as in yes */
    SOUND_P, SOUND_B, SOUND_T, SOUND_D, SOUND_K, SOUND_G, SOUND_F, SOUND_V,
    SOUND_S, SOUND_Z, SOUND_SH, SOUND_ZH, SOUND_CH, SOUND_TS, SOUND_J, /* J: as in John */
    SOUND_H,                                                           /* also kh */
    SOUND_L, SOUND_R, SOUND_M, SOUND_N,
    SOUND_TH,     /* also dh */
    /* letters of several sounds; never in a sound that sound_plainly gave */
    SOUND_C_SOFT, /* c before e, i, y: s, ts, ch, k */
    SOUND_C_HARD, /* any other c: k, ts, ch, j */
    SOUND_J_AS_WRITTEN,  /* j: as in John, yes, José */
    SOUND_CH_AS_WRITTEN, /* ch: as in church, loch, machine, Christ */
    SOUND_W_AS_WRITTEN,  /* w: v or u */
    SOUND_SYMBOLS,
};

struct sound {
    uint64_t code;   /* the first symbol in the lowest bits */
    uint8_t  length; /* symbols, 0..SOUND_SYMBOLS_MAX; what is longer is cut */
    uint8_t  class : 4; /* enum sound_class */
    uint8_t  is_romanised : 1; /* of a Latin word that looks Arabic, Persian or the like (arabic_latin.h) */
    uint16_t must, may; /* of spoken ones: families it has for certain, and may have; a stored one does not know */
    uint16_t vowels; /* how many a, e and o: four bits each */
};

/** Least sound_alike that is not 0. */
enum { SOUND_LEAST_BP = 7300, SOUND_SAME_BP = 9500 };

/** Ways a word may sound, likeliest first; none for digits, signs and scripts that are read as whole names only. */
size_t sounds_of(str plain, enum text_script script, struct sound ret[SOUNDS_MAX]);
/** Two spoken sounds that sound_alike finds alike share a key. @return how many; 0 for another class */
size_t sound_keys(const struct sound *s, uint64_t ret[SOUND_KEYS_MAX]);
/** How alike two sounds are, 0..SOUND_SAME_BP; symmetric. */
uint16_t sound_alike(const struct sound *a, const struct sound *b);

/** A sound taken apart, to be compared with many. */
struct heard {
    struct sound sound;
    uint8_t  count;
    uint8_t  symbol[SOUND_SYMBOLS_MAX];
    uint8_t  alone[SOUND_SYMBOLS_MAX]; /* cost when the other side has nothing here; NEVER */
    uint8_t  alone_romanised[SOUND_SYMBOLS_MAX]; /* the same when both are romanised */
    uint16_t ways[SOUND_SYMBOLS_MAX];
    uint16_t opening; /* places in front of which all may be silent */
    uint16_t closing; /* places behind which all may be silent */
    bool     has_consonant;
    bool     is_strict; /* few consonants: their vowels must stand in the same places */
    bool     is_open; /* cut: what the other has behind the end does not count */
};

/** Quickly: false when they cannot be alike. */
static inline bool sounds_may_be_alike(const struct sound *a, const struct sound *b)
{
    if (a->class != SOUND_SPOKEN || b->class != SOUND_SPOKEN) return true;
    if (a->length == SOUND_SYMBOLS_MAX || b->length == SOUND_SYMBOLS_MAX) return true; /* an end may be cut */
    return !(a->must & ~b->may) && !(b->must & ~a->may);
}
void sound_hear(const struct sound *s, struct heard *ret);
/** @param least_bp  what is less alike need not be told from 0; not below SOUND_LEAST_BP */
uint16_t sound_alike_heard(const struct heard *a, const struct sound *b, uint16_t least_bp);

/** Script of a folded word, by its first letter; only those that sounds_of reads are told apart. */
enum text_script sound_script(str plain);

/** A stored sound: code, class and whether it is romanised in one number; 0 is none. */
static inline uint64_t sound_pack(const struct sound *s)
{
    return s->code | (uint64_t)s->class << 60 | (uint64_t)s->is_romanised << 63;
}
struct sound sound_unpack(uint64_t packed);
/** Fill what follows from the code of a spoken sound. */
void sound_finish(struct sound *s);

static inline unsigned sound_symbol_at(const struct sound *s, unsigned at)
{
    return (unsigned)(s->code >> (SOUND_BITS * at)) & ((1u << SOUND_BITS) - 1);
}

/* --- readers ------------------------------------------------------------------------------------ */

/** Latin, Cyrillic, Greek, Georgian and Armenian letters by the rules of data/sound/letters.tsv. */
size_t sounds_by_rules(str plain, struct sound ret[SOUNDS_MAX]);

enum { SOUND_STEADY_KNOWN = 1u << 7 };
/** Consonants of a Latin word that each of its sounds has, and that none has but these: where two words' differ, no sound of
 *  theirs is alike. Quick, before any sound is made. @return a bit each and SOUND_STEADY_KNOWN; 0 when it cannot be told */
uint8_t sound_steady(str plain);

/* --- between spoken sounds and scripts without vowels ------------------------------------------- */

/** Families of consonants; vowels are in none. */
enum sound_family {
    FAMILY_NONE = 0,
    FAMILY_P, FAMILY_F, FAMILY_T, FAMILY_K, FAMILY_S, FAMILY_L, FAMILY_R, FAMILY_M, FAMILY_N,
    FAMILIES,
};

/** A spoken sound with each letter of several sounds read in one way: at most two sounds. */
size_t sound_plainly(const struct sound *spoken, struct sound ret[2]);
/** Keys under which words of scripts with and without vowels meet. @return how many */
size_t sound_skeletons(const struct sound *s, uint64_t ret[SOUND_SKELETONS_MAX]);

#endif
