/*
 * A book as of a day, and the tests on it.
 *
 * Workload: up to millions of holdings, few of whose holders are blocked; what a blocked party reaches
 * is small. Statements are joined to one range a pair of owner and owned; each test is then a cascade in
 * rounds from the blocked parties: a party is in once the shares of those that are in reach the
 * threshold. Rounds make the result the same whatever the order of the statements, and cross-holdings
 * end, as nothing is in twice: it is the least fixed point, so a circle does not hold itself up.
 *
 *   pair (owner, owned, kind) -> range; sorted by owned; by_owner lists them by owner
 */
#include "owner/owner.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

enum { HALF_BP = 5000, STAGE_COUNT = 3, EFFECTIVE_ROUNDS = 64 };
#define EFFECTIVE_WHOLE ((uint64_t)1000000)

/* What a cascade counts. */
enum stage { STAGE_SURE = 0, STAGE_POSSIBLE, STAGE_UNKNOWN };

struct pair {
    uint32_t owner, owned;
    uint32_t first, count; /* of its statements in order[] */
    uint32_t group;        /* of owners that act together, 0: none */
    uint16_t min_bp, max_bp;
    uint8_t  kind;
    bool     is_unknown;
};

/* A cascade at work, or done: what is touched is listed, so that the next costs only what it reaches. */
struct cascade {
    uint32_t *level; /* 0: out; 1: a seed; n: in by those of lower levels */
    uint8_t  *mark;  /* MARK_ bits */
    uint32_t *sum[2], *sum_min[2]; /* of shares and votes that those who are in hold; at least of them */
    uint32_t *touched;
    uint32_t  touched_count;
    uint8_t  *group_done;
    uint32_t *frontier;
};

struct owner_graph {
    const struct owner_book  *book;
    uint32_t                  n;
    uint8_t                  *seeds[OWNER_TEST_COUNT];
    const struct owner_edge **order; /* statements that count, sorted */
    struct pair              *pair;  /* sorted by owned */
    uint32_t                  pair_count;
    uint32_t                 *by_owner, *owner_at; /* pairs of owner i: by_owner[owner_at[i] ..] */
    uint32_t                 *owned_at;            /* pairs of owned i: pair[owned_at[i] ..] */
    uint32_t                 *told[2]; /* by party: what its holders have at least, in shares and votes */
    struct range { uint32_t min, max; bool is_open; } *group;
    uint32_t                  group_count;
    uint32_t                 *by_key;  /* parties in the order of their keys */
    struct owner_sums         sums;
    uint8_t                  *state[OWNER_TEST_COUNT]; /* enum owner_state | FLAG_ */
    uint16_t                 *held_min[OWNER_TEST_COUNT], *held_max[OWNER_TEST_COUNT];
    uint32_t                 *level[OWNER_TEST_COUNT][STAGE_COUNT];
    uint32_t                 *person[STAGE_COUNT];        /* UK: the one a finding rests on */
    uint32_t                 *effective[OWNER_TEST_COUNT]; /* millionths; not of UK */
    struct cascade            work;
    bool                      is_standing; /* UK: work holds the cascade of ... */
    struct owner_trail        standing;
};

enum { STATE_MASK = 7, FLAG_CONTROL = 8, FLAG_EFFECTIVE = 16 };
enum { MARK_TOUCHED = 1, MARK_RULED = 2 /* by control or a link of who is in */, MARK_CONTROL = 4 };

/* --- statements to pairs -------------------------------------------------------------------------------- */

/* Order by content alone, so that the order of the files' rows never shows. */
static int compare_edges(const void *a, const void *b)
{
    const struct owner_edge *x = *(const struct owner_edge *const *)a;
    const struct owner_edge *y = *(const struct owner_edge *const *)b;
#define BY(field) if (x->field != y->field) return x->field < y->field ? -1 : 1
    BY(owned);
    BY(owner);
    BY(kind);
    BY(file);
    BY(min_bp);
    BY(max_bp);
    BY(is_unknown);
    BY(joint);
    BY(from);
    BY(to);
    BY(owner_as);
    BY(owned_as);
#undef BY
    int c = str_cmp(x->source, y->source);
    return c ? c : x->line < y->line ? -1 : x->line > y->line;
}

