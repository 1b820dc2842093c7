/* Putting editions in use: everything new is written beside the old, then one name is swapped. */
#include "engine/import_inside.h"

#include "base/json.h"

#include <stdlib.h>

/* --- editions and parts ------------------------------------------------------------------------ */

static void write_meta(const struct edition_in *in, struct buf *out)
{
    struct json_writer w;
    const struct list_report *r = &in->report;
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_str(&w, STR("source"), in->about.source);
    json_w_key_str(&w, STR("edition"), in->about.edition);
    json_w_key_str(&w, STR("raw"), str_c(in->about.raw_hex));
    json_w_key_str(&w, STR("engine"), str_c(cordon_version()));
    json_w_key(&w, STR("counts"));
    set_counts_write(&in->about.counts, &w);
    set_more_write(&in->about, &w);
    json_w_key(&w, STR("warnings"));
    json_w_array(&w);
    for (uint32_t i = 0; i < r->warning_kept; i++) {
        json_w_object(&w);
        json_w_key_str(&w, STR("file"), r->warnings[i].file);
        json_w_key_u64(&w, STR("line"), r->warnings[i].line);
        json_w_key_str(&w, STR("entry"), r->warnings[i].entry);
        json_w_key_str(&w, STR("text"), r->warnings[i].text);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

cordon_status edition_write_raw(struct edition_in *in, struct cordon_error *err)
{
    struct buf meta = BUF_INIT(16 << 20);
    struct arena *a = &in->arena;
    const char *folder = set_path(a, in->data_dir, "editions/%.*s/%.*s-%.12s",
                                  STR_ARG(in->about.source), STR_ARG(in->about.edition),
                                  in->about.raw_hex);
    const char *raw = folder ? set_path(a, folder, "raw.zst") : NULL;
    const char *about = folder ? set_path(a, folder, "meta.json") : NULL;
    if (!raw || !about) return error_nomem(err);
    cordon_status st = CORDON_OK;
    write_meta(in, &meta);
    if (meta.failed) st = error_nomem(err);
    if (!st) st = os_folder_make(folder, err);
    if (!st) st = os_file_put(raw, buf_str(&in->packed), err);
    if (!st) st = os_file_put(about, buf_str(&meta), err);
    if (!st) st = os_folder_sync(folder, err);
    buf_release(&meta);
    return st;
}

cordon_status edition_rewrite_meta(struct edition_in *in, struct cordon_error *err)
{
    struct buf meta = BUF_INIT(16 << 20);
    const char *path = set_path(&in->arena, in->data_dir, "editions/%.*s/%.*s-%.12s/meta.json",
                                STR_ARG(in->about.source), STR_ARG(in->about.edition),
                                in->about.raw_hex);
    write_meta(in, &meta);
    cordon_status st = path && !meta.failed ? os_file_replace(path, buf_str(&meta), err)
                                            : error_nomem(err);
    buf_release(&meta);
    return st;
}

cordon_status edition_write_parts(struct edition_in *in, struct cordon_error *err)
{
    const char *folder = set_path(&in->arena, in->data_dir, "parts");
    cordon_status st = folder ? os_folder_make(folder, err) : error_nomem(err);
    for (size_t i = 0; !st && i < ROLE_COUNT; i++) {
        const char *path = set_path(&in->arena, folder, "%s.cds", in->about.part_hex[i]);
        st = path ? os_file_put(path, buf_str(&in->parts[i]), err) : error_nomem(err);
    }
    return st ? st : os_folder_sync(folder, err);
}

/* --- what is in use ----------------------------------------------------------------------------- */

cordon_status import_hold(const char *data_dir, unsigned wait_ms, struct arena *a,
                          struct os_lock *lock, struct cordon_error *err)
{
    const char *path = set_path(a, data_dir, "lock");
    cordon_status st = path ? os_folder_make(data_dir, err) : error_nomem(err);
    if (!st) st = os_lock_take(path, wait_ms, lock, err);
    if (!st) st = set_current_begin(data_dir, a, err);
    return st == CORDON_NOTFOUND ? CORDON_IO : st;
}

const struct set_edition *in_use_of(const struct in_use *now, str source)
{
    for (size_t i = 0; i < now->count; i++)
        if (str_eq(now->editions[i].source, source)) return &now->editions[i];
    return NULL;
}

cordon_status in_use_look(const char *data_dir, struct arena *a, struct in_use *ret, struct cordon_error *err)
{
    *ret = (struct in_use){ .editions = arena_calloc(a, SET_SOURCES_MAX, sizeof *ret->editions) };
    if (!ret->editions) return error_nomem(err);
    cordon_status st = set_current_read(data_dir, a, ret->hex, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    return st ? st : set_manifest_load(data_dir, ret->hex, a, ret->editions, &ret->count, err);
}

/* --- the swap ------------------------------------------------------------------------------------- */

static int by_source(const void *a, const void *b)
{
    const struct set_edition *const *x = a, *const *y = b;
    return str_cmp((*x)->source, (*y)->source);
}

static bool is_replaced(str source, const struct set_edition *const *fresh, size_t fresh_count)
{
    for (size_t i = 0; i < fresh_count; i++)
        if (str_eq(fresh[i]->source, source)) return true;
    return false;
}

/* Write the manifest under its own hash, and that into `current`. */
static cordon_status swap(const char *data_dir, struct arena *a, const struct buf *manifest,
                          struct cordon_error *err)
{
    uint8_t digest[SHA_LEN];
    char hex[SHA_HEX_LEN + 1];
    sha_of(buf_str(manifest), digest);
    sha_hex(digest, hex);
    const char *folder = set_path(a, data_dir, "sets");
    const char *path = set_path(a, data_dir, "sets/%s.set", hex);
    const char *current = set_path(a, data_dir, "current");
    str line = arena_printf(a, "%s\n", hex);
    if (!folder || !path || !current || a->failed) return error_nomem(err);
    cordon_status st = os_folder_make(folder, err);
    if (!st) st = os_file_replace(path, buf_str(manifest), err);
    return st ? st : os_file_replace(current, line, err);
}

cordon_status import_publish(const char *data_dir, struct arena *a, const struct in_use *now,
                             const struct set_edition *const *fresh, size_t fresh_count,
                             struct cordon_error *err)
{
    const struct set_edition *all[2 * SET_SOURCES_MAX];
    struct set_links_name links;
    size_t count = 0;
    for (size_t i = 0; i < fresh_count; i++) all[count++] = fresh[i];
    for (size_t i = 0; i < now->count; i++)
        if (!is_replaced(now->editions[i].source, fresh, fresh_count)) all[count++] = &now->editions[i];
    if (count > SET_SOURCES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d sources", SET_SOURCES_MAX);
    qsort(all, count, sizeof *all, by_source);
    cordon_status st = set_links_make(data_dir, all, count, a, &links, err);
    if (st) return st;
    struct buf manifest = BUF_INIT(16 << 20);
    set_manifest_write(all, count, &links, &manifest);
    st = manifest.failed ? error_nomem(err) : swap(data_dir, a, &manifest, err);
    buf_release(&manifest);
    return st;
}

cordon_status set_link_anew(const char *data_dir, unsigned wait_ms, party_change_fn *before, void *ctx,
                            struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct in_use now = { .editions = NULL };
    struct arena a;
    arena_init(&a, IMPORT_ARENA_MAX);
    cordon_status st = import_hold(data_dir, wait_ms, &a, &lock, err);
    if (!st) st = in_use_look(data_dir, &a, &now, err);
    if (!st) st = before(ctx, &a, err);
    if (!st && now.count) st = import_publish(data_dir, &a, &now, NULL, 0, err);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}

/* --- leftovers of killed imports ------------------------------------------------------------- */

struct sweep {
    const char   *folder;
    struct arena *arena;
    bool          deeper;
};

static bool sweep_one(void *ctx, const char *name, bool is_folder)
{
    struct sweep *s = ctx;
    const char *path = set_path(s->arena, s->folder, "%s", name);
    if (!path) return false;
    if (is_folder && s->deeper) {
        struct sweep inner = { path, s->arena, true };
        (void)os_folder_list(path, sweep_one, &inner, NULL); /* best effort */
    } else if (!is_folder && os_temp_is(str_c(name))) {
        (void)os_file_remove(path, NULL);
    }
    return true;
}

void import_sweep(const char *data_dir, struct arena *a)
{
    static const struct { const char *folder; bool deeper; } places[] = {
        { "", false }, { "parts", false }, { "sets", false }, { "editions", true },
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const char *folder = places[i].folder[0] ? set_path(a, data_dir, "%s", places[i].folder)
                                                 : data_dir;
        struct sweep s = { folder, a, places[i].deeper };
        if (folder) (void)os_folder_list(folder, sweep_one, &s, NULL);
    }
}
