/*
 * Wallet addresses: what a text names, whether its checksum holds, and one key for all its writings.
 *
 * An account has many writings: letter case on EVM chains, cashaddr and the older form on Bitcoin
 * Cash, an X-address with a tag on XRP, EQ and UQ on TON. Lists keep one of them, people type
 * another. Two texts name one account when their keys are equal.
 *
 *     text -> trim, payment link -> form (hex, base58, bech32 ...) -> checksum -> key
 */
#ifndef ADDR_ADDR_H
#define ADDR_ADDR_H

#include "base/str.h"

/* Caps; docs/limits.md names them. */
enum {
    ADDR_TEXT_MAX = 256, /* bytes of a text; a longer one is malformed (ours) */
    ADDR_KEY_MAX = 72,   /* bytes of a key: Monero's are the longest, 66 with the space */
    ADDR_KEY_TEXT_MAX = 2 * ADDR_KEY_MAX + 8, /* bytes of a key as text, with its NUL */
};

/** What reading a text found. Only VALID and UNCHECKED may be looked up and reported as "not found". */
enum addr_verdict {
    ADDR_UNREADABLE = 0, /* nobody has read it: addr_read() never leaves this */
    ADDR_VALID,          /* form and checksum are right */
    ADDR_UNCHECKED,      /* form is right, but the form carries no checksum: a typing error stays
                            unseen, so addr_near() is worth asking */
    ADDR_MALFORMED,      /* not an account that can be paid: never "clean"; see fault, addr_near() */
};

/** The chain, as far as the writing tells. Numbers are stored: append only. */
enum addr_family {
    ADDR_NONE = 0,     /* the text tells no chain known here, though its checksum may hold */
    ADDR_BITCOIN,      /* also Bitcoin SV, Omni, and the older writing of Bitcoin Cash; 3... may
                          be Litecoin's older writing: the key is the same either way */
    ADDR_BITCOIN_CASH, /* cashaddr; same keys as ADDR_BITCOIN. Also eCash */
    ADDR_BITCOIN_GOLD,
    ADDR_LITECOIN,
    ADDR_DOGECOIN, /* D...: also Verge, which uses the same version byte */
    ADDR_VERGE,    /* E... (script hash); see ADDR_DOGECOIN */
    ADDR_DASH,
    ADDR_ZCASH,
    ADDR_EVM, /* Ethereum and every chain with its addresses: one account on all of them */
    ADDR_TRON,
    ADDR_MONERO,
    ADDR_XRP,
    ADDR_SOLANA,
    ADDR_TON,
    ADDR_STELLAR,
    ADDR_ALGORAND,
    ADDR_TEZOS,
    ADDR_CARDANO,
    ADDR_POLKADOT, /* SS58: Polkadot, Kusama and their parachains share accounts */
    ADDR_COSMOS,   /* bech32 chains of the Cosmos kind share accounts */
    ADDR_FAMILY_COUNT,
};

/** Why a text is malformed. */
enum addr_fault {
    ADDR_FAULT_NONE = 0,
    ADDR_FAULT_EMPTY,    /* nothing but blanks */
    ADDR_FAULT_LONG,     /* above ADDR_TEXT_MAX */
    ADDR_FAULT_FORM,     /* no form known here: a transaction hash, a name, a key ... */
    ADDR_FAULT_LETTER,   /* a letter that this form never uses */
    ADDR_FAULT_LENGTH,   /* too short or too long for this form */
    ADDR_FAULT_CASE,     /* small and capital letters mixed where the form wants one case */
    ADDR_FAULT_CHECKSUM, /* a letter is wrong, missing or exchanged */
    ADDR_FAULT_VERSION,  /* checksum holds, but the version is no known kind of account */
    ADDR_FAULT_TESTNET,  /* well written, but of a test network, where no value moves */
    ADDR_FAULT_LINK,     /* a payment link that names no payee, or several */
    ADDR_FAULT_COUNT,
};

