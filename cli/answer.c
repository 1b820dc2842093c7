/* Reading an answer to count by. */
#include "cli/answer.h"

#include "base/json.h"
#include "base/num.h"

static bool take(str key, const char *want, str value, str *field)
{
    if (!str_eq(key, str_c(want))) return false;
    *field = value;
    return true;
}

static bool take_number(str key, const char *want, str value, uint64_t *field)
{
    if (!str_eq(key, str_c(want))) return false;
    (void)num_parse_u64(value, UINT64_MAX, field);
    return true;
}

static void read_hit(struct json_reader *r, struct answer_hit *h)
{
    str key = STR_EMPTY;
    *h = (struct answer_hit){ .score_bp = 0 };
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING || k == JSON_NUMBER)
            (void)(take(key, "entity_id", r->text, &h->entity) ||
                   take(key, "source", r->text, &h->source) ||
                   take(key, "verdict", r->text, &h->verdict) || take(key, "mark", r->text, &h->mark) ||
                   take(key, "row_sha256", r->text, &h->listed) ||
                   take_number(key, "score_bp", r->text, &h->score_bp));
        else {
            h->is_suppressed = h->is_suppressed || str_eq(key, STR("suppressed"));
            json_skip(r, k);
        }
    }
}

static void read_flag(struct json_reader *r, struct answer_flag *f)
{
    str key = STR_EMPTY;
    *f = (struct answer_flag){ .is_counted = false };
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY)
            key = r->text;
        else if (k == JSON_STRING)
            (void)(take(key, "id", r->text, &f->id) || take(key, "title", r->text, &f->title) ||
                   take(key, "class", r->text, &f->class) ||
                   take(key, "strength", r->text, &f->strength) ||
                   take(key, "mark", r->text, &f->mark) ||
                   take(key, "rule_sha256", r->text, &f->listed));
        else if (k == JSON_TRUE && str_eq(key, STR("counted")))
            f->is_counted = true;
        else {
            f->is_suppressed = f->is_suppressed || str_eq(key, STR("suppressed"));
            json_skip(r, k);
        }
    }
}

static void read_hits(struct json_reader *r, struct answer *a)
{
    struct answer_hit h;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        if (k != JSON_OBJECT) continue;
        read_hit(r, &h);
        if (a->hits < ANSWER_HITS_MAX) a->hit[a->hits++] = h;
    }
}

static void read_flags(struct json_reader *r, struct answer *a)
{
    struct answer_flag f;
    for (enum json_kind k; (k = json_next(r)) != JSON_ARRAY_END && k != JSON_ERROR;) {
        if (k != JSON_OBJECT) continue;
        read_flag(r, &f);
        if (!str_eq(f.class, STR("list")) && a->flags < ANSWER_FLAGS_MAX) a->flag[a->flags++] = f;
    }
}

static void read_given(struct json_reader *r, struct answer *a)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r->text;
        } else if (k == JSON_NUMBER && str_eq(key, STR("time_s"))) {
            bool is_negative = r->text.len && r->text.data[0] == '-';
            uint64_t v = 0;
            a->has_time = num_parse_u64(str_from(r->text, is_negative), INT64_MAX, &v);
            a->time_s = is_negative ? -(int64_t)v : (int64_t)v;
        } else if (k == JSON_ARRAY && str_eq(key, STR("fields"))) {
            while ((k = json_next(r)) == JSON_STRING)
                if (a->fields < ANSWER_FIELDS_MAX) a->field[a->fields++] = r->text;
        } else {
            json_skip(r, k);
        }
    }
}

static enum cordon_verdict verdict_of(str name)
{
    for (int v = CORDON_STOP; v > CORDON_UNDECIDED; v--)
        if (str_eq(name, str_c(cordon_verdict_name((enum cordon_verdict)v)))) return (enum cordon_verdict)v;
    return CORDON_UNDECIDED;
}

static void read_member(struct json_reader *r, str key, enum json_kind k, struct answer *a, bool *is_answer)
{
    if (k == JSON_STRING || k == JSON_NUMBER) {
        if (str_eq(key, STR("verdict"))) {
            *is_answer = true;
            a->verdict = verdict_of(r->text);
            return;
        }
        (void)(take(key, "id", r->text, &a->id) || take(key, "subject", r->text, &a->subject) ||
               take_number(key, "points", r->text, &a->points) ||
               take_number(key, "hits_total", r->text, &a->hits_total) ||
               take_number(key, "suppressed", r->text, &a->suppressed) ||
               take_number(key, "reopened", r->text, &a->reopened));
    } else if (k == JSON_ARRAY && str_eq(key, STR("hits"))) {
        read_hits(r, a);
    } else if (k == JSON_ARRAY && str_eq(key, STR("reasons"))) {
        read_flags(r, a);
    } else if (k == JSON_OBJECT && str_eq(key, STR("given"))) {
        read_given(r, a);
    } else {
        a->has_error = a->has_error || str_eq(key, STR("error"));
        json_skip(r, k);
    }
}

cordon_status answer_read(str json, struct arena *arena, struct answer *ret, struct cordon_error *err)
{
    struct json_reader r;
    str key = STR_EMPTY;
    bool is_answer = false;
    ret->id = ret->subject = STR_EMPTY;
    ret->verdict = CORDON_UNDECIDED;
    ret->has_error = ret->has_time = false;
    ret->points = ret->hits_total = ret->suppressed = ret->reopened = 0;
    ret->hits = ret->flags = ret->fields = 0;
    json_init(&r, json, arena, err);
    enum json_kind k = json_next(&r);
    if (k == JSON_OBJECT)
        while ((k = json_next(&r)) != JSON_OBJECT_END && k != JSON_ERROR) {
            if (k == JSON_KEY)
                key = r.text;
            else
                read_member(&r, key, k, ret, &is_answer);
        }
    if (k == JSON_ERROR) return json_status(&r);
    return is_answer ? CORDON_OK : error_set(err, CORDON_SYNTAX, "this is no answer of 'cordon screen'");
}

str answer_subject(const struct answer *a)
{
    return a->subject.len ? a->subject : a->id;
}

bool answer_is_alert(const struct answer *a)
{
    return a->verdict >= CORDON_REVIEW;
}

bool answer_flag_counts(const struct answer_flag *f)
{
    return !f->is_suppressed && (f->is_counted || str_eq(f->class, STR("legal_fact")));
}

bool answer_hit_counts(const struct answer_hit *h)
{
    return h->verdict.len && !str_eq(h->verdict, STR("clear"));
}
