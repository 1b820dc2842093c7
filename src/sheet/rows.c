/* One sheet of a workbook, row by row. */
#include "sheet/parts.h"

#include "base/date.h"
#include "base/num.h"

#include <stdio.h>

/* --- numbers and dates ------------------------------------------------------------------------ */

/** A decimal number as digits and the place of its point. */
struct decimal {
    char digits[64];
    int  count;
    int  point; /* digits before it; may be negative or above count */
    bool is_negative;
};

static bool read_decimal(str s, struct decimal *d)
{
    size_t i = 0;
    bool has_point = false;
    int exponent = 0, sign = 1;
    *d = (struct decimal){ .count = 0 };
    if (s.len && (s.data[0] == '-' || s.data[0] == '+')) d->is_negative = s.data[i++] == '-';
    for (; i < s.len && (byte_is_digit(s.data[i]) || (s.data[i] == '.' && !has_point)); i++) {
        if (s.data[i] == '.') {
            has_point = true;
            continue;
        }
        if (d->count == (int)sizeof d->digits) return false;
        if (!has_point) d->point++;
        d->digits[d->count++] = s.data[i];
    }
    if (d->count == 0) return false;
    if (i < s.len && (s.data[i] == 'E' || s.data[i] == 'e')) {
        i++;
        if (i < s.len && (s.data[i] == '-' || s.data[i] == '+')) sign = s.data[i++] == '-' ? -1 : 1;
        if (i == s.len || s.len - i > 3) return false;
        for (; i < s.len && byte_is_digit(s.data[i]); i++) exponent = exponent * 10 + s.data[i] - '0';
    }
    d->point += sign * exponent;
    return i == s.len;
}

static int digit_at(const struct decimal *d, int at)
{
    return at >= 0 && at < d->count ? d->digits[at] - '0' : 0;
}

/* A spreadsheet keeps fifteen digits of a number that is typed: what is longer has lost the rest, and says so as
 * it would in a table, "1.23456789012345E+18". A sixteenth digit that is still there was written by a
 * program, and is true as long as a double holds it. */
static bool is_rounded(const struct decimal *d)
{
    enum { KEPT = 15 };
    const uint64_t exact = (uint64_t)1 << 53;
    uint64_t v = 0;
    if (d->point <= KEPT) return false;
    for (int i = d->point; i < d->count; i++)
        if (digit_at(d, i)) return false;
    if (d->point > KEPT + 1) return true;
    for (int i = 0; i < d->point; i++) v = v * 10 + (unsigned)digit_at(d, i);
    return digit_at(d, KEPT) == 0 || v > exact;
}

static void add_rounded(const struct decimal *d, struct buf *out)
{
    if (d->is_negative) buf_add_byte(out, '-');
    buf_add_byte(out, (char)('0' + digit_at(d, 0)));
    buf_add_byte(out, '.');
    for (int i = 1; i < 15; i++) buf_add_byte(out, (char)('0' + digit_at(d, i)));
    buf_printf(out, "E+%d", d->point - 1);
}

void sheet_number_text(str number, struct buf *out)
{
    struct decimal d;
    bool is_plain = str_index(number, 'E') == number.len && str_index(number, 'e') == number.len;
    if (read_decimal(number, &d) && is_rounded(&d)) {
        add_rounded(&d, out);
        return;
    }
    if (is_plain || !read_decimal(number, &d) || d.point > 40 || d.point < -20) {
        buf_add(out, number);
        return;
    }
    if (d.is_negative) buf_add_byte(out, '-');
    if (d.point <= 0) buf_add_byte(out, '0');
    for (int i = 0; i < d.point; i++) buf_add_byte(out, (char)('0' + digit_at(&d, i)));
    int last = d.count;
    while (last > d.point && digit_at(&d, last - 1) == 0) last--;
    if (last <= d.point) return;
    buf_add_byte(out, '.');
    for (int i = d.point; i < last; i++) buf_add_byte(out, (char)('0' + digit_at(&d, i)));
}

enum { SERIAL_LAST = 2958465 }; /* 9999-12-31 in the system of 1900 */

bool sheet_date_text(str serial, enum sheet_style style, bool is_1904, struct buf *out)
{
    struct decimal d;
    char text[16];
    int64_t days = 0;
    uint64_t part = 0;
    if (!read_decimal(serial, &d) || d.is_negative || d.point > 7) return false;
    for (int i = 0; i < d.point; i++) days = days * 10 + digit_at(&d, i);
    for (int i = 0; i < 12; i++) part = part * 10 + (uint64_t)digit_at(&d, d.point + i);
    uint64_t seconds = (part * 86400 + 500000000000u) / 1000000000000u;
    if (seconds == 86400) {
        days++;
        seconds = 0;
    }
    if (days > SERIAL_LAST) return false;
    unsigned h = (unsigned)(seconds / 3600), m = (unsigned)(seconds / 60 % 60);
    unsigned s = (unsigned)(seconds % 60);
    /* in Japan and Korea some formats show a day that elsewhere show a time; no time has a year's hours */
    if (style == STYLE_TIME && days < 366) {
        buf_printf(out, "%02u:%02u:%02u", h + 24 * (unsigned)days, m, s);
        return true;
    }
    int32_t base = is_1904 ? date_days(1904, 1, 1) : date_days(1899, 12, 30);
    if (!is_1904 && days < 60) base++; /* the 29 February 1900 that never was is day 60 */
    if (!is_1904 && days == 0) return false;
    date_text(base + (int32_t)days, text);
    buf_add(out, str_c(text));
    if (seconds || style == STYLE_DATE_TIME) buf_printf(out, "T%02u:%02u:%02u", h, m, s);
    return true;
}

