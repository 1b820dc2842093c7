/* Arithmetic on numbers that come from input: overflow is an answer, not an accident. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/str.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static inline bool num_add(size_t a, size_t b, size_t *ret)
{
    return !__builtin_add_overflow(a, b, ret);
}

static inline bool num_mul(size_t a, size_t b, size_t *ret)
{
    return !__builtin_mul_overflow(a, b, ret);
}

/** All of s as a decimal number 0..max; false when it is anything else. */
bool num_parse_u64(str s, uint64_t max, uint64_t *ret);

static inline uint32_t num_min_u32(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}
static inline uint32_t num_max_u32(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Little-endian numbers in stored bytes, at any alignment. */
static inline uint16_t num_get_u16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}
static inline uint32_t num_get_u32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}
static inline uint64_t num_get_u64(const uint8_t *p)
{
    return num_get_u32(p) | (uint64_t)num_get_u32(p + 4) << 32;
}
static inline void num_put_u16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)v;
    p[1] = (uint8_t)(v >> 8);
}
static inline void num_put_u32(uint8_t *p, uint32_t v)
{
    num_put_u16(p, (uint16_t)v);
    num_put_u16(p + 2, (uint16_t)(v >> 16));
}
static inline void num_put_u64(uint8_t *p, uint64_t v)
{
    num_put_u32(p, (uint32_t)v);
    num_put_u32(p + 4, (uint32_t)(v >> 32));
}

/** log2(x) in hundredths, rounded down; x > 0. The same on every machine. */
uint32_t num_log2_cb(uint64_t x);

#endif
