/*
 * Importing an edition: read, make parts, write everything new beside the old, then swap one name.
 *
 *   files -> raw edition -> parts -> manifest -> current
 *            ^ each on disk and synced before the next names it; a crash anywhere leaves the old
 *              set in use and at most some files that nobody names
 */
#include "engine/import.h"
#include "engine/kept.h"
#include "engine/party.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/date.h"
#include "list/ftm_delta.h"

#include <stdio.h>
#include <stdlib.h>

enum { IMPORT_ARENA_MAX = 64 << 20, ACCEPT_MAX = 500 };

/* One edition on its way into the data folder. */
struct edition_in {
    const char               *data_dir;
    const struct list_source *source;
    struct list_file         *files; /* sorted by name; room for LIST_FILES_MAX, the arena's */
    size_t                    file_count;
    str                       fallback; /* date for files that carry none, or "" */
    struct set_edition        about;
    struct list_report        report;
    struct buf                parts[ROLE_COUNT];
    struct buf                packed; /* the raw files, compressed */
    struct buf                joined; /* a delta's edition, whole */
    struct arena              arena;
};

static void edition_in_init(struct edition_in *in, const char *data_dir)
{
    *in = (struct edition_in){ .data_dir = data_dir };
    arena_init(&in->arena, IMPORT_ARENA_MAX);
    list_report_init(&in->report, &in->arena);
    in->files = arena_calloc(&in->arena, LIST_FILES_MAX, sizeof *in->files);
    for (size_t i = 0; i < ROLE_COUNT; i++) buf_init(&in->parts[i], (size_t)4 << 30);
    buf_init(&in->packed, (size_t)2 << 30);
    buf_init(&in->joined, (size_t)2 << 30);
}

static void edition_in_release(struct edition_in *in)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) buf_release(&in->parts[i]);
    buf_release(&in->packed);
    buf_release(&in->joined);
    arena_release(&in->arena);
}

/* --- reading -------------------------------------------------------------------------------- */

static bool is_date(str s)
{
    struct date d;
    return s.len == 10 && date_read(s, &d) && d.precision == DATE_DAY && s.data[4] == '-';
}

/* No format of the source recognises the files. What is wrong with a file of the right sort its
 * reader says best, with the line; b is abandoned either way. */
static cordon_status refuse_format(const struct list_source *source, const struct list_file *files,
                                   size_t count, struct entity_build *b, struct list_report *report,
                                   struct cordon_error *err)
{
    const struct list_format *like = NULL;
    bool is_empty = str_trim(files[0].bytes).len == 0;
    if (!is_empty) like = list_format_like(source, files, count);
    cordon_status st = CORDON_OK;
    if (like) st = like->read(source->id, files, count, b, report, err);
    if (!st)
        st = error_set(err, CORDON_SYNTAX, "%s; source '%.*s' takes %.*s",
                       is_empty ? "the file is empty" : "the file is in none of the formats of its source",
                       STR_ARG(source->id), STR_ARG(source->formats));
    error_in_file(err, files[0].name);
    return st;
}

cordon_status edition_read(const struct list_source *source, const struct list_file *files,
                           size_t count, struct entity_build *b, struct list_report *report,
                           struct cordon_error *err)
{
    const struct list_format *format = list_format_for(source, files, count);
    if (!format) return refuse_format(source, files, count, b, report, err);
    cordon_status st = format->read(source->id, files, count, b, report, err);
    if (!st) st = entity_build_status(b, err);
    if (st && err && !err->file[0]) error_in_file(err, files[0].name);
    return st;
}

