/* Exact keys in a part. */
#include "part/keys.h"

#include "base/mem.h"

#include <stdlib.h>

/* Raised also when the canonical forms change that keys are made of (engine/canon.c): a part with other
 * keys would miss what it holds, so that it must be made anew. 2: several keys a number. */
enum { KEYS_VERSION = 2, ROW_LEN = 24, KEY_MAX = 65535 };

struct item {
    uint64_t hash;
    uint32_t row, statement;
    uint32_t offset, len;
    const struct buf *text; /* so that the order can look at the key itself */
};

struct keys_build {
    struct item *items;
    size_t       count, room;
    struct buf   text;
    bool         failed;
    bool         is_full; /* failed because of a cap */
};

struct keys_build *keys_build_new(void)
{
    struct keys_build *b = mem_calloc(1, sizeof *b);
    if (b) buf_init(&b->text, (size_t)1 << 30);
    return b;
}

void keys_build_free(struct keys_build *b)
{
    if (!b) return;
    buf_release(&b->text);
    mem_free(b->items);
    mem_free(b);
}

void keys_build_add(struct keys_build *b, str key, uint32_t row, uint32_t statement)
{
    if (b->failed || key.len == 0) return;
    if (key.len > KEY_MAX || b->count == UINT32_MAX) {
        b->failed = b->is_full = true;
        return;
    }
    if (b->count == b->room) {
        size_t want = b->room ? b->room * 2 : 256;
        struct item *p = mem_realloc(b->items, want * sizeof *p);
        if (!p) {
            b->failed = true;
            return;
        }
        b->items = p;
        b->room = want;
    }
    b->items[b->count++] = (struct item){ str_hash(key), row, statement, (uint32_t)b->text.len,
                                          (uint32_t)key.len, &b->text };
    buf_add(&b->text, key);
}

static str item_key(const struct item *i)
{
    return str_of(i->text->data + i->offset, i->len);
}

static int by_key(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    int c = str_cmp(item_key(x), item_key(y));
    if (c) return c;
    if (x->row != y->row) return x->row < y->row ? -1 : 1;
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

static void write_item(const struct item *i, uint32_t offset, struct buf *out)
{
    uint8_t rec[ROW_LEN];
    num_put_u64(rec, i->hash);
    num_put_u32(rec + 8, i->row);
    num_put_u32(rec + 12, i->statement);
    num_put_u32(rec + 16, offset);
    num_put_u32(rec + 20, i->len);
    buf_add_bytes(out, rec, sizeof rec);
}

static void tag_with(const char *tag, char last, char ret[PART_TAG_LEN + 1])
{
    size_t len = strnlen(tag, PART_TAG_LEN - 1);
    memcpy(ret, tag, len);
    ret[len] = last;
    ret[len + 1] = '\0';
}

cordon_status keys_build_write(struct keys_build *b, struct part_writer *w, const char *tag,
                               struct cordon_error *err)
{
    char name[PART_TAG_LEN + 1];
    if (b->is_full || b->text.over)
        return error_set(err, CORDON_LIMIT, "more keys than a part holds");
    if (b->failed || b->text.failed) return error_nomem(err);
    if (b->count) qsort(b->items, b->count, sizeof *b->items, by_key);
    tag_with(tag, 'k', name);
    struct buf *rows = part_writer_section(w, name, KEYS_VERSION);
    tag_with(tag, 't', name);
    struct buf *text = part_writer_section(w, name, KEYS_VERSION);
    uint32_t offset = 0;
    for (size_t i = 0; i < b->count; i++) {
        const struct item *it = &b->items[i], *last = i ? it - 1 : NULL;
        bool is_same_key = last && last->hash == it->hash && str_eq(item_key(last), item_key(it));
        if (is_same_key && last->row == it->row && last->statement == it->statement) continue;
        if (!is_same_key) {
            offset = (uint32_t)text->len;
            buf_add(text, item_key(it));
        }
        write_item(it, offset, rows);
    }
    return CORDON_OK;
}

cordon_status keys_open(const struct part *p, const char *tag, struct keys *ret_keys,
                        struct cordon_error *err)
{
    char name[PART_TAG_LEN + 1];
    struct keys k;
    tag_with(tag, 'k', name);
    cordon_status st = part_section(p, name, KEYS_VERSION, &k.rows, err);
    tag_with(tag, 't', name);
    if (!st) st = part_section(p, name, KEYS_VERSION, &k.text, err);
    if (!st) *ret_keys = k;
    return st;
}

uint32_t keys_count(const struct keys *k)
{
    return (uint32_t)(k->rows.len / ROW_LEN);
}

bool keys_at(const struct keys *k, uint32_t index, struct keys_hit *ret_hit)
{
    const uint8_t *rec = part_record(k->rows, index, ROW_LEN);
    if (!rec) return false;
    *ret_hit = (struct keys_hit){ part_bytes(k->text, num_get_u32(rec + 16), num_get_u32(rec + 20)),
                                  num_get_u32(rec + 8), num_get_u32(rec + 12) };
    return true;
}

uint32_t keys_find(const struct keys *k, str key)
{
    uint64_t hash = str_hash(key);
    uint32_t low = 0, high = keys_count(k);
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const uint8_t *rec = part_record(k->rows, mid, ROW_LEN);
        if (rec && num_get_u64(rec) < hash)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < keys_count(k); low++) {
        const uint8_t *rec = part_record(k->rows, low, ROW_LEN);
        struct keys_hit hit;
        if (!rec || num_get_u64(rec) != hash) break;
        if (keys_at(k, low, &hit) && str_eq(hit.key, key)) return low;
    }
    return UINT32_MAX;
}
