/*
 * Canonical identifiers: two writings of one number compare equal.
 *
 * A key is a class letter, ':' and the canonical text:
 *     n:  numbers (capital letters and digits only)     e:  e-mail     p:  phone (digits)
 * and, for what is nearly the same, a wide key:
 *     z:  a number of digits without its leading zeros  q:  the same of a phone number
 *     b:  the bank of a SWIFT code, without its branch
 * Lists are indexed under all keys of a number, and records look for all of them. Private to engine/.
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

enum { CANON_KEYS_MAX = 2 };

/** One value, read as a number. */
struct canon {
    enum canon_kind kind; /* as the value itself says: "IMO 5055293" is an IMO number in any field */
    str    key[CANON_KEYS_MAX]; /* the first of what is written; the second without the ".0" that a
                                   spreadsheet put behind it */
    size_t key_count;           /* 0: no letter or digit is left */
    str    wide;                /* "" when there is none */
};

/** Read a value; keys are the arena's. On failure arena->failed, and there are no keys. */
void canon_read(enum canon_kind kind, str value, struct arena *arena, struct canon *ret);
/** The canonical text of the first key, without its class; "" when there is none. */
str canon_text(const struct canon *c);
/** The same of the last key: what the number is, when a spreadsheet wrote it. */
str canon_last_text(const struct canon *c);

enum canon_meeting {
    CANON_APART = 0,
    CANON_SAME_BANK,  /* two branches of one bank */
    CANON_SAME_DIGITS, /* the same but for leading zeros */
    CANON_SAME,
};
/** How two numbers meet. */
enum canon_meeting canon_meet(const struct canon *a, const struct canon *b);

#endif
