/** @file
 * One party on several lists: which entries are linked, why, and saying otherwise (docs/lists.md,
 * "One party on several lists").
 */
#ifndef CORDON_LINKS_H
#define CORDON_LINKS_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One party as JSON, borrowed for the call. @return false to end */
typedef bool cordon_party_fn(void *ctx, cordon_str json);

/**
 * Tell the parties that several entries are linked to, one a call:
 * {"entries":[{"id","source","entry","schema","name"}],"links":[{"a","b","link","value"}]}.
 *
 * @param id   that of one entry, or its number when one list alone has it: its party alone;
 *             empty: all
 * @return CORDON_OK, CORDON_NOTFOUND (no such entry, or it is linked with nothing),
 *         CORDON_ARGUMENT (several lists have this number), CORDON_INTERRUPTED (fn said so),
 *         CORDON_LIMIT, CORDON_NOMEM
 *
 * Threads: any number, on one set
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_links(const struct cordon_set *set, cordon_str id,
                                                        cordon_party_fn *fn, void *ctx,
                                                        struct cordon_error *err);

/** A decision of a person about two entries. Everything is borrowed for the call. */
struct cordon_link_change {
    const char *data_dir;
    cordon_str  a, b;    /* entity ids, such as "us_ofac_sdn-27307" */
    bool        is_same; /* they are one party; else: they are two */
    cordon_str  reason;  /* 1..500 bytes on one line */
    cordon_str  author;  /* 1..200 bytes on one line */
    int64_t     now_s;
    unsigned    wait_ms; /* for an import to finish */
};

/**
 * Keep the decision in the data folder and link the lists in use anew. The newest decision about
 * two entries counts, now and after every import.
 *
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no reason or author, or one too long; an entry with itself
 *         CORDON_NOTFOUND  an entry is in no list in use
 *         CORDON_CORRUPT, CORDON_REFUSED, CORDON_BUSY, CORDON_IO, CORDON_LIMIT, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_links_change(const struct cordon_link_change *change,
                                                               struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
