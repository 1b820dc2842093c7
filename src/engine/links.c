/* The links between lists, told and changed. */
#include <cordon/links.h>

#include "engine/good.h"
#include "engine/party.h"

#include "base/json.h"

enum { PARTY_LINE_MAX = 16 << 20 };

static const struct entity_set *entities_of(const struct cordon_set *set, const struct party_member *m,
                                            struct entity *ret)
{
    if (m->source >= set->source_count) return NULL;
    const struct entity_set *s = &set->source[m->source].entities;
    return entity_get(s, m->row, ret) ? s : NULL;
}

/* The id of a member of this group by its place among all. */
static str id_of(const struct cordon_set *set, uint32_t group, uint32_t index)
{
    struct party_member m;
    struct entity e;
    for (uint32_t i = 0; party_member_at(set->links, group, i, &m); i++)
        if (m.index == index && entities_of(set, &m, &e)) return e.id;
    return STR_EMPTY;
}

static void write_party(const struct cordon_set *set, uint32_t group, struct json_writer *w)
{
    struct party_member m;
    uint32_t ends[2];
    enum party_why why;
    str text;
    json_w_object(w);
    json_w_key(w, STR("entries"));
    json_w_array(w);
    for (uint32_t i = 0; party_member_at(set->links, group, i, &m); i++) {
        struct entity e;
        const struct entity_set *s = entities_of(set, &m, &e);
        if (!s) continue;
        json_w_object(w);
        json_w_key_str(w, STR("id"), e.id);
        json_w_key_str(w, STR("source"), set->source[m.source].about.source);
        json_w_key_str(w, STR("entry"), e.entry);
        json_w_key_str(w, STR("schema"), ftm_schema_name(e.schema));
        json_w_key_str(w, STR("name"), entity_value(s, &e, FTM_PROP_NAME));
        json_w_object_end(w);
    }
    json_w_array_end(w);
    json_w_key(w, STR("links"));
    json_w_array(w);
    for (uint32_t i = 0; party_link_at(set->links, group, i, ends, &why, &text); i++) {
        json_w_object(w);
        json_w_key_str(w, STR("a"), id_of(set, group, ends[0]));
        json_w_key_str(w, STR("b"), id_of(set, group, ends[1]));
        json_w_key_str(w, STR("link"), party_why_word(why));
        json_w_key_str(w, STR("value"), text);
        json_w_object_end(w);
    }
    json_w_array_end(w);
    json_w_object_end(w);
}

static cordon_status tell(const struct cordon_set *set, uint32_t group, cordon_party_fn *fn, void *ctx,
                          struct buf *line, struct cordon_error *err)
{
    struct json_writer w;
    buf_reset(line);
    json_w_init(&w, line);
    write_party(set, group, &w);
    if (line->failed)
        return line->over ? error_set(err, CORDON_LIMIT, "a party is above %d MiB", PARTY_LINE_MAX >> 20)
                          : error_nomem(err);
    return fn(ctx, buf_str(line)) ? CORDON_OK : error_set(err, CORDON_INTERRUPTED, "interrupted");
}

cordon_status cordon_links(const struct cordon_set *set, cordon_str id, cordon_party_fn *fn, void *ctx,
                           struct cordon_error *err)
{
    struct buf line = BUF_INIT(PARTY_LINE_MAX);
    struct party_member m;
    struct entity e;
    size_t source;
    cordon_status st = CORDON_OK;
    if (id.len) {
        st = show_find(set, id, &source, &e, err);
        if (!st && !party_find(set->links, source, e.row, &m))
            st = error_set(err, CORDON_NOTFOUND, "'%.*s' is linked with no other entry", STR_ARG(e.id));
        if (!st) st = tell(set, m.group, fn, ctx, &line, err);
    } else {
        size_t groups = set->links->groups.len / 16;
        for (size_t g = 0; !st && g < groups; g++) st = tell(set, (uint32_t)g, fn, ctx, &line, err);
    }
    buf_release(&line);
    return st;
}

/* --- decisions -------------------------------------------------------------------------------------------- */

static cordon_status check_entry(const struct cordon_set *set, str id, struct cordon_error *err)
{
    size_t source;
    struct entity e;
    cordon_status st = show_find(set, id, &source, &e, err);
    if (!st && !str_eq(e.id, id))
        st = error_set(err, CORDON_NOTFOUND, "no entity '%.*s'; write its whole id, '%.*s'", STR_ARG(id),
                       STR_ARG(e.id));
    if (!st && set->source[0].is_starter)
        st = error_set(err, CORDON_NOTFOUND, "no list was imported, so there is nothing to keep a decision with; "
                       "'%.*s' is of the bundled starter list", STR_ARG(id));
    return st;
}

static cordon_status check_change(const struct cordon_link_change *c, struct cordon_error *err)
{
    struct cordon_set *set = NULL;
    cordon_status st = good_check_words(c->reason, c->author, err);
    if (!st && str_eq(c->a, c->b)) st = error_set(err, CORDON_ARGUMENT, "two entries are needed, not one twice");
    if (!st) st = cordon_set_open(c->data_dir, &set, err);
    if (!st) st = check_entry(set, c->a, err);
    if (!st) st = check_entry(set, c->b, err);
    cordon_set_close(set);
    return st;
}

static cordon_status keep(void *ctx, struct arena *a, struct cordon_error *err)
{
    const struct cordon_link_change *c = ctx;
    struct party_said said = { .a = c->a, .b = c->b, .is_same = c->is_same, .reason = c->reason,
                               .author = c->author, .at_s = c->now_s };
    struct party_said_list all;
    cordon_status st = party_said_read(c->data_dir, a, &all, err); /* what cannot be read is not added to */
    return st ? st : party_said_add(c->data_dir, a, &said, err);
}

cordon_status cordon_links_change(const struct cordon_link_change *change, struct cordon_error *err)
{
    struct cordon_link_change c = *change;
    cordon_status st = check_change(change, err);
    return st ? st : set_link_anew(change->data_dir, change->wait_ms, keep, &c, err);
}
