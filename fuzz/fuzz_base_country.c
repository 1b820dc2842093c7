/* base/country: any bytes as the name of a country; an answer is a code that has a name. */
#include "base/country.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str code = country_code(str_of((const char *)data, size));
    if (code.len && !country_name(code).len) abort();
    if (code.len && !str_eq(country_code(code), code)) abort();
    return 0;
}
