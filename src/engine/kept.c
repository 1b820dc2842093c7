/* Kept editions: what lies in the data folder, and reading one of them again. */
#include "engine/kept.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

enum { KEPT_ARENA_MAX = 64 << 20, KEPT_HASH_LEN = 12 };

/* --- looking at the folder ------------------------------------------------------------------------ */

struct looking {
    struct cordon_editions *all;
    const char             *data_dir;
    str                     source; /* of the folder in hand */
    str                     only;
    cordon_status           st;
    struct cordon_error    *err;
};

static bool is_hex(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i]) && !(s.data[i] >= 'a' && s.data[i] <= 'f')) return false;
    return s.len > 0;
}

static struct kept *kept_new(struct looking *l)
{
    struct cordon_editions *all = l->all;
    if (all->count == KEPT_MAX) {
        l->st = error_set(l->err, CORDON_LIMIT, "more than %d editions are kept", KEPT_MAX);
        return NULL;
    }
    if (all->count == all->room) {
        size_t room = all->room ? all->room * 2 : 32;
        struct kept *item = mem_realloc(all->item, room * sizeof *item);
        if (!item) {
            l->st = error_nomem(l->err);
            return NULL;
        }
        all->item = item;
        all->room = room;
    }
    struct kept *k = &all->item[all->count];
    memset(k, 0, sizeof *k);
    return k;
}

/* What meta.json says, when it is there and about these files. */
static void read_meta(struct looking *l, struct kept *k, const char *path)
{
    struct os_file f = OS_FILE_INIT;
    struct set_edition about;
    if (os_file_map(path, &f, NULL)) return;
    if (!set_meta_read(f.bytes, &l->all->arena, &about, NULL) &&
        memcmp(about.raw_hex, k->about.raw_hex, KEPT_HASH_LEN) == 0) {
        about.source = k->about.source;
        about.edition = k->about.edition;
        k->about = about;
        k->has_meta = true;
    }
    os_file_unmap(&f);
}

static int32_t day_of(const struct kept *k)
{
    struct date d;
    if (date_read(k->about.edition, &d)) return d.first;
    return (int32_t)(k->written_ns / 1000000000 / 86400);
}

static bool look_at_edition(void *ctx, const char *name, bool is_folder)
{
    struct looking *l = ctx;
    struct arena *a = &l->all->arena;
    str s = str_c(name);
    if (!is_folder || s.len <= KEPT_HASH_LEN + 1 || s.data[s.len - KEPT_HASH_LEN - 1] != '-' ||
        !is_hex(str_from(s, s.len - KEPT_HASH_LEN)))
        return true;
    const char *folder = set_path(a, l->data_dir, "editions/%.*s/%s", STR_ARG(l->source), name);
    const char *raw = folder ? set_path(a, folder, "raw.zst") : NULL;
    const char *meta = folder ? set_path(a, folder, "meta.json") : NULL;
    struct kept *k = raw && meta ? kept_new(l) : NULL;
    if (!k) {
        if (!l->st) l->st = error_nomem(l->err);
        return false;
    }
    k->written_ns = os_file_written_ns(raw);
    if (k->written_ns == INT64_MIN) return true; /* half removed: no edition any more */
    k->folder = arena_str(a, s);
    k->about.source = l->source;
    k->about.edition = str_sub(k->folder, 0, s.len - KEPT_HASH_LEN - 1);
    memcpy(k->about.raw_hex, s.data + s.len - KEPT_HASH_LEN, KEPT_HASH_LEN + 1);
    k->bytes = os_file_size(raw);
    read_meta(l, k, meta);
    k->day = day_of(k);
    if (a->failed) l->st = error_nomem(l->err);
    l->all->count++;
    return !l->st;
}

static bool look_at_source(void *ctx, const char *name, bool is_folder)
{
    struct looking *l = ctx;
    if (!is_folder || (l->only.len && !str_eq(l->only, str_c(name)))) return true;
    const char *folder = set_path(&l->all->arena, l->data_dir, "editions/%s", name);
    l->source = arena_str(&l->all->arena, str_c(name));
    if (!folder || l->all->arena.failed) {
        l->st = error_nomem(l->err);
        return false;
    }
    cordon_status st = os_folder_list(folder, look_at_edition, l, l->err);
    if (st && !l->st) l->st = st;
    return !l->st;
}

static int by_age(const void *a, const void *b)
{
    const struct kept *x = a, *y = b;
    int c = str_cmp(x->about.source, y->about.source);
    if (c) return c;
    if (x->day != y->day) return x->day > y->day ? -1 : 1;
    if (x->written_ns != y->written_ns) return x->written_ns > y->written_ns ? -1 : 1;
    return str_cmp(x->folder, y->folder);
}

/* --- which manifests name them ---------------------------------------------------------------------- */

static bool is_same(const struct set_edition *a, const struct set_edition *b)
{
    return str_eq(a->source, b->source) && str_eq(a->edition, b->edition) &&
           memcmp(a->raw_hex, b->raw_hex, KEPT_HASH_LEN) == 0;
}

