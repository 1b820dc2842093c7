/* A freelance market: bids, contracts with reviews, messages, payouts. */
#include "train/person.h"

#include "base/num.h"

static str bid_text(struct person *p, struct prng *r)
{
    if (p->cell && planted(p, TRAIT_BID_MASTER)) {
        struct prng m;
        prng_init(&m, p->plan->seed, TOPIC_MASTER, (uint64_t)p->group_number << 8);
        return text_fill(&m, world_word(&m, WORDS_BIDMASTER), p, p->arena);
    }
    if (prng_chance(r, 60)) return world_word(r, WORDS_BIDMASTER); /* texts that go round */
    str plan = text_fill(r, world_word(r, WORDS_BIDTEXT), p, p->arena);
    str skill = world_word(r, WORDS_SKILL);
    return arena_printf(p->arena, "%.*s I have %u years with %.*s.", STR_ARG(plan), p->experience, STR_ARG(skill));
}

static str account_of(const struct person *p, uint32_t id)
{
    return arena_printf(p->arena, "acct-%.*s", 12, hash_make(prng_mix(p->plan->seed, TOPIC_MARKET, id), p->arena).data);
}

static void bids(struct person *p, struct out *o, struct prng *r)
{
    bool is_flood = planted(p, TRAIT_BID_FLOOD) || met(p, ACC_FLOODER);
    const struct train_country *c = &train_countries[p->home.country];
    for (int i = 0, n = prng_range(r, 1, 4); i < n; i++) {
        out_record(o, p, "bid");
        out_str(o, "time", when_utc(instant(r, TODAY - 60, TODAY - 3), p->arena));
        out_str(o, "account", account_of(p, p->id));
        out_object(o, "deal");
        out_str(o, "client", account_of(p, 1u << 30 | prng_below(r, 4000)));
        out_str(o, "text", bid_text(p, r));
        out_int(o, "amount", (int64_t)c->rate * prng_range(r, is_planted(p, TRAIT_LOW_ASK) ? 6 : 12, 40));
        if (i == 0) {
            int32_t sent = is_flood ? prng_range(r, 150, 900) : prng_range(r, 3, 60);
            out_int(o, "bids", sent);
            out_int(o, "wins", is_flood ? prng_range(r, 0, sent / 60) : prng_range(r, 0, sent / 4 + 1));
            out_int(o, "bids_login", is_flood ? prng_range(r, 20, 90) : prng_range(r, 1, 9));
        }
        out_object_end(o);
        out_end(o);
    }
}

static void contracts(struct person *p, struct out *o, struct prng *r)
{
    bool is_mutual = p->cell && p->group->size > 1 && planted(p, TRAIT_MUTUAL_REVIEW);
    bool is_own = p->cell && planted(p, TRAIT_CLIENT_MONEY);
    for (int i = 0, n = prng_range(r, 0, 3) + (is_mutual ? 1 : 0); i < n; i++) {
        bool is_ring = is_mutual && i == 0;
        uint32_t other = 1u << 30 | prng_below(r, 4000);
        if (is_ring) other = plan_member(p->plan, p->group, (p->member + 1) % p->group->size); /* plays the client */
        int32_t day = TODAY - prng_range(r, 5, 50);
        out_record(o, p, "contract");
        out_str(o, "time", when_utc((int64_t)day * DAY_S + 40000, p->arena));
        out_str(o, "account", account_of(p, p->id));
        out_object(o, "deal");
        out_str(o, "client", account_of(p, other));
        out_int(o, "amount", (int64_t)train_countries[p->home.country].rate * prng_range(r, 5, 120));
        if (is_ring || prng_chance(r, 750)) {
            out_int(o, "rating", is_ring || prng_chance(r, 700) ? 5 : prng_range(r, 1, 4));
            out_str(o, "reviewer", account_of(p, other));
        }
        if (prng_chance(r, 200)) out_int(o, "verified_new_developers", is_ring ? prng_range(r, 2, 6) : prng_chance(r, 30) ? prng_range(r, 2, 5) : prng_range(r, 0, 1));
        if (planted(p, TRAIT_PREPAY_ASKED) || prng_chance(r, 50)) out_int(o, "jobs_no_milestone", prng_range(r, 1, p->group ? 4 : 2));
        out_object_end(o);
        if (is_own && is_ring) {
            out_object(o, "pay");
            out_str(o, "account", p->cell->account[0]);
            out_object_end(o);
        }
        out_end(o);
    }
}

static void messages(struct person *p, struct out *o, struct prng *r)
{
    bool is_push = planted(p, TRAIT_OFF_PLATFORM_PUSH) || met(p, ACC_OFF_PLATFORM);
    for (int i = 0, n = prng_range(r, 1, 4); i < n; i++) {
        out_record(o, p, "message");
        out_str(o, "time", when_utc((int64_t)(TODAY - 30 + i) * DAY_S + prng_range(r, 0, 86000), p->arena));
        out_object(o, "msg");
        out_str(o, "channel", STR("platform"));
        out_str(o, "from", account_of(p, p->id));
        out_str(o, "to", account_of(p, 1u << 30 | prng_below(r, 4000)));
        enum train_word_id what = is_push && i < 2 ? WORDS_OFFPLATFORM : WORDS_MESSAGE;
        bool asks_first = planted(p, TRAIT_PREPAY_ASKED) || prng_chance(r, 20);
        bool asks_switch = planted(p, TRAIT_SWITCH_ASKED) || prng_chance(r, 1);
        if (i == n - 1 && asks_first) what = WORDS_PREPAY;
        if (i == 0 && asks_switch) what = WORDS_SWITCH;
        out_str(o, "text", world_word(r, what));
        out_object_end(o);
        out_end(o);
    }
}

