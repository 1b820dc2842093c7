/* The companies whose data it is: what they keep is theirs, whoever their people are. */
#include "train/person.h"

#include "base/num.h"

/* Shares of companies, per thousand (ours: most have nothing but an applicant-tracking export). */
static const uint16_t profile_share[DATA_PROFILES] = {
    [DATA_ATS] = 400, [DATA_ONBOARD] = 170, [DATA_IAM] = 130, [DATA_MDM] = 150, [DATA_MARKET] = 150,
};

/* Chance that a company's data holds it, per thousand (ours: public export layouts of the systems,
   src: train-exports). What a profile does not reach is not asked for. */
static const uint16_t has_share[HAS_COUNT] = {
    [HAS_IP] = 600, [HAS_BROWSER_ZONE] = 350, [HAS_RESUME] = 750, [HAS_JOBS] = 700, [HAS_EDU] = 650,
    [HAS_BIRTH] = 350, [HAS_ADDRESS] = 550, [HAS_RATE] = 500, [HAS_ENRICH] = 300, [HAS_CODE] = 450,
    [HAS_PORTFOLIO] = 350, [HAS_PHOTO] = 300, [HAS_TALKS] = 400, [HAS_TALK_SHEET] = 450, [HAS_REFEREES] = 250,
    [HAS_REFEREE_NET] = 300, [HAS_FORM] = 250, [HAS_RESUME_FILE] = 400, [HAS_NAME_PARTS] = 400,
    [HAS_NATIVE] = 300, [HAS_CHECKS] = 300, [HAS_TEST] = 250, [HAS_ZONE] = 450, [HAS_SOURCE] = 700,
    [HAS_DOC] = 850, [HAS_MRZ] = 600, [HAS_DOC_IMAGE] = 400, [HAS_DOC_FILE] = 300, [HAS_IDV] = 500,
    [HAS_RECHECK] = 400, [HAS_PAY] = 900, [HAS_PAY_CHECK] = 400, [HAS_TAX] = 400, [HAS_SHIP] = 700,
    [HAS_BUREAU] = 250, [HAS_GEO] = 900, [HAS_POINT] = 600, [HAS_NET_TAG] = 500, [HAS_ASN] = 600,
    [HAS_SECONDS] = 400, [HAS_SESSION_DEVICE] = 700, [HAS_SESSION_ZONE] = 450, [HAS_RESOLVER] = 80,
    [HAS_RTT] = 100, [HAS_WORK_TIMES] = 550, [HAS_WORK_STATS] = 400, [HAS_PROCESS] = 850, [HAS_USB] = 600,
    [HAS_EDID] = 500, [HAS_LAN] = 250, [HAS_DNS] = 200, [HAS_DEV_PLACE] = 300, [HAS_DEV_HABIT] = 350,
    [HAS_LEDGER] = 150, [HAS_WALLET] = 250,
};

/* Where companies that hire from afar sit; weights ours. */
static const struct train_share seats[] = {
    { COUNTRY_US, 50 }, { COUNTRY_GB, 12 }, { COUNTRY_DE, 10 }, { COUNTRY_JP, 8 },
    { COUNTRY_KR, 6 },  { COUNTRY_CA, 6 },  { COUNTRY_SG, 4 },  { COUNTRY_NL, 4 },
};

static enum data_profile profile_draw(struct prng *p)
{
    uint32_t want = prng_below(p, 1000);
    for (unsigned i = 0; i + 1 < DATA_PROFILES; i++) {
        if (want < profile_share[i]) return (enum data_profile)i;
        want -= profile_share[i];
    }
    return DATA_MARKET;
}

void org_make(const struct train_plan *plan, uint32_t number, struct arena *a, struct org *ret)
{
    struct prng p;
    uint16_t net;
    prng_init(&p, plan->seed, TOPIC_ORG, number);
    *ret = (struct org){ .number = number, .profile = profile_draw(&p) };
    for (unsigned h = 0; h < HAS_COUNT; h++)
        if (prng_chance(&p, has_share[h])) ret->has |= UINT64_C(1) << h;
    if (ret->profile == DATA_MARKET) { /* a market always knows these of its accounts */
        ret->has |= UINT64_C(1) << HAS_IP | UINT64_C(1) << HAS_PAY;
        if (prng_chance(&p, 500)) ret->has |= UINT64_C(1) << HAS_LEDGER;
    }
    ret->country = world_share(&p, seats, COUNT_OF(seats));
    ret->city = world_city(&p, ret->country);
    ret->name = firm_make(&p, ret->country, a, &ret->domain);
    ret->office_ip = net_pick(&p, NET_HOME, ret->country, &net);
    ret->vpn_ip = net_pick(&p, NET_HOSTING, ret->country, &net);
    ret->forces_vpn = prng_chance(&p, 120);
    ret->approves_tool = prng_chance(&p, 150);
    ret->pays_crypto = prng_chance(&p, 60);
}
