/* list/au_list: any bytes as a sheet of the workbook, and as the CSV. */
#include "fuzz/sheet_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_sheet_and_csv(&list_au_xlsx, &list_au_csv, "au_dfat", "Sheet1", data, size);
}
