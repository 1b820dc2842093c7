/* FollowTheMoney's vocabulary: names to numbers and back. */
#include "entity/ftm_table.h"

#include "base/num.h"

str ftm_schema_name(enum ftm_schema s)
{
    return (unsigned)s < FTM_SCHEMA_COUNT ? ftm_schema_table[s].name : STR_EMPTY;
}

enum entity_kind ftm_schema_kind(enum ftm_schema s)
{
    return (unsigned)s < FTM_SCHEMA_COUNT ? ftm_schema_table[s].kind : KIND_OTHER;
}

bool ftm_schema_is(enum ftm_schema s, enum ftm_schema base)
{
    if ((unsigned)s >= FTM_SCHEMA_COUNT || (unsigned)base >= FTM_SCHEMA_COUNT) return false;
    return s != FTM_SCHEMA_NONE && (ftm_schema_table[s].is[base / 64] >> (base % 64) & 1);
}

str ftm_prop_name(enum ftm_prop p)
{
    return (unsigned)p < FTM_PROP_COUNT ? ftm_prop_table[p].name : STR_EMPTY;
}

enum ftm_type ftm_prop_type(enum ftm_prop p)
{
    return (unsigned)p < FTM_PROP_COUNT ? ftm_prop_table[p].type : FTM_TYPE_STRING;
}

enum ftm_schema ftm_schema_find(str name)
{
    size_t low = 1, high = FTM_SCHEMA_COUNT;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(ftm_schema_table[mid].name, name);
        if (c == 0) return (enum ftm_schema)mid;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return FTM_SCHEMA_NONE;
}

enum ftm_prop ftm_prop_find(str name)
{
    size_t low = 1, high = FTM_PROP_COUNT;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(ftm_prop_table[mid].name, name);
        if (c == 0) return (enum ftm_prop)mid;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return FTM_PROP_NONE;
}
