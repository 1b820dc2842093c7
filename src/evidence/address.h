/* Are two postal addresses one building? Private to evidence/. */
#ifndef EVIDENCE_ADDRESS_H
#define EVIDENCE_ADDRESS_H

#include "base/arena.h"

enum address_verdict { ADDRESS_UNKNOWN = 0, ADDRESS_SAME, ADDRESS_OTHER };

/**
 * Compare two addresses as written.
 *
 * Words are taken without case and marks, in any order, common words short or long ("St.", "Street").
 * A flat's number does not count; of house numbers and postal codes either side may lack one, but not
 * both have another.
 *
 * @return ADDRESS_UNKNOWN when one names no building, or the two are written in different scripts
 */
enum address_verdict address_compare(str a, str b, struct arena *arena);

#endif
