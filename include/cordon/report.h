/* A report: one self-contained HTML page for the people who decide, made from answers. */
#ifndef CORDON_REPORT_H
#define CORDON_REPORT_H

#include <cordon/data.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the page is made. Text is copied by cordon_report_new. */
struct cordon_report_options {
    cordon_str lang;    /* "en", "ko", "ja", "id"; empty = en: that of the answers */
    cordon_str title;   /* what was screened, such as a file's name; may be empty */
    int64_t    as_of_s; /* seconds since 1970-01-01 UTC: ages of lists are counted to it */
    uint32_t   cases;   /* most cases on the page, 1..REPORT_CASES_MAX; 0 = all of these */
    uint32_t   minutes_review, minutes_escalate; /* of a person's time a case takes; 0 = 10, 30 */
};

struct cordon_report;

/**
 * Begin a report.
 *
 * @param options     borrowed for the call
 * @param ret_report  the caller's; written only on CORDON_OK
 * @param err         may be NULL
 * @return CORDON_OK, CORDON_ARGUMENT (unknown language, too many cases, a time outside the years 1 to
 *         9999), CORDON_NOMEM
 *
 * Threads: one report belongs to one thread at a time
 * Source:  docs/report.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_report_new(const struct cordon_report_options *options, struct cordon_report **ret_report,
                  struct cordon_error *err);
CORDON_API void cordon_report_free(struct cordon_report *r); /* NULL is fine */

/**
 * Add one answer (docs/answers.md). Clear ones are counted and forgotten, undecided ones are told by
 * what they lack, the others are kept as cases. Screen with the option `facts`, or the page has
 * nothing to put beside each other. Keys that are not known are passed over.
 *
 * @param answer  one JSON object; borrowed for the call
 * @return CORDON_OK
 *         CORDON_SYNTAX  not an answer; the report is as it was
 *         CORDON_LIMIT   too large to be shown; it is counted among those that are cut
 *         CORDON_NOMEM   the report is as it was
 *
 * Cost:    the answer's length; memory for at most so many cases as the options say
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_report_add(struct cordon_report *r, cordon_str answer,
                                                             struct cordon_error *err);

/**
 * Give the drawing of an operator, as an answer's `operator.id` names it. It stands once, above the
 * operator's cases; one whose operator has no case is left out.
 *
 * @param svg  one SVG element that runs nothing and fetches nothing; copied
 * @return CORDON_OK, CORDON_REFUSED (no SVG element, or one with scripts, handlers or addresses),
 *         CORDON_LIMIT (above 1 MiB, or more than 500 drawings), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_report_drawing(struct cordon_report *r,
                                                                 cordon_str operator_id, cordon_str svg,
                                                                 struct cordon_error *err);

/**
 * The page so far. The same answers in the same order give the same bytes.
 *
 * @param ret_html  the caller's, free it with cordon_text_free; written only on CORDON_OK
 * @return CORDON_OK, CORDON_LIMIT (above 256 MiB), CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_report_html(struct cordon_report *r,
                                                              struct cordon_text *ret_html,
                                                              struct cordon_error *err);

/** The page into a file, which is replaced in one step. @return as above, or CORDON_IO */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_report_write(struct cordon_report *r,
                                                               const char *path,
                                                               struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
