/*
 * Law cards of an answer: what was found, what ties it to a jurisdiction, which cards that gives.
 *
 * A listed party that counts brings duties and deadlines, counted from the day of the answer; red
 * flags, and lists that are no designations, bring the general and the fair-treatment cards alone; a
 * legal fact adds the cards that say its rule and its exceptions.
 *
 * Places are where money and the user are: never nationality, birth or home of whom is screened.
 */
#include "engine/screener.h"

#include "base/country.h"
#include "law/law.h"

enum { LAW_TOUCHES_MAX = 64, BIC_COUNTRY = 4 }; /* a record says few places, many times */

struct answer_law {
    struct law_touch        touch[LAW_TOUCHES_MAX]; /* the user's own first */
    size_t                  own;
    struct law_case         about; /* hit: LAW_HIT_NONE when the answer has no cards */
    const struct law_card  *card[LAW_CARD_COUNT];
    const struct law_record *record[LAW_RECORD_COUNT];
};

/* --- places ------------------------------------------------------------------------------------- */

static void add_touch(struct answer_law *law, enum law_link link, str code)
{
    struct law_case *c = &law->about;
    code = str_trim(code);
    if (!code.len) return;
    for (size_t i = 0; i < c->touch_count; i++)
        if (law->touch[i].link == link && str_eq_nocase(law->touch[i].code, code)) return;
    if (c->touch_count == LAW_TOUCHES_MAX) { /* what does not fit is not understood */
        law->touch[LAW_TOUCHES_MAX - 1] = (struct law_touch){ link, STR_EMPTY };
        return;
    }
    law->touch[c->touch_count++] = (struct law_touch){ link, code };
}

cordon_status law_open(struct cordon_screener *scr, struct cordon_error *err)
{
    struct answer_law *law = arena_calloc(&scr->fixed, 1, sizeof *law);
    if (!law) return error_nomem(err);
    cordon_status st = law_places_read(scr->options.jurisdictions, law->touch, LAW_TOUCHES_MAX - 1, &law->about.touch_count, err);
    if (st) return st;
    law->own = law->about.touch_count;
    scr->law = law;
    scr->options.jurisdictions = STR_EMPTY; /* borrowed for the call alone */
    return CORDON_OK;
}

/* The country of a bank's code: four letters of the bank, two of the country. What has another form
 * is a routing number of some land, and says nothing. */
static str bic_country(str bic)
{
    bic = str_trim(bic);
    for (size_t i = 0; i < BIC_COUNTRY + 2 && i < bic.len; i++)
        if (!byte_is_alpha(bic.data[i])) return STR_EMPTY;
    return bic.len == 8 || bic.len == 11 ? country_code(str_sub(bic, BIC_COUNTRY, BIC_COUNTRY + 2)) : STR_EMPTY;
}

/* What a value ties the case to, if anything. */
static void add_value(struct answer_law *law, const struct record_value *v)
{
    switch (v->field) {
    case FIELD_PAY_COUNTRY: add_touch(law, LAW_PAYEE, v->text); break;
    case FIELD_IBAN: add_touch(law, LAW_PAYEE, country_code(str_sub(v->text, 0, 2))); break;
    case FIELD_CO_BANK_COUNTRY: add_touch(law, LAW_BANK, v->text); break;
    case FIELD_SWIFT_BIC:
    case FIELD_PAY_ROUTING: add_touch(law, LAW_BANK, bic_country(v->text)); break;
    case FIELD_CURRENCY:
    case FIELD_FLOW_CURRENCY: add_touch(law, LAW_CURRENCY, v->text); break;
    default: break;
    }
}

/* The stage that all records agree on: one that is open narrows nothing. */
static str stage_of(const struct screen_ask *ask)
{
    str stage = STR_EMPTY;
    for (size_t i = 0; i < ask->count; i++) {
        str said = record_text(ask->records[i], FIELD_STAGE);
        if (!said.len || (stage.len && !str_eq_nocase(stage, said))) return STR_EMPTY;
        stage = said;
    }
    return stage;
}

/* A legal fact stands before all flags. */
static bool has_fact(const struct cordon_screener *scr)
{
    return scr->has_flags && scr->flags->count && scr->flags->item[0].is_legal;
}

void law_begin(struct cordon_screener *scr, enum cordon_verdict v)
{
    struct answer_law *law = scr->law;
    int32_t day = screener_day(scr);
    law->about = (struct law_case){ .touches = law->touch, .touch_count = law->own };
    if (v < CORDON_REVIEW || scr->options.law == CORDON_LAW_NONE) return;
    law->about.hit = scr->is_listed ? LAW_HIT_LISTED : has_fact(scr) ? LAW_HIT_FACT : LAW_HIT_RISK;
    law->about.stage = stage_of(scr->ask);
    law->about.has_day = day >= LAW_FIRST_DAY && day <= LAW_LAST_DAY;
    law->about.day = day;
    for (size_t i = 0; i < scr->ask->count; i++)
        for (size_t k = 0; k < scr->ask->records[i]->value_count; k++)
            add_value(law, &scr->ask->records[i]->values[k]);
    size_t unread = law_unread(&law->about);
    if (!unread) return;
    struct say_reason why = { SAY_LAW_UNREAD, 1, { say_integer(STR("count"), (int64_t)unread) } };
    check_add(&scr->checks, STR("law"), CHECK_LIMITED, false, &why);
}

/* --- writing ------------------------------------------------------------------------------------- */

static str hit_name(enum law_hit hit)
{
    switch (hit) {
    case LAW_HIT_NONE: break;
    case LAW_HIT_RISK: return STR("risk");
    case LAW_HIT_FACT: return STR("fact");
    case LAW_HIT_LISTED: return STR("listed");
    case LAW_HIT_CONFIRMED: return STR("confirmed");
    }
    return STR("");
}

static void write_records(const struct cordon_screener *scr, struct json_writer *w, size_t count)
{
    if (!count) return;
    json_w_key(w, STR("records"));
    json_w_array(w);
    for (size_t i = 0; i < count; i++)
        (void)law_write_record(w, scr->lang, scr->law->record[i]);
    json_w_array_end(w);
}

void law_write(const struct cordon_screener *scr, struct json_writer *w)
{
    struct answer_law *law = scr->law;
    bool is_full = scr->options.law == CORDON_LAW_FULL;
    if (law->about.hit == LAW_HIT_NONE) return;
    size_t cards = law_cards(&law->about, law->card, LAW_CARD_COUNT);
    size_t records = law_records(&law->about, law->record, LAW_RECORD_COUNT);
    json_w_key(w, STR("law"));
    json_w_object(w);
    json_w_key_str(w, STR("hit"), hit_name(law->about.hit));
    json_w_key_str(w, STR("notice"), law_word(scr->lang, STR("notice")));
    json_w_key(w, STR("cards"));
    json_w_array(w);
    for (size_t i = 0; i < cards; i++)
        (void)(is_full ? law_write_card(w, scr->lang, law->card[i], &law->about)
                       : law_write_title(w, scr->lang, law->card[i], &law->about));
    json_w_array_end(w);
    if (is_full) write_records(scr, w, records);
    json_w_object_end(w);
}
