/* Secret keys in the files of stock minisign: mixed with scrypt of a password, or open. */
#include "share/minisign_inside.h"

#include "base/mem.h"
#include "base/num.h"

#include <sodium.h>

/* What of a secret key file is mixed with the password: id, key, check. */
enum { HIDDEN_LEN = MINISIGN_ID_LEN + 64 + 32, CHECK_AT = MINISIGN_ID_LEN + 64 };
enum { SECRET_LEN = 2 + 2 + 2 + 32 + 8 + 8 + HIDDEN_LEN, SALT_AT = 6, OPS_AT = 38, MEM_AT = 46,
       HIDDEN_AT = 54 };
/* What stock minisign writes is libsodium's SENSITIVE: 2^25 and 1 GiB. A file that asks for more
 * work is not ours to do. */
#define SCRYPT_OPS_MAX ((uint64_t)1 << 26)
#define SCRYPT_MEM_MAX ((uint64_t)1 << 30)

void minisign_secret_wipe(struct minisign_secret *key)
{
    sodium_memzero(key, sizeof *key);
}

cordon_status minisign_generate(struct minisign_secret *ret_secret,
                                struct minisign_public *ret_public, struct cordon_error *err)
{
    cordon_status st = minisign_start(err);
    if (st) return st;
    randombytes_buf(ret_secret->id, sizeof ret_secret->id);
    crypto_sign_keypair(ret_public->key, ret_secret->key);
    memcpy(ret_public->id, ret_secret->id, sizeof ret_public->id);
    return CORDON_OK;
}

/* BLAKE2b-256 over kind, id and key: tells a wrong password from a right one. */
static void check_of(const uint8_t *hidden, uint8_t ret[32])
{
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, 32);
    crypto_generichash_update(&h, (const uint8_t *)"Ed", 2);
    crypto_generichash_update(&h, hidden, CHECK_AT);
    crypto_generichash_final(&h, ret, 32);
}

static bool mix(uint8_t hidden[HIDDEN_LEN], str password, const uint8_t salt[32], uint64_t ops,
                uint64_t mem)
{
    uint8_t stream[HIDDEN_LEN];
    if (crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, password.data, password.len, salt,
                                           ops, (size_t)mem))
        return false;
    for (size_t i = 0; i < HIDDEN_LEN; i++) hidden[i] ^= stream[i];
    sodium_memzero(stream, sizeof stream);
    return true;
}

static bool is_open(const uint8_t *raw)
{
    return raw[2] == 0 && raw[3] == 0;
}

/* The bytes of a secret key file. */
static cordon_status raw_of(str text, uint8_t raw[SECRET_LEN], struct cordon_error *err)
{
    struct minisign_lines l;
    cordon_status st = minisign_lines_of(text, &l, err);
    if (!st) st = minisign_start(err);
    if (st) return st;
    if (l.count != 2 || !str_starts(l.line[0], STR(MINISIGN_UNTRUSTED)))
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 1, 0,
                        "no secret key: 'untrusted comment: ' and one line of base64 are expected");
    if (!minisign_base64_read(l.line[1], raw, SECRET_LEN))
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 2, 0,
                        "no secret key: %d bytes in base64 are expected", SECRET_LEN);
    if (memcmp(raw, "Ed", 2) != 0 || memcmp(raw + 4, "B2", 2) != 0 ||
        (memcmp(raw + 2, "Sc", 2) != 0 && !is_open(raw)))
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, 2, 0,
                        "a secret key of a kind that is not known");
    return CORDON_OK;
}

/* Take the password off; `raw` is the whole file's. */
static cordon_status uncover(uint8_t raw[SECRET_LEN], str password, struct cordon_error *err)
{
    uint64_t ops = num_get_u64(raw + OPS_AT), mem = num_get_u64(raw + MEM_AT);
    if (password.len == 0)
        return error_set(err, CORDON_REFUSED, "the secret key needs its password");
    if (password.len > MINISIGN_PASSWORD_MAX)
        return error_set(err, CORDON_LIMIT, "a password above %d bytes", MINISIGN_PASSWORD_MAX);
    if (ops > SCRYPT_OPS_MAX || mem > SCRYPT_MEM_MAX)
        return error_set(err, CORDON_LIMIT, "the secret key asks for more work than stock minisign's");
    if (!mix(raw + HIDDEN_AT, password, raw + SALT_AT, ops, mem))
        return error_set(err, CORDON_NOMEM, "scrypt does not get its %llu MiB of memory",
                         (unsigned long long)(mem >> 20));
    return CORDON_OK;
}

