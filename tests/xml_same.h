/* One file read by xml.c's own scanner and by expat alone: whatever the bytes are, both say the same. */
#ifndef TESTS_XML_SAME_H
#define TESTS_XML_SAME_H

#include "list/xml.h"

#include "base/buf.h"

static inline void xml_same_node(struct buf *out, const struct xml_node *n)
{
    buf_printf(out, "<%.*s %u %zu", STR_ARG(n->name), n->line, n->bytes.len);
    for (uint32_t i = 0; i < n->attr_count; i++) {
        buf_printf(out, " %.*s=", STR_ARG(n->attrs[i].name));
        buf_add(out, n->attrs[i].value);
    }
    buf_add_byte(out, '>');
    buf_add(out, n->text);
    for (const struct xml_node *c = n->child; c; c = c->next) xml_same_node(out, c);
    buf_add(out, STR("</>\n"));
}

static inline cordon_status xml_same_take(void *ctx, size_t path, const struct xml_node *n,
                                          struct cordon_error *err)
{
    struct buf *out = ctx;
    buf_printf(out, "%zu: ", path);
    xml_same_node(out, n);
    buf_add(out, n->bytes);
    /* a reader may refuse a record in the middle */
    return str_eq(n->text, STR("stop")) ? error_set(err, CORDON_REFUSED, "stopped") : CORDON_OK;
}

/* All that a reading says. */
static inline void xml_same_read(str bytes, bool by_expat, bool in_span, struct buf *out)
{
    static const struct xml_path paths[] = {
        { XML_OPEN, { "list" } },
        { XML_RECORD, { "list", "group", "entry" } },
        { XML_RECORD, { "list", "tables", "*" } },
        { XML_SKIP, { "list", "index" } },
    };
    static const char *const drop[] = { "dropped", NULL };
    struct xml_plan plan = { .title = "a made-up list", .paths = paths, .count = 4,
                             .take = xml_same_take, .by_expat = by_expat, .drop = drop, .by_lines = true };
    struct list_file f = { .name = STR("made-up.xml"), .bytes = bytes };
    struct cordon_error err = { .status = CORDON_OK };
    struct xml_span span = { .name = "group" };
    struct list_report report;
    struct arena arena;
    arena_init(&arena, 16u << 20);
    list_report_init(&report, &arena);
    cordon_status st = xml_read_find(&f, &plan, out, &report, &span, &err);
    if (!st && in_span) {
        buf_printf(out, "span %zu %zu %zu %zu\n", span.root_end, span.from, span.to, span.last);
        st = xml_read_in(&f, &plan, out, &report, &span, &err);
    }
    if (st) buf_printf(out, "%d %llu %u %s %s\n", (int)st, (unsigned long long)err.line, err.column, err.file, err.message);
    for (size_t i = 0; i < report.warning_kept; i++)
        buf_printf(out, "%llu %.*s\n", (unsigned long long)report.warnings[i].line, STR_ARG(report.warnings[i].text));
    arena_release(&arena);
}

/* @return whether both ways said the same; what they said is left in the two buffers */
static inline bool xml_same(str bytes, bool in_span, struct buf *ours, struct buf *theirs)
{
    buf_reset(ours);
    buf_reset(theirs);
    xml_same_read(bytes, false, in_span, ours);
    xml_same_read(bytes, true, in_span, theirs);
    return !ours->failed && !theirs->failed && str_eq(buf_str(ours), buf_str(theirs));
}

#endif
