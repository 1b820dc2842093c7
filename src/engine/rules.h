/*
 * The rules of a run, with what their slots stand for. Private to engine/.
 *
 *   packs (built in, or the user's folder) -> rule set; its slots -> fields and features
 */
#ifndef ENGINE_RULES_H
#define ENGINE_RULES_H

#include "engine/rules_files.h"
#include "base/hash.h"
#include "evidence/evidence.h"

#include <cordon/rules.h>

/** Compiled rules. */
struct rules {
    struct arena          arena; /* of the files */
    struct rules_files    files;
    struct rule_set      *set;
    struct evidence_data *data; /* label data */
    uint32_t              field_slot[FIELD_COUNT];     /* RULE_NONE: no rule reads it */
    uint32_t              feature_slot[FEATURE_COUNT];
    struct rule_source    source[RECORD_KIND_COUNT];   /* product cordon, category the kind */
    bool                  has_correlations;
    char                  hash[65]; /* of the files' bytes, for provenance */
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

/** What a field's type is to a rule. */
enum rule_type rules_type(enum record_type t);
/** The kind of this name, without regard to case; RECORD_KIND_NONE when there is none. */
enum record_kind rules_kind_find(str name);
/** Say that a word is no kind of record, with the nearest one. @return CORDON_SYNTAX */
cordon_status rules_kind_unknown(str word, str file, uint64_t line, struct cordon_error *err);
/** Are all kinds that a rule names kinds of records? @return CORDON_OK, CORDON_SYNTAX */
cordon_status rules_kinds_check(const struct rule_info *info, struct cordon_error *err);
/** The known word that a misspelt one is nearest to; "" when none is near. */
str rules_nearest(str word, const str *known, size_t count);

/** Is this rule about records of this kind? */
bool rules_about(const struct rules *r, uint32_t rule, enum record_kind kind);

/** Hash of the file that a rule stands in; of a correlation, which may rest on rules of other files, of
 *  all files. Computed anew each time: asked only about flags that a known-good entry may be made of. */
void rules_text_hash(const struct rules *r, uint32_t rule, char ret_hex[SHA_HEX_LEN + 1]);

#endif
