/* Red flags of one subject. */
#include "engine/flags.h"

#include "base/country.h"
#include "base/mem.h"

#include <stdlib.h>

enum { EVENT_VALUES_MAX = 8192, EVENT_SLOTS = 2 * EVENT_VALUES_MAX };

struct flag_scratch {
    const struct rules *rules;
    struct rule_scratch       *rule;
    struct rule_flow          *flow; /* NULL: no correlations */
    struct feature_set         features;
    struct rule_value          value[EVENT_VALUES_MAX];
    struct origin              origin[EVENT_VALUES_MAX];  /* where each value stands */
    const struct feature_item *feature[EVENT_VALUES_MAX]; /* or the feature it is */
    size_t                     count;
    uint16_t                   seen[EVENT_SLOTS]; /* index + 1 of values, by what they say */
    const uint8_t             *left_out; /* by slot; may be NULL */
    bool                       is_cut;
};

struct flag_scratch *flag_scratch_new(const struct rules *rules)
{
    struct flag_scratch *s = mem_calloc(1, sizeof *s);
    if (!s) return NULL;
    s->rules = rules;
    s->rule = rule_scratch_new(rules->set);
    s->flow = rules->has_correlations ? rule_flow_new(rules->set) : NULL;
    if (s->rule && (s->flow || !rules->has_correlations)) return s;
    flag_scratch_free(s);
    return NULL;
}

void flag_scratch_free(struct flag_scratch *s)
{
    if (!s) return;
    rule_flow_free(s->flow);
    rule_scratch_free(s->rule);
    mem_free(s);
}

/* --- events -------------------------------------------------------------------------------------- */

static void begin_event(struct flag_scratch *s)
{
    s->count = 0;
    memset(s->seen, 0, sizeof s->seen);
}

static bool is_same_value(const struct rule_value *a, const struct rule_value *b)
{
    return a->slot == b->slot && a->type == b->type && a->number == b->number &&
           str_eq(a->text, b->text);
}

/* Was this said before? A year of log-ins says most things many times. Otherwise it is noted as the
 * next value. */
static bool is_said(struct flag_scratch *s, const struct rule_value *v)
{
    const uint64_t parts[4] = { v->slot, v->type, (uint64_t)v->number, str_hash(v->text) };
    size_t at = str_hash((str){ (const char *)parts, sizeof parts }) % EVENT_SLOTS;
    for (; s->seen[at]; at = (at + 1) % EVENT_SLOTS)
        if (is_same_value(&s->value[s->seen[at] - 1], v)) return true;
    if (s->count < EVENT_VALUES_MAX) s->seen[at] = (uint16_t)(s->count + 1);
    return false;
}

static void add_value(struct flag_scratch *s, struct rule_value v, struct origin at,
                      const struct feature_item *feature)
{
    if (s->left_out && v.slot != RULE_NONE && s->left_out[v.slot]) return;
    if (!feature && is_said(s, &v)) return;
    if (s->count == EVENT_VALUES_MAX) {
        s->is_cut = true;
        return;
    }
    s->origin[s->count] = at;
    s->feature[s->count] = feature;
    s->value[s->count++] = v;
}

/* A value as its field's type has it; what does not read so is text. */
static struct rule_value value_of(const struct record_value *v, uint32_t slot)
{
    struct rule_value out = { .slot = slot, .type = RULE_TEXT, .text = v->text };
    struct moment m;
    bool flag;
    switch (record_field_info(v->field)->type) {
    case FIELD_TYPE_FLAG:
        if (!evidence_flag(v->text, &flag)) break;
        out.type = RULE_FLAG;
        out.number = flag;
        break;
    case FIELD_TYPE_NUMBER:
        if (evidence_number(v->text, &out.number)) out.type = RULE_INTEGER;
        break;
    case FIELD_TYPE_TIME:
        if (!moment_read(v->text, &m)) break;
        out.type = RULE_TIME;
        out.number = m.s;
        break;
    case FIELD_TYPE_IP: out.type = RULE_IP; break;
    case FIELD_TYPE_COUNTRY: {
        str code = country_code(v->text);
        if (code.len) out.text = code;
        break;
    }
    default: break;
    }
    return out;
}

/* What a record says of itself is not among its values. */
static void add_own(struct flag_scratch *s, enum record_field f, str text, uint32_t number)
{
    uint32_t slot = s->rules->field_slot[f];
    if (slot != RULE_NONE && text.len)
        add_value(s, (struct rule_value){ .slot = slot, .type = RULE_TEXT, .text = text },
                  (struct origin){ number, NULL }, NULL);
}

