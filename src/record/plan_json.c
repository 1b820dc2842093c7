/* One JSON object through a plan: its paths are looked for as it is read, the others passed over. */
#include "base/json.h"
#include "record/plan_run.h"

struct walk {
    const struct record_plan *plan;
    struct json_reader        json;
    struct plan_work          work;
    struct plan_value       **first, **last; /* a list a node */
    uint64_t                 *object;        /* a node: number of the object it last stood in */
    uint64_t                  objects;
    struct cordon_error      *err;
    str                       text;
    uint64_t                  line;
    uint32_t                  column;
};

static cordon_status place(struct walk *k, size_t at, cordon_status st)
{
    uint64_t line;
    uint32_t column;
    if (!st || !k->err) return st;
    json_place(&k->json, at, &line, &column);
    k->err->column = line == 1 ? k->column + column - 1 : column;
    k->err->line = k->line + line - 1;
    return st;
}

static cordon_status broken(struct walk *k)
{
    return place(k, k->json.at, json_status(&k->json));
}

static cordon_status keep(struct walk *k, uint32_t node, uint16_t item, str text)
{
    struct plan_value *v = arena_calloc(k->work.arena, 1, sizeof *v);
    if (!v) return error_nomem(k->err);
    v->text = text;
    v->name = k->plan->node[node].path;
    v->item = item;
    if (k->last[node])
        k->last[node]->next = v;
    else
        k->first[node] = v;
    k->last[node] = v;
    return CORDON_OK;
}

/** Read over a value that no step reads, whatever is in it. What could name an account is kept all the
 *  same, as in native files: a wallet is looked for wherever it stands. */
static cordon_status pass_over(struct walk *k, str name, enum json_kind kind)
{
    unsigned depth = 0;
    for (;; kind = json_next(&k->json)) {
        struct record_value v = { .key = name };
        switch (kind) {
        case JSON_ERROR: return broken(k);
        case JSON_OBJECT:
        case JSON_ARRAY: depth++; break;
        case JSON_OBJECT_END:
        case JSON_ARRAY_END: depth--; break;
        case JSON_KEY:
        case JSON_STRING:
            v.text = k->json.text;
            cordon_status st = build_unread_value(&k->work.build, v, k->err);
            if (st) return place(k, k->json.at, st);
            break;
        case JSON_NUMBER:
        case JSON_TRUE:
        case JSON_FALSE:
        case JSON_NULL:
        case JSON_END: break;
        }
        if (depth == 0) return CORDON_OK;
    }
}

/** [] and {} say nothing. */
static bool is_hollow(const struct walk *k, enum json_kind kind)
{
    if (kind != JSON_ARRAY && kind != JSON_OBJECT) return false;
    for (size_t i = k->json.at + 1; i < k->text.len; i++)
        if (!byte_is_blank(k->text.data[i])) return strchr("]}", k->text.data[i]) != NULL;
    return false;
}

/** Something that no step reads: told by name, unless the mapping knows it. */
static cordon_status unread(struct walk *k, uint32_t parent, str name, enum json_kind kind)
{
    bool is_empty = kind == JSON_NULL || is_hollow(k, kind) ||
                    (kind == JSON_STRING && str_trim(k->json.text).len == 0);
    if (!k->plan->ignores_rest && !is_empty) {
        str above = k->plan->node[parent].name;
        str path = above.len ? arena_printf(k->work.arena, "%.*s.%.*s", STR_ARG(above), STR_ARG(name))
                             : name;
        build_unread(&k->work.build, path, STR_EMPTY);
    }
    return pass_over(k, name, kind);
}

static cordon_status walk_object(struct walk *k, uint32_t node, uint16_t item, bool in_list);

static cordon_status walk_list(struct walk *k, uint32_t node, uint16_t item, bool in_list);

