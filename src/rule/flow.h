/*
 * What correlations have open: groups by key, each with its entries of the window that ends now. Private to rule/flow*.c.
 *
 * Memory is two pools, groups and entries, and two hash tables; all keep their room. Groups of a correlation stand in the
 * order of their last event, so that those whose window is empty are found without a timer.
 */
#ifndef RULE_FLOW_H
#define RULE_FLOW_H

#include "rule/inside.h"
#include "rule/tally.h"

enum { TOUCHED_MAX = RULE_FLOW_PARTS_MAX * RULE_FLOW_KEYS_MAX };
#define FLOW_NEVER INT64_MIN

/* One event of a group, or one of its values. */
struct flow_entry {
    int64_t time_s;
    uint64_t value[2]; /* a number, or the key of a value in `values` */
    uint32_t next;
};

struct flow_group {
    struct tally_key key;
    int64_t last_s;
    uint32_t first, last; /* entries, oldest first */
    uint32_t count;
    uint32_t distinct;
    wide sum;
    uint32_t older, newer; /* groups of this correlation by last event; or the next free one */
    uint64_t seen;         /* serial of the event that touched it last */
    bool has_fired;        /* and its condition was true ever since */
    int64_t *time;         /* of temporal ones; kept when the group is free */
    wide *sorted;          /* of percentiles; likewise */
    uint32_t sorted_room;
};

/* What one correlation has open. */
struct flow_state {
    uint32_t oldest, newest, free;
    bool is_limited;
    bool was_told;
};

struct rule_flow {
    const struct rule_set *set;
    struct flow_state *state;
    struct vec group; /* struct flow_group */
    struct vec entry; /* struct flow_entry */
    uint32_t free_entry;
    uint32_t groups_used, entries_used;
    struct tally keys;   /* group keys to place + 1 */
    struct tally values; /* of value counts: how often in the window */
    struct buf text;     /* of the key in hand */
    uint64_t serial;
    int64_t now_s;
    uint64_t *yes; /* per rule: serial of its last hit */
    uint64_t *unknown;
    uint32_t touched[TOUCHED_MAX];
    size_t touches;
    struct rule_match match[RULE_MATCHES_MAX];
    /* of the call in hand */
    struct rule_scratch *scratch;
    rule_hit_fn *fn;
    void *ctx;
    bool is_nomem;
};

static inline struct flow_group *flow_group_at(const struct rule_flow *f, uint32_t i)
{
    return (struct flow_group *)f->group.data + i;
}

static inline struct flow_entry *flow_entry_at(const struct rule_flow *f, uint32_t i)
{
    return (struct flow_entry *)f->entry.data + i;
}

static inline bool flow_is_sorted(const struct flow_rule *r)
{
    return r->type == FLOW_VALUE_PERCENTILE && r->percentile;
}

static inline bool flow_counts_values(const struct flow_rule *r)
{
    return r->type == FLOW_VALUE_COUNT || (r->type == FLOW_VALUE_PERCENTILE && !r->percentile);
}

static inline bool flow_is_temporal(const struct flow_rule *r)
{
    return r->type == FLOW_TEMPORAL || r->type == FLOW_TEMPORAL_ORDERED;
}

/* The first second of a window that ends now. */
static inline int64_t flow_window(const struct rule_flow *f, const struct flow_rule *r)
{
    return f->now_s < INT64_MIN + r->span_s ? INT64_MIN : f->now_s - r->span_s;
}

/* A cap was reached: the correlation is undecided from now on. */
static inline void flow_limit(struct rule_flow *f, uint32_t flow)
{
    f->state[flow].is_limited = true;
}

/** An entry at the end of a group, of the present event; NULL without memory (f->is_nomem). */
struct flow_entry *flow_new_entry(struct rule_flow *f, struct flow_group *g);
void flow_drop_oldest(struct rule_flow *f, const struct flow_rule *r, struct flow_group *g);
/** Of a percentile: place of the first number not below n. */
uint32_t flow_sorted_place(const struct flow_group *g, wide n);
/** The group of a key, made when it is not there; RULE_NONE at a cap or without memory. */
uint32_t flow_find_group(struct rule_flow *f, uint32_t flow, struct tally_key key);
/** Make it the one with the newest event. */
void flow_renew_group(struct rule_flow *f, struct flow_state *s, uint32_t at);
/** Drop the groups whose window is empty. */
void flow_drop_stale(struct rule_flow *f, uint32_t flow);

#endif
