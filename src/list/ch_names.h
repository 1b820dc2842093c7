/* The whole names that one <name> of SECO's list stands for. Private to ch_xml. */
#ifndef LIST_CH_NAMES_H
#define LIST_CH_NAMES_H

#include "list/entry.h"
#include "list/xml.h"

enum {
    CH_PARTS_MAX = 16,  /* parts of one name that are put in order; more follow as they come */
    CH_NAMES_MAX = 256, /* whole names of one language and script made of one name's variants */
};

/**
 * Put a name's whole writings on the entry: its parts in their order, and once more for each
 * spelling variant, those of one language and script together, parts without such a variant as the
 * name itself has them.
 *
 * Titles are no part of the name and go to the title.
 *
 * @param first     property of the name itself
 * @param variants  property of its other spellings
 * @return how many whole names, 0 when it has no part with a value
 */
size_t ch_names_put(struct entry *e, const struct xml_node *name, enum ftm_prop first,
                    enum ftm_prop variants);

/** Has it a part with a value that is no title? */
bool ch_names_has_any(const struct xml_node *name);

#endif
