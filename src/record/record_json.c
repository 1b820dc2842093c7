/* JSON records: FollowTheMoney's {"properties": {..}} and flat ones, told apart by that key. */
#include "base/json.h"
#include "record/record_build.h"

#include <stdarg.h>
#include <stdio.h>

struct parse {
    struct record_reader *rr;
    struct json_reader    json;
    struct record_build   build;
    struct cordon_error  *err;
    uint64_t              line; /* place of the text's first byte */
    uint32_t              column;
};

/* --- failing -------------------------------------------------------------------------------- */

/** Set the place of a failure: byte `at` of the text, as line and column of the file. */
static cordon_status place(struct parse *p, size_t at, cordon_status st)
{
    uint64_t line;
    uint32_t column;
    if (!st || !p->err) return st;
    json_place(&p->json, at, &line, &column);
    p->err->column = line == 1 ? p->column + column - 1 : column;
    p->err->line = p->line + line - 1;
    return st;
}

static cordon_status refuse(struct parse *p, size_t at, cordon_status st, const char *fmt, ...)
    CORDON_PRINTF(4, 5);

static cordon_status refuse(struct parse *p, size_t at, cordon_status st, const char *fmt, ...)
{
    char what[320];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    return place(p, at, error_set(p->err, st, "%s", what));
}

/** The JSON reader stopped: its place is one in the text, not in the file. */
static cordon_status broken(struct parse *p)
{
    return place(p, p->json.at, json_status(&p->json));
}

/* --- keys ----------------------------------------------------------------------------------- */

/** The names of one object so far, to find one that comes twice. */
struct keys {
    uint64_t *hash; /* RECORD_KEYS_MAX of them */
    size_t    count;
};

static cordon_status add_key(struct parse *p, struct keys *keys)
{
    uint64_t hash = str_hash(p->json.text);
    for (size_t i = 0; i < keys->count; i++)
        if (keys->hash[i] == hash)
            return refuse(p, p->json.at, CORDON_SYNTAX, "field '%.*s' is given twice",
                          STR_ARG(p->json.text));
    if (keys->count == RECORD_KEYS_MAX)
        return refuse(p, p->json.at, CORDON_LIMIT, "object has more than %d fields",
                      RECORD_KEYS_MAX);
    keys->hash[keys->count++] = hash;
    return CORDON_OK;
}

/* --- values --------------------------------------------------------------------------------- */

static cordon_status add(struct parse *p, struct record_value v, size_t at)
{
    return place(p, at, build_add(&p->build, v, p->err));
}

/** The word, number or null of {"value": ..} and its companions. */
static cordon_status read_word(struct parse *p, str name, str *ret)
{
    enum json_kind kind = json_next(&p->json);
    if (kind == JSON_ERROR) return broken(p);
    *ret = p->json.text;
    if (kind == JSON_STRING || kind == JSON_NUMBER || kind == JSON_NULL) return CORDON_OK;
    return refuse(p, p->json.at, CORDON_SYNTAX, "'%.*s' needs a text", STR_ARG(name));
}

static cordon_status read_values(struct parse *p, struct record_value v);

/** {"email": {"value": "..", "first_seen": ".."}}: a field of the group that goes by the value's
 *  own name, about the same item. */
static bool find_beside(const struct record_value *v, str key, struct record_key *ret)
{
    char name[RECORD_NAME_MAX];
    enum record_group g = record_group_find(record_fields[v->field].path);
    str group = record_group_name(g);
    if (!g || group.len + 1 + key.len > sizeof name) return false;
    memcpy(name, group.data, group.len);
    name[group.len] = '.';
    if (key.len) memcpy(name + group.len + 1, key.data, key.len);
    *ret = record_key_find(str_of(name, group.len + 1 + key.len));
    return ret->part == KEY_VALUE;
}

/** {"value": "...", "proof": "document", "country": "jp"}, behind its bracket. */
static cordon_status read_value_object(struct parse *p, struct record_value v)
{
    static const str names[] = { STR_INIT("value"), STR_INIT("proof"), STR_INIT("country") };
    str text[3] = { STR_EMPTY, STR_EMPTY, STR_EMPTY };
    bool is_given[3] = { false, false, false };
    size_t start = p->json.at, proof_at = start;
    enum json_kind kind;
    while ((kind = json_next(&p->json)) == JSON_KEY) {
        str key = p->json.text;
        size_t i = 0;
        while (i < 3 && !str_eq(key, names[i])) i++;
        struct record_key beside;
        if (i == 3 && find_beside(&v, key, &beside)) {
            struct record_value more = { .field = beside.field, .proof = PROOF_UNSAID, .key = key,
                                         .is_grouped = true, .item = v.item };
            cordon_status st = read_values(p, more);
            if (st) return st;
            continue;
        }
        if (i == 3)
            return refuse(p, p->json.at, CORDON_SYNTAX,
                          "unknown '%.*s' in a value; it has value, proof and country",
                          STR_ARG(key));
        if (is_given[i])
            return refuse(p, p->json.at, CORDON_SYNTAX, "'%.*s' is given twice", STR_ARG(key));
        is_given[i] = true;
        if (i == 1) proof_at = p->json.at;
        cordon_status st = read_word(p, key, &text[i]);
        if (st) return st;
    }
    if (kind == JSON_ERROR) return broken(p);
    if (!is_given[0])
        return refuse(p, start, CORDON_SYNTAX, "field '%.*s' needs a text or {\"value\": ..}",
                      STR_ARG(v.key));
    v.text = text[0];
    v.country = text[2];
    if (text[1].len && !record_proof_find(str_trim(text[1]), &v.proof))
        return refuse(p, proof_at, CORDON_SYNTAX,
                      "unknown proof '%.*s'; use self, document or verified", STR_ARG(text[1]));
    return add(p, v, start);
}

