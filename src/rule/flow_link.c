/* Correlation documents: their keys, checked, with names of rules and fields resolved. */
#include "rule/inside.h"
#include "rule/yaml.h"

#include "base/num.h"

static const char *const type_words[] = {
    "event_count",      "value_count", "value_sum",        "value_avg",
    "value_percentile", "temporal",    "temporal_ordered",
};

str flow_type_name(enum flow_type t)
{
    return str_c((size_t)t < COUNT_OF(type_words) ? type_words[t] : "");
}

static bool is_temporal(enum flow_type t)
{
    return t == FLOW_TEMPORAL || t == FLOW_TEMPORAL_ORDERED;
}

static bool is_value(enum flow_type t)
{
    return t != FLOW_EVENT_COUNT && !is_temporal(t);
}

/* A key that must be there. */
static cordon_status need(struct maker *m, const struct yaml_node *n, const char *key,
                          const struct yaml_node **ret)
{
    *ret = yaml_get(n, key);
    return *ret ? CORDON_OK : maker_fault(m, n, CORDON_SYNTAX, "a correlation needs '%s'", key);
}

static cordon_status check_keys(struct maker *m, const struct yaml_node *n)
{
    static const char *const words[] = { "type",      "rules",   "group-by", "timespan",
                                         "condition", "aliases", "generate" };
    if (n->kind != YAML_MAP)
        return maker_fault(m, n, CORDON_SYNTAX, "'correlation' must be a map");
    for (size_t i = 0; i < n->count; i++) {
        size_t k = 0;
        while (k < COUNT_OF(words) && !str_eq(n->key[i].text, str_c(words[k]))) k++;
        if (k == COUNT_OF(words))
            return maker_fault(m, &n->key[i], CORDON_SYNTAX,
                               "unknown key '%.*s' of 'correlation'%.*s",
                               STR_ARG(n->key[i].text),
                               STR_ARG(maker_near(m, n->key[i].text, words, COUNT_OF(words))));
    }
    return CORDON_OK;
}

static cordon_status read_type(struct maker *m, const struct yaml_node *n, enum flow_type *ret)
{
    for (size_t i = 0; i < COUNT_OF(type_words); i++)
        if (str_eq(n->text, str_c(type_words[i]))) {
            *ret = (enum flow_type)i;
            return CORDON_OK;
        }
    if (str_eq(n->text, STR("value_median")))
        return maker_fault(
            m, n, CORDON_UNSUPPORTED,
            "'value_median' is not in Sigma 2.1; write value_percentile with percentile: 50");
    return maker_fault(m, n, CORDON_UNSUPPORTED, "'%.*s' is no type of correlation%.*s",
                       STR_ARG(n->text),
                       STR_ARG(maker_near(m, n->text, type_words, COUNT_OF(type_words))));
}

static cordon_status read_timespan(struct maker *m, const struct yaml_node *n, int64_t *ret)
{
    uint64_t v;
    char unit = n->text.len ? n->text.data[n->text.len - 1] : 0;
    int64_t each = unit == 's'   ? 1
                   : unit == 'm' ? 60
                   : unit == 'h' ? 3600
                   : unit == 'd' ? 86400
                                 : 0;
    if (n->kind != YAML_TEXT || !each ||
        !num_parse_u64(str_sub(n->text, 0, n->text.len - 1), 99999999, &v) || v == 0)
        return maker_fault(
            m, n, CORDON_SYNTAX,
            "'timespan' must be a number with s, m, h or d behind it, such as 90m");
    *ret = (int64_t)v * each;
    return CORDON_OK;
}

static str part_name(const struct maker *m, uint32_t rule, size_t which)
{
    const struct rule_info *info = &((struct rule *)m->rule.data)[rule].info;
    return which ? info->id : info->name;
}

