/* Any file as UTF-8 text: told apart by its first bytes, decoded as it is read. */
#include "map/map.h"

#include "base/mem.h"
#include "base/num.h"
#include "map/workbook.h"
#include "sheet/sheet.h"

#include <stdio.h>

enum { HEAD_LEN = 16 /* bytes that tell the form: a pipe may give no more for a while */, TAKE = 64 << 10 };

/* --- what is it ------------------------------------------------------------------------------- */

static bool has_zero_at(str s, size_t parity)
{
    if (s.len < 4) return false;
    for (size_t i = 0; i + 1 < s.len && i < 16; i += 2)
        if (s.data[i + parity] || !s.data[i + 1 - parity]) return false;
    return true;
}

static cordon_status tell_form(struct map_source *s, struct cordon_error *err)
{
    str head = buf_str(&s->head);
    if (str_starts(head, STR("PK\3\4"))) {
        s->form = MAP_FORM_XLSX;
    } else if (str_starts(head, STR("\xD0\xCF\x11\xE0"))) {
        return error_set(err, CORDON_SYNTAX,
                         "is an old .xls workbook, or one with a password; save it as .xlsx without "
                         "a password, or as CSV UTF-8");
    } else if (str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF"))) {
        s->form = MAP_FORM_UTF16;
        s->is_big = head.data[0] == '\xFE';
        s->head_at = 2;
    } else if (has_zero_at(head, 1) || has_zero_at(head, 0)) {
        s->form = MAP_FORM_UTF16;
        s->is_big = has_zero_at(head, 0);
    }
    return CORDON_OK;
}

static cordon_status fill_head(struct map_source *s, size_t want, struct cordon_error *err)
{
    while (!s->is_end && s->head.len < want) {
        size_t len = s->head.len, got = 0;
        char *at = buf_take(&s->head, TAKE);
        if (!at)
            return s->head.over ? error_set(err, CORDON_LIMIT, "a workbook may have %d MiB",
                                            SHEET_FILE_MAX >> 20)
                                : error_nomem(err);
        cordon_status st = os_reader_read(&s->reader, at, TAKE, &got, err);
        s->head.len = len + got;
        if (st) return st;
        s->is_end = got == 0;
    }
    return CORDON_OK;
}

/** The whole file is in s->head: open it as a workbook. */
static cordon_status open_book(struct map_source *s, str bytes, str sheet,
                               const struct cordon_map *map, struct cordon_error *err)
{
    if (sheet.len == 0 && map) sheet = map->sheet;
    cordon_status st = map_workbook_open(bytes, sheet, map, &s->book, err);
    if (!st) s->sheet = map_workbook_sheet(s->book);
    return st;
}

static cordon_status no_sheets(struct cordon_error *err)
{
    return error_set(err, CORDON_ARGUMENT, "is no workbook; leave --sheet out");
}

static cordon_status open_head(struct map_source *s, str sheet, const struct cordon_map *map,
                               struct cordon_error *err)
{
    cordon_status st = fill_head(s, HEAD_LEN, err);
    if (!st) st = tell_form(s, err);
    if (st) return st;
    if (s->form != MAP_FORM_XLSX) return sheet.len ? no_sheets(err) : CORDON_OK;
    st = fill_head(s, SIZE_MAX, err);
    return st ? st : open_book(s, buf_str(&s->head), sheet, map, err);
}

static void init(struct map_source *s, const char *path)
{
    *s = (struct map_source){ .reader = OS_READER_INIT, .path = path };
    buf_init(&s->head, SHEET_FILE_MAX);
    buf_init(&s->rows, MAP_PIECE_MAX);
}

static cordon_status in_file(const struct map_source *s, cordon_status st, struct cordon_error *err)
{
    char name[256];
    if (!st || !err || err->file[0] || !s->path) return st;
    if (!s->sheet.len) {
        error_in_file(err, str_c(s->path));
        return st;
    }
    snprintf(name, sizeof name, "%.180s!%.*s", s->path, s->sheet.len < 64 ? (int)s->sheet.len : 64,
             s->sheet.data);
    error_in_file(err, str_c(name));
    return st;
}

