/*
 * engine/canon, fault: any bytes as a number of each kind. A number meets itself and its own key;
 * meeting goes both ways; what is wrong with a value is always one of the known faults.
 */
#include "engine/canon.h"
#include "engine/fault.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds) abort();
}

static void check(const struct canon *c)
{
    demand(c->key_count <= CANON_KEYS_MAX && (c->key_count || !c->wide.len));
    for (size_t i = 0; i < c->key_count; i++) demand(c->key[i].len > 2 && c->key[i].data[1] == ':');
    demand(!c->wide.len || (c->wide.len > 2 && c->wide.data[1] == ':'));
    demand(!c->key_count || canon_meet(c, c) == CANON_SAME);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum record_field fields[] = { FIELD_IMO,  FIELD_MMSI,  FIELD_SWIFT_BIC, FIELD_LEI,
                                                FIELD_IBAN, FIELD_EMAIL, FIELD_PHONE, FIELD_PASSPORT };
    struct arena arena;
    struct canon a, b;
    if (size < 1) return 0;
    enum canon_kind kind = (enum canon_kind)(1 + data[0] % CANON_PHONE);
    str text = str_of((const char *)data + 1, size - 1);
    size_t half = str_index(text, '\n');
    arena_init(&arena, 16u << 20);
    canon_read(kind, str_sub(text, 0, half), &arena, &a);
    canon_read(kind, str_from(text, half + 1), &arena, &b);
    demand(!arena.failed);
    check(&a);
    check(&b);
    demand(canon_meet(&a, &b) == canon_meet(&b, &a));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        demand(fault_of(fields[i], str_sub(text, 0, half), &a) <= FAULT_ROUNDED);
    arena_release(&arena);
    return 0;
}