static void add_record(struct flag_scratch *s, const struct dossier *d, uint32_t number)
{
    const struct record *r = d->records[number];
    add_own(s, FIELD_SUBJECT, r->subject, number);
    add_own(s, FIELD_KIND, record_kind_name(r->kind), number);
    for (size_t i = 0; i < r->value_count; i++) {
        uint32_t slot = s->rules->field_slot[r->values[i].field];
        if (slot != RULE_NONE)
            add_value(s, value_of(&r->values[i], slot), (struct origin){ number, &r->values[i] },
                      NULL);
    }
}

static void add_features(struct flag_scratch *s)
{
    static const enum rule_type types[] = { [FEATURE_FLAG] = RULE_FLAG,
                                            [FEATURE_INTEGER] = RULE_INTEGER,
                                            [FEATURE_WORD] = RULE_TEXT };
    for (size_t i = 0; i < s->features.count; i++) {
        const struct feature_item *f = &s->features.item[i];
        uint32_t slot = s->rules->feature_slot[f->feature];
        struct rule_value v = { .slot = slot, .type = types[feature_table[f->feature].type],
                                .number = f->number, .text = f->text };
        if (slot != RULE_NONE) add_value(s, v, (struct origin){ 0, NULL }, f);
    }
}

/* --- hits ---------------------------------------------------------------------------------------- */

struct finding {
    struct flag_scratch        *s;
    struct arena               *arena;
    struct flags               *out;
    enum record_kind            kind;
    bool                        is_flow;
    const struct origin        *whole; /* of a correlation: the record that completed it */
};

static struct flag *flag_of(struct flags *f, uint32_t rule)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->item[i].rule == rule) return &f->item[i];
    return NULL;
}

static bool has_origin(const struct origin *list, size_t count, struct origin o)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].record == o.record && list[i].value == o.value) return true;
    return false;
}

static void add_origin(struct origin *list, size_t *count, struct origin o)
{
    if (*count < FLAG_ORIGINS_MAX && !has_origin(list, *count, o)) list[(*count)++] = o;
}

static void keep_origins(const struct finding *f, const struct rule_hit *hit, struct flag *flag)
{
    struct origin list[FLAG_ORIGINS_MAX];
    size_t count = 0;
    if (f->whole) add_origin(list, &count, *f->whole);
    for (size_t i = 0; i < hit->matches; i++) {
        uint32_t v = hit->match[i].value;
        const struct feature_item *feature = f->s->feature[v];
        if (!feature) add_origin(list, &count, f->s->origin[v]);
        for (size_t k = 0; feature && k < feature->origins; k++)
            add_origin(list, &count, feature->origin[k]);
    }
    struct origin *kept = count ? arena_alloc(f->arena, count * sizeof *kept) : NULL;
    if (!kept) return;
    memcpy(kept, list, count * sizeof *kept);
    flag->origin = kept;
    flag->origins = count;
}

static void keep_slots(const struct finding *f, const struct rule_hit *hit, struct flag *flag)
{
    uint32_t list[FLAG_ORIGINS_MAX];
    size_t count = 0, k;
    for (size_t i = 0; i < hit->matches && count < FLAG_ORIGINS_MAX; i++) {
        for (k = 0; k < count && list[k] != hit->match[i].slot; k++) {}
        if (k == count && hit->match[i].slot != RULE_NONE) list[count++] = hit->match[i].slot;
    }
    uint32_t *kept = count ? arena_alloc(f->arena, count * sizeof *kept) : NULL;
    if (!kept) return;
    memcpy(kept, list, count * sizeof *kept);
    flag->slot = kept;
    flag->slots = count;
}

static void limit(struct flags *out, str why)
{
    if (out->is_limited) return;
    out->is_limited = true;
    out->why = why;
}

static void take_hit(void *ctx, const struct rule_hit *hit)
{
    struct finding *f = ctx;
    const struct rule_info *info = rule_set_info(f->s->rules->set, hit->rule);
    if (info->is_part || (f->is_flow && !info->is_correlation)) return;
    if (!f->is_flow && !rules_about(f->s->rules, hit->rule, f->kind)) return;
    if (hit->truth == RULE_UNDECIDED) {
        limit(f->out, arena_printf(f->arena, "%.*s: %.*s", STR_ARG(info->name), STR_ARG(hit->why)));
        return;
    }
    if (flag_of(f->out, hit->rule)) return;
    if (f->out->count == FLAGS_MAX) {
        limit(f->out, STR("flags of one subject"));
        return;
    }
    struct flag *flag = &f->out->item[f->out->count++];
    *flag = (struct flag){ .rule = hit->rule,
                           .behind = RULE_NONE,
                           .is_legal = info->cordon.class == RULE_LEGAL_FACT };
    keep_origins(f, hit, flag);
    keep_slots(f, hit, flag);
}