static bool is_repeated(const struct owner_edge *x, const struct owner_edge *y)
{
    return x->owned == y->owned && x->owner == y->owner && x->kind == y->kind && x->file == y->file &&
           x->min_bp == y->min_bp && x->max_bp == y->max_bp && x->is_unknown == y->is_unknown &&
           x->joint == y->joint && x->from == y->from && x->to == y->to && x->owner_as == y->owner_as &&
           x->owned_as == y->owned_as && str_eq(x->source, y->source);
}

/* The statements in force on the day, sorted, each once. */
static uint32_t pick_edges(struct owner_graph *g, int32_t day)
{
    uint32_t count = 0, kept = 0;
    for (uint32_t i = 0; i < g->book->edge_count; i++) {
        const struct owner_edge *e = &g->book->edge[i];
        bool is_in = (e->from == OWNER_NO_DAY || e->from <= day) && (e->to == OWNER_NO_DAY || day <= e->to);
        g->sums.outside += !is_in;
        if (is_in) g->order[count++] = e;
    }
    if (count) qsort(g->order, count, sizeof *g->order, compare_edges);
    for (uint32_t i = 0; i < count; i++) {
        if (i && is_repeated(g->order[i - 1], g->order[i])) {
            g->sums.repeated++;
            continue;
        }
        g->sums.undated += g->order[i]->from == OWNER_NO_DAY && g->order[i]->to == OWNER_NO_DAY;
        g->order[kept++] = g->order[i];
    }
    g->sums.edges = kept;
    return kept;
}

static bool is_same_pair(const struct owner_edge *x, const struct owner_edge *y)
{
    return x->owned == y->owned && x->owner == y->owner && x->kind == y->kind;
}

/* A sum that a number has no room for stays at its greatest: turned over it would read as a small holding. */
static void add_bp(uint32_t *sum, uint32_t bp)
{
    *sum = bp > UINT32_MAX - *sum ? UINT32_MAX : *sum + bp;
}

/* Within a file holdings add up; between files, which tell of the same holdings, the widest range holds, and
 * a file that tells all of it outweighs one that leaves a share open. max_bp is of what is told. */
static void join_range(struct owner_graph *g, struct pair *p)
{
    uint32_t low = UINT32_MAX, high = 0, low_open = UINT32_MAX, high_open = 0;
    bool is_told = false, is_disputed = false;
    for (uint32_t i = p->first; i < p->first + p->count;) {
        uint32_t min = 0, max = 0, k = i;
        bool is_open = false;
        for (; k < p->first + p->count && g->order[k]->file == g->order[i]->file; k++) {
            add_bp(&min, g->order[k]->is_unknown ? 0 : g->order[k]->min_bp);
            add_bp(&max, g->order[k]->is_unknown ? 0 : g->order[k]->max_bp);
            is_open = is_open || g->order[k]->is_unknown;
            if (!p->group) p->group = g->order[k]->joint;
        }
        i = k;
        if (is_open) {
            low_open = num_min_u32(low_open, min);
            high_open = num_max_u32(high_open, max);
            continue;
        }
        is_disputed = is_disputed || (is_told && (min > high || max < low));
        low = num_min_u32(low, min);
        high = num_max_u32(high, max);
        is_told = true;
    }
    p->is_unknown = !is_told;
    p->min_bp = (uint16_t)num_min_u32(is_told ? low : low_open, OWNER_WHOLE_BP);
    p->max_bp = (uint16_t)num_min_u32(is_told ? high : high_open, OWNER_WHOLE_BP);
    g->sums.disputed += is_disputed;
}

static void make_pairs(struct owner_graph *g, uint32_t count)
{
    for (uint32_t i = 0; i < count;) {
        struct pair *p = &g->pair[g->pair_count++];
        *p = (struct pair){ .owner = g->order[i]->owner, .owned = g->order[i]->owned, .first = i,
                            .kind = g->order[i]->kind };
        while (i < count && is_same_pair(g->order[p->first], g->order[i])) i++;
        p->count = i - p->first;
        join_range(g, p);
    }
}

