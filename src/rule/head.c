/* The head of a rule: everything but its detection, checked after the public schema. */
#include "rule/inside.h"
#include "rule/yaml.h"

#include "base/num.h"

static const char *const status_words[] = { "",           "stable",     "test", "experimental",
                                            "deprecated", "unsupported" };
static const char *const level_words[] = { "",       "informational", "low",
                                           "medium", "high",          "critical" };
static const char *const strength_words[] = { "", "weak", "medium", "strong" };
static const char *const class_words[] = { "red_flag", "legal_fact" };

str rule_status_name(enum rule_status v)
{
    return str_c((size_t)v < COUNT_OF(status_words) ? status_words[v] : "");
}
str rule_level_name(enum rule_level v)
{
    return str_c((size_t)v < COUNT_OF(level_words) ? level_words[v] : "");
}
str rule_strength_name(enum rule_strength v)
{
    return str_c((size_t)v < COUNT_OF(strength_words) ? strength_words[v] : "");
}
str rule_class_name(enum rule_class v)
{
    return str_c((size_t)v < COUNT_OF(class_words) ? class_words[v] : "");
}

/* --- pieces ------------------------------------------------------------------------------- */

static cordon_status text_read(struct maker *m, const struct yaml_node *n, const char *what,
                               size_t max, str *ret)
{
    if (n->kind == YAML_NULL || n->kind == YAML_LIST || n->kind == YAML_MAP)
        return maker_fault(m, n, CORDON_SYNTAX, "'%s' must be text; here is %s", what,
                           yaml_kind_name(n->kind));
    if (n->text.len > max)
        return maker_fault(m, n, CORDON_SYNTAX, "'%s' is longer than %zu bytes", what, max);
    *ret = maker_copy(m, n->text);
    return ret->data ? CORDON_OK : maker_nomem(m);
}

static cordon_status word_read(struct maker *m, const struct yaml_node *n, const char *what,
                               const char *const *words, size_t count, size_t *ret)
{
    for (size_t i = 0; i < count; i++)
        if (*words[i] && n->kind == YAML_TEXT && str_eq(n->text, str_c(words[i]))) {
            *ret = i;
            return CORDON_OK;
        }
    if (n->kind != YAML_TEXT)
        return maker_fault(m, n, CORDON_SYNTAX, "'%s' must be one word", what);
    return maker_fault(m, n, CORDON_SYNTAX, "'%.*s' is no %s%.*s", STR_ARG(n->text), what,
                       STR_ARG(maker_near(m, n->text, words, count)));
}

cordon_status list_read(struct maker *m, const struct yaml_node *n, const char *what,
                        struct rule_list *ret)
{
    size_t count = n->kind == YAML_LIST ? n->count : 1;
    const struct yaml_node *item = n->kind == YAML_LIST ? n->child : n;
    str *out = arena_calloc(&m->set->arena, count, sizeof *out);
    if (!out) return maker_nomem(m);
    for (size_t i = 0; i < count; i++) {
        cordon_status st = text_read(m, &item[i], what, 65535, &out[i]);
        if (st) return st;
        for (size_t k = 0; k < i && count <= 512; k++)
            if (str_eq(out[k], out[i]))
                return maker_fault(m, &item[i], CORDON_SYNTAX, "'%.*s' is in '%s' twice",
                                   STR_ARG(out[i]), what);
    }
    *ret = (struct rule_list){ out, count };
    return CORDON_OK;
}

static bool is_uuid(str s)
{
    if (s.len != 36) return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = byte_lower(s.data[i]);
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? c != '-' : !byte_is_digit(c) && (c < 'a' || c > 'f')) return false;
    }
    return true;
}

static bool is_date(str s)
{
    static const unsigned days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    uint64_t year, month, day;
    if (s.len != 10 || s.data[4] != '-' || s.data[7] != '-') return false;
    if (!num_parse_u64(str_sub(s, 0, 4), 9999, &year)) return false;
    if (!num_parse_u64(str_sub(s, 5, 7), 12, &month) || month == 0) return false;
    if (!num_parse_u64(str_from(s, 8), days[month - 1], &day) || day == 0) return false;
    return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static bool is_tag(str s)
{
    size_t dot = str_index(s, '.');
    if (dot == 0 || dot + 1 >= s.len) return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c == '.' && i >= dot) continue;
        if (!byte_is_digit(c) && !byte_is_lower(c) && c != '_' && c != '-') return false;
    }
    return true;
}

