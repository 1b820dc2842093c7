/** @file
 * Monitoring: subjects are kept, sealed with the operator's key, and screened again when lists change;
 * only those that a change may touch (docs/monitor.md).
 */
#ifndef CORDON_SUBJECTS_H
#define CORDON_SUBJECTS_H

#include <cordon/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A store of subjects, opened. One belongs to one thread at a time. */
struct cordon_subjects;

/** Where it is and who may read it. Borrowed for the call. */
struct cordon_subjects_place {
    const char *path; /* the store's file */
    const char *key;  /* file with the operator's key; nobody else may read it */
    unsigned    wait_ms; /* for another process that writes */
};

/**
 * Make a key file and a store. A key that is there is used; a store that is there is kept.
 *
 * @return CORDON_OK, CORDON_REFUSED (the store is there, or others may read the key), CORDON_IO, CORDON_NOMEM
 *
 * Source: docs/monitor.md#the-key
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_subjects_make(const struct cordon_subjects_place *place,
                                                                struct cordon_error *err);
/**
 * Open a store.
 *
 * @param to_write      to add, remove and screen again; one process at a time
 * @param ret_subjects  the caller's; written only on CORDON_OK
 * @return CORDON_OK
 *         CORDON_NOTFOUND  no store, or no key
 *         CORDON_REFUSED   another store's key, one that others may read, a newer store
 *         CORDON_CORRUPT   the file is no store, or damaged
 *         CORDON_BUSY      somebody else writes
 *         CORDON_IO, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_subjects_open(const struct cordon_subjects_place *place, bool to_write,
                                                                struct cordon_subjects **ret_subjects,
                                                                struct cordon_error *err);
CORDON_API void cordon_subjects_close(struct cordon_subjects *s); /* NULL is fine */

/* --- adding -------------------------------------------------------------------------------------------- */

/** Told now and then how far it is: bytes of the file, records. */
typedef cordon_progress_fn cordon_subjects_progress_fn;
/** Told about a record that was not taken, and why; it is counted too. */
typedef void cordon_subjects_fault_fn(void *ctx, const struct cordon_error *why);

/** A file of records. Borrowed for the call. */
struct cordon_subjects_add {
    const struct cordon_policy *policy; /* of the screenings to come: another one makes all be screened once */
    const char              *path; /* as cordon_batch.path */
    const struct cordon_map *map;
    cordon_str               sheet;
    int64_t                  as_of_s;
    unsigned                 threads; /* 0: one a core */
    cordon_progress_fn      *progress; /* may be NULL */
    cordon_subjects_fault_fn *fault;   /* may be NULL */
    void                    *ctx;
};

struct cordon_subjects_added {
    uint64_t added, changed, same;
    uint64_t repeated; /* records that replaced an earlier one of the same file */
    uint64_t refused;  /* without id, or not to be read */
};

/**
 * Add subjects. A record's `subject`, else its `id`, is its name: a record that is there already is left alone, one
 * that differs replaces the old. Nothing is screened: the next cordon_rescreen does that.
 *
 * What was added until a failure or a kill stays; adding the file again goes on where it ended.
 *
 * @param ret_added  written on failure too
 * @return as cordon_screen_file, or CORDON_CORRUPT, CORDON_IO (disk full ...)
 *
 * Threads: starts its own; `progress` and `fault` run in the caller's
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_subjects_add(struct cordon_subjects *s,
                                                               const struct cordon_subjects_add *add,
                                                               struct cordon_subjects_added *ret_added,
                                                               struct cordon_error *err);
/**
 * Forget subjects: record, hits, keys, and what was told of them. Their payments stay and name nobody.
 *
 * @param ret_missing  how many of the ids there were not
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_subjects_remove(struct cordon_subjects *s, const cordon_str *ids,
                                                                  size_t count, uint64_t *ret_missing,
                                                                  struct cordon_error *err);

/* --- reading --------------------------------------------------------------------------------------------- */

/**
 * Each subject as a JSON line: {"subject","verdict","hits":[...]}, with `records` what its record holds too
 * ("record":[{"field","value"}, ...]: to be read, not to be added again). All lines are of one moment, whoever
 * writes meanwhile. What is damaged is told in the line too ("damage"): who has no readable record is undecided,
 * and named by the number of its row ("row" in the place of "subject").
 *
 * @param fn     as cordon_batch_fn
 * @param fault  may be NULL: damage that was found
 * @return CORDON_OK, or CORDON_CORRUPT when something was damaged: behind all lines
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_subjects_list(struct cordon_subjects *s, bool records, cordon_batch_fn *fn,
                                                                cordon_subjects_fault_fn *fault, void *ctx,
                                                                struct cordon_error *err);

struct cordon_subjects_stats {
    uint64_t subjects, new_ones; /* new_ones: added or changed since the last screening */
    uint64_t verdicts[5];        /* by enum cordon_verdict, of those screened */
    uint64_t with_hits, words, payments, bytes;
    int64_t  as_of_s;            /* of the last screening; INT64_MIN: none yet */
    char     set[65];            /* data set of it, "" */
    uint64_t damaged;            /* parts that could not be read and are not counted, or undecided */
};
/** @param fault  may be NULL: damage that was found; what can be read is counted */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_subjects_count(struct cordon_subjects *s, cordon_subjects_fault_fn *fault,
                                                                 void *ctx, struct cordon_subjects_stats *ret_stats,
                                                                 struct cordon_error *err);

