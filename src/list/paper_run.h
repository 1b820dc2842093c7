/* Words of a text about papers: what they are, and which may be a number together. Private to
 * paper.c. */
#ifndef LIST_PAPER_RUN_H
#define LIST_PAPER_RUN_H

#include "base/str.h"

enum word {
    WORD_OTHER,
    WORD_NUMBER,   /* "no", "number" */
    WORD_MARK,     /* of a list: "a)" */
    WORD_MONTH,
    WORD_OR,
    WORD_PASSPORT,
    WORD_ID,       /* "id": of a paper, unless a strange word stands before it */
    WORD_IDENTITY, /* of an identity paper */
    WORD_STRANGE,  /* "telephone": what follows is no number of a paper */
};

/** What a word of letters says, in any case. */
enum word word_class(str word);

/** The word of letters and digits at s[at], with the signs inside it: "B/014924"; "" when none begins there. */
str word_at(str s, size_t at);
size_t behind_blanks(str s, size_t at);
bool has_digit(str s);
/** Nothing but digits, and at least one? */
bool are_digits(str s);
/** Letters of a series: a few capitals, and no word we know. */
bool word_is_series(str word);

enum {
    PIECES_MAX = 8,
    SHORT = 4, /* digits; with more, a word is a number of its own */
};

/** Words that stand together: "TR-P 614 166", "8208 No. 555627", "381320634 PS 563410163". */
struct run {
    struct piece {
        size_t   from, to;
        unsigned digits;
        bool     begins; /* perhaps another number */
    } piece[PIECES_MAX];
    size_t count;
    bool   is_joint; /* two with "No." between them */
};

/**
 * The run that begins with the word at s[at]: letters of a series, and words with digits that are
 * neither part of a date nor the number of something else.
 *
 * @param before  what the word before it is: behind "number" 2004 is no year
 * @return false when there is none
 */
bool run_at(str s, size_t at, enum word before, struct run *ret);

/** Is there enough in a run to be a number? `least` digits, or digits among six capitals: "HR8CHGP8". */
bool run_is_enough(str s, const struct run *r, unsigned least);

#endif
