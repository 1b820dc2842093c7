/* Compiling rule packs against the names that records and evidence offer. */
#include "engine/rules.h"

#include "base/embed.h"
#include "base/hash.h"
#include "base/mem.h"
#include "os/os.h"

#include <pthread.h>
#include <stdlib.h>

enum { RULES_ARENA_MAX = 64 << 20, PACK_FILES_MAX = 4096, PACK_DEPTH_MAX = 4 };

/* --- what rules may read ------------------------------------------------------------------------ */

static enum rule_type type_of(enum record_type t)
{
    switch (t) {
    case FIELD_TYPE_FLAG: return RULE_FLAG;
    case FIELD_TYPE_NUMBER: return RULE_INTEGER;
    case FIELD_TYPE_TIME: return RULE_TIME;
    case FIELD_TYPE_IP: return RULE_IP;
    default: return RULE_TEXT;
    }
}

/* Why no red flag may read a field: what it would read is who somebody is, not what they did. */
static str refusal_of(enum record_field f)
{
    switch ((int)f) {
    case FIELD_NATIONALITY:
    case FIELD_CITIZENSHIP:
    case FIELD_DOC_NATIONALITY: return STR("nationality is no red flag");
    case FIELD_SEX:
    case FIELD_DOC_SEX: return STR("sex is no red flag");
    case FIELD_BIRTH_DATE:
    case FIELD_DOC_BIRTH_DATE: return STR("age is no red flag; birth.conflict compares dates");
    case FIELD_BIRTH_PLACE: return STR("origin is no red flag");
    default: break;
    }
    switch (record_field_info(f)->type) {
    case FIELD_TYPE_NAME:
    case FIELD_TYPE_NAME_PART: return STR("a name is no red flag; name.* compares a person's own papers");
    case FIELD_TYPE_COUNTRY: return STR("legal");
    default: return STR_EMPTY;
    }
}

const struct rule_name *rules_names(struct arena *a, size_t *ret_count)
{
    static const enum rule_type types[] = { [FEATURE_FLAG] = RULE_FLAG,
                                            [FEATURE_INTEGER] = RULE_INTEGER,
                                            [FEATURE_WORD] = RULE_TEXT };
    size_t count = 0;
    struct rule_name *names = arena_calloc(a, FIELD_COUNT + FEATURE_COUNT, sizeof *names);
    if (!names) return NULL;
    for (int f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
        const struct record_field_info *info = record_field_info((enum record_field)f);
        names[count++] = (struct rule_name){ info->path, type_of(info->type),
                                             refusal_of((enum record_field)f) };
    }
    for (int f = 0; f < FEATURE_COUNT; f++)
        names[count++] = (struct rule_name){ feature_table[f].name, types[feature_table[f].type],
                                             feature_table[f].is_legal ? STR("legal") : STR_EMPTY };
    *ret_count = count;
    return names;
}

/* --- files -------------------------------------------------------------------------------------- */

struct pack_files {
    struct arena     *arena;
    struct rule_file *item;
    size_t            count;
    const char       *folder; /* in work */
    unsigned          depth;
    cordon_status     status;
    struct cordon_error *err;
};

static cordon_status add_file(struct pack_files *p, const char *path)
{
    struct os_file file;
    if (p->count == PACK_FILES_MAX)
        return error_set(p->err, CORDON_LIMIT, "more than %d rule files", PACK_FILES_MAX);
    cordon_status st = os_file_read(path, &file, p->err);
    if (st) return st;
    p->item[p->count++] = (struct rule_file){ arena_str(p->arena, str_c(path)),
                                              arena_str(p->arena, file.bytes) };
    os_file_unmap(&file);
    return p->arena->failed ? error_nomem(p->err) : CORDON_OK;
}

static cordon_status add_path(struct pack_files *p, const char *path);