/* Files -> parts, all in memory. */
static cordon_status edition_make(struct edition_in *in, str edition, struct cordon_error *err)
{
    struct entity_build *b = entity_build_new();
    cordon_status st = b ? edition_read(in->source, in->files, in->file_count, b, &in->report, err)
                         : error_nomem(err);
    if (st) goto done;
    set_counts_from(&in->report, &in->about.counts);
    st = set_parts_make(b, in->files, in->file_count, &in->report, in->parts, &in->about.counts,
                        err);
    if (st) goto done;
    in->about.counts.warnings = in->report.warning_count;
    in->about.source = in->source->id;
    in->about.edition = edition.len                ? edition
                        : is_date(in->report.edition) ? in->report.edition
                        : in->fallback.len            ? in->fallback
                                                      : STR("unknown");
    edition_raw_hash(in->files, in->file_count, in->about.raw_hex);
    in->about.file_count = in->file_count;
    in->about.files = arena_calloc(&in->arena, in->file_count, sizeof *in->about.files);
    if (!in->about.files) {
        st = error_nomem(err);
        goto done;
    }
    for (size_t i = 0; i < in->file_count; i++) in->about.files[i] = in->files[i].name;
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        uint8_t digest[SHA_LEN];
        sha_of(buf_str(&in->parts[i]), digest);
        sha_hex(digest, in->about.part_hex[i]);
        part_table_hex(buf_str(&in->parts[i]), in->about.table_hex[i]);
    }
    if (in->arena.failed) st = error_nomem(err);
done:
    entity_build_free(b);
    return st;
}

/* The raw files are compressed by a second thread while the first reads them. */
struct packing {
    struct edition_in  *in;
    struct os_thread    thread;
    cordon_status       st;
    struct cordon_error err;
};

static void *pack_main(void *ctx)
{
    struct packing *p = ctx;
    p->st = edition_pack(p->in->files, p->in->file_count, &p->in->packed, &p->err);
    return NULL;
}

static cordon_status edition_make_and_pack(struct edition_in *in, str edition,
                                           struct cordon_error *err)
{
    struct packing p = { .in = in, .err = { .status = CORDON_OK } };
    if (os_thread_start(&p.thread, pack_main, &p, NULL)) pack_main(&p); /* no thread: in turn */
    cordon_status st = edition_make(in, edition, err);
    os_thread_join(&p.thread);
    if (!st && p.st) {
        st = p.st;
        if (err) *err = p.err;
    }
    return st;
}

/* --- writing -------------------------------------------------------------------------------- */

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
    if (in->about.accepted.len) set_accepted_write(&in->about, &w);
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

/* editions/<source>/<date>-<hash12>/ */
static cordon_status write_raw(struct edition_in *in, struct cordon_error *err)
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

static cordon_status write_parts(struct edition_in *in, struct cordon_error *err)
{
    const char *folder = set_path(&in->arena, in->data_dir, "parts");
    cordon_status st = folder ? os_folder_make(folder, err) : error_nomem(err);
    for (size_t i = 0; !st && i < ROLE_COUNT; i++) {
        const char *path = set_path(&in->arena, folder, "%s.cds", in->about.part_hex[i]);
        st = path ? os_file_put(path, buf_str(&in->parts[i]), err) : error_nomem(err);
    }
    return st ? st : os_folder_sync(folder, err);
}

static int by_source(const void *a, const void *b)
{
    const struct set_edition *const *x = a, *const *y = b;
    return str_cmp((*x)->source, (*y)->source);
}

/* The editions of the set in use; none when there is none yet. */
struct in_use {
    struct set_edition *editions; /* SET_SOURCES_MAX; the arena's */
    size_t              count;
    bool                is_lost; /* current or its manifest is damaged: nobody knows */
    char                hex[SHA_HEX_LEN + 1]; /* of the set; "" when there is none yet */
};

/* The one of a source; NULL when there is none. */
static const struct set_edition *in_use_of(const struct in_use *now, str source)
{
    for (size_t i = 0; i < now->count; i++)
        if (str_eq(now->editions[i].source, source)) return &now->editions[i];
    return NULL;
}

