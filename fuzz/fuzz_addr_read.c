/* Any bytes as a wallet address: every form, the link around it, near hits, and cutting. */
#include "tests/addr_same.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds) abort();
}

/* Pieces lie in the text, in order save those inside a run, and are as long as asked. */
static void cut(str text, size_t least)
{
    struct addr_pieces pieces;
    struct addr_piece p;
    const char *run = text.data;
    addr_pieces_begin(&pieces, text, least);
    while (addr_pieces_next(&pieces, &p)) {
        demand(p.text.len > 0 && (p.text.len >= least || p.is_meant));
        demand(p.text.data >= run && p.text.data + p.text.len <= text.data + text.len);
        if (p.is_run) run = p.text.data;
    }
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
    cut(text, 1);
    cut(text, 14);
    return 0;
}
