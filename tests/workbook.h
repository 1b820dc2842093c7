/* Workbooks for tests, made in memory. */
#ifndef TESTS_WORKBOOK_H
#define TESTS_WORKBOOK_H

#include "base/mem.h"
#include "tests/test.h"

#include <zip.h>

struct wb_part {
    const char *name;
    const char *text;
    size_t      len; /* 0: of the text */
};

#define WB_MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" " \
                "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define WB_REL(id, type, target)                                                              \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/"    \
    "2006/relationships/" type "\" Target=\"" target "\"/>"
#define WB_RELS                                                                               \
    { "xl/_rels/workbook.xml.rels",                                                           \
      "<Relationships>" WB_REL("r1", "worksheet", "worksheets/sheet1.xml")                    \
          WB_REL("r2", "worksheet", "/xl/worksheets/sheet2.xml")                              \
              WB_REL("r3", "styles", "styles.xml")                                            \
                  WB_REL("r4", "sharedStrings", "sharedStrings.xml") "</Relationships>", 0 }
#define WB_BOOK(pr, sheets)                                                                   \
    { "xl/workbook.xml", "<workbook " WB_MAIN ">" pr "<sheets>" sheets "</sheets></workbook>", 0 }
#define WB_SHEET(number, rows)                                                                \
    { "xl/worksheets/sheet" #number ".xml",                                                   \
      "<worksheet " WB_MAIN "><sheetData>" rows "</sheetData></worksheet>", 0 }
#define WB_STRINGS(items) { "xl/sharedStrings.xml", "<sst " WB_MAIN ">" items "</sst>", 0 }
#define WB_STYLES                                                                             \
    { "xl/styles.xml",                                                                        \
      "<styleSheet " WB_MAIN "><numFmts><numFmt numFmtId=\"170\" "                            \
      "formatCode=\"[$-409]d\\-mmm\\-yy h:mm\"/><numFmt numFmtId=\"171\" "                    \
      "formatCode=\"#,##0 &quot;days&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"  \
      "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"                     \
      "<xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"20\"/></cellXfs>"           \
      "</styleSheet>", 0 }

/** A zip file of these parts; release *ret_bytes with free(). */
static inline str workbook_make(const struct wb_part *parts, size_t count)
{
    zip_error_t e;
    zip_error_init(&e);
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_t *z = zip_open_from_source(src, ZIP_CREATE | ZIP_TRUNCATE, &e);
    assert_non_null(z);
    zip_source_keep(src);
    for (size_t i = 0; i < count; i++) {
        size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        zip_source_t *part = zip_source_buffer(z, parts[i].text, len, 0);
        assert_true(zip_file_add(z, parts[i].name, part, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    zip_stat_t info;
    assert_int_equal(zip_source_stat(src, &info), 0);
    char *bytes = malloc((size_t)info.size);
    assert_non_null(bytes);
    assert_int_equal(zip_source_open(src), 0);
    assert_true(zip_source_read(src, bytes, info.size) == (zip_int64_t)info.size);
    zip_source_close(src);
    zip_source_free(src);
    zip_error_fini(&e);
    return str_of(bytes, (size_t)info.size);
}

#endif
