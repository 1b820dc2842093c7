/* What a group shares: a facilitator's home, operators, exits, accounts, texts. */
#include "train/person.h"

#include "base/num.h"

/* Where operators really sit, as reports name it (src: train-traits): weights ours. */
static const struct { const char *city; uint8_t weight; } seats[] = {
    { "Shenyang", 38 }, { "Dalian", 26 }, { "Vladivostok", 16 }, { "Vientiane", 12 }, { "Dubai", 8 },
};

static uint16_t city_named(const char *name)
{
    uint16_t i = 0;
    while (!str_eq(train_cities[i].name, str_c(name))) i++;
    return i;
}

static uint16_t seat_draw(struct prng *p)
{
    uint32_t want = prng_below(p, 100);
    size_t i = 0;
    while (i + 1 < COUNT_OF(seats) && want >= seats[i].weight) want -= seats[i++].weight;
    return city_named(seats[i].city);
}

/* The country in which a farm stands: one where its identities pass. */
static uint8_t host_country(const struct person *p, struct prng *r)
{
    const struct train_culture *c = &train_cultures[p->group->culture];
    if (prng_chance(r, c->abroad)) return world_share(r, c->to, c->to_count);
    return world_share(r, c->home, c->home_count);
}

static void exits_make(const struct person *p, struct prng *r, struct cell *ret)
{
    uint8_t country = p->label == LABEL_FARM ? ret->host.country : p->home.country;
    enum train_net_kind kind = prng_chance(r, 500) ? NET_ASTRILL : NET_VPN;
    for (unsigned i = 0; i < CELL_EXITS; i++) ret->exit[i] = net_pick(r, kind, country, &ret->exit_net[i]);
}

static str stranger(struct prng *r, uint8_t culture, uint8_t country, struct arena *a, struct person_name *ret)
{
    name_make(r, culture, country, (uint8_t)prng_below(r, 2), a, ret);
    return name_western(ret, a);
}

static void accounts_make(struct prng *r, struct arena *a, struct cell *ret)
{
    for (unsigned i = 0; i < CELL_ACCOUNTS; i++) {
        struct person_name n;
        bool is_host = prng_chance(r, 400);
        ret->account_country[i] = is_host ? ret->host.country : prng_chance(r, 500) ? COUNTRY_CN : COUNTRY_HK;
        ret->account[i] = account_make(r, ret->account_country[i], a);
        ret->account_name[i] = is_host ? ret->host_name
                                       : stranger(r, (uint8_t)prng_below(r, CULTURE_COUNT), COUNTRY_US, a, &n);
    }
    ret->wallet = wallet_make(r, a);
}

/* Each operator runs two to five identities. */
static void operator_make(const struct person *p, struct prng *r, struct arena *a, struct cell *ret)
{
    uint32_t each = 2 + prng_below(r, 4);
    ret->operators = (p->group->size + each - 1) / each;
    ret->operator_number = p->member / each;
    ret->operator_key = prng_mix(p->plan->seed, TOPIC_OPERATOR,
                                 (uint64_t)p->group_number << 16 | ret->operator_number);
    struct prng own;
    struct person_name n;
    prng_init(&own, ret->operator_key, TOPIC_OPERATOR, 0);
    ret->phone = phone_make(&own, ret->host.country, a);
    stranger(&own, (uint8_t)prng_below(&own, CULTURE_COUNT), ret->host.country, a, &n);
    ret->mail = mail_make(&own, &n, COUNTRY_US, 1990, true, a);
    ret->author = name_western(&n, a);
    ret->device = hash_make(prng_next(&own), a);
    ret->photo = hash_make(prng_next(&own), a);
    ret->portfolio = hash_make(prng_next(&own), a);
}

void cell_make(const struct person *p, struct arena *a, struct cell *ret)
{
    struct prng r;
    struct person_name n;
    *ret = (struct cell){ 0 };
    prng_init(&r, p->plan->seed, TOPIC_GROUP, (uint64_t)p->group_number | UINT64_C(1) << 40);
    uint8_t country = host_country(p, &r);
    home_make(&r, country, world_city(&r, country), a, &ret->host);
    ret->host_name = stranger(&r, (uint8_t)prng_below(&r, CULTURE_COUNT), country, a, &n);
    ret->homes = is_planted(p, TRAIT_ONE_HOME) ? 1 : 2 + prng_below(&r, 2);
    ret->real_city = seat_draw(&r);
    accounts_make(&r, a, ret);
    ret->referee_name = stranger(&r, (uint8_t)prng_below(&r, CULTURE_COUNT), country, a, &n);
    ret->referee_mail = mail_make(&r, &n, COUNTRY_US, 1985, false, a);
    ret->referee_phone = phone_make(&r, country, a);
    ret->layout = hash_make(prng_next(&r), a);
    ret->document_template = hash_make(prng_next(&r), a);
    operator_make(p, &r, a, ret);
    struct prng exits;
    prng_init(&exits, p->plan->seed, TOPIC_OPERATOR,
              (uint64_t)p->group_number << 16 | ret->operator_number | UINT64_C(1) << 50);
    exits_make(p, &exits, ret);
}
