/* Events out of JSON: objects inside each other become names with dots. */
#include "rule/inside.h"

#include "base/num.h"

enum { NAME_MAX = 512 };

struct reading {
    const struct rule_set *set;
    struct json_reader json;
    struct arena *arena;
    struct vec values; /* struct rule_value */
    char name[NAME_MAX];
    size_t len;
    struct cordon_error *err;
};

static cordon_status add(struct reading *r, enum json_kind kind)
{
    struct rule_value v = { .slot = rule_set_slot(r->set, str_of(r->name, r->len)) };
    uint64_t n;
    str t = r->json.text;
    bool minus = t.len && t.data[0] == '-';
    v.type = kind == JSON_NULL ? RULE_NULL : RULE_TEXT;
    if (kind == JSON_NUMBER && num_parse_u64(minus ? str_from(t, 1) : t, INT64_MAX, &n)) {
        v.type = RULE_INTEGER;
        v.number = minus ? -(int64_t)n : (int64_t)n;
    } else if (kind == JSON_TRUE || kind == JSON_FALSE) {
        v.type = RULE_FLAG;
        v.number = kind == JSON_TRUE;
    }
    if (v.type == RULE_TEXT) v.text = t;
    if (r->values.count >= RULE_VALUES_MAX)
        return error_set(r->err, CORDON_LIMIT, "an event has more than %d values",
                         RULE_VALUES_MAX);
    struct rule_value *slot = vec_push(&r->values, sizeof *slot);
    if (!slot) return error_nomem(r->err);
    *slot = v;
    return CORDON_OK;
}

static cordon_status push_key(struct reading *r, str key)
{
    size_t dot = r->len ? 1 : 0;
    if (r->len + dot + key.len > NAME_MAX)
        return error_set(r->err, CORDON_LIMIT, "a name is longer than %d bytes", NAME_MAX);
    if (dot) r->name[r->len++] = '.';
    if (key.len) memcpy(r->name + r->len, key.data, key.len);
    r->len += key.len;
    return CORDON_OK;
}

/* The depth is the reader's: JSON_DEPTH_MAX. */
static cordon_status read_value(struct reading *r, enum json_kind kind)
{
    cordon_status st = CORDON_OK;
    size_t len = r->len;
    if (kind == JSON_ERROR) return json_status(&r->json);
    if (kind == JSON_ARRAY) {
        for (kind = json_next(&r->json); !st && kind != JSON_ARRAY_END;
             kind = json_next(&r->json))
            st = read_value(r, kind);
        return st;
    }
    if (kind != JSON_OBJECT) return add(r, kind);
    for (kind = json_next(&r->json); !st && kind != JSON_OBJECT_END;
         kind = json_next(&r->json)) {
        if (kind == JSON_ERROR) return json_status(&r->json);
        st = push_key(r, r->json.text);
        if (!st) st = read_value(r, json_next(&r->json));
        r->len = len;
    }
    return st;
}

cordon_status rule_event_from_json(const struct rule_set *set, str json, struct arena *arena,
                                   struct rule_event *event, struct cordon_error *err)
{
    struct reading r = { .set = set, .arena = arena, .err = err };
    json_init(&r.json, json, arena, err);
    enum json_kind kind = json_next(&r.json);
    cordon_status st = kind == JSON_OBJECT || kind == JSON_ERROR
                           ? read_value(&r, kind)
                           : error_set(err, CORDON_SYNTAX, "an event must be an object");
    if (!st && json_next(&r.json) != JSON_END) st = json_status(&r.json);
    if (!st) {
        struct rule_value *value = arena_calloc(arena, r.values.count + 1, sizeof *value);
        if (value) {
            if (r.values.count) memcpy(value, r.values.data, r.values.count * sizeof *value);
            event->value = value;
            event->count = r.values.count;
        } else {
            st = error_nomem(err);
        }
    }
    vec_release(&r.values);
    return st;
}
