/*
 * Decisions of people about two entries: $DATA/links.jsonl, one line each, the newest counts.
 *
 *   {"v":1,"op":"link","a":"us_ofac_sdn-1","b":"un_sc-KPi.001","reason":..,"author":..,"created":..}
 */
#include "engine/party.h"

#include "base/date.h"
#include "base/json.h"
#include "engine/good.h"

enum { SAID_FILE_MAX = 16 << 20, SAID_LINES_MAX = 1 << 16 };

static cordon_status damaged(const char *path, uint64_t line, struct cordon_error *err)
{
    return error_at(err, CORDON_CORRUPT, str_c(path), line, 0,
                    "is not a decision that two entries are one party or are not");
}

static cordon_status read_line(str text, const char *path, uint64_t line, struct arena *a,
                               struct party_said *ret, struct cordon_error *err)
{
    struct json_reader r;
    str key = STR_EMPTY, op = STR_EMPTY;
    bool is_newer = false;
    *ret = (struct party_said){ .at_s = 0 };
    json_init(&r, text, a, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END;) {
        if (k == JSON_ERROR) return a->failed ? error_nomem(err) : damaged(path, line, err);
        if (k == JSON_KEY) key = r.text;
        if (k == JSON_NUMBER && str_eq(key, STR("v"))) is_newer = !str_eq(r.text, STR("1"));
        if (k != JSON_STRING) continue;
        str value = arena_str(a, r.text);
        if (str_eq(key, STR("op"))) op = value;
        if (str_eq(key, STR("a"))) ret->a = value;
        if (str_eq(key, STR("b"))) ret->b = value;
        if (str_eq(key, STR("reason"))) ret->reason = value;
        if (str_eq(key, STR("author"))) ret->author = value;
    }
    ret->is_same = str_eq(op, STR("link"));
    if (a->failed) return error_nomem(err);
    if (is_newer)
        return error_at(err, CORDON_REFUSED, str_c(path), line, 0, "was written by a newer version");
    bool is_whole = (ret->is_same || str_eq(op, STR("unlink"))) && ret->a.len && ret->b.len;
    return is_whole ? CORDON_OK : damaged(path, line, err);
}

static cordon_status read_lines(str bytes, const char *path, struct arena *a, struct party_said_list *ret,
                                struct cordon_error *err)
{
    size_t count = str_count(bytes, '\n'), n = 0;
    str rest = bytes, line;
    if (bytes.len && !str_ends(bytes, STR("\n"))) return damaged(path, count + 1, err);
    if (count > SAID_LINES_MAX)
        return error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "more than %d decisions", SAID_LINES_MAX);
    ret->item = arena_calloc(a, count + 1, sizeof *ret->item);
    if (!ret->item) return error_nomem(err);
    while (n < count && str_next(&rest, '\n', &line)) {
        cordon_status st = read_line(line, path, n + 1, a, &ret->item[n], err);
        if (st) return st;
        n++;
    }
    ret->count = n;
    return CORDON_OK;
}

cordon_status party_said_read(const char *data_dir, struct arena *a, struct party_said_list *ret,
                              struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    const char *path = set_path(a, data_dir, "links.jsonl");
    *ret = (struct party_said_list){ .count = 0 };
    if (!path) return error_nomem(err);
    cordon_status st = os_file_read(path, &f, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (!st) st = read_lines(f.bytes, path, a, ret, err);
    os_file_unmap(&f);
    return st;
}

static void write_line(const struct party_said *s, struct buf *out)
{
    struct json_writer w;
    char at[32];
    date_time_text(s->at_s, at);
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("v"), 1);
    json_w_key_str(&w, STR("op"), s->is_same ? STR("link") : STR("unlink"));
    json_w_key_str(&w, STR("a"), s->a);
    json_w_key_str(&w, STR("b"), s->b);
    json_w_key_str(&w, STR("reason"), s->reason);
    json_w_key_str(&w, STR("author"), s->author);
    json_w_key_str(&w, STR("created"), str_c(at));
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

cordon_status party_said_add(const char *data_dir, struct arena *a, const struct party_said *said,
                             struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    struct buf all = BUF_INIT(SAID_FILE_MAX);
    const char *path = set_path(a, data_dir, "links.jsonl");
    if (!path) return error_nomem(err);
    cordon_status st = os_file_read(path, &f, err);
    if (st == CORDON_NOTFOUND) st = CORDON_OK;
    if (!st && str_count(f.bytes, '\n') >= SAID_LINES_MAX) /* one more, and no import could read them */
        st = error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "is full (%d decisions)", SAID_LINES_MAX);
    if (!st) buf_add(&all, f.bytes);
    if (!st) write_line(said, &all);
    if (!st && all.failed)
        st = all.over ? error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "is full (%d MiB)",
                                 SAID_FILE_MAX >> 20)
                      : error_nomem(err);
    if (!st) st = os_file_replace(path, buf_str(&all), err);
    os_file_unmap(&f);
    buf_release(&all);
    return st;
}
