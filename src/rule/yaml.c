/* YAML through libyaml's events, with caps and places. */
#include "rule/yaml.h"

#include "base/mem.h"
#include "base/num.h"
#include "rule/rule.h"
#include "rule/vec.h"

#include <yaml.h>

struct yaml_reader {
    yaml_parser_t parser;
    bool is_parser;
    struct arena *arena;
    str file;
    size_t nodes;
    /* Where marks are in bytes: libyaml counts signs. Marks come in order, so this runs along. */
    str text;
    size_t byte, sign, line_start;
};

/* 1-based byte in its line of a mark. */
static uint32_t column(struct yaml_reader *r, const yaml_mark_t *m)
{
    if (m->index < r->sign) r->byte = r->sign = r->line_start = 0;
    while (r->sign < m->index && r->byte < r->text.len) {
        char c = r->text.data[r->byte++];
        while (r->byte < r->text.len && ((unsigned char)r->text.data[r->byte] & 0xC0) == 0x80)
            r->byte++;
        r->sign++;
        if (c == '\n') r->line_start = r->byte;
    }
    return (uint32_t)(r->byte - r->line_start) + 1;
}

static cordon_status at(struct yaml_reader *r, const yaml_mark_t *m, cordon_status st,
                        struct cordon_error *err, const char *what, str subject)
{
    if (!subject.data) return error_at(err, st, r->file, m->line + 1, column(r, m), "%s", what);
    return error_at(err, st, r->file, m->line + 1, column(r, m), "'%.*s' %s", STR_ARG(subject),
                    what);
}

static cordon_status parser_failed(struct yaml_reader *r, struct cordon_error *err)
{
    const yaml_parser_t *p = &r->parser;
    yaml_mark_t m = p->problem_mark;
    if (p->error == YAML_MEMORY_ERROR) return error_nomem(err);
    if (p->error == YAML_READER_ERROR) m = p->mark;
    return error_at(err, CORDON_SYNTAX, r->file, m.line + 1, column(r, &m), "not YAML: %s%s%s",
                    p->problem ? p->problem : "unreadable", p->context ? " " : "",
                    p->context ? p->context : "");
}

static bool is_one_of(str s, const char *words)
{
    str rest = str_c(words), word;
    while (str_next(&rest, '|', &word))
        if (str_eq(s, word)) return true;
    return false;
}

/* Digits, at least one, from *i on. */
static bool digits(str s, size_t *i)
{
    size_t from = *i;
    while (*i < s.len && byte_is_digit(s.data[*i])) ++*i;
    return *i > from;
}

enum number_form { NOT_NUMBER, WHOLE, DECIMAL, DOUBTFUL };

/* What a plain scalar is as a number. Doubtful are those that YAML 1.1 and 1.2 read differently. */
static enum number_form number_form(str s)
{
    size_t i = 0;
    bool has_point = false;
    if (i < s.len && (s.data[i] == '-' || s.data[i] == '+')) i++;
    size_t first = i;
    bool has_digits = digits(s, &i);
    size_t whole = i - first;
    if (i < s.len && s.data[i] == '.') {
        has_point = true;
        i++;
        has_digits |= digits(s, &i);
    }
    if (!has_digits)
        return is_one_of(s, ".inf|-.inf|+.inf|.nan|.Inf|.NaN|.INF") ? DOUBTFUL : NOT_NUMBER;
    if (i < s.len && (s.data[i] == 'e' || s.data[i] == 'E')) {
        i++;
        if (i < s.len && (s.data[i] == '-' || s.data[i] == '+')) i++;
        return digits(s, &i) && i == s.len ? DOUBTFUL : NOT_NUMBER;
    }
    if (i < s.len && whole == 1 && s.data[first] == '0' &&
        (s.data[i] == 'x' || s.data[i] == 'o')) {
        for (i++; i < s.len && byte_is_alnum(s.data[i]); i++) {
        }
        return i == s.len ? DOUBTFUL : NOT_NUMBER;
    }
    if (i != s.len) return NOT_NUMBER;
    if (whole > 1 && s.data[first] == '0') return DOUBTFUL;
    if (has_point) return whole && byte_is_digit(s.data[s.len - 1]) ? DECIMAL : DOUBTFUL;
    return WHOLE;
}

