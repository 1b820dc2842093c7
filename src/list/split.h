/* Several names in one field: finding where one ends. Private to list/. */
#ifndef LIST_SPLIT_H
#define LIST_SPLIT_H

#include "base/arena.h"

enum { SPLIT_NAMES_MAX = 64 }; /* a field with more is left whole */

/** s with every run of blanks and line breaks as one blank, none at the ends; a view when nothing
 *  changes, else the arena's. */
str split_squeeze(str s, struct arena *a);

/**
 * The names of one field.
 *
 * Cuts at ";" and at list letters "a)", "b)" outside brackets, and takes a closing bracket apart
 * when it holds further writings: "Arabic (Latin; Latin)" or one name in two scripts. A name that
 * merely contains a bracket, "Leader (Hong Kong) Limited", stays whole. Quotation marks around a
 * whole name go.
 *
 * @param ret_names  SPLIT_NAMES_MAX slots; views into the text or the arena
 * @return how many; 0 for an empty field, 1 when there was nothing to cut
 */
size_t split_names(str field, struct arena *a, str *ret_names);

/** Is it written in Latin letters alone, signs and digits aside? */
bool split_is_latin(str s);

#endif