/* --- cells ------------------------------------------------------------------------------------ */

/** "BC12" -> 55; 0 when there are no letters. */
static uint32_t column_of(str ref)
{
    uint32_t n = 0;
    for (size_t i = 0; i < ref.len && byte_is_alpha(ref.data[i]) && n < 1u << 24; i++)
        n = n * 26 + (uint32_t)(byte_upper(ref.data[i]) - 'A') + 1;
    return n;
}

static bool shared_text(const struct sheet_strings *s, str number, str *ret)
{
    uint64_t n;
    uint32_t from = 0, to;
    if (!s || !num_parse_u64(str_trim(number), UINT32_MAX, &n)) return false;
    if (n >= s->ends.len / sizeof to) return false;
    if (n) memcpy(&from, s->ends.data + (n - 1) * sizeof from, sizeof from);
    memcpy(&to, s->ends.data + n * sizeof to, sizeof to);
    *ret = str_sub(buf_str(&s->text), from, to);
    return true;
}

static enum sheet_style style_of(const struct sheet_reader *r)
{
    if (!r->styles || r->style >= r->styles->kinds.len) return STYLE_NUMBER;
    return (enum sheet_style)r->styles->kinds.data[r->style];
}

/* What a number is, as its format shows it. */
static enum sheet_kind add_number(struct sheet_reader *r, str number)
{
    enum sheet_style style = style_of(r);
    if (style != STYLE_NUMBER && sheet_date_text(number, style, r->is_1904, &r->row.text))
        return SHEET_DATE;
    sheet_number_text(number, &r->row.text);
    return SHEET_NUMBER;
}

/** The value in hand goes into the row; *ret_kind says what it is. */
static cordon_status add_value(struct sheet_reader *r, enum sheet_kind *ret_kind)
{
    str value = buf_str(&r->value), text, type = str_c(r->type);
    *ret_kind = SHEET_TEXT;
    if (str_eq(type, STR("s"))) {
        if (!shared_text(r->strings, value, &text))
            return error_set(r->part.err, CORDON_SYNTAX,
                             "row %llu: a cell names text %.*s, which the workbook does not have",
                             (unsigned long long)r->row_now, STR_ARG(value));
        buf_add(&r->row.text, text);
    } else if (str_eq(type, STR("inlineStr")) || str_eq(type, STR("str"))) {
        strings_add_text(&r->row.text, value);
    } else if (str_eq(type, STR("b"))) {
        *ret_kind = SHEET_BOOL;
        buf_add(&r->row.text, str_eq(str_trim(value), STR("1")) ? STR("true") : STR("false"));
    } else if (str_eq(type, STR("d")) || str_eq(type, STR("e"))) {
        *ret_kind = str_eq(type, STR("d")) ? SHEET_DATE : SHEET_ERROR;
        buf_add(&r->row.text, value);
    } else {
        *ret_kind = add_number(r, str_trim(value));
    }
    return CORDON_OK;
}

static cordon_status end_cell(struct sheet_reader *r)
{
    struct sheet_row *row = &r->row;
    enum sheet_kind kind = SHEET_TEXT;
    if (r->value.len == 0) return CORDON_OK;
    if (r->column_now > SHEET_COLUMNS_MAX)
        return error_set(r->part.err, CORDON_LIMIT,
                         "row %llu has a cell in column %u; a sheet may have %d columns",
                         (unsigned long long)r->row_now, r->column_now, SHEET_COLUMNS_MAX);
    if (row->count && row->cell[row->count - 1].column >= r->column_now)
        return error_set(r->part.err, CORDON_SYNTAX, "row %llu has its cells out of order",
                         (unsigned long long)r->row_now);
    size_t from = row->text.len;
    cordon_status st = add_value(r, &kind);
    if (st) return st;
    if (row->text.failed)
        return row->text.over ? error_set(r->part.err, CORDON_LIMIT,
                                          "row %llu is longer than %d bytes",
                                          (unsigned long long)r->row_now, SHEET_ROW_TEXT_MAX)
                              : error_nomem(r->part.err);
    if (row->text.len == from) return CORDON_OK;
    row->cell[row->count].column = r->column_now;
    row->cell[row->count].from = (uint32_t)from;
    row->cell[row->count].to = (uint32_t)row->text.len;
    row->cell[row->count++].kind = kind;
    return CORDON_OK;
}

