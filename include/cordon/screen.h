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
 * @param ret_policy  the caller's; written only on CORDON_OK
 * @param err         may be NULL; names file and line
 * @return CORDON_OK
 *         CORDON_NOTFOUND, CORDON_IO  the file
 *         CORDON_SYNTAX    an unknown key (the nearest is named), a missing one, a number out of
 *                          range
 *         CORDON_NOMEM
 *
 * Owner:   free it after the last screener that uses it
 * Threads: any; a loaded policy is read only
 * Source:  docs/answers.md#the-policy
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_policy_load(const char *name,
                                                              struct cordon_policy **ret_policy,
                                                              struct cordon_error *err);
/**
 * Change one threshold of a loaded policy: for asking what would be, and for writing another.
 *
 * @param key, value  as in a policy file, checked as there
 * @param err         may be NULL; an unknown key comes with the nearest
 * @return CORDON_OK, CORDON_ARGUMENT, CORDON_NOMEM; on failure the policy is as it was
 *
 * Threads: no screener may use the policy at that time
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_policy_set(struct cordon_policy *policy,
                                                             cordon_str key, cordon_str value,
                                                             struct cordon_error *err);
/**
 * The value of one key as text.
 *
 * @param ret_text  the caller's, free it with cordon_text_free
 * @return CORDON_OK, CORDON_NOTFOUND (no such key; err names the nearest), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_policy_value(const struct cordon_policy *policy,
                                                               cordon_str key,
                                                               struct cordon_text *ret_text,
                                                               struct cordon_error *err);
/**
 * The policy as a file: the text it was read from, its notes kept, with the values it has now.
 *
 * @param ret_text  the caller's, free it with cordon_text_free
 * @return CORDON_OK, CORDON_LIMIT, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_policy_text(const struct cordon_policy *policy,
                                                              struct cordon_text *ret_text,
                                                              struct cordon_error *err);
CORDON_API void cordon_policy_free(struct cordon_policy *policy); /* NULL is fine */

struct cordon_rules; /* <cordon/rules.h> */
struct cordon_good;  /* <cordon/good.h> */

/** How much of the law cards an answer carries (docs/law.md). */
enum cordon_law {
    CORDON_LAW_IDS = 0, /* ids, titles and deadlines */
    CORDON_LAW_NONE,
    CORDON_LAW_FULL, /* texts, instruments and sources too */
};

/** How to screen. Text is copied by cordon_screener_new; policy, rules and good are borrowed. */
struct cordon_screen_options {
    const struct cordon_policy *policy; /* must be given */
    cordon_str lang;    /* "en", "ko", "ja", "id"; empty = en */
    int32_t    min_bp;  /* lowest name_bp to list, 0..10000; below 0: the policy's gate. The
                           verdict counts what the policy says, listed or not */
    uint32_t   limit;   /* most hits to list, 0 = the policy's; hits_total always counts all */
    cordon_str only;    /* sources to compare with, comma separated; empty = all. They are then
                           the required ones */
    cordon_str require; /* required sources, comma separated; empty = the policy's + imported, or
                           those of `only` */
    int64_t    as_of_s; /* seconds since 1970-01-01 UTC; ages of lists are counted to it */
    const struct cordon_rules *rules; /* red flags of records that say their kind; NULL: none */
    bool       facts;   /* answers worse than clear end with what <cordon/report.h> shows: `facts`,
                           `facts_total`, `asks` (docs/report.md) */
    cordon_str jurisdictions; /* countries where who pays or employs is, comma separated: they choose
                                 law cards; never anything about the party that is screened */
    enum cordon_law law;      /* only answers at review or above have law cards */
    bool       explain;       /* add how points and scores came about: `sum`, and more keys of flags
                                 and hits */
    const struct cordon_good  *good;  /* decisions that hits are known to be good; NULL: none */
    bool tell_given; /* add `given` to each answer: fields that the record has, and its time */
};

/** One thread's screener: its memory, and the answer it gave last. */
struct cordon_screener;

/**
 * Make a screener.
 *
 * @param set           borrowed until the screener is freed; many screeners may share it
 * @param options       borrowed for the call, but for the policy
 * @param ret_screener  the caller's; written only on CORDON_OK
 * @param err           may be NULL
 * @return CORDON_OK
 *         CORDON_ARGUMENT  unknown source, language or jurisdiction, min_bp above 10000
 *         CORDON_NOMEM
 *
 * Cost:    some memory; make one a thread and keep it
 * Threads: one screener belongs to one thread at a time
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screener_new(const struct cordon_set *set, const struct cordon_screen_options *options,
                    struct cordon_screener **ret_screener, struct cordon_error *err);
CORDON_API void cordon_screener_free(struct cordon_screener *s); /* NULL is fine */

