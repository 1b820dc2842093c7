/*
 * Rules: Sigma 2.1 detections and correlations, read from YAML, compiled once, asked many times.
 *
 *   files ─► rule_set_compile ─► set: rules, slots, predicates, indexes (read only, shared)
 *                                  │
 *   event: values by slot ─► rule_eval ─► hits: rule, and the values that matched
 *                                  └────► rule_flow_event ─► hits of correlations over time
 *
 * This room knows no feature and no field: the caller hands it a table of names with their types.
 * docs/rules-format.md describes the language to those who write rules.
 *
 * Source: docs/sources.md#sigma
 */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"

/* Caps (docs/limits.md). */
enum {
    RULE_FILE_MAX = 4 << 20,       /* bytes of one file */
    RULE_DEPTH_MAX = 32,           /* maps and lists inside each other, brackets of a condition */
    RULE_NODES_MAX = 1 << 18,      /* values of one file */
    RULE_RULES_MAX = 1 << 16,      /* rules of a set */
    RULE_TEXT_MAX = 4096,          /* bytes of one value to be matched, or of an expression */
    RULE_EXPAND_MAX = 1024,        /* values that one value becomes by windash and expand */
    RULE_CODE_MAX = 1 << 16,       /* steps of one rule */
    RULE_FAULTS_MAX = 100,         /* faults kept of one compilation; more are counted */
    RULE_VALUES_MAX = 1 << 16,     /* values of one event */
    RULE_VALUE_TEXT_MAX = 1 << 20, /* bytes of one value of an event */
    RULE_MATCHES_MAX = 256,        /* values named by one hit; more are counted as is_cut */
};

#define RULE_NONE UINT32_MAX

/* --- what the caller offers --------------------------------------------------------------- */

enum rule_type {
    RULE_ANY = 0, /* not known: whatever the event says */
    RULE_FLAG,    /* number 0 or 1, shown as false or true */
    RULE_INTEGER,
    RULE_TEXT,
    RULE_TIME, /* seconds since 1970 UTC, or an ISO 8601 text */
    RULE_IP,   /* IPv4 or IPv6 as text */
    RULE_NULL, /* of values only: the field is there and says nothing */
};

/** A name that rules may read. */
struct rule_name {
    str            name;
    enum rule_type type;
    str            refusal;       /* why no red flag may read it; "": any rule may */
    bool           is_legal_fact; /* rules of class legal_fact may read it all the same */
};

/** A word between percent signs, for the modifier `expand`; its values may hold * and ?. */
struct rule_placeholder {
    str        name;
    const str *value;
    size_t     values;
};

struct rule_file {
    str name; /* for messages */
    str text; /* YAML, one or several documents; borrowed for the call */
};

/** The documents of files, read when Cordon was built (tools/pack_trees.c). */
struct rule_trees {
    const uint32_t *word;
    const uint32_t *begin; /* of each file in `word`, and where the last ends */
    const char     *pool;
    size_t          pool_len;
    size_t          files;
    const char     *hash; /* SHA-256 of the files, a line end behind each */
};
extern const struct rule_trees rule_pack_trees; /* of the packs built in, embed_packs */

enum {
    RULE_STRICT = 1u << 0,   /* unknown names, unknown keys and unused detections are refused */
    RULE_SKIP_BAD = 1u << 1, /* leave rules with faults out instead of refusing all */
};

struct rule_options {
    const struct rule_name        *name;
    size_t                         names;
    const struct rule_placeholder *placeholder;
    size_t                         placeholders;
    uint32_t                       flags;
    const struct rule_trees       *trees; /* of just these files, which are then not read again; NULL */
};

/** All that was wrong, in the order of the files. Zero it to begin. */
struct rule_faults {
    struct cordon_error *item;
    size_t               count;
    size_t               more; /* behind RULE_FAULTS_MAX */
};
void rule_faults_release(struct rule_faults *faults);

/* --- what a rule says of itself ----------------------------------------------------------- */

