/* The links of a data set: made when its manifest is, opened with it, shown with its entries. */
#include "engine/party.h"

#include "base/json.h"
#include "base/mem.h"
#include "list/starter.h"

#include <stdio.h>

enum { STARTER_MAX = 64 << 20 };

/* --- making -------------------------------------------------------------------------------------------- */

struct sources_in {
    struct os_file      entities[SET_SOURCES_MAX], facts[SET_SOURCES_MAX];
    struct buf          built_entities[SET_SOURCES_MAX], built_facts[SET_SOURCES_MAX]; /* of the starter list */
    struct party_source source[SET_SOURCES_MAX];
    size_t              count;
};

static void release(struct sources_in *in)
{
    for (size_t i = 0; in && i < in->count; i++) {
        os_file_unmap(&in->entities[i]);
        os_file_unmap(&in->facts[i]);
        buf_release(&in->built_entities[i]);
        buf_release(&in->built_facts[i]);
    }
    mem_free(in);
}

static bool map_part(const char *data_dir, const struct set_edition *e, enum set_role role, struct arena *a,
                     struct os_file *file, struct part *ret)
{
    const char *path = set_path(a, data_dir, "parts/%s.cds", e->part_hex[role]);
    return path && !os_file_map(path, file, NULL) && !part_open(file->bytes, ret, NULL);
}

/* A part that cannot be read, or is of another version, is told or made anew by whoever opens the set;
 * nothing is linked until then. */
static bool map_sources(const char *data_dir, const struct set_edition *const *e, size_t count,
                        struct arena *a, struct sources_in *in)
{
    for (size_t i = 0; i < count; i++) {
        struct party_source *s = &in->source[i];
        struct part entities, facts;
        s->id = e[i]->source;
        in->count = i + 1;
        if (!map_part(data_dir, e[i], ROLE_ENTITIES, a, &in->entities[i], &entities) ||
            !map_part(data_dir, e[i], ROLE_FACTS, a, &in->facts[i], &facts) ||
            entity_set_open(&entities, &s->entities, NULL) || party_facts_open(&facts, &s->facts, NULL))
            return false;
    }
    return true;
}

/* Facts of a starter source whose entities are open. */
static cordon_status starter_facts(struct party_source *s, struct buf *bytes, struct cordon_error *err)
{
    struct part facts;
    buf_init(bytes, STARTER_MAX);
    cordon_status st = party_facts_make(&s->entities, s->id, bytes, err);
    if (!st) st = part_open(buf_str(bytes), &facts, err);
    return st ? st : party_facts_open(&facts, &s->facts, err);
}

/* The starter list's rows stand behind the lists in use, as in an open set (set_add_starter). */
static cordon_status add_starter(struct sources_in *in, const struct set_edition *const *e, size_t count,
                                 struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && list_starter_source(i) && in->count < SET_SOURCES_MAX; i++) {
        struct party_source *s = &in->source[in->count];
        struct buf *bytes = &in->built_entities[in->count];
        struct part entities;
        bool is_there = false;
        s->id = str_c(list_starter_source(i));
        for (size_t k = 0; k < count; k++) is_there = is_there || str_eq(e[k]->source, s->id);
        if (is_there) continue;
        in->count++;
        buf_init(bytes, STARTER_MAX);
        st = set_starter_entities(s->id, bytes, err);
        if (!st) st = part_open(buf_str(bytes), &entities, err);
        if (!st) st = entity_set_open(&entities, &s->entities, err);
        if (!st) st = starter_facts(s, &in->built_facts[in->count - 1], err);
    }
    return st;
}

/* What was compared for the set in use; what cannot be read is compared again. */
static struct part_view map_compared(const char *data_dir, struct arena *a, struct os_file *file)
{
    static const struct part_view none = { NULL, 0 };
    char hex[SHA_HEX_LEN + 1];
    struct set_links_name name;
    struct part p;
    if (set_current_read(data_dir, a, hex, NULL) || set_manifest_links(data_dir, hex, a, &name, NULL) ||
        !name.part_hex[0])
        return none;
    const char *path = set_path(a, data_dir, "parts/%s.cds", name.part_hex);
    if (!path || os_file_map(path, file, NULL) || part_open(file->bytes, &p, NULL)) return none;
    return party_compared_open(&p);
}