/* --- keys --------------------------------------------------------------------------------- */

typedef cordon_status read_fn(struct maker *m, const struct yaml_node *n,
                              struct rule_info *info);

static cordon_status read_id(struct maker *m, const struct yaml_node *n, struct rule_info *info)
{
    if (n->kind != YAML_TEXT || !is_uuid(n->text))
        return maker_fault(m, n, CORDON_SYNTAX, "'id' must be a UUID");
    return text_read(m, n, "id", 36, &info->id);
}

static cordon_status date_read(struct maker *m, const struct yaml_node *n, const char *what,
                               str *ret)
{
    if (n->kind != YAML_TEXT || !is_date(n->text))
        return maker_fault(m, n, CORDON_SYNTAX, "'%s' must be a date such as 2026-08-01", what);
    return text_read(m, n, what, 10, ret);
}

static cordon_status read_status(struct maker *m, const struct yaml_node *n,
                                 struct rule_info *info)
{
    size_t at = 0;
    cordon_status st = word_read(m, n, "status", status_words, COUNT_OF(status_words), &at);
    info->status = (enum rule_status)at;
    return st;
}

static cordon_status read_level(struct maker *m, const struct yaml_node *n,
                                struct rule_info *info)
{
    size_t at = 0;
    cordon_status st = word_read(m, n, "level", level_words, COUNT_OF(level_words), &at);
    info->level = (enum rule_level)at;
    return st;
}

static cordon_status read_tags(struct maker *m, const struct yaml_node *n,
                               struct rule_info *info)
{
    cordon_status st = list_read(m, n, "tags", &info->tags);
    for (size_t i = 0; !st && i < info->tags.count; i++)
        if (!is_tag(info->tags.item[i]))
            st = maker_fault(m, n, CORDON_SYNTAX,
                             "'%.*s' is no tag; write namespace.name in small letters",
                             STR_ARG(info->tags.item[i]));
    return st;
}

static const char *const related_words[] = { "derived", "obsolete", "merged", "renamed",
                                             "similar" };

static cordon_status read_related(struct maker *m, const struct yaml_node *n,
                                  struct rule_info *info)
{
    if (n->kind != YAML_LIST)
        return maker_fault(m, n, CORDON_SYNTAX, "'related' must be a list");
    struct rule_related *out = arena_calloc(&m->set->arena, n->count, sizeof *out);
    if (!out) return maker_nomem(m);
    for (size_t i = 0; i < n->count; i++) {
        const struct yaml_node *id = yaml_get(&n->child[i], "id");
        const struct yaml_node *type = yaml_get(&n->child[i], "type");
        size_t at = 0;
        if (!id || !type || id->kind != YAML_TEXT || !is_uuid(id->text))
            return maker_fault(m, &n->child[i], CORDON_SYNTAX,
                               "'related' needs 'id', a UUID, and 'type'");
        cordon_status st =
            word_read(m, type, "type of relation", related_words, COUNT_OF(related_words), &at);
        if (st) return st;
        out[i].id = maker_copy(m, id->text);
        out[i].type = str_c(related_words[at]);
    }
    info->related = out;
    info->relateds = n->count;
    return CORDON_OK;
}

