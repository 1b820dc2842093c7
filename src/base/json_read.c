/*
 * The pull reader.
 *
 * Workload: short flat objects, one a line, a dozen keys, values of ten to thirty bytes, few
 * escapes, by the million. So a call does one token with one jump on the state, a key takes its
 * colon along, and strings are scanned eight bytes at a step and handed out where they stand.
 */
#include "base/json.h"

#include "base/error.h"
#include "base/scan.h"

#include <stdio.h>

enum state {
    WANT_VALUE = 0, /* a value must follow */
    WANT_FIRST,     /* behind '[': a value or ']' */
    WANT_FIRST_KEY, /* behind '{': a key or '}' */
    WANT_NEXT,      /* behind a value: ',' or the closing bracket */
    WANT_END,       /* behind the one value: blanks */
    AT_END,
    FAILED,
};

void json_init(struct json_reader *r, str in, struct arena *arena, struct cordon_error *err)
{
    *r = (struct json_reader){ .in = in, .arena = arena, .err = err, .state = WANT_VALUE };
}

cordon_status json_status(const struct json_reader *r)
{
    return r->status;
}

void json_place(const struct json_reader *r, size_t at, uint64_t *ret_line, uint32_t *ret_column)
{
    uint64_t line = 1;
    size_t start = 0;
    if (at > r->in.len) at = r->in.len;
    for (;;) {
        size_t i = start + str_index(str_sub(r->in, start, at), '\n');
        if (i >= at) break;
        line++;
        start = i + 1;
    }
    *ret_line = line;
    *ret_column = at - start < UINT32_MAX ? (uint32_t)(at - start) + 1 : UINT32_MAX;
}

/* --- failing -------------------------------------------------------------------------------- */

static enum json_kind fail(struct json_reader *r, cordon_status st, size_t at, const char *what)
{
    uint64_t line;
    uint32_t column;
    json_place(r, at, &line, &column);
    r->text = STR_EMPTY;
    r->at = at;
    r->state = FAILED;
    r->status = st;
    error_at(r->err, st, STR_EMPTY, line, column, "%s", what);
    return JSON_ERROR;
}

static enum json_kind bad(struct json_reader *r, size_t at, const char *what)
{
    return fail(r, CORDON_SYNTAX, at, what);
}

/** Something else stands where `wanted` should. */
static enum json_kind unexpected(struct json_reader *r, const char *wanted)
{
    char what[96];
    size_t at = r->pos;
    unsigned char c = at < r->in.len ? (unsigned char)r->in.data[at] : 0;
    if (at >= r->in.len)
        snprintf(what, sizeof what, "JSON ends where %s should stand", wanted);
    else if (c > 0x20 && c < 0x7F)
        snprintf(what, sizeof what, "'%c' stands where %s should", c, wanted);
    else
        snprintf(what, sizeof what, "byte 0x%02X stands where %s should", c, wanted);
    return bad(r, at, what);
}

/* --- strings -------------------------------------------------------------------------------- */

static int hex_value(char c)
{
    if (byte_is_digit(c)) return c - '0';
    c = byte_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** The four digits behind \u at `at`, or -1. */
static int32_t read_hex4(const struct json_reader *r, size_t at)
{
    int32_t v = 0;
    if (r->in.len - at < 4) return -1;
    for (size_t i = 0; i < 4; i++) {
        int d = hex_value(r->in.data[at + i]);
        if (d < 0) return -1;
        v = v * 16 + d;
    }
    return v;
}

static size_t put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 63));
        to[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 63));
    to[2] = (char)(0x80 | (c >> 6 & 63));
    to[3] = (char)(0x80 | (c & 63));
    return 4;
}

