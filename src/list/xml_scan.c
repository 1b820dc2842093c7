/*
 * XML as the lists write it, cut into tags and texts.
 *
 * Workload: 1 to 130 MB, a tag every 25 bytes, texts of 5 to 30 bytes and now and then of 2,000. A
 * byte of a name costs a look into a table; texts and values are run through eight bytes at a time.
 */
#include "list/xml_scan.h"

#include "base/scan.h"

enum {
    NAME = 1,       /* may stand in a name */
    NAME_FIRST = 2, /* may begin one */
    TEXT = 4,       /* of a text, and means itself */
    VALUE = 8,      /* of an attribute's value, and means itself */
    BLANK = 16,
    COLON = 32, /* parts a prefix from the name */
};

/* What a byte may be. Texts end at '<'; '&', CR, LF and ']' are looked at; in values also TAB and
 * both quotes. Bytes of letters above ASCII were looked over by xml_scan_init. */
/* clang-format off */
#define L (NAME | NAME_FIRST | TEXT | VALUE) /* letters, '_' and ':' */
#define D (NAME | TEXT | VALUE)              /* digits, '-' and '.' */
#define T (TEXT | VALUE)
static const uint8_t kind[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, TEXT | BLANK, BLANK, 0, 0, BLANK, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    T | BLANK, T, TEXT, T, T, T, 0, TEXT, T, T, T, T, T, D, D, T, /* SP " & ' - . */
    D, D, D, D, D, D, D, D, D, D, L | COLON, T, 0, T, T, T,       /* 0-9 : < */
    T, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, T, T, VALUE, T, L,           /* ] _ */
    T, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, T, T, T, T, T,
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T,
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T,
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T,
    T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T,
};
#undef L
#undef D
#undef T
/* clang-format on */

static uint8_t kind_at(const struct xml_scan *s, size_t at)
{
    return kind[(unsigned char)s->in.data[at]];
}

static bool is_at(const struct xml_scan *s, size_t at, str what)
{
    return s->stop - at >= what.len && memcmp(s->in.data + at, what.data, what.len) == 0;
}

/* --- before the first tag ------------------------------------------------------------------- */

/* UTF-8, and no U+FFFE or U+FFFF, which XML does not take. */
static bool has_plain_bytes(str in)
{
    const char *first = "\xEF\xBF";
    if (!str_is_utf8(in, NULL)) return false;
    for (size_t i = str_index(in, first[0]); i < in.len; i += 1 + str_index(str_from(in, i + 1), first[0]))
        if (in.data[i + 1] == first[1] && (unsigned char)in.data[i + 2] >= 0xBE) return false;
    return true;
}

static void skip_blanks(struct xml_scan *s)
{
    const char *p = s->in.data;
    size_t at = s->at, stop = s->stop, lines = 0;
    for (; at < stop && kind[(unsigned char)p[at]] & BLANK; at++) lines += p[at] == '\n';
    s->at = at;
    s->line += lines;
}

/* As the lists write it; in other words it is expat's. */
static bool skip_declaration(struct xml_scan *s)
{
    static const str known[] = {
        STR_INIT("<?xml version=\"1.0\"?>"),
        STR_INIT("<?xml version='1.0'?>"),
        STR_INIT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        STR_INIT("<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
        STR_INIT("<?xml version='1.0' encoding='UTF-8'?>"),
        STR_INIT("<?xml version='1.0' encoding='utf-8'?>"),
        STR_INIT("<?xml version=\"1.0\" standalone=\"yes\"?>"),
        STR_INIT("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"),
        STR_INIT("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>"),
        STR_INIT("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>"),
        STR_INIT("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>"),
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (!is_at(s, s->at, known[i])) continue;
        s->at += known[i].len;
        return true;
    }
    bool is_one = is_at(s, s->at, STR("<?xml")) && s->stop - s->at > 5 && !(kind_at(s, s->at + 5) & NAME);
    return !is_one; /* "<?xml-stylesheet" is none */
}

bool xml_scan_init(struct xml_scan *s, str in)
{
    *s = (struct xml_scan){ .in = in, .stop = in.len, .line = 1 };
    arena_init(&s->spare, 4 * XML_SCAN_TOKEN_LEN);
    if (!has_plain_bytes(in)) return false;
    if (str_starts(in, STR("\xEF\xBB\xBF"))) s->at = 3;
    return skip_declaration(s);
}

void xml_scan_release(struct xml_scan *s)
{
    arena_release(&s->spare);
}

/* --- what bytes mean ------------------------------------------------------------------------ */

/* Write a character. @return behind it, or NULL when XML does not take it */
static char *put_code(uint32_t c, char *to)
{
    bool is_char = c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c < 0xD800) ||
                   (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c < 0x110000);
    if (!is_char) return NULL;
    unsigned more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t lead[4] = { 0, 0xC0, 0xE0, 0xF0 };
    *to++ = (char)(lead[more] | c >> (6 * more));
    while (more--) *to++ = (char)(0x80 | (c >> (6 * more) & 0x3F));
    return to;
}

