/*
 * Numbers, addresses and codes brought to plain signs.
 *
 * What people paste is written on wide keyboards, in the digits of their own script, with marks that
 * no screen shows. Keys of numbers are compared byte by byte, so all of that must go first.
 */
#include "text/text.h"

#include "base/num.h"
#include "text/script.h"

#include <utf8proc.h>

enum { UNFOLDED_MAX = 64 }; /* code points one can unfold to; Unicode's longest is 18 */

struct plain {
    int32_t *cps;
    size_t   count, room;
    bool     is_key; /* for a key: without case, letters that look Latin made Latin */
};

enum { NUMERO = 0x2116 };

/* The lengthening stroke of kana and the box line: what some keyboards give for a dash. */
static bool is_stroke(int32_t cp)
{
    return cp == 0x30FC || cp == 0x2500;
}

/* Dashes of all kinds become '-', other separators a blank; 0 when the sign is no separator. */
static int32_t separator_of(int32_t cp, int32_t last)
{
    if (is_stroke(cp) && last >= '0' && last <= '9') return '-';
    switch (sign_of(cp)) {
    case SIGN_HYPHEN: return '-';
    case SIGN_BREAK:
    case SIGN_COMMA:
    case SIGN_DOT:
    case SIGN_APOSTROPHE:
    case SIGN_OPEN:
    case SIGN_CLOSE:
    case SIGN_QUOTE: return ' ';
    case SIGN_LETTER:
    case SIGN_DIGIT:
    case SIGN_MARK:
    case SIGN_HIDDEN:
    case SIGN_NOTHING: break;
    }
    return 0;
}

static void put(struct plain *p, int32_t cp)
{
    int digit = digit_value(cp);
    char latin = p->is_key && cp >= 0x80 ? latin_lookalike(cp) : 0;
    enum sign sign = cp >= 0x80 ? sign_of(cp) : SIGN_LETTER;
    if (sign == SIGN_HIDDEN || sign == SIGN_NOTHING) return;
    int32_t separator = cp >= 0x80 && digit < 0 ? separator_of(cp, p->count ? p->cps[p->count - 1] : 0) : 0;
    if (p->count < p->room)
        p->cps[p->count++] = digit >= 0 ? '0' + digit : latin ? latin : separator ? separator : cp;
}

static utf8proc_option_t options_of(bool is_key)
{
    unsigned options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE;
    return (utf8proc_option_t)(is_key ? options | UTF8PROC_CASEFOLD : options);
}

static void unfold(struct plain *p, int32_t cp)
{
    int32_t one[UNFOLDED_MAX];
    int boundary = 0;
    if (cp < 0x80) { /* most of a long text is */
        if (p->count < p->room) p->cps[p->count++] = p->is_key ? byte_lower((char)cp) : cp;
        return;
    }
    enum sign sign = sign_of(cp); /* as it stands: folding makes letters of fillers */
    if (sign == SIGN_HIDDEN || sign == SIGN_NOTHING) return;
    utf8proc_ssize_t n = utf8proc_decompose_char(cp, one, UNFOLDED_MAX,
                                                 options_of(p->is_key), &boundary);
    for (utf8proc_ssize_t i = 0; i < n && n <= UNFOLDED_MAX; i++) put(p, one[i]);
    if (cp == NUMERO) put(p, '.'); /* one sign for "No.", which is a label */
}

/* Composed UTF-8, in place of the code points. */
static str encode(struct plain *p, struct arena *arena)
{
    utf8proc_ssize_t n = utf8proc_normalize_utf32(p->cps, (utf8proc_ssize_t)p->count,
                                                  UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    unsigned char *out = n < 0 ? NULL : arena_alloc(arena, (size_t)n * 4 + 1);
    size_t len = 0;
    if (!out) return STR_EMPTY;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        len += (size_t)utf8proc_encode_char(p->cps[i], out + len);
    return str_of((char *)out, len);
}

/* Code points it unfolds to; below 0 when it is no UTF-8. */
static int64_t unfolded_count(str in, bool is_key)
{
    int64_t count = 0;
    int boundary = 0;
    for (size_t at = 0; at < in.len;) {
        int32_t cp = (unsigned char)in.data[at];
        if (cp < 0x80) {
            count++;
            at++;
            continue;
        }
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)in.data + at,
                                                 (utf8proc_ssize_t)(in.len - at), &cp);
        utf8proc_ssize_t n = used > 0 ? utf8proc_decompose_char(cp, NULL, 0, options_of(is_key), &boundary) : -1;
        if (n < 0) return -1;
        count += n;
        at += (size_t)used;
    }
    return count;
}

static str plain_text(str in, bool is_key, struct arena *arena)
{
    size_t bytes, at = 0;
    if (in.len == 0 || in.len > INT32_MAX / 64 || !str_is_utf8(in, NULL)) return STR_EMPTY;
    int64_t count = unfolded_count(in, is_key);
    if (count < 0 || !num_mul((size_t)count + in.len, sizeof(int32_t), &bytes)) return STR_EMPTY;
    /* beyond what unfolds, a point for each "№" */
    struct plain p = { arena_alloc(arena, bytes), 0, (size_t)count + in.len, is_key };
    if (!p.cps) return STR_EMPTY;
    while (at < in.len) {
        int32_t cp;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)in.data + at,
                                              (utf8proc_ssize_t)(in.len - at), &cp);
        if (n <= 0) return STR_EMPTY;
        unfold(&p, cp);
        at += (size_t)n;
    }
    return encode(&p, arena);
}

str text_plain(str in, struct arena *arena)
{
    return plain_text(in, false, arena);
}

str text_number(str in, struct arena *arena)
{
    return plain_text(in, true, arena);
}