static cordon_status begin_row(struct sheet_reader *r, const char **attrs)
{
    uint64_t n;
    if (r->in_row)
        return error_set(r->part.err, CORDON_SYNTAX, "row %llu holds another row",
                         (unsigned long long)r->row_now);
    r->in_row = true;
    bool is_said = num_parse_u64(sheet_part_attr(attrs, "r"), UINT32_MAX, &n);
    n = is_said ? n : r->row_now + 1;
    if (n <= r->row_now)
        return error_set(r->part.err, CORDON_SYNTAX, "row %llu comes after row %llu",
                         (unsigned long long)n, (unsigned long long)r->row_now);
    if (n > SHEET_ROWS_MAX)
        return error_set(r->part.err, CORDON_LIMIT, "a sheet may have %d rows", SHEET_ROWS_MAX);
    r->row_now = n;
    r->column_now = 0;
    r->row.number = n;
    r->row.count = 0;
    buf_reset(&r->row.text);
    return CORDON_OK;
}

static cordon_status begin_cell(struct sheet_reader *r, const char **attrs)
{
    uint64_t style;
    if (!r->in_row || r->in_cell)
        return error_set(r->part.err, CORDON_SYNTAX, "behind row %llu: a cell that stands in no row",
                         (unsigned long long)r->row_now);
    r->in_cell = true;
    uint32_t column = column_of(sheet_part_attr(attrs, "r"));
    str type = sheet_part_attr(attrs, "t");
    r->column_now = column ? column : r->column_now + 1;
    r->style = num_parse_u64(sheet_part_attr(attrs, "s"), UINT32_MAX, &style) ? (uint32_t)style : 0;
    snprintf(r->type, sizeof r->type, "%.*s", type.len < 11 ? (int)type.len : 11,
             type.len ? type.data : "");
    buf_reset(&r->value);
    return CORDON_OK;
}

str sheet_row_text(const struct sheet_row *row, uint32_t column)
{
    for (size_t i = 0; i < row->count && row->cell[i].column <= column; i++)
        if (row->cell[i].column == column)
            return str_sub(buf_str(&row->text), row->cell[i].from, row->cell[i].to);
    return STR_EMPTY;
}

/* --- elements --------------------------------------------------------------------------------- */

static void element_start(void *ctx, str name, const char **attrs)
{
    struct sheet_reader *r = ctx;
    cordon_status st = CORDON_OK;
    if (str_eq(name, STR("sheetData")))
        r->in_data = true;
    else if (!r->in_data)
        return;
    else if (str_eq(name, STR("row")))
        st = begin_row(r, attrs);
    else if (str_eq(name, STR("c")))
        st = begin_cell(r, attrs);
    else if (str_eq(name, STR("v")))
        r->part.wants_text = true;
    else if (str_eq(name, STR("is")))
        r->in_inline = true;
    else if (str_eq(name, STR("rPh")))
        r->in_phonetic = true;
    else if (str_eq(name, STR("t")))
        r->part.wants_text = r->in_inline && !r->in_phonetic;
    if (st) sheet_part_stop(&r->part, st);
}

static cordon_status take_text(struct sheet_reader *r)
{
    buf_add(&r->value, buf_str(&r->part.text));
    buf_reset(&r->part.text);
    r->part.wants_text = false;
    if (!r->value.failed) return CORDON_OK;
    return r->value.over ? error_set(r->part.err, CORDON_LIMIT,
                                     "row %llu: a cell is longer than %d bytes",
                                     (unsigned long long)r->row_now, SHEET_TEXT_MAX)
                         : error_nomem(r->part.err);
}

static void element_end(void *ctx, str name)
{
    struct sheet_reader *r = ctx;
    cordon_status st = CORDON_OK;
    if (r->part.wants_text && (str_eq(name, STR("v")) || str_eq(name, STR("t")))) st = take_text(r);
    if (str_eq(name, STR("rPh"))) r->in_phonetic = false;
    if (str_eq(name, STR("is"))) r->in_inline = false;
    if (!st && r->in_cell && str_eq(name, STR("c"))) {
        r->in_cell = false;
        st = end_cell(r);
    }
    if (!st && r->in_row && str_eq(name, STR("row"))) {
        r->in_row = false;
        if (r->row.count) st = r->take(r->take_ctx, &r->row);
    }
    if (str_eq(name, STR("sheetData"))) {
        r->in_data = false;
        r->is_done = true;
    }
    if (st) sheet_part_stop(&r->part, st);
}

void sheet_reader_init(struct sheet_reader *r)
{
    memset(r, 0, sizeof *r);
    r->part.ctx = r;
    r->part.start = element_start;
    r->part.end = element_end;
    r->part.title = "sheet";
    buf_init(&r->row.text, SHEET_ROW_TEXT_MAX);
    buf_init(&r->value, SHEET_TEXT_MAX);
}

void sheet_reader_release(struct sheet_reader *r)
{
    sheet_part_end(&r->part);
    buf_release(&r->row.text);
    buf_release(&r->value);
}
