/* Addresses with a CRC-16 or a hash tail: TON in base64, Stellar and Algorand in base32. */
#include "addr/form.h"

#include "base/num.h"

#include <nettle/sha2.h>

enum { KEY_LEN = 32 };

/* CRC-16/XMODEM.  src: addr-ton, addr-stellar */
static uint16_t crc16_of(const uint8_t *bytes, size_t len)
{
    unsigned crc = 0;
    for (size_t i = 0; i < len; i++) {
        crc ^= (unsigned)bytes[i] << 8;
        for (int k = 0; k < 8; k++) crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
    }
    return (uint16_t)crc;
}

/* Letters of `width` bits each to bytes, most significant first; bits left over must be zero. */
static bool letters_bytes(str text, int (*value_of)(char), unsigned width, uint8_t *ret,
                          size_t want)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        int value = value_of(text.data[i]);
        if (value < 0) return false;
        bits = (bits << width | (uint32_t)value) & 0xffff;
        held += width;
        if (held < 8) continue;
        held -= 8;
        if (n == want) return false;
        ret[n++] = (uint8_t)(bits >> held);
    }
    return n == want && !(bits & ((1u << held) - 1));
}

static int base64_value(char c)
{
    if (byte_is_upper(c)) return c - 'A';
    if (byte_is_lower(c)) return c - 'a' + 26;
    if (byte_is_digit(c)) return c - '0' + 52;
    if (c == '-' || c == '+') return 62;
    return c == '_' || c == '/' ? 63 : -1;
}

