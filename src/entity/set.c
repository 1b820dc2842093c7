/* Reading the entities of one edition. */
#include "entity/ftm_table.h"
#include "entity/layout.h"

void entity_vocabulary_hash(uint8_t ret_digest[16])
{
    struct sha h;
    uint8_t digest[SHA_LEN];
    sha_init(&h);
    for (int i = 0; i < FTM_SCHEMA_COUNT; i++) {
        sha_add(&h, ftm_schema_table[i].name);
        sha_add(&h, STR("\n"));
    }
    for (int i = 0; i < FTM_PROP_COUNT; i++) {
        sha_add(&h, ftm_prop_table[i].name);
        sha_add(&h, STR("\n"));
    }
    sha_end(&h, digest);
    memcpy(ret_digest, digest, 16);
}

cordon_status entity_set_open(const struct part *p, struct entity_set *ret_set,
                              struct cordon_error *err)
{
    struct entity_set s = { .count = 0 };
    struct part_view vocabulary;
    uint8_t digest[16];
    cordon_status st = part_section(p, "ent.rows", ENTITY_VERSION, &s.rows, err);
    if (!st) st = part_section(p, "ent.stmt", ENTITY_VERSION, &s.statements, err);
    if (!st) st = part_section(p, "ent.offs", ENTITY_VERSION, &s.offsets, err);
    if (!st) st = part_section(p, "ent.text", ENTITY_VERSION, &s.text, err);
    if (!st) st = part_section(p, "ent.ids", ENTITY_VERSION, &s.ids, err);
    if (!st) st = part_section(p, "ent.voc", ENTITY_VERSION, &vocabulary, err);
    if (st) return st;
    entity_vocabulary_hash(digest);
    if (vocabulary.len != sizeof digest || memcmp(vocabulary.data, digest, sizeof digest) != 0)
        return error_set(err, CORDON_UNSUPPORTED, "the part was made with another vocabulary");
    s.count = (uint32_t)(s.rows.len / ENTITY_ROW_LEN);
    *ret_set = s;
    return CORDON_OK;
}

static str string_at(const struct entity_set *s, uint32_t id)
{
    uint32_t from = part_u32(s->offsets, id), to = part_u32(s->offsets, (size_t)id + 1);
    return from <= to ? part_bytes(s->text, from, to - from) : STR_EMPTY;
}

bool entity_get(const struct entity_set *s, uint32_t row, struct entity *ret_entity)
{
    const uint8_t *rec = part_record(s->rows, row, ENTITY_ROW_LEN);
    if (!rec) return false;
    /* no part is trusted to count right: who walks the statements stays within them */
    uint32_t first = num_get_u32(rec + 8);
    uint32_t room = (uint32_t)(s->statements.len / ENTITY_STATEMENT_LEN);
    *ret_entity = (struct entity){
        .row = row,
        .schema = (enum ftm_schema)num_get_u16(rec + 20),
        .id = string_at(s, num_get_u32(rec)),
        .entry = string_at(s, num_get_u32(rec + 4)),
        .subject = num_get_u32(rec + 16),
        .first_statement = first,
        .statement_count = first < room ? num_min_u32(num_get_u32(rec + 12), room - first) : 0,
        .flags = num_get_u16(rec + 22),
        .row_hash = rec + 32,
    };
    return true;
}

bool entity_statement_get(const struct entity_set *s, uint32_t index,
                          struct entity_statement *ret_statement)
{
    const uint8_t *rec = part_record(s->statements, index, ENTITY_STATEMENT_LEN);
    if (!rec) return false;
    const char *lang = (const char *)rec + 11;
    *ret_statement = (struct entity_statement){
        .prop = (enum ftm_prop)num_get_u16(rec + 8),
        .value = string_at(s, num_get_u32(rec)),
        .lang = str_of(lang, strnlen(lang, ENTITY_LANG_MAX)),
        .src = { .file = rec[10], .line = num_get_u32(rec + 4) },
    };
    return true;
}

bool entity_find(const struct entity_set *s, str id, uint32_t *ret_row)
{
    size_t room = s->ids.len / 4;
    if (room == 0 || (room & (room - 1)) != 0) return false;
    size_t at = str_hash(id) & (room - 1);
    for (size_t tries = 0; tries < room; tries++, at = (at + 1) & (room - 1)) {
        struct entity e;
        uint32_t slot = part_u32(s->ids, at);
        if (slot == 0 || !entity_get(s, slot - 1, &e)) return false;
        if (!str_eq(e.id, id)) continue;
        *ret_row = slot - 1;
        return true;
    }
    return false;
}

str entity_value(const struct entity_set *s, const struct entity *e, enum ftm_prop prop)
{
    struct entity_statement st;
    for (uint32_t i = 0; i < e->statement_count; i++)
        if (entity_statement_get(s, e->first_statement + i, &st) && st.prop == prop)
            return st.value;
    return STR_EMPTY;
}

uint32_t entity_family_end(const struct entity_set *s, uint32_t row)
{
    struct entity e;
    uint32_t end = row + 1;
    while (entity_get(s, end, &e) && e.subject == row) end++;
    return end;
}