static cordon_status ask_kinds(struct finding *f, const struct dossier *d, struct cordon_error *err)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < d->count; i++) seen |= 1u << d->records[i]->kind;
    for (unsigned k = 1; k < RECORD_KIND_COUNT; k++) {
        if (!(seen >> k & 1)) continue;
        f->kind = (enum record_kind)k;
        struct rule_event event = { .source = f->s->rules->source[k], .value = f->s->value,
                                    .count = f->s->count };
        cordon_status st = rule_eval(f->s->rule, &event, take_hit, f, err);
        if (st) return st;
    }
    return CORDON_OK;
}

/* Correlations see the records one after the other. */
static cordon_status ask_flow(struct finding *f, const struct dossier *d, struct cordon_error *err)
{
    int64_t last = INT64_MIN;
    f->is_flow = true;
    rule_flow_reset(f->s->flow);
    for (uint32_t i = 0; i < d->count; i++) {
        struct moment m;
        struct origin whole = { i, NULL };
        str time = record_text(d->records[i], FIELD_TIME);
        if (!time.len || !moment_read(time, &m) || m.s < last) continue; /* no place in time */
        last = m.s;
        begin_event(f->s);
        add_record(f->s, d, i);
        f->whole = &whole;
        struct rule_event event = { .source = f->s->rules->source[d->records[i]->kind],
                                    .value = f->s->value, .count = f->s->count, .time_s = m.s };
        cordon_status st = rule_flow_event(f->s->flow, f->s->rule, &event, take_hit, f, err);
        if (st) return st;
    }
    return CORDON_OK;
}

/* --- points -------------------------------------------------------------------------------------- */

static enum record_field time_field(const struct origin *o)
{
    switch (o->value ? record_field_info(o->value->field)->group : GROUP_NONE) {
    case GROUP_NET: return FIELD_NET_TIME;
    case GROUP_INT: return FIELD_INT_TIME;
    case GROUP_SHIP: return FIELD_SHIP_TIME;
    case GROUP_IDV: return FIELD_IDV_TIME;
    case GROUP_FLOW: return FIELD_FLOW_TIME;
    case GROUP_CHECK: return FIELD_CHECK_TIME;
    case GROUP_DEV: return FIELD_DEV_SEEN_AT;
    default: return FIELD_NONE;
    }
}

/* Half-lives that have passed since the newest value the flag rests on; 0 when no time is known. */
static unsigned fades(const struct evidence_run *run, const struct flag *flag, uint32_t half_life)
{
    int64_t newest = INT64_MIN;
    for (size_t i = 0; i < flag->origins; i++) {
        struct moment m;
        if (evidence_time(run, &flag->origin[i], time_field(&flag->origin[i]), &m) && m.s > newest)
            newest = m.s;
    }
    int64_t age = run->dossier->now_s - newest;
    if (newest == INT64_MIN || !half_life || age <= 0) return 0;
    int64_t n = age / ((int64_t)half_life * 86400);
    return n > 30 ? 30 : (unsigned)n;
}

static int32_t strength_points(const struct cordon_policy *p, enum rule_strength s)
{
    switch (s) {
    case RULE_STRENGTH_UNSET: break;
    case RULE_STRENGTH_WEAK: return p->flag_weak;
    case RULE_STRENGTH_MEDIUM: return p->flag_medium;
    case RULE_STRENGTH_STRONG: return p->flag_strong;
    }
    return 0;
}

