/* Shipping: where equipment goes, against where the person says they live. */
#include "evidence/own.h"

#include "base/num.h"
#include "evidence/address.h"
#include "evidence/phrase.h"

/* The parcel's address against all addresses known: one that fits is enough. */
static enum address_verdict against_known(struct evidence_run *run, str address, struct origin *ret)
{
    static const enum record_field fields[] = { FIELD_ADDRESS, FIELD_DOC_ADDRESS };
    enum address_verdict best = ADDRESS_UNKNOWN;
    struct origins seen = { .count = 0 };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        for (struct origin at = { 0, NULL }; evidence_next(run, fields[i], &at);) {
            if (!origins_add_new(run, &seen, at)) continue;
            enum address_verdict v = address_compare(address, at.value->text, run->arena);
            if (v == ADDRESS_UNKNOWN || (best == ADDRESS_OTHER && v == ADDRESS_OTHER)) continue;
            best = v;
            *ret = at;
            if (v == ADDRESS_SAME) return v;
        }
    return best;
}

static void addresses(struct evidence_run *run)
{
    struct tally differs = { 0 };
    struct origins seen = { .count = 0 };
    struct origin known;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_SHIP_ADDRESS, &at);) {
        if (!origins_add_new(run, &seen, at)) continue;
        /* a firm's front desk is where people work, and no home */
        if (name_is_role(evidence_text_beside(run, &at, FIELD_SHIP_RECIPIENT), run->arena)) continue;
        enum address_verdict v = against_known(run, at.value->text, &known);
        if (v == ADDRESS_UNKNOWN) continue;
        tally_add(&differs, v == ADDRESS_OTHER, at);
        if (v == ADDRESS_OTHER) origins_add(&differs.hits, known);
    }
    tally_give(run, FEATURE_SHIP_ID_ADDRESS_DIFFERS, &differs, true);
}

static void countries(struct evidence_run *run)
{
    struct claims claims;
    struct tally differs = { 0 };
    evidence_claims(run, &claims);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_SHIP_COUNTRY, &at);) {
        bool known, is_other = is_unclaimed(&claims, at.value->text, &known);
        if (known) tally_add(&differs, is_other, at);
    }
    tally_give(run, FEATURE_SHIP_COUNTRY_DIFFERS, &differs, true);
}

static void forwarders(struct evidence_run *run)
{
    struct tally found = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_SHIP_KIND, &at);)
        tally_add(&found, evidence_word_is(at.value->text, "forwarder|mailbox|self_storage|virtual"), at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_SHIP_ADDRESS, &at);)
        tally_add(&found, is_forwarder_address(at.value->text, run->arena), at);
    tally_give(run, FEATURE_SHIP_FORWARDER, &found, true);
}

/* The latest application or contract that is not after the change. */
static bool begun_before(const struct evidence_run *run, int64_t change_s, int64_t *ret_s,
                         struct origin *ret)
{
    bool found = false;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_APP_APPLIED_AT, &at);) {
        struct moment m;
        if (!moment_read(at.value->text, &m) || m.s > change_s || (found && m.s <= *ret_s)) continue;
        *ret_s = m.s;
        *ret = at;
        found = true;
    }
    struct item doc = { .items = 0 };
    while (item_next(run, GROUP_DOC, &doc)) {
        int32_t day;
        if (!evidence_word_is(item_text(&doc, FIELD_DOC_TYPE), "contract") ||
            !item_day(&doc, FIELD_DOC_ISSUED, &day))
            continue;
        int64_t s = (int64_t)day * 86400;
        if (s > change_s || (found && s <= *ret_s)) continue;
        *ret_s = s;
        *ret = item_origin(&doc, item_value(&doc, FIELD_DOC_ISSUED));
        found = true;
    }
    return found;
}

static void changes(struct evidence_run *run)
{
    struct origin latest = { 0, NULL }, begun;
    int64_t change_s = 0, begun_s = 0;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_SHIP_CHANGED_AT, &at);) {
        struct moment m;
        if (!moment_read(at.value->text, &m) || (latest.value && m.s <= change_s)) continue;
        change_s = m.s;
        latest = at;
    }
    if (!latest.value || !begun_before(run, change_s, &begun_s, &begun)) return;
    struct origins o = { .at = { latest, begun }, .count = 2 };
    feature_give(run, FEATURE_SHIP_CHANGE_DAYS, (change_s - begun_s) / 86400, &o);
}

void feature_shipping(struct evidence_run *run)
{
    struct item any = { .items = 0 };
    if (!item_next(run, GROUP_SHIP, &any)) return;
    addresses(run);
    countries(run);
    forwarders(run);
    changes(run);
}
