/*
 * Blocks of payments, a column after the other.
 *
 *   payment  count u32, then payer u32, payee u32, day i32, amount i64, decimals u8, currency 4 bytes, each `count` times
 *   ids      count u32, then each id: length u8, text
 */
#include "engine/watch.h"

#include "base/num.h"

enum { HEAD = 4, ROW = 25, ID_MAX = 255 };

void watch_payments_init(struct watch_payments *p)
{
    buf_init(&p->bytes, STORE_SEALED_MAX);
    buf_init(&p->ids, STORE_SEALED_MAX);
    p->count = 0;
}

void watch_payments_release(struct watch_payments *p)
{
    buf_release(&p->bytes);
    buf_release(&p->ids);
}

cordon_status watch_payments_load(struct watch_payments *p, struct store *s, uint64_t number, bool with_ids, struct cordon_error *err)
{
    buf_reset(&p->bytes);
    buf_reset(&p->ids);
    p->count = 0;
    cordon_status st = store_get(s, STORE_PAYMENT, number, NULL, &p->bytes, err);
    if (!st && with_ids) st = store_get(s, STORE_PAYMENT_IDS, number, NULL, &p->ids, err);
    if (st) return st;
    size_t count = p->bytes.len >= HEAD ? num_get_u32((const uint8_t *)p->bytes.data) : SIZE_MAX;
    if (count > PAYMENT_BLOCK || p->bytes.len != HEAD + ROW * count)
        return error_set(err, CORDON_CORRUPT, "payments (number %llu) are not whole", (unsigned long long)number);
    p->count = count;
    return CORDON_OK;
}

void watch_payments_sides(const struct watch_payments *p, size_t at, struct watch_payment *ret)
{
    const uint8_t *b = (const uint8_t *)p->bytes.data + HEAD;
    ret->payer = num_get_u32(b + 4 * at);
    ret->payee = num_get_u32(b + 4 * p->count + 4 * at);
}

void watch_payments_get(const struct watch_payments *p, size_t at, struct watch_payment *ret)
{
    const uint8_t *b = (const uint8_t *)p->bytes.data + HEAD;
    size_t n = p->count;
    ret->payer = num_get_u32(b + 4 * at);
    ret->payee = num_get_u32(b + 4 * n + 4 * at);
    ret->day = (int32_t)num_get_u32(b + 8 * n + 4 * at);
    ret->amount = (int64_t)num_get_u64(b + 12 * n + 8 * at);
    ret->decimals = b[20 * n + at];
    if (ret->decimals > PAYMENT_DECIMALS_MAX) ret->decimals = PAYMENT_DECIMALS_MAX;
    memcpy(ret->currency, b + 21 * n + 4 * at, 4);
    ret->id = STR_EMPTY;
}

str watch_payments_id(const struct watch_payments *p, size_t at)
{
    str rest = str_from(buf_str(&p->ids), HEAD);
    for (; rest.len; at--) {
        size_t len = (uint8_t)rest.data[0];
        if (!at) return str_sub(rest, 1, 1 + len);
        rest = str_from(rest, 1 + len);
    }
    return STR_EMPTY;
}

static void put_columns(const struct watch_payment *p, size_t n, struct buf *out)
{
    uint8_t *b = (uint8_t *)buf_take(out, HEAD + ROW * n);
    if (!b) return;
    num_put_u32(b, (uint32_t)n);
    b += HEAD;
    for (size_t i = 0; i < n; i++) {
        num_put_u32(b + 4 * i, (uint32_t)p[i].payer);
        num_put_u32(b + 4 * n + 4 * i, (uint32_t)p[i].payee);
        num_put_u32(b + 8 * n + 4 * i, (uint32_t)p[i].day);
        num_put_u64(b + 12 * n + 8 * i, (uint64_t)p[i].amount);
        b[20 * n + i] = p[i].decimals;
        memcpy(b + 21 * n + 4 * i, p[i].currency, 4);
    }
}

cordon_status watch_payments_put(struct store *s, const struct watch_payment *payment, size_t count, struct cordon_error *err)
{
    struct buf bytes = BUF_INIT(STORE_SEALED_MAX), ids = BUF_INIT(STORE_SEALED_MAX), before = BUF_INIT(STORE_SEALED_MAX);
    uint8_t head[4];
    uint64_t last = 0, total = 0;
    cordon_status st = store_last(s, STORE_PAYMENT, &last, err);
    if (!st && last) st = store_get(s, STORE_PAYMENT, last, &total, &before, err);
    put_columns(payment, count, &bytes);
    num_put_u32(head, (uint32_t)count);
    buf_add_bytes(&ids, head, sizeof head);
    for (size_t i = 0; i < count; i++) {
        buf_add_byte(&ids, (char)num_min_u32((uint32_t)payment[i].id.len, ID_MAX));
        buf_add(&ids, str_sub(payment[i].id, 0, ID_MAX));
    }
    if (!st && (bytes.failed || ids.failed)) st = error_nomem(err);
    if (!st) st = store_put(s, STORE_PAYMENT, last + 1, total + count, buf_str(&bytes), err);
    if (!st) st = store_put(s, STORE_PAYMENT_IDS, last + 1, 0, buf_str(&ids), err);
    buf_release(&bytes);
    buf_release(&ids);
    buf_release(&before);
    return st;
}