static cordon_status read_one(struct parse *p, struct record_value v, enum json_kind kind)
{
    const char *found = "a list in a list";
    switch (kind) {
    case JSON_STRING:
    case JSON_NUMBER:
        v.text = p->json.text;
        return add(p, v, p->json.at);
    case JSON_OBJECT: return read_value_object(p, v);
    case JSON_NULL: return CORDON_OK;
    case JSON_ERROR: return broken(p);
    case JSON_TRUE:
    case JSON_FALSE:
        found = "true or false";
        if (record_fields[v.field].type != FIELD_TYPE_FLAG) break;
        v.text = kind == JSON_TRUE ? STR("true") : STR("false");
        return add(p, v, p->json.at);
    case JSON_ARRAY:
    case JSON_END:
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
    case JSON_KEY: break;
    }
    return refuse(p, p->json.at, CORDON_SYNTAX, "field '%.*s' needs a text, not %s",
                  STR_ARG(v.key), found);
}

/** One value or a list of them, behind the key. */
static cordon_status read_values(struct parse *p, struct record_value v)
{
    enum json_kind kind = json_next(&p->json);
    bool is_item = record_group_find(record_fields[v.field].path) != GROUP_NONE;
    if (kind != JSON_ARRAY) return read_one(p, v, kind);
    v.is_listed = true;
    while ((kind = json_next(&p->json)) != JSON_ARRAY_END) {
        cordon_status st = read_one(p, v, kind);
        if (st) return st;
        v.index++;
        if (is_item && v.item < RECORD_ITEMS_MAX) v.item++;
    }
    return CORDON_OK;
}

/* --- members -------------------------------------------------------------------------------- */

static bool is_nearly_properties(str name)
{
    return str_distance(name, STR("properties"), 2) <= 2 ||
           str_eq_nocase(name, STR("properties"));
}

/** The value of a key that is not read: passed over, save what could name an account. */
static cordon_status read_unread(struct parse *p, struct record_value v)
{
    size_t depth = 0;
    v.is_listed = false;
    do {
        enum json_kind kind = json_next(&p->json);
        if (kind == JSON_ERROR) return broken(p);
        if (kind == JSON_OBJECT || kind == JSON_ARRAY) depth++;
        if (kind == JSON_OBJECT_END || kind == JSON_ARRAY_END) depth--;
        if (kind != JSON_STRING && kind != JSON_KEY) continue;
        v.text = p->json.text;
        cordon_status st = place(p, p->json.at, build_unread_value(&p->build, v, p->err));
        if (st) return st;
    } while (depth);
    return CORDON_OK;
}

static cordon_status read_companion(struct parse *p, const struct record_key *key, str name)
{
    str word;
    cordon_status st = read_word(p, name, &word);
    if (st) return st;
    if (key->part == KEY_PROOF)
        return place(p, p->json.at, build_proof(&p->build, key->field, word, p->err));
    if (word.len > RECORD_VALUE_MAX)
        return refuse(p, p->json.at, CORDON_LIMIT, "value of field '%.*s' is longer than %d bytes",
                      STR_ARG(name), RECORD_VALUE_MAX);
    build_country(&p->build, key->field, word);
    return CORDON_OK;
}

/** One key and its value; the key is in p->json.text. `group` is "" or the group it stands in. */
static cordon_status read_field(struct parse *p, str group, uint16_t item, bool is_property)
{
    char full[RECORD_NAME_MAX];
    str name = p->json.text, path = name;
    size_t at = p->json.at;
    if (group.len && group.len + 1 + name.len <= sizeof full) {
        memcpy(full, group.data, group.len);
        full[group.len] = '.';
        if (name.len) memcpy(full + group.len + 1, name.data, name.len);
        path = str_of(full, group.len + 1 + name.len);
    }
    struct record_key key = record_reader_key(p->rr, path);
    struct record_value v = { .field = key.field, .proof = key.proof, .key = name,
                              .is_property = is_property, .is_grouped = group.len > 0,
                              .item = group.len ? item : key.item };
    switch (key.part) {
    case KEY_VALUE: return read_values(p, v);
    case KEY_PROOF:
    case KEY_COUNTRY: return read_companion(p, &key, name);
    case KEY_MISSPELT:
    case KEY_NO_MEMORY:
    case KEY_BAD_PROOF: return place(p, at, record_key_refuse(&key, name, p->err));
    case KEY_UNREAD: break;
    }
    if (!is_property && is_nearly_properties(name))
        return refuse(p, at, CORDON_SYNTAX, "unknown field '%.*s'; did you mean 'properties'?",
                      STR_ARG(name));
    build_unread(&p->build, name, key.near);
    return read_unread(p, v);
}

