/*
 * Keeping the last few editions of a source.
 *
 *   sets/ that name an old edition -> its raw files -> the rest of its folder -> parts that the set in
 *   use and the one before it do not name
 *
 * Whoever has a set open goes on: mapped files live until they are unmapped. Whoever is about to open
 * the set before still finds its parts, and asks again if two imports were faster (set.c).
 */
#include "engine/kept.h"

#include "base/mem.h"
#include "engine/good.h"

enum { PRUNE_ARENA_MAX = 64 << 20 };

struct pruning {
    const char             *data_dir;
    str                     source;
    struct cordon_editions *all;
    bool                   *goes; /* an edition each of `all` */
    struct arena            arena, scratch; /* scratch: of one manifest */
    char                    in_use[SHA_HEX_LEN + 1];
    const char             *before;
    struct table_of_parts {
        char (*hex)[SHA_HEX_LEN + 1];
        size_t count;
    } parts; /* that stay */
    cordon_status           st;
    struct cordon_error    *err;
};

/* --- what a stored decision names -------------------------------------------------------------------- */

/* Does something stored rest on this edition, and on none that is in use?
 * @param now  the edition of the same source in use */
typedef cordon_status named_fn(struct pruning *p, const struct entity_set *edition,
                               const struct entity_set *now, bool *ret, struct cordon_error *err);

static bool has_row(const struct entity_set *set, str id, str row_hex)
{
    struct entity e;
    uint32_t row;
    char hex[SHA_HEX_LEN + 1];
    if (!entity_find(set, id, &row) || !entity_get(set, row, &e)) return false;
    sha_hex(e.row_hash, hex);
    return str_eq(str_c(hex), row_hex);
}

/* The known-good list names rows: an entry and the hash of what it said. */
static cordon_status good_names(struct pruning *p, const struct entity_set *edition,
                                const struct entity_set *now, bool *ret, struct cordon_error *err)
{
    struct cordon_good *good = NULL;
    struct cordon_good_entry e;
    cordon_status st = cordon_good_open(p->data_dir, &good, err);
    if (st) return st;
    for (size_t i = 0; !*ret && cordon_good_at(good, i, &e); i++)
        *ret = !e.is_rule && has_row(edition, e.target, e.listed) && !has_row(now, e.target, e.listed);
    cordon_good_close(good);
    return CORDON_OK;
}

/* A store of decisions to come is a row here. */
static named_fn *const namers[] = { good_names };

/* Nothing can be named where nothing was decided: then no edition need be read. */
static bool has_decisions(const struct pruning *p)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    const char *path = set_path(&a, p->data_dir, "good.jsonl");
    bool is_there = !path || os_file_exists(path);
    arena_release(&a);
    return is_there;
}

/* What cannot be read cannot be asked: it stays. */
static bool edition_is_named(struct pruning *p, const struct kept *k, const struct entity_set *now)
{
    struct kept_entities e;
    bool is_named = false;
    kept_entities_init(&e);
    cordon_status st = kept_read(p->data_dir, &k->about, &e, NULL);
    for (size_t i = 0; !st && !is_named && i < COUNT_OF(namers); i++)
        st = namers[i](p, &e.set, now, &is_named, NULL);
    kept_entities_release(&e);
    return st || is_named;
}

/* Old editions that a decision names stay. */
static cordon_status spare_named(struct pruning *p, const struct kept *in_use)
{
    struct kept_entities now;
    bool any = false;
    for (size_t i = 0; i < p->all->count; i++) any = any || p->goes[i];
    if (!any || !has_decisions(p)) return CORDON_OK;
    kept_entities_init(&now);
    cordon_status st = kept_read(p->data_dir, &in_use->about, &now, p->err);
    for (size_t i = 0; !st && i < p->all->count; i++)
        if (p->goes[i] && edition_is_named(p, &p->all->item[i], &now.set)) p->goes[i] = false;
    kept_entities_release(&now);
    return st;
}

/* --- what goes ------------------------------------------------------------------------------------------ */

static cordon_status choose(struct pruning *p, unsigned keep)
{
    const struct kept *in_use = NULL, *older = NULL;
    unsigned rank = 0;
    for (size_t i = 0; i < p->all->count; i++)
        if (p->all->item[i].is_in_use) in_use = &p->all->item[i];
    if (!in_use) return CORDON_OK; /* nothing to go by: everything stays */
    older = kept_older(p->all, in_use);
    for (size_t i = 0; i < p->all->count; i++) {
        const struct kept *k = &p->all->item[i];
        p->goes[i] = rank++ >= keep && k != in_use && k != older;
    }
    return spare_named(p, in_use);
}

/* --- manifests --------------------------------------------------------------------------------------------- */

static bool names_gone(const struct pruning *p, const struct set_edition *e, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < p->all->count; k++)
            if (p->goes[k] && str_eq(p->all->item[k].about.source, e[i].source) &&
                str_eq(p->all->item[k].about.edition, e[i].edition) &&
                memcmp(p->all->item[k].about.raw_hex, e[i].raw_hex, 12) == 0)
                return true;
    return false;
}

static void keep_parts(struct pruning *p, const struct set_edition *e, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < ROLE_COUNT; r++)
            if (p->parts.count < (size_t)2 * SET_SOURCES_MAX * ROLE_COUNT)
                memcpy(p->parts.hex[p->parts.count++], e[i].part_hex[r], SHA_HEX_LEN + 1);
}

static void keep_links(struct pruning *p, const char *hex)
{
    struct set_links_name links;
    p->st = set_manifest_links(p->data_dir, hex, &p->scratch, &links, p->err);
    if (links.part_hex[0]) memcpy(p->parts.hex[p->parts.count++], links.part_hex, sizeof links.part_hex);
}

