/* A bundle held against its head, its signers and the clock. */
#include "share/bundle.h"

#include "base/date.h"
#include "base/give.h"
#include "base/mem.h"
#include "share/ustar.h"

enum { JUMP_DAYS = 180 }; /* so long without a bundle and then an expired one: the clock may be wrong (ours) */

void bundle_init(struct bundle *b)
{
    *b = (struct bundle){ .file = OS_FILE_INIT };
    arena_init(&b->arena, BUNDLE_ARENA_MAX);
}

void bundle_release(struct bundle *b)
{
    os_file_unmap(&b->file);
    arena_release(&b->arena);
}

static cordon_status in_file(const struct bundle *b, cordon_status st, struct cordon_error *err)
{
    if (st) error_in_file(err, str_c(b->path));
    return st;
}

cordon_status bundle_load(struct bundle *b, const char *path, struct cordon_error *err)
{
    uint8_t digest[SHA_LEN];
    b->path = path;
    if (os_file_size(path) > BUNDLE_FILE_MAX)
        return error_at(err, CORDON_LIMIT, str_c(path), 0, 0, "a bundle above 2 GiB");
    cordon_status st = os_file_read(path, &b->file, err);
    if (st) return st;
    sha_of(b->file.bytes, digest);
    sha_hex(digest, b->sha);
    return seals_read(path, b->file.bytes, &b->arena, &b->seals, err);
}

/* The text of the head, where its header says it is; "" when there is none. */
static str head_text(const struct bundle *b)
{
    struct ustar u = { b->file.bytes, 0 };
    uint64_t size;
    if (!str_eq(ustar_peek(&u, &size), STR(HEAD_NAME)) || size > HEAD_TEXT_MAX) return STR_EMPTY;
    str text = str_sub(b->file.bytes, USTAR_BLOCK, USTAR_BLOCK + (size_t)size);
    return text.len == size ? text : STR_EMPTY;
}

str bundle_claims(const struct bundle *b)
{
    return head_origin(head_text(b));
}

/* "lists/SOURCE/EDITION/accepted.txt" stands just before "lists/SOURCE/EDITION/raw.zst". */
static bool are_of_one_edition(const struct head *h, size_t reason)
{
    str name = h->part[reason].name;
    str folder = str_sub(name, 0, name.len - (sizeof PART_WHY - 1));
    str next = reason + 1 < h->part_count ? h->part[reason + 1].name : STR_EMPTY;
    return str_starts(next, folder) && str_eq(str_from(next, folder.len), STR(PART_RAW));
}

static cordon_status check_reason(const struct bundle *b, size_t i, struct cordon_error *err)
{
    const struct head_part *p = &b->head.part[i];
    str text = b->part[i];
    if (!str_ends(p->name, STR("/" PART_WHY)) || !str_starts(p->name, STR("lists/"))) return CORDON_OK;
    if (!str_ends(text, STR("\n")) || !str_is_line(str_sub(text, 0, text.len - 1), REASON_MAX))
        return error_set(err, CORDON_REFUSED, "part '%.*s': one line of text, at most %d bytes, is expected",
                         STR_ARG(p->name), REASON_MAX);
    if (!are_of_one_edition(&b->head, i))
        return error_set(err, CORDON_REFUSED, "part '%.*s': a reason, and no edition beside it", STR_ARG(p->name));
    return CORDON_OK;
}

str bundle_reason(const struct bundle *b, size_t part)
{
    struct part_path path;
    if (part == 0 || head_part_path(b->head.part[part - 1].name, &path, NULL) || path.kind != PART_REASON)
        return STR_EMPTY;
    if (!are_of_one_edition(&b->head, part - 1)) return STR_EMPTY;
    return str_sub(b->part[part - 1], 0, b->part[part - 1].len - 1);
}

static cordon_status check_hash(const struct head_part *p, str bytes, struct cordon_error *err)
{
    char hex[SHA_HEX_LEN + 1];
    uint8_t digest[SHA_LEN];
    sha_of(bytes, digest);
    sha_hex(digest, hex);
    if (str_eq(str_c(hex), p->sha)) return CORDON_OK;
    return error_set(err, CORDON_REFUSED, "part '%.*s' is not what the head says: its SHA-256 is %.12s…",
                     STR_ARG(p->name), hex);
}

