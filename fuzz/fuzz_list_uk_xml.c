/* list/uk_xml: read anything. */
#include "fuzz/list_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_list_read(&list_uk_xml, "uk_fcdo", data, size);
}
