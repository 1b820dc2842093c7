/* map: any bytes as a mapping; what is read can be written, and read again as the same. */
#include "map/map.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cordon_map *m = NULL, *again = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    struct buf first = BUF_INIT(16u << 20), second = BUF_INIT(16u << 20);
    if (map_read(str_of((const char *)data, size), STR("fuzz"), &m, &err)) {
        if (!err.message[0]) abort();
        return 0;
    }
    map_write(m, &first);
    if (first.failed) abort();
    if (first.len <= MAP_FILE_MAX) {
        if (map_read(buf_str(&first), STR("fuzz"), &again, &err)) abort();
        map_write(again, &second);
        if (!str_eq(buf_str(&first), buf_str(&second))) abort();
    }
    cordon_map_free(m);
    cordon_map_free(again);
    buf_release(&first);
    buf_release(&second);
    return 0;
}
