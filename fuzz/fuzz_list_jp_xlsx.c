/* list/jp_list: any bytes as a sheet of the workbook, and as the CSV. */
#include "fuzz/list_read.h"

#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add(zip_t *z, const char *name, const char *bytes, size_t len)
{
    zip_source_t *s = zip_source_buffer(z, bytes, len, 0);
    zip_int64_t at = s ? zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) abort();
    zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

/* A workbook around the sheet. The caller frees it. */
static char *make(const uint8_t *data, size_t size, size_t *ret_len)
{
    static const char book[] = "<workbook><sheets><sheet name=\"14.北朝鮮(個人)\" id=\"r\"/></sheets></workbook>";
    static const char rels[] = "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/>"
                               "</Relationships>";
    zip_error_t e;
    zip_stat_t info;
    zip_error_init(&e);
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_t *z = zip_open_from_source(src, ZIP_CREATE | ZIP_TRUNCATE, &e);
    if (!z) abort();
    zip_source_keep(src);
    add(z, "xl/workbook.xml", book, sizeof book - 1);
    add(z, "xl/_rels/workbook.xml.rels", rels, sizeof rels - 1);
    add(z, "xl/s.xml", (const char *)data, size);
    if (zip_close(z) || zip_source_stat(src, &info) || zip_source_open(src)) abort();
    char *bytes = malloc((size_t)info.size);
    if (!bytes || zip_source_read(src, bytes, info.size) != (zip_int64_t)info.size) abort();
    zip_source_close(src);
    zip_source_free(src);
    zip_error_fini(&e);
    *ret_len = (size_t)info.size;
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len = 0;
    char *bytes = make(data, size, &len);
    fuzz_list_read(&list_jp_xlsx, "jp_mof", (const uint8_t *)bytes, len);
    free(bytes);
    return fuzz_list_read(&list_jp_csv, "jp_mof", data, size);
}
