/*
 * Blocks of subjects: their traces and states.
 *
 *   trace   form u64, count u32, end of each trace u32, the traces
 *   state   base u64, a byte each
 */
#include "engine/watch.h"

#include "base/num.h"

enum { TRACE_HEAD = 12, STATE_HEAD = 8 };

enum cordon_verdict watch_verdict(uint8_t state, bool is_open)
{
    enum cordon_verdict v = (enum cordon_verdict)(state & STATE_VERDICT);
    if (v != CORDON_CLEAR) return v <= CORDON_STOP ? v : CORDON_UNDECIDED;
    return is_open || state & STATE_OPEN ? CORDON_UNDECIDED : CORDON_CLEAR;
}

void watch_block_init(struct watch_block *b)
{
    b->number = b->base = b->form = 0;
    b->is_damaged = false;
    b->count = 0;
    buf_init(&b->bytes, STORE_SEALED_MAX);
    buf_init(&b->scratch, STORE_SEALED_MAX);
}

void watch_block_release(struct watch_block *b)
{
    buf_release(&b->bytes);
    buf_release(&b->scratch);
}

static cordon_status load_state(struct watch_block *b, struct store *s, struct cordon_error *err)
{
    buf_reset(&b->scratch);
    cordon_status st = store_get(s, STORE_STATE, b->number, NULL, &b->scratch, err);
    if (st) return st;
    size_t len = b->scratch.len;
    if (len < STATE_HEAD || len > STATE_HEAD + STORE_BLOCK)
        return error_set(err, CORDON_CORRUPT, "the state of block %llu is not whole", (unsigned long long)b->number);
    b->base = num_get_u64((const uint8_t *)b->scratch.data);
    b->count = len - STATE_HEAD;
    memcpy(b->state, b->scratch.data + STATE_HEAD, b->count);
    return CORDON_OK;
}

static bool cut_traces(struct watch_block *b)
{
    const uint8_t *p = (const uint8_t *)b->bytes.data;
    size_t len = b->bytes.len, from = TRACE_HEAD + 4 * b->count;
    if (len < from || num_get_u32(p + 8) != b->count) return false;
    b->form = num_get_u64(p);
    for (size_t i = 0; i < b->count; i++) {
        size_t end = num_get_u32(p + TRACE_HEAD + 4 * i);
        if (end < from || end > len) return false;
        b->trace[i] = str_sub(buf_str(&b->bytes), from, end);
        from = end;
    }
    return from == len;
}

cordon_status watch_block_load(struct watch_block *b, struct store *s, uint64_t number, bool with_traces,
                               struct cordon_error *ret_damage, struct cordon_error *err)
{
    b->number = number;
    b->form = 0;
    b->is_damaged = false;
    buf_reset(&b->bytes);
    cordon_status st = load_state(b, s, err);
    for (size_t i = 0; i < b->count; i++) b->trace[i] = STR_EMPTY;
    if (st || !with_traces) return st;
    st = store_get(s, STORE_TRACE, number, NULL, &b->bytes, ret_damage);
    if (!st && !cut_traces(b))
        st = error_set(ret_damage, CORDON_CORRUPT, "the keys of block %llu are not whole", (unsigned long long)number);
    if (st != CORDON_CORRUPT && st != CORDON_NOTFOUND) {
        if (st && err) *err = *ret_damage;
        return st;
    }
    b->is_damaged = true;
    b->form = 0;
    for (size_t i = 0; i < b->count; i++) b->trace[i] = STR_EMPTY;
    return CORDON_OK;
}

cordon_status watch_block_save_state(struct watch_block *b, struct store *s, struct cordon_error *err)
{
    uint8_t head[STATE_HEAD];
    num_put_u64(head, b->base);
    buf_reset(&b->scratch);
    buf_add_bytes(&b->scratch, head, sizeof head);
    buf_add_bytes(&b->scratch, b->state, b->count);
    if (b->scratch.failed) return error_nomem(err);
    return store_put(s, STORE_STATE, b->number, 0, buf_str(&b->scratch), err);
}

cordon_status watch_block_save_traces(struct watch_block *b, struct store *s, struct cordon_error *err)
{
    uint8_t head[TRACE_HEAD], end[4];
    size_t at = TRACE_HEAD + 4 * b->count;
    num_put_u64(head, b->form);
    num_put_u32(head + 8, (uint32_t)b->count);
    buf_reset(&b->scratch);
    buf_add_bytes(&b->scratch, head, sizeof head);
    for (size_t i = 0; i < b->count; i++) {
        at += b->trace[i].len;
        num_put_u32(end, (uint32_t)at);
        buf_add_bytes(&b->scratch, end, sizeof end);
    }
    for (size_t i = 0; i < b->count; i++) buf_add(&b->scratch, b->trace[i]);
    if (b->scratch.failed) return buf_status(&b->scratch) == CORDON_NOMEM
                                      ? error_nomem(err)
                                      : error_set(err, CORDON_LIMIT, "the keys of a block of subjects take more than %d MiB",
                                                  STORE_SEALED_MAX >> 20);
    return store_put(s, STORE_TRACE, b->number, 0, buf_str(&b->scratch), err);
}

cordon_status watch_rows(struct store *s, uint64_t *ret_rows, struct cordon_error *err)
{
    struct buf bytes = BUF_INIT(STATE_HEAD + STORE_BLOCK);
    uint64_t last = 0;
    *ret_rows = 0;
    cordon_status st = store_last(s, STORE_STATE, &last, err);
    if (!st && last) st = store_get(s, STORE_STATE, last, NULL, &bytes, err);
    if (!st && last) *ret_rows = (last - 1) * STORE_BLOCK + (bytes.len > STATE_HEAD ? bytes.len - STATE_HEAD : 0);
    buf_release(&bytes);
    return st;
}
