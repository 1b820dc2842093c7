/* What is known of a source's last fetch, in one small JSON object. */
#include "engine/update.h"

#include "base/json.h"
#include "base/num.h"

static const struct {
    const char *key;
    size_t      at;
    bool        is_number;
} fields[] = {
#define TEXT(name) { #name, offsetof(struct update_note, name), false }
#define NUMBER(name) { #name, offsetof(struct update_note, name), true }
    NUMBER(asked_s), NUMBER(good_s), TEXT(result), TEXT(why), TEXT(url), TEXT(etag),
    TEXT(last_modified), TEXT(raw), TEXT(proven), TEXT(proven_url), TEXT(stayed), TEXT(refused_raw), TEXT(refused_url),
    TEXT(refused_etag), TEXT(refused_modified), TEXT(refused_edition), TEXT(refused_dated),
#undef TEXT
#undef NUMBER
};

static void take(struct update_note *n, str key, enum json_kind kind, str text, struct arena *a)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        char *at = (char *)n + fields[i].at;
        uint64_t value;
        if (!str_eq(key, str_c(fields[i].key))) continue;
        if (fields[i].is_number && kind == JSON_NUMBER && num_parse_u64(text, INT64_MAX / 2, &value))
            memcpy(at, &value, sizeof value);
        if (fields[i].is_number || kind != JSON_STRING) return;
        str kept = arena_str(a, text);
        memcpy(at, &kept, sizeof kept);
    }
}

static cordon_status read_object(str json, struct arena *a, struct update_note *ret,
                                 struct cordon_error *err)
{
    struct json_reader r;
    enum json_kind kind;
    str key = STR_EMPTY;
    json_init(&r, json, a, err);
    while ((kind = json_next(&r)) != JSON_END) {
        if (kind == JSON_ERROR) return json_status(&r);
        if (kind == JSON_KEY)
            key = r.text;
        else
            take(ret, key, kind, r.text, a);
    }
    return a->failed ? error_nomem(err) : CORDON_OK;
}

cordon_status update_note_read(const char *folder, struct arena *a, struct update_note *ret,
                               struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    *ret = (struct update_note){ .asked_s = 0 };
    const char *path = set_path(a, folder, "state.json");
    if (!path) return error_nomem(err);
    if (!os_file_exists(path)) return CORDON_OK;
    cordon_status st = os_file_read(path, &f, err);
    if (!st && f.bytes.len > UPDATE_NOTE_MAX) st = error_set(err, CORDON_CORRUPT, "too large");
    if (!st) st = read_object(f.bytes, a, ret, err);
    os_file_unmap(&f);
    if (st == CORDON_SYNTAX || st == CORDON_LIMIT || st == CORDON_CORRUPT) {
        *ret = (struct update_note){ .asked_s = 0 };
        st = error_at(err, CORDON_CORRUPT, str_c(path), 0, 0,
                      "the note about the last fetch is damaged; the next update writes it anew");
    }
    return st;
}

cordon_status update_note_write(const char *folder, const struct update_note *note,
                                struct cordon_error *err)
{
    struct buf out = BUF_INIT(UPDATE_NOTE_MAX), path = BUF_INIT(8192);
    struct json_writer w;
    json_w_init(&w, &out);
    json_w_object(&w);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *at = (const char *)note + fields[i].at;
        uint64_t value;
        str text;
        json_w_key(&w, str_c(fields[i].key));
        if (fields[i].is_number) {
            memcpy(&value, at, sizeof value);
            json_w_u64(&w, value);
        } else {
            memcpy(&text, at, sizeof text);
            json_w_str(&w, text);
        }
    }
    json_w_object_end(&w);
    buf_add_byte(&out, '\n');
    buf_printf(&path, "%s/state.json", folder);
    buf_add_byte(&path, '\0');
    cordon_status st = out.failed || path.failed ? error_nomem(err) : os_folder_make(folder, err);
    if (!st) st = os_file_replace(path.data, buf_str(&out), err);
    buf_release(&out);
    buf_release(&path);
    return st;
}
