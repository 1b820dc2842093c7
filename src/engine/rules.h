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

struct cordon_rules {
    struct arena          arena;
    struct rule_set      *set;
    struct evidence_data *data; /* label data */
    uint32_t              field_slot[FIELD_COUNT];     /* RULE_NONE: no rule reads it */
    uint32_t              feature_slot[FEATURE_COUNT];
    struct rule_source    source[RECORD_KIND_COUNT];   /* product cordon, category the kind */
    bool                  has_correlations;
    char                  hash[65]; /* of the files' bytes, for provenance */
};

/** Names that rules may read: all fields, then all features. The arena's. */
const struct rule_name *rules_names(struct arena *a, size_t *ret_count);

/** Is this rule about records of this kind? */
bool rules_about(const struct cordon_rules *r, uint32_t rule, enum record_kind kind);

#endif
