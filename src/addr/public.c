/* The public door to addresses. */
#include <cordon/address.h>

#include "addr/addr.h"

_Static_assert((int)CORDON_ADDRESS_KEY_MAX >= (int)ADDR_KEY_TEXT_MAX, "a key fits");
_Static_assert((int)CORDON_ADDRESS_VALID == (int)ADDR_VALID &&
                   (int)CORDON_ADDRESS_UNCHECKED == (int)ADDR_UNCHECKED &&
                   (int)CORDON_ADDRESS_MALFORMED == (int)ADDR_MALFORMED,
               "one numbering of verdicts");

void cordon_address_read(cordon_str text, struct cordon_address *ret)
{
    struct addr a;
    addr_read(text, &a);
    ret->verdict = (enum cordon_address_verdict)a.verdict;
    ret->family = addr_family_name(a.family);
    ret->fault = addr_fault_name(a.fault);
    ret->has_tag = a.has_tag;
    ret->tag = a.tag;
    addr_key_text(&a, ret->key);
    addr_holder_text(&a, ret->holder);
}
