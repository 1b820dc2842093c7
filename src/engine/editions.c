/* What changed between two editions, as JSON; going back to a kept edition. */
#include "engine/kept.h"

#include "base/json.h"
#include "list/diff.h"

enum { DIFF_LINE_MAX = 64 << 20 };

/* --- the lines ------------------------------------------------------------------------------------- */

struct telling {
    const struct list_source *source;
    struct list_diff_side     side[2];
    struct kept_entities      edition[2];
    str                       date[2];
    cordon_diff_fn           *fn;
    void                     *ctx;
    struct buf                line;
    struct json_writer        w;
    struct list_diff_counts   dprk; /* of the entries under DPRK programmes */
};

static const str change_words[] = {
    [LIST_SAME] = STR_INIT("same"),
    [LIST_ADDED] = STR_INIT("added"),
    [LIST_REMOVED] = STR_INIT("removed"),
    [LIST_CHANGED] = STR_INIT("changed"),
};

static cordon_status give_line(struct telling *t, struct cordon_error *err)
{
    if (t->line.failed)
        return t->line.over ? error_set(err, CORDON_LIMIT, "what changed of one entry is above %d MiB",
                                        DIFF_LINE_MAX >> 20)
                            : error_nomem(err);
    return t->fn(t->ctx, buf_str(&t->line)) ? CORDON_OK
                                            : error_set(err, CORDON_INTERRUPTED, "interrupted");
}

static void begin_line(struct telling *t)
{
    buf_reset(&t->line);
    json_w_init(&t->w, &t->line);
    json_w_object(&t->w);
}

static void write_programs(struct telling *t, unsigned side, const struct entity *e)
{
    const struct entity_set *set = t->side[side].set;
    struct entity child;
    json_w_key(&t->w, STR("programs"));
    json_w_array(&t->w);
    for (uint32_t row = e->row + 1; row < entity_family_end(set, e->row); row++) {
        if (!entity_get(set, row, &child) || child.schema != FTM_SCHEMA_SANCTION) continue;
        str program = entity_value(set, &child, FTM_PROP_PROGRAM);
        if (program.len) json_w_str(&t->w, program);
    }
    json_w_array_end(&t->w);
}

static void write_head(struct telling *t, enum list_change change, unsigned side,
                       const struct entity *e)
{
    json_w_key_str(&t->w, STR("change"), change_words[change]);
    json_w_key_str(&t->w, STR("source"), t->source->id);
    json_w_key_str(&t->w, STR("entry"), e->entry);
    json_w_key_str(&t->w, STR("id"), e->id);
    json_w_key_str(&t->w, STR("name"), entity_value(t->side[side].set, e, FTM_PROP_NAME));
    json_w_key_str(&t->w, STR("schema"), ftm_schema_name(e->schema));
    json_w_key(&t->w, STR("dprk"));
    json_w_bool(&t->w, (e->flags & ENTITY_DPRK) != 0);
    write_programs(t, side, e);
}

/* --- fields ------------------------------------------------------------------------------------------ */

static void write_two(struct telling *t, const char *property, str gone, str come)
{
    json_w_object(&t->w);
    json_w_key_str(&t->w, STR("property"), str_c(property));
    json_w_key(&t->w, STR("gone"));
    json_w_array(&t->w);
    json_w_str(&t->w, gone);
    json_w_array_end(&t->w);
    json_w_key(&t->w, STR("come"));
    json_w_array(&t->w);
    json_w_str(&t->w, come);
    json_w_array_end(&t->w);
    json_w_object_end(&t->w);
}

/* The values of one property from `i` on; @return the place behind them */
static size_t write_values(struct telling *t, const struct list_diff_entry *e, size_t i)
{
    enum ftm_prop prop = e->values[i].prop;
    size_t end = i, moved = 0;
    while (end < e->value_count && e->values[end].prop == prop)
        moved += e->values[end++].to != FTM_PROP_NONE;
    json_w_object(&t->w);
    json_w_key_str(&t->w, STR("property"), ftm_prop_name(prop));
    for (unsigned come = 0; come < 2; come++) {
        json_w_key(&t->w, come ? STR("come") : STR("gone"));
        json_w_array(&t->w);
        for (size_t k = i; k < end; k++)
            if (e->values[k].to == FTM_PROP_NONE && e->values[k].is_come == (come == 1))
                json_w_str(&t->w, e->values[k].value);
        json_w_array_end(&t->w);
    }
    if (moved) {
        json_w_key(&t->w, STR("moved"));
        json_w_array(&t->w);
        for (size_t k = i; k < end; k++) {
            if (e->values[k].to == FTM_PROP_NONE) continue;
            json_w_object(&t->w);
            json_w_key_str(&t->w, STR("to"), ftm_prop_name(e->values[k].to));
            json_w_key_str(&t->w, STR("value"), e->values[k].value);
            json_w_object_end(&t->w);
        }
        json_w_array_end(&t->w);
    }
    json_w_object_end(&t->w);
    return end;
}

