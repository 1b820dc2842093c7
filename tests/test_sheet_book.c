/* sheet: a workbook's sheets, cells with their kinds, properties, and zip bombs. */
#include "tests/workbook.h"

#include "base/num.h"
#include "sheet/sheet.h"

#define CORE(inside)                                                                              \
    { "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"c\" xmlns:dcterms=\"d\">" inside          \
                           "</cp:coreProperties>", 0 }

static const struct wb_part people[] = {
    WB_BOOK("<workbookPr date1904=\"1\"/>",
            "<sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/>"
            "<sheet name=\"Aside\" sheetId=\"2\" r:id=\"r2\" state=\"hidden\"/>"
            "<sheet name=\"Drawing\" sheetId=\"3\" r:id=\"r3\"/>"),
    WB_RELS, WB_STYLES,
    WB_STRINGS("<si><t>Name</t></si><si><r><t>Ann </t></r><r><t>Example</t></r>"
               "<rPh><t>kana</t></rPh></si>"),
    WB_SHEET(1, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
                "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"B4\" s=\"1\"><v>0</v></c>"
                "<c r=\"C4\"><v>45292</v></c><c r=\"E4\" t=\"b\"><v>1</v></c>"
                "<c r=\"F4\" t=\"e\"><v>#N/A</v></c></row>"),
    WB_SHEET(2, "<row r=\"1\"/>"),
    CORE("<dcterms:created>2020-01-01T00:00:00Z</dcterms:created>"
         "<dcterms:modified>2026-03-02T22:58:24Z</dcterms:modified>"),
};

/* The rows as "number: column kind text|..." lines. */
static cordon_status write_row(void *ctx, const struct sheet_row *row)
{
    struct buf *out = ctx;
    buf_printf(out, "%llu:", (unsigned long long)row->number);
    for (size_t i = 0; i < row->count; i++)
        buf_printf(out, " %u/%d=%.*s", row->cell[i].column, row->cell[i].kind,
                   STR_ARG(sheet_row_text(row, row->cell[i].column)));
    buf_add_byte(out, '\n');
    return out->failed ? CORDON_NOMEM : CORDON_OK;
}

static void gives_cells_with_their_kinds(void **state)
{
    str bytes = workbook_make(people, COUNT_OF(people));
    struct cordon_error err;
    struct sheet_book *book = NULL;
    struct buf out = BUF_INIT(1 << 16);
    (void)state;
    assert_true(sheet_is_book(bytes));
    assert_false(sheet_is_book(STR("PK")));
    assert_int_equal(sheet_book_open(bytes, &book, &err), CORDON_OK);
    assert_int_equal(sheet_book_count(book), 3);
    assert_str(sheet_book_at(book, 0).name, "People");
    assert_true(sheet_book_at(book, 1).is_hidden);
    assert_false(sheet_book_at(book, 2).is_table);
    assert_str(sheet_book_at(book, 3).name, "");
    assert_true(sheet_book_is_1904(book));
    assert_str(sheet_book_modified(book), "2026-03-02T22:58:24Z");
    assert_int_equal(sheet_read(book, 0, write_row, &out, &err), CORDON_OK);
    assert_str(buf_str(&out), "1: 1/1=Name\n"
                              "4: 1/1=Ann Example 2/3=1904-01-01 3/2=45292 5/4=true 6/5=#N/A\n");
    buf_reset(&out);
    assert_int_equal(sheet_read(book, 1, write_row, &out, &err), CORDON_OK);
    assert_int_equal(out.len, 0);
    assert_int_equal(sheet_read(book, 7, write_row, &out, &err), CORDON_NOTFOUND);
    sheet_book_close(book);
    sheet_book_close(NULL);
    buf_release(&out);
    free((void *)(uintptr_t)bytes.data);
}

static cordon_status enough(void *ctx, const struct sheet_row *row)
{
    (void)row;
    ++*(int *)ctx;
    return CORDON_INTERRUPTED;
}

static void whoever_takes_rows_may_stop(void **state)
{
    str bytes = workbook_make(people, COUNT_OF(people));
    struct cordon_error err;
    struct sheet_book *book = NULL;
    int rows = 0;
    (void)state;
    assert_int_equal(sheet_book_open(bytes, &book, &err), CORDON_OK);
    assert_int_equal(sheet_read(book, 0, enough, &rows, &err), CORDON_INTERRUPTED);
    assert_int_equal(rows, 1);
    sheet_book_close(book);
    free((void *)(uintptr_t)bytes.data);
}

static void a_sheet_that_unpacks_to_too_much_is_a_limit(void **state)
{
    enum { LEN = 12 << 20 };
    static const char head[] = "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>";
    char *bomb = malloc(LEN);
    struct cordon_error err;
    struct sheet_book *book = NULL;
    struct buf out = BUF_INIT(1 << 16);
    (void)state;
    assert_non_null(bomb);
    memset(bomb, ' ', LEN);
    memcpy(bomb, head, sizeof head - 1);
    memcpy(bomb + 200, "</v></c></row>", 14);
    struct wb_part parts[] = { people[0], people[1], people[2],
                            { "xl/worksheets/sheet1.xml", bomb, LEN }, people[3] };
    str bytes = workbook_make(parts, COUNT_OF(parts));
    assert_true(bytes.len < LEN / SHEET_RATIO_MAX);
    assert_int_equal(sheet_book_open(bytes, &book, &err), CORDON_OK);
    assert_int_equal(sheet_read(book, 0, write_row, &out, &err), CORDON_LIMIT);
    assert_string_equal(err.message, "a part of the workbook unpacks to more than 200 times its size, "
                                     "as zip bombs do");
    sheet_book_close(book);
    buf_release(&out);
    free(bomb);
    free((void *)(uintptr_t)bytes.data);
}

static void properties_may_be_missing_and_not_broken(void **state)
{
    struct wb_part parts[] = { people[0], people[1], people[2], people[3], people[4], CORE("<oops>") };
    struct cordon_error err;
    struct sheet_book *book = NULL;
    (void)state;
    str bytes = workbook_make(parts, COUNT_OF(parts));
    assert_int_equal(sheet_book_open(bytes, &book, &err), CORDON_SYNTAX);
    free((void *)(uintptr_t)bytes.data);
    bytes = workbook_make(parts, COUNT_OF(parts) - 1);
    assert_int_equal(sheet_book_open(bytes, &book, &err), CORDON_OK);
    assert_str(sheet_book_modified(book), "");
    sheet_book_close(book);
    free((void *)(uintptr_t)bytes.data);
}

static void every_failing_allocation_is_told(void **state)
{
    str bytes = workbook_make(people, COUNT_OF(people));
    struct cordon_error err;
    cordon_status st = CORDON_NOMEM;
    (void)state;
    for (uint64_t n = 1; st; n++) {
        struct sheet_book *book = NULL;
        struct buf out = BUF_INIT(1 << 16);
        mem_fail_from(n);
        st = sheet_book_open(bytes, &book, &err);
        if (!st) st = sheet_read(book, 0, write_row, &out, &err);
        mem_fail_from(0);
        assert_true(st == CORDON_OK || st == CORDON_NOMEM);
        sheet_book_close(book);
        buf_release(&out);
        assert_true(n < 1000);
    }
    free((void *)(uintptr_t)bytes.data);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_cells_with_their_kinds),
        cmocka_unit_test(whoever_takes_rows_may_stop),
        cmocka_unit_test(a_sheet_that_unpacks_to_too_much_is_a_limit),
        cmocka_unit_test(properties_may_be_missing_and_not_broken),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("sheet_book", tests, NULL, NULL);
}
