/*
 * Lists of wallets with labels as JSON. Two shapes, by what stands under an address:
 *
 *   {"0x...": {"name": "Example: Hot Wallet", "labels": ["exchange"]}, ...}
 *   {"metadata": {...}, "addresses": {"bc1...": {"type": "Digital Currency Address - XBT",
 *                                              "entries": [{"entity", "program", "uid", "akas"}]}}}
 *
 * The second tells of a sanctions list at second hand: a label, and no designation. Its maker may have
 * written all addresses in small letters (label.h).
 *
 * Source: docs/sources.md#label-lists
 */
#include "list/label_file.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"
#include "list/ofac.h"

enum { ARENA_MAX = 64 << 20, TEXT_MAX = 1 << 16 };

/* A file of a hundred thousand addresses is one JSON value: the reader's own cap of tokens is for a
 * record, so the file is walked member by member, each read by itself. */
struct members {
    str    in;
    size_t at;
    bool   is_first;
};

struct json_labels {
    struct label_list      *list;
    const struct list_file *file;
    uint8_t                 number;
    struct arena            arena; /* of one label */
    struct buf              name;  /* being joined */
    struct cordon_error    *err;
    uint64_t                line; /* of byte line_at */
    size_t                  line_at;
};

static uint32_t line_of(struct json_labels *j, size_t at)
{
    for (; j->line_at < at && j->line_at < j->file->bytes.len; j->line_at++)
        j->line += j->file->bytes.data[j->line_at] == '\n';
    return j->line > UINT32_MAX ? UINT32_MAX : (uint32_t)j->line;
}

static cordon_status bad(struct json_labels *j, size_t at, const char *what)
{
    return error_at(j->err, CORDON_SYNTAX, j->file->name, line_of(j, at), 0, "%s", what);
}

/* --- members of an object ------------------------------------------------------------------------ */

static void blanks(struct members *m)
{
    while (m->at < m->in.len && byte_is_blank(m->in.data[m->at])) m->at++;
}

static bool take(struct members *m, char c)
{
    blanks(m);
    if (m->at >= m->in.len || m->in.data[m->at] != c) return false;
    m->at++;
    return true;
}

/* Behind the string that begins at m->at; its bytes with their quotes. */
static bool take_string(struct members *m, str *ret)
{
    size_t from = m->at;
    if (!take(m, '"')) return false;
    while (m->at < m->in.len && m->in.data[m->at] != '"') m->at += m->in.data[m->at] == '\\' ? 2 : 1;
    if (m->at >= m->in.len) return false;
    *ret = str_trim(str_sub(m->in, from, ++m->at));
    return true;
}

/* Behind the value that begins here: brackets are counted, strings passed over. What is wrong inside
 * the value's own reader says. */
static bool take_value(struct members *m, str *ret)
{
    size_t depth = 0, from;
    str text;
    blanks(m);
    from = m->at;
    for (; m->at < m->in.len; m->at++) {
        char c = m->in.data[m->at];
        if (c == '"') {
            if (!take_string(m, &text)) return false;
            m->at--;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0) break;
            depth--;
        } else if (c == ',' && depth == 0) {
            break;
        }
    }
    *ret = str_trim(str_sub(m->in, from, m->at));
    return ret->len > 0;
}

/* The next member: its key and value as they stand. *ret_is_one is false behind the last, when
 * m->at is behind the closing bracket. @return false when it is no object */
static bool next_member(struct members *m, str *ret_key, str *ret_value, bool *ret_is_one)
{
    *ret_is_one = false;
    if (m->is_first && !take(m, '{')) return false;
    bool was_first = m->is_first;
    m->is_first = false;
    if (take(m, '}')) return true;
    if (!was_first && !take(m, ',')) return false;
    blanks(m);
    if (!take_string(m, ret_key) || !take(m, ':') || !take_value(m, ret_value)) return false;
    *ret_is_one = true;
    return true;
}

/* --- one label ----------------------------------------------------------------------------------- */

