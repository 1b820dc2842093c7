/* map: any bytes as the shared texts of a workbook, and as its styles and its index. */
#include "map/xlsx.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Feed a part in pieces of different lengths. */
static void feed(struct xml_part *x, str bytes)
{
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = xml_part_begin(x, &err);
    for (size_t at = 0, n = 1; !st && at <= bytes.len; at += n, n = n * 2 % 61 + 1)
        st = xml_part_feed(x, str_sub(bytes, at, at + n), at + n >= bytes.len);
    if (st && !err.message[0]) abort();
    xml_part_end(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct styles_reader styles;
    str bytes = str_of((const char *)data, size);
    struct xlsx_strings texts = { .text = { 0 } };
    struct xlsx_styles kinds = { .kinds = { 0 } };
    static struct xlsx_index index;
    struct strings_reader r;
    struct index_reader i;
    strings_reader_init(&r, &texts);
    feed(&r.part, bytes);
    styles_reader_init(&styles, &kinds);
    feed(&styles.part, bytes);
    index = (struct xlsx_index){ .sheet_count = 0 };
    arena_init(&index.arena, 1 << 20);
    index_reader_init(&i, &index);
    feed(&i.part, bytes);
    arena_release(&index.arena);
    buf_release(&texts.text);
    buf_release(&texts.ends);
    buf_release(&kinds.kinds);
    return 0;
}
