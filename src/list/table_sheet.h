/* Lists that come as workbooks: a sheet's rows as the rows of a table. Private to list/. */
#ifndef LIST_TABLE_SHEET_H
#define LIST_TABLE_SHEET_H

#include "list/table.h"
#include "sheet/sheet.h"

/**
 * table_read of one sheet. Lines are the rows' numbers as the spreadsheet shows them; the hash of
 * a row is over its cells as text, a TAB between two.
 *
 * @param file  for messages: "list.xlsx, sheet 'People'"
 * @return as table_read, and what sheet.h says of damaged workbooks and zip bombs
 */
cordon_status table_sheet(const struct table_plan *plan, struct sheet_book *book, size_t sheet,
                          str file, void *ctx, struct list_report *report,
                          struct cordon_error *err);

/**
 * A list that is one sheet of its workbook: the first visible one whose first rows hold the plan's
 * header, nearly; where none does the first, whose header is told then. The edition is the day on
 * which the workbook was saved.
 *
 * @return as table_book_open and table_sheet, with the file's name in err
 */
cordon_status table_book_first(const struct table_plan *plan, const struct list_file *file, void *ctx,
                               struct list_report *report, struct cordon_error *err);

/** list_format.recognise of any workbook. */
bool table_book_recognise(const struct list_file *file);

/** Open the workbook of a list. @return as sheet_book_open, with the file's name in err */
cordon_status table_book_open(const struct list_file *file, struct sheet_book **ret_book,
                              struct cordon_error *err);

/** The edition out of a file's name, "shisantouketsu20260305.xlsx" with the words in front of the
 *  date given: 2026-03-05 in `arena`; "" when it does not stand there. */
str table_name_date(str file_name, const char *before, struct arena *arena);
/** The day on which a workbook was saved, as the edition; "" when it does not say. */
str table_book_date(const struct sheet_book *book, struct arena *arena);

#endif
