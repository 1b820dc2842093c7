/* The forms an address can have: each looks at one text and claims it or not. */
#ifndef ADDR_FORM_H
#define ADDR_FORM_H

#include "addr/addr.h"

/** What stands inside a text: the address, and what the link around it says. */
struct addr_link {
    str              body;        /* the address itself */
    str              cash_prefix; /* "bitcoincash", "ecash" ... when the link said so */
    enum addr_family family;      /* of the link; ADDR_NONE: there was none */
    bool             no_payee;    /* a link that does not name exactly one receiver */
    bool             has_tag;
    uint64_t         tag;
};

/** Cut blanks, marks that copying leaves behind, and the payment link off a text. */
void addr_link_cut(str text, struct addr_link *ret);

/*
 * A form returns true when the text is meant in it, with the verdict in *ret; false when the text
 * is of another form, *ret untouched. The first VALID or UNCHECKED claim wins; without one, the
 * first claim's fault is told. So a form may claim generously.
 */
bool form_hex(const struct addr_link *in, struct addr *ret);
bool form_cash(const struct addr_link *in, struct addr *ret);
bool form_bech32(const struct addr_link *in, struct addr *ret);
bool form_monero(const struct addr_link *in, struct addr *ret);
bool form_xrp(const struct addr_link *in, struct addr *ret);
bool form_ton(const struct addr_link *in, struct addr *ret);
bool form_base32(const struct addr_link *in, struct addr *ret);
bool form_base58(const struct addr_link *in, struct addr *ret);

/** Does the text begin with a known bech32 prefix and its '1', in whatever case? */
bool form_has_bech32_prefix(str body);
/** Every byte a hex digit, and at least one? */
bool form_is_hex(str text);
/** Every byte a letter or digit, and at least one? */
bool form_is_alnum(str text);
/** `text` is 2 * len hex digits; false when not. */
bool form_hex_bytes(str text, uint8_t *ret, size_t len);

/** Claim the text as malformed. Always true. */
bool form_fault(struct addr *ret, enum addr_family family, enum addr_fault fault);
/** Claim the text, with its key: `space` and `len` bytes, at most ADDR_KEY_MAX - 1. Always true. */
bool form_give(struct addr *ret, enum addr_verdict verdict, enum addr_family family,
               enum addr_space space, const uint8_t *bytes, size_t len);

#endif
