/* Flags as JSON: what was seen, where it stands, why it may be innocent, what to ask. */
#include "engine/screener.h"

#include "base/json.h"

static str text_in(const struct rule_text *t, enum say_lang lang)
{
    static const enum rule_language of[SAY_LANG_COUNT] = { [SAY_LANG_EN] = RULE_EN,
                                                           [SAY_LANG_KO] = RULE_KO,
                                                           [SAY_LANG_JA] = RULE_JA,
                                                           [SAY_LANG_ID] = RULE_ID };
    str s = t->in[of[lang]];
    return s.len ? s : t->in[RULE_EN];
}

void flags_write_row(struct json_writer *w, const struct record *r, const struct record_value *v)
{
    json_w_object(w);
    if (r->file.len) json_w_key_str(w, STR("file"), r->file);
    if (r->sheet.len) json_w_key_str(w, STR("sheet"), r->sheet);
    if (r->line) json_w_key_u64(w, STR("line"), r->line);
    if (r->id.len) json_w_key_str(w, STR("id"), r->id);
    if (v) {
        json_w_key_str(w, STR("field"), record_field_info(v->field)->path);
        if (record_field_info(v->field)->group) json_w_key_u64(w, STR("item"), v->item);
        json_w_key_str(w, STR("value"), v->text);
    }
    json_w_object_end(w);
}

static void write_source(struct json_writer *w, const struct rule_cordon *c)
{
    json_w_key(w, STR("source"));
    json_w_object(w);
    json_w_key_str(w, STR("authority"), c->source.authority);
    json_w_key_str(w, STR("document"), c->source.document);
    json_w_key_str(w, STR("date"), c->source.date);
    json_w_key_str(w, STR("paragraph"), c->source.paragraph);
    json_w_object_end(w);
}

static void write_flag(struct json_writer *w, const struct rules *rules, enum say_lang lang,
                       const struct screen_ask *ask, const struct flag *f, bool is_explained)
{
    const struct rule_info *info = rule_set_info(rules->set, f->rule);
    const struct rule_cordon *c = &info->cordon;
    str title = text_in(&c->title, lang);
    json_w_object(w);
    json_w_key_str(w, STR("id"), info->name);
    json_w_key_str(w, STR("rule"), info->id);
    json_w_key_str(w, STR("title"), title.len ? title : info->title);
    json_w_key_str(w, STR("class"), rule_class_name(c->class));
    json_w_key_str(w, STR("group"), c->group);
    json_w_key_str(w, STR("strength"), rule_strength_name(c->strength));
    json_w_key_str(w, STR("root"), c->root);
    json_w_key_u64(w, STR("points"), (uint64_t)f->points);
    json_w_key(w, STR("counted"));
    json_w_bool(w, f->is_counted);
    good_write(w, &f->good, STR_EMPTY);
    if (f->mark.len) {
        json_w_key_str(w, STR("rule_sha256"), f->rule_hash);
        json_w_key_str(w, STR("mark"), f->mark);
    }
    if (is_explained) explain_write_flag(w, rules, f);
    json_w_key(w, STR("rows"));
    json_w_array(w);
    for (size_t i = 0; i < f->origins; i++) 
        flags_write_row(w, ask->records[f->origin[i].record], f->origin[i].value);
    json_w_array_end(w);
    json_w_key_str(w, STR("innocent"), text_in(&c->innocent, lang));
    json_w_key_str(w, STR("ask"), text_in(&c->asks, lang));
    write_source(w, c);
    json_w_object_end(w);
}

void flags_write_sum(struct json_writer *w, const struct flags *flags)
{
    json_w_key_u64(w, STR("points"), (uint64_t)flags->points);
    json_w_key(w, STR("groups"));
    json_w_array(w);
    for (size_t i = 0; i < flags->groups; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("id"), flags->group[i].name);
        json_w_key_u64(w, STR("points"), (uint64_t)flags->group[i].points);
        json_w_key(w, STR("capped"));
        json_w_bool(w, flags->group[i].is_capped);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

void flags_write(struct json_writer *w, const struct rules *rules, enum say_lang lang,
                 const struct screen_ask *ask, const struct flags *flags)
{
    for (size_t i = 0; i < flags->count; i++)
        write_flag(w, rules, lang, ask, &flags->item[i], flags->is_explained);
}
