/* Workbooks for tests of lists: sheets out of rows of texts. */
#ifndef TESTS_SHEET_ROWS_H
#define TESTS_SHEET_ROWS_H

#include "tests/workbook.h"

#include "base/buf.h"

enum { SHEET_ROWS_SHEETS = 8 };

/* One sheet: lines parted by '\n', cells by '\t'; "\\n" is a line break in a cell; a cell that begins
 * with '=' is a number, one with '@' a number shown as a date. */
struct sheet_rows {
    const char *name;
    const char *rows;
};

static inline void sheet_rows_text(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == '&')
            buf_add(out, STR("&amp;"));
        else if (s.data[i] == '<')
            buf_add(out, STR("&lt;"));
        else if (s.data[i] == '"')
            buf_add(out, STR("&quot;"));
        else if (s.data[i] == '\\' && i + 1 < s.len && s.data[i + 1] == 'n')
            buf_add(out, STR("&#10;")), i++;
        else
            buf_add_byte(out, s.data[i]);
    }
}

static inline void sheet_rows_ref(struct buf *out, unsigned column, unsigned row)
{
    if (column > 26) buf_add_byte(out, (char)('A' + (column - 1) / 26 - 1));
    buf_add_byte(out, (char)('A' + (column - 1) % 26));
    buf_add_u64(out, row);
}

static inline void sheet_rows_sheet(struct buf *out, const char *rows)
{
    str rest = str_c(rows), line, cell;
    unsigned row = 0;
    buf_add(out, STR("<worksheet " WB_MAIN "><sheetData>"));
    while (str_next(&rest, '\n', &line)) {
        unsigned column = 0;
        buf_printf(out, "<row r=\"%u\">", ++row);
        while (str_next(&line, '\t', &cell)) {
            column++;
            if (cell.len == 0) continue;
            bool is_number = cell.data[0] == '=' || cell.data[0] == '@';
            buf_add(out, STR("<c r=\""));
            sheet_rows_ref(out, column, row);
            if (is_number)
                buf_printf(out, "\"%s><v>%.*s</v></c>", cell.data[0] == '@' ? " s=\"1\"" : "",
                           (int)(cell.len - 1), cell.data + 1);
            else {
                buf_add(out, STR("\" t=\"inlineStr\"><is><t>"));
                sheet_rows_text(out, cell);
                buf_add(out, STR("</t></is></c>"));
            }
        }
        buf_add(out, STR("</row>"));
    }
    buf_add(out, STR("</sheetData></worksheet>"));
}

/** A workbook of these sheets, saved on `modified` (may be NULL). Free with free(). */
static inline str sheet_rows_make(const struct sheet_rows *sheets, size_t count, const char *modified)
{
    static const struct wb_part styles = WB_STYLES;
    struct buf book = BUF_INIT(1 << 20), rels = BUF_INIT(1 << 20), core = BUF_INIT(1 << 20);
    static struct buf text[SHEET_ROWS_SHEETS];
    static char names[SHEET_ROWS_SHEETS][40];
    struct wb_part parts[SHEET_ROWS_SHEETS + 4];
    size_t n = 0;
    buf_add(&book, STR("<workbook " WB_MAIN "><sheets>"));
    buf_add(&rels, STR("<Relationships>" WB_REL("s", "styles", "styles.xml")));
    for (size_t i = 0; i < count; i++) {
        buf_printf(&book, "<sheet name=\"");
        sheet_rows_text(&book, str_c(sheets[i].name));
        buf_printf(&book, "\" sheetId=\"%zu\" r:id=\"r%zu\"/>", i + 1, i);
        buf_printf(&rels, "<Relationship Id=\"r%zu\" Type=\"x/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                   i, i + 1);
        buf_init(&text[i], 64u << 20);
        sheet_rows_sheet(&text[i], sheets[i].rows);
        snprintf(names[i], sizeof names[i], "xl/worksheets/sheet%zu.xml", i + 1);
        parts[n++] = (struct wb_part){ names[i], text[i].data, text[i].len };
    }
    buf_add(&book, STR("</sheets></workbook>"));
    buf_add(&rels, STR("</Relationships>"));
    buf_printf(&core, "<p><modified>%s</modified></p>", modified ? modified : "");
    parts[n++] = (struct wb_part){ "xl/workbook.xml", book.data, book.len };
    parts[n++] = (struct wb_part){ "xl/_rels/workbook.xml.rels", rels.data, rels.len };
    parts[n++] = styles;
    if (modified) parts[n++] = (struct wb_part){ "docProps/core.xml", core.data, core.len };
    str bytes = workbook_make(parts, n);
    for (size_t i = 0; i < count; i++) buf_release(&text[i]);
    buf_release(&book);
    buf_release(&rels);
    buf_release(&core);
    return bytes;
}

#endif
