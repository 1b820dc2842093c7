/* The names of an OFAC edition, by hash. */
#include "list/ofac_names.h"

#include "base/mem.h"
#include "base/num.h"

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

static uint32_t *first_of(const struct ofac_names *n, uint64_t hash)
{
    return &n->first[(hash ^ hash >> 32) & (n->room * 2 - 1)];
}

static void link_in(struct ofac_names *n, size_t i)
{
    uint32_t *first = first_of(n, n->list[i].hash);
    n->list[i].next = *first;
    *first = (uint32_t)i + 1;
}

static bool make_room(struct ofac_names *n)
{
    size_t room = n->room ? n->room * 2 : 1024, bytes;
    if (n->count < n->room) return true;
    if (room > UINT32_MAX / 2 || !num_mul(room, sizeof *n->list, &bytes)) return false;
    struct ofac_name *list = mem_realloc(n->list, bytes);
    if (!list) return false;
    n->list = list;
    uint32_t *first = mem_calloc(room * 2, sizeof *first);
    if (!first) return false;
    mem_free(n->first);
    n->first = first;
    n->room = room;
    for (size_t i = 0; i < n->count; i++) link_in(n, i);
    return true;
}

bool ofac_names_add(struct ofac_names *n, str name, uint32_t entry)
{
    if (!make_room(n)) return false;
    n->list[n->count] = (struct ofac_name){ .hash = name_hash(name), .name = name, .entry = entry };
    link_in(n, n->count++);
    return true;
}

bool ofac_names_find(const void *names, str name, struct buf *ret_id)
{
    const struct ofac_names *n = names;
    const struct ofac_name *found = NULL, *one;
    uint64_t hash = name_hash(name);
    for (uint32_t i = n->room ? *first_of(n, hash) : 0; i; i = one->next) {
        one = &n->list[i - 1];
        if (one->hash != hash || !str_eq_nocase(without_dot(one->name), without_dot(name))) continue;
        if (found && found->entry != one->entry) return false;
        found = one;
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
    mem_free(n->first);
    *n = (struct ofac_names){ .count = 0 };
}