/* Most imports change no link. */
static bool is_there(const char *path, str bytes)
{
    struct os_file f = OS_FILE_INIT;
    if (os_file_map(path, &f, NULL)) return false;
    bool is_same = str_eq(f.bytes, bytes);
    os_file_unmap(&f);
    return is_same;
}

static cordon_status write_part(const char *data_dir, struct arena *a, const struct buf *bytes,
                                struct set_links_name *ret, struct cordon_error *err)
{
    uint8_t digest[SHA_LEN];
    sha_of(buf_str(bytes), digest);
    sha_hex(digest, ret->part_hex);
    part_table_hex(buf_str(bytes), ret->table_hex);
    const char *folder = set_path(a, data_dir, "parts");
    const char *path = set_path(a, data_dir, "parts/%s.cds", ret->part_hex);
    if (!folder || !path) return error_nomem(err);
    if (is_there(path, buf_str(bytes))) return CORDON_OK;
    cordon_status st = os_file_put(path, buf_str(bytes), err);
    return st ? st : os_folder_sync(folder, err);
}

cordon_status set_links_make(const char *data_dir, const struct set_edition *const *editions, size_t count,
                             struct arena *a, struct set_links_name *ret, struct cordon_error *err)
{
    struct buf bytes = BUF_INIT((size_t)1 << 30);
    struct party_said_list said;
    *ret = (struct set_links_name){ .part_hex = "" };
    if (!count) return CORDON_OK;
    struct os_file compared = OS_FILE_INIT;
    struct part_view before = { NULL, 0 };
    struct sources_in *in = mem_calloc(1, sizeof *in);
    if (!in) return error_nomem(err);
    cordon_status st = party_said_read(data_dir, a, &said, err);
    bool has_all = !st && map_sources(data_dir, editions, count, a, in);
    if (!st && has_all) st = add_starter(in, editions, count, err);
    has_all = has_all && in->count > 1; /* one list: nobody else to be linked with */
    if (!st && has_all) before = map_compared(data_dir, a, &compared);
    if (!st && a->failed) st = error_nomem(err);
    if (!st && has_all) st = party_make(in->source, in->count, &said, before, &bytes, err);
    if (!st && has_all) st = write_part(data_dir, a, &bytes, ret, err);
    os_file_unmap(&compared);
    release(in);
    buf_release(&bytes);
    return st;
}

/* --- opening --------------------------------------------------------------------------------------------- */

cordon_status set_links_open(struct cordon_set *set, struct cordon_error *err)
{
    struct set_links_name name;
    char table[XXH_HEX_LEN + 1];
    struct part p;
    cordon_status st = set_manifest_links(set->data_dir, set->hash_hex, &set->arena, &name, err);
    if (st || !name.part_hex[0]) return st;
    const char *path = set_path(&set->arena, set->data_dir, "parts/%s.cds", name.part_hex);
    if (!path) return error_nomem(err);
    st = os_file_map(path, &set->links_file, err);
    if (st == CORDON_NOTFOUND) st = error_set(err, CORDON_CORRUPT, "the part is missing");
    if (!st) st = part_open(set->links_file.bytes, &p, err);
    if (!st) part_table_hex(p.bytes, table);
    if (!st && strcmp(table, name.table_hex) != 0)
        st = error_set(err, CORDON_CORRUPT, "this is another part than the one that was stored");
    if (!st) st = party_links_open(&p, set->links, err);
    if (!st) return CORDON_OK;
    char why[sizeof err->message];
    snprintf(why, sizeof why, "%s", err ? err->message : "");
    return error_at(err, st == CORDON_NOTFOUND ? CORDON_CORRUPT : st, str_c(path), 0, 0,
                    "%s; these are the links between lists: import any list again", why);
}

