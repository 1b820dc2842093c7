/* Keccak-256 with the padding of 2011: a sponge of 25 lanes of 64 bits, 136 bytes a block. */
#include "addr/keccak.h"

#include "base/num.h"

enum { LANES = 25, ROUNDS = 24, RATE = 136 };

/* src: keccak — the reference's round constants, and rotations along the path of pi */
static const uint64_t round_constant[ROUNDS] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};
static const uint8_t pi_lane[LANES - 1] = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1,
};
static const uint8_t pi_turn[LANES - 1] = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44,
};

static uint64_t turn(uint64_t v, unsigned by)
{
    return v << by | v >> (64 - by);
}

static void theta(uint64_t a[LANES])
{
    uint64_t c[5];
    for (int x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (int x = 0; x < 5; x++) {
        uint64_t d = c[(x + 4) % 5] ^ turn(c[(x + 1) % 5], 1);
        for (int y = 0; y < LANES; y += 5) a[y + x] ^= d;
    }
}

static void rho_pi(uint64_t a[LANES])
{
    uint64_t carried = a[1];
    for (int i = 0; i < LANES - 1; i++) {
        uint64_t next = a[pi_lane[i]];
        a[pi_lane[i]] = turn(carried, pi_turn[i]);
        carried = next;
    }
}

static void chi(uint64_t a[LANES])
{
    for (int y = 0; y < LANES; y += 5) {
        uint64_t row[5];
        memcpy(row, a + y, sizeof row);
        for (int x = 0; x < 5; x++) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
}

static void absorb(uint64_t a[LANES], const uint8_t block[RATE])
{
    for (int i = 0; i < RATE / 8; i++) a[i] ^= num_get_u64(block + 8 * i);
    for (int round = 0; round < ROUNDS; round++) {
        theta(a);
        rho_pi(a);
        chi(a);
        a[0] ^= round_constant[round];
    }
}

void keccak_of(str bytes, uint8_t ret_digest[KECCAK_LEN])
{
    uint64_t a[LANES] = { 0 };
    uint8_t block[RATE] = { 0 };
    for (; bytes.len >= RATE; bytes = str_from(bytes, RATE))
        absorb(a, (const uint8_t *)bytes.data);
    if (bytes.len) memcpy(block, bytes.data, bytes.len);
    block[bytes.len] = 0x01;
    block[RATE - 1] |= 0x80;
    absorb(a, block);
    for (int i = 0; i < KECCAK_LEN / 8; i++) num_put_u64(ret_digest + 8 * i, a[i]);
}
