/*
 * Correlations over a stream of events in time order.
 *
 *   event ─► rules that match ─► each correlation they are parts of ─► groups by key
 *                                 group: what happened in [now - timespan, now]
 *
 * Workload: a few dozen correlations, up to 10^5 open groups, windows of minutes to days. Each event
 * touches few groups; groups whose window is empty are dropped in the order of their last event, so
 * no timer runs. Memory is two pools, groups and entries, and two hash tables; all keep their room.
 */
#include "rule/inside.h"
#include "rule/tally.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { KEY_TEXT_MAX = 1 << 22, TOUCHED_MAX = RULE_FLOW_PARTS_MAX * RULE_FLOW_KEYS_MAX };
static const int64_t never = INT64_MIN;

/* One event of a group, or one of its values. */
struct entry {
    int64_t time_s;
    uint64_t value[2]; /* a number, or the key of a value in `values` */
    uint32_t next;
};

struct group {
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
    struct vec group; /* struct group */
    struct vec entry; /* struct entry */
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

/* --- life --------------------------------------------------------------------------------- */

struct rule_flow *rule_flow_new(const struct rule_set *set)
{
    struct rule_flow *f = mem_calloc(1, sizeof *f);
    if (!f) return NULL;
    f->set = set;
    buf_init(&f->text, KEY_TEXT_MAX);
    f->state = mem_calloc((size_t)set->flows + 1, sizeof *f->state);
    f->yes = mem_calloc((size_t)set->rules + 1, sizeof *f->yes);
    f->unknown = mem_calloc((size_t)set->rules + 1, sizeof *f->unknown);
    if (!f->state || !f->yes || !f->unknown) {
        rule_flow_free(f);
        return NULL;
    }
    f->free_entry = RULE_NONE;
    f->now_s = never;
    for (uint32_t i = 0; i < set->flows; i++)
        f->state[i] = (struct flow_state){ RULE_NONE, RULE_NONE, RULE_NONE, false, false };
    return f;
}

void rule_flow_free(struct rule_flow *f)
{
    if (!f) return;
    struct group *g = f->group.data;
    for (size_t i = 0; i < f->group.count; i++) {
        mem_free(g[i].time);
        mem_free(g[i].sorted);
    }
    vec_release(&f->group);
    vec_release(&f->entry);
    tally_release(&f->keys);
    tally_release(&f->values);
    buf_release(&f->text);
    mem_free(f->state);
    mem_free(f->yes);
    mem_free(f->unknown);
    mem_free(f);
}

static struct group *group_at(const struct rule_flow *f, uint32_t i)
{
    return (struct group *)f->group.data + i;
}

static struct entry *entry_at(const struct rule_flow *f, uint32_t i)
{
    return (struct entry *)f->entry.data + i;
}

bool rule_flow_limited(const struct rule_flow *f, uint32_t rule)
{
    uint32_t at = rule < f->set->rules ? f->set->rule[rule].flow : RULE_NONE;
    return at != RULE_NONE && f->state[at].is_limited;
}

/* --- entries ------------------------------------------------------------------------------ */

static wide entry_number(const struct entry *e)
{
    wide n;
    memcpy(&n, e->value, sizeof n);
    return n;
}

/* Place of the first number not below n. */
static uint32_t sorted_place(const struct group *g, wide n)
{
    uint32_t low = 0, high = g->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (g->sorted[mid] < n)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_sorted(const struct flow_rule *r)
{
    return r->type == FLOW_VALUE_PERCENTILE && r->percentile;
}

static bool counts_values(const struct flow_rule *r)
{
    return r->type == FLOW_VALUE_COUNT || (r->type == FLOW_VALUE_PERCENTILE && !r->percentile);
}

static bool is_temporal(const struct flow_rule *r)
{
    return r->type == FLOW_TEMPORAL || r->type == FLOW_TEMPORAL_ORDERED;
}

static void drop_oldest(struct rule_flow *f, const struct flow_rule *r, struct group *g)
{
    uint32_t at = g->first;
    struct entry *e = entry_at(f, at);
    if (counts_values(r)) {
        struct tally_cell *c =
            tally_find(&f->values, (struct tally_key){ { e->value[0], e->value[1] } });
        if (c && --c->value == 0) {
            c->value = 1; /* an empty cell cannot be taken out */
            tally_take(&f->values, c);
            g->distinct--;
        }
    } else if (r->type != FLOW_EVENT_COUNT) {
        wide n = entry_number(e);
        g->sum -= n;
        if (is_sorted(r)) {
            uint32_t i = sorted_place(g, n);
            memmove(g->sorted + i, g->sorted + i + 1, (g->count - i - 1) * sizeof *g->sorted);
        }
    }
    g->first = e->next;
    if (g->first == RULE_NONE) g->last = RULE_NONE;
    g->count--;
    e->next = f->free_entry;
    f->free_entry = at;
    f->entries_used--;
}

static struct entry *new_entry(struct rule_flow *f, struct group *g)
{
    uint32_t at = f->free_entry;
    if (at != RULE_NONE) {
        f->free_entry = entry_at(f, at)->next;
    } else {
        if (!vec_push(&f->entry, sizeof(struct entry))) {
            f->is_nomem = true;
            return NULL;
        }
        at = (uint32_t)f->entry.count - 1;
    }
    struct entry *e = entry_at(f, at);
    *e = (struct entry){ .time_s = f->now_s, .next = RULE_NONE };
    if (g->last == RULE_NONE)
        g->first = at;
    else
        entry_at(f, g->last)->next = at;
    g->last = at;
    g->count++;
    f->entries_used++;
    return e;
}

/* --- groups ------------------------------------------------------------------------------- */

static void unlink_group(struct rule_flow *f, struct flow_state *s, struct group *g)
{
    if (g->older == RULE_NONE)
        s->oldest = g->newer;
    else
        group_at(f, g->older)->newer = g->newer;
    if (g->newer == RULE_NONE)
        s->newest = g->older;
    else
        group_at(f, g->newer)->older = g->older;
}

static void link_newest(struct rule_flow *f, struct flow_state *s, uint32_t at)
{
    struct group *g = group_at(f, at);
    g->older = s->newest;
    g->newer = RULE_NONE;
    if (s->newest == RULE_NONE)
        s->oldest = at;
    else
        group_at(f, s->newest)->newer = at;
    s->newest = at;
}

static void drop_group(struct rule_flow *f, const struct flow_rule *r, struct flow_state *s,
                       uint32_t at)
{
    struct group *g = group_at(f, at);
    while (g->first != RULE_NONE) drop_oldest(f, r, g);
    unlink_group(f, s, g);
    struct tally_cell *c = tally_find(&f->keys, g->key);
    if (c) tally_take(&f->keys, c);
    g->newer = s->free;
    s->free = at;
    f->groups_used--;
}

/* The first second of a window that ends now. */
static int64_t window(const struct rule_flow *f, const struct flow_rule *r)
{
    return f->now_s < INT64_MIN + r->span_s ? INT64_MIN : f->now_s - r->span_s;
}

static void drop_stale(struct rule_flow *f, uint32_t flow)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct flow_state *s = &f->state[flow];
    int64_t from = window(f, r);
    while (s->oldest != RULE_NONE && group_at(f, s->oldest)->last_s < from)
        drop_group(f, r, s, s->oldest);
}

void rule_flow_reset(struct rule_flow *f)
{
    for (uint32_t i = 0; i < f->set->flows; i++) {
        struct flow_state *s = &f->state[i];
        while (s->oldest != RULE_NONE) drop_group(f, &f->set->flow[i], s, s->oldest);
        s->is_limited = s->was_told = false;
    }
    tally_reset(&f->keys);
    tally_reset(&f->values);
    f->now_s = never;
}

static size_t times_of(const struct flow_rule *r)
{
    return r->type == FLOW_TEMPORAL           ? r->parts
           : r->type == FLOW_TEMPORAL_ORDERED ? r->parts * r->parts
                                              : 0;
}

/* A free group of this correlation, or a new one. */
static uint32_t take_group(struct rule_flow *f, const struct flow_rule *r, struct flow_state *s)
{
    uint32_t at = s->free;
    if (at != RULE_NONE) {
        s->free = group_at(f, at)->newer;
        return at;
    }
    struct group *g = vec_push(&f->group, sizeof *g);
    if (!g) return RULE_NONE;
    if (times_of(r)) {
        g->time = mem_alloc(times_of(r) * sizeof *g->time);
        if (!g->time) {
            f->group.count--;
            return RULE_NONE;
        }
    }
    return (uint32_t)f->group.count - 1;
}

static void make_empty(struct group *g, const struct flow_rule *r, struct tally_key key)
{
    g->key = key;
    g->first = g->last = RULE_NONE;
    g->count = g->distinct = 0;
    g->sum = 0;
    g->seen = 0;
    g->has_fired = false;
    for (size_t i = 0; i < times_of(r); i++) g->time[i] = never;
}

static void limit(struct rule_flow *f, uint32_t flow)
{
    f->state[flow].is_limited = true;
}

/* The group of a key; RULE_NONE at a cap or without memory. */
static uint32_t find_group(struct rule_flow *f, uint32_t flow, struct tally_key key)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct flow_state *s = &f->state[flow];
    struct tally_cell *c = tally_find(&f->keys, key);
    if (c) return c->value - 1;
    if (f->groups_used >= RULE_FLOW_GROUPS_MAX)
        for (uint32_t i = 0; i < f->set->flows; i++) drop_stale(f, i);
    if (f->groups_used >= RULE_FLOW_GROUPS_MAX) {
        limit(f, flow);
        return RULE_NONE;
    }
    uint32_t at = take_group(f, r, s);
    c = at == RULE_NONE ? NULL : tally_put(&f->keys, key);
    if (!c) {
        if (at != RULE_NONE) {
            group_at(f, at)->newer = s->free;
            s->free = at;
        }
        f->is_nomem = true;
        return RULE_NONE;
    }
    c->value = at + 1;
    make_empty(group_at(f, at), r, key);
    link_newest(f, s, at);
    f->groups_used++;
    return at;
}

