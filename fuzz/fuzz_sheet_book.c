/* sheet: any bytes as a whole workbook. */
#include "sheet/sheet.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static cordon_status take(void *ctx, const struct sheet_row *row)
{
    size_t *rows = ctx;
    for (size_t i = 0; i < row->count; i++)
        if (sheet_row_text(row, row->cell[i].column).len == 0) abort();
    return ++*rows > 1000 ? CORDON_INTERRUPTED : CORDON_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct sheet_book *book = NULL;
    size_t rows = 0;
    cordon_status st = sheet_book_open(str_of((const char *)data, size), &book, &err);
    if (st && (err.status != st || !err.message[0])) abort();
    for (size_t i = 0; !st && i < sheet_book_count(book) && i < 8; i++) {
        sheet_book_at(book, i);
        st = sheet_read(book, i, take, &rows, &err);
    }
    sheet_book_close(book);
    return 0;
}