static int by_points(const void *a, const void *b)
{
    const struct flag *x = a, *y = b;
    if (x->good.is_suppressed != y->good.is_suppressed) return x->good.is_suppressed ? 1 : -1;
    if (x->is_legal != y->is_legal) return x->is_legal ? -1 : 1;
    if (x->is_counted != y->is_counted) return x->is_counted ? -1 : 1;
    if (x->points != y->points) return x->points > y->points ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* Of flags with one root cause the strongest counts. */
static void count_roots(const struct rules *r, struct flags *out)
{
    if (out->count) qsort(out->item, out->count, sizeof *out->item, by_points);
    for (size_t i = 0; i < out->count; i++) {
        const struct rule_cordon *c = &rule_set_info(r->set, out->item[i].rule)->cordon;
        out->item[i].is_counted = out->item[i].points > 0 && !out->item[i].good.is_suppressed;
        for (size_t k = 0; k < i && out->item[i].is_counted; k++) {
            const struct rule_cordon *other = &rule_set_info(r->set, out->item[k].rule)->cordon;
            if (!out->item[k].is_counted || !c->root.len || !str_eq(c->root, other->root)) continue;
            out->item[i].is_counted = false;
            out->item[i].behind = out->item[k].rule;
        }
    }
    if (out->count) qsort(out->item, out->count, sizeof *out->item, by_points);
}

static struct flag_group *group_of(struct flags *out, str name)
{
    for (size_t i = 0; i < out->groups; i++)
        if (str_eq(out->group[i].name, name)) return &out->group[i];
    if (out->groups == FLAG_GROUPS_MAX) return NULL;
    out->group[out->groups] = (struct flag_group){ .name = name };
    return &out->group[out->groups++];
}

static int group_by_points(const void *a, const void *b)
{
    const struct flag_group *x = a, *y = b;
    if (x->points != y->points) return x->points > y->points ? -1 : 1;
    return str_cmp(x->name, y->name);
}

static void sum_groups(const struct rules *r, const struct cordon_policy *p,
                       struct flags *out)
{
    for (size_t i = 0; i < out->count; i++) {
        if (!out->item[i].is_counted) continue;
        struct flag_group *g = group_of(out, rule_set_info(r->set, out->item[i].rule)->cordon.group);
        if (!g) {
            limit(out, STR("groups of flags"));
            continue;
        }
        g->points += out->item[i].points;
    }
    for (size_t i = 0; i < out->groups; i++) {
        struct flag_group *g = &out->group[i];
        g->found = g->points;
        g->is_capped = g->points > p->flag_group_cap;
        if (g->is_capped) g->points = p->flag_group_cap;
        out->points += g->points;
    }
    if (out->groups) qsort(out->group, out->groups, sizeof *out->group, group_by_points);
}

static enum cordon_verdict verdict_of(const struct cordon_policy *p, const struct flags *f)
{
    bool has_legal = f->count && f->item[0].is_legal && !f->item[0].good.is_suppressed;
    if (f->points >= p->flag_escalate && f->groups >= (size_t)p->flag_escalate_groups)
        return CORDON_ESCALATE;
    return f->points >= p->flag_review || has_legal ? CORDON_REVIEW : CORDON_CLEAR;
}

/* The counts behind a flag that only others can know. */
static size_t shared_counts(const struct feature_set *features, const struct rules *r, const struct flag *flag,
                            struct good_count *ret, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < features->count && count < room; i++) {
        const struct feature_item *f = &features->item[i];
        if (f->by != FEATURE_BY_OTHERS || feature_table[f->feature].type != FEATURE_INTEGER) continue;
        for (size_t k = 0; k < flag->slots; k++) {
            if (flag->slot[k] != r->feature_slot[f->feature]) continue;
            ret[count++] = (struct good_count){ feature_table[f->feature].name, f->number };
            break;
        }
    }
    return count;
}

/* What people decided about this flag of this subject. */
static void ask_good(const struct evidence_run *run, const struct rules *r, const struct good_view *v,
                     struct flag *flag)
{
    struct good_count shared[8];
    if (!v->good) return;
    bool is_protected = good_is_protected_rule(r, flag->rule);
    char hex[SHA_HEX_LEN + 1] = "";
    if (v->good->has_key) rules_text_hash(r, flag->rule, hex);
    flag->rule_hash = arena_str(run->arena, str_c(hex));
    if (!is_protected) flag->mark = good_flag_mark(v->good, flag, run->dossier, shared,
                                                    shared_counts(run->out, r, flag, shared, COUNT_OF(shared)),
                                                    run->arena);
    struct good_facts now = { .is_rule = true, .is_protected = is_protected,
                              .target = rule_set_info(r->set, flag->rule)->name, .mark = flag->mark,
                              .listed = flag->rule_hash };
    flag->good = good_ask(v, &now);
}

