/*
 * The rules of a run, with what their slots stand for. Private to engine/.
 *
 *   packs (built in, or the user's folder) -> rule set; its slots -> fields and features
 */
#ifndef ENGINE_RULES_H
#define ENGINE_RULES_H

#include "evidence/evidence.h"
#include "rule/rule.h"

#include <cordon/rules.h>

/** Compiled rules. */
struct rules {
    struct arena          arena;
    struct rule_set      *set;
    struct evidence_data *data; /* label data */
    uint32_t              field_slot[FIELD_COUNT];     /* RULE_NONE: no rule reads it */
    uint32_t              feature_slot[FEATURE_COUNT];
    struct rule_source    source[RECORD_KIND_COUNT];   /* product cordon, category the kind */
    bool                  has_correlations;
    char                  hash[65]; /* of the files' bytes, for provenance */
    char                (*text_hash)[65]; /* by rule: of the file it stands in; of a correlation, which
                                             may rest on rules of other files, of all files */
};

/**
 * The compiled rules. Those built in are compiled when the first record asks for them: most runs
 * compare names, and must not wait for it.
 *
 * @return NULL on failure, which err tells and every later call repeats
 *
 * Threads: any number may ask
 */
const struct rules *rules_get(const struct cordon_rules *r, cordon_status *ret_status,
                              struct cordon_error *err);

/** Names that rules may read: all fields, then all features. The arena's. */
const struct rule_name *rules_names(struct arena *a, size_t *ret_count);

/** Is this rule about records of this kind? */
bool rules_about(const struct rules *r, uint32_t rule, enum record_kind kind);

#endif