cordon_status map_source_open(const char *path, str sheet, const struct cordon_map *map,
                              struct map_source *ret_source, struct cordon_error *err)
{
    struct map_source *s = ret_source;
    init(s, path);
    cordon_status st = os_reader_open(path, &s->reader, err);
    if (!st) st = open_head(s, sheet, map, err);
    if (st) {
        (void)in_file(s, st, err);
        map_source_close(s);
    }
    return st;
}

cordon_status map_source_bytes(str bytes, str sheet, const struct cordon_map *map,
                               struct map_source *ret_source, struct cordon_error *err)
{
    struct map_source *s = ret_source;
    init(s, NULL);
    s->is_end = true;
    buf_add(&s->head, bytes);
    cordon_status st = s->head.failed ? error_nomem(err) : tell_form(s, err);
    if (!st && s->form == MAP_FORM_XLSX) st = open_book(s, buf_str(&s->head), sheet, map, err);
    if (!st && s->form != MAP_FORM_XLSX && sheet.len) st = no_sheets(err);
    if (st) map_source_close(s);
    return st;
}

void map_source_close(struct map_source *s)
{
    map_workbook_close(s->book);
    s->book = NULL;
    buf_release(&s->head);
    buf_release(&s->rows);
    os_reader_close(&s->reader);
}

/* --- reading ---------------------------------------------------------------------------------- */

