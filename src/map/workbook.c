/* Workbooks as tables: which sheet, which row is the header, and its rows as CSV. */
#include "map/workbook.h"

#include "base/mem.h"
#include "map/names.h"
#include "sheet/sheet.h"

enum { OUT_WANTED = 64 << 10 };

struct map_workbook {
    struct sheet_book   *book;
    size_t               sheet;
    uint64_t             header_row;
    uint32_t             width; /* columns of the header */
    bool                 is_begun, is_end;
    uint64_t             written; /* bytes of CSV so far */
    struct buf          *out;
    struct cordon_error *err; /* of the call in hand */
};

/* --- the header row --------------------------------------------------------------------------- */

struct header_search {
    const struct cordon_map *map;
    unsigned rows;
    uint64_t best_row;
    unsigned best;
    uint32_t width;
};

static bool map_reads(const struct cordon_map *map, str name)
{
    for (size_t i = 0; i < map->spec.step_count; i++)
        for (size_t k = 0; k < map->spec.steps[i].column_count; k++)
            if (column_same(map->spec.steps[i].columns[k], name)) return true;
    return false;
}

/** How much a row looks like a header: names that are known count, a number speaks against it. */
static unsigned header_score(const struct header_search *h, const struct sheet_row *row)
{
    unsigned known = 0, texts = 0, others = 0;
    for (size_t i = 0; i < row->count; i++) {
        str cell = str_trim(str_sub(buf_str(&row->text), row->cell[i].from, row->cell[i].to));
        if (row->cell[i].kind != SHEET_TEXT || cell.len > 120 || str_index(cell, '@') < cell.len)
            others++;
        else
            texts++;
        if (h->map ? map_reads(h->map, cell) : names_is_known(cell)) known++;
    }
    if (known == 0 && texts < 2) return 0;
    if (others > texts) return 0;
    return 4 * known + texts - others;
}

static cordon_status look_at_row(void *ctx, const struct sheet_row *row)
{
    struct header_search *h = ctx;
    unsigned score = header_score(h, row);
    if (score > h->best) {
        h->best = score;
        h->best_row = row->number;
        h->width = row->cell[row->count - 1].column;
    }
    return ++h->rows == MAP_HEAD_ROWS_MAX ? CORDON_INTERRUPTED : CORDON_OK; /* seen enough */
}

static cordon_status find_header(struct map_workbook *x, size_t sheet,
                                 const struct cordon_map *map, bool *ret_found,
                                 struct cordon_error *err)
{
    struct header_search h = { .map = map };
    cordon_status st = sheet_read(x->book, sheet, look_at_row, &h, err);
    if (st && st != CORDON_INTERRUPTED) return st;
    x->header_row = h.best_row;
    x->width = h.width;
    *ret_found = h.best > 0;
    return CORDON_OK;
}

static cordon_status no_such_sheet(const struct map_workbook *x, str wanted,
                                   struct cordon_error *err)
{
    struct buf all = BUF_INIT(256);
    for (size_t i = 0; i < sheet_book_count(x->book); i++)
        buf_printf(&all, "%s'%.*s'", i ? ", " : "", STR_ARG(sheet_book_at(x->book, i).name));
    cordon_status st = error_set(err, CORDON_ARGUMENT, "no sheet '%.*s'; the workbook has %.*s",
                                 STR_ARG(wanted), STR_ARG(buf_str(&all)));
    buf_release(&all);
    return st;
}

static cordon_status find_sheet(struct map_workbook *x, str wanted, const struct cordon_map *map,
                                struct cordon_error *err)
{
    bool is_named = false;
    for (size_t i = 0; i < sheet_book_count(x->book); i++) {
        struct sheet_info sheet = sheet_book_at(x->book, i);
        bool is_found = false;
        if (wanted.len ? !str_eq_nocase(sheet.name, wanted) : sheet.is_hidden) continue;
        is_named = true;
        if (!sheet.is_table) continue;
        x->sheet = i;
        cordon_status st = find_header(x, i, map, &is_found, err);
        if (st || is_found) return st;
    }
    if (wanted.len && !is_named) return no_such_sheet(x, wanted, err);
    return error_set(err, CORDON_SYNTAX, "no %s has a header in its first %d rows",
                     wanted.len ? "sheet of that name" : "visible sheet", MAP_HEAD_ROWS_MAX);
}

/* --- rows as CSV ------------------------------------------------------------------------------ */

static void add_cell(struct buf *out, str cell)
{
    bool is_plain = cell.len == 0 || !(byte_is_blank(cell.data[0]) || cell.data[0] == '"');
    for (size_t i = 0; is_plain && i < cell.len; i++)
        is_plain = cell.data[i] != ',' && cell.data[i] != '\n' && cell.data[i] != '\r';
    buf_add_byte(out, ',');
    if (is_plain) {
        buf_add(out, cell);
        return;
    }
    buf_add_byte(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.data[i] == '"') buf_add_byte(out, '"');
        buf_add_byte(out, cell.data[i]);
    }
    buf_add_byte(out, '"');
}

static cordon_status write_row(void *ctx, const struct sheet_row *row)
{
    struct map_workbook *x = ctx;
    uint32_t column = 1;
    size_t before = x->out->len;
    if (row->number < x->header_row) return CORDON_OK;
    if (row->number == x->header_row)
        buf_add(x->out, STR("row"));
    else
        buf_add_u64(x->out, row->number);
    for (size_t i = 0; i < row->count; i++) {
        for (; column < row->cell[i].column; column++) buf_add_byte(x->out, ',');
        add_cell(x->out, str_sub(buf_str(&row->text), row->cell[i].from, row->cell[i].to));
        column++;
    }
    for (; column <= x->width; column++) buf_add_byte(x->out, ',');
    buf_add_byte(x->out, '\n');
    x->written += x->out->len - before;
    if (x->out->over || x->written > MAP_WRITTEN_MAX)
        return error_set(x->err, CORDON_LIMIT,
                         "a sheet holds more than %lld MiB of text", (long long)MAP_WRITTEN_MAX >> 20);
    return x->out->failed ? error_nomem(x->err) : CORDON_OK;
}

cordon_status map_workbook_read(struct map_workbook *x, struct buf *out, bool *ret_end,
                                struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    size_t before = out->len;
    x->out = out;
    x->err = err;
    if (!x->is_begun) st = sheet_begin(x->book, x->sheet, write_row, x, err);
    x->is_begun = true;
    while (!st && !x->is_end && out->len - before < OUT_WANTED)
        st = sheet_feed(x->book, &x->is_end, err);
    *ret_end = x->is_end && out->len == before;
    return st;
}

/* --- life ------------------------------------------------------------------------------------- */

cordon_status map_workbook_open(str bytes, str wanted, const struct cordon_map *map,
                                struct map_workbook **ret_book, struct cordon_error *err)
{
    struct map_workbook *x = mem_calloc(1, sizeof *x);
    if (!x) return error_nomem(err);
    cordon_status st = sheet_book_open(bytes, &x->book, err);
    if (!st) st = find_sheet(x, wanted, map, err);
    if (st) {
        map_workbook_close(x);
        return st;
    }
    *ret_book = x;
    return CORDON_OK;
}

void map_workbook_close(struct map_workbook *x)
{
    if (!x) return;
    sheet_book_close(x->book);
    mem_free(x);
}

str map_workbook_sheet(const struct map_workbook *x)
{
    return sheet_book_at(x->book, x->sheet).name;
}
