/* Reading a mapping: strict, since a key that is dropped in silence is a column that is not read. */
#include "map/map.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdarg.h>
#include <stdio.h>

struct reading {
    struct json_reader   json;
    struct cordon_map   *map;
    struct arena        *arena;
    struct cordon_error *err;
    struct plan_step     steps[PLAN_STEPS_MAX];
    struct plan_constant constants[PLAN_STEPS_MAX];
    str                  words[PLAN_STEPS_MAX]; /* of the list in hand */
    struct plan_pair     pairs[PLAN_STEPS_MAX];
    str                  zone; /* of the whole file */
    enum when_order      order;
    bool                 is_optional; /* all columns */
    bool                 has_columns;
};

static cordon_status fail(struct reading *r, size_t at, cordon_status st, const char *fmt, ...)
    CORDON_PRINTF(4, 5);

static cordon_status fail(struct reading *r, size_t at, cordon_status st, const char *fmt, ...)
{
    char text[320];
    uint64_t line;
    uint32_t column;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    json_place(&r->json, at, &line, &column);
    return error_at(r->err, st, STR_EMPTY, line, column, "%s", text);
}

static cordon_status broken(struct reading *r)
{
    return json_status(&r->json);
}

static cordon_status need(struct reading *r, enum json_kind kind, enum json_kind want,
                          const char *what, const char *form)
{
    if (kind == JSON_ERROR) return broken(r);
    if (kind == want) return CORDON_OK;
    return fail(r, r->json.at, CORDON_SYNTAX, "'%s' needs %s", what, form);
}

static str keep(struct reading *r, str s)
{
    return arena_str(r->arena, s);
}

static cordon_status read_text(struct reading *r, const char *what, str *ret)
{
    cordon_status st = need(r, json_next(&r->json), JSON_STRING, what, "a text");
    if (!st) *ret = keep(r, r->json.text);
    return st ? st : r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}

/** A list of texts; one text alone is a list of one. */
static cordon_status read_texts(struct reading *r, const char *what, size_t cap, const str **ret,
                                size_t *ret_count)
{
    size_t count = 0;
    enum json_kind kind = json_next(&r->json);
    bool is_list = kind == JSON_ARRAY;
    if (!is_list && kind != JSON_STRING)
        return need(r, kind, JSON_ARRAY, what, "a text or a list of texts");
    while (!is_list || (kind = json_next(&r->json)) != JSON_ARRAY_END) {
        cordon_status st = need(r, kind, JSON_STRING, what, "a text or a list of texts");
        if (st) return st;
        if (count == cap)
            return fail(r, r->json.at, CORDON_LIMIT, "'%s' has more than %zu texts", what, cap);
        r->words[count++] = keep(r, r->json.text);
        if (!is_list) break;
    }
    str *list = arena_calloc(r->arena, count, sizeof *list);
    if (!list) return error_nomem(r->err);
    memcpy(list, r->words, count * sizeof *list);
    *ret = list;
    *ret_count = count;
    return CORDON_OK;
}

static cordon_status read_flag(struct reading *r, const char *what, bool *ret)
{
    enum json_kind kind = json_next(&r->json);
    *ret = kind == JSON_TRUE;
    return kind == JSON_FALSE ? CORDON_OK : need(r, kind, JSON_TRUE, what, "true or false");
}

static cordon_status read_order(struct reading *r, enum when_order *ret)
{
    static const str words[] = { STR_INIT(""), STR_INIT("ymd"), STR_INIT("dmy"), STR_INIT("mdy") };
    cordon_status st = need(r, json_next(&r->json), JSON_STRING, "date", "ymd, dmy or mdy");
    if (st) return st;
    for (size_t i = 1; i < COUNT_OF(words); i++)
        if (str_eq_nocase(r->json.text, words[i])) {
            *ret = (enum when_order)i;
            return CORDON_OK;
        }
    return fail(r, r->json.at, CORDON_SYNTAX, "unknown order of a date '%.*s'; use ymd, dmy or mdy",
                STR_ARG(r->json.text));
}

static cordon_status read_take(struct reading *r, enum plan_take *ret)
{
    static const str words[] = { STR_INIT("all"), STR_INIT("handle"), STR_INIT("domain"),
                                 STR_INIT("first"), STR_INIT("last") };
    cordon_status st = need(r, json_next(&r->json), JSON_STRING, "take",
                            "handle, domain, first or last");
    if (st) return st;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(r->json.text, words[i])) {
            *ret = (enum plan_take)i;
            return CORDON_OK;
        }
    return fail(r, r->json.at, CORDON_SYNTAX,
                "unknown part '%.*s'; use handle, domain, first or last", STR_ARG(r->json.text));
}

