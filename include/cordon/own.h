/** @file
 * Ownership: what blocked parties own, alone or together, directly or through others, after the tests of
 * the United States, the European Union and the United Kingdom (docs/own.md).
 */
#ifndef CORDON_OWN_H
#define CORDON_OWN_H

#include <cordon/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What to look at. Borrowed for the call. */
struct cordon_own {
    const struct cordon_set    *set;    /* says who is blocked */
    const struct cordon_policy *policy; /* by which thresholds */
    const char *const *files;           /* CSV, GLEIF relationship records, BODS statements */
    size_t             file_count;      /* 0..64; none: what the lists themselves say of `party` */
    cordon_str         party;           /* the one party asked about, by its name or id in the files, or a listed
                                           entity's id; empty: all, those of whom nothing is shown left out */
    cordon_str         jurisdiction;    /* "us", "eu" or "uk": this test alone counts; empty: all */
    int64_t            as_of_s;         /* holdings outside their dates on this day do not count */
    uint32_t           limit;           /* most parties told; 0: 1,000 */
};

/** What was found, worst first; undecided is the zero value. */
enum cordon_own_state {
    CORDON_OWN_UNDECIDED = 0, /* nothing found, and a list that was needed was missing or stale, or a party could
                                 not be compared */
    CORDON_OWN_NOT_SHOWN,     /* nothing here shows it; that is not a statement that it is not so */
    CORDON_OWN_UNKNOWN,
    CORDON_OWN_POSSIBLE,
    CORDON_OWN_OWNED,
};

/**
 * Find what blocked parties own.
 *
 * Each party of the files is screened by name, birth date and country. A hit at escalate or above on a
 * list of designations makes it blocked in the tests of that list's authority; one at review, possibly so.
 *
 * @param ret_state  the worst of all parties told
 * @param ret_text   one JSON object (docs/own.md#json); the caller's, free it with cordon_text_free
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no such jurisdiction or party; neither file nor party; too many files
 *         CORDON_NOTFOUND  no such file
 *         CORDON_SYNTAX, CORDON_UNSUPPORTED  a file; err names line and cause
 *         CORDON_LIMIT, CORDON_IO, CORDON_INTERRUPTED, CORDON_NOMEM
 *
 * Cost:    a screening for each party with a name; the tests take seconds for a million holdings
 * Threads: any number, on one set
 * Source:  docs/sources.md#ofac-50-percent, docs/sources.md#eu-best-practices,
 *          docs/sources.md#ofsi-ownership
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_own(const struct cordon_own *args,
                                                      enum cordon_own_state *ret_state,
                                                      struct cordon_text *ret_text,
                                                      struct cordon_error *err);

/**
 * Draw one party of an answer: its worst finding, with the holdings that prove it, and the holdings told
 * beside of the party that was asked about.
 *
 * @param answer   what cordon_own gave; borrowed for the call
 * @param party    the party's name or id in the answer; empty: the first one, which is the worst
 * @param ret_svg  one SVG element that runs nothing and fetches nothing, for light, dark and paper; the
 *                 caller's, free it with cordon_text_free. At most 60 parties and 240 holdings are drawn;
 *                 how many are not is told in it
 * @return CORDON_OK, CORDON_NOTFOUND (no such party in the answer, or none at all), CORDON_SYNTAX (no such
 *         answer), CORDON_LIMIT, CORDON_NOMEM
 *
 * Cost:    the length of the answer up to the party
 * Threads: any number
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_own_svg(cordon_str answer, cordon_str party,
                                                          struct cordon_text *ret_svg,
                                                          struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
