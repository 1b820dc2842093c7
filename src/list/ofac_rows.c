/*
 * Rows of OFAC's legacy CSV.
 *
 * No header line; text in double quotes, never across a line end; nothing is `-0- ` without
 * quotes; the last byte is a lone 0x1A. src: ofac-csv
 *
 * Workload: 14,000 to 20,000 entries, 17,000 to 24,000 rows in each of two side files, a few dozen
 * comments. The files come sorted by entry; sorting is there for those that do not.
 */
#include "list/ofac_rows.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

static const size_t columns[OFAC_PART_COUNT] = { 0, 12, 5, 6, 2 };

str ofac_part_name(enum ofac_part part)
{
    static const str names[OFAC_PART_COUNT] = {
        STR_INIT("unknown"), STR_INIT("SDN"), STR_INIT("ALT"), STR_INIT("ADD"), STR_INIT("COMMENTS"),
    };
    return part < OFAC_PART_COUNT ? names[part] : names[0];
}

/* The text before the end mark. */
static str without_end(str bytes, bool *ret_has_mark)
{
    str s = bytes;
    while (s.len && byte_is_blank(s.data[s.len - 1])) s.len--;
    *ret_has_mark = s.len && s.data[s.len - 1] == 0x1A;
    return *ret_has_mark ? str_sub(s, 0, s.len - 1) : bytes;
}

bool ofac_rows_is_bare(str bytes)
{
    bool has_mark;
    str text = without_end(bytes, &has_mark);
    return has_mark && str_trim(text).len == 0;
}

static bool is_number(str s, uint32_t *ret)
{
    uint64_t v;
    if (!num_parse_u64(s, UINT32_MAX, &v)) return false;
    *ret = (uint32_t)v;
    return true;
}

enum ofac_part ofac_part_of(str bytes)
{
    struct csv_reader r;
    struct arena arena;
    bool is_row = false;
    enum ofac_part part = OFAC_PART_NONE;
    uint32_t number;

    arena_init(&arena, 1u << 20);
    csv_init(&r, bytes, ',', 1, &arena);
    cordon_status st = csv_next(&r, &is_row, NULL);
    if (st || !is_row || !is_number(r.cell[0], &number)) goto done;
    for (unsigned p = OFAC_PART_PRIM; p < OFAC_PART_COUNT; p++)
        if (r.count == columns[p]) part = (enum ofac_part)p;
    if ((part == OFAC_PART_ALT || part == OFAC_PART_ADD) && !is_number(r.cell[1], &number))
        part = OFAC_PART_NONE;
done:
    arena_release(&arena);
    return part;
}

/* --- refusing ------------------------------------------------------------------------------- */

static cordon_status check_text(const struct list_file *file, struct cordon_error *err)
{
    str s = file->bytes;
    size_t bad;
    if (str_trim(s).len == 0)
        return error_at(err, CORDON_SYNTAX, file->name, 0, 0, "the file is empty");
    if (str_starts(s, STR("\xFF\xFE")) || str_starts(s, STR("\xFE\xFF")))
        return error_at(err, CORDON_SYNTAX, file->name, 1, 1,
                        "the file is UTF-16; OFAC's files are UTF-8");
    bool is_text = str_is_utf8(s, &bad);
    if (is_text) bad = str_index(s, '\0'); /* blocks of zeros: a disk or transfer that failed */
    if (bad == s.len) return CORDON_OK;
    uint64_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < bad; i++) {
        if (s.data[i] != '\n') continue;
        line++;
        start = i + 1;
    }
    return error_at(err, CORDON_SYNTAX, file->name, line, (uint32_t)(bad - start + 1),
                    is_text ? "a zero byte: the file is damaged; fetch it again"
                            : "bytes that are not UTF-8");
}

cordon_status ofac_rows_refuse(const struct list_file *file, struct cordon_error *err)
{
    struct csv_reader r;
    struct arena arena;
    bool is_row = false;
    cordon_status st = check_text(file, err);
    if (st) return st;
    str text = str_trim(file->bytes);
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    if (str_starts(text, STR("<")))
        return error_at(err, CORDON_SYNTAX, file->name, 1, 1,
                        "the file is a web page or XML, not OFAC's CSV; fetch it again");
    arena_init(&arena, 1u << 20);
    csv_init(&r, file->bytes, ',', 1, &arena);
    st = csv_next(&r, &is_row, err);
    if (st)
        error_in_file(err, file->name);
    else if (!is_row)
        st = error_at(err, CORDON_SYNTAX, file->name, 0, 0, "the file is empty");
    else
        st = error_at(err, CORDON_SYNTAX, file->name, r.line, 0,
                      "not one of OFAC's CSV files: the first row has %zu columns and begins with "
                      "'%.*s'; SDN has 12, ALT 5, ADD 6, COMMENTS 2, each behind a number",
                      r.count, (int)(r.cell[0].len > 40 ? 40 : r.cell[0].len),
                      r.cell[0].data ? r.cell[0].data : "");
    arena_release(&arena);
    return st == CORDON_NOMEM ? st : CORDON_SYNTAX;
}

/* --- reading -------------------------------------------------------------------------------- */

static bool make_room(struct ofac_rows *rows)
{
    if (rows->count < rows->room) return true;
    size_t room = rows->room ? rows->room * 2 : 4096, bytes;
    if (!num_mul(room, sizeof *rows->row, &bytes)) return false;
    struct ofac_row *row = mem_realloc(rows->row, bytes);
    if (!row) return false;
    rows->row = row;
    rows->room = room;
    return true;
}

/* The csv reader tells the line where it noticed; here no text runs over a line end, so the row's
 * own line is where the quote stands open. */
