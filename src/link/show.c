/* How people, values and kinds are written where the caller does not say. */
#include "link/graph.h"

#include <stdio.h>

str link_show_label(const struct link *l, const struct link_show *show, uint32_t place,
                    char temp[SHOW_TEMP])
{
    uint32_t number = link_number(l, place);
    str own = show && show->label ? show->label(show->ctx, number) : STR_EMPTY;
    if (own.len) return own;
    int n = snprintf(temp, SHOW_TEMP, "#%u", number);
    return str_of(temp, n > 0 ? (size_t)n : 0);
}

str link_show_value(const struct link_show *show, const struct link_value *v, char temp[SHOW_TEMP])
{
    if (show && show->value) return show->value(show->ctx, v);
    if (!link_is_text(v->kind)) return v->text;
    int n = snprintf(temp, SHOW_TEMP, "%u %%", v->permille / 10); /* a text is known by its likeness */
    return str_of(temp, n > 0 ? (size_t)n : 0);
}

str link_show_kind(const struct link_show *show, enum link_kind kind, char temp[SHOW_TEMP])
{
    if (show && show->kind) return show->kind(show->ctx, kind);
    str name = link_kind_name(kind);
    for (size_t i = 0; i < name.len && i < SHOW_TEMP; i++)
        temp[i] = name.data[i] == '_' ? ' ' : name.data[i];
    return str_of(temp, name.len < SHOW_TEMP ? name.len : SHOW_TEMP);
}