/* {"number":["1"],"country":["kp"]} */
static void write_child(struct telling *t, const struct list_diff_child *c)
{
    const struct list_diff_side *side = &t->side[c->is_come];
    struct entity_statement st, other;
    json_w_object(&t->w);
    for (uint32_t i = 0; i < c->child.statement_count; i++) {
        if (!entity_statement_get(side->set, c->child.first_statement + i, &st) ||
            list_diff_is_tie(side, &c->child, &st))
            continue;
        bool is_told = false;
        for (uint32_t k = 0; k < i; k++)
            is_told = is_told || (entity_statement_get(side->set, c->child.first_statement + k, &other) &&
                                  other.prop == st.prop);
        if (is_told) continue;
        json_w_key(&t->w, ftm_prop_name(st.prop));
        json_w_array(&t->w);
        for (uint32_t k = i; k < c->child.statement_count; k++)
            if (entity_statement_get(side->set, c->child.first_statement + k, &other) &&
                other.prop == st.prop)
                json_w_str(&t->w, other.value);
        json_w_array_end(&t->w);
    }
    json_w_object_end(&t->w);
}

static size_t write_children(struct telling *t, const struct list_diff_entry *e, size_t i)
{
    enum ftm_schema schema = e->children[i].child.schema;
    size_t end = i;
    while (end < e->child_count && e->children[end].child.schema == schema) end++;
    json_w_object(&t->w);
    json_w_key_str(&t->w, STR("child"), ftm_schema_name(schema));
    for (unsigned come = 0; come < 2; come++) {
        json_w_key(&t->w, come ? STR("come") : STR("gone"));
        json_w_array(&t->w);
        for (size_t k = i; k < end; k++)
            if (e->children[k].is_come == (come == 1)) write_child(t, &e->children[k]);
        json_w_array_end(&t->w);
    }
    json_w_object_end(&t->w);
    return end;
}

static void write_fields(struct telling *t, const struct list_diff_entry *e)
{
    bool was = (e->before.flags & ENTITY_DPRK) != 0;
    json_w_key(&t->w, STR("partly"));
    json_w_bool(&t->w, e->is_partly);
    json_w_key(&t->w, STR("fields"));
    json_w_array(&t->w);
    if (e->has_schema)
        write_two(t, "schema", ftm_schema_name(e->before.schema), ftm_schema_name(e->after.schema));
    if (e->has_dprk) write_two(t, "dprk", was ? STR("yes") : STR("no"), was ? STR("no") : STR("yes"));
    for (size_t i = 0; i < e->value_count;) i = write_values(t, e, i);
    for (size_t i = 0; i < e->child_count;) i = write_children(t, e, i);
    json_w_array_end(&t->w);
}

static cordon_status tell(void *ctx, const struct list_diff_entry *e, struct cordon_error *err)
{
    struct telling *t = ctx;
    bool is_removed = e->change == LIST_REMOVED;
    bool is_dprk = ((e->before.flags | e->after.flags) & ENTITY_DPRK) != 0;
    begin_line(t);
    write_head(t, e->change, is_removed ? 0 : 1, is_removed ? &e->before : &e->after);
    if (e->change == LIST_CHANGED) write_fields(t, e);
    json_w_object_end(&t->w);
    t->dprk.added += is_dprk && e->change == LIST_ADDED;
    t->dprk.removed += is_dprk && is_removed;
    t->dprk.changed += is_dprk && e->change == LIST_CHANGED;
    return give_line(t, err);
}

/* --- the summary --------------------------------------------------------------------------------------- */

static void write_side(struct telling *t, unsigned side)
{
    json_w_key(&t->w, side ? STR("after") : STR("before"));
    json_w_object(&t->w);
    json_w_key_str(&t->w, STR("edition"), t->date[side]);
    json_w_key_str(&t->w, STR("raw_sha256"), str_c(t->edition[side].raw_hex));
    json_w_key_str(&t->w, STR("format"), t->edition[side].format);
    json_w_key_u64(&t->w, STR("entries"), t->edition[side].report.entries);
    json_w_object_end(&t->w);
}