static cordon_status unquote(struct json_labels *j, str raw, size_t at, str *ret)
{
    struct json_reader r;
    struct cordon_error why;
    json_init(&r, raw, &j->arena, &why);
    if (json_next(&r) != JSON_STRING) {
        if (j->arena.failed) return error_nomem(j->err);
        return bad(j, at, "a key is no text");
    }
    *ret = r.text;
    return CORDON_OK;
}

/* The strings of an array, or one string, each handed to `fn`. */
typedef void string_fn(struct json_labels *j, struct label *in, str text);

static bool read_strings(struct json_labels *j, struct json_reader *r, struct label *in, string_fn *fn)
{
    enum json_kind kind = json_next(r);
    if (kind == JSON_STRING) fn(j, in, r->text);
    if (kind != JSON_ARRAY) return json_skip(r, kind);
    while ((kind = json_next(r)) != JSON_ARRAY_END) {
        if (kind == JSON_ERROR) return false;
        if (kind == JSON_STRING) fn(j, in, r->text);
        else if (!json_skip(r, kind)) return false;
    }
    return true;
}

static void one_word(struct json_labels *j, struct label *in, str text)
{
    label_add_word(j->list, in, text);
}

static void one_name(struct json_labels *j, struct label *in, str text)
{
    (void)in;
    if (!text.len || str_find(buf_str(&j->name), text, 0) != SIZE_MAX) return;
    if (j->name.len) buf_add(&j->name, STR("; "));
    buf_add(&j->name, text);
}

static void one_program(struct json_labels *j, struct label *in, str text)
{
    label_add_word(j->list, in, STR("sanctions"));
    for (str one; str_next(&text, ',', &one);) {
        if (ofac_program_is_dprk(str_trim(one))) in->topic = STR("dprk");
        label_add_word(j->list, in, one);
    }
}

static bool read_entry(struct json_labels *j, struct json_reader *r, struct label *in)
{
    enum json_kind kind;
    while ((kind = json_next(r)) == JSON_KEY) {
        bool is_good;
        if (str_eq(r->text, STR("entity")))
            is_good = read_strings(j, r, in, one_name);
        else if (str_eq(r->text, STR("program")))
            is_good = read_strings(j, r, in, one_program);
        else
            is_good = json_skip(r, json_next(r));
        if (!is_good) return false;
    }
    return kind == JSON_OBJECT_END;
}

static bool read_entries(struct json_labels *j, struct json_reader *r, struct label *in)
{
    enum json_kind kind = json_next(r);
    if (kind != JSON_ARRAY) return false;
    while ((kind = json_next(r)) == JSON_OBJECT)
        if (!read_entry(j, r, in)) return false;
    return kind == JSON_ARRAY_END;
}

/* "Digital Currency Address - XBT" */
static void one_type(struct json_labels *j, struct label *in, str text)
{
    size_t at = str_find(text, STR(" - "), 0);
    (void)j;
    in->currency = at == SIZE_MAX ? text : str_from(text, at + 3);
}

static bool read_label(struct json_labels *j, struct json_reader *r, struct label *in, bool *ret_is_label)
{
    enum json_kind kind = json_next(r);
    if (kind != JSON_OBJECT) return false;
    while ((kind = json_next(r)) == JSON_KEY) {
        bool is_good;
        str key = r->text;
        bool is_ours = true;
        if (str_eq(key, STR("name")))
            is_good = read_strings(j, r, in, one_name);
        else if (str_eq(key, STR("labels")))
            is_good = read_strings(j, r, in, one_word);
        else if (str_eq(key, STR("type")))
            is_good = read_strings(j, r, in, one_type);
        else if (str_eq(key, STR("entries")))
            is_good = read_entries(j, r, in);
        else {
            is_good = json_skip(r, json_next(r));
            is_ours = false;
        }
        *ret_is_label = *ret_is_label || is_ours;
        if (!is_good) return false;
    }
    return kind == JSON_OBJECT_END && json_next(r) == JSON_END;
}

