/* Hashes, over nettle and xxHash. */
#include "base/hash.h"

#include <nettle/sha2.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof((struct sha *)0)->state,
               "nettle's context fits");

static struct sha256_ctx *ctx(struct sha *h)
{
    return (struct sha256_ctx *)(void *)h->state;
}

void sha_init(struct sha *h)
{
    nettle_sha256_init(ctx(h));
}

void sha_add(struct sha *h, str bytes)
{
    if (bytes.len) nettle_sha256_update(ctx(h), bytes.len, (const uint8_t *)bytes.data);
}

void sha_end(struct sha *h, uint8_t ret_digest[SHA_LEN])
{
    nettle_sha256_digest(ctx(h), SHA_LEN, ret_digest);
}

void sha_of(str bytes, uint8_t ret_digest[SHA_LEN])
{
    struct sha h;
    sha_init(&h);
    sha_add(&h, bytes);
    sha_end(&h, ret_digest);
}

static void write_hex(const uint8_t *digest, size_t len, char *ret_hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        ret_hex[2 * i] = digits[digest[i] >> 4];
        ret_hex[2 * i + 1] = digits[digest[i] & 15];
    }
    ret_hex[2 * len] = '\0';
}

void sha_hex(const uint8_t digest[SHA_LEN], char ret_hex[SHA_HEX_LEN + 1])
{
    write_hex(digest, SHA_LEN, ret_hex);
}

void xxh128_of(str bytes, uint8_t ret_digest[XXH_LEN])
{
    XXH128_canonical_t c;
    XXH128_canonicalFromHash(&c, XXH3_128bits(bytes.data ? bytes.data : "", bytes.len));
    memcpy(ret_digest, c.digest, XXH_LEN);
}

void xxh128_hex(const uint8_t digest[XXH_LEN], char ret_hex[XXH_HEX_LEN + 1])
{
    write_hex(digest, XXH_LEN, ret_hex);
}