static cordon_status look_in_use(const char *data_dir, struct arena *a, struct in_use *ret,
                                 struct cordon_error *err)
{
    *ret = (struct in_use){ .editions = arena_calloc(a, SET_SOURCES_MAX, sizeof *ret->editions) };
    if (!ret->editions) return error_nomem(err);
    cordon_status st = set_current_read(data_dir, a, ret->hex, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    return st ? st : set_manifest_load(data_dir, ret->hex, a, ret->editions, &ret->count, err);
}

/* A manifest of the old editions with the fresh ones in the place of their sources', then the
 * swap. */
static cordon_status publish(const char *data_dir, struct arena *a, const struct set_edition *old,
                             size_t old_count, const struct set_edition *const *fresh,
                             size_t fresh_count, struct cordon_error *err)
{
    const struct set_edition *all[2 * SET_SOURCES_MAX];
    size_t count = 0;
    char hex[SHA_HEX_LEN + 1];
    struct buf out = BUF_INIT(16 << 20);
    for (size_t i = 0; i < fresh_count; i++) all[count++] = fresh[i];
    for (size_t i = 0; i < old_count; i++) {
        bool is_replaced = false;
        for (size_t k = 0; k < fresh_count; k++)
            is_replaced = is_replaced || str_eq(fresh[k]->source, old[i].source);
        if (!is_replaced) all[count++] = &old[i];
    }
    if (count > SET_SOURCES_MAX)
        return error_set(err, CORDON_LIMIT, "more than %d sources", SET_SOURCES_MAX);
    qsort(all, count, sizeof *all, by_source);
    struct set_links_name links;
    cordon_status linked = set_links_make(data_dir, all, count, a, &links, err);
    if (linked) return linked;
    set_manifest_write_linked(all, count, &links, &out);
    if (out.failed) {
        buf_release(&out);
        return error_nomem(err);
    }
    uint8_t digest[SHA_LEN];
    sha_of(buf_str(&out), digest);
    sha_hex(digest, hex);
    const char *folder = set_path(a, data_dir, "sets");
    const char *path = set_path(a, data_dir, "sets/%s.set", hex);
    const char *current = set_path(a, data_dir, "current");
    cordon_status st = folder && path && current ? os_folder_make(folder, err) : error_nomem(err);
    if (!st) st = os_file_replace(path, buf_str(&out), err);
    if (!st) {
        buf_reset(&out);
        buf_printf(&out, "%s\n", hex);
        st = out.failed ? error_nomem(err) : os_file_replace(current, buf_str(&out), err);
    }
    buf_release(&out);
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

static void sweep_leftovers(const char *data_dir, struct arena *a)
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

/* --- the two doors ---------------------------------------------------------------------------- */

/* Why a doubtful edition is taken stands in answers' provenance for years: words, in one line. */
static bool is_reason(str s)
{
    if (str_trim(s).len == 0 || s.len > ACCEPT_MAX || !str_is_utf8(s, NULL)) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] < 0x20 || s.data[i] == 0x7f) return false;
    return true;
}

static cordon_status check_args(const struct cordon_import *args, const struct list_source **ret,
                                struct cordon_error *err)
{
    *ret = list_source_find(args->source);
    if (!*ret)
        return error_set(err, CORDON_ARGUMENT, "unknown source '%.*s'; 'cordon lists sources' "
                         "names them", STR_ARG(args->source));
    size_t file_count = args->file_count + args->held_count + (args->packed.len != 0);
    if (file_count == 0 || file_count > LIST_FILES_MAX)
        return error_set(err, CORDON_ARGUMENT, "1 to %d files make an edition", LIST_FILES_MAX);
    if (args->edition.len && !is_date(args->edition))
        return error_set(err, CORDON_ARGUMENT, "'%.*s' is no date; write YYYY-MM-DD",
                         STR_ARG(args->edition));
    if (args->accept.data && !is_reason(args->accept))
        return error_set(err, CORDON_ARGUMENT, "a reason is one line of text, at most %d bytes",
                         ACCEPT_MAX);
    if (args->keep == 1)
        return error_set(err, CORDON_ARGUMENT, "at least 2 editions are kept: the one in use, and one "
                         "to go back to");
    return CORDON_OK;
}

static str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_c(slash ? slash + 1 : path);
}

/* Read one file under its name. The name is kept in JSON and is part of the edition's hash. */
cordon_status edition_take_file(const char *path, struct os_file *ret_given,
                                struct list_file *ret_file, struct cordon_error *err)
{
    str name = base_name(path);
    if (!str_is_utf8(name, NULL))
        return error_set(err, CORDON_ARGUMENT, "a file's name is not UTF-8; rename it");
    cordon_status st = os_file_read(path, ret_given, err);
    if (!st) *ret_file = (struct list_file){ name, ret_given->bytes };
    return st;
}

