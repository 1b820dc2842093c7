/* One entity of a FollowTheMoney JSON-lines file. */
#include "list/ftm_line.h"

#include "base/json.h"

/* Read past a value that began with `kind`; its bytes as they stand. */
static bool skip_raw(struct json_reader *r, str in, enum json_kind kind, str *ret_raw)
{
    size_t from = r->at;
    if (!json_skip(r, kind)) return false;
    *ret_raw = str_sub(in, from, r->at + 1); /* the last token was the closing bracket */
    return true;
}

static cordon_status read_string(struct json_reader *r, const char *key, str *ret,
                                 struct cordon_error *err)
{
    enum json_kind kind = json_next(r);
    if (kind == JSON_ERROR) return json_status(r);
    if (kind != JSON_STRING || r->text.len == 0)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, (uint32_t)r->at + 1,
                        "'%s' is not a text", key);
    *ret = r->text;
    return CORDON_OK;
}

static cordon_status read_properties(struct json_reader *r, str in, str *ret,
                                     struct cordon_error *err)
{
    enum json_kind kind = json_next(r);
    if (kind == JSON_ERROR) return json_status(r);
    if (kind != JSON_OBJECT)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, (uint32_t)r->at + 1,
                        "'properties' is not an object");
    return skip_raw(r, in, kind, ret) ? CORDON_OK : json_status(r);
}

/* A key that may be absent, or of a kind we do not look for. */
static cordon_status read_other(struct json_reader *r, str key, struct ftm_line *l)
{
    enum json_kind kind = json_next(r);
    if (kind == JSON_STRING && str_eq(key, STR("last_seen"))) l->last_seen = r->text;
    if (kind == JSON_FALSE && str_eq(key, STR("target"))) l->is_not_target = true;
    return json_skip(r, kind) ? CORDON_OK : json_status(r);
}

static cordon_status read_key(struct json_reader *r, str in, struct ftm_line *l,
                              struct cordon_error *err)
{
    str key = r->text;
    bool is_again = (str_eq(key, STR("id")) && l->id.len) ||
                    (str_eq(key, STR("schema")) && l->schema.len) ||
                    (str_eq(key, STR("properties")) && l->properties.len);
    if (is_again)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, (uint32_t)r->at + 1,
                        "'%.*s' is given twice", STR_ARG(key));
    if (str_eq(key, STR("id"))) return read_string(r, "id", &l->id, err);
    if (str_eq(key, STR("schema"))) return read_string(r, "schema", &l->schema, err);
    if (str_eq(key, STR("properties"))) return read_properties(r, in, &l->properties, err);
    return read_other(r, key, l);
}

cordon_status ftm_line_read(str line, struct arena *arena, struct ftm_line *ret_line,
                            struct cordon_error *err)
{
    struct json_reader r;
    struct ftm_line l = { .id = STR_EMPTY };
    enum json_kind kind;
    json_init(&r, line, arena, err);
    if (json_next(&r) != JSON_OBJECT)
        return json_status(&r) ? json_status(&r)
                               : error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, 1,
                                          "the line is not a JSON object");
    while ((kind = json_next(&r)) == JSON_KEY) {
        cordon_status st = read_key(&r, line, &l, err);
        if (st) return st;
    }
    if (kind == JSON_ERROR || json_next(&r) != JSON_END) return json_status(&r);
    const char *missing = l.id.len == 0       ? "id"
                          : l.schema.len == 0 ? "schema"
                          : !l.properties.len ? "properties"
                                              : NULL;
    if (missing)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, 1, "the entity has no '%s'", missing);
    *ret_line = l;
    return CORDON_OK;
}

/* A value, or a list of values, of one property. */
static cordon_status read_values(struct json_reader *r, str in, str property, ftm_value_fn *fn,
                                 void *ctx, bool *ret_go)
{
    bool in_list = false;
    for (;;) {
        enum json_kind kind = json_next(r);
        str raw = r->text;
        bool is_nested = kind == JSON_OBJECT || (kind == JSON_ARRAY && in_list);
        if (kind == JSON_ERROR) return json_status(r);
        if (kind == JSON_ARRAY_END) return CORDON_OK;
        if (kind == JSON_ARRAY && !in_list) {
            in_list = true;
            continue;
        }
        if (is_nested && !skip_raw(r, in, kind, &raw)) return json_status(r);
        if (kind == JSON_TRUE) raw = STR("true");
        if (kind == JSON_FALSE) raw = STR("false");
        if (kind != JSON_NULL) *ret_go = fn(ctx, property, raw, is_nested);
        if (!*ret_go || !in_list) return CORDON_OK;
    }
}

cordon_status ftm_line_values(str properties, struct arena *arena, ftm_value_fn *fn, void *ctx,
                              struct cordon_error *err)
{
    struct json_reader r;
    bool go = true;
    json_init(&r, properties, arena, err);
    if (json_next(&r) != JSON_OBJECT) return json_status(&r);
    while (json_next(&r) == JSON_KEY) {
        cordon_status st = read_values(&r, properties, r.text, fn, ctx, &go);
        if (st) return st;
        if (!go) return CORDON_OK;
    }
    return json_status(&r);
}
