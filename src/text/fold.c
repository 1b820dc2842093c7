/* Whole texts folded, for those that are compared as they are. */
#include "text/text.h"

#include "base/num.h"

#include <utf8proc.h>

/* Blanks merged and trimmed, in place; U+0085 and friends became blanks or stay as they are. */
static size_t squeeze(char *p, size_t len)
{
    size_t out = 0;
    for (size_t i = 0; i < len; i++) {
        bool is_blank = byte_is_blank(p[i]) || p[i] == '\v' || p[i] == '\f';
        if (is_blank && (out == 0 || p[out - 1] == ' ')) continue;
        p[out++] = is_blank ? ' ' : p[i];
    }
    if (out && p[out - 1] == ' ') out--;
    return out;
}

str text_fold(str in, struct arena *arena)
{
    const int options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
    const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)in.data;
    size_t room;
    if (in.len == 0 || in.len > INT32_MAX / 64 || !str_is_utf8(in, NULL)) return STR_EMPTY;
    utf8proc_ssize_t n = utf8proc_decompose(from, (utf8proc_ssize_t)in.len, NULL, 0,
                                            (utf8proc_option_t)options);
    if (n < 0 || !num_mul((size_t)n + 1, sizeof(int32_t), &room)) return STR_EMPTY;
    int32_t *cps = arena_alloc(arena, room);
    if (!cps) return STR_EMPTY;
    n = utf8proc_decompose(from, (utf8proc_ssize_t)in.len, cps, n, (utf8proc_option_t)options);
    if (n < 0) return STR_EMPTY;
    n = utf8proc_reencode(cps, n, (utf8proc_option_t)options); /* in place, with a NUL */
    if (n < 0) return STR_EMPTY;
    return str_of((char *)cps, squeeze((char *)cps, (size_t)n));
}
