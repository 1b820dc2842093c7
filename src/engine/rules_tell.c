/* What rules say and see, in words and as JSON. */
#include "engine/rules_tell.h"

#include "base/num.h"

#include <stdlib.h>

enum { SAW_MAX = 16, SAY_ROOM = 64 << 10 };

/* --- a rule by itself ------------------------------------------------------------------------------ */

str rules_name(const struct rule_info *info)
{
    return info->name.len ? info->name : info->id.len ? info->id : info->title;
}

str rules_pack(const struct rule_info *info)
{
    str rest = info->file, piece, folder = STR_EMPTY, last = STR_EMPTY;
    while (str_next(&rest, '/', &piece)) {
        folder = last;
        last = piece;
    }
    return folder;
}

str rules_text(const struct rule_text *text, enum say_lang lang)
{
    static const enum rule_language of[SAY_LANG_COUNT] = { [SAY_LANG_EN] = RULE_EN,
                                                           [SAY_LANG_KO] = RULE_KO,
                                                           [SAY_LANG_JA] = RULE_JA,
                                                           [SAY_LANG_ID] = RULE_ID };
    str s = text->in[of[lang]];
    return s.len ? s : text->in[RULE_EN];
}

str rules_title(const struct rule_info *info, enum say_lang lang)
{
    str s = rules_text(&info->cordon.title, lang);
    return s.len ? s : info->title;
}

int32_t rules_points(const struct cordon_policy *policy, const struct rule_info *info)
{
    if (info->cordon.class == RULE_LEGAL_FACT) return 0;
    switch (info->cordon.strength) {
    case RULE_STRENGTH_UNSET: break;
    case RULE_STRENGTH_WEAK: return policy->flag_weak;
    case RULE_STRENGTH_MEDIUM: return policy->flag_medium;
    case RULE_STRENGTH_STRONG: return policy->flag_strong;
    }
    return 0;
}

cordon_status rules_find(const struct rules *r, str id, uint32_t *ret_rule, struct cordon_error *err)
{
    uint32_t count = rule_set_count(r->set);
    *ret_rule = rule_set_find(r->set, id);
    if (*ret_rule != RULE_NONE) return CORDON_OK;
    unsigned best = 1 + (unsigned)(id.len < 12 ? id.len : 12) / 3; /* one slip in three letters */
    str near = STR_EMPTY;
    for (uint32_t i = 0; i < count; i++) {
        const struct rule_info *info = rule_set_info(r->set, i);
        unsigned d = str_distance(id, rules_name(info), best);
        if (!near.len && id.len >= 4 && str_find(rules_name(info), id, 0) != SIZE_MAX) d = best - 1;
        if (d >= best) continue;
        best = d;
        near = rules_name(info);
    }
    if (near.len)
        return error_set(err, CORDON_ARGUMENT, "no rule '%.*s'; the nearest is '%.*s'", STR_ARG(id),
                         STR_ARG(near));
    return error_set(err, CORDON_ARGUMENT, "no rule '%.*s'; 'cordon rules list' prints all",
                     STR_ARG(id));
}

/* --- words ----------------------------------------------------------------------------------------- */

str rules_say(struct telling *t, str key, const struct say_param *params, size_t count)
{
    struct buf out = BUF_INIT(SAY_ROOM);
    cordon_status st = say_fill(t->lang, say_message(t->lang, key), params, count, &out);
    str said = st ? STR_EMPTY : arena_str(t->arena, buf_str(&out));
    buf_release(&out);
    return said;
}

void rules_tell_truth(struct json_writer *w, str key, enum rule_truth truth)
{
    json_w_key(w, key);
    if (truth == RULE_UNDECIDED)
        json_w_null(w);
    else
        json_w_bool(w, truth == RULE_YES);
}

/* "a, b"; texts may be of any length. */
static str join(struct arena *a, str x, str y)
{
    if (!x.len) return y;
    char *both = arena_alloc(a, x.len + 2 + y.len);
    if (!both) return STR_EMPTY;
    memcpy(both, x.data, x.len);
    memcpy(both + x.len, ", ", 2);
    if (y.len) memcpy(both + x.len + 2, y.data, y.len);
    return str_of(both, x.len + 2 + y.len);
}

