/* The sameness proof. */
#include "engine/same.h"

#include "base/json.h"
#include "base/mem.h"

enum { RUN_ARENA_MAX = 256 << 20, SAME_TURNS = 2, SAME_WHOLE = 2 };

struct same_scratch {
    struct arena         plan, run;
    struct name_scratch *names;
    struct feature_set   features; /* of the subject as it is */
    struct flags         again;
    bool                 is_first;   /* of the last run: its flags are those of the subject as it is */
};

struct same_scratch *same_scratch_new(void)
{
    struct same_scratch *s = mem_calloc(1, sizeof *s);
    if (!s) return NULL;
    arena_init(&s->plan, RUN_ARENA_MAX);
    arena_init(&s->run, RUN_ARENA_MAX);
    s->names = name_scratch_new();
    if (s->names) return s;
    same_scratch_free(s);
    return NULL;
}

void same_scratch_free(struct same_scratch *s)
{
    if (!s) return;
    arena_release(&s->plan);
    arena_release(&s->run);
    name_scratch_free(s->names);
    mem_free(s);
}

/* --- one renaming ------------------------------------------------------------------------------- */

struct proof {
    struct same_scratch        *s;
    struct flag_scratch        *flags;
    const struct cordon_policy *policy;
    const struct rules         *rules;
    const struct flag_ask      *ask;
    const struct flags         *first;
    struct rename              *plan;
    bool                        reads_names; /* a rule reads a field that is rewritten */
    bool                        is_partial;  /* the first runs have shown that the rest stays */
    struct same                *out;
    struct cordon_error        *err;
};

static bool is_held(enum feature f, const void *ctx)
{
    const struct rename_as *as = ctx;
    return rename_is_fixed(f) || (as->own_script && rename_is_latin(f));
}

/* Do two features say the same, resting on the same values? */
static bool is_same_item(const struct feature_item *a, const struct feature_item *b)
{
    if (a->feature != b->feature || a->number != b->number || !str_eq(a->text, b->text) ||
        a->origins != b->origins)
        return false;
    for (size_t i = 0; i < a->origins; i++) {
        const struct origin *x = &a->origin[i], *y = &b->origin[i];
        if (x->record != y->record || !x->value != !y->value) return false;
        if (x->value && (x->value->field != y->value->field || x->value->item != y->value->item ||
                         x->value->index != y->value->index))
            return false;
    }
    return true;
}

static bool are_same_features(const struct feature_set *a, const struct feature_set *b)
{
    if (a->count != b->count || a->is_cut || b->is_cut) return false;
    for (size_t i = 0; i < a->count; i++) {
        bool found = is_same_item(&a->item[i], &b->item[i]);
        for (size_t k = 0; k < b->count && !found; k++) found = is_same_item(&a->item[i], &b->item[k]);
        if (!found) return false;
    }
    return true;
}

/* The flags under other names. Where no feature changed and no rule reads a field that did, rules are given
 * what they were given before, and say what they said. */
static cordon_status ask_as(struct proof *p, const struct rename_as *as)
{
    struct same_scratch *s = p->s;
    struct dossier d;
    arena_reset(&s->run);
    name_query_reset(s->names);
    cordon_status st = rename_dossier(p->plan, as, &s->run, &d, p->err);
    struct flag_ask ask = *p->ask;
    ask.dossier = &d;
    ask.held = &s->features;
    ask.is_held = is_held;
    ask.held_ctx = as;
    ask.before = p->is_partial ? &s->features : NULL;
    p->out->runs++;
    if (!st) st = flags_evidence(p->flags, p->policy, s->names, &ask, &s->run, p->err);
    s->is_first = !st && !p->reads_names && are_same_features(&s->features, flags_features(p->flags));
    if (st || s->is_first) return st;
    return flags_judge(p->flags, p->policy, &ask, &s->run, &s->again, p->err);
}

/* --- comparing ---------------------------------------------------------------------------------- */

/* What a rule counts for; 0 when it is not there. Legal facts carry no points: they may rest on a
 * nationality that a document states. */
static int32_t points_of(const struct flags *f, uint32_t rule)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->item[i].rule == rule && f->item[i].is_counted) return f->item[i].points;
    return 0;
}

typedef void each_other(void *ctx, uint32_t rule);

/* Each rule that counts for something else in b than in a. @return how many */
static size_t differences(const struct flags *a, const struct flags *b, each_other *each, void *ctx)
{
    size_t count = 0;
    for (int side = 0; side < 2; side++) {
        const struct flags *x = side ? b : a, *y = side ? a : b;
        for (size_t i = 0; i < x->count; i++) {
            const struct flag *f = &x->item[i];
            int32_t other = points_of(y, f->rule);
            if (!f->is_counted || other == f->points || (side && other)) continue;
            count++;
            if (each) each(ctx, f->rule);
        }
    }
    return count;
}

static bool is_same(const struct proof *p)
{
    const struct flags *a = p->first, *b = &p->s->again;
    return p->s->is_first || (a->points == b->points && differences(a, b, NULL, NULL) == 0);
}

static void name_flag(void *ctx, uint32_t rule)
{
    struct proof *p = ctx;
    struct same_finding *f = &p->out->finding[p->out->findings - 1];
    if (f->flags < SAME_FLAGS_MAX) f->flag[f->flags++] = rule_set_info(p->rules->set, rule)->name;
}

