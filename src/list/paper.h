/* Text about an identity document: which word of it is the number. Private to list/. */
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

#endif