/* --- conditions --------------------------------------------------------------------------- */

static int64_t temporal_count(const struct rule_flow *f, const struct flow_rule *r,
                              const struct group *g)
{
    int64_t from = window(f, r), count = 0;
    for (size_t p = 0; p < r->parts; p++) {
        bool has = false;
        if (r->type == FLOW_TEMPORAL)
            has = g->time[p] != never && g->time[p] >= from;
        else /* a run of p + 1 rules in order, whichever comes last */
            for (size_t last = p; last < r->parts; last++) {
                int64_t start = g->time[last * r->parts + p];
                has |= start != never && start >= from;
            }
        if (r->type == FLOW_TEMPORAL)
            count += has;
        else if (has)
            count = (int64_t)p + 1;
    }
    return count;
}

/* Both sides of a comparison: the measure times 1, and the bound times `scale`. */
static wide measure(const struct rule_flow *f, const struct flow_rule *r, const struct group *g,
                    wide *scale)
{
    *scale = 1;
    switch (r->type) {
    case FLOW_EVENT_COUNT:
        return g->count;
    case FLOW_VALUE_COUNT:
        return g->distinct;
    case FLOW_VALUE_SUM:
        *scale = WIDE_ONE;
        return g->sum;
    case FLOW_VALUE_AVG:
        *scale = WIDE_ONE * g->count;
        return g->sum;
    case FLOW_VALUE_PERCENTILE:
        *scale = WIDE_ONE;
        return g->sorted[((uint64_t)g->count * r->percentile + 99) / 100 - 1];
    case FLOW_TEMPORAL:
    case FLOW_TEMPORAL_ORDERED:
        return temporal_count(f, r, g);
    }
    return 0;
}

