/* list/table: any bytes as a table of a plan with a preamble, in UTF-8 or Windows-1252. */
#include "list/table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct table_column columns[] = { { "ID|Group ID", true }, { "Name", true },
                                               { "Type", true }, { "Extra", false } };

struct seen {
    struct entry e;
    size_t       rows, bytes;
};

static cordon_status take(void *ctx, const struct table_entry *t, struct cordon_error *err)
{
    struct seen *s = ctx;
    str type;
    if (t->count == 0 || t->key.len == 0) abort();
    cordon_status st = table_same(t, 2, &type, err);
    if (st) return st;
    for (size_t i = 0; i < t->count; i++) {
        if (!str_eq(table_cell(&t->row[i], 0), t->key)) abort();
        if (i && t->row[i].line <= t->row[i - 1].line) abort();
        for (size_t c = 0; c < COUNT_OF(columns); c++)
            if (!str_is_utf8(t->row[i].cell[c], NULL)) abort();
        s->bytes += t->row[i].raw.len;
    }
    s->rows += t->count;
    st = table_begin(&s->e, t, FTM_SCHEMA_PERSON, t->key, err);
    if (st) return st;
    entry_put(&s->e, FTM_PROP_NAME, table_join(s->e.scratch, t->row, 1, 3, " "), table_src(t->row));
    return entry_end(&s->e, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct table_plan plan = { .title = "a table", .columns = columns, .count = COUNT_OF(columns),
                               .key = 0, .preamble = "Date", .has_1252 = true, .head_rows = 2,
                               .is_loose = size & 1, .take = take };
    struct list_file file = { STR_INIT("file"), str_of((const char *)data, size) };
    struct list_report report;
    struct arena arena, scratch;
    struct cordon_error err = { .status = CORDON_OK };
    arena_init(&arena, 16u << 20);
    arena_init(&scratch, 16u << 20);
    list_report_init(&report, &arena);
    struct entity_build *b = entity_build_new();
    if (!b) return 0;
    struct seen s = { .e = entry_writer(STR("own"), file.name, b, &report, &scratch) };
    table_recognise(&plan, &file);
    cordon_status st = table_csv(&plan, &file, &s, &report, &err);
    if (st && (err.status != st || !err.message[0])) abort();
    if (!st && (s.rows == 0 || s.bytes > size)) abort();
    entity_build_free(b);
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}
