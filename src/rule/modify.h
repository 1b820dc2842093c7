/* An item of a detection while it is read, and the changes of its texts. Private to rule/. */
#ifndef RULE_MODIFY_H
#define RULE_MODIFY_H

#include "rule/inside.h"
#include "rule/yaml.h"

enum {
    MOD_ALL = 1 << 0,
    MOD_NEQ = 1 << 1,
    MOD_CONTAINS = 1 << 2,
    MOD_STARTSWITH = 1 << 3,
    MOD_ENDSWITH = 1 << 4,
    MOD_CASED = 1 << 5,
    MOD_EXISTS = 1 << 6,
    MOD_RE = 1 << 7,
    MOD_I = 1 << 8,
    MOD_M = 1 << 9,
    MOD_S = 1 << 10,
    MOD_CIDR = 1 << 11,
    MOD_BASE64 = 1 << 12,
    MOD_BASE64OFFSET = 1 << 13,
    MOD_WIDE = 1 << 14,
    MOD_UTF16LE = 1 << 15,
    MOD_UTF16BE = 1 << 16,
    MOD_UTF16 = 1 << 17,
    MOD_WINDASH = 1 << 18,
    MOD_EXPAND = 1 << 19,
    MOD_FIELDREF = 1 << 20,
    MOD_GT = 1 << 21,
    MOD_GTE = 1 << 22,
    MOD_LT = 1 << 23,
    MOD_LTE = 1 << 24,
    MOD_MINUTE = 1 << 25,
    MOD_HOUR = 1 << 26,
    MOD_DAY = 1 << 27,
    MOD_WEEK = 1 << 28,
    MOD_MONTH = 1 << 29,
    MOD_YEAR = 1 << 30,
    MODIFIERS_MAX = 16,
};

struct item {
    const struct yaml_node *key;
    str                     field; /* "" for keywords */
    uint32_t                slot;
    enum rule_type          type;
    unsigned                seen;
    unsigned                order[MODIFIERS_MAX];
    size_t                  orders;
    bool                    is_negated;
    struct vec              leaves; /* struct expr * */
};

/** Apply one modifier to texts (struct pattern); a text may become several, up to
 *  RULE_EXPAND_MAX. Those that change no text are passed over. */
cordon_status text_change(struct maker *m, const struct yaml_node *at, unsigned modifier,
                          struct vec *texts);
/** A text with its wildcards, for people. */
str text_shown(struct maker *m, const struct pattern *t);
/** Expressions (str) that a value becomes: itself, or with placeholders replaced and quoted. */
cordon_status plain_regex(struct maker *m, const struct yaml_node *v, struct vec *ret);
cordon_status expand_regex(struct maker *m, const struct yaml_node *v, struct vec *ret);
/** May the rule in hand search all values? */
cordon_status keyword_allowed(struct maker *m, const struct yaml_node *at);

#endif
