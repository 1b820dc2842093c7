/* Public keys and signatures in the format of minisign: read, checked, written. */
#include "share/minisign_inside.h"

#include "base/num.h"

#include <sodium.h>

enum { PUBLIC_LEN = 2 + MINISIGN_ID_LEN + 32, SIGNATURE_LEN = 2 + MINISIGN_ID_LEN + 64 };

cordon_status minisign_start(struct cordon_error *err)
{
    return sodium_init() < 0 ? error_set(err, CORDON_BUG, "libsodium does not start") : CORDON_OK;
}

/* --- lines ------------------------------------------------------------------------------------ */

cordon_status minisign_lines_of(str text, struct minisign_lines *ret, struct cordon_error *err)
{
    if (text.len > MINISIGN_TEXT_MAX)
        return error_set(err, CORDON_LIMIT, "a key or signature file above %d KiB",
                         MINISIGN_TEXT_MAX >> 10);
    if (text.len && text.data[text.len - 1] == '\n') text.len--;
    ret->count = 0;
    str piece;
    while (str_next(&text, '\n', &piece)) {
        if (ret->count == COUNT_OF(ret->line))
            return error_at(err, CORDON_SYNTAX, STR_EMPTY, ret->count + 1, 0,
                            "more than 4 lines: no key and no signature of minisign");
        if (piece.len && piece.data[piece.len - 1] == '\r') piece.len--;
        ret->line[ret->count++] = piece;
    }
    return ret->count ? CORDON_OK : error_set(err, CORDON_SYNTAX, "the file is empty");
}

bool minisign_base64_read(str line, uint8_t *ret, size_t len)
{
    char again[512];
    size_t got = 0;
    const char *end = NULL;
    size_t want = sodium_base64_encoded_len(len, sodium_base64_VARIANT_ORIGINAL);
    if (line.len + 1 != want || want > sizeof again) return false;
    if (sodium_base642bin(ret, len, line.data, line.len, NULL, &got, &end,
                          sodium_base64_VARIANT_ORIGINAL) ||
        got != len || end != line.data + line.len)
        return false;
    /* spare bits of the last letter must be as an encoder leaves them: one text for one key */
    sodium_bin2base64(again, want, ret, len, sodium_base64_VARIANT_ORIGINAL);
    bool is_same = memcmp(again, line.data, line.len) == 0;
    sodium_memzero(again, sizeof again);
    return is_same;
}

void minisign_base64_write(const uint8_t *bytes, size_t len, struct buf *out)
{
    size_t want = sodium_base64_encoded_len(len, sodium_base64_VARIANT_ORIGINAL);
    char *at = buf_take(out, want);
    if (!at) return;
    sodium_bin2base64(at, want, bytes, len, sodium_base64_VARIANT_ORIGINAL);
    out->len--; /* its NUL */
}

void minisign_id_hex(const uint8_t id[MINISIGN_ID_LEN], char ret[MINISIGN_ID_HEX + 1])
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < MINISIGN_ID_LEN; i++) { /* shown as a number whose lowest byte is first */
        uint8_t byte = id[MINISIGN_ID_LEN - 1 - i];
        ret[2 * i] = digits[byte >> 4];
        ret[2 * i + 1] = digits[byte & 15];
    }
    ret[MINISIGN_ID_HEX] = '\0';
}

/* --- public keys -------------------------------------------------------------------------------- */

cordon_status minisign_public_read(str text, struct minisign_public *ret, struct cordon_error *err)
{
    struct minisign_lines lines;
    uint8_t raw[PUBLIC_LEN];
    cordon_status st = minisign_lines_of(text, &lines, err);
    if (st) return st;
    size_t at = lines.count - 1;
    if (at > 1 || (at == 1 && !str_starts(lines.line[0], STR(MINISIGN_UNTRUSTED))))
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, 0,
                        "no public key: a comment and one line of base64 are expected");
    if (!minisign_base64_read(lines.line[at], raw, sizeof raw))
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, at + 1, 0,
                        "no public key: 42 bytes in base64 are expected");
    if (memcmp(raw, "Ed", 2) != 0)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, at + 1, 0,
                        "a key of another kind than minisign's 'Ed'");
    memcpy(ret->id, raw + 2, sizeof ret->id);
    memcpy(ret->key, raw + 2 + MINISIGN_ID_LEN, sizeof ret->key);
    return CORDON_OK;
}

void minisign_public_line(const struct minisign_public *key, struct buf *out)
{
    uint8_t raw[PUBLIC_LEN] = "Ed";
    memcpy(raw + 2, key->id, sizeof key->id);
    memcpy(raw + 2 + MINISIGN_ID_LEN, key->key, sizeof key->key);
    minisign_base64_write(raw, sizeof raw, out);
}

void minisign_public_write(const struct minisign_public *key, struct buf *out)
{
    char hex[MINISIGN_ID_HEX + 1];
    minisign_id_hex(key->id, hex);
    buf_printf(out, MINISIGN_UNTRUSTED "minisign public key %s\n", hex);
    minisign_public_line(key, out);
    buf_add_byte(out, '\n');
}

