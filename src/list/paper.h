/* Numbers in running text: of an identity document, of an entry of the UN, of a bank. Private to list/. */
#ifndef LIST_PAPER_H
#define LIST_PAPER_H

#include "base/str.h"

enum paper_kind { PAPER_UNTOLD, PAPER_PASSPORT, PAPER_IDENTITY };

enum {
    PAPER_NUMBER_MAX = 40,  /* bytes; what is longer is no number */
    PAPER_NUMBERS_MAX = 10, /* of words that stand together */
};

/** A number and what the text says of its paper. */
struct paper_found {
    str             number;  /* lives until the next call */
    enum paper_kind kind;
    str             country; /* code of who issued it, or "" */
    str             about;   /* what is said of it, the number with it */
};

/** Where a text is read. Of paper_text_of; its fields are the reader's own, and it may not be moved
 *  between calls. */
struct paper_text {
    str             text;
    size_t          at, done, part, part_end, strong, ended;
    size_t          given; /* of `run` */
    unsigned        depth; /* of brackets */
    unsigned        before; /* kind of the last word */
    enum paper_kind kind;
    enum paper_reach { PAPER_NONE, PAPER_NEAR, PAPER_ALL } reach; /* of the label before */
    char            mark; /* of a list: 'b' */
    bool            is_prose, is_first, is_named, is_strange, is_begun;
    struct paper_run {
        str             number[PAPER_NUMBERS_MAX], country;
        size_t          count, from, before;
        enum paper_kind kind;
        char            room[16];
        uint8_t         room_len;
    } run, next; /* `next` tells where the text about `run` ends */
};

/**
 * Begin to read a text for numbers of papers.
 *
 * @param text  borrowed; its line breaks part numbers
 * @param kind  of the papers of a field that holds nothing else: each number in it is one.
 *              PAPER_UNTOLD: running text about a party, where only what stands behind a word such
 *              as "passport" or "identity card" is one
 */
struct paper_text paper_text_of(str text, enum paper_kind kind);

/**
 * The next number of a text: "Afghan passport number D 000933", "Passport no.: 199110092; 472220503",
 * "a) 86449, b) 842781", "7041234 (Taiwan)".
 *
 * Dates, numbers behind words such as "telephone", "IMO" or "resolution", and those in brackets that
 * nothing calls a number are none. A number has four digits (three behind "number" and where it begins
 * a field, five in running text where no label stands right before it), or is six capitals and digits.
 * The letters of its series belong to it. Where it is not clear whether words that stand together are
 * one number, "381320634 PS 563410163", "8208 No. 555627", the whole comes first, then its parts.
 *
 * Cost: linear in the text
 *
 * @return false when there is none; ret was not written
 */
bool paper_next(struct paper_text *t, struct paper_found *ret);

/**
 * The next number of the UN's list in a text: "KPi.033".
 *
 * @param at  where to look from; behind the number afterwards. NULL: from the front
 * @return a view into the text; "" when there is none
 */
str un_number_find(str text, size_t *at);

enum { SWIFT_CODE_ROOM = 12 }; /* bytes of a code with its zero byte */

/**
 * A bank's SWIFT code (ISO 9362) written with or without a blank between bank and place: eight or
 * eleven characters, of which the fifth and sixth are a country.
 *
 * @param text  the code and nothing else, in capitals
 */
bool swift_read(str text, char ret[SWIFT_CODE_ROOM]);

/**
 * The next SWIFT code that a text names as one: "SWIFT: DCBKKPPY", "SWIFT/BIC codes: A, B and C". Where
 * neither a colon nor "BIC" nor "code" stands behind the word, only what cannot be a word is one: "SWIFT
 * KYCBKPPYXXX", but no firm called SWIFT OVERSEAS.
 *
 * @param at  where to look from, 0 at first; behind the code afterwards
 * @return false when there is none; ret was not written
 */
bool swift_find(str text, size_t *at, char ret[SWIFT_CODE_ROOM]);

#endif
