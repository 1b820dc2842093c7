/* A plan bound to a table or to JSON, and running one record through it. Private. */
#ifndef RECORD_PLAN_RUN_H
#define RECORD_PLAN_RUN_H

#include "record/plan.h"
#include "record/record_build.h"

enum { PLAN_ARENA_MAX = 4 << 20 };

/** A step whose names are looked up. */
struct plan_act {
    const struct plan_step *step;
    struct record_key       key;    /* part is KEY_UNREAD for a join key alone */
    bool                    is_item; /* each value of a list is an item of its own */
    struct zone             zone;
    bool                    has_zone;
    uint32_t                source[PLAN_COLUMNS_MAX]; /* columns, or nodes of the JSON tree */
    size_t                  source_count;
};

struct plan_fixed {
    struct record_key key;
    bool              is_numbered; /* "net_2.kind": this item alone */
    str               value, name;
};

#define NODE_NONE UINT32_MAX

/** A name in a JSON path. */
struct plan_node {
    str      name;
    str      path;       /* whole, for messages */
    uint32_t child, next; /* first below, next beside; NODE_NONE */
    bool     is_read;    /* a step takes its values */
    bool     is_ignored; /* with all below */
};

struct record_plan {
    struct plan_act   *act;
    size_t             act_count;
    struct plan_fixed *fixed;
    size_t             fixed_count;
    const struct plan_spec *spec;
    bool               ignores_rest;
    /* a table */
    str    *name;  /* of its columns */
    bool   *is_known; /* read or ignored */
    bool   *is_read;
    size_t  column_count;
    bool    is_numbered;
    str     sheet;
    /* JSON */
    struct plan_node *node; /* [0] is the record itself */
    size_t            node_count;
};

/** A value on its way into a record. */
struct plan_value {
    str                text;
    str                name; /* of its column */
    uint32_t           column;
    uint16_t           item; /* place in a list, from 0 */
    struct plan_value *next;
};

struct plan_work {
    const struct record_plan *plan;
    struct record_build       build;
    struct arena             *arena;
    struct record_join       *joins; /* room for PLAN_JOINS_MAX, or NULL */
};

void plan_begin(struct plan_work *w, const struct record_plan *plan, struct arena *arena,
                struct record *record, uint64_t line);
/**
 * Give a step the values of its sources.
 *
 * @param values  one list a source; NULL = none
 */
cordon_status plan_act_run(struct plan_work *w, const struct plan_act *act,
                           const struct plan_value *const *values, struct cordon_error *err);
/** Constants, the id, joined names. */
cordon_status plan_end(struct plan_work *w, struct cordon_error *err);

/** The child of a node with this name, or NODE_NONE. */
uint32_t plan_child(const struct record_plan *p, uint32_t node, str name);

#endif
