/* POSIX ustar: regular files, each header in the one form there is. */
#include "share/ustar.h"

#include "base/num.h"

/* Where the fields of a header stand. src: ustar (docs/sources.md) */
enum { NAME_AT = 0, MODE_AT = 100, UID_AT = 108, GID_AT = 116, SIZE_AT = 124, MTIME_AT = 136,
       CHECK_AT = 148, TYPE_AT = 156, MAGIC_AT = 257, DEVMAJOR_AT = 329, DEVMINOR_AT = 337 };

/* `len - 1` octal digits and a NUL. */
static void put_octal(uint8_t *at, size_t len, uint64_t v)
{
    at[len - 1] = 0;
    for (size_t i = len - 1; i-- > 0; v >>= 3) at[i] = (uint8_t)('0' + (v & 7));
}

static uint32_t check_sum(const uint8_t header[USTAR_BLOCK])
{
    uint32_t sum = 0;
    for (size_t i = 0; i < USTAR_BLOCK; i++)
        sum += i >= CHECK_AT && i < CHECK_AT + 8 ? ' ' : header[i];
    return sum;
}

void ustar_header(str name, uint64_t size, int64_t mtime_s, uint8_t ret[USTAR_BLOCK])
{
    memset(ret, 0, USTAR_BLOCK);
    memcpy(ret + NAME_AT, name.data, name.len < USTAR_NAME_MAX ? name.len : USTAR_NAME_MAX);
    put_octal(ret + MODE_AT, 8, 0644);
    put_octal(ret + UID_AT, 8, 0);
    put_octal(ret + GID_AT, 8, 0);
    put_octal(ret + SIZE_AT, 12, size);
    put_octal(ret + MTIME_AT, 12, mtime_s > 0 ? (uint64_t)mtime_s : 0);
    ret[TYPE_AT] = '0';
    memcpy(ret + MAGIC_AT, "ustar\00000", 8);
    put_octal(ret + DEVMAJOR_AT, 8, 0);
    put_octal(ret + DEVMINOR_AT, 8, 0);
    put_octal(ret + CHECK_AT, 7, check_sum(ret)); /* six digits, NUL, blank */
    ret[CHECK_AT + 7] = ' ';
}

void ustar_add(struct buf *out, str name, str bytes, int64_t mtime_s)
{
    uint8_t header[USTAR_BLOCK];
    ustar_header(name, bytes.len, mtime_s, header);
    buf_add_bytes(out, header, sizeof header);
    buf_add(out, bytes);
    buf_pad(out, USTAR_BLOCK);
}

void ustar_end(struct buf *out)
{
    buf_add_zeros(out, 2 * USTAR_BLOCK);
}

/* --- reading ------------------------------------------------------------------------------------- */

static bool is_zero(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i]) return false;
    return true;
}

static str name_of(const uint8_t *header)
{
    str s = str_of((const char *)header + NAME_AT, USTAR_NAME_MAX);
    return str_sub(s, 0, str_index(s, '\0'));
}

static bool get_octal(const uint8_t *at, size_t len, uint64_t *ret)
{
    uint64_t v = 0;
    size_t i = 0;
    while (i < len && at[i] >= '0' && at[i] <= '7') v = v << 3 | (uint64_t)(at[i++] - '0');
    *ret = v;
    return i == len - 1 && (at[i] == 0 || at[i] == ' ');
}

str ustar_peek(const struct ustar *u, uint64_t *ret_size)
{
    *ret_size = 0;
    if (u->in.len - u->at < USTAR_BLOCK) return STR_EMPTY;
    const uint8_t *header = (const uint8_t *)u->in.data + u->at;
    return get_octal(header + SIZE_AT, 12, ret_size) ? name_of(header) : STR_EMPTY;
}

static const char *kind_word(uint8_t type)
{
    switch (type) {
    case '1': return "a hard link";
    case '2': return "a symbolic link";
    case '3': return "a character device";
    case '4': return "a block device";
    case '5': return "a folder";
    case '6': return "a pipe";
    default: return "something that is no regular file";
    }
}

