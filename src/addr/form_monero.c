/* Monero: base58 in blocks; network byte, two public keys, perhaps a payment id, Keccak checksum. */
#include "addr/form.h"

#include "addr/base58.h"
#include "addr/keccak.h"

/* src: addr-monero */
enum {
    NET_STANDARD = 18,
    NET_INTEGRATED = 19,
    NET_SUBADDRESS = 42,
    KEYS_LEN = 64,
    ID_LEN = 8,
    SUM_LEN = 4,
    PLAIN_LEN = 1 + KEYS_LEN + SUM_LEN,
    INTEGRATED_LEN = PLAIN_LEN + ID_LEN,
    LETTERS = 95,
    LETTERS_INTEGRATED = 106,
};

static bool is_shape(str body)
{
    bool fits = (body.len >= LETTERS - 2 && body.len <= LETTERS + 2) ||
                (body.len >= LETTERS_INTEGRATED - 2 && body.len <= LETTERS_INTEGRATED + 2);
    return fits && form_is_alnum(body) && body.data[0] != 'D'; /* that is Cardano's Byron form */
}

/* An integrated address is the standard one and a payment id: one account. */
static bool give_integrated(const uint8_t *bytes, struct addr *ret)
{
    uint8_t key[1 + KEYS_LEN] = { NET_STANDARD };
    memcpy(key + 1, bytes + 1, KEYS_LEN);
    form_give(ret, ADDR_VALID, ADDR_MONERO, ADDR_SPACE_XMR, key, sizeof key);
    ret->has_tag = true;
    for (size_t i = 0; i < ID_LEN; i++) ret->tag = ret->tag << 8 | bytes[1 + KEYS_LEN + i];
    return true;
}

bool form_monero(const struct addr_link *in, struct addr *ret)
{
    uint8_t bytes[BASE58_BYTES_MAX], digest[KECCAK_LEN];
    if (!is_shape(in->body)) return false;
    if (!base58_is_text(in->body)) return form_fault(ret, ADDR_MONERO, ADDR_FAULT_LETTER);
    int len = base58_decode_blocks(in->body, bytes);
    if (len < 0 && in->body.len != LETTERS && in->body.len != LETTERS_INTEGRATED)
        return form_fault(ret, ADDR_MONERO, ADDR_FAULT_LENGTH);
    if (len < 0) return form_fault(ret, ADDR_MONERO, ADDR_FAULT_CHECKSUM);
    if (len != PLAIN_LEN && len != INTEGRATED_LEN)
        return form_fault(ret, ADDR_MONERO, ADDR_FAULT_LENGTH);
    keccak_of(str_of((const char *)bytes, (size_t)len - SUM_LEN), digest);
    if (memcmp(digest, bytes + len - SUM_LEN, SUM_LEN) != 0)
        return form_fault(ret, ADDR_MONERO, ADDR_FAULT_CHECKSUM);
    bool is_integrated = len == INTEGRATED_LEN;
    switch (bytes[0]) {
    case NET_STANDARD:
    case NET_SUBADDRESS:
        if (is_integrated) break;
        return form_give(ret, ADDR_VALID, ADDR_MONERO, ADDR_SPACE_XMR, bytes, 1 + KEYS_LEN);
    case NET_INTEGRATED:
        if (!is_integrated) break;
        return give_integrated(bytes, ret);
    case 53: /* testnet */
    case 54:
    case 63:
    case 24: /* stagenet */
    case 25:
    case 36:
        return form_fault(ret, ADDR_MONERO, ADDR_FAULT_TESTNET);
    }
    return form_fault(ret, ADDR_MONERO, ADDR_FAULT_VERSION);
}
