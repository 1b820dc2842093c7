/* BLAKE2b with 64 bytes of digest and no key, for SS58 checksums. */
#ifndef ADDR_BLAKE2B_H
#define ADDR_BLAKE2B_H

#include "base/str.h"

enum { BLAKE2B_LEN = 64, BLAKE2B_TEXT_MAX = 128 };

/**
 * BLAKE2b-512 of at most BLAKE2B_TEXT_MAX bytes: one block, which is all that a checksum of an
 * address needs. Longer texts are a mistake of ours (assert).
 *
 * Source: docs/sources.md#blake2b (RFC 7693)
 */
void blake2b_of(str bytes, uint8_t ret_digest[BLAKE2B_LEN]);

#endif
