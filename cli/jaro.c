/* Plain Jaro-Winkler similarity. */
#include "cli/jaro.h"

enum { LEN_MAX = 64, PREFIX_MAX = 4 };

static bool same(char a, char b)
{
    return byte_lower(a) == byte_lower(b);
}

/* Letters that agree within half the longer length; marks them. */
static size_t common(str a, str b, bool *in_a, bool *in_b)
{
    size_t longer = a.len > b.len ? a.len : b.len, count = 0;
    size_t reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    for (size_t i = 0; i < a.len; i++) {
        size_t from = i > reach ? i - reach : 0;
        for (size_t j = from; j < b.len && j <= i + reach; j++) {
            if (in_b[j] || !same(a.data[i], b.data[j])) continue;
            in_a[i] = in_b[j] = true;
            count++;
            break;
        }
    }
    return count;
}

static size_t out_of_order(str a, str b, const bool *in_a, const bool *in_b)
{
    size_t odd = 0;
    for (size_t i = 0, j = 0; i < a.len; i++) {
        if (!in_a[i]) continue;
        while (!in_b[j]) j++;
        odd += !same(a.data[i], b.data[j]);
        j++;
    }
    return odd / 2;
}

unsigned jaro_winkler_bp(str a, str b)
{
    bool in_a[LEN_MAX] = { false }, in_b[LEN_MAX] = { false };
    if (!a.len || !b.len || a.len > LEN_MAX || b.len > LEN_MAX) return 0;
    size_t c = common(a, b, in_a, in_b);
    if (!c) return 0;
    size_t t = out_of_order(a, b, in_a, in_b);
    size_t jaro = (10000 * c / a.len + 10000 * c / b.len + 10000 * (c - t) / c) / 3;
    size_t prefix = 0;
    while (prefix < PREFIX_MAX && prefix < a.len && prefix < b.len &&
           same(a.data[prefix], b.data[prefix]))
        prefix++;
    return (unsigned)(jaro + prefix * (10000 - jaro) / 10);
}
