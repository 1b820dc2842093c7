/* Numbers in running text: of an identity document, of an entry of the UN, of a bank. Private to list/. */
#ifndef LIST_PAPER_H
#define LIST_PAPER_H

#include "base/str.h"

/**
 * The number alone, where the field holds words around it: "Diplomatic passport no. X0000001,
 * issued 2011", "000737 (Afghan)".
 *
 * @param field          tidied
 * @param must_be_named  only what stands behind "number" or "no." is one
 * @return a view into the field; the whole of it when it has no other reading and need not be named,
 *         else ""
 */
str paper_number(str field, bool must_be_named);

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
