/* Reading one text as a wallet address: each form in turn, until one accepts it. */
#include "addr/form.h"

#include "base/num.h"

bool form_is_hex(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = byte_lower(text.data[i]);
        if (!byte_is_digit(c) && (c < 'a' || c > 'f')) return false;
    }
    return text.len > 0;
}

bool form_is_alnum(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!byte_is_alnum(text.data[i])) return false;
    return text.len > 0;
}

static unsigned hex_value(char c)
{
    return (unsigned)(byte_is_digit(c) ? c - '0' : byte_lower(c) - 'a' + 10);
}

bool form_hex_bytes(str text, uint8_t *ret, size_t len)
{
    if (text.len != 2 * len || !form_is_hex(text)) return false;
    for (size_t i = 0; i < len; i++)
        ret[i] = (uint8_t)(hex_value(text.data[2 * i]) << 4 | hex_value(text.data[2 * i + 1]));
    return true;
}

bool form_fault(struct addr *ret, enum addr_family family, enum addr_fault fault)
{
    *ret = (struct addr){ .verdict = ADDR_MALFORMED, .family = family, .fault = fault };
    return true;
}

bool form_give(struct addr *ret, enum addr_verdict verdict, enum addr_family family,
               enum addr_space space, const uint8_t *bytes, size_t len)
{
    *ret = (struct addr){ .verdict = verdict, .family = family, .key_len = (uint8_t)(len + 1) };
    ret->key[0] = (uint8_t)space;
    memcpy(ret->key + 1, bytes, len);
    return true;
}

/* Cheap and certain forms first; base58 last, for it claims everything. */
static bool (*const forms[])(const struct addr_link *, struct addr *) = {
    form_hex, form_bech32, form_cash, form_monero, form_xrp, form_ton, form_base32, form_base58,
};

static void read_body(const struct addr_link *link, struct addr *ret)
{
    form_fault(ret, link->family, link->body.len ? ADDR_FAULT_FORM : ADDR_FAULT_EMPTY);
    if (!link->body.len) return;
    bool is_claimed = false;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct addr one = { 0 };
        if (!forms[i](link, &one)) continue;
        bool is_good = one.verdict != ADDR_MALFORMED;
        if (is_good || !is_claimed) *ret = one;
        if (is_good) return;
        is_claimed = true;
    }
}

enum addr_verdict addr_read(str text, struct addr *ret)
{
    struct addr_link link;
    form_fault(ret, ADDR_NONE, ADDR_FAULT_LONG);
    ret->text = text;
    if (text.len > ADDR_TEXT_MAX) return ret->verdict;
    addr_link_cut(text, &link);
    if (link.no_payee)
        form_fault(ret, link.family, ADDR_FAULT_LINK);
    else
        read_body(&link, ret);
    ret->text = link.body;
    if (link.has_tag && !ret->has_tag && ret->family == ADDR_XRP) {
        ret->has_tag = true;
        ret->tag = link.tag;
    }
    return ret->verdict;
}
