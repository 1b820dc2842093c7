/* CSV after RFC 4180: rows as views into the text, and the place where a row ends. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/error.h"

enum { CSV_CELLS_MAX = 512 }; /* columns of a row; more is CORDON_LIMIT (docs/limits.md) */

/**
 * Reads one row a call.
 *
 * A cell whose first byte is '"' runs to the closing quote and may hold separators, line ends and
 * quotes written twice; any other cell runs to the next separator or line end, and a quote inside
 * it is a quote. Rows end with LF or CRLF; lines without a byte are passed over. Cells are views
 * into the text, untrimmed; one that holds `""` is unescaped into the arena. What the bytes mean,
 * UTF-8 included, is the caller's business.
 */
struct csv_reader {
    str      cell[CSV_CELLS_MAX];
    size_t   count; /* cells of the row, at least 1 */
    uint64_t line;  /* the row's first line, 1-based */
    str      raw;   /* the row's bytes without its line end; also of a row that failed */
    /* private */
    str           in;
    size_t        pos;
    size_t        line_start; /* byte the line in hand begins at */
    uint64_t      line_now;
    struct arena *arena;
    char          sep;
};

/** Begin to read `in`, borrowed until the last cell is used. A byte-order mark is passed over when
 *  first_line is 1. `arena` is only touched by cells with `""`; it may be reset between rows. */
void csv_init(struct csv_reader *r, str in, char sep, uint64_t first_line, struct arena *arena);

/**
 * The next row.
 *
 * A row that fails is read to its end, so the next call goes on behind it.
 *
 * @param ret_is_row  false at the end of the text
 * @param err         may be NULL; line and byte of the fault
 * @return CORDON_OK
 *         CORDON_SYNTAX  a quote that is never closed (the place where it opened), text behind a
 *                        closing quote, a blank before an opening one, CR without LF
 *         CORDON_LIMIT   more than CSV_CELLS_MAX cells, or cells with `""` above the arena's cap
 *         CORDON_NOMEM
 *
 * Source: RFC 4180 section 2
 */
cordon_status csv_next(struct csv_reader *r, bool *ret_is_row, struct cordon_error *err);

/** The separator of a table by its first row: the most frequent of , ; TAB and | outside quotes, the
 *  earlier of these on a tie, and a comma when there is none.
 *  @return false when the text ends before its first row does; the guess may then change */
bool csv_guess_sep(str text, char *ret_sep);

/**
 * Finds the end of rows in bytes that come in pieces, exactly where csv_next ends them.
 * Zero it and set `sep` and `line` to begin.
 */
struct csv_scan {
    uint64_t line;       /* line of the next byte, 1-based */
    uint64_t quote_line; /* line of the quote that opened last */
    char     sep;
    uint8_t  state; /* private */
};

/** Go on through `bytes`. @return bytes up to and with the LF that ends a row, or SIZE_MAX when no
 *  row ends here: all bytes were taken and the next piece continues the same row */
size_t csv_scan_row(struct csv_scan *s, str bytes);
/** Is a quote open behind the last byte? */
bool csv_scan_is_quoted(const struct csv_scan *s);

#endif
