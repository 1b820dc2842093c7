/* Readers of ownership files; private to owner/. */
#ifndef OWNER_READ_H
#define OWNER_READ_H

#include "base/csv.h"
#include "owner/owner.h"

/** Rows of one's own, or of GLEIF; the header says which. */
cordon_status owner_read_csv(struct owner_book *b, str bytes, struct cordon_error *err);
cordon_status owner_read_bods(struct owner_book *b, str bytes, struct cordon_error *err);

/** Keep what is said of a party; an empty value says nothing, one that was told before nothing new.
 *  @return CORDON_OK, CORDON_LIMIT (a value too long; more than OWNER_VALUES_MAX of them), CORDON_NOMEM */
cordon_status owner_party_tell(struct owner_book *b, uint32_t party, enum owner_fact fact, str value,
                               struct cordon_error *err);

#endif