/* The number that a file gave to those who act together, made one for each party they hold and for shares and
 * votes apart. */
static void make_groups(struct owner_graph *g)
{
    for (uint32_t x = 0; x < g->n; x++)
        for (uint32_t i = g->owned_at[x]; i < g->owned_at[x + 1]; i++) {
            struct pair *p = &g->pair[i];
            uint32_t joint = p->group;
            if (!joint || p->kind > OWNER_VOTE) {
                p->group = 0;
                continue;
            }
            if (joint > g->book->joint_count) continue; /* done with an earlier one */
            uint32_t id = ++g->group_count;
            for (uint32_t k = i; k < g->owned_at[x + 1]; k++) {
                struct pair *q = &g->pair[k];
                if (q->kind != p->kind || q->group != joint) continue;
                q->group = g->book->joint_count + id;
                add_bp(&g->group[id].min, q->min_bp);
                add_bp(&g->group[id].max, q->max_bp);
                g->group[id].is_open = g->group[id].is_open || q->is_unknown;
            }
        }
    for (uint32_t i = 0; i < g->pair_count; i++)
        if (g->pair[i].group) g->pair[i].group -= g->book->joint_count;
}

static void index_pairs(struct owner_graph *g)
{
    for (uint32_t i = 0; i < g->pair_count; i++) {
        g->owned_at[g->pair[i].owned + 1]++;
        g->owner_at[g->pair[i].owner + 1]++;
        if (g->pair[i].kind <= OWNER_VOTE) add_bp(&g->told[g->pair[i].kind][g->pair[i].owned], g->pair[i].min_bp);
    }
    for (uint32_t x = 0; x < g->n; x++) {
        g->owned_at[x + 1] += g->owned_at[x];
        g->owner_at[x + 1] += g->owner_at[x];
        g->sums.contradicted += g->told[OWNER_SHARE][x] > OWNER_WHOLE_BP;
    }
    uint32_t *at = g->work.frontier; /* free until a cascade runs */
    memcpy(at, g->owner_at, g->n * sizeof *at);
    for (uint32_t i = 0; i < g->pair_count; i++) g->by_owner[at[g->pair[i].owner]++] = i;
}

/* --- cascades ---------------------------------------------------------------------------------------------- */

/* Of capital: US and EU half or more, UK more than half. Of votes a majority, wherever they count. */
static uint32_t need_of(enum owner_test t, size_t kind)
{
    return kind == OWNER_VOTE || t == OWNER_UK ? HALF_BP + 1 : HALF_BP;
}

static void touch(struct cascade *c, uint32_t x)
{
    if (c->mark[x] & MARK_TOUCHED) return;
    c->mark[x] = MARK_TOUCHED;
    c->touched[c->touched_count++] = x;
}

static void forget(struct owner_graph *g)
{
    struct cascade *c = &g->work;
    for (uint32_t i = 0; i < c->touched_count; i++) {
        uint32_t x = c->touched[i];
        for (uint32_t k = g->owned_at[x]; g->group_count && k < g->owned_at[x + 1]; k++)
            c->group_done[g->pair[k].group] = 0;
        c->level[x] = 0;
        c->mark[x] = 0;
        for (size_t v = 0; v < 2; v++) c->sum[v][x] = c->sum_min[v][x] = 0;
    }
    c->touched_count = 0;
}

/* What may be counted of a holding at this stage. */
static uint32_t counted(const struct pair *p, enum stage s)
{
    if (s == STAGE_SURE) return p->min_bp;
    return p->is_unknown && s == STAGE_UNKNOWN ? OWNER_WHOLE_BP : p->max_bp;
}

