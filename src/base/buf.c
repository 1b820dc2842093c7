/* Bytes that grow up to a cap. */
#include "base/buf.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdarg.h>
#include <stdio.h>

void buf_init(struct buf *b, size_t cap)
{
    *b = (struct buf)BUF_INIT(cap);
}

void buf_release(struct buf *b)
{
    if (!b) return;
    mem_free(b->data);
    buf_init(b, b->cap);
}

void buf_reset(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    b->over = false;
}

char *buf_take(struct buf *b, size_t len)
{
    size_t want;
    if (b->failed) return NULL;
    if (!num_add(b->len, len, &want) || want > b->cap) {
        b->failed = b->over = true;
        return NULL;
    }
    if (want > b->room) {
        size_t room = b->room ? b->room : 256;
        while (room < want) room = room > SIZE_MAX / 2 ? want : room * 2;
        if (room > b->cap) room = b->cap;
        char *p = mem_realloc(b->data, room);
        if (!p) {
            b->failed = true;
            return NULL;
        }
        b->data = p;
        b->room = room;
    }
    char *at = b->data ? b->data + b->len : (char *)(uintptr_t)1; /* len == 0, never read */
    b->len = want;
    return at;
}

void buf_add_bytes(struct buf *b, const void *p, size_t len)
{
    if (len == 0) return;
    if (len <= b->room - b->len && !b->failed) { /* mostly there is room */
        memcpy(b->data + b->len, p, len);
        b->len += len;
        return;
    }
    char *at = buf_take(b, len);
    if (at) memcpy(at, p, len);
}

void buf_add(struct buf *b, str s)
{
    buf_add_bytes(b, s.data, s.len);
}

void buf_add_byte(struct buf *b, char c)
{
    if (b->len < b->room && !b->failed)
        b->data[b->len++] = c;
    else
        buf_add_bytes(b, &c, 1);
}

void buf_add_zeros(struct buf *b, size_t count)
{
    if (count == 0) return;
    char *at = buf_take(b, count);
    if (at) memset(at, 0, count);
}

void buf_add_u64(struct buf *b, uint64_t v)
{
    char tmp[20];
    size_t i = sizeof tmp;
    do tmp[--i] = (char)('0' + v % 10);
    while (v /= 10);
    buf_add_bytes(b, tmp + i, sizeof tmp - i);
}

void buf_add_i64(struct buf *b, int64_t v)
{
    if (v < 0) buf_add_byte(b, '-');
    buf_add_u64(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *at = n < 0 ? NULL : buf_take(b, (size_t)n + 1);
    if (at) {
        vsnprintf(at, (size_t)n + 1, fmt, again);
        b->len--; /* not the NUL */
    }
    if (n < 0) b->failed = true;
    va_end(again);
}

void buf_pad(struct buf *b, size_t align)
{
    size_t rest = b->len % align;
    if (rest) buf_add_zeros(b, align - rest);
}
