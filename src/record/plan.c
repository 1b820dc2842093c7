/* Binding a mapping: names of fields and columns are looked up once, and what cannot be is told. */
#include "record/plan.h"

#include "base/mem.h"
#include "base/num.h"
#include "record/plan_run.h"

/* --- names of columns ----------------------------------------------------------------------- */

static bool is_separator(char c)
{
    return c == ' ' || c == '_' || c == '-' || c == '.';
}

bool column_same(str a, str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && is_separator(a.data[i])) i++;
        while (k < b.len && is_separator(b.data[k])) k++;
        if (i == a.len || k == b.len) return i == a.len && k == b.len;
        if (byte_lower(a.data[i++]) != byte_lower(b.data[k++])) return false;
    }
}

static size_t count_same(const str *cells, size_t count, str name)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) found += str_eq(str_trim(cells[i]), name);
    return found;
}

cordon_status column_names(const str *cells, size_t count, struct arena *arena, str *ret,
                           struct cordon_error *err)
{
    for (size_t i = 0; i < count; i++) {
        str name = str_trim(cells[i]);
        if (!str_is_utf8(name, NULL) || str_index(name, '\0') < name.len)
            return error_set(err, CORDON_SYNTAX,
                             "name of column %zu is not UTF-8; save the table as UTF-8", i + 1);
        size_t before = name.len ? count_same(cells, i, name) : 0;
        if (name.len == 0)
            ret[i] = arena_printf(arena, "column %zu", i + 1);
        else if (before)
            ret[i] = arena_printf(arena, "%.*s (%zu)", STR_ARG(name), before + 1);
        else
            ret[i] = arena_str(arena, name);
    }
    return arena->failed ? error_nomem(err) : CORDON_OK;
}

/** The column of this name: as written, else the first that is the same name; SIZE_MAX. */
static size_t find_column(const struct record_plan *p, str wanted)
{
    size_t same = SIZE_MAX;
    for (size_t i = 0; i < p->column_count; i++) {
        if (str_eq(p->name[i], wanted)) return i;
        if (same == SIZE_MAX && column_same(p->name[i], wanted)) same = i;
    }
    return same;
}

static str nearest_column(const struct record_plan *p, str wanted)
{
    str best = STR_EMPTY;
    unsigned least = 4;
    for (size_t i = 0; i < p->column_count; i++) {
        unsigned edits = str_distance(wanted, p->name[i], 3);
        if (edits >= least) continue;
        least = edits;
        best = p->name[i];
    }
    return best;
}

static cordon_status refuse_missing(const struct record_plan *p, str wanted,
                                    struct cordon_error *err)
{
    str near = nearest_column(p, wanted);
    if (near.len)
        return error_set(err, CORDON_SYNTAX,
                         "column '%.*s', which the mapping reads, is not there; the nearest is '%.*s'",
                         STR_ARG(wanted), STR_ARG(near));
    return error_set(err, CORDON_SYNTAX,
                     "column '%.*s', which the mapping reads, is not there; map the file anew, or "
                     "mark the column \"optional\" in the mapping",
                     STR_ARG(wanted));
}

/* --- fields --------------------------------------------------------------------------------- */

static cordon_status find_field(str name, struct record_key *ret, struct cordon_error *err)
{
    *ret = record_key_find(name);
    if (ret->part == KEY_MISSPELT || ret->part == KEY_BAD_PROOF || ret->part == KEY_NO_MEMORY)
        return record_key_refuse(ret, name, err);
    if (ret->part == KEY_UNREAD)
        return error_set(err, CORDON_SYNTAX, "unknown field '%.*s'; docs/records.md lists them",
                         STR_ARG(name));
    return CORDON_OK;
}

static bool is_single(const struct record_key *k)
{
    return k->part == KEY_VALUE && !record_fields[k->field].is_many;
}

static bool has_items(enum record_field f)
{
    return record_fields[f].group != GROUP_NONE ||
           record_group_find(record_fields[f].path) != GROUP_NONE;
}

