/* How points and scores came about, for those who ask: --explain. */
#include "engine/screener.h"

#include "base/json.h"

/* --- red flags ---------------------------------------------------------------------------------- */

void explain_write_flag(struct json_writer *w, const struct rules *rules, const struct flag *f)
{
    json_w_key_u64(w, STR("full_points"), (uint64_t)f->full_points);
    json_w_key_u64(w, STR("fades"), f->fades);
    if (f->behind != RULE_NONE)
        json_w_key_str(w, STR("behind"), rule_set_info(rules->set, f->behind)->name);
}

static void write_groups(struct json_writer *w, const struct cordon_policy *p, const struct flags *f)
{
    json_w_key(w, STR("groups"));
    json_w_array(w);
    for (size_t i = 0; i < f->groups; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("id"), f->group[i].name);
        json_w_key_u64(w, STR("found"), (uint64_t)f->group[i].found);
        json_w_key_u64(w, STR("cap"), (uint64_t)p->flag_group_cap);
        json_w_key_u64(w, STR("points"), (uint64_t)f->group[i].points);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

/* One threshold, whether it is reached, and what is missing to it. */
static void write_level(struct json_writer *w, const struct flags *f, str verdict, int32_t points,
                        int32_t groups)
{
    int32_t more = points - f->points, more_groups = groups - (int32_t)f->groups;
    json_w_object(w);
    json_w_key_str(w, STR("verdict"), verdict);
    json_w_key_u64(w, STR("points"), (uint64_t)points);
    if (groups) json_w_key_u64(w, STR("groups"), (uint64_t)groups);
    json_w_key(w, STR("reached"));
    json_w_bool(w, more <= 0 && more_groups <= 0);
    if (more > 0) json_w_key_u64(w, STR("points_missing"), (uint64_t)more);
    if (more_groups > 0) json_w_key_u64(w, STR("groups_missing"), (uint64_t)more_groups);
    json_w_object_end(w);
}

void explain_write_sum(struct json_writer *w, const struct cordon_policy *p, const struct flags *f)
{
    json_w_key(w, STR("sum"));
    json_w_object(w);
    json_w_key_u64(w, STR("points"), (uint64_t)f->points);
    write_groups(w, p, f);
    json_w_key(w, STR("thresholds"));
    json_w_array(w);
    write_level(w, f, STR("review"), p->flag_review, 0);
    write_level(w, f, STR("verify"), p->flag_verify, p->flag_verify_groups);
    write_level(w, f, STR("escalate"), p->flag_escalate, p->flag_escalate_groups);
    json_w_array_end(w);
    json_w_object_end(w);
}

/* --- hits ---------------------------------------------------------------------------------------- */

/* One threshold of the policy beside what the hit has: {"key","value","least","met"}. */
static void write_band(struct json_writer *w, str key, int32_t value, int32_t least)
{
    json_w_object(w);
    json_w_key_str(w, STR("key"), key);
    json_w_key(w, STR("value"));
    json_w_i64(w, value);
    json_w_key(w, STR("least"));
    json_w_i64(w, least);
    json_w_key(w, STR("met"));
    json_w_bool(w, value >= least);
    json_w_object_end(w);
}

static void write_name_bands(struct json_writer *w, const struct cordon_policy *p,
                             const struct hit_sum *s)
{
    if (s->name->flags & NAME_WEAK) {
        write_band(w, STR("weak_alias_score_bp"), s->floor_bp, p->weak_alias_score_bp);
    } else {
        write_band(w, STR("possible_bp"), s->name->bp, p->possible_bp);
        write_band(w, STR("possible_least_bp"), s->floor_bp, p->possible_least_bp);
        write_band(w, STR("possible_name_bp"), s->name->bp, p->possible_name_bp);
        write_band(w, STR("possible_score_bp"), s->floor_bp, p->possible_score_bp);
    }
    write_band(w, STR("same_bp"), s->name->bp, p->same_bp);
    write_band(w, STR("agreeing_cb"), s->agreement_cb, p->agreeing_cb);
}

/* Read from below: a contradiction is negative, and at least this strong. */
static void write_discount(struct json_writer *w, const struct cordon_policy *p,
                           const struct hit_sum *s)
{
    json_w_object(w);
    json_w_key_str(w, STR("key"), STR("discount_cb"));
    json_w_key(w, STR("value"));
    json_w_i64(w, s->contradiction_cb);
    json_w_key(w, STR("most"));
    json_w_i64(w, p->discount_cb);
    json_w_key(w, STR("met"));
    json_w_bool(w, s->contradiction_cb <= p->discount_cb);
    json_w_object_end(w);
}

static void write_by(struct json_writer *w, const struct hit_sum *s)
{
    json_w_key(w, STR("by"));
    json_w_object(w);
    json_w_key_str(w, STR("name"), str_c(cordon_verdict_name(s->by_name)));
    json_w_key_str(w, STR("number"), str_c(cordon_verdict_name(s->by_number)));
    json_w_key_str(w, STR("wallet"), str_c(cordon_verdict_name(s->by_wallet)));
    json_w_object_end(w);
}

static void write_cb(struct json_writer *w, str key, int32_t cb)
{
    json_w_key(w, key);
    json_w_i64(w, cb);
}

void explain_write_hit(struct json_writer *w, const struct cordon_policy *p, const struct hit *h)
{
    struct hit_sum s;
    int32_t fields = 0;
    decide_explain(p, h, &s);
    for (size_t i = 0; i < COMPARED_COUNT; i++) fields += h->evidence[i].cb;
    json_w_key(w, STR("sum"));
    json_w_object(w);
    write_cb(w, STR("prior_cb"), p->prior_cb);
    write_cb(w, STR("name_cb"), h->name.info_cb);
    write_cb(w, STR("wallet_cb"), h->wallet_cb);
    write_cb(w, STR("fields_cb"), fields);
    write_cb(w, STR("total_cb"), h->total_cb);
    json_w_key(w, STR("exact"));
    json_w_bool(w, s.name->bp && s.name->is_exact);
    write_by(w, &s);
    if (h->source->catalogue) json_w_key_str(w, STR("tier"), h->source->catalogue->tier);
    json_w_key(w, STR("bands"));
    json_w_array(w);
    if (s.name->bp) write_name_bands(w, p, &s);
    if (s.contradiction_cb) write_discount(w, p, &s);
    json_w_array_end(w);
    json_w_object_end(w);
}
