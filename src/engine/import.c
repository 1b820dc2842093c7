/*
 * Importing an edition: read, make parts, write everything new beside the old, then swap one name.
 *
 *   files -> raw edition -> parts -> manifest -> current
 *            ^ each on disk and synced before the next names it; a crash anywhere leaves the old
 *              set in use and at most some files that nobody names
 */
#include "engine/import_inside.h"
#include "engine/kept.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

/* --- files --------------------------------------------------------------------------------------------- */

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
    const struct set_edition *old;
    struct buf raw = BUF_INIT(0);
    struct list_join did;
    size_t count = 0;
    if (in->file_count != 1 || !list_ftm_is_delta(&in->files[0])) return CORDON_OK;
    cordon_status st = in_use_look(in->data_dir, &in->arena, &now, err);
    old = st ? NULL : in_use_of(&now, in->source->id);
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

/* --- putting in use ------------------------------------------------------------------------------------ */

/* Put the new edition in the place of its source's old one. */
static cordon_status put_in_use(struct edition_in *in, const struct cordon_import *args,
                                struct in_use *now, struct cordon_error *err)
{
    const struct set_edition *fresh = &in->about;
    struct recovered others = { .in = NULL };
    cordon_status st = CORDON_OK;
    if (now->is_lost) st = import_recover(args, in->about.source, &in->arena, now, &others, err);
    if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    if (!st) st = import_publish(in->data_dir, &in->arena, now, &fresh, 1, err);
    import_recovered_release(&others);
    return st;
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

static void say_editions(const struct edition_in *in, const struct in_use *now,
                         struct import_more *more)
{
    const struct set_edition *old = in_use_of(now, in->about.source);
    snprintf(more->edition, sizeof more->edition, "%.*s", STR_ARG(in->about.edition));
    more->is_dated_by_fallback = in->about.dated.len > 0;
    if (old) snprintf(more->before, sizeof more->before, "%.*s", STR_ARG(old->edition));
}

/* What is in use beside the edition in memory, and whether that is to be believed. */
static cordon_status weigh(struct edition_in *in, const struct cordon_import *args,
                           struct import_more *more, struct in_use *now, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (!more->is_alone) st = in_use_look(args->data_dir, &in->arena, now, err);
    if (st == CORDON_CORRUPT) {
        now->is_lost = true;
        now->count = 0;
        st = CORDON_OK;
    }
    if (st) return st;
    say_editions(in, now, more);
    return import_judge(in, args->accept, args->now_s, now, err);
}

static cordon_status write_all(struct edition_in *in, const struct cordon_import *args,
                               struct in_use *now, struct cordon_error *err)
{
    cordon_status st = edition_write_raw(in, err);
    if (!st) st = edition_write_parts(in, err);
    if (!st) st = put_in_use(in, args, now, err);
    return st;
}

/* --- the door -------------------------------------------------------------------------------------------- */

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
    cordon_status st = given && in.files ? import_check_args(args, &in.source, err) : error_nomem(err);
    if (!st) st = take_files(args, &in, given, &unpacked, err);
    if (!st && !more->is_dry) st = import_hold(args->data_dir, args->wait_ms, &in.arena, &lock, err);
    if (st) goto done;
    in.fallback = more->fallback;
    in.now_s = args->now_s;
    in.is_dry = more->is_dry;
    qsort(in.files, in.file_count, sizeof *in.files, edition_file_order);
    if (!more->is_dry) import_sweep(args->data_dir, &in.arena);
    if (!more->is_dry)
        st = licence_check(args->data_dir, in.source, args->accept_licence, &in.arena, err);
    if (!st) st = join_delta(&in, err);
    if (st) import_name_as_given(args, err);
    if (st) goto done;

    st = edition_make_and_pack(&in, args->edition, err);
    if (st) import_name_as_given(args, err);
    if (st) goto done;
    *ret_counts = in.about.counts;
    st = weigh(&in, args, more, &now, err);
    if (!st && os_interrupted()) st = error_set(err, CORDON_INTERRUPTED, "interrupted");
    if (!st && !more->is_dry) st = write_all(&in, args, &now, err);
    if (st) goto done;
    import_tell(&in, args);
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
