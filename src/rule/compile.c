/* Files to a set: documents, references between them, filters, and what became of each fault. */
#include "rule/inside.h"
#include "rule/tree.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

enum { TREE_ARENA_MAX = 1 << 29 };

/* --- documents ---------------------------------------------------------------------------- */

struct filter_draft {
    const struct yaml_node *doc;
    str file;
};

struct work {
    struct maker m;
    struct arena trees;
    struct arena passing; /* of the document in hand, when it is not needed later */
    struct vec flows;   /* struct flow_draft */
    struct vec filters; /* struct filter_draft */
    struct vec linked;  /* struct flow_rule */
    struct rule_faults *faults;
    struct cordon_error *first; /* the caller's */
    struct cordon_error err;    /* of the step in hand */
    cordon_status st;           /* of the first fault */
};

/* Keep a fault and go on; only running out of memory ends the work. */
static cordon_status keep_fault(struct work *w, cordon_status st)
{
    struct rule_faults *f = w->faults;
    if (!st) return CORDON_OK;
    if (!w->st) {
        w->st = st;
        if (w->first) *w->first = w->err;
    }
    if (st == CORDON_NOMEM || w->m.set->arena.over) {
        if (w->first) *w->first = w->err;
        return st;
    }
    if (!f) return CORDON_OK;
    if (f->count == RULE_FAULTS_MAX) {
        f->more++;
        return CORDON_OK;
    }
    if (!f->item) f->item = mem_calloc(RULE_FAULTS_MAX, sizeof *f->item);
    if (!f->item) return error_nomem(w->first);
    f->item[f->count++] = w->err;
    return CORDON_OK;
}

void rule_faults_release(struct rule_faults *faults)
{
    if (!faults) return;
    mem_free(faults->item);
    *faults = (struct rule_faults){ 0 };
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Hand what the rule reads to its info. */
static cordon_status keep_reads(struct maker *m, struct rule_info *info)
{
    uint32_t *slot = arena_calloc(&m->set->arena, m->reads.count + 1, sizeof *slot);
    if (!slot) return maker_nomem(m);
    if (m->reads.count) {
        qsort(m->reads.data, m->reads.count, sizeof *slot, by_number);
        memcpy(slot, m->reads.data, m->reads.count * sizeof *slot);
    }
    info->slot = slot;
    info->slots = m->reads.count;
    return CORDON_OK;
}

static cordon_status check_used(struct maker *m, const struct vec *detections)
{
    const struct detection *d = detections->data;
    for (size_t i = 0; m->is_strict && i < detections->count; i++)
        if (!d[i].is_used)
            return maker_fault(m, d[i].at, CORDON_SYNTAX, "'%.*s' is not in the condition",
                               STR_ARG(d[i].name));
    return CORDON_OK;
}

/* Searches and condition of a `detection` or `filter`. */
static cordon_status read_searches(struct maker *m, const struct yaml_node *n, const char *skip,
                                   struct expr **ret)
{
    struct vec detections = { 0 };
    const struct yaml_node *condition = yaml_get(n, "condition");
    cordon_status st = detections_read(m, n, skip, &detections);
    if (!st && !condition) st = maker_fault(m, n, CORDON_SYNTAX, "there is no 'condition'");
    if (!st && !detections.count)
        st = maker_fault(m, n, CORDON_SYNTAX, "there is nothing to search for");
    if (!st) st = condition_read(m, condition, &detections, ret);
    if (!st) st = check_used(m, &detections);
    vec_release(&detections);
    return st;
}

static cordon_status check_new(struct maker *m, const struct yaml_node *doc,
                               const struct rule *r)
{
    const str keys[] = { r->info.id, r->info.name };
    static const char *const words[] = { "id", "name" };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        uint32_t other = keys[i].len ? map_get(&m->set->rule_map, keys[i]) : UINT32_MAX;
        if (other == UINT32_MAX) continue;
        const struct rule_info *info = &((struct rule *)m->rule.data)[other].info;
        return maker_fault(m, yaml_get(doc, words[i]), CORDON_SYNTAX,
                           "%s '%.*s' is also that of the rule at %.*s:%u", words[i],
                           STR_ARG(keys[i]), STR_ARG(info->file), (unsigned)info->line);
    }
    return CORDON_OK;
}

