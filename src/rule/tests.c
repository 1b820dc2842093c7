/* The tests that rules carry: records that must match, and records that must not. */
#include "rule/inside.h"

enum { TEST_ARENA_MAX = 64 << 20 };

struct run {
    const struct rule_set *set;
    struct rule_scratch *scratch;
    struct rule_flow *flow;
    struct arena arena;
    rule_record_fn *record;
    void *record_ctx;
    rule_test_fn *fn;
    void *ctx;
    size_t failed;
    uint32_t rule; /* in hand */
    bool is_hit, is_unknown;
};

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    struct run *r = ctx;
    if (hit->rule != r->rule) return;
    if (hit->truth == RULE_YES)
        r->is_hit = true;
    else
        r->is_unknown = true;
}

static cordon_status ask(struct run *r, const struct rule_event *e, struct cordon_error *err)
{
    const struct rule_node *node;
    if (r->set->rule[r->rule].info.is_correlation)
        return rule_flow_event(r->flow, r->scratch, e, on_hit, r, err);
    /* Parts of correlations have tests as well; the tree answers for any rule. */
    cordon_status st = rule_explain(r->scratch, e, r->rule, &r->arena, &node, err);
    if (!st && node->truth == RULE_YES) r->is_hit = true;
    if (!st && node->truth == RULE_UNDECIDED) r->is_unknown = true;
    return st;
}

static cordon_status run_one(struct run *r, struct rule_test *t)
{
    const struct rule_info *info = &r->set->rule[t->rule].info;
    const struct rule_event *event = NULL;
    size_t events = 0;
    t->err = (struct cordon_error){ .status = CORDON_OK };
    r->is_hit = r->is_unknown = false;
    arena_reset(&r->arena);
    rule_flow_reset(r->flow);
    cordon_status st =
        r->record(r->record_ctx, t->record, info, &r->arena, &event, &events, &t->err);
    for (size_t i = 0; !st && i < events; i++) st = ask(r, &event[i], &t->err);
    if (!st && r->is_unknown) error_set(&t->err, CORDON_LIMIT, "an expression ran away or a limit was reached");
    t->passed = !st && !r->is_unknown && r->is_hit == t->is_match;
    r->failed += !t->passed;
    r->fn(r->ctx, t);
    return st == CORDON_NOMEM ? st : CORDON_OK;
}

static cordon_status run_rule(struct run *r, uint32_t rule)
{
    const struct rule_cordon *c = &r->set->rule[rule].info.cordon;
    const struct rule_list *lists[] = { &c->match, &c->differ };
    cordon_status st = CORDON_OK;
    r->rule = rule;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; !st && i < lists[k]->count; i++) {
            struct rule_test t = {
                .rule = rule, .is_match = k == 0, .index = i, .record = lists[k]->item[i]
            };
            st = run_one(r, &t);
        }
    return st;
}

cordon_status rule_tests_run(const struct rule_set *set, uint32_t rule, rule_record_fn *record,
                             void *record_ctx, rule_test_fn *fn, void *ctx, size_t *ret_failed,
                             struct cordon_error *err)
{
    struct run r = {
        .set = set, .record = record, .record_ctx = record_ctx, .fn = fn, .ctx = ctx
    };
    cordon_status st = CORDON_OK;
    arena_init(&r.arena, TEST_ARENA_MAX);
    r.scratch = rule_scratch_new(set);
    r.flow = rule_flow_new(set);
    if (!r.scratch || !r.flow) st = CORDON_NOMEM;
    for (uint32_t i = 0; !st && i < set->rules; i++)
        if (rule == RULE_NONE || rule == i) st = run_rule(&r, i);
    rule_flow_free(r.flow);
    rule_scratch_free(r.scratch);
    arena_release(&r.arena);
    if (st) return error_nomem(err);
    *ret_failed = r.failed;
    return CORDON_OK;
}