static str span_text(struct arena *a, int64_t s)
{
    static const struct { int64_t s; const char *unit; } units[] = { { 86400, "d" }, { 3600, "h" },
                                                                     { 60, "min" }, { 1, "s" } };
    size_t i = 0;
    while (s % units[i].s) i++;
    return arena_printf(a, "%lld %s", (long long)(s / units[i].s), units[i].unit);
}

static str slots_text(struct telling *t, const uint32_t *slot, size_t count)
{
    str all = STR_EMPTY;
    for (size_t i = 0; i < count; i++)
        all = join(t->arena, all, rule_set_slot_name(t->rules->set, slot[i]));
    return all;
}

static str bound_key(str op)
{
    static const str ops[] = { STR_INIT("eq"),  STR_INIT("neq"), STR_INIT("lt"),
                               STR_INIT("lte"), STR_INIT("gt"),  STR_INIT("gte") };
    static const str keys[] = { STR_INIT("rules.is.equal"), STR_INIT("rules.is.neq"),
                                STR_INIT("rules.is.lt"),    STR_INIT("rules.is.lte"),
                                STR_INIT("rules.is.gt"),    STR_INIT("rules.is.gte") };
    for (size_t i = 0; i < COUNT_OF(ops); i++)
        if (str_eq(op, ops[i])) return keys[i];
    return STR_EMPTY;
}

str rules_tell_flow(struct telling *t, uint32_t rule)
{
    const struct rule_correlation *c = rule_set_info(t->rules->set, rule)->correlation;
    str parts = STR_EMPTY;
    for (size_t i = 0; i < c->parts; i++)
        parts = join(t->arena, parts, rules_name(rule_set_info(t->rules->set, c->part[i])));
    struct say_param words[] = { say_string(STR("rules"), parts),
                                 say_string(STR("span"), span_text(t->arena, c->span_s)),
                                 say_string(STR("fields"), slots_text(t, c->field, c->fields)),
                                 say_string(STR("keys"), slots_text(t, c->key, c->keys)) };
    str key = arena_printf(t->arena, "rules.flow.%.*s", STR_ARG(c->type));
    str said = rules_say(t, key, words, COUNT_OF(words));
    for (size_t i = 0; i < c->bounds; i++) {
        struct say_param bound[] = {
            say_string(STR("name"), said),
            say_string(STR("value"), arena_printf(t->arena, "%lld", (long long)c->bound[i].number))
        };
        said = rules_say(t, bound_key(c->bound[i].op), bound, COUNT_OF(bound));
    }
    return said;
}

/* --- items of a condition --------------------------------------------------------------------------- */

/* The message of an item's modifiers; the last that says how values are compared. */
static str message_of(str written, bool is_null)
{
    static const char *const known[] = { "contains", "startswith", "endswith", "re",       "cidr",
                                         "gt",       "gte",        "lt",       "lte",      "exists",
                                         "fieldref" };
    static const str keys[] = { STR_INIT("rules.is.contains"), STR_INIT("rules.is.startswith"),
                                STR_INIT("rules.is.endswith"), STR_INIT("rules.is.re"),
                                STR_INIT("rules.is.cidr"),     STR_INIT("rules.is.gt"),
                                STR_INIT("rules.is.gte"),      STR_INIT("rules.is.lt"),
                                STR_INIT("rules.is.lte"),      STR_INIT("rules.is.exists"),
                                STR_INIT("rules.is.fieldref") };
    str rest = written, word, key = STR("rules.is.equal");
    if (is_null) return STR("rules.is.absent");
    for (bool is_field = true; str_next(&rest, '|', &word); is_field = false)
        for (size_t i = 0; !is_field && i < COUNT_OF(known); i++)
            if (str_eq(word, str_c(known[i]))) key = keys[i];
    return key;
}