/* JSON messages know their place within the value alone. */
static cordon_status fail_inside(struct json_labels *j, size_t at, const struct cordon_error *why,
                                 cordon_status st)
{
    if (j->arena.failed || st == CORDON_NOMEM) return error_nomem(j->err);
    return error_at(j->err, st ? st : CORDON_SYNTAX, j->file->name, line_of(j, at), 0, "%s",
                    st ? why->message : "a label is an object with 'name' and 'labels', or 'type' and "
                                        "'entries'");
}

static cordon_status put_member(struct json_labels *j, str key, str value)
{
    struct label *in = arena_calloc(&j->arena, 1, sizeof *in);
    struct cordon_error why = ERROR_INIT;
    struct json_reader r;
    bool is_label = false;
    size_t at = (size_t)(key.data - j->file->bytes.data);
    if (!in) return error_nomem(j->err);
    in->src = (struct entity_src){ .file = j->number, .line = line_of(j, at) };
    in->row = str_of(key.data, (size_t)(value.data + value.len - key.data));
    cordon_status st = unquote(j, key, at, &in->address);
    if (st) return st;
    buf_reset(&j->name);
    json_init(&r, value, &j->arena, &why);
    if (!read_label(j, &r, in, &is_label) || !is_label) return fail_inside(j, at, &why, json_status(&r));
    in->name = buf_str(&j->name);
    if (j->name.failed) return buf_status(&j->name) == CORDON_NOMEM
                                   ? error_nomem(j->err)
                                   : error_at(j->err, CORDON_LIMIT, j->file->name, in->src.line, 0,
                                              "a label's name is longer than %d bytes", TEXT_MAX);
    return label_put(j->list, in, j->err);
}

static cordon_status put_members(struct json_labels *j, str object)
{
    struct members m = { .in = object, .is_first = true };
    str key = STR_EMPTY, value = STR_EMPTY;
    bool is_one;
    for (;;) {
        arena_reset(&j->arena);
        if (!next_member(&m, &key, &value, &is_one))
            return bad(j, (size_t)(object.data - j->file->bytes.data) + m.at,
                       "not JSON, or cut off here");
        if (!is_one) break;
        cordon_status st = put_member(j, key, value);
        if (st) return st;
    }
    blanks(&m);
    if (m.at == m.in.len) return CORDON_OK;
    return bad(j, (size_t)(object.data - j->file->bytes.data) + m.at, "text behind the list's end");
}

/* --- the file ------------------------------------------------------------------------------------- */

/* {"metadata", "addresses"}: the list is the value of "addresses". */
static cordon_status find_list(struct json_labels *j, str *ret)
{
    struct members m = { .in = j->file->bytes, .is_first = true };
    str key, value;
    bool is_one;
    *ret = str_trim(j->file->bytes);
    if (!next_member(&m, &key, &value, &is_one) || !is_one) return CORDON_OK; /* told by put_members */
    while (is_one) {
        if (str_eq(key, STR("\"addresses\""))) *ret = value;
        if (!next_member(&m, &key, &value, &is_one))
            return bad(j, m.at, "not JSON, or cut off here");
    }
    blanks(&m);
    return m.at == m.in.len ? CORDON_OK : bad(j, m.at, "text behind the list's end");
}

cordon_status label_json_file(struct label_list *l, const struct list_file *file, uint8_t number,
                              struct cordon_error *err)
{
    struct json_labels j = { .list = l, .file = file, .number = number, .err = err, .line = 1 };
    str list;
    arena_init(&j.arena, ARENA_MAX);
    buf_init(&j.name, TEXT_MAX);
    cordon_status st = find_list(&j, &list);
    if (!st) {
        j.line = 1; /* from the top again */
        j.line_at = 0;
        st = put_members(&j, list);
    }
    buf_release(&j.name);
    arena_release(&j.arena);
    return st;
}

static bool recognise(const struct list_file *file)
{
    str head = str_sub(str_trim(file->bytes), 0, 1 << 16);
    return str_starts(head, STR("{")) &&
           ((str_find(head, STR("\"labels\""), 0) != SIZE_MAX && str_find(head, STR("\"name\""), 0) != SIZE_MAX) ||
            str_find(head, STR("\"addresses\""), 0) != SIZE_MAX);
}

const struct list_format list_label_json = { "label_json", recognise, label_files_read };
