/* map: workbooks as tables. */
#include "tests/workbook.h"

#include "base/num.h"
#include "map/map.h"
#include "sheet/parts.h"

struct box {
    struct buf          text;
    struct cordon_error err;
};

static struct box box_new(void)
{
    struct box b = { .err = { .status = CORDON_OK } };
    buf_init(&b.text, 64u << 20);
    return b;
}

/** The whole workbook as CSV, or "status message". */
static str read_book(struct box *b, const struct wb_part *parts, size_t count, const char *sheet)
{
    str bytes = workbook_make(parts, count);
    struct map_source s;
    char piece[100];
    size_t len = 1;
    buf_reset(&b->text);
    cordon_status st = map_source_bytes(bytes, str_c(sheet), NULL, &s, &b->err);
    if (!st) {
        while (!st && len) {
            st = map_source_read(&s, piece, sizeof piece, &len, &b->err);
            if (!st) buf_add_bytes(&b->text, piece, len);
        }
        map_source_close(&s);
    }
    if (st) {
        buf_reset(&b->text);
        buf_printf(&b->text, "%s %s", cordon_status_name(st), b->err.message);
    }
    free((void *)(uintptr_t)bytes.data);
    return buf_str(&b->text);
}

#define READ(b, parts, sheet) read_book(&(b), parts, COUNT_OF(parts), sheet)

static void reads_texts_numbers_dates_and_flags(void **state)
{
    static const struct wb_part parts[] = {
        WB_BOOK("", "<sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/>"), WB_RELS, WB_STYLES,
        WB_STRINGS("<si><t>Name</t></si><si><r><t>Ann </t></r><r><t>Example</t></r>"
                   "<rPh><t>kana</t></rPh></si><si><t>a_x000D_&amp;\"b\"</t></si>"),
        WB_SHEET(1,
                 "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>Start"
                 "</t></is></c><c r=\"C2\" t=\"str\"><v>Pay</v></c><c r=\"E2\" t=\"inlineStr\"><is>"
                 "<t>Remote</t></is></c></row>"
                 "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>45292</v></c>"
                 "<c r=\"C3\"><v>1.2345678901E10</v></c><c r=\"E3\" t=\"b\"><v>1</v></c></row>"
                 "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>2</v></c><c r=\"B7\" s=\"2\"><v>45292.5208333333"
                 "</v></c><c r=\"C7\" s=\"3\"><v>12</v></c><c r=\"E7\" t=\"b\"><v>0</v></c></row>"),
    };
    struct box b = box_new();
    (void)state;
    assert_str(READ(b, parts, ""), "row,Name,Start,Pay,,Remote\n"
                                   "3,Ann Example,2024-01-01,12345678901,,true\n"
                                   "7,a&\"b\",2024-01-01T12:30:00,12,,false\n");
    buf_release(&b.text);
}