/* "#233" or "#xE9" */
static char *put_number(str s, char *to)
{
    bool is_hex = s.len > 1 && s.data[1] == 'x';
    uint32_t c = 0;
    s = str_from(s, is_hex ? 2 : 1);
    if (s.len == 0 || s.len > 8) return NULL;
    for (size_t i = 0; i < s.len; i++) {
        char d = byte_lower(s.data[i]);
        bool is_letter = is_hex && d >= 'a' && d <= 'f';
        if (!byte_is_digit(d) && !is_letter) return NULL;
        c = c * (is_hex ? 16 : 10) + (uint32_t)(is_letter ? d - 'a' + 10 : d - '0');
        if (c > 0x10FFFF) return NULL;
    }
    return put_code(c, to);
}

/* The reference whose name and ';' stand at the front of *s, which is moved behind them. */
static char *put_reference(str *s, char *to)
{
    static const struct { str name; char byte; } own[] = {
        { STR_INIT("amp"), '&' },  { STR_INIT("lt"), '<' },    { STR_INIT("gt"), '>' },
        { STR_INIT("quot"), '"' }, { STR_INIT("apos"), '\'' },
    };
    str head = str_sub(*s, 0, 12), name = str_sub(head, 0, str_index(head, ';'));
    if (name.len == head.len) return NULL;
    *s = str_from(*s, name.len + 1);
    if (str_starts(name, STR("#"))) return put_number(name, to);
    for (size_t i = 0; i < COUNT_OF(own); i++) {
        if (!str_eq(name, own[i].name)) continue;
        *to++ = own[i].byte;
        return to;
    }
    return NULL;
}

/* What raw bytes mean, written to `to`, which has room for as many: no reference is shorter than
 * what it stands for. @return behind the last, or NULL: a reference that XML does not know */
static char *put_meaning(str raw, bool is_attr, char *to)
{
    while (to && raw.len) {
        char c = raw.data[0];
        raw = str_from(raw, 1);
        if (c == '&')
            to = put_reference(&raw, to);
        else if (c != '\r') /* a '\n' follows */
            *to++ = is_attr && byte_is_blank(c) ? ' ' : c;
    }
    return to;
}

void xml_scan_text(const struct xml_scan *s, struct buf *out)
{
    size_t had = out->len;
    char *to = buf_take(out, s->text.len), *end = to;
    if (!to) return;
    if (s->is_cdata) {
        for (size_t i = 0; i < s->text.len; i++)
            if (s->text.data[i] != '\r') *end++ = s->text.data[i];
    } else {
        end = put_meaning(s->text, false, to);
    }
    out->len = had + (end ? (size_t)(end - to) : 0); /* text() saw that there is a meaning */
}

/* Is there a reference behind the '&' at `at`? */
static bool is_reference(const struct xml_scan *s, size_t at)
{
    char meaning[4];
    str rest = str_sub(s->in, at + 1, s->stop);
    return put_reference(&rest, meaning) != NULL;
}

/* --- tags ----------------------------------------------------------------------------------- */

/* The name at s->at; empty when none is. */
static str scan_name(struct xml_scan *s, bool *ret_has_prefix)
{
    const char *p = s->in.data;
    size_t from = s->at, at = from;
    uint8_t met = 0;
    *ret_has_prefix = false;
    if (from == s->stop || !(kind_at(s, from) & NAME_FIRST)) return STR_EMPTY;
    for (; at < s->stop && kind[(unsigned char)p[at]] & NAME; at++) met |= kind[(unsigned char)p[at]];
    *ret_has_prefix = (met & COLON) != 0;
    s->at = at;
    return str_of(p + from, at - from);
}

/* Where a value that has come to `at` stops: at its quote, at '<' and '&', below 0x20. */
static size_t value_end(const struct xml_scan *s, size_t at, char quote)
{
    const uint8_t *p = (const uint8_t *)s->in.data;
    for (; s->stop - at >= 8; at += 8) {
        uint64_t w = num_get_u64(p + at), low = (w - SCAN_ONES * 0x20) & ~w & SCAN_HIGH;
        uint64_t stops = low | scan_equal(w, (unsigned char)quote) | scan_equal(w, '<') | scan_equal(w, '&');
        if (stops) return at + (unsigned)__builtin_ctzll(stops) / 8;
    }
    while (at < s->stop && (kind[p[at]] & VALUE || (p[at] != (uint8_t)quote && (p[at] == '"' || p[at] == '\'')))) at++;
    return at;
}

