/*
 * CSV rows.
 *
 * Workload: exports of ten to forty columns, cells of five to thirty bytes, few quotes; and one
 * table of a sanctions list with quotes around every cell. Cells are found eight bytes at a step:
 * 0.7 to 1.5 GB/s of one core of a 2020s x86, a tenth of memchr over the same bytes, and half as
 * fast again as cell by cell through the careful functions (bench_csv).
 * csv_next and csv_scan_row must agree on every byte, also in broken rows: blocks of a file are cut
 * with the one and read with the other.
 */
#include "base/csv.h"

#include "base/scan.h"

void csv_init(struct csv_reader *r, str in, char sep, uint64_t first_line, struct arena *arena)
{
    r->in = in;
    r->pos = first_line == 1 && str_starts(in, STR("\xEF\xBB\xBF")) ? 3 : 0;
    r->line_start = r->pos;
    r->line = r->line_now = first_line;
    r->count = 0;
    r->raw = STR_EMPTY;
    r->arena = arena;
    r->sep = sep;
}

/* --- the reader ----------------------------------------------------------------------------- */

/** The first fault of a row; later ones are not told. */
struct fault {
    cordon_status status;
    const char   *what;
    uint64_t      line;
    size_t        column;
};

static void note(struct fault *f, const struct csv_reader *r, cordon_status st, size_t at,
                 const char *what)
{
    if (f->status) return;
    *f = (struct fault){ st, what, r->line_now, at - r->line_start + 1 };
}

/** Byte of the first separator, CR or LF at or behind `at`, or in.len. */
static size_t plain_end(const struct csv_reader *r, size_t at)
{
    const uint8_t *p = (const uint8_t *)r->in.data;
    for (; r->in.len - at >= 8; at += 8) {
        uint64_t w = num_get_u64(p + at);
        uint64_t stop = scan_equal(w, (unsigned char)r->sep) | scan_equal(w, '\n') |
                        scan_equal(w, '\r');
        if (stop) return at + (unsigned)__builtin_ctzll(stop) / 8;
    }
    while (at < r->in.len && p[at] != (uint8_t)r->sep && p[at] != '\n' && p[at] != '\r') at++;
    return at;
}

static bool is_at(const struct csv_reader *r, size_t at, char c)
{
    return at < r->in.len && r->in.data[at] == c;
}

/** The cell from r->pos to the separator or line end, where r->pos stops. */
static str read_plain(struct csv_reader *r, struct fault *fault)
{
    size_t start = r->pos, end = plain_end(r, start);
    while (is_at(r, end, '\r') && end + 1 < r->in.len && r->in.data[end + 1] != '\n') {
        note(fault, r, CORDON_SYNTAX, end, "carriage return without line feed");
        end = plain_end(r, end + 1);
    }
    r->pos = end;
    str cell = str_sub(r->in, start, end);
    size_t blanks = 0;
    while (blanks < cell.len && byte_is_blank(cell.data[blanks])) blanks++;
    if (blanks && blanks < cell.len && cell.data[blanks] == '"')
        note(fault, r, CORDON_SYNTAX, start, "blank before a quote");
    return cell;
}

static void count_lines(struct csv_reader *r, size_t from, size_t to)
{
    for (;;) {
        from += str_index(str_sub(r->in, from, to), '\n') + 1;
        if (from > to) return;
        r->line_now++;
        r->line_start = from;
    }
}

/** `raw` with each `""` made one quote. */
static str unescape(struct csv_reader *r, str raw, struct fault *fault)
{
    char *text = arena_alloc(r->arena, raw.len);
    size_t len = 0;
    if (!text) {
        if (r->arena->over)
            note(fault, r, CORDON_LIMIT, r->pos, "the quotes in the row's cells take more memory than "
                                                 "one row may have");
        else
            note(fault, r, CORDON_NOMEM, r->pos, "out of memory");
        return STR_EMPTY;
    }
    while (raw.len) {
        size_t n = str_index(raw, '"');
        if (n < raw.len) n++; /* keep the first of the two */
        memcpy(text + len, raw.data, n);
        len += n;
        raw = str_from(raw, n + 1);
    }
    return str_of(text, len);
}

