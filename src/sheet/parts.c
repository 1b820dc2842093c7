/* The small parts of a workbook: its index, styles, and the texts that cells share. */
#include "sheet/parts.h"

#include "base/num.h"

/* --- index: workbook.xml and the .rels beside it --------------------------------------------- */

static bool is_true(str s)
{
    return str_eq(s, STR("1")) || str_eq_nocase(s, STR("true"));
}

static cordon_status add_link(struct sheet_index *x, const char **attrs, struct cordon_error *err)
{
    if (x->link_count == x->link_room) {
        size_t room = x->link_room ? x->link_room * 2 : 16;
        struct sheet_link *links = arena_alloc(&x->arena, room * sizeof *links);
        if (!links) return error_nomem(err);
        if (x->link_count) memcpy(links, x->links, x->link_count * sizeof *links);
        x->links = links;
        x->link_room = room;
    }
    x->links[x->link_count++] = (struct sheet_link){
        .id = arena_str(&x->arena, sheet_part_attr(attrs, "Id")),
        .type = arena_str(&x->arena, sheet_part_attr(attrs, "Type")),
        .target = arena_str(&x->arena, sheet_part_attr(attrs, "Target")),
    };
    return x->arena.failed ? error_nomem(err) : CORDON_OK;
}

static cordon_status add_sheet(struct sheet_index *x, const char **attrs, struct cordon_error *err)
{
    if (x->sheet_count == SHEET_SHEETS_MAX)
        return error_set(err, CORDON_LIMIT, "workbook has more than %d sheets", SHEET_SHEETS_MAX);
    str state = sheet_part_attr(attrs, "state");
    size_t i = x->sheet_count++;
    x->sheet[i].name = arena_str(&x->arena, sheet_part_attr(attrs, "name"));
    x->sheet[i].id = arena_str(&x->arena, sheet_part_attr(attrs, "id"));
    x->sheet[i].is_hidden = state.len && !str_eq(state, STR("visible"));
    return x->arena.failed ? error_nomem(err) : CORDON_OK;
}

static void index_start(void *ctx, str name, const char **attrs)
{
    struct index_reader *r = ctx;
    cordon_status st = CORDON_OK;
    if (str_eq(name, STR("Relationship")))
        st = add_link(r->into, attrs, r->part.err);
    else if (str_eq(name, STR("sheet")))
        st = add_sheet(r->into, attrs, r->part.err);
    else if (str_eq(name, STR("workbookPr")))
        r->into->is_1904 = is_true(sheet_part_attr(attrs, "date1904"));
    if (st && r->into->arena.over)
        st = error_set(r->part.err, CORDON_LIMIT, "the workbook's index is too large");
    if (st) sheet_part_stop(&r->part, st);
}

static void index_end(void *ctx, str name)
{
    (void)ctx;
    (void)name;
}

void index_reader_init(struct index_reader *r, struct sheet_index *into)
{
    *r = (struct index_reader){ .into = into };
    r->part.ctx = r;
    r->part.start = index_start;
    r->part.end = index_end;
    r->part.title = "workbook";
}

/* --- properties: docProps/core.xml ----------------------------------------------------------- */

static void core_start(void *ctx, str name, const char **attrs)
{
    struct core_reader *r = ctx;
    (void)attrs;
    r->part.wants_text = str_eq(name, STR("modified"));
}

static void core_end(void *ctx, str name)
{
    struct core_reader *r = ctx;
    if (r->part.wants_text && str_eq(name, STR("modified"))) {
        r->into->modified = arena_str(&r->into->arena, str_trim(buf_str(&r->part.text)));
        if (r->into->arena.failed) sheet_part_stop(&r->part, error_nomem(r->part.err));
    }
    r->part.wants_text = false;
}

void core_reader_init(struct core_reader *r, struct sheet_index *into)
{
    *r = (struct core_reader){ .into = into };
    r->part.ctx = r;
    r->part.start = core_start;
    r->part.end = core_end;
    r->part.title = "properties";
}

/* --- styles ---------------------------------------------------------------------------------- */

/** Built-in formats that show dates and times; src: ecma-376 (18.8.30). */
static enum sheet_style builtin_kind(uint32_t id)
{
    if (id == 22) return STYLE_DATE_TIME;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ||
        id == 55 || id == 56)
        return STYLE_TIME;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return STYLE_DATE;
    return STYLE_NUMBER;
}

enum sheet_style sheet_format_style(str code)
{
    bool has_day = false, has_month = false, has_clock = false;
    if (str_starts_nocase(code, STR("general"))) return STYLE_NUMBER;
    for (size_t i = 0; i < code.len; i++) {
        char c = byte_lower(code.data[i]);
        if (c == ';') break; /* what follows is for negative numbers */
        if (c == '"') {
            while (i + 1 < code.len && code.data[i + 1] != '"') i++;
            i++;
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '[') {
            char first = i + 1 < code.len ? byte_lower(code.data[i + 1]) : ']';
            char next = i + 2 < code.len ? byte_lower(code.data[i + 2]) : ']';
            if (strchr("hms", first) && (next == ']' || next == first)) has_clock = true;
            while (i < code.len && code.data[i] != ']') i++;
        } else if (c == 'y' || c == 'd') {
            has_day = true;
        } else if (c == 'm') {
            has_month = true;
        } else if (c == 'h' || c == 's') {
            has_clock = true;
        } else if (c == '0' || c == '#' || c == '?') {
            if (!has_clock && !has_day && !has_month) return STYLE_NUMBER; /* #,##0 "days" */
        }
    }
    if (has_day || (has_month && !has_clock)) return has_clock ? STYLE_DATE_TIME : STYLE_DATE;
    return has_clock ? STYLE_TIME : STYLE_NUMBER;
}

