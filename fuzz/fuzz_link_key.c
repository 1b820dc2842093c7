/* Canonical addresses, phones and mailboxes, and the shingles of a text, of any bytes. */
#include "link/link.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct cordon_error err = ERROR_INIT;
    str s = { (const char *)data, size };
    uint32_t permille = 0;
    arena_init(&arena, 16u << 20);
    str address = link_address_key(s, &arena);
    link_phone_key(s, str_sub(s, 0, 2), &arena);
    str email = link_email_key(s, &arena);
    str again = link_email_key(email, &arena);
    bool is_ascii = true;
    for (size_t i = 0; i < size; i++) is_ascii &= data[i] < 0x80;
    if (is_ascii && !str_eq(email, again)) abort(); /* a key is its own key */
    if (address.len && !str_eq(address, link_address_key(s, &arena))) abort();
    if (link_text_likeness(s, s, &arena, &permille, &err) == CORDON_OK && permille != 0 &&
        permille != 1000)
        abort();
    arena_release(&arena);
    return 0;
}
