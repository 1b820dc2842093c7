/* Why a rule is true of a record, or not: each part of its condition with what it saw. */
#include "engine/rules_tell.h"

enum { EXPLAIN_ARENA_MAX = 256 << 20, EXPLAIN_TEXT_MAX = 64 << 20 };

struct explaining {
    struct telling       t;
    struct asker         asker;
    struct asked         asked;
    const struct rule_event *stream; /* the records that say a time, in its order */
    size_t               streams;
    struct rule_scratch *scratch;
    struct rule_flow    *flow; /* NULL: not needed so far */
    struct buf           out;
    cordon_rules_sink   *sink;
    void                *ctx;
};

static bool is_about(const struct explaining *x, uint32_t rule)
{
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++)
        if (x->asked.kinds >> k & 1 && rules_about(x->t.rules, rule, (enum record_kind)k)) return true;
    return false;
}

/* --- correlations ------------------------------------------------------------------------------------ */

struct flow_hits {
    uint32_t rule;
    bool     is_hit, is_unknown;
};

static void on_hit(void *ctx, const struct rule_hit *hit)
{
    struct flow_hits *h = ctx;
    if (hit->rule != h->rule) return;
    h->is_hit |= hit->truth == RULE_YES;
    h->is_unknown |= hit->truth == RULE_UNDECIDED;
}

static cordon_status ask_flow(struct explaining *x, uint32_t rule, enum rule_truth *ret)
{
    struct flow_hits hits = { .rule = rule };
    if (!x->flow) x->flow = rule_flow_new(x->t.rules->set);
    if (!x->flow) return error_nomem(x->t.err);
    rule_flow_reset(x->flow);
    for (size_t i = 0; i < x->streams; i++) {
        cordon_status st =
            rule_flow_event(x->flow, x->scratch, &x->stream[i], on_hit, &hits, x->t.err);
        if (st) return st;
    }
    *ret = hits.is_hit ? RULE_YES : hits.is_unknown ? RULE_UNDECIDED : RULE_NO;
    return CORDON_OK;
}

/* How many of the records a part is true of. */
static cordon_status ask_part(struct explaining *x, uint32_t part, struct arena *arena,
                              size_t *ret_held)
{
    *ret_held = 0;
    for (size_t i = 0; i < x->streams; i++) {
        const struct rule_node *node;
        cordon_status st = rule_explain(x->scratch, &x->stream[i], part, arena, &node, x->t.err);
        if (st) return st;
        *ret_held += node->truth == RULE_YES;
    }
    return CORDON_OK;
}

static cordon_status write_part(struct explaining *x, uint32_t part, struct json_writer *w)
{
    const struct rule_info *info = rule_set_info(x->t.rules->set, part);
    cordon_status st = CORDON_OK;
    enum rule_truth truth = RULE_NO;
    size_t held = 0;
    json_w_object(w);
    json_w_key_str(w, STR("part"), STR("rule"));
    if (info->is_correlation)
        st = ask_flow(x, part, &truth);
    else
        st = ask_part(x, part, x->t.arena, &held);
    rules_tell_truth(w, STR("holds"), held ? RULE_YES : truth);
    struct say_param words[] = { say_string(STR("name"), rules_name(info)),
                                 say_integer(STR("held"), (int64_t)held),
                                 say_integer(STR("count"), (int64_t)x->streams) };
    json_w_key_str(w, STR("says"), info->is_correlation
                                       ? rules_tell_flow(&x->t, part)
                                       : rules_say(&x->t, STR("rules.part.rule"), words, 3));
    json_w_object_end(w);
    return st;
}

static cordon_status write_flow(struct explaining *x, uint32_t rule, struct json_writer *w,
                                enum rule_truth *ret)
{
    const struct rule_correlation *c = rule_set_info(x->t.rules->set, rule)->correlation;
    cordon_status st = ask_flow(x, rule, ret);
    json_w_object(w);
    json_w_key_str(w, STR("part"), STR("correlation"));
    rules_tell_truth(w, STR("holds"), *ret);
    json_w_key_str(w, STR("says"), rules_tell_flow(&x->t, rule));
    json_w_key(w, STR("children"));
    json_w_array(w);
    for (size_t i = 0; !st && i < c->parts; i++) st = write_part(x, c->part[i], w);
    json_w_array_end(w);
    json_w_object_end(w);
    return st;
}

/* --- rules ------------------------------------------------------------------------------------------- */

/* A screening asks correlations of subjects with several records in time, and no others. */
static cordon_status write_tree(struct explaining *x, uint32_t rule, struct json_writer *w,
                                enum rule_truth *ret, bool *ret_timeless)
{
    *ret_timeless = rule_set_info(x->t.rules->set, rule)->is_correlation && x->streams < 2;
    *ret = RULE_NO;
    if (!rule_set_info(x->t.rules->set, rule)->is_correlation)
        return rules_tell_condition(&x->t, x->scratch, rule, w, ret);
    return write_flow(x, rule, w, ret);
}