static cordon_status bad_row(const struct ofac_rows *rows, uint64_t line, cordon_status st,
                             struct cordon_error *err)
{
    if (st == CORDON_SYNTAX && err && err->line != line)
        return error_at(err, st, rows->file->name, line, 0, "a quote is not closed on this line");
    error_in_file(err, rows->file->name);
    return st;
}

/* A text cell that lost its opening quote keeps its closing one. */
static bool has_stray_quote(const struct csv_reader *r)
{
    for (size_t i = 0; i < r->count; i++) {
        str cell = r->cell[i];
        bool is_view = cell.len && cell.data >= r->raw.data && cell.data < r->raw.data + r->raw.len;
        bool is_quoted = !is_view || (cell.data > r->raw.data && cell.data[-1] == '"');
        if (!is_quoted && str_index(cell, '"') < cell.len) return true;
    }
    return false;
}

static cordon_status check_row(enum ofac_part part, const struct ofac_rows *rows,
                               const struct csv_reader *r, uint32_t *ret_entry,
                               struct cordon_error *err)
{
    if (str_index(r->raw, '\n') < r->raw.len)
        return error_at(err, CORDON_SYNTAX, rows->file->name, r->line, 0,
                        "a quote is not closed on this line");
    if (has_stray_quote(r))
        return error_at(err, CORDON_SYNTAX, rows->file->name, r->line, 0,
                        "a text on this line has no opening quote");
    if (r->count != columns[part])
        return error_at(err, CORDON_SYNTAX, rows->file->name, r->line, 0,
                        "the row has %zu columns, %.*s has %zu; the file may be cut", r->count,
                        STR_ARG(ofac_part_name(part)), columns[part]);
    if (!is_number(r->cell[0], ret_entry))
        return error_at(err, CORDON_SYNTAX, rows->file->name, r->line, 1,
                        "'%.*s' is not an entry number",
                        (int)(r->cell[0].len > 40 ? 40 : r->cell[0].len),
                        r->cell[0].data ? r->cell[0].data : "");
    return CORDON_OK;
}

static int by_entry(const void *x, const void *y)
{
    const struct ofac_row *a = x, *b = y;
    if (a->entry != b->entry) return a->entry < b->entry ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void sort(struct ofac_rows *rows)
{
    for (size_t i = 1; i < rows->count; i++) {
        if (rows->row[i - 1].entry <= rows->row[i].entry) continue;
        qsort(rows->row, rows->count, sizeof *rows->row, by_entry);
        return;
    }
}

static cordon_status read_all(enum ofac_part part, struct ofac_rows *rows, struct csv_reader *r,
                              bool has_mark, struct cordon_error *err)
{
    for (;;) {
        bool is_row = false;
        uint32_t entry;
        cordon_status st = csv_next(r, &is_row, err);
        if (st) return bad_row(rows, r->line, st, err);
        if (!is_row) return CORDON_OK;
        st = check_row(part, rows, r, &entry, err);
        if (st) return st;
        if (rows->count >= OFAC_ROWS_MAX || r->line > UINT32_MAX)
            return error_at(err, CORDON_LIMIT, rows->file->name, r->line, 0,
                            "more than %d rows in one file", OFAC_ROWS_MAX);
        if (!make_room(rows)) return error_nomem(err);
        rows->row[rows->count++] = (struct ofac_row){ entry, (uint32_t)r->line, r->raw };
        rows->last_line = (uint32_t)r->line;
        str rest = str_from(r->in, (size_t)(r->raw.data - r->in.data) + r->raw.len);
        bool is_ended = str_starts(rest, STR("\n")) || str_starts(rest, STR("\r\n"));
        if (!is_ended && !has_mark) /* its last cell may be a part of one */
            return error_at(err, CORDON_SYNTAX, rows->file->name, r->line, 0,
                            "the file is cut inside its last row: no line end, no end mark (0x1A)");
        arena_reset(r->arena);
    }
}

cordon_status ofac_rows_read(enum ofac_part part, struct ofac_rows *rows,
                             struct list_report *report, struct cordon_error *err)
{
    struct csv_reader r;
    struct arena arena;
    bool has_mark;
    cordon_status st = check_text(rows->file, err);
    if (st) return st;
    str text = without_end(rows->file->bytes, &has_mark);
    rows->has_mark = has_mark;
    if (!has_mark)
        list_warn(report, rows->file->name, 0, STR_EMPTY,
                  "the file does not end with OFAC's end mark (0x1A); it may be cut between rows");
    arena_init(&arena, 64u << 20);
    csv_init(&r, text, ',', 1, &arena);
    st = read_all(part, rows, &r, has_mark, err);
    arena_release(&arena);
    if (!st) sort(rows);
    return st;
}

void ofac_rows_release(struct ofac_rows *rows)
{
    if (!rows) return;
    mem_free(rows->row);
    *rows = (struct ofac_rows){ .file = NULL };
}

/* --- looking up ----------------------------------------------------------------------------- */

size_t ofac_rows_find(const struct ofac_rows *rows, uint32_t entry)
{
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (rows->row[mid].entry < entry)
            low = mid + 1;
        else
            high = mid;
    }
    return low < rows->count && rows->row[low].entry == entry ? low : rows->count;
}

void ofac_row_cells(const struct ofac_row *row, struct csv_reader *r, struct arena *arena)
{
    bool is_row = false;
    csv_init(r, row->raw, ',', row->line, arena);
    if (csv_next(r, &is_row, NULL) || !is_row) r->count = 0; /* only when memory is out */
}

str ofac_cell(const struct csv_reader *r, size_t column)
{
    if (column >= r->count) return STR_EMPTY;
    str s = str_trim(r->cell[column]);
    return str_eq(s, STR("-0-")) ? STR_EMPTY : s;
}
