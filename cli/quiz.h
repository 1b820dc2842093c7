/* The quiz of `cordon train`: the analyst decides, then sees what Cordon saw. Private to the command. */
#ifndef CLI_QUIZ_H
#define CLI_QUIZ_H

#include "cli/command.h"

#include <cordon/screen.h>

enum {
    QUIZ_CASES_MAX = 200,
    QUIZ_CASE_BYTES_MAX = 1 << 20, /* records of one subject; who has more is not drawn */
    QUIZ_QUESTION_MAX = 1000,  /* bytes of what the analyst would ask */
};

struct quiz_case {
    struct buf records;  /* JSON Lines, all of one subject */
    struct buf truth;    /* one line of JSON */
    struct buf answer;   /* Cordon's, in the reader's language */
    struct buf question; /* what the analyst would ask; empty: nothing */
    bool       is_disguised;
    enum cordon_verdict verdict; /* Cordon's */
    enum cordon_verdict given;   /* the analyst's; undecided: not answered */
};

void quiz_case_init(struct quiz_case *c);
void quiz_case_release(struct quiz_case *c);

/**
 * Draw cases from a made-up population: one in three disguised, half of the honest with something
 * to explain, in random order. The same seed gives the same cases.
 *
 * @param ret  `count` initialised cases, 1..QUIZ_CASES_MAX
 * @return CORDON_OK, CORDON_INTERRUPTED, CORDON_NOMEM, CORDON_BUG
 */
cordon_status quiz_draw(uint64_t seed, struct quiz_case *ret, size_t count, struct cordon_error *err);

/** What the party said and what others saw, nothing else. */
void quiz_show(struct cli *cli, const struct quiz_case *c);

/* What came of it. */
struct quiz_sum {
    uint32_t cases, answered, disguised;
    uint32_t right;   /* disguised and not cleared, honest and cleared */
    uint32_t missed;  /* disguised and cleared */
    uint32_t accused; /* honest and escalated */
    uint32_t asked;   /* honest and reviewed: a question that was not needed */
};
/** Of the cases that were answered; `is_cordon`: as Cordon decided them. */
void quiz_sum(const struct quiz_case *c, size_t count, bool is_cordon, struct quiz_sum *ret);
/** The score sheet, for people. */
void quiz_score(struct cli *cli, const struct quiz_case *c, size_t count);
/** The same as one JSON object. */
void quiz_score_json(const struct quiz_case *c, size_t count, struct buf *out);

/** Run it. @return an exit code */
int quiz_run(struct cli *cli, uint64_t cases, uint64_t seed);

#endif
