/* The manifest of a data set: canonical JSON, named by its own hash. */
#include "engine/set.h"

#include "base/json.h"
#include "base/num.h"

static const struct {
    str    key;
    size_t at;
} count_fields[] = {
#define COUNT(name) { STR_INIT(#name), offsetof(struct cordon_counts, name) }
    COUNT(entries),         COUNT(persons),           COUNT(organizations),
    COUNT(vessels),         COUNT(aircraft),          COUNT(others),
    COUNT(aliases),         COUNT(weak_aliases),      COUNT(empty_aliases),
    COUNT(addresses),       COUNT(wallets),           COUNT(wallet_mentions),
    COUNT(wallet_entries),  COUNT(wallets_malformed), COUNT(dprk_entries),
    COUNT(births),          COUNT(imo_numbers),       COUNT(identifiers),
    COUNT(countries),
    COUNT(pieces),          COUNT(untyped_pieces),    COUNT(long_names),
    COUNT(warnings),
#undef COUNT
};

static const str role_names[ROLE_COUNT] = {
    [ROLE_ENTITIES] = STR_INIT("entities"),
    [ROLE_NAMES] = STR_INIT("names"),
    [ROLE_IDENTIFIERS] = STR_INIT("identifiers"),
    [ROLE_WALLETS] = STR_INIT("wallets"),
    [ROLE_FACTS] = STR_INIT("facts"),
};

str set_role_name(enum set_role role)
{
    return role < ROLE_COUNT ? role_names[role] : STR_EMPTY;
}

void set_counts_from(const struct list_report *r, struct cordon_counts *ret_counts)
{
    *ret_counts = (struct cordon_counts){
        .entries = r->entries,
        .persons = r->persons,
        .organizations = r->organizations,
        .vessels = r->vessels,
        .aircraft = r->aircraft,
        .others = r->others,
        .aliases = r->aliases,
        .weak_aliases = r->weak_aliases,
        .empty_aliases = r->empty_aliases,
        .addresses = r->addresses,
        .wallets = r->wallets,
        .wallet_mentions = r->wallet_mentions,
        .wallet_entries = r->wallet_entries,
        .dprk_entries = r->dprk_entries,
        .pieces = r->pieces,
        .untyped_pieces = r->untyped_pieces,
        .warnings = r->warning_count,
    };
}

void set_counts_write(const struct cordon_counts *c, struct json_writer *w)
{
    json_w_object(w);
    for (size_t i = 0; i < COUNT_OF(count_fields); i++) {
        uint32_t value;
        memcpy(&value, (const char *)c + count_fields[i].at, sizeof value);
        json_w_key_u64(w, count_fields[i].key, value);
    }
    json_w_object_end(w);
}

static void write_accepted(const struct set_edition *e, struct json_writer *w)
{
    json_w_key(w, STR("accepted"));
    json_w_object(w);
    json_w_key_str(w, STR("reason"), e->accepted);
    json_w_key_str(w, STR("doubts"), e->doubts);
    json_w_key_str(w, STR("without"), e->without);
    json_w_object_end(w);
}

void set_more_write(const struct set_edition *e, struct json_writer *w)
{
    if (e->dated.len) json_w_key_str(w, STR("dated"), e->dated);
    if (e->lacks.len) json_w_key_str(w, STR("lacks"), e->lacks);
    if (e->accepted.len) write_accepted(e, w);
}

static void write_edition(const struct set_edition *e, struct json_writer *w)
{
    json_w_object(w);
    json_w_key_str(w, STR("source"), e->source);
    json_w_key_str(w, STR("edition"), e->edition);
    json_w_key_str(w, STR("raw"), str_c(e->raw_hex));
    json_w_key(w, STR("files"));
    json_w_array(w);
    for (size_t i = 0; i < e->file_count; i++) json_w_str(w, e->files[i]);
    json_w_array_end(w);
    json_w_key(w, STR("parts"));
    json_w_object(w);
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (e->part_hex[i][0]) json_w_key_str(w, role_names[i], str_c(e->part_hex[i]));
    json_w_object_end(w);
    json_w_key(w, STR("tables"));
    json_w_object(w);
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (e->table_hex[i][0]) json_w_key_str(w, role_names[i], str_c(e->table_hex[i]));
    json_w_object_end(w);
    json_w_key(w, STR("counts"));
    set_counts_write(&e->counts, w);
    set_more_write(e, w);
    json_w_object_end(w);
}

void set_manifest_write(const struct set_edition *const *editions, size_t count, const struct set_links_name *links,
                        struct buf *out)
{
    struct json_writer w;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("format"), SET_FORMAT);
    json_w_key_str(&w, STR("engine"), str_c(cordon_version()));
    json_w_key(&w, STR("sources"));
    json_w_array(&w);
    for (size_t i = 0; i < count; i++) write_edition(editions[i], &w);
    json_w_array_end(&w);
    if (links && links->part_hex[0]) {
        json_w_key(&w, STR("links"));
        json_w_object(&w);
        json_w_key_str(&w, STR("part"), str_c(links->part_hex));
        json_w_key_str(&w, STR("table"), str_c(links->table_hex));
        json_w_object_end(&w);
    }
    json_w_object_end(&w);
}

