/* Firms: what one says of itself against registers, its domain, its bank and its people. */
#include "evidence/own.h"

#include "base/country.h"
#include "base/date.h"
#include "base/num.h"

/* Years between what is claimed and what is found later: 0 when it is not later. */
static void age_gap(struct evidence_run *run, enum record_field found_f, enum feature feature)
{
    int64_t most = -1;
    struct origins o = { .count = 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_CO, &at)) {
        struct date claim, found;
        const struct record_value *c = item_value(&at, FIELD_CO_CLAIMS_SINCE), *f = item_value(&at, found_f);
        if (!c || !f || !date_read(c->text, &claim) || !date_read(f->text, &found)) continue;
        /* "since 2015" is fine for a firm registered in any month of it */
        int64_t days = (int64_t)found.first - claim.last;
        int64_t years = days > 0 ? days * 100 / 36525 : 0;
        if (years <= most) continue;
        most = years;
        o = (struct origins){ .at = { item_origin(&at, c), item_origin(&at, f) }, .count = 2 };
    }
    if (most >= 0) feature_give(run, feature, most, &o);
}

static void staff(struct evidence_run *run)
{
    int64_t claimed, found;
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_CO, &at)) {
        if (!item_count(&at, FIELD_CO_STAFF, &claimed) || !item_count(&at, FIELD_CO_STAFF_FOUND, &found) ||
            claimed == 0 || found > INT32_MAX)
            continue;
        struct origins o = { .at = { item_origin(&at, item_value(&at, FIELD_CO_STAFF)),
                                     item_origin(&at, item_value(&at, FIELD_CO_STAFF_FOUND)) },
                             .count = 2 };
        feature_give(run, FEATURE_CO_STAFF_SHARE, found >= claimed ? 100 : found * 100 / claimed, &o);
        return;
    }
}

/* Countries a firm says it is or works in: country, and the ones its numbers carry. */
static bool is_home(const struct evidence_run *run, str code, bool with_work, bool *ret_known)
{
    static const enum record_field homes[] = { FIELD_COUNTRY, FIELD_CO_WORK_COUNTRY };
    static const enum record_field numbers[] = { FIELD_REGISTRATION_NUMBER, FIELD_CO_REGISTRATION };
    for (size_t i = 0; i < (with_work ? 2 : 1); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, homes[i], &at);) {
            str home = country_code(at.value->text);
            *ret_known |= home.len > 0;
            if (str_eq(home, code)) return true;
        }
    for (size_t i = 0; i < 2; i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, numbers[i], &at);) {
            str home = country_code(at.value->country);
            *ret_known |= home.len > 0;
            if (home.len && str_eq(home, code)) return true;
        }
    return false;
}

static void banks(struct evidence_run *run)
{
    struct tally differs = { 0 };
    struct origins seen = { .count = 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_CO_BANK_COUNTRY, &at);) {
        str code = country_code(at.value->text);
        bool known = false;
        if (code.len == 0 || !origins_add_new(run, &seen, at)) continue;
        bool is_same = is_home(run, code, false, &known);
        if (known) tally_add(&differs, !is_same, at);
    }
    tally_give(run, FEATURE_CO_BANK_DIFFERS, &differs, true);
}

/* Each country once, in whatever writing. */
static void places(struct evidence_run *run)
{
    struct tally differs = { 0 };
    struct origins seen = { .count = 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_CO_SEEN_COUNTRY, &at);) {
        str code = country_code(at.value->text);
        bool known = false, is_old = code.len == 0;
        for (size_t i = 0; i < seen.count && !is_old; i++)
            is_old = str_eq(country_code(seen.at[i].value->text), code);
        if (is_old || !origins_add_new(run, &seen, at)) continue;
        bool is_same = is_home(run, code, true, &known);
        if (known) tally_add(&differs, !is_same, at);
    }
    tally_give(run, FEATURE_CO_PLACE_DIFFERS, &differs, false);
}

static void words(struct evidence_run *run, enum record_field f, const char *word, enum feature feature,
                  bool as_flag)
{
    struct tally found = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, f, &at);)
        tally_add(&found, evidence_word_is(at.value->text, word), at);
    tally_give(run, feature, &found, as_flag);
}

static void invoices(struct evidence_run *run)
{
    static const enum record_field own[] = { FIELD_CO_REGISTRATION, FIELD_REGISTRATION_NUMBER, FIELD_TAX_ID };
    struct tally other = { 0 };
    struct origins seen = { .count = 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_CO_INVOICE_REGISTRATION, &at);) {
        bool known = false, is_own = false;
        if (!origins_add_new(run, &seen, at)) continue;
        for (size_t i = 0; i < COUNT_OF(own); i++)
            for (struct origin o = { 0, NULL }; evidence_next(run, own[i], &o) && !is_own;) {
                known |= own[i] != FIELD_TAX_ID; /* an invoice may show that instead */
                is_own = same_marks(o.value->text, at.value->text);
            }
        if (known || is_own) tally_add(&other, !is_own, at);
    }
    tally_give(run, FEATURE_CO_INVOICE_OTHER, &other, true);
}

void feature_company(struct evidence_run *run)
{
    struct item any = { .items = 0 };
    if (!item_next(run, GROUP_CO, &any)) return;
    age_gap(run, FIELD_CO_REGISTERED_AT, FEATURE_CO_AGE_GAP_YEARS);
    age_gap(run, FIELD_CO_DOMAIN_CREATED, FEATURE_CO_DOMAIN_GAP_YEARS);
    staff(run);
    banks(run);
    places(run);
    words(run, FIELD_CO_CLIENT_CHECK, "denied", FEATURE_CO_CLIENT_DENIED, false);
    invoices(run);
    words(run, FIELD_CO_ADDRESS_KIND, "virtual|mailbox|forwarder", FEATURE_CO_VIRTUAL, true);
}