struct naming {
    struct looking *l;
    char            in_use[SHA_HEX_LEN + 1];
    struct arena    arena; /* of one manifest */
};

static cordon_status name_editions(struct naming *n, const char *hex, bool is_in_use,
                                   struct cordon_error *err)
{
    size_t count = 0;
    arena_reset(&n->arena);
    struct set_edition *e = arena_calloc(&n->arena, SET_SOURCES_MAX, sizeof *e);
    if (!e) return error_nomem(err);
    cordon_status st = set_manifest_load(n->l->data_dir, hex, &n->arena, e, &count, err);
    for (size_t i = 0; !st && i < count; i++)
        for (size_t k = 0; k < n->l->all->count; k++) {
            struct kept *kept = &n->l->all->item[k];
            if (!is_same(&kept->about, &e[i])) continue;
            kept->sets++;
            kept->is_in_use = kept->is_in_use || is_in_use;
            memcpy(kept->about.raw_hex, e[i].raw_hex, sizeof e[i].raw_hex); /* without meta.json */
        }
    return st;
}

static bool look_at_set(void *ctx, const char *name, bool is_folder)
{
    struct naming *n = ctx;
    char hex[SHA_HEX_LEN + 1];
    str s = str_c(name);
    if (is_folder || s.len != SHA_HEX_LEN + 4 || !str_ends(s, STR(".set"))) return true;
    memcpy(hex, name, SHA_HEX_LEN);
    hex[SHA_HEX_LEN] = '\0';
    /* an old manifest that is damaged names nothing that anybody could find by it */
    if (strcmp(hex, n->in_use) != 0 && name_editions(n, hex, false, NULL) == CORDON_NOMEM)
        n->l->st = error_nomem(n->l->err);
    return !n->l->st;
}

static cordon_status look_at_sets(struct looking *l)
{
    struct naming n = { .l = l };
    arena_init(&n.arena, KEPT_ARENA_MAX);
    const char *sets = set_path(&l->all->arena, l->data_dir, "sets");
    cordon_status st = sets ? set_current_read(l->data_dir, &l->all->arena, n.in_use, l->err)
                            : error_nomem(l->err);
    if (!st) st = name_editions(&n, n.in_use, true, l->err);
    if (st == CORDON_NOTFOUND) st = CORDON_OK;
    if (!st) st = os_folder_list(sets, look_at_set, &n, l->err);
    arena_release(&n.arena);
    if (st == CORDON_NOTFOUND) st = CORDON_OK;
    return st ? st : l->st;
}

cordon_status cordon_editions_open(const char *data_dir, cordon_str source,
                                   struct cordon_editions **ret_editions, struct cordon_error *err)
{
    struct cordon_editions *all = mem_calloc(1, sizeof *all);
    cordon_status st = CORDON_OK;
    if (!all) return error_nomem(err);
    arena_init(&all->arena, KEPT_ARENA_MAX);
    struct looking l = { .all = all, .data_dir = data_dir, .only = source, .err = err };
    const char *editions = data_dir ? set_path(&all->arena, data_dir, "editions") : NULL;
    if (data_dir && !editions) st = error_nomem(err);
    if (!st && editions) st = os_folder_list(editions, look_at_source, &l, err);
    if (st == CORDON_NOTFOUND) st = CORDON_OK;
    if (!st) st = l.st;
    if (!st && all->count) qsort(all->item, all->count, sizeof *all->item, by_age);
    if (!st && all->count) st = look_at_sets(&l);
    if (st) {
        cordon_editions_close(all);
        return st;
    }
    *ret_editions = all;
    return CORDON_OK;
}

void cordon_editions_close(struct cordon_editions *editions)
{
    if (!editions) return;
    mem_free(editions->item);
    arena_release(&editions->arena);
    mem_free(editions);
}

size_t cordon_editions_count(const struct cordon_editions *editions)
{
    return editions->count;
}

bool cordon_editions_at(const struct cordon_editions *editions, size_t index,
                        struct cordon_edition *ret_edition)
{
    if (index >= editions->count) return false;
    const struct kept *k = &editions->item[index];
    *ret_edition = (struct cordon_edition){
        .source = k->about.source, .edition = k->about.edition, .raw_sha256 = str_c(k->about.raw_hex),
        .received_s = k->written_ns / 1000000000, .bytes = k->bytes, .is_in_use = k->is_in_use,
        .sets = k->sets, .accepted = k->about.accepted, .doubts = k->about.doubts,
        .has_counts = k->has_meta, .counts = k->about.counts,
    };
    return true;
}

/* --- finding one --------------------------------------------------------------------------------------- */

const struct kept *kept_older(const struct cordon_editions *all, const struct kept *k)
{
    const struct kept *next = k + 1;
    bool is_there = next < all->item + all->count && str_eq(next->about.source, k->about.source);
    return is_there ? next : NULL;
}

