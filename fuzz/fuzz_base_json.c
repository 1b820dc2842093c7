/* base/json: read anything; what was read and written again reads the same. */
#include "tests/json_copy.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf once = BUF_INIT(64u << 20), twice = BUF_INIT(64u << 20);
    struct arena arena;
    arena_init(&arena, 64u << 20);
    if (json_copy(str_of((const char *)data, size), &arena, &once, NULL) == CORDON_OK) {
        if (json_copy(buf_str(&once), &arena, &twice, NULL) != CORDON_OK) abort();
        if (!str_eq(buf_str(&once), buf_str(&twice))) abort();
    }
    arena_release(&arena);
    buf_release(&once);
    buf_release(&twice);
    return 0;
}
