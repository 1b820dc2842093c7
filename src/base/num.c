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