static bool add_entry(void *ctx, const char *name, bool is_folder)
{
    struct pack_files *p = ctx;
    str s = str_c(name);
    if (!is_folder && !str_ends(s, STR(".yml")) && !str_ends(s, STR(".yaml"))) return true;
    str path = arena_printf(p->arena, "%s/%s", p->folder, name);
    const char *folder = p->folder;
    p->status = path.len ? is_folder ? add_path(p, path.data) : add_file(p, path.data)
                         : error_nomem(p->err);
    p->folder = folder;
    return p->status == CORDON_OK;
}

static bool no_entry(void *ctx, const char *name, bool is_folder)
{
    (void)ctx;
    (void)name;
    (void)is_folder;
    return false;
}

static cordon_status add_path(struct pack_files *p, const char *path)
{
    struct cordon_error none = { .status = CORDON_OK };
    bool is_folder = os_folder_list(path, no_entry, NULL, &none) == CORDON_OK;
    if (!is_folder) return add_file(p, path);
    if (p->depth == PACK_DEPTH_MAX)
        return error_set(p->err, CORDON_LIMIT, "rule folders lie deeper than %d", PACK_DEPTH_MAX);
    p->depth++;
    p->folder = path;
    cordon_status st = os_folder_list(path, add_entry, p, p->err);
    p->depth--;
    return p->status ? p->status : st;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct rule_file *)a)->name, ((const struct rule_file *)b)->name);
}

static cordon_status collect(struct pack_files *p, const char *const *paths, size_t count)
{
    p->item = arena_calloc(p->arena, PACK_FILES_MAX, sizeof *p->item);
    if (!p->item) return error_nomem(p->err);
    for (size_t i = 0; count == 0 && i < embed_packs_count; i++)
        p->item[p->count++] = (struct rule_file){ str_c(embed_packs[i].name),
                                                  embed_str(&embed_packs[i].bytes) };
    for (size_t i = 0; i < count; i++) {
        cordon_status st = add_path(p, paths[i]);
        if (st) return st;
    }
    if (p->count) qsort(p->item, p->count, sizeof *p->item, by_name);
    return CORDON_OK;
}

/* --- the set ------------------------------------------------------------------------------------ */

static void find_slots(struct rules *r)
{
    for (int f = 0; f < FIELD_COUNT; f++)
        r->field_slot[f] = f ? rule_set_slot(r->set, record_field_info((enum record_field)f)->path)
                             : RULE_NONE;
    for (int f = 0; f < FEATURE_COUNT; f++)
        r->feature_slot[f] = rule_set_slot(r->set, feature_table[f].name);
    for (int k = 0; k < RECORD_KIND_COUNT; k++)
        r->source[k] = rule_source_of(r->set, record_kind_name((enum record_kind)k), STR("cordon"),
                                      STR_EMPTY);
    for (uint32_t i = 0; i < rule_set_count(r->set); i++)
        r->has_correlations |= rule_set_info(r->set, i)->is_correlation;
}

static void hash_files(struct rules *r, const struct pack_files *p)
{
    struct sha sha;
    uint8_t digest[SHA_LEN];
    sha_init(&sha);
    for (size_t i = 0; i < p->count; i++) {
        sha_add(&sha, p->item[i].text);
        sha_add(&sha, STR("\n"));
    }
    sha_end(&sha, digest);
    sha_hex(digest, r->hash);
}

/* The file a rule stands in, as one hash. */
static void hash_text(const struct rules *r, const struct pack_files *p, uint32_t rule)
{
    const struct rule_info *info = rule_set_info(r->set, rule);
    uint8_t digest[SHA_LEN];
    memcpy(r->text_hash[rule], r->hash, sizeof r->hash);
    for (size_t i = 0; i < p->count && !info->is_correlation; i++) {
        if (!str_eq(p->item[i].name, info->file)) continue;
        sha_of(p->item[i].text, digest);
        sha_hex(digest, r->text_hash[rule]);
        return;
    }
}