/* The owner of this holding is in. */
static void add_pair(struct owner_graph *g, enum owner_test t, enum stage s, const struct pair *p)
{
    struct cascade *c = &g->work;
    uint32_t x = p->owned;
    touch(c, x);
    if (p->kind == OWNER_CONTROL && t != OWNER_US) c->mark[x] |= MARK_RULED | MARK_CONTROL;
    if (p->kind == OWNER_CONTROL && t == OWNER_US) return;
    if (p->kind == OWNER_LINK && s == STAGE_UNKNOWN) c->mark[x] |= MARK_RULED;
    if (p->kind > OWNER_VOTE || (p->kind == OWNER_VOTE && t == OWNER_US)) return;
    if (p->group && t == OWNER_UK) { /* all who act together count as one */
        if (c->group_done[p->group]) return;
        c->group_done[p->group] = 1;
        struct range r = g->group[p->group];
        add_bp(&c->sum[p->kind][x], s == STAGE_SURE ? r.min : s == STAGE_UNKNOWN && r.is_open ? OWNER_WHOLE_BP : r.max);
        add_bp(&c->sum_min[p->kind][x], r.min);
        return;
    }
    add_bp(&c->sum[p->kind][x], counted(p, s));
    add_bp(&c->sum_min[p->kind][x], p->min_bp);
}

/* What they hold, less what others hold for certain. */
static uint32_t held(const struct owner_graph *g, enum stage s, size_t kind, uint32_t x)
{
    const struct cascade *c = &g->work;
    uint32_t sum = num_min_u32(c->sum[kind][x], OWNER_WHOLE_BP);
    uint32_t told = g->told[kind][x];
    if (s == STAGE_SURE || told > OWNER_WHOLE_BP || c->sum_min[kind][x] > told) return sum;
    return num_min_u32(sum, OWNER_WHOLE_BP - (told - c->sum_min[kind][x]));
}

static bool is_in(const struct owner_graph *g, enum owner_test t, enum stage s, uint32_t x)
{
    return (g->work.mark[x] & MARK_RULED) || held(g, s, OWNER_SHARE, x) >= need_of(t, OWNER_SHARE) ||
           (t != OWNER_US && held(g, s, OWNER_VOTE, x) >= need_of(t, OWNER_VOTE));
}

/* Run from the parties in frontier[0 .. count): each round lets in those whom the rounds before hold. */
static void cascade_run(struct owner_graph *g, enum owner_test t, enum stage s, uint32_t count)
{
    struct cascade *c = &g->work;
    for (uint32_t i = 0; i < count; i++) {
        touch(c, c->frontier[i]);
        c->level[c->frontier[i]] = 1;
    }
    for (uint32_t level = 2, from = 0; from < count; level++) {
        uint32_t end = count;
        for (uint32_t i = from; i < end; i++)
            for (uint32_t k = g->owner_at[c->frontier[i]]; k < g->owner_at[c->frontier[i] + 1]; k++)
                add_pair(g, t, s, &g->pair[g->by_owner[k]]);
        for (uint32_t i = from; i < end; i++)
            for (uint32_t k = g->owner_at[c->frontier[i]]; k < g->owner_at[c->frontier[i] + 1]; k++) {
                uint32_t x = g->pair[g->by_owner[k]].owned;
                if (c->level[x] || !is_in(g, t, s, x)) continue;
                c->level[x] = level;
                c->frontier[count++] = x;
            }
        from = end;
    }
}

static bool is_seed(const struct owner_graph *g, enum owner_test t, enum stage s, uint32_t x)
{
    return g->seeds[t][x] == OWNER_BLOCKED || (s != STAGE_SURE && g->seeds[t][x] == OWNER_MAYBE);
}

