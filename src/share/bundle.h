/* A bundle in memory, checked step by step. Private to share/. */
#ifndef SHARE_BUNDLE_H
#define SHARE_BUNDLE_H

#include <cordon/bundle.h>

#include "os/os.h"
#include "share/head.h"
#include "share/seals.h"

enum { BUNDLE_ARENA_MAX = 64 << 20 };

struct bundle {
    const char    *path;
    struct os_file file;  /* read, not mapped: nobody changes it while it is looked at */
    struct arena   arena;
    char           sha[SHA_HEX_LEN + 1]; /* of the whole file */
    struct seals   seals;
    struct head    head;
    str           *part; /* bytes of head.part[i]: views */
    struct root    root; /* that it was checked against */
    size_t         good; /* signers */
};

void bundle_init(struct bundle *b);
void bundle_release(struct bundle *b);

/** Read the file, its hash and the signatures beside it. Nothing of it is believed yet. */
cordon_status bundle_load(struct bundle *b, const char *path, struct cordon_error *err);
/** The origin it claims, to find a root for it; "" when it is no bundle. */
str bundle_claims(const struct bundle *b);
/**
 * Check it: signatures of the root first, then its form and every part's hash, then its time.
 *
 * @param root    copied; its text must outlive the bundle
 * @param last_s  when a bundle of this origin was last taken; 0: never
 * @return CORDON_OK, CORDON_REFUSED, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM; err names the file
 */
cordon_status bundle_check(struct bundle *b, const struct root *root, int64_t as_of_s,
                           int64_t last_s, struct cordon_error *err);
/** Its form alone, for the maker's own bundle before. */
cordon_status bundle_form(struct bundle *b, struct cordon_error *err);
/** Why the edition of this part was taken although it was doubtful, as its bundle tells; "" when it was not. */
str bundle_reason(const struct bundle *b, size_t part);
cordon_status bundle_json(const struct bundle *b, struct cordon_text *ret, struct cordon_error *err);

/** Read a root file into the arena. */
cordon_status root_load(const char *path, struct arena *a, struct root *ret, struct cordon_error *err);
/** Did k of `root`'s own signers sign the file that is at `path`, and k of `old`'s (NULL: not asked)? */
cordon_status root_signed(const char *path, const struct root *root, const struct root *old,
                          struct arena *a, struct cordon_error *err);

/** Refuse to write over a file. @return CORDON_OK, CORDON_ARGUMENT */
cordon_status must_be_new(const char *path, struct cordon_error *err);
/** A file's text, at most `max` bytes, in the arena. */
cordon_status text_load(const char *path, size_t max, struct arena *a, str *ret,
                        struct cordon_error *err);

#endif
