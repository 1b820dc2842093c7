/* Tables of text fixed at build time. */
#include "base/table.h"

/* FNV-1a rather than XXH3: the generators are Python with nothing but its standard library, and
 * keys are a few bytes long. */
static uint64_t key_hash(str key)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < key.len; i++) h = (h ^ (uint8_t)key.data[i]) * 0x100000001B3u;
    return h;
}

str table_key(const struct table *t, uint32_t index)
{
    if (index >= t->count) return STR_EMPTY;
    uint32_t from = t->places[index];
    return str_of((const char *)t->text + from, t->places[index + 1] - from);
}

uint32_t table_find(const struct table *t, str key)
{
    uint64_t h = key_hash(key);
    uint32_t tag = (uint32_t)(h >> 48);
    for (uint32_t at = (uint32_t)h & t->mask; t->slots[at]; at = (at + 1) & t->mask) {
        if (t->slots[at] >> 16 != tag) continue;
        uint32_t index = (t->slots[at] & 0xFFFFu) - 1;
        if (str_eq(table_key(t, index), key)) return index;
    }
    return TABLE_NONE;
}
