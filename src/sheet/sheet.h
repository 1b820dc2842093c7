/*
 * Workbooks (XLSX), streamed: the rows of a sheet, cell by cell, each with what kind of value it
 * holds.
 *
 *   zip entries (capped) -> workbook: sheets, date system -> styles: which numbers are dates
 *                        -> shared strings -> one sheet, row by row
 *
 * Workbooks come from strangers, so sizes are not believed: every part is counted as it is
 * inflated, and a DOCTYPE is refused. Rich text comes as plain text, readings (furigana) are left
 * out. The text of merged cells stands in the first of them; the others are not there.
 */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include "base/buf.h"
#include "base/error.h"

/* Caps; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    SHEET_FILE_MAX = 256 << 20,      /* bytes of the file: for whoever reads it into memory */
    SHEET_ENTRIES_MAX = 4096,        /* files in it */
    SHEET_INFLATED_MAX = 1 << 30,    /* bytes of one part, inflated */
    SHEET_RATIO_MAX = 200,           /* inflated bytes for one in the file ... (ours: sheets of one
                                        repeated row reach 100) */
    SHEET_RATIO_FREE_MAX = 8 << 20,  /* ... looked at above this size */
    SHEET_STRINGS_MAX = 256 << 20,   /* bytes of shared strings */
    SHEET_STRING_COUNT_MAX = 1 << 24,
    SHEET_SHEETS_MAX = 256,
    SHEET_STYLES_MAX = 1 << 16,
    SHEET_COLUMNS_MAX = 500,
    SHEET_ROWS_MAX = 1 << 20,        /* the format's own */
    SHEET_ROW_TEXT_MAX = 1 << 20,    /* bytes of all cells of a row */
    SHEET_TEXT_MAX = 1 << 20,        /* bytes of one cell, or of one part that is small */
    SHEET_TOKEN_MAX = 4 << 20,       /* bytes of one tag */
    SHEET_DEPTH_MAX = 64,
};
#define SHEET_UNPACKED_MAX (4ll << 30) /* bytes of all parts that are read, inflated */

/** What a cell holds. */
enum sheet_kind {
    SHEET_TEXT = 1,
    SHEET_NUMBER, /* as people write it: 8.2101234567E+11 is 821012345670 */
    SHEET_DATE,   /* a number shown as a date: "2026-08-01", "2026-08-01T09:30:00", or a time of day:
                     "36:15:00" */
    SHEET_BOOL,   /* "true", "false" */
    SHEET_ERROR,  /* "#N/A" */
};

struct sheet_cell {
    uint32_t        column; /* from 1 */
    uint32_t        from, to; /* in the row's text; not empty */
    enum sheet_kind kind;
};

/** One row that holds something; lives until the callback returns. */
struct sheet_row {
    uint64_t          number; /* as the spreadsheet shows it, from 1 */
    struct buf        text;   /* of all cells */
    struct sheet_cell cell[SHEET_COLUMNS_MAX]; /* by rising column; empty ones are left out */
    size_t            count;
};

/** Text of the cell in `column`, or "". */
str sheet_row_text(const struct sheet_row *row, uint32_t column);

/** A sheet, as the workbook's index names it. */
struct sheet_info {
    str  name;
    bool is_hidden;
    bool is_table; /* no chart or dialogue */
};

struct sheet_book; /* an open workbook */

/**
 * Open a workbook: its index, styles and shared texts.
 *
 * @param bytes  the file; borrowed as long as the workbook
 * @return CORDON_OK
 *         CORDON_SYNTAX  a damaged or encrypted workbook, or a zip file that is none
 *         CORDON_LIMIT   entries, sizes or ratio of a zip bomb; a cap above
 *         CORDON_NOMEM
 *
 * Owner:   sheet_book_close
 * Cost:    the time to inflate the shared texts, which stay in memory
 * Threads: one thread at a time
 * Source:  docs/sources.md#ecma-376
 */
cordon_status sheet_book_open(str bytes, struct sheet_book **ret_book, struct cordon_error *err);
void sheet_book_close(struct sheet_book *book); /* NULL is fine */

/** Are these the first bytes of a zip file, as workbooks are? */
bool sheet_is_book(str bytes);

size_t            sheet_book_count(const struct sheet_book *book);
struct sheet_info sheet_book_at(const struct sheet_book *book, size_t sheet);
/** Do serial numbers count from 1904? */
bool sheet_book_is_1904(const struct sheet_book *book);
/** When it was saved, as its properties say: "2026-03-02T22:58:24Z", or "". */
str sheet_book_modified(const struct sheet_book *book);

/** Takes each row that holds something. Anything but CORDON_OK stops the reading and is returned;
 *  it has said why itself. */
typedef cordon_status sheet_take(void *ctx, const struct sheet_row *row);

/** Begin a sheet; ends the one begun before. @return as sheet_book_open */
cordon_status sheet_begin(struct sheet_book *book, size_t sheet, sheet_take *take, void *ctx,
                          struct cordon_error *err);
/** Hand out some more rows, perhaps none. @param ret_end  true behind the last row */
cordon_status sheet_feed(struct sheet_book *book, bool *ret_end, struct cordon_error *err);
void sheet_end(struct sheet_book *book);

/** The three in one: all rows of a sheet. */
cordon_status sheet_read(struct sheet_book *book, size_t sheet, sheet_take *take, void *ctx,
                         struct cordon_error *err);

/** What a number format shows. */
enum sheet_style { STYLE_NUMBER = 0, STYLE_DATE, STYLE_DATE_TIME, STYLE_TIME };

/** A serial number of days as a date: "2026-08-01", "2026-08-01T09:30:00", "36:15:00"; false when it
 *  is no number of a day. For numbers that nobody formatted as the dates that they are. */
bool sheet_date_text(str serial, enum sheet_style style, bool is_1904, struct buf *out);

#endif
