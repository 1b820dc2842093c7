/* Mappings that are built in, and telling an export by its columns. */
#include "map/map.h"

#include "base/mem.h"
#include "base/num.h"
#include "map/shipped.h"

bool map_shipped(size_t index, str *ret_name, str *ret_text)
{
    if (index >= shipped_map_count) return false;
    *ret_name = shipped_maps[index].name;
    *ret_text = str_of((const char *)shipped_maps[index].data, shipped_maps[index].len);
    return true;
}

bool cordon_map_shipped(size_t index, cordon_str *ret_name, cordon_str *ret_title)
{
    if (index >= shipped_map_count) return false;
    *ret_name = shipped_maps[index].name;
    *ret_title = shipped_maps[index].title;
    return true;
}

static size_t signature_hits(const struct cordon_map *m, const str *names, size_t count)
{
    size_t hits = 0;
    for (size_t i = 0; i < m->signature_count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < count && !is_found; k++) is_found = column_same(m->signature[i], names[k]);
        hits += is_found;
    }
    return hits;
}

cordon_status map_recognise(const str *names, size_t count, struct cordon_map **ret_map,
                            uint16_t *ret_score, struct cordon_error *err)
{
    struct cordon_map *best = NULL;
    size_t best_bp = 0;
    str name, text;
    for (size_t i = 0; map_shipped(i, &name, &text); i++) {
        struct cordon_map *m = NULL;
        cordon_status st = map_read(text, name, &m, err);
        if (st) {
            cordon_map_free(best);
            return st == CORDON_NOMEM ? st : error_set(err, CORDON_BUG, "shipped mapping '%.*s' is broken",
                                                       STR_ARG(name));
        }
        size_t bp = m->signature_count
                        ? signature_hits(m, names, count) * 10000 / m->signature_count : 0;
        bool is_better = bp > best_bp || (bp == best_bp && best &&
                                          m->signature_count > best->signature_count);
        if (bp < MAP_RECOGNISE_BP || !is_better) {
            cordon_map_free(m);
            continue;
        }
        cordon_map_free(best);
        best = m;
        best->is_shipped = true;
        best_bp = bp;
    }
    *ret_map = best;
    *ret_score = (uint16_t)best_bp;
    return CORDON_OK;
}

/* --- loading by name --------------------------------------------------------------------------- */

bool cordon_map_is_name(str name)
{
    if (name.len == 0 || name.len > 64 || name.data[0] == '-') return false;
    for (size_t i = 0; i < name.len; i++)
        if (!byte_is_alnum(name.data[i]) && name.data[i] != '-' && name.data[i] != '_') return false;
    return true;
}

static cordon_status load_file(const char *path, struct cordon_map **ret, struct cordon_error *err)
{
    struct os_file file = OS_FILE_INIT;
    cordon_status st = os_file_read(path, &file, err);
    if (st) return st;
    st = map_read(file.bytes, str_c(path), ret, err);
    os_file_unmap(&file);
    return st;
}

struct near_name {
    str      wanted, best;
    unsigned least;
    char     text[80];
};

static void offer(struct near_name *n, str name)
{
    unsigned edits = str_distance(n->wanted, name, 2);
    if (edits >= n->least || name.len >= sizeof n->text) return;
    n->least = edits;
    memcpy(n->text, name.data, name.len);
    n->best = str_of(n->text, name.len);
}

static bool offer_file(void *ctx, const char *name, bool is_folder)
{
    str s = str_c(name);
    if (!is_folder && str_ends(s, STR(".json"))) offer(ctx, str_sub(s, 0, s.len - 5));
    return true;
}

static cordon_status not_found(str wanted, const char *folder, struct cordon_error *err)
{
    struct near_name near = { .wanted = wanted, .least = 3 };
    str name, text;
    for (size_t i = 0; map_shipped(i, &name, &text); i++) offer(&near, name);
    if (folder) {
        cordon_status st = os_folder_list(folder, offer_file, &near, NULL);
        (void)st; /* none was saved yet */
    }
    if (near.best.len)
        return error_set(err, CORDON_ARGUMENT, "no mapping '%.*s'; did you mean '%.*s'?", STR_ARG(wanted),
                         STR_ARG(near.best));
    return error_set(err, CORDON_ARGUMENT,
                     "no mapping '%.*s'; 'cordon map --save %.*s FILE' makes one, 'cordon map --list' "
                     "prints those there are", STR_ARG(wanted), STR_ARG(wanted));
}

cordon_status cordon_map_load(const char *name, const char *folder, struct cordon_map **ret_map,
                              struct cordon_error *err)
{
    str wanted = str_c(name), shipped, text;
    if (str_index(wanted, '/') < wanted.len || str_ends(wanted, STR(".json")))
        return load_file(name, ret_map, err);
    if (!cordon_map_is_name(wanted))
        return error_set(err, CORDON_ARGUMENT,
                         "'%.*s' is no name of a mapping: letters, digits, - and _, or a path",
                         STR_ARG(wanted));
    if (folder) {
        struct buf path = BUF_INIT(8192);
        buf_printf(&path, "%s/%s.json", folder, name);
        buf_add_byte(&path, '\0');
        cordon_status st = path.failed ? error_nomem(err)
                           : os_file_exists(path.data) ? load_file(path.data, ret_map, err)
                                                       : CORDON_NOTFOUND;
        buf_release(&path);
        if (st != CORDON_NOTFOUND) return st;
    }
    for (size_t i = 0; map_shipped(i, &shipped, &text); i++) {
        if (!str_eq(shipped, wanted)) continue;
        cordon_status st = map_read(text, wanted, ret_map, err);
        if (!st) (*ret_map)->is_shipped = true;
        return st;
    }
    return not_found(wanted, folder, err);
}
