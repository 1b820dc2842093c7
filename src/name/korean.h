/*
 * Korean names, from letters to readings. Private to the files name/korean_*.c and name/korean.c.
 *
 *   korean_letters.c  a word's signs -> letters of one alphabet
 *   korean_cut.c      letters -> syllables: rows of the tables (paths in a tree of spellings)
 *   korean_read.c     rows -> surname + given names: the readings of a name
 *   korean_vector.c   what a row stands for: syllables of hangul, each more or less likely
 *   korean.c          keys, pairs and words for people: the model
 */
#ifndef NAME_KOREAN_H
#define NAME_KOREAN_H

#include "name/model.h"

/* How a name is written. Units of a hypothesis: in hangul a syllable less U+AC00, in hanja a character of
 * the BMP, else a row of the tables. */
enum ko_system {
    KO_FREE = MODEL_KOREAN * SYSTEMS_OF_A_MODEL, /* Latin as people in the South write it, Revised Romanization too */
    KO_NORTH,  /* DPRK rules, McCune-Reischauer */
    KO_OTHER,  /* Cyrillic, kana, Latin of other languages */
    KO_PINYIN, /* Mandarin reading of the characters */
    KO_HANGUL,
    KO_HANJA,
    KO_SYSTEMS,
};

enum { KO_GIVEN = HYPOTHESIS_UNITS - 1 };

/* hypothesis.extra */
enum {
    KO_MENDED = 1,      /* a word read only with one letter changed */
    KO_ASSIMILATED = 2, /* two syllables written as they are spoken together: Kŭngnyŏl for 극렬 */
};

/* --- letters (korean_letters.c) ----------------------------------------------------------------- */

enum { KO_WORD_LETTERS = 24 };
enum ko_alphabet { ALPHABET_NONE = 0, ALPHABET_LATIN, ALPHABET_CYRILLIC, ALPHABET_KANA, ALPHABET_HANGUL, ALPHABET_HAN };

enum { KO_APOSTROPHE = 27 }; /* code of the tree: Latin letters are 1..26, Cyrillic ones 1..48 */

struct ko_letters {
    enum ko_alphabet alphabet;
    uint8_t          count;
    uint8_t          code[KO_WORD_LETTERS]; /* kana in Latin letters */
    uint8_t          at[KO_WORD_LETTERS];   /* where it stands in the raw word */
    uint16_t         unit[HYPOTHESIS_UNITS + 1]; /* of hangul and Han: the letters themselves */
};

/** A word as letters of one alphabet; ALPHABET_NONE when it is none that Koreans' names are written in. */
void ko_letters_of(str raw, struct ko_letters *ret);
/** Add an apostrophe and the Latin letters of `raw` from `at` on. */
void ko_letters_glue(struct ko_letters *l, str raw, size_t at);

/* --- syllables (korean_cut.c) ------------------------------------------------------------------- */

enum { KO_CUTS = 16 };

/** One way to cut a word: rows of the table. */
struct ko_cut {
    uint8_t  count;
    uint8_t  end[HYPOTHESIS_UNITS]; /* letters before the end of each syllable */
    uint16_t row[HYPOTHESIS_UNITS];
};

/** All ways to cut a word into at most `most` syllables, those of few first. @return how many, at most KO_CUTS */
size_t ko_cuts(const struct ko_letters *w, size_t most, struct ko_cut ret[KO_CUTS]);
/** The same for a word that has none, with one letter changed, lost, added or two of them swapped; the commonest
 *  syllables first, KO_MENDS at most. */
enum { KO_MENDS = 4 };
size_t ko_mends(const struct ko_letters *w, struct ko_cut ret[KO_CUTS]);

/* --- what rows stand for (korean_vector.c) ------------------------------------------------------- */

enum { KO_KEY = 0x8000 }; /* of amp: the entry makes keys */

struct ko_entry {
    uint16_t atom, amp; /* amp: 0..4095, and KO_KEY */
    uint8_t  post;      /* 0..255 */
};

enum { KO_OWN = 4 };

/** A place of a hypothesis: entries by atom. */
struct ko_vector {
    const struct ko_entry *item; /* the tables' or own */
    size_t                 count;
    struct ko_entry        own[KO_OWN];
};

void ko_vector_of(const struct hypothesis *h, unsigned at, struct ko_vector *ret);
/** Has a row a meaning in a place (0 surname, 1 first given, 2 others)? */
bool ko_has_vector(uint16_t row, enum ko_system system, unsigned place);
/** How unlikely it is to write so in this system, whatever the syllable: hundredths of a bit; -1 when nobody does. */
int ko_cost(uint16_t row, enum ko_system system, unsigned place);
/** Do names have none of the syllables a row stands for? */
bool ko_is_rare(uint16_t row);
/** The commonest syllable it stands for: hundredths of a bit, rare ones high. */
uint16_t ko_row_prior(uint16_t row);
/** The row of an initial, "J" or "Ch"; 0: none. */
uint16_t ko_initial(const struct ko_letters *w);
bool ko_is_initial(const struct hypothesis *h, unsigned at);
bool ko_is_row(uint16_t row);
bool ko_is_atom(uint16_t atom);
bool ko_is_hanja(uint16_t c);
/** The first reading of a character, as the North has it: a syllable of hangul, U+AC00 and above; 0 when it has none. */
uint32_t ko_hanja_syllable(uint16_t c);
/** Is a syllable of hangul, U+AC00 and above, the reading of a character, or one that names have? */
bool ko_is_said(uint32_t syllable);
/** The atom of a surname of two syllables, or NO_UNIT. */
uint16_t ko_two_syllables(uint16_t a, uint16_t b);
/** Syllables of an atom. @return 1 or 2 */
size_t ko_syllables(uint16_t atom, uint16_t ret[2]);
/** -log2 P(atom) of a place, hundredths of a bit. */
uint16_t ko_prior(unsigned place, uint16_t atom);
/** Is this the prior of a syllable that names have? */
bool ko_prior_is_known(uint16_t cb);

/** Two given names as they are when not assimilated, "kung nyol" -> "kuk ryol". @return how many */
enum { KO_BOUND_WAYS = 6 };
size_t ko_unbind(const uint16_t given[2], uint16_t ret[KO_BOUND_WAYS][2]);

/* --- readings (korean_read.c) -------------------------------------------------------------------- */

size_t ko_read(const struct read_name *n, struct hypothesis ret[HYPOTHESES_MAX]);
/** What is written in each place of a reading of this name. */
void ko_text_of(const struct read_name *n, const struct hypothesis *h, str ret[HYPOTHESIS_UNITS]);

#endif
