/* The generated vocabulary tables. Private to entity/. */
#ifndef ENTITY_FTM_TABLE_H
#define ENTITY_FTM_TABLE_H

#include "entity/entity.h"

struct ftm_schema_row {
    str              name;
    enum entity_kind kind;
    uint64_t         is[2]; /* bit s: the schema is s or descends from it */
};

struct ftm_prop_row {
    str           name;
    enum ftm_type type;
};

/* Both are sorted by name after their empty first row. */
extern const struct ftm_schema_row ftm_schema_table[FTM_SCHEMA_COUNT];
extern const struct ftm_prop_row   ftm_prop_table[FTM_PROP_COUNT];

#endif
