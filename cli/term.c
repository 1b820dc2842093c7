/* One output stream of the command. */
#include "cli/term.h"

#include "base/num.h"
#include "os/os.h"

#include <stdarg.h>
#include <stdio.h>
#include <utf8proc.h>

enum {
    FLUSH_AT = 1 << 16, /* bytes that make a write of their own */
    ONE_PRINT = 1 << 24, /* more than this in one piece is refused, not cut */
};

void term_init(struct term *t, int fd, enum term_colour colour)
{
    *t = (struct term){ .fd = fd, .buf = BUF_INIT(FLUSH_AT + ONE_PRINT) };
    t->is_terminal = os_is_terminal(fd);
    t->width = t->is_terminal ? os_terminal_width(fd) : 80;
    t->has_colour = colour == COLOUR_ALWAYS || (colour == COLOUR_AUTO && t->is_terminal);
}

void term_release(struct term *t)
{
    if (t) buf_release(&t->buf);
}

/* Empty the buffer; keep the first failure. */
static void drain(struct term *t)
{
    if (!t->status && t->buf.failed) {
        t->status = buf_status(&t->buf);
        error_set(&t->err, t->status, "output does not fit into memory");
    }
    if (!t->status) t->status = os_write_all(t->fd, buf_str(&t->buf), &t->err);
    buf_reset(&t->buf);
}

static void drain_when_full(struct term *t)
{
    if (t->buf.len >= FLUSH_AT || t->buf.failed) drain(t);
}

void term_add(struct term *t, str s)
{
    buf_add(&t->buf, s);
    drain_when_full(t);
}

void term_z(struct term *t, const char *z)
{
    term_add(t, str_c(z));
}

void term_printf(struct term *t, const char *fmt, ...)
{
    char small[512];
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0) {
        t->buf.failed = true;
    } else if ((size_t)n < sizeof small) {
        buf_add_bytes(&t->buf, small, (size_t)n);
    } else {
        char *at = buf_take(&t->buf, (size_t)n + 1);
        if (at) {
            vsnprintf(at, (size_t)n + 1, fmt, again);
            t->buf.len--; /* not the NUL */
        }
    }
    va_end(again);
    drain_when_full(t);
}

void term_text(struct term *t, str s)
{
    term_clean(s, &t->buf);
    drain_when_full(t);
}

void term_styled(struct term *t, enum term_style style, str s)
{
    static const char *const codes[] = {
        "", "1", "2", "32", "33", "1;31", "1;97;41", "1;97;45"
    };
    bool is_coloured = t->has_colour && style != STYLE_NONE && (size_t)style < COUNT_OF(codes);
    if (is_coloured) term_printf(t, "\033[%sm", codes[style]);
    term_text(t, s);
    if (is_coloured) term_z(t, "\033[0m");
}

void term_blanks(struct term *t, size_t count)
{
    static const char blanks[] =
        "                                                                ";
    for (size_t n; count; count -= n) {
        n = count < sizeof blanks - 1 ? count : sizeof blanks - 1;
        term_add(t, str_of(blanks, n));
    }
}

cordon_status term_flush(struct term *t, struct cordon_error *err)
{
    drain(t);
    if (t->status && err) {
        *err = t->err;
        t->is_told = true;
    }
    return t->status;
}

enum term_style term_verdict_style(str verdict)
{
    static const struct { str word; enum term_style style; } rows[] = {
        { STR_INIT("undecided"), STYLE_DOUBT }, { STR_INIT("clear"), STYLE_GREEN },
        { STR_INIT("review"), STYLE_YELLOW },   { STR_INIT("escalate"), STYLE_RED },
        { STR_INIT("stop"), STYLE_ALARM },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq_nocase(verdict, rows[i].word)) return rows[i].style;
    return STYLE_NONE;
}

/* --- columns ------------------------------------------------------------------------------ */

/* Length in bytes of the first character; a byte that is no UTF-8 is one with code point -1. */
static size_t first(str s, utf8proc_int32_t *ret_cp)
{
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.data,
                                          (utf8proc_ssize_t)s.len, ret_cp);
    if (n > 0) return (size_t)n;
    *ret_cp = -1;
    return 1;
}

