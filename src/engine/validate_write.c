/* A validation as JSON. */
#include "engine/validate.h"

#include "base/date.h"
#include "base/give.h"
#include "base/json.h"
#include "base/num.h"

enum { VALIDATE_JSON_MAX = 64 << 20 };

static void flag(struct json_writer *w, const char *key, bool value)
{
    json_w_key(w, str_c(key));
    json_w_bool(w, value);
}

static void write_row(struct json_writer *w, const struct cordon_validate_row *r)
{
    json_w_object(w);
    json_w_key_str(w, STR("script"), r->script);
    json_w_key_str(w, STR("writing"), cordon_canary_name(r->kind));
    json_w_key_u64(w, STR("tried"), r->tried);
    json_w_key_u64(w, STR("alerted"), r->alerted);
    json_w_key_u64(w, STR("shown"), r->shown);
    json_w_key_u64(w, STR("missed"), r->missed);
    json_w_object_end(w);
}

static void write_cover(struct json_writer *w, const struct cordon_validate_list *l)
{
    json_w_key(w, STR("coverage"));
    json_w_object(w);
    for (size_t i = 0; i < l->covers; i++) json_w_key_u64(w, l->cover[i].property, l->cover[i].entries);
    json_w_object_end(w);
}

static void write_list(struct json_writer *w, const struct cordon_validate_list *l)
{
    json_w_object(w);
    json_w_key_str(w, STR("source"), l->about.source);
    json_w_key_str(w, STR("authority"), l->about.authority);
    json_w_key_str(w, STR("title"), l->title);
    json_w_key_str(w, STR("tier"), l->about.tier);
    json_w_key_str(w, STR("licence"), l->licence);
    json_w_key_str(w, STR("edition"), l->about.edition);
    json_w_key(w, STR("age_days"));
    if (l->has_age)
        json_w_i64(w, l->age_days);
    else
        json_w_null(w);
    json_w_key_u64(w, STR("fresh_days"), l->about.fresh_days);
    json_w_key_str(w, STR("freshness"), cordon_freshness_name(l->freshness));
    json_w_key_str(w, STR("proven"), l->proven);
    json_w_key_str(w, STR("raw_sha256"), l->about.raw_sha256);
    json_w_key_str(w, STR("accepted"), l->about.accepted);
    json_w_key_u64(w, STR("entries"), l->about.counts.entries);
    json_w_key_u64(w, STR("dprk_entries"), l->about.counts.dprk_entries);
    json_w_key_u64(w, STR("wallets"), l->about.counts.wallets);
    json_w_key_u64(w, STR("fixed"), l->fixed);
    json_w_key_u64(w, STR("fixed_found"), l->fixed_found);
    write_cover(w, l);
    json_w_key(w, STR("canaries"));
    json_w_array(w);
    for (size_t i = 0; i < l->rows; i++) write_row(w, &l->row[i]);
    json_w_array_end(w);
    json_w_object_end(w);
}

static void write_miss(struct json_writer *w, const struct cordon_validate_miss *m)
{
    json_w_object(w);
    json_w_key_str(w, STR("source"), m->source);
    json_w_key_str(w, STR("entity_id"), m->entity);
    json_w_key_str(w, STR("listed"), m->listed);
    json_w_key_str(w, STR("written"), m->written);
    json_w_key_str(w, STR("writing"), cordon_canary_name(m->kind));
    flag(w, "shown", m->is_shown);
    flag(w, "failure", m->is_failure);
    json_w_object_end(w);
}

static void write_control(struct json_writer *w, const struct cordon_validate_control *c)
{
    json_w_object(w);
    json_w_key_str(w, STR("name"), c->name);
    json_w_key_str(w, STR("by_lists"), str_c(cordon_verdict_name(c->by_lists)));
    json_w_key_str(w, STR("entity_id"), c->entity);
    json_w_object_end(w);
}

static void write_totals(struct json_writer *w, const struct cordon_validation *v)
{
    json_w_key(w, STR("totals"));
    json_w_object(w);
    json_w_key_u64(w, STR("tried"), v->tried);
    json_w_key_u64(w, STR("alerted"), v->alerted);
    json_w_key_u64(w, STR("shown"), v->shown);
    json_w_key_u64(w, STR("missed"), v->missed);
    json_w_key_u64(w, STR("failures"), v->failures);
    json_w_key_u64(w, STR("stale"), v->stale);
    json_w_key_u64(w, STR("absent"), v->absent);
    json_w_key_u64(w, STR("controls"), v->controls);
    json_w_key_u64(w, STR("controls_flagged"), v->controls_flagged);
    json_w_key_u64(w, STR("misses"), v->misses_total);
    json_w_object_end(w);
}

static void write_all(struct json_writer *w, const struct cordon_validation *v)
{
    char as_of[32];
    date_time_text(v->as_of_s, as_of);
    json_w_object(w);
    json_w_key_u64(w, STR("version"), 1);
    flag(w, "passed", v->is_passed);
    json_w_key_str(w, STR("as_of"), str_c(as_of));
    json_w_key_str(w, STR("engine"), v->engine);
    json_w_key_str(w, STR("set"), v->set);
    json_w_key_str(w, STR("policy"), v->policy);
    json_w_key_u64(w, STR("seed"), v->seed);
    json_w_key_u64(w, STR("canaries"), v->canaries);
    write_totals(w, v);
    json_w_key(w, STR("lists"));
    json_w_array(w);
    for (size_t i = 0; i < v->lists; i++) write_list(w, &v->list[i]);
    json_w_array_end(w);
    json_w_key(w, STR("misses"));
    json_w_array(w);
    for (size_t i = 0; i < v->misses; i++) write_miss(w, &v->miss[i]);
    json_w_array_end(w);
    json_w_key(w, STR("controls"));
    json_w_array(w);
    for (size_t i = 0; i < v->controls; i++) write_control(w, &v->control[i]);
    json_w_array_end(w);
    json_w_key(w, STR("thresholds"));
    json_w_object(w);
    for (size_t i = 0; i < v->thresholds; i++) json_w_key_str(w, v->threshold[i].key, v->threshold[i].value);
    json_w_object_end(w);
    json_w_object_end(w);
}

cordon_status cordon_validation_json(const struct cordon_validation *v, struct cordon_text *ret_json,
                                     struct cordon_error *err)
{
    struct buf out = BUF_INIT(VALIDATE_JSON_MAX);
    struct json_writer w;
    json_w_init(&w, &out);
    write_all(&w, v);
    buf_add_byte(&out, '\n');
    return text_give(&out, "the validation", &ret_json->data, &ret_json->len, err);
}
