/* Importing a list in a test: a format, its files, and what came out of it. */
#ifndef TESTS_IMPORTED_H
#define TESTS_IMPORTED_H

#include "tests/test.h"

#include "list/list.h"

struct imported {
    cordon_status       st;
    struct cordon_error err;
    struct list_report  report;
    struct arena        arena;
    struct buf          bytes; /* of the part */
    struct part         part;
    struct entity_set   set;
};

/* The whole file; NULL data when it cannot be read. Free with free(). */
static inline str slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return STR_EMPTY;
    fseek(f, 0, SEEK_END);
    long len = ftell(f);
    rewind(f);
    char *p = malloc((size_t)len + 1);
    size_t got = p ? fread(p, 1, (size_t)len, f) : 0;
    fclose(f);
    return str_of(p, got);
}

/* Run a reader over files; on success the entities can be read from ret->set. */
static inline void import_files(struct imported *ret, const struct list_format *format,
                                const char *source, const struct list_file *files, size_t count)
{
    *ret = (struct imported){ .st = CORDON_NOMEM };
    arena_init(&ret->arena, (size_t)1 << 28);
    buf_init(&ret->bytes, (size_t)1 << 30);
    list_report_init(&ret->report, &ret->arena);
    struct entity_build *b = entity_build_new();
    struct part_writer *w = calloc(1, sizeof *w);
    if (b && w) {
        part_writer_init(w);
        ret->st = format->read(str_c(source), files, count, b, &ret->report, &ret->err);
        if (!ret->st) ret->st = entity_build_write(b, w, &ret->err);
        if (!ret->st) ret->st = part_writer_finish(w, &ret->bytes, &ret->err);
        if (!ret->st) ret->st = part_open(buf_str(&ret->bytes), &ret->part, &ret->err);
        if (!ret->st) ret->st = entity_set_open(&ret->part, &ret->set, &ret->err);
        part_writer_release(w);
    }
    free(w);
    entity_build_free(b);
}

static inline void import_text(struct imported *ret, const struct list_format *format,
                               const char *source, str text)
{
    struct list_file f = { .name = STR("made-up"), .bytes = text };
    import_files(ret, format, source, &f, 1);
}

static inline void imported_release(struct imported *i)
{
    buf_release(&i->bytes);
    arena_release(&i->arena);
}

/* Cut at every `step`th byte a file is refused with a message, doubtful, or read to as many entries as
 * the whole one. A table may also end between two rows: nothing in it tells. */
static inline void import_cut_anywhere(const struct list_format *format, const char *source,
                                       str text, size_t step, bool is_table)
{
    struct imported i;
    import_text(&i, format, source, text);
    uint32_t whole = i.report.entries;
    if (i.st) fail_msg("the whole file: '%s'", i.err.message);
    imported_release(&i);
    for (size_t len = 0; len < text.len; len += step) {
        bool is_between = is_table && len && text.data[len - 1] == '\n';
        import_text(&i, format, source, str_sub(text, 0, len));
        if (i.st ? !i.err.message[0] : i.report.entries != whole && !i.report.doubt_count && !is_between)
            fail_msg("cut at %zu: status %d, %u entries", len, (int)i.st, i.report.entries);
        imported_release(&i);
    }
}

/* Fail every allocation of an import in turn: no crash, no leak, CORDON_NOMEM. */
static inline void import_failing(const struct list_format *format, const char *source, str text)
{
    for (uint64_t n = 1;; n++) {
        struct arena arena;
        struct list_report report;
        struct list_file f = { .name = STR("made-up"), .bytes = text };
        struct cordon_error err = { .status = CORDON_OK };
        cordon_status st = CORDON_NOMEM;
        arena_init(&arena, 1 << 24);
        list_report_init(&report, &arena);
        mem_fail_from(n);
        struct entity_build *b = entity_build_new();
        if (b) st = format->read(str_c(source), &f, 1, b, &report, &err);
        uint64_t asked = mem_count();
        mem_fail_from(0);
        entity_build_free(b);
        arena_release(&arena);
        if (asked < n) {
            assert_int_equal(st, CORDON_OK);
            return;
        }
        if (st != CORDON_NOMEM) fail_msg("allocation %d: status %d", (int)n, (int)st);
        assert_true(n < 5000);
    }
}

/* Entity by id; fails the test when there is none. */
static inline struct entity imported_get(const struct imported *i, const char *id)
{
    struct entity e = { .row = 0 };
    uint32_t row;
    if (!entity_find(&i->set, str_c(id), &row) || !entity_get(&i->set, row, &e))
        fail_msg("no entity '%s'", id);
    return e;
}

/* All values of a property, in order, joined by " | "; static buffer. */
static inline str imported_values(const struct imported *i, const struct entity *e,
                                  enum ftm_prop prop)
{
    static char text[1 << 16];
    size_t len = 0;
    struct entity_statement s;
    for (uint32_t k = 0; k < e->statement_count; k++) {
        if (!entity_statement_get(&i->set, e->first_statement + k, &s) || s.prop != prop) continue;
        if (len) len += (size_t)snprintf(text + len, sizeof text - len, " | ");
        len += (size_t)snprintf(text + len, sizeof text - len, "%.*s", (int)s.value.len,
                                s.value.data);
    }
    return str_of(text, len);
}

/* n-th child (from 0) of that schema; fails the test when there is none. */
static inline struct entity imported_child(const struct imported *i, const struct entity *subject,
                                           enum ftm_schema schema, uint32_t n)
{
    struct entity e = { .row = 0 };
    for (uint32_t row = subject->row + 1; row < entity_family_end(&i->set, subject->row); row++)
        if (entity_get(&i->set, row, &e) && e.schema == schema && n-- == 0) return e;
    fail_msg("'%.*s' has too few children of that schema", STR_ARG(subject->id));
    return e;
}

#endif