/* key[0]: what the bytes behind it are. Numbers and names are stored: append only. */
enum addr_space {
    ADDR_SPACE_NONE = 0,
    ADDR_SPACE_BTC,  /* "btc": 00 (key) or 05 (script) + hash; of Bitcoin, its forks and, for
                        scripts, Litecoin */
    ADDR_SPACE_BTCW, /* "btcw": witness version + program */
    ADDR_SPACE_BTG,  /* version + hash; so in DOGE, DASH, LTC, XVG, ZEC, XTZ */
    ADDR_SPACE_BTGW,
    ADDR_SPACE_LTC,
    ADDR_SPACE_LTCW,
    ADDR_SPACE_LTCM, /* MWEB: both public keys */
    ADDR_SPACE_DOGE,
    ADDR_SPACE_XVG,
    ADDR_SPACE_DASH,
    ADDR_SPACE_ZEC,
    ADDR_SPACE_ZECS, /* Sapling: diversifier and key */
    ADDR_SPACE_ZECU, /* unified: SHA-256 of the bytes, which are too long for a key */
    ADDR_SPACE_EVM,  /* 20 bytes */
    ADDR_SPACE_TRX,  /* 41 + 20 bytes, the EVM account of the same public key */
    ADDR_SPACE_XMR,  /* network byte, spend key, view key */
    ADDR_SPACE_XRP,  /* 20 bytes */
    ADDR_SPACE_SOL,  /* 32 bytes */
    ADDR_SPACE_TON,  /* workchain (4 bytes, big-endian), 32 bytes */
    ADDR_SPACE_XLM,  /* 32 bytes */
    ADDR_SPACE_ALGO, /* 32 bytes */
    ADDR_SPACE_XTZ,
    ADDR_SPACE_ADA,  /* header byte and credentials; Byron: SHA-256 of the payload */
    ADDR_SPACE_DOT,  /* 32 bytes, without the network's prefix */
    ADDR_SPACE_COSM, /* 20 or 32 bytes, without the chain's bech32 prefix */
    ADDR_SPACE_B58,  /* version and 20 bytes, of a chain not known here */
    ADDR_SPACE_COUNT,
};

/** One text, read. */
struct addr {
    enum addr_verdict verdict;
    enum addr_family  family; /* for a malformed text: the chain it was most likely meant for */
    enum addr_fault   fault;  /* ADDR_FAULT_NONE unless malformed */
    bool              has_tag;
    uint64_t          tag; /* who inside the account: XRP destination tag, Monero payment id (its
                              bytes big-endian), Stellar muxed id. Not part of the key */
    uint8_t           key_len; /* 0: there is no key */
    uint8_t           key[ADDR_KEY_MAX]; /* key[0] is an enum addr_space */
    str               text; /* the address itself, without blanks and link; a view into the input */
};

/**
 * Read one text as a wallet address: find its form, prove its checksum, make its key.
 *
 * Blanks, byte-order marks and zero-width spaces around it are dropped. Payment links
 * (`bitcoin:...?amount=`, `ethereum:...`, ERC-681 token transfers, whose payee is a parameter) and
 * CAIP-10 names (`eip155:1:0x...`) give the account they name. No token or list tag is needed:
 * "USDT" lives on many chains and lists are wrong about it at times.
 *
 * One malformed text has a key: an EVM address whose letter case fails EIP-55. Which account it
 * names is certain, only the writing is not; look the key up too.
 *
 * @param text  any bytes, any length
 * @param ret   always filled
 * @return ret->verdict, never ADDR_UNREADABLE
 *
 * Owner:   ret->text borrows from `text`
 * Cost:    about a microsecond, one or two hashes; no allocation
 * Source:  docs/sources.md#addr-formats
 */
enum addr_verdict addr_read(str text, struct addr *ret);

/**
 * The key as text for storage, such as "evm:098b716b...", "btc:00" + 40 hex digits.
 *
 * @param ret  ADDR_KEY_TEXT_MAX bytes; gets a NUL
 * @return the text in `ret`; empty when the address has no key
 */