static cordon_status write_body(struct explaining *x, uint32_t rule, struct json_writer *w)
{
    struct buf tree = BUF_INIT(EXPLAIN_TEXT_MAX);
    struct json_writer inner;
    enum rule_truth truth;
    bool is_timeless;
    json_w_init(&inner, &tree);
    cordon_status st = write_tree(x, rule, &inner, &truth, &is_timeless);
    if (is_timeless) truth = RULE_NO;
    rules_tell_truth(w, STR("holds"), truth);
    if (is_timeless || truth == RULE_UNDECIDED)
        json_w_key_str(w, STR("why"),
                       rules_say(&x->t, is_timeless ? STR("rules.timeless") : STR("rules.ran_away"),
                                 NULL, 0));
    json_w_key(w, STR("condition"));
    json_w_raw(w, buf_str(&tree));
    if (!st && tree.failed) st = error_nomem(x->t.err);
    buf_release(&tree);
    return st;
}

static void write_unread(const struct explaining *x, struct json_writer *w)
{
    json_w_key(w, STR("not_read"));
    json_w_array(w);
    for (size_t i = 0; i < x->asked.records; i++) {
        const struct record *r = &x->asked.record[i];
        for (size_t k = 0; k < r->unread_count && k < RECORD_UNREAD_MAX; k++)
            json_w_str(w, r->unread[k].name);
    }
    json_w_array_end(w);
}

static cordon_status tell(struct explaining *x, uint32_t rule)
{
    const struct rule_info *info = rule_set_info(x->t.rules->set, rule);
    struct json_writer w;
    buf_reset(&x->out);
    json_w_init(&w, &x->out);
    json_w_object(&w);
    json_w_key_str(&w, STR("id"), rules_name(info));
    json_w_key_str(&w, STR("title"), rules_title(info, x->t.lang));
    json_w_key_str(&w, STR("class"), rule_class_name(info->cordon.class));
    json_w_key_u64(&w, STR("points"), (uint64_t)rules_points(x->asker.policy, info));
    cordon_status st = write_body(x, rule, &w);
    json_w_key(&w, STR("reads"));
    if (!st) st = rules_tell_reads(&x->t, rule, &w);
    write_unread(x, &w);
    json_w_object_end(&w);
    if (st) return st;
    if (x->out.failed)
        return x->out.over ? error_set(x->t.err, CORDON_LIMIT, "the explanation is too long")
                           : error_nomem(x->t.err);
    return x->sink(x->ctx, buf_str(&x->out), x->t.err);
}

static cordon_status tell_all(struct explaining *x)
{
    cordon_status st = CORDON_OK;
    for (uint32_t i = 0; !st && i < rule_set_count(x->t.rules->set); i++)
        if (!rule_set_info(x->t.rules->set, i)->is_part && is_about(x, i)) st = tell(x, i);
    return st;
}

static cordon_status check_about(struct explaining *x, uint32_t rule)
{
    const struct rule_info *info = rule_set_info(x->t.rules->set, rule);
    if (is_about(x, rule)) return CORDON_OK;
    return error_set(x->t.err, CORDON_ARGUMENT,
                     "rule '%.*s' is not about records of kind '%.*s'; 'cordon rules show %.*s' says "
                     "which",
                     STR_ARG(rules_name(info)), STR_ARG(record_kind_name(x->asked.record[0].kind)),
                     STR_ARG(rules_name(info)));
}

static cordon_status explain(struct explaining *x, str id, str file, str record, int64_t as_of_s)
{
    uint32_t rule = RULE_NONE;
    struct telling *t = &x->t;
    cordon_status st = id.len ? rules_find(t->rules, id, &rule, t->err) : CORDON_OK;
    if (!st) st = asked_read(&x->asker, file, record, as_of_s, t->arena, &x->asked, t->err);
    if (!st) st = asked_stream(&x->asked, t->arena, &x->stream, &x->streams, t->err);
    if (st) return st;
    x->scratch = rule_scratch_new(t->rules->set);
    if (!x->scratch) return error_nomem(t->err);
    if (rule == RULE_NONE) return tell_all(x);
    st = check_about(x, rule);
    return st ? st : tell(x, rule);
}

cordon_status cordon_rules_explain(const struct cordon_rules *rules,
                                   const struct cordon_policy *policy, cordon_str id,
                                   cordon_str file, cordon_str record, int64_t as_of_s,
                                   cordon_str lang, cordon_rules_sink *sink, void *ctx,
                                   struct cordon_error *err)
{
    cordon_status st;
    struct arena arena;
    struct explaining x = { .out = BUF_INIT(EXPLAIN_TEXT_MAX), .sink = sink, .ctx = ctx };
    x.t = (struct telling){ .rules = rules_get(rules, &st, err), .asked = &x.asked, .arena = &arena,
                            .err = err };
    if (!st) st = asker_init(&x.asker, x.t.rules, policy, err);
    if (st) return st;
    (void)say_lang_find(lang, &x.t.lang);
    arena_init(&arena, EXPLAIN_ARENA_MAX);
    st = explain(&x, id, file, record, as_of_s);
    rule_flow_free(x.flow);
    rule_scratch_free(x.scratch);
    buf_release(&x.out);
    arena_release(&arena);
    asker_release(&x.asker);
    return st;
}
