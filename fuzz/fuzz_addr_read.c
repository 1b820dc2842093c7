/* Any bytes as a wallet address: every form, the link around it, and near hits. */
#include "tests/addr_same.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const str listed[] = {
        STR_INIT("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
        STR_INIT("1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"),
        STR_INIT("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
    };
    struct addr a, again;
    struct addr_near hits[2];
    char key[ADDR_KEY_TEXT_MAX], holder[ADDR_KEY_TEXT_MAX];
    str text = str_of((const char *)data, size);
    enum addr_verdict v = addr_read(text, &a);

    demand(v == ADDR_VALID || v == ADDR_UNCHECKED || v == ADDR_MALFORMED);
    demand((v == ADDR_MALFORMED) == (a.fault != ADDR_FAULT_NONE));
    demand(v == ADDR_MALFORMED || a.key_len > 1);
    demand(a.key_len <= ADDR_KEY_MAX);
    demand((addr_key_text(&a, key).len > 0) == (a.key_len > 0));
    demand(addr_holder_text(&a, holder).len < sizeof holder);
    if (v == ADDR_VALID) demand(addr_looks_like(text));
    if (v != ADDR_MALFORMED && !memchr(a.text.data, ':', a.text.len)) {
        addr_read(a.text, &again); /* the address alone says the same */
        demand(again.verdict != ADDR_MALFORMED || a.family == ADDR_BITCOIN_CASH);
        demand(again.verdict == ADDR_MALFORMED || addr_same(&a, &again));
    }
    addr_near(text, listed, 3, hits, 2);
    return 0;
}
