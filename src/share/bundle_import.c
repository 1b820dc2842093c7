/*
 * Taking a bundle in: its root found, its place in the row of bundles checked and written down, then
 * each thing in it put in use by itself.
 *
 *   root kept or given -> signatures, form, time -> serial, prev -> ORIGIN.json -> lists, labels, rules
 *                                                                   ^ from here on it cannot be undone by
 *                                                                     an older bundle, whatever comes
 */
#include "share/bundle.h"

#include <cordon/rules.h>

#include "base/date.h"
#include "base/num.h"
#include "share/state.h"

enum {
    LABEL_FILES_MAX = 8, /* files of one edition: what an import takes */
    DRIFT_S = 3600,      /* a clock that is set right may go back so far (ours) */
};

struct taking {
    const struct cordon_bundle_import *args;
    struct bundle        b;
    struct state         state;
    bool                 is_gap;
    bool                 is_stopped; /* by the user: nothing more is tried */
    cordon_status        first;      /* of what was not put in use */
    struct cordon_error *err;
};

/* --- the root -------------------------------------------------------------------------------------- */

static cordon_status text_of_kept(struct taking *t, struct root *ret)
{
    cordon_status st = root_read(t->state.root, ret, t->err);
    if (!st) return CORDON_OK;
    return error_set(t->err, CORDON_CORRUPT, "the root kept for '%.*s' is damaged",
                     STR_ARG(bundle_claims(&t->b)));
}

/* A root that was given: the one known, its successor, or the first that is trusted. */
static cordon_status take_given(struct taking *t, bool has_kept, const struct root *kept,
                                struct root *ret)
{
    const char *path = t->args->root_path;
    cordon_status st = root_load(path, &t->b.arena, ret, t->err);
    if (st) return st;
    if (has_kept && str_eq(ret->text, kept->text)) return CORDON_OK;
    if (has_kept) st = root_follows(kept, ret, t->err);
    if (!st) st = root_signed(path, ret, has_kept ? kept : NULL, &t->b.arena, t->err);
    if (st) error_in_file(t->err, str_c(path));
    t->state.root = ret->text;
    return st;
}

static cordon_status find_root(struct taking *t, struct root *ret)
{
    struct root kept;
    str origin = bundle_claims(&t->b);
    bool has_kept;
    if (!origin.len)
        return error_at(t->err, CORDON_SYNTAX, str_c(t->args->file), 0, 0,
                        "no bundle: it does not begin with a head that names its origin");
    cordon_status st = state_read(t->args->data_dir, origin, &t->b.arena, &t->state, t->err);
    has_kept = !st && t->state.root.len;
    if (has_kept) st = text_of_kept(t, &kept);
    if (st) return st;
    if (t->args->root_path) return take_given(t, has_kept, &kept, ret);
    if (!has_kept)
        return error_at(t->err, CORDON_REFUSED, str_c(t->args->file), 0, 0,
                        "no root of '%.*s' is known here; give the one that you got from its keepers "
                        "by hand with --root", STR_ARG(origin));
    *ret = kept;
    return CORDON_OK;
}

/* --- its place in the row ---------------------------------------------------------------------------- */

static cordon_status refuse(struct taking *t, const char *why)
{
    return error_at(t->err, CORDON_REFUSED, str_c(t->args->file), 0, 0, "serial %llu: %s",
                    (unsigned long long)t->b.head.serial, why);
}

static cordon_status check_gap(struct taking *t, const struct state_taken *last)
{
    const struct head *h = &t->b.head;
    if (str_eq(h->prev, last->sha)) return CORDON_OK;
    t->is_gap = true;
    if (t->args->allow_gap.len) return CORDON_OK;
    if (h->serial == last->serial + 1)
        return refuse(t, "it does not follow the bundle that was taken last (prev is another's hash): the row "
                         "was forked; ask its issuer, or allow it with --allow-gap REASON");
    return error_at(t->err, CORDON_REFUSED, str_c(t->args->file), 0, 0,
                    "serial %llu, and the last one taken is %llu: bundles between are missing; take them "
                    "first, or allow it with --allow-gap REASON", (unsigned long long)h->serial,
                    (unsigned long long)last->serial);
}

