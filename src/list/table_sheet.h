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

/** The first visible sheet whose first rows hold the plan's header, nearly; SIZE_MAX: none. */
cordon_status table_sheet_find(const struct table_plan *plan, struct sheet_book *book,
                               size_t *ret_sheet, struct cordon_error *err);

/** Open the workbook of a list. @return as sheet_book_open, with the file's name in err */
cordon_status table_book_open(const struct list_file *file, struct sheet_book **ret_book,
                              struct cordon_error *err);

/** The edition out of a file's name, "shisantouketsu20260305.xlsx" with the words in front of the
 *  date given: 2026-03-05 in `arena`; "" when it does not stand there. */
str table_name_date(str file_name, const char *before, struct arena *arena);
/** The day on which a workbook was saved, as the edition; "" when it does not say. */
str table_book_date(const struct sheet_book *book, struct arena *arena);

#endif
