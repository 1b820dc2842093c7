/*
 * Korean names: any writing to a surname and one to three syllables of hangul. Private to name/.
 *
 * Every written syllable stands for a few syllables of hangul, each more or less likely: `Chun` for
 * 춘, 준, 천. Two names are one as far as their syllables can be the same, place by place; letters are
 * never compared. The tables: data/korean/, made into arrays by tools/gen_korean.py.
 */
#ifndef NAME_KOREAN_H
#define NAME_KOREAN_H

#include "name/form.h"
#include "name/score.h"

enum ko_system {
    KO_FREE = 0, /* Latin as people in the South write it, Revised Romanization too */
    KO_NORTH,    /* DPRK rules, McCune-Reischauer */
    KO_OTHER,    /* Cyrillic, kana, Latin of other languages */
    KO_PINYIN,   /* Mandarin reading of the characters */
    KO_HANGUL,
    KO_HANJA,
    KO_SYSTEMS,
};

enum { KO_GIVEN = 3, KO_UNITS = 1 + KO_GIVEN, KO_HYPOTHESES = 12, KO_KEYS = 192 };
#define KO_NO_UNIT UINT16_MAX

/** One way to read a name. 12 bytes: an index keeps it as it is. */
struct ko_name {
    uint8_t  system;       /* enum ko_system: of the whole name */
    uint8_t  given : 2;    /* syllables behind the surname */
    uint8_t  is_whole : 1; /* nothing was dropped, nothing is missing */
    uint8_t  dropped : 2;  /* words that are no part of it */
    uint8_t  is_far : 1;   /* Latin letters that are no Korean's way to write: of another language, or the
                              Mandarin reading */
    int16_t  prior_cb;     /* 0 or less: hundredths of a bit */
    uint16_t unit[KO_UNITS]; /* surname (KO_NO_UNIT: missing), then given syllables: a row of the tables,
                                a syllable of hangul less U+AC00, or a character of the BMP */
};

/** Readings of a name, likeliest first. @return how many; 0 when it reads as none */
size_t ko_read(const struct read_name *n, struct ko_name ret[KO_HYPOTHESES]);

/** Keys of a reading: two readings that ko_pair finds alike share one. @return how many */
size_t ko_keys(const struct ko_name *k, uint64_t ret[KO_KEYS]);

/** May these bytes be a reading? Those of a damaged part may point outside the tables. */
bool ko_is_good(const struct ko_name *k);

/** Is a name in hangul made of a surname and syllables that names have? What is none may be a foreign name or
 *  a firm's, written by its sound. */
bool ko_is_known(const struct ko_name *k);

/** Can two readings be one name? Symmetric. info_cb is what the syllables in common are worth. */
struct score ko_pair(const struct ko_name *a, const struct ko_name *b);

/** "free", "north" ... */
const char *ko_system_name(const struct ko_name *k);

/** "이·준·일" into at most `cap` bytes. @return bytes written */
size_t ko_spell(const struct ko_name *k, char *ret, size_t cap);

#endif