enum rule_status {
    RULE_STATUS_UNSET = 0,
    RULE_STATUS_STABLE,
    RULE_STATUS_TEST,
    RULE_STATUS_EXPERIMENTAL,
    RULE_STATUS_DEPRECATED,
    RULE_STATUS_UNSUPPORTED,
};
enum rule_level {
    RULE_LEVEL_UNSET = 0,
    RULE_LEVEL_INFORMATIONAL,
    RULE_LEVEL_LOW,
    RULE_LEVEL_MEDIUM,
    RULE_LEVEL_HIGH,
    RULE_LEVEL_CRITICAL,
};
enum rule_strength {
    RULE_STRENGTH_UNSET = 0,
    RULE_STRENGTH_WEAK,
    RULE_STRENGTH_MEDIUM,
    RULE_STRENGTH_STRONG,
};
enum rule_class {
    RULE_RED_FLAG = 0, /* also of rules that say nothing */
    RULE_LEGAL_FACT,
};
str rule_status_name(enum rule_status v);
str rule_level_name(enum rule_level v);
str rule_strength_name(enum rule_strength v);
str rule_class_name(enum rule_class v);

struct rule_list {
    const str *item;
    size_t     count;
};

/** One text in up to four languages; a text without a language is English. */
enum rule_language { RULE_EN = 0, RULE_KO, RULE_JA, RULE_ID, RULE_LANGUAGES };
struct rule_text {
    str in[RULE_LANGUAGES];
};

/** The custom key `cordon`. */
struct rule_cordon {
    str                group;    /* hits of one group are capped together */
    str                root;     /* root cause: counted once */
    enum rule_strength strength;
    enum rule_class    class;
    uint32_t           half_life; /* days; 0 = does not fade */
    struct rule_text   title;    /* in other languages; English is the rule's own */
    struct rule_text   asks;     /* the neutral question */
    struct rule_text   innocent; /* the innocent explanation to test */
    struct rule_list   stages;
    struct rule_list   kinds; /* of records; empty = what logsource.category says */
    struct {
        str authority, document, date, paragraph, url;
    } source;
    /* Records as canonical JSON: an object, or an array of objects about one subject. */
    struct rule_list match;
    struct rule_list differ;
};

struct rule_related {
    str id;
    str type; /* derived, obsolete, merged, renamed, similar */
};

/** What a correlation says, for people. */
struct rule_correlation {
    str             type; /* "value_count" */
    int64_t         span_s;
    const uint32_t *part; /* rules it rests on */
    size_t          parts;
    const uint32_t *key, *field; /* slots it groups by, and whose values it compares, of its first part */
    size_t          keys, fields;
    struct {
        str     op; /* "gte" */
        int64_t number;
    } bound[8];
    size_t bounds;
};

struct rule_info {
    str                  title, id, name, description, author, date, modified, license, taxonomy;
    enum rule_status     status;
    enum rule_level      level;
    struct rule_list     references, tags, fields, falsepositives, scope;
    const struct rule_related *related;
    size_t               relateds;
    str                  category, product, service, definition; /* logsource */
    str                  file;
    uint64_t             line; /* of the document */
    bool                 is_correlation;
    bool                 is_part; /* only a part of correlations: no finding of its own */
    const struct rule_correlation *correlation; /* NULL of a detection */
    struct rule_cordon   cordon;
    const uint32_t      *slot; /* what it reads, ascending */
    size_t               slots;
};

/* --- compiling ---------------------------------------------------------------------------- */

struct rule_set;

/**
 * Read and compile rule files into one set.
 *
 * Every document is read before anything is said, so that one call names all faults. Rules may
 * refer to each other across files, by id or name. Sigma filters (`filter:`) are joined to the
 * rules they name.
 *
 * @param opt     may be NULL: no names, nothing strict
 * @param faults  may be NULL; gets every fault with file, line, column
 * @param err     may be NULL; the first fault
 * @return CORDON_OK          also with RULE_SKIP_BAD when rules were left out: see faults
 *         CORDON_SYNTAX      not YAML, not Sigma, an unknown name in strict mode
 *         CORDON_UNSUPPORTED Sigma that is known by name and not part of 2.1
 *         CORDON_REFUSED     a red flag that reads what no red flag may read
 *         CORDON_LIMIT       a cap above
 *         CORDON_NOMEM
 *
 * Owner:   the set keeps copies of all it needs
 * Threads: a set is read only and may be shared
 */
cordon_status rule_set_compile(const struct rule_file *file, size_t files,
                               const struct rule_options *opt, struct rule_set **ret_set,
                               struct rule_faults *faults, struct cordon_error *err);
void rule_set_free(struct rule_set *set);