static uint32_t number_attr(const char **attrs, const char *name)
{
    uint64_t n = 0;
    return num_parse_u64(sheet_part_attr(attrs, name), UINT32_MAX, &n) ? (uint32_t)n : 0;
}

static enum sheet_style format_of(const struct styles_reader *r, uint32_t id)
{
    for (size_t i = 0; i < r->custom_count; i++)
        if (r->custom[i].id == id) return (enum sheet_style)r->custom[i].kind;
    return builtin_kind(id);
}

static void styles_start(void *ctx, str name, const char **attrs)
{
    struct styles_reader *r = ctx;
    if (str_eq(name, STR("numFmt"))) {
        if (r->custom_count == COUNT_OF(r->custom)) return; /* Excel has some 200 */
        r->custom[r->custom_count].id = number_attr(attrs, "numFmtId");
        r->custom[r->custom_count++].kind =
            (uint8_t)sheet_format_style(sheet_part_attr(attrs, "formatCode"));
    } else if (str_eq(name, STR("cellXfs"))) {
        r->in_formats = true;
    } else if (r->in_formats && str_eq(name, STR("xf"))) {
        buf_add_byte(&r->into->kinds, (char)format_of(r, number_attr(attrs, "numFmtId")));
        if (r->into->kinds.failed)
            sheet_part_stop(&r->part, r->into->kinds.over
                                        ? error_set(r->part.err, CORDON_LIMIT,
                                                    "workbook has more than %d cell formats",
                                                    SHEET_STYLES_MAX)
                                        : error_nomem(r->part.err));
    }
}

static void styles_end(void *ctx, str name)
{
    struct styles_reader *r = ctx;
    if (str_eq(name, STR("cellXfs"))) r->in_formats = false;
}

void styles_reader_init(struct styles_reader *r, struct sheet_styles *into)
{
    *r = (struct styles_reader){ .into = into };
    buf_init(&into->kinds, SHEET_STYLES_MAX);
    r->part.ctx = r;
    r->part.start = styles_start;
    r->part.end = styles_end;
    r->part.title = "styles";
}

/* --- shared strings -------------------------------------------------------------------------- */

static bool read_hex4(str s, unsigned *ret)
{
    unsigned n = 0;
    for (size_t i = 0; i < 4; i++) {
        char c = byte_lower(s.data[i]);
        if (byte_is_digit(c))
            n = n * 16 + (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            n = n * 16 + (unsigned)(c - 'a') + 10;
        else
            return false;
    }
    *ret = n;
    return true;
}

void strings_add_text(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned n;
        bool is_escape = text.len - i >= 7 && text.data[i] == '_' && text.data[i + 1] == 'x' &&
                         text.data[i + 6] == '_' && read_hex4(str_from(text, i + 2), &n);
        if (!is_escape) {
            buf_add_byte(out, text.data[i]);
            continue;
        }
        if (n == '\t' || n == '\n' || (n >= 0x20 && n < 0x7F)) buf_add_byte(out, (char)n);
        i += 6; /* other control characters go */
    }
}

static void strings_start(void *ctx, str name, const char **attrs)
{
    struct strings_reader *r = ctx;
    (void)attrs;
    if (str_eq(name, STR("si")))
        r->in_item = true;
    else if (str_eq(name, STR("rPh"))) /* how to read it aloud: not part of the text */
        r->in_phonetic = true;
    else if (str_eq(name, STR("t")))
        r->part.wants_text = r->in_item && !r->in_phonetic;
}

static void strings_end(void *ctx, str name)
{
    struct strings_reader *r = ctx;
    struct sheet_strings *s = r->into;
    if (str_eq(name, STR("rPh"))) r->in_phonetic = false;
    if (str_eq(name, STR("t")) && r->part.wants_text) {
        strings_add_text(&s->text, buf_str(&r->part.text));
        buf_reset(&r->part.text);
        r->part.wants_text = false;
    }
    if (str_eq(name, STR("si"))) {
        uint32_t end = (uint32_t)s->text.len;
        buf_add_bytes(&s->ends, &end, sizeof end);
        r->in_item = false;
    }
    if (s->text.failed || s->ends.failed) {
        bool is_limit = s->text.failed ? s->text.over : s->ends.over;
        sheet_part_stop(&r->part,
                      is_limit ? error_set(r->part.err, CORDON_LIMIT,
                                           "workbook has more than %d MiB of texts, or %d of them",
                                           SHEET_STRINGS_MAX >> 20, SHEET_STRING_COUNT_MAX)
                               : error_nomem(r->part.err));
    }
}

void strings_reader_init(struct strings_reader *r, struct sheet_strings *into)
{
    *r = (struct strings_reader){ .into = into };
    buf_init(&into->text, SHEET_STRINGS_MAX);
    buf_init(&into->ends, (size_t)SHEET_STRING_COUNT_MAX * sizeof(uint32_t));
    r->part.ctx = r;
    r->part.start = strings_start;
    r->part.end = strings_end;
    r->part.title = "shared strings";
}