static char escaped_byte(char c)
{
    switch (c) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

/**
 * The character behind the backslash at r->pos, which moves past it.
 *
 * @param to  room for 4 bytes; NULL only checks
 * @return bytes written, or 0 when refused (the reader has failed)
 */
static size_t unescape_one(struct json_reader *r, char *to)
{
    size_t at = r->pos;
    char c = at + 1 < r->in.len ? r->in.data[at + 1] : 0;
    if (c != 'u') {
        char plain = escaped_byte(c);
        if (!plain) {
            bad(r, at, "unknown escape in string");
            return 0;
        }
        *to = plain;
        r->pos = at + 2;
        return 1;
    }
    int32_t unit = read_hex4(r, at + 2);
    if (unit < 0) {
        bad(r, at, "escape \\u needs four hexadecimal digits");
        return 0;
    }
    r->pos = at + 6;
    if (unit < 0xD800 || unit > 0xDFFF) return put_utf8(to, (uint32_t)unit);
    bool is_pair = unit < 0xDC00 && r->in.len - r->pos >= 2 && r->in.data[r->pos] == '\\' &&
                   r->in.data[r->pos + 1] == 'u';
    int32_t low = is_pair ? read_hex4(r, r->pos + 2) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        bad(r, at, "half of a surrogate pair in string");
        return 0;
    }
    r->pos += 6;
    return put_utf8(to, 0x10000 + ((uint32_t)unit - 0xD800) * 0x400 + ((uint32_t)low - 0xDC00));
}

/** What stops a string before its closing quote: the end, or a control character. */
static enum json_kind broken_string(struct json_reader *r, size_t at)
{
    if (at >= r->in.len) return bad(r, r->at, "string is not closed");
    return bad(r, at, "control character in string; write it as \\u00XX");
}

/** Byte of the quote that ends the string with escapes at `at`, or in.len. */
static size_t find_quote(const struct json_reader *r, size_t at)
{
    bool high = false;
    while (at < r->in.len) {
        at += scan_plain(r->in, at, &high);
        if (at >= r->in.len || r->in.data[at] == '"') break;
        at += r->in.data[at] == '\\' ? 2 : 1;
    }
    return at < r->in.len ? at : r->in.len;
}

/** A string with at least one escape: from `start` to its first backslash at r->pos all is plain. */
static bool unescape(struct json_reader *r, size_t start, bool *ret_high)
{
    size_t end = find_quote(r, r->pos);
    char *text = arena_alloc(r->arena, end - start); /* an escape is longer than what it means */
    if (!text) {
        fail(r, CORDON_NOMEM, r->at, "out of memory");
        return false;
    }
    size_t len = r->pos - start;
    memcpy(text, r->in.data + start, len);
    while (r->pos < r->in.len && r->in.data[r->pos] == '\\') {
        size_t n = unescape_one(r, text + len);
        if (n == 0) return false;
        len += n;
        n = scan_plain(r->in, r->pos, ret_high);
        memcpy(text + len, r->in.data + r->pos, n);
        len += n;
        r->pos += n;
    }
    r->text = str_of(text, len);
    return true;
}

/** The string whose opening quote is at r->pos, into r->text; r->pos moves past it. */
static bool read_string(struct json_reader *r)
{
    bool high = false;
    size_t start = ++r->pos;
    r->pos += scan_plain(r->in, start, &high);
    r->text = str_sub(r->in, start, r->pos);
    if (r->pos < r->in.len && r->in.data[r->pos] == '\\' && !unescape(r, start, &high))
        return false;
    if (high) { /* escapes are ASCII: the raw bytes are checked, where a column can be named */
        size_t at;
        if (!str_is_utf8(str_sub(r->in, start, r->pos), &at)) {
            bad(r, start + at, "not UTF-8");
            return false;
        }
    }
    if (r->pos >= r->in.len || r->in.data[r->pos] != '"') {
        broken_string(r, r->pos);
        return false;
    }
    r->pos++;
    return true;
}

/* --- other tokens --------------------------------------------------------------------------- */

static inline void skip_blanks(struct json_reader *r)
{
    while (r->pos < r->in.len && byte_is_blank(r->in.data[r->pos])) r->pos++;
}

static inline char here(const struct json_reader *r)
{
    return r->pos < r->in.len ? r->in.data[r->pos] : '\0'; /* a NUL is refused like the end */
}

static bool skip_digits(struct json_reader *r)
{
    size_t from = r->pos;
    while (byte_is_digit(here(r))) r->pos++;
    return r->pos > from;
}

