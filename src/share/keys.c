/* Making keys, and signing files with them. */
#include "share/bundle.h"

#include "base/date.h"

#include <sodium.h>
#include <string.h>

cordon_status must_be_new(const char *path, struct cordon_error *err)
{
    if (!os_file_exists(path)) return CORDON_OK;
    return error_at(err, CORDON_ARGUMENT, str_c(path), 0, 0, "it is there already; choose another name");
}

cordon_status text_load(const char *path, size_t max, struct arena *a, str *ret,
                        struct cordon_error *err)
{
    struct os_file f = OS_FILE_INIT;
    if (os_file_size(path) > max)
        return error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "a file above %zu KiB", max >> 10);
    cordon_status st = os_file_read(path, &f, err);
    if (st) return st;
    *ret = arena_str(a, f.bytes);
    if (f.base && f.bytes.len && !f.is_mapped) sodium_memzero(f.base, f.bytes.len); /* may be a secret key */
    os_file_unmap(&f);
    return a->failed ? error_nomem(err) : CORDON_OK;
}

/* A buffer that may hold a secret. */
static void wipe(struct buf *b)
{
    if (b->data) sodium_memzero(b->data, b->room);
    buf_release(b);
}

static cordon_status write_secret(const struct cordon_bundle_keygen *args,
                                  const struct minisign_secret *secret, struct cordon_error *err)
{
    struct buf out = BUF_INIT(MINISIGN_TEXT_MAX);
    enum minisign_work work = !args->password.len ? MINISIGN_OPEN
                              : args->is_quick    ? MINISIGN_QUICK
                                                  : MINISIGN_SENSITIVE;
    cordon_status st = minisign_secret_write(secret, args->password, work, &out, err);
    if (!st) st = os_file_replace(args->secret_path, buf_str(&out), err);
    wipe(&out);
    return st;
}

cordon_status cordon_bundle_keygen(const struct cordon_bundle_keygen *args, char ret_id[17],
                                   struct cordon_error *err)
{
    struct minisign_secret secret;
    struct minisign_public public;
    struct buf out = BUF_INIT(MINISIGN_TEXT_MAX);
    cordon_status st = must_be_new(args->secret_path, err);
    if (!st) st = must_be_new(args->public_path, err);
    if (!st) st = minisign_generate(&secret, &public, err);
    if (st) return st;
    st = write_secret(args, &secret, err);
    minisign_secret_wipe(&secret);
    if (st) return st;
    minisign_public_write(&public, &out);
    st = out.failed ? error_nomem(err) : os_file_replace(args->public_path, buf_str(&out), err);
    buf_release(&out);
    if (st) /* half a pair helps nobody */
        (void)os_file_remove(args->secret_path, NULL);
    else if (ret_id)
        minisign_id_hex(public.id, ret_id);
    return st;
}

/* A secret key file's text; wipe the arena's copy when done. */
static cordon_status load_secret_text(const char *path, struct arena *a, str *ret,
                                      struct cordon_error *err)
{
    arena_init(a, 4 * MINISIGN_TEXT_MAX);
    return text_load(path, MINISIGN_TEXT_MAX, a, ret, err);
}

static void wipe_text(str text, struct arena *a)
{
    char *at = text.len ? memchr(text.data, text.data[0], text.len) : NULL; /* the arena's, not const */
    if (at) sodium_memzero(at, text.len);
    arena_release(a);
}

cordon_status cordon_bundle_key_asks(const char *secret_path, bool *ret_asks, struct cordon_error *err)
{
    struct arena a;
    str text = STR_EMPTY;
    cordon_status st = load_secret_text(secret_path, &a, &text, err);
    if (!st) *ret_asks = minisign_secret_has_password(text);
    wipe_text(text, &a);
    return st;
}

static cordon_status sign_bytes(const struct cordon_bundle_sign *args,
                                const struct minisign_secret *secret, str bytes, struct cordon_error *err)
{
    struct buf out = BUF_INIT(MINISIGN_TEXT_MAX), comment = BUF_INIT(MINISIGN_COMMENT_MAX);
    struct minisign_digest digest;
    const char *slash = strrchr(args->file, '/');
    buf_printf(&comment, "timestamp:%lld\tfile:%s\thashed", (long long)args->now_s,
               slash ? slash + 1 : args->file);
    cordon_status st = comment.failed ? error_nomem(err) : minisign_digest_of(bytes, &digest, err);
    if (!st) st = minisign_sign(secret, &digest, buf_str(&comment), &out, err);
    if (!st) st = os_file_replace(args->out, buf_str(&out), err);
    buf_release(&comment);
    buf_release(&out);
    return st;
}

cordon_status cordon_bundle_sign(const struct cordon_bundle_sign *args, struct cordon_error *err)
{
    struct os_file file = OS_FILE_INIT;
    struct minisign_secret secret;
    struct arena a;
    str text = STR_EMPTY;
    cordon_status st = load_secret_text(args->secret_path, &a, &text, err);
    if (!st) st = minisign_secret_read(text, args->password, &secret, err);
    if (st) error_in_file(err, str_c(args->secret_path));
    wipe_text(text, &a);
    if (st) return st;
    st = os_file_read(args->file, &file, err);
    if (!st) st = sign_bytes(args, &secret, file.bytes, err);
    minisign_secret_wipe(&secret);
    os_file_unmap(&file);
    return st;
}