/** What became of one record. */
struct cordon_answer {
    enum cordon_verdict verdict; /* undecided whenever status is not CORDON_OK */
    cordon_status       status; /* CORDON_OK, or why the record could not be read */
    bool                is_limited; /* a limit kept something of the record from being compared */
    uint32_t            suppressed; /* hits and flags that a known-good entry took out of the count */
    uint32_t            reopened;   /* those whose entry no longer holds, and why stands with them */
    cordon_str          json;   /* one object (docs/answers.md); the screener's until the next call */
};

/**
 * Screen one record given as JSON (flat, or FollowTheMoney; docs/records.md).
 *
 * A record that cannot be read is an answer too: verdict undecided, with the error in it. Whoever
 * looks at the verdict alone is safe; the return value says only that there is one.
 *
 * @param record      one JSON object, UTF-8, at most 1 MiB; borrowed for the call
 * @param line        line of the record in its file, for messages; 0 when there is none
 * @param ret_answer  written only on CORDON_OK
 * @param err         may be NULL
 * @return CORDON_OK, CORDON_NOMEM, CORDON_BUG
 *
 * Units:   scores in the JSON are basis points, 0..10000
 * Owner:   ret_answer->json is the screener's, until its next call
 * Cost:    no allocation once the screener is warm
 * Threads: many screeners may share one set; one screener belongs to one thread
 * Source:  docs/answers.md, docs/records.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screen_json(struct cordon_screener *s, cordon_str record, uint64_t line,
                   struct cordon_answer *ret_answer, struct cordon_error *err);

enum { CORDON_SUBJECT_RECORDS_MAX = 100000 }; /* of one call; docs/limits.md */

/**
 * Screen all that is known of one subject: several records, one answer. The records are about the
 * same party; the caller has joined them (docs/records.md, Subjects).
 *
 * A record that cannot be read makes the answer undecided, with the error in it: what it would have
 * said cannot be left out.
 *
 * @param records     JSON objects, each as for cordon_screen_json; line numbers count from 1
 * @param count       1..CORDON_SUBJECT_RECORDS_MAX
 * @param ret_answer  written only on CORDON_OK
 * @param err         may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (count), CORDON_NOMEM, CORDON_BUG
 *
 * Owner, threads: as cordon_screen_json
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screen_subject(struct cordon_screener *s, const cordon_str *records, size_t count,
                      struct cordon_answer *ret_answer, struct cordon_error *err);

/* --- many records ---------------------------------------------------------------------------- */

/** Sums over a batch. */
struct cordon_batch_totals {
    uint64_t records;
    uint64_t verdicts[5]; /* by enum cordon_verdict */
    uint64_t unreadable;  /* records that did not parse (they are undecided) */
    uint64_t limited;     /* records that reached a limit */
    uint64_t suppressed;  /* hits and flags that known-good entries took out of the count */
    uint64_t reopened;    /* hits and flags whose known-good entry no longer holds */
    uint64_t bytes;       /* of input */
};

/** Takes answers, in input order, one JSON object a line, borrowed for the call. Called from the
 *  thread that called cordon_screen_file. A status other than CORDON_OK stops. */
typedef cordon_status cordon_batch_fn(void *ctx, cordon_str lines, struct cordon_error *err);
/** Told at the start, now and then, and at the end how far it is; total is 0 when unknown. */
typedef void cordon_progress_fn(void *ctx, uint64_t done_bytes, uint64_t total_bytes,
                                uint64_t records);

struct cordon_map; /* cordon/map.h */

/** What to screen and who is told. Borrowed for the call. */
struct cordon_batch {
    const char         *path;    /* "-" = standard input; JSON Lines, JSON, CSV, in UTF-8 or UTF-16, by
                                    content; with a mapping XLSX too */
    const struct cordon_map *map; /* what its columns mean; NULL: they are named like fields */
    cordon_str          sheet;   /* of a workbook; empty = the first with a header */
    unsigned            threads; /* 0 = as many as there are cores; at most 64 are started */
    cordon_batch_fn    *answer;
    void               *answer_ctx;
    cordon_progress_fn *progress; /* may be NULL; called from the calling thread */
    void               *progress_ctx;
};