/* Which of the two made the difference? Asked again with each alone. */
static cordon_status tell(struct proof *p, const struct rename_as *as)
{
    struct same *out = p->out;
    struct rename_as name = { as->culture, RENAME_NONE, as->own_script, 0 };
    struct rename_as nation = { RENAME_NONE, as->nation, false, 0 };
    if (out->findings == SAME_FINDINGS_MAX) return CORDON_OK;
    struct same_finding *f = &out->finding[out->findings++];
    *f = (struct same_finding){ .culture = rename_culture(as->culture), .nation = rename_nation(as->nation),
                                .own_script = as->own_script };
    cordon_status st = ask_as(p, as);
    if (!st) differences(p->first, &p->s->again, name_flag, p);
    f->points = p->s->again.points;
    if (!st) st = ask_as(p, &nation);
    bool by_nation = !st && !is_same(p);
    if (!st) st = ask_as(p, &name);
    bool by_name = !st && !is_same(p);
    if (by_name && !by_nation) f->nation = STR_EMPTY;
    if (by_nation && !by_name) f->culture = STR_EMPTY;
    return st;
}

/* What differs must do so under other names of the same culture too: two words that are near each other
 * by accident, where the subject's are not, say nothing of the culture. */
static cordon_status try_as(struct proof *p, struct rename_as as)
{
    for (as.turn = 0; as.turn <= SAME_TURNS; as.turn++) {
        cordon_status st = ask_as(p, &as);
        if (st || is_same(p)) return st;
    }
    as.turn = 0;
    p->out->differs++;
    return tell(p, &as);
}

/* --- all of them -------------------------------------------------------------------------------- */

/* Each culture with one of the nationalities in turn, not its own; and those with a script of their own
 * in that once more. */
static cordon_status try_all(struct proof *p)
{
    cordon_status st = CORDON_OK;
    size_t cultures = rename_cultures(), nations = rename_nations();
    size_t turns = rename_has_names(p->plan) || rename_has_nations(p->plan) ? cultures : 1;
    for (size_t i = 0; i < turns && !st; i++) {
        p->is_partial = i >= SAME_WHOLE && !p->out->differs;
        struct rename_as as = { (uint16_t)i, (uint16_t)((i + 5) % nations), false, 0 };
        st = try_as(p, as);
        as.own_script = true;
        if (!st && rename_takes_script(p->plan, i)) st = try_as(p, as);
    }
    p->out->names = cultures;
    p->out->nations = nations;
    return st;
}

static void judge(struct proof *p)
{
    struct same *out = p->out;
    out->verdict = out->differs ? SAME_DIFFERS : SAME_HOLDS;
    if (out->differs || !rename_is_cut(p->plan)) return;
    out->verdict = SAME_UNPROVED;
    out->why = STR("different names of one subject");
}

static bool reads_names(const struct rules *rules, const struct dossier *d)
{
    for (size_t i = 0; i < d->count; i++)
        for (size_t k = 0; k < d->records[i]->value_count; k++) {
            enum record_field f = d->records[i]->values[k].field;
            if (rules->field_slot[f] != RULE_NONE && rename_touches(f)) return true;
        }
    return false;
}

cordon_status same_prove(struct same_scratch *s, struct flag_scratch *flags, const struct cordon_policy *policy,
                         const struct rules *rules, const struct flag_ask *ask, const struct flags *first,
                         struct same *ret, struct cordon_error *err)
{
    struct proof p = { .s = s, .flags = flags, .policy = policy, .rules = rules, .ask = ask, .first = first,
                       .out = ret, .err = err };
    *ret = (struct same){ .verdict = SAME_UNPROVED };
    s->features = *flags_features(flags);
    arena_reset(&s->plan);
    p.reads_names = reads_names(rules, ask->dossier);
    cordon_status st = rename_plan(ask->dossier, &s->plan, &p.plan, err);
    if (!st) st = try_all(&p);
    bool is_over = s->plan.over || s->run.over;
    if (st == CORDON_NOMEM && is_over) {
        ret->why = STR("memory of the sameness proof");
        return CORDON_OK;
    }
    if (!st) judge(&p);
    return st;
}

/* --- saying ------------------------------------------------------------------------------------- */

static void write_finding(struct json_writer *w, const struct same_finding *f)
{
    json_w_object(w);
    if (f->culture.len) json_w_key_str(w, STR("names"), f->culture);
    if (f->own_script) {
        json_w_key(w, STR("own_script"));
        json_w_bool(w, true);
    }
    if (f->nation.len) json_w_key_str(w, STR("nationality"), f->nation);
    json_w_key(w, STR("points"));
    json_w_i64(w, f->points);
    json_w_key(w, STR("flags"));
    json_w_array(w);
    for (size_t i = 0; i < f->flags; i++) json_w_str(w, f->flag[i]);
    json_w_array_end(w);
    json_w_object_end(w);
}

void same_write(struct json_writer *w, const struct same *s)
{
    json_w_key(w, STR("sameness"));
    json_w_object(w);
    json_w_key_u64(w, STR("names"), s->names);
    json_w_key_u64(w, STR("nationalities"), s->nations);
    json_w_key_u64(w, STR("runs"), s->runs);
    json_w_key(w, STR("same"));
    json_w_bool(w, s->verdict == SAME_HOLDS);
    if (s->differs) {
        json_w_key_u64(w, STR("differs_total"), s->differs);
        json_w_key(w, STR("differs"));
        json_w_array(w);
        for (size_t i = 0; i < s->findings; i++) write_finding(w, &s->finding[i]);
        json_w_array_end(w);
    }
    json_w_object_end(w);
}
