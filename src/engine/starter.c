/* The starter list as sources of a data set, built in memory. */
#include "engine/set.h"

#include "base/embed.h"
#include "list/starter.h"

static bool has_source(const struct cordon_set *set, str id)
{
    for (size_t i = 0; i < set->source_count; i++)
        if (str_eq(set->source[i].about.source, id)) return true;
    return false;
}

static cordon_status build(struct set_source *s, str id, struct cordon_error *err)
{
    struct arena arena;
    struct list_report report;
    struct entity_build *b = entity_build_new();
    arena_init(&arena, 4 << 20);
    list_report_init(&report, &arena);
    for (size_t i = 0; i < ROLE_SCREENED; i++) buf_init(&s->built[i], 64 << 20);
    cordon_status st = b ? list_starter_read(id, b, &report, err) : error_nomem(err);
    set_counts_from(&report, &s->about.counts);
    if (!st) st = set_parts_make(b, &report, s->built, &s->about.counts, err);
    for (size_t i = 0; !st && i < ROLE_SCREENED; i++)
        st = part_open(buf_str(&s->built[i]), &s->part[i], err);
    if (!st) st = set_parts_open(s, err);
    entity_build_free(b);
    arena_release(&arena);
    return st;
}

/* Without a manifest the set is named by the starter list alone. */
static void name_set(struct cordon_set *set)
{
    memcpy(set->hash_hex, embed_starter_sha, sizeof set->hash_hex);
}

cordon_status set_add_starter(struct cordon_set *set, struct cordon_error *err)
{
    if (!set->hash_hex[0]) name_set(set);
    for (size_t i = 0; list_starter_source(i); i++) {
        str id = str_c(list_starter_source(i));
        if (has_source(set, id) || set->source_count == SET_SOURCES_MAX) continue;
        struct set_source *s = &set->source[set->source_count++];
        s->is_starter = true;
        s->catalogue = list_source_find(id);
        s->about.source = id;
        s->about.edition = list_starter_date(id);
        static str starter_file = STR_INIT("starter.tsv");
        s->about.files = &starter_file;
        s->about.file_count = 1;
        cordon_status st = build(s, id, err);
        if (st) return st;
    }
    bool is_alone = set->source_count && set->source[0].is_starter;
    return is_alone ? set_links_starter(set, err) : CORDON_OK;
}

cordon_status set_starter_entities(str id, struct buf *ret_bytes, struct cordon_error *err)
{
    struct arena arena;
    struct list_report report;
    struct entity_build *b = entity_build_new();
    arena_init(&arena, 4 << 20);
    list_report_init(&report, &arena);
    cordon_status st = b ? list_starter_read(id, b, &report, err) : error_nomem(err);
    if (!st) st = set_entities_make(b, ret_bytes, err);
    entity_build_free(b);
    arena_release(&arena);
    return st;
}