/* Texts of YAML 1.2 that are truth, dates, or numbers in parts of 60 to readers of YAML 1.1. */
static bool is_other_in_yaml_11(str s)
{
    static const char *const words[] = { "yes", "no", "on", "off" };
    size_t i = s.data[0] == '-' || s.data[0] == '+', digits = 0, signs = 0;
    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (str_eq_nocase(s, str_c(words[k]))) return true;
    if (str_starts(s, STR("0b")) && s.len > 2 && (s.data[2] == '0' || s.data[2] == '1'))
        return true;
    while (i + digits < s.len && byte_is_digit(s.data[i + digits])) digits++;
    if (digits == 4 && i == 0 && s.len >= 8 && s.data[4] == '-' && byte_is_digit(s.data[5]))
        return true;
    for (i += digits; i < s.len && digits; i++) {
        if (s.data[i] == ':' || s.data[i] == '_')
            signs++;
        else if (!byte_is_digit(s.data[i]))
            return false;
    }
    return digits && signs;
}

static bool read_whole(str s, int64_t *ret)
{
    bool minus = s.data[0] == '-';
    uint64_t v;
    if (minus || s.data[0] == '+') s = str_from(s, 1);
    if (!num_parse_u64(s, (uint64_t)INT64_MAX, &v)) return false;
    *ret = minus ? -(int64_t)v : (int64_t)v;
    return true;
}

static cordon_status resolve(struct yaml_reader *r, const yaml_mark_t *m, struct yaml_node *n,
                             struct cordon_error *err)
{
    str s = n->text;
    n->kind = YAML_TEXT;
    if (s.len == 0 || is_one_of(s, "~|null|Null|NULL")) {
        n->kind = YAML_NULL;
        return CORDON_OK;
    }
    if (is_one_of(s, "true|True|TRUE|false|False|FALSE")) {
        n->kind = YAML_BOOL;
        n->is_true = s.data[0] == 't' || s.data[0] == 'T';
        return CORDON_OK;
    }
    switch (number_form(s)) {
    case NOT_NUMBER:
        n->is_doubtful = is_other_in_yaml_11(s);
        return CORDON_OK;
    case DOUBTFUL:
        return at(
            r, m, CORDON_SYNTAX, err,
            "is read differently by different readers of YAML; put it in quotes or write it as "
            "a plain decimal number",
            s);
    case WHOLE:
        n->is_whole = read_whole(s, &n->number);
        if (!n->is_whole)
            return at(r, m, CORDON_SYNTAX, err, "is too large for a number; put it in quotes",
                      s);
        n->kind = YAML_NUMBER;
        return CORDON_OK;
    case DECIMAL:
        n->kind = YAML_NUMBER;
        return CORDON_OK;
    }
    return CORDON_OK;
}

static cordon_status scalar(struct yaml_reader *r, const yaml_event_t *e, struct yaml_node *n,
                            struct cordon_error *err)
{
    const char *tag = (const char *)e->data.scalar.tag;
    str s = str_of((const char *)e->data.scalar.value, e->data.scalar.length);
    bool is_text = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (tag && strcmp(tag, "!") != 0 && strcmp(tag, YAML_STR_TAG) != 0)
        return at(r, &e->start_mark, CORDON_UNSUPPORTED, err,
                  "is a tag; none but !!str is read", str_c(tag));
    if (memchr(s.data ? s.data : "", '\0', s.len) && !is_text)
        return at(r, &e->start_mark, CORDON_SYNTAX, err, "a NUL byte", STR_EMPTY);
    n->text = arena_str(r->arena, s);
    if (r->arena->failed) return error_nomem(err);
    if (is_text || tag) {
        n->kind = YAML_TEXT;
        return CORDON_OK;
    }
    return resolve(r, &e->start_mark, n, err);
}

static cordon_status read_node(struct yaml_reader *r, yaml_event_t *e, unsigned depth,
                               struct yaml_node *n, struct cordon_error *err);

