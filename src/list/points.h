/* Fields that number their values: "(1) Germany (2) Algeria", "a) French, b) Tunisian". Private to
 * list/. */
#ifndef LIST_POINTS_H
#define LIST_POINTS_H

#include "base/str.h"

enum { POINTS_MAX = 64 }; /* a field with more is left whole */

/**
 * The values of a field.
 *
 * Marks are numbers or letters in rising order from 1 or a, with a closing and perhaps an opening
 * bracket; "(1)-(5) Tunisia" is one value. The first mark opens the field, or stands behind a
 * colon ("Passport No: (a) ..."): otherwise the field is one value, brackets and all.
 *
 * @param ret_points  POINTS_MAX slots; views into the field without blanks and commas at their ends
 * @return how many; 0 for a blank field
 */
size_t points_split(str field, str *ret_points);

/** A value with its marks: "(2)-(5) Tunisia" is 2 to 5. A field that numbers nothing is 0. */
struct point {
    str      text;
    unsigned first, last;
};

/** points_split, with the marks. @param ret_points  POINTS_MAX slots */
size_t points_read(str field, struct point *ret_points);

#endif