cordon_status bundle_form(struct bundle *b, struct cordon_error *err)
{
    struct ustar u = { b->file.bytes, 0 };
    str text = head_text(b), again;
    struct head *h = &b->head;
    if (!text.len)
        return in_file(b, error_set(err, CORDON_SYNTAX, "no bundle: it does not begin with '%s'",
                                    HEAD_NAME), err);
    cordon_status st = share_head_read(text, &b->arena, h, err);
    if (!st) st = ustar_next(&u, STR(HEAD_NAME), text.len, h->issued_s, &again, err);
    if (st) return in_file(b, st, err);
    b->part = arena_calloc(&b->arena, h->part_count, sizeof *b->part);
    if (!b->part) return error_nomem(err);
    for (size_t i = 0; !st && i < h->part_count; i++) {
        const struct head_part *p = &h->part[i];
        st = ustar_next(&u, p->name, p->size, h->issued_s, &b->part[i], err);
        if (!st) st = check_hash(p, b->part[i], err);
        if (!st) st = check_reason(b, i, err);
    }
    if (!st) st = ustar_finish(&u, err);
    return in_file(b, st, err);
}

/* A clock that runs wrong must not let an old bundle pass for fresh. */
static cordon_status check_time(const struct head *h, int64_t as_of_s, int64_t last_s,
                                struct cordon_error *err)
{
    char now[32], at[32];
    int64_t moved = last_s > 0 && as_of_s > last_s ? (as_of_s - last_s) / 86400 : 0;
    date_time_text(as_of_s, now);
    if (as_of_s < h->issued_s) {
        date_time_text(h->issued_s, at);
        return error_set(err, CORDON_REFUSED,
                         "the clock says %s, before the bundle was issued (%s): set the clock", now, at);
    }
    if (as_of_s < h->expires_s) return CORDON_OK;
    date_time_text(h->expires_s, at);
    if (moved < JUMP_DAYS)
        return error_set(err, CORDON_REFUSED,
                         "it expired on %s, and the clock says %s: ask for a newer bundle", at, now);
    return error_set(err, CORDON_REFUSED,
                     "it expired on %s, and the clock says %s, %lld days after the last bundle was taken: "
                     "see whether the clock has jumped, or ask for a newer bundle",
                     at, now, (long long)moved);
}

cordon_status bundle_check(struct bundle *b, const struct root *root, int64_t as_of_s,
                           int64_t last_s, struct cordon_error *err)
{
    b->root = *root;
    b->good = seals_check(&b->seals, &b->root);
    cordon_status st = seals_enough(&b->seals, &b->root, b->good, "the root", err);
    if (st) return in_file(b, st, err);
    st = bundle_form(b, err);
    if (st) return st;
    if (!str_eq(b->head.origin, b->root.origin))
        st = error_set(err, CORDON_REFUSED, "a bundle of '%.*s', and the root is of '%.*s'",
                       STR_ARG(b->head.origin), STR_ARG(b->root.origin));
    if (!st) st = root_holds(&b->root, as_of_s, err);
    if (!st) st = check_time(&b->head, as_of_s, last_s, err);
    return in_file(b, st, err);
}

static void write_part(struct json_writer *w, const struct head_part *p)
{
    json_w_object(w);
    json_w_key_str(w, STR("name"), p->name);
    json_w_key_u64(w, STR("size"), p->size);
    json_w_key_str(w, STR("sha256"), p->sha);
    json_w_object_end(w);
}

static void write_reasons(const struct bundle *b, struct json_writer *w)
{
    json_w_key(w, STR("accepted"));
    json_w_array(w);
    for (size_t i = 0; i < b->head.part_count; i++) {
        struct part_path path;
        str reason = bundle_reason(b, i);
        if (!reason.len || head_part_path(b->head.part[i].name, &path, NULL)) continue;
        json_w_object(w);
        json_w_key_str(w, STR("source"), path.source);
        json_w_key_str(w, STR("edition"), path.edition);
        json_w_key_str(w, STR("reason"), reason);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

cordon_status bundle_json(const struct bundle *b, struct cordon_text *ret, struct cordon_error *err)
{
    struct buf out = BUF_INIT(16 << 20);
    struct json_writer w;
    char issued[32], expires[32];
    date_time_text(b->head.issued_s, issued);
    date_time_text(b->head.expires_s, expires);
    json_w_init(&w, &out);
    json_w_object(&w);
    json_w_key_str(&w, STR("origin"), b->head.origin);
    json_w_key_u64(&w, STR("serial"), b->head.serial);
    json_w_key_str(&w, STR("issued"), str_c(issued));
    json_w_key_str(&w, STR("expires"), str_c(expires));
    json_w_key_str(&w, STR("prev"), b->head.prev);
    json_w_key_str(&w, STR("sha256"), str_c(b->sha));
    json_w_key_u64(&w, STR("threshold"), b->root.threshold);
    json_w_key_u64(&w, STR("root_version"), b->root.version);
    seals_json(&b->seals, &w);
    write_reasons(b, &w);
    json_w_key(&w, STR("parts"));
    json_w_array(&w);
    for (size_t i = 0; i < b->head.part_count; i++) write_part(&w, &b->head.part[i]);
    json_w_array_end(&w);
    json_w_object_end(&w);
    return text_give(&out, "the bundle", &ret->data, &ret->len, err);
}