static bool look_at_set(void *ctx, const char *name, bool is_folder)
{
    struct pruning *p = ctx;
    str s = str_c(name);
    char hex[SHA_HEX_LEN + 1];
    size_t count = 0;
    if (is_folder || s.len != SHA_HEX_LEN + 4 || !str_ends(s, STR(".set"))) return true;
    memcpy(hex, name, SHA_HEX_LEN);
    hex[SHA_HEX_LEN] = '\0';
    arena_reset(&p->scratch);
    struct set_edition *e = arena_calloc(&p->scratch, SET_SOURCES_MAX, sizeof *e);
    const char *path = set_path(&p->scratch, p->data_dir, "sets/%s", name);
    if (!e || !path) {
        p->st = error_nomem(p->err);
        return false;
    }
    bool is_in_use = strcmp(hex, p->in_use) == 0, is_before = strcmp(hex, p->before) == 0;
    cordon_status st = set_manifest_load(p->data_dir, hex, &p->scratch, e, &count, NULL);
    if (st && is_in_use) p->st = set_manifest_load(p->data_dir, hex, &p->scratch, e, &count, p->err);
    if (st) return !p->st; /* a damaged one that is not in use is left for somebody to look at */
    if (is_in_use || is_before) {
        keep_parts(p, e, count);
        keep_links(p, hex);
    }
    if (!is_in_use && names_gone(p, e, count)) p->st = os_file_remove(path, p->err);
    return !p->st;
}

static cordon_status prune_sets(struct pruning *p)
{
    const char *sets = set_path(&p->arena, p->data_dir, "sets");
    if (!sets) return error_nomem(p->err);
    cordon_status st = os_folder_list(sets, look_at_set, p, p->err);
    if (!st) st = p->st;
    return st ? st : os_folder_sync(sets, p->err);
}

/* --- editions, parts --------------------------------------------------------------------------------------- */

static cordon_status remove_edition(struct pruning *p, const struct kept *k)
{
    const char *folder = set_path(&p->arena, p->data_dir, "editions/%.*s/%.*s",
                                  STR_ARG(k->about.source), STR_ARG(k->folder));
    const char *raw = folder ? set_path(&p->arena, folder, "raw.zst") : NULL;
    if (!raw) return error_nomem(p->err);
    cordon_status st = os_file_remove(raw, p->err);
    return st ? st : os_folder_remove_tree(folder, p->err);
}

/* A folder without its raw files is what a crash left of a removal; imports write them first. */
static bool look_at_rest(void *ctx, const char *name, bool is_folder)
{
    struct pruning *p = ctx;
    if (!is_folder) return true;
    arena_reset(&p->scratch);
    const char *folder = set_path(&p->scratch, p->data_dir, "editions/%.*s/%s", STR_ARG(p->source), name);
    const char *raw = folder ? set_path(&p->scratch, folder, "raw.zst") : NULL;
    if (!raw)
        p->st = error_nomem(p->err);
    else if (!os_file_exists(raw))
        p->st = os_folder_remove_tree(folder, p->err);
    return !p->st;
}

static bool look_at_part(void *ctx, const char *name, bool is_folder)
{
    struct pruning *p = ctx;
    str s = str_c(name);
    if (is_folder || s.len != SHA_HEX_LEN + 4 || !str_ends(s, STR(".cds"))) return true;
    for (size_t i = 0; i < p->parts.count; i++)
        if (memcmp(p->parts.hex[i], name, SHA_HEX_LEN) == 0) return true;
    arena_reset(&p->scratch);
    const char *path = set_path(&p->scratch, p->data_dir, "parts/%s", name);
    p->st = path ? os_file_remove(path, p->err) : error_nomem(p->err);
    return !p->st;
}

static cordon_status prune_all(struct pruning *p, unsigned keep, uint32_t *ret_count)
{
    uint32_t count = 0;
    const char *parts = set_path(&p->arena, p->data_dir, "parts");
    const char *source = set_path(&p->arena, p->data_dir, "editions/%.*s", STR_ARG(p->source));
    p->goes = arena_calloc(&p->arena, p->all->count + 1, sizeof *p->goes);
    p->parts.hex = arena_calloc(&p->arena, (size_t)2 * SET_SOURCES_MAX * ROLE_COUNT + 2,
                                sizeof *p->parts.hex);
    if (!parts || !source || !p->goes || !p->parts.hex) return error_nomem(p->err);
    cordon_status st = choose(p, keep);
    if (!st) st = prune_sets(p);
    for (size_t i = 0; !st && i < p->all->count; i++) {
        if (!p->goes[i]) continue;
        st = remove_edition(p, &p->all->item[i]);
        count++;
    }
    if (!st) st = os_folder_list(source, look_at_rest, p, p->err);
    if (!st) st = p->st;
    if (!st) st = os_folder_list(parts, look_at_part, p, p->err);
    if (!st) st = p->st;
    if (!st) *ret_count = count;
    return st;
}

cordon_status kept_prune(const char *data_dir, str source, unsigned keep, const char *before_hex,
                         uint32_t *ret_count, struct cordon_error *err)
{
    struct pruning p = { .data_dir = data_dir, .source = source, .before = before_hex, .err = err };
    arena_init(&p.arena, PRUNE_ARENA_MAX);
    arena_init(&p.scratch, PRUNE_ARENA_MAX);
    cordon_status st = cordon_editions_open(data_dir, source, &p.all, err);
    if (!st) st = set_current_read(data_dir, &p.arena, p.in_use, err);
    if (!st) st = prune_all(&p, keep, ret_count);
    cordon_editions_close(p.all);
    arena_release(&p.arena);
    arena_release(&p.scratch);
    return st;
}
