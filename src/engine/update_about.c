/* What is known about sources and their fetches, and taking what was refused. */
#include "engine/update.h"

#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>

bool cordon_source_row(size_t index, struct cordon_source *ret_source)
{
    const struct list_source *s = list_source_at(index);
    if (!s) return false;
    *ret_source = (struct cordon_source){
        .id = s->id, .authority = s->authority, .title = s->title, .tier = s->tier,
        .licence = s->licence, .rhythm = s->rhythm, .formats = s->formats, .url = s->url,
        .link = s->link, .hosts = s->hosts, .proven = s->proven, .fresh_days = s->fresh_days,
        .cap_mib = s->cap_mib };
    return true;
}

static void copy(char *into, size_t room, str text)
{
    snprintf(into, room, "%.*s", STR_ARG(text));
}

/* A refusal or failure of long ago, when what stayed in use then is in use no more, is nobody's trouble.
 * What cannot be looked up is told as it was. */
static void see_replaced(struct update_note *n, const char *data_dir, str source, struct arena *a)
{
    struct set_edition *e = arena_calloc(a, SET_SOURCES_MAX, sizeof *e);
    char hex[SHA_HEX_LEN + 1];
    size_t count = 0;
    bool is_bad = str_eq(n->result, STR("refused")) || str_eq(n->result, STR("failed"));
    if (!is_bad || !e || set_current_read(data_dir, a, hex, NULL) ||
        set_manifest_load(data_dir, hex, a, e, &count, NULL))
        return;
    for (size_t i = 0; i < count; i++)
        if (str_eq(e[i].source, source) && !str_eq(n->stayed, str_c(e[i].raw_hex))) {
            n->result = STR("replaced");
            n->why = STR_EMPTY;
        }
}

cordon_status cordon_fetch_info(const char *data_dir, cordon_str source,
                                struct cordon_fetch_info *ret_info, struct cordon_error *err)
{
    const struct list_source *s = list_source_find(source);
    struct update_note n = { .asked_s = 0 };
    struct arena a;
    if (!s) return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'", STR_ARG(source));
    arena_init(&a, UPDATE_ARENA_MAX);
    const char *folder = set_path(&a, data_dir, "fetch/%.*s", STR_ARG(source));
    const char *refused = set_path(&a, data_dir, "fetch/%.*s/refused", STR_ARG(source));
    cordon_status st = folder && refused ? update_note_read(folder, &a, &n, err) : error_nomem(err);
    if (!st) see_replaced(&n, data_dir, source, &a);
    if (!st || st == CORDON_CORRUPT) {
        *ret_info = (struct cordon_fetch_info){ .asked_s = (int64_t)n.asked_s,
                                                .good_s = (int64_t)n.good_s,
                                                .has_address = s->url.len > 0 };
        copy(ret_info->result, sizeof ret_info->result, n.result);
        copy(ret_info->why, sizeof ret_info->why, n.why);
        /* a pass at another address proves nothing about this one */
        bool is_proven = n.proven.len && str_eq(n.proven_url, s->url);
        copy(ret_info->proven, sizeof ret_info->proven, is_proven ? n.proven : s->proven);
        ret_info->has_refused = os_file_exists(refused);
    }
    arena_release(&a);
    return st;
}

/* --- accept ------------------------------------------------------------------------------------ */

struct refused {
    struct arena *arena;
    const char   *folder;
    const char   *files[LIST_FILES_MAX];
    size_t        count;
};

static bool add_refused(void *ctx, const char *name, bool is_folder)
{
    struct refused *r = ctx;
    if (is_folder || os_temp_is(str_c(name))) return true;
    if (r->count < LIST_FILES_MAX)
        r->files[r->count] = arena_printf(r->arena, "%s/%s", r->folder, name).data;
    r->count++;
    return true;
}

