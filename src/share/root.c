/* The root of an origin: read strictly, written in the one way there is. */
#include "share/root.h"

#include "base/date.h"

static const char title[] = "cordon-root v1";

static cordon_status check_signer(struct lines *l, const struct root *r, const struct root_signer *s)
{
    if (!lines_is_name(s->name, SIGNER_NAME_MAX)) return lines_wrong(l, "no name of a signer");
    for (size_t i = 0; i < r->signer_count; i++) {
        const struct root_signer *o = &r->signer[i];
        if (str_eq(o->name, s->name)) return lines_wrong(l, "one signer twice");
        if (memcmp(o->key.id, s->key.id, sizeof o->key.id) == 0 ||
            memcmp(o->key.key, s->key.key, sizeof o->key.key) == 0)
            return lines_wrong(l, "one key under two names");
        if (str_cmp(o->name, s->name) > 0)
            return lines_wrong(l, "signers are not in the order of their names");
    }
    return CORDON_OK;
}

/* "signer: NAME KEY" */
static cordon_status read_signer(struct lines *l, struct root *r)
{
    struct root_signer s = { .name = STR_EMPTY };
    str v;
    if (r->signer_count == ROOT_SIGNERS_MAX)
        return error_set(l->err, CORDON_LIMIT, "more than %d signers", ROOT_SIGNERS_MAX);
    cordon_status st = lines_value(l, "signer", &v);
    if (st) return st;
    str_next(&v, ' ', &s.name);
    if (minisign_public_read(v, &s.key, NULL))
        return lines_wrong(l, "'signer: NAME KEY' is expected, the key as one line of minisign's base64");
    st = check_signer(l, r, &s);
    if (!st) r->signer[r->signer_count++] = s;
    return st;
}

static cordon_status read_fixed(struct lines *l, struct root *r)
{
    struct lines_stamp stamp;
    cordon_status st = lines_stamp_read(l, title, "version", &stamp);
    if (st) return st;
    r->origin = stamp.origin;
    r->version = stamp.number;
    r->issued_s = stamp.issued_s;
    r->expires_s = stamp.expires_s;
    r->prev = stamp.prev;
    bool is_first = r->version == 1;
    if (is_first != str_eq(r->prev, STR("none")))
        return lines_wrong(l, is_first ? "the first root has 'prev: none'"
                                       : "the SHA-256 of the root before is expected");
    return lines_number(l, "threshold", ROOT_SIGNERS_MAX, &r->threshold);
}

cordon_status root_read(str text, struct root *ret, struct cordon_error *err)
{
    struct lines l;
    struct root r = { .text = text };
    uint8_t digest[SHA_LEN];
    if (text.len > ROOT_TEXT_MAX)
        return error_set(err, CORDON_LIMIT, "a root above %d KiB", ROOT_TEXT_MAX >> 10);
    lines_init(&l, text, err);
    cordon_status st = read_fixed(&l, &r);
    while (!st && !lines_is_end(&l)) st = read_signer(&l, &r);
    if (!st && (r.threshold == 0 || r.threshold > r.signer_count))
        st = lines_wrong(&l, "the threshold is not from 1 to the number of signers");
    if (st) return st;
    sha_of(text, digest);
    sha_hex(digest, r.sha);
    *ret = r;
    return CORDON_OK;
}

void root_write(const struct root *r, struct buf *out)
{
    const struct lines_stamp stamp = { r->origin, r->version, r->issued_s, r->expires_s, r->prev };
    lines_stamp_write(&stamp, title, "version", out);
    buf_printf(out, "threshold: %llu\n", (unsigned long long)r->threshold);
    for (size_t i = 0; i < r->signer_count; i++) {
        buf_printf(out, "signer: %.*s ", STR_ARG(r->signer[i].name));
        minisign_public_line(&r->signer[i].key, out);
        buf_add_byte(out, '\n');
    }
}

const struct root_signer *root_signer_of(const struct root *r, const uint8_t id[MINISIGN_ID_LEN])
{
    for (size_t i = 0; i < r->signer_count; i++)
        if (memcmp(r->signer[i].key.id, id, MINISIGN_ID_LEN) == 0) return &r->signer[i];
    return NULL;
}

cordon_status root_follows(const struct root *old, const struct root *next, struct cordon_error *err)
{
    if (!str_eq(old->origin, next->origin))
        return error_set(err, CORDON_REFUSED, "a root of '%.*s', where '%.*s' is known",
                         STR_ARG(next->origin), STR_ARG(old->origin));
    if (next->version <= old->version)
        return error_set(err, CORDON_REFUSED, "root version %llu, where version %llu is known already",
                         (unsigned long long)next->version, (unsigned long long)old->version);
    if (next->version != old->version + 1)
        return error_set(err, CORDON_REFUSED, "root version %llu does not follow version %llu at once; "
                         "take the ones between first", (unsigned long long)next->version,
                         (unsigned long long)old->version);
    if (!str_eq(next->prev, str_c(old->sha)))
        return error_set(err, CORDON_REFUSED, "root version %llu was made to follow another root than the "
                         "one known", (unsigned long long)next->version);
    return CORDON_OK;
}

cordon_status root_holds(const struct root *r, int64_t as_of_s, struct cordon_error *err)
{
    char now[32], at[32];
    date_time_text(as_of_s, now);
    if (as_of_s < r->issued_s) {
        date_time_text(r->issued_s, at);
        return error_set(err, CORDON_REFUSED, "the clock says %s, before the root was issued (%s): set the "
                         "clock", now, at);
    }
    if (as_of_s < r->expires_s) return CORDON_OK;
    date_time_text(r->expires_s, at);
    return error_set(err, CORDON_REFUSED, "the root expired on %s, and it is %s: the next root is needed",
                     at, now);
}
