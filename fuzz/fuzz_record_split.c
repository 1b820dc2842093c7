/* record: a file gives the same records however it is fed. The first byte chooses the piece. */
#include "fuzz/record_walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    str file = str_of((const char *)data + 1, size - 1);
    uint64_t whole = walk_file(file, SPLIT_FORM_UNKNOWN, SPLIT_WINDOW_MAX);
    if (walk_file(file, SPLIT_FORM_UNKNOWN, data[0] + 1u) != whole) abort();
    return 0;
}
