/* BLAKE2b of one block (RFC 7693). */
#include "addr/blake2b.h"

#include "base/num.h"

#include <assert.h>

/* src: blake2b — RFC 7693, 2.6 and 2.7 */
static const uint64_t iv[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
static const uint8_t sigma[10][16] = {
    { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
    { 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
    { 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
    { 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
    { 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
    { 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
    { 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
    { 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
    { 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
    { 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
};

static uint64_t turn(uint64_t v, unsigned by)
{
    return v >> by | v << (64 - by);
}

static void mix(uint64_t v[16], size_t a, size_t b, size_t c, size_t d, uint64_t x, uint64_t y)
{
    v[a] += v[b] + x;
    v[d] = turn(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = turn(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = turn(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = turn(v[b] ^ v[c], 63);
}

static void mix_round(uint64_t v[16], const uint64_t m[16], const uint8_t s[16])
{
    for (size_t i = 0; i < 4; i++) /* columns */
        mix(v, i, i + 4, i + 8, i + 12, m[s[2 * i]], m[s[2 * i + 1]]);
    for (size_t i = 0; i < 4; i++) /* diagonals */
        mix(v, i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12, m[s[8 + 2 * i]],
            m[s[9 + 2 * i]]);
}

void blake2b_of(str bytes, uint8_t ret_digest[BLAKE2B_LEN])
{
    uint8_t block[BLAKE2B_TEXT_MAX] = { 0 };
    uint64_t h[8], v[16], m[16];
    assert(bytes.len <= sizeof block);
    if (bytes.len) memcpy(block, bytes.data, bytes.len);
    for (size_t i = 0; i < 16; i++) m[i] = num_get_u64(block + 8 * i);
    memcpy(h, iv, sizeof h);
    h[0] ^= 0x01010000 ^ BLAKE2B_LEN;
    memcpy(v, h, sizeof h);
    memcpy(v + 8, iv, sizeof iv);
    v[12] ^= bytes.len;
    v[14] = ~v[14]; /* the last block */
    for (int round = 0; round < 12; round++) mix_round(v, m, sigma[round % 10]);
    for (size_t i = 0; i < 8; i++) num_put_u64(ret_digest + 8 * i, h[i] ^ v[i] ^ v[i + 8]);
}