str addr_key_text(const struct addr *a, char ret[ADDR_KEY_TEXT_MAX]);

/**
 * The public key or script behind an account, as far as its writing tells: "key:" (hash160 of a
 * public key), "script:" (hash160 of a script) or "keccak:" (EVM and Tron) and 40 hex digits.
 *
 * Equal texts mean that whoever can spend from one can spend from the other, on whatever chain:
 * a listed 1... address and the bc1q... or L... of the same key, a Tron account and its EVM twin.
 * That is the same holder, not the same account: report it as such.
 *
 * @return empty when the writing tells neither
 */
str addr_holder_text(const struct addr *a, char ret[ADDR_KEY_TEXT_MAX]);

/**
 * Could this text be meant as an address at all? For values of unknown kind: says yes to every
 * address that addr_read() accepts with a checksum, and to texts of the right shape with an error
 * in them; says no to names, numbers, IBANs, UUIDs and bare hashes. A hint, never a verdict.
 */
bool addr_looks_like(str text);

/* --- several in one text -------------------------------------------------------------------- */

/** A piece of a text that may be an address; read it to know. */
struct addr_piece {
    str  text;
    bool is_run;   /* stands between blanks, commas and the like; otherwise it is a part of the run
                      before it, which is a link or the address of a web page */
    bool is_meant; /* a payment link, or where one names a payee: whatever stands there is meant as an
                      address, so that one that cannot be read must be told */
};

/** Where cutting stands. */
struct addr_pieces {
    str    rest, inner, last; /* private, like the others */
    size_t least;
    bool   has_payees;
};

/**
 * Cut a text at whatever can stand between two addresses, and each link into its parts: of
 * `ethereum:0xA…@1/transfer?address=0xB…` both accounts come, the token's and the payee's.
 *
 * @param text   borrowed while cutting; signs beyond ASCII do not separate
 * @param least  pieces of fewer bytes are left out, save a link's payees
 */
void addr_pieces_begin(struct addr_pieces *p, str text, size_t least);
/** The next piece. @return false at the end */
bool addr_pieces_next(struct addr_pieces *p, struct addr_piece *ret);

/** How a text differs from a listed one. */
enum addr_slip {
    ADDR_SLIP_NONE = 0,   /* not near */
    ADDR_SLIP_SAME,       /* no difference: listed exactly so, though the writing is not valid */
    ADDR_SLIP_CASE,       /* letter case alone */
    ADDR_SLIP_SUBSTITUTE, /* one letter is another */
    ADDR_SLIP_SWAP,       /* two neighbours are exchanged */
    ADDR_SLIP_MISSING,    /* one letter of the listed text is missing */
    ADDR_SLIP_EXTRA,      /* one letter too many */
    ADDR_SLIP_COUNT,
};

struct addr_near {
    uint32_t       listed; /* place in the array given */
    enum addr_slip slip;
    uint16_t       at; /* byte of the listed text where they part, its "0x" included; 0 for SAME
                          and CASE */
};

/**
 * Find the listed addresses that a text misses by one slip of the hand.
 *
 * Ask for malformed texts and for unchecked ones (EVM in one case, Solana), where a slip still
 * gives a good-looking address. Letter case is ignored for hex and bech32 forms and for a text
 * written in one case throughout, and counts in base58. A text without "0x" is compared with
 * what follows the listed "0x".
 *
 * @param text    as typed; blanks and payment links are dropped as in addr_read()
 * @param listed  `count` texts as listed; borrowed
 * @param ret     the first `cap` hits in the order of the list; may be NULL when cap is 0
 * @return how many are near; above `cap`, only `cap` were written
 *
 * Cost: one comparison a listed address, about 5 ns each; no allocation
 */
size_t addr_near(str text, const str *listed, size_t count, struct addr_near *ret, size_t cap);

/* Names in lower case, static: "bitcoin-cash", "checksum"; "unknown" for a number out of range. */
const char *addr_family_name(enum addr_family f);
const char *addr_fault_name(enum addr_fault f);

#endif
