/*
 * What a compiled set is made of. Private to rule/.
 *
 *   rule ── tree: expr ── leaf ── pred: one question about one slot, shared by all rules
 *    │                              │
 *    └── code: the same, flat       └── index: texts that decide or announce many preds at once
 */
#ifndef RULE_INSIDE_H
#define RULE_INSIDE_H

#include "rule/regex.h"
#include "rule/rule.h"
#include "rule/vec.h"

/* Decimal numbers exactly: billionths in 128 bits. */
__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;
#define WIDE_ONE ((wide)1000000000)

/* --- texts to match ----------------------------------------------------------------------- */

enum piece_kind { PIECE_TEXT = 0, PIECE_ONE, PIECE_MANY };
struct piece {
    enum piece_kind kind;
    str             text;
};
/** A text with wildcards; no two PIECE_TEXT and no two PIECE_MANY side by side. */
struct pattern {
    const struct piece *piece;
    size_t              count;
};

/* --- questions ---------------------------------------------------------------------------- */

enum pred_kind {
    PRED_EQUAL = 0, /* text is literal */
    PRED_PREFIX,
    PRED_SUFFIX,
    PRED_CONTAINS,
    PRED_GLOB,
    PRED_TEXT,   /* any value that is not null */
    PRED_NULL,   /* absent, or null */
    PRED_EXISTS, /* any value */
    PRED_REGEX,
    PRED_CIDR,
    PRED_COMPARE, /* number, or a part of a time, against a number */
    PRED_FIELD,   /* text against the values of another slot */
};
enum compare { COMPARE_EQ = 0, COMPARE_LT, COMPARE_LTE, COMPARE_GT, COMPARE_GTE, COMPARE_NEQ };
enum part { PART_NONE = 0, PART_MINUTE, PART_HOUR, PART_DAY, PART_WEEK, PART_MONTH, PART_YEAR };

/** How the truth of a question comes about while an event is looked at. */
enum pred_path {
    PATH_ASK = 0,   /* asked when a rule needs it */
    PATH_DECIDED,   /* the index decides it: not marked is false */
    PATH_ANNOUNCED, /* not marked is false; marked is asked */
};

struct cidr {
    uint8_t  addr[16]; /* IPv4 as ::ffff:a.b.c.d */
    unsigned bits;
};

struct pred {
    enum pred_kind kind;
    enum pred_path path;
    enum compare   compare;
    enum part      part;
    enum pred_kind field_kind; /* of PRED_FIELD: EQUAL, PREFIX, SUFFIX, CONTAINS */
    bool           is_cased;
    uint32_t       slot;    /* RULE_NONE: a keyword, all values */
    uint32_t       other;   /* slot of PRED_FIELD, place in set.regex of PRED_REGEX */
    str            literal; /* folded unless is_cased */
    str            needed;  /* folded; stands in every value this is true of; "" when unknown */
    struct pattern glob;
    wide           number;
    struct cidr    net;
};

/* --- rules -------------------------------------------------------------------------------- */

enum expr_op { EXPR_AND = 0, EXPR_OR, EXPR_NOT, EXPR_LEAF };
/** The tree as written; detections may be shared by several places of a condition. */
struct expr {
    enum expr_op        op;
    enum rule_node_kind kind; /* how it is shown; of a leaf: RULE_NODE_VALUE */
    str                 text;
    uint32_t            pred;
    struct expr *const *child;
    size_t              children;
};

struct step { /* one node of the flat program */
    enum expr_op op;
    uint32_t     first; /* of a leaf: the pred; else place of the first child */
    uint32_t     count; /* children; they stand side by side */
};

enum flow_type {
    FLOW_EVENT_COUNT = 0,
    FLOW_VALUE_COUNT,
    FLOW_VALUE_SUM,
    FLOW_VALUE_AVG,
    FLOW_VALUE_PERCENTILE,
    FLOW_TEMPORAL,
    FLOW_TEMPORAL_ORDERED,
};
enum { CONDITIONS_MAX = 6 };
struct flow_bound {
    enum compare compare;
    int64_t      number;
};
/** A correlation; slots of aliases are resolved per part: key[part * keys + k]. */
struct flow_rule {
    uint32_t          rule;
    enum flow_type    type;
    int64_t           span_s;
    const uint32_t   *part; /* rules, in the order written */
    size_t            parts;
    const uint32_t   *key; /* slots to group by */
    size_t            keys;
    const uint32_t   *field; /* slots of the values, per part as well */
    size_t            fields;
    struct flow_bound bound[CONDITIONS_MAX];
    size_t            bounds;
    uint32_t          percentile; /* 0 = the share of the event's own value */
};

