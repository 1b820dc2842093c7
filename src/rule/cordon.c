/* The custom key `cordon`: what a hit means, why it may be innocent, and the rule's own tests. */
#include "rule/inside.h"
#include "rule/yaml.h"

#include "base/num.h"

static const char *const languages[RULE_LANGUAGES] = { "en", "ko", "ja", "id" };

static cordon_status plain(struct maker *m, const struct yaml_node *n, const char *what,
                           str *ret)
{
    if (n->kind == YAML_LIST || n->kind == YAML_MAP || n->kind == YAML_NULL)
        return maker_fault(m, n, CORDON_SYNTAX, "'%s' must be text; here is %s", what,
                           yaml_kind_name(n->kind));
    *ret = maker_copy(m, n->text);
    return ret->data ? CORDON_OK : maker_nomem(m);
}

static cordon_status choice(struct maker *m, const struct yaml_node *n, const char *what,
                            const char *const *words, size_t count, size_t *ret)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(n->text, str_c(words[i]))) {
            *ret = i;
            return CORDON_OK;
        }
    return maker_fault(m, n, CORDON_SYNTAX, "'%.*s' is no %s%.*s", STR_ARG(n->text), what,
                       STR_ARG(maker_near(m, n->text, words, count)));
}

/* Text, or a map of languages to texts. */
static cordon_status in_languages(struct maker *m, const struct yaml_node *n, const char *what,
                                  struct rule_text *ret)
{
    if (n->kind != YAML_MAP) return plain(m, n, what, &ret->in[RULE_EN]);
    for (size_t i = 0; i < n->count; i++) {
        size_t at = 0;
        cordon_status st =
            choice(m, &n->key[i], "language of Cordon", languages, RULE_LANGUAGES, &at);
        if (!st) st = plain(m, &n->child[i], what, &ret->in[at]);
        if (st) return st;
    }
    return CORDON_OK;
}

/* Each item a map, or a list of maps about one subject, as JSON. */
static cordon_status records(struct maker *m, const struct yaml_node *n, const char *what,
                             struct rule_list *ret)
{
    if (n->kind != YAML_LIST)
        return maker_fault(m, n, CORDON_SYNTAX, "'%s' must be a list of records", what);
    str *out = arena_calloc(&m->set->arena, n->count, sizeof *out);
    if (!out) return maker_nomem(m);
    for (size_t i = 0; i < n->count; i++) {
        const struct yaml_node *record = &n->child[i];
        bool is_good = record->kind == YAML_MAP || (record->kind == YAML_LIST && record->count);
        for (size_t k = 0; record->kind == YAML_LIST && k < record->count; k++)
            is_good &= record->child[k].kind == YAML_MAP;
        if (!is_good)
            return maker_fault(m, record, CORDON_SYNTAX,
                               "a record of '%s' must be a map, or a list of maps", what);
        struct buf json = BUF_INIT(RULE_FILE_MAX);
        struct json_writer w;
        json_w_init(&w, &json);
        yaml_json(record, &w);
        if (!json.failed) out[i] = maker_copy(m, buf_str(&json));
        buf_release(&json);
        if (!out[i].data) return maker_nomem(m);
    }
    *ret = (struct rule_list){ out, n->count };
    return CORDON_OK;
}

typedef cordon_status key_fn(struct maker *m, const struct yaml_node *n, struct rule_cordon *c);