/* A clock that was set back could let an expired bundle pass for fresh. */
static cordon_status check_clock(struct taking *t, const struct state_taken *last)
{
    char now[32], then[32];
    if (t->args->as_of_s >= last->at_s - DRIFT_S) return CORDON_OK;
    t->is_gap = true;
    if (t->args->allow_gap.len) return CORDON_OK;
    date_time_text(t->args->as_of_s, now);
    date_time_text(last->at_s, then);
    return error_at(t->err, CORDON_REFUSED, str_c(t->args->file), 0, 0,
                    "the clock says %s, and the bundle before was taken on %s: set the clock or, when it was wrong "
                    "then, allow it with --allow-gap REASON", now, then);
}

static cordon_status check_place(struct taking *t)
{
    const struct head *h = &t->b.head;
    const struct state_taken *last = &t->state.taken[0];
    if (t->state.count == 0) return CORDON_OK; /* the row begins here */
    cordon_status st = check_clock(t, last);
    if (st) return st;
    if (h->serial < last->serial)
        return error_at(t->err, CORDON_REFUSED, str_c(t->args->file), 0, 0,
                        "serial %llu comes again: %llu was taken already", (unsigned long long)h->serial,
                        (unsigned long long)last->serial);
    if (h->serial == last->serial)
        return str_eq(str_c(t->b.sha), last->sha)
                   ? CORDON_OK
                   : refuse(t, "another bundle of this serial was taken already");
    if (h->issued_s < last->issued_s)
        return refuse(t, "it was issued before the bundle that was taken last");
    return check_gap(t, last);
}

static cordon_status remember(struct taking *t)
{
    const struct head *h = &t->b.head;
    struct state_taken now = { .serial = h->serial, .sha = str_c(t->b.sha), .issued_s = h->issued_s,
                               .at_s = t->args->as_of_s };
    if (t->is_gap) now.gap = t->args->allow_gap;
    state_push(&t->state, &now);
    return state_write(t->args->data_dir, h->origin, &t->state, &t->b.arena, t->err);
}

/* --- putting in use ------------------------------------------------------------------------------------ */

static void tell(struct taking *t, str what, str edition, str reason, cordon_status st,
                 const struct cordon_error *why, const struct cordon_counts *counts)
{
    struct cordon_bundle_outcome o = { .what = what, .edition = edition, .reason = reason, .status = st,
                                       .error = st ? why : NULL, .counts = st ? NULL : counts };
    if (t->args->outcome) t->args->outcome(t->args->outcome_ctx, &o);
    t->is_stopped = t->is_stopped || st == CORDON_INTERRUPTED;
    if (!st || t->first) return;
    t->first = st;
    if (t->err) *t->err = *why;
}

static str accept_for(const struct taking *t, str source)
{
    for (size_t i = 0; i < t->args->accept_count; i++)
        if (str_eq(t->args->accepts[i].source, source)) return t->args->accepts[i].reason;
    return STR_EMPTY;
}

/* One edition: a packed one, or label files that stand one behind the other. */
static void put_edition(struct taking *t, const struct part_path *path, size_t first, size_t count)
{
    struct cordon_held_file held[LABEL_FILES_MAX];
    struct cordon_error why = ERROR_INIT;
    struct cordon_counts counts;
    struct cordon_import in = {
        .data_dir = t->args->data_dir,
        .source = path->source,
        .edition = str_eq(path->edition, STR("unknown")) ? STR_EMPTY : path->edition,
        .wait_ms = t->args->wait_ms,
        .warn = t->args->warn,
        .warn_ctx = t->args->warn_ctx,
        .accept = accept_for(t, path->source),
        .now_s = t->args->as_of_s,
    };
    for (size_t i = 0; path->kind == PART_LABELS && i < count && i < LABEL_FILES_MAX; i++) {
        struct part_path file;
        (void)head_part_path(t->b.head.part[first + i].name, &file, NULL); /* it was read before */
        held[i] = (struct cordon_held_file){ file.file, t->b.part[first + i] };
    }
    if (path->kind == PART_LABELS) {
        in.held = held;
        in.held_count = count;
    } else {
        in.packed = t->b.part[first];
    }
    cordon_status st = count > LABEL_FILES_MAX
                           ? error_set(&why, CORDON_LIMIT, "more than %d files", LABEL_FILES_MAX)
                           : cordon_import(&in, &counts, &why);
    tell(t, path->source, path->edition, bundle_reason(&t->b, first), st, &why, &counts);
}

static bool is_same_edition(const struct part_path *a, const struct part_path *b)
{
    return a->kind == PART_LABELS && b->kind == PART_LABELS && str_eq(a->source, b->source) &&
           str_eq(a->edition, b->edition);
}