struct rule {
    struct rule_info   info;
    const struct expr *tree; /* NULL of a correlation */
    uint32_t           code; /* place of the root in set.step */
    uint32_t           flow; /* of a correlation: place in set.flow; else RULE_NONE */
    uint32_t           source[3]; /* words of category, product, service; 0 = any */
};

/* --- index -------------------------------------------------------------------------------- */

/** Four bytes of a text that a question needs, and where in it they stand. */
struct gram_entry {
    uint32_t pred;
    uint32_t offset; /* of the gram in `needed` */
};
struct gram_slot {
    uint32_t gram;
    uint32_t first; /* in entry */
    uint32_t count; /* 0: empty */
};
/** The grams of one slot, or of all keywords. */
struct gram_index {
    uint64_t          *bloom; /* 1 << bloom_bits bits */
    struct gram_slot  *table; /* 1 << table_bits */
    struct gram_entry *entry;
    unsigned           bloom_bits;
    unsigned           table_bits;
    size_t             entries;
};

/** Whole values to questions: key is hash of slot and folded text. */
struct equal_slot {
    uint64_t hash;
    uint32_t pred; /* RULE_NONE: empty */
};

struct rule_set {
    struct arena      arena;
    struct rule      *rule;
    uint32_t          rules;
    struct pred      *pred;
    uint32_t          preds;
    struct regex    **regex;
    uint32_t          regexes;
    struct step      *step;
    struct flow_rule *flow; /* each behind the ones it rests on */
    uint32_t          flows;
    str              *slot_name;
    uint32_t         *slot_origin;
    uint32_t          slots;
    struct map        slot_map;
    struct map        rule_map;
    struct map        word_map; /* of log sources; values from 1 */
    /* index */
    struct equal_slot *equal;
    unsigned           equal_bits;
    uint32_t          *equal_next;  /* per pred: another one of the same value, or RULE_NONE */
    bool              *slot_equal;  /* does any pred ask for whole values of this slot? */
    struct gram_index *gram;        /* per slot, and one more for keywords */
    uint32_t          *wakes_first; /* per pred + 1: rules that it wakes, in wakes */
    uint32_t          *wakes;
    size_t             words; /* 64-bit words of a set of rules */
    uint64_t          *slot_wakes; /* per slot, `words` each: rules woken by its being there */
    bool              *slot_has_wakes;
    uint64_t          *always;     /* rules that no value wakes */
    uint64_t          *keyword;    /* rules that ask keywords */
    uint32_t           keyword_count;
    bool               has_keywords;
};

/* --- reading rules ------------------------------------------------------------------------ */

struct yaml_node;

/** The work of one compilation. */
struct maker {
    struct rule_set           *set;
    const struct rule_options *opt;
    struct map                 name_map; /* name -> place in opt->name */
    struct map                 pred_map; /* bytes of a question -> pred */
    struct vec                 pred;     /* struct pred */
    struct vec                 regex;    /* struct regex * */
    struct vec                 slot;     /* struct slot_made */
    struct vec                 rule;     /* struct rule */
    struct vec                 reads;    /* uint32_t: slots of the rule in hand */
    str                        file;
    enum rule_class            class;    /* of the rule in hand */
    bool                       is_strict;
    struct cordon_error       *err;
};
struct slot_made {
    str      name;
    uint32_t origin;
};

/** A fault at a node, in the file in hand. */
cordon_status maker_fault(struct maker *m, const struct yaml_node *n, cordon_status st,
                          const char *fmt, ...) CORDON_PRINTF(4, 5);
cordon_status maker_nomem(struct maker *m);
/** "; the nearest known is 'x'" or "": the word in a list that is least far away. */
str maker_near(struct maker *m, str word, const char *const *words, size_t count);
/** The slot of a name that the rule in hand reads, checked against the table of names. */
cordon_status maker_slot(struct maker *m, const struct yaml_node *at, str name,
                         uint32_t *ret_slot, enum rule_type *ret_type);
/** The rule in hand reads this slot. */
cordon_status maker_reads(struct maker *m, uint32_t slot);
/** Copy of a text into the set. */
str maker_copy(struct maker *m, str s);

cordon_status head_read(struct maker *m, const struct yaml_node *doc, struct rule *r);
cordon_status cordon_read(struct maker *m, const struct yaml_node *n, struct rule_cordon *ret);
cordon_status list_read(struct maker *m, const struct yaml_node *n, const char *what,
                        struct rule_list *ret);