/* Keep what a cascade found. @param person  UK: whose it is. @param above  levels of cascades before it */
static void keep(struct owner_graph *g, enum owner_test t, enum stage s, uint32_t person, uint32_t above)
{
    const struct cascade *c = &g->work;
    for (uint32_t i = 0; i < c->touched_count; i++) {
        uint32_t x = c->touched[i];
        uint16_t share = (uint16_t)held(g, s, OWNER_SHARE, x);
        if (s == STAGE_SURE && share > g->held_min[t][x]) g->held_min[t][x] = share;
        if (s == STAGE_POSSIBLE && share > g->held_max[t][x]) g->held_max[t][x] = share;
        if (!c->level[x] || g->level[t][s][x]) continue;
        g->level[t][s][x] = above + c->level[x];
        if (t == OWNER_UK) g->person[s][x] = person;
        enum owner_state was = (enum owner_state)(g->state[t][x] & STATE_MASK);
        enum owner_state now = g->seeds[t][x] == OWNER_BLOCKED ? OWNER_IS_BLOCKED
                               : c->level[x] == 1    ? OWNER_POSSIBLE
                               : s == STAGE_SURE     ? OWNER_OWNED
                               : s == STAGE_POSSIBLE ? OWNER_POSSIBLE
                                                     : OWNER_UNKNOWN;
        bool is_control = c->level[x] > 1 && share < need_of(t, OWNER_SHARE) &&
                          ((c->mark[x] & MARK_CONTROL) || held(g, s, OWNER_VOTE, x) >= need_of(t, OWNER_VOTE));
        if (now > was) g->state[t][x] = (uint8_t)(now | (is_control ? FLAG_CONTROL : 0));
    }
}

static void test_aggregate(struct owner_graph *g, enum owner_test t, enum stage s)
{
    uint32_t count = 0;
    for (uint32_t x = 0; x < g->n; x++)
        if (is_seed(g, t, s, x) || (s == STAGE_UNKNOWN && (g->state[t][x] & FLAG_EFFECTIVE)))
            g->work.frontier[count++] = x;
    cascade_run(g, t, s, count);
    keep(g, t, s, 0, 0);
    forget(g);
}

/* Holdings of different persons do not add up, but for those who act together: one person at a time. */
static void test_each(struct owner_graph *g, enum owner_test t, enum stage s)
{
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t x = g->by_key[i];
        if (!is_seed(g, t, s, x)) continue;
        g->work.frontier[0] = x;
        cascade_run(g, t, s, 1);
        keep(g, t, s, x, 0);
        forget(g);
    }
}

/* What the owners of x are worth to it: shares multiplied upwards, less what the others hold for certain. */
static uint32_t effective_of(const struct owner_graph *g, const uint32_t *v, uint32_t x)
{
    uint64_t sum = 0, others = 0;
    for (uint32_t k = g->owned_at[x]; k < g->owned_at[x + 1]; k++) {
        const struct pair *p = &g->pair[k];
        if (p->kind != OWNER_SHARE) continue;
        sum += ((uint64_t)v[p->owner] * p->max_bp + OWNER_WHOLE_BP - 1) / OWNER_WHOLE_BP;
        if (!v[p->owner]) others += p->min_bp;
    }
    uint64_t most = EFFECTIVE_WHOLE;
    if (g->told[OWNER_SHARE][x] <= OWNER_WHOLE_BP) most -= others * (EFFECTIVE_WHOLE / OWNER_WHOLE_BP);
    return (uint32_t)(sum < most ? sum : most);
}

/* Shares multiplied along every chain and summed; circles come to rest, as each round adds less. */
static void find_effective(struct owner_graph *g, enum owner_test t)
{
    uint32_t *v = g->effective[t], *fresh = g->work.touched;
    bool is_moving = true;
    for (uint32_t x = 0; x < g->n; x++) v[x] = is_seed(g, t, STAGE_POSSIBLE, x) ? EFFECTIVE_WHOLE : 0;
    for (unsigned round = 0; is_moving && round < EFFECTIVE_ROUNDS; round++) {
        is_moving = false;
        for (uint32_t x = 0; x < g->n; x++) {
            fresh[x] = is_seed(g, t, STAGE_POSSIBLE, x) ? (uint32_t)EFFECTIVE_WHOLE : effective_of(g, v, x);
            is_moving = is_moving || fresh[x] != v[x];
        }
        memcpy(v, fresh, g->n * sizeof *v);
    }
}

/* Half of a party can be theirs through holdings each too small to count, or through its own circle: no test
 * says that it is owned, and somebody should look; at what it owns, too. */
