/* Borrowed text with a length: the only string type inside Cordon. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <cordon/types.h>
#include <string.h>

typedef cordon_str str;

#define STR_INIT(lit) { (lit), sizeof(lit) - 1 }
#define STR(lit)      ((str)STR_INIT(lit))
#define STR_EMPTY     ((str){ NULL, 0 })
#define STR_ARG(s)    (int)((s).len > 512 ? 512 : (s).len), (s).data ? (s).data : ""

static inline str str_of(const char *data, size_t len)
{
    return (str){ data, len };
}

/** View a C string; NULL gives the empty string. */
static inline str str_c(const char *z)
{
    return (str){ z, z ? strlen(z) : 0 };
}

static inline bool str_eq(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/** Bytes [from, to) of s; both ends are clamped to its length. */
static inline str str_sub(str s, size_t from, size_t to)
{
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (str){ s.data ? s.data + from : NULL, to - from };
}

/** Everything of s from byte `from` on. */
static inline str str_from(str s, size_t from)
{
    return str_sub(s, from, s.len);
}

/** Order by bytes, shorter first on a tie: <0, 0, >0. */
int  str_cmp(str a, str b);
/** Same bytes when ASCII letters are taken without case. */
bool str_eq_nocase(str a, str b);
bool str_starts(str s, str prefix);
bool str_starts_nocase(str s, str prefix);
bool str_ends(str s, str suffix);
/** s without blanks, tabs, CR and LF at both ends; see str_trim. */
str  str_trim_blanks(str s);
/** First place of `byte` in s, or s.len. */
size_t str_index(str s, char byte);
/** How often `byte` stands in s. */
size_t str_count(str s, char byte);
/** First place of `part` in s at or after `from`, or SIZE_MAX; an empty part is found at `from`. */
size_t str_find(str s, str part, size_t from);

/**
 * Cut the piece before the next `sep` off the front of *rest.
 *
 * @return false when *rest was already used up (data == NULL); "a,,b" gives "a", "", "b"
 */
bool str_next(str *rest, char sep, str *ret_piece);

/** Edits (insert, delete, replace, swap of neighbours) between two short texts; at most `cap`
 *  is looked for, cap + 1 means more. Texts above 64 bytes count as further than any cap. */
unsigned str_distance(str a, str b, unsigned cap);

/** Hash of the bytes, the same on every machine (XXH3, 64 bit). */
uint64_t str_hash(str s);

/** Is s well-formed UTF-8? On false *ret_bad (may be NULL) is the first bad byte. */
bool str_is_utf8(str s, size_t *ret_bad);

/** Is s one line of text that somebody wrote: UTF-8, not blank, without control characters, at most `max` bytes? */
bool str_is_line(str s, size_t max);

static inline bool byte_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool byte_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool byte_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool byte_is_alpha(char c)
{
    return byte_is_upper(c) || byte_is_lower(c);
}
static inline bool byte_is_alnum(char c)
{
    return byte_is_alpha(c) || byte_is_digit(c);
}
static inline bool byte_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
/** s without blanks, tabs, CR and LF at both ends. Inline, since most texts have none. */
static inline str str_trim(str s)
{
    bool has_some = s.len && (byte_is_blank(s.data[0]) || byte_is_blank(s.data[s.len - 1]));
    return has_some ? str_trim_blanks(s) : s;
}

static inline char byte_lower(char c)
{
    return byte_is_upper(c) ? (char)(c + 32) : c;
}
static inline char byte_upper(char c)
{
    return byte_is_lower(c) ? (char)(c - 32) : c;
}

#endif
