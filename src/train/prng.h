/*
 * Chance, the same on every machine: xoshiro256** seeded by splitmix64 (Blackman and Vigna, public
 * domain), integers only. Each topic of each person has a stream of its own, named by three
 * numbers, so any person can be made without making the ones before.
 */
#ifndef TRAIN_PRNG_H
#define TRAIN_PRNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prng {
    uint64_t s[4];
};

static inline uint64_t prng_split(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static inline uint64_t prng_mix(uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t x = a;
    x = prng_split(&x) ^ b;
    x = prng_split(&x) ^ c;
    return prng_split(&x);
}

static inline void prng_init(struct prng *p, uint64_t seed, uint64_t topic, uint64_t index)
{
    uint64_t x = prng_mix(seed, topic, index);
    for (int i = 0; i < 4; i++) p->s[i] = prng_split(&x);
}

static inline uint64_t prng_next(struct prng *p)
{
    uint64_t *s = p->s, r = s[1] * 5, t = s[1] << 17;
    r = (r << 7 | r >> 57) * 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = s[3] << 45 | s[3] >> 19;
    return r;
}

/** 0 .. n - 1; 0 when n is 0. The bias is below n / 2^32. */
static inline uint32_t prng_below(struct prng *p, uint32_t n)
{
    return (uint32_t)((prng_next(p) >> 32) * n >> 32);
}

/** from .. to, both included. */
static inline int32_t prng_range(struct prng *p, int32_t from, int32_t to)
{
    return from + (int32_t)prng_below(p, (uint32_t)(to - from + 1));
}

/** True in `per_mille` of a thousand cases. */
static inline bool prng_chance(struct prng *p, uint32_t per_mille)
{
    return prng_below(p, 1000) < per_mille;
}

/** Sum of four draws over 0 .. n - 1, divided by four: most near the middle. */
static inline uint32_t prng_hump(struct prng *p, uint32_t n)
{
    return (prng_below(p, n) + prng_below(p, n) + prng_below(p, n) + prng_below(p, n)) / 4;
}

/**
 * Place of i in a shuffle of 0 .. n - 1: a Feistel network over the next even power of two, walked
 * until it lands inside. No memory, and it can be walked back.
 */
uint32_t prng_shuffle(uint64_t key, uint32_t n, uint32_t i);
uint32_t prng_unshuffle(uint64_t key, uint32_t n, uint32_t i);

#endif
