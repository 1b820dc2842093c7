/* Why a rule is true of an event, or not: the tree as written, with truth and values. */
#include "rule/inside.h"

struct explain {
    struct rule_scratch *s;
    struct arena *arena;
};

/* Asked directly, value by value: no index takes part, so the tree also proves the index. */
static enum rule_truth values_of(struct explain *x, const struct pred *p, struct rule_node *n)
{
    const struct rule_event *e = eval_event(x->s);
    uint32_t *value = arena_calloc(x->arena, e->count + 1, sizeof *value);
    enum rule_truth best = RULE_NO;
    uint32_t v = p->slot == RULE_NONE ? (e->count ? 0 : RULE_NONE) : eval_first(x->s, p->slot);
    if (!value) return RULE_UNDECIDED;
    if (v == RULE_NONE && p->kind == PRED_NULL && p->slot != RULE_NONE) best = RULE_YES;
    while (v != RULE_NONE) {
        enum rule_truth t = eval_value(x->s, p, v);
        if (t == RULE_YES) value[n->values++] = v;
        if (t == RULE_YES || (t == RULE_UNDECIDED && best == RULE_NO)) best = t;
        if (p->slot != RULE_NONE)
            v = eval_next(x->s, v);
        else
            v = v + 1 < e->count ? v + 1 : RULE_NONE;
    }
    n->value = value;
    return best;
}

static void explain(struct explain *x, const struct expr *e, struct rule_node *n);

static enum rule_truth combine(enum expr_op op, const struct rule_node *child, size_t count)
{
    enum rule_truth ends = op == EXPR_AND ? RULE_NO : RULE_YES;
    enum rule_truth t = op == EXPR_AND ? RULE_YES : RULE_NO;
    for (size_t i = 0; i < count; i++) {
        if (child[i].truth == ends) return ends;
        if (child[i].truth == RULE_UNDECIDED) t = RULE_UNDECIDED;
    }
    return t;
}

static void explain_children(struct explain *x, const struct expr *e, struct rule_node *n)
{
    struct rule_node *child = arena_calloc(x->arena, e->children, sizeof *child);
    if (!child) return;
    for (size_t i = 0; i < e->children; i++) explain(x, e->child[i], &child[i]);
    n->child = child;
    n->children = e->children;
    n->truth = combine(e->op, child, e->children);
    if (e->op == EXPR_NOT && child[0].truth != RULE_UNDECIDED)
        n->truth = child[0].truth == RULE_YES ? RULE_NO : RULE_YES;
}

static void explain(struct explain *x, const struct expr *e, struct rule_node *n)
{
    n->kind = e->kind;
    n->text = e->text;
    n->slot = RULE_NONE;
    if (e->op != EXPR_LEAF) {
        explain_children(x, e, n);
        return;
    }
    const struct pred *p = &eval_set(x->s)->pred[e->pred];
    n->slot = p->slot;
    n->truth = values_of(x, p, n);
}

cordon_status rule_explain(struct rule_scratch *scratch, const struct rule_event *event,
                           uint32_t rule, struct arena *arena,
                           const struct rule_node **ret_node, struct cordon_error *err)
{
    const struct rule_set *set = eval_set(scratch);
    struct explain x = { scratch, arena };
    if (rule >= set->rules || !set->rule[rule].tree)
        return error_set(err, CORDON_ARGUMENT, "there is no detection rule %u", (unsigned)rule);
    cordon_status st = eval_begin(scratch, event, err);
    if (st) return st;
    struct rule_node *root = arena_calloc(arena, 1, sizeof *root);
    if (root) explain(&x, set->rule[rule].tree, root);
    if (arena->failed)
        return arena->over ? error_set(err, CORDON_LIMIT, "the explanation is too long")
                           : error_nomem(err);
    *ret_node = root;
    return CORDON_OK;
}

/* --- as JSON ------------------------------------------------------------------------------ */

static str kind_name(enum rule_node_kind k)
{
    switch (k) {
    case RULE_NODE_AND:
        return STR("and");
    case RULE_NODE_OR:
        return STR("or");
    case RULE_NODE_NOT:
        return STR("not");
    case RULE_NODE_DETECTION:
        return STR("detection");
    case RULE_NODE_ITEM:
        return STR("item");
    case RULE_NODE_VALUE:
        return STR("value");
    }
    return STR("");
}

static void json_values(const struct rule_node *n, const struct rule_event *event,
                        struct json_writer *w)
{
    char room[VALUE_TEXT_ROOM];
    json_w_key(w, STR("found"));
    json_w_array(w);
    for (size_t i = 0; i < n->values; i++) {
        const struct rule_value *v = &event->value[n->value[i]];
        if (v->type == RULE_NULL)
            json_w_null(w);
        else if (v->type == RULE_INTEGER)
            json_w_i64(w, v->number);
        else if (v->type == RULE_FLAG)
            json_w_bool(w, v->number != 0);
        else
            json_w_str(w, value_text(v, room));
    }
    json_w_array_end(w);
}

void rule_node_json(const struct rule_set *set, const struct rule_node *node,
                    const struct rule_event *event, struct json_writer *w)
{
    json_w_object(w);
    json_w_key_str(w, STR("kind"), kind_name(node->kind));
    json_w_key(w, STR("is"));
    if (node->truth == RULE_UNDECIDED)
        json_w_null(w);
    else
        json_w_bool(w, node->truth == RULE_YES);
    if (node->text.len) json_w_key_str(w, STR("text"), node->text);
    if (node->kind == RULE_NODE_VALUE) {
        if (node->slot != RULE_NONE)
            json_w_key_str(w, STR("slot"), rule_set_slot_name(set, node->slot));
        json_values(node, event, w);
    }
    if (node->children) {
        json_w_key(w, STR("children"));
        json_w_array(w);
        for (size_t i = 0; i < node->children; i++)
            rule_node_json(set, &node->child[i], event, w);
        json_w_array_end(w);
    }
    json_w_object_end(w);
}
