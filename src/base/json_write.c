/* The canonical writer: one spelling for every value, since its bytes are hashed. */
#include "base/json.h"

#include "base/scan.h"

void json_w_init(struct json_writer *w, struct buf *out)
{
    *w = (struct json_writer){ .out = out };
}

static void begin_item(struct json_writer *w)
{
    if (w->comma) buf_add_byte(w->out, ',');
}

static void end_item(struct json_writer *w)
{
    w->comma = w->depth > 0;
}

static void open_bracket(struct json_writer *w, char bracket)
{
    begin_item(w);
    buf_add_byte(w->out, bracket);
    w->depth++;
    w->comma = false;
}

static void close_bracket(struct json_writer *w, char bracket)
{
    buf_add_byte(w->out, bracket);
    if (w->depth) w->depth--;
    end_item(w);
}

static void add_escape(struct buf *out, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* 0x08 .. 0x0D; 0x0B has none */
    buf_add_byte(out, '\\');
    if (c == '"' || c == '\\') {
        buf_add_byte(out, (char)c);
    } else if (c >= 0x08 && c <= 0x0D && c != 0x0B) {
        buf_add_byte(out, letters[c - 0x08]);
    } else {
        buf_add(out, STR("u00"));
        buf_add_byte(out, digits[c >> 4]);
        buf_add_byte(out, digits[c & 15]);
    }
}

/** Text without bytes that need an escape; broken UTF-8 is mended. */
static void add_plain(struct buf *out, str s, bool has_high)
{
    size_t bad;
    while (has_high && !str_is_utf8(s, &bad)) {
        buf_add(out, str_sub(s, 0, bad));
        buf_add(out, STR("\xEF\xBF\xBD"));
        s = str_from(s, bad + 1);
    }
    buf_add(out, s);
}

static void add_quoted(struct buf *out, str s)
{
    size_t at = 0;
    buf_add_byte(out, '"');
    while (at < s.len) {
        bool has_high = false;
        size_t n = scan_plain(s, at, &has_high);
        add_plain(out, str_sub(s, at, at + n), has_high);
        at += n;
        if (at < s.len) add_escape(out, (unsigned char)s.data[at++]);
    }
    buf_add_byte(out, '"');
}

void json_w_object(struct json_writer *w)
{
    open_bracket(w, '{');
}

void json_w_object_end(struct json_writer *w)
{
    close_bracket(w, '}');
}

void json_w_array(struct json_writer *w)
{
    open_bracket(w, '[');
}

void json_w_array_end(struct json_writer *w)
{
    close_bracket(w, ']');
}

void json_w_key(struct json_writer *w, str key)
{
    begin_item(w);
    add_quoted(w->out, key);
    buf_add_byte(w->out, ':');
    w->comma = false;
}

void json_w_str(struct json_writer *w, str value)
{
    begin_item(w);
    add_quoted(w->out, value);
    end_item(w);
}

void json_w_raw(struct json_writer *w, str json)
{
    begin_item(w);
    buf_add(w->out, json);
    end_item(w);
}

void json_w_u64(struct json_writer *w, uint64_t value)
{
    begin_item(w);
    buf_add_u64(w->out, value);
    end_item(w);
}

void json_w_i64(struct json_writer *w, int64_t value)
{
    begin_item(w);
    buf_add_i64(w->out, value);
    end_item(w);
}

void json_w_bool(struct json_writer *w, bool value)
{
    json_w_raw(w, value ? STR("true") : STR("false"));
}

void json_w_null(struct json_writer *w)
{
    json_w_raw(w, STR("null"));
}
