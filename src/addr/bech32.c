/* Bech32, bech32m and cashaddr: 5 bits a letter, one case, a BCH code as checksum. */
#include "addr/bech32.h"

static const char letters[33] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"; /* src: addr-bech32 */

enum { SUM_LEN = 6, CASH_SUM_LEN = 8 };
enum { SUM_BECH32 = 1, SUM_BECH32M = 0x2bc830a3 }; /* src: addr-bech32 */

static int value_of(char c)
{
    const char *p = memchr(letters, byte_lower(c), 32);
    return p ? (int)(p - letters) : -1;
}

bool bech32_is_one_case(str text)
{
    bool upper = false, lower = false;
    for (size_t i = 0; i < text.len; i++) {
        upper = upper || byte_is_upper(text.data[i]);
        lower = lower || byte_is_lower(text.data[i]);
    }
    return !(upper && lower);
}

static uint32_t step32(uint32_t sum, unsigned value)
{
    static const uint32_t gen[5] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < 5; i++)
        if (top >> i & 1) sum ^= gen[i];
    return sum;
}

static uint64_t step40(uint64_t sum, unsigned value)
{
    static const uint64_t gen[5] = { 0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8,
                                     0x1e4f43e470 };
    uint64_t top = sum >> 35;
    sum = (sum & 0x07ffffffff) << 5 ^ value;
    for (int i = 0; i < 5; i++)
        if (top >> i & 1) sum ^= gen[i];
    return sum;
}

/* The data part's values, checksum included; false on a letter that is none. */
static bool values_of(str data, struct bech32 *ret)
{
    for (size_t i = 0; i < data.len; i++) {
        int value = value_of(data.data[i]);
        if (value < 0) {
            ret->bad_letter = true;
            return false;
        }
        ret->values[i] = (uint8_t)value;
    }
    return true;
}

bool bech32_read(str text, struct bech32 *ret)
{
    size_t one = text.len;
    *ret = (struct bech32){ .check = BECH32_NEITHER };
    while (one > 0 && text.data[one - 1] != '1') one--;
    if (one < 2) return false;
    ret->hrp = str_sub(text, 0, one - 1);
    str data = str_from(text, one);
    if (data.len < SUM_LEN || data.len > BECH32_VALUES_MAX) return false;
    ret->count = data.len - SUM_LEN;
    ret->mixed_case = !bech32_is_one_case(text);
    if (!values_of(data, ret) || ret->mixed_case) return true;

    uint32_t sum = 1;
    for (size_t i = 0; i < ret->hrp.len; i++)
        sum = step32(sum, (unsigned char)byte_lower(ret->hrp.data[i]) >> 5);
    sum = step32(sum, 0);
    for (size_t i = 0; i < ret->hrp.len; i++)
        sum = step32(sum, (unsigned char)byte_lower(ret->hrp.data[i]) & 31);
    for (size_t i = 0; i < data.len; i++) sum = step32(sum, ret->values[i]);
    ret->check = sum == SUM_BECH32 ? BECH32_1 : sum == SUM_BECH32M ? BECH32_M : BECH32_NEITHER;
    return true;
}

bool cashaddr_read(str prefix, str text, struct bech32 *ret)
{
    *ret = (struct bech32){ .check = BECH32_NEITHER, .hrp = prefix };
    if (text.len <= CASH_SUM_LEN || text.len > BECH32_VALUES_MAX) return false;
    ret->count = text.len - CASH_SUM_LEN;
    ret->mixed_case = !bech32_is_one_case(text);
    if (!values_of(text, ret) || ret->mixed_case) return true;

    uint64_t sum = 1;
    for (size_t i = 0; i < prefix.len; i++) sum = step40(sum, (unsigned char)prefix.data[i] & 31);
    sum = step40(sum, 0);
    for (size_t i = 0; i < text.len; i++) sum = step40(sum, ret->values[i]);
    if (sum == 1) ret->check = BECH32_1; /* the reference xors 1 at the end and asks for 0 */
    return true;
}

bool bech32_bytes(const uint8_t *values, size_t count, uint8_t ret[BECH32_BYTES_MAX],
                  size_t *ret_len)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        bits = (bits << 5 | values[i]) & 0xfff;
        held += 5;
        if (held < 8) continue;
        held -= 8;
        if (n == BECH32_BYTES_MAX) return false;
        ret[n++] = (uint8_t)(bits >> held);
    }
    if (held >= 5 || (bits & ((1u << held) - 1))) return false;
    *ret_len = n;
    return true;
}
