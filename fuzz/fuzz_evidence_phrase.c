/* evidence/phrase, address, money: any text; an address that can be compared is the same as itself. */
#include "evidence/address.h"
#include "evidence/money.h"
#include "evidence/phrase.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    str text = str_of((const char *)data, size), rest = text, first;
    int64_t n;
    if (!size || !str_next(&rest, '\n', &first)) return 0;
    arena_init(&arena, 4u << 20);
    if (phrase_classes(text, &arena) >> PHRASE_CLASSES) abort();
    if (editor_of(first, &arena) > EDITOR_SCANNER) abort();
    is_forwarder_address(first, &arena);
    if (address_compare(first, first, &arena) == ADDRESS_OTHER) abort();
    if (address_compare(first, rest, &arena) != address_compare(rest, first, &arena)) abort();
    if (money_read(first, &n) && (n > INT64_C(100000000000000000) || n < -INT64_C(100000000000000000))) abort();
    arena_release(&arena);
    return 0;
}
