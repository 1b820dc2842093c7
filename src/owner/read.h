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
/** Let another id lead to a party too. When it leads to one already, the two are one party from
 *  owner_book_settle() on; an empty id says nothing.
 *  @param ret_is_news  the id has led to another party
 *  @return CORDON_OK, CORDON_LIMIT, CORDON_NOMEM */
cordon_status owner_party_also(struct owner_book *b, uint32_t party, str key, bool *ret_is_news,
                               struct cordon_error *err);
/** Make parties that are one the one that was read first: facts, holdings and keys go to it, and the numbers
 *  of parties change.
 *  @return CORDON_OK, CORDON_LIMIT (more than OWNER_VALUES_MAX values), CORDON_NOMEM
 *  Cost: nothing when none was joined; else each party, holding and key is taken once */
cordon_status owner_book_settle(struct owner_book *b, struct cordon_error *err);

#endif
