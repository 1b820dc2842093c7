/* The names of an OFAC edition, by hash. */
#include "list/ofac_names.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

static str without_dot(str name)
{
    name = str_trim(name);
    if (name.len && name.data[name.len - 1] == '.') name.len--;
    return name;
}

/* FNV-1a over capitals: the names are compared in full behind it. */
static uint64_t name_hash(str name)
{
    uint64_t h = 14695981039346656037u;
    name = without_dot(name);
    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)byte_upper(name.data[i])) * 1099511628211u;
    return h;
}

static int by_hash(const void *x, const void *y)
{
    const struct ofac_name *a = x, *b = y;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

bool ofac_names_add(struct ofac_names *n, str name, uint32_t entry)
{
    if (n->count == n->room) {
        size_t room = n->room ? n->room * 2 : 1024, bytes;
        if (!num_mul(room, sizeof *n->list, &bytes)) return false;
        struct ofac_name *p = mem_realloc(n->list, bytes);
        if (!p) return false;
        n->list = p;
        n->room = room;
    }
    n->list[n->count++] = (struct ofac_name){ name_hash(name), name, entry };
    return true;
}

void ofac_names_sort(struct ofac_names *n)
{
    if (n->count) qsort(n->list, n->count, sizeof *n->list, by_hash);
}

bool ofac_names_find(const void *names, str name, struct buf *ret_id)
{
    const struct ofac_names *n = names;
    const struct ofac_name *found = NULL;
    uint64_t hash = name_hash(name);
    size_t low = 0, high = n->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (n->list[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < n->count && n->list[low].hash == hash; low++) {
        if (!str_eq_nocase(without_dot(n->list[low].name), without_dot(name))) continue;
        if (found && found->entry != n->list[low].entry) return false;
        found = &n->list[low];
    }
    if (!found) return false;
    buf_add(ret_id, n->source);
    buf_add_byte(ret_id, '-');
    buf_add_u64(ret_id, found->entry);
    return true;
}

void ofac_names_release(struct ofac_names *n)
{
    if (!n) return;
    mem_free(n->list);
    *n = (struct ofac_names){ .count = 0 };
}
