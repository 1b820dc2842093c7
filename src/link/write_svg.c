/*
 * A drawing of one group.
 *
 *   ┌────────┐      ╭─────────╮      ┌────────┐
 *   │ person │──────│  value  │══════│ person │
 *   └────────┘      ╰─────────╯      └────────┘
 *
 * People and values are each put where the middle of their neighbours is, a few times over; then
 * people go left and right in turn. So lines cross little, and nothing is left to chance.
 */
#include "link/graph.h"

#include "base/markup.h"
#include "base/mem.h"

enum {
    WIDTH = 760, BOX_W = 200, BOX_H = 34, PILL_W = 216, PILL_H = 40,
    LEFT_X = 16, PILL_X = 272, RIGHT_X = WIDTH - 16 - BOX_W,
    TOP = 48, ROW = 54, FOOT = 30,
    LABEL_CELLS = 25, VALUE_CELLS = 30, /* widths of text; a Han or hangul letter takes two */
    ROUNDS = 6,
};

struct node {
    uint32_t thing; /* place of a person, index of a value */
    int64_t  middle; /* of its neighbours */
    int      x, y;
};

struct drawing {
    const struct link      *l;
    const struct link_show *show;
    struct buf             *out;
    struct node             person[LINK_DRAWN_MAX], value[LINK_DRAWN_MAX];
    size_t                  people, values;
    size_t                  people_more, values_more;
    bool                    holds[LINK_DRAWN_MAX][LINK_DRAWN_MAX]; /* by first order */
    size_t                  person_row[LINK_DRAWN_MAX], value_row[LINK_DRAWN_MAX];
    uint8_t                 person_at[LINK_DRAWN_MAX], value_at[LINK_DRAWN_MAX]; /* by row */
    int                     height;
};

/* --- who is drawn ----------------------------------------------------------------------------- */

static bool is_holder(const struct link_value *v, uint32_t place)
{
    size_t low = 0, high = v->holders;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (v->holder[mid].place < place)
            low = mid + 1;
        else
            high = mid;
    }
    return low < v->holders && v->holder[low].place == place;
}

/* The rarest values, and the first people that hold one of them. */
static void choose(struct drawing *d, const struct link_group *g)
{
    d->values = g->values < LINK_DRAWN_MAX ? g->values : LINK_DRAWN_MAX;
    d->values_more = g->values - d->values;
    for (size_t i = 0; i < d->values; i++) d->value[i].thing = g->value[i];
    for (uint32_t m = 0; m < g->members; m++) {
        bool is_drawn = false;
        for (size_t i = 0; i < d->values && d->people < LINK_DRAWN_MAX; i++) {
            d->holds[d->people][i] = is_holder(link_value(d->l, g->value[i]), g->member[m]);
            is_drawn |= d->holds[d->people][i];
        }
        if (is_drawn)
            d->person[d->people++].thing = g->member[m];
        else
            d->people_more++;
    }
}

/* --- where ------------------------------------------------------------------------------------ */

/* Sort rows by the middle of the neighbours; who has none stays. Few items: insertion keeps ties. */
static void settle_rows(const struct node *node, size_t count, uint8_t *at, size_t *row)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && node[at[k]].middle < node[at[k - 1]].middle; k--) {
            uint8_t other = at[k];
            at[k] = at[k - 1];
            at[k - 1] = other;
        }
    for (size_t i = 0; i < count; i++) row[at[i]] = i;
}

static int64_t middle_row(size_t row, size_t count)
{
    return (int64_t)((2 * row + 1) * 500000 / count); /* of 0 .. 1,000,000 */
}

static void middle_values(struct drawing *d)
{
    for (size_t v = 0; v < d->values; v++) {
        int64_t sum = 0, n = 0;
        for (size_t p = 0; p < d->people; p++) {
            if (!d->holds[p][v]) continue;
            sum += middle_row(d->person_row[p], d->people);
            n++;
        }
        d->value[v].middle = n ? sum / n : middle_row(d->value_row[v], d->values);
    }
    settle_rows(d->value, d->values, d->value_at, d->value_row);
}