static bool climbs(str name)
{
    str piece;
    while (str_next(&name, '/', &piece))
        if (str_eq(piece, STR(".."))) return true;
    return false;
}

/* A header that is not the expected one: say the worst thing about it. */
static cordon_status refuse(const uint8_t *header, str name, uint64_t size, struct cordon_error *err)
{
    str is = name_of(header);
    uint64_t is_size = 0;
    if (is_zero(str_of((const char *)header, USTAR_BLOCK)))
        return error_set(err, CORDON_SYNTAX, "it ends before part '%.*s'", STR_ARG(name));
    if (!str_is_utf8(is, NULL)) is = STR("(not text)");
    if (is.len && is.data[0] == '/')
        return error_set(err, CORDON_REFUSED, "'%.*s' is an absolute path", STR_ARG(is));
    if (climbs(is))
        return error_set(err, CORDON_REFUSED, "'%.*s' climbs out of its folder", STR_ARG(is));
    if (header[TYPE_AT] != '0')
        return error_set(err, CORDON_REFUSED, "'%.*s' is %s", STR_ARG(is),
                         kind_word(header[TYPE_AT]));
    if (!str_eq(is, name))
        return error_set(err, CORDON_REFUSED, "'%.*s' stands where '%.*s' should", STR_ARG(is),
                         STR_ARG(name));
    if (get_octal(header + SIZE_AT, 12, &is_size) && is_size != size)
        return error_set(err, CORDON_REFUSED, "'%.*s' has %llu bytes, its head says %llu",
                         STR_ARG(is), (unsigned long long)is_size, (unsigned long long)size);
    return error_set(err, CORDON_SYNTAX, "the tar header of '%.*s' is not as it should be",
                     STR_ARG(is));
}

cordon_status ustar_next(struct ustar *u, str name, uint64_t size, int64_t mtime_s, str *ret_bytes,
                         struct cordon_error *err)
{
    uint8_t want[USTAR_BLOCK];
    size_t left = u->in.len - u->at;
    const uint8_t *header = (const uint8_t *)u->in.data + u->at;
    if (left < USTAR_BLOCK)
        return error_set(err, CORDON_SYNTAX, "it is cut short before '%.*s'", STR_ARG(name));
    ustar_header(name, size, mtime_s, want);
    if (memcmp(header, want, USTAR_BLOCK) != 0) return refuse(header, name, size, err);
    left -= USTAR_BLOCK;
    uint64_t padded = (size + USTAR_BLOCK - 1) / USTAR_BLOCK * USTAR_BLOCK;
    if (padded < size || padded > left)
        return error_set(err, CORDON_SYNTAX, "it is cut short within '%.*s'", STR_ARG(name));
    size_t start = u->at + USTAR_BLOCK;
    if (!is_zero(str_sub(u->in, start + (size_t)size, start + (size_t)padded)))
        return error_set(err, CORDON_SYNTAX, "bytes are hidden behind '%.*s'", STR_ARG(name));
    *ret_bytes = str_sub(u->in, start, start + (size_t)size);
    u->at = start + (size_t)padded;
    return CORDON_OK;
}

cordon_status ustar_finish(const struct ustar *u, struct cordon_error *err)
{
    str rest = str_from(u->in, u->at);
    if (rest.len == 2 * USTAR_BLOCK && is_zero(rest)) return CORDON_OK;
    if (rest.len < 2 * USTAR_BLOCK) return error_set(err, CORDON_SYNTAX, "it is cut short at its end");
    if (is_zero(rest)) return error_set(err, CORDON_SYNTAX, "zeros follow behind its end");
    str name = name_of((const uint8_t *)rest.data);
    return error_set(err, CORDON_REFUSED, "'%.*s' is in it and its head does not name it",
                     STR_ARG(str_is_utf8(name, NULL) ? name : STR("(not text)")));
}