/* The value behind `name=`, quotes and all. */
static bool scan_value(struct xml_scan *s, str *ret)
{
    skip_blanks(s);
    if (s->at == s->stop) return false;
    char quote = s->in.data[s->at++];
    if (quote != '"' && quote != '\'') return false;
    size_t from = s->at;
    bool is_plain = true;
    for (;;) {
        s->at = value_end(s, s->at, quote);
        if (s->at == s->stop) return false;
        char c = s->in.data[s->at];
        if (c == quote) break;
        if (c != '&' && !byte_is_blank(c)) return false; /* '<', a control */
        is_plain = false;
        s->line += c == '\n';
        s->at++;
    }
    *ret = str_of(s->in.data + from, s->at++ - from);
    if (is_plain) return true;
    char *to = arena_alloc(&s->spare, ret->len), *end = to ? put_meaning(*ret, true, to) : NULL;
    *ret = str_of(to, end ? (size_t)(end - to) : 0);
    return end != NULL;
}

static bool has_attr(const struct xml_scan *s, str name)
{
    for (uint32_t i = 0; i < s->attr_count; i++)
        if (str_eq(s->attr[i].name, name)) return true;
    return false;
}

static bool scan_attr(struct xml_scan *s)
{
    bool has_prefix;
    struct xml_attr a = { scan_name(s, &has_prefix), STR_EMPTY };
    if (a.name.len == 0 || s->attr_count == XML_ATTRS_MAX || has_attr(s, a.name)) return false;
    skip_blanks(s);
    if (s->at == s->stop || s->in.data[s->at++] != '=') return false;
    if (!scan_value(s, &a.value)) return false;
    if (has_prefix) s->prefixed |= (uint64_t)1 << s->attr_count;
    s->attr[s->attr_count++] = a;
    return true;
}

static enum xml_scan_token start_tag(struct xml_scan *s)
{
    bool has_prefix;
    s->at++;
    s->name = s->local = scan_name(s, &has_prefix);
    if (has_prefix) s->local = str_from(s->name, str_index(s->name, ':') + 1);
    s->attr_count = 0;
    s->prefixed = 0;
    s->is_empty = false;
    if (s->spare.block) arena_reset(&s->spare);
    if (s->name.len == 0 || s->depth == XML_DEPTH_MAX || (s->depth == 0 && s->has_root))
        return XML_SCAN_DOUBT;
    for (;;) {
        size_t before = s->at;
        skip_blanks(s);
        if (s->at == s->stop) return XML_SCAN_DOUBT;
        char c = s->in.data[s->at];
        if (c == '>' || c == '/') break;
        if (s->at == before || !scan_attr(s)) return XML_SCAN_DOUBT;
    }
    if (s->in.data[s->at] == '/') {
        s->is_empty = true;
        s->at++;
        if (s->at == s->stop || s->in.data[s->at] != '>') return XML_SCAN_DOUBT;
    }
    s->at++;
    if (s->at - s->from > XML_SCAN_TOKEN_LEN) return XML_SCAN_DOUBT;
    s->has_root = true;
    if (!s->is_empty) s->open[++s->depth] = s->name;
    return XML_SCAN_START;
}

static enum xml_scan_token end_tag(struct xml_scan *s)
{
    str name = s->depth ? s->open[s->depth] : STR_EMPTY;
    s->at += 2;
    if (name.len == 0 || !is_at(s, s->at, name)) return XML_SCAN_DOUBT;
    s->at += name.len;
    skip_blanks(s);
    if (s->at == s->stop || s->in.data[s->at] != '>') return XML_SCAN_DOUBT;
    s->at++;
    s->name = name;
    s->depth--;
    return XML_SCAN_END;
}

/* --- what is no tag ------------------------------------------------------------------------- */

/* Are these bytes characters? A comment, an instruction or CDATA may hold all of them. */
static bool has_chars(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] < 0x20 && !byte_is_blank(s.data[i])) return false;
    return true;
}

/* Behind the first `end` at or behind `from`. */
static bool skip_to(struct xml_scan *s, size_t from, str end)
{
    size_t at = str_find(str_sub(s->in, 0, s->stop), end, from);
    if (at == SIZE_MAX || at - s->from > XML_SCAN_TOKEN_LEN) return false;
    str inside = str_sub(s->in, s->from, at);
    s->line += str_count(inside, '\n');
    s->at = at + end.len;
    return has_chars(inside);
}

