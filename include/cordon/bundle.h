/** @file
 * Signed bundles for closed networks: editions of lists, rule packs and labels in one file that k of n
 * signers vouch for (docs/bundles.md).
 */
#ifndef CORDON_BUNDLE_H
#define CORDON_BUNDLE_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- keys and signatures ---------------------------------------------------------------------- */

/** A new pair of keys, in the files of stock minisign. Borrowed for the call. */
struct cordon_bundle_keygen {
    const char *secret_path; /* written with mode 0600; must not be there */
    const char *public_path; /* must not be there */
    cordon_str  password;    /* empty: the key is kept open, as `minisign -W` does */
    bool        is_quick;    /* little work for a password's guess: for tests */
};
/**
 * @param ret_id  the key's id in hex, with a NUL; may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (a file is there already; a password above 1,024 bytes), CORDON_IO,
 *         CORDON_NOMEM
 *
 * Cost: with a password some three seconds and 1 GiB of memory, as stock minisign
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_bundle_keygen(const struct cordon_bundle_keygen *args, char ret_id[17],
                     struct cordon_error *err);

/** Does this secret key need a password? @return CORDON_OK, CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_bundle_key_asks(const char *secret_path,
                                                                  bool *ret_asks,
                                                                  struct cordon_error *err);

/** Signing any file: a bundle or a root. Borrowed for the call. */
struct cordon_bundle_sign {
    const char *file;
    const char *secret_path;
    cordon_str  password;
    const char *out;   /* the signature file; replaced when there */
    int64_t     now_s; /* stands in the trusted comment */
};
/**
 * Write a detached signature that stock `minisign -V` accepts.
 *
 * @return CORDON_OK, CORDON_NOTFOUND, CORDON_SYNTAX (no secret key), CORDON_REFUSED (password wrong or
 *         missing), CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_bundle_sign(const struct cordon_bundle_sign *args,
                                                              struct cordon_error *err);

/* --- the root: who may sign -------------------------------------------------------------------- */

/** A signer: "police" and the file of its public key. */
struct cordon_bundle_signer {
    cordon_str  name;
    const char *public_path;
};

/** A root to be written; signing it comes after. Borrowed for the call. */
struct cordon_root_make {
    const char *out;       /* must not be there */
    const char *old_path;  /* the root before, whose origin it takes; NULL: this is the first */
    cordon_str  origin;    /* of the first: "lists.example.org"; small letters, digits, '.', '-', '_' */
    const struct cordon_bundle_signer *signers;
    size_t      signer_count; /* 1..16; 0 with old_path: its signers */
    uint32_t    threshold;    /* 1..signers; 0 with old_path: its threshold */
    int64_t     issued_s, expires_s;
};
/** @return CORDON_OK, CORDON_ARGUMENT (out is there, a name or number that cannot be, one key twice),
 *  CORDON_SYNTAX (a key or the old root), CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_root_make(const struct cordon_root_make *args,
                                                            struct cordon_error *err);

/**
 * Check a root by the signature files beside it: k of its own signers must have signed it and, when it
 * takes the place of another, k of that one's.
 *
 * @param old_path  the root before, or NULL
 * @param as_of_s   time of the check
 * @param ret_text  what is known of the root, as JSON: {"origin","version","issued","expires","prev",
 *                  "threshold","sha256","signers":[{"name","key_id","key","signed","signed_by_old"}],
 *                  "signatures":[{"file","key_id","signer","state","comment"}]}; written on CORDON_OK;
 *                  may be NULL
 * @return CORDON_OK, CORDON_REFUSED (signatures are missing; expired; not yet issued; not the successor of
 *         old_path), CORDON_SYNTAX, CORDON_NOTFOUND, CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_root_verify(const char *path, const char *old_path,
                                                              int64_t as_of_s,
                                                              struct cordon_text *ret_text,
                                                              struct cordon_error *err);
/** The same JSON without any check but of its form: what it says, not whether it holds. */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_root_show(const char *path,
                                                            struct cordon_text *ret_text,
                                                            struct cordon_error *err);

/* --- bundles ------------------------------------------------------------------------------------ */

/** A file of labels that goes into a bundle: of a source of the catalogue. */
struct cordon_bundle_label {
    cordon_str  source;
    cordon_str  edition; /* YYYY-MM-DD; empty: unknown */
    const char *path;
};

