/* check.finding, app.rate_share: what others found, and the pay asked for against the usual one. */
#include "evidence/own.h"

#include "evidence/money.h"

/* Kind and result belong together: a bureau that confirmed and a reference that was denied are not
 * a bureau that denied. */
static void findings(struct evidence_run *run)
{
    struct item check = { .items = 0 };
    while (item_next(run, GROUP_CHECK, &check)) {
        const struct record_value *kind = item_value(&check, FIELD_CHECK_KIND);
        const struct record_value *result = item_value(&check, FIELD_CHECK_RESULT);
        if (!kind || !result) continue;
        str text = arena_printf(run->arena, "%.*s:%.*s", STR_ARG(kind->text), STR_ARG(result->text));
        struct origin origins[2] = { item_origin(&check, kind), item_origin(&check, result) };
        if (text.len) feature_add(run, FEATURE_CHECK_FINDING, 0, text, origins, 2);
    }
}

static void rate(struct evidence_run *run)
{
    enum { MOST = 1000000 };
    bool found = false;
    int64_t least = 0;
    struct origins kept = { .count = 0 };
    for (struct origin at = { 0, NULL }, usual; evidence_next(run, FIELD_APP_RATE, &at);) {
        int64_t asked, market;
        if (!evidence_beside(run, &at, FIELD_APP_MARKET_RATE, &usual)) continue;
        if (!money_read(at.value->text, &asked) || !money_read(usual.value->text, &market)) continue;
        if (asked < 0 || market <= 0 || asked / market > MOST / 100) continue;
        int64_t share = asked * 100 / market; /* both below 10^15 */
        if (found && share >= least) continue;
        found = true;
        least = share;
        kept = (struct origins){ .at = { at, usual }, .count = 2 };
    }
    if (found) feature_give(run, FEATURE_APP_RATE_SHARE, least, &kept);
}

void feature_findings(struct evidence_run *run)
{
    findings(run);
    rate(run);
}