static bool within(const struct flow_rule *r, wide value, wide scale)
{
    for (size_t i = 0; i < r->bounds; i++)
        if (!compare_is(r->bound[i].compare, value, r->bound[i].number * scale)) return false;
    return true;
}

static bool holds(const struct rule_flow *f, const struct flow_rule *r, const struct group *g)
{
    wide scale;
    if (!is_temporal(r) && !g->count) return false;
    wide value = measure(f, r, g, &scale);
    return within(r, value, scale);
}

/* --- what an event adds ------------------------------------------------------------------- */

struct combination {
    const uint32_t *slot;
    size_t slots;
    uint32_t value[32];
};

static uint32_t next_value(struct rule_flow *f, uint32_t v)
{
    const struct rule_event *e = eval_event(f->scratch);
    while (v != RULE_NONE && e->value[v].type == RULE_NULL) v = eval_next(f->scratch, v);
    return v;
}

/* The first choice of one value for each slot; false when a slot has none. */
static bool first_combination(struct rule_flow *f, struct combination *c)
{
    for (size_t i = 0; i < c->slots; i++) {
        c->value[i] = next_value(f, eval_first(f->scratch, c->slot[i]));
        if (c->value[i] == RULE_NONE) return false;
    }
    return true;
}

static bool next_combination(struct rule_flow *f, struct combination *c)
{
    for (size_t i = c->slots; i-- > 0;) {
        c->value[i] = next_value(f, eval_next(f->scratch, c->value[i]));
        if (c->value[i] != RULE_NONE) return true;
        c->value[i] = next_value(f, eval_first(f->scratch, c->slot[i]));
    }
    return false;
}