static cordon_status read_group(struct maker *m, const struct yaml_node *n,
                                struct rule_cordon *c)
{
    return plain(m, n, "group", &c->group);
}
static cordon_status read_root(struct maker *m, const struct yaml_node *n,
                               struct rule_cordon *c)
{
    return plain(m, n, "root", &c->root);
}
static cordon_status read_strength(struct maker *m, const struct yaml_node *n,
                                   struct rule_cordon *c)
{
    static const char *const words[] = { "weak", "medium", "strong" };
    size_t at = 0;
    cordon_status st = choice(m, n, "strength", words, COUNT_OF(words), &at);
    c->strength = (enum rule_strength)(at + RULE_STRENGTH_WEAK);
    return st;
}
static cordon_status read_class(struct maker *m, const struct yaml_node *n,
                                struct rule_cordon *c)
{
    static const char *const words[] = { "red_flag", "legal_fact" };
    size_t at = 0;
    cordon_status st = choice(m, n, "class", words, COUNT_OF(words), &at);
    c->class = (enum rule_class)at;
    return st;
}
static cordon_status read_half_life(struct maker *m, const struct yaml_node *n,
                                    struct rule_cordon *c)
{
    if (n->kind != YAML_NUMBER || !n->is_whole || n->number < 0 || n->number > 36500)
        return maker_fault(m, n, CORDON_SYNTAX, "'half_life' must be days, 0 (does not fade) to 36500");
    c->half_life = (uint32_t)n->number;
    return CORDON_OK;
}
static cordon_status read_title(struct maker *m, const struct yaml_node *n,
                                struct rule_cordon *c)
{
    return in_languages(m, n, "title", &c->title);
}
static cordon_status read_asks(struct maker *m, const struct yaml_node *n,
                                struct rule_cordon *c)
{
    return in_languages(m, n, "asks", &c->asks);
}
static cordon_status read_innocent(struct maker *m, const struct yaml_node *n,
                                   struct rule_cordon *c)
{
    return in_languages(m, n, "innocent", &c->innocent);
}
static cordon_status read_stages(struct maker *m, const struct yaml_node *n,
                                 struct rule_cordon *c)
{
    return list_read(m, n, "stages", &c->stages);
}
static cordon_status read_kinds(struct maker *m, const struct yaml_node *n,
                                struct rule_cordon *c)
{
    return list_read(m, n, "kinds", &c->kinds);
}
static cordon_status read_source(struct maker *m, const struct yaml_node *n,
                                 struct rule_cordon *c)
{
    static const char *const words[] = { "authority", "document", "date", "paragraph", "url" };
    str *const to[] = { &c->source.authority, &c->source.document, &c->source.date,
                        &c->source.paragraph, &c->source.url };
    if (n->kind != YAML_MAP) return maker_fault(m, n, CORDON_SYNTAX, "'source' must be a map");
    for (size_t i = 0; i < n->count; i++) {
        size_t at = 0;
        cordon_status st =
            choice(m, &n->key[i], "key of 'source'", words, COUNT_OF(words), &at);
        if (!st) st = plain(m, &n->child[i], words[at], to[at]);
        if (st) return st;
    }
    return CORDON_OK;
}
static cordon_status read_tests(struct maker *m, const struct yaml_node *n,
                                struct rule_cordon *c)
{
    static const char *const words[] = { "match", "differ" };
    if (n->kind != YAML_MAP) return maker_fault(m, n, CORDON_SYNTAX, "'tests' must be a map");
    for (size_t i = 0; i < n->count; i++) {
        size_t at = 0;
        cordon_status st = choice(m, &n->key[i], "key of 'tests'", words, COUNT_OF(words), &at);
        if (!st) st = records(m, &n->child[i], words[at], at == 0 ? &c->match : &c->differ);
        if (st) return st;
    }
    return CORDON_OK;
}

static const char *const key_words[] = { "group", "strength", "root",   "half_life", "asks",
                                         "innocent", "class", "stages", "kinds",     "source",
                                         "tests", "title" };
static key_fn *const key_fns[COUNT_OF(key_words)] = {
    read_group, read_strength, read_root,  read_half_life, read_asks,  read_innocent,
    read_class, read_stages,   read_kinds, read_source,    read_tests,
    read_title,
};

cordon_status cordon_read(struct maker *m, const struct yaml_node *n, struct rule_cordon *ret)
{
    if (n->kind != YAML_MAP) return maker_fault(m, n, CORDON_SYNTAX, "'cordon' must be a map");
    for (size_t i = 0; i < n->count; i++) {
        size_t at = 0;
        cordon_status st =
            choice(m, &n->key[i], "key of 'cordon'", key_words, COUNT_OF(key_words), &at);
        if (!st) st = key_fns[at](m, &n->child[i], ret);
        if (st) return st;
    }
    return CORDON_OK;
}

str rule_info_lacks(const struct rule_info *info)
{
    const struct rule_cordon *c = &info->cordon;
    bool is_flag = c->class == RULE_RED_FLAG;
    if (!info->id.len) return STR("id");
    if (!info->level) return STR("level");
    if (!info->status) return STR("status");
    if (!c->group.len) return STR("cordon.group");
    if (!c->root.len && is_flag) return STR("cordon.root");
    if (!c->strength && is_flag) return STR("cordon.strength");
    if (!c->asks.in[RULE_EN].len) return STR("cordon.asks");
    if (!c->innocent.in[RULE_EN].len) return STR("cordon.innocent");
    if (!c->source.authority.len) return STR("cordon.source.authority");
    if (!c->source.document.len) return STR("cordon.source.document");
    if (!c->source.date.len) return STR("cordon.source.date");
    if (!c->source.paragraph.len) return STR("cordon.source.paragraph");
    if (c->match.count < 2) return STR("cordon.tests.match");
    if (c->differ.count < 2) return STR("cordon.tests.differ");
    return STR_EMPTY;
}
