/* list/jp_list: any bytes as a sheet of the workbook, and as the CSV. */
#include "fuzz/sheet_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_sheet_and_csv(&list_jp_xlsx, &list_jp_csv, "jp_mof", "14.北朝鮮(個人)", data, size);
}