/* A key of texts, and what they belong to. */
static bool combination_key(struct rule_flow *f, const struct combination *c, uint32_t owner,
                            struct tally_key *ret)
{
    uint8_t digest[16];
    buf_reset(&f->text);
    buf_add_bytes(&f->text, &owner, sizeof owner);
    for (size_t i = 0; i < c->slots; i++) {
        str text = eval_folded(f->scratch, c->value[i]);
        uint64_t len = text.len;
        buf_add_bytes(&f->text, &len, sizeof len);
        buf_add(&f->text, text);
    }
    if (f->text.failed) return false;
    xxh128_of(buf_str(&f->text), digest);
    memcpy(ret->word, digest, sizeof digest);
    return true;
}

static void add_value(struct rule_flow *f, uint32_t flow, uint32_t group,
                      const struct combination *c)
{
    struct group *g = group_at(f, group);
    struct tally_key key;
    if (!combination_key(f, c, group, &key)) {
        if (f->text.over)
            limit(f, flow);
        else
            f->is_nomem = true;
        return;
    }
    struct tally_cell *cell = tally_put(&f->values, key);
    if (!cell) {
        f->is_nomem = true;
        return;
    }
    if (!cell->value) g->distinct++;
    cell->value++;
    struct entry *e = new_entry(f, g);
    if (e)
        memcpy(e->value, key.word, sizeof e->value);
    else if (--cell->value == 0) {
        cell->value = 1;
        tally_take(&f->values, cell);
        g->distinct--;
    }
}

static bool room_for_number(struct rule_flow *f, struct group *g)
{
    if (g->count < g->sorted_room) return true;
    uint32_t room = g->sorted_room ? g->sorted_room * 2 : 16;
    wide *p = mem_realloc(g->sorted, room * sizeof *p);
    if (!p) {
        f->is_nomem = true;
        return false;
    }
    g->sorted = p;
    g->sorted_room = room;
    return true;
}

static void add_number(struct rule_flow *f, const struct flow_rule *r, uint32_t group, wide n)
{
    struct group *g = group_at(f, group);
    if (is_sorted(r) && !room_for_number(f, g)) return;
    uint32_t i = is_sorted(r) ? sorted_place(g, n) : 0, old = g->count;
    struct entry *e = new_entry(f, g);
    if (!e) return;
    memcpy(e->value, &n, sizeof n);
    g->sum += n;
    if (!is_sorted(r)) return;
    memmove(g->sorted + i + 1, g->sorted + i, (old - i) * sizeof *g->sorted);
    g->sorted[i] = n;
}

static bool has_room(struct rule_flow *f, uint32_t flow, const struct group *g)
{
    const struct flow_rule *r = &f->set->flow[flow];
    uint32_t most = is_sorted(r) ? RULE_FLOW_PERCENTILE_MAX : RULE_FLOW_GROUP_MAX;
    if (g->count < most && f->entries_used < RULE_FLOW_ENTRIES_MAX) return true;
    limit(f, flow);
    return false;
}