/** A detection or filter: named expressions. */
struct detection {
    str          name;
    struct expr *expr;
    bool         is_used;
    const struct yaml_node *at;
};
/** Read all search identifiers of `map` (all keys but those in `skip`, separated by '|'). */
cordon_status detections_read(struct maker *m, const struct yaml_node *map, const char *skip,
                              struct vec *ret_detections);
cordon_status item_read(struct maker *m, const struct yaml_node *key,
                        const struct yaml_node *value, struct expr **ret);
/** Keywords of a list without a key. */
cordon_status keywords_read(struct maker *m, const struct yaml_node *value, struct expr **ret);
/** A condition, or a list of them, over detections. */
cordon_status condition_read(struct maker *m, const struct yaml_node *n, struct vec *detections,
                             struct expr **ret);
struct expr *expr_new(struct maker *m, enum expr_op op, enum rule_node_kind kind, str text,
                      struct expr *const *child, size_t children);
struct expr *expr_leaf(struct maker *m, uint32_t pred, str text);

cordon_status pred_intern(struct maker *m, const struct pred *p, uint32_t *ret);

/** A correlation document; rules it names are resolved by flow_link. */
struct flow_draft {
    uint32_t                rule;
    const struct yaml_node *node; /* its `correlation` */
    const struct yaml_node *doc;
    str                     file;
    uint8_t                 state; /* of the search for cycles */
    bool                    is_bad;
};
cordon_status flow_link(struct maker *m, struct flow_draft *draft, struct flow_rule *ret);
str flow_type_name(enum flow_type t); /* "value_count" */

/** Flatten all rules and build the index. */
cordon_status index_build(struct rule_set *set, struct cordon_error *err);
enum { SET_ARENA_MAX = 1 << 30 }; /* bytes of a compiled set */
/** Memory ran out, or the cap of a set was reached. */
cordon_status set_nomem(const struct rule_set *set, struct cordon_error *err);

/* --- matching ----------------------------------------------------------------------------- */

/** Simple case folding of UTF-8; bytes that are none stay. `out` has room for fold_room(len).
 *  @return bytes written */
size_t fold_text(str s, char *out);
static inline size_t fold_room(size_t len)
{
    return len * 2 + 8;
}
str fold_copy(struct arena *a, str s);

bool pattern_matches(const struct pattern *p, str text);
/** Sigma's writing of wildcards and escapes. */
cordon_status pattern_parse(struct arena *a, str written, struct pattern *ret);

bool number_read(str text, wide *ret);
/** Of a value: its number when it is one. */
bool value_number(const struct rule_value *v, wide *ret);
/** Part of a time; false when the value is no time or does not say it. */
bool value_part(const struct rule_value *v, enum part part, int64_t *ret);
enum { VALUE_TEXT_ROOM = 24 };
/** A value as text; `room` has VALUE_TEXT_ROOM bytes. */
str  value_text(const struct rule_value *v, char *room);
bool address_read(str text, uint8_t ret[16]);
bool cidr_read(str text, struct cidr *ret, const char **ret_why);
bool cidr_has(const struct cidr *net, const uint8_t addr[16]);

static inline bool compare_is(enum compare c, wide a, wide b)
{
    switch (c) {
    case COMPARE_EQ: return a == b;
    case COMPARE_NEQ: return a != b;
    case COMPARE_LT: return a < b;
    case COMPARE_LTE: return a <= b;
    case COMPARE_GT: return a > b;
    case COMPARE_GTE: return a >= b;
    }
    return false;
}

/* --- evaluation --------------------------------------------------------------------------- */

/** All hits, those of parts included: for flows. */
cordon_status eval_all(struct rule_scratch *s, const struct rule_event *e, rule_hit_fn *fn,
                       void *ctx, bool with_parts, struct cordon_error *err);
/** Make an event the one in hand: links, no questions yet. */
cordon_status eval_begin(struct rule_scratch *s, const struct rule_event *e,
                         struct cordon_error *err);
/** Is a question true of one value of the event in hand? */
enum rule_truth eval_value(struct rule_scratch *s, const struct pred *p, uint32_t value);
/** The first value of a slot, then the next; RULE_NONE at the end. */
uint32_t eval_first(const struct rule_scratch *s, uint32_t slot);
uint32_t eval_next(const struct rule_scratch *s, uint32_t value);
const struct rule_event *eval_event(const struct rule_scratch *s);
const struct rule_set   *eval_set(const struct rule_scratch *s);
/** The folded text of a value of the event in hand. */
str eval_folded(struct rule_scratch *s, uint32_t value);

#endif
