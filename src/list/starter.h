/* The bundled starter list: facts of a past day, for the first run (data/starter/README.md). */
#ifndef LIST_STARTER_H
#define LIST_STARTER_H

#include "list/list.h"

/** Sources that the starter list has rows of, one a call; NULL past the end. */
const char *list_starter_source(size_t index);
/** Day of the collection that a source's rows were taken from, "YYYY-MM-DD". */
str list_starter_date(str source);
/** Read the rows of one source into b. @return CORDON_OK, CORDON_NOMEM, CORDON_BUG */
cordon_status list_starter_read(str source, struct entity_build *b, struct list_report *report,
                                struct cordon_error *err);

#endif
