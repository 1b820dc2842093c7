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

struct lacks {
    str   *item;
    size_t count;
};

static void need(struct lacks *l, bool is_there, str what)
{
    if (!is_there && l->count < RULE_LACKS_MAX) l->item[l->count++] = what;
}

static void need_keys(struct lacks *l, const struct rule_info *info)
{
    const struct rule_cordon *c = &info->cordon;
    bool is_legal = c->class == RULE_LEGAL_FACT;
    need(l, info->id.len, STR("id"));
    need(l, info->level, STR("level"));
    need(l, info->status, STR("status"));
    need(l, c->group.len, STR("cordon.group"));
    need(l, c->root.len || is_legal, STR("cordon.root"));
    need(l, c->strength || is_legal, STR("cordon.strength"));
    need(l, c->asks.in[RULE_EN].len, STR("cordon.asks"));
    need(l, c->innocent.in[RULE_EN].len, STR("cordon.innocent"));
    need(l, c->source.authority.len, STR("cordon.source.authority"));
    need(l, c->source.document.len, STR("cordon.source.document"));
    need(l, c->source.date.len, STR("cordon.source.date"));
    need(l, c->source.paragraph.len, STR("cordon.source.paragraph"));
    need(l, c->match.count >= 2, STR("cordon.tests.match"));
    need(l, c->differ.count >= 2, STR("cordon.tests.differ"));
}

/* English texts are needed above, and the title of the rule is its English one. */
static void need_languages(struct lacks *l, const struct rule_info *info)
{
    static const str words[3][RULE_LANGUAGES] = {
        { STR_INIT(""), STR_INIT("cordon.title.ko"), STR_INIT("cordon.title.ja"),
          STR_INIT("cordon.title.id") },
        { STR_INIT(""), STR_INIT("cordon.asks.ko"), STR_INIT("cordon.asks.ja"),
          STR_INIT("cordon.asks.id") },
        { STR_INIT(""), STR_INIT("cordon.innocent.ko"), STR_INIT("cordon.innocent.ja"),
          STR_INIT("cordon.innocent.id") },
    };
    const struct rule_text *texts[] = { &info->cordon.title, &info->cordon.asks,
                                        &info->cordon.innocent };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (int lang = RULE_EN + 1; lang < RULE_LANGUAGES; lang++)
            need(l, texts[i]->in[lang].len, words[i][lang]);
}

str rule_info_lacks(const struct rule_info *info)
{
    str item[RULE_LACKS_MAX];
    struct lacks l = { item, 0 };
    need_keys(&l, info);
    return l.count ? item[0] : STR_EMPTY;
}

size_t rule_info_lacks_all(const struct rule_info *info, str ret[RULE_LACKS_MAX])
{
    struct lacks l = { ret, 0 };
    need_keys(&l, info);
    need_languages(&l, info);
    return l.count;
}
