/*
 * Red flags of one subject: evidence computed, rules asked, points summed. Private to engine/.
 *
 *   dossier -> features -> event -> rules -> flags -> points: fading by age, one root counted once,
 *   a cap for each group -> verdict
 */
#ifndef ENGINE_FLAGS_H
#define ENGINE_FLAGS_H

#include "engine/good.h"
#include "engine/policy.h"
#include "engine/rules.h"

enum { FLAGS_MAX = 256, FLAG_ORIGINS_MAX = 32, FLAG_GROUPS_MAX = 32 };

/** One rule that is true of the subject. */
struct flag {
    uint32_t             rule;
    int32_t              points;     /* after fading */
    int32_t              full_points; /* before it */
    uint32_t             fades;      /* half-lives that passed */
    uint32_t             behind;     /* rule of the flag of the same root that counts; RULE_NONE */
    bool                 is_counted; /* not behind another flag of the same root */
    bool                 is_legal;   /* a legal fact: no points, a person decides */
    const struct origin *origin;     /* the arena's */
    size_t               origins;
    struct good_state    good;       /* a decision about it: suppressed, it counts nothing */
    str                  mark, rule_hash; /* of what it rests on and of the rule, for such a decision; mark
                                             "": none may be made */
    const uint32_t      *slot;       /* of the rule set: what the values that made it true were read as;
                                        each once, the arena's */
    size_t               slots;
};

struct flag_group {
    str     name;
    int32_t points; /* at most the policy's cap */
    int32_t found;  /* before the cap */
    bool    is_capped;
};

struct flags {
    struct flag         item[FLAGS_MAX]; /* counted ones first, most points first */
    size_t              count;
    struct flag_group   group[FLAG_GROUPS_MAX]; /* with points, most first */
    size_t              groups;
    int32_t             points;
    bool                is_limited; /* a cap was reached, or a rule ran away: `why` */
    str                 why;
    enum cordon_verdict verdict;    /* clear, review or escalate */
    bool                is_verify;  /* at review, and the answers are to be verified */
    bool                is_explained; /* the answer says how the points came about */
};

/** One thread's memory for flags. */
struct flag_scratch;
struct flag_scratch *flag_scratch_new(const struct rules *rules);
void flag_scratch_free(struct flag_scratch *s);

/** Who is looked at, with what only others can know of them. Borrowed. */
struct flag_ask {
    const struct dossier      *dossier;
    const struct feature_item *given; /* features that one subject's records do not show: link.*, wal.* */
    size_t                     given_count;
    struct good_view           good; /* decisions about this subject */
    /* features that are not computed but taken as they were; NULL: none */
    const struct feature_set  *held;
    bool                     (*is_held)(enum feature f, const void *ctx);
    const void                *held_ctx;
    /* of the same dossier under other names: what reads no names is as it was; NULL: all is computed */
    const struct feature_set  *before;
    const uint8_t             *left_out; /* by slot: not 0, and no rule sees its values; to ask what would
                                            change the answer. NULL: nothing is */
};

/** The features of the last dossier asked about; valid until the next. */
const struct feature_set *flags_features(const struct flag_scratch *s);

/** The features alone, as flags_find computes them first. */
cordon_status flags_evidence(struct flag_scratch *s, const struct cordon_policy *policy,
                             struct name_scratch *names, const struct flag_ask *ask,
                             struct arena *arena, struct cordon_error *err);

/** The flags of those features, as flags_find finds them then; of the same ask. */
cordon_status flags_judge(struct flag_scratch *s, const struct cordon_policy *policy,
                          const struct flag_ask *ask, struct arena *arena, struct flags *ret_flags,
                          struct cordon_error *err);

/**
 * Flags of a subject.
 *
 * @param arena  takes what the flags point to
 * @return CORDON_OK, CORDON_NOMEM
 */
cordon_status flags_find(struct flag_scratch *s, const struct cordon_policy *policy,
                         struct name_scratch *names, const struct flag_ask *ask,
                         struct arena *arena, struct flags *ret_flags, struct cordon_error *err);

#endif
