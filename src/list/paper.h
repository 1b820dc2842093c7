/* Numbers in running text: of an identity document, of an entry of the UN. Private to list/. */
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

#endif