static void knows_both_date_systems(void **state)
{
    struct buf out = BUF_INIT(1024);
    static const struct { const char *serial; enum sheet_style style; bool is_1904; const char *want; } rows[] = {
        { "1", STYLE_DATE, false, "1900-01-01" },
        { "59", STYLE_DATE, false, "1900-02-28" },
        { "61", STYLE_DATE, false, "1900-03-01" },
        { "45292", STYLE_DATE, false, "2024-01-01" },
        { "43830", STYLE_DATE, true, "2024-01-01" },
        { "0", STYLE_DATE, true, "1904-01-01" },
        { "45292.999999999", STYLE_DATE, false, "2024-01-02" },
        { "45292.25", STYLE_DATE, false, "2024-01-01T06:00:00" },
        { "45292", STYLE_DATE_TIME, false, "2024-01-01T00:00:00" },
        { "4.5292E4", STYLE_DATE, false, "2024-01-01" },
        { "0.5", STYLE_TIME, false, "12:00:00" },
        { "1.5", STYLE_TIME, false, "36:00:00" },
        { "2958465", STYLE_DATE, false, "9999-12-31" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_reset(&out);
        assert_true(sheet_date_text(str_c(rows[i].serial), rows[i].style, rows[i].is_1904, &out));
        assert_str(buf_str(&out), rows[i].want);
    }
    assert_false(sheet_date_text(STR("-1"), STYLE_DATE, false, &out));
    assert_false(sheet_date_text(STR("2958466"), STYLE_DATE, false, &out));
    assert_false(sheet_date_text(STR("abc"), STYLE_DATE, false, &out));
    assert_false(sheet_date_text(STR("0"), STYLE_DATE, false, &out));
    buf_release(&out);
}

static void tells_which_formats_are_dates(void **state)
{
    static const struct { const char *code; enum sheet_style want; } rows[] = {
        { "yyyy\\-mm\\-dd", STYLE_DATE }, { "mmm", STYLE_DATE },       { "h:mm", STYLE_TIME },
        { "[h]:mm:ss", STYLE_TIME },      { "[Red]0.00", STYLE_NUMBER }, { "General", STYLE_NUMBER },
        { "#,##0 \"days\"", STYLE_NUMBER }, { "d.m.yy h:mm", STYLE_DATE_TIME }, { "0.00E+00", STYLE_NUMBER },
        { "yyyy\"년\" m\"월\" d\"일\"", STYLE_DATE }, { "@", STYLE_NUMBER }, { "", STYLE_NUMBER },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(sheet_format_style(str_c(rows[i].code)), rows[i].want);
}

static void numbers_that_lost_digits_say_so(void **state)
{
    static const struct { const char *number, *text; } rows[] = {
        { "123456789012345", "123456789012345" },
        { "1234567890123456", "1234567890123456" }, /* a program's: a double holds it */
        { "9007199254740992", "9007199254740992" },
        { "9007199254740993", "9.00719925474099E+15" },
        { "1234567890123450", "1.23456789012345E+15" }, /* typed with sixteen digits, or with a zero */
        { "1.2345678901234568E18", "1.23456789012345E+18" },
        { "12345678.125", "12345678.125" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = BUF_INIT(100);
        sheet_number_text(str_c(rows[i].number), &out);
        if (!str_eq(buf_str(&out), str_c(rows[i].text))) fail_msg("%s: %.*s", rows[i].number, STR_ARG(buf_str(&out)));
        buf_release(&out);
    }
}

static void chooses_the_first_visible_sheet_with_a_header(void **state)
{
    static const struct wb_part parts[] = {
        WB_BOOK("<workbookPr date1904=\"true\"/>",
                "<sheet name=\"Old\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/>"
                "<sheet name=\"New\" sheetId=\"2\" r:id=\"r2\"/>"),
        WB_RELS, WB_STYLES, WB_STRINGS(""),
        WB_SHEET(1, "<row><c t=\"inlineStr\"><is><t>Email</t></is></c></row><row><c t=\"inlineStr\"><is>"
                    "<t>old@example.org</t></is></c></row>"),
        WB_SHEET(2, "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Report of people</t></is></c></row>"
                    "<row r=\"4\"><c t=\"inlineStr\"><is><t>Email</t></is></c><c t=\"inlineStr\"><is><t>Seen"
                    "</t></is></c></row><row r=\"5\"><c t=\"inlineStr\"><is><t>new@example.org</t></is></c>"
                    "<c s=\"1\"><v>43830</v></c></row>"),
    };
    struct box b = box_new();
    (void)state;
    assert_str(READ(b, parts, ""), "row,Email,Seen\n5,new@example.org,2024-01-01\n");
    assert_str(READ(b, parts, "old"), "row,Email\n2,old@example.org\n");
    assert_str(READ(b, parts, "None"), "argument no sheet 'None'; the workbook has 'Old', 'New'");
    buf_release(&b.text);
}

static void a_sheet_of_too_many_columns_is_a_limit(void **state)
{
    static const struct wb_part parts[] = {
        WB_BOOK("", "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>"), WB_RELS, WB_STYLES, WB_STRINGS(""),
        WB_SHEET(1, "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Name</v></c><c r=\"BDWGN1\" t=\"str\"><v>x</v>"
                    "</c></row>"),
    };
    struct box b = box_new();
    (void)state;
    assert_str(READ(b, parts, ""),
               "limit row 1 has a cell in column 1000000; a sheet may have 500 columns");
    buf_release(&b.text);
}

static void zip_bombs_are_a_limit(void **state)
{
    enum { LEN = 12 << 20 };
    char *zeros = malloc(LEN);
    struct box b = box_new();
    (void)state;
    assert_non_null(zeros);
    memset(zeros, ' ', LEN);
    memcpy(zeros, "<sst>", 5);
    struct wb_part parts[] = {
        WB_BOOK("", "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>"), WB_RELS, WB_STYLES,
        { "xl/sharedStrings.xml", zeros, LEN },
        WB_SHEET(1, "<row r=\"1\"><c t=\"str\"><v>Name</v></c></row>"),
    };
    assert_str(READ(b, parts, ""), "limit a part of the workbook unpacks to more than 200 times its size, "
                                   "as zip bombs do");
    free(zeros);
    buf_release(&b.text);
}

static void a_text_that_many_cells_share_is_a_limit_too(void **state)
{
    enum { TEXT = 900 << 10, ROWS = 2600 };
    struct buf strings = BUF_INIT(4u << 20), rows = BUF_INIT(4u << 20);
    struct box b = box_new();
    uint32_t noise = 1;
    (void)state;
    buf_add(&strings, STR("<sst><si><t>Name</t></si><si><t>"));
    for (int i = 0; i < TEXT; i++) {
        noise = noise * 1664525u + 1013904223u;
        buf_add_byte(&strings, (char)('a' + (noise >> 24) % 26));
    }
    buf_add(&strings, STR("</t></si></sst>"));
    buf_add(&rows, STR("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row>"));
    for (int i = 0; i < ROWS; i++) buf_add(&rows, STR("<row><c t=\"s\"><v>1</v></c></row>"));
    buf_add(&rows, STR("</sheetData></worksheet>"));
    struct wb_part parts[] = {
        WB_BOOK("", "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>"), WB_RELS, WB_STYLES,
        { "xl/sharedStrings.xml", strings.data, strings.len },
        { "xl/worksheets/sheet1.xml", rows.data, rows.len },
    };
    str bytes = workbook_make(parts, COUNT_OF(parts));
    struct map_source s;
    size_t len = 1;
    static char piece[1 << 20];
    cordon_status st = map_source_bytes(bytes, STR_EMPTY, NULL, &s, &b.err);
    assert_int_equal(st, CORDON_OK);
    while (!st && len) st = map_source_read(&s, piece, sizeof piece, &len, &b.err);
    assert_int_equal(st, CORDON_LIMIT);
    assert_str(str_c(b.err.message), "a sheet holds more than 2048 MiB of text");
    map_source_close(&s);
    free((void *)(uintptr_t)bytes.data);
    buf_release(&strings);
    buf_release(&rows);
    buf_release(&b.text);
}

static void damage_is_told(void **state)
{
    static const struct { struct wb_part sheet; const char *want; } rows[] = {
        { WB_SHEET(1, "<row r=\"1\"><c t=\"s\"><v>9</v></c></row>"),
          "syntax row 1: a cell names text 9, which the workbook does not have" },
        { WB_SHEET(1, "<row r=\"3\"><c t=\"str\"><v>Name</v></c></row><row r=\"2\"/>"),
          "syntax row 2 comes after row 3" },
        { WB_SHEET(1, "<row r=\"1\"><c r=\"B1\" t=\"str\"><v>Name</v></c><c r=\"A1\" t=\"str\"><v>x</v></c>"
                      "</row>"), "syntax row 1 has its cells out of order" },
        { WB_SHEET(1, "<row r=\"9999999\"/>"), "limit a sheet may have 1048576 rows" },
        { WB_SHEET(1, "<row r=\"1\"><row r=\"2\"/></row>"), "syntax row 1 holds another row" },
        { WB_SHEET(1, "<row r=\"1\"/><c t=\"str\"><v>Name</v></c>"),
          "syntax behind row 1: a cell that stands in no row" },
        { { "xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", 0 },
          "syntax sheet: declares a DOCTYPE, which no workbook does; it is refused" },
        { { "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>", 0 },
          "syntax sheet: not well-formed XML in line 1: no element found" },
        { WB_SHEET(1, "<row r=\"1\"><c><v>12</v></c></row>"),
          "syntax no visible sheet has a header in its first 20 rows" },
        { { "xl/nothing", "x", 0 }, "syntax damaged workbook: a sheet is missing" },
    };
    struct box b = box_new();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct wb_part parts[] = { WB_BOOK("", "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>"), WB_RELS,
                                WB_STYLES, WB_STRINGS(""), rows[i].sheet };
        assert_str(READ(b, parts, ""), rows[i].want);
    }
    static const struct wb_part other[] = { { "content.xml", "<a/>", 0 } };
    assert_str(READ(b, other, ""), "syntax is a zip file and no XLSX workbook");
    buf_release(&b.text);
}

static void other_bytes_are_told_apart(void **state)
{
    struct map_source s;
    struct cordon_error err;
    (void)state;
    assert_int_equal(map_source_bytes(STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), STR_EMPTY, NULL, &s, &err),
                     CORDON_SYNTAX);
    assert_non_null(strstr(err.message, "old .xls workbook"));
    assert_int_equal(map_source_bytes(STR("PK\3\4 and no more"), STR_EMPTY, NULL, &s, &err),
                     CORDON_SYNTAX);
    assert_int_equal(map_source_bytes(STR("a,b\n"), STR("S"), NULL, &s, &err), CORDON_ARGUMENT);
}

static void every_failing_allocation_is_told(void **state)
{
    static const struct wb_part parts[] = {
        WB_BOOK("", "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>"), WB_RELS, WB_STYLES,
        WB_STRINGS("<si><t>Name</t></si>"),
        WB_SHEET(1, "<row r=\"1\"><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>0</v></c></row>"),
    };
    str bytes = workbook_make(parts, COUNT_OF(parts));
    (void)state;
    for (uint64_t n = 1; n < 5000; n++) {
        struct map_source s;
        struct cordon_error err = { .status = CORDON_OK };
        char piece[64];
        size_t len = 1;
        mem_fail_from(n);
        cordon_status st = map_source_bytes(bytes, STR_EMPTY, NULL, &s, &err);
        if (!st) {
            while (!st && len) st = map_source_read(&s, piece, sizeof piece, &len, &err);
            map_source_close(&s);
        }
        mem_fail_from(0);
        if (!st) {
            free((void *)(uintptr_t)bytes.data);
            return;
        }
        assert_int_equal(st, CORDON_NOMEM);
    }
    fail_msg("it never worked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_texts_numbers_dates_and_flags),
        cmocka_unit_test(knows_both_date_systems),
        cmocka_unit_test(tells_which_formats_are_dates),
        cmocka_unit_test(numbers_that_lost_digits_say_so),
        cmocka_unit_test(chooses_the_first_visible_sheet_with_a_header),
        cmocka_unit_test(a_sheet_of_too_many_columns_is_a_limit),
        cmocka_unit_test(zip_bombs_are_a_limit),
        cmocka_unit_test(a_text_that_many_cells_share_is_a_limit_too),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(other_bytes_are_told_apart),
        cmocka_unit_test(every_failing_allocation_is_told),
    };
    return cmocka_run_group_tests_name("map_xlsx", tests, NULL, NULL);
}
