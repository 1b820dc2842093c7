/* Rules listed and shown: what stands in their files, and what Cordon makes of it. */
#include "engine/rules_tell.h"

#include "base/give.h"
#include "base/mem.h"

#include <stdlib.h>

enum { SHOW_ARENA_MAX = 64 << 20, SHOW_TEXT_MAX = 64 << 20, WORDS_ROOM = 64 };

/* --- the list --------------------------------------------------------------------------------------- */

static void write_words(struct json_writer *w, str key, const struct rule_list *words)
{
    json_w_key(w, key);
    json_w_array(w);
    for (size_t i = 0; i < words->count; i++) json_w_str(w, words->item[i]);
    json_w_array_end(w);
}

/* Kinds a rule is about: what its log source says, else what its own key does. */
static void write_kinds(struct json_writer *w, const struct rule_info *info)
{
    struct rule_list one = { &info->category, 1 };
    write_words(w, STR("kinds"), info->category.len ? &one : &info->cordon.kinds);
}

static void write_head(struct json_writer *w, const struct cordon_policy *policy,
                       const struct rule_info *info, enum say_lang lang)
{
    const struct rule_cordon *c = &info->cordon;
    json_w_key_str(w, STR("id"), rules_name(info));
    json_w_key_str(w, STR("rule"), info->id);
    json_w_key_str(w, STR("title"), rules_title(info, lang));
    json_w_key_str(w, STR("pack"), rules_pack(info));
    json_w_key_str(w, STR("authority"), c->source.authority);
    json_w_key_str(w, STR("class"), rule_class_name(c->class));
    json_w_key_str(w, STR("group"), c->group);
    json_w_key_str(w, STR("strength"), rule_strength_name(c->strength));
    json_w_key_u64(w, STR("points"), (uint64_t)rules_points(policy, info));
    write_kinds(w, info);
    json_w_key_str(w, STR("file"), info->file);
    json_w_key_u64(w, STR("line"), info->line);
}

/* Words of one sort that rules have, each once. */
static void add_word(str word, str *known, size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        if (str_eq(known[i], word)) return;
    if (word.len && *count < WORDS_ROOM) known[(*count)++] = word;
}

static cordon_status check_word(const struct rules *r, str word, const char *what,
                                str (*of)(const struct rule_info *info), struct cordon_error *err)
{
    str known[WORDS_ROOM];
    size_t count = 0;
    for (uint32_t i = 0; i < rule_set_count(r->set); i++)
        add_word(of(rule_set_info(r->set, i)), known, &count);
    for (size_t i = 0; i < count || !word.len; i++)
        if (!word.len || str_eq(known[i], word)) return CORDON_OK;
    str near = rules_nearest(word, known, count);
    if (near.len)
        return error_set(err, CORDON_ARGUMENT, "no rule is of %s '%.*s'; the nearest is '%.*s'", what,
                         STR_ARG(word), STR_ARG(near));
    return error_set(err, CORDON_ARGUMENT, "no rule is of %s '%.*s'", what, STR_ARG(word));
}

static str group_of(const struct rule_info *info)
{
    return info->cordon.group;
}

static cordon_status check_filter(const struct rules *r, const struct cordon_rules_filter *f,
                                  struct cordon_error *err)
{
    if (f->kind.len && !rules_kind_find(f->kind)) {
        cordon_status st = rules_kind_unknown(f->kind, STR_EMPTY, 0, err);
        if (err) err->status = CORDON_ARGUMENT;
        return st ? CORDON_ARGUMENT : CORDON_OK;
    }
    cordon_status st = check_word(r, f->group, "group", group_of, err);
    return st ? st : check_word(r, f->pack, "pack", rules_pack, err);
}

static bool is_wanted(const struct rules *r, uint32_t rule, const struct cordon_rules_filter *f)
{
    const struct rule_info *info = rule_set_info(r->set, rule);
    if (info->is_part) return false;
    if (f->kind.len && !rules_about(r, rule, rules_kind_find(f->kind))) return false;
    if (f->group.len && !str_eq(f->group, info->cordon.group)) return false;
    return !f->pack.len || str_eq(f->pack, rules_pack(info));
}

struct named {
    str      name;
    uint32_t rule;
};

static int by_name(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int c = str_cmp(a->name, b->name);
    return c ? c : (a->rule > b->rule) - (a->rule < b->rule);
}