/** A value whose path is `node`, its first token being `kind`. */
static cordon_status walk_value(struct walk *k, uint32_t node, uint16_t item, bool in_list,
                                enum json_kind kind)
{
    const struct plan_node *n = &k->plan->node[node];
    switch (kind) {
    case JSON_OBJECT:
        if (n->child != NODE_NONE) return walk_object(k, node, item, in_list);
        if (!is_hollow(k, kind)) build_unread(&k->work.build, n->path, STR_EMPTY);
        return pass_over(k, n->path, kind);
    case JSON_ARRAY: return walk_list(k, node, item, in_list);
    case JSON_STRING:
    case JSON_NUMBER: return n->is_read ? keep(k, node, item, k->json.text) : CORDON_OK;
    case JSON_TRUE: return n->is_read ? keep(k, node, item, STR("true")) : CORDON_OK;
    case JSON_FALSE: return n->is_read ? keep(k, node, item, STR("false")) : CORDON_OK;
    case JSON_NULL: return CORDON_OK;
    case JSON_ERROR:
    case JSON_END:
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
    case JSON_KEY: break;
    }
    return broken(k);
}

/** The place in the outermost list is the item. */
static cordon_status walk_list(struct walk *k, uint32_t node, uint16_t item, bool in_list)
{
    enum json_kind kind;
    while ((kind = json_next(&k->json)) != JSON_ARRAY_END) {
        if (kind == JSON_ERROR) return broken(k);
        cordon_status st = walk_value(k, node, item, true, kind);
        if (st) return st;
        if (!in_list && item < RECORD_ITEMS_MAX) item++;
    }
    return CORDON_OK;
}

static cordon_status walk_object(struct walk *k, uint32_t node, uint16_t item, bool in_list)
{
    uint64_t self = ++k->objects;
    enum json_kind kind;
    while ((kind = json_next(&k->json)) == JSON_KEY) {
        str name = k->json.text;
        size_t at = k->json.at;
        uint32_t child = plan_child(k->plan, node, name);
        if (child != NODE_NONE && k->object[child] == self)
            return place(k, at, error_set(k->err, CORDON_SYNTAX, "field '%.*s' is given twice",
                                          STR_ARG(name)));
        kind = json_next(&k->json);
        if (kind == JSON_ERROR) return broken(k);
        cordon_status st;
        if (child == NODE_NONE) {
            st = unread(k, node, name, kind);
        } else {
            k->object[child] = self;
            st = k->plan->node[child].is_ignored ? pass_over(k, name, kind)
                                                 : walk_value(k, child, item, in_list, kind);
        }
        if (st) return st;
    }
    return kind == JSON_ERROR ? broken(k) : CORDON_OK;
}

static cordon_status run_acts(struct walk *k)
{
    const struct record_plan *p = k->plan;
    for (size_t i = 0; i < p->act_count; i++) {
        const struct plan_value *values[PLAN_COLUMNS_MAX];
        for (size_t n = 0; n < p->act[i].source_count; n++) values[n] = k->first[p->act[i].source[n]];
        cordon_status st = plan_act_run(&k->work, &p->act[i], values, k->err);
        if (st) return place(k, 0, st);
    }
    return place(k, 0, plan_end(&k->work, k->err));
}

cordon_status plan_from_json(const struct record_plan *plan, str text, uint64_t line,
                             uint32_t column, struct arena *arena, struct record *ret_record,
                             struct cordon_error *err)
{
    struct walk k = { .plan = plan, .err = err, .text = text, .line = line, .column = column };
    json_init(&k.json, text, arena, err);
    plan_begin(&k.work, plan, arena, ret_record, line);
    if (text.len > RECORD_TEXT_MAX)
        return error_at(err, CORDON_LIMIT, STR_EMPTY, line, column,
                        "record is longer than %d bytes", RECORD_TEXT_MAX);
    k.first = arena_calloc(arena, plan->node_count, sizeof(struct plan_value *));
    k.last = arena_calloc(arena, plan->node_count, sizeof(struct plan_value *));
    k.object = arena_calloc(arena, plan->node_count, sizeof *k.object);
    if (!k.first || !k.last || !k.object) return error_nomem(err);
    enum json_kind kind = json_next(&k.json);
    if (kind == JSON_ERROR) return broken(&k);
    if (kind != JSON_OBJECT)
        return place(&k, k.json.at, error_set(err, CORDON_SYNTAX, "a record is a JSON object"));
    cordon_status st = walk_object(&k, 0, 0, false);
    if (st) return st;
    if (json_next(&k.json) != JSON_END) return broken(&k);
    return run_acts(&k);
}
