/*
 * The sameness proof: a subject whose red flags ask for a person is looked at again under the names of many
 * cultures and under other nationalities. Flags and points must stay the same, else they rest on who somebody
 * is, and Cordon has a bug. Private to engine/.
 *
 *   dossier -> plan of its names -> for each culture: other names, evidence, rules, points -> the same?
 */
#ifndef ENGINE_SAME_H
#define ENGINE_SAME_H

#include "engine/flags.h"

enum {
    SAME_NAMES_MIN = 40,
    SAME_NATIONS_MIN = 20,
    SAME_FINDINGS_MAX = 8,   /* differences told in full; all are counted */
    SAME_FLAGS_MAX = 16,     /* flags named in one of them */
};

enum same_verdict {
    SAME_UNPROVED = 0, /* a limit was reached, or memory: not shown to be the same */
    SAME_DIFFERS,
    SAME_HOLDS,
};

/** One renaming under which the flags were others. */
struct same_finding {
    str     culture;   /* "" when names do not matter: the nationality alone makes the difference */
    str     nation;    /* "" when nationality does not matter */
    bool    own_script;
    int32_t points;
    str     flag[SAME_FLAGS_MAX]; /* names of those that are new, gone, or worth other points */
    size_t  flags;
};

struct same {
    enum same_verdict   verdict;
    size_t              names, nations; /* different ones tried */
    size_t              runs;
    size_t              differs; /* runs that differ */
    struct same_finding finding[SAME_FINDINGS_MAX];
    size_t              findings;
    str                 why; /* of SAME_UNPROVED */
};

/** One thread's memory for proofs. */
struct same_scratch;
struct same_scratch *same_scratch_new(void); /* NULL when out of memory */
void same_scratch_free(struct same_scratch *s); /* NULL is fine */

/**
 * Prove that flags do not depend on names and nationality.
 *
 * A record without names, or without nationality, is the same under all of them by itself: the counts say
 * how many were tried, and it is asked again at least once.
 *
 * @param flags    scratch; its last question must have been this one
 * @param ask      as it was asked
 * @param first    its flags
 * @param ret      what was found
 * @return CORDON_OK, CORDON_NOMEM
 *
 * Cost: about 60 times the evidence and rules of the subject
 */
cordon_status same_prove(struct same_scratch *s, struct flag_scratch *flags, const struct cordon_policy *policy,
                         const struct rules *rules, const struct flag_ask *ask, const struct flags *first,
                         struct same *ret, struct cordon_error *err);

/** Write the members of "sameness". */
struct json_writer;
void same_write(struct json_writer *w, const struct same *s);

#endif
