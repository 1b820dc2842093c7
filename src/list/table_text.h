/* What table.c and table_csv.c share: headings, and the beginning of a table. Private to them. */
#ifndef LIST_TABLE_TEXT_H
#define LIST_TABLE_TEXT_H

#include "list/table.h"

/** Is this heading that name? Blanks at the ends never count; loosely, neither do case, blanks,
 *  line breaks and the width of letters (U+FF21 is A). */
bool table_same_heading(str name, str heading, bool is_loose);

/** Is one of the first rows a header, nearly? (table_recognise) */
bool table_begins(const struct table_plan *plan, struct table_source *source);

#endif