static cordon_status keep_rule(struct maker *m, const struct yaml_node *doc,
                               const struct rule *r)
{
    cordon_status st = check_new(m, doc, r);
    if (st) return st;
    if (m->rule.count >= RULE_RULES_MAX)
        return maker_fault(m, doc, CORDON_LIMIT, "more than %d rules", RULE_RULES_MAX);
    struct rule *slot = vec_push(&m->rule, sizeof *slot);
    if (!slot) return maker_nomem(m);
    *slot = *r;
    uint32_t at = (uint32_t)m->rule.count - 1;
    bool ok = !r->info.id.len || map_put(&m->set->rule_map, r->info.id, at);
    ok = ok && (!r->info.name.len || str_eq(r->info.name, r->info.id) ||
                map_put(&m->set->rule_map, r->info.name, at));
    return ok ? CORDON_OK : maker_nomem(m);
}

static cordon_status read_detection(struct maker *m, const struct yaml_node *doc,
                                    struct rule *r)
{
    struct expr *tree = NULL;
    if (!yaml_get(doc, "logsource"))
        return maker_fault(m, doc, CORDON_SYNTAX, "there is no 'logsource'");
    cordon_status st = read_searches(m, yaml_get(doc, "detection"), "condition", &tree);
    if (!st) st = keep_reads(m, &r->info);
    if (st) return st;
    r->tree = tree;
    return keep_rule(m, doc, r);
}

static cordon_status read_correlation(struct work *w, const struct yaml_node *doc,
                                      struct rule *r)
{
    struct maker *m = &w->m;
    r->info.is_correlation = true;
    cordon_status st = keep_rule(m, doc, r);
    if (st) return st;
    struct flow_draft *draft = vec_push(&w->flows, sizeof *draft);
    if (!draft) return maker_nomem(m);
    ((struct rule *)m->rule.data)[m->rule.count - 1].flow = (uint32_t)w->flows.count - 1;
    *draft = (struct flow_draft){ .rule = (uint32_t)m->rule.count - 1,
                                  .doc = doc,
                                  .file = m->file,
                                  .node = yaml_get(doc, "correlation") };
    return CORDON_OK;
}

static cordon_status read_document(struct work *w, const struct yaml_node *doc)
{
    struct maker *m = &w->m;
    struct rule r = { .flow = RULE_NONE };
    if (doc->kind == YAML_NULL) return CORDON_OK;
    if (doc->kind != YAML_MAP)
        return maker_fault(m, doc, CORDON_SYNTAX, "a rule must be a map; here is %s",
                           yaml_kind_name(doc->kind));
    if (yaml_get(doc, "action"))
        return maker_fault(m, doc, CORDON_UNSUPPORTED,
                           "'action' is of Sigma 1; write each rule out");
    bool d = yaml_get(doc, "detection"), c = yaml_get(doc, "correlation"),
         f = yaml_get(doc, "filter");
    if (d + c + f != 1)
        return maker_fault(m, doc, CORDON_SYNTAX,
                           "a document needs one of 'detection', 'correlation' and 'filter'");
    m->reads.count = 0;
    m->class = RULE_RED_FLAG;
    cordon_status st = head_read(m, doc, &r);
    if (st) return st;
    m->class = r.info.cordon.class;
    if (d) return read_detection(m, doc, &r);
    if (c) return read_correlation(w, doc, &r);
    struct filter_draft *draft = vec_push(&w->filters, sizeof *draft);
    if (!draft) return maker_nomem(m);
    *draft = (struct filter_draft){ doc, m->file };
    return CORDON_OK;
}

/* A detection is compiled as it is read: its tree may go. Drafts are looked at again at the end. */
static cordon_status next_tree(struct work *w, const struct rule_file *file, size_t nth, size_t *at,
                               const struct yaml_node **ret)
{
    const struct rule_trees *trees = w->m.opt->trees;
    size_t begin = *at;
    arena_reset(&w->passing);
    cordon_status st = tree_next(trees, nth, file->text, at, &w->passing, ret, &w->err);
    if (st || (!yaml_get(*ret, "correlation") && !yaml_get(*ret, "filter"))) return st;
    *at = begin;
    return tree_next(trees, nth, file->text, at, &w->trees, ret, &w->err);
}

