/* Tables in CSV: what text the file is, its rows, and its headings. */
#include "list/table_text.h"

#include "base/csv.h"
#include "base/mem.h"

enum { HEAD_BYTES = 64 << 10 }; /* enough for the header of any list */

/* --- headings ------------------------------------------------------------------------------- */

/* Cut the next letter off, folded; 0 at the end. Blanks of every width are passed over. */
static uint32_t next_letter(str *s)
{
    while (s->len) {
        const unsigned char *p = (const unsigned char *)s->data;
        uint32_t c = p[0];
        size_t len = 1;
        if (c >= 0xE0 && c < 0xF0 && s->len >= 3) {
            c = (c & 0xF) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
            len = 3;
        } else if (c >= 0xC2 && c < 0xE0 && s->len >= 2) {
            c = (c & 0x1F) << 6 | (p[1] & 0x3Fu);
            len = 2;
        }
        *s = str_from(*s, len);
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0; /* full width */
        if (c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0xFEFF) continue;
        return c < 0x80 ? (unsigned char)byte_lower((char)c) : c;
    }
    return 0;
}

bool table_same_heading(str name, str heading, bool is_loose)
{
    if (!is_loose) return str_eq(str_trim(heading), name);
    for (;;) {
        uint32_t a = next_letter(&name), b = next_letter(&heading);
        if (a != b) return false;
        if (a == 0) return true;
    }
}

/* --- what text it is ------------------------------------------------------------------------ */

/* Unicode of the bytes 0x80..0x9F in Windows-1252; 0: no letter. src: windows-1252 */
static const uint16_t high_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static cordon_status fail_at(const struct list_file *file, size_t at, struct cordon_error *err,
                             const char *what)
{
    str before = str_sub(file->bytes, 0, at);
    uint64_t line = 1 + str_count(before, '\n');
    size_t start = before.len;
    while (start && before.data[start - 1] != '\n') start--;
    return error_at(err, CORDON_SYNTAX, file->name, line, (uint32_t)(at - start + 1), "%s", what);
}

/* First byte that Windows-1252 has no letter for, or the length. */
static size_t first_not_1252(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c >= 0x80 && c < 0xA0 && !high_1252[c - 0x80]) return i;
    }
    return s.len;
}

static cordon_status check_begin(const struct table_plan *plan, const struct list_file *file,
                                 struct cordon_error *err)
{
    str s = str_trim(file->bytes);
    if (s.len == 0) return error_at(err, CORDON_SYNTAX, file->name, 0, 0, "the file is empty");
    if (str_starts(s, STR("\xFF\xFE")) || str_starts(s, STR("\xFE\xFF")))
        return error_at(err, CORDON_SYNTAX, file->name, 1, 1, "the file is UTF-16; %s is not",
                        plan->title);
    if (str_starts(s, STR("\xEF\xBB\xBF"))) s = str_trim(str_from(s, 3));
    if (str_starts(s, STR("<")))
        return error_at(err, CORDON_SYNTAX, file->name, 1, 1,
                        "the file is a web page or XML, not a table; fetch it again");
    return CORDON_OK;
}

/* Checks the bytes. *ret_is_1252: cells have to be brought to UTF-8. */
static cordon_status check_text(const struct table_plan *plan, const struct list_file *file,
                                bool *ret_is_1252, struct cordon_error *err)
{
    str s = file->bytes;
    size_t bad;
    cordon_status st = check_begin(plan, file, err);
    if (st) return st;
    *ret_is_1252 = false;
    if (!str_is_utf8(s, &bad)) {
        if (!plan->has_1252 || str_starts(s, STR("\xEF\xBB\xBF")))
            return fail_at(file, bad, err, "bytes that are not UTF-8");
        bad = first_not_1252(s);
        if (bad < s.len) return fail_at(file, bad, err, "a byte that is not Windows-1252");
        *ret_is_1252 = true;
    }
    bad = str_index(s, '\0'); /* blocks of zeros: a disk or transfer that failed */
    if (bad < s.len)
        return fail_at(file, bad, err, "a zero byte: the file is damaged; fetch it again");
    return CORDON_OK;
}

