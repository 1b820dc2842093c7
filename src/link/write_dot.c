/* The links as one Graphviz graph: people as boxes, shared values as ellipses. */
#include "link/graph.h"

#include "base/letter.h"

/* Inside a quoted string; what cannot be seen stands as its number. */
static void add_quoted(struct buf *out, str s)
{
    for (size_t i = 0, len; i < s.len; i += len) {
        uint32_t c;
        len = letter_read(str_from(s, i), &c);
        if (c == '"' || c == '\\') buf_add_byte(out, '\\');
        if (c == 0xFFFD)
            buf_add(out, STR("\xEF\xBF\xBD"));
        else if (letter_is_hidden(c))
            buf_printf(out, "U+%04X", (unsigned)c);
        else
            buf_add(out, str_sub(s, i, i + len));
    }
}

static unsigned width_of(const struct link_value *v)
{
    unsigned width = 1 + v->rarity_cb / 400;
    return width > 6 ? 6 : width;
}

static void add_group(const struct link *l, uint32_t index, const struct link_show *show,
                      struct buf *out)
{
    const struct link_group *g = link_group(l, index);
    char temp[SHOW_TEMP];
    buf_printf(out, "  subgraph cluster_%u {\n    label=\"%u: %u parties, %u.%02u bits\";\n",
               index + 1, index + 1, g->parties, g->rarity_cb / 100, g->rarity_cb % 100);
    for (uint32_t i = 0; i < g->members && i < LINK_SHOWN_MAX; i++) {
        buf_printf(out, "    i%u [shape=box, label=\"", link_number(l, g->member[i]));
        add_quoted(out, link_show_label(l, show, g->member[i], temp));
        buf_add(out, STR("\"];\n"));
    }
    if (g->members > LINK_SHOWN_MAX)
        buf_printf(out, "    more_i%u [shape=plaintext, label=\"%u more\"];\n", index + 1,
                   g->members - LINK_SHOWN_MAX);
    for (uint32_t i = 0; i < g->values && i < LINK_SHOWN_MAX; i++) {
        const struct link_value *v = link_value(l, g->value[i]);
        buf_printf(out, "    g%uv%u [label=\"", index + 1, g->value[i]);
        add_quoted(out, link_show_kind(show, v->kind, temp));
        buf_add(out, STR("\\n"));
        add_quoted(out, link_show_value(show, v, temp));
        buf_add(out, STR("\"];\n"));
    }
    if (g->values > LINK_SHOWN_MAX)
        buf_printf(out, "    more_v%u [shape=plaintext, label=\"%u more\"];\n", index + 1,
                   g->values - LINK_SHOWN_MAX);
    buf_add(out, STR("  }\n"));
}

static void add_edges(const struct link *l, uint32_t index, struct buf *out)
{
    const struct link_group *g = link_group(l, index);
    uint32_t last = g->members > LINK_SHOWN_MAX ? g->member[LINK_SHOWN_MAX - 1] : UINT32_MAX;
    for (uint32_t i = 0; i < g->values && i < LINK_SHOWN_MAX; i++) {
        const struct link_value *v = link_value(l, g->value[i]);
        for (uint32_t h = 0; h < v->holders; h++) {
            if (l->group_of[v->holder[h].place] != index || v->holder[h].place > last) continue;
            buf_printf(out, "  i%u -- g%uv%u [penwidth=%u];\n", v->holder[h].identity, index + 1,
                       g->value[i], width_of(v)); /* a weak value may stand in two groups */
        }
    }
}

void link_dot(const struct link *l, const struct link_show *show, struct buf *out)
{
    buf_add(out, STR("graph links {\n  layout=fdp;\n  node [fontname=\"sans-serif\"];\n"));
    for (uint32_t i = 0; i < l->groups; i++) add_group(l, i, show, out);
    for (uint32_t i = 0; i < l->groups; i++) add_edges(l, i, out);
    buf_add(out, STR("}\n"));
}
