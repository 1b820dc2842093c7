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
#include "rule/flow.h"

#include "base/hash.h"
#include "base/mem.h"

/* --- conditions --------------------------------------------------------------------------- */

static int64_t temporal_count(const struct rule_flow *f, const struct flow_rule *r,
                              const struct flow_group *g)
{
    int64_t from = flow_window(f, r), count = 0;
    for (size_t p = 0; p < r->parts; p++) {
        bool has = false;
        if (r->type == FLOW_TEMPORAL)
            has = g->time[p] != FLOW_NEVER && g->time[p] >= from;
        else /* a run of p + 1 rules in order, whichever comes last */
            for (size_t last = p; last < r->parts; last++) {
                int64_t start = g->time[last * r->parts + p];
                has |= start != FLOW_NEVER && start >= from;
            }
        if (r->type == FLOW_TEMPORAL)
            count += has;
        else if (has)
            count = (int64_t)p + 1;
    }
    return count;
}

/* Both sides of a comparison: the measure times 1, and the bound times `scale`. */
static wide measure(const struct rule_flow *f, const struct flow_rule *r, const struct flow_group *g,
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

static bool holds(const struct rule_flow *f, const struct flow_rule *r, const struct flow_group *g)
{
    wide scale;
    if (!flow_is_temporal(r) && !g->count) return false;
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
    struct flow_group *g = flow_group_at(f, group);
    struct tally_key key;
    if (!combination_key(f, c, group, &key)) {
        if (f->text.over)
            flow_limit(f, flow);
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
    struct flow_entry *e = flow_new_entry(f, g);
    if (e)
        memcpy(e->value, key.word, sizeof e->value);
    else if (--cell->value == 0) {
        cell->value = 1;
        tally_take(&f->values, cell);
        g->distinct--;
    }
}

static bool room_for_number(struct rule_flow *f, struct flow_group *g)
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
    struct flow_group *g = flow_group_at(f, group);
    if (flow_is_sorted(r) && !room_for_number(f, g)) return;
    uint32_t i = flow_is_sorted(r) ? flow_sorted_place(g, n) : 0, old = g->count;
    struct flow_entry *e = flow_new_entry(f, g);
    if (!e) return;
    memcpy(e->value, &n, sizeof n);
    g->sum += n;
    if (!flow_is_sorted(r)) return;
    memmove(g->sorted + i + 1, g->sorted + i, (old - i) * sizeof *g->sorted);
    g->sorted[i] = n;
}

static bool has_room(struct rule_flow *f, uint32_t flow, const struct flow_group *g)
{
    const struct flow_rule *r = &f->set->flow[flow];
    uint32_t most = flow_is_sorted(r) ? RULE_FLOW_PERCENTILE_MAX : RULE_FLOW_GROUP_MAX;
    if (g->count < most && f->entries_used < RULE_FLOW_ENTRIES_MAX) return true;
    flow_limit(f, flow);
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
        if (!has_room(f, flow, flow_group_at(f, group))) return;
        if (++tried > RULE_FLOW_KEYS_MAX) {
            flow_limit(f, flow);
            return;
        }
        if (flow_counts_values(r))
            add_value(f, flow, group, &c);
        else if (value_number(&eval_event(f->scratch)->value[c.value[0]], &n))
            add_number(f, r, group, n);
    } while (!f->is_nomem && next_combination(f, &c));
}

/* Times of one part. Ordered: time[last * parts + n] is the latest start of n + 1 rules in order that
   end with `last`. Parts are added from the last to the first, so no event follows itself. */
static void add_time(struct rule_flow *f, const struct flow_rule *r, struct flow_group *g,
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
    struct flow_group *g = flow_group_at(f, group);
    bool is_first = g->seen != f->serial;
    if (is_first) {
        int64_t from = flow_window(f, r);
        while (g->first != RULE_NONE && flow_entry_at(f, g->first)->time_s < from)
            flow_drop_oldest(f, r, g);
        g->has_fired = g->has_fired && holds(f, r, g);
        g->seen = f->serial;
        g->last_s = f->now_s;
        flow_renew_group(f, s, group);
        f->touched[f->touches++] = group;
    }
    if (flow_is_temporal(r))
        add_time(f, r, g, part);
    else if (!is_first)
        return; /* one event counts once, however many of the rules it matches */
    else if (r->type != FLOW_EVENT_COUNT)
        add_values(f, flow, group, part);
    else if (has_room(f, flow, g))
        flow_new_entry(f, g);
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
            flow_limit(f, flow);
            return;
        }
        if (!combination_key(f, &c, flow, &key)) {
            if (f->text.over)
                flow_limit(f, flow);
            else
                f->is_nomem = true;
            return;
        }
        uint32_t group = flow_find_group(f, flow, key);
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
    const struct flow_group *g = flow_group_at(f, group);
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
        struct flow_group *g = flow_group_at(f, f->touched[i]);
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
    flow_drop_stale(f, flow);
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