/* The account's papers and where its money goes. */
static void payouts(struct person *p, struct out *o, struct prng *r)
{
    uint8_t country = p->home.country;
    str account = account_make(r, country, p->arena), holder = name_western(&p->name, p->arena);
    if (met(p, ACC_PARTNER_ACCOUNT) || (p->cell && planted(p, TRAIT_PAYEE_OTHER))) {
        struct person_name n;
        name_make(r, p->culture, p->origin, (uint8_t)!p->sex, p->arena, &n);
        holder = p->cell ? p->cell->account_name[0] : name_western(&n, p->arena);
    } else if (met(p, ACC_COMPANY_PAYEE)) {
        str domain;
        holder = firm_make(r, country, p->arena, &domain);
    }
    if (p->cell && planted(p, TRAIT_PAYOUT_SHARED)) {
        account = p->cell->account[p->cell->operator_number % CELL_ACCOUNTS];
        country = p->cell->account_country[p->cell->operator_number % CELL_ACCOUNTS];
    } else if (planted(p, TRAIT_PAYOUT_ABROAD)) {
        country = prng_chance(r, 600) ? COUNTRY_CN : COUNTRY_HK;
        account = account_make(r, country, p->arena);
    }
    out_record(o, p, "payment");
    out_str(o, "time", when_utc((int64_t)(TODAY - prng_range(r, 3, 30)) * DAY_S + 50000, p->arena));
    out_str(o, "stage", STR("payment"));
    out_str(o, "account", account_of(p, p->id));
    out_int(o, "amount", (int64_t)train_countries[p->home.country].rate * prng_range(r, 10, 150));
    out_str(o, "currency", STR("USD"));
    out_object(o, "pay");
    out_str(o, "payee", holder);
    out_str(o, "account", account);
    out_str(o, "country", train_countries[country].code);
    bool is_service = planted(p, TRAIT_MONEY_SERVICE_PAY) || met(p, ACC_MONEY_SERVICE) || prng_chance(r, 250);
    bool is_coin = planted(p, TRAIT_CRYPTO_REQUEST) || met(p, ACC_CRYPTO_PAY);
    out_str(o, "method", is_service ? STR("payoneer") : prng_chance(r, 250) ? STR("wise") : STR("bank"));
    if (planted(p, TRAIT_PAYOUT_CHANGED) || met(p, ACC_PAYOUT_CHANGE)) {
        out_list(o, "changed_at");
        out_item(o, when_utc((int64_t)(TODAY - prng_range(r, 10, 85)) * DAY_S + 20000, p->arena));
        if (p->group && prng_chance(r, 350)) out_item(o, when_utc((int64_t)(TODAY - prng_range(r, 2, 9)) * DAY_S + 20000, p->arena));
        out_list_end(o);
    }
    if (is_coin) {
        out_list(o, "request");
        out_item(o, STR("crypto"));
        out_list_end(o);
    }
    out_object_end(o);
    if (is_coin && org_has(&p->org, HAS_WALLET)) {
        bool is_one = p->cell && planted(p, TRAIT_SHARED_WALLET);
        out_object(o, "wal");
        out_str(o, "address", is_one ? p->cell->wallet
                                     : wallet_make(r, p->arena));
        out_str(o, "use", STR("payout"));
        out_object_end(o);
    }
    out_end(o);
}

/* An account handed over: another device and clock from some day on. */
static void handover(struct person *p, struct out *o)
{
    if (!p->cell || !planted(p, TRAIT_HANDOVER)) return;
    struct prng r;
    prng_init(&r, p->plan->seed, TOPIC_MARKET, p->id | UINT64_C(1) << 43);
    for (int i = 0; i < 4; i++) {
        uint16_t net;
        struct prng who;
        prng_init(&who, p->cell->operator_key, TOPIC_MARKET, (uint64_t)i % 2);
        out_record(o, p, "login");
        out_str(o, "time", when_utc((int64_t)(TODAY - 20 + i) * DAY_S + prng_range(&r, 0, 86000), p->arena));
        out_object(o, "net");
        out_str(o, "ip", ip_text(net_pick(&r, NET_VPN, p->home.country, &net), p->arena));
        if (org_has(&p->org, HAS_GEO)) out_str(o, "country", train_countries[train_nets[net].country].code);
        out_str(o, "device", hash_make(prng_next(&who), p->arena));
        out_object_end(o);
        out_end(o);
    }
}

void write_market(struct person *p, struct out *o)
{
    struct prng r;
    if (p->org.profile != DATA_MARKET) return;
    stream(p, TOPIC_MARKET, &r);
    bids(p, o, &r);
    contracts(p, o, &r);
    messages(p, o, &r);
    payouts(p, o, &r);
    handover(p, o);
}
