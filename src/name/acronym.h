/*
 * A firm's name beside its initials: NOC and National Oil Company. Private to name/.
 *
 * A short name is the initials of very many long ones, so an acronym alone never counts as much as
 * a name: three letters are below what a search finds, more are worth more.
 */
#ifndef NAME_ACRONYM_H
#define NAME_ACRONYM_H

#include "name/form.h"

enum {
    ACRONYM_LETTERS_MIN = 3,
    ACRONYM_INDEXED_MIN = 3,
    ACRONYM_LETTERS_MAX = 10,
    ACRONYM_TEXT_MAX = 16,
    ACRONYM_ASKED_MAX = 2 * 8, /* texts that one long name may be cut down to */
};

/** Texts that a name's words may be cut down to. */
struct acronyms {
    char    text[2][ACRONYM_TEXT_MAX]; /* all initials; those of words that say something */
    uint8_t len[2];                    /* 0: none, or the same as the other */
    bool    has_legal;                 /* a legal form stands beside the words */
};

/** Of all words of a name, in Latin or Cyrillic letters. */
void acronyms_of(const struct word *const *w, size_t count, bool has_legal, struct acronyms *ret);
/** Is this word one of them, or one with letters of a legal form behind? @return how alike, 0 when it is none */
uint16_t acronym_fits(const struct acronyms *long_name, const struct word *w);
/**
 * Is a short word made of the first letters of the words, in their order: KOMID of Korea Mining Development Trading, ICI of
 * Iran Communications Industries? Words may be passed over, but not before the first letter.
 */
bool acronym_spells(str plain, const str *words, size_t count);
/** A word that may be an acronym: the texts that a long name's initials may be, without letters of a legal form. */
size_t acronym_stems(const struct word *w, str ret[ACRONYM_ASKED_MAX]);
/** The words that may be an acronym of these initials; texts into `room`. */
size_t acronym_words(const struct acronyms *a, char room[ACRONYM_ASKED_MAX][ACRONYM_TEXT_MAX],
                     str ret[ACRONYM_ASKED_MAX]);

#endif