static cordon_status find_zone(str name, struct plan_act *act, struct cordon_error *err)
{
    if (name.len == 0) return CORDON_OK;
    act->has_zone = when_zone_find(name, &act->zone);
    if (act->has_zone) return CORDON_OK;
    str near = zone_nearest(name);
    if (near.len)
        return error_set(err, CORDON_SYNTAX, "unknown time zone '%.*s'; did you mean '%.*s'?",
                         STR_ARG(name), STR_ARG(near));
    return error_set(err, CORDON_SYNTAX,
                     "unknown time zone '%.*s'; use UTC, an offset such as +09:00, or a name such "
                     "as Asia/Seoul",
                     STR_ARG(name));
}

static cordon_status bind_field(struct plan_act *act, struct cordon_error *err)
{
    const struct plan_step *s = act->step;
    cordon_status st = CORDON_OK;
    if (s->field.len) st = find_field(s->field, &act->key, err);
    if (!st && s->column_count > PLAN_COLUMNS_MAX)
        st = error_set(err, CORDON_LIMIT, "field '%.*s' is read from more than %d columns",
                       STR_ARG(s->field), PLAN_COLUMNS_MAX);
    if (!st && s->column_count == 0)
        st = error_set(err, CORDON_SYNTAX, "field '%.*s' names no column", STR_ARG(s->field));
    if (!st && s->field.len == 0 && s->key.len == 0)
        st = error_set(err, CORDON_SYNTAX, "column '%.*s' has neither a field nor a key",
                       STR_ARG(s->columns[0]));
    if (!st) st = find_zone(s->zone, act, err);
    if (st) return st;
    if (act->key.part == KEY_VALUE) act->is_item = has_items(act->key.field);
    if (s->split.len && is_single(&act->key) && !act->is_item)
        return error_set(err, CORDON_SYNTAX, "field '%.*s' takes one value; do not split it",
                         STR_ARG(s->field));
    return CORDON_OK;
}

/** Steps in the order of items, so that the items of a group are given in turn. */
static void sort_acts(struct record_plan *p)
{
    for (size_t i = 1; i < p->act_count; i++) {
        struct plan_act act = p->act[i];
        size_t k = i;
        for (; k && p->act[k - 1].key.item > act.key.item; k--) p->act[k] = p->act[k - 1];
        p->act[k] = act;
    }
}

static cordon_status bind_fields(struct record_plan *p, struct arena *arena,
                                 struct cordon_error *err)
{
    const struct plan_spec *spec = p->spec;
    if (spec->step_count > PLAN_STEPS_MAX || spec->constant_count > PLAN_STEPS_MAX)
        return error_set(err, CORDON_LIMIT, "mapping has more than %d columns", PLAN_STEPS_MAX);
    p->act = arena_calloc(arena, spec->step_count, sizeof *p->act);
    p->fixed = arena_calloc(arena, spec->constant_count, sizeof *p->fixed);
    if (!p->act || !p->fixed) return error_nomem(err);
    for (size_t i = 0; i < spec->step_count; i++) {
        p->act[i].step = &spec->steps[i];
        cordon_status st = bind_field(&p->act[i], err);
        if (st) return st;
    }
    p->act_count = spec->step_count;
    for (size_t i = 0; i < spec->constant_count; i++) {
        struct plan_fixed *f = &p->fixed[i];
        f->name = spec->constants[i].field;
        f->value = spec->constants[i].value;
        size_t dot = str_index(f->name, '.');
        f->is_numbered = dot < f->name.len && dot && byte_is_digit(f->name.data[dot - 1]);
        cordon_status st = find_field(f->name, &f->key, err);
        if (st) return st;
        if (f->key.part != KEY_VALUE)
            return error_set(err, CORDON_SYNTAX, "constant '%.*s' is no field", STR_ARG(f->name));
    }
    p->fixed_count = spec->constant_count;
    return CORDON_OK;
}

