/* Base58: bytes as text without 0, O, I and l. */
#include "addr/base58.h"

#include "base/hash.h"

/* src: addr-base58 */
const char base58_bitcoin[59] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const char base58_xrp[59] = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

enum {
    BASE = 58,
    STEP = 5,    /* letters taken at once: 58^5 fits 32 bits */
    LIMBS = 26,  /* 128 letters are below 750 bits; 26 * 32 = 832 */
    BLOCK = 11,  /* Monero: letters a block */
};

static int digit_of(char c, const char alphabet[59])
{
    const char *p = memchr(alphabet, c, BASE);
    return p ? (int)(p - alphabet) : -1;
}

bool base58_is_text(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (digit_of(text.data[i], base58_bitcoin) < 0) return false;
    return true;
}

/* limbs = limbs * mul + add, least first; returns how many are in use */
static size_t limbs_push(uint32_t limbs[LIMBS], size_t used, uint32_t mul, uint32_t add)
{
    uint64_t carry = add;
    for (size_t i = 0; i < used; i++) {
        carry += (uint64_t)limbs[i] * mul;
        limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && used < LIMBS) limbs[used++] = (uint32_t)carry;
    return used;
}

static int limbs_bytes(const uint32_t limbs[LIMBS], size_t used, size_t zeros,
                       uint8_t ret[BASE58_BYTES_MAX])
{
    size_t n = zeros;
    bool begun = false;
    memset(ret, 0, zeros);
    for (size_t i = used * 4; i-- > 0;) {
        uint8_t byte = (uint8_t)(limbs[i / 4] >> 8 * (i % 4));
        begun = begun || byte;
        if (begun) ret[n++] = byte;
    }
    return (int)n;
}

int base58_decode(str text, const char alphabet[59], uint8_t ret[BASE58_BYTES_MAX])
{
    uint32_t limbs[LIMBS] = { 0 };
    uint32_t mul = 1, sum = 0;
    size_t used = 0, zeros = 0;
    if (text.len > BASE58_TEXT_MAX) return BASE58_LONG;
    while (zeros < text.len && text.data[zeros] == alphabet[0]) zeros++;
    for (size_t i = zeros; i < text.len; i++) {
        int digit = digit_of(text.data[i], alphabet);
        if (digit < 0) return BASE58_BAD;
        sum = sum * BASE + (uint32_t)digit;
        mul *= BASE;
        if ((i - zeros) % STEP == STEP - 1 || i + 1 == text.len) {
            used = limbs_push(limbs, used, mul, sum);
            mul = 1;
            sum = 0;
        }
    }
    return limbs_bytes(limbs, used, zeros, ret);
}

bool base58_check_holds(const uint8_t *bytes, size_t len)
{
    uint8_t digest[SHA_LEN];
    if (len < 5) return false;
    sha_of(str_of((const char *)bytes, len - 4), digest);
    sha_of(str_of((const char *)digest, sizeof digest), digest);
    return memcmp(digest, bytes + len - 4, 4) == 0;
}

static bool block_decode(str block, uint8_t *ret, size_t bytes)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < block.len; i++) {
        int digit = digit_of(block.data[i], base58_bitcoin);
        if (digit < 0 || __builtin_mul_overflow(sum, (uint64_t)BASE, &sum) ||
            __builtin_add_overflow(sum, (uint64_t)digit, &sum))
            return false;
    }
    if (bytes < 8 && sum >> 8 * bytes) return false;
    for (size_t i = bytes; i-- > 0; sum >>= 8) ret[i] = (uint8_t)sum;
    return true;
}

int base58_decode_blocks(str text, uint8_t ret[BASE58_BYTES_MAX])
{
    /* bytes that a block of this many letters holds; 0: no number of bytes is written so */
    static const uint8_t block_bytes[BLOCK + 1] = { 0, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8 };
    size_t n = 0;
    if (text.len > BASE58_TEXT_MAX) return BASE58_LONG;
    while (text.len) {
        str block = str_sub(text, 0, BLOCK);
        size_t bytes = block_bytes[block.len];
        if (!bytes || !block_decode(block, ret + n, bytes)) return BASE58_BAD;
        n += bytes;
        text = str_from(text, BLOCK);
    }
    return (int)n;
}