static cordon_status read_trees(struct work *w, const struct rule_file *file, size_t nth)
{
    const struct yaml_node *doc = NULL;
    size_t at = 0;
    for (cordon_status st = CORDON_OK;;) {
        st = keep_fault(w, next_tree(w, file, nth, &at, &doc));
        if (st || !doc) return st;
        st = keep_fault(w, read_document(w, doc));
        if (st) return st;
    }
}

static cordon_status read_file(struct work *w, const struct rule_file *file, size_t nth)
{
    struct yaml_reader *reader = NULL;
    const struct yaml_node *doc = NULL;
    w->m.file = maker_copy(&w->m, file->name);
    if (!w->m.file.data) return keep_fault(w, maker_nomem(&w->m));
    if (w->m.opt->trees) return read_trees(w, file, nth);
    cordon_status st =
        keep_fault(w, yaml_open(file->text, w->m.file, &w->trees, &reader, &w->err));
    if (!reader) return st;
    while (!st) {
        cordon_status read = yaml_next(reader, &doc, &w->err);
        st = keep_fault(w, read);
        if (st || read || !doc) break;
        st = keep_fault(w, read_document(w, doc));
    }
    yaml_close(reader);
    return st;
}

/* --- filters ------------------------------------------------------------------------------ */

static bool source_fits(str filter, str rule)
{
    return !filter.len || str_eq_nocase(filter, rule);
}

static cordon_status filter_one(struct maker *m, const struct yaml_node *at,
                                const struct rule_info *own, str name, struct expr *only,
                                const struct vec *reads)
{
    uint32_t rule = map_get(&m->set->rule_map, name);
    struct rule *r = rule == UINT32_MAX ? NULL : (struct rule *)m->rule.data + rule;
    if (!r)
        return maker_fault(m, at, CORDON_SYNTAX, "no rule has the id or name '%.*s'",
                           STR_ARG(name));
    if (!r->tree)
        return maker_fault(m, at, CORDON_UNSUPPORTED,
                           "'%.*s' is a correlation; filters are for detections",
                           STR_ARG(name));
    if (!source_fits(own->category, r->info.category) ||
        !source_fits(own->product, r->info.product) ||
        !source_fits(own->service, r->info.service))
        return maker_fault(m, at, CORDON_SYNTAX, "the rule '%.*s' has another log source",
                           STR_ARG(name));
    struct expr *both[] = { NULL, only };
    memcpy(&both[0], &r->tree, sizeof both[0]); /* the tree is only shared, never written */
    struct expr *tree = expr_new(m, EXPR_AND, RULE_NODE_AND, STR_EMPTY, both, 2);
    if (!tree) return maker_nomem(m);
    m->reads.count = 0;
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < r->info.slots; i++) st = maker_reads(m, r->info.slot[i]);
    for (size_t i = 0; !st && i < reads->count; i++)
        st = maker_reads(m, ((uint32_t *)reads->data)[i]);
    if (!st) st = keep_reads(m, &r->info);
    if (!st) r->tree = tree;
    return st;
}

static cordon_status join_filter(struct work *w, const struct filter_draft *draft)
{
    struct maker *m = &w->m;
    const struct yaml_node *n = yaml_get(draft->doc, "filter"), *rules = yaml_get(n, "rules");
    struct rule own = { 0 };
    struct expr *only = NULL;
    struct vec reads;
    m->file = draft->file;
    m->reads.count = 0;
    m->class = RULE_RED_FLAG;
    cordon_status st = head_read(m, draft->doc, &own);
    if (!st && !yaml_get(draft->doc, "logsource"))
        st = maker_fault(m, draft->doc, CORDON_SYNTAX, "there is no 'logsource'");
    if (!st && (!rules || rules->kind != YAML_LIST || !rules->count))
        st = maker_fault(m, n, CORDON_SYNTAX, "a filter needs 'rules', a list of ids or names");
    if (!st) st = read_searches(m, n, "condition|rules", &only);
    if (st) return st;
    reads = m->reads;
    m->reads = (struct vec){ 0 };
    for (size_t i = 0; !st && i < rules->count; i++)
        st = filter_one(m, &rules->child[i], &own.info, rules->child[i].text, only, &reads);
    vec_release(&reads);
    return st;
}

