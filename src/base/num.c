/* Arithmetic on numbers that come from input. */
#include "base/num.h"

bool num_parse_u64(str s, uint64_t max, uint64_t *ret)
{
    uint64_t v = 0;
    if (s.len == 0 || s.len > 20) return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!byte_is_digit(s.data[i])) return false;
        if (__builtin_mul_overflow(v, 10u, &v)) return false;
        if (__builtin_add_overflow(v, (uint64_t)(s.data[i] - '0'), &v)) return false;
    }
    if (v > max) return false;
    *ret = v;
    return true;
}

uint32_t num_log2_cb(uint64_t x)
{
    /* log2(1 + i/128) in 1/256 of a hundredth; between two the line is off by less than 1/500 of one */
    static const uint16_t part[129] = {
        0, 287, 573, 856, 1136, 1415, 1692, 1966, 2239, 2510, 2778, 3045, 3310, 3573, 3834, 4093,
        4350, 4606, 4860, 5112, 5362, 5611, 5858, 6103, 6347, 6589, 6830, 7069, 7306, 7542, 7777, 8010,
        8241, 8471, 8700, 8927, 9153, 9378, 9601, 9823, 10043, 10263, 10480, 10697, 10912, 11126, 11339, 11551,
        11761, 11971, 12179, 12386, 12591, 12796, 13000, 13202, 13403, 13603, 13802, 14000, 14197, 14393, 14588, 14782,
        14975, 15167, 15358, 15548, 15737, 15925, 16112, 16298, 16483, 16667, 16850, 17033, 17214, 17395, 17574, 17753,
        17931, 18108, 18285, 18460, 18635, 18809, 18982, 19154, 19325, 19496, 19666, 19835, 20003, 20170, 20337, 20503,
        20668, 20833, 20997, 21160, 21322, 21484, 21645, 21805, 21964, 22123, 22281, 22439, 22596, 22752, 22907, 23062,
        23216, 23370, 23523, 23675, 23827, 23978, 24128, 24278, 24427, 24576, 24724, 24872, 25018, 25165, 25310, 25455,
        25600,
    };
    unsigned whole = 63u - (unsigned)__builtin_clzll(x);
    uint64_t m = whole > 31 ? x >> (whole - 31) : x << (31 - whole); /* 1.31 */
    uint32_t at = (uint32_t)(m >> 24) & 127u, rest = (uint32_t)m & 0xFFFFFFu;
    uint64_t fraction = ((uint64_t)part[at] << 24) + (uint64_t)(part[at + 1] - part[at]) * rest;
    return whole * 100u + (uint32_t)(fraction >> 32);
}
