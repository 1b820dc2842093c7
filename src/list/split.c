/* Several names in one field: finding where one ends. */
#include "list/split.h"

enum writing {
    WRITING_NONE = 0, /* no letters, or both */
    WRITING_LATIN,
    WRITING_OTHER,
};

struct names {
    str   *list;
    size_t count;
    bool   is_over; /* more than SPLIT_NAMES_MAX */
};

/* Has one of eight bytes the value 0? Exact as a yes or no. */
static bool has_zero(uint64_t v)
{
    return ((v - 0x0101010101010101u) & ~v & 0x8080808080808080u) != 0;
}

static uint64_t eight(const char *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* Has one of nine bytes a control character, or a ' ' that another follows? */
static bool has_odd_blank(const char *p)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t v = eight(p), next = eight(p + 1);
    uint64_t control = ((v - ones * ' ') & ~v) | ((next - ones * ' ') & ~next);
    return (control & ones * 0x80) || has_zero((v ^ ones * ' ') | (next ^ ones * ' '));
}

/* Is every blank of a trimmed text a single ' '? Nearly all are, so nine bytes are looked at at once,
 * the last of them again where their number does not fit; where there is a doubt, byte by byte. */
static bool is_squeezed(str s)
{
    size_t done = 0;
    if (s.len >= 9) {
        while (done + 9 <= s.len && !has_odd_blank(s.data + done)) done += 8;
        if (done + 9 > s.len && !has_odd_blank(s.data + s.len - 9)) return true;
        if (done + 9 > s.len) done = s.len - 9;
    }
    for (size_t i = done; i < s.len; i++) {
        if ((unsigned char)s.data[i] > ' ') continue;
        if (byte_is_blank(s.data[i]) && (s.data[i] != ' ' || s.data[i + 1] == ' ')) return false;
    }
    return true; /* the last byte is no blank, so the one behind a blank is there */
}

str split_squeeze(str s, struct arena *a)
{
    s = str_trim(s);
    if (is_squeezed(s)) return s;
    char *p = arena_alloc(a, s.len);
    size_t n = 0;
    if (!p) return STR_EMPTY;
    for (size_t i = 0; i < s.len; i++) {
        bool is_blank = byte_is_blank(s.data[i]);
        if (is_blank && n > 0 && p[n - 1] == ' ') continue;
        p[n++] = is_blank ? ' ' : s.data[i];
    }
    return str_of(p, n);
}

/* Latin letters, or letters of other scripts? Two-byte lead 0xCD and below reaches U+036F, where
 * Latin and its marks end; E1 B8..BB is Latin again, E2 is signs. */
static enum writing writing_of(str s)
{
    bool has_latin = false, has_other = false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        unsigned char next = i + 1 < s.len ? (unsigned char)s.data[i + 1] : 0;
        if (byte_is_alpha((char)c) || (c >= 0xC3 && c <= 0xCA) ||
            (c == 0xE1 && next >= 0xB8 && next <= 0xBB))
            has_latin = true;
        else if (c >= 0xCE && c != 0xE2)
            has_other = true;
        else
            continue;
    }
    if (has_latin == has_other) return WRITING_NONE;
    return has_latin ? WRITING_LATIN : WRITING_OTHER;
}

bool split_is_latin(str s)
{
    return writing_of(s) == WRITING_LATIN;
}

static str strip_suffix(str s, str suffix)
{
    return str_ends(s, suffix) ? str_trim(str_sub(s, 0, s.len - suffix.len)) : s;
}

/* Words that stand beside a name and are none of it. */
static str tidy(str s)
{
    s = str_trim(s);
    if (str_starts_nocase(s, STR("original script:"))) s = str_from(s, 16);
    s = strip_suffix(str_trim(s), STR("(original script)"));
    s = strip_suffix(s, STR("- sub-unit name"));
    bool is_quoted = s.len > 2 && s.data[0] == '"' && s.data[s.len - 1] == '"' &&
                     str_index(str_sub(s, 1, s.len), '"') == s.len - 2;
    return str_trim(is_quoted ? str_sub(s, 1, s.len - 1) : s);
}

