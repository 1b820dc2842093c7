/* Payment: how the party is paid, when that changes, and against what it claims. */
#include "evidence/own.h"

#include "base/num.h"

#include <stdlib.h>

enum { DAY_S = 86400, CHANGES_MAX = 4096 };

/* --- changes ------------------------------------------------------------------------------------------ */

struct change {
    int64_t       s;
    struct origin at;
};

static int by_time(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    return (x->s > y->s) - (x->s < y->s);
}

struct changes {
    struct change *change;
    size_t         count;
};

static void take_changes(struct evidence_run *run, enum record_field f, struct changes *c)
{
    for (struct origin at = { 0, NULL }; evidence_next(run, f, &at);) {
        struct moment m;
        if (c->count == CHANGES_MAX) run->out->is_cut = true;
        if (c->count == CHANGES_MAX || !moment_read(at.value->text, &m)) continue;
        c->change[c->count++] = (struct change){ m.s, at };
    }
}

/* Changes of wallet, and of account where asked, in time order, each moment once: exports repeat the
 * last change in every row. */
static void read_changes(struct evidence_run *run, bool with_accounts, struct changes *c)
{
    size_t given = 0, kept = 0;
    for (struct origin at = { 0, NULL }; with_accounts && evidence_next(run, FIELD_PAY_CHANGED_AT, &at);)
        given++;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_WAL_CHANGED_AT, &at);) given++;
    c->count = 0;
    c->change = given ? arena_alloc(run->arena, (given < CHANGES_MAX ? given : CHANGES_MAX) * sizeof *c->change)
                      : NULL;
    if (!c->change) return;
    if (with_accounts) take_changes(run, FIELD_PAY_CHANGED_AT, c);
    take_changes(run, FIELD_WAL_CHANGED_AT, c);
    qsort(c->change, c->count, sizeof *c->change, by_time);
    for (size_t i = 0; i < c->count; i++)
        if (kept == 0 || c->change[kept - 1].s != c->change[i].s) c->change[kept++] = c->change[i];
    c->count = kept;
}

/* Most changes within any 90 days. */
static void churn(struct evidence_run *run, const struct changes *c, enum feature f)
{
    size_t most = 0, begin = 0, first = 0;
    for (size_t i = 0; i < c->count; i++) {
        while (c->change[i].s - c->change[first].s > 90 * DAY_S) first++;
        if (i - first + 1 <= most) continue;
        most = i - first + 1;
        begin = first;
    }
    struct origins o = { .count = 0 };
    for (size_t i = 0; i < most; i++) origins_add(&o, c->change[begin + i].at);
    if (most) feature_give(run, f, (int64_t)most, &o);
}

/* When the work began: the contract, else the first record of onboarding or work. */
static bool begin_of(const struct evidence_run *run, int64_t *ret_s, struct origin *ret)
{
    bool found = false;
    struct item doc = { .items = 0 };
    while (item_next(run, GROUP_DOC, &doc)) {
        int32_t day;
        if (!evidence_word_is(item_text(&doc, FIELD_DOC_TYPE), "contract") ||
            !item_day(&doc, FIELD_DOC_ISSUED, &day) || (found && (int64_t)day * DAY_S >= *ret_s))
            continue;
        *ret_s = (int64_t)day * DAY_S;
        *ret = item_origin(&doc, item_value(&doc, FIELD_DOC_ISSUED));
        found = true;
    }
    if (found) return true;
    for (uint32_t i = 0; i < run->dossier->count; i++) {
        const struct record *r = run->dossier->records[i];
        const struct record_value *time = record_next(r, FIELD_TIME, NULL);
        struct moment m;
        bool is_begin = evidence_word_is(record_text(r, FIELD_STAGE), "onboarding|working") ||
                        r->kind == RECORD_KIND_CONTRACT;
        if (!is_begin || !time || !moment_read(time->text, &m) || (found && m.s >= *ret_s)) continue;
        *ret_s = m.s;
        *ret = (struct origin){ i, time };
        found = true;
    }
    return found;
}

static void first_change(struct evidence_run *run, const struct changes *c)
{
    int64_t begin_s = 0;
    struct origin begin;
    if (c->count == 0 || !begin_of(run, &begin_s, &begin)) return;
    for (size_t i = 0; i < c->count; i++) {
        if (c->change[i].s < begin_s) continue; /* the account as first given */
        struct origins o = { .at = { c->change[i].at, begin }, .count = 2 };
        feature_give(run, FEATURE_PAY_FIRST_CHANGE_DAYS, (c->change[i].s - begin_s) / DAY_S, &o);
        return;
    }
}

/* --- where and how ------------------------------------------------------------------------------------ */

static void countries(struct evidence_run *run, enum record_field field, enum feature feature)
{
    struct claims claims;
    struct tally differs = { 0 };
    evidence_claims(run, &claims);
    for (struct origin at = { 0, NULL }; evidence_next(run, field, &at);) {
        bool known, is_other = is_unclaimed(&claims, at.value->text, &known);
        if (known) tally_add(&differs, is_other, at);
    }
    tally_give(run, feature, &differs, true);
}