static cordon_status unknown_key(struct reading *r, str key, const str *known, size_t count)
{
    str best = STR_EMPTY;
    unsigned least = 3;
    for (size_t i = 0; i < count; i++) {
        unsigned edits = str_distance(key, known[i], 2);
        if (edits >= least) continue;
        least = edits;
        best = known[i];
    }
    if (best.len)
        return fail(r, r->json.at, CORDON_SYNTAX, "unknown key '%.*s'; did you mean '%.*s'?",
                    STR_ARG(key), STR_ARG(best));
    return fail(r, r->json.at, CORDON_SYNTAX, "unknown key '%.*s'; docs/map.md lists those there are",
                STR_ARG(key));
}

/** Which of these keys, each of them once; `count` when it is none. */
static cordon_status take_key(struct reading *r, const str *known, size_t count, uint32_t *seen,
                              size_t *ret)
{
    size_t i = 0;
    while (i < count && !str_eq(known[i], r->json.text)) i++;
    if (i == count) return unknown_key(r, r->json.text, known, count);
    if (*seen >> i & 1)
        return fail(r, r->json.at, CORDON_SYNTAX, "'%.*s' is given twice", STR_ARG(known[i]));
    *seen |= 1u << i;
    *ret = i;
    return CORDON_OK;
}

/* --- columns ---------------------------------------------------------------------------------- */

enum step_key { KEY_COLUMN, KEY_COLUMNS, KEY_OR, KEY_WITH, KEY_FIELD, KEY_KEY, KEY_TAKE, KEY_SPLIT,
                KEY_VALUES, KEY_ELSE, KEY_DATE, KEY_ZONE, KEY_OPTIONAL, STEP_KEYS };
static const str step_keys[STEP_KEYS] = {
    STR_INIT("column"), STR_INIT("columns"), STR_INIT("or"),   STR_INIT("with"),
    STR_INIT("field"),  STR_INIT("key"),     STR_INIT("take"),  STR_INIT("split"),
    STR_INIT("values"), STR_INIT("else"),    STR_INIT("date"),  STR_INIT("zone"),
    STR_INIT("optional"),
};

/** {"Active": "current", ...} */
static cordon_status read_pairs(struct reading *r, struct plan_step *s)
{
    size_t count = 0;
    enum json_kind kind = json_next(&r->json);
    cordon_status st = need(r, kind, JSON_OBJECT, "values", "an object");
    if (st) return st;
    while ((kind = json_next(&r->json)) == JSON_KEY) {
        if (count == PLAN_STEPS_MAX)
            return fail(r, r->json.at, CORDON_LIMIT, "'values' has more than %d words",
                        PLAN_STEPS_MAX);
        r->pairs[count].from = keep(r, r->json.text);
        st = read_text(r, "values", &r->pairs[count++].to);
        if (st) return st;
    }
    if (kind == JSON_ERROR) return broken(r);
    struct plan_pair *pairs = arena_calloc(r->arena, count, sizeof *pairs);
    if (!pairs) return error_nomem(r->err);
    memcpy(pairs, r->pairs, count * sizeof *pairs);
    s->values = pairs;
    s->value_count = count;
    return CORDON_OK;
}

/** The column itself goes before the others that may stand in for it. */
static cordon_status add_first(struct reading *r, struct plan_step *s, str first)
{
    str *list = arena_calloc(r->arena, s->column_count + 1, sizeof *list);
    if (!list) return error_nomem(r->err);
    list[0] = first;
    if (s->column_count) memcpy(list + 1, s->columns, s->column_count * sizeof *list);
    s->columns = list;
    s->column_count++;
    return CORDON_OK;
}

static cordon_status read_step_key(struct reading *r, struct plan_step *s, enum step_key key,
                                   str *column)
{
    switch (key) {
    case KEY_COLUMN: return read_text(r, "column", column);
    case KEY_COLUMNS:
        s->is_joined = true;
        return read_texts(r, "columns", PLAN_COLUMNS_MAX, &s->columns, &s->column_count);
    case KEY_OR: return read_texts(r, "or", PLAN_COLUMNS_MAX - 1, &s->columns, &s->column_count);
    case KEY_WITH: return read_text(r, "with", &s->with);
    case KEY_FIELD: return read_text(r, "field", &s->field);
    case KEY_KEY: return read_text(r, "key", &s->key);
    case KEY_TAKE: return read_take(r, &s->take);
    case KEY_SPLIT: return read_text(r, "split", &s->split);
    case KEY_VALUES: return read_pairs(r, s);
    case KEY_ELSE:
        s->has_otherwise = true;
        return read_text(r, "else", &s->otherwise);
    case KEY_DATE: return read_order(r, &s->order);
    case KEY_ZONE: return read_text(r, "zone", &s->zone);
    case KEY_OPTIONAL: return read_flag(r, "optional", &s->is_optional);
    case STEP_KEYS: break;
    }
    return CORDON_OK;
}