/* --- rows ----------------------------------------------------------------------------------- */

struct csv_source {
    struct table_source source;
    struct csv_reader   r;
    struct arena        arena; /* of cells with "", or that are not UTF-8: they live to the end */
    bool                is_1252;
};

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80) return false;
    return true;
}

static str from_1252(str s, struct arena *a)
{
    char *text = is_ascii(s) ? NULL : arena_alloc(a, s.len * 3);
    size_t n = 0;
    if (!text) return s; /* a failed arena ends the reading */
    for (size_t i = 0; i < s.len; i++) {
        unsigned c = (unsigned char)s.data[i];
        if (c >= 0x80 && c < 0xA0) c = high_1252[c - 0x80];
        if (c < 0x80) {
            text[n++] = (char)c;
        } else if (c < 0x800) {
            text[n++] = (char)(0xC0 | c >> 6);
            text[n++] = (char)(0x80 | (c & 0x3F));
        } else {
            text[n++] = (char)(0xE0 | c >> 12);
            text[n++] = (char)(0x80 | (c >> 6 & 0x3F));
            text[n++] = (char)(0x80 | (c & 0x3F));
        }
    }
    return str_of(text, n);
}

static cordon_status next_row(struct table_source *s, struct table_line *ret_line, bool *ret_is_row,
                              struct cordon_error *err)
{
    struct csv_source *c = (struct csv_source *)s;
    cordon_status st = csv_next(&c->r, ret_is_row, err);
    if (!st && *ret_is_row && c->is_1252)
        for (size_t i = 0; i < c->r.count; i++) c->r.cell[i] = from_1252(c->r.cell[i], &c->arena);
    if (c->arena.over)
        return error_at(err, CORDON_LIMIT, STR_EMPTY, c->r.line, 0,
                        "the table's texts take more than %d MiB of memory",
                        TABLE_MEMORY_MAX >> 20);
    if (c->arena.failed) return error_nomem(err);
    if (st || !*ret_is_row) return st;
    *ret_line = (struct table_line){ c->r.cell, c->r.count, c->r.raw, c->r.line };
    return CORDON_OK;
}

/* The separator of the first line with several columns; the line before a header has none. */
static char guess_sep(str text)
{
    char sep = ',';
    for (int i = 0; i < 3 && text.len; i++) {
        str line = str_sub(text, 0, str_index(text, '\n'));
        csv_guess_sep(line, &sep);
        if (str_count(line, sep) > 2) break;
        text = str_from(text, line.len + 1);
    }
    return sep;
}

static struct csv_source *source_new(const struct table_plan *plan, str text)
{
    struct csv_source *c = mem_calloc(1, sizeof *c);
    if (!c) return NULL;
    c->source.next = next_row;
    arena_init(&c->arena, TABLE_MEMORY_MAX);
    csv_init(&c->r, text, plan->sep ? plan->sep : guess_sep(text), 1, &c->arena);
    return c;
}

static void source_free(struct csv_source *c)
{
    arena_release(&c->arena);
    mem_free(c);
}

cordon_status table_csv(const struct table_plan *plan, const struct list_file *file, void *ctx,
                        struct list_report *report, struct cordon_error *err)
{
    bool is_1252;
    cordon_status st = check_text(plan, file, &is_1252, err);
    if (st) return st;
    struct csv_source *c = source_new(plan, file->bytes);
    if (!c) return error_nomem(err);
    c->is_1252 = is_1252;
    st = table_read(plan, &c->source, file->name, ctx, report, err);
    source_free(c);
    if (!st && file->bytes.data[file->bytes.len - 1] != '\n')
        list_doubt(report, "the file does not end with a line end: it may be cut in its last row");
    return st;
}

bool table_recognise(const struct table_plan *plan, const struct list_file *file)
{
    struct csv_source *c = source_new(plan, str_sub(file->bytes, 0, HEAD_BYTES));
    bool is_like = c && table_begins(plan, &c->source);
    if (c) source_free(c);
    return is_like;
}
