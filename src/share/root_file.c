/* Root files: made, checked with the signatures beside them, shown. */
#include "share/bundle.h"

#include "base/date.h"
#include "base/give.h"

#include <stdlib.h>

cordon_status root_load(const char *path, struct arena *a, struct root *ret, struct cordon_error *err)
{
    str text;
    cordon_status st = text_load(path, ROOT_TEXT_MAX, a, &text, err);
    if (!st) st = root_read(text, ret, err);
    if (st) error_in_file(err, str_c(path));
    return st;
}

/* --- making --------------------------------------------------------------------------------------- */

static int by_name(const void *x, const void *y)
{
    const struct root_signer *a = x, *b = y;
    return str_cmp(a->name, b->name);
}

static cordon_status add_signer(struct root *r, const struct cordon_bundle_signer *s, struct arena *a,
                                struct cordon_error *err)
{
    struct root_signer *to = &r->signer[r->signer_count];
    str text;
    if (!lines_is_name(s->name, SIGNER_NAME_MAX))
        return error_set(err, CORDON_ARGUMENT, "'%.*s' is no name of a signer: small letters, digits, "
                         "'.', '-', '_', at most %d", STR_ARG(s->name), SIGNER_NAME_MAX);
    cordon_status st = text_load(s->public_path, MINISIGN_TEXT_MAX, a, &text, err);
    if (!st) st = minisign_public_read(text, &to->key, err);
    if (st) {
        error_in_file(err, str_c(s->public_path));
        return st;
    }
    to->name = s->name;
    r->signer_count++;
    return CORDON_OK;
}

/* What the root before says goes on, where nothing else is said. */
static void take_from_old(struct root *r, const struct root *old)
{
    r->origin = old->origin;
    r->version = old->version + 1;
    r->prev = str_c(old->sha);
    if (r->threshold == 0) r->threshold = old->threshold;
    if (r->signer_count) return;
    memcpy(r->signer, old->signer, sizeof r->signer);
    r->signer_count = old->signer_count;
}

static cordon_status fill(const struct cordon_root_make *args, struct root *r, struct root *old,
                          struct arena *a, struct cordon_error *err)
{
    if (args->signer_count > ROOT_SIGNERS_MAX)
        return error_set(err, CORDON_ARGUMENT, "at most %d signers", ROOT_SIGNERS_MAX);
    for (size_t i = 0; i < args->signer_count; i++) {
        cordon_status st = add_signer(r, &args->signers[i], a, err);
        if (st) return st;
    }
    if (args->old_path) {
        cordon_status st = root_load(args->old_path, a, old, err);
        if (st) return st;
        take_from_old(r, old);
    }
    qsort(r->signer, r->signer_count, sizeof *r->signer, by_name);
    return CORDON_OK;
}

cordon_status cordon_root_make(const struct cordon_root_make *args, struct cordon_error *err)
{
    struct arena a;
    struct root old, again, r = { .origin = args->origin, .version = 1, .issued_s = args->issued_s,
                                  .expires_s = args->expires_s, .prev = STR("none"),
                                  .threshold = args->threshold };
    struct buf out = BUF_INIT(ROOT_TEXT_MAX);
    struct cordon_error why = ERROR_INIT;
    arena_init(&a, 1 << 20);
    cordon_status st = must_be_new(args->out, err);
    if (!st) st = fill(args, &r, &old, &a, err);
    if (st) goto done;
    root_write(&r, &out);
    st = buf_status(&out);
    if (st) {
        st = error_nomem(err);
    } else if (root_read(buf_str(&out), &again, &why)) { /* what cannot be read must not be written */
        st = error_set(err, CORDON_ARGUMENT, "no root can be made of this: %s", why.message);
    } else {
        st = os_file_replace(args->out, buf_str(&out), err);
    }
done:
    buf_release(&out);
    arena_release(&a);
    return st;
}

/* --- checking ---------------------------------------------------------------------------------------- */

cordon_status root_signed(const char *path, const struct root *root, const struct root *old,
                          struct arena *a, struct cordon_error *err)
{
    struct seals seals;
    cordon_status st = seals_read(path, root->text, a, &seals, err);
    if (!st && old) st = seals_enough(&seals, old, seals_check(&seals, old), "the root before", err);
    if (!st) st = seals_enough(&seals, root, seals_check(&seals, root), "the root itself", err);
    if (st) error_in_file(err, str_c(path));
    return st;
}

