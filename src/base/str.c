/* Borrowed text with a length. */
#include "base/str.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

int str_cmp(str a, str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.data, b.data, n) : 0;
    if (c) return c;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool str_eq_nocase(str a, str b)
{
    return a.len == b.len && str_starts_nocase(a, b);
}

bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_starts_nocase(str s, str prefix)
{
    if (s.len < prefix.len) return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (byte_lower(s.data[i]) != byte_lower(prefix.data[i])) return false;
    return true;
}

bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

str str_trim_blanks(str s)
{
    while (s.len && byte_is_blank(s.data[0])) {
        s.data++;
        s.len--;
    }
    while (s.len && byte_is_blank(s.data[s.len - 1])) s.len--;
    return s;
}

size_t str_index(str s, char byte)
{
    const char *p = s.len ? memchr(s.data, byte, s.len) : NULL;
    return p ? (size_t)(p - s.data) : s.len;
}

size_t str_count(str s, char byte)
{
    size_t count = 0;
    for (;;) {
        size_t i = str_index(s, byte);
        if (i == s.len) return count;
        count++;
        s = str_from(s, i + 1);
    }
}

size_t str_find(str s, str part, size_t from)
{
    if (part.len == 0) return from <= s.len ? from : SIZE_MAX;
    while (from + part.len <= s.len) {
        const char *p = memchr(s.data + from, part.data[0], s.len - part.len + 1 - from);
        if (!p) return SIZE_MAX;
        from = (size_t)(p - s.data);
        if (memcmp(p, part.data, part.len) == 0) return from;
        from++;
    }
    return SIZE_MAX;
}

bool str_next(str *rest, char sep, str *ret_piece)
{
    if (!rest->data) return false;
    size_t i = str_index(*rest, sep);
    *ret_piece = str_sub(*rest, 0, i);
    *rest = i < rest->len ? str_from(*rest, i + 1) : STR_EMPTY;
    return true;
}

unsigned str_distance(str a, str b, unsigned cap)
{
    enum { MAX = 64 };
    unsigned char row[3][MAX + 1];
    if (a.len > MAX || b.len > MAX) return cap + 1;
    size_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (gap > cap) return cap + 1;
    unsigned char *before = row[0], *last = row[1], *now = row[2];
    for (size_t j = 0; j <= b.len; j++) last[j] = (unsigned char)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned char best = now[0] = (unsigned char)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned d = last[j - 1] + (a.data[i - 1] != b.data[j - 1] ? 1u : 0u);
            if (last[j] + 1u < d) d = last[j] + 1u;
            if (now[j - 1] + 1u < d) d = now[j - 1] + 1u;
            bool is_swap = i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                           a.data[i - 2] == b.data[j - 1];
            if (is_swap && before[j - 2] + 1u < d) d = before[j - 2] + 1u;
            now[j] = (unsigned char)d;
            if (now[j] < best) best = now[j];
        }
        if (best > cap) return cap + 1;
        unsigned char *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.len] > cap ? cap + 1 : last[b.len];
}

uint64_t str_hash(str s)
{
    return XXH3_64bits(s.data ? s.data : "", s.len);
}

bool str_is_utf8(str s, size_t *ret_bad)
{
    const unsigned char *p = (const unsigned char *)s.data;
    size_t i = 0;
    while (i < s.len) {
        uint64_t eight, more_of[4];
        while (s.len - i >= sizeof more_of) {
            memcpy(more_of, p + i, sizeof more_of);
            if ((more_of[0] | more_of[1] | more_of[2] | more_of[3]) & 0x8080808080808080u) break;
            i += sizeof more_of;
        }
        while (s.len - i >= sizeof eight) { /* ASCII, most of what is read */
            memcpy(&eight, p + i, sizeof eight);
            if (eight & 0x8080808080808080u) break;
            i += sizeof eight;
        }
        if (i == s.len) break;
        unsigned c = p[i];
        if (c < 0x80) {
            i++;
            continue;
        }
        size_t more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
        unsigned low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        unsigned high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        bool good = c >= 0xC2 && c <= 0xF4 && s.len - i > more && p[i + 1] >= low &&
                    p[i + 1] <= high;
        for (size_t k = 2; good && k <= more; k++) good = (p[i + k] & 0xC0) == 0x80;
        if (!good) {
            if (ret_bad) *ret_bad = i;
            return false;
        }
        i += more + 1;
    }
    return true;
}

bool str_is_line(str s, size_t max)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] < 0x20 || s.data[i] == 0x7f) return false;
    return s.len <= max && str_trim(s).len > 0 && str_is_utf8(s, NULL);
}
