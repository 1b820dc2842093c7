/* Lists that grow and a map from text to numbers. */
#include "rule/vec.h"

#include "base/mem.h"
#include "base/num.h"

enum { VEC_FIRST = 8, MAP_FIRST = 32 };

void *vec_push(struct vec *v, size_t len)
{
    if (v->count == v->room) {
        size_t room = v->room ? v->room * 2 : VEC_FIRST, bytes;
        if (!num_mul(room, len, &bytes)) return NULL;
        void *data = mem_realloc(v->data, bytes);
        if (!data) return NULL;
        v->data = data;
        v->room = room;
    }
    void *item = (char *)v->data + v->count++ * len;
    memset(item, 0, len);
    return item;
}

void vec_release(struct vec *v)
{
    mem_free(v->data);
    *v = (struct vec){ 0 };
}

static struct map_entry *place(const struct map *m, str key)
{
    size_t i = (size_t)str_hash(key) & (m->room - 1);
    while (m->entry[i].key.data && !str_eq(m->entry[i].key, key)) i = (i + 1) & (m->room - 1);
    return &m->entry[i];
}

uint32_t map_get(const struct map *m, str key)
{
    if (!m->room) return UINT32_MAX;
    const struct map_entry *e = place(m, key);
    return e->key.data ? e->value : UINT32_MAX;
}

static bool grow(struct map *m)
{
    struct map big = { .room = m->room ? m->room * 2 : MAP_FIRST, .count = m->count };
    big.entry = mem_calloc(big.room, sizeof *big.entry);
    if (!big.entry) return false;
    for (size_t i = 0; i < m->room; i++)
        if (m->entry[i].key.data) *place(&big, m->entry[i].key) = m->entry[i];
    mem_free(m->entry);
    *m = big;
    return true;
}

bool map_put(struct map *m, str key, uint32_t value)
{
    if ((m->count + 1) * 2 > m->room && !grow(m)) return false;
    if (!key.data) key.data = "";
    *place(m, key) = (struct map_entry){ key, value };
    m->count++;
    return true;
}

void map_release(struct map *m)
{
    mem_free(m->entry);
    *m = (struct map){ 0 };
}