static void test_effective(struct owner_graph *g, enum owner_test t)
{
    uint32_t count = 0, fresh = 0;
    if (g->n == 0) return;
    find_effective(g, t);
    for (uint32_t x = 0; x < g->n; x++) {
        bool is_new = g->effective[t][x] >= need_of(t, OWNER_SHARE) * (uint64_t)100 &&
                      (g->state[t][x] & STATE_MASK) < OWNER_POSSIBLE;
        if (is_new) g->state[t][x] = OWNER_POSSIBLE | FLAG_EFFECTIVE;
        fresh += is_new;
        if (is_new || is_seed(g, t, STAGE_POSSIBLE, x)) g->work.frontier[count++] = x;
    }
    if (fresh == 0) return;
    cascade_run(g, t, STAGE_POSSIBLE, count);
    keep(g, t, STAGE_POSSIBLE, 0, g->n + 1);
    forget(g);
}

/* --- the door ---------------------------------------------------------------------------------------------- */

struct key_of {
    str      key;
    uint32_t party;
};

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const struct key_of *)a)->key, ((const struct key_of *)b)->key);
}

static bool sort_parties(struct owner_graph *g)
{
    struct key_of *keys = mem_calloc(g->n ? g->n : 1, sizeof *keys);
    if (!keys) return false;
    for (uint32_t i = 0; i < g->n; i++) keys[i] = (struct key_of){ g->book->party[i].key, i };
    qsort(keys, g->n, sizeof *keys, by_key);
    for (uint32_t i = 0; i < g->n; i++) g->by_key[i] = keys[i].party;
    mem_free(keys);
    return true;
}

static bool take_memory(struct owner_graph *g, const uint8_t *const seeds[OWNER_TEST_COUNT])
{
    size_t n = (size_t)g->n + 1, e = (size_t)g->book->edge_count + 1;
    struct cascade *c = &g->work;
    bool ok = (g->order = mem_calloc(e, sizeof *g->order)) && (g->pair = mem_calloc(e, sizeof *g->pair)) &&
              (g->by_owner = mem_calloc(e, 4)) && (g->owner_at = mem_calloc(n + 1, 4)) &&
              (g->owned_at = mem_calloc(n + 1, 4)) && (g->group = mem_calloc(e, sizeof *g->group)) &&
              (g->by_key = mem_calloc(n, 4)) && (c->level = mem_calloc(n, 4)) && (c->mark = mem_calloc(n, 1)) &&
              (c->touched = mem_calloc(n, 4)) && (c->group_done = mem_calloc(e, 1)) &&
              (c->frontier = mem_calloc(n, 4));
    for (size_t i = 0; ok && i < 2; i++)
        ok = (c->sum[i] = mem_calloc(n, 4)) && (c->sum_min[i] = mem_calloc(n, 4)) &&
             (g->told[i] = mem_calloc(n, 4));
    for (size_t i = 0; ok && i < STAGE_COUNT; i++) ok = (g->person[i] = mem_calloc(n, 4)) != NULL;
    for (size_t t = 0; ok && t < OWNER_TEST_COUNT; t++) {
        ok = (g->seeds[t] = mem_calloc(n, 1)) && (g->state[t] = mem_calloc(n, 1)) &&
             (g->held_min[t] = mem_calloc(n, 2)) && (g->held_max[t] = mem_calloc(n, 2)) &&
             (g->effective[t] = mem_calloc(n, 4));
        for (size_t i = 0; ok && i < STAGE_COUNT; i++) ok = (g->level[t][i] = mem_calloc(n, 4)) != NULL;
        if (ok && g->n) memcpy(g->seeds[t], seeds[t], g->n);
    }
    return ok;
}

