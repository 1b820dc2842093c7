/* The rows of OFAC's legacy CSV files, checked and in hand. Private to the CSV reader. */
#ifndef LIST_OFAC_ROWS_H
#define LIST_OFAC_ROWS_H

#include "base/csv.h"
#include "list/list.h"

/* The four files of one edition, told apart by their rows. */
enum ofac_part {
    OFAC_PART_NONE = 0,
    OFAC_PART_PRIM,     /* SDN.CSV, CONS_PRIM.CSV: one row an entry, 12 columns */
    OFAC_PART_ALT,      /* ALT.CSV, CONS_ALT.CSV: 5 columns */
    OFAC_PART_ADD,      /* ADD.CSV, CONS_ADD.CSV: 6 columns */
    OFAC_PART_COMMENTS, /* SDN_COMMENTS.CSV, CONS_COMMENTS.CSV: 2 columns */
    OFAC_PART_COUNT,
};

enum { OFAC_ROWS_MAX = 1 << 20 }; /* of one file; ours, 40 times the largest of 2025 */

struct ofac_row {
    uint32_t entry; /* column 1: the entry's number */
    uint32_t line;
    str      raw; /* the row without its line end; a view into the file */
};

struct ofac_rows {
    const struct list_file *file; /* NULL: this part was not given */
    uint8_t          number;      /* of the file in the edition */
    struct ofac_row *row;         /* by entry, then by line; owned */
    size_t           count, room;
    uint32_t         last_line; /* of the last row in the file */
    bool             has_mark;  /* it ended with OFAC's end mark */
};

/** Which part begins like this? Looks at the first row only. */
enum ofac_part ofac_part_of(str bytes);
/** "SDN", "ALT", "ADD", "COMMENTS" */
str ofac_part_name(enum ofac_part part);

/**
 * Read and check every row of a file and sort them by entry.
 *
 * @return CORDON_OK
 *         CORDON_SYNTAX  empty, HTML, not UTF-8, a quote not closed on its line, a row with other
 *                        columns than its part has, an entry number that is none, no line end
 *                        behind the last row
 *         CORDON_LIMIT   more than OFAC_ROWS_MAX rows
 *         CORDON_NOMEM
 */
cordon_status ofac_rows_read(enum ofac_part part, struct ofac_rows *rows,
                             struct list_report *report, struct cordon_error *err);
void ofac_rows_release(struct ofac_rows *rows);
/** Say why a file is none of the four. Always CORDON_SYNTAX. */
cordon_status ofac_rows_refuse(const struct list_file *file, struct cordon_error *err);
/** Is there nothing in the file but its end mark? */
bool ofac_rows_is_bare(str bytes);

/** The first row of an entry, or `count`; the others of it follow. */
size_t ofac_rows_find(const struct ofac_rows *rows, uint32_t entry);
/** Take a row apart again into r->cell; the row is known to be good. */
void ofac_row_cells(const struct ofac_row *row, struct csv_reader *r, struct arena *arena);
/** A cell without the blanks around it; "-0-" is OFAC's way to write nothing. */
str ofac_cell(const struct csv_reader *r, size_t column);

#endif
