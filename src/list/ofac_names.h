/* The names of an OFAC edition: whom "Linked To: X" means. Private to the OFAC readers. */
#ifndef LIST_OFAC_NAMES_H
#define LIST_OFAC_NAMES_H

#include "list/list.h"

struct ofac_name {
    uint64_t hash; /* of the name in capitals without a closing dot */
    str      name;
    uint32_t entry;
    uint32_t next; /* of this hash, index + 1; 0 ends it */
};

struct ofac_names {
    str               source; /* "us_ofac_sdn", for ids */
    struct ofac_name *list;   /* owned */
    uint32_t         *first;  /* by hash, index + 1; owned; twice as many as there is room */
    size_t            count, room; /* room is a power of two */
};

/** Remember a name, which must live as long as the index. @return false: out of memory */
bool ofac_names_add(struct ofac_names *n, str name, uint32_t entry);
/** Write the id of the entry with this name; false when there is none, or several. Fits
 *  struct ofac_hints; `names` is a struct ofac_names. */
bool ofac_names_find(const void *names, str name, struct buf *ret_id);
void ofac_names_release(struct ofac_names *n); /* NULL is fine */

#endif
