/* The links as JSON. */
#include "link/graph.h"

static void write_holder(const struct link *l, const struct link_show *show,
                         const struct link_holder *h, struct json_writer *w)
{
    char temp[SHOW_TEMP];
    json_w_object(w);
    json_w_key_u64(w, STR("identity"), h->identity);
    json_w_key_str(w, STR("label"), link_show_label(l, show, h->place, temp));
    json_w_key_u64(w, STR("seen"), h->seen);
    if (h->first_s != LINK_NO_TIME) {
        json_w_key(w, STR("first_s"));
        json_w_i64(w, h->first_s);
    }
    json_w_key(w, STR("origin"));
    if (show && show->origin)
        show->origin(show->ctx, h->origin, w);
    else
        json_w_u64(w, h->origin);
    json_w_object_end(w);
}

static void write_value(const struct link *l, const struct link_show *show,
                        const struct link_value *v, struct json_writer *w)
{
    char temp[SHOW_TEMP];
    json_w_object(w);
    json_w_key_str(w, STR("kind"), link_kind_name(v->kind));
    json_w_key_str(w, STR("value"), link_show_value(show, v, temp));
    json_w_key_str(w, STR("state"), link_state_name(v->state));
    json_w_key_u64(w, STR("parties"), v->parties);
    if (v->state == LINK_LINKS) {
        json_w_key_u64(w, STR("rarity_cb"), v->rarity_cb);
        json_w_key(w, STR("strong"));
        json_w_bool(w, v->is_strong);
    }
    if (link_is_text(v->kind) || v->kind == LINK_PHOTO)
        json_w_key_u64(w, STR("likeness_permille"), v->permille);
    json_w_key_u64(w, STR("holders_total"), v->holders);
    json_w_key(w, STR("holders"));
    json_w_array(w);
    for (uint32_t i = 0; i < v->holders && i < LINK_SHOWN_MAX; i++)
        write_holder(l, show, &v->holder[i], w);
    json_w_array_end(w);
    json_w_object_end(w);
}

static void write_member(const struct link *l, const struct link_show *show, uint32_t place,
                         struct json_writer *w)
{
    char temp[SHOW_TEMP];
    json_w_object(w);
    json_w_key_u64(w, STR("identity"), link_number(l, place));
    json_w_key_str(w, STR("label"), link_show_label(l, show, place, temp));
    json_w_key_u64(w, STR("party"), link_party(l, place));
    json_w_object_end(w);
}

void link_json_group(const struct link *l, uint32_t group, const struct link_show *show,
                     struct json_writer *w)
{
    const struct link_group *g = link_group(l, group);
    if (!g) {
        json_w_null(w);
        return;
    }
    json_w_object(w);
    json_w_key_u64(w, STR("group"), group + 1);
    json_w_key_u64(w, STR("parties"), g->parties);
    json_w_key_u64(w, STR("rarity_cb"), g->rarity_cb);
    json_w_key(w, STR("kinds"));
    json_w_array(w);
    for (int k = 0; k < LINK_KINDS; k++)
        if (g->kinds >> k & 1) json_w_str(w, link_kind_name((enum link_kind)k));
    json_w_array_end(w);
    json_w_key_u64(w, STR("members_total"), g->members);
    json_w_key(w, STR("members"));
    json_w_array(w);
    for (uint32_t i = 0; i < g->members && i < LINK_SHOWN_MAX; i++)
        write_member(l, show, g->member[i], w);
    json_w_array_end(w);
    json_w_key_u64(w, STR("values_total"), g->values);
    json_w_key(w, STR("values"));
    json_w_array(w);
    for (uint32_t i = 0; i < g->values && i < LINK_SHOWN_MAX; i++)
        write_value(l, show, link_value(l, g->value[i]), w);
    json_w_array_end(w);
    json_w_object_end(w);
}

/* Values that are kept apart, of one state. */
static void write_state(const struct link *l, const struct link_show *show, str key,
                        enum link_state state, struct json_writer *w)
{
    uint64_t total = 0;
    json_w_key(w, key);
    json_w_object(w);
    json_w_key(w, STR("values"));
    json_w_array(w);
    for (size_t i = 0; i < l->values; i++) {
        if (l->share[i].v.state != state) continue;
        if (total++ < LINK_SHOWN_MAX) write_value(l, show, &l->share[i].v, w);
    }
    json_w_array_end(w);
    json_w_key_u64(w, STR("values_total"), total);
    json_w_object_end(w);
}

static void write_caps(const struct link *l, struct json_writer *w)
{
    json_w_key(w, STR("limits"));
    json_w_array(w);
    for (int i = 0; i < LINK_CAPS; i++) {
        if (!l->told[i].count) continue;
        json_w_object(w);
        json_w_key_str(w, STR("limit"), link_cap_name((enum link_cap)i));
        json_w_key_u64(w, STR("left_out"), l->told[i].count);
        if (i == LINK_CAP_IDENTITY) json_w_key_u64(w, STR("identity"), l->told[i].identity);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

void link_json(const struct link *l, const struct link_show *show, struct json_writer *w)
{
    json_w_object(w);
    json_w_key_u64(w, STR("identities"), l->idents);
    json_w_key_u64(w, STR("parties"), l->parties);
    write_caps(l, w);
    json_w_key(w, STR("groups"));
    json_w_array(w);
    for (uint32_t i = 0; i < l->groups; i++) link_json_group(l, i, show, w);
    json_w_array_end(w);
    write_state(l, show, STR("households"), LINK_HOUSEHOLD, w);
    write_state(l, show, STR("offices"), LINK_OFFICE, w);
    write_state(l, show, STR("crowds"), LINK_CROWD, w);
    write_state(l, show, STR("declared"), LINK_DECLARED, w);
    json_w_object_end(w);
}