/* Nothing was imported: the starter list's own sources, linked in memory. */
cordon_status set_links_starter(struct cordon_set *set, struct cordon_error *err)
{
    static const struct part_view none = { NULL, 0 };
    const struct party_said_list said = { .count = 0 };
    struct sources_in *in = mem_calloc(1, sizeof *in);
    struct part p;
    cordon_status st = in ? CORDON_OK : error_nomem(err);
    for (size_t i = 0; !st && i < set->source_count; i++) {
        struct party_source *s = &in->source[in->count++];
        s->id = set->source[i].about.source;
        s->entities = set->source[i].entities;
        st = starter_facts(s, &in->built_facts[i], err);
    }
    if (!st) st = party_make(in->source, in->count, &said, none, &set->links_built, err);
    if (!st) st = part_open(buf_str(&set->links_built), &p, err);
    if (!st) st = party_links_open(&p, set->links, err);
    release(in);
    return st;
}

cordon_status set_links_verify(const struct cordon_set *set, struct cordon_error *err)
{
    struct set_links_name name;
    struct arena a;
    uint8_t digest[SHA_LEN];
    char hex[SHA_HEX_LEN + 1];
    if (!set->links_file.bytes.len) return CORDON_OK;
    arena_init(&a, 64 << 20);
    cordon_status st = set_manifest_links(set->data_dir, set->hash_hex, &a, &name, err);
    sha_of(set->links_file.bytes, digest);
    sha_hex(digest, hex);
    const char *path = st ? NULL : set_path(&a, set->data_dir, "parts/%s.cds", name.part_hex);
    if (!st && !path) st = error_nomem(err);
    if (!st && strcmp(hex, name.part_hex) != 0)
        st = error_at(err, CORDON_CORRUPT, str_c(path), 0, 0, "the links between lists are not what was stored; "
                      "import any list again");
    arena_release(&a);
    return st;
}

/* --- showing ------------------------------------------------------------------------------------------------ */

/* What links a member with others of its party. */
static void write_why(const struct cordon_set *set, const struct party_member *m, struct json_writer *w)
{
    uint32_t ends[2];
    enum party_why why;
    str text;
    json_w_key(w, STR("why"));
    json_w_array(w);
    for (uint32_t i = 0; party_link_at(set->links, m->group, i, ends, &why, &text); i++) {
        struct party_member other;
        struct entity e;
        if (ends[0] != m->index && ends[1] != m->index) continue;
        uint32_t with = ends[0] == m->index ? ends[1] : ends[0];
        bool is_there = false;
        for (uint32_t k = 0; !is_there && party_member_at(set->links, m->group, k, &other); k++)
            is_there = other.index == with;
        if (!is_there || other.source >= set->source_count ||
            !entity_get(&set->source[other.source].entities, other.row, &e))
            continue;
        json_w_object(w);
        json_w_key_str(w, STR("link"), party_why_word(why));
        json_w_key_str(w, STR("value"), text);
        json_w_key_str(w, STR("with"), e.id);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

void party_write_links(const struct cordon_set *set, size_t source, uint32_t row, struct json_writer *w)
{
    struct party_member me, m;
    json_w_array(w);
    if (party_find(set->links, source, row, &me))
        for (uint32_t i = 0; party_member_at(set->links, me.group, i, &m); i++) {
            struct entity e;
            if (m.index == me.index || m.source >= set->source_count) continue;
            const struct set_source *s = &set->source[m.source];
            if (!entity_get(&s->entities, m.row, &e)) continue;
            json_w_object(w);
            json_w_key_str(w, STR("id"), e.id);
            json_w_key_str(w, STR("source"), s->about.source);
            json_w_key_str(w, STR("entry"), e.entry);
            json_w_key_str(w, STR("name"), entity_value(&s->entities, &e, FTM_PROP_NAME));
            write_why(set, &m, w);
            json_w_object_end(w);
        }
    json_w_array_end(w);
}