/* --- reading -------------------------------------------------------------------------------- */

struct reader {
    struct json_reader json;
    struct arena      *arena;
    bool               failed;
};

/* Everything unexpected in a manifest is damage: it was written by us and checked by its hash. */
static bool want(struct reader *r, enum json_kind kind)
{
    if (!r->failed && json_next(&r->json) != kind) r->failed = true;
    return !r->failed;
}

static bool next_key(struct reader *r, str *ret_key)
{
    if (r->failed) return false;
    enum json_kind kind = json_next(&r->json);
    if (kind == JSON_KEY) {
        *ret_key = r->json.text;
        return true;
    }
    if (kind != JSON_OBJECT_END) r->failed = true;
    return false;
}

static str want_str(struct reader *r)
{
    return want(r, JSON_STRING) ? arena_str(r->arena, r->json.text) : STR_EMPTY;
}

static void want_hex(struct reader *r, size_t len, char *ret_hex)
{
    if (!want(r, JSON_STRING)) return;
    if (r->json.text.len != len) {
        r->failed = true;
        return;
    }
    for (size_t i = 0; i < len; i++) { /* it becomes part of a path */
        char c = r->json.text.data[i];
        if (!byte_is_digit(c) && !(c >= 'a' && c <= 'f')) r->failed = true;
    }
    memcpy(ret_hex, r->json.text.data, len);
    ret_hex[len] = '\0';
}

static uint32_t want_u32(struct reader *r)
{
    uint64_t value = 0;
    if (!want(r, JSON_NUMBER)) return 0;
    if (!num_parse_u64(r->json.text, UINT32_MAX, &value)) r->failed = true;
    return (uint32_t)value;
}

static void read_counts(struct reader *r, struct cordon_counts *c)
{
    str key;
    want(r, JSON_OBJECT);
    while (next_key(r, &key)) {
        size_t i = 0;
        while (i < COUNT_OF(count_fields) && !str_eq(count_fields[i].key, key)) i++;
        uint32_t value = want_u32(r);
        if (i < COUNT_OF(count_fields))
            memcpy((char *)c + count_fields[i].at, &value, sizeof value);
    }
}

static void read_files(struct reader *r, struct set_edition *e)
{
    str files[LIST_FILES_MAX];
    e->file_count = 0;
    want(r, JSON_ARRAY);
    while (!r->failed) {
        enum json_kind kind = json_next(&r->json);
        if (kind == JSON_ARRAY_END) break;
        if (kind != JSON_STRING || e->file_count == LIST_FILES_MAX) {
            r->failed = true;
            return;
        }
        files[e->file_count++] = arena_str(r->arena, r->json.text);
    }
    e->files = arena_alloc(r->arena, (e->file_count + 1) * sizeof *e->files);
    for (size_t i = 0; e->files && i < e->file_count; i++) e->files[i] = files[i];
}

static void skip(struct reader *r)
{
    if (!json_skip(&r->json, json_next(&r->json))) r->failed = true;
}

/* The role a key names, or ROLE_COUNT. */
static size_t role_of(str key)
{
    size_t role = 0;
    while (role < ROLE_COUNT && !str_eq(role_names[role], key)) role++;
    return role;
}

static void read_parts(struct reader *r, struct set_edition *e)
{
    str key;
    want(r, JSON_OBJECT);
    while (next_key(r, &key)) {
        size_t role = role_of(key);
        if (role == ROLE_COUNT)
            skip(r);
        else
            want_hex(r, SHA_HEX_LEN, e->part_hex[role]);
    }
}

static void read_tables(struct reader *r, struct set_edition *e)
{
    str key;
    want(r, JSON_OBJECT);
    while (next_key(r, &key)) {
        size_t role = role_of(key);
        if (role == ROLE_COUNT)
            skip(r);
        else
            want_hex(r, XXH_HEX_LEN, e->table_hex[role]);
    }
}

static void read_accepted(struct reader *r, struct set_edition *e)
{
    str key;
    want(r, JSON_OBJECT);
    while (next_key(r, &key)) {
        if (str_eq(key, STR("reason")))
            e->accepted = want_str(r);
        else if (str_eq(key, STR("doubts")))
            e->doubts = want_str(r);
        else if (str_eq(key, STR("without")))
            e->without = want_str(r);
        else
            skip(r);
    }
}