static cordon_status check_step(struct reading *r, const struct plan_step *s, size_t at)
{
    struct plan_spec alone = { .steps = s, .step_count = 1 };
    struct cordon_error why = ERROR_INIT;
    cordon_status st = plan_check(&alone, &why);
    return st ? fail(r, at, st, "%s", why.message) : CORDON_OK;
}

static cordon_status read_step(struct reading *r)
{
    struct plan_step *s = &r->steps[r->map->spec.step_count];
    size_t at = r->json.at, which = 0;
    uint32_t seen = 0;
    str column = STR_EMPTY;
    enum json_kind kind;
    *s = (struct plan_step){ .order = WHEN_OPEN };
    while ((kind = json_next(&r->json)) == JSON_KEY) {
        cordon_status st = take_key(r, step_keys, STEP_KEYS, &seen, &which);
        if (!st) st = read_step_key(r, s, (enum step_key)which, &column);
        if (st) return st;
    }
    if (kind == JSON_ERROR) return broken(r);
    bool has_column = seen >> KEY_COLUMN & 1, has_columns = seen >> KEY_COLUMNS & 1;
    if (has_column == has_columns)
        return fail(r, at, CORDON_SYNTAX, "a column needs 'column' or 'columns', and not both");
    if (has_columns && (seen >> KEY_OR & 1))
        return fail(r, at, CORDON_SYNTAX, "'or' goes with 'column' only");
    cordon_status st = has_column ? add_first(r, s, column) : CORDON_OK;
    if (!st) st = check_step(r, s, at);
    if (!st) r->map->spec.step_count++;
    return st;
}

static cordon_status read_steps(struct reading *r)
{
    enum json_kind kind = json_next(&r->json);
    cordon_status st = need(r, kind, JSON_ARRAY, "columns", "a list");
    r->has_columns = true;
    while (!st && (kind = json_next(&r->json)) != JSON_ARRAY_END) {
        st = need(r, kind, JSON_OBJECT, "columns", "a list of objects");
        if (!st && r->map->spec.step_count == PLAN_STEPS_MAX)
            st = fail(r, r->json.at, CORDON_LIMIT, "mapping has more than %d columns",
                      PLAN_STEPS_MAX);
        if (!st) st = read_step(r);
    }
    return st;
}

/* --- the file --------------------------------------------------------------------------------- */

enum map_key { TOP_FORMAT, TOP_NAME, TOP_TITLE, TOP_SOURCE, TOP_SHEET, TOP_SIGNATURE, TOP_ZONE,
               TOP_DATES, TOP_OPTIONAL, TOP_CONSTANTS, TOP_COLUMNS, TOP_IGNORE, TOP_KEYS };
static const str top_keys[TOP_KEYS] = {
    STR_INIT("format"), STR_INIT("name"),  STR_INIT("title"),     STR_INIT("source"),
    STR_INIT("sheet"),  STR_INIT("signature"), STR_INIT("zone"),  STR_INIT("dates"),
    STR_INIT("optional"), STR_INIT("constants"), STR_INIT("columns"), STR_INIT("ignore"),
};

static cordon_status read_format(struct reading *r)
{
    cordon_status st = need(r, json_next(&r->json), JSON_NUMBER, "format", "the number 1");
    if (!st && !str_eq(r->json.text, STR("1")))
        st = fail(r, r->json.at, CORDON_UNSUPPORTED, "mapping is of format %.*s; this Cordon reads 1",
                  STR_ARG(r->json.text));
    return st;
}

static cordon_status add_constant(struct reading *r, str field, str value)
{
    struct plan_spec *spec = &r->map->spec;
    struct plan_spec alone = { .constant_count = 1 };
    struct cordon_error why = ERROR_INIT;
    size_t at = r->json.at;
    if (spec->constant_count == PLAN_STEPS_MAX)
        return fail(r, at, CORDON_LIMIT, "more than %d constants", PLAN_STEPS_MAX);
    struct plan_constant *c = &r->constants[spec->constant_count++];
    *c = (struct plan_constant){ field, value };
    alone.constants = c;
    cordon_status st = plan_check(&alone, &why);
    return st ? fail(r, at, st, "%s", why.message) : CORDON_OK;
}