/** Two steps that are both there for a field that takes one value. */
static cordon_status check_twice(const struct record_plan *p, struct cordon_error *err)
{
    for (size_t i = 0; i < p->act_count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct plan_act *a = &p->act[k], *b = &p->act[i];
            if (!a->source_count || !b->source_count || !is_single(&a->key) || !is_single(&b->key))
                continue;
            if (a->key.field == b->key.field && a->key.item == b->key.item)
                return record_key_twice(a->key.field, a->step->columns[0], b->step->columns[0], err);
        }
    return CORDON_OK;
}

/* --- a table -------------------------------------------------------------------------------- */

static cordon_status bind_columns(struct record_plan *p, struct plan_act *act,
                                  struct cordon_error *err)
{
    const struct plan_step *s = act->step;
    for (size_t i = 0; i < s->column_count; i++) {
        size_t at = find_column(p, s->columns[i]);
        if (at == SIZE_MAX && s->is_joined && !s->is_optional)
            return refuse_missing(p, s->columns[i], err);
        if (at == SIZE_MAX) continue;
        p->is_known[at] = p->is_read[at] = true;
        act->source[act->source_count++] = (uint32_t)at;
        if (!s->is_joined) break;
    }
    if (act->source_count == 0 && !s->is_optional) return refuse_missing(p, s->columns[0], err);
    return CORDON_OK;
}

static cordon_status bind_table(struct record_plan *p, const struct plan_table *t,
                                struct arena *arena, struct cordon_error *err)
{
    bool is_any = false;
    p->column_count = t->count;
    p->is_numbered = t->is_numbered;
    p->sheet = arena_str(arena, t->sheet);
    p->name = arena_calloc(arena, t->count, sizeof *p->name);
    p->is_known = arena_calloc(arena, t->count, sizeof *p->is_known);
    p->is_read = arena_calloc(arena, t->count, sizeof *p->is_read);
    if (!p->name || !p->is_known || !p->is_read) return error_nomem(err);
    for (size_t i = 0; i < t->count; i++) p->name[i] = arena_str(arena, t->names[i]);
    for (size_t i = 0; i < p->act_count; i++) {
        cordon_status st = bind_columns(p, &p->act[i], err);
        if (st) return st;
        is_any = is_any || p->act[i].source_count;
    }
    for (size_t i = 0; i < p->spec->ignored_count; i++) {
        size_t at = find_column(p, p->spec->ignored[i]);
        if (at != SIZE_MAX) p->is_known[at] = true;
    }
    if (!is_any)
        return error_set(err, CORDON_SYNTAX,
                         "the table has no column that the mapping reads; is it another export?");
    return CORDON_OK;
}

/* --- JSON: the tree of paths ---------------------------------------------------------------- */

uint32_t plan_child(const struct record_plan *p, uint32_t node, str name)
{
    uint32_t at = p->node[node].child;
    while (at != NODE_NONE && !str_eq(p->node[at].name, name)) at = p->node[at].next;
    return at;
}

/** "a.b\.c.d" -> "a", "b.c", "d" */
static bool next_name(str *rest, struct arena *arena, str *ret)
{
    struct buf b = BUF_INIT(1 << 16);
    size_t i = 0;
    if (!rest->data) return false;
    for (; i < rest->len && rest->data[i] != '.'; i++) {
        if (rest->data[i] == '\\' && i + 1 < rest->len && rest->data[i + 1] == '.') i++;
        buf_add_byte(&b, rest->data[i]);
    }
    *ret = arena_str(arena, buf_str(&b));
    if (b.failed) arena->failed = true;
    buf_release(&b);
    *rest = i < rest->len ? str_from(*rest, i + 1) : STR_EMPTY;
    return true;
}

static uint32_t add_node(struct record_plan *p, uint32_t parent, str name, str path)
{
    if (p->node_count == PLAN_NODES_MAX) return NODE_NONE;
    uint32_t at = (uint32_t)p->node_count++;
    uint32_t *link = &p->node[parent].child;
    while (*link != NODE_NONE) link = &p->node[*link].next;
    p->node[at] = (struct plan_node){ .name = name, .path = path, .child = NODE_NONE,
                                      .next = NODE_NONE };
    *link = at;
    return at;
}

