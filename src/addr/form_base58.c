/* Addresses in Bitcoin's base58: a version and a hash with checksum, SS58, Byron, Solana. */
#include "addr/form.h"

#include "addr/base58.h"
#include "addr/bech32.h"
#include "addr/blake2b.h"
#include "base/hash.h"
#include "base/num.h"

enum {
    HASH_LEN = 20,
    SUM_LEN = 4,
    SOLANA_LEN = 32,
    LETTERS_MIN = 25, /* nothing shorter is meant as an address */
    BYRON_MIN = 40,   /* bytes; below them no Byron address fits */
};

/* A version, the chain, and the version under which its key is kept. */
struct version {
    uint8_t          bytes[3], len;
    enum addr_family family;
    enum addr_space  space; /* ADDR_SPACE_NONE: a test network */
    uint8_t          kept;  /* replaces the first byte in the key */
};

/* src: addr-base58 (versions), addr-slip44 */
static const struct version versions[] = {
    { { 0x00 }, 1, ADDR_BITCOIN, ADDR_SPACE_BTC, 0x00 },
    { { 0x05 }, 1, ADDR_BITCOIN, ADDR_SPACE_BTC, 0x05 },
    { { 0x30 }, 1, ADDR_LITECOIN, ADDR_SPACE_LTC, 0x30 },
    /* M... is the newer writing of Litecoin's 3...: one key for both */
    { { 0x32 }, 1, ADDR_LITECOIN, ADDR_SPACE_BTC, 0x05 },
    { { 0x1e }, 1, ADDR_DOGECOIN, ADDR_SPACE_DOGE, 0x1e },
    { { 0x16 }, 1, ADDR_DOGECOIN, ADDR_SPACE_DOGE, 0x16 },
    { { 0x21 }, 1, ADDR_VERGE, ADDR_SPACE_XVG, 0x21 },
    { { 0x4c }, 1, ADDR_DASH, ADDR_SPACE_DASH, 0x4c },
    { { 0x10 }, 1, ADDR_DASH, ADDR_SPACE_DASH, 0x10 },
    { { 0x26 }, 1, ADDR_BITCOIN_GOLD, ADDR_SPACE_BTG, 0x26 },
    { { 0x17 }, 1, ADDR_BITCOIN_GOLD, ADDR_SPACE_BTG, 0x17 },
    { { 0x41 }, 1, ADDR_TRON, ADDR_SPACE_TRX, 0x41 },
    { { 0x1c, 0xb8 }, 2, ADDR_ZCASH, ADDR_SPACE_ZEC, 0x1c },
    { { 0x1c, 0xbd }, 2, ADDR_ZCASH, ADDR_SPACE_ZEC, 0x1c },
    { { 0x06, 0xa1, 0x9f }, 3, ADDR_TEZOS, ADDR_SPACE_XTZ, 0x06 }, /* tz1 */
    { { 0x06, 0xa1, 0xa1 }, 3, ADDR_TEZOS, ADDR_SPACE_XTZ, 0x06 }, /* tz2 */
    { { 0x06, 0xa1, 0xa4 }, 3, ADDR_TEZOS, ADDR_SPACE_XTZ, 0x06 }, /* tz3 */
    { { 0x06, 0xa1, 0xa6 }, 3, ADDR_TEZOS, ADDR_SPACE_XTZ, 0x06 }, /* tz4 */
    { { 0x02, 0x5a, 0x79 }, 3, ADDR_TEZOS, ADDR_SPACE_XTZ, 0x02 }, /* KT1 */
    { { 0x6f }, 1, ADDR_BITCOIN, ADDR_SPACE_NONE, 0 },
    { { 0xc4 }, 1, ADDR_BITCOIN, ADDR_SPACE_NONE, 0 },
    { { 0x3a }, 1, ADDR_LITECOIN, ADDR_SPACE_NONE, 0 },
    { { 0x71 }, 1, ADDR_DOGECOIN, ADDR_SPACE_NONE, 0 },
    { { 0x8c }, 1, ADDR_DASH, ADDR_SPACE_NONE, 0 },
    { { 0x13 }, 1, ADDR_DASH, ADDR_SPACE_NONE, 0 },
    { { 0xa0 }, 1, ADDR_TRON, ADDR_SPACE_NONE, 0 },
    { { 0x1d, 0x25 }, 2, ADDR_ZCASH, ADDR_SPACE_NONE, 0 },
    { { 0x1c, 0xba }, 2, ADDR_ZCASH, ADDR_SPACE_NONE, 0 },
};

/* The chain a broken text was most likely meant for. */
static enum addr_family family_guess(str body)
{
    static const struct { char first; enum addr_family family; } rows[] = {
        { '1', ADDR_BITCOIN },  { '3', ADDR_BITCOIN },  { 'L', ADDR_LITECOIN },
        { 'M', ADDR_LITECOIN }, { 'D', ADDR_DOGECOIN }, { '9', ADDR_DOGECOIN },
        { 'X', ADDR_DASH },     { '7', ADDR_DASH },     { 'T', ADDR_TRON },
        { 't', ADDR_ZCASH },    { 'G', ADDR_BITCOIN_GOLD },
    };
    if (body.len >= 60 && memchr("48", body.data[0], 2)) return ADDR_MONERO;
    if (body.len >= 46) return ADDR_NONE;
    if (body.len >= 40) return ADDR_SOLANA;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (body.data[0] == rows[i].first) return rows[i].family;
    return ADDR_NONE;
}

