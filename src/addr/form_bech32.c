/* Addresses in bech32 and bech32m: witness programs, Zcash, Cardano, the Cosmos chains; cashaddr. */
#include "addr/form.h"

#include "addr/bech32.h"
#include "base/hash.h"
#include "base/num.h"

/* What the bytes behind a prefix mean. */
enum kind {
    WITNESS, /* one value for the version, then 2..40 bytes */
    MWEB,    /* the same, 66 bytes */
    SAPLING, /* 43 bytes */
    UNIFIED, /* jumbled receivers */
    TEX,     /* a Zcash public key hash that only transparent senders may pay */
    CARDANO,
    ACCOUNT, /* 20 or 32 bytes */
    ETH_KEY, /* 20 bytes, made as Ethereum makes them */
    TESTNET,
};

struct prefix {
    str              hrp;
    enum kind        kind;
    enum addr_family family;
    enum addr_space  space;
};

/* src: addr-bech32 (bc), addr-slip173 (the others), addr-zcash, addr-cardano */
static const struct prefix prefixes[] = {
    { STR_INIT("bc"), WITNESS, ADDR_BITCOIN, ADDR_SPACE_BTCW },
    { STR_INIT("ltc"), WITNESS, ADDR_LITECOIN, ADDR_SPACE_LTCW },
    { STR_INIT("btg"), WITNESS, ADDR_BITCOIN_GOLD, ADDR_SPACE_BTGW },
    { STR_INIT("ltcmweb"), MWEB, ADDR_LITECOIN, ADDR_SPACE_LTCM },
    { STR_INIT("zs"), SAPLING, ADDR_ZCASH, ADDR_SPACE_ZECS },
    { STR_INIT("u"), UNIFIED, ADDR_ZCASH, ADDR_SPACE_ZECU },
    { STR_INIT("tex"), TEX, ADDR_ZCASH, ADDR_SPACE_ZEC },
    { STR_INIT("addr"), CARDANO, ADDR_CARDANO, ADDR_SPACE_ADA },
    { STR_INIT("stake"), CARDANO, ADDR_CARDANO, ADDR_SPACE_ADA },
    { STR_INIT("cosmos"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("osmo"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("celestia"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("terra"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("thor"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("maya"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("kava"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("juno"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("sei"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("dydx"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("noble"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("axelar"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("akash"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("secret"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("stars"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("bnb"), ACCOUNT, ADDR_COSMOS, ADDR_SPACE_COSM },
    { STR_INIT("inj"), ETH_KEY, ADDR_COSMOS, ADDR_SPACE_EVM },
    { STR_INIT("evmos"), ETH_KEY, ADDR_COSMOS, ADDR_SPACE_EVM },
    { STR_INIT("tb"), TESTNET, ADDR_BITCOIN, ADDR_SPACE_NONE },
    { STR_INIT("bcrt"), TESTNET, ADDR_BITCOIN, ADDR_SPACE_NONE },
    { STR_INIT("tltc"), TESTNET, ADDR_LITECOIN, ADDR_SPACE_NONE },
    { STR_INIT("rltc"), TESTNET, ADDR_LITECOIN, ADDR_SPACE_NONE },
    { STR_INIT("ztestsapling"), TESTNET, ADDR_ZCASH, ADDR_SPACE_NONE },
    { STR_INIT("utest"), TESTNET, ADDR_ZCASH, ADDR_SPACE_NONE },
    { STR_INIT("addr_test"), TESTNET, ADDR_CARDANO, ADDR_SPACE_NONE },
    { STR_INIT("stake_test"), TESTNET, ADDR_CARDANO, ADDR_SPACE_NONE },
};

enum { BECH32_MAX = 90, SAPLING_LEN = 43, MWEB_LEN = 66, UNIFIED_MIN = 48, HASH_LEN = 20 };

static const struct prefix *prefix_of(str body)
{
    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        const struct prefix *p = &prefixes[i];
        if (body.len > p->hrp.len && body.data[p->hrp.len] == '1' &&
            str_starts_nocase(body, p->hrp))
            return p;
    }
    return NULL;
}

bool form_has_bech32_prefix(str body)
{
    return prefix_of(body) != NULL;
}

/* A version value and a program: the version goes in front of the bytes as one byte. */
static bool give_witness(const struct prefix *p, const struct bech32 *b, struct addr *ret)
{
    uint8_t bytes[1 + BECH32_BYTES_MAX];
    size_t len;
    if (b->count < 1 || !bech32_bytes(b->values + 1, b->count - 1, bytes + 1, &len))
        return form_fault(ret, p->family, ADDR_FAULT_LENGTH);
    unsigned version = bytes[0] = b->values[0];
    bool is_mweb = p->kind == MWEB;
    if (version > (is_mweb ? 0 : 16)) return form_fault(ret, p->family, ADDR_FAULT_VERSION);
    if (b->check != (version ? BECH32_M : BECH32_1))
        return form_fault(ret, p->family, ADDR_FAULT_CHECKSUM);
    bool fits = is_mweb       ? len == MWEB_LEN
                : version == 0 ? len == 20 || len == 32
                               : len >= 2 && len <= 40;
    if (!fits) return form_fault(ret, p->family, ADDR_FAULT_LENGTH);
    /* MWEB has version 0 only: its two public keys fill the key */
    if (is_mweb) return form_give(ret, ADDR_VALID, p->family, p->space, bytes + 1, len);
    return form_give(ret, ADDR_VALID, p->family, p->space, bytes, len + 1);
}

/* Header: 4 bits of kind, 4 of network (1 = main).  src: addr-cardano */
static bool cardano_fits(const uint8_t *bytes, size_t len, bool is_stake)
{
    if (len < 29) return false;
    unsigned kind = bytes[0] >> 4;
    if (is_stake) return (kind == 14 || kind == 15) && len == 29;
    if (kind <= 3) return len == 57;
    if (kind <= 5) return len > 29 && len <= 64; /* 28 bytes and a pointer into the chain */
    return kind <= 7 && len == 29;
}

static bool give_cardano(const struct prefix *p, const uint8_t *bytes, size_t len,
                         struct addr *ret)
{
    if (!cardano_fits(bytes, len, p->hrp.len == 5))
        return form_fault(ret, p->family, ADDR_FAULT_VERSION);
    if ((bytes[0] & 15) != 1) return form_fault(ret, p->family, ADDR_FAULT_TESTNET);
    return form_give(ret, ADDR_VALID, p->family, p->space, bytes, len);
}

static bool give_tex(const struct prefix *p, const uint8_t *hash, struct addr *ret)
{
    uint8_t key[2 + HASH_LEN] = { 0x1c, 0xb8 }; /* the t1... address of the same hash */
    memcpy(key + 2, hash, HASH_LEN);
    return form_give(ret, ADDR_VALID, p->family, p->space, key, sizeof key);
}

/* Everything without a version value. */
static bool give_bytes(const struct prefix *p, const struct bech32 *b, struct addr *ret)
{
    uint8_t bytes[BECH32_BYTES_MAX], digest[SHA_LEN];
    size_t len;
    bool wants_m = p->kind == UNIFIED || p->kind == TEX;
    if (!bech32_bytes(b->values, b->count, bytes, &len))
        return form_fault(ret, p->family, ADDR_FAULT_LENGTH);
    if (b->check != (wants_m ? BECH32_M : BECH32_1))
        return form_fault(ret, p->family, ADDR_FAULT_CHECKSUM);
    switch (p->kind) {
    case SAPLING:
        if (len != SAPLING_LEN) break;
        return form_give(ret, ADDR_VALID, p->family, p->space, bytes, len);
    case UNIFIED:
        if (len < UNIFIED_MIN) break;
        sha_of(str_of((const char *)bytes, len), digest);
        return form_give(ret, ADDR_VALID, p->family, p->space, digest, sizeof digest);
    case TEX:
        if (len != HASH_LEN) break;
        return give_tex(p, bytes, ret);
    case CARDANO:
        return give_cardano(p, bytes, len, ret);
    case ACCOUNT:
        if (len != HASH_LEN && len != 32) break;
        return form_give(ret, ADDR_VALID, p->family, p->space, bytes, len);
    case ETH_KEY:
        if (len != HASH_LEN) break;
        return form_give(ret, ADDR_VALID, p->family, p->space, bytes, len);
    case WITNESS:
    case MWEB:
    case TESTNET:
        break;
    }
    return form_fault(ret, p->family, ADDR_FAULT_LENGTH);
}

/* The Cosmos kind has a prefix a chain, and others write 20 bytes the same way: with a checksum
 * that holds, the prefix need not be known. (32 bytes could be anything: a Nostr key, say.) */
static bool give_unknown(str body, struct addr *ret)
{
    struct bech32 b;
    uint8_t bytes[BECH32_BYTES_MAX];
    size_t len;
    if (!bech32_read(body, &b) || b.check != BECH32_1 || body.len > BECH32_MAX || b.hrp.len < 2)
        return false;
    for (size_t i = 0; i < b.hrp.len; i++)
        if (!byte_is_alpha(b.hrp.data[i])) return false;
    if (!bech32_bytes(b.values, b.count, bytes, &len) || len != HASH_LEN) return false;
    return form_give(ret, ADDR_VALID, ADDR_NONE, ADDR_SPACE_COSM, bytes, len);
}

bool form_bech32(const struct addr_link *in, struct addr *ret)
{
    struct bech32 b;
    const struct prefix *p = prefix_of(in->body);
    if (!p) return give_unknown(in->body, ret);
    if (!bech32_read(in->body, &b)) return form_fault(ret, p->family, ADDR_FAULT_LENGTH);
    if (b.hrp.len != p->hrp.len || b.bad_letter) /* a '1' among the data moves the separator */
        return form_fault(ret, p->family, ADDR_FAULT_LETTER);
    if (b.mixed_case) return form_fault(ret, p->family, ADDR_FAULT_CASE);
    if (b.check == BECH32_NEITHER) return form_fault(ret, p->family, ADDR_FAULT_CHECKSUM);
    bool has_limit = p->kind == WITNESS || p->kind == SAPLING || p->kind == TEX;
    if (has_limit && in->body.len > BECH32_MAX)
        return form_fault(ret, p->family, ADDR_FAULT_LENGTH);
    if (p->kind == TESTNET) return form_fault(ret, p->family, ADDR_FAULT_TESTNET);
    if (p->kind == WITNESS || p->kind == MWEB) return give_witness(p, &b, ret);
    return give_bytes(p, &b, ret);
}

/* Version byte: 0, 4 bits of type, 3 of size. Types 2 and 3 are 0 and 1 for wallets that know
 * tokens: the same account.  src: addr-cashaddr */
static bool give_cash(const struct bech32 *b, struct addr *ret)
{
    uint8_t bytes[BECH32_BYTES_MAX];
    size_t len;
    if (!bech32_bytes(b->values, b->count, bytes, &len) || len < 1)
        return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_LENGTH);
    unsigned type = bytes[0] >> 3, size = bytes[0] & 7;
    if (type > 3 || (size != 0 && size != 3))
        return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_VERSION);
    if (len != (size ? 33u : 21u))
        return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_LENGTH);
    bytes[0] = type & 1 ? 0x05 : 0x00; /* as the older writing has it */
    return form_give(ret, ADDR_VALID, ADDR_BITCOIN_CASH, ADDR_SPACE_BTC, bytes, len);
}

/* Without its prefix, is this meant as cashaddr? 42 letters of one case, one slip either way. */
static bool is_cash_shape(str body)
{
    bool fits = (body.len >= 41 && body.len <= 43) || body.len == 61;
    return fits && form_is_alnum(body) && bech32_is_one_case(body) &&
           memchr("qpzr", byte_lower(body.data[0]), 4);
}

bool form_cash(const struct addr_link *in, struct addr *ret)
{
    static const str known[] = { STR_INIT("bitcoincash"), STR_INIT("ecash") };
    struct bech32 b = { 0 };
    const str *tries = in->cash_prefix.len ? &in->cash_prefix : known;
    size_t count = in->cash_prefix.len ? 1 : COUNT_OF(known);
    if (!in->cash_prefix.len && !is_cash_shape(in->body)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!cashaddr_read(tries[i], in->body, &b))
            return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_LENGTH);
        if (b.check != BECH32_NEITHER) break;
    }
    if (b.bad_letter) return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_LETTER);
    if (b.mixed_case) return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_CASE);
    if (b.check == BECH32_NEITHER)
        return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_CHECKSUM);
    if (str_eq(b.hrp, STR("bchtest")))
        return form_fault(ret, ADDR_BITCOIN_CASH, ADDR_FAULT_TESTNET);
    return give_cash(&b, ret);
}