/**
 * Screen a file of any size in constant memory, on all cores, answers in input order. The answers
 * are the same bytes with any number of threads.
 *
 * @param set, options  as cordon_screener_new
 * @param ret_totals    written on failure too: what was answered until then
 * @param err           may be NULL
 * @return CORDON_OK (the whole file was read; unreadable records are counted, not fatal),
 *         CORDON_SYNTAX, CORDON_LIMIT (the file as a whole cannot be read: unknown CSV column ...),
 *         CORDON_ARGUMENT (as cordon_screener_new), CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM,
 *         CORDON_INTERRUPTED, CORDON_BUG, or what `answer` returned
 *
 * Cost:    a ring of four blocks of about 64 KiB a thread, and one screener a thread
 * Threads: starts its own; `answer` and `progress` run in the caller's
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_screen_file(const struct cordon_set *set, const struct cordon_screen_options *options,
                   const struct cordon_batch *batch, struct cordon_batch_totals *ret_totals,
                   struct cordon_error *err);

/* --- words for people ------------------------------------------------------------------------- */

/** What stands in the place of {name} in a message. */
struct cordon_word {
    cordon_str name;
    cordon_str text;   /* no data: the number is meant */
    int64_t    number;
    bool       is_bp;  /* the number is basis points: 8750 is written 87.5% */
};

/**
 * A word or sentence that people see beside an answer: "verdict.review", "check.stale",
 * "property.birthDate". The keys are those of data/messages/en.tsv.
 *
 * @param lang      "en", "ko", "ja", "id"; anything else is en
 * @param key       of the message; an unknown one gives an empty text
 * @param words     what its placeholders stand for, in any order; `count` of them, 0..8; borrowed.
 *                  Control characters in them become blanks
 * @param ret_text  the caller's, free it with cordon_text_free; written only on CORDON_OK
 * @param err       may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (a placeholder without its word, more than 8 words), CORDON_LIMIT
 *         (above 64 KiB), CORDON_NOMEM
 *
 * Threads: any
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_message(cordon_str lang, cordon_str key, const struct cordon_word *words, size_t count,
               struct cordon_text *ret_text, struct cordon_error *err);

/* --- two names ------------------------------------------------------------------------------- */

/** Compares pairs of names; knows no list. One belongs to one thread. */
struct cordon_comparer;
CORDON_API struct cordon_comparer *cordon_comparer_new(void); /* NULL when out of memory */
CORDON_API void cordon_comparer_free(struct cordon_comparer *c);

/**
 * Can two writings be one name?
 *
 * Symmetric: a and b may be exchanged. Knows nothing of how rare the names are.
 *
 * @param a, b      UTF-8, 1..1024 bytes, at most 64 words; borrowed for the call
 * @param kind      "person", "organization", "vessel", "aircraft", or empty when not known
 * @param ret_bp    0..10000; equal normal forms give 10000; written only on CORDON_OK
 * @param ret_json  NULL, or takes the explanation part by part: {"a","b","name_bp","model","exact",
 *                  "info_cb","parts":[{"a","b","how","same_bp","weight_cb"}]}; the comparer's
 *                  until its next call
 * @param err       may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (no letter or digit on a side, unknown kind), CORDON_SYNTAX (not
 *         UTF-8), CORDON_LIMIT (too long), CORDON_NOMEM
 *
 * Threads: one comparer belongs to one thread
 * Source:  docs/sources.md#freq-persons, #freq-words (weights of words)
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_compare(struct cordon_comparer *c, cordon_str a, cordon_str b, cordon_str kind,
               uint16_t *ret_bp, cordon_str *ret_json, struct cordon_error *err);

/**
 * The same for people: are these two writings one name, and why?
 *
 * The reasons are those of screening (docs/answers.md), told of `a` as the record's name and of `b` as the listed one.
 *
 * @param a, b, kind   as of cordon_compare; a side of signs or particles alone is no fault, but undecided
 * @param policy       its same_bp and gate_bp make the bands; borrowed for the call
 * @param lang         of the reasons: "en", "ko", "ja", "id"; anything else is en
 * @param ret_verdict  review: they can be one name; clear: two names; undecided: nothing was compared, or too little of a
 *                     name that met nothing; written only on CORDON_OK
 * @param ret_json     what cordon_compare writes (of an undecided pair that was not compared "a" and "b" alone), then
 *                     "band" ("same", "possible", "different", "none"), "verdict", "reasons"; the comparer's until its
 *                     next call
 * @param err          may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (a blank side, unknown kind, no policy), CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM
 *
 * Threads: one comparer belongs to one thread
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_compare_explain(struct cordon_comparer *c, cordon_str a, cordon_str b, cordon_str kind,
                       const struct cordon_policy *policy, cordon_str lang, enum cordon_verdict *ret_verdict,
                       cordon_str *ret_json, struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
