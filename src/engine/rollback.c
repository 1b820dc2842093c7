/* Going back: a kept edition put in use again, with the reason. */
#include "engine/import_inside.h"
#include "engine/kept.h"

/* The reason overrules what speaks against the edition; first of all that another was in use. */
static void put_back_word(struct edition_in *in, const struct set_edition *old, str reason, bool is_doubtful)
{
    in->about.doubts = arena_printf(&in->arena, "put in use again in the place of the edition of %.*s (%.12s)%s%.*s",
                                    STR_ARG(old->edition), old->raw_hex, is_doubtful ? "; " : "",
                                    is_doubtful ? (int)in->about.doubts.len : 0,
                                    in->about.doubts.len ? in->about.doubts.data : "");
    in->about.accepted = arena_str(&in->arena, reason);
}

static cordon_status put_back(struct edition_in *in, const struct set_edition *chosen,
                              const struct in_use *now, const struct cordon_rollback *args,
                              struct cordon_error *err)
{
    const struct set_edition *old = in_use_of(now, chosen->source);
    cordon_status st = edition_make_anew(in, chosen, err);
    in->about.accepted = in->about.doubts = STR_EMPTY; /* said anew */
    if (!st) st = import_judge(in, args->reason, args->now_s, now, err);
    if (!st) put_back_word(in, old, args->reason, in->about.doubts.len > 0);
    if (!st && in->arena.failed) st = error_nomem(err);
    if (!st) st = edition_rewrite_meta(in, err);
    const struct set_edition *fresh = &in->about;
    if (!st) st = import_publish(in->data_dir, &in->arena, now, &fresh, 1, err);
    return st;
}

cordon_status set_put_back(const struct cordon_rollback *args, set_choose_fn *choose,
                           struct cordon_counts *ret_counts, struct cordon_error *err)
{
    struct os_lock lock = OS_LOCK_INIT;
    struct edition_in in;
    struct in_use now = { .editions = NULL };
    struct set_edition chosen;
    if (!import_is_reason(args->reason))
        return error_set(err, CORDON_ARGUMENT, "say why with --reason TEXT: one line, at most %d bytes",
                         ACCEPT_MAX);
    edition_in_init(&in, args->data_dir);
    cordon_status st = import_hold(args->data_dir, args->wait_ms, &in.arena, &lock, err);
    if (!st) st = in_use_look(args->data_dir, &in.arena, &now, err);
    if (!st && !in_use_of(&now, args->source))
        st = error_set(err, CORDON_NOTFOUND, "no edition of '%.*s' is in use", STR_ARG(args->source));
    if (!st) st = choose(args, &in.arena, &chosen, err);
    if (!st && strcmp(chosen.raw_hex, in_use_of(&now, args->source)->raw_hex) == 0)
        st = error_set(err, CORDON_ARGUMENT, "the edition of %.*s is in use already",
                       STR_ARG(chosen.edition));
    if (!st) st = put_back(&in, &chosen, &now, args, err);
    if (!st) *ret_counts = in.about.counts;
    os_unlock(&lock);
    edition_in_release(&in);
    return st;
}