static cordon_status read_rules(struct maker *m, const struct yaml_node *n, struct flow_rule *f)
{
    size_t count = n->kind == YAML_LIST ? n->count : 1;
    const struct yaml_node *name = n->kind == YAML_LIST ? n->child : n;
    uint32_t *part = arena_calloc(&m->set->arena, count + 1, sizeof *part);
    if (!part) return maker_nomem(m);
    if (!count) return maker_fault(m, n, CORDON_SYNTAX, "'rules' names no rule");
    if (count > RULE_FLOW_PARTS_MAX)
        return maker_fault(m, n, CORDON_LIMIT, "more than %d rules in one correlation",
                           RULE_FLOW_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        part[i] = map_get(&m->set->rule_map, name[i].text);
        if (part[i] == UINT32_MAX)
            return maker_fault(m, &name[i], CORDON_SYNTAX, "no rule has the id or name '%.*s'",
                               STR_ARG(name[i].text));
        const struct rule_info *info = &((struct rule *)m->rule.data)[part[i]].info;
        if (m->class != RULE_LEGAL_FACT && info->cordon.class == RULE_LEGAL_FACT)
            return maker_fault(m, &name[i], CORDON_REFUSED,
                               "'%.*s' is a legal fact: no red flag is made of it",
                               STR_ARG(name[i].text));
        for (size_t k = 0; k < i; k++)
            if (part[k] == part[i])
                return maker_fault(m, &name[i], CORDON_SYNTAX, "rule '%.*s' is named twice",
                                   STR_ARG(name[i].text));
    }
    f->part = part;
    f->parts = count;
    return CORDON_OK;
}

/* What an alias is called in the events of one part. */
static cordon_status alias_of(struct maker *m, const struct yaml_node *alias, str name,
                              uint32_t part, const struct yaml_node **ret)
{
    for (size_t which = 0; which < 2; which++) {
        str rule = part_name(m, part, which);
        for (size_t i = 0; rule.len && i < alias->count; i++)
            if (str_eq(alias->key[i].text, rule)) {
                *ret = &alias->child[i];
                return CORDON_OK;
            }
    }
    return maker_fault(m, alias, CORDON_SYNTAX, "alias '%.*s' says nothing about rule '%.*s'",
                       STR_ARG(name), STR_ARG(part_name(m, part, !part_name(m, part, 0).len)));
}

/* The slots of one name in the events of each part: one for all, or the alias's. */
static cordon_status resolve(struct maker *m, const struct yaml_node *aliases,
                             const struct yaml_node *name, const struct flow_rule *f,
                             uint32_t *slot, size_t stride)
{
    const struct yaml_node *alias = NULL;
    for (size_t i = 0; aliases && i < aliases->count; i++)
        if (str_eq(aliases->key[i].text, name->text)) alias = &aliases->child[i];
    if (name->kind != YAML_TEXT || !name->text.len)
        return maker_fault(m, name, CORDON_SYNTAX, "the name of a field must be text");
    for (size_t p = 0; p < f->parts; p++) {
        const struct yaml_node *field = name;
        enum rule_type type;
        cordon_status st =
            alias ? alias_of(m, alias, name->text, f->part[p], &field) : CORDON_OK;
        if (!st) st = maker_slot(m, field, field->text, &slot[p * stride], &type);
        if (st) return st;
    }
    return CORDON_OK;
}

static cordon_status read_names(struct maker *m, const struct yaml_node *aliases,
                                const struct yaml_node *n, const struct flow_rule *f,
                                const uint32_t **ret_slot, size_t *ret_count)
{
    size_t count = n->kind == YAML_LIST ? n->count : 1;
    const struct yaml_node *name = n->kind == YAML_LIST ? n->child : n;
    uint32_t *slot = arena_calloc(&m->set->arena, count * f->parts + 1, sizeof *slot);
    if (!slot) return maker_nomem(m);
    if (!count || count > 32)
        return maker_fault(m, n, CORDON_SYNTAX, "there must be 1 to 32 names of fields here");
    for (size_t i = 0; i < count; i++) {
        cordon_status st = resolve(m, aliases, &name[i], f, slot + i, count);
        if (st) return st;
    }
    *ret_slot = slot;
    *ret_count = count;
    return CORDON_OK;
}