static cordon_status read_logsource(struct maker *m, const struct yaml_node *n,
                                    struct rule_info *info)
{
    static const char *const words[] = { "category", "product", "service", "definition" };
    str *const to[] = { &info->category, &info->product, &info->service, &info->definition };
    if (n->kind != YAML_MAP)
        return maker_fault(m, n, CORDON_SYNTAX, "'logsource' must be a map");
    for (size_t i = 0; i < n->count; i++) {
        size_t k = 0;
        while (k < COUNT_OF(words) && !str_eq(n->key[i].text, str_c(words[k]))) k++;
        if (k == COUNT_OF(words)) {
            if (!m->is_strict) continue;
            return maker_fault(m, &n->key[i], CORDON_SYNTAX,
                               "unknown key '%.*s' of 'logsource'%.*s", STR_ARG(n->key[i].text),
                               STR_ARG(maker_near(m, n->key[i].text, words, COUNT_OF(words))));
        }
        cordon_status st = text_read(m, &n->child[i], words[k], 65535, to[k]);
        if (st) return st;
    }
    if (!info->category.len && !info->product.len && !info->service.len)
        return maker_fault(m, n, CORDON_SYNTAX,
                           "'logsource' must say category, product or service");
    return CORDON_OK;
}

static cordon_status read_cordon(struct maker *m, const struct yaml_node *n,
                                 struct rule_info *info)
{
    return cordon_read(m, n, &info->cordon);
}

#define TEXT_KEY(name, max)                                                                    \
    static cordon_status read_##name(struct maker *m, const struct yaml_node *n,               \
                                     struct rule_info *info)                                   \
    {                                                                                          \
        return text_read(m, n, #name, max, &info->name);                                       \
    }
#define DATE_KEY(name)                                                                         \
    static cordon_status read_##name(struct maker *m, const struct yaml_node *n,               \
                                     struct rule_info *info)                                   \
    {                                                                                          \
        return date_read(m, n, #name, &info->name);                                            \
    }
#define LIST_KEY(name)                                                                         \
    static cordon_status read_##name(struct maker *m, const struct yaml_node *n,               \
                                     struct rule_info *info)                                   \
    {                                                                                          \
        return list_read(m, n, #name, &info->name);                                            \
    }
TEXT_KEY(title, 256)
TEXT_KEY(name, 256)
TEXT_KEY(taxonomy, 256)
TEXT_KEY(description, 65535)
TEXT_KEY(author, 65535)
TEXT_KEY(license, 65535)
DATE_KEY(date)
DATE_KEY(modified)
LIST_KEY(references)
LIST_KEY(fields)
LIST_KEY(falsepositives)
LIST_KEY(scope)

static const char *const key_words[] = {
    "title",          "id",        "name",        "taxonomy", "status",     "description",
    "license",        "author",    "date",        "modified", "references", "fields",
    "falsepositives", "tags",      "scope",       "level",    "related",    "logsource",
    "cordon",         "detection", "correlation", "filter",   "generate",
};
static read_fn
    *const
        key_fns
            [COUNT_OF(key_words)] = {
                read_title,          read_id,          read_name,       read_taxonomy,
                read_status,         read_description, read_license,    read_author,
                read_date,           read_modified,    read_references, read_fields,
                read_falsepositives, read_tags,        read_scope,      read_level,
                read_related,        read_logsource,   read_cordon, /* the others are the compiler's own */
            };

static cordon_status read_key(struct maker *m, const struct yaml_node *key,
                              const struct yaml_node *value, struct rule_info *info)
{
    for (size_t k = 0; k < COUNT_OF(key_words); k++)
        if (str_eq(key->text, str_c(key_words[k])))
            return key_fns[k] ? key_fns[k](m, value, info) : CORDON_OK;
    /* Sigma allows keys of one's own; a slip in a known one must not pass as such. */
    str near = maker_near(m, key->text, key_words, COUNT_OF(key_words));
    if (m->is_strict || near.len)
        return maker_fault(m, key, CORDON_SYNTAX, "unknown key '%.*s'%.*s", STR_ARG(key->text),
                           STR_ARG(near));
    return CORDON_OK;
}

cordon_status head_read(struct maker *m, const struct yaml_node *doc, struct rule *r)
{
    cordon_status st = CORDON_OK;
    r->info.file = m->file;
    r->info.line = doc->line;
    for (size_t i = 0; !st && i < doc->count; i++)
        st = read_key(m, &doc->key[i], &doc->child[i], &r->info);
    if (!st && !r->info.title.len)
        st = maker_fault(m, doc, CORDON_SYNTAX, "a rule needs a 'title'");
    return st;
}
