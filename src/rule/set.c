/* What a compiled set says of itself. */
#include "rule/inside.h"

uint32_t rule_set_count(const struct rule_set *set)
{
    return set->rules;
}

const struct rule_info *rule_set_info(const struct rule_set *set, uint32_t rule)
{
    return rule < set->rules ? &set->rule[rule].info : NULL;
}

uint32_t rule_set_find(const struct rule_set *set, str id_or_name)
{
    return map_get(&set->rule_map, id_or_name);
}

uint32_t rule_set_slots(const struct rule_set *set)
{
    return set->slots;
}

str rule_set_slot_name(const struct rule_set *set, uint32_t slot)
{
    return slot < set->slots ? set->slot_name[slot] : STR_EMPTY;
}

uint32_t rule_set_slot(const struct rule_set *set, str name)
{
    return map_get(&set->slot_map, name);
}

uint32_t rule_set_slot_origin(const struct rule_set *set, uint32_t slot)
{
    return slot < set->slots ? set->slot_origin[slot] : RULE_NONE;
}

uint32_t rule_set_predicates(const struct rule_set *set)
{
    return set->preds;
}

static uint32_t known_word(const struct rule_set *set, str s)
{
    char room[256];
    if (!s.len || s.len > 100) return 0;
    str folded = str_of(room, fold_text(s, room));
    uint32_t word = map_get(&set->word_map, folded);
    return word == UINT32_MAX ? 0 : word;
}

struct rule_source rule_source_of(const struct rule_set *set, str category, str product,
                                  str service)
{
    return (struct rule_source){ known_word(set, category), known_word(set, product),
                                 known_word(set, service) };
}