static void put_plain(str name, struct names *n)
{
    name = tidy(name);
    if (name.len == 0) return;
    if (n->count == SPLIT_NAMES_MAX) {
        n->is_over = true;
        return;
    }
    n->list[n->count++] = name;
}

/* "a)" standing alone at s[i]. */
static bool is_letter_mark(str s, size_t i)
{
    return i + 1 < s.len && byte_is_lower(s.data[i]) && s.data[i + 1] == ')' &&
           (i == 0 || s.data[i - 1] == ' ' || s.data[i - 1] == ';');
}

/* Cut at ';' and list letters outside brackets. */
static void cut(str s, struct names *n, void (*each)(str, struct names *))
{
    size_t from = 0, depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (depth == 0 && is_letter_mark(s, i)) {
            each(str_sub(s, from, i), n);
            from = i + 2;
            i++;
        } else if (depth == 0 && c == ';') {
            each(str_sub(s, from, i), n);
            from = i + 1;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && depth > 0) {
            depth--;
        }
    }
    each(str_from(s, from), n);
}

/* Place of the '(' that the final ')' closes, or 0. */
static size_t last_bracket(str s)
{
    size_t depth = 0;
    if (!str_ends(s, STR(")"))) return 0;
    for (size_t i = s.len; i-- > 0;) {
        if (s.data[i] == ')') depth++;
        if (s.data[i] == '(' && --depth == 0) return i;
    }
    return 0;
}

static bool has_semicolon(str s)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == '(') depth++;
        if (s.data[i] == ')' && depth > 0) depth--;
        if (s.data[i] == ';' && depth == 0) return true;
    }
    return false;
}

/* One piece: a name, or a name with its other writings in a closing bracket. */
static void put_piece(str s, struct names *n)
{
    s = str_trim(s);
    while (str_starts(s, STR(")"))) s = str_trim(str_from(s, 1)); /* "a" of "a)" was lost */
    str bare = strip_suffix(s, STR(","));
    size_t open = last_bracket(bare);
    str outer = str_trim(str_sub(bare, 0, open));
    str inner = open ? tidy(str_sub(bare, open + 1, bare.len - 1)) : STR_EMPTY;
    enum writing w_out = writing_of(outer), w_in = writing_of(inner);
    bool is_two = w_out && w_in && w_out != w_in;
    if (open == 0 || outer.len == 0 || !(is_two || has_semicolon(inner))) {
        put_plain(s, n);
        return;
    }
    put_plain(outer, n);
    cut(inner, n, put_plain);
}

/* Nothing to cut and nothing beside the name: most fields. */
static bool is_plain(str s)
{
    const uint64_t ones = 0x0101010101010101u;
    size_t i = 0;
    for (; i + 8 <= s.len; i += 8) { /* '(' and ')' differ in the lowest bit */
        uint64_t v = eight(s.data + i);
        if (has_zero(v ^ ones * ';') || has_zero(v ^ ones * '"') || has_zero((v | ones) ^ ones * ')'))
            return false;
    }
    for (; i < s.len; i++)
        if (s.data[i] == ';' || s.data[i] == '(' || s.data[i] == ')' || s.data[i] == '"') return false;
    return !str_starts_nocase(s, STR("original script:")) && !str_ends(s, STR("- sub-unit name"));
}

size_t split_names(str field, struct arena *a, str *ret_names)
{
    struct names n = { .list = ret_names };
    str s = split_squeeze(field, a);
    if (s.len == 0) return 0;
    if (!is_plain(s)) cut(s, &n, put_piece);
    if (n.is_over || n.count == 0) {
        ret_names[0] = s;
        return 1;
    }
    return n.count;
}
