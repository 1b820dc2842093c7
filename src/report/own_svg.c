/*
 * A drawing of who holds whom.
 *
 *   blocked ──60 %──▶ ┌───────┐
 *   ┌─────────┐       │ firm  │──40 %──▶ ┌────────────────┐──100 %──▶ what it holds
 *   │ blocked │──10 %─┴───────┴────────▶ │ the party asked │
 *   └─────────┘                          └────────────────┘
 *
 * Columns by the longest way to the party asked about; a line that passes a column has a place of its own
 * in it, so that it runs between the boxes. Rows by the middle of the neighbours, a few times over.
 * Nothing is left to chance.
 */
#include "report/own.h"

#include "base/give.h"
#include "base/markup.h"
#include "base/mem.h"
#include "base/num.h"

enum {
    BOX_W = 208, BOX_H = 42, GAP = 152, SIDE = 16, TOP = 52, ROW = 58, FOOT = 52,
    NAME_CELLS = 24, UNDER_CELLS = 34,
    ROUNDS = 8, COLUMNS_CAP = OWN_CHART_PARTIES_MAX + 1,
    PLACES_CAP = 1024, /* boxes, and lines on their way past columns */
};

/* A box, or a place where a line passes a column. */
struct place {
    int      column, row, x, y;
    int64_t  middle;
    bool     is_box;
};

struct piece { /* of a line, from one column to the next */
    uint16_t from, to, line;
    bool     is_first, is_last;
};

struct drawing {
    const struct own_chart *c;
    struct buf             *out;
    struct place            place[PLACES_CAP]; /* boxes first */
    size_t                  places;
    struct piece            piece[PLACES_CAP];
    size_t                  pieces;
    bool                    is_circle[OWN_CHART_LINES_MAX]; /* leads back to where it came from */
    uint16_t                in_column[COLUMNS_CAP][PLACES_CAP];
    size_t                  column_len[COLUMNS_CAP];
    int                     columns, height, width;
};

/* --- columns -------------------------------------------------------------------------------------------- */

enum { NOT_SEEN = 0, ON_THE_WAY, DONE };

/* From a party to its holders; a line to somebody on the way closes a circle. */
static void find_circles(struct drawing *d, uint8_t at, uint8_t state[OWN_CHART_PARTIES_MAX])
{
    state[at] = ON_THE_WAY;
    for (size_t i = 0; i < d->c->lines; i++) {
        const struct own_line *l = &d->c->line[i];
        if (l->to != at) continue;
        if (state[l->from] == ON_THE_WAY)
            d->is_circle[i] = true;
        else if (state[l->from] == NOT_SEEN)
            find_circles(d, l->from, state); /* no deeper than there are boxes */
    }
    state[at] = DONE;
}

/* The party asked about stands in column 0 of these, holders in 1 and up, what it holds in -1. */
static void set_columns(struct drawing *d)
{
    uint8_t state[OWN_CHART_PARTIES_MAX] = { NOT_SEEN };
    find_circles(d, 0, state);
    for (size_t i = 0; i < d->c->boxes; i++) d->place[i].column = state[i] == DONE ? 0 : -1;
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (size_t i = 0; i < d->c->lines; i++) {
            const struct own_line *l = &d->c->line[i];
            if (d->is_circle[i] || d->place[l->to].column < 0) continue;
            if (d->place[l->from].column > d->place[l->to].column) continue;
            d->place[l->from].column = d->place[l->to].column + 1;
            is_changed = true;
        }
    }
    int most = 0, least = 0;
    for (size_t i = 0; i < d->c->boxes; i++) {
        if (d->place[i].column > most) most = d->place[i].column;
        if (d->place[i].column < least) least = d->place[i].column;
    }
    d->columns = most - least + 1;
    for (size_t i = 0; i < d->c->boxes; i++) d->place[i].column = most - d->place[i].column; /* left to right */
}

static uint16_t add_place(struct drawing *d, int column)
{
    d->place[d->places] = (struct place){ .column = column };
    return (uint16_t)d->places++;
}

static void add_piece(struct drawing *d, uint16_t from, uint16_t to, size_t line, bool is_first, bool is_last)
{
    d->piece[d->pieces++] = (struct piece){ from, to, (uint16_t)line, is_first, is_last };
}

