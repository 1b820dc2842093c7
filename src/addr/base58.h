/* Base58: bytes as text without 0, O, I and l, in the alphabets of Bitcoin and of XRP. */
#ifndef ADDR_BASE58_H
#define ADDR_BASE58_H

#include "base/str.h"

enum {
    BASE58_TEXT_MAX = 128, /* letters; Cardano's Byron addresses are the longest, about 115 */
    BASE58_BYTES_MAX = 128,
    BASE58_BAD = -1,  /* a letter outside the alphabet */
    BASE58_LONG = -2, /* above BASE58_TEXT_MAX */
};

extern const char base58_bitcoin[59]; /* also Monero, Solana, Tron, Tezos, SS58 */
extern const char base58_xrp[59];

/** Is every byte a letter of base58 (either alphabet: the letters are the same)? */
bool base58_is_text(str text);

/** Decode as one big number, leading zero letters as leading zero bytes.
 *  @return bytes written, BASE58_BAD or BASE58_LONG */
int base58_decode(str text, const char alphabet[59], uint8_t ret[BASE58_BYTES_MAX]);

/** Do the last 4 of `len` bytes begin SHA-256(SHA-256(the bytes before them))? False below 5. */
bool base58_check_holds(const uint8_t *bytes, size_t len);

/** Decode Monero's way: blocks of 11 letters are 8 bytes, a shorter last block fewer.
 *  @return bytes written, BASE58_BAD (also for a block whose number is too big for its bytes or a
 *          last block of a length that cannot be) or BASE58_LONG */
int base58_decode_blocks(str text, uint8_t ret[BASE58_BYTES_MAX]);

#endif
