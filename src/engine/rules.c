/* Compiling rule packs against the names that records and evidence offer. */
#include "engine/rules.h"

#include "base/hash.h"
#include "base/mem.h"

#include <pthread.h>

enum { NAMES_ARENA_ROOM = 1 << 20, KINDS_LISTED = RECORD_KIND_COUNT - 1 };

/* --- what rules may read ------------------------------------------------------------------------ */

enum rule_type rules_type(enum record_type t)
{
    switch (t) {
    case FIELD_TYPE_FLAG: return RULE_FLAG;
    case FIELD_TYPE_NUMBER: return RULE_INTEGER;
    case FIELD_TYPE_TIME: return RULE_TIME;
    case FIELD_TYPE_IP: return RULE_IP;
    default: return RULE_TEXT;
    }
}

static const str legal_only = STR_INIT("it is a legal fact, for rules of class legal_fact alone");

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
    case FIELD_BIRTH_PLACE:
    case FIELD_CITY:
    case FIELD_SKILLS:
    case FIELD_EDU_SCHOOL:
    case FIELD_EDU_PLACE:
    case FIELD_JOB_PLACE:
    case FIELD_DOC_REGION: return STR("origin is no red flag");
    case FIELD_DOC_MRZ:
    case FIELD_DOC_BARCODE: return STR("names and nationality stand in it; doc.* compares papers");
    case FIELD_RES_TEXT:
    case FIELD_PORT_TEXT:
    case FIELD_INT_ANSWERS: return STR("language and script are no red flag; link.* and res.* compare texts");
    default: break;
    }
    switch (record_field_info(f)->type) {
    case FIELD_TYPE_NAME:
    case FIELD_TYPE_NAME_PART: return STR("a name is no red flag; name.* compares a person's own papers");
    case FIELD_TYPE_ADDRESS:
    case FIELD_TYPE_PHONE:
    case FIELD_TYPE_EMAIL:
    case FIELD_TYPE_ZONE: return STR("where somebody is from is no red flag; features compare places, numbers and mailboxes");
    case FIELD_TYPE_COUNTRY: return legal_only;
    default: return STR_EMPTY;
    }
}

/* Of the refused fields those that a law may ask for: of which state somebody is. */
static bool is_legal_fact(enum record_field f)
{
    return f == FIELD_NATIONALITY || f == FIELD_CITIZENSHIP || f == FIELD_DOC_NATIONALITY ||
           record_field_info(f)->type == FIELD_TYPE_COUNTRY;
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
        names[count++] = (struct rule_name){ info->path, rules_type(info->type),
                                             refusal_of((enum record_field)f),
                                             is_legal_fact((enum record_field)f) };
    }
    for (int f = 0; f < FEATURE_COUNT; f++)
        names[count++] = (struct rule_name){ feature_table[f].name, types[feature_table[f].type],
                                             feature_table[f].is_legal ? legal_only : STR_EMPTY,
                                             feature_table[f].is_legal };
    *ret_count = count;
    return names;
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

static void hash_files(struct rules *r, const struct rules_files *p, bool is_built_in)
{
    if (is_built_in) {
        memcpy(r->hash, rule_pack_trees.hash, sizeof r->hash);
        return;
    }
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

/* --- words of Cordon's own that Sigma does not know ------------------------------------------------- */

str rules_nearest(str word, const str *known, size_t count)
{
    unsigned best = word.len < 5 ? 2 : word.len < 9 ? 3 : 4; /* one slip more than still is one */
    str near = STR_EMPTY;
    for (size_t i = 0; i < count; i++) {
        unsigned d = str_distance(word, known[i], best);
        if (d >= best) continue;
        best = d;
        near = known[i];
    }
    return near;
}

enum record_kind rules_kind_find(str name)
{
    for (int k = RECORD_KIND_NONE + 1; k < RECORD_KIND_COUNT; k++)
        if (str_eq_nocase(name, record_kind_name((enum record_kind)k))) return (enum record_kind)k;
    return RECORD_KIND_NONE;
}

cordon_status rules_kind_unknown(str word, str file, uint64_t line, struct cordon_error *err)
{
    str kind[KINDS_LISTED];
    for (size_t i = 0; i < KINDS_LISTED; i++) kind[i] = record_kind_name((enum record_kind)(i + 1));
    str near = rules_nearest(word, kind, KINDS_LISTED);
    if (!near.len)
        return error_at(err, CORDON_SYNTAX, file, line, 0, "'%.*s' is no kind of record", STR_ARG(word));
    return error_at(err, CORDON_SYNTAX, file, line, 0,
                    "'%.*s' is no kind of record; the nearest known is '%.*s'", STR_ARG(word),
                    STR_ARG(near));
}

/* A rule about a kind that does not exist would never be asked, and nobody would know. */
cordon_status rules_kinds_check(const struct rule_info *info, struct cordon_error *err)
{
    const struct rule_list *kinds = &info->cordon.kinds;
    bool is_own = str_eq_nocase(info->product, STR("cordon"));
    if (is_own && info->category.len && !rules_kind_find(info->category))
        return rules_kind_unknown(info->category, info->file, info->line, err);
    for (size_t i = 0; i < kinds->count; i++)
        if (!rules_kind_find(kinds->item[i]))
            return rules_kind_unknown(kinds->item[i], info->file, info->line, err);
    return CORDON_OK;
}

static cordon_status check_all_kinds(const struct rule_set *set, struct cordon_error *err)
{
    for (uint32_t i = 0; i < rule_set_count(set); i++) {
        cordon_status st = rules_kinds_check(rule_set_info(set, i), err);
        if (st) return st;
    }
    return CORDON_OK;
}

void rules_text_hash(const struct rules *r, uint32_t rule, char ret_hex[SHA_HEX_LEN + 1])
{
    const struct rule_info *info = rule_set_info(r->set, rule);
    uint8_t digest[SHA_LEN];
    memcpy(ret_hex, r->hash, sizeof r->hash);
    for (size_t i = 0; i < r->files.count && !info->is_correlation; i++) {
        if (!str_eq(r->files.item[i].name, info->file)) continue;
        sha_of(r->files.item[i].text, digest);
        sha_hex(digest, ret_hex);
        return;
    }
}

/* --- compiling -------------------------------------------------------------------------------------- */

static cordon_status compile(struct rules *r, const char *const *paths, size_t count,
                             struct cordon_error *err)
{
    struct arena work;
    arena_init(&work, NAMES_ARENA_ROOM);
    arena_init(&r->arena, RULES_FILES_MAX);
    r->files.arena = &r->arena;
    struct rule_options o = { .flags = RULE_STRICT };
    o.name = rules_names(&work, &o.names);
    cordon_status st = o.name ? rules_files_read(&r->files, paths, count, err) : error_nomem(err);
    if (!count) o.trees = &rule_pack_trees; /* of embed_packs, which stand in the same order */
    if (!st) st = rule_set_compile(r->files.item, r->files.count, &o, &r->set, NULL, err);
    if (!st && !rule_set_count(r->set)) /* must not read as "no rule is true" */
        st = error_at(err, CORDON_NOTFOUND, str_c(count ? paths[0] : ""), 0, 0, "there is no rule here");
    if (!st) st = check_all_kinds(r->set, err);
    if (!st) find_slots(r);
    if (!st) hash_files(r, &r->files, count == 0);
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
    arena_release(&rules->lazy->rules.arena);
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
