/* map: any bytes as a file: workbook, UTF-16 or text; what comes out is a table in rows. */
#include "map/map.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct map_source s;
    struct cordon_error err = { .status = CORDON_OK };
    char piece[777];
    size_t len = 1, all = 0;
    cordon_status st = map_source_bytes(str_of((const char *)data, size), STR_EMPTY, NULL, &s, &err);
    if (st) {
        if (!err.message[0]) abort();
        return 0;
    }
    while (!st && len && all < 4u << 20) {
        st = map_source_read(&s, piece, sizeof piece, &len, &err);
        if (!st && len > sizeof piece) abort();
        if (!st && s.form == MAP_FORM_XLSX && !all && len && memcmp(piece, "row,", len < 4 ? len : 4)) abort();
        all += st ? 0 : len;
    }
    if (st && !err.message[0]) abort();
    map_source_close(&s);
    return 0;
}
