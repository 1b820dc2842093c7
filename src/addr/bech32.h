/* Bech32, bech32m and cashaddr: 5 bits a letter, one case, a BCH code as checksum. */
#ifndef ADDR_BECH32_H
#define ADDR_BECH32_H

#include "base/str.h"

enum {
    BECH32_VALUES_MAX = 256,
    BECH32_BYTES_MAX = 160,
};

/** Which checksum holds. */
enum bech32_check {
    BECH32_NEITHER = 0,
    BECH32_1, /* BIP-173 */
    BECH32_M, /* BIP-350 */
};

struct bech32 {
    enum bech32_check check;
    bool    mixed_case, bad_letter; /* why check is NEITHER; neither of them: a wrong sum */
    str     hrp;                    /* as written, a view */
    uint8_t values[BECH32_VALUES_MAX]; /* 0..31, without the checksum */
    size_t  count;
};

/** Letters of one case only (digits do not count)? */
bool bech32_is_one_case(str text);

/**
 * Read hrp, separator, data and checksum; the last '1' is the separator. No limit of 90 letters:
 * that is the business of the form.
 *
 * @return false when there is no hrp, fewer than 6 letters behind it, or too many
 */
bool bech32_read(str text, struct bech32 *ret);

/**
 * Prove the 40-bit checksum of a cashaddr text (without its prefix and colon).
 *
 * @param prefix  in lower case, such as "bitcoincash"
 * @param ret     values without the checksum, with check BECH32_1 when it holds
 * @return false when fewer than 9 letters, or too many
 */
bool cashaddr_read(str prefix, str text, struct bech32 *ret);

/** Values of 5 bits to bytes; false when the bits left over are 5 or more or not zero, or more
 *  than BECH32_BYTES_MAX come out. */
bool bech32_bytes(const uint8_t *values, size_t count, uint8_t ret[BECH32_BYTES_MAX],
                  size_t *ret_len);

#endif
