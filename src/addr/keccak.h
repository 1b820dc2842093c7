/* Keccak-256 with the padding of 2011, as Ethereum and Monero use it. */
#ifndef ADDR_KECCAK_H
#define ADDR_KECCAK_H

#include "base/str.h"

enum { KECCAK_LEN = 32 };

/**
 * Keccak-256 of one run of bytes. Not SHA3-256: that pads with 06 where this pads with 01.
 *
 * Source: docs/sources.md#keccak
 */
void keccak_of(str bytes, uint8_t ret_digest[KECCAK_LEN]);

#endif
