/* Tables: columns for people, tab-separated lines for pipes. */
#ifndef CLI_GRID_H
#define CLI_GRID_H

#include "base/arena.h"
#include "cli/term.h"

enum { GRID_COLUMNS_MAX = 20 };

struct grid_column {
    const char *title;
    bool        is_right; /* numbers stand at the right */
    bool        is_wide;  /* gives way first when the terminal is narrow */
};

struct grid_cell {
    str             text;
    enum term_style style;
};

/** Rows are kept until printed: for answers a person reads, not for millions of lines. */
struct grid {
    struct arena              *arena;
    const struct grid_column *columns;
    size_t                     column_count;
    size_t                     width[GRID_COLUMNS_MAX]; /* widest cell so far */
    struct grid_row          *first, *last;
};

/** Begin; `arena` takes the cells, `columns` is borrowed; 1..GRID_COLUMNS_MAX columns. */
void grid_init(struct grid *g, struct arena *arena, const struct grid_column *columns,
                size_t column_count);
/** Add a row of column_count cells; their text is copied. */
void grid_add(struct grid *g, const struct grid_cell *cells);
/**
 * Print it.
 *
 * For people: a head, columns aligned by what they take on the screen; on a terminal too
 * narrow, the wide columns are cut and show it with an ellipsis; never when it is no terminal.
 * is_plain: one line a row, cells separated by one tab, no head; tabs and line ends inside a
 * cell become blanks.
 *
 * @return CORDON_OK, or what the arena refused: CORDON_NOMEM; output failures stay in `out`
 */
cordon_status grid_print(const struct grid *g, struct term *out, bool is_plain);

#endif