/* Version, 20 bytes, checksum. */
static bool give_checked(const uint8_t *bytes, size_t len, struct addr *ret)
{
    for (size_t i = 0; i < COUNT_OF(versions); i++) {
        const struct version *v = &versions[i];
        if (len != v->len + (size_t)(HASH_LEN + SUM_LEN) || memcmp(bytes, v->bytes, v->len) != 0)
            continue;
        if (v->space == ADDR_SPACE_NONE) return form_fault(ret, v->family, ADDR_FAULT_TESTNET);
        form_give(ret, ADDR_VALID, v->family, v->space, bytes, len - SUM_LEN);
        ret->key[1] = v->kept;
        return true;
    }
    /* the checksum holds: an account of a chain not known here, when its length is an account's */
    if (len == 1 + HASH_LEN + SUM_LEN || len == 2 + HASH_LEN + SUM_LEN)
        return form_give(ret, ADDR_VALID, ADDR_NONE, ADDR_SPACE_B58, bytes, len - SUM_LEN);
    return form_fault(ret, ADDR_NONE, ADDR_FAULT_VERSION);
}

/* Any 32 bytes are an account, so shape is all there is to see. A small-letter text behind a
 * bech32 prefix is a broken one of those, though its letters may decode to 32 bytes. */
static bool give_solana(str body, const uint8_t *bytes, struct addr *ret)
{
    if (form_has_bech32_prefix(body) && bech32_is_one_case(body)) return false;
    return form_give(ret, ADDR_UNCHECKED, ADDR_SOLANA, ADDR_SPACE_SOL, bytes, SOLANA_LEN);
}

/* SS58: network prefix of 1 or 2 bytes, 32 bytes, 2 bytes of a hash.  src: addr-ss58 */
static bool give_ss58(const uint8_t *bytes, size_t len, struct addr *ret)
{
    enum { KEY_LEN = 32, SS58_SUM = 2 };
    uint8_t text[7 + 2 + KEY_LEN] = "SS58PRE", digest[BLAKE2B_LEN];
    size_t prefix = bytes[0] < 64 ? 1 : 2;
    if (bytes[0] > 127 || len != prefix + KEY_LEN + SS58_SUM) return false;
    memcpy(text + 7, bytes, prefix + KEY_LEN);
    blake2b_of(str_of((const char *)text, 7 + prefix + KEY_LEN), digest);
    if (memcmp(digest, bytes + prefix + KEY_LEN, SS58_SUM) != 0)
        return form_fault(ret, ADDR_POLKADOT, ADDR_FAULT_CHECKSUM);
    return form_give(ret, ADDR_VALID, ADDR_POLKADOT, ADDR_SPACE_DOT, bytes + prefix, KEY_LEN);
}

/* CRC-32 of IEEE 802.3, bit by bit: a Byron address is rare and short. */
static uint32_t crc32_of(const uint8_t *bytes, size_t len)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        crc ^= bytes[i];
        for (int k = 0; k < 8; k++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/* Byron: CBOR [tag 24 (bytes of payload), CRC-32 of the payload].  src: addr-cardano */
static bool give_byron(const uint8_t *bytes, size_t len, struct addr *ret)
{
    static const uint8_t head[4] = { 0x82, 0xd8, 0x18, 0x58 };
    uint8_t key[1 + SHA_LEN] = { 0x82 }; /* as the header byte of the later forms */
    if (len < BYRON_MIN || memcmp(bytes, head, sizeof head) != 0) return false;
    size_t payload = bytes[4];
    const uint8_t *sum = bytes + 5 + payload;
    if (len != 5 + payload + 5 || sum[0] != 0x1a)
        return form_fault(ret, ADDR_CARDANO, ADDR_FAULT_LENGTH);
    uint32_t want = (uint32_t)sum[1] << 24 | (uint32_t)sum[2] << 16 | (uint32_t)sum[3] << 8 | sum[4];
    if (crc32_of(bytes + 5, payload) != want)
        return form_fault(ret, ADDR_CARDANO, ADDR_FAULT_CHECKSUM);
    sha_of(str_of((const char *)bytes + 5, payload), key + 1);
    return form_give(ret, ADDR_VALID, ADDR_CARDANO, ADDR_SPACE_ADA, key, sizeof key);
}

bool form_base58(const struct addr_link *in, struct addr *ret)
{
    uint8_t bytes[BASE58_BYTES_MAX];
    str body = in->body;
    if (body.len < LETTERS_MIN || body.len > BASE58_TEXT_MAX || !form_is_alnum(body)) return false;
    int decoded = base58_decode(body, base58_bitcoin, bytes);
    if (decoded < 0) return form_fault(ret, family_guess(body), ADDR_FAULT_LETTER);
    size_t len = (size_t)decoded;
    if (len <= 3 + HASH_LEN + SUM_LEN && base58_check_holds(bytes, len))
        return give_checked(bytes, len, ret);
    if (len == SOLANA_LEN && give_solana(body, bytes, ret)) return true;
    if ((len == 35 || len == 36) && give_ss58(bytes, len, ret)) return true;
    if (give_byron(bytes, len, ret)) return true;
    return form_fault(ret, family_guess(body),
                      body.len < 40 ? ADDR_FAULT_CHECKSUM : ADDR_FAULT_LENGTH);
}
