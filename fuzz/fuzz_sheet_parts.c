/* sheet: any bytes as the shared texts of a workbook, its styles, its index and its properties. */
#include "sheet/parts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Feed a part in pieces of different lengths. */
static void feed(struct sheet_part *x, str bytes)
{
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = sheet_part_begin(x, &err);
    for (size_t at = 0, n = 1; !st && at <= bytes.len; at += n, n = n * 2 % 61 + 1)
        st = sheet_part_feed(x, str_sub(bytes, at, at + n), at + n >= bytes.len);
    if (st && !err.message[0]) abort();
    sheet_part_end(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct styles_reader styles;
    str bytes = str_of((const char *)data, size);
    struct sheet_strings texts = { .text = { 0 } };
    struct sheet_styles kinds = { .kinds = { 0 } };
    static struct sheet_index index;
    struct strings_reader r;
    struct index_reader i;
    struct core_reader core;
    strings_reader_init(&r, &texts);
    feed(&r.part, bytes);
    styles_reader_init(&styles, &kinds);
    feed(&styles.part, bytes);
    index = (struct sheet_index){ .sheet_count = 0 };
    arena_init(&index.arena, 1 << 20);
    index_reader_init(&i, &index);
    feed(&i.part, bytes);
    core_reader_init(&core, &index);
    feed(&core.part, bytes);
    arena_release(&index.arena);
    buf_release(&texts.text);
    buf_release(&texts.ends);
    buf_release(&kinds.kinds);
    return 0;
}
