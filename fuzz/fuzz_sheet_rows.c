/* sheet: any bytes as a sheet; rows are in order, cells within bounds. */
#include "sheet/parts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static cordon_status take(void *ctx, const struct sheet_row *row)
{
    uint64_t *last = ctx;
    if (row->number <= *last || row->count == 0) abort();
    *last = row->number;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cell[i].from >= row->cell[i].to || row->cell[i].to > row->text.len) abort();
        if (row->cell[i].column == 0 || row->cell[i].column > SHEET_COLUMNS_MAX) abort();
        if (i && row->cell[i].column <= row->cell[i - 1].column) abort();
    }
    return CORDON_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sheet_reader r;
    struct cordon_error err = { .status = CORDON_OK };
    uint64_t last = 0;
    uint32_t ends[] = { 3, 3, 9 };
    char kinds[] = { STYLE_NUMBER, STYLE_DATE, STYLE_DATE_TIME, STYLE_TIME };
    char text[] = "onethree!";
    struct sheet_strings strings = { .text = { .data = text, .len = 9 },
                                    .ends = { .data = (char *)ends, .len = sizeof ends } };
    struct sheet_styles styles = { .kinds = { .data = kinds, .len = sizeof kinds } };
    str bytes = str_of((const char *)data, size);
    sheet_reader_init(&r);
    r.strings = &strings;
    r.styles = &styles;
    r.is_1904 = size & 1;
    r.take = take;
    r.take_ctx = &last;
    cordon_status st = sheet_part_begin(&r.part, &err);
    for (size_t at = 0, n = 1; !st && at <= bytes.len; at += n, n = n * 2 % 61 + 1)
        st = sheet_part_feed(&r.part, str_sub(bytes, at, at + n), at + n >= bytes.len);
    if (st && !err.message[0]) abort();
    sheet_reader_release(&r);
    return 0;
}