/* A line is cut where it passes columns, as long as there is room for the places. */
static void cut_lines(struct drawing *d)
{
    d->places = d->c->boxes;
    for (size_t i = 0; i < d->c->boxes; i++) d->place[i].is_box = true;
    for (size_t i = 0; i < d->c->lines; i++) {
        const struct own_line *l = &d->c->line[i];
        if (d->is_circle[i]) continue;
        uint16_t at = l->from;
        bool is_first = true;
        size_t passed = (size_t)(d->place[l->to].column - d->place[l->from].column) - 1;
        if (d->places + passed + OWN_CHART_LINES_MAX < PLACES_CAP &&
            d->pieces + passed + OWN_CHART_LINES_MAX < PLACES_CAP)
            for (int column = d->place[l->from].column + 1; column < d->place[l->to].column; column++) {
                uint16_t next = add_place(d, column);
                add_piece(d, at, next, i, is_first, false);
                at = next;
                is_first = false;
            }
        add_piece(d, at, l->to, i, is_first, true);
    }
}

/* --- rows ----------------------------------------------------------------------------------------------- */

static int64_t middle_of(const struct drawing *d, const struct place *p)
{
    return (int64_t)(2 * p->row + 1) * 500000 / (int64_t)d->column_len[p->column]; /* of 0 .. 1,000,000 */
}

static void sort_column(struct drawing *d, int column)
{
    uint16_t *at = d->in_column[column];
    size_t count = d->column_len[column];
    for (size_t i = 1; i < count; i++) /* few: insertion keeps ties */
        for (size_t k = i; k > 0 && d->place[at[k]].middle < d->place[at[k - 1]].middle; k--) {
            uint16_t other = at[k];
            at[k] = at[k - 1];
            at[k - 1] = other;
        }
    for (size_t i = 0; i < count; i++) d->place[at[i]].row = (int)i;
}

/* Each place of a column where the middle of its neighbours on one side is. */
static void settle_column(struct drawing *d, int column, bool is_by_left)
{
    for (size_t i = 0; i < d->column_len[column]; i++) {
        uint16_t me = d->in_column[column][i];
        int64_t sum = 0, n = 0;
        for (size_t k = 0; k < d->pieces; k++) {
            const struct piece *p = &d->piece[k];
            if ((is_by_left ? p->to : p->from) != me) continue;
            sum += middle_of(d, &d->place[is_by_left ? p->from : p->to]);
            n++;
        }
        d->place[me].middle = n ? sum / n : middle_of(d, &d->place[me]);
    }
    sort_column(d, column);
}

static void lay_out(struct drawing *d)
{
    size_t most = 1;
    for (size_t i = 0; i < d->places; i++) {
        int column = d->place[i].column;
        d->place[i].row = (int)d->column_len[column];
        d->in_column[column][d->column_len[column]++] = (uint16_t)i;
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int c = d->columns - 2; c >= 0; c--) settle_column(d, c, false);
        for (int c = 1; c < d->columns; c++) settle_column(d, c, true);
    }
    for (int c = 0; c < d->columns; c++)
        if (d->column_len[c] > most) most = d->column_len[c];
    int body = (int)most * ROW;
    d->height = TOP + body + FOOT;
    d->width = 2 * SIDE + d->columns * BOX_W + (d->columns - 1) * GAP;
    if (d->width < 640) d->width = 640;
    for (size_t i = 0; i < d->places; i++) {
        struct place *p = &d->place[i];
        p->x = SIDE + p->column * (BOX_W + GAP);
        p->y = TOP + body * (2 * p->row + 1) / (2 * (int)d->column_len[p->column]);
    }
}

/* --- drawing -------------------------------------------------------------------------------------------- */

/* Plain colours first, for viewers that know neither variables nor media queries; no state is told by
 * colour alone. */
static const char style[] =
    "<style>.cordon-own{font-family:system-ui,sans-serif;font-size:13px}"
    ".cordon-own text{fill:#0f172a;text-anchor:middle}"
    ".cordon-own .head{font-weight:600;font-size:15px;text-anchor:start}"
    ".cordon-own .dim{fill:#475569;font-size:11px}.cordon-own .foot{text-anchor:start}"
    ".cordon-own .say{font-size:12px;paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}"
    ".cordon-own rect{fill:#eef2f7;stroke:#94a3b8}"
    ".cordon-own .blocked{fill:#fef2f2;stroke:#b91c1c;stroke-width:2}"
    ".cordon-own .owned{fill:#fff7ed;stroke:#c2410c;stroke-width:2}"
    ".cordon-own .possible,.cordon-own .unknown{fill:#fffbeb;stroke:#a16207;stroke-dasharray:5 4}"
    ".cordon-own path{fill:none;stroke:#64748b;stroke-width:1.5}"
    ".cordon-own .beside{stroke-dasharray:2 4}.cordon-own .circle{stroke-dasharray:7 4}"
    ".cordon-own .tip{fill:#64748b;stroke:none}"
    "@media (prefers-color-scheme:dark){.cordon-own text{fill:#e2e8f0}.cordon-own .dim{fill:#a8b4c6}"
    ".cordon-own .say{stroke:#0f172a}.cordon-own rect{fill:#1e293b;stroke:#64748b}"
    ".cordon-own .blocked{fill:#3b1618;stroke:#f87171}.cordon-own .owned{fill:#33211a;stroke:#fb923c}"
    ".cordon-own .possible,.cordon-own .unknown{fill:#2e2712;stroke:#facc15}}"
    "@media print{.cordon-own text,.cordon-own .dim{fill:#000}.cordon-own .say{stroke:#fff}"
    ".cordon-own rect{fill:#fff}}</style>\n";

