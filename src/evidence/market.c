/* Markets: bids won. Rings of reviews and copied bids need other accounts: the room link has those. */
#include "evidence/own.h"

void feature_market(struct evidence_run *run)
{
    enum { BIDS_MIN = 50, BIDS_MAX = 100000000 };
    int64_t bids = 0, wins = 0, n, won;
    struct origins o = { .count = 0 };
    struct item at = { .items = 0 };
    while (item_next(run, GROUP_DEAL, &at)) {
        if (!item_count(&at, FIELD_DEAL_BIDS, &n) || !item_count(&at, FIELD_DEAL_WINS, &won) || won > n ||
            n > BIDS_MAX)
            continue;
        bids += n;
        wins += won;
        origins_add(&o, item_origin(&at, item_value(&at, FIELD_DEAL_BIDS)));
        origins_add(&o, item_origin(&at, item_value(&at, FIELD_DEAL_WINS)));
    }
    if (bids >= BIDS_MIN) feature_give(run, FEATURE_DEAL_WIN_BP, wins * 10000 / bids, &o);
}