/* --- correlations ------------------------------------------------------------------------- */

enum { NEW = 0, OPEN, DONE };

static struct flow_draft *draft_of(struct work *w, uint32_t rule)
{
    uint32_t at =
        ((struct rule *)w->m.rule.data)[rule].flow; /* of the set only when it is finished */
    return at == RULE_NONE ? NULL : (struct flow_draft *)w->flows.data + at;
}

static str shown_name(const struct rule_info *info)
{
    return info->name.len ? info->name : info->id.len ? info->id : info->title;
}

static cordon_status link_draft(struct work *w, struct flow_draft *d, unsigned depth);

/* The correlations that this one rests on come first; meeting an open one is a ring. */
static cordon_status link_below(struct work *w, struct flow_draft *d,
                                const struct yaml_node *name, unsigned depth)
{
    struct maker *m = &w->m;
    uint32_t rule = map_get(&m->set->rule_map, name->text);
    struct flow_draft *below = rule == UINT32_MAX ? NULL : draft_of(w, rule);
    if (!below) return CORDON_OK;
    if (below->state == OPEN)
        return maker_fault(m, name, CORDON_SYNTAX,
                           "correlations in a ring: '%.*s' rests on itself by '%.*s'",
                           STR_ARG(shown_name(&((struct rule *)m->rule.data)[rule].info)),
                           STR_ARG(shown_name(&((struct rule *)m->rule.data)[d->rule].info)));
    if (depth >= RULE_DEPTH_MAX)
        return maker_fault(m, name, CORDON_LIMIT, "more than %d correlations on each other",
                           RULE_DEPTH_MAX);
    cordon_status st = link_draft(w, below, depth + 1);
    m->file = d->file;
    if (!st && below->is_bad)
        st = maker_fault(m, name, CORDON_SYNTAX, "the correlation '%.*s' was refused",
                         STR_ARG(name->text));
    return st;
}

static cordon_status link_rules(struct work *w, struct flow_draft *d, unsigned depth)
{
    const struct yaml_node *rules = yaml_get(d->node, "rules");
    size_t count = !rules ? 0 : rules->kind == YAML_LIST ? rules->count : 1;
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < count; i++)
        st = link_below(w, d, rules->kind == YAML_LIST ? &rules->child[i] : rules, depth);
    return st;
}

/* @return only CORDON_NOMEM; a fault makes the draft bad and is kept */
static cordon_status link_draft(struct work *w, struct flow_draft *d, unsigned depth)
{
    struct maker *m = &w->m;
    struct rule *rule = (struct rule *)m->rule.data + d->rule;
    struct flow_rule made = { .rule = d->rule };
    if (d->state != NEW) return CORDON_OK;
    d->state = OPEN;
    m->file = d->file;
    cordon_status st = link_rules(w, d, depth);
    if (!st) {
        m->file = d->file;
        m->reads.count = 0;
        m->class = rule->info.cordon.class;
        st = flow_link(m, d, &made);
    }
    if (!st) st = keep_reads(m, &rule->info);
    d->state = DONE;
    d->is_bad = st != CORDON_OK;
    if (st) return keep_fault(w, st);
    struct flow_rule *slot = vec_push(&w->linked, sizeof *slot);
    if (!slot) return keep_fault(w, maker_nomem(m));
    *slot = made;
    return CORDON_OK;
}

/* A rule that is only named by correlations which do not ask for it on its own is a part. */
static void mark_parts(struct work *w)
{
    struct rule *rule = w->m.rule.data;
    for (int pass = 0; pass < 2; pass++) /* those asked for come last, and win */
        for (size_t i = 0; i < w->linked.count; i++) {
            const struct flow_rule *f = (struct flow_rule *)w->linked.data + i;
            const struct flow_draft *of = draft_of(w, f->rule);
            if (!of) continue;
            const struct yaml_node *generate = yaml_get(of->doc, "generate");
            if (!generate) generate = yaml_get(of->node, "generate");
            bool is_asked = generate && generate->kind == YAML_BOOL && generate->is_true;
            for (size_t k = 0; k < f->parts; k++)
                if (is_asked == (pass == 1)) rule[f->part[k]].info.is_part = !is_asked;
        }
}