cordon_status owner_solve(const struct owner_book *b, const uint8_t *const seeds[OWNER_TEST_COUNT],
                          int32_t day, struct owner_graph **ret_graph, struct cordon_error *err)
{
    struct owner_graph *g = mem_calloc(1, sizeof *g);
    if (!g) return error_nomem(err);
    g->book = b;
    g->n = b->party_count;
    if (!take_memory(g, seeds) || !sort_parties(g)) {
        owner_graph_free(g);
        return error_nomem(err);
    }
    make_pairs(g, pick_edges(g, day));
    index_pairs(g);
    make_groups(g);
    static const enum stage stages[STAGE_COUNT] = { STAGE_SURE, STAGE_POSSIBLE, STAGE_UNKNOWN };
    for (size_t i = 0; i < STAGE_COUNT; i++) {
        enum stage s = stages[i];
        test_aggregate(g, OWNER_US, s);
        test_aggregate(g, OWNER_EU, s);
        test_each(g, OWNER_UK, s);
        if (s != STAGE_POSSIBLE) continue;
        test_effective(g, OWNER_US);
        test_effective(g, OWNER_EU);
    }
    *ret_graph = g;
    return CORDON_OK;
}

void owner_graph_free(struct owner_graph *g)
{
    if (!g) return;
    struct cascade *c = &g->work;
    void *all[] = { g->order, g->pair, g->by_owner, g->owner_at, g->owned_at, g->group, g->by_key, c->level,
                    c->mark, c->touched, c->group_done, c->frontier };
    for (size_t i = 0; i < COUNT_OF(all); i++) mem_free(all[i]);
    for (size_t i = 0; i < 2; i++) {
        mem_free(c->sum[i]);
        mem_free(c->sum_min[i]);
        mem_free(g->told[i]);
    }
    for (size_t i = 0; i < STAGE_COUNT; i++) mem_free(g->person[i]);
    for (size_t t = 0; t < OWNER_TEST_COUNT; t++) {
        void *of_test[] = { g->seeds[t], g->state[t], g->held_min[t], g->held_max[t], g->effective[t],
                            g->level[t][0], g->level[t][1], g->level[t][2] };
        for (size_t i = 0; i < COUNT_OF(of_test); i++) mem_free(of_test[i]);
    }
    mem_free(g);
}

struct owner_finding owner_found(const struct owner_graph *g, enum owner_test t, uint32_t x)
{
    uint8_t s = g->state[t][x];
    return (struct owner_finding){ .state = (enum owner_state)(s & STATE_MASK),
                                   .is_control = (s & FLAG_CONTROL) != 0,
                                   .is_effective = (s & FLAG_EFFECTIVE) != 0,
                                   .min_bp = g->held_min[t][x],
                                   .max_bp = g->held_max[t][x] > g->held_min[t][x] ? g->held_max[t][x]
                                                                                  : g->held_min[t][x] };
}

struct owner_sums owner_graph_sums(const struct owner_graph *g)
{
    return g->sums;
}

uint32_t owner_told_bp(const struct owner_graph *g, uint32_t party)
{
    return g->told[OWNER_SHARE][party];
}

/* --- proofs ------------------------------------------------------------------------------------------------- */

static void put_proof(const struct owner_graph *g, enum owner_test t, const struct pair *p, bool is_joint,
                      struct owner_proof *ret)
{
    *ret = (struct owner_proof){ .owner = p->owner, .kind = p->kind, .min_bp = p->min_bp,
                                 .max_bp = p->is_unknown ? OWNER_WHOLE_BP : p->max_bp, .is_unknown = p->is_unknown, .is_joint = is_joint,
                                 .state = (enum owner_state)(g->state[t][p->owner] & STATE_MASK),
                                 .edge = g->order[p->first], .edge_count = p->count };
}

/* Does this holding count at this stage of this test at all? */
static bool is_counted(const struct pair *p, enum owner_test t, enum stage s)
{
    if (p->kind == OWNER_LINK) return s == STAGE_UNKNOWN;
    if (p->kind != OWNER_SHARE && t == OWNER_US) return false;
    return p->kind == OWNER_CONTROL || counted(p, s) > 0;
}