/* "time (hour)": a part of a time stands behind the name. */
static str item_name(struct telling *t, str written)
{
    static const char *const parts[] = { "minute", "hour", "day", "week", "month", "year" };
    str rest = written, word, name = STR_EMPTY;
    (void)str_next(&rest, '|', &name);
    while (str_next(&rest, '|', &word))
        for (size_t i = 0; i < COUNT_OF(parts); i++)
            if (str_eq(word, str_c(parts[i])))
                return arena_printf(t->arena, "%.*s (%s)", STR_ARG(name), parts[i]);
    return name;
}

static bool has_word(str written, str wanted)
{
    str rest = written, word;
    while (str_next(&rest, '|', &word))
        if (str_eq(word, wanted)) return true;
    return false;
}

/* A value that became several writings stands once, by its first. */
static const struct rule_node *value_node(const struct rule_node *n)
{
    while (n->kind != RULE_NODE_VALUE && n->children) n = &n->child[0];
    return n;
}

/* Without the stars that contains, startswith and endswith have put around it. */
static str bare_value(str written, str value)
{
    bool is_in = has_word(written, STR("contains"));
    if ((is_in || has_word(written, STR("startswith"))) && str_ends(value, STR("*"))) value.len--;
    if ((is_in || has_word(written, STR("endswith"))) && str_starts(value, STR("*")))
        value = str_from(value, 1);
    return value;
}

static str values_text(struct telling *t, const struct rule_node *item)
{
    str all = STR_EMPTY;
    for (size_t i = 0; i < item->children && i < SAW_MAX; i++)
        all = join(t->arena, all, bare_value(item->text, value_node(&item->child[i])->text));
    return item->children > SAW_MAX ? join(t->arena, all, STR("…")) : all;
}

static str item_says(struct telling *t, const struct rule_node *n)
{
    bool is_null = n->children == 1 && str_eq(value_node(n)->text, STR("null"));
    str key = n->text.len && n->text.data[0] != '|' ? message_of(n->text, is_null)
                                                   : STR("rules.is.keyword");
    str value = values_text(t, n);
    if (n->children > 1) {
        struct say_param all = say_string(STR("value"), value);
        value = rules_say(t, has_word(n->text, STR("all")) ? STR("rules.all_of") : STR("rules.any_of"),
                          &all, 1);
    }
    struct say_param words[] = { say_string(STR("name"), item_name(t, n->text)),
                                 say_string(STR("value"), value) };
    return rules_say(t, key, words, COUNT_OF(words));
}

/* --- what was seen ----------------------------------------------------------------------------------- */

/* What a slot stands for. */
struct read_name {
    enum record_field field;   /* FIELD_NONE: a feature */
    enum feature      feature; /* FEATURE_COUNT: a field, or neither */
};

static struct read_name read_of(const struct rules *r, uint32_t slot)
{
    uint32_t at = rule_set_slot_origin(r->set, slot), fields = FIELD_COUNT - 1; /* without FIELD_NONE */
    struct read_name n = { FIELD_NONE, FEATURE_COUNT };
    if (at < fields)
        n.field = (enum record_field)(at + 1);
    else if (at < fields + FEATURE_COUNT)
        n.feature = (enum feature)(at - fields);
    return n;
}

static void write_value(struct json_writer *w, const struct rule_value *v)
{
    if (v->type == RULE_FLAG)
        json_w_bool(w, v->number != 0);
    else if (v->type == RULE_INTEGER)
        json_w_i64(w, v->number);
    else
        json_w_str(w, v->text);
}

static bool is_same(const struct rule_value *a, const struct rule_value *b)
{
    return a->type == b->type && a->number == b->number && str_eq(a->text, b->text);
}

/* Different values of a slot; "more" counts those that are not shown. @return how many there are */
static size_t write_saw(const struct asked *s, uint32_t slot, struct json_writer *w)
{
    const struct rule_value *shown[SAW_MAX];
    size_t count = 0, more = 0;
    for (size_t i = 0; i < s->values; i++) {
        const struct rule_value *v = &s->value[i];
        bool is_new = v->slot == slot;
        for (size_t k = 0; k < count && is_new; k++) is_new = !is_same(v, shown[k]);
        if (is_new && count < SAW_MAX)
            shown[count++] = v;
        else
            more += is_new;
    }
    json_w_key(w, STR("saw"));
    json_w_array(w);
    for (size_t i = 0; i < count; i++) write_value(w, shown[i]);
    json_w_array_end(w);
    if (more) json_w_key_u64(w, STR("more"), more);
    return count;
}

