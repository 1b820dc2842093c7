/* Shuffling without memory. */
#include "train/prng.h"

enum { ROUNDS = 4 };

static uint32_t half_bits(uint32_t n)
{
    uint32_t bits = 1;
    while (bits < 16 && (UINT64_C(1) << 2 * bits) < n) bits++;
    return bits;
}

static uint32_t round_of(uint64_t key, uint32_t round, uint32_t half, uint32_t mask)
{
    return (uint32_t)prng_mix(key, round, half) & mask;
}

static uint32_t forward(uint64_t key, uint32_t bits, uint32_t x)
{
    uint32_t mask = (1u << bits) - 1, left = x >> bits, right = x & mask;
    for (uint32_t r = 0; r < ROUNDS; r++) {
        uint32_t next = left ^ round_of(key, r, right, mask);
        left = right;
        right = next;
    }
    return left << bits | right;
}

static uint32_t backward(uint64_t key, uint32_t bits, uint32_t x)
{
    uint32_t mask = (1u << bits) - 1, left = x >> bits, right = x & mask;
    for (uint32_t r = ROUNDS; r-- > 0;) {
        uint32_t before = right ^ round_of(key, r, left, mask);
        right = left;
        left = before;
    }
    return left << bits | right;
}

uint32_t prng_shuffle(uint64_t key, uint32_t n, uint32_t i)
{
    uint32_t bits = half_bits(n);
    do i = forward(key, bits, i);
    while (i >= n);
    return i;
}

uint32_t prng_unshuffle(uint64_t key, uint32_t n, uint32_t i)
{
    uint32_t bits = half_bits(n);
    do i = backward(key, bits, i);
    while (i >= n);
    return i;
}