static cordon_status read_constants(struct reading *r)
{
    enum json_kind kind = json_next(&r->json);
    cordon_status st = need(r, kind, JSON_OBJECT, "constants", "an object");
    while (!st && (kind = json_next(&r->json)) == JSON_KEY) {
        str field = keep(r, r->json.text), value;
        st = read_text(r, "constants", &value);
        if (!st) st = add_constant(r, field, value);
    }
    return st ? st : kind == JSON_ERROR ? broken(r) : CORDON_OK;
}

static cordon_status read_top_key(struct reading *r, enum map_key key)
{
    struct cordon_map *m = r->map;
    switch (key) {
    case TOP_FORMAT: return read_format(r);
    case TOP_NAME: return read_text(r, "name", &m->name);
    case TOP_TITLE: return read_text(r, "title", &m->title);
    case TOP_SOURCE: return read_text(r, "source", &m->source);
    case TOP_SHEET: return read_text(r, "sheet", &m->sheet);
    case TOP_SIGNATURE:
        return read_texts(r, "signature", MAP_SIGNATURE_MAX, &m->signature, &m->signature_count);
    case TOP_ZONE: return read_text(r, "zone", &r->zone);
    case TOP_DATES: return read_order(r, &r->order);
    case TOP_OPTIONAL: return read_flag(r, "optional", &r->is_optional);
    case TOP_CONSTANTS: return read_constants(r);
    case TOP_COLUMNS: return read_steps(r);
    case TOP_IGNORE:
        return read_texts(r, "ignore", PLAN_STEPS_MAX, &m->spec.ignored, &m->spec.ignored_count);
    case TOP_KEYS: break;
    }
    return CORDON_OK;
}

/** Steps and constants get their own room; what the file says of all dates goes into each. */
static cordon_status settle(struct reading *r)
{
    struct plan_spec *spec = &r->map->spec;
    struct plan_step *steps = arena_calloc(r->arena, spec->step_count, sizeof *steps);
    struct plan_constant *constants = arena_calloc(r->arena, spec->constant_count, sizeof *constants);
    if (!steps || !constants) return error_nomem(r->err);
    memcpy(steps, r->steps, spec->step_count * sizeof *steps);
    memcpy(constants, r->constants, spec->constant_count * sizeof *constants);
    for (size_t i = 0; i < spec->step_count; i++) {
        if (steps[i].order == WHEN_OPEN) steps[i].order = r->order;
        if (steps[i].zone.len == 0) steps[i].zone = r->zone;
        steps[i].is_optional = steps[i].is_optional || r->is_optional;
    }
    spec->steps = steps;
    spec->constants = constants;
    return CORDON_OK;
}

static cordon_status read_all(struct reading *r)
{
    size_t which = 0;
    uint32_t seen = 0;
    enum json_kind kind = json_next(&r->json);
    cordon_status st = need(r, kind, JSON_OBJECT, "a mapping", "an object");
    while (!st && (kind = json_next(&r->json)) == JSON_KEY) {
        st = take_key(r, top_keys, TOP_KEYS, &seen, &which);
        if (!st) st = read_top_key(r, (enum map_key)which);
    }
    if (st) return st;
    if (kind == JSON_ERROR || json_next(&r->json) != JSON_END) return broken(r);
    if (!(seen >> TOP_FORMAT & 1))
        return fail(r, 0, CORDON_SYNTAX, "no \"format\":1; is this a mapping?");
    if (!r->map->spec.step_count) return fail(r, 0, CORDON_SYNTAX, "the mapping maps no column");
    st = settle(r);
    if (!st) st = plan_check(&r->map->spec, r->err);
    return st ? st : r->arena->failed ? error_nomem(r->err) : CORDON_OK;
}

cordon_status map_read(str text, str file, struct cordon_map **ret_map, struct cordon_error *err)
{
    struct cordon_map *m = mem_calloc(1, sizeof *m);
    struct reading *r = mem_calloc(1, sizeof *r);
    cordon_status st;
    if (!m || !r) {
        st = error_nomem(err);
    } else if (text.len > MAP_FILE_MAX) {
        st = error_set(err, CORDON_LIMIT, "a mapping may have %d bytes", MAP_FILE_MAX);
    } else {
        arena_init(&m->arena, MAP_ARENA_MAX);
        *r = (struct reading){ .map = m, .arena = &m->arena, .err = err };
        json_init(&r->json, text, &m->arena, err);
        st = read_all(r);
    }
    mem_free(r);
    if (st) {
        error_in_file(err, file);
        cordon_map_free(m);
        return st;
    }
    *ret_map = m;
    return CORDON_OK;
}

void cordon_map_free(struct cordon_map *map)
{
    if (!map) return;
    arena_release(&map->arena);
    mem_free(map);
}

str cordon_map_name(const struct cordon_map *map)
{
    return map->name;
}
