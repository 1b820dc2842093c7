/* What stands around an address: blanks, marks left by copying, payment links, CAIP-10 names. */
#include "addr/form.h"

#include "base/num.h"

/* src: addr-links — BIP-21 and its kin, ERC-681, CAIP-2/10, the cashaddr prefixes */
static const struct scheme {
    str              name;
    enum addr_family family;
} schemes[] = {
    { STR_INIT("bitcoin"), ADDR_BITCOIN },
    { STR_INIT("bitcoincash"), ADDR_BITCOIN_CASH },
    { STR_INIT("ecash"), ADDR_BITCOIN_CASH },
    { STR_INIT("simpleledger"), ADDR_BITCOIN_CASH },
    { STR_INIT("bchtest"), ADDR_BITCOIN_CASH },
    { STR_INIT("bitcoingold"), ADDR_BITCOIN_GOLD },
    { STR_INIT("litecoin"), ADDR_LITECOIN },
    { STR_INIT("dogecoin"), ADDR_DOGECOIN },
    { STR_INIT("verge"), ADDR_VERGE },
    { STR_INIT("dash"), ADDR_DASH },
    { STR_INIT("zcash"), ADDR_ZCASH },
    { STR_INIT("ethereum"), ADDR_EVM },
    { STR_INIT("tron"), ADDR_TRON },
    { STR_INIT("monero"), ADDR_MONERO },
    { STR_INIT("ripple"), ADDR_XRP },
    { STR_INIT("xrp"), ADDR_XRP },
    { STR_INIT("xrpl"), ADDR_XRP },
    { STR_INIT("solana"), ADDR_SOLANA },
    { STR_INIT("ton"), ADDR_TON },
    { STR_INIT("stellar"), ADDR_STELLAR },
    { STR_INIT("algorand"), ADDR_ALGORAND },
    { STR_INIT("tezos"), ADDR_TEZOS },
    { STR_INIT("cardano"), ADDR_CARDANO },
    { STR_INIT("web+cardano"), ADDR_CARDANO },
    { STR_INIT("polkadot"), ADDR_POLKADOT },
    { STR_INIT("substrate"), ADDR_POLKADOT },
    { STR_INIT("cosmos"), ADDR_COSMOS },
    { STR_INIT("eip155"), ADDR_EVM },
    { STR_INIT("bip122"), ADDR_BITCOIN },
};

/* Marks without width, and the no-break space, that copying from a page leaves at the ends. */
static const str marks[] = {
    STR_INIT("\xEF\xBB\xBF"), STR_INIT("\xE2\x80\x8B"), STR_INIT("\xE2\x80\x8C"),
    STR_INIT("\xE2\x80\x8D"), STR_INIT("\xE2\x80\x8E"), STR_INIT("\xE2\x80\x8F"),
    STR_INIT("\xE2\x81\xA0"), STR_INIT("\xC2\xA0"),     STR_INIT("\xE3\x80\x80"),
};

static str trim(str s)
{
    for (size_t before = SIZE_MAX; s.len != before;) {
        before = s.len;
        s = str_trim(s);
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            if (str_starts(s, marks[i])) s = str_from(s, marks[i].len);
            if (str_ends(s, marks[i])) s = str_sub(s, 0, s.len - marks[i].len);
        }
    }
    return s;
}

static const struct scheme *scheme_of(str name)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (str_eq_nocase(name, schemes[i].name)) return &schemes[i];
    return NULL;
}

/* The value of `name=` in a query, or empty. */
static str param(str query, str name)
{
    str pair;
    while (str_next(&query, '&', &pair)) {
        size_t eq = str_index(pair, '=');
        if (str_eq_nocase(str_sub(pair, 0, eq), name)) return str_from(pair, eq + 1);
    }
    return STR_EMPTY;
}

/* ERC-681: [pay-]target[@chain][/function]. In a token transfer the target is the token's
 * contract and the payee is a parameter: to screen the target would screen the wrong account. */
static void cut_ethereum(str query, struct addr_link *link)
{
    str body = link->body;
    if (str_starts_nocase(body, STR("pay-"))) body = str_from(body, 4);
    size_t slash = str_index(body, '/');
    str function = str_from(body, slash + 1);
    body = str_sub(body, 0, slash);
    link->body = str_sub(body, 0, str_index(body, '@'));
    if (function.len == 0) return;
    str payee = str_eq(function, STR("transfer")) ? param(query, STR("address")) : STR_EMPTY;
    link->no_payee = payee.len == 0;
    if (payee.len) link->body = payee;
}

/* ZIP-321: the payee may be a parameter, and there may be several, of which one answer could name
 * but one. */
static void cut_zcash(str query, struct addr_link *link)
{
    str pair, payee = param(query, STR("address"));
    if (!link->body.len) link->body = payee;
    while (str_next(&query, '&', &pair))
        if (str_starts_nocase(pair, STR("address."))) link->no_payee = true;
}

static void cut_query(str query, struct addr_link *link)
{
    if (link->family == ADDR_ZCASH) cut_zcash(query, link);
    if (link->family == ADDR_XRP) {
        str tag = param(query, STR("dt"));
        link->has_tag = tag.len && num_parse_u64(tag, UINT32_MAX, &link->tag);
    }
    if (link->family == ADDR_EVM) {
        cut_ethereum(query, link);
        return;
    }
    if (link->family == ADDR_TON && str_starts(link->body, STR("transfer/")))
        link->body = str_from(link->body, STR("transfer/").len);
    /* TON's base64 may hold a slash; elsewhere one ends the address */
    if (link->family != ADDR_TON)
        link->body = str_sub(link->body, 0, str_index(link->body, '/'));
}

/* "eth:0x..." and other short names of EVM chains (ERC-3770). */
static bool is_short_name(str name, str rest)
{
    if (name.len < 2 || name.len > 16 || !str_starts_nocase(rest, STR("0x"))) return false;
    for (size_t i = 0; i < name.len; i++)
        if (!byte_is_alnum(name.data[i]) && name.data[i] != '-') return false;
    return true;
}

void addr_link_cut(str text, struct addr_link *ret)
{
    *ret = (struct addr_link){ .body = trim(text) };
    size_t colon = str_index(ret->body, ':');
    if (colon == ret->body.len) return;
    str name = str_sub(ret->body, 0, colon), rest = str_from(ret->body, colon + 1);
    const struct scheme *scheme = scheme_of(name);
    if (!scheme) {
        if (is_short_name(name, rest)) ret->body = rest;
        return;
    }
    ret->family = scheme->family;
    if (scheme->family == ADDR_BITCOIN_CASH) ret->cash_prefix = scheme->name;
    if (str_starts(rest, STR("//"))) rest = str_from(rest, 2);
    size_t mark = str_index(rest, '?');
    str query = str_from(rest, mark + 1);
    rest = str_sub(rest, 0, mark);
    /* CAIP-10 has the chain's own name in between: "eip155:1:0x..."; TON's raw form has a colon */
    size_t second = str_index(rest, ':');
    if (scheme->family != ADDR_TON && second < rest.len) rest = str_from(rest, second + 1);
    ret->body = rest;
    cut_query(query, ret);
    ret->no_payee = ret->no_payee || ret->body.len == 0;
}