/** The cell whose opening quote is at r->pos, which stops at the separator or line end. */
static str read_quoted(struct csv_reader *r, struct fault *fault)
{
    size_t open = r->pos, start = open + 1, end = start;
    bool has_escape = false;
    struct fault unclosed = { 0 };
    note(&unclosed, r, CORDON_SYNTAX, open, "quote is never closed");
    for (;;) {
        end += str_index(str_from(r->in, end), '"');
        if (!is_at(r, end + 1, '"')) break;
        has_escape = true;
        end += 2;
    }
    if (end > r->in.len) end = r->in.len;
    count_lines(r, start, end);
    str cell = str_sub(r->in, start, end);
    if (end >= r->in.len) {
        if (!fault->status) *fault = unclosed;
        r->pos = r->in.len;
        return cell;
    }
    r->pos = end + 1;
    if (has_escape) cell = unescape(r, cell, fault);
    bool is_end = r->pos >= r->in.len || is_at(r, r->pos, r->sep) || is_at(r, r->pos, '\n') ||
                  is_at(r, r->pos, '\r');
    if (!is_end) note(fault, r, CORDON_SYNTAX, r->pos, "text behind a closing quote");
    read_plain(r, fault); /* to the end of the cell; nothing when all is well */
    return cell;
}

/* --- cells as most are ------------------------------------------------------------------------
 * A cell whose end is plain to see is taken here; at anything else (an escape, a fault, a quote that
 * runs on, the last bytes of the text) these give up and the functions above decide. */

/** In a byte of w: is it the separator, or below 0x10, where line ends are? The first mark is true
 *  or a control that is neither; later ones may not be. */
static inline uint64_t plain_stops(uint64_t w, uint64_t seps)
{
    uint64_t v = w ^ seps;
    return (((w - SCAN_ONES * 0x10) & ~w) | ((v - SCAN_ONES) & ~v)) & SCAN_HIGH;
}

/** Take the plain cell that begins at `at`. @return where it ends, or SIZE_MAX */
static inline size_t quick_plain(const uint8_t *p, size_t at, size_t last, uint64_t seps)
{
    for (; at <= last; at += 8) {
        uint64_t stop = plain_stops(num_get_u64(p + at), seps);
        if (stop) return at + (unsigned)__builtin_ctzll(stop) / 8;
    }
    return SIZE_MAX;
}

/** The closing quote of the cell whose first byte behind the opening one is `at`; SIZE_MAX when
 *  the text or the line ends before. */
