/* What a data folder knows of an origin: read, written in one step. */
#include "share/state.h"

#include "base/date.h"
#include "base/json.h"
#include "os/os.h"

static const char *path_of(const char *data_dir, str origin, struct arena *a)
{
    str s = arena_printf(a, "%s/bundles/%.*s.json", data_dir, STR_ARG(origin));
    return s.len ? s.data : NULL;
}

/* --- reading --------------------------------------------------------------------------------------- */

/* One object of "taken". */
static bool read_taken(struct json_reader *r, struct arena *a, struct state_taken *t)
{
    enum json_kind k;
    unsigned seen = 0;
    while ((k = json_next(r)) == JSON_KEY) {
        str key = r->text;
        k = json_next(r);
        if (k != JSON_STRING && k != JSON_NUMBER) return false;
        str v = r->text;
        if (str_eq(key, STR("serial"))) {
            if (!lines_is_number(v, UINT32_MAX, &t->serial)) return false;
            seen |= 1;
        } else if (str_eq(key, STR("sha256"))) {
            if (!lines_is_sha(v)) return false;
            t->sha = arena_str(a, v);
            seen |= 2;
        } else if (str_eq(key, STR("issued"))) {
            if (!lines_is_time(v, &t->issued_s)) return false;
            seen |= 4;
        } else if (str_eq(key, STR("at"))) {
            if (!lines_is_time(v, &t->at_s)) return false;
            seen |= 8;
        } else if (str_eq(key, STR("gap"))) {
            t->gap = arena_str(a, v);
        }
    }
    return k == JSON_OBJECT_END && seen == 15;
}

static bool read_array(struct json_reader *r, struct arena *a, struct state *s)
{
    enum json_kind k = json_next(r);
    if (k != JSON_ARRAY) return false;
    while ((k = json_next(r)) == JSON_OBJECT)
        if (s->count == STATE_TAKEN_MAX || !read_taken(r, a, &s->taken[s->count++])) return false;
    return k == JSON_ARRAY_END;
}

static bool read_all(str json, struct arena *a, struct state *s)
{
    struct json_reader r;
    bool has_root = false, has_taken = false;
    enum json_kind k;
    json_init(&r, json, a, NULL);
    if (json_next(&r) != JSON_OBJECT) return false;
    while ((k = json_next(&r)) == JSON_KEY) {
        if (str_eq(r.text, STR("root"))) {
            if (json_next(&r) != JSON_STRING) return false;
            s->root = arena_str(a, r.text);
            has_root = true;
        } else if (str_eq(r.text, STR("taken"))) {
            if (!read_array(&r, a, s)) return false;
            has_taken = true;
        } else if (!json_skip(&r, json_next(&r))) {
            return false;
        }
    }
    return k == JSON_OBJECT_END && json_next(&r) == JSON_END && has_root && has_taken;
}

cordon_status state_read(const char *data_dir, str origin, struct arena *a, struct state *ret,
                         struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    struct state s = { .count = 0 };
    const char *path = path_of(data_dir, origin, a);
    cordon_status st = path ? os_file_read(path, &f, err) : error_nomem(err);
    if (st == CORDON_NOTFOUND) {
        *ret = s;
        return CORDON_OK;
    }
    if (st) return st;
    bool is_whole = f.bytes.len <= STATE_FILE_MAX && read_all(f.bytes, a, &s);
    os_file_unmap(&f);
    if (a->failed) return error_nomem(err);
    if (!is_whole)
        return error_at(err, CORDON_CORRUPT, str_c(path), 0, 0,
                        "what is known of '%.*s' is damaged: without it an old bundle could come "
                        "again unseen; restore the file from a copy", STR_ARG(origin));
    *ret = s;
    return CORDON_OK;
}

/* --- writing ----------------------------------------------------------------------------------------- */

static void write_time(struct json_writer *w, str key, int64_t t)
{
    char text[32];
    date_time_text(t, text);
    json_w_key_str(w, key, str_c(text));
}

static void write_taken(struct json_writer *w, const struct state_taken *t)
{
    json_w_object(w);
    json_w_key_u64(w, STR("serial"), t->serial);
    json_w_key_str(w, STR("sha256"), t->sha);
    write_time(w, STR("issued"), t->issued_s);
    write_time(w, STR("at"), t->at_s);
    if (t->gap.len) json_w_key_str(w, STR("gap"), t->gap);
    json_w_object_end(w);
}

cordon_status state_write(const char *data_dir, str origin, const struct state *s, struct arena *a,
                          struct cordon_error *err)
{
    struct buf out = BUF_INIT(STATE_FILE_MAX);
    struct json_writer w;
    const char *path = path_of(data_dir, origin, a);
    if (!path) return error_nomem(err);
    json_w_init(&w, &out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("format"), 1);
    json_w_key_str(&w, STR("origin"), origin);
    json_w_key_str(&w, STR("root"), s->root);
    json_w_key(&w, STR("taken"));
    json_w_array(&w);
    for (size_t i = 0; i < s->count; i++) write_taken(&w, &s->taken[i]);
    json_w_array_end(&w);
    json_w_object_end(&w);
    buf_add_byte(&out, '\n');
    cordon_status st = out.failed ? error_nomem(err) : os_file_replace(path, buf_str(&out), err);
    buf_release(&out);
    return st;
}

void state_push(struct state *s, const struct state_taken *t)
{
    if (s->count && s->taken[0].serial == t->serial) { /* the same once more */
        str gap = s->taken[0].gap;
        s->taken[0] = *t;
        if (!t->gap.len) s->taken[0].gap = gap;
        return;
    }
    if (s->count == STATE_TAKEN_MAX) s->count--;
    memmove(&s->taken[1], &s->taken[0], s->count * sizeof s->taken[0]);
    s->taken[0] = *t;
    s->count++;
}