static int base32_value(char c)
{
    if (byte_is_upper(c)) return c - 'A';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

static bool give_ton(enum addr_verdict verdict, bool is_master, const uint8_t *hash,
                     struct addr *ret)
{
    uint8_t key[4 + KEY_LEN];
    memset(key, is_master ? 0xff : 0, 4); /* workchain -1 or 0 */
    memcpy(key + 4, hash, KEY_LEN);
    return form_give(ret, verdict, ADDR_TON, ADDR_SPACE_TON, key, sizeof key);
}

/* "0:" or "-1:" and 64 hex digits */
static bool ton_raw(str body, struct addr *ret)
{
    uint8_t hash[KEY_LEN];
    bool is_master = str_starts(body, STR("-1:"));
    if (!is_master && !str_starts(body, STR("0:"))) return false;
    str hex = str_from(body, is_master ? 3 : 2);
    if (!form_hex_bytes(hex, hash, KEY_LEN))
        return form_fault(ret, ADDR_TON,
                          form_is_hex(hex) ? ADDR_FAULT_LENGTH : ADDR_FAULT_LETTER);
    return give_ton(ADDR_UNCHECKED, is_master, hash, ret);
}

/* Tag, workchain, hash, CRC. Tag 11 asks the sender to bounce, 51 not to: the same account. */
bool form_ton(const struct addr_link *in, struct addr *ret)
{
    enum { LETTERS = 48, LEN = 36, BOUNCE = 0x11, NO_BOUNCE = 0x51, TEST = 0x80 };
    uint8_t bytes[LEN];
    str body = in->body;
    if (ton_raw(body, ret)) return true;
    if (body.len < LETTERS - 1 || body.len > LETTERS + 1 || !memchr("EUk0", body.data[0], 4) ||
        !memchr("Qf", body.data[1], 2))
        return false;
    if (body.len != LETTERS) return form_fault(ret, ADDR_TON, ADDR_FAULT_LENGTH);
    if (!letters_bytes(body, base64_value, 6, bytes, LEN))
        return form_fault(ret, ADDR_TON, ADDR_FAULT_LETTER);
    if (crc16_of(bytes, LEN - 2) != (bytes[LEN - 2] << 8 | bytes[LEN - 1]))
        return form_fault(ret, ADDR_TON, ADDR_FAULT_CHECKSUM);
    if (bytes[0] & TEST) return form_fault(ret, ADDR_TON, ADDR_FAULT_TESTNET);
    bool fits = (bytes[0] == BOUNCE || bytes[0] == NO_BOUNCE) &&
                (bytes[1] == 0 || bytes[1] == 0xff);
    if (!fits) return form_fault(ret, ADDR_TON, ADDR_FAULT_VERSION);
    return give_ton(ADDR_VALID, bytes[1] == 0xff, bytes + 2, ret);
}

/* Stellar: version, key, for M... an id inside the account, CRC little-endian. */
static bool give_stellar(str body, struct addr *ret)
{
    enum { ACCOUNT = 6 << 3, CONTRACT = 2 << 3, MUXED = 12 << 3, ID_LEN = 8 };
    uint8_t bytes[1 + KEY_LEN + ID_LEN + 2], key[1 + KEY_LEN];
    bool is_muxed = body.data[0] == 'M';
    size_t len = is_muxed ? sizeof bytes : sizeof bytes - ID_LEN;
    if (!letters_bytes(body, base32_value, 5, bytes, len))
        return form_fault(ret, ADDR_STELLAR, ADDR_FAULT_LETTER);
    if (crc16_of(bytes, len - 2) != num_get_u16(bytes + len - 2))
        return form_fault(ret, ADDR_STELLAR, ADDR_FAULT_CHECKSUM);
    if (bytes[0] != (is_muxed ? MUXED : ACCOUNT) && (is_muxed || bytes[0] != CONTRACT))
        return form_fault(ret, ADDR_STELLAR, ADDR_FAULT_VERSION);
    key[0] = is_muxed ? ACCOUNT : bytes[0];
    memcpy(key + 1, bytes + 1, KEY_LEN);
    form_give(ret, ADDR_VALID, ADDR_STELLAR, ADDR_SPACE_XLM, key, sizeof key);
    ret->has_tag = is_muxed;
    for (size_t i = 0; is_muxed && i < ID_LEN; i++)
        ret->tag = ret->tag << 8 | bytes[1 + KEY_LEN + i];
    return true;
}

/* Algorand: 32 bytes and the last 4 of their SHA-512/256.  src: addr-algorand */
static bool give_algorand(str body, struct addr *ret)
{
    enum { SUM_LEN = 4 };
    uint8_t bytes[KEY_LEN + SUM_LEN], digest[SHA512_256_DIGEST_SIZE];
    struct sha512_ctx ctx;
    if (!letters_bytes(body, base32_value, 5, bytes, sizeof bytes))
        return form_fault(ret, ADDR_ALGORAND, ADDR_FAULT_LETTER);
    nettle_sha512_256_init(&ctx);
    nettle_sha512_update(&ctx, KEY_LEN, bytes);
    nettle_sha512_256_digest(&ctx, sizeof digest, digest);
    if (memcmp(digest + sizeof digest - SUM_LEN, bytes + KEY_LEN, SUM_LEN) != 0)
        return form_fault(ret, ADDR_ALGORAND, ADDR_FAULT_CHECKSUM);
    return form_give(ret, ADDR_VALID, ADDR_ALGORAND, ADDR_SPACE_ALGO, bytes, KEY_LEN);
}

bool form_base32(const struct addr_link *in, struct addr *ret)
{
    enum { STELLAR = 56, STELLAR_MUXED = 69, ALGORAND_LETTERS = 58 };
    str body = in->body;
    if (!form_is_alnum(body)) return false;
    for (size_t i = 0; i < body.len; i++)
        if (byte_is_lower(body.data[i])) return false;
    bool is_stellar = (body.len == STELLAR && memchr("GC", body.data[0], 2)) ||
                      (body.len == STELLAR_MUXED && body.data[0] == 'M');
    if (is_stellar) return give_stellar(body, ret);
    if (body.len == ALGORAND_LETTERS) return give_algorand(body, ret);
    if (body.len >= STELLAR - 1 && body.len <= STELLAR + 1 && body.data[0] == 'G')
        return form_fault(ret, ADDR_STELLAR, ADDR_FAULT_LENGTH);
    return false;
}
