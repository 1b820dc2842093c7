/* One entity as JSON, with the source row of every value. */
#include "engine/party.h"

#include "base/give.h"
#include "base/json.h"
#include "base/mem.h"

#include <stdio.h>

enum { SHOW_ID_MAX = 2048 };

static void write_values(const struct set_source *s, const struct entity *e,
                         struct json_writer *w)
{
    json_w_key(w, STR("values"));
    json_w_array(w);
    for (uint32_t i = 0; i < e->statement_count; i++) {
        struct entity_statement st;
        if (!entity_statement_get(&s->entities, e->first_statement + i, &st)) break;
        json_w_object(w);
        json_w_key_str(w, STR("property"), ftm_prop_name(st.prop));
        json_w_key_str(w, STR("value"), st.value);
        if (st.lang.len) json_w_key_str(w, STR("lang"), st.lang);
        json_w_key_str(w, STR("file"), st.src.file < s->about.file_count
                                           ? s->about.files[st.src.file] : STR("?"));
        json_w_key_u64(w, STR("line"), st.src.line);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

static void write_children(const struct set_source *s, const struct entity *subject,
                           struct json_writer *w)
{
    struct entity e;
    json_w_key(w, STR("children"));
    json_w_array(w);
    for (uint32_t row = subject->row + 1; row < entity_family_end(&s->entities, subject->row);
         row++) {
        if (!entity_get(&s->entities, row, &e)) break;
        json_w_object(w);
        json_w_key_str(w, STR("id"), e.id);
        json_w_key_str(w, STR("schema"), ftm_schema_name(e.schema));
        write_values(s, &e, w);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

static void write_entity(const struct cordon_set *set, const struct set_source *s,
                         const struct entity *e, struct json_writer *w)
{
    struct party_member member;
    size_t source = (size_t)(s - set->source);
    char hex[SHA_HEX_LEN + 1];
    json_w_object(w);
    json_w_key_str(w, STR("id"), e->id);
    json_w_key_str(w, STR("source"), s->about.source);
    json_w_key_str(w, STR("edition"), s->about.edition);
    json_w_key(w, STR("starter"));
    json_w_bool(w, s->is_starter);
    json_w_key_str(w, STR("entry"), e->entry);
    json_w_key_str(w, STR("schema"), ftm_schema_name(e->schema));
    json_w_key(w, STR("dprk"));
    json_w_bool(w, (e->flags & ENTITY_DPRK) != 0);
    sha_hex(e->row_hash, hex);
    json_w_key_str(w, STR("row_sha256"), str_c(hex));
    write_values(s, e, w);
    write_children(s, e, w);
    if (party_find(set->links, source, e->row, &member)) {
        json_w_key(w, STR("links"));
        party_write_links(set, source, e->row, w);
    }
    json_w_object_end(w);
}

/* The entry number of a list. */
static bool find_entry(const struct set_source *s, str entry, uint32_t *ret_row)
{
    char full[SHOW_ID_MAX];
    int n = snprintf(full, sizeof full, "%.*s-%.*s", STR_ARG(s->about.source), (int)entry.len,
                     entry.data);
    return n > 0 && entity_find(&s->entities, str_of(full, (size_t)n), ret_row);
}

static const struct set_source *find_id(const struct cordon_set *set, str id, uint32_t *ret_row)
{
    for (size_t i = 0; i < set->source_count; i++)
        if (entity_find(&set->source[i].entities, id, ret_row)) return &set->source[i];
    return NULL;
}

/* The one subject with this id or entry number. */
static cordon_status find_subject(const struct cordon_set *set, str id,
                                  const struct set_source **ret_source, struct entity *ret_entity,
                                  struct cordon_error *err)
{
    struct entity e = { .row = 0 };
    uint32_t row = 0;
    if (id.len == 0 || id.len > SHOW_ID_MAX / 2)
        return error_set(err, CORDON_NOTFOUND, "no entity has an id of %zu bytes", id.len);
    const struct set_source *source = find_id(set, id, &row);
    bool is_whole = source != NULL;
    for (size_t i = 0; !is_whole && i < set->source_count; i++) {
        uint32_t here;
        if (!find_entry(&set->source[i], id, &here)) continue;
        if (source)
            return error_set(err, CORDON_ARGUMENT, "'%.*s' is on several lists; write "
                             "'%.*s-%.*s' or '%.*s-%.*s'", STR_ARG(id),
                             STR_ARG(source->about.source), STR_ARG(id),
                             STR_ARG(set->source[i].about.source), STR_ARG(id));
        source = &set->source[i];
        row = here;
    }
    if (!source || !entity_get(&source->entities, row, &e))
        return error_set(err, CORDON_NOTFOUND, "no entity '%.*s' in the lists in use", STR_ARG(id));
    if (e.subject != row) entity_get(&source->entities, e.subject, &e);
    *ret_source = source;
    *ret_entity = e;
    return CORDON_OK;
}

cordon_status show_find(const struct cordon_set *set, str id, size_t *ret_source,
                        struct entity *ret_entity, struct cordon_error *err)
{
    const struct set_source *source;
    cordon_status st = find_subject(set, id, &source, ret_entity, err);
    if (!st) *ret_source = (size_t)(source - set->source);
    return st;
}

cordon_status cordon_show(const struct cordon_set *set, cordon_str id,
                          struct cordon_text *ret_text, struct cordon_error *err)
{
    const struct set_source *source;
    struct entity e;
    struct json_writer w;
    struct buf out = BUF_INIT(64 << 20);
    cordon_status st = find_subject(set, id, &source, &e, err);
    if (st) return st;
    json_w_init(&w, &out);
    write_entity(set, source, &e, &w);
    return text_give(&out, "the entity", &ret_text->data, &ret_text->len, err);
}

cordon_status cordon_show_ftm(const struct cordon_set *set, cordon_str id,
                              struct cordon_text *ret_text, struct cordon_error *err)
{
    const struct set_source *source;
    struct entity subject, e;
    struct json_writer w;
    struct buf out = BUF_INIT(64 << 20);
    cordon_status st = find_subject(set, id, &source, &subject, err);
    if (st) return st;
    json_w_init(&w, &out);
    for (uint32_t row = subject.row; row < entity_family_end(&source->entities, subject.row); row++) {
        if (!entity_get(&source->entities, row, &e)) break;
        entity_write_json(&source->entities, &e, source->about.source, &w);
        buf_add_byte(&out, '\n');
    }
    return text_give(&out, "the entity", &ret_text->data, &ret_text->len, err);
}
