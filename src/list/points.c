/* Fields that number their values. */
#include "list/points.h"

#include "base/num.h"

/* Bytes of the mark at s[at] when it is number `ordinal` (from 1): "(2)", "2)", "b)", "(B)". */
static size_t mark_len(str s, size_t at, unsigned ordinal)
{
    char digits[4];
    size_t i = at, n = 0;
    if (i < s.len && s.data[i] == '(') i++;
    if (i >= s.len) return 0;
    if (byte_is_digit(s.data[i])) {
        while (i < s.len && byte_is_digit(s.data[i]) && n < sizeof digits) digits[n++] = s.data[i++];
        uint64_t v;
        if (!num_parse_u64(str_of(digits, n), 999, &v) || v != ordinal) return 0;
    } else {
        if (ordinal > 26 || byte_lower(s.data[i]) != (char)('a' + ordinal - 1)) return 0;
        i++;
    }
    return i < s.len && s.data[i] == ')' ? i + 1 - at : 0;
}

/* Place of the next mark with this ordinal at or behind `from`, or SIZE_MAX. A mark does not stand
 * inside a word. */
static size_t find_mark(str s, size_t from, unsigned ordinal)
{
    for (size_t i = from; i < s.len; i++) {
        bool is_inside = i > 0 && byte_is_alnum(s.data[i - 1]) && s.data[i] != '(';
        if (!is_inside && mark_len(s, i, ordinal)) return i;
    }
    return SIZE_MAX;
}

static str tidy(str s)
{
    s = str_trim(s);
    while (s.len && (s.data[s.len - 1] == ',' || s.data[s.len - 1] == ';'))
        s = str_trim(str_sub(s, 0, s.len - 1));
    return s;
}

/* Behind the mark at `at`, and behind the end of a range "(1)-(5)". */
static size_t behind_mark(str s, size_t at, unsigned *ordinal)
{
    size_t i = at + mark_len(s, at, *ordinal);
    if (i < s.len && s.data[i] == '-')
        for (unsigned last = *ordinal + 1; last < *ordinal + POINTS_MAX; last++) {
            size_t len = mark_len(s, i + 1, last);
            if (!len) continue;
            *ordinal = last;
            return i + 1 + len;
        }
    return i;
}

size_t points_read(str field, struct point *ret_points)
{
    size_t count = 0;
    unsigned ordinal = 1;
    field = str_trim(field);
    if (field.len == 0) return 0;
    size_t at = find_mark(field, 0, 1);
    str before = at == SIZE_MAX ? field : str_trim(str_sub(field, 0, at));
    if (before.len && !str_ends(before, STR(":"))) at = SIZE_MAX;
    while (at != SIZE_MAX && count < POINTS_MAX) {
        unsigned first = ordinal;
        size_t from = behind_mark(field, at, &ordinal);
        unsigned last = ordinal;
        size_t next = find_mark(field, from, ++ordinal);
        str text = tidy(str_sub(field, from, next == SIZE_MAX ? field.len : next));
        if (text.len) ret_points[count++] = (struct point){ text, first, last };
        at = next;
    }
    if (count && at == SIZE_MAX) return count;
    ret_points[0] = (struct point){ field, 0, 0 };
    return 1;
}

size_t points_split(str field, str *ret_points)
{
    struct point point[POINTS_MAX];
    size_t n = points_read(field, point);
    for (size_t i = 0; i < n; i++) ret_points[i] = point[i].text;
    return n;
}