/** Bytes of the file: first those that were looked at. */
static cordon_status read_raw(struct map_source *s, char *data, size_t cap, size_t *ret_len,
                              struct cordon_error *err)
{
    size_t left = s->head.len - s->head_at;
    *ret_len = 0;
    if (left == 0) {
        if (s->is_end) return CORDON_OK;
        return os_reader_read(&s->reader, data, cap, ret_len, err);
    }
    size_t n = left < cap ? left : cap;
    memcpy(data, s->head.data + s->head_at, n);
    s->head_at += n;
    *ret_len = n;
    return CORDON_OK;
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/** One unit of UTF-16. Half a pair becomes a byte that is no UTF-8, so that its cell is told. */
static size_t put_unit(struct map_source *s, uint16_t unit, char *out)
{
    size_t n = 0;
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (s->high && is_low) {
        uint32_t c = 0x10000 + ((uint32_t)(s->high - 0xD800) << 10) + (unit - 0xDC00u);
        s->high = 0;
        return put_utf8(out, c);
    }
    if (s->high) out[n++] = '\xFF';
    s->high = 0;
    if (is_low)
        out[n++] = '\xFF';
    else if (unit >= 0xD800 && unit <= 0xDBFF)
        s->high = unit;
    else
        n += put_utf8(out + n, unit);
    return n;
}

static cordon_status read_utf16(struct map_source *s, char *data, size_t cap, size_t *ret_len,
                                struct cordon_error *err)
{
    char raw[4096];
    size_t got, n = 0, want = cap / 5 < sizeof raw ? cap / 5 : sizeof raw; /* 2 bytes make 4 at most */
    while (n == 0) {
        cordon_status st = read_raw(s, raw, want, &got, err);
        if (st) return st;
        if (got == 0) {
            if (s->has_odd || s->high) data[n++] = '\xFF';
            s->has_odd = false;
            s->high = 0;
            break;
        }
        for (size_t i = 0; i < got; i++) {
            uint8_t b = (uint8_t)raw[i];
            if (!s->has_odd) {
                s->odd = b;
                s->has_odd = true;
                continue;
            }
            s->has_odd = false;
            n += put_unit(s, (uint16_t)(s->is_big ? s->odd << 8 | b : b << 8 | s->odd), data + n);
        }
    }
    *ret_len = n;
    return CORDON_OK;
}

static cordon_status read_rows(struct map_source *s, char *data, size_t cap, size_t *ret_len,
                               struct cordon_error *err)
{
    bool is_end = false;
    *ret_len = 0;
    if (s->rows_at == s->rows.len) {
        buf_reset(&s->rows);
        s->rows_at = 0;
        cordon_status st = map_workbook_read(s->book, &s->rows, &is_end, err);
        if (st || is_end) return st;
    }
    size_t left = s->rows.len - s->rows_at, n = left < cap ? left : cap;
    memcpy(data, s->rows.data + s->rows_at, n);
    s->rows_at += n;
    *ret_len = n;
    return CORDON_OK;
}

cordon_status map_source_read(struct map_source *s, char *data, size_t cap, size_t *ret_len,
                              struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    if (os_interrupted()) return error_set(err, CORDON_INTERRUPTED, "interrupted");
    switch (s->form) {
    case MAP_FORM_TEXT: st = read_raw(s, data, cap, ret_len, err); break;
    case MAP_FORM_UTF16: st = read_utf16(s, data, cap, ret_len, err); break;
    case MAP_FORM_XLSX: st = read_rows(s, data, cap, ret_len, err); break;
    }
    return in_file(s, st, err);
}

/* --- encodings -------------------------------------------------------------------------------- */

static bool is_in(unsigned char b, unsigned low, unsigned high)
{
    return b >= low && b <= high;
}

const char *map_guess_encoding(str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.data;
    size_t high = 0, cp949 = 0, sjis = 0, euc_jp = 0;
    for (size_t i = 0; i < bytes.len; i++) high += p[i] >= 0x80;
    for (size_t i = 0; i + 1 < bytes.len;) { /* the everyday letters of each, by their pairs */
        bool is_pair = p[i] >= 0x80;
        if (is_in(p[i], 0xB0, 0xC8) && is_in(p[i + 1], 0xA1, 0xFE)) cp949 += 2;
        if (is_in(p[i], 0x82, 0x83) && is_in(p[i + 1], 0x40, 0xF1)) sjis += 2;
        if (is_in(p[i], 0x88, 0x9F) && is_in(p[i + 1], 0x40, 0xFC)) sjis += 2;
        if (is_in(p[i], 0xA4, 0xA5) && is_in(p[i + 1], 0xA1, 0xF6)) euc_jp += 2;
        i += is_pair ? 2 : 1;
    }
    if (high == 0) return "UTF-8";
    if (sjis > cp949 && sjis * 2 > high) return "Shift_JIS";
    if (euc_jp * 3 > high) return "EUC-JP";
    if (cp949 * 2 > high) return "CP949";
    return "Windows-1252";
}

/* --- binding ---------------------------------------------------------------------------------- */

static cordon_status bind_row(const struct cordon_map *map, const struct map_source *source,
                              const struct split_block *block, struct csv_reader *csv,
                              struct arena *arena, struct record_header **ret_header,
                              struct cordon_error *err)
{
    bool is_row, is_book = source->form == MAP_FORM_XLSX;
    csv_init(csv, block->bytes, block->sep, block->line, arena);
    cordon_status st = csv_next(csv, &is_row, err);
    if (st) return st;
    if (!is_row)
        return error_at(err, CORDON_SYNTAX, STR_EMPTY, block->line, 0, "the first line is empty");
    size_t skip = is_book ? 1 : 0;
    struct plan_table t = { .count = csv->count - skip, .is_numbered = is_book,
                            .sheet = source->sheet };
    str *names = arena_calloc(arena, t.count, sizeof *names);
    if (!names) return error_nomem(err);
    t.names = names;
    st = column_names(csv->cell + skip, t.count, arena, names, err);
    if (!st) st = record_header_map(&map->spec, &t, ret_header, err);
    if (st && err && !is_book) err->line = csv->line;
    return st;
}

cordon_status map_bind(const struct cordon_map *map, const struct map_source *source,
                       const struct split_block *block, struct record_header **ret_header,
                       struct cordon_error *err)
{
    struct arena arena;
    if (!block) return in_file(source, record_header_map(&map->spec, NULL, ret_header, err), err);
    if (block->fault) return in_file(source, split_fault_say(block, err), err);
    struct csv_reader *csv = mem_alloc(sizeof *csv);
    if (!csv) return error_nomem(err);
    arena_init(&arena, MAP_ARENA_MAX);
    cordon_status st = bind_row(map, source, block, csv, &arena, ret_header, err);
    arena_release(&arena);
    mem_free(csv);
    return in_file(source, st, err);
}
