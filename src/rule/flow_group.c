/* What correlations have open: entries and groups come, grow old and are dropped. */
#include "rule/flow.h"

#include "base/mem.h"

enum { KEY_TEXT_MAX = 1 << 22 };

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
    f->now_s = FLOW_NEVER;
    for (uint32_t i = 0; i < set->flows; i++)
        f->state[i] = (struct flow_state){ RULE_NONE, RULE_NONE, RULE_NONE, false, false };
    return f;
}

void rule_flow_free(struct rule_flow *f)
{
    if (!f) return;
    struct flow_group *g = f->group.data;
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

bool rule_flow_limited(const struct rule_flow *f, uint32_t rule)
{
    uint32_t at = rule < f->set->rules ? f->set->rule[rule].flow : RULE_NONE;
    return at != RULE_NONE && f->state[at].is_limited;
}

/* --- entries ------------------------------------------------------------------------------ */

static wide entry_number(const struct flow_entry *e)
{
    wide n;
    memcpy(&n, e->value, sizeof n);
    return n;
}

uint32_t flow_sorted_place(const struct flow_group *g, wide n)
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

void flow_drop_oldest(struct rule_flow *f, const struct flow_rule *r, struct flow_group *g)
{
    uint32_t at = g->first;
    struct flow_entry *e = flow_entry_at(f, at);
    if (flow_counts_values(r)) {
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
        if (flow_is_sorted(r)) {
            uint32_t i = flow_sorted_place(g, n);
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

struct flow_entry *flow_new_entry(struct rule_flow *f, struct flow_group *g)
{
    uint32_t at = f->free_entry;
    if (at != RULE_NONE) {
        f->free_entry = flow_entry_at(f, at)->next;
    } else {
        if (!vec_push(&f->entry, sizeof(struct flow_entry))) {
            f->is_nomem = true;
            return NULL;
        }
        at = (uint32_t)f->entry.count - 1;
    }
    struct flow_entry *e = flow_entry_at(f, at);
    *e = (struct flow_entry){ .time_s = f->now_s, .next = RULE_NONE };
    if (g->last == RULE_NONE)
        g->first = at;
    else
        flow_entry_at(f, g->last)->next = at;
    g->last = at;
    g->count++;
    f->entries_used++;
    return e;
}

/* --- groups ------------------------------------------------------------------------------- */

static void unlink_group(struct rule_flow *f, struct flow_state *s, struct flow_group *g)
{
    if (g->older == RULE_NONE)
        s->oldest = g->newer;
    else
        flow_group_at(f, g->older)->newer = g->newer;
    if (g->newer == RULE_NONE)
        s->newest = g->older;
    else
        flow_group_at(f, g->newer)->older = g->older;
}

static void link_newest(struct rule_flow *f, struct flow_state *s, uint32_t at)
{
    struct flow_group *g = flow_group_at(f, at);
    g->older = s->newest;
    g->newer = RULE_NONE;
    if (s->newest == RULE_NONE)
        s->oldest = at;
    else
        flow_group_at(f, s->newest)->newer = at;
    s->newest = at;
}

void flow_renew_group(struct rule_flow *f, struct flow_state *s, uint32_t at)
{
    unlink_group(f, s, flow_group_at(f, at));
    link_newest(f, s, at);
}

static void drop_group(struct rule_flow *f, const struct flow_rule *r, struct flow_state *s,
                       uint32_t at)
{
    struct flow_group *g = flow_group_at(f, at);
    while (g->first != RULE_NONE) flow_drop_oldest(f, r, g);
    unlink_group(f, s, g);
    struct tally_cell *c = tally_find(&f->keys, g->key);
    if (c) tally_take(&f->keys, c);
    g->newer = s->free;
    s->free = at;
    f->groups_used--;
}

void flow_drop_stale(struct rule_flow *f, uint32_t flow)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct flow_state *s = &f->state[flow];
    int64_t from = flow_window(f, r);
    while (s->oldest != RULE_NONE && flow_group_at(f, s->oldest)->last_s < from)
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
    f->now_s = FLOW_NEVER;
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
        s->free = flow_group_at(f, at)->newer;
        return at;
    }
    struct flow_group *g = vec_push(&f->group, sizeof *g);
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

static void make_empty(struct flow_group *g, const struct flow_rule *r, struct tally_key key)
{
    g->key = key;
    g->first = g->last = RULE_NONE;
    g->count = g->distinct = 0;
    g->sum = 0;
    g->seen = 0;
    g->has_fired = false;
    for (size_t i = 0; i < times_of(r); i++) g->time[i] = FLOW_NEVER;
}

uint32_t flow_find_group(struct rule_flow *f, uint32_t flow, struct tally_key key)
{
    const struct flow_rule *r = &f->set->flow[flow];
    struct flow_state *s = &f->state[flow];
    struct tally_cell *c = tally_find(&f->keys, key);
    if (c) return c->value - 1;
    if (f->groups_used >= RULE_FLOW_GROUPS_MAX)
        for (uint32_t i = 0; i < f->set->flows; i++) flow_drop_stale(f, i);
    if (f->groups_used >= RULE_FLOW_GROUPS_MAX) {
        flow_limit(f, flow);
        return RULE_NONE;
    }
    uint32_t at = take_group(f, r, s);
    c = at == RULE_NONE ? NULL : tally_put(&f->keys, key);
    if (!c) {
        if (at != RULE_NONE) {
            flow_group_at(f, at)->newer = s->free;
            s->free = at;
        }
        f->is_nomem = true;
        return RULE_NONE;
    }
    c->value = at + 1;
    make_empty(flow_group_at(f, at), r, key);
    link_newest(f, s, at);
    f->groups_used++;
    return at;
}