static void read_fields(struct reader *r, struct set_edition *e)
{
    str key;
    *e = (struct set_edition){ .file_count = 0 };
    while (next_key(r, &key)) {
        if (str_eq(key, STR("source")))
            e->source = want_str(r);
        else if (str_eq(key, STR("edition")))
            e->edition = want_str(r);
        else if (str_eq(key, STR("raw")))
            want_hex(r, SHA_HEX_LEN, e->raw_hex);
        else if (str_eq(key, STR("files")))
            read_files(r, e);
        else if (str_eq(key, STR("parts")))
            read_parts(r, e);
        else if (str_eq(key, STR("counts")))
            read_counts(r, &e->counts);
        else if (str_eq(key, STR("tables")))
            read_tables(r, e);
        else if (str_eq(key, STR("accepted")))
            read_accepted(r, e);
        else if (str_eq(key, STR("dated")))
            e->dated = want_str(r);
        else if (str_eq(key, STR("lacks")))
            e->lacks = want_str(r);
        else
            skip(r);
    }
    if (e->source.len == 0 || !e->raw_hex[0]) r->failed = true;
    if (str_index(e->source, '/') < e->source.len || str_index(e->edition, '/') < e->edition.len)
        r->failed = true;
}

static void read_edition(struct reader *r, struct set_edition *e)
{
    read_fields(r, e);
    for (size_t i = 0; i < ROLE_SCREENED; i++)
        if (!e->part_hex[i][0]) r->failed = true;
}

static void read_sources(struct reader *r, struct set_edition *editions, size_t cap,
                         size_t *count)
{
    want(r, JSON_ARRAY);
    while (!r->failed) {
        enum json_kind kind = json_next(&r->json);
        if (kind == JSON_ARRAY_END) return;
        if (kind != JSON_OBJECT || *count == cap) {
            r->failed = true;
            return;
        }
        read_edition(r, &editions[*count]);
        for (size_t i = 0; i < *count; i++)
            if (str_eq(editions[i].source, editions[*count].source)) r->failed = true;
        ++*count;
    }
}

cordon_status set_manifest_read(str json, struct arena *arena, struct set_edition *ret_editions,
                                size_t cap, size_t *ret_count, struct cordon_error *err)
{
    struct reader r = { .arena = arena };
    size_t count = 0;
    uint32_t format = 0;
    str key;
    json_init(&r.json, json, arena, NULL);
    want(&r, JSON_OBJECT);
    while (next_key(&r, &key)) {
        if (str_eq(key, STR("sources")))
            read_sources(&r, ret_editions, cap, &count);
        else if (str_eq(key, STR("format")))
            format = want_u32(&r);
        else
            skip(&r);
    }
    want(&r, JSON_END);
    if (arena->failed) return error_nomem(err);
    if (!r.failed && format > SET_FORMAT)
        return error_set(err, CORDON_REFUSED, "the data set was made by a newer version of Cordon");
    if (r.failed || format == 0)
        return error_set(err, CORDON_CORRUPT, "the manifest cannot be read");
    *ret_count = count;
    return CORDON_OK;
}

cordon_status set_meta_read(str json, struct arena *arena, struct set_edition *ret_edition,
                            struct cordon_error *err)
{
    struct reader r = { .arena = arena };
    json_init(&r.json, json, arena, NULL);
    want(&r, JSON_OBJECT);
    read_fields(&r, ret_edition);
    want(&r, JSON_END);
    if (arena->failed) return error_nomem(err);
    return r.failed ? error_set(err, CORDON_CORRUPT, "an edition's meta.json cannot be read") : CORDON_OK;
}

static void read_links(struct reader *r, struct set_links_name *ret)
{
    str key;
    want(r, JSON_OBJECT);
    while (next_key(r, &key)) {
        if (str_eq(key, STR("part")))
            want_hex(r, SHA_HEX_LEN, ret->part_hex);
        else if (str_eq(key, STR("table")))
            want_hex(r, XXH_HEX_LEN, ret->table_hex);
        else
            skip(r);
    }
}

cordon_status set_manifest_links(const char *data_dir, const char *hex, struct arena *a,
                                 struct set_links_name *ret, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    struct reader r = { .arena = a };
    str key;
    *ret = (struct set_links_name){ .part_hex = "" };
    const char *path = set_path(a, data_dir, "sets/%s.set", hex);
    cordon_status st = path ? os_file_map(path, &f, err) : error_nomem(err);
    if (st) return st;
    json_init(&r.json, f.bytes, a, NULL);
    want(&r, JSON_OBJECT);
    while (next_key(&r, &key)) {
        if (str_eq(key, STR("links")))
            read_links(&r, ret);
        else
            skip(&r);
    }
    if (a->failed) st = error_nomem(err);
    if (!st && r.failed)
        st = error_at(err, CORDON_CORRUPT, str_c(path), 0, 0, "the manifest cannot be read");
    os_file_unmap(&f);
    return st;
}
