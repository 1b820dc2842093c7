/* How sure a share is: Wilson's score interval, in whole numbers. */
#ifndef CLI_INTERVAL_H
#define CLI_INTERVAL_H

#include <stdint.h>

struct interval {
    uint16_t share_bp; /* k of n, basis points; 0 when n is 0 */
    uint16_t low_bp, high_bp; /* 95 of 100 such intervals hold the true share; 0 to 10000 when n is 0 */
};

/** @param k, n  k <= n <= 1,000,000,000
 *  Source: docs/sources.md#wilson */
struct interval interval_of(uint64_t k, uint64_t n);

#endif
