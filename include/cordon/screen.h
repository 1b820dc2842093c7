/* Screening: a record in, a verdict with reasons out. */
#ifndef CORDON_SCREEN_H
#define CORDON_SCREEN_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Higher is worse; zero is the state in which nothing is known. */
enum cordon_verdict {
    CORDON_UNDECIDED = 0, /* a required check did not finish and nothing was found */
    CORDON_CLEAR,         /* every required check finished; nothing reaches review */
    CORDON_REVIEW,
    CORDON_ESCALATE,
    CORDON_STOP,
};

/** "undecided", "clear", "review", "escalate", "stop". */
CORDON_API const char *cordon_verdict_name(enum cordon_verdict v);

/** Thresholds and requirements; read from a table, never from code. */
struct cordon_policy;

/**
 * Load a policy.
 *
 * @param name  "default", "demo" (accepts the starter list; never for real decisions), or a file's
 *              path in the form of data/policy.tsv
 * @return CORDON_OK, CORDON_NOTFOUND, CORDON_SYNTAX (unknown key: the nearest is named), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_policy_load(const char *name,
                                                              struct cordon_policy **ret_policy,
                                                              struct cordon_error *err);
CORDON_API void cordon_policy_free(struct cordon_policy *policy); /* NULL is fine */

struct cordon_screen_options {
    const struct cordon_policy *policy;
    cordon_str lang;    /* "en", "ko", "ja", "id"; empty = en */
    int32_t    min_bp;  /* lowest name_bp to list, 0..10000; below 0: the policy's gate */
    uint32_t   limit;   /* most hits to list, 0 = the policy's; hits_total always counts all */
    cordon_str only;    /* sources to compare with, comma separated; empty = all */
    cordon_str require; /* required sources, comma separated; empty = the policy's + imported */
    int64_t    as_of_s; /* the time that ages and expiries are counted to */
};

/** One thread's screener. */
struct cordon_screener;

/** @return CORDON_OK, CORDON_ARGUMENT (unknown source or language, min_bp above 10000),
 *          CORDON_NOMEM */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screener_new(const struct cordon_set *set, const struct cordon_screen_options *options,
                    struct cordon_screener **ret_screener, struct cordon_error *err);
CORDON_API void cordon_screener_free(struct cordon_screener *s); /* NULL is fine */

struct cordon_answer {
    enum cordon_verdict verdict;
    cordon_status       status; /* CORDON_OK, or why the record could not be read */
    bool                is_limited; /* a limit kept something of the record from being compared */
    cordon_str          json;   /* one object (docs/answers.md); the screener's until the next call */
};

/**
 * Screen one record given as JSON (flat, or FollowTheMoney; docs/records.md).
 *
 * A record that cannot be read is an answer too: verdict undecided, with the error in it.
 *
 * @param line  line of the record in its file, for messages; 0 when there is none
 * @return CORDON_OK, CORDON_NOMEM, CORDON_BUG
 *
 * Owner:   ret_answer->json is the screener's, until its next call
 * Threads: many screeners may share one set; one screener belongs to one thread
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screen_json(struct cordon_screener *s, cordon_str record, uint64_t line,
                   struct cordon_answer *ret_answer, struct cordon_error *err);

/* --- many records ---------------------------------------------------------------------------- */

struct cordon_batch_totals {
    uint64_t records;
    uint64_t verdicts[5]; /* by enum cordon_verdict */
    uint64_t unreadable;  /* records that did not parse (they are undecided) */
    uint64_t limited;     /* records that reached a limit */
    uint64_t bytes;       /* of input */
};

/** Takes answers, in input order, one JSON object a line. A status other than CORDON_OK stops. */
typedef cordon_status cordon_batch_fn(void *ctx, cordon_str lines, struct cordon_error *err);
/** Told now and then how far it is; total is 0 when unknown. */
typedef void cordon_progress_fn(void *ctx, uint64_t done_bytes, uint64_t total_bytes,
                                uint64_t records);

struct cordon_batch {
    const char         *path;    /* "-" = standard input; JSON Lines, JSON or CSV by content */
    unsigned            threads; /* 0 = as many as there are cores */
    cordon_batch_fn    *answer;
    void               *answer_ctx;
    cordon_progress_fn *progress; /* may be NULL; called from the calling thread */
    void               *progress_ctx;
};

/**
 * Screen a file of any size in constant memory, on all cores, answers in input order.
 *
 * @return CORDON_OK (the whole file was read; unreadable records are counted, not fatal),
 *         CORDON_SYNTAX, CORDON_LIMIT (the file as a whole cannot be read: unknown CSV column ...),
 *         CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM, CORDON_INTERRUPTED, or what `answer` returned
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screen_file(const struct cordon_set *set, const struct cordon_screen_options *options,
                   const struct cordon_batch *batch, struct cordon_batch_totals *ret_totals,
                   struct cordon_error *err);

/* --- two names ------------------------------------------------------------------------------- */

/** Compares pairs of names; knows no list. One belongs to one thread. */
struct cordon_comparer;
CORDON_API struct cordon_comparer *cordon_comparer_new(void); /* NULL when out of memory */
CORDON_API void cordon_comparer_free(struct cordon_comparer *c);

/**
 * Can two writings be one name?
 *
 * @param kind      "person", "organization", "vessel", "aircraft" or empty
 * @param ret_bp    0..10000; equal normal forms give 10000
 * @param ret_json  NULL, or takes the explanation part by part: {"a","b","name_bp","model","exact",
 *                  "parts":[{"a","b","how","same_bp"}]}; the comparer's until its next call
 * @return CORDON_OK, CORDON_ARGUMENT (no letter or digit on a side, unknown kind), CORDON_SYNTAX (not
 *         UTF-8), CORDON_LIMIT (too long), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_compare(struct cordon_comparer *c, cordon_str a, cordon_str b, cordon_str kind,
               uint16_t *ret_bp, cordon_str *ret_json, struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
