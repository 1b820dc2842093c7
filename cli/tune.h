/* What `cordon tune` counts of labelled cases. */
#ifndef CLI_TUNE_H
#define CLI_TUNE_H

#include "cli/answer.h"
#include "cli/counts.h"
#include "cli/desk.h"
#include "cli/interval.h"
#include "cli/labels.h"

enum { SAMPLES_MAX = 1000, PROPOSALS_MAX = 200 };

/** A case below the line, for a person to look at. */
struct sample {
    str      subject;
    uint64_t points, score_bp; /* of its best listed party, 0: none */
};

/** Some of many, each as likely: Vitter's algorithm R with numbers from the seed. */
struct sampling {
    struct sample item[SAMPLES_MAX];
    size_t        want, count;
    uint64_t      seen, state;
};

/** Something that the labels speak for; data, and said in words by tune_view. */
struct proposal {
    const char     *key; /* of the message, such as "tune.propose.weaker" */
    str             what;  /* rule or list */
    const char     *strength;
    uint64_t        right, all;
    struct interval share;
    int64_t         from, to;
    uint64_t        gone;
};

struct tune {
    struct cli      *cli;
    struct desk      desk;
    struct labels    labels;
    struct cordon_policy *policy, *changed; /* changed: NULL, or with --set */
    int              pass; /* 0 at present, 1 changed */
    struct counts    rules, lists; /* n by enum outcome */
    struct counts    seen;         /* rule or list, and label: counted once */
    uint64_t         verdicts[5][OUTCOMES]; /* labels by their highest verdict */
    uint64_t         by[OUTCOMES], missing;
    struct sampling  near, clear;
    struct proposal  proposal[PROPOSALS_MAX];
    size_t           proposals;
    uint64_t         lost, found, gone, more; /* by the changes */
    int64_t          flag_review;
    struct cordon_batch_totals totals[2];
    struct answer   *answer;
    struct arena     arena; /* of one answer */
    struct arena     kept;
};

/** True labels at review or above, all true ones, and whether any label is of a record below the line. */
bool tune_recall(const struct tune *t, uint64_t *ret_caught, uint64_t *ret_all);
/** What the labels speak for. */
void tune_propose(struct tune *t);

void tune_print_json(struct tune *t);
cordon_status tune_print_people(struct tune *t, struct cordon_error *err);

/** What is written, and by whom. */
struct tune_change {
    const char            *path; /* of the new policy; its record stands beside it, ".change.json" behind */
    const struct opt_many *set;  /* KEY=VALUE */
    str                    author, approver, reason;
    const char            *labels;
};

/** Is all there that a change needs, and is nobody their own approver? */
cordon_status tune_change_check(const struct tune_change *c, struct cordon_error *err);
/** Load the policy and change it as `set` says. */
cordon_status tune_change_apply(const struct tune_change *c, const char *policy,
                                struct cordon_policy **ret, struct cordon_error *err);
/** Write the change record, then the policy. */
cordon_status tune_change_write(struct tune *t, const struct tune_change *c, struct cordon_error *err);

#endif
