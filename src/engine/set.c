/* Opening the data set in use; reading it is the detectors' work. */
#include "engine/set.h"

#include "base/mem.h"
#include "base/num.h"

enum { SET_ARENA_MAX = 64 << 20 };

static void source_release(struct set_source *s)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        os_file_unmap(&s->mapped[i]);
        buf_release(&s->built[i]);
    }
}

void cordon_set_close(struct cordon_set *set)
{
    if (!set) return;
    for (size_t i = 0; i < set->source_count; i++) source_release(&set->source[i]);
    arena_release(&set->arena);
    mem_free(set);
}

static cordon_status open_source(struct cordon_set *set, const char *data_dir,
                                 const struct set_edition *about, struct cordon_error *err)
{
    struct set_source *s = &set->source[set->source_count++];
    s->about = *about;
    s->catalogue = list_source_find(about->source);
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        const char *path = set_path(&set->arena, data_dir, "parts/%s.cds", about->part_hex[i]);
        if (!path) return error_nomem(err);
        cordon_status st = os_file_map(path, &s->mapped[i], err);
        if (st == CORDON_NOTFOUND)
            st = error_at(err, CORDON_CORRUPT, str_c(path), 0, 0, "a part of '%.*s' is missing",
                          STR_ARG(about->source));
        if (!st) st = part_open(s->mapped[i].bytes, &s->part[i], err);
        if (st) {
            error_in_file(err, str_c(path));
            return st;
        }
    }
    cordon_status st = set_parts_open(s, err);
    if (st != CORDON_NOTFOUND) return st;
    return error_set(err, CORDON_CORRUPT, "the parts of '%.*s' do not hold what they should",
                     STR_ARG(about->source));
}

/* Nothing imported yet is the one thing that may be missing. */
static cordon_status open_editions(struct cordon_set *set, const char *data_dir,
                                   struct cordon_error *err)
{
    struct set_edition *editions = arena_calloc(&set->arena, SET_SOURCES_MAX, sizeof *editions);
    size_t count = 0;
    if (!editions) return error_nomem(err);
    cordon_status st = set_current_read(data_dir, &set->arena, set->hash_hex, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK;
    if (!st) st = set_manifest_load(data_dir, set->hash_hex, &set->arena, editions, &count, err);
    for (size_t i = 0; !st && i < count; i++) st = open_source(set, data_dir, &editions[i], err);
    return st;
}

static cordon_status open_once(const char *data_dir, struct cordon_set **ret_set,
                               struct cordon_error *err)
{
    struct cordon_set *set = mem_calloc(1, sizeof *set);
    cordon_status st = CORDON_OK;
    if (!set) return error_nomem(err);
    arena_init(&set->arena, SET_ARENA_MAX);
    if (data_dir) st = open_editions(set, data_dir, err);
    if (!st) st = set_add_starter(set, err);
    if (st) {
        cordon_set_close(set);
        return st;
    }
    *ret_set = set;
    return CORDON_OK;
}

cordon_status cordon_set_open(const char *data_dir, struct cordon_set **ret_set,
                              struct cordon_error *err)
{
    cordon_status st = open_once(data_dir, ret_set, err);
    if (st == CORDON_UNSUPPORTED) { /* made by another version */
        st = set_rebuild(data_dir, err);
        if (!st) st = open_once(data_dir, ret_set, err);
    }
    return st;
}

size_t cordon_set_list_count(const struct cordon_set *set)
{
    return set->source_count;
}

bool cordon_set_list(const struct cordon_set *set, size_t index, struct cordon_list *ret_list)
{
    if (index >= set->source_count) return false;
    const struct set_source *s = &set->source[index];
    *ret_list = (struct cordon_list){
        .source = s->about.source,
        .authority = s->catalogue ? s->catalogue->authority : STR_EMPTY,
        .tier = s->catalogue ? s->catalogue->tier : STR("designated"),
        .edition = s->about.edition,
        .raw_sha256 = str_c(s->about.raw_hex),
        .is_starter = s->is_starter,
        .fresh_days = s->catalogue ? s->catalogue->fresh_days : 0,
        .counts = s->about.counts,
    };
    return true;
}

cordon_str cordon_set_hash(const struct cordon_set *set)
{
    return str_c(set->hash_hex);
}

cordon_status cordon_set_verify(const struct cordon_set *set, struct cordon_error *err)
{
    for (size_t i = 0; i < set->source_count; i++) {
        const struct set_source *s = &set->source[i];
        for (size_t role = 0; role < ROLE_COUNT && !s->is_starter; role++) {
            uint8_t digest[SHA_LEN];
            char hex[SHA_HEX_LEN + 1];
            sha_of(s->part[role].bytes, digest);
            sha_hex(digest, hex);
            if (memcmp(hex, s->about.part_hex[role], SHA_HEX_LEN) == 0) continue;
            return error_set(err, CORDON_CORRUPT, "part '%.12s' (%.*s of %.*s) is damaged",
                             s->about.part_hex[role], STR_ARG(set_role_name((enum set_role)role)),
                             STR_ARG(s->about.source));
        }
    }
    return CORDON_OK;
}

bool cordon_source_at(size_t index, cordon_str *ret_id, cordon_str *ret_title)
{
    const struct list_source *s = index < list_source_count() ? list_source_at(index) : NULL;
    if (!s) return false;
    *ret_id = s->id;
    *ret_title = s->title;
    return true;
}

void cordon_text_free(struct cordon_text *text)
{
    if (!text) return;
    mem_free(text->data);
    *text = (struct cordon_text){ NULL, 0 };
}
