/* CSV records: the header once, then a record a row. */
#include "base/mem.h"
#include "base/num.h"
#include "record/record_build.h"

/* --- the header ----------------------------------------------------------------------------- */

enum { HEADER_ARENA_MAX = 4 << 20 };

/** Two columns for a field that takes one value: better refused once than in every row. */
static cordon_status check_single(const struct record_header *h, const struct column *last,
                                  struct cordon_error *err)
{
    if (last->key.part != KEY_VALUE || record_fields[last->key.field].is_many) return CORDON_OK;
    for (const struct column *c = h->column; c < last; c++)
        if (c->key.part == KEY_VALUE && c->key.field == last->key.field &&
            c->key.item == last->key.item)
            return record_key_twice(c->key.field, c->name, last->name, err);
    return CORDON_OK;
}

static cordon_status add_column(struct record_header *h, str cell, struct cordon_error *err)
{
    struct column *c = &h->column[h->count];
    size_t bad;
    if (!str_is_utf8(cell, &bad))
        return error_set(err, CORDON_SYNTAX,
                         "name of column %zu is not UTF-8; save the table as UTF-8", h->count + 1);
    c->name = str_trim(cell);
    if (c->name.len == 0) c->name = arena_printf(&h->arena, "column %zu", h->count + 1);
    for (size_t i = 0; i < h->count; i++)
        if (str_eq(h->column[i].name, c->name))
            return error_set(err, CORDON_SYNTAX, "column '%.*s' is there twice", STR_ARG(c->name));
    c->key = record_key_find(str_trim(cell));
    if (c->key.part == KEY_MISSPELT || c->key.part == KEY_BAD_PROOF ||
        c->key.part == KEY_NO_MEMORY)
        return record_key_refuse(&c->key, c->name, err);
    h->count++;
    return check_single(h, c, err);
}

static bool has_known_column(const struct record_header *h)
{
    for (size_t i = 0; i < h->count; i++)
        if (h->column[i].key.part == KEY_VALUE) return true;
    return false;
}

static cordon_status read_header(struct record_header *h, struct csv_reader *csv, str row, char sep,
                                 uint64_t line, struct cordon_error *err)
{
    bool is_row;
    str own = arena_str(&h->arena, row);
    if (h->arena.failed) return error_nomem(err);
    csv_init(csv, own, sep, line, &h->arena);
    cordon_status st = csv_next(csv, &is_row, err);
    if (st) return st;
    if (!is_row)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, line, 0, "the first line is empty");
    h->column = arena_calloc(&h->arena, csv->count, sizeof *h->column);
    if (!h->column) return error_nomem(err);
    for (size_t i = 0; i < csv->count; i++) {
        st = add_column(h, csv->cell[i], err);
        if (st && err) err->line = csv->line;
        if (st) return st;
    }
    if (h->arena.failed) return error_nomem(err);
    if (!has_known_column(h))
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, csv->line, 0,
                        "no column of the first line is a known field; does the table begin with "
                        "a header?");
    return CORDON_OK;
}

cordon_status record_header_new(str row, char sep, uint64_t line, struct record_header **ret_header,
                                struct cordon_error *err)
{
    struct record_header *h = mem_calloc(1, sizeof *h);
    struct csv_reader *csv = mem_alloc(sizeof *csv);
    if (h) arena_init(&h->arena, HEADER_ARENA_MAX);
    cordon_status st = h && csv ? read_header(h, csv, row, sep, line, err) : error_nomem(err);
    mem_free(csv);
    if (st) {
        record_header_free(h);
        return st;
    }
    *ret_header = h;
    return CORDON_OK;
}

void record_header_free(struct record_header *h)
{
    if (!h) return;
    arena_release(&h->arena);
    mem_free(h);
}

/* --- a row ---------------------------------------------------------------------------------- */

static cordon_status add_cell(struct record_build *b, const struct column *c, uint32_t number,
                              str cell, struct cordon_error *err)
{
    struct record_value v = { .field = c->key.field, .proof = c->key.proof, .text = cell,
                              .key = c->name, .column = number, .item = c->key.item };
    switch (c->key.part) {
    case KEY_VALUE: return build_add(b, v, err);
    case KEY_PROOF: return build_proof(b, c->key.field, cell, err);
    case KEY_COUNTRY: build_country(b, c->key.field, cell); return CORDON_OK;
    case KEY_UNREAD:
        if (!str_trim(cell).len) return CORDON_OK;
        build_unread(b, c->name, c->key.near);
        return build_unread_value(b, v, err);
    case KEY_MISSPELT:
    case KEY_NO_MEMORY:
    case KEY_BAD_PROOF: break; /* refused with the header */
    }
    return CORDON_OK;
}

/** Cells behind the header's last column must be empty: many exports end rows with separators. */
static cordon_status check_count(const struct csv_reader *csv, size_t want,
                                 struct cordon_error *err)
{
    size_t count = csv->count;
    while (count > want && str_trim(csv->cell[count - 1]).len == 0) count--;
    if (count == want) return CORDON_OK;
    return error_set(err, CORDON_SYNTAX, "row has %zu columns and the header has %zu", count, want);
}

static cordon_status read_cells(struct record_reader *rr, const struct record_header *h,
                                struct record_build *b, struct cordon_error *err)
{
    cordon_status st = check_count(&rr->csv, h->count, err);
    for (size_t i = 0; !st && i < h->count; i++) {
        if (!str_is_utf8(rr->csv.cell[i], NULL))
            return error_set(err, CORDON_SYNTAX, "column '%.*s' is not UTF-8",
                             STR_ARG(h->column[i].name));
        if (str_index(rr->csv.cell[i], '\0') < rr->csv.cell[i].len)
            return error_set(err, CORDON_SYNTAX, "column '%.*s' holds a zero byte; the file is damaged",
                             STR_ARG(h->column[i].name));
        st = add_cell(b, &h->column[i], (uint32_t)i + 1, rr->csv.cell[i], err);
    }
    return st ? st : build_end(b, err);
}

cordon_status record_from_row(struct record_reader *rr, const struct record_header *h,
                              struct arena *arena, struct record *ret_record,
                              struct cordon_error *err)
{
    struct record_build b;
    if (h->plan) return plan_from_row(rr, h->plan, arena, ret_record, err);
    build_begin(&b, ret_record, arena, rr->csv.line);
    cordon_status st = read_cells(rr, h, &b, err);
    if (st && err) err->line = rr->csv.line;
    return st;
}