static const char *class_of(const struct own_line *l, bool is_circle)
{
    return is_circle ? " class=\"circle\"" : l->is_proof ? "" : " class=\"beside\"";
}

static void draw_tip(const struct drawing *d, int x, int y)
{
    buf_printf(d->out, "<path class=\"tip\" d=\"M%d %dL%d %dL%d %dZ\"/>", x - 8, y - 4, x, y, x - 8, y + 4);
}

static void draw_label(const struct drawing *d, const struct own_line *l, int x, int y)
{
    buf_printf(d->out, "<text class=\"say\" x=\"%d\" y=\"%d\">", x, y);
    markup_cut(d->out, str_c(l->label), 40);
    buf_add(d->out, STR("</text>\n"));
}

static void draw_pieces(const struct drawing *d)
{
    for (size_t i = 0; i < d->pieces; i++) {
        const struct piece *p = &d->piece[i];
        const struct own_line *l = &d->c->line[p->line];
        const struct place *from = &d->place[p->from], *to = &d->place[p->to];
        int x = from->x + BOX_W, end = to->x - (p->is_last ? 7 : 0), mid = (x + to->x) / 2;
        buf_printf(d->out, "<path%s d=\"M%d %d", class_of(l, false), from->is_box ? x : from->x, from->y);
        if (!from->is_box) buf_printf(d->out, "H%d", x); /* through the column it passes */
        buf_printf(d->out, "C%d %d %d %d %d %d\"/>", mid, from->y, mid, to->y, end, to->y);
        if (p->is_last) draw_tip(d, to->x, to->y);
        buf_add_byte(d->out, '\n');
    }
}

/* A circle leads from the right end of a box, below all, back to one at its left or above it. */
static void draw_circles(const struct drawing *d)
{
    for (size_t i = 0; i < d->c->lines; i++) {
        if (!d->is_circle[i]) continue;
        const struct own_line *l = &d->c->line[i];
        const struct place *from = &d->place[l->from], *to = &d->place[l->to];
        int x = from->x + BOX_W / 2, y = from->y + BOX_H / 2, end = to->x + BOX_W / 2, down = to->y + BOX_H / 2;
        int low = (y > down ? y : down) + 34;
        buf_printf(d->out, "<path class=\"circle\" d=\"M%d %dC%d %d %d %d %d %d\"/>", x, y, x, low, end, low, end, down);
        buf_printf(d->out, "<path class=\"tip\" d=\"M%d %dL%d %dL%d %dZ\"/>\n", end - 4, down + 8, end, down, end + 4,
                   down + 8);
    }
}

/* Behind all lines, so that none runs through a word. */
static void draw_labels(const struct drawing *d)
{
    for (size_t i = 0; i < d->pieces; i++) {
        const struct piece *p = &d->piece[i];
        const struct place *from = &d->place[p->from], *to = &d->place[p->to];
        if (p->is_first)
            draw_label(d, &d->c->line[p->line], (from->x + BOX_W + to->x) / 2, (from->y + to->y) / 2 + 4);
    }
    for (size_t i = 0; i < d->c->lines; i++) {
        if (!d->is_circle[i]) continue;
        const struct own_line *l = &d->c->line[i];
        const struct place *from = &d->place[l->from], *to = &d->place[l->to];
        draw_label(d, l, (from->x + to->x) / 2 + BOX_W / 2, (from->y > to->y ? from->y : to->y) + BOX_H / 2 + 26);
    }
}

static const char *seen_word(enum own_seen s)
{
    switch (s) {
    case OWN_SEEN: return "";
    case OWN_SEEN_UNKNOWN: return "unknown";
    case OWN_SEEN_POSSIBLE: return "possible";
    case OWN_SEEN_OWNED: return "owned";
    case OWN_SEEN_BLOCKED: return "blocked";
    }
    return "";
}

