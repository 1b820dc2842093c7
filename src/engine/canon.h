/*
 * Canonical identifiers: two writings of one number compare equal.
 *
 * A key is a class letter, ':' and the canonical text: "n:" numbers (capital letters and digits
 * only), "e:" e-mail, "p:" phone (digits).
 */
#ifndef ENGINE_CANON_H
#define ENGINE_CANON_H

#include "base/arena.h"
#include "base/buf.h"
#include "entity/entity.h"

/** What an identifying number is, so that a passport is not taken for a tax number. */
enum canon_kind {
    CANON_NONE = 0, /* not an identifier */
    CANON_ANY,      /* kind not said */
    CANON_PASSPORT,
    CANON_NATIONAL_ID,
    CANON_TAX,
    CANON_REGISTRATION,
    CANON_IMO,
    CANON_MMSI,
    CANON_CALL_SIGN,
    CANON_SWIFT,
    CANON_LEI,
    CANON_ACCOUNT,
    CANON_EMAIL,
    CANON_PHONE,
};

/** Message key of the kind's name: "field.passport". */
str canon_kind_word(enum canon_kind kind);

/** Kind of an entity's property; CANON_NONE when it does not identify. `schema` tells a passport's
 *  `number` from another's. */
enum canon_kind canon_of_prop(enum ftm_schema schema, enum ftm_prop prop);

/** The key of a value, the arena's; "" when no letter or digit is left, and on failure (then
 *  arena->failed). */
str canon_key(enum canon_kind kind, str value, struct arena *arena);

#endif