/* --- the set ------------------------------------------------------------------------------ */

/* Bad correlations leave the list of rules; everything that names rules follows. */
static cordon_status drop_bad(struct work *w)
{
    struct maker *m = &w->m;
    struct rule *rule = m->rule.data;
    if (!rule) return CORDON_OK;
    uint32_t *to = mem_calloc(m->rule.count + 1, sizeof *to);
    uint32_t kept = 0;
    if (!to) return maker_nomem(m);
    for (uint32_t i = 0; i < m->rule.count; i++) {
        const struct flow_draft *d = draft_of(w, i);
        to[i] = d && d->is_bad ? RULE_NONE : kept;
        if (to[i] != RULE_NONE) rule[kept++] = rule[i];
    }
    m->rule.count = kept;
    map_release(&m->set->rule_map);
    bool ok = true;
    for (uint32_t i = 0; i < kept; i++) {
        const struct rule_info *info = &rule[i].info;
        if (info->id.len) ok &= map_put(&m->set->rule_map, info->id, i);
        if (info->name.len && !str_eq(info->name, info->id))
            ok = ok && map_put(&m->set->rule_map, info->name, i);
    }
    struct flow_rule *f = w->linked.data;
    for (size_t i = 0; i < w->linked.count; i++) {
        f[i].rule = to[f[i].rule];
        uint32_t *part = arena_calloc(&m->set->arena, f[i].parts, sizeof *part);
        if (!part) break;
        for (size_t k = 0; k < f[i].parts; k++) part[k] = to[f[i].part[k]];
        f[i].part = part;
    }
    mem_free(to);
    return ok && !m->set->arena.failed ? CORDON_OK : maker_nomem(m);
}

static uint32_t source_word(struct maker *m, str s, bool *ok)
{
    if (!s.len) return 0;
    str folded = fold_copy(&m->set->arena, s);
    uint32_t word = folded.data ? map_get(&m->set->word_map, folded) : 0;
    if (word != UINT32_MAX) return word;
    word = (uint32_t)m->set->word_map.count + 1;
    *ok &= map_put(&m->set->word_map, folded, word);
    return word;
}

static void *keep(struct maker *m, const struct vec *v, size_t len)
{
    void *copy = arena_calloc(&m->set->arena, v->count + 1, len);
    if (copy && v->count) memcpy(copy, v->data, v->count * len);
    return copy;
}

/* What a correlation says of itself is known once it is linked. */
static void keep_flow(struct rule_set *set, uint32_t flow)
{
    static const char *const ops[] = { "eq", "lt", "lte", "gt", "gte", "neq" };
    const struct flow_rule *f = &set->flow[flow];
    struct rule *r = &set->rule[f->rule];
    struct rule_correlation *c = arena_calloc(&set->arena, 1, sizeof *c);
    r->flow = flow;
    if (!c) return;
    _Static_assert(CONDITIONS_MAX <= COUNT_OF(c->bound), "all bounds can be told");
    *c = (struct rule_correlation){ .type = flow_type_name(f->type), .span_s = f->span_s,
                                    .part = f->part, .parts = f->parts, .key = f->key,
                                    .keys = f->keys, .field = f->field, .fields = f->fields };
    for (size_t i = 0; i < f->bounds; i++) {
        c->bound[i].op = str_c(ops[f->bound[i].compare]);
        c->bound[i].number = f->bound[i].number;
    }
    c->bounds = f->bounds;
    r->info.correlation = c;
}

