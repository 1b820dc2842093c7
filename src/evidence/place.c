/* Countries of home, papers and bank against each other; places in the DPRK, a legal fact. */
#include "evidence/own.h"

#include "base/country.h"
#include "base/num.h"

/* --- three places --------------------------------------------------------------------------------------- */

enum { CODES_MAX = 8 };

struct codes {
    str           code[CODES_MAX];
    struct origin at[CODES_MAX];
    size_t        count;
};

static void codes_add(struct codes *c, str country, struct origin at)
{
    str code = country_code(country);
    if (code.len == 0 || c->count == CODES_MAX) return;
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->code[i], code)) return;
    c->code[c->count] = code;
    c->at[c->count++] = at;
}

static bool codes_meet(const struct codes *a, const struct codes *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (str_eq(a->code[i], b->code[k])) return true;
    return false;
}

/* Home, papers and account in three countries, none of any in common: somebody who lives abroad has
 * the bank here or there. */
static void three_places(struct evidence_run *run)
{
    bool has_papers = evidence_has(run, FIELD_DOC_ISSUER);
    if (!has_papers || !evidence_has(run, FIELD_PAY_COUNTRY)) return; /* all three are needed */
    struct codes issuers = { .count = 0 }, banks = { .count = 0 }, homes = { .count = 0 };
    struct claims claims;
    struct item doc = { .items = 0 };
    while (item_next(run, GROUP_DOC, &doc)) {
        const struct record_value *v = item_value(&doc, FIELD_DOC_ISSUER);
        str type = item_text(&doc, FIELD_DOC_TYPE);
        if (v && (type.len == 0 ||
                  evidence_word_is(type, "passport|national_id|driver_licence|residence_permit|visa")))
            codes_add(&issuers, v->text, item_origin(&doc, v));
    }
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PAY_COUNTRY, &at);)
        codes_add(&banks, at.value->text, at);
    evidence_claims(run, &claims);
    for (size_t i = 0; i < claims.count; i++) codes_add(&homes, claims.country[i], claims.origin[i]);
    if (!issuers.count || !banks.count || !homes.count) return;
    bool is_three = !codes_meet(&issuers, &banks) && !codes_meet(&issuers, &homes) && !codes_meet(&banks, &homes);
    struct origins o = { .at = { homes.at[0], issuers.at[0], banks.at[0] }, .count = 3 };
    feature_give(run, FEATURE_DOC_THREE_PLACES, is_three, &o);
    feature_give(run, FEATURE_PAY_CORRIDOR, is_three, &o);
}

/* --- the DPRK, as a legal fact ------------------------------------------------------------------------------ */

static bool is_dprk(str country)
{
    return str_eq(country_code(country), STR("kp"));
}

/* The last piece of an address, or the last two ("Korea, North"), is the country; the capital as a
 * piece of its own ("Pyongyang 10") says it too, a street or restaurant of that name does not. */
static bool address_in_dprk(str address)
{
    static const char *const capitals[] = { "pyongyang", "p'yongyang", "pyeongyang", "평양", "평양시", "平壌", "平壤" };
    size_t last = 0, before = 0;
    for (size_t i = 0; i < address.len; i++)
        if (address.data[i] == ',' || address.data[i] == '\n') {
            before = last;
            last = i + 1;
        }
    if (is_dprk(str_trim(str_from(address, last))) || is_dprk(str_trim(str_from(address, before)))) return true;
    str tail = country_code(str_trim(str_from(address, last)));
    if (tail.len) return false; /* another country */
    str rest = address, piece;
    while (str_next(&rest, ',', &piece)) {
        piece = str_trim(piece);
        while (piece.len && (byte_is_digit(piece.data[piece.len - 1]) || piece.data[piece.len - 1] == ' ')) piece.len--;
        for (size_t i = 0; i < COUNT_OF(capitals); i++)
            if (str_eq_nocase(piece, str_c(capitals[i]))) return true;
    }
    return false;
}

static void dprk(struct evidence_run *run)
{
    static const enum record_field countries[] = { FIELD_COUNTRY, FIELD_APP_WORK_COUNTRY, FIELD_PAY_COUNTRY,
                                                   FIELD_SHIP_COUNTRY, FIELD_CO_BANK_COUNTRY,
                                                   FIELD_CO_WORK_COUNTRY, FIELD_PAY_TAX_COUNTRY };
    static const enum record_field addresses[] = { FIELD_ADDRESS, FIELD_CITY, FIELD_DOC_ADDRESS, FIELD_SHIP_ADDRESS };
    static const enum record_field numbers[] = { FIELD_REGISTRATION_NUMBER, FIELD_CO_REGISTRATION };
    struct tally found = { 0 };
    struct item doc = { .items = 0 };
    for (size_t i = 0; i < COUNT_OF(countries); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, countries[i], &at);)
            tally_add(&found, is_dprk(at.value->text), at);
    for (size_t i = 0; i < COUNT_OF(addresses); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, addresses[i], &at);)
            tally_add(&found, address_in_dprk(at.value->text), at);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, numbers[i], &at);)
            if (at.value->country.len) tally_add(&found, is_dprk(at.value->country), at);
    while (item_next(run, GROUP_DOC, &doc)) {
        const struct record_value *v = item_value(&doc, FIELD_DOC_ISSUER);
        if (v && evidence_word_is(item_text(&doc, FIELD_DOC_TYPE), "residence_permit|visa"))
            tally_add(&found, is_dprk(v->text), item_origin(&doc, v));
    }
    tally_give(run, FEATURE_PLACE_DPRK, &found, true);
}

void feature_place(struct evidence_run *run)
{
    three_places(run);
    dprk(run);
}