static cordon_status find_refused(struct refused *r, str source, struct cordon_error *err)
{
    cordon_status st = os_folder_list(r->folder, add_refused, r, err);
    if (st == CORDON_NOTFOUND || (!st && r->count == 0))
        return error_set(err, CORDON_NOTFOUND, "the last update of '%.*s' refused nothing that could be taken",
                         STR_ARG(source));
    if (!st && r->count > LIST_FILES_MAX)
        st = error_set(err, CORDON_LIMIT, "%s holds more than %d files", r->folder, LIST_FILES_MAX);
    return !st && r->arena->failed ? error_nomem(err) : st;
}

/* Do the files lie there as they were refused? A run that was killed while it kept them, or somebody's
 * hand, may have left others. */
static cordon_status check_refused(const struct refused *r, const struct update_note *n,
                                   struct cordon_error *err)
{
    struct os_file f[LIST_FILES_MAX] = { 0 };
    struct list_file files[LIST_FILES_MAX];
    char raw[SHA_HEX_LEN + 1] = "";
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < r->count; i++) {
        st = os_file_map(r->files[i], &f[i], err);
        files[i] = (struct list_file){ str_c(strrchr(r->files[i], '/') + 1), f[i].bytes };
    }
    if (!st) {
        qsort(files, r->count, sizeof *files, edition_file_order);
        edition_raw_hash(files, r->count, raw);
    }
    if (!st && !str_eq(str_c(raw), n->refused_raw))
        st = error_set(err, CORDON_CORRUPT, "%s does not hold what was refused; update again", r->folder);
    for (size_t i = 0; i < r->count; i++) os_file_unmap(&f[i]);
    return st;
}

static void note_accepted(struct update_note *n, int64_t now_s)
{
    n->raw = n->refused_raw;
    n->url = n->refused_url;
    n->etag = n->refused_etag;
    n->last_modified = n->refused_modified;
    n->result = STR("updated");
    n->good_s = n->asked_s ? n->asked_s : (uint64_t)now_s; /* when it was fetched, not when accepted */
    n->why = n->stayed = n->refused_url = n->refused_etag = n->refused_modified = n->refused_edition = STR_EMPTY;
    n->refused_raw = n->refused_dated = STR_EMPTY;
}

cordon_status cordon_accept(const char *data_dir, cordon_str source, cordon_str reason, unsigned keep,
                            int64_t now_s, struct cordon_counts *ret_counts, struct cordon_error *err)
{
    struct arena a;
    struct update_note n = { .asked_s = 0 };
    struct os_lock lock = OS_LOCK_INIT;
    enum { WAIT_MS = 30000 };
    if (!list_source_find(source))
        return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' names them",
                         STR_ARG(source));
    arena_init(&a, UPDATE_ARENA_MAX);
    const char *folder = set_path(&a, data_dir, "fetch/%.*s", STR_ARG(source));
    const char *lock_path = set_path(&a, data_dir, "fetch/lock");
    struct refused r = { .arena = &a, .folder = set_path(&a, data_dir, "fetch/%.*s/refused", STR_ARG(source)) };
    cordon_status st = folder && lock_path && r.folder ? find_refused(&r, source, err) : error_nomem(err);
    if (!st) st = os_lock_take(lock_path, WAIT_MS, &lock, err);
    if (!st) st = update_note_read(folder, &a, &n, err);
    if (!st) st = check_refused(&r, &n, err);
    struct import_more more = { .is_dry = false };
    struct cordon_import in = { .data_dir = data_dir, .source = source, .files = r.files,
                                .file_count = r.count, .accept = reason, .keep = keep,
                                .wait_ms = WAIT_MS, .now_s = now_s };
    if (!str_eq(n.refused_edition, STR("unknown"))) *(n.refused_dated.len ? &more.fallback : &in.edition) = n.refused_edition;
    if (!st) st = import_run(&in, &more, ret_counts, err);
    if (!st) {
        note_accepted(&n, now_s);
        st = update_note_write(folder, &n, err);
    }
    if (!st) st = os_folder_remove_tree(r.folder, err);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}