static cordon_status read_bound(struct maker *m, const struct yaml_node *key,
                                const struct yaml_node *value, struct flow_rule *f)
{
    static const char *const words[] = { "eq",  "lt",  "lte",   "gt",
                                         "gte", "neq", "field", "percentile" };
    size_t at = 0;
    while (at < COUNT_OF(words) && !str_eq(key->text, str_c(words[at]))) at++;
    if (at == COUNT_OF(words))
        return maker_fault(m, key, CORDON_SYNTAX, "unknown key '%.*s' of 'condition'%.*s",
                           STR_ARG(key->text),
                           STR_ARG(maker_near(m, key->text, words, COUNT_OF(words))));
    if (at == 6) {
        if (is_value(f->type)) return CORDON_OK;
        return maker_fault(m, key, CORDON_SYNTAX, "'field' belongs to correlations of values");
    }
    if (value->kind != YAML_NUMBER || !value->is_whole)
        return maker_fault(m, value, CORDON_SYNTAX, "'%s' must be a whole number", words[at]);
    if (at == 7) {
        if (f->type != FLOW_VALUE_PERCENTILE || value->number < 1 || value->number > 99)
            return maker_fault(m, value, CORDON_SYNTAX,
                               "'percentile' is 1 to 99, of value_percentile only");
        f->percentile = (uint32_t)value->number;
        return CORDON_OK;
    }
    f->bound[f->bounds++] = (struct flow_bound){ (enum compare)at, value->number };
    return CORDON_OK;
}

static cordon_status read_condition(struct maker *m, const struct yaml_node *n,
                                    const struct yaml_node *aliases, struct flow_rule *f)
{
    const struct yaml_node *c = yaml_get(n, "condition");
    if (!c && is_temporal(f->type)) {
        f->bound[f->bounds++] = (struct flow_bound){ COMPARE_GTE, (int64_t)f->parts };
        return CORDON_OK;
    }
    if (!c) return maker_fault(m, n, CORDON_SYNTAX, "a correlation needs 'condition'");
    if (c->kind != YAML_MAP)
        return maker_fault(
            m, c, CORDON_UNSUPPORTED,
            "'condition' must be a map such as gte: 3; expressions are not in Sigma 2.1");
    for (size_t i = 0; i < c->count; i++) {
        cordon_status st = read_bound(m, &c->key[i], &c->child[i], f);
        if (st) return st;
    }
    if (!f->bounds)
        return maker_fault(m, c, CORDON_SYNTAX,
                           "'condition' needs one of gt gte lt lte eq neq");
    if (!is_value(f->type)) return CORDON_OK;
    const struct yaml_node *field = yaml_get(c, "field");
    if (!field)
        return maker_fault(m, c, CORDON_SYNTAX, "'%s' needs 'field' in its condition",
                           type_words[f->type]);
    cordon_status st = read_names(m, aliases, field, f, &f->field, &f->fields);
    if (!st && f->fields > 1 && f->type != FLOW_VALUE_COUNT)
        st = maker_fault(m, field, CORDON_UNSUPPORTED, "'%s' takes one field",
                         type_words[f->type]);
    return st;
}

static cordon_status check_aliases(struct maker *m, const struct yaml_node *aliases)
{
    if (!aliases) return CORDON_OK;
    if (aliases->kind != YAML_MAP)
        return maker_fault(m, aliases, CORDON_SYNTAX, "'aliases' must be a map");
    for (size_t i = 0; i < aliases->count; i++)
        if (aliases->child[i].kind != YAML_MAP)
            return maker_fault(m, &aliases->child[i], CORDON_SYNTAX,
                               "an alias must be a map of rules to fields");
    return CORDON_OK;
}

cordon_status flow_link(struct maker *m, struct flow_draft *draft, struct flow_rule *ret)
{
    const struct yaml_node *n = draft->node, *v = NULL, *aliases = yaml_get(n, "aliases");
    cordon_status st = check_keys(m, n);
    if (!st) st = check_aliases(m, aliases);
    if (!st) st = need(m, n, "type", &v);
    if (!st) st = read_type(m, v, &ret->type);
    if (!st) st = need(m, n, "rules", &v);
    if (!st) st = read_rules(m, v, ret);
    if (!st) st = need(m, n, "group-by", &v);
    if (!st) st = read_names(m, aliases, v, ret, &ret->key, &ret->keys);
    if (!st) st = need(m, n, "timespan", &v);
    if (!st) st = read_timespan(m, v, &ret->span_s);
    if (!st) st = read_condition(m, n, aliases, ret);
    return st;
}