static void weigh(const struct evidence_run *run, const struct rules *r, const struct good_view *good,
                  const struct cordon_policy *p, struct flags *out)
{
    for (size_t i = 0; i < out->count; i++) {
        struct flag *flag = &out->item[i];
        const struct rule_cordon *c = &rule_set_info(r->set, flag->rule)->cordon;
        ask_good(run, r, good, flag);
        if (flag->is_legal) continue;
        flag->full_points = strength_points(p, c->strength);
        flag->fades = fades(run, flag, c->half_life);
        flag->points = flag->full_points >> flag->fades;
    }
    count_roots(r, out);
    sum_groups(r, p, out);
    out->verdict = verdict_of(p, out);
    out->is_verify = out->verdict == CORDON_REVIEW && out->points >= p->flag_verify &&
                     out->groups >= (size_t)p->flag_verify_groups;
}

/* Features that are held stand as they were. */
static void hold(struct flag_scratch *s, const struct flag_ask *ask)
{
    size_t kept = 0;
    if (!ask->held) return;
    for (size_t i = 0; i < s->features.count; i++)
        if (!ask->is_held(s->features.item[i].feature, ask->held_ctx))
            s->features.item[kept++] = s->features.item[i];
    s->features.count = kept;
    for (size_t i = 0; i < ask->held->count; i++) {
        const struct feature_item *f = &ask->held->item[i];
        if (!ask->is_held(f->feature, ask->held_ctx)) continue;
        if (s->features.count == FEATURE_ITEMS_MAX) s->features.is_cut = true;
        else s->features.item[s->features.count++] = *f;
    }
}

const struct feature_set *flags_features(const struct flag_scratch *s)
{
    return &s->features;
}

static struct evidence_run run_of(struct flag_scratch *s, const struct cordon_policy *policy,
                                  struct name_scratch *names, const struct flag_ask *ask, struct arena *arena)
{
    return (struct evidence_run){ .dossier = ask->dossier, .data = s->rules->data, .names = names,
                                  .arena = arena, .out = &s->features, .before = ask->before,
                                  .same_name_bp = (uint16_t)policy->same_bp,
                                  .possible_name_bp = (uint16_t)policy->possible_name_bp };
}

cordon_status flags_evidence(struct flag_scratch *s, const struct cordon_policy *policy,
                             struct name_scratch *names, const struct flag_ask *ask,
                             struct arena *arena, struct cordon_error *err)
{
    struct evidence_run run = run_of(s, policy, names, ask, arena);
    cordon_status st = evidence_compute(&run, err);
    if (st) return st;
    hold(s, ask);
    run.by = FEATURE_BY_OTHERS;
    for (size_t i = 0; i < ask->given_count; i++) {
        const struct feature_item *g = &ask->given[i];
        feature_add(&run, g->feature, g->number, g->text, g->origin, g->origins);
    }
    return CORDON_OK;
}

cordon_status flags_judge(struct flag_scratch *s, const struct cordon_policy *policy,
                          const struct flag_ask *ask, struct arena *arena, struct flags *ret_flags,
                          struct cordon_error *err)
{
    const struct dossier *dossier = ask->dossier;
    struct evidence_run run = run_of(s, policy, NULL, ask, arena);
    struct finding f = { .s = s, .arena = arena, .out = ret_flags };
    ret_flags->count = ret_flags->groups = 0;
    ret_flags->points = 0;
    ret_flags->is_limited = ret_flags->is_verify = false;
    ret_flags->verdict = CORDON_CLEAR;
    begin_event(s);
    s->left_out = ask->left_out;
    s->is_cut = false;
    for (uint32_t i = 0; i < dossier->count; i++) add_record(s, dossier, i);
    add_features(s);
    cordon_status st = ask_kinds(&f, dossier, err);
    if (!st && s->flow && dossier->count > 1) st = ask_flow(&f, dossier, err);
    if (st) return st;
    if (s->features.is_cut) limit(ret_flags, STR("features of one subject"));
    if (s->is_cut) limit(ret_flags, STR("values of one subject"));
    weigh(&run, s->rules, &ask->good, policy, ret_flags);
    return arena->failed ? error_nomem(err) : CORDON_OK;
}

cordon_status flags_find(struct flag_scratch *s, const struct cordon_policy *policy,
                         struct name_scratch *names, const struct flag_ask *ask,
                         struct arena *arena, struct flags *ret_flags, struct cordon_error *err)
{
    cordon_status st = flags_evidence(s, policy, names, ask, arena, err);
    return st ? st : flags_judge(s, policy, ask, arena, ret_flags, err);
}
