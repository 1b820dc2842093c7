/* What the tests of list readers share: reading an edition and looking at what came of it. */
#ifndef TESTS_LIST_HELP_H
#define TESTS_LIST_HELP_H

#include "tests/test.h"

#include "list/list.h"
#include "os/os.h"

/* One edition read, with everything that hangs on it. */
struct edition {
    struct arena        arena;
    struct list_report  report;
    struct cordon_error err;
    cordon_status       status;
    struct buf          bytes; /* the part */
    struct part         part;
    struct entity_set   set;
};

/** Keep what was built, so that it can be looked at; the build is spent. */
static inline void edition_keep(struct edition *e, struct entity_build *b)
{
    struct part_writer w;
    part_writer_init(&w);
    buf_init(&e->bytes, (size_t)1 << 30);
    if (!e->status) e->status = entity_build_write(b, &w, &e->err);
    if (!e->status) e->status = part_writer_finish(&w, &e->bytes, &e->err);
    part_writer_release(&w);
    if (!e->status) e->status = part_open(buf_str(&e->bytes), &e->part, &e->err);
    if (!e->status) e->status = entity_set_open(&e->part, &e->set, &e->err);
}

static inline void edition_read(struct edition *e, const struct list_format *format, str source,
                                const struct list_file *files, size_t count)
{
    *e = (struct edition){ .status = CORDON_NOMEM };
    arena_init(&e->arena, 64u << 20);
    list_report_init(&e->report, &e->arena);
    struct entity_build *b = entity_build_new();
    if (!b) return;
    e->status = format->read(source, files, count, b, &e->report, &e->err);
    edition_keep(e, b);
    entity_build_free(b);
}

static inline void edition_release(struct edition *e)
{
    buf_release(&e->bytes);
    arena_release(&e->arena);
}

/** The value number `index` of a property of an entity, or "". */
static inline str edition_value_at(const struct edition *e, const char *id, enum ftm_prop prop,
                                   size_t index)
{
    uint32_t row;
    struct entity ent;
    struct entity_statement st;
    if (!entity_find(&e->set, str_c(id), &row) || !entity_get(&e->set, row, &ent)) return STR_EMPTY;
    for (uint32_t i = 0; i < ent.statement_count; i++) {
        if (!entity_statement_get(&e->set, ent.first_statement + i, &st)) break;
        if (st.prop == prop && index-- == 0) return st.value;
    }
    return STR_EMPTY;
}

static inline str edition_value(const struct edition *e, const char *id, enum ftm_prop prop)
{
    return edition_value_at(e, id, prop, 0);
}

/** Does the entity have this value? */
static inline bool edition_has(const struct edition *e, const char *id, enum ftm_prop prop,
                               const char *value)
{
    for (size_t i = 0;; i++) {
        str v = edition_value_at(e, id, prop, i);
        if (v.len == 0) return false;
        if (str_eq(v, str_c(value))) return true;
    }
}

/** The first child of this schema that has the value, or the empty entity. */
static inline struct entity edition_child(const struct edition *e, const char *id,
                                          enum ftm_schema schema, enum ftm_prop prop,
                                          const char *value)
{
    uint32_t row;
    struct entity ent;
    struct entity_statement st;
    if (!entity_find(&e->set, str_c(id), &row)) return (struct entity){ 0 };
    for (uint32_t i = row; i < entity_family_end(&e->set, row); i++) {
        if (!entity_get(&e->set, i, &ent) || ent.schema != schema) continue;
        for (uint32_t k = 0; k < ent.statement_count; k++)
            if (entity_statement_get(&e->set, ent.first_statement + k, &st) && st.prop == prop &&
                str_eq(st.value, str_c(value)))
                return ent;
    }
    return (struct entity){ 0 };
}

/** Does a kept warning hold this text? */
static inline bool edition_warns(const struct edition *e, const char *text)
{
    for (uint32_t i = 0; i < e->report.warning_kept; i++)
        if (str_find(e->report.warnings[i].text, str_c(text), 0) != SIZE_MAX) return true;
    return false;
}

#endif
