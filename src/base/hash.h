/* Hashes: SHA-256 for identity, XXH3 for damage. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

enum { SHA_LEN = 32, SHA_HEX_LEN = 64, XXH_LEN = 16, XXH_HEX_LEN = 32 };

/** SHA-256 over bytes that come in pieces. */
struct sha {
    _Alignas(8) uint8_t state[128]; /* the library's context */
};

void sha_init(struct sha *h);
void sha_add(struct sha *h, str bytes);
/** Write the digest and start over. */
void sha_end(struct sha *h, uint8_t ret_digest[SHA_LEN]);
/** SHA-256 of one run of bytes. */
void sha_of(str bytes, uint8_t ret_digest[SHA_LEN]);
/** 64 lower-case digits and a NUL. */
void sha_hex(const uint8_t digest[SHA_LEN], char ret_hex[SHA_HEX_LEN + 1]);

/** 128-bit XXH3 in canonical (big-endian) byte order: finds damage, proves nothing. */
void xxh128_of(str bytes, uint8_t ret_digest[XXH_LEN]);
/** 32 lower-case digits and a NUL. */
void xxh128_hex(const uint8_t digest[XXH_LEN], char ret_hex[XXH_HEX_LEN + 1]);

#endif
