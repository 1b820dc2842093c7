/* Addresses in hex: EVM with its checksum in the letter case, and Tron's raw form. */
#include "addr/form.h"

#include "addr/keccak.h"

enum {
    EVM_LEN = 20,
    EVM_DIGITS = 40,
    TRON_LEN = 21,
    TRON_DIGITS = 42,
    TRON_BYTE = 0x41,
    HASH_DIGITS = 64,
};

/* Is each letter's case what EIP-55 asks: capital iff the digit of keccak256(small hex) at its
 * place is above 7?  src: addr-evm */
static bool case_holds(str hex)
{
    char lower[EVM_DIGITS];
    uint8_t digest[KECCAK_LEN];
    for (size_t i = 0; i < EVM_DIGITS; i++) lower[i] = byte_lower(hex.data[i]);
    keccak_of(str_of(lower, EVM_DIGITS), digest);
    for (size_t i = 0; i < EVM_DIGITS; i++) {
        unsigned digit = i % 2 ? digest[i / 2] & 15u : digest[i / 2] >> 4;
        if (byte_is_alpha(hex.data[i]) && byte_is_upper(hex.data[i]) != (digit > 7)) return false;
    }
    return true;
}

static bool is_mixed(str hex)
{
    bool upper = false, lower = false;
    for (size_t i = 0; i < hex.len; i++) {
        upper = upper || byte_is_upper(hex.data[i]);
        lower = lower || byte_is_lower(hex.data[i]);
    }
    return upper && lower;
}

static bool give_evm(str hex, struct addr *ret)
{
    uint8_t bytes[EVM_LEN];
    if (!form_hex_bytes(hex, bytes, EVM_LEN)) return form_fault(ret, ADDR_EVM, ADDR_FAULT_LETTER);
    enum addr_verdict verdict = !is_mixed(hex)    ? ADDR_UNCHECKED
                                : case_holds(hex) ? ADDR_VALID
                                                  : ADDR_MALFORMED;
    form_give(ret, verdict, ADDR_EVM, ADDR_SPACE_EVM, bytes, EVM_LEN);
    /* the key stays: the account is certain, and wallets that ignore case would pay it */
    if (verdict == ADDR_MALFORMED) ret->fault = ADDR_FAULT_CHECKSUM;
    return true;
}

/* 41 + 20 bytes, as Tron's nodes write accounts */
static bool give_tron(str hex, struct addr *ret)
{
    uint8_t bytes[TRON_LEN];
    if (!form_hex_bytes(hex, bytes, TRON_LEN) || bytes[0] != TRON_BYTE) return false;
    return form_give(ret, ADDR_UNCHECKED, ADDR_TRON, ADDR_SPACE_TRX, bytes, TRON_LEN);
}

bool form_hex(const struct addr_link *in, struct addr *ret)
{
    bool has_prefix = str_starts_nocase(in->body, STR("0x"));
    str hex = has_prefix ? str_from(in->body, 2) : in->body;
    if (hex.len == TRON_DIGITS && give_tron(hex, ret)) return true;
    if (!has_prefix && !form_is_hex(hex)) return false;
    if (hex.len == EVM_DIGITS) return give_evm(hex, ret);
    if (has_prefix)
        return form_fault(ret, ADDR_EVM, form_is_hex(hex) ? ADDR_FAULT_LENGTH : ADDR_FAULT_LETTER);
    /* bare digits of another length: a hash or key, which names no account */
    return hex.len >= HASH_DIGITS && form_fault(ret, ADDR_NONE, ADDR_FAULT_FORM);
}