uint32_t                rule_set_count(const struct rule_set *set);
const struct rule_info *rule_set_info(const struct rule_set *set, uint32_t rule);
/** The rule with this id or name; RULE_NONE when there is none. */
uint32_t                rule_set_find(const struct rule_set *set, str id_or_name);
/** Names that any rule reads are slots 0 .. count - 1. */
uint32_t                rule_set_slots(const struct rule_set *set);
str                     rule_set_slot_name(const struct rule_set *set, uint32_t slot);
/** The slot of a name; RULE_NONE when no rule reads it: such values matter to keywords only. */
uint32_t                rule_set_slot(const struct rule_set *set, str name);
/** Place of the slot's name in the caller's table of names, or RULE_NONE. */
uint32_t                rule_set_slot_origin(const struct rule_set *set, uint32_t slot);
/** Number of distinct questions asked of events. */
uint32_t                rule_set_predicates(const struct rule_set *set);

/** What a rule of a pack must have and this one lacks: "" or words such as "cordon.strength". */
str rule_info_lacks(const struct rule_info *info);
enum { RULE_LACKS_MAX = 40 };
/** All of it, texts in the four languages too ("cordon.asks.ko"). @return how many were written */
size_t rule_info_lacks_all(const struct rule_info *info, str ret[RULE_LACKS_MAX]);

/* --- asking ------------------------------------------------------------------------------- */

/** Where an event comes from; made once with rule_source_of. 0 = not said. */
struct rule_source {
    uint32_t category, product, service;
};
/** Words are compared without case; words that no rule names count as not said. */
struct rule_source rule_source_of(const struct rule_set *set, str category, str product,
                                  str service);

struct rule_value {
    uint32_t       slot; /* or RULE_NONE */
    enum rule_type type;
    int64_t        number; /* flag, integer, time */
    str            text;   /* text, ip; of a time, its writing, if it has one */
};

/**
 * What is asked about: values in any order; several of one slot mean "any of them". A slot
 * without a value is absent.
 */
struct rule_event {
    struct rule_source       source;
    const struct rule_value *value;
    size_t                   count;
    int64_t                  time_s; /* for correlations */
};

enum rule_truth { RULE_UNDECIDED = 0, RULE_NO, RULE_YES };

struct rule_match {
    uint32_t slot;  /* or RULE_NONE: a keyword in a value of no slot */
    uint32_t value; /* place in event.value */
};

struct rule_hit {
    uint32_t                 rule;
    enum rule_truth          truth;   /* RULE_YES, or RULE_UNDECIDED with `why` */
    str                      why;     /* static; what kept the rule from an answer */
    const struct rule_match *match;   /* the values that made it true, ascending by value */
    size_t                   matches;
    bool                     is_cut;  /* more than RULE_MATCHES_MAX */
    int64_t                  time_s;  /* of the event; of a correlation, that completed it */
};
/** Called for each hit, in the order of rules; the hit lives as long as the call. */
typedef void rule_hit_fn(void *ctx, const struct rule_hit *hit);

struct rule_scratch;
/** One thread's memory for one set; NULL when memory ran out. */
struct rule_scratch *rule_scratch_new(const struct rule_set *set);
void                 rule_scratch_free(struct rule_scratch *scratch);

/**
 * Ask all detection rules about one event. Rules that are only parts of correlations are asked by
 * rule_flow_event alone.
 *
 * A rule whose expression ran away is handed to `fn` as RULE_UNDECIDED: it never reads as "no".
 *
 * @return CORDON_OK
 *         CORDON_LIMIT  more than RULE_VALUES_MAX values, or one longer than RULE_VALUE_TEXT_MAX
 *         CORDON_NOMEM
 *
 * Cost: one pass over the text; no allocation once warm
 */
cordon_status rule_eval(struct rule_scratch *scratch, const struct rule_event *event,
                        rule_hit_fn *fn, void *ctx, struct cordon_error *err);

/** One step of an explanation. */
enum rule_node_kind {
    RULE_NODE_AND,
    RULE_NODE_OR,
    RULE_NODE_NOT,
    RULE_NODE_DETECTION, /* text: its name; one child */
    RULE_NODE_ITEM,      /* text: name and modifiers as written; children are its values */
    RULE_NODE_VALUE,     /* text: the value as written, modified */
};
struct rule_node {
    enum rule_node_kind     kind;
    enum rule_truth         truth;
    str                     text;
    uint32_t                slot;  /* of a value: what it reads, or RULE_NONE */
    const uint32_t         *value; /* of a value: places in event.value that it is true of */
    size_t                  values;
    const struct rule_node *child;
    size_t                  children;
};
/** The tree of one detection rule with what was true of this event; all in the arena.
 *  @return CORDON_OK, CORDON_ARGUMENT (a correlation), CORDON_LIMIT, CORDON_NOMEM */