static enum json_kind read_number(struct json_reader *r)
{
    size_t start = r->pos;
    if (here(r) == '-') r->pos++;
    if (here(r) == '0')
        r->pos++;
    else if (!skip_digits(r))
        return unexpected(r, "a digit");
    if (here(r) == '.') {
        r->pos++;
        if (!skip_digits(r)) return unexpected(r, "a digit");
    }
    if (here(r) == 'e' || here(r) == 'E') {
        r->pos++;
        if (here(r) == '+' || here(r) == '-') r->pos++;
        if (!skip_digits(r)) return unexpected(r, "a digit");
    }
    r->text = str_sub(r->in, start, r->pos);
    return JSON_NUMBER;
}

static enum json_kind read_word(struct json_reader *r, str word, enum json_kind kind)
{
    if (!str_eq(str_sub(r->in, r->pos, r->pos + word.len), word)) return unexpected(r, "a value");
    r->pos += word.len;
    return kind;
}

static enum json_kind open_bracket(struct json_reader *r, bool is_object)
{
    if (r->depth == JSON_DEPTH_MAX)
        return fail(r, CORDON_LIMIT, r->pos, "JSON is nested too deeply");
    r->is_object = r->is_object << 1 | is_object;
    r->depth++;
    r->pos++;
    r->state = is_object ? WANT_FIRST_KEY : WANT_FIRST;
    return is_object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_kind close_bracket(struct json_reader *r)
{
    bool is_object = r->is_object & 1;
    r->is_object >>= 1;
    r->depth--;
    r->pos++;
    r->state = r->depth ? WANT_NEXT : WANT_END;
    return is_object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_kind read_value(struct json_reader *r)
{
    enum json_kind kind;
    switch (here(r)) {
    case '"': kind = read_string(r) ? JSON_STRING : JSON_ERROR; break;
    case '{': return open_bracket(r, true);
    case '[': return open_bracket(r, false);
    case 't': kind = read_word(r, STR("true"), JSON_TRUE); break;
    case 'f': kind = read_word(r, STR("false"), JSON_FALSE); break;
    case 'n': kind = read_word(r, STR("null"), JSON_NULL); break;
    default:
        if (here(r) != '-' && !byte_is_digit(here(r))) return unexpected(r, "a value");
        kind = read_number(r);
    }
    if (kind != JSON_ERROR) r->state = r->depth ? WANT_NEXT : WANT_END;
    return kind;
}

/** A key and the colon behind it. */
static enum json_kind read_key(struct json_reader *r)
{
    if (here(r) != '"') return unexpected(r, "a key in quotes");
    if (!read_string(r)) return JSON_ERROR;
    skip_blanks(r);
    if (here(r) != ':') return unexpected(r, "':'");
    r->pos++;
    r->state = WANT_VALUE;
    return JSON_KEY;
}

static enum json_kind read_next(struct json_reader *r)
{
    bool is_object = r->is_object & 1;
    if (here(r) == (is_object ? '}' : ']')) return close_bracket(r);
    if (here(r) != ',') return unexpected(r, is_object ? "',' or '}'" : "',' or ']'");
    r->pos++;
    skip_blanks(r);
    r->at = r->pos;
    return is_object ? read_key(r) : read_value(r);
}

enum json_kind json_next(struct json_reader *r)
{
    if (r->state == FAILED) return JSON_ERROR;
    if (r->state == AT_END) return JSON_END;
    skip_blanks(r);
    r->at = r->pos;
    r->text = STR_EMPTY;
    if (r->tokens == JSON_TOKENS_MAX)
        return fail(r, CORDON_LIMIT, r->pos, "JSON has too many values");
    r->tokens++;
    switch ((enum state)r->state) {
    case WANT_VALUE: return read_value(r);
    case WANT_FIRST: return here(r) == ']' ? close_bracket(r) : read_value(r);
    case WANT_FIRST_KEY: return here(r) == '}' ? close_bracket(r) : read_key(r);
    case WANT_NEXT: return read_next(r);
    case WANT_END:
        if (r->pos < r->in.len) return unexpected(r, "the end");
        r->state = AT_END;
        return JSON_END;
    case AT_END:
    case FAILED: break;
    }
    return JSON_ERROR;
}

bool json_skip(struct json_reader *r, enum json_kind kind)
{
    if (kind != JSON_OBJECT && kind != JSON_ARRAY) return kind != JSON_ERROR;
    for (uint8_t depth = r->depth; r->depth >= depth;)
        if (json_next(r) == JSON_ERROR) return false;
    return true;
}
