/* Eight bytes at a step through the plain part of a JSON string or a CSV cell; private to base/ and record/. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include "base/num.h"

#define SCAN_ONES (UINT64_MAX / 255)  /* 0x01 in every byte */
#define SCAN_HIGH (SCAN_ONES * 0x80)  /* 0x80 in every byte */

/** 0x80 in each byte of w that equals c; above the first true one there may be false ones. */
static inline uint64_t scan_equal(uint64_t w, unsigned char c)
{
    uint64_t v = w ^ (SCAN_ONES * c);
    return (v - SCAN_ONES) & ~v & SCAN_HIGH;
}

/** 0x80 in each byte that a JSON string cannot hold as it stands: '"', '\', below 0x20. The first
 *  mark is true; later ones may not be. */
static inline uint64_t scan_special(uint64_t w)
{
    uint64_t below = (w - SCAN_ONES * 0x20) & ~w & SCAN_HIGH;
    return below | scan_equal(w, '"') | scan_equal(w, '\\');
}

static inline bool scan_is_special(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

/**
 * Bytes of s, from `at` on, before the first special one (or the end).
 *
 * @param ret_high  set when one of them is above 0x7F; never cleared
 */
static inline size_t scan_plain(str s, size_t at, bool *ret_high)
{
    const uint8_t *p = (const uint8_t *)s.data;
    size_t i = at;
    uint64_t high = 0;
    while (s.len - i >= 8) {
        uint64_t w = num_get_u64(p + i);
        uint64_t stop = scan_special(w);
        if (stop) {
            unsigned bits = (unsigned)__builtin_ctzll(stop) - 7; /* 8 x the plain bytes */
            high |= bits ? w << (64 - bits) : 0;
            if (high & SCAN_HIGH) *ret_high = true;
            return i - at + bits / 8;
        }
        high |= w;
        i += 8;
    }
    while (i < s.len && !scan_is_special(p[i])) high |= p[i++];
    if (high & SCAN_HIGH) *ret_high = true;
    return i - at;
}

#endif
