/* record: any bytes read as a table. */
#include "fuzz/record_walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk_file(str_of((const char *)data, size), SPLIT_CSV, SPLIT_BLOCK_LEN);
    return 0;
}