static void write_signer(const struct root_signer *s, bool is_signed, const struct seals *by_old,
                         struct json_writer *w, struct buf *line)
{
    char hex[MINISIGN_ID_HEX + 1];
    minisign_id_hex(s->key.id, hex);
    buf_reset(line);
    minisign_public_line(&s->key, line);
    json_w_object(w);
    json_w_key_str(w, STR("name"), s->name);
    json_w_key_str(w, STR("key_id"), str_c(hex));
    json_w_key_str(w, STR("key"), buf_str(line));
    json_w_key(w, STR("signed"));
    json_w_bool(w, is_signed);
    if (by_old) {
        json_w_key(w, STR("signed_by_old"));
        json_w_bool(w, seals_has(by_old, s->name));
    }
    json_w_object_end(w);
}

/* @param seals  checked against r
 * @param by_old  the same files, checked against the root before; NULL: there is none */
static cordon_status root_json(const struct root *r, const struct seals *seals,
                               const struct seals *by_old, struct cordon_text *ret,
                               struct cordon_error *err)
{
    struct buf out = BUF_INIT(1 << 20), line = BUF_INIT(256);
    struct json_writer w;
    char issued[32], expires[32];
    date_time_text(r->issued_s, issued);
    date_time_text(r->expires_s, expires);
    json_w_init(&w, &out);
    json_w_object(&w);
    json_w_key_str(&w, STR("origin"), r->origin);
    json_w_key_u64(&w, STR("version"), r->version);
    json_w_key_str(&w, STR("issued"), str_c(issued));
    json_w_key_str(&w, STR("expires"), str_c(expires));
    json_w_key_str(&w, STR("prev"), r->prev);
    json_w_key_u64(&w, STR("threshold"), r->threshold);
    json_w_key_str(&w, STR("sha256"), str_c(r->sha));
    json_w_key(&w, STR("signers"));
    json_w_array(&w);
    for (size_t i = 0; i < r->signer_count; i++)
        write_signer(&r->signer[i], seals_has(seals, r->signer[i].name), by_old, &w, &line);
    json_w_array_end(&w);
    seals_json(seals, &w);
    json_w_object_end(&w);
    bool is_short = line.failed;
    buf_release(&line);
    if (is_short) {
        buf_release(&out);
        return error_nomem(err);
    }
    return text_give(&out, "the root", &ret->data, &ret->len, err);
}

static cordon_status show(const char *path, const struct root *r, const struct root *old,
                          struct arena *a, struct cordon_text *ret, struct cordon_error *err)
{
    struct seals seals, by_old;
    cordon_status st = seals_read(path, r->text, a, &seals, err);
    if (!st && old) st = seals_read(path, r->text, a, &by_old, err);
    if (st) return st;
    if (old) (void)seals_check(&by_old, old);
    (void)seals_check(&seals, r);
    return root_json(r, &seals, old ? &by_old : NULL, ret, err);
}

cordon_status cordon_root_verify(const char *path, const char *old_path, int64_t as_of_s,
                                 struct cordon_text *ret_text, struct cordon_error *err)
{
    struct arena a;
    struct root r, old;
    arena_init(&a, 4 << 20);
    cordon_status st = root_load(path, &a, &r, err);
    if (!st && old_path) st = root_load(old_path, &a, &old, err);
    if (!st && old_path) {
        st = root_follows(&old, &r, err);
        if (st) error_in_file(err, str_c(path));
    }
    if (!st) st = root_signed(path, &r, old_path ? &old : NULL, &a, err);
    if (!st) {
        st = root_holds(&r, as_of_s, err);
        if (st) error_in_file(err, str_c(path));
    }
    if (!st && ret_text) st = show(path, &r, old_path ? &old : NULL, &a, ret_text, err);
    arena_release(&a);
    return st;
}

cordon_status cordon_root_show(const char *path, struct cordon_text *ret_text, struct cordon_error *err)
{
    struct arena a;
    struct root r;
    arena_init(&a, 4 << 20);
    cordon_status st = root_load(path, &a, &r, err);
    if (!st) st = show(path, &r, NULL, &a, ret_text, err);
    arena_release(&a);
    return st;
}

/* --- a bundle against a root file ---------------------------------------------------------------------- */

cordon_status cordon_bundle_verify(const char *path, const char *root_path, int64_t as_of_s,
                                   struct cordon_text *ret_text, struct cordon_error *err)
{
    struct bundle b;
    struct root root;
    bundle_init(&b);
    cordon_status st = root_load(root_path, &b.arena, &root, err);
    if (!st) st = root_signed(root_path, &root, NULL, &b.arena, err);
    if (!st) st = bundle_load(&b, path, err);
    if (!st) st = bundle_check(&b, &root, as_of_s, 0, err);
    if (!st && ret_text) st = bundle_json(&b, ret_text, err);
    bundle_release(&b);
    return st;
}
