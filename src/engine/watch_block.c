/*
 * Blocks of subjects: their traces and states.
 *
 *   trace   form u64, count u32, end of each trace u32, the traces
 *   state   base u64, a byte each
 */
#include "engine/watch.h"

#include "base/mem.h"
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
    b->is_damaged = b->is_lost = false;
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

/* --- a state that is lost ------------------------------------------------------------------------------------- */

/* Rows are never used again: where nothing says how many there were, the block is full. */
static cordon_status count_lost(struct watch_block *b, struct store *s, struct cordon_error *err)
{
    struct cordon_error none = ERROR_INIT;
    uint64_t last = 0;
    b->count = STORE_BLOCK;
    cordon_status st = watch_blocks(s, &last, err);
    if (st || b->number < last) return st;
    buf_reset(&b->scratch);
    st = store_get(s, STORE_TRACE, b->number, NULL, &b->scratch, &none);
    uint32_t traces = !st && b->scratch.len >= TRACE_HEAD ? num_get_u32((const uint8_t *)b->scratch.data + 8) : STORE_BLOCK;
    if (traces < STORE_BLOCK) b->count = traces;
    if (st && !watch_is_damage(st) && err) *err = none;
    return watch_is_damage(st) ? CORDON_OK : st;
}

static bool note_row(void *ctx, uint64_t row)
{
    struct watch_block *b = ctx;
    b->state[watch_slot_of(row)] = CORDON_CLEAR;
    return true;
}

/* Nothing is clear by it: it rests on no base. */
static cordon_status state_anew(struct watch_block *b, struct store *s, struct cordon_error *err)
{
    uint64_t before = (b->number - 1) * STORE_BLOCK;
    cordon_status st = count_lost(b, s, err);
    b->base = 0;
    memset(b->state, STATE_GONE, sizeof b->state);
    if (!st) st = store_rows(s, before + 1, before + b->count, note_row, b, err);
    for (size_t i = 0; !st && i < b->count; i++) {
        if (b->state[i] & STATE_GONE) continue;
        buf_reset(&b->scratch);
        st = store_found(s, before + i + 1, &b->scratch, err);
        uint8_t kept = st ? 0 : watch_found_state(buf_str(&b->scratch));
        if (kept & STATE_VERDICT) b->state[i] = kept;
        else if (st == CORDON_CORRUPT || b->scratch.len) b->state[i] |= STATE_HITS;
        if (st == CORDON_CORRUPT) st = CORDON_OK; /* told when it is screened */
    }
    return st;
}

/* --- reading, writing ------------------------------------------------------------------------------------------ */

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

static cordon_status load_traces(struct watch_block *b, struct store *s, struct cordon_error *ret_damage, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    cordon_status st = store_get(s, STORE_TRACE, b->number, NULL, &b->bytes, &why);
    if (!st && !cut_traces(b))
        st = error_set(&why, CORDON_CORRUPT, "the keys of block %llu are not whole", (unsigned long long)b->number);
    b->is_damaged = watch_is_damage(st);
    if (b->is_damaged && ret_damage && !ret_damage->status) *ret_damage = why;
    if (st && !b->is_damaged && err) *err = why;
    if (!b->is_damaged) return st;
    b->form = 0;
    for (size_t i = 0; i < b->count; i++) b->trace[i] = STR_EMPTY;
    return CORDON_OK;
}

cordon_status watch_block_load(struct watch_block *b, struct store *s, uint64_t number, bool with_traces,
                               struct cordon_error *ret_damage, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    b->number = number;
    b->form = 0;
    b->is_damaged = false;
    buf_reset(&b->bytes);
    cordon_status st = load_state(b, s, &why);
    b->is_lost = watch_is_damage(st);
    if (b->is_lost && ret_damage) *ret_damage = why;
    if (b->is_lost) st = state_anew(b, s, err);
    else if (st && err) *err = why;
    if (st) return st;
    for (size_t i = 0; i < b->count; i++) b->trace[i] = STR_EMPTY;
    return with_traces ? load_traces(b, s, ret_damage, err) : CORDON_OK;
}

cordon_status watch_block_save_state(struct watch_block *b, struct store *s, struct cordon_error *err)
{
    uint8_t head[STATE_HEAD];
    if (b->is_lost) return CORDON_OK;
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

cordon_status watch_blocks(struct store *s, uint64_t *ret_blocks, struct cordon_error *err)
{
    uint64_t states = 0, traces = 0;
    cordon_status st = store_last(s, STORE_STATE, &states, err);
    if (!st) st = store_last(s, STORE_TRACE, &traces, err);
    if (!st) *ret_blocks = states > traces ? states : traces; /* one of the two may be missing */
    return st;
}

cordon_status watch_rows(struct store *s, uint64_t *ret_rows, struct cordon_error *err)
{
    struct watch_block *b = mem_alloc(sizeof *b);
    uint64_t last = 0;
    *ret_rows = 0;
    if (!b) return error_nomem(err);
    watch_block_init(b);
    cordon_status st = watch_blocks(s, &last, err);
    if (!st && last) st = watch_block_load(b, s, last, false, NULL, err);
    if (!st && last) *ret_rows = (last - 1) * STORE_BLOCK + b->count;
    watch_block_release(b);
    mem_free(b);
    return st;
}