static void put_editions(struct taking *t)
{
    const struct head *h = &t->b.head;
    for (size_t i = 0; i < h->part_count && !t->is_stopped;) {
        struct part_path path, next;
        size_t count = 1;
        (void)head_part_path(h->part[i].name, &path, NULL);
        while (i + count < h->part_count &&
               !head_part_path(h->part[i + count].name, &next, NULL) && is_same_edition(&path, &next))
            count++;
        if (path.kind == PART_LIST || path.kind == PART_LABELS) put_edition(t, &path, i, count);
        i += count;
    }
}

/* --- rules ----------------------------------------------------------------------------------------------- */

static cordon_status write_rule(struct taking *t, str folder, str file, str bytes, struct cordon_error *err)
{
    str path = arena_printf(&t->b.arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file));
    size_t slash = path.len;
    while (slash > 0 && path.data[slash - 1] != '/') slash--;
    str parent = arena_str(&t->b.arena, str_sub(path, 0, slash ? slash - 1 : 0));
    if (t->b.arena.failed) return error_nomem(err);
    cordon_status st = os_folder_make(parent.data, err);
    return st ? st : os_file_replace(path.data, bytes, err);
}

/* Rules that do not compile are never put in use. */
static cordon_status put_rules_in(struct taking *t, str fresh, str place, struct cordon_error *err)
{
    struct cordon_rules *rules = NULL;
    const char *const paths[] = { fresh.data };
    cordon_status st = os_folder_remove_tree(fresh.data, err); /* of an import that was killed */
    for (size_t i = 0; !st && i < t->b.head.part_count; i++) {
        struct part_path path;
        (void)head_part_path(t->b.head.part[i].name, &path, NULL);
        if (path.kind == PART_RULE) st = write_rule(t, fresh, path.file, t->b.part[i], err);
    }
    if (!st) st = cordon_rules_open(paths, 1, &rules, err);
    cordon_rules_free(rules);
    if (!st) st = os_folder_put(fresh.data, place.data, err);
    if (st) (void)os_folder_remove_tree(fresh.data, NULL);
    return st;
}

static void put_rules(struct taking *t)
{
    struct cordon_error why = ERROR_INIT;
    str origin = t->b.head.origin;
    size_t count = 0;
    for (size_t i = 0; i < t->b.head.part_count; i++)
        count += str_starts(t->b.head.part[i].name, STR("rules/"));
    if (count == 0 || t->is_stopped) return;
    str place = arena_printf(&t->b.arena, "%s/rules/%.*s", t->args->data_dir, STR_ARG(origin));
    str fresh = arena_printf(&t->b.arena, "%s/rules/.new-%.*s", t->args->data_dir, STR_ARG(origin));
    cordon_status st = t->b.arena.failed ? error_nomem(&why) : put_rules_in(t, fresh, place, &why);
    tell(t, STR("rules"), place, STR_EMPTY, st, &why, NULL);
}

/* --- the door ---------------------------------------------------------------------------------------------- */

static cordon_status hold(struct taking *t, struct os_lock *lock)
{
    str folder = arena_printf(&t->b.arena, "%s/bundles", t->args->data_dir);
    str path = arena_printf(&t->b.arena, "%s/bundles/lock", t->args->data_dir);
    if (t->b.arena.failed) return error_nomem(t->err);
    cordon_status st = os_folder_make(folder.data, t->err);
    return st ? st : os_lock_take(path.data, t->args->wait_ms, lock, t->err);
}

cordon_status cordon_bundle_import(const struct cordon_bundle_import *args, struct cordon_text *ret_text,
                                   struct cordon_error *err)
{
    struct taking t = { .args = args, .err = err };
    struct os_lock lock = OS_LOCK_INIT;
    struct root root;
    if (args->allow_gap.len && !str_is_line(args->allow_gap, REASON_MAX))
        return error_set(err, CORDON_ARGUMENT, "a reason is one line of text, at most %d bytes", REASON_MAX);
    bundle_init(&t.b);
    cordon_status st = bundle_load(&t.b, args->file, err);
    if (!st) st = hold(&t, &lock);
    if (!st) st = find_root(&t, &root);
    if (!st)
        st = bundle_check(&t.b, &root, args->as_of_s, t.state.count ? t.state.taken[0].at_s : 0, err);
    if (!st) st = check_place(&t);
    if (!st) st = remember(&t);
    if (st) goto done;
    put_editions(&t);
    put_rules(&t);
    st = t.first;
    if (!st && ret_text) st = bundle_json(&t.b, ret_text, err);
done:
    os_unlock(&lock);
    bundle_release(&t.b);
    return st;
}
