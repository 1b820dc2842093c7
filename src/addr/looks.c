/* Could this text be an address at all? A guess from its shape, before anything is decoded. */
#include "addr/form.h"

#include "addr/base58.h"
#include "addr/bech32.h"

/* Lengths at which base58 forms are written, one slip either way. */
static bool is_base58_length(size_t len)
{
    return (len >= 25 && len <= 37) || (len >= 42 && len <= 49) || (len >= 94 && len <= 107);
}

/* Capitals, small letters and digits together: what words, numbers, IBANs and UUIDs lack. */
static bool is_mixed(str s)
{
    bool upper = false, lower = false, digit = false;
    for (size_t i = 0; i < s.len; i++) {
        upper = upper || byte_is_upper(s.data[i]);
        lower = lower || byte_is_lower(s.data[i]);
        digit = digit || byte_is_digit(s.data[i]);
    }
    return upper && lower && digit;
}

static bool has_shape(str s)
{
    if (str_starts_nocase(s, STR("0x")))
        return s.len >= 40 && s.len <= 44 && form_is_alnum(s);
    if (form_has_bech32_prefix(s)) return s.len >= 30 && bech32_is_one_case(s) && form_is_alnum(s);
    return is_base58_length(s.len) && form_is_alnum(s) && is_mixed(s);
}

bool addr_looks_like(str text)
{
    struct addr_link link;
    struct addr a;
    if (text.len > ADDR_TEXT_MAX) return false;
    addr_link_cut(text, &link);
    if (link.body.len < 14) return false; /* the shortest witness address in use */
    if (addr_read(text, &a) == ADDR_VALID || a.family == ADDR_TON) return true;
    if (link.family != ADDR_NONE) return link.body.len >= 25 && form_is_alnum(link.body);
    return has_shape(link.body);
}