/** The fields of one item of a group, behind its bracket. */
static cordon_status read_item(struct parse *p, enum record_group g, uint16_t item)
{
    struct keys keys = { .hash = p->rr->key_hash[1] };
    enum json_kind kind;
    while ((kind = json_next(&p->json)) == JSON_KEY) {
        cordon_status st = add_key(p, &keys);
        if (!st) st = read_field(p, record_group_name(g), item, false);
        if (st) return st;
    }
    return kind == JSON_ERROR ? broken(p) : CORDON_OK;
}

/** {"doc": {..}} or {"doc": [{..}, {..}]}, from its bracket on. */
static cordon_status read_group(struct parse *p, enum record_group g, enum json_kind kind)
{
    uint16_t item = 0;
    if (kind == JSON_OBJECT) return read_item(p, g, 0);
    while ((kind = json_next(&p->json)) != JSON_ARRAY_END) {
        if (kind == JSON_ERROR) return broken(p);
        if (kind != JSON_OBJECT)
            return refuse(p, p->json.at, CORDON_SYNTAX, "'%.*s' needs an object or a list of them",
                          STR_ARG(record_group_name(g)));
        if (item == RECORD_ITEMS_MAX)
            return refuse(p, p->json.at, CORDON_LIMIT, "more than %d items in group '%.*s'",
                          RECORD_ITEMS_MAX, STR_ARG(record_group_name(g)));
        cordon_status st = read_item(p, g, item++);
        if (st) return st;
    }
    return CORDON_OK;
}

/** A member of the record: a field, or a group of them. `email` and `phone` are both: there a value
 *  stands in its object beside what is known about it. */
static cordon_status read_member(struct parse *p, bool is_property)
{
    enum record_group g = is_property ? GROUP_NONE : record_group_find(p->json.text);
    if (!g || record_field_find(record_group_name(g)) != FIELD_NONE)
        return read_field(p, STR_EMPTY, 0, is_property);
    str name = p->json.text;
    enum json_kind kind = json_next(&p->json);
    if (kind == JSON_OBJECT || kind == JSON_ARRAY) return read_group(p, g, kind);
    if (kind == JSON_ERROR) return broken(p);
    if (kind == JSON_NULL) return CORDON_OK;
    build_unread(&p->build, name, STR_EMPTY); /* a word called `code` or `work` is no group */
    if (kind != JSON_STRING) return CORDON_OK;
    struct record_value v = { .key = name, .text = p->json.text };
    return place(p, p->json.at, build_unread_value(&p->build, v, p->err));
}

static cordon_status read_properties(struct parse *p)
{
    struct keys keys = { .hash = p->rr->key_hash[1] };
    enum json_kind kind = json_next(&p->json);
    if (kind == JSON_ERROR) return broken(p);
    if (kind != JSON_OBJECT)
        return refuse(p, p->json.at, CORDON_SYNTAX, "'properties' needs an object");
    while ((kind = json_next(&p->json)) == JSON_KEY) {
        cordon_status st = add_key(p, &keys);
        if (!st) st = read_member(p, true);
        if (st) return st;
    }
    return kind == JSON_ERROR ? broken(p) : CORDON_OK;
}

static cordon_status read_record(struct parse *p)
{
    struct keys keys = { .hash = p->rr->key_hash[0] };
    enum json_kind kind = json_next(&p->json);
    if (kind == JSON_ERROR) return broken(p);
    if (kind != JSON_OBJECT)
        return refuse(p, p->json.at, CORDON_SYNTAX, "a record is a JSON object");
    while ((kind = json_next(&p->json)) == JSON_KEY) {
        cordon_status st = add_key(p, &keys);
        if (st) return st;
        if (str_eq(p->json.text, STR("properties")))
            st = read_properties(p);
        else
            st = read_member(p, false);
        if (st) return st;
    }
    if (kind == JSON_ERROR || json_next(&p->json) != JSON_END) return broken(p);
    return place(p, 0, build_end(&p->build, p->err));
}

cordon_status record_from_json(struct record_reader *rr, str text, uint64_t line, uint32_t column,
                               struct arena *arena, struct record *ret_record,
                               struct cordon_error *err)
{
    struct parse p;
    p.rr = rr;
    p.err = err;
    p.line = line;
    p.column = column;
    json_init(&p.json, text, arena, err);
    build_begin(&p.build, ret_record, arena, line);
    if (text.len > RECORD_TEXT_MAX)
        return refuse(&p, 0, CORDON_LIMIT, "record is longer than %d bytes", RECORD_TEXT_MAX);
    return read_record(&p);
}
