/* record/pack: any bytes as a kept record. What can be read is packed again, and read the same. */
#include "record/record.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct record r, again;
    struct buf once = BUF_INIT(16u << 20), twice = BUF_INIT(16u << 20);
    arena_init(&arena, 64u << 20);
    if (record_unpack(str_of((const char *)data, size), &arena, &r, NULL) == CORDON_OK) {
        record_pack(&r, &once);
        if (once.failed || record_unpack(buf_str(&once), &arena, &again, NULL)) abort();
        record_pack(&again, &twice);
        if (twice.failed || !str_eq(buf_str(&once), buf_str(&twice))) abort();
    }
    buf_release(&once);
    buf_release(&twice);
    arena_release(&arena);
    return 0;
}
