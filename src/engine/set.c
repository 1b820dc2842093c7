/* Opening the data set in use; reading it is the detectors' work. */
#include "engine/party.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>

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
    os_file_unmap(&set->links_file);
    buf_release(&set->links_built);
    arena_release(&set->arena);
    mem_free(set);
}

/* Which part of which list it is, and what to do. */
static cordon_status say_part(const struct set_source *s, size_t role, const char *path,
                              cordon_status st, struct cordon_error *err)
{
    char why[sizeof err->message];
    error_in_file(err, str_c(path));
    if (st != CORDON_CORRUPT || !err) return st;
    snprintf(why, sizeof why, "%s", err->message);
    return error_at(err, st, str_c(path), 0, 0, "%s; these are the %.*s of '%.*s': import it again",
                    why, STR_ARG(set_role_name((enum set_role)role)), STR_ARG(s->about.source));
}

/* A part that is whole, and another one than the manifest names, is damage too. */
static cordon_status check_part(const struct set_source *s, size_t role, struct cordon_error *err)
{
    char hex[XXH_HEX_LEN + 1];
    part_table_hex(s->part[role].bytes, hex);
    if (strcmp(hex, s->about.table_hex[role]) == 0) return CORDON_OK;
    return error_set(err, CORDON_CORRUPT, "this is another part than the one that was stored");
}

static bool is_of_older_format(const struct set_edition *e)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (!e->part_hex[i][0] || !e->table_hex[i][0]) return true;
    return false;
}

static cordon_status open_source(struct cordon_set *set, const struct set_edition *about,
                                 struct cordon_error *err)
{
    struct set_source *s = &set->source[set->source_count++];
    s->about = *about;
    s->catalogue = list_source_find(about->source);
    if (!s->catalogue) /* without its row, how old it may be and how much it weighs is not known */
        return error_set(err, CORDON_REFUSED, "source '%.*s' is not in this version's catalogue",
                         STR_ARG(about->source));
    if (is_of_older_format(about))
        return error_set(err, CORDON_UNSUPPORTED, "the manifest of '%.*s' is of an older format",
                         STR_ARG(about->source));
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        const char *path = set_path(&set->arena, set->data_dir, "parts/%s.cds", about->part_hex[i]);
        if (!path) return error_nomem(err);
        cordon_status st = os_file_map(path, &s->mapped[i], err);
        if (st == CORDON_NOTFOUND) st = error_set(err, CORDON_CORRUPT, "the part is missing");
        if (!st) st = part_open(s->mapped[i].bytes, &s->part[i], err);
        if (!st) st = check_part(s, i, err);
        if (st) return say_part(s, i, path, st, err);
    }
    struct party_facts facts; /* read at linking; here whether they can be */
    cordon_status st = set_parts_open(s, err);
    if (!st) st = party_facts_open(&s->part[ROLE_FACTS], &facts, err);
    if (st != CORDON_NOTFOUND && st != CORDON_CORRUPT) return st;
    char why[sizeof err->message];
    snprintf(why, sizeof why, "%s", err ? err->message : "");
    return error_set(err, CORDON_CORRUPT, "%s; import '%.*s' again", why, STR_ARG(about->source));
}

static cordon_status open_editions(struct cordon_set *set, struct cordon_error *err)
{
    struct set_edition *editions = arena_calloc(&set->arena, SET_SOURCES_MAX, sizeof *editions);
    size_t count = 0;
    if (!editions) return error_nomem(err);
    cordon_status st = set_current_read(set->data_dir, &set->arena, set->hash_hex, err);
    if (st == CORDON_NOTFOUND) return CORDON_OK; /* nothing imported yet: not an error */
    if (!st)
        st = set_manifest_load(set->data_dir, set->hash_hex, &set->arena, editions, &count, err);
    for (size_t i = 0; !st && i < count; i++) st = open_source(set, &editions[i], err);
    if (!st) st = set_links_open(set, err);
    return st;
}