static cordon_status hash_rules(struct rules *r, const struct pack_files *p, struct cordon_error *err)
{
    uint32_t count = rule_set_count(r->set);
    r->text_hash = mem_calloc(count ? count : 1, sizeof *r->text_hash);
    if (!r->text_hash) return error_nomem(err);
    for (uint32_t i = 0; i < count; i++) hash_text(r, p, i);
    return CORDON_OK;
}

static cordon_status compile(struct rules *r, const char *const *paths, size_t count,
                             struct cordon_error *err)
{
    struct arena work;
    arena_init(&work, RULES_ARENA_MAX);
    struct pack_files p = { .arena = &work, .err = err };
    struct rule_options o = { .flags = RULE_STRICT };
    o.name = rules_names(&work, &o.names);
    cordon_status st = o.name ? collect(&p, paths, count) : error_nomem(err);
    if (!st) st = rule_set_compile(p.item, p.count, &o, &r->set, NULL, err);
    if (!st) find_slots(r);
    if (!st) hash_files(r, &p);
    if (!st) st = hash_rules(r, &p, err);
    arena_release(&work);
    return st;
}

/* What a const handle may still change, behind its lock. */
struct lazy {
    pthread_mutex_t     lock;
    struct rules        rules;
    bool                is_made; /* or failed: status */
    cordon_status       status;
    struct cordon_error err;
};

struct cordon_rules {
    struct lazy *lazy;
};

static void make(struct lazy *l, const char *const *paths, size_t count)
{
    l->status = compile(&l->rules, paths, count, &l->err);
    if (!l->status) l->status = evidence_data_open(NULL, &l->rules.data, &l->err);
    l->is_made = true;
}

cordon_status cordon_rules_open(const char *const *paths, size_t count,
                                struct cordon_rules **ret_rules, struct cordon_error *err)
{
    struct cordon_rules *r = mem_calloc(1, sizeof *r);
    if (r) r->lazy = mem_calloc(1, sizeof *r->lazy);
    if (!r || !r->lazy) {
        mem_free(r);
        return error_nomem(err);
    }
    pthread_mutex_init(&r->lazy->lock, NULL);
    if (count) make(r->lazy, paths, count); /* the user's own: a fault is told at once */
    cordon_status st = r->lazy->status;
    if (st) {
        if (err) *err = r->lazy->err;
        cordon_rules_free(r);
        return st;
    }
    *ret_rules = r;
    return CORDON_OK;
}

const struct rules *rules_get(const struct cordon_rules *r, cordon_status *ret_status,
                              struct cordon_error *err)
{
    struct lazy *l = r->lazy;
    pthread_mutex_lock(&l->lock);
    if (!l->is_made) make(l, NULL, 0);
    pthread_mutex_unlock(&l->lock);
    *ret_status = l->status;
    if (l->status && err) *err = l->err;
    return l->status ? NULL : &l->rules;
}

void cordon_rules_free(struct cordon_rules *rules)
{
    if (!rules) return;
    evidence_data_free(rules->lazy->rules.data);
    rule_set_free(rules->lazy->rules.set);
    mem_free(rules->lazy->rules.text_hash);
    pthread_mutex_destroy(&rules->lazy->lock);
    mem_free(rules->lazy);
    mem_free(rules);
}

size_t cordon_rules_count(const struct cordon_rules *rules)
{
    cordon_status st;
    const struct rules *made = rules_get(rules, &st, NULL);
    return made ? rule_set_count(made->set) : 0;
}

bool rules_about(const struct rules *r, uint32_t rule, enum record_kind kind)
{
    const struct rule_info *info = rule_set_info(r->set, rule);
    const struct rule_list *kinds = &info->cordon.kinds;
    str name = record_kind_name(kind);
    if (info->category.len) return str_eq_nocase(info->category, name);
    for (size_t i = 0; i < kinds->count; i++)
        if (str_eq_nocase(kinds->item[i], name)) return true;
    return kinds->count == 0;
}
