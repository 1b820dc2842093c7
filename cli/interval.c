/* Wilson's interval without floating point: the same on every machine. */
#include "cli/interval.h"

#include <stddef.h>

/* whole part of the square root */
static uint64_t root(uint64_t v)
{
    uint64_t low = 0, high = 4294967295u;
    while (low < high) {
        uint64_t mid = low + (high - low + 1) / 2;
        if (mid * mid <= v)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

/*
 * With z = 1.96, z² = 3.8416 (src: wilson):
 *
 *   centre = (k + z²/2) / (n + z²)      half = z sqrt(k (n - k) / n + z²/4) / (n + z²)
 *
 * All times 10,000: under the root stands 10^8 (k (n - k) / n + 0.9604).
 */
struct interval interval_of(uint64_t k, uint64_t n)
{
    struct interval out = { 0, 0, 10000 };
    if (!n || k > n) return out;
    /* large counts are brought down: their interval is narrow however they are rounded */
    while (n > 1000000) {
        n = (n + 5) / 10;
        k = (k + 5) / 10;
        if (k > n) k = n;
    }
    uint64_t product = k * (n - k), whole = product / n, part = product % n;
    uint64_t under = whole * 100000000 + part * 100000000 / n + 96040000;
    uint64_t below = n * 10000 + 38416;
    uint64_t centre = k * 10000 + 19208, half = 196 * root(under) / 100;
    out.share_bp = (uint16_t)((k * 20000 + n) / (2 * n));
    out.low_bp = (uint16_t)(k && centre > half ? ((centre - half) * 10000 + below / 2) / below : 0);
    out.high_bp = (uint16_t)(k < n ? ((centre + half) * 10000 + below / 2) / below : 10000);
    return out;
}