/* Could this character act on a terminal instead of standing in it? C0, DEL, C1, and the marks
   and overrides of writing direction. */
static bool is_harmful(utf8proc_int32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0x200e || cp == 0x200f ||
           cp == 0x061c || (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

static size_t columns_of(utf8proc_int32_t cp)
{
    if (cp < 0 || is_harmful(cp)) return 1; /* what stands in its place */
    int width = utf8proc_charwidth(cp);
    return width > 0 ? (size_t)width : 0;
}

size_t term_columns(str s)
{
    size_t columns = 0;
    while (s.len) {
        utf8proc_int32_t cp;
        s = str_from(s, first(s, &cp));
        columns += columns_of(cp);
    }
    return columns;
}

str term_fit(str s, size_t columns)
{
    str rest = s;
    size_t used = 0;
    while (rest.len) {
        utf8proc_int32_t cp;
        size_t n = first(rest, &cp);
        used += columns_of(cp);
        if (used > columns) break;
        rest = str_from(rest, n);
    }
    return str_sub(s, 0, s.len - rest.len);
}

void term_clean(str s, struct buf *out)
{
    while (s.len) {
        utf8proc_int32_t cp;
        size_t n = first(s, &cp);
        buf_add(out, is_harmful(cp) ? STR("\xEF\xBF\xBD") : str_sub(s, 0, n));
        s = str_from(s, n);
    }
}

/* --- lines -------------------------------------------------------------------------------- */

/* Han, kana and what is written with them: lines may end between any two. Hangul has blanks. */
static bool is_unspaced(utf8proc_int32_t cp)
{
    return (cp >= 0x3000 && cp <= 0x30ff) || (cp >= 0x3400 && cp <= 0x4dbf) ||
           (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0xff00 && cp <= 0xffef);
}

static bool is_one_of(utf8proc_int32_t cp, const char *set)
{
    for (str rest = str_c(set); rest.len;) {
        utf8proc_int32_t one;
        rest = str_from(rest, first(rest, &one));
        if (one == cp) return true;
    }
    return false;
}

/* Signs that must not begin a line, and those that must not end one: src: jlreq */
static bool may_break(utf8proc_int32_t before, utf8proc_int32_t after)
{
    static const char closing[] = "、。，．・：；？！）］｝」』】〉》〕’”%％,.:;?!)]}ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
    static const char opening[] = "（［｛「『【〈《〔‘“([{";
    return (is_unspaced(before) || is_unspaced(after)) && !is_one_of(after, closing) &&
           !is_one_of(before, opening);
}

/* Take from the front of *text what one line must hold together. */
static str next_piece(str *text)
{
    str rest = *text;
    utf8proc_int32_t before = -1, after;
    while (rest.len && rest.data[0] != ' ') {
        size_t n = first(rest, &after);
        if (before >= 0 && may_break(before, after)) break;
        before = after;
        rest = str_from(rest, n);
    }
    str piece = str_sub(*text, 0, text->len - rest.len);
    *text = rest;
    return piece;
}

void term_wrap(str text, size_t width, size_t column, size_t indent, struct buf *out)
{
    size_t at = column;
    bool is_first = true;
    while (text.len) {
        size_t blank = text.data[0] == ' ';
        while (text.len && text.data[0] == ' ') text = str_from(text, 1);
        str piece = next_piece(&text);
        size_t columns = term_columns(piece);
        if (piece.len == 0) break;
        if (is_first) blank = 0;
        if (!is_first && at + blank + columns > width) {
            buf_add_byte(out, '\n');
            for (size_t i = 0; i < indent; i++) buf_add_byte(out, ' ');
            at = indent;
            blank = 0;
        }
        if (blank) buf_add_byte(out, ' ');
        buf_add(out, piece);
        at += blank + columns;
        is_first = false;
    }
}

void term_paragraph(struct term *t, str text, size_t width, size_t column, size_t indent)
{
    struct buf clean = BUF_INIT(1 << 20), lines = BUF_INIT(1 << 20);
    term_clean(text, &clean);
    term_wrap(buf_str(&clean), width, column, indent, &lines);
    if (clean.failed || lines.failed) t->buf.failed = true;
    term_add(t, buf_str(&lines));
    term_z(t, "\n");
    buf_release(&clean);
    buf_release(&lines);
}