static cordon_status key_is_new(struct yaml_reader *r, const struct vec *keys,
                                struct cordon_error *err)
{
    const struct yaml_node *key = keys->data, *last = key + keys->count - 1;
    for (; key < last; key++)
        if (str_eq(key->text, last->text))
            return error_at(err, CORDON_SYNTAX, r->file, last->line, last->column,
                            "key '%.*s' is written twice; first on line %u",
                            STR_ARG(last->text), key->line);
    return CORDON_OK;
}

enum { KEYS_MAX = 512 }; /* of one map; each is compared with those before it */

static cordon_status read_key(struct yaml_reader *r, yaml_event_t *e, unsigned depth,
                              struct vec *keys, struct cordon_error *err)
{
    struct yaml_node *key = vec_push(keys, sizeof *key);
    if (!key) return error_nomem(err);
    if (e->type != YAML_SCALAR_EVENT)
        return at(r, &e->start_mark, CORDON_SYNTAX, err, "a key must be text", STR_EMPTY);
    if (keys->count > KEYS_MAX)
        return at(r, &e->start_mark, CORDON_LIMIT, err, "too many keys in one map", STR_EMPTY);
    cordon_status st = read_node(r, e, depth, key, err);
    if (st) return st;
    key->kind = YAML_TEXT;
    return key_is_new(r, keys, err);
}

static const struct yaml_node *keep(struct yaml_reader *r, const struct vec *v)
{
    struct yaml_node *copy = arena_calloc(r->arena, v->count, sizeof *copy);
    if (copy && v->count) memcpy(copy, v->data, v->count * sizeof *copy);
    return copy;
}

/* A list or map up to its end; libyaml hands out the ends in pairs. */
static cordon_status read_children(struct yaml_reader *r, unsigned depth, struct yaml_node *n,
                                   struct cordon_error *err)
{
    struct vec keys = { 0 }, children = { 0 };
    cordon_status st = CORDON_OK;
    for (bool is_key = n->kind == YAML_MAP;;) {
        yaml_event_t e;
        if (!yaml_parser_parse(&r->parser, &e)) {
            st = parser_failed(r, err);
            break;
        }
        if (e.type == YAML_SEQUENCE_END_EVENT || e.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&e);
            break;
        }
        if (is_key) {
            st = read_key(r, &e, depth, &keys, err);
        } else {
            struct yaml_node *child = vec_push(&children, sizeof *child);
            st = child ? read_node(r, &e, depth, child, err) : error_nomem(err);
        }
        yaml_event_delete(&e);
        if (st) break;
        if (n->kind == YAML_MAP) is_key = !is_key;
    }
    if (!st) {
        n->count = children.count;
        n->child = keep(r, &children);
        n->key = keep(r, &keys);
        if (r->arena->failed) st = error_nomem(err);
    }
    vec_release(&keys);
    vec_release(&children);
    return st;
}

static cordon_status read_node(struct yaml_reader *r, yaml_event_t *e, unsigned depth,
                               struct yaml_node *n, struct cordon_error *err)
{
    n->line = (uint32_t)e->start_mark.line + 1;
    n->column = column(r, &e->start_mark);
    if (++r->nodes > RULE_NODES_MAX)
        return at(r, &e->start_mark, CORDON_LIMIT, err, "too many values in one file",
                  STR_EMPTY);
    if (depth > RULE_DEPTH_MAX)
        return at(r, &e->start_mark, CORDON_LIMIT, err, "maps and lists too deep", STR_EMPTY);
    switch ((int)e->type) {
    case YAML_SCALAR_EVENT:
        return scalar(r, e, n, err);
    case YAML_SEQUENCE_START_EVENT:
        n->kind = YAML_LIST;
        break;
    case YAML_MAPPING_START_EVENT:
        n->kind = YAML_MAP;
        break;
    case YAML_ALIAS_EVENT:
        return at(r, &e->start_mark, CORDON_UNSUPPORTED, err,
                  "is an alias; write the value out",
                  str_c((const char *)e->data.alias.anchor));
    default:
        return at(r, &e->start_mark, CORDON_SYNTAX, err, "not YAML: a value was expected",
                  STR_EMPTY);
    }
    const yaml_char_t *tag =
        n->kind == YAML_LIST ? e->data.sequence_start.tag : e->data.mapping_start.tag;
    if (tag)
        return at(r, &e->start_mark, CORDON_UNSUPPORTED, err,
                  "is a tag; none but !!str is read", str_c((const char *)tag));
    return read_children(r, depth + 1, n, err);
}

