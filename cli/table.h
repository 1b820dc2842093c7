/* Tables: columns for people, tab-separated lines for pipes. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "base/arena.h"
#include "cli/term.h"

enum { TABLE_COLUMNS_MAX = 16 };

struct table_column {
    const char *title;
    bool        is_right; /* numbers stand at the right */
    bool        is_wide;  /* gives way first when the terminal is narrow */
};

struct table_cell {
    str             text;
    enum term_style style;
};

/** Rows are kept until printed: for answers a person reads, not for millions of lines. */
struct table {
    struct arena              *arena;
    const struct table_column *columns;
    size_t                     column_count;
    size_t                     width[TABLE_COLUMNS_MAX]; /* widest cell so far */
    struct table_row          *first, *last;
};

/** Begin; `arena` takes the cells, `columns` is borrowed; 1..TABLE_COLUMNS_MAX columns. */
void table_init(struct table *t, struct arena *arena, const struct table_column *columns,
                size_t column_count);
/** Add a row of column_count cells; their text is copied. */
void table_add(struct table *t, const struct table_cell *cells);
/**
 * Print it.
 *
 * For people: a head, columns aligned by what they take on the screen; on a terminal too narrow,
 * the wide columns are cut and show it with an ellipsis. Never cut when it is no terminal.
 * is_plain: one line a row, cells separated by one tab, no head; tabs and line ends inside a cell
 * become blanks.
 *
 * @return CORDON_OK, or what the arena refused: CORDON_NOMEM; output failures stay in `out`
 */
cordon_status table_print(const struct table *t, struct term *out, bool is_plain);

#endif
