/* Wallet addresses for other programs: is the text well written, and which account does it name? */
#ifndef CORDON_ADDRESS_H
#define CORDON_ADDRESS_H

#include <cordon/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of a key as text, with its NUL. */
enum { CORDON_ADDRESS_KEY_MAX = 152 };

/** What reading a text found; none of it says that an account is clean. */
enum cordon_address_verdict {
    CORDON_ADDRESS_UNREADABLE = 0, /* nobody has read it */
    CORDON_ADDRESS_VALID,          /* form and checksum are right */
    CORDON_ADDRESS_UNCHECKED,      /* form is right; the form has no checksum */
    CORDON_ADDRESS_MALFORMED,      /* not an account that can be paid */
};

struct cordon_address {
    enum cordon_address_verdict verdict;
    const char *family; /* the chain, as far as the writing tells: "bitcoin", "evm" ...; static */
    const char *fault;  /* why it is malformed: "checksum", "length" ...; "none"; static */
    bool        has_tag;
    uint64_t    tag; /* XRP destination tag, Monero payment id, Stellar muxed id */
    char        key[CORDON_ADDRESS_KEY_MAX];    /* "evm:098b...": equal for all writings of one
                                                   account; "" when there is none */
    char        holder[CORDON_ADDRESS_KEY_MAX]; /* "key:62e9...": equal when one key can spend,
                                                   on whatever chain; "" when it is not told */
};

/**
 * Read one text as a wallet address: find its form, prove its checksum, make its key.
 *
 * Blanks and zero-width marks around it are dropped; a payment link gives the account it names.
 * A valid address says that the text is well written, and nothing about who holds the account:
 * to ask whether it is listed, screen a record with the field `wallet`.
 *
 * @param text  any bytes; borrowed for the call; more than 256 bytes are malformed
 * @param ret   always filled; never left CORDON_ADDRESS_UNREADABLE. A malformed EVM address whose
 *              letter case alone is wrong still has a key
 *
 * Owner:   everything in *ret is the caller's; its pointers are static text
 * Cost:    about a microsecond; no allocation
 * Threads: any number
 * Source:  docs/sources.md#addr-formats
 */
CORDON_API void cordon_address_read(cordon_str text, struct cordon_address *ret);

#ifdef __cplusplus
}
#endif
#endif
