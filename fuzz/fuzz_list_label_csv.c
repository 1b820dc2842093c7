/* list/label_csv: read anything. */
#include "fuzz/list_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_list_read(&list_label_csv, "x", data, size);
}
