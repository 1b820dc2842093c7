/* list/id_list: any bytes as a sheet of the workbook, and as the CSV. */
#include "fuzz/sheet_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_sheet_and_csv(&list_id_xlsx, &list_id_csv, "id_dttot", "Sheet1", data, size);
}
