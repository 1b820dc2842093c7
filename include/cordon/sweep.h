/** @file
 * Sweep: all the exports of a company at once. Records of one party are joined across files, parties
 * that share rare values are linked, and one queue is made (docs/sweep.md).
 */
#ifndef CORDON_SWEEP_H
#define CORDON_SWEEP_H

#include <cordon/map.h>
#include <cordon/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/** All records of a run; belongs to one thread, and starts its own while it screens. */
struct cordon_sweep;

/** One file of a run. Borrowed for the call, but for the mapping. */
struct cordon_sweep_file {
    const char *path;  /* "-" = standard input */
    cordon_str  name;  /* as answers show it; empty = the path */
    cordon_str  sheet; /* of a workbook; empty = the mapping's, or the first with a header */
    const struct cordon_map *map; /* NULL: columns are named like fields; must outlive the sweep */
};

/**
 * Begin a run.
 *
 * @param set, options  as cordon_screener_new; the set, the policy and the rules must outlive the
 *                      sweep
 * @param ret_sweep     the caller's; written only on CORDON_OK
 * @param err           may be NULL
 * @return as cordon_screener_new
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_sweep_new(const struct cordon_set *set, const struct cordon_screen_options *options,
                 struct cordon_sweep **ret_sweep, struct cordon_error *err);
CORDON_API void cordon_sweep_free(struct cordon_sweep *s); /* NULL is fine */

/**
 * Is a file written in Cordon's own fields (docs/records.md), so that it needs no mapping? Nothing in
 * its first records is unknown, and they say what kind they are.
 *
 * @return CORDON_OK, CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_sweep_is_native(const char *path, bool *ret_native,
                                                                  struct cordon_error *err);

/**
 * Read a file into memory. Records that cannot be read are kept as such: each becomes an answer.
 *
 * @return CORDON_OK
 *         CORDON_SYNTAX, CORDON_LIMIT  the file as a whole cannot be read; what was read until then
 *                                      stays
 *         CORDON_ARGUMENT  after cordon_sweep_join
 *         CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM, CORDON_INTERRUPTED
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_sweep_add(struct cordon_sweep *s,
                                                            const struct cordon_sweep_file *file,
                                                            struct cordon_error *err);

/**
 * Find out which records are about one party, and which parties share rare values. Once, after the
 * last file.
 *
 * @return CORDON_OK, CORDON_ARGUMENT (a second time), CORDON_LIMIT (docs/limits.md), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_sweep_join(struct cordon_sweep *s,
                                                             struct cordon_error *err);

/** What is in a run. */
struct cordon_sweep_counts {
    uint64_t files, records, unreadable, subjects, groups;
    uint64_t parted;     /* sorts of numbers, such as the employee's, that name other people in each folder */
    bool     is_limited; /* a limit was reached while linking: there may be more groups, or larger ones */
};
CORDON_API void cordon_sweep_count(const struct cordon_sweep *s, struct cordon_sweep_counts *ret);

/** Takes one answer of the queue: an object of JSON and a line end, borrowed for the call. A status
 *  other than CORDON_OK stops. */
typedef cordon_status cordon_sweep_fn(void *ctx, enum cordon_verdict verdict, cordon_str line,
                                      struct cordon_error *err);

/** How to screen, and who is told. Borrowed for the call. */
struct cordon_sweep_run {
    unsigned            threads;   /* 0 = as many as there are cores; at most 64 */
    bool                by_record; /* one answer a record, in the order of the files, each with what its
                                      subject shares with others; else one a subject, as a queue. What
                                      could not be read stands where it stood */
    cordon_sweep_fn    *answer;    /* called from the calling thread */
    void               *answer_ctx;
    cordon_progress_fn *progress;  /* may be NULL; "bytes" are subjects */
    void               *progress_ctx;
};

/**
 * Screen all. The queue begins with the highest verdict and the most points; what could not be
 * decided stands before what is clear. The same bytes with any number of threads.
 *
 * @param ret_totals  written on failure too
 * @return CORDON_OK, CORDON_ARGUMENT (before cordon_sweep_join), CORDON_NOMEM, CORDON_INTERRUPTED,
 *         CORDON_BUG, or what `answer` returned
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_sweep_screen(struct cordon_sweep *s,
                                                               const struct cordon_sweep_run *run,
                                                               struct cordon_batch_totals *ret_totals,
                                                               struct cordon_error *err);

enum cordon_links_form {
    CORDON_LINKS_JSON = 0, /* all groups, and what is kept apart (docs/link.md) */
    CORDON_LINKS_DOT,      /* all groups as one Graphviz graph */
    CORDON_LINKS_SVG,      /* a drawing of one group */
};
/**
 * The groups of a run.
 *
 * @param group     CORDON_LINKS_SVG: which one, 1 for the first; else 0
 * @param ret_text  the caller's, free it with cordon_text_free; written only on CORDON_OK
 * @return CORDON_OK, CORDON_ARGUMENT (before cordon_sweep_join, no such group), CORDON_LIMIT (above 1 GiB),
 *         CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_sweep_links(const struct cordon_sweep *s,
                                                              enum cordon_links_form form, uint32_t group,
                                                              struct cordon_text *ret_text,
                                                              struct cordon_error *err);

/**
 * The strongest path of shared values between two subjects, as JSON: {"from","to","steps":[{"from",
 * "to","kind","value","rows"}]}.
 *
 * @return CORDON_OK, CORDON_NOTFOUND (no such subject, or not in one group), CORDON_ARGUMENT, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_sweep_path(const struct cordon_sweep *s, cordon_str from,
                                                             cordon_str to, struct cordon_text *ret_text,
                                                             struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
