/*
 * The signatures of a file: found beside it, held against the signers of a root.
 * Private to share/.
 */
#ifndef SHARE_SEALS_H
#define SHARE_SEALS_H

#include "base/json.h"
#include "share/root.h"

enum { SEAL_FILES_MAX = 64 }; /* signature files beside one file */

enum seal_state {
    SEAL_UNREADABLE = 0, /* no signature file of minisign, or a legacy one */
    SEAL_UNKNOWN,        /* by a key that the root does not name */
    SEAL_FALSE,          /* by this key's id, and not its signature of these bytes */
    SEAL_AGAIN,          /* true, of a signer that is counted already */
    SEAL_GOOD,
};

struct seal {
    str                       file; /* its name, without the folder */
    struct minisign_signature sig;
    char                      id_hex[MINISIGN_ID_HEX + 1]; /* "" when unreadable */
    enum seal_state           state;
    str                       signer; /* of a known key */
};

struct seals {
    struct seal           *item; /* sorted by file name; the arena's */
    size_t                 count;
    struct minisign_digest digest;
};

/**
 * Read every FILE.minisig and FILE.NAME.minisig beside a file.
 *
 * @param path   of the file; `bytes` are what it holds
 * @return CORDON_OK (also when there is none), CORDON_LIMIT, CORDON_IO, CORDON_NOMEM, CORDON_BUG
 */
cordon_status seals_read(const char *path, str bytes, struct arena *a, struct seals *ret,
                         struct cordon_error *err);
/** Hold them against a root: sets states. @return signers that signed, each counted once */
size_t seals_check(struct seals *s, const struct root *r);
/** Did this signer sign? After seals_check with its root. */
bool seals_has(const struct seals *s, str signer);
/** Are there enough? After seals_check. @param whose  "the root", "the root before"
 *  @return CORDON_OK, or CORDON_REFUSED with what is missing and what is wrong with those there are */
cordon_status seals_enough(const struct seals *s, const struct root *r, size_t good, const char *whose,
                           struct cordon_error *err);
/** "signatures":[...] */
void seals_json(const struct seals *s, struct json_writer *w);

#endif