static inline size_t quick_quoted(const uint8_t *p, size_t at, size_t last)
{
    for (; at <= last; at += 8) {
        uint64_t w = num_get_u64(p + at);
        uint64_t stop = scan_equal(w, '"') | scan_equal(w, '\n');
        if (stop) {
            at += (unsigned)__builtin_ctzll(stop) / 8;
            return p[at] == '"' ? at : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/** Take cells from r->pos on while they are as most are, each with its separator. r->pos then
 *  stands at the beginning of a cell that has to be looked at. */
static void quick_cells(struct csv_reader *r)
{
    const uint8_t *p = (const uint8_t *)r->in.data;
    const uint8_t sep = (uint8_t)r->sep;
    const uint64_t seps = SCAN_ONES * sep;
    size_t at = r->pos, count = r->count;
    if (r->in.len < 16) return;
    size_t last = r->in.len - 9; /* eight bytes, and one behind them */
    while (count < CSV_CELLS_MAX && at <= last) {
        size_t start = at, end;
        if (p[at] == '"') {
            start++;
            end = quick_quoted(p, start, last);
            if (end == SIZE_MAX || p[end + 1] != sep) break;
            at = end + 2;
        } else {
            if (byte_is_blank((char)p[at]) && p[at] != sep) break;
            end = quick_plain(p, at, last, seps);
            if (end == SIZE_MAX || p[end] != sep) break;
            at = end + 1;
        }
        r->cell[count++] = str_of(r->in.data + start, end - start);
    }
    r->pos = at;
    r->count = count;
}

static void end_line(struct csv_reader *r)
{
    if (is_at(r, r->pos, '\r')) r->pos++;
    if (is_at(r, r->pos, '\n')) {
        r->pos++;
        r->line_now++;
        r->line_start = r->pos;
    }
}

static bool is_line_end(const struct csv_reader *r)
{
    if (is_at(r, r->pos, '\n')) return true;
    return is_at(r, r->pos, '\r') && (r->pos + 1 == r->in.len || is_at(r, r->pos + 1, '\n'));
}

cordon_status csv_next(struct csv_reader *r, bool *ret_is_row, struct cordon_error *err)
{
    struct fault fault = { 0 };
    while (is_line_end(r)) end_line(r);
    size_t start = r->pos;
    r->line = r->line_now;
    r->count = 0;
    r->raw = STR_EMPTY;
    if (r->pos >= r->in.len) {
        *ret_is_row = false;
        return CORDON_OK;
    }
    for (;;) {
        quick_cells(r);
        str cell = is_at(r, r->pos, '"') ? read_quoted(r, &fault) : read_plain(r, &fault);
        if (r->count < CSV_CELLS_MAX)
            r->cell[r->count++] = cell;
        else
            note(&fault, r, CORDON_LIMIT, r->pos, "row has too many columns");
        if (!is_at(r, r->pos, r->sep)) break;
        r->pos++;
    }
    r->raw = str_sub(r->in, start, r->pos);
    end_line(r);
    if (fault.status) {
        uint32_t column = fault.column < UINT32_MAX ? (uint32_t)fault.column : UINT32_MAX;
        return error_at(err, fault.status, STR_EMPTY, fault.line, column, "%s", fault.what);
    }
    *ret_is_row = true;
    return CORDON_OK;
}

/* --- separator ------------------------------------------------------------------------------ */

bool csv_guess_sep(str text, char *ret_sep)
{
    static const char seps[] = ",;\t|";
    size_t count[4] = { 0 }, best = 0;
    bool is_quoted = false, is_whole = false;
    for (size_t i = 0; i < text.len && !is_whole; i++) {
        char c = text.data[i];
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        is_whole = c == '\n';
        for (size_t k = 0; k < 4; k++)
            if (c == seps[k]) count[k]++;
    }
    for (size_t k = 1; k < 4; k++)
        if (count[k] > count[best]) best = k;
    *ret_sep = seps[best];
    return is_whole;
}

/* --- the end of rows ------------------------------------------------------------------------ */

enum scan_state {
    CELL_START = 0,
    PLAIN,
    QUOTED,
    QUOTE_SEEN, /* the end of the cell, or the first half of `""` */
};

bool csv_scan_is_quoted(const struct csv_scan *s)
{
    return s->state == QUOTED;
}

/** Behind a byte that is not inside quotes: the state that follows it. */
static enum scan_state after_plain(struct csv_scan *s, char c)
{
    if (c == s->sep) return CELL_START;
    if (c == '"' && s->state == CELL_START) {
        s->quote_line = s->line;
        return QUOTED;
    }
    if (c == '"' && s->state == QUOTE_SEEN) return QUOTED;
    return PLAIN;
}

size_t csv_scan_row(struct csv_scan *s, str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        if (s->state == QUOTED) {
            size_t n = str_index(str_from(bytes, i), '"');
            s->line += str_count(str_sub(bytes, i, i + n), '\n');
            i += n;
            if (i < bytes.len) s->state = QUOTE_SEEN;
            continue;
        }
        char c = bytes.data[i];
        if (c == '\n') {
            s->state = CELL_START;
            s->line++;
            return i + 1;
        }
        s->state = (uint8_t)after_plain(s, c);
    }
    return SIZE_MAX;
}