static cordon_status each(const struct rules *r, const struct named *list, size_t count,
                          const struct cordon_policy *policy, enum say_lang lang,
                          cordon_rules_sink *sink, void *ctx, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    struct buf out = BUF_INIT(SHOW_TEXT_MAX);
    for (size_t i = 0; !st && i < count; i++) {
        struct json_writer w;
        buf_reset(&out);
        json_w_init(&w, &out);
        json_w_object(&w);
        write_head(&w, policy, rule_set_info(r->set, list[i].rule), lang);
        json_w_object_end(&w);
        st = out.failed ? error_nomem(err) : sink(ctx, buf_str(&out), err);
    }
    buf_release(&out);
    return st;
}

cordon_status cordon_rules_list(const struct cordon_rules *rules, const struct cordon_policy *policy,
                                const struct cordon_rules_filter *filter, cordon_str lang,
                                cordon_rules_sink *sink, void *ctx, struct cordon_error *err)
{
    static const struct cordon_rules_filter any = { .kind = { NULL, 0 } };
    enum say_lang in;
    cordon_status st;
    const struct rules *r = rules_get(rules, &st, err);
    const struct cordon_rules_filter *f = filter ? filter : &any;
    size_t count = 0;
    (void)say_lang_find(lang, &in);
    if (!st) st = check_filter(r, f, err);
    if (st) return st;
    struct named *list = mem_calloc(rule_set_count(r->set) + 1, sizeof *list);
    if (!list) return error_nomem(err);
    for (uint32_t i = 0; i < rule_set_count(r->set); i++)
        if (is_wanted(r, i, f))
            list[count++] = (struct named){ rules_name(rule_set_info(r->set, i)), i };
    if (count) qsort(list, count, sizeof *list, by_name);
    st = each(r, list, count, policy, in, sink, ctx, err);
    mem_free(list);
    return st;
}

/* --- one rule ----------------------------------------------------------------------------------------- */

/* The document as its file has it: from the rule's first line to the next "---". */
static str sigma_text(const struct rules *r, const struct rule_info *info)
{
    str rest = STR_EMPTY, line;
    for (size_t i = 0; i < r->files.count; i++)
        if (str_eq(r->files.item[i].name, info->file)) rest = r->files.item[i].text;
    for (uint64_t n = 1; n < info->line; n++)
        if (!str_next(&rest, '\n', &line)) return STR_EMPTY;
    const char *from = rest.data, *to = rest.data;
    while (str_next(&rest, '\n', &line) && !str_starts(line, STR("---"))) to = line.data + line.len;
    while (to > from && to[-1] == '\n') to--; /* "---" or the end of the file stands behind it */
    return from ? str_of(from, (size_t)(to - from)) : STR_EMPTY;
}

static void write_source(struct json_writer *w, const struct rule_cordon *c)
{
    json_w_key(w, STR("source"));
    json_w_object(w);
    json_w_key_str(w, STR("authority"), c->source.authority);
    json_w_key_str(w, STR("document"), c->source.document);
    json_w_key_str(w, STR("date"), c->source.date);
    json_w_key_str(w, STR("paragraph"), c->source.paragraph);
    if (c->source.url.len) json_w_key_str(w, STR("url"), c->source.url);
    json_w_object_end(w);
}

static void write_records(struct json_writer *w, str key, const struct rule_list *records)
{
    json_w_key(w, key);
    json_w_array(w);
    for (size_t i = 0; i < records->count; i++) json_w_raw(w, records->item[i]);
    json_w_array_end(w);
}

/* Rules that count once together with this one. */
static void write_root(struct json_writer *w, const struct rules *r, const struct rule_info *info)
{
    json_w_key_str(w, STR("root"), info->cordon.root);
    json_w_key(w, STR("shares_root_with"));
    json_w_array(w);
    for (uint32_t i = 0; i < rule_set_count(r->set) && info->cordon.root.len; i++) {
        const struct rule_info *other = rule_set_info(r->set, i);
        if (other != info && !other->is_part && str_eq(other->cordon.root, info->cordon.root))
            json_w_str(w, rules_name(other));
    }
    json_w_array_end(w);
}

static cordon_status write_tree(struct telling *t, struct rule_scratch *scratch, uint32_t rule,
                                struct json_writer *w);

