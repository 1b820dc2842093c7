/* Editions made anew from their kept files: for another version's parts, for a manifest that is lost. */
#include "engine/import_inside.h"

#include "base/mem.h"

cordon_status edition_say_kept(const struct set_edition *e, cordon_status st,
                               struct cordon_error *err)
{
    if (!err) return st;
    struct cordon_error why = *err;
    return error_set(err, CORDON_CORRUPT,
                     "this version refuses the kept edition of '%.*s': %s:%llu: %s; import it again",
                     STR_ARG(e->source), why.file, (unsigned long long)why.line, why.message);
}

cordon_status edition_make_anew(struct edition_in *in, const struct set_edition *e, struct cordon_error *err)
{
    struct buf raw = BUF_INIT(0);
    in->source = list_source_find(e->source);
    if (!in->source)
        return error_set(err, CORDON_REFUSED, "source '%.*s' is not in this version's catalogue",
                         STR_ARG(e->source));
    cordon_status st = CORDON_OK;
    if (!in->files) st = error_nomem(err);
    if (!st) st = edition_open(in->data_dir, e, &in->arena, &raw, in->files, &in->file_count, err);
    if (!st) {
        st = edition_make(in, e->edition, err); /* its folder goes by that name, known or not */
        if (st == CORDON_SYNTAX || st == CORDON_REFUSED) st = edition_say_kept(e, st, err);
    }
    in->about.accepted = e->accepted; /* what was said about these files still holds */
    in->about.doubts = e->doubts;
    in->about.without = e->without;
    in->about.dated = e->dated;
    if (!st) st = edition_write_parts(in, err);
    /* names outlive the unpacked bytes: they are the arena's */
    buf_release(&raw);
    return st;
}

/* --- a manifest that is lost ----------------------------------------------------------------------------- */

/* A data set whose manifest is lost, being found again from the kept editions. */
struct recovery {
    const char                *data_dir;
    const struct cordon_import *args;
    str                        except; /* the source that is imported now */
    struct arena              *arena;
    struct edition_in         *in;  /* SET_SOURCES_MAX */
    struct in_use             *now; /* what is found goes in */
    struct set_edition         newest; /* of the source in hand; edition is "" while none is found */
    int64_t                    written_ns;
    cordon_status              st;
    struct cordon_error       *err;
};

/* <edition>-<hash12>, of which the one that was written last was in use */
static bool look_at_edition(void *ctx, const char *name, bool is_folder)
{
    struct recovery *r = ctx;
    enum { HASH = 12 };
    str s = str_c(name);
    if (!is_folder || s.len <= HASH + 1 || s.data[s.len - HASH - 1] != '-') return true;
    const char *path = set_path(r->arena, r->data_dir, "editions/%.*s/%s/raw.zst",
                                STR_ARG(r->newest.source), name);
    const char *meta = set_path(r->arena, r->data_dir, "editions/%.*s/%s/meta.json",
                                STR_ARG(r->newest.source), name);
    int64_t at = path ? os_file_written_ns(path) : INT64_MIN;
    int64_t said = meta ? os_file_written_ns(meta) : INT64_MIN; /* going back to one writes this alone */
    if (at != INT64_MIN && said > at) at = said;
    if (at == INT64_MIN || (r->newest.edition.len && at < r->written_ns)) return true;
    r->written_ns = at;
    r->newest.edition = arena_str(r->arena, str_sub(s, 0, s.len - HASH - 1));
    memcpy(r->newest.raw_hex, s.data + s.len - HASH, HASH + 1);
    return true;
}

static void tell_recovered(const struct recovery *r, const struct set_edition *e)
{
    struct buf b = BUF_INIT(1 << 16);
    buf_printf(&b, "the manifest was lost: '%.*s' was made anew from the kept edition %.*s",
               STR_ARG(e->source), STR_ARG(e->edition));
    if (r->args->warn) r->args->warn(r->args->warn_ctx, STR_EMPTY, 0, STR_EMPTY, buf_str(&b));
    buf_release(&b);
}

static bool recover_source(void *ctx, const char *name, bool is_folder)
{
    struct recovery *r = ctx;
    const char *folder = set_path(r->arena, r->data_dir, "editions/%s", name);
    r->newest = (struct set_edition){ .source = arena_str(r->arena, str_c(name)) };
    if (!folder) r->st = error_nomem(r->err);
    if (r->st || !is_folder || str_eq(r->newest.source, r->except)) return !r->st;
    r->st = os_folder_list(folder, look_at_edition, r, r->err);
    if (r->st || !r->newest.edition.len) return !r->st;
    if (r->now->count == SET_SOURCES_MAX) {
        r->st = error_set(r->err, CORDON_LIMIT, "more than %d sources", SET_SOURCES_MAX);
        return false;
    }
    struct edition_in *in = &r->in[r->now->count];
    edition_in_init(in, r->data_dir);
    r->st = edition_make_anew(in, &r->newest, r->err);
    r->now->editions[r->now->count++] = in->about;
    if (!r->st) tell_recovered(r, &in->about);
    return !r->st;
}

static void tell_lost(const struct recovery *r)
{
    static const char text[] = "the manifest was lost: whether this edition is smaller or older than the "
                               "one before could not be seen";
    if (r->args->warn) r->args->warn(r->args->warn_ctx, STR_EMPTY, 0, STR_EMPTY, str_c(text));
}

cordon_status import_recover(const struct cordon_import *args, str except, struct arena *arena,
                             struct in_use *now, struct recovered *ret, struct cordon_error *err)
{
    struct recovery r = { .data_dir = args->data_dir, .args = args, .except = except, .arena = arena,
                          .now = now, .err = err };
    const char *folder = set_path(arena, args->data_dir, "editions");
    ret->in = r.in = mem_calloc(SET_SOURCES_MAX, sizeof *r.in);
    if (!folder || !r.in) return error_nomem(err);
    tell_lost(&r);
    cordon_status st = os_folder_list(folder, recover_source, &r, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    return st ? st : r.st;
}

void import_recovered_release(struct recovered *r)
{
    for (size_t i = 0; r->in && i < SET_SOURCES_MAX; i++)
        if (r->in[i].data_dir) edition_in_release(&r->in[i]);
    mem_free(r->in);
}

/* --- another version's parts -------------------------------------------------------------------------- */

cordon_status set_rebuild(const char *data_dir, struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct arena a;
    struct in_use now = { .editions = NULL }, nothing = { .editions = NULL };
    arena_init(&a, IMPORT_ARENA_MAX);
    struct edition_in *in = mem_calloc(SET_SOURCES_MAX, sizeof *in);
    const struct set_edition *fresh[SET_SOURCES_MAX];
    cordon_status st = in ? import_hold(data_dir, 30000, &a, &lock, err) : error_nomem(err);
    if (!st) st = in_use_look(data_dir, &a, &now, err);
    for (size_t i = 0; !st && i < now.count; i++) {
        edition_in_init(&in[i], data_dir);
        st = edition_make_anew(&in[i], &now.editions[i], err);
        fresh[i] = &in[i].about;
    }
    if (!st) st = import_publish(data_dir, &a, &nothing, fresh, now.count, err);
    for (size_t i = 0; in && i < now.count; i++) edition_in_release(&in[i]);
    mem_free(in);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}
