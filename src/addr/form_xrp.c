/* XRP: classic addresses (r...) and X-addresses, which carry a destination tag. */
#include "addr/form.h"

#include "addr/base58.h"
#include "base/num.h"

/* src: addr-xrp */
enum {
    ACCOUNT_LEN = 20,
    SUM_LEN = 4,
    CLASSIC_LEN = 1 + ACCOUNT_LEN + SUM_LEN,
    X_TAG_AT = 2 + ACCOUNT_LEN, /* a flag byte, then 8 bytes little-endian */
    X_LEN = X_TAG_AT + 1 + 8 + SUM_LEN,
    X_LETTERS = 47,
};

static bool give_classic(const uint8_t *bytes, size_t len, struct addr *ret)
{
    if (!base58_check_holds(bytes, len)) return form_fault(ret, ADDR_XRP, ADDR_FAULT_CHECKSUM);
    if (len != CLASSIC_LEN || bytes[0] != 0) return form_fault(ret, ADDR_XRP, ADDR_FAULT_VERSION);
    return form_give(ret, ADDR_VALID, ADDR_XRP, ADDR_SPACE_XRP, bytes + 1, ACCOUNT_LEN);
}

/* Flag 0: no tag, and its bytes are zero. Flag 1: a tag of 32 bits. Others are reserved. */
static bool give_x(const uint8_t *bytes, size_t len, struct addr *ret)
{
    static const uint8_t main_net[2] = { 0x05, 0x44 }, test_net[2] = { 0x04, 0x93 };
    if (!base58_check_holds(bytes, len)) return form_fault(ret, ADDR_XRP, ADDR_FAULT_CHECKSUM);
    if (len != X_LEN) return form_fault(ret, ADDR_XRP, ADDR_FAULT_VERSION);
    if (memcmp(bytes, test_net, 2) == 0) return form_fault(ret, ADDR_XRP, ADDR_FAULT_TESTNET);
    unsigned flag = bytes[X_TAG_AT];
    uint64_t tag = num_get_u64(bytes + X_TAG_AT + 1);
    if (memcmp(bytes, main_net, 2) != 0 || flag > 1 || tag > (flag ? UINT32_MAX : 0))
        return form_fault(ret, ADDR_XRP, ADDR_FAULT_VERSION);
    form_give(ret, ADDR_VALID, ADDR_XRP, ADDR_SPACE_XRP, bytes + 2, ACCOUNT_LEN);
    ret->has_tag = flag == 1;
    ret->tag = tag;
    return true;
}

bool form_xrp(const struct addr_link *in, struct addr *ret)
{
    uint8_t bytes[BASE58_BYTES_MAX];
    str body = in->body;
    bool is_classic = body.len >= 24 && body.len <= 36 && body.data[0] == 'r';
    bool is_x = body.len >= X_LETTERS - 1 && body.len <= X_LETTERS + 1 &&
                (body.data[0] == 'X' || body.data[0] == 'T');
    if ((!is_classic && !is_x) || !form_is_alnum(body)) return false;
    int len = base58_decode(body, base58_xrp, bytes);
    if (len < 0) return form_fault(ret, ADDR_XRP, ADDR_FAULT_LETTER);
    return is_x ? give_x(bytes, (size_t)len, ret) : give_classic(bytes, (size_t)len, ret);
}