cordon_status rule_explain(struct rule_scratch *scratch, const struct rule_event *event,
                           uint32_t rule, struct arena *arena, const struct rule_node **ret_node,
                           struct cordon_error *err);
/** The same as JSON: {"kind":"and","is":true,"children":[..]}, {"kind":"value",..}. */
void rule_node_json(const struct rule_set *set, const struct rule_node *node,
                    const struct rule_event *event, struct json_writer *w);

/* --- correlations ------------------------------------------------------------------------- */

/* Caps of one flow; reaching one makes the correlation RULE_UNDECIDED, once, and
   rule_flow_limited. */
enum {
    RULE_FLOW_PARTS_MAX = 32,          /* rules of one temporal correlation */
    RULE_FLOW_GROUPS_MAX = 1 << 18,    /* groups of all correlations whose window is open */
    RULE_FLOW_ENTRIES_MAX = 1 << 21,   /* events and values kept, all together */
    RULE_FLOW_GROUP_MAX = 100000,      /* events kept of one group */
    RULE_FLOW_KEYS_MAX = 16,           /* groups that one event with several values stands in */
    RULE_FLOW_PERCENTILE_MAX = 10000,  /* values of one group of which a percentile is taken */
};

struct rule_flow;
/** The memory of all correlations of a set over one stream of events; NULL: out of memory. */
struct rule_flow *rule_flow_new(const struct rule_set *set);
void              rule_flow_free(struct rule_flow *flow);
/** Forget all events, keep the memory. */
void              rule_flow_reset(struct rule_flow *flow);
/** Did this correlation reach a cap since the last reset? */
bool              rule_flow_limited(const struct rule_flow *flow, uint32_t rule);

/**
 * Ask all rules, detections and correlations, about the next event.
 *
 * A correlation looks at the window that ends with this event: [time - timespan, time]. It is a
 * hit when its condition becomes true; not again while it stays true. docs/rules-format.md has
 * each type.
 *
 * @param event  time_s not below the last one's
 * @return as rule_eval, or CORDON_ARGUMENT: the event goes back in time
 */
cordon_status rule_flow_event(struct rule_flow *flow, struct rule_scratch *scratch,
                              const struct rule_event *event, rule_hit_fn *fn, void *ctx,
                              struct cordon_error *err);

/* --- helpers ------------------------------------------------------------------------------ */

/**
 * An event out of JSON: {"a":{"b":[1,"x"]}} has a.b = 1 and a.b = "x"; a key may hold dots
 * itself. Decimal numbers come as text. Source and time are left as they are; texts are views
 * into `json` or the arena's.
 *
 * @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status rule_event_from_json(const struct rule_set *set, str json, struct arena *arena,
                                   struct rule_event *event, struct cordon_error *err);

/** What came out of one test record of one rule. */
struct rule_test {
    uint32_t rule;
    bool     is_match; /* from tests.match; else from tests.differ */
    size_t   index;    /* in its list */
    str      record;   /* JSON */
    bool     passed;
    struct cordon_error err; /* set when the record could not be asked about */
};
typedef void rule_test_fn(void *ctx, const struct rule_test *test);
/** Make events of a test record: one, or several in time order for an array. The arena's. */
typedef cordon_status rule_record_fn(void *ctx, str record, const struct rule_info *info,
                                     struct arena *arena, const struct rule_event **ret_event,
                                     size_t *ret_events, struct cordon_error *err);
/**
 * Run the tests that rules carry. Of several events a detection must match one (none, for
 * differ); a correlation sees them one after the other.
 *
 * @param rule  one rule, or RULE_NONE for all
 * @param ret_failed  tests that did not pass
 * @return CORDON_OK also when tests failed; CORDON_NOMEM
 */
cordon_status rule_tests_run(const struct rule_set *set, uint32_t rule, rule_record_fn *record,
                             void *record_ctx, rule_test_fn *fn, void *ctx, size_t *ret_failed,
                             struct cordon_error *err);

#endif
