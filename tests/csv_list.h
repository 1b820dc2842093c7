/* What the tests of lists in CSV share: rows made by heading, refusals, cuts. */
#ifndef TESTS_CSV_LIST_H
#define TESTS_CSV_LIST_H

#include "tests/imported.h"

/* One cell, in quotes where it needs them. */
static inline void csv_put_cell(struct buf *out, char sep, str value)
{
    bool is_plain = str_index(value, sep) == value.len && str_index(value, '"') == value.len &&
                    str_index(value, '\n') == value.len && str_index(value, '\r') == value.len;
    if (is_plain) {
        buf_add(out, value);
        return;
    }
    buf_add_byte(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.data[i] == '"') buf_add_byte(out, '"');
        buf_add_byte(out, value.data[i]);
    }
    buf_add_byte(out, '"');
}

/* A row under `header`: "Name 6=EXAMPLE|Unique ID=DPR9001"; other columns stay empty. A heading that
 * the header does not have fails the test. */
static inline void csv_put_row(struct buf *out, const char *header, char sep, const char *fields)
{
    str rest = str_c(header), heading;
    size_t column = 0, used = 0, given = 0;
    while (str_next(&rest, sep, &heading)) {
        str all = str_c(fields), field;
        if (column++) buf_add_byte(out, sep);
        given = 0;
        while (str_next(&all, '|', &field)) {
            size_t equal = str_index(field, '=');
            given++;
            if (!str_eq(str_sub(field, 0, equal), heading)) continue;
            csv_put_cell(out, sep, str_from(field, equal + 1));
            used++;
        }
    }
    if (used != given) fail_msg("a field of '%s' is not in the header", fields);
    buf_add(out, STR("\r\n"));
}

/* How a file is refused. */
struct csv_refusal {
    cordon_status st;
    const char   *says;
    uint64_t      line;
};

static inline void csv_refuses(const struct list_format *format, const char *source, str file,
                               const struct csv_refusal *want, const char *name)
{
    struct imported i;
    import_text(&i, format, source, file);
    if (i.st != want->st || !strstr(i.err.message, want->says) || i.err.line != want->line)
        fail_msg("%s: status %d, line %d, '%s'", name, (int)i.st, (int)i.err.line, i.err.message);
    imported_release(&i);
}

/* `text` with its first `old` made `other`. */
static inline str csv_changed(struct buf *out, str text, const char *old, const char *other)
{
    size_t at = str_find(text, str_c(old), 0);
    if (at == SIZE_MAX) fail_msg("'%s' is not in the text", old);
    buf_reset(out);
    buf_add(out, str_sub(text, 0, at));
    buf_add(out, str_c(other));
    buf_add(out, str_from(text, at + strlen(old)));
    return buf_str(out);
}

#endif