/* Features that only the whole screening knows: other subjects, lists. */
static bool is_from_elsewhere(enum feature f)
{
    return str_starts(feature_table[f].name, STR("link.")) ||
           str_starts(feature_table[f].name, STR("wal."));
}

static str why_absent(struct telling *t, uint32_t slot)
{
    struct read_name n = read_of(t->rules, slot);
    if (n.feature == FEATURE_COUNT) return rules_say(t, STR("rules.not_said"), NULL, 0);
    if (is_from_elsewhere(n.feature)) return rules_say(t, STR("rules.elsewhere"), NULL, 0);
    return feature_table[n.feature].absent;
}

static void write_seen(struct telling *t, uint32_t slot, struct json_writer *w)
{
    if (!t->asked || slot == RULE_NONE) return;
    if (write_saw(t->asked, slot, w)) return;
    json_w_key_str(w, STR("absent"), why_absent(t, slot));
}

/* --- the tree ------------------------------------------------------------------------------------------ */

static str part_name(enum rule_node_kind k)
{
    switch (k) {
    case RULE_NODE_AND: return STR("all");
    case RULE_NODE_OR: return STR("any");
    case RULE_NODE_NOT: return STR("not");
    case RULE_NODE_DETECTION: return STR("search");
    case RULE_NODE_ITEM:
    case RULE_NODE_VALUE: return STR("item");
    }
    return STR_EMPTY;
}

static void write_node(struct telling *t, const struct rule_node *n, struct json_writer *w);

static void write_item(struct telling *t, const struct rule_node *n, struct json_writer *w)
{
    uint32_t slot = value_node(n)->slot;
    json_w_key_str(w, STR("says"), item_says(t, n));
    if (n->text.len) json_w_key_str(w, STR("written"), n->text);
    json_w_key(w, STR("values"));
    json_w_array(w);
    for (size_t i = 0; i < n->children; i++)
        json_w_str(w, bare_value(n->text, value_node(&n->child[i])->text));
    json_w_array_end(w);
    write_seen(t, slot, w);
}

static void write_inner(struct telling *t, const struct rule_node *n, struct json_writer *w)
{
    str key = arena_printf(t->arena, "rules.part.%.*s", STR_ARG(part_name(n->kind)));
    struct say_param name = say_string(STR("name"), n->text);
    json_w_key_str(w, STR("says"), rules_say(t, key, &name, n->kind == RULE_NODE_DETECTION));
    if (t->depth == TELL_DEPTH_MAX) {
        json_w_key(w, STR("cut"));
        json_w_bool(w, true);
        return;
    }
    t->depth++;
    json_w_key(w, STR("children"));
    json_w_array(w);
    for (size_t i = 0; i < n->children; i++) write_node(t, &n->child[i], w);
    json_w_array_end(w);
    t->depth--;
}

static void write_node(struct telling *t, const struct rule_node *n, struct json_writer *w)
{
    bool is_joint = n->kind == RULE_NODE_AND || n->kind == RULE_NODE_OR;
    if (is_joint && n->children == 1) {
        write_node(t, &n->child[0], w);
        return;
    }
    json_w_object(w);
    json_w_key_str(w, STR("part"), part_name(n->kind));
    if (t->asked) rules_tell_truth(w, STR("holds"), n->truth);
    if (n->kind == RULE_NODE_ITEM)
        write_item(t, n, w);
    else
        write_inner(t, n, w);
    json_w_object_end(w);
}

cordon_status rules_tell_condition(struct telling *t, struct rule_scratch *scratch, uint32_t rule,
                                   struct json_writer *w, enum rule_truth *ret_truth)
{
    const struct rule_node *node;
    struct rule_event event = { .count = 0 };
    if (t->asked) event = asked_whole(t->asked);
    cordon_status st = rule_explain(scratch, &event, rule, t->arena, &node, t->err);
    if (st) return st;
    write_node(t, node, w);
    if (ret_truth) *ret_truth = node->truth;
    return t->arena->failed ? error_nomem(t->err) : CORDON_OK;
}