cordon_status minisign_secret_read(str text, str password, struct minisign_secret *ret,
                                   struct cordon_error *err)
{
    uint8_t raw[SECRET_LEN], check[32];
    cordon_status st = raw_of(text, raw, err);
    bool has_password = !st && !is_open(raw);
    if (has_password) st = uncover(raw, password, err);
    if (st) goto done;
    const uint8_t *hidden = raw + HIDDEN_AT;
    check_of(hidden, check);
    /* an open key of stock minisign has no check */
    bool is_whole = sodium_memcmp(check, hidden + CHECK_AT, sizeof check) == 0 ||
                    (!has_password && sodium_is_zero(hidden + CHECK_AT, sizeof check));
    if (!is_whole) {
        st = has_password ? error_set(err, CORDON_REFUSED, "wrong password, or a damaged secret key")
                          : error_at(err, CORDON_SYNTAX, STR_EMPTY, 2, 0, "a damaged secret key");
        goto done;
    }
    memcpy(ret->id, hidden, sizeof ret->id);
    memcpy(ret->key, hidden + MINISIGN_ID_LEN, sizeof ret->key);
done:
    sodium_memzero(raw, sizeof raw);
    return st;
}

bool minisign_secret_has_password(str text)
{
    uint8_t raw[SECRET_LEN];
    bool has = !raw_of(text, raw, NULL) && !is_open(raw);
    sodium_memzero(raw, sizeof raw);
    return has;
}

/* Mix with the password. Where memory is short, with less of it, as stock minisign does. */
static cordon_status cover(uint8_t raw[SECRET_LEN], str password, enum minisign_work work,
                           struct cordon_error *err)
{
    uint64_t ops = work == MINISIGN_QUICK ? crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_INTERACTIVE
                                          : crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE;
    uint64_t mem = work == MINISIGN_QUICK ? crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_INTERACTIVE
                                          : crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE;
    if (password.len == 0 || password.len > MINISIGN_PASSWORD_MAX)
        return error_set(err, CORDON_ARGUMENT, "a password has 1 to %d bytes",
                         MINISIGN_PASSWORD_MAX);
    memcpy(raw + 2, "Sc", 2);
    randombytes_buf(raw + SALT_AT, 32);
    check_of(raw + HIDDEN_AT, raw + HIDDEN_AT + CHECK_AT);
    while (!mix(raw + HIDDEN_AT, password, raw + SALT_AT, ops, mem)) {
        ops /= 2;
        mem /= 2;
        if (mem < crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_INTERACTIVE)
            return error_set(err, CORDON_NOMEM, "scrypt does not get its memory");
    }
    num_put_u64(raw + OPS_AT, ops);
    num_put_u64(raw + MEM_AT, mem);
    return CORDON_OK;
}

cordon_status minisign_secret_write(const struct minisign_secret *key, str password,
                                    enum minisign_work work, struct buf *out,
                                    struct cordon_error *err)
{
    uint8_t raw[SECRET_LEN] = { 0 };
    cordon_status st = minisign_start(err);
    if (st) return st;
    memcpy(raw, "Ed", 2);
    memcpy(raw + 4, "B2", 2);
    memcpy(raw + HIDDEN_AT, key->id, sizeof key->id);
    memcpy(raw + HIDDEN_AT + MINISIGN_ID_LEN, key->key, sizeof key->key);
    if (work != MINISIGN_OPEN) st = cover(raw, password, work, err);
    if (!st) {
        buf_add(out, STR(MINISIGN_UNTRUSTED "minisign encrypted secret key\n"));
        minisign_base64_write(raw, sizeof raw, out);
        buf_add_byte(out, '\n');
        if (out->failed) st = error_nomem(err);
    }
    sodium_memzero(raw, sizeof raw);
    return st;
}
