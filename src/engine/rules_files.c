/* Rule files: those built in, or the user's files and folders, read whole and put in order. */
#include "engine/rules_files.h"

#include "base/embed.h"
#include "os/os.h"

#include <stdlib.h>

enum { PACK_FILES_MAX = 4096, PACK_DEPTH_MAX = 4 };

struct gathering {
    struct rules_files  *out;
    const char          *folder; /* in work */
    unsigned             depth;
    cordon_status        status;
    struct cordon_error *err;
};

static cordon_status add_file(struct gathering *g, const char *path)
{
    struct os_file file;
    struct rules_files *out = g->out;
    if (out->count == PACK_FILES_MAX)
        return error_set(g->err, CORDON_LIMIT, "more than %d rule files", PACK_FILES_MAX);
    cordon_status st = os_file_read(path, &file, g->err);
    if (st) return st;
    out->item[out->count++] = (struct rule_file){ arena_str(out->arena, str_c(path)),
                                                  arena_str(out->arena, file.bytes) };
    os_file_unmap(&file);
    if (!out->arena->failed) return CORDON_OK;
    return out->arena->over ? error_at(g->err, CORDON_LIMIT, str_c(path), 0, 0,
                                       "all rule files together are above %d MiB",
                                       RULES_FILES_MAX >> 20)
                            : error_nomem(g->err);
}

static cordon_status add_path(struct gathering *g, const char *path);

/* A fault of one entry is told and ends nothing, when somebody listens. */
static cordon_status keep_fault(struct gathering *g, cordon_status st)
{
    struct rules_files *out = g->out;
    if (!st || !out->on_fault || st == CORDON_NOMEM || out->arena->failed) return st;
    out->on_fault(out->fault_ctx, g->err);
    return CORDON_OK;
}

static bool add_entry(void *ctx, const char *name, bool is_folder)
{
    struct gathering *g = ctx;
    str s = str_c(name);
    if (!is_folder && !str_ends(s, STR(".yml")) && !str_ends(s, STR(".yaml"))) return true;
    bool has_slash = str_ends(str_c(g->folder), STR("/"));
    str path = arena_printf(g->out->arena, has_slash ? "%s%s" : "%s/%s", g->folder, name);
    const char *folder = g->folder;
    g->status = path.len ? is_folder ? add_path(g, path.data) : add_file(g, path.data)
                         : error_nomem(g->err);
    g->status = keep_fault(g, g->status);
    g->folder = folder;
    return g->status == CORDON_OK;
}

static bool no_entry(void *ctx, const char *name, bool is_folder)
{
    (void)ctx;
    (void)name;
    (void)is_folder;
    return false;
}

static cordon_status add_path(struct gathering *g, const char *path)
{
    struct cordon_error none = { .status = CORDON_OK };
    bool is_folder = os_folder_list(path, no_entry, NULL, &none) == CORDON_OK;
    if (!is_folder) return add_file(g, path);
    if (g->depth == PACK_DEPTH_MAX)
        return error_at(g->err, CORDON_LIMIT, str_c(path), 0, 0,
                        "rule folders lie deeper than %d", PACK_DEPTH_MAX);
    g->depth++;
    g->folder = path;
    cordon_status st = os_folder_list(path, add_entry, g, g->err);
    g->depth--;
    return g->status ? g->status : st;
}

/* A path that holds no rule must not read as "no rule is true". */
static cordon_status add_given(struct gathering *g, const char *path)
{
    size_t before = g->out->count;
    g->status = CORDON_OK;
    cordon_status st = add_path(g, path);
    if (!st && g->out->count == before)
        st = error_at(g->err, CORDON_NOTFOUND, str_c(path), 0, 0,
                      "no *.yml or *.yaml file is in this folder");
    return keep_fault(g, st);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct rule_file *)a)->name, ((const struct rule_file *)b)->name);
}

cordon_status rules_files_read(struct rules_files *out, const char *const *paths, size_t count,
                               struct cordon_error *err)
{
    struct gathering g = { .out = out, .err = err };
    out->item = arena_calloc(out->arena, PACK_FILES_MAX, sizeof *out->item);
    out->count = 0;
    if (!out->item) return error_nomem(err);
    for (size_t i = 0; count == 0 && i < embed_packs_count; i++)
        out->item[out->count++] = (struct rule_file){ str_c(embed_packs[i].name),
                                                      embed_str(&embed_packs[i].bytes) };
    for (size_t i = 0; i < count; i++) {
        cordon_status st = add_given(&g, paths[i]);
        if (st) return st;
    }
    if (out->count) qsort(out->item, out->count, sizeof *out->item, by_name);
    return CORDON_OK;
}