/* --- what is read -------------------------------------------------------------------------------------- */

static str state_of(const struct asked *s, struct read_name n, uint32_t slot)
{
    bool is_there = false;
    for (size_t i = 0; i < s->values && !is_there; i++) is_there = s->value[i].slot == slot;
    if (!is_there) return STR("absent");
    if (n.feature == FEATURE_COUNT) return STR("said");
    for (size_t i = 0; i < s->givens; i++)
        if (s->given[i].feature == n.feature) return STR("given");
    return STR("computed");
}

static str field_type_name(enum rule_type t)
{
    switch (t) {
    case RULE_FLAG: return STR("flag");
    case RULE_INTEGER: return STR("number");
    case RULE_TIME: return STR("time");
    case RULE_IP: return STR("ip");
    case RULE_ANY:
    case RULE_TEXT:
    case RULE_NULL: break;
    }
    return STR("text");
}

static void write_feature(const struct feature_info *f, struct json_writer *w)
{
    static const str types[] = { [FEATURE_FLAG] = STR_INIT("flag"), [FEATURE_INTEGER] = STR_INIT("number"),
                                 [FEATURE_WORD] = STR_INIT("text") };
    json_w_key_str(w, STR("is"), STR("feature"));
    json_w_key_str(w, STR("type"), types[f->type]);
    if (f->unit.len) json_w_key_str(w, STR("unit"), f->unit);
    json_w_key_str(w, STR("meaning"), f->meaning);
    json_w_key_str(w, STR("absent_when"), f->absent);
    json_w_key_u64(w, STR("cost"), f->cost);
}

static void write_field(const struct record_field_info *f, struct json_writer *w)
{
    json_w_key_str(w, STR("is"), STR("field"));
    json_w_key_str(w, STR("type"), field_type_name(rules_type(f->type)));
    if (f->unit.len) json_w_key_str(w, STR("unit"), f->unit);
    json_w_key_str(w, STR("meaning"), f->meaning);
}

static void write_read(struct telling *t, uint32_t slot, struct json_writer *w)
{
    struct read_name n = read_of(t->rules, slot);
    json_w_object(w);
    json_w_key_str(w, STR("name"), rule_set_slot_name(t->rules->set, slot));
    if (n.feature != FEATURE_COUNT)
        write_feature(&feature_table[n.feature], w);
    else if (n.field != FIELD_NONE)
        write_field(record_field_info(n.field), w);
    if (t->asked) json_w_key_str(w, STR("state"), state_of(t->asked, n, slot));
    write_seen(t, slot, w);
    json_w_object_end(w);
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Correlations may rest on correlations; their depth is capped where they are compiled. */
static void mark_reads(const struct rules *r, uint32_t rule, uint32_t *slot, size_t *count, size_t cap)
{
    const struct rule_info *info = rule_set_info(r->set, rule);
    for (size_t i = 0; i < info->slots; i++) {
        size_t k = 0;
        while (k < *count && slot[k] != info->slot[i]) k++;
        if (k == *count && k < cap) slot[(*count)++] = info->slot[i];
    }
    const struct rule_correlation *c = info->correlation;
    for (size_t i = 0; c && i < c->parts; i++) mark_reads(r, c->part[i], slot, count, cap);
}

cordon_status rules_tell_reads(struct telling *t, uint32_t rule, struct json_writer *w)
{
    size_t cap = rule_set_slots(t->rules->set), count = 0;
    uint32_t *slot = arena_calloc(t->arena, cap + 1, sizeof *slot);
    if (!slot) return error_nomem(t->err);
    mark_reads(t->rules, rule, slot, &count, cap);
    if (count) qsort(slot, count, sizeof *slot, by_number);
    json_w_array(w);
    for (size_t i = 0; i < count; i++) write_read(t, slot[i], w);
    json_w_array_end(w);
    return t->arena->failed ? error_nomem(t->err) : CORDON_OK;
}