static void tell_warnings(const struct edition_in *in, const struct cordon_import *args)
{
    for (uint32_t i = 0; args->warn && i < in->report.warning_kept; i++) {
        const struct list_warning *w = &in->report.warnings[i];
        args->warn(args->warn_ctx, w->file, w->line, w->entry, w->text);
    }
}

/* A doubtful edition that was taken all the same says so. */
static void tell_accepted(const struct edition_in *in, const struct cordon_import *args)
{
    struct buf b = BUF_INIT(1 << 17);
    if (!in->about.doubts.len || !args->warn) return;
    buf_printf(&b, "taken although doubtful, as '%.*s': %.*s", STR_ARG(in->about.accepted),
               STR_ARG(in->about.doubts));
    args->warn(args->warn_ctx, STR_EMPTY, 0, STR_EMPTY, buf_str(&b));
    buf_release(&b);
}

/* Is the edition in memory to be believed, beside the one of its source in use? */
static cordon_status judge(struct edition_in *in, str accept, const struct in_use *now,
                           struct cordon_error *err)
{
    const struct set_edition *old = in_use_of(now, in->about.source);
    struct part p;
    struct entity_set entities;
    cordon_status st = part_open(buf_str(&in->parts[ROLE_ENTITIES]), &p, err);
    if (!st) st = entity_set_open(&p, &entities, err);
    if (!st)
        st = edition_judge(&in->about, old, in->source, &entities, &in->report, accept,
                           &in->arena, err);
    return st;
}

/* Check that the folder can be written before the work is done, and hold it. */
static cordon_status hold(const char *data_dir, unsigned wait_ms, struct arena *a,
                          struct os_lock *lock, struct cordon_error *err)
{
    const char *path = set_path(a, data_dir, "lock");
    cordon_status st = path ? os_folder_make(data_dir, err) : error_nomem(err);
    if (!st) st = os_lock_take(path, wait_ms, lock, err);
    if (!st) st = set_current_begin(data_dir, a, err);
    return st == CORDON_NOTFOUND ? CORDON_IO : st;
}

/* --- editions made anew ------------------------------------------------------------------------- */

/* A kept edition that this version reads no more: the data folder's trouble, not the user's file's. */
cordon_status edition_say_kept(const struct set_edition *e, cordon_status st,
                               struct cordon_error *err)
{
    if (!err) return st;
    struct cordon_error why = *err;
    return error_set(err, CORDON_CORRUPT,
                     "this version refuses the kept edition of '%.*s': %s:%llu: %s; import it again",
                     STR_ARG(e->source), why.file, (unsigned long long)why.line, why.message);
}

/* Make the parts of an edition again from its kept files. */
static cordon_status make_anew(struct edition_in *in, const struct set_edition *e,
                               struct cordon_error *err)
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
    if (!st) st = write_parts(in, err);
    /* names outlive the unpacked bytes: they are the arena's */
    buf_release(&raw);
    return st;
}

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
    r->st = make_anew(in, &r->newest, r->err);
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

/* The other sources' editions when current or its manifest is lost: nothing that was imported may
 * leave the data set in silence. */