static void add_values(struct rule_flow *f, uint32_t flow, uint32_t group, size_t part)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct combination c = { .slot = r->field + part * r->fields, .slots = r->fields };
    size_t tried = 0;
    if (!first_combination(f, &c)) return;
    do {
        wide n;
        if (!has_room(f, flow, group_at(f, group))) return;
        if (++tried > RULE_FLOW_KEYS_MAX) {
            limit(f, flow);
            return;
        }
        if (counts_values(r))
            add_value(f, flow, group, &c);
        else if (value_number(&eval_event(f->scratch)->value[c.value[0]], &n))
            add_number(f, r, group, n);
    } while (!f->is_nomem && next_combination(f, &c));
}

/* Times of one part. Ordered: time[last * parts + n] is the latest start of n + 1 rules in order that
   end with `last`. Parts are added from the last to the first, so no event follows itself. */
static void add_time(struct rule_flow *f, const struct flow_rule *r, struct group *g,
                     size_t part)
{
    if (r->type == FLOW_TEMPORAL) {
        g->time[part] = f->now_s;
        return;
    }
    int64_t *own = g->time + part * r->parts;
    own[0] = f->now_s;
    for (size_t before = 0; before < part; before++)
        for (size_t n = 0; n < part; n++) {
            int64_t start = g->time[before * r->parts + n];
            if (start > own[n + 1]) own[n + 1] = start;
        }
}

/* The group of one key: brought up to now when this event touches it first, then added to. */
static void touch(struct rule_flow *f, uint32_t flow, uint32_t group, size_t part)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct flow_state *s = &f->state[flow];
    struct group *g = group_at(f, group);
    bool is_first = g->seen != f->serial;
    if (is_first) {
        int64_t from = window(f, r);
        while (g->first != RULE_NONE && entry_at(f, g->first)->time_s < from)
            drop_oldest(f, r, g);
        g->has_fired = g->has_fired && holds(f, r, g);
        g->seen = f->serial;
        g->last_s = f->now_s;
        unlink_group(f, s, g);
        link_newest(f, s, group);
        f->touched[f->touches++] = group;
    }
    if (is_temporal(r))
        add_time(f, r, g, part);
    else if (!is_first)
        return; /* one event counts once, however many of the rules it matches */
    else if (r->type != FLOW_EVENT_COUNT)
        add_values(f, flow, group, part);
    else if (has_room(f, flow, g))
        new_entry(f, g);
}

static void add_part(struct rule_flow *f, uint32_t flow, size_t part)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct combination c = { .slot = r->key + part * r->keys, .slots = r->keys };
    size_t tried = 0;
    if (!first_combination(f, &c)) return;
    do {
        struct tally_key key;
        if (++tried > RULE_FLOW_KEYS_MAX) {
            limit(f, flow);
            return;
        }
        if (!combination_key(f, &c, flow, &key)) {
            if (f->text.over)
                limit(f, flow);
            else
                f->is_nomem = true;
            return;
        }
        uint32_t group = find_group(f, flow, key);
        if (group != RULE_NONE) touch(f, flow, group, part);
    } while (!f->is_nomem && next_combination(f, &c));
}

/* --- hits --------------------------------------------------------------------------------- */

static bool is_slot_of(const struct rule_flow *f, const struct flow_rule *r, uint32_t slot)
{
    for (size_t p = 0; p < r->parts; p++) {
        if (f->yes[r->part[p]] != f->serial) continue;
        for (size_t k = 0; k < r->keys; k++)
            if (r->key[p * r->keys + k] == slot) return true;
        for (size_t k = 0; k < r->fields; k++)
            if (r->field[p * r->fields + k] == slot) return true;
    }
    return false;
}

static void fire(struct rule_flow *f, const struct flow_rule *r)
{
    const struct rule_event *e = eval_event(f->scratch);
    struct rule_hit hit = {
        .rule = r->rule, .truth = RULE_YES, .match = f->match, .time_s = f->now_s
    };
    for (uint32_t i = 0; i < e->count; i++) {
        uint32_t slot = e->value[i].slot;
        if (slot >= f->set->slots || !is_slot_of(f, r, slot)) continue;
        if (hit.matches == RULE_MATCHES_MAX) {
            hit.is_cut = true;
            break;
        }
        f->match[hit.matches++] = (struct rule_match){ slot, i };
    }
    f->yes[r->rule] = f->serial;
    if (!f->set->rule[r->rule].info.is_part) f->fn(f->ctx, &hit);
}