static size_t collect(const struct owner_graph *g, enum owner_test t, enum stage s, uint32_t x,
                      const uint32_t *level, struct owner_proof *ret, size_t cap)
{
    size_t count = 0;
    for (uint32_t i = g->owned_at[x]; i < g->owned_at[x + 1]; i++) {
        const struct pair *p = &g->pair[i];
        bool is_member = level[p->owner] && level[p->owner] < level[x];
        bool is_joint = false;
        for (uint32_t k = g->owned_at[x]; t == OWNER_UK && p->group && !is_member && k < g->owned_at[x + 1]; k++)
            is_joint = is_joint || (g->pair[k].group == p->group && level[g->pair[k].owner] &&
                                    level[g->pair[k].owner] < level[x]);
        if ((!is_member && !is_joint) || !is_counted(p, t, s)) continue;
        if (count < cap) put_proof(g, t, p, is_joint, &ret[count]);
        count++;
    }
    return count;
}

static size_t collect_effective(const struct owner_graph *g, enum owner_test t, uint32_t x,
                                struct owner_proof *ret, size_t cap)
{
    size_t count = 0;
    for (uint32_t i = g->owned_at[x]; i < g->owned_at[x + 1]; i++) {
        const struct pair *p = &g->pair[i];
        if (p->kind != OWNER_SHARE || !g->effective[t][p->owner] || !p->max_bp) continue;
        if (count < cap) put_proof(g, t, p, false, &ret[count]);
        count++;
    }
    return count;
}

static enum stage stage_of(const struct owner_graph *g, enum owner_test t, uint32_t x)
{
    enum owner_state state = (enum owner_state)(g->state[t][x] & STATE_MASK);
    return state == OWNER_OWNED ? STAGE_SURE : state == OWNER_POSSIBLE ? STAGE_POSSIBLE : STAGE_UNKNOWN;
}

struct owner_trail owner_trail_of(const struct owner_graph *g, enum owner_test t, uint32_t x)
{
    enum stage s = stage_of(g, t, x);
    return t == OWNER_UK ? (struct owner_trail){ g->person[s][x], (uint8_t)s } : (struct owner_trail){ 0, 0 };
}

int owner_trail_cmp(struct owner_trail a, struct owner_trail b)
{
    if (a.stage != b.stage) return a.stage < b.stage ? -1 : 1;
    return a.person < b.person ? -1 : a.person > b.person;
}

/* The cascade of a trail, run again unless it stands. */
static void stand(struct owner_graph *g, struct owner_trail trail)
{
    if (g->is_standing && owner_trail_cmp(g->standing, trail) == 0) return;
    forget(g);
    g->work.frontier[0] = trail.person;
    g->standing = trail;
    g->is_standing = true;
    cascade_run(g, OWNER_UK, (enum stage)trail.stage, 1);
}

size_t owner_explain(struct owner_graph *g, enum owner_test t, uint32_t x, struct owner_trail trail,
                     struct owner_proof *ret, size_t cap)
{
    enum stage s = stage_of(g, t, x);
    if ((g->state[t][x] & STATE_MASK) == OWNER_NOT_SHOWN || is_seed(g, t, STAGE_POSSIBLE, x)) return 0;
    if (g->state[t][x] & FLAG_EFFECTIVE) return collect_effective(g, t, x, ret, cap);
    if (t != OWNER_UK) return collect(g, t, s, x, g->level[t][s], ret, cap);
    stand(g, trail);
    return collect(g, t, (enum stage)trail.stage, x, g->work.level, ret, cap);
}

size_t owner_beside(const struct owner_graph *g, uint32_t x, bool is_held, struct owner_proof *ret, size_t cap)
{
    const uint32_t *at = is_held ? g->owned_at : g->owner_at;
    for (uint32_t i = at[x]; i < at[x + 1] && i - at[x] < cap; i++) {
        const struct pair *p = &g->pair[is_held ? i : g->by_owner[i]];
        struct owner_proof *to = &ret[i - at[x]];
        put_proof(g, OWNER_US, p, false, to);
        to->state = OWNER_NOT_SHOWN;
        if (!is_held) to->owner = p->owned;
    }
    return at[x + 1] - at[x];
}