static void crypto(struct evidence_run *run)
{
    struct tally found = { 0 };
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PAY_METHOD, &at);)
        tally_add(&found, evidence_word_is(at.value->text, "crypto|cryptocurrency|usdt|usdc|btc|eth"), at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PAY_REQUEST, &at);)
        tally_add(&found, evidence_word_is(at.value->text, "crypto"), at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_WAL_USE, &at);)
        if (evidence_word_is(at.value->text, "payout")) tally_add(&found, true, at);
    tally_give(run, FEATURE_PAY_CRYPTO, &found, true);
}

static void third_parties(struct evidence_run *run)
{
    struct origins seen = { .count = 0 }, named = { .count = 0 }, asked = { .count = 0 };
    for (struct origin at = { 0, NULL }, own; evidence_next(run, FIELD_PAY_OTHER_PAYEES, &at);) {
        if (!origins_add_new(run, &seen, at)) continue;
        if (own_likeness(run, at.value->text, &own) < run->same_name_bp) origins_add(&named, at);
    }
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PAY_REQUEST, &at);)
        if (evidence_word_is(at.value->text, "third_party")) origins_add(&asked, at);
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PAY_METHOD, &at);)
        if (evidence_word_is(at.value->text, "third_party")) origins_add(&asked, at);
    /* a request without a name is one party nobody named */
    if (named.count) feature_give(run, FEATURE_PAY_THIRD_PARTY, (int64_t)named.count, &named);
    else if (asked.count) feature_give(run, FEATURE_PAY_THIRD_PARTY, 1, &asked);
    else if (seen.count) feature_give(run, FEATURE_PAY_THIRD_PARTY, 0, &seen);
}

static void money_services(struct evidence_run *run)
{
    struct tally found = { 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_PAY, &at)) {
        const struct record_value *kind = item_value(&at, FIELD_PAY_BANK_KIND);
        const struct record_value *method = item_value(&at, FIELD_PAY_METHOD);
        if (kind) {
            tally_add(&found, evidence_word_is(kind->text, "money_service|prepaid"), item_origin(&at, kind));
        } else if (method) {
            bool is_service = evidence_word_is(method->text, "paypal|payoneer|wise|gift_card");
            if (is_service) tally_add(&found, true, item_origin(&at, method));
        }
    }
    tally_give(run, FEATURE_PAY_MONEY_SERVICE, &found, true);
}

/* The last answer for each account counts: a check repeated with the right spelling clears it. */
static void checks(struct evidence_run *run)
{
    enum { ACCOUNTS_MAX = 64 };
    struct { str account; struct origin check; } last[ACCOUNTS_MAX];
    size_t accounts = 0;
    struct tally failed = { 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_PAY, &at)) {
        const struct record_value *check = item_value(&at, FIELD_PAY_CHECK);
        size_t i = 0;
        if (!check || !evidence_word_is(check->text, "match|close|no_match|failed")) continue;
        str account = item_text(&at, FIELD_PAY_ACCOUNT);
        while (i < accounts && !same_marks(last[i].account, account)) i++;
        if (i == ACCOUNTS_MAX) {
            run->out->is_cut = true;
            continue;
        }
        if (i == accounts) accounts++;
        last[i].account = account;
        last[i].check = item_origin(&at, check);
    }
    for (size_t i = 0; i < accounts; i++)
        tally_add(&failed, evidence_word_is(last[i].check.value->text, "no_match|failed"), last[i].check);
    tally_give(run, FEATURE_PAY_CHECK_FAILED, &failed, true);
}

/* A firm of one's own is the usual reason for another name on the account. */
static void payee_firm(struct evidence_run *run)
{
    struct origins firms = { .count = 0 };
    bool any = false;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_PAY_PAYEE, &at);) {
        any = true;
        if (name_is_firm(at.value->text, run->arena)) origins_add(&firms, at);
    }
    if (any) feature_give(run, FEATURE_PAY_PAYEE_FIRM, firms.count > 0, &firms);
}

void feature_payment(struct evidence_run *run)
{
    struct item pay = { .items = 0 }, wallet = { .items = 0 };
    struct changes c;
    if (!item_next(run, GROUP_PAY, &pay) && !item_next(run, GROUP_WAL, &wallet)) return;
    read_changes(run, false, &c);
    churn(run, &c, FEATURE_WAL_CHANGES_90D);
    read_changes(run, true, &c);
    churn(run, &c, FEATURE_PAY_CHANGES_90D);
    payee_firm(run);
    first_change(run, &c);
    countries(run, FIELD_PAY_COUNTRY, FEATURE_PAY_COUNTRY_DIFFERS);
    countries(run, FIELD_PAY_TAX_COUNTRY, FEATURE_PAY_TAX_COUNTRY_DIFFERS);
    crypto(run);
    third_parties(run);
    money_services(run);
    checks(run);
}