static void tell_unknown(struct rule_flow *f, const struct flow_rule *r, const char *why)
{
    struct rule_hit hit = { .rule = r->rule,
                            .truth = RULE_UNDECIDED,
                            .why = str_c(why),
                            .match = f->match,
                            .time_s = f->now_s };
    f->unknown[r->rule] = f->serial;
    f->fn(f->ctx, &hit);
}

/* Of value_percentile without a percentile: is this event's own value as rare, or as frequent, in its
   group as the condition says? Asked of every event anew. */
static bool own_share(struct rule_flow *f, const struct flow_rule *r, uint32_t group)
{
    const struct group *g = group_at(f, group);
    for (size_t p = 0; p < r->parts; p++) {
        struct combination c = { .slot = r->field + p * r->fields, .slots = r->fields };
        size_t tried = 0;
        if (f->yes[r->part[p]] != f->serial || !first_combination(f, &c)) continue;
        do {
            struct tally_key key;
            struct tally_cell *cell;
            if (!combination_key(f, &c, group, &key)) return false;
            cell = tally_find(&f->values, key);
            if (cell && within(r, (wide)cell->value * 100, g->count)) return true;
        } while (++tried < RULE_FLOW_KEYS_MAX && next_combination(f, &c));
    }
    return false;
}

static void ask_touched(struct rule_flow *f, uint32_t flow)
{
    const struct flow_rule *r = &f->set->flow[flow];
    bool is_share = r->type == FLOW_VALUE_PERCENTILE && !r->percentile, is_hit = false;
    for (size_t i = 0; i < f->touches; i++) {
        struct group *g = group_at(f, f->touched[i]);
        bool is = is_share ? own_share(f, r, f->touched[i]) : holds(f, r, g);
        is_hit |= is && (is_share || !g->has_fired);
        g->has_fired = is && !is_share;
    }
    if (is_hit) fire(f, r);
}

static void run_flow(struct rule_flow *f, uint32_t flow)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct flow_state *s = &f->state[flow];
    bool is_unknown = false;
    f->touches = 0;
    drop_stale(f, flow);
    for (size_t i = 0; i < r->parts; i++) {
        size_t part = r->type == FLOW_TEMPORAL_ORDERED ? r->parts - 1 - i : i;
        is_unknown |= f->unknown[r->part[part]] == f->serial;
        if (f->yes[r->part[part]] == f->serial) add_part(f, flow, part);
    }
    ask_touched(f, flow);
    if (is_unknown) tell_unknown(f, r, "a rule it rests on could not be asked");
    if (s->is_limited && !s->was_told) {
        s->was_told = true;
        tell_unknown(f, r, "a limit of correlations was reached");
    }
}

static void on_rule(void *ctx, const struct rule_hit *hit)
{
    struct rule_flow *f = ctx;
    if (hit->truth == RULE_YES)
        f->yes[hit->rule] = f->serial;
    else
        f->unknown[hit->rule] = f->serial;
    if (!f->set->rule[hit->rule].info.is_part || hit->truth != RULE_YES) f->fn(f->ctx, hit);
}

cordon_status rule_flow_event(struct rule_flow *f, struct rule_scratch *scratch,
                              const struct rule_event *event, rule_hit_fn *fn, void *ctx,
                              struct cordon_error *err)
{
    if (event->time_s < f->now_s)
        return error_set(err, CORDON_ARGUMENT, "events must come in the order of their times");
    f->serial++;
    f->now_s = event->time_s;
    f->scratch = scratch;
    f->fn = fn;
    f->ctx = ctx;
    f->is_nomem = false;
    cordon_status st = eval_all(scratch, event, on_rule, f, true, err);
    if (st) return st;
    for (uint32_t i = 0; i < f->set->flows && !f->is_nomem; i++) run_flow(f, i);
    return f->is_nomem ? error_nomem(err) : CORDON_OK;
}
