/* Numbers in little endian at the end of a buf, as num_get_u16, u32 and u64 read them. */
#ifndef BASE_BUF_NUM_H
#define BASE_BUF_NUM_H

#include "base/buf.h"
#include "base/num.h"

static inline void buf_put_u16(struct buf *b, uint16_t v)
{
    uint8_t bytes[2];
    num_put_u16(bytes, v);
    buf_add_bytes(b, bytes, sizeof bytes);
}

static inline void buf_put_u32(struct buf *b, uint32_t v)
{
    uint8_t bytes[4];
    num_put_u32(bytes, v);
    buf_add_bytes(b, bytes, sizeof bytes);
}

static inline void buf_put_u64(struct buf *b, uint64_t v)
{
    uint8_t bytes[8];
    num_put_u64(bytes, v);
    buf_add_bytes(b, bytes, sizeof bytes);
}

#endif