static void middle_people(struct drawing *d)
{
    for (size_t p = 0; p < d->people; p++) {
        int64_t sum = 0, n = 0;
        for (size_t v = 0; v < d->values; v++) {
            if (!d->holds[p][v]) continue;
            sum += middle_row(d->value_row[v], d->values);
            n++;
        }
        d->person[p].middle = n ? sum / n : 0;
    }
    settle_rows(d->person, d->people, d->person_at, d->person_row);
}

static void lay_out(struct drawing *d)
{
    for (size_t i = 0; i < d->people; i++) d->person_row[i] = d->person_at[i] = (uint8_t)i;
    for (size_t i = 0; i < d->values; i++) d->value_row[i] = d->value_at[i] = (uint8_t)i;
    for (int i = 0; i < ROUNDS; i++) {
        middle_values(d);
        middle_people(d);
    }
    size_t left = (d->people + 1) / 2, right = d->people / 2;
    size_t rows = d->values > left ? d->values : left;
    int body = (int)rows * ROW;
    d->height = TOP + body + FOOT;
    for (size_t p = 0; p < d->people; p++) {
        size_t row = d->person_row[p] / 2, count = d->person_row[p] % 2 ? right : left;
        d->person[p].x = d->person_row[p] % 2 ? RIGHT_X : LEFT_X;
        d->person[p].y = TOP + body * (int)(2 * row + 1) / (int)(2 * count);
    }
    for (size_t v = 0; v < d->values; v++) {
        d->value[v].x = PILL_X;
        d->value[v].y = TOP + body * (int)(2 * d->value_row[v] + 1) / (int)(2 * d->values);
    }
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* Plain colours first, for viewers that know neither variables nor media queries. */
static const char style[] =
    "<style>.cordon-link{font-family:system-ui,sans-serif;font-size:13px}"
    ".cordon-link text{fill:#0f172a;text-anchor:middle}"
    ".cordon-link .head{font-weight:600;font-size:15px;text-anchor:start}"
    ".cordon-link .dim{fill:#475569;font-size:11px}"
    ".cordon-link .box{fill:#eef2f7;stroke:#94a3b8}"
    ".cordon-link .pill{fill:#fff7ed;stroke:#c2410c}"
    ".cordon-link path{fill:none;stroke:#64748b;stroke-opacity:.75}"
    ".cordon-link .weak{stroke-dasharray:5 4}"
    "@media (prefers-color-scheme:dark){.cordon-link text{fill:#e2e8f0}"
    ".cordon-link .dim{fill:#a8b4c6}.cordon-link .box{fill:#1e293b;stroke:#64748b}"
    ".cordon-link .pill{fill:#33211a;stroke:#fb923c}.cordon-link path{stroke:#94a3b8}}"
    "@media print{.cordon-link text,.cordon-link .dim{fill:#000}"
    ".cordon-link .box,.cordon-link .pill{fill:#fff}}</style>\n";

static int width_of(const struct link_value *v) /* in tenths: 1.0 to 6.0 */
{
    uint32_t tenths = 10 + v->rarity_cb / 40;
    return tenths > 60 ? 60 : (int)tenths;
}

static void draw_lines(const struct drawing *d)
{
    for (size_t v = 0; v < d->values; v++) {
        const struct link_value *value = link_value(d->l, d->value[v].thing);
        for (size_t p = 0; p < d->people; p++) {
            if (!d->holds[p][v]) continue;
            bool is_left = d->person[p].x == LEFT_X;
            int x = is_left ? LEFT_X + BOX_W : RIGHT_X, to = is_left ? PILL_X : PILL_X + PILL_W;
            int mid = (x + to) / 2, width = width_of(value);
            buf_printf(d->out,
                       "<path%s d=\"M%d %dC%d %d %d %d %d %d\" stroke-width=\"%d.%d\"/>\n",
                       value->is_strong ? "" : " class=\"weak\"", x, d->person[p].y, mid,
                       d->person[p].y, mid, d->value[v].y, to, d->value[v].y, width / 10,
                       width % 10);
        }
    }
}

static void draw_people(const struct drawing *d)
{
    char temp[SHOW_TEMP];
    for (size_t i = 0; i < d->people; i++) {
        const struct node *n = &d->person[d->person_at[i]];
        str label = link_show_label(d->l, d->show, n->thing, temp);
        buf_add(d->out, STR("<g><title>"));
        markup_cut(d->out, label, 400);
        buf_printf(d->out,
                   "</title><rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                   "rx=\"6\"/><text x=\"%d\" y=\"%d\">",
                   n->x, n->y - BOX_H / 2, BOX_W, BOX_H, n->x + BOX_W / 2, n->y + 5);
        markup_cut(d->out, label, LABEL_CELLS);
        buf_add(d->out, STR("</text></g>\n"));
    }
}

static void draw_values(const struct drawing *d)
{
    char temp[SHOW_TEMP];
    for (size_t i = 0; i < d->values; i++) {
        const struct node *n = &d->value[d->value_at[i]];
        const struct link_value *v = link_value(d->l, n->thing);
        buf_add(d->out, STR("<g><title>"));
        markup_cut(d->out, link_show_kind(d->show, v->kind, temp), 400);
        buf_add(d->out, STR(": "));
        markup_cut(d->out, link_show_value(d->show, v, temp), 400);
        buf_printf(d->out,
                   "</title><rect class=\"pill\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                   "rx=\"%d\"/><text class=\"dim\" x=\"%d\" y=\"%d\">",
                   n->x, n->y - PILL_H / 2, PILL_W, PILL_H, PILL_H / 2, n->x + PILL_W / 2, n->y - 5);
        markup_cut(d->out, link_show_kind(d->show, v->kind, temp), VALUE_CELLS);
        buf_printf(d->out, "</text><text x=\"%d\" y=\"%d\">", n->x + PILL_W / 2, n->y + 12);
        markup_cut(d->out, link_show_value(d->show, v, temp), VALUE_CELLS);
        buf_add(d->out, STR("</text></g>\n"));
    }
}

static void draw_more(const struct drawing *d, int x, size_t count)
{
    if (count == 0) return;
    buf_printf(d->out, "<text class=\"dim\" x=\"%d\" y=\"%d\">+ %zu ", x, d->height - 10, count);
    markup_cut(d->out, d->show && d->show->more.len ? d->show->more : STR("more"), 30);
    buf_add(d->out, STR("</text>\n"));
}

static void draw(const struct drawing *d)
{
    str title = d->show && d->show->title.len ? d->show->title : STR("Shared values");
    buf_printf(d->out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cordon-link\" role=\"img\" "
               "viewBox=\"0 0 %d %d\" width=\"100%%\" style=\"max-width:%dpx;min-width:560px\">\n<title>",
               WIDTH, d->height, WIDTH);
    markup_cut(d->out, title, 400);
    buf_add(d->out, STR("</title>\n"));
    buf_add(d->out, str_c(style));
    buf_printf(d->out, "<text class=\"head\" x=\"%d\" y=\"28\">", LEFT_X);
    markup_cut(d->out, title, 90);
    buf_add(d->out, STR("</text>\n"));
    draw_lines(d);
    draw_people(d);
    draw_values(d);
    draw_more(d, LEFT_X + BOX_W / 2, d->people_more);
    draw_more(d, PILL_X + PILL_W / 2, d->values_more);
    buf_add(d->out, STR("</svg>\n"));
}

cordon_status link_svg(const struct link *l, uint32_t group, const struct link_show *show,
                       struct buf *out, struct cordon_error *err)
{
    const struct link_group *g = link_group(l, group);
    if (!g) return error_set(err, CORDON_ARGUMENT, "there is no group %u", group);
    struct drawing *d = mem_calloc(1, sizeof *d);
    if (!d) return error_nomem(err);
    d->l = l;
    d->show = show;
    d->out = out;
    choose(d, g);
    lay_out(d);
    draw(d);
    mem_free(d);
    cordon_status st = buf_status(out);
    return st ? error_set(err, st, "the drawing does not fit") : CORDON_OK;
}