cordon_status yaml_open(str text, str file, struct arena *arena, struct yaml_reader **ret,
                        struct cordon_error *err)
{
    size_t bad;
    if (text.len > RULE_FILE_MAX)
        return error_at(err, CORDON_LIMIT, file, 0, 0, "larger than %d MiB",
                        RULE_FILE_MAX >> 20);
    if (!str_is_utf8(text, &bad))
        return error_at(err, CORDON_SYNTAX, file, str_count(str_sub(text, 0, bad), '\n') + 1, 0,
                        "not UTF-8");
    /* libyaml would count a byte-order mark as a column. */
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    struct yaml_reader *r = mem_calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->arena = arena;
    r->file = file;
    r->text = text;
    if (!yaml_parser_initialize(&r->parser)) {
        mem_free(r);
        return error_nomem(err);
    }
    r->is_parser = true;
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser,
                                 (const unsigned char *)(text.data ? text.data : ""), text.len);
    *ret = r;
    return CORDON_OK;
}

cordon_status yaml_next(struct yaml_reader *r, const struct yaml_node **ret_root,
                        struct cordon_error *err)
{
    struct yaml_node *root = NULL;
    cordon_status st = CORDON_OK;
    *ret_root = NULL;
    for (bool is_done = false; !is_done && !st;) {
        yaml_event_t e;
        if (!yaml_parser_parse(&r->parser, &e)) return parser_failed(r, err);
        switch ((int)e.type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_START_EVENT:
            break;
        case YAML_STREAM_END_EVENT:
        case YAML_NO_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            is_done = true;
            break;
        default:
            root = arena_calloc(r->arena, 1, sizeof *root);
            st = root ? read_node(r, &e, 0, root, err) : error_nomem(err);
        }
        yaml_event_delete(&e);
    }
    if (!st) *ret_root = root;
    return st;
}

void yaml_close(struct yaml_reader *r)
{
    if (!r) return;
    if (r->is_parser) yaml_parser_delete(&r->parser);
    mem_free(r);
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP) return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (str_eq(map->key[i].text, str_c(key))) return &map->child[i];
    return NULL;
}

const char *yaml_kind_name(enum yaml_kind kind)
{
    switch (kind) {
    case YAML_NULL:
        return "nothing";
    case YAML_BOOL:
        return "true or false";
    case YAML_NUMBER:
        return "a number";
    case YAML_TEXT:
        return "text";
    case YAML_LIST:
        return "a list";
    case YAML_MAP:
        return "a map";
    }
    return "unknown";
}

void yaml_json(const struct yaml_node *n, struct json_writer *w)
{
    switch (n->kind) {
    case YAML_NULL:
        json_w_null(w);
        return;
    case YAML_BOOL:
        json_w_bool(w, n->is_true);
        return;
    case YAML_NUMBER:
        if (n->is_whole)
            json_w_i64(w, n->number);
        else
            json_w_raw(w, n->text.data[0] == '+' ? str_from(n->text, 1) : n->text);
        return;
    case YAML_TEXT:
        json_w_str(w, n->text);
        return;
    case YAML_LIST:
        json_w_array(w);
        for (size_t i = 0; i < n->count; i++) yaml_json(&n->child[i], w);
        json_w_array_end(w);
        return;
    case YAML_MAP:
        json_w_object(w);
        for (size_t i = 0; i < n->count; i++) {
            json_w_key(w, n->key[i].text);
            yaml_json(&n->child[i], w);
        }
        json_w_object_end(w);
        return;
    }
}
