/* The FollowTheMoney JSON view of an entity. */
#include "entity/entity.h"

/* Has the property come up in an earlier statement of this entity? */
static bool was_before(const struct entity_set *s, const struct entity *e, uint32_t i)
{
    struct entity_statement st, other;
    if (!entity_statement_get(s, e->first_statement + i, &st)) return true;
    for (uint32_t j = 0; j < i; j++)
        if (entity_statement_get(s, e->first_statement + j, &other) && other.prop == st.prop)
            return true;
    return false;
}

void entity_write_json(const struct entity_set *s, const struct entity *e, str dataset,
                       struct json_writer *w)
{
    struct entity_statement st, other;
    json_w_object(w);
    json_w_key_str(w, STR("id"), e->id);
    json_w_key_str(w, STR("schema"), ftm_schema_name(e->schema));
    json_w_key(w, STR("properties"));
    json_w_object(w);
    for (uint32_t i = 0; i < e->statement_count; i++) {
        if (was_before(s, e, i) || !entity_statement_get(s, e->first_statement + i, &st)) continue;
        json_w_key(w, ftm_prop_name(st.prop));
        json_w_array(w);
        for (uint32_t j = i; j < e->statement_count; j++)
            if (entity_statement_get(s, e->first_statement + j, &other) && other.prop == st.prop)
                json_w_str(w, other.value);
        json_w_array_end(w);
    }
    json_w_object_end(w);
    json_w_key(w, STR("datasets"));
    json_w_array(w);
    json_w_str(w, dataset);
    json_w_array_end(w);
    json_w_object_end(w);
}