/* --- screening again --------------------------------------------------------------------------------------- */

/** What to do and who is told. Borrowed for the call. */
struct cordon_rescreen {
    const struct cordon_set            *set;
    const struct cordon_screen_options *options; /* rules are not asked: lists alone */
    cordon_str          since;  /* also tell again what changed since: "2026-02-27", "un_sc:2026-02-27"; empty: no */
    bool                is_all; /* screen every subject */
    bool                is_dry; /* tell, and leave the store as it is: all of one moment, others may write meanwhile */
    unsigned            threads;
    cordon_batch_fn    *change; /* changes of verdict, one JSON object a line; told before they are kept */
    cordon_progress_fn *progress; /* may be NULL */
    cordon_subjects_fault_fn *fault; /* may be NULL: damage that was found, and what was done about it */
    void               *ctx;
};

struct cordon_rescreened {
    uint64_t subjects;
    uint64_t added, removed, changed; /* listed parties, since the screening before */
    uint64_t sieved;   /* subjects whose names, numbers or wallets were looked at more closely */
    uint64_t screened; /* ... and of them, screened in full */
    uint64_t moved;    /* subjects with another verdict now */
    uint64_t rehit;    /* subjects with other hits or scores and the same verdict */
    uint64_t damaged;  /* blocks that could not be read and were screened in full */
    uint64_t unread;   /* subjects whose record cannot be read: undecided until it is added again */
    uint64_t lost_hits; /* subjects whose kept hits could not be read: screened anew */
    uint64_t verdicts[5]; /* of all subjects, now */
    bool     was_all;   /* all were screened, and why: */
    char     why[160];
    char     open_check[64]; /* the first required check that was not done for anybody ("list:un_sc"), so that nobody is clear; or "" */
    uint64_t memory;    /* bytes that the keys of the difference took */
};

/**
 * Screen again the subjects that a change of the lists may touch. What is stored is then what screening every
 * subject now would give: the same hits, scores and verdicts, under the same time (docs/monitor.md says what is
 * compared, and how a test holds it).
 *
 * @param ret  written on failure too: what was done until then
 * @return CORDON_OK, CORDON_ARGUMENT (options; an edition of `since` that no screening had), CORDON_CORRUPT,
 *         CORDON_IO, CORDON_NOMEM, CORDON_INTERRUPTED, or what `change` returned
 *
 * Threads: starts its own, each with a connection to the store; callbacks run in the caller's
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_rescreen(struct cordon_subjects *s, const struct cordon_rescreen *run,
                                                           struct cordon_rescreened *ret, struct cordon_error *err);

/* --- payments ------------------------------------------------------------------------------------------------ */

struct cordon_payments_added {
    uint64_t added, same; /* same: an id that is there */
    uint64_t parties;     /* counterparties that became subjects */
    uint64_t refused;
};

/**
 * Add payments: CSV or JSON Lines with id, payer, payee, date, amount, currency, and payer_name, payee_name for parties that
 * are no subjects: those become subjects of their own, so that they are watched too.
 *
 * @param add  map and sheet are not used
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_payments_add(struct cordon_subjects *s,
                                                               const struct cordon_subjects_add *add,
                                                               struct cordon_payments_added *ret_added,
                                                               struct cordon_error *err);

/** Whose payments, and who is told. Borrowed for the call. */
struct cordon_look_back {
    const struct cordon_set *set;
    cordon_str       since;   /* listed parties that came or changed since, as in cordon_rescreen; empty: when
                                the lists of the last screening came into use */
    cordon_str       jurisdictions;
    cordon_str       lang;    /* of the draft: "en", "ko"; others get en */
    int64_t          as_of_s;
    unsigned         threads;
    cordon_batch_fn *found;   /* one JSON object a listed party */
    /** A draft of a disclosure about one listed party; may be NULL. */
    cordon_status  (*draft)(void *ctx, cordon_str entity, cordon_str text, struct cordon_error *err);
    void            *ctx;
};

struct cordon_looked_back {
    uint64_t parties;  /* newly listed with subjects near them */
    uint64_t subjects, payments; /* of them; payments looked at */
    uint64_t touched;  /* payments of these subjects */
    uint64_t damaged;  /* subjects near such a party whose hits or record could not be read; the others are told */
};

/**
 * Which past payments touched the newly listed: of each, the subjects with a hit at review or above, their payments
 * summed by currency, first and last day, and a draft of a disclosure for counsel.
 *
 * @return CORDON_OK
 *         CORDON_ARGUMENT  since or jurisdictions
 *         CORDON_REFUSED   not screened yet with these lists
 *         CORDON_CORRUPT   something is damaged; with ret->damaged all others were told before
 *         CORDON_IO, CORDON_BUSY, CORDON_LIMIT, CORDON_NOMEM
 *
 * Cost: reads all payments once
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_look_back(struct cordon_subjects *s, const struct cordon_look_back *look,
                                                            struct cordon_looked_back *ret, struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