static void draw_boxes(const struct drawing *d)
{
    for (size_t i = 0; i < d->c->boxes; i++) {
        const struct own_box *b = &d->c->box[i];
        const struct place *p = &d->place[i];
        const char *word = seen_word(b->state);
        bool has_under = word[0] || b->listed.len;
        buf_add(d->out, STR("<g><title>"));
        markup_cut(d->out, b->name, 400);
        if (!str_eq(b->name, b->party)) {
            buf_add(d->out, STR(" ["));
            markup_cut(d->out, b->party, 200);
            buf_add_byte(d->out, ']');
        }
        buf_printf(d->out,
                   "</title><rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>"
                   "<text x=\"%d\" y=\"%d\"%s>",
                   word[0] ? word : "party", p->x, p->y - BOX_H / 2, BOX_W, BOX_H, i ? 6 : 20, p->x + BOX_W / 2,
                   has_under ? p->y - 3 : p->y + 5, i ? "" : " font-weight=\"600\"");
        markup_cut(d->out, b->name, NAME_CELLS);
        buf_add(d->out, STR("</text>"));
        if (has_under) {
            buf_printf(d->out, "<text class=\"dim\" x=\"%d\" y=\"%d\">%s%s", p->x + BOX_W / 2, p->y + 14, word,
                       word[0] && b->listed.len ? ": " : "");
            markup_cut(d->out, b->listed, UNDER_CELLS - strlen(word) - 2);
            buf_add(d->out, STR("</text>"));
        }
        buf_add(d->out, STR("</g>\n"));
    }
}

static void add_test(const struct drawing *d, str test, str state)
{
    for (size_t i = 0; i < test.len && i < 4; i++) /* "us" -> "US" */
        buf_add_byte(d->out, (char)(test.data[i] >= 'a' && test.data[i] <= 'z' ? test.data[i] - 'a' + 'A' : '?'));
    buf_add(d->out, STR(": "));
    markup_cut(d->out, state, 20);
}

static void draw_foot(const struct drawing *d)
{
    buf_printf(d->out, "<text class=\"dim foot\" x=\"%d\" y=\"%d\">", SIDE, d->height - 28);
    for (size_t i = 0; i < d->c->others; i++) {
        if (i) buf_add(d->out, STR(" · "));
        add_test(d, d->c->other[i].test, d->c->other[i].state);
    }
    buf_printf(d->out, "</text>\n<text class=\"dim foot\" x=\"%d\" y=\"%d\">as of ", SIDE, d->height - 12);
    markup_cut(d->out, d->c->as_of, 20);
    buf_add(d->out, STR("; dotted: told, and no part of the proof"));
    if (d->c->more) buf_printf(d->out, "; %llu holdings more", (unsigned long long)d->c->more);
    buf_add(d->out, STR("</text>\n"));
}

static void draw_title(const struct drawing *d)
{
    markup_cut(d->out, d->c->box[0].name, 60);
    buf_add(d->out, STR(". "));
    add_test(d, d->c->test, d->c->state);
}

static void draw(const struct drawing *d)
{
    buf_printf(d->out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cordon-own\" role=\"img\" "
               "viewBox=\"0 0 %d %d\" width=\"100%%\" style=\"max-width:%dpx;min-width:%dpx\">\n<title>",
               d->width, d->height, d->width, d->width < 900 ? d->width * 3 / 4 : 680);
    draw_title(d);
    buf_add(d->out, STR("</title>\n"));
    buf_add(d->out, str_c(style));
    buf_printf(d->out, "<text class=\"head\" x=\"%d\" y=\"28\">", SIDE);
    draw_title(d);
    buf_add(d->out, STR("</text>\n"));
    draw_pieces(d);
    draw_circles(d);
    draw_boxes(d);
    draw_labels(d);
    draw_foot(d);
    buf_add(d->out, STR("</svg>\n"));
}

/* The same chart gives the same bytes. */
static cordon_status draw_chart(const struct own_chart *c, struct buf *out, struct cordon_error *err)
{
    struct drawing *d = mem_calloc(1, sizeof *d);
    if (!d) return error_nomem(err);
    d->c = c;
    d->out = out;
    set_columns(d);
    cut_lines(d);
    lay_out(d);
    draw(d);
    mem_free(d);
    cordon_status st = buf_status(out);
    return st ? error_set(err, st, "the drawing does not fit") : CORDON_OK;
}

cordon_status cordon_own_svg(cordon_str answer, cordon_str party, struct cordon_text *ret_svg,
                             struct cordon_error *err)
{
    struct arena a;
    struct buf out = BUF_INIT(OWN_CHART_BYTES_MAX);
    struct own_chart *chart = mem_calloc(1, sizeof *chart);
    if (!chart) return error_nomem(err);
    arena_init(&a, OWN_CHART_ARENA_MAX);
    cordon_status st = own_chart_read(answer, party, &a, chart, err);
    if (!st) st = draw_chart(chart, &out, err);
    arena_release(&a);
    mem_free(chart);
    if (!st) return text_give(&out, "the drawing", &ret_svg->data, &ret_svg->len, err);
    buf_release(&out);
    return st;
}