static const struct kept *in_use(const struct cordon_editions *all, str source)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->item[i].is_in_use && str_eq(all->item[i].about.source, source)) return &all->item[i];
    return NULL;
}

static cordon_status find_by_place(const struct cordon_editions *all, str source, bool is_previous,
                                   const struct kept **ret, struct cordon_error *err)
{
    const struct kept *k = in_use(all, source);
    if (!k)
        return error_set(err, CORDON_NOTFOUND, "no edition of '%.*s' is in use", STR_ARG(source));
    if (is_previous) k = kept_older(all, k);
    if (!k)
        return error_set(err, CORDON_NOTFOUND, "no edition of '%.*s' before the one in use is kept",
                         STR_ARG(source));
    *ret = k;
    return CORDON_OK;
}

cordon_status kept_find(const struct cordon_editions *all, str source, str which,
                        const struct kept **ret, struct cordon_error *err)
{
    const struct kept *found = NULL;
    bool is_hash = which.len >= KEPT_WHICH_MIN && is_hex(which);
    if (str_eq(which, STR("current")) || str_eq(which, STR("previous")))
        return find_by_place(all, source, str_eq(which, STR("previous")), ret, err);
    for (size_t i = 0; i < all->count; i++) {
        const struct kept *k = &all->item[i];
        bool fits = str_eq(k->about.edition, which) ||
                    (is_hash && str_starts(str_c(k->about.raw_hex), which));
        if (!fits || !str_eq(k->about.source, source)) continue;
        if (found)
            return error_set(err, CORDON_ARGUMENT, "'%.*s' names several kept editions of '%.*s'; "
                             "write a hash: %.12s or %.12s", STR_ARG(which), STR_ARG(source),
                             found->about.raw_hex, k->about.raw_hex);
        found = k;
    }
    if (!found)
        return error_set(err, CORDON_NOTFOUND, "no kept edition '%.*s' of '%.*s'; 'cordon lists "
                         "editions %.*s' prints those there are", STR_ARG(which), STR_ARG(source),
                         STR_ARG(source));
    *ret = found;
    return CORDON_OK;
}

/* --- reading one --------------------------------------------------------------------------------------- */

void kept_entities_init(struct kept_entities *e)
{
    *e = (struct kept_entities){ .file_count = 0 };
    arena_init(&e->arena, KEPT_ARENA_MAX);
    list_report_init(&e->report, &e->arena);
    buf_init(&e->raw, 0); /* edition_open gives the cap */
    buf_init(&e->bytes, (size_t)4 << 30);
}

void kept_entities_release(struct kept_entities *e)
{
    for (size_t i = 0; i < LIST_FILES_MAX; i++) os_file_unmap(&e->given[i]);
    buf_release(&e->raw);
    buf_release(&e->bytes);
    arena_release(&e->arena);
}

static cordon_status read_entities(const struct list_source *source, struct kept_entities *e,
                                   struct cordon_error *err)
{
    struct part_writer w;
    struct entity_build *b = entity_build_new();
    const struct list_format *format = list_format_for(source, e->files, e->file_count);
    part_writer_init(&w);
    cordon_status st = b ? edition_read(source, e->files, e->file_count, b, &e->report, err)
                         : error_nomem(err);
    if (!st) st = entity_build_write(b, &w, err);
    if (!st) st = part_writer_finish(&w, &e->bytes, err);
    part_writer_release(&w);
    entity_build_free(b);
    if (!st) st = part_open(buf_str(&e->bytes), &e->part, err);
    if (!st) st = entity_set_open(&e->part, &e->set, err);
    if (format) e->format = str_c(format->id);
    edition_raw_hash(e->files, e->file_count, e->raw_hex);
    return st;
}

cordon_status kept_read(const char *data_dir, const struct set_edition *about,
                        struct kept_entities *ret, struct cordon_error *err)
{
    const struct list_source *source = list_source_find(about->source);
    if (!source)
        return error_set(err, CORDON_REFUSED, "source '%.*s' is not in this version's catalogue",
                         STR_ARG(about->source));
    cordon_status st = edition_open(data_dir, about, &ret->arena, &ret->raw, ret->files,
                                    &ret->file_count, err);
    if (st) return st;
    st = read_entities(source, ret, err);
    if (st == CORDON_SYNTAX || st == CORDON_REFUSED) st = edition_say_kept(about, st, err);
    return st;
}

cordon_status kept_read_files(const struct list_source *source, const char *const *files,
                              size_t count, struct kept_entities *ret, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (count == 0 || count > LIST_FILES_MAX)
        return error_set(err, CORDON_ARGUMENT, "1 to %d files make an edition", LIST_FILES_MAX);
    for (size_t i = 0; !st && i < count; i++)
        st = edition_take_file(files[i], &ret->given[i], &ret->files[i], err);
    if (st) return st;
    ret->file_count = count;
    qsort(ret->files, count, sizeof *ret->files, edition_file_order);
    return read_entities(source, ret, err);
}