static cordon_status finish(struct work *w)
{
    struct maker *m = &w->m;
    struct rule_set *set = m->set;
    bool ok = true;
    set->rule = keep(m, &m->rule, sizeof(struct rule));
    set->pred = keep(m, &m->pred, sizeof(struct pred));
    set->flow = keep(m, &w->linked, sizeof(struct flow_rule));
    set->slot_name = arena_calloc(&set->arena, m->slot.count + 1, sizeof *set->slot_name);
    set->slot_origin = arena_calloc(&set->arena, m->slot.count + 1, sizeof *set->slot_origin);
    if (set->arena.failed) return maker_nomem(m);
    set->rules = (uint32_t)m->rule.count;
    set->preds = (uint32_t)m->pred.count;
    set->flows = (uint32_t)w->linked.count;
    set->slots = (uint32_t)m->slot.count;
    for (uint32_t i = 0; i < set->slots; i++) {
        set->slot_name[i] = ((struct slot_made *)m->slot.data)[i].name;
        set->slot_origin[i] = ((struct slot_made *)m->slot.data)[i].origin;
    }
    for (uint32_t i = 0; i < set->flows; i++) keep_flow(set, i);
    for (uint32_t i = 0; i < set->rules; i++) {
        const struct rule_info *info = &set->rule[i].info;
        set->rule[i].source[0] = source_word(m, info->category, &ok);
        set->rule[i].source[1] = source_word(m, info->product, &ok);
        set->rule[i].source[2] = source_word(m, info->service, &ok);
    }
    if (!ok || set->arena.failed) return maker_nomem(m);
    return index_build(set, m->err);
}

static cordon_status compile(struct work *w, const struct rule_file *file, size_t files)
{
    struct maker *m = &w->m;
    cordon_status st = CORDON_OK;
    for (size_t i = 0; i < m->opt->names; i++) {
        str name = m->opt->name[i].name;
        if (map_get(&m->name_map, name) == UINT32_MAX &&
            !map_put(&m->name_map, name, (uint32_t)i))
            return keep_fault(w, maker_nomem(m));
    }
    for (size_t i = 0; !st && i < files; i++) st = read_file(w, &file[i], i);
    const struct filter_draft *filter = w->filters.data;
    for (size_t i = 0; !st && i < w->filters.count; i++)
        st = keep_fault(w, join_filter(w, &filter[i]));
    struct flow_draft *draft = w->flows.data;
    for (size_t i = 0; !st && i < w->flows.count; i++) st = link_draft(w, &draft[i], 0);
    if (st) return st;
    if (w->st && !(m->opt->flags & RULE_SKIP_BAD)) return w->st;
    mark_parts(w);
    st = drop_bad(w);
    if (!st) st = finish(w);
    keep_fault(w, st);
    return st;
}

static void work_release(struct work *w)
{
    vec_release(&w->m.pred);
    vec_release(&w->m.regex);
    vec_release(&w->m.slot);
    vec_release(&w->m.rule);
    vec_release(&w->m.reads);
    map_release(&w->m.name_map);
    map_release(&w->m.pred_map);
    vec_release(&w->flows);
    vec_release(&w->filters);
    vec_release(&w->linked);
    arena_release(&w->trees);
    arena_release(&w->passing);
}

/* The expressions belong to the set from the moment they are made. */
static void give_regexes(struct work *w)
{
    struct rule_set *set = w->m.set;
    set->regex = w->m.regex.data;
    set->regexes = (uint32_t)w->m.regex.count;
    w->m.regex = (struct vec){ 0 };
}

cordon_status rule_set_compile(const struct rule_file *file, size_t files,
                               const struct rule_options *opt, struct rule_set **ret_set,
                               struct rule_faults *faults, struct cordon_error *err)
{
    static const struct rule_options nothing = { 0 };
    struct work w = { .faults = faults, .first = err };
    w.m.opt = opt ? opt : &nothing;
    w.m.is_strict = (w.m.opt->flags & RULE_STRICT) != 0;
    w.m.err = &w.err;
    w.m.set = mem_calloc(1, sizeof *w.m.set);
    if (!w.m.set) return error_nomem(err);
    arena_init(&w.m.set->arena, SET_ARENA_MAX);
    arena_init(&w.trees, TREE_ARENA_MAX);
    arena_init(&w.passing, TREE_ARENA_MAX);
    cordon_status st = compile(&w, file, files);
    give_regexes(&w);
    if (st)
        rule_set_free(w.m.set);
    else
        *ret_set = w.m.set;
    work_release(&w);
    return st;
}

void rule_set_free(struct rule_set *set)
{
    if (!set) return;
    for (uint32_t i = 0; i < set->regexes; i++) regex_free(set->regex[i]);
    mem_free(set->regex);
    map_release(&set->slot_map);
    map_release(&set->rule_map);
    map_release(&set->word_map);
    arena_release(&set->arena);
    mem_free(set);
}