static cordon_status recover(struct recovery *r)
{
    const char *folder = set_path(r->arena, r->data_dir, "editions");
    if (!folder) return error_nomem(r->err);
    tell_lost(r);
    cordon_status st = os_folder_list(folder, recover_source, r, r->err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    return st ? st : r->st;
}

/* --- deltas --------------------------------------------------------------------------------------- */

static void tell_joined(struct edition_in *in, const struct set_edition *base, str delta,
                        const struct list_join *did)
{
    list_warn(&in->report, delta, 0, STR_EMPTY,
              "joined to the edition of %.*s (%.12s): %u added, %u changed, %u deleted",
              STR_ARG(base->edition), base->raw_hex, did->added, did->changed, did->deleted);
}

/* A file of changes is joined to the edition in use: the new edition is the whole list again. */
static cordon_status join_delta(struct edition_in *in, struct cordon_error *err)
{
    struct in_use now;
    struct list_file base[LIST_FILES_MAX];
    const struct set_edition *old = NULL;
    struct buf raw = BUF_INIT(0);
    struct list_join did;
    size_t count = 0;
    if (in->file_count != 1 || !list_ftm_is_delta(&in->files[0])) return CORDON_OK;
    cordon_status st = look_in_use(in->data_dir, &in->arena, &now, err);
    for (size_t i = 0; !st && i < now.count; i++)
        if (str_eq(now.editions[i].source, in->source->id)) old = &now.editions[i];
    if (!st && !old)
        st = error_set(err, CORDON_REFUSED, "a delta needs the edition it is made on, and none of '%.*s' is "
                       "in use; import the whole file first", STR_ARG(in->source->id));
    if (!st) st = edition_open(in->data_dir, old, &in->arena, &raw, base, &count, err);
    if (!st && (count != 1 || !list_ftm_json.recognise(&base[0])))
        st = error_set(err, CORDON_REFUSED, "the edition of '%.*s' in use is not of the format of this delta",
                       STR_ARG(in->source->id));
    if (!st) st = list_ftm_join(base[0].bytes, &in->files[0], &in->joined, &did, err);
    if (!st) {
        tell_joined(in, old, in->files[0].name, &did);
        in->files[0] = (struct list_file){ base[0].name, buf_str(&in->joined) };
    }
    buf_release(&raw);
    return st;
}

/* Put the new edition in the place of its source's old one. */
static cordon_status put_in_use(struct edition_in *in, const struct cordon_import *args,
                                struct in_use *now, struct cordon_error *err)
{
    const struct set_edition *fresh = &in->about;
    struct recovery r = { .data_dir = in->data_dir, .args = args, .except = in->about.source,
                          .arena = &in->arena, .now = now, .err = err };
    cordon_status st = CORDON_OK;
    r.in = mem_calloc(SET_SOURCES_MAX, sizeof *r.in);
    if (!r.in) return error_nomem(err);
    if (now->is_lost) st = recover(&r);
    if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    if (!st) st = publish(in->data_dir, &in->arena, now->editions, now->count, &fresh, 1, err);
    for (size_t i = 0; i < SET_SOURCES_MAX; i++)
        if (r.in[i].data_dir) edition_in_release(&r.in[i]);
    mem_free(r.in);
    return st;
}

/* Messages name a file as the user did, not by its last part. */
static void name_as_given(const struct cordon_import *args, struct cordon_error *err)
{
    for (size_t i = 0; err && i < args->file_count; i++) {
        if (!str_eq(str_c(err->file), base_name(args->files[i]))) continue;
        err->file[0] = '\0';
        error_in_file(err, str_c(args->files[i]));
        return;
    }
}

/* The edition is in use; what could not be tidied up behind it is told, and tried again next time. */
static void prune(const struct cordon_import *args, str source, const char *before_hex)
{
    struct cordon_error err = { .status = CORDON_OK };
    uint32_t count;
    cordon_status st = kept_prune(args->data_dir, source, args->keep, before_hex, &count, &err);
    if (st && args->warn)
        args->warn(args->warn_ctx, str_c(err.file), 0, STR_EMPTY, str_c(err.message));
}

/* The edition's files: mapped, in memory already, or packed as a data folder keeps them. */
static cordon_status take_files(const struct cordon_import *args, struct edition_in *in,
                                struct os_file *given, struct buf *unpacked,
                                struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (args->packed.len) {
        st = edition_unpack(args->packed, &in->arena, unpacked, in->files, &in->file_count, err);
        if (!st && in->file_count == 0)
            st = error_set(err, CORDON_CORRUPT, "a kept edition without files");
        return st;
    }
    for (size_t i = 0; i < args->held_count; i++)
        in->files[in->file_count++] =
            (struct list_file){ .name = args->held[i].name, .bytes = args->held[i].bytes };
    for (size_t i = 0; !st && i < args->file_count; i++)
        st = edition_take_file(args->files[i], &given[i], &in->files[in->file_count++], err);
    return st;
}

static void say_editions(const struct edition_in *in, const struct in_use *now,
                         struct import_more *more)
{
    snprintf(more->edition, sizeof more->edition, "%.*s", STR_ARG(in->about.edition));
    for (size_t i = 0; i < now->count; i++)
        if (str_eq(now->editions[i].source, in->about.source))
            snprintf(more->before, sizeof more->before, "%.*s", STR_ARG(now->editions[i].edition));
}

/* A list from tomorrow: its date is wrong, or this machine's clock. */
static cordon_status check_day(const struct edition_in *in, int32_t last_day, struct cordon_error *err)
{
    struct date d;
    char text[16];
    if (!last_day || !date_read(in->about.edition, &d) || d.first <= last_day) return CORDON_OK;
    date_text(last_day, text);
    return error_set(err, CORDON_REFUSED, "it is of %.*s, and by this machine's clock no edition can be "
                     "later than %s; is the clock right?", STR_ARG(in->about.edition), text);
}

/* What is in use beside the edition in memory, and whether that is to be believed. */
static cordon_status weigh(struct edition_in *in, const struct cordon_import *args,
                           struct import_more *more, struct in_use *now, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (!more->is_alone) st = look_in_use(args->data_dir, &in->arena, now, err);
    if (st == CORDON_CORRUPT) {
        now->is_lost = true;
        now->count = 0;
        st = CORDON_OK;
    }
    if (st) return st;
    say_editions(in, now, more);
    st = check_day(in, more->last_day, err);
    return st ? st : judge(in, args->accept, now, err);
}

static cordon_status write_all(struct edition_in *in, const struct cordon_import *args,
                               struct in_use *now, struct cordon_error *err)
{
    cordon_status st = write_raw(in, err);
    if (!st) st = write_parts(in, err);
    if (!st) st = put_in_use(in, args, now, err);
    return st;
}

cordon_status import_run(const struct cordon_import *args, struct import_more *more,
                         struct cordon_counts *ret_counts, struct cordon_error *err)
{
    struct os_file *given = mem_calloc(LIST_FILES_MAX, sizeof *given);
    struct os_lock lock = OS_LOCK_INIT;
    struct edition_in in;
    struct in_use now = { .editions = NULL };
    struct buf unpacked = BUF_INIT(0);
    struct import_more plain = { .is_dry = false };
    if (!more) more = &plain;
    edition_in_init(&in, args->data_dir);
    cordon_status st = given && in.files ? check_args(args, &in.source, err) : error_nomem(err);
    if (!st) st = take_files(args, &in, given, &unpacked, err);
    if (!st && !more->is_dry) st = hold(args->data_dir, args->wait_ms, &in.arena, &lock, err);
    if (st) goto done;
    in.fallback = more->fallback;
    qsort(in.files, in.file_count, sizeof *in.files, edition_file_order);
    if (!more->is_dry) sweep_leftovers(args->data_dir, &in.arena);
    if (!more->is_dry)
        st = licence_check(args->data_dir, in.source, args->accept_licence, &in.arena, err);
    if (!st) st = join_delta(&in, err);
    if (st) name_as_given(args, err);
    if (st) goto done;

    st = edition_make_and_pack(&in, args->edition, err);
    if (st) name_as_given(args, err);
    if (st) goto done;
    *ret_counts = in.about.counts;
    st = weigh(&in, args, more, &now, err);
    if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    if (!st && !more->is_dry) st = write_all(&in, args, &now, err);
    if (st) goto done;
    tell_accepted(&in, args);
    tell_warnings(&in, args);
    if (args->keep && !more->is_dry) prune(args, in.about.source, now.hex);
done:
    os_unlock(&lock);
    for (size_t i = 0; given && i < LIST_FILES_MAX; i++) os_file_unmap(&given[i]);
    mem_free(given);
    buf_release(&unpacked);
    edition_in_release(&in);
    return st;
}

cordon_status cordon_import(const struct cordon_import *args, struct cordon_counts *ret_counts,
                            struct cordon_error *err)
{
    struct cordon_counts counts = { .entries = 0 };
    cordon_status st = import_run(args, NULL, &counts, err);
    if (!st) *ret_counts = counts;
    return st;
}

/* --- going back ------------------------------------------------------------------------------------- */

/* The reason overrules what speaks against the edition; first of all that another was in use. */
static void put_back_word(struct edition_in *in, const struct set_edition *old, str reason, bool is_doubtful)
{
    in->about.doubts = arena_printf(&in->arena, "put in use again in the place of the edition of %.*s (%.12s)%s%.*s",
                                    STR_ARG(old->edition), old->raw_hex, is_doubtful ? "; " : "",
                                    is_doubtful ? (int)in->about.doubts.len : 0,
                                    in->about.doubts.len ? in->about.doubts.data : "");
    in->about.accepted = arena_str(&in->arena, reason);
}

static cordon_status rewrite_meta(struct edition_in *in, struct cordon_error *err)
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

static cordon_status put_back(struct edition_in *in, const struct set_edition *chosen,
                              const struct in_use *now, str reason, struct cordon_error *err)
{
    const struct set_edition *old = in_use_of(now, chosen->source);
    cordon_status st = make_anew(in, chosen, err);
    in->about.accepted = in->about.doubts = STR_EMPTY; /* said anew */
    if (!st) st = judge(in, reason, now, err);
    if (!st) put_back_word(in, old, reason, in->about.doubts.len > 0);
    if (!st && in->arena.failed) st = error_nomem(err);
    if (!st) st = rewrite_meta(in, err);
    const struct set_edition *fresh = &in->about;
    if (!st) st = publish(in->data_dir, &in->arena, now->editions, now->count, &fresh, 1, err);
    return st;
}

cordon_status set_put_back(const struct cordon_rollback *args, set_choose_fn *choose,
                           struct cordon_counts *ret_counts, struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct edition_in in;
    struct in_use now = { .editions = NULL };
    struct set_edition chosen;
    if (!is_reason(args->reason))
        return error_set(err, CORDON_ARGUMENT, "a reason is needed: one line of text, at most %d bytes",
                         ACCEPT_MAX);
    edition_in_init(&in, args->data_dir);
    cordon_status st = hold(args->data_dir, args->wait_ms, &in.arena, &lock, err);
    if (!st) st = look_in_use(args->data_dir, &in.arena, &now, err);
    if (!st && !in_use_of(&now, args->source))
        st = error_set(err, CORDON_NOTFOUND, "no edition of '%.*s' is in use", STR_ARG(args->source));
    if (!st) st = choose(args, &in.arena, &chosen, err);
    if (!st && strcmp(chosen.raw_hex, in_use_of(&now, args->source)->raw_hex) == 0)
        st = error_set(err, CORDON_ARGUMENT, "the edition of %.*s is in use already",
                       STR_ARG(chosen.edition));
    if (!st) st = put_back(&in, &chosen, &now, args->reason, err);
    if (!st) *ret_counts = in.about.counts;
    os_unlock(&lock);
    edition_in_release(&in);
    return st;
}

cordon_status set_link_anew(const char *data_dir, unsigned wait_ms, party_change_fn *before, void *ctx,
                            struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct in_use now = { .editions = NULL };
    struct arena a;
    arena_init(&a, IMPORT_ARENA_MAX);
    cordon_status st = hold(data_dir, wait_ms, &a, &lock, err);
    if (!st) st = look_in_use(data_dir, &a, &now, err);
    if (!st) st = before(ctx, &a, err);
    if (!st && now.count) st = publish(data_dir, &a, now.editions, now.count, NULL, 0, err);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}

cordon_status set_rebuild(const char *data_dir, struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct arena a;
    struct in_use now = { .editions = NULL };
    arena_init(&a, IMPORT_ARENA_MAX);
    struct edition_in *in = mem_calloc(SET_SOURCES_MAX, sizeof *in);
    const struct set_edition *fresh[SET_SOURCES_MAX];
    cordon_status st = in ? hold(data_dir, 30000, &a, &lock, err) : error_nomem(err);
    if (!st) st = look_in_use(data_dir, &a, &now, err);
    for (size_t i = 0; !st && i < now.count; i++) {
        edition_in_init(&in[i], data_dir);
        st = make_anew(&in[i], &now.editions[i], err);
        fresh[i] = &in[i].about;
    }
    if (!st) st = publish(data_dir, &a, NULL, 0, fresh, now.count, err);
    for (size_t i = 0; in && i < now.count; i++) edition_in_release(&in[i]);
    mem_free(in);
    os_unlock(&lock);
    arena_release(&a);
    return st;
}
