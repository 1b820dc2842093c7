/* A few numbers that a store keeps. */
#include "engine/watch.h"

#include "base/num.h"

cordon_status watch_note_get(struct store *s, enum watch_note n, uint64_t ret[NOTE_NUMBERS], struct cordon_error *err)
{
    struct buf bytes = BUF_INIT(STORE_RECORD_MAX);
    cordon_status st = store_get(s, STORE_META, n, NULL, &bytes, err);
    bool is_none = st == CORDON_NOTFOUND;
    if (!st && bytes.len != NOTE_NUMBERS * 8) st = error_set(err, CORDON_CORRUPT, "note %d of the store is not whole", (int)n);
    for (size_t i = 0; i < NOTE_NUMBERS; i++) ret[i] = st ? 0 : num_get_u64((const uint8_t *)bytes.data + 8 * i);
    buf_release(&bytes);
    return is_none ? CORDON_OK : st;
}

cordon_status watch_note_put(struct store *s, enum watch_note n, const uint64_t v[NOTE_NUMBERS], struct cordon_error *err)
{
    uint8_t bytes[NOTE_NUMBERS * 8];
    for (size_t i = 0; i < NOTE_NUMBERS; i++) num_put_u64(bytes + 8 * i, v[i]);
    return store_put(s, STORE_META, n, 0, str_of((const char *)bytes, sizeof bytes), err);
}
