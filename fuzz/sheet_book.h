/* A workbook of one sheet made of any bytes, for readers of lists that are workbooks or CSV. */
#ifndef FUZZ_SHEET_BOOK_H
#define FUZZ_SHEET_BOOK_H

#include "fuzz/list_read.h"

#include <stdio.h>
#include <string.h>
#include <zip.h>

static inline void sheet_book_add(zip_t *z, const char *name, const char *bytes, size_t len)
{
    zip_source_t *s = zip_source_buffer(z, bytes, len, 0);
    zip_int64_t at = s ? zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) abort();
    zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0);
}

/** A workbook around the sheet, which gets that name. The caller frees it. */
static inline char *sheet_book_make(const char *name, const uint8_t *data, size_t size, size_t *ret_len)
{
    char book[256];
    static const char rels[] = "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/>"
                               "</Relationships>";
    snprintf(book, sizeof book, "<workbook><sheets><sheet name=\"%s\" id=\"r\"/></sheets></workbook>", name);
    zip_error_t e;
    zip_stat_t info;
    zip_error_init(&e);
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_t *z = zip_open_from_source(src, ZIP_CREATE | ZIP_TRUNCATE, &e);
    if (!z) abort();
    zip_source_keep(src);
    sheet_book_add(z, "xl/workbook.xml", book, strlen(book));
    sheet_book_add(z, "xl/_rels/workbook.xml.rels", rels, sizeof rels - 1);
    sheet_book_add(z, "xl/s.xml", (const char *)data, size);
    if (zip_close(z) || zip_source_stat(src, &info) || zip_source_open(src)) abort();
    char *bytes = malloc((size_t)info.size);
    if (!bytes || zip_source_read(src, bytes, info.size) != (zip_int64_t)info.size) abort();
    zip_source_close(src);
    zip_source_free(src);
    zip_error_fini(&e);
    *ret_len = (size_t)info.size;
    return bytes;
}

/** The bytes as a sheet of the workbook through one reader, and as CSV through the other. */
static inline int fuzz_sheet_and_csv(const struct list_format *xlsx, const struct list_format *csv,
                                     const char *source, const char *sheet, const uint8_t *data,
                                     size_t size)
{
    size_t len = 0;
    char *bytes = sheet_book_make(sheet, data, size, &len);
    fuzz_list_read(xlsx, source, (const uint8_t *)bytes, len);
    free(bytes);
    return fuzz_list_read(csv, source, data, size);
}

#endif
