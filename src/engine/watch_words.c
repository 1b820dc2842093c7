/* All words of all names that are watched, each once, in chunks as they came. */
#include "engine/watch.h"

#include "base/num.h"

enum { FRESH_MAX = 64 << 20 };

/* @return was it new? */
static bool note(struct watch_words *w, str text, bool is_sign)
{
    bool was = true;
    if (!seen_add_hash(&w->seen, str_hash(text) ^ (is_sign ? 0x9E3779B97F4A7C15u : 0), &was)) w->no_memory = true;
    return !was;
}

void watch_words_put(struct buf *out, str text, bool is_sign)
{
    uint8_t head[3] = { is_sign };
    num_put_u16(head + 1, (uint16_t)text.len); /* a name has at most TEXT_NAME_MAX bytes; folding may make some more */
    buf_add_bytes(out, head, sizeof head);
    buf_add(out, text);
}

bool watch_words_next(str *rest, str *ret_text, bool *ret_is_sign)
{
    if (rest->len < 3) return false;
    size_t len = num_get_u16((const uint8_t *)rest->data + 1);
    if (len > rest->len - 3) return false;
    *ret_is_sign = rest->data[0] != 0;
    *ret_text = str_sub(*rest, 3, 3 + len);
    *rest = str_from(*rest, 3 + len);
    return true;
}

void watch_words_note(struct watch_words *w, str bytes)
{
    bool is_sign;
    for (str text; watch_words_next(&bytes, &text, &is_sign);)
        if (note(w, text, is_sign)) watch_words_put(&w->fresh, text, is_sign);
    if (w->fresh.failed) w->no_memory = true;
}

/* Those of one chunk. */
static cordon_status load_chunk(struct watch_words *w, struct store *s, uint64_t number, struct buf *chunk, struct cordon_error *err)
{
    bool is_sign;
    buf_reset(chunk);
    cordon_status st = store_get(s, STORE_WORD, number, NULL, chunk, err);
    str rest = buf_str(chunk);
    for (str text; !st && watch_words_next(&rest, &text, &is_sign);) (void)note(w, text, is_sign);
    if (!watch_is_damage(st) && (st || !rest.len)) return st;
    return error_set(err, CORDON_CORRUPT, "words of names (number %llu) are damaged; 'cordon rescreen --all' makes them anew",
                     (unsigned long long)number);
}

cordon_status watch_words_load(struct watch_words *w, struct store *s, struct cordon_error *err)
{
    struct buf chunk = BUF_INIT(STORE_SEALED_MAX);
    uint64_t last = 0;
    *w = (struct watch_words){ .fresh = BUF_INIT(FRESH_MAX) };
    cordon_status st = store_last(s, STORE_WORD, &last, err);
    for (uint64_t number = 1; !st && number <= last; number++) st = load_chunk(w, s, number, &chunk, err);
    buf_release(&chunk);
    if (!st && w->no_memory) st = error_nomem(err);
    if (st) watch_words_release(w);
    return st;
}

cordon_status watch_words_save(struct watch_words *w, struct store *s, struct cordon_error *err)
{
    uint64_t last = 0;
    if (w->no_memory) return error_nomem(err);
    if (!w->fresh.len) return CORDON_OK;
    cordon_status st = store_last(s, STORE_WORD, &last, err);
    if (!st) st = store_put(s, STORE_WORD, last + 1, 0, buf_str(&w->fresh), err);
    if (!st) buf_reset(&w->fresh);
    return st;
}

void watch_words_release(struct watch_words *w)
{
    seen_release(&w->seen);
    buf_release(&w->fresh);
    *w = (struct watch_words){ .no_memory = false };
}
