/* Lines of `key: value`, read strictly. */
#include "share/lines.h"

#include "base/date.h"
#include "base/num.h"

void lines_init(struct lines *l, str text, struct cordon_error *err)
{
    *l = (struct lines){ .rest = text, .err = err };
}

bool lines_is_end(const struct lines *l)
{
    return l->rest.len == 0;
}

cordon_status lines_wrong(struct lines *l, const char *what)
{
    return error_at(l->err, CORDON_SYNTAX, STR_EMPTY, l->line, 0, "%s", what);
}

/* The next line without its LF, which must be there. */
static cordon_status next(struct lines *l, str *ret)
{
    size_t end = str_index(l->rest, '\n');
    l->line++;
    if (end == l->rest.len)
        return lines_wrong(l, end ? "the last line has no end: the text is cut short"
                                  : "the text ends too early");
    *ret = str_sub(l->rest, 0, end);
    l->rest = str_from(l->rest, end + 1);
    return CORDON_OK;
}

cordon_status lines_exact(struct lines *l, const char *text)
{
    str line;
    cordon_status st = next(l, &line);
    if (st || str_eq(line, str_c(text))) return st;
    return error_at(l->err, CORDON_SYNTAX, STR_EMPTY, l->line, 0, "'%s' is expected", text);
}

static bool has_key(str line, str key)
{
    return str_starts(line, key) && str_starts(str_from(line, key.len), STR(": "));
}

cordon_status lines_value(struct lines *l, const char *key, str *ret)
{
    str line;
    cordon_status st = next(l, &line);
    if (st) return st;
    if (!has_key(line, str_c(key)) || line.len == strlen(key) + 2)
        return error_at(l->err, CORDON_SYNTAX, STR_EMPTY, l->line, 0, "'%s: ...' is expected", key);
    *ret = str_from(line, strlen(key) + 2);
    return CORDON_OK;
}

cordon_status lines_number(struct lines *l, const char *key, uint64_t max, uint64_t *ret)
{
    str v;
    cordon_status st = lines_value(l, key, &v);
    if (st || lines_is_number(v, max, ret)) return st;
    return error_at(l->err, CORDON_SYNTAX, STR_EMPTY, l->line, 0,
                    "%s: a number from 0 to %llu is expected", key, (unsigned long long)max);
}

cordon_status lines_time(struct lines *l, const char *key, int64_t *ret)
{
    str v;
    cordon_status st = lines_value(l, key, &v);
    if (st || lines_is_time(v, ret)) return st;
    return error_at(l->err, CORDON_SYNTAX, STR_EMPTY, l->line, 0,
                    "%s: a time as 2026-07-01T00:00:00Z is expected", key);
}

static cordon_status read_times(struct lines *l, struct lines_stamp *ret)
{
    cordon_status st = lines_time(l, "issued", &ret->issued_s);
    if (!st) st = lines_time(l, "expires", &ret->expires_s);
    if (!st && ret->expires_s <= ret->issued_s) st = lines_wrong(l, "it expires before it is issued");
    return st;
}

cordon_status lines_stamp_read(struct lines *l, const char *title, const char *key, struct lines_stamp *ret)
{
    cordon_status st = lines_exact(l, title);
    if (!st) st = lines_value(l, "origin", &ret->origin);
    if (!st && !lines_is_name(ret->origin, ORIGIN_MAX)) st = lines_wrong(l, "no name of an origin");
    if (!st) st = lines_number(l, key, UINT32_MAX, &ret->number);
    if (!st && ret->number == 0)
        st = error_at(l->err, CORDON_SYNTAX, STR_EMPTY, l->line, 0, "%ss begin with 1", key);
    if (!st) st = read_times(l, ret);
    if (!st) st = lines_value(l, "prev", &ret->prev);
    if (!st && !lines_is_sha(ret->prev) && !str_eq(ret->prev, STR("none")))
        st = lines_wrong(l, "a SHA-256 or 'none' is expected");
    return st;
}

void lines_stamp_write(const struct lines_stamp *s, const char *title, const char *key, struct buf *out)
{
    char issued[32], expires[32];
    date_time_text(s->issued_s, issued);
    date_time_text(s->expires_s, expires);
    buf_printf(out, "%s\norigin: %.*s\n%s: %llu\nissued: %s\nexpires: %s\nprev: %.*s\n", title, STR_ARG(s->origin),
               key, (unsigned long long)s->number, issued, expires, STR_ARG(s->prev));
}

str lines_origin(str text, const char *title)
{
    struct lines l;
    str origin;
    lines_init(&l, text, NULL);
    bool is_named = !lines_exact(&l, title) && !lines_value(&l, "origin", &origin) &&
                    lines_is_name(origin, ORIGIN_MAX);
    return is_named ? origin : STR_EMPTY;
}

bool lines_is_number(str s, uint64_t max, uint64_t *ret)
{
    return (s.len == 1 || (s.len > 1 && s.data[0] != '0')) && num_parse_u64(s, max, ret);
}

bool lines_is_time(str s, int64_t *ret)
{
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    char again[32];
    int n[6] = { 0 }; /* year, month, day, hour, minute, second */
    size_t at = 0;
    if (s.len != sizeof form - 1) return false;
    for (size_t i = 0; i < s.len; i++) {
        if (form[i] == 'd' ? !byte_is_digit(s.data[i]) : s.data[i] != form[i]) return false;
        if (form[i] == 'd')
            n[at] = n[at] * 10 + (s.data[i] - '0');
        else
            at++;
    }
    if (n[0] < 1970 || n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 31) return false;
    int64_t t = (int64_t)date_days(n[0], n[1], n[2]) * 86400 + n[3] * 3600 + n[4] * 60 + n[5];
    date_time_text(t, again); /* 30 February and 25 o'clock come back otherwise */
    if (!str_eq(s, str_c(again))) return false;
    *ret = t;
    return true;
}

bool lines_is_sha(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i]) && (s.data[i] < 'a' || s.data[i] > 'f')) return false;
    return s.len == SHA_HEX_LEN;
}

bool lines_is_name(str s, size_t max)
{
    if (s.len == 0 || s.len > max || s.data[0] == '.' || s.data[0] == '-' || s.data[0] == '_')
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (!byte_is_lower(c) && !byte_is_digit(c) && c != '.' && c != '-' && c != '_') return false;
    }
    return true;
}
