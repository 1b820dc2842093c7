/* A sheet's rows as the rows of a table. */
#include "list/table_sheet.h"

#include "list/table_text.h"

#include "base/mem.h"
#include "base/num.h"

enum { QUEUE_MAX = 4096, QUEUE_MEMORY_MAX = 64 << 20 };

/* Rows come out of a sheet by the piece and go into the table one by one. */
struct sheet_source {
    struct table_source source;
    struct sheet_book  *book;
    struct arena        arena; /* of the rows in the queue */
    struct table_line   queue[QUEUE_MAX];
    size_t              at, count;
    bool                is_end;
    struct cordon_error *err; /* of the call in hand */
};

static cordon_status enqueue(void *ctx, const struct sheet_row *row)
{
    struct sheet_source *s = ctx;
    uint32_t columns = row->count ? row->cell[row->count - 1].column : 0;
    str *cell = arena_calloc(&s->arena, columns, sizeof *cell);
    str text = arena_str(&s->arena, buf_str(&row->text));
    if (s->arena.over || s->count == QUEUE_MAX)
        return error_set(s->err, CORDON_LIMIT, "row %llu and those before it hold more than %d MiB",
                         (unsigned long long)row->number, QUEUE_MEMORY_MAX >> 20);
    if (!cell || s->arena.failed) return error_nomem(s->err);
    for (size_t i = 0; i < row->count; i++)
        cell[row->cell[i].column - 1] = str_sub(text, row->cell[i].from, row->cell[i].to);
    s->queue[s->count++] = (struct table_line){ .cell = cell, .count = columns,
                                                .raw = STR_EMPTY, .line = row->number };
    return CORDON_OK;
}

static cordon_status next_row(struct table_source *base, struct table_line *ret_line,
                              bool *ret_is_row, struct cordon_error *err)
{
    struct sheet_source *s = (struct sheet_source *)base;
    cordon_status st = CORDON_OK;
    s->err = err;
    if (s->at == s->count) {
        s->at = s->count = 0;
        arena_reset(&s->arena);
        while (!st && !s->is_end && s->count == 0) st = sheet_feed(s->book, &s->is_end, err);
        if (st) return st;
    }
    *ret_is_row = s->at < s->count;
    if (*ret_is_row) *ret_line = s->queue[s->at++];
    return CORDON_OK;
}

cordon_status table_sheet(const struct table_plan *plan, struct sheet_book *book, size_t sheet,
                          str file, void *ctx, struct list_report *report,
                          struct cordon_error *err)
{
    struct sheet_source *s = mem_calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    s->source = (struct table_source){ .next = next_row, .is_fleeting = true, .is_ragged = true };
    s->book = book;
    arena_init(&s->arena, QUEUE_MEMORY_MAX);
    cordon_status st = sheet_begin(book, sheet, enqueue, s, err);
    if (!st) st = table_read(plan, &s->source, file, ctx, report, err);
    sheet_end(book);
    arena_release(&s->arena);
    mem_free(s);
    return st;
}

/* The first visible sheet with the plan's header, nearly; SIZE_MAX: none. */
static cordon_status find_sheet(const struct table_plan *plan, struct sheet_book *book,
                                size_t *ret_sheet, struct cordon_error *err)
{
    struct sheet_source *s = mem_calloc(1, sizeof *s);
    cordon_status st = s ? CORDON_OK : error_nomem(err);
    *ret_sheet = SIZE_MAX;
    for (size_t i = 0; !st && *ret_sheet == SIZE_MAX && i < sheet_book_count(book); i++) {
        if (sheet_book_at(book, i).is_hidden || !sheet_book_at(book, i).is_table) continue;
        *s = (struct sheet_source){ .source = { .next = next_row, .is_fleeting = true,
                                                .is_ragged = true }, .book = book };
        arena_init(&s->arena, QUEUE_MEMORY_MAX);
        st = sheet_begin(book, i, enqueue, s, err);
        if (!st && table_begins(plan, &s->source)) *ret_sheet = i;
        sheet_end(book);
        arena_release(&s->arena);
    }
    mem_free(s);
    return st;
}

cordon_status table_book_open(const struct list_file *file, struct sheet_book **ret_book,
                              struct cordon_error *err)
{
    if (file->bytes.len > SHEET_FILE_MAX)
        return error_at(err, CORDON_LIMIT, file->name, 0, 0, "the workbook is larger than %d MiB",
                        SHEET_FILE_MAX >> 20);
    cordon_status st = sheet_book_open(file->bytes, ret_book, err);
    if (st) error_in_file(err, file->name);
    return st;
}

bool table_book_recognise(const struct list_file *file)
{
    return sheet_is_book(file->bytes);
}

cordon_status table_book_first(const struct table_plan *plan, const struct list_file *file, void *ctx,
                               struct list_report *report, struct cordon_error *err)
{
    struct sheet_book *book = NULL;
    size_t sheet = SIZE_MAX;
    cordon_status st = table_book_open(file, &book, err);
    if (!st) st = find_sheet(plan, book, &sheet, err);
    if (!st) report->edition = table_book_date(book, report->arena);
    if (!st) st = table_sheet(plan, book, sheet == SIZE_MAX ? 0 : sheet, file->name, ctx, report, err);
    if (st) error_in_file(err, file->name);
    sheet_book_close(book);
    return st;
}

/* "2026-03-05" of eight digits; "" when they are no day. */
static str day_of_digits(str digits, struct arena *arena)
{
    struct buf out = BUF_INIT(64);
    str text = arena_printf(arena, "%.*s-%.*s-%.*s", 4, digits.data, 2, digits.data + 4, 2,
                            digits.data + 6);
    str day = !arena->failed && list_date(text, &out) && out.len == 10 ? text : STR_EMPTY;
    if (out.failed) arena->failed = true;
    buf_release(&out);
    return day;
}

str table_name_date(str name, const char *before, struct arena *arena)
{
    size_t at = str_find(name, str_c(before), 0), digits = 0;
    if (at == SIZE_MAX) return STR_EMPTY;
    str rest = str_from(name, at + strlen(before));
    while (digits < rest.len && byte_is_digit(rest.data[digits])) digits++;
    return digits == 8 ? day_of_digits(rest, arena) : STR_EMPTY;
}

str table_book_date(const struct sheet_book *book, struct arena *arena)
{
    struct buf out = BUF_INIT(64);
    str said = str_sub(sheet_book_modified(book), 0, 10);
    str day = said.len == 10 && list_date(said, &out) ? arena_str(arena, said) : STR_EMPTY;
    if (out.failed) arena->failed = true;
    buf_release(&out);
    return day;
}
