/* Case folding, one sign to one sign, so that wildcards still count signs. */
#include "rule/inside.h"

#include <utf8proc.h>

/* Simple folding after Unicode: full folding where that is one sign, else the small letter. */
static utf8proc_int32_t fold_sign(utf8proc_int32_t cp)
{
    utf8proc_int32_t out[4];
    int boundary = 0;
    if (cp == 0x130)
        return cp; /* capital I with dot: folds to two signs or, in Turkish, to i */
    utf8proc_ssize_t n = utf8proc_decompose_char(cp, out, 4, UTF8PROC_CASEFOLD, &boundary);
    return n == 1 ? out[0] : utf8proc_tolower(cp);
}

/* Blocks of bytes that are all ASCII; stops at the first other one. */
static size_t fold_ascii(str s, char *out)
{
    size_t i = 0;
    for (; i + 32 <= s.len; i += 32) {
        unsigned char any = 0;
        for (size_t k = 0; k < 32; k++) {
            unsigned char c = (unsigned char)s.data[i + k];
            any |= c;
            out[i + k] = (char)(c | ((unsigned char)(c - 'A') < 26 ? 0x20 : 0));
        }
        if (any & 0x80) return i;
    }
    for (; i < s.len && !((unsigned char)s.data[i] & 0x80); i++) out[i] = byte_lower(s.data[i]);
    return i;
}

size_t fold_text(str s, char *out)
{
    size_t i = fold_ascii(s, out), len = i;
    while (i < s.len) {
        utf8proc_int32_t cp;
        unsigned char c = (unsigned char)s.data[i];
        if (c < 0x80) {
            out[len++] = byte_lower(s.data[i++]);
            continue;
        }
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.data + i,
                                              (utf8proc_ssize_t)(s.len - i), &cp);
        if (n <= 0) {
            out[len++] = s.data[i++];
            continue;
        }
        len += (size_t)utf8proc_encode_char(fold_sign(cp), (utf8proc_uint8_t *)out + len);
        i += (size_t)n;
    }
    return len;
}

str fold_copy(struct arena *a, str s)
{
    char *out = arena_alloc(a, fold_room(s.len));
    if (!out) return STR_EMPTY;
    return str_of(out, fold_text(s, out));
}
