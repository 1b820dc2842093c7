/* Keys of addresses as bytes and text, and the names of what reading them found. */
#include "addr/addr.h"

#include "base/num.h"

static const char *const space_names[ADDR_SPACE_COUNT] = {
    [ADDR_SPACE_NONE] = "none", [ADDR_SPACE_BTC] = "btc",   [ADDR_SPACE_BTCW] = "btcw",
    [ADDR_SPACE_BTG] = "btg",   [ADDR_SPACE_BTGW] = "btgw", [ADDR_SPACE_LTC] = "ltc",
    [ADDR_SPACE_LTCW] = "ltcw", [ADDR_SPACE_LTCM] = "ltcm", [ADDR_SPACE_DOGE] = "doge",
    [ADDR_SPACE_XVG] = "xvg",   [ADDR_SPACE_DASH] = "dash", [ADDR_SPACE_ZEC] = "zec",
    [ADDR_SPACE_ZECS] = "zecs", [ADDR_SPACE_ZECU] = "zecu", [ADDR_SPACE_EVM] = "evm",
    [ADDR_SPACE_TRX] = "trx",   [ADDR_SPACE_XMR] = "xmr",   [ADDR_SPACE_XRP] = "xrp",
    [ADDR_SPACE_SOL] = "sol",   [ADDR_SPACE_TON] = "ton",   [ADDR_SPACE_XLM] = "xlm",
    [ADDR_SPACE_ALGO] = "algo", [ADDR_SPACE_XTZ] = "xtz",   [ADDR_SPACE_ADA] = "ada",
    [ADDR_SPACE_DOT] = "dot",   [ADDR_SPACE_COSM] = "cosm", [ADDR_SPACE_B58] = "b58",
};

/* "name:" and hex digits, within ADDR_KEY_TEXT_MAX: names have at most 6 letters. */
static str put_text(const char *name, const uint8_t *bytes, size_t len, char *ret)
{
    static const char digits[] = "0123456789abcdef";
    size_t n = strlen(name);
    memcpy(ret, name, n);
    ret[n++] = ':';
    for (size_t i = 0; i < len; i++) {
        ret[n++] = digits[bytes[i] >> 4];
        ret[n++] = digits[bytes[i] & 15];
    }
    ret[n] = '\0';
    return str_of(ret, n);
}

str addr_key_text(const struct addr *a, char ret[ADDR_KEY_TEXT_MAX])
{
    ret[0] = '\0';
    if (a->key_len < 2 || a->key[0] >= ADDR_SPACE_COUNT) return str_of(ret, 0);
    return put_text(space_names[a->key[0]], a->key + 1, a->key_len - 1u, ret);
}

/* Which of its version bytes say "script" rather than "key"; the hash is the last 20 bytes. */
static const char *holder_kind(const struct addr *a)
{
    const uint8_t *v = a->key + 1;
    bool is_hash = a->key_len == 1 + 1 + 20;
    switch ((enum addr_space)a->key[0]) {
    case ADDR_SPACE_BTC:
        return !is_hash ? NULL : v[0] == 0x05 ? "script" : "key";
    case ADDR_SPACE_BTG:
        return v[0] == 0x17 ? "script" : "key";
    case ADDR_SPACE_DOGE:
        return v[0] == 0x16 ? "script" : "key";
    case ADDR_SPACE_DASH:
        return v[0] == 0x10 ? "script" : "key";
    case ADDR_SPACE_ZEC:
        return v[1] == 0xbd ? "script" : "key";
    case ADDR_SPACE_XVG:
        return "script";
    case ADDR_SPACE_LTC:
        return "key";
    case ADDR_SPACE_BTCW: /* version 0 with 20 bytes is the hash of a key */
    case ADDR_SPACE_BTGW:
    case ADDR_SPACE_LTCW:
        return is_hash && v[0] == 0 ? "key" : NULL;
    case ADDR_SPACE_XRP: /* hash160 too, of a secp256k1 or Ed25519 key */
        return "key";
    case ADDR_SPACE_COSM:
        return a->key_len == 1 + 20 ? "key" : NULL;
    case ADDR_SPACE_EVM:
    case ADDR_SPACE_TRX:
        return "keccak";
    case ADDR_SPACE_NONE:
    case ADDR_SPACE_LTCM:
    case ADDR_SPACE_ZECS:
    case ADDR_SPACE_ZECU:
    case ADDR_SPACE_XMR:
    case ADDR_SPACE_SOL:
    case ADDR_SPACE_TON:
    case ADDR_SPACE_XLM:
    case ADDR_SPACE_ALGO:
    case ADDR_SPACE_XTZ:
    case ADDR_SPACE_ADA:
    case ADDR_SPACE_DOT:
    case ADDR_SPACE_B58:
    case ADDR_SPACE_COUNT:
        break;
    }
    return NULL;
}

str addr_holder_text(const struct addr *a, char ret[ADDR_KEY_TEXT_MAX])
{
    ret[0] = '\0';
    const char *kind = a->key_len > 20 ? holder_kind(a) : NULL;
    if (!kind) return str_of(ret, 0);
    return put_text(kind, a->key + a->key_len - 20, 20, ret);
}

const char *addr_family_name(enum addr_family f)
{
    static const char *const names[ADDR_FAMILY_COUNT] = {
        "none",  "bitcoin", "bitcoin-cash", "bitcoin-gold", "litecoin", "dogecoin", "verge",
        "dash",  "zcash",   "evm",          "tron",         "monero",   "xrp",      "solana",
        "ton",   "stellar", "algorand",     "tezos",        "cardano",  "polkadot", "cosmos",
    };
    return (unsigned)f < COUNT_OF(names) ? names[f] : "unknown";
}

const char *addr_fault_name(enum addr_fault f)
{
    static const char *const names[ADDR_FAULT_COUNT] = {
        "none", "empty", "long", "form", "letter", "length",
        "case", "checksum", "version", "testnet", "link",
    };
    return (unsigned)f < COUNT_OF(names) ? names[f] : "unknown";
}