static cordon_status tell_summary(struct telling *t, const struct list_diff_counts *c,
                                  struct cordon_error *err)
{
    begin_line(t);
    json_w_key_str(&t->w, STR("change"), STR("summary"));
    json_w_key_str(&t->w, STR("source"), t->source->id);
    write_side(t, 0);
    write_side(t, 1);
    json_w_key_u64(&t->w, STR("added"), c->added);
    json_w_key_u64(&t->w, STR("removed"), c->removed);
    json_w_key_u64(&t->w, STR("changed"), c->changed);
    json_w_key_u64(&t->w, STR("same"), c->same);
    json_w_key_u64(&t->w, STR("partly"), c->partly);
    json_w_key(&t->w, STR("dprk"));
    json_w_object(&t->w);
    json_w_key_u64(&t->w, STR("added"), t->dprk.added);
    json_w_key_u64(&t->w, STR("removed"), t->dprk.removed);
    json_w_key_u64(&t->w, STR("changed"), t->dprk.changed);
    json_w_object_end(&t->w);
    json_w_key(&t->w, STR("not_compared"));
    json_w_array(&t->w);
    for (int p = 0; p < FTM_PROP_COUNT; p++)
        if (list_diff_lacks(&t->side[0], &t->side[1], (enum ftm_prop)p))
            json_w_str(&t->w, ftm_prop_name((enum ftm_prop)p));
    json_w_array_end(&t->w);
    json_w_object_end(&t->w);
    return give_line(t, err);
}

/* --- both sides ---------------------------------------------------------------------------------------- */

static cordon_status read_side(struct telling *t, unsigned side, const char *data_dir,
                               const struct cordon_editions *all, const struct cordon_edition_side *s,
                               struct cordon_error *err)
{
    const struct kept *k;
    struct kept_entities *e = &t->edition[side];
    cordon_status st;
    if (s->file_count) {
        st = kept_read_files(t->source, s->files, s->file_count, e, err);
        t->date[side] = e->report.edition.len ? e->report.edition : STR("unknown");
    } else {
        st = kept_find(all, t->source->id, s->which, &k, err);
        if (!st) st = kept_read(data_dir, &k->about, e, err);
        if (!st) t->date[side] = k->about.edition;
    }
    t->side[side] = (struct list_diff_side){ &e->set, e->report.lacks };
    return st;
}

static cordon_status tell_all(struct telling *t, struct cordon_diff_counts *ret, struct cordon_error *err)
{
    struct list_diff_counts c;
    cordon_status st = list_diff(&t->side[0], &t->side[1], tell, t, &c, err);
    if (!st) st = tell_summary(t, &c, err);
    if (!st && ret)
        *ret = (struct cordon_diff_counts){ .added = c.added, .removed = c.removed,
                                            .changed = c.changed, .same = c.same,
                                            .partly = c.partly };
    return st;
}

cordon_status cordon_editions_diff(const char *data_dir, cordon_str source,
                                   const struct cordon_edition_side *before,
                                   const struct cordon_edition_side *after, cordon_diff_fn *fn,
                                   void *ctx, struct cordon_diff_counts *ret_counts,
                                   struct cordon_error *err)
{
    struct telling t = { .source = list_source_find(source), .fn = fn, .ctx = ctx,
                         .line = BUF_INIT(DIFF_LINE_MAX) };
    struct cordon_editions *all = NULL;
    if (!t.source)
        return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' "
                         "names them", STR_ARG(source));
    for (unsigned i = 0; i < 2; i++) kept_entities_init(&t.edition[i]);
    cordon_status st = cordon_editions_open(data_dir, source, &all, err);
    if (!st) st = read_side(&t, 0, data_dir, all, before, err);
    if (!st) st = read_side(&t, 1, data_dir, all, after, err);
    if (!st) st = tell_all(&t, ret_counts, err);
    for (unsigned i = 0; i < 2; i++) kept_entities_release(&t.edition[i]);
    buf_release(&t.line);
    cordon_editions_close(all);
    return st;
}

/* --- going back ------------------------------------------------------------------------------------------ */

static cordon_status choose(const struct cordon_rollback *args, struct arena *a,
                            struct set_edition *ret, struct cordon_error *err)
{
    struct cordon_editions *all = NULL;
    const struct kept *k;
    cordon_status st = cordon_editions_open(args->data_dir, args->source, &all, err);
    if (!st) st = kept_find(all, args->source, args->to.len ? args->to : STR("previous"), &k, err);
    if (!st) {
        *ret = k->about;
        ret->source = arena_str(a, k->about.source);
        ret->edition = arena_str(a, k->about.edition);
        ret->accepted = ret->doubts = ret->without = STR_EMPTY; /* said anew */
        if (a->failed) st = error_nomem(err);
    }
    cordon_editions_close(all);
    return st;
}

cordon_status cordon_rollback(const struct cordon_rollback *args, struct cordon_counts *ret_counts,
                              struct cordon_error *err)
{
    if (!list_source_find(args->source))
        return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' "
                         "names them", STR_ARG(args->source));
    return set_put_back(args, choose, ret_counts, err);
}
