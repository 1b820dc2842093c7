/*
 * The root of an origin: who may sign its bundles, and how many must. Only k signers of the root
 * before can put another in its place. docs/bundles.md has the format. Private to share/.
 */
#ifndef SHARE_ROOT_H
#define SHARE_ROOT_H

#include "share/lines.h"
#include "share/minisign.h"

enum { ROOT_SIGNERS_MAX = 16, ROOT_TEXT_MAX = 16 << 10 };

struct root_signer {
    str                    name;
    struct minisign_public key;
};

struct root {
    str      text;   /* all of it */
    char     sha[SHA_HEX_LEN + 1];
    str      origin;
    uint64_t version; /* from 1 */
    int64_t  issued_s, expires_s;
    str      prev;    /* SHA-256 of the root before; "none" of the first */
    uint64_t threshold;
    struct root_signer signer[ROOT_SIGNERS_MAX]; /* sorted by name; names, ids and keys differ */
    size_t   signer_count;
};

/** Read a root; texts are views into `text`. @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT */
cordon_status root_read(str text, struct root *ret, struct cordon_error *err);
void          root_write(const struct root *r, struct buf *out);
/** The signer with this key id, or NULL. */
const struct root_signer *root_signer_of(const struct root *r, const uint8_t id[MINISIGN_ID_LEN]);
/** Is `next` made to follow `old`: same origin, the version after it, and its hash?
 *  @return CORDON_OK, CORDON_REFUSED */
cordon_status root_follows(const struct root *old, const struct root *next, struct cordon_error *err);
/** Does it hold at this time? @return CORDON_OK, CORDON_REFUSED */
cordon_status root_holds(const struct root *r, int64_t as_of_s, struct cordon_error *err);

#endif