static cordon_status open_once(const char *data_dir, struct cordon_set **ret_set,
                               struct cordon_error *err)
{
    struct cordon_set *set = mem_calloc(1, sizeof *set);
    cordon_status st = CORDON_OK;
    if (!set) return error_nomem(err);
    arena_init(&set->arena, SET_ARENA_MAX);
    buf_init(&set->links_built, 1 << 30);
    set->links = arena_calloc(&set->arena, 1, sizeof *set->links);
    if (!set->links) {
        cordon_set_close(set);
        return error_nomem(err);
    }
    if (data_dir) {
        set->data_dir = arena_str(&set->arena, str_c(data_dir)).data;
        st = set->arena.failed ? error_nomem(err) : open_editions(set, err);
    }
    if (!st) st = set_add_starter(set, err);
    if (st) {
        cordon_set_close(set);
        return st;
    }
    *ret_set = set;
    return CORDON_OK;
}

/* Name of the set in use, "" when there is none that can be read. */
static void look_at_current(const char *data_dir, char ret_hex[SHA_HEX_LEN + 1])
{
    struct arena a;
    arena_init(&a, 1 << 20);
    ret_hex[0] = '\0';
    if (data_dir && set_current_read(data_dir, &a, ret_hex, NULL)) ret_hex[0] = '\0';
    arena_release(&a);
}

/* Old parts are removed some time after nothing names them: whoever read the name of a set long
 * before opening its parts asks again. */
static cordon_status open_in_use(const char *data_dir, struct cordon_set **ret_set,
                                 struct cordon_error *err)
{
    enum { TRIES = 8 };
    char before[SHA_HEX_LEN + 1], after[SHA_HEX_LEN + 1];
    cordon_status st = CORDON_OK;
    for (size_t i = 0; i < TRIES; i++) {
        look_at_current(data_dir, before);
        st = open_once(data_dir, ret_set, err);
        if (st != CORDON_CORRUPT) return st;
        look_at_current(data_dir, after);
        if (strcmp(before, after) == 0) return st;
    }
    return st;
}

cordon_status cordon_set_open(const char *data_dir, struct cordon_set **ret_set,
                              struct cordon_error *err)
{
    cordon_status st = open_in_use(data_dir, ret_set, err);
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
        .accepted = s->about.accepted,
        .dated = s->about.dated,
        .lacks = s->about.lacks,
        .doubts = s->about.doubts,
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

static cordon_status verify_parts(const struct set_source *s, const char *data_dir,
                                  struct arena *a, struct cordon_error *err)
{
    for (size_t role = 0; role < ROLE_COUNT; role++) {
        uint8_t digest[SHA_LEN];
        char hex[SHA_HEX_LEN + 1];
        sha_of(s->part[role].bytes, digest);
        sha_hex(digest, hex);
        if (memcmp(hex, s->about.part_hex[role], SHA_HEX_LEN) == 0) continue;
        const char *path = set_path(a, data_dir, "parts/%s.cds", s->about.part_hex[role]);
        if (!path) return error_nomem(err);
        error_set(err, CORDON_CORRUPT, "the part is damaged: its hash is %.12s…", hex);
        return say_part(s, role, path, CORDON_CORRUPT, err);
    }
    return CORDON_OK;
}

/* The editions as received: what a data set is made anew from when a part is lost. */
static cordon_status verify_kept(const struct set_source *s, const char *data_dir, struct arena *a,
                                 struct cordon_error *err)
{
    struct list_file files[LIST_FILES_MAX] = { 0 };
    struct buf raw = BUF_INIT(0);
    size_t count = 0;
    cordon_status st = edition_open(data_dir, &s->about, a, &raw, files, &count, err);
    buf_release(&raw);
    return st;
}

cordon_status cordon_set_verify(const struct cordon_set *set, struct cordon_error *err)
{
    struct arena a;
    cordon_status st = CORDON_OK;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; !st && i < set->source_count; i++) {
        const struct set_source *s = &set->source[i];
        if (s->is_starter) continue;
        st = verify_parts(s, set->data_dir, &a, err);
        if (!st) st = verify_kept(s, set->data_dir, &a, err);
    }
    if (!st) st = set_links_verify(set, err);
    arena_release(&a);
    return st;
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
