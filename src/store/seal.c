/* Sealing: XChaCha20-Poly1305 with a random nonce; what a value is, its row and the schema's version are bound to it. */
#include "store/inside.h"

#include "base/num.h"

#include <sodium.h>

enum { ABOUT_LEN = 16 };

_Static_assert(STORE_KEY_LEN == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "keys fit the cipher");
_Static_assert(STORE_KEY_LEN == crypto_kdf_KEYBYTES, "keys fit the derivation");
_Static_assert(TAG_KEY_LEN == crypto_shorthash_siphashx24_KEYBYTES, "keys fit the hash");
_Static_assert(SEAL_EXTRA == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "what a seal adds");

cordon_status seal_begin(struct cordon_error *err)
{
    return sodium_init() < 0 ? error_set(err, CORDON_IO, "the cryptographic library does not start") : CORDON_OK;
}

void seal_random(uint8_t *bytes, size_t len)
{
    randombytes_buf(bytes, len);
}

void seal_forget(void *bytes, size_t len)
{
    sodium_memzero(bytes, len);
}

void seal_keys(const uint8_t data_key[STORE_KEY_LEN], struct store_keys *ret)
{
    crypto_kdf_derive_from_key(ret->seal, sizeof ret->seal, 1, "cordonSL", data_key);
    crypto_kdf_derive_from_key(ret->tag, sizeof ret->tag, 2, "cordonTG", data_key);
}

static void about_of(unsigned what, uint64_t row, uint8_t ret[ABOUT_LEN])
{
    num_put_u32(ret, what);
    num_put_u32(ret + 4, STORE_VERSION);
    num_put_u64(ret + 8, row);
}

void seal_put(const uint8_t key[STORE_KEY_LEN], unsigned what, uint64_t row, str plain, struct buf *out)
{
    uint8_t about[ABOUT_LEN];
    unsigned long long len;
    uint8_t *to = (uint8_t *)buf_take(out, plain.len + SEAL_EXTRA);
    if (!to) return;
    about_of(what, row, about);
    randombytes_buf(to, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(to + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, &len,
                                               (const uint8_t *)plain.data, plain.len, about, sizeof about, NULL, to, key);
}

bool seal_open(const uint8_t key[STORE_KEY_LEN], unsigned what, uint64_t row, str sealed, struct buf *out)
{
    uint8_t about[ABOUT_LEN];
    unsigned long long len;
    const uint8_t *from = (const uint8_t *)sealed.data;
    if (sealed.len < SEAL_EXTRA) return false;
    size_t before = out->len;
    uint8_t *to = (uint8_t *)buf_take(out, sealed.len - SEAL_EXTRA);
    uint8_t none;
    if (!to && out->failed) return true; /* the buffer tells it */
    if (!to) to = &none;
    about_of(what, row, about);
    const size_t nonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(to, &len, NULL, from + nonce, sealed.len - nonce, about, sizeof about,
                                                   from, key) == 0)
        return true;
    out->len = before;
    return false;
}

void seal_tag(const uint8_t key[TAG_KEY_LEN], str text, uint8_t ret[TAG_LEN])
{
    crypto_shorthash_siphashx24(ret, (const uint8_t *)text.data, text.len, key);
}
