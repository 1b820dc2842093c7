/*
 * Licences that somebody has to accept before a list is used: those of the catalogue that forbid
 * commercial use. Asked once a data folder; the answer is kept there.
 *
 *   $DATA/licences/<source>   the licence as it was accepted; another text is asked about again
 */
#include "engine/set.h"

static bool is_word_at(str s, size_t at, str word)
{
    return at + word.len <= s.len && str_eq_nocase(str_sub(s, at, at + word.len), word);
}

static bool has_to_be_asked(const struct list_source *source)
{
    for (size_t at = 0; at < source->licence.len; at++)
        if (is_word_at(source->licence, at, STR("non-commercial"))) return true;
    return false;
}

static cordon_status is_kept(const char *data_dir, const struct list_source *source, struct arena *a,
                             bool *ret, struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    struct cordon_error why = ERROR_INIT;
    const char *path = set_path(a, data_dir, "licences/%.*s", STR_ARG(source->id));
    *ret = false;
    if (!path) return error_nomem(err);
    cordon_status st = os_file_read(path, &f, &why);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (!st) *ret = str_eq(str_trim(f.bytes), source->licence);
    if (st && err) *err = why;
    os_file_unmap(&f);
    return st;
}

static cordon_status keep(const char *data_dir, const struct list_source *source, struct arena *a,
                          struct cordon_error *err)
{
    const char *folder = set_path(a, data_dir, "licences");
    const char *path = set_path(a, data_dir, "licences/%.*s", STR_ARG(source->id));
    str text = arena_printf(a, "%.*s\n", STR_ARG(source->licence));
    if (!folder || !path || a->failed) return error_nomem(err);
    cordon_status st = os_folder_make(folder, err);
    return st ? st : os_file_replace(path, text, err);
}

cordon_status licence_check(const char *data_dir, const struct list_source *source, bool accept,
                            struct arena *a, struct cordon_error *err)
{
    bool is_there = false;
    if (!has_to_be_asked(source)) return CORDON_OK;
    cordon_status st = is_kept(data_dir, source, a, &is_there, err);
    if (st || is_there) return st;
    if (accept) return keep(data_dir, source, a, err);
    return error_set(err, CORDON_REFUSED,
                     "the licence of '%.*s' is %.*s; who keeps to it, or has a licence of their own, "
                     "says so once with --accept-licence", STR_ARG(source->id),
                     STR_ARG(source->licence));
}

cordon_status cordon_licence_ask(const char *data_dir, cordon_str source, cordon_str *ret_licence,
                                 struct cordon_error *err)
{
    const struct list_source *s = list_source_find(source);
    struct arena a;
    bool is_there = false;
    *ret_licence = STR_EMPTY;
    if (!s) return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'", STR_ARG(source));
    if (!has_to_be_asked(s)) return CORDON_OK;
    arena_init(&a, 1 << 16);
    cordon_status st = is_kept(data_dir, s, &a, &is_there, err);
    if (!st && !is_there) *ret_licence = s->licence;
    arena_release(&a);
    return st;
}