static cordon_status add_path(struct record_plan *p, struct arena *arena, str path,
                              uint32_t *ret_node, struct cordon_error *err)
{
    uint32_t node = 0;
    str rest = path, name;
    while (next_name(&rest, arena, &name)) {
        uint32_t child = plan_child(p, node, name);
        if (child == NODE_NONE) child = add_node(p, node, name, path);
        if (child == NODE_NONE)
            return error_set(err, CORDON_LIMIT, "mapping has more than %d names in its paths",
                             PLAN_NODES_MAX);
        node = child;
    }
    *ret_node = node;
    return arena->failed ? error_nomem(err) : CORDON_OK;
}

/* Build the tree of paths: adds steps' columns and `ignored`. */
static cordon_status make_tree(struct record_plan *p, struct arena *arena, struct cordon_error *err)
{
    size_t room = 1;
    uint32_t node;
    for (size_t i = 0; i < p->act_count; i++)
        for (size_t k = 0; k < p->act[i].step->column_count; k++)
            room += 1 + str_count(p->act[i].step->columns[k], '.');
    for (size_t i = 0; i < p->spec->ignored_count; i++)
        room += 1 + str_count(p->spec->ignored[i], '.');
    p->node = arena_calloc(arena, room < PLAN_NODES_MAX ? room : PLAN_NODES_MAX, sizeof *p->node);
    if (!p->node) return error_nomem(err);
    p->node[0] = (struct plan_node){ .child = NODE_NONE, .next = NODE_NONE };
    p->node_count = 1;
    for (size_t i = 0; i < p->act_count; i++) {
        struct plan_act *act = &p->act[i];
        for (size_t k = 0; k < act->step->column_count; k++) {
            cordon_status st = add_path(p, arena, act->step->columns[k], &node, err);
            if (st) return st;
            p->node[node].is_read = true;
            act->source[act->source_count++] = node;
        }
    }
    for (size_t i = 0; i < p->spec->ignored_count; i++) {
        cordon_status st = add_path(p, arena, p->spec->ignored[i], &node, err);
        if (st) return st;
        if (!p->node[node].is_read) p->node[node].is_ignored = true;
    }
    return CORDON_OK;
}

/* --- together ------------------------------------------------------------------------------- */

static cordon_status bind(struct record_header *h, const struct plan_spec *spec,
                          const struct plan_table *table, struct cordon_error *err)
{
    struct record_plan *p = arena_calloc(&h->arena, 1, sizeof *p);
    if (!p) return error_nomem(err);
    h->plan = p;
    p->spec = spec;
    for (size_t i = 0; i < spec->ignored_count; i++)
        p->ignores_rest = p->ignores_rest || str_eq(spec->ignored[i], STR("*"));
    cordon_status st = bind_fields(p, &h->arena, err);
    if (!st) st = table ? bind_table(p, table, &h->arena, err) : make_tree(p, &h->arena, err);
    if (!st) st = check_twice(p, err);
    if (st) return st;
    sort_acts(p);
    return h->arena.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status record_header_map(const struct plan_spec *spec, const struct plan_table *table,
                                struct record_header **ret_header, struct cordon_error *err)
{
    struct record_header *h = mem_calloc(1, sizeof *h);
    if (!h) return error_nomem(err);
    arena_init(&h->arena, PLAN_ARENA_MAX);
    cordon_status st = bind(h, spec, table, err);
    if (st == CORDON_NOMEM && h->arena.over)
        st = error_set(err, CORDON_LIMIT, "mapping and header take more than %d MiB",
                       PLAN_ARENA_MAX >> 20);
    if (st) {
        record_header_free(h);
        return st;
    }
    *ret_header = h;
    return CORDON_OK;
}

cordon_status plan_check(const struct plan_spec *spec, struct cordon_error *err)
{
    struct record_header *h = NULL;
    cordon_status st = record_header_map(spec, NULL, &h, err);
    record_header_free(h);
    return st;
}
