/* Bytes that grow up to a cap; failure sticks, so ask once at the end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
    char  *data; /* owned */
    size_t len;
    size_t room;
    size_t cap;    /* len never goes above it */
    bool   failed; /* something did not fit or memory ran out; content is then incomplete */
    bool   over;   /* failed because of the cap */
};

#define BUF_INIT(max) { .cap = (max) }

void buf_init(struct buf *b, size_t cap);
void buf_release(struct buf *b); /* NULL is fine */
void buf_reset(struct buf *b);   /* empty, not failed, memory kept */
void buf_add(struct buf *b, str s);
void buf_add_bytes(struct buf *b, const void *p, size_t len);
void buf_add_byte(struct buf *b, char c);
void buf_add_zeros(struct buf *b, size_t count);
void buf_add_u64(struct buf *b, uint64_t v); /* as decimal text */
void buf_add_i64(struct buf *b, int64_t v);  /* as decimal text */
void buf_printf(struct buf *b, const char *fmt, ...) CORDON_PRINTF(2, 3);
/** `len` writable bytes at the end, already counted; NULL on failure. */
char *buf_take(struct buf *b, size_t len);
/** Zero bytes until len is a multiple of `align`. */
void buf_pad(struct buf *b, size_t align);

static inline str buf_str(const struct buf *b)
{
    return str_of(b->data, b->len);
}

/** What a failed buf means as a status: CORDON_OK, CORDON_LIMIT or CORDON_NOMEM. */
static inline cordon_status buf_status(const struct buf *b)
{
    return !b->failed ? CORDON_OK : b->over ? CORDON_LIMIT : CORDON_NOMEM;
}

#endif
