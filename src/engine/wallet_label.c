/*
 * What a label of a wallet weighs, and what is told of it.
 *
 * A label is what somebody says of an address. A known service is a crowd: who is paid from an exchange's
 * hot wallet is an honest payer, so such a label is shown and weighs nothing. Thefts, frauds and what is
 * said to be the DPRK's weigh what the policy says, less when no authority says so. More than a look by
 * a person never comes of it: the tier of the list caps that.
 */
#include "engine/screener.h"

#include "base/num.h"

static bool is_label_list(const struct set_source *src)
{
    return src->catalogue && str_eq(src->catalogue->tier, STR("label"));
}

static void read_risk(const struct entity_set *set, const struct entity *risk, struct wallet_label *ret)
{
    ret->status = entity_value(set, risk, FTM_PROP_STATUS);
    ret->confidence = entity_value(set, risk, FTM_PROP_DESCRIPTION);
    ret->url = entity_value(set, risk, FTM_PROP_SOURCE_URL);
    ret->date = entity_value(set, risk, FTM_PROP_LISTING_DATE);
    if (!ret->name.len) ret->name = entity_value(set, risk, FTM_PROP_REASON);
}

bool wallet_label_read(const struct set_source *src, uint32_t row, struct wallet_label *ret)
{
    const struct entity_set *set = &src->entities;
    struct entity e;
    *ret = (struct wallet_label){ .klass = LABEL_NONE };
    if (!is_label_list(src) || !entity_get(set, row, &e)) return false;
    ret->topic = entity_value(set, &e, FTM_PROP_TOPICS);
    ret->klass = list_label_class(ret->topic);
    ret->name = entity_value(set, &e, FTM_PROP_NAME);
    for (uint32_t at = row + 1; at < entity_family_end(set, row); at++) {
        struct entity child;
        if (entity_get(set, at, &child) && child.schema == FTM_SCHEMA_RISK) read_risk(set, &child, ret);
    }
    if (!ret->name.len) ret->name = e.entry;
    return ret->klass != LABEL_NONE;
}

int32_t wallet_label_cb(const struct cordon_policy *p, const struct wallet_label *l)
{
    int32_t cb = 0;
    switch (l->klass) {
    case LABEL_NONE:
    case LABEL_OTHER:
    case LABEL_SERVICE:
    case LABEL_RETURNED: return 0;
    case LABEL_RISK: cb = p->label_risk_cb; break;
    case LABEL_CRIME: cb = p->label_crime_cb; break;
    case LABEL_DPRK: cb = p->label_dprk_cb; break;
    }
    if (!str_eq(l->status, STR("authority"))) cb = cb * p->label_opinion_percent / 100;
    return cb;
}

bool wallet_label_counts(const struct cordon_policy *p, const struct wallet_label *l)
{
    return wallet_label_cb(p, l) >= p->label_review_cb;
}

/* --- what is told --------------------------------------------------------------------------------- */

static str or_dash(str s)
{
    return s.len ? s : STR("–");
}

static str word_of(struct cordon_screener *scr, const char *group, str word)
{
    return arena_printf(&scr->arena, "%s.%.*s", group, STR_ARG(word));
}

static str status_word(struct cordon_screener *scr, const struct wallet_label *l)
{
    return l->status.len ? word_of(scr, "said", l->status) : STR("said.unknown");
}

void wallet_label_reasons(struct cordon_screener *scr, struct reason_list *list, const struct hit *h,
                          const struct wallet_label *l)
{
    bool counts = wallet_label_counts(scr->policy, l);
    struct say_reason *r = reason_add(list, counts ? SAY_WALLET_LABEL : SAY_WALLET_KNOWN);
    reason_put(r, say_string(STR("wallet"), h->given_wallet));
    reason_put(r, say_string(STR("label"), l->name));
    reason_put(r, say_word(STR("topic"), word_of(scr, "topic", l->topic)));
    if (!counts && !l->url.len && !l->date.len && !l->confidence.len) return;
    r = reason_add(list, SAY_LABEL_SOURCE);
    reason_put(r, say_word(STR("said"), status_word(scr, l)));
    reason_put(r, say_string(STR("url"), or_dash(l->url)));
    reason_put(r, say_string(STR("date"), or_dash(l->date)));
    reason_put(r, say_string(STR("confidence"), or_dash(l->confidence)));
}

void wallet_label_write(struct json_writer *w, const struct cordon_policy *p, const struct wallet_label *l)
{
    const struct { str key, value; } rows[] = {
        { STR("topic"), l->topic }, { STR("name"), l->name },
        { STR("said_by"), l->status.len ? l->status : STR("unknown") },
        { STR("confidence"), l->confidence }, { STR("url"), l->url }, { STR("date"), l->date },
    };
    json_w_key(w, STR("label"));
    json_w_object(w);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].value.len) json_w_key_str(w, rows[i].key, rows[i].value);
    json_w_key(w, STR("evidence_cb"));
    json_w_i64(w, wallet_label_cb(p, l));
    json_w_key(w, STR("counts"));
    json_w_bool(w, wallet_label_counts(p, l));
    json_w_object_end(w);
}
