/* Tables for people and for pipes. */
#include "cli/grid.h"

enum { GAP = 2, NARROWEST = 8 };

struct grid_row {
    struct grid_row  *next;
    struct grid_cell *cells;
};

void grid_init(struct grid *g, struct arena *arena, const struct grid_column *columns,
                size_t column_count)
{
    *g = (struct grid){ .arena = arena, .columns = columns, .column_count = column_count };
    for (size_t i = 0; i < column_count; i++)
        g->width[i] = term_columns(str_c(columns[i].title));
}

void grid_add(struct grid *g, const struct grid_cell *cells)
{
    struct grid_row *row = arena_calloc(g->arena, 1, sizeof *row);
    if (!row) return;
    row->cells = arena_calloc(g->arena, g->column_count, sizeof *row->cells);
    if (!row->cells) return;
    for (size_t i = 0; i < g->column_count; i++) {
        size_t columns = term_columns(cells[i].text);
        row->cells[i] =
            (struct grid_cell){ arena_str(g->arena, cells[i].text), cells[i].style };
        if (columns > g->width[i]) g->width[i] = columns;
    }
    if (g->last)
        g->last->next = row;
    else
        g->first = row;
    g->last = row;
}

/* Take columns off the wide ones, the widest first, until the line fits. */
static void shrink(const struct grid *g, size_t line, size_t *width)
{
    size_t total = 0;
    for (size_t i = 0; i < g->column_count; i++) total += width[i] + (i ? GAP : 0);
    while (total > line) {
        size_t widest = g->column_count;
        for (size_t i = 0; i < g->column_count; i++)
            if (g->columns[i].is_wide && width[i] > NARROWEST &&
                (widest == g->column_count || width[i] > width[widest]))
                widest = i;
        if (widest == g->column_count) return;
        width[widest]--;
        total--;
    }
}

static void print_cell(const struct grid *g, struct term *out, size_t column, size_t width,
                       struct grid_cell cell)
{
    size_t columns = term_columns(cell.text);
    bool is_cut = columns > width, is_last = column + 1 == g->column_count;
    if (is_cut) {
        cell.text = term_fit(cell.text, width - 1);
        columns = term_columns(cell.text) + 1;
    }
    size_t pad = width > columns ? width - columns : 0;
    if (g->columns[column].is_right) term_blanks(out, pad);
    term_styled(out, cell.style, cell.text);
    if (is_cut) term_z(out, "\xE2\x80\xA6");
    if (is_last) return;
    term_blanks(out, (g->columns[column].is_right ? 0 : pad) + GAP);
}

static void print_row(const struct grid *g, struct term *out, const size_t *width,
                      const struct grid_cell *cells)
{
    for (size_t i = 0; i < g->column_count; i++) print_cell(g, out, i, width[i], cells[i]);
    term_z(out, "\n");
}

static void print_plain(const struct grid *g, struct term *out, const struct grid_cell *cells)
{
    for (size_t i = 0; i < g->column_count; i++) {
        str rest = cells[i].text;
        if (i) term_z(out, "\t");
        while (rest.len) {
            size_t n = 0;
            while (n < rest.len && rest.data[n] != '\t' && rest.data[n] != '\n' &&
                   rest.data[n] != '\r')
                n++;
            term_text(out, str_sub(rest, 0, n));
            if (n < rest.len) term_z(out, " ");
            rest = str_from(rest, n + 1);
        }
    }
    term_z(out, "\n");
}

cordon_status grid_print(const struct grid *g, struct term *out, bool is_plain)
{
    struct grid_cell head[GRID_COLUMNS_MAX];
    size_t width[GRID_COLUMNS_MAX];

    if (g->arena->failed) return CORDON_NOMEM;
    if (is_plain) {
        for (const struct grid_row *r = g->first; r; r = r->next) print_plain(g, out, r->cells);
        return CORDON_OK;
    }
    memcpy(width, g->width, sizeof width);
    if (out->is_terminal) shrink(g, out->width, width);
    for (size_t i = 0; i < g->column_count; i++)
        head[i] = (struct grid_cell){ str_c(g->columns[i].title), STYLE_BOLD };
    print_row(g, out, width, head);
    for (const struct grid_row *r = g->first; r; r = r->next)
        print_row(g, out, width, r->cells);
    return CORDON_OK;
}
