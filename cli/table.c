/* Tables for people and for pipes. */
#include "cli/table.h"

enum { GAP = 2, NARROWEST = 8 };

struct table_row {
    struct table_row  *next;
    struct table_cell *cells;
};

void table_init(struct table *t, struct arena *arena, const struct table_column *columns,
                size_t column_count)
{
    *t = (struct table){ .arena = arena, .columns = columns, .column_count = column_count };
    for (size_t i = 0; i < column_count; i++) t->width[i] = term_columns(str_c(columns[i].title));
}

void table_add(struct table *t, const struct table_cell *cells)
{
    struct table_row *row = arena_calloc(t->arena, 1, sizeof *row);
    if (!row) return;
    row->cells = arena_calloc(t->arena, t->column_count, sizeof *row->cells);
    if (!row->cells) return;
    for (size_t i = 0; i < t->column_count; i++) {
        size_t columns = term_columns(cells[i].text);
        row->cells[i] = (struct table_cell){ arena_str(t->arena, cells[i].text), cells[i].style };
        if (columns > t->width[i]) t->width[i] = columns;
    }
    if (t->last)
        t->last->next = row;
    else
        t->first = row;
    t->last = row;
}

/* Take columns off the wide ones, the widest first, until the line fits. */
static void shrink(const struct table *t, size_t line, size_t *width)
{
    size_t total = 0;
    for (size_t i = 0; i < t->column_count; i++) total += width[i] + (i ? GAP : 0);
    while (total > line) {
        size_t widest = t->column_count;
        for (size_t i = 0; i < t->column_count; i++)
            if (t->columns[i].is_wide && width[i] > NARROWEST &&
                (widest == t->column_count || width[i] > width[widest]))
                widest = i;
        if (widest == t->column_count) return;
        width[widest]--;
        total--;
    }
}

static void print_cell(const struct table *t, struct term *out, size_t column, size_t width,
                       struct table_cell cell)
{
    size_t columns = term_columns(cell.text);
    bool is_cut = columns > width, is_last = column + 1 == t->column_count;
    if (is_cut) {
        cell.text = term_fit(cell.text, width - 1);
        columns = term_columns(cell.text) + 1;
    }
    size_t pad = width > columns ? width - columns : 0;
    if (t->columns[column].is_right) term_blanks(out, pad);
    term_styled(out, cell.style, cell.text);
    if (is_cut) term_z(out, "\xE2\x80\xA6");
    if (is_last) return;
    term_blanks(out, (t->columns[column].is_right ? 0 : pad) + GAP);
}

static void print_row(const struct table *t, struct term *out, const size_t *width,
                      const struct table_cell *cells)
{
    for (size_t i = 0; i < t->column_count; i++) print_cell(t, out, i, width[i], cells[i]);
    term_z(out, "\n");
}

static void print_plain(const struct table *t, struct term *out, const struct table_cell *cells)
{
    for (size_t i = 0; i < t->column_count; i++) {
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

cordon_status table_print(const struct table *t, struct term *out, bool is_plain)
{
    struct table_cell head[TABLE_COLUMNS_MAX];
    size_t width[TABLE_COLUMNS_MAX];

    if (t->arena->failed) return CORDON_NOMEM;
    if (is_plain) {
        for (const struct table_row *r = t->first; r; r = r->next) print_plain(t, out, r->cells);
        return CORDON_OK;
    }
    memcpy(width, t->width, sizeof width);
    if (out->is_terminal) shrink(t, out->width, width);
    for (size_t i = 0; i < t->column_count; i++)
        head[i] = (struct table_cell){ str_c(t->columns[i].title), STYLE_BOLD };
    print_row(t, out, width, head);
    for (const struct table_row *r = t->first; r; r = r->next) print_row(t, out, width, r->cells);
    return CORDON_OK;
}