/** What goes into a bundle. Borrowed for the call. */
struct cordon_bundle_make {
    const char       *out;       /* must not be there */
    const char       *data_dir;  /* whose editions in use are taken */
    const cordon_str *sources;   /* the editions to take */
    size_t            source_count;
    bool              all_sources; /* every imported one, in the place of `sources` */
    const char *const *rules;    /* folders; each is a pack of its own, by its last name */
    size_t            rule_count;
    const struct cordon_bundle_label *labels;
    size_t            label_count;
    const char       *after;     /* the bundle before, or NULL: the first of its origin */
    cordon_str        origin;    /* of the first */
    int64_t           issued_s, expires_s;
};
/**
 * Write a bundle. The same content gives the same bytes; it is worth nothing until it is signed.
 *
 * @return CORDON_OK, CORDON_ARGUMENT (nothing to take, a list that was not imported, a name that cannot be, out is there), CORDON_NOTFOUND
 *         (a file), CORDON_CORRUPT (the data folder is damaged), CORDON_LIMIT,
 *         CORDON_IO, CORDON_NOMEM, what cordon_rules_open says of the rules
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_bundle_make(const struct cordon_bundle_make *args,
                                                              struct cordon_error *err);

/**
 * Check a bundle: its form, every byte of it against its head, its time, and that k signers of the root
 * signed it, by the signature files beside it (FILE.minisig, FILE.NAME.minisig).
 *
 * @param root_path  checked too
 * @param ret_text   {"origin","serial","issued","expires","prev","sha256","threshold","root_version",
 *                   "signatures":[{"file","key_id","signer","state","comment"}],
 *                   "accepted":[{"source","edition","reason"}], doubtful editions and why its maker took them,
 *                   "parts":[{"name","size","sha256"}]}; may be NULL
 * @return CORDON_OK
 *         CORDON_REFUSED   signatures are missing; it expired; the clock stands before it was issued;
 *                          it holds what it should not
 *         CORDON_SYNTAX    no bundle, or one that was cut or changed
 *         CORDON_NOTFOUND, CORDON_LIMIT, CORDON_IO, CORDON_NOMEM
 *
 * Cost: keeps the whole file in memory
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_bundle_verify(const char *path,
                                                                const char *root_path,
                                                                int64_t as_of_s,
                                                                struct cordon_text *ret_text,
                                                                struct cordon_error *err);

/** What became of one thing in a bundle. Borrowed for the call. */
struct cordon_bundle_outcome {
    cordon_str                  what;    /* "us_ofac_sdn", or "rules" */
    cordon_str                  edition; /* of a list; of rules the folder they lie in now */
    cordon_str                  reason;  /* why its maker took the edition although it was doubtful; or empty */
    cordon_status               status;  /* CORDON_OK: in use */
    const struct cordon_error  *error;   /* why not; NULL on CORDON_OK */
    const struct cordon_counts *counts;  /* of a list in use, else NULL */
};
typedef void cordon_bundle_outcome_fn(void *ctx, const struct cordon_bundle_outcome *o);

/** Why a doubtful edition of a source is taken all the same. */
struct cordon_bundle_accept {
    cordon_str source, reason;
};

/** Taking a bundle in. Borrowed for the call. */
struct cordon_bundle_import {
    const char *data_dir;
    const char *file;
    const char *root_path;  /* NULL: the root that the data folder keeps for its origin */
    int64_t     as_of_s;
    cordon_str  allow_gap;  /* why bundles between the last one and this may be missing, or the clock stand before
                               the day on which that one was taken; empty: neither may be */
    const struct cordon_bundle_accept *accepts;
    size_t      accept_count;
    unsigned    wait_ms;    /* for another import */
    cordon_warning_fn        *warn;    /* may be NULL */
    void                     *warn_ctx;
    cordon_bundle_outcome_fn *outcome; /* may be NULL: called for each source and for the rules */
    void                     *outcome_ctx;
};
/**
 * Check a bundle as cordon_bundle_verify does, hold it against the row of bundles taken before from
 * its origin, and import what is in it: each list by itself, through all checks of cordon_import;
 * rules into $DATA/rules/ORIGIN.
 *
 * Nothing is unpacked before everything about the bundle as a whole is known to be right. A source that
 * is refused leaves its old edition in use and stops nothing else.
 *
 * @param ret_text  as of cordon_bundle_verify; may be NULL
 * @return CORDON_OK        all of it is in use
 *         CORDON_REFUSED   as of cordon_bundle_verify; a clock that went back; an older serial again; another bundle of the same
 *                          serial; not the successor of the last one; no root is known; a root
 *                          that does not follow the one kept
 *         other            as of cordon_bundle_verify; or the bundle was taken and some of it was not put
 *                          in use: the first such outcome's status, told after all others
 *
 * Threads: imports into one folder take turns, across processes too
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_bundle_import(const struct cordon_bundle_import *args, struct cordon_text *ret_text,
                     struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