static cordon_status write_part(struct telling *t, struct rule_scratch *scratch, uint32_t part,
                                struct json_writer *w)
{
    struct say_param name = say_string(STR("name"), rules_name(rule_set_info(t->rules->set, part)));
    json_w_object(w);
    json_w_key_str(w, STR("part"), STR("rule"));
    json_w_key_str(w, STR("says"), rules_say(t, STR("rules.part.of"), &name, 1));
    json_w_key(w, STR("children"));
    json_w_array(w);
    cordon_status st = write_tree(t, scratch, part, w);
    json_w_array_end(w);
    json_w_object_end(w);
    return st;
}

static cordon_status write_tree(struct telling *t, struct rule_scratch *scratch, uint32_t rule,
                                struct json_writer *w)
{
    const struct rule_correlation *c = rule_set_info(t->rules->set, rule)->correlation;
    cordon_status st = CORDON_OK;
    if (!c) return rules_tell_condition(t, scratch, rule, w, NULL);
    json_w_object(w);
    json_w_key_str(w, STR("part"), STR("correlation"));
    json_w_key_str(w, STR("says"), rules_tell_flow(t, rule));
    json_w_key(w, STR("children"));
    json_w_array(w);
    for (size_t i = 0; !st && i < c->parts; i++) st = write_part(t, scratch, c->part[i], w);
    json_w_array_end(w);
    json_w_object_end(w);
    return st;
}

static cordon_status write_condition(struct telling *t, uint32_t rule, struct json_writer *w)
{
    struct rule_scratch *scratch = rule_scratch_new(t->rules->set);
    if (!scratch) return error_nomem(t->err);
    json_w_key(w, STR("condition"));
    cordon_status st = write_tree(t, scratch, rule, w);
    rule_scratch_free(scratch);
    return st;
}

static void write_weight(struct json_writer *w, const struct rules *r, const struct rule_info *info,
                         const struct cordon_policy *policy)
{
    json_w_key_u64(w, STR("group_cap"), (uint64_t)policy->flag_group_cap);
    json_w_key_u64(w, STR("half_life"), info->cordon.half_life);
    write_root(w, r, info);
    write_words(w, STR("stages"), &info->cordon.stages);
    json_w_key_str(w, STR("status"), rule_status_name(info->status));
    json_w_key_str(w, STR("level"), rule_level_name(info->level));
    json_w_key(w, STR("part"));
    json_w_bool(w, info->is_part);
}

static cordon_status write_rule(struct telling *t, uint32_t rule, const struct cordon_policy *policy,
                                struct json_writer *w)
{
    const struct rule_info *info = rule_set_info(t->rules->set, rule);
    const struct rule_cordon *c = &info->cordon;
    json_w_object(w);
    write_head(w, policy, info, t->lang);
    json_w_key_str(w, STR("description"), info->description);
    write_weight(w, t->rules, info, policy);
    cordon_status st = write_condition(t, rule, w);
    json_w_key(w, STR("reads"));
    if (!st) st = rules_tell_reads(t, rule, w);
    json_w_key_str(w, STR("innocent"), rules_text(&c->innocent, t->lang));
    json_w_key_str(w, STR("ask"), rules_text(&c->asks, t->lang));
    write_source(w, c);
    json_w_key(w, STR("tests"));
    json_w_object(w);
    write_records(w, STR("match"), &c->match);
    write_records(w, STR("differ"), &c->differ);
    json_w_object_end(w);
    json_w_key_str(w, STR("sigma"), sigma_text(t->rules, info));
    json_w_object_end(w);
    return st;
}

cordon_status cordon_rules_show(const struct cordon_rules *rules, const struct cordon_policy *policy,
                                cordon_str id, cordon_str lang, struct cordon_text *ret_text,
                                struct cordon_error *err)
{
    cordon_status st;
    struct arena arena;
    struct buf out = BUF_INIT(SHOW_TEXT_MAX);
    struct json_writer w;
    uint32_t rule;
    struct telling t = { .rules = rules_get(rules, &st, err), .arena = &arena, .err = err };
    (void)say_lang_find(lang, &t.lang);
    if (!st) st = rules_find(t.rules, id, &rule, err);
    if (st) return st;
    arena_init(&arena, SHOW_ARENA_MAX);
    json_w_init(&w, &out);
    st = write_rule(&t, rule, policy, &w);
    arena_release(&arena);
    if (!st) return text_give(&out, "the rule", &ret_text->data, &ret_text->len, err);
    buf_release(&out);
    return st;
}