static bool skip_comment(struct xml_scan *s)
{
    return skip_to(s, s->at + 4, STR("--")) && s->at < s->stop && s->in.data[s->at++] == '>';
}

/* `<?xml-stylesheet ...?>`; `<?xml ...?>` does not stand here. */
static bool skip_instruction(struct xml_scan *s)
{
    bool has_prefix;
    s->at += 2;
    str name = scan_name(s, &has_prefix);
    bool is_named = name.len && !str_eq_nocase(name, STR("xml")) && s->at < s->stop &&
                    (kind_at(s, s->at) & BLANK || is_at(s, s->at, STR("?>")));
    return is_named && skip_to(s, s->at, STR("?>"));
}

static enum xml_scan_token cdata(struct xml_scan *s)
{
    size_t from = s->at + 9;
    if (s->depth == 0 || !skip_to(s, from, STR("]]>"))) return XML_SCAN_DOUBT;
    s->text = str_sub(s->in, from, s->at - 3);
    s->is_cdata = true;
    s->is_whole = false;
    return XML_SCAN_TEXT;
}

/* The first of eight bytes that a text may not simply go on with: '<', '&', ']', below 0x20. */
static uint64_t text_stops(uint64_t w)
{
    uint64_t low = (w - SCAN_ONES * 0x20) & ~w & SCAN_HIGH;
    return low | scan_equal(w, '<') | scan_equal(w, '&') | scan_equal(w, ']');
}

/* Where a text that has come to `at` stops; the first mark of text_stops is true. */
static size_t text_end(const uint8_t *p, size_t at, size_t stop)
{
    for (; stop - at >= 8; at += 8) {
        uint64_t stops = text_stops(num_get_u64(p + at));
        if (stops) return at + (unsigned)__builtin_ctzll(stops) / 8;
    }
    while (at < stop && kind[p[at]] & TEXT) at++;
    return at;
}

/* From s->at to the next '<'. */
static enum xml_scan_token text(struct xml_scan *s)
{
    const uint8_t *p = (const uint8_t *)s->in.data;
    size_t at = s->at, stop = s->stop;
    bool is_plain = true;
    for (;;) {
        at = text_end(p, at, stop);
        if (at == stop || p[at] == '<') break;
        if (p[at] == '\n') {
            s->line++;
        } else if (p[at] == '\t') {
            /* as it stands */
        } else if (p[at] == '\r' || (p[at] == '&' && is_reference(s, at))) {
            is_plain = false;
        } else if (p[at] != ']' || is_at(s, at, STR("]]>"))) {
            return XML_SCAN_DOUBT;
        }
        at++;
    }
    s->text = str_of(s->in.data + s->at, at - s->at);
    s->at = at;
    if (at == stop || s->depth == 0 || s->text.len > XML_SCAN_TOKEN_LEN) return XML_SCAN_DOUBT;
    bool is_before_tag = at + 1 < stop && p[at + 1] != '!' && p[at + 1] != '?';
    s->is_whole = is_plain && is_before_tag;
    s->is_cdata = false;
    return XML_SCAN_TEXT;
}

enum xml_scan_token xml_scan_next(struct xml_scan *s)
{
    for (;;) {
        size_t blank = s->at;
        uint64_t line = s->line;
        skip_blanks(s);
        bool is_end = s->at == s->stop;
        char c = is_end ? '\0' : s->in.data[s->at], next = s->stop - s->at > 1 ? s->in.data[s->at + 1] : '\0';
        bool is_blank = s->depth == 0 || (c == '<' && next != '!' && next != '?');
        if (!is_end && !is_blank && (c != '<' || s->at > blank)) { /* blanks belong to the text */
            s->at = blank;
            s->line = line;
            return text(s);
        }
        s->from = s->at;
        s->from_line = s->line;
        if (is_end) return s->stop < s->in.len || (s->depth == 0 && s->has_root) ? XML_SCAN_PIECE_END : XML_SCAN_DOUBT;
        if (c != '<') return XML_SCAN_DOUBT; /* text outside the root */
        if (next == '/') return end_tag(s);
        bool is_comment = is_at(s, s->at, STR("<!--"));
        if (next == '?' || is_comment) {
            if (is_comment ? skip_comment(s) : skip_instruction(s)) continue;
            return XML_SCAN_DOUBT; /* `at` has moved: nothing may be looked for there */
        }
        if (is_at(s, s->at, STR("<![CDATA["))) return cdata(s);
        return next == '!' ? XML_SCAN_DOUBT : start_tag(s);
    }
}