/* --- signatures ---------------------------------------------------------------------------------- */

static cordon_status bad_line(struct cordon_error *err, uint64_t line, const char *what)
{
    return error_at(err, CORDON_SYNTAX, STR_EMPTY, line, 0, "no minisign signature: %s", what);
}

cordon_status minisign_signature_read(str text, struct minisign_signature *ret,
                                      struct cordon_error *err)
{
    struct minisign_lines l;
    uint8_t raw[SIGNATURE_LEN];
    cordon_status st = minisign_lines_of(text, &l, err);
    if (st) return st;
    if (!str_starts(l.line[0], STR(MINISIGN_UNTRUSTED)))
        return bad_line(err, 1, "it begins with 'untrusted comment: '");
    if (l.count != 4) return bad_line(err, l.count, "it has four lines");
    if (!minisign_base64_read(l.line[1], raw, sizeof raw))
        return bad_line(err, 2, "74 bytes in base64 are expected");
    if (memcmp(raw, "Ed", 2) == 0)
        return error_at(err, CORDON_UNSUPPORTED, STR_EMPTY, 2, 0,
                        "a legacy signature ('Ed'), which is not over a hash; sign again with "
                        "minisign 0.10 or later, which writes 'ED'");
    if (memcmp(raw, "ED", 2) != 0) return bad_line(err, 2, "its kind is not 'ED'");
    if (!str_starts(l.line[2], STR(MINISIGN_TRUSTED)))
        return bad_line(err, 3, "'trusted comment: ' is expected");
    str comment = str_from(l.line[2], sizeof MINISIGN_TRUSTED - 1);
    if (comment.len > MINISIGN_COMMENT_MAX)
        return error_at(err, CORDON_LIMIT, STR_EMPTY, 3, 0, "a comment above %d KiB",
                        MINISIGN_COMMENT_MAX >> 10);
    if (!minisign_base64_read(l.line[3], ret->of_comment, sizeof ret->of_comment))
        return bad_line(err, 4, "64 bytes in base64 are expected");
    memcpy(ret->id, raw + 2, sizeof ret->id);
    memcpy(ret->of_file, raw + 2 + MINISIGN_ID_LEN, sizeof ret->of_file);
    ret->comment = comment;
    return CORDON_OK;
}

cordon_status minisign_digest_of(str bytes, struct minisign_digest *ret, struct cordon_error *err)
{
    cordon_status st = minisign_start(err);
    if (st) return st;
    crypto_generichash(ret->bytes, sizeof ret->bytes, (const uint8_t *)bytes.data, bytes.len, NULL, 0);
    return CORDON_OK;
}

/* What the second signature is over: the first one and the trusted comment. */
static size_t with_comment(const uint8_t of_file[64], str comment,
                           uint8_t ret[64 + MINISIGN_COMMENT_MAX])
{
    memcpy(ret, of_file, 64);
    if (comment.len) memcpy(ret + 64, comment.data, comment.len);
    return 64 + comment.len;
}

bool minisign_verify(const struct minisign_public *key, const struct minisign_signature *sig,
                     const struct minisign_digest *digest)
{
    uint8_t both[64 + MINISIGN_COMMENT_MAX];
    if (memcmp(key->id, sig->id, sizeof key->id) != 0 || sig->comment.len > MINISIGN_COMMENT_MAX)
        return false;
    size_t len = with_comment(sig->of_file, sig->comment, both);
    return crypto_sign_verify_detached(sig->of_file, digest->bytes, sizeof digest->bytes,
                                       key->key) == 0 &&
           crypto_sign_verify_detached(sig->of_comment, both, len, key->key) == 0;
}

cordon_status minisign_sign(const struct minisign_secret *key, const struct minisign_digest *digest,
                            str comment, struct buf *out, struct cordon_error *err)
{
    uint8_t raw[SIGNATURE_LEN] = "ED", both[64 + MINISIGN_COMMENT_MAX], global[64];
    if (comment.len > MINISIGN_COMMENT_MAX || str_index(comment, '\n') < comment.len ||
        str_index(comment, '\r') < comment.len)
        return error_set(err, CORDON_ARGUMENT, "a trusted comment is one line, at most %d KiB",
                         MINISIGN_COMMENT_MAX >> 10);
    cordon_status st = minisign_start(err);
    if (st) return st;
    memcpy(raw + 2, key->id, MINISIGN_ID_LEN);
    crypto_sign_detached(raw + 2 + MINISIGN_ID_LEN, NULL, digest->bytes, sizeof digest->bytes,
                         key->key);
    size_t len = with_comment(raw + 2 + MINISIGN_ID_LEN, comment, both);
    crypto_sign_detached(global, NULL, both, len, key->key);
    buf_add(out, STR(MINISIGN_UNTRUSTED "signature from minisign secret key\n"));
    minisign_base64_write(raw, sizeof raw, out);
    buf_add(out, STR("\n" MINISIGN_TRUSTED));
    buf_add(out, comment);
    buf_add_byte(out, '\n');
    minisign_base64_write(global, sizeof global, out);
    buf_add_byte(out, '\n');
    return out->failed ? error_nomem(err) : CORDON_OK;
}
