/*
 * part: a part of any bytes, as it is and with its hashes made right, so that the readers behind the
 * container see it too.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "entity/entity.h"
#include "part/keys.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER_LEN = 64, ROW_LEN = 48, HASHED = 24 };

/* Make magic, version, length and all hashes what they should be. */
static void mend(uint8_t *p, size_t size)
{
    uint8_t all[HASHED + PART_SECTIONS_MAX * ROW_LEN];
    memcpy(p, "CORDONP\n", 8);
    num_put_u16(p + 8, 1);
    num_put_u64(p + 16, size);
    memset(p + 40, 0, HEADER_LEN - 40);
    uint32_t count = num_get_u32(p + 12) % (PART_SECTIONS_MAX + 2);
    while (count > PART_SECTIONS_MAX || HEADER_LEN + count * (size_t)ROW_LEN > size) count--;
    num_put_u32(p + 12, count);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *row = p + HEADER_LEN + i * ROW_LEN;
        uint64_t at = num_get_u64(row + 16), len = num_get_u64(row + 24);
        if (at <= size && len <= size - at)
            xxh128_of(str_of((const char *)p + at, (size_t)len), row + 32);
    }
    memcpy(all, p, HASHED);
    memcpy(all + HASHED, p + HEADER_LEN, count * ROW_LEN);
    xxh128_of(str_of((const char *)all, HASHED + count * ROW_LEN), p + HASHED);
}

static void walk_keys(const struct part *p, const char *tag)
{
    struct keys k;
    struct keys_hit hit;
    if (keys_open(p, tag, &k, NULL)) return;
    for (uint32_t i = 0; i < keys_count(&k); i++) {
        if (!keys_at(&k, i, &hit)) abort();
        (void)keys_find(&k, hit.key);
    }
    if (keys_at(&k, keys_count(&k), &hit) || keys_at(&k, UINT32_MAX, &hit)) abort();
    (void)keys_find(&k, STR("n:12345"));
}

static void walk_entities(const struct part *p)
{
    struct entity_set s;
    struct entity e;
    struct entity_statement st;
    uint32_t row;
    if (entity_set_open(p, &s, NULL)) return;
    for (uint32_t i = 0; i < s.count; i++) {
        if (!entity_get(&s, i, &e)) abort();
        (void)entity_find(&s, e.id, &row);
        (void)entity_value(&s, &e, FTM_PROP_NAME);
        (void)ftm_schema_name(e.schema);
        (void)ftm_schema_kind(e.schema);
        (void)ftm_schema_is(e.schema, FTM_SCHEMA_PASSPORT);
        if (entity_family_end(&s, i) <= i) abort();
        for (uint32_t k = 0; k < e.statement_count; k++) {
            if (!entity_statement_get(&s, e.first_statement + k, &st)) abort();
            (void)ftm_prop_name(st.prop);
            (void)ftm_prop_type(st.prop);
        }
    }
    if (entity_get(&s, s.count, &e)) abort();
}

static void open_part(str bytes)
{
    struct part p;
    struct cordon_error err = ERROR_INIT;
    cordon_status st = part_open(bytes, &p, &err);
    if (st && !err.message[0]) abort();
    if (st) return;
    if (part_check(&p, NULL)) abort(); /* so small a part was checked when opened */
    walk_keys(&p, "idn");
    walk_keys(&p, "wal");
    walk_entities(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_part(str_of((const char *)data, size));
    if (size < HEADER_LEN) return 0;
    uint8_t *copy = mem_alloc(size);
    if (!copy) return 0;
    memcpy(copy, data, size);
    mend(copy, size);
    open_part(str_of((const char *)copy, size));
    mem_free(copy);
    return 0;
}
