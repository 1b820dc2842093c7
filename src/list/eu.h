/* What an entry of the EU's list means, whichever file it comes in. Private to the EU readers. */
#ifndef LIST_EU_H
#define LIST_EU_H

#include "list/entry.h"
#include "list/xml.h"

/**
 * Read one <sanctionEntity> of FSF XML 1.1, with the attributes and elements of its schema. The CSV
 * names the same things, so its reader makes this element out of rows.
 *
 * @return CORDON_OK, CORDON_SYNTAX (no number, no name, regulation or subject type), CORDON_NOMEM
 */
cordon_status eu_entity_read(struct entry *e, const struct xml_node *n, struct cordon_error *err);

#endif
