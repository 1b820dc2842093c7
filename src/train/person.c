/* Who somebody is: the parts in the order in which they rest on each other. */
#include "train/person.h"

#include "base/date.h"
#include "base/num.h"

/* --- households ---------------------------------------------------------------------------------- */

/*
 * People of one culture come in pairs; few pairs are a household. A disguised one is in none.
 *
 *   id = culture + 20 x number in the culture;  pair = numbers 2k and 2k + 1
 */
static uint32_t other_of(uint32_t id)
{
    uint32_t number = id / CULTURE_COUNT;
    return (number ^ 1) * CULTURE_COUNT + id % CULTURE_COUNT;
}

static void pair_find(struct person *p)
{
    struct prng r;
    uint32_t member, other = other_of(p->id);
    uint32_t pair = p->id / CULTURE_COUNT / 2 * CULTURE_COUNT + p->id % CULTURE_COUNT;
    p->pair = -1;
    if (p->group || other >= p->plan->people || plan_group(p->plan, other, &member)) return;
    prng_init(&r, p->plan->seed, TOPIC_PAIR, pair);
    if (!prng_chance(&r, train_accidents[ACC_SHARED_HOME].per_mille)) return;
    p->pair = (int32_t)pair;
    p->pair_side = (uint8_t)(p->id / CULTURE_COUNT % 2);
    p->accidents |= UINT64_C(1) << ACC_SHARED_HOME;
}

/* --- birth, home --------------------------------------------------------------------------------- */

static void place_make(struct person *p, struct prng *r)
{
    const struct train_culture *c = &train_cultures[p->culture];
    struct prng shared = *r, *from = r;
    if (p->pair >= 0) { /* one home for both */
        prng_init(&shared, p->plan->seed, TOPIC_PAIR, (uint64_t)p->pair | 1u << 30);
        from = &shared;
    }
    p->origin = world_share(from, c->home, c->home_count);
    uint8_t lives = p->origin;
    if (prng_chance(from, c->abroad)) lives = world_share(from, c->to, c->to_count);
    if (lives != p->origin && prng_chance(r, 350)) p->origin = lives; /* naturalised, or born there */
    home_make(from, lives, world_city(from, lives), p->arena, &p->home);
}

static bool is_twin(const struct person *p)
{
    struct prng r;
    if (p->pair < 0) return false;
    prng_init(&r, p->plan->seed, TOPIC_PAIR, (uint64_t)p->pair | 2u << 30);
    return prng_chance(&r, 1000u * train_accidents[ACC_TWIN].per_mille / train_accidents[ACC_SHARED_HOME].per_mille);
}

static void birth_make(struct person *p, struct prng *r)
{
    struct prng shared = *r;
    bool twin = is_twin(p);
    if (twin) {
        p->accidents |= UINT64_C(1) << ACC_TWIN;
        prng_init(&shared, p->plan->seed, TOPIC_PAIR, (uint64_t)p->pair | 3u << 30);
    } else {
        p->accidents &= ~(UINT64_C(1) << ACC_TWIN);
    }
    struct prng *from = twin ? &shared : r;
    p->birth = TODAY - 366 * 21 - (int32_t)prng_hump(from, 366 * 34); /* 21 to 55, most in the thirties */
    p->sex = (uint8_t)prng_chance(from, 330); /* ours: women are about a third of applicants in software */
}

/* Names of a household: twins share the family name, half of the couples too. */
static void names_make(struct person *p, struct prng *r)
{
    name_make(r, p->culture, p->origin, p->sex, p->arena, &p->name);
    if (p->pair >= 0 && p->pair_side) {
        struct prng first;
        struct person_name other;
        prng_init(&first, p->plan->seed, TOPIC_WHO, other_of(p->id));
        if (has_met(p, ACC_TWIN) && p->name.family.latin.len) {
            name_make(&first, p->culture, p->origin, p->sex, p->arena, &other);
            p->name.family = other.family;
            p->name.mail_last = other.mail_last;
            p->name.native = STR_EMPTY;
            p->name.written = name_western(&p->name, p->arena);
        }
    }
    /* Married names, where that is the custom (Pew 2023; not in the cultures left out). */
    static const uint8_t custom[] = { CULTURE_ENGLISH, CULTURE_GERMAN, CULTURE_FRENCH, CULTURE_POLISH,
                                      CULTURE_UKRAINIAN, CULTURE_TURKISH, CULTURE_HEBREW, CULTURE_INDIAN,
                                      CULTURE_FILIPINO, CULTURE_JAPANESE, CULTURE_NIGERIAN, CULTURE_KENYAN };
    bool is_custom = false;
    for (size_t i = 0; i < COUNT_OF(custom); i++) is_custom |= custom[i] == p->culture;
    if (!is_custom || !p->sex || !p->name.family.latin.len) p->accidents &= ~(UINT64_C(1) << ACC_MARRIAGE_NAME);
    if (has_met(p, ACC_MARRIAGE_NAME)) {
        struct person_name other;
        name_make(r, p->culture, p->origin, p->sex, p->arena, &other);
        p->name.former = p->name.family;
        if (other.family.latin.len) p->name.family = other.family;
        p->name.native = STR_EMPTY;
        p->name.written = arena_printf(p->arena, "%.*s %.*s", (int)str_index(p->name.given.latin, ' '),
                                       p->name.given.latin.data, STR_ARG(p->name.family.latin));
    }
}

/* --- times, contacts ------------------------------------------------------------------------------- */

static void times_make(struct person *p, struct prng *r)
{
    enum data_profile d = p->org.profile;
    bool can_work = d == DATA_ONBOARD || d == DATA_IAM || d == DATA_MDM;
    bool is_hired = p->label == LABEL_FARM || p->label == LABEL_RENTED || prng_chance(r, 450);
    p->is_worker = can_work && is_hired;
    if (p->is_worker) {
        p->applied = TODAY - prng_range(r, 70, 540);
        p->started = p->applied + prng_range(r, 18, 50);
    } else {
        p->applied = TODAY - prng_range(r, 2, 170);
        if (d == DATA_MARKET) p->applied = TODAY - prng_range(r, 40, 900); /* when the account was made */
    }
    uint8_t zone = train_cities[p->group ? p->real_city : p->home.city].zone;
    if (p->group && !is_planted(p, TRAIT_OPERATOR_HOURS)) zone = train_cities[p->home.city].zone;
    p->applied_s = zone_utc(zone, p->applied, 8 * 3600 + (int32_t)prng_hump(r, 15 * 3600));
}

static void contacts_make(struct person *p)
{
    struct prng r;
    stream(p, TOPIC_CONTACT, &r);
    char year[16];
    date_text(p->birth, year);
    int born = (year[0] - '0') * 1000 + (year[1] - '0') * 100 + (year[2] - '0') * 10 + (year[3] - '0');
    uint8_t country = has_met(p, ACC_FOREIGN_PHONE) ? p->origin : p->home.country;
    p->phone = phone_make(&r, country, p->arena);
    p->email = mail_make(&r, &p->name, p->home.country, born, false, p->arena);
    str trade = mail_make(&r, &p->name, COUNTRY_US, born, true, p->arena);
    if (planted(p, TRAIT_TRADE_DIGITS)) p->email = trade;
    if (p->pair >= 0 && !has_met(p, ACC_TWIN)) {
        struct prng shared;
        prng_init(&shared, p->plan->seed, TOPIC_PAIR, (uint64_t)p->pair | 1u << 29);
        if (prng_chance(&shared, 120)) p->phone = phone_make(&shared, p->home.country, p->arena);
    }
    if (p->cell && planted(p, TRAIT_ONE_MAILBOX_PHONE)) {
        if (p->cell->operator_key % 2)
            p->phone = p->cell->phone;
        else
            p->email = p->cell->mail;
    }
    struct person_name other;
    if (planted(p, TRAIT_MAIL_OTHER_NAME) || met(p, ACC_SHARED_MAIL)) {
        name_make(&r, p->culture, p->origin, (uint8_t)!p->sex, p->arena, &other);
        p->email = mail_make(&r, &other, p->home.country, born, false, p->arena);
    }
}

/* --- the disguised ---------------------------------------------------------------------------------- */

/* Companies that could have hired a farm's identity, or where a ring has its accounts. */
static uint32_t org_for(struct person *p)
{
    uint32_t orgs = p->plan->people / ORG_PEOPLE + 1, number = p->id / ORG_PEOPLE;
    struct prng r;
    struct org o;
    bool is_hired = p->label == LABEL_FARM || p->label == LABEL_RENTED, is_market = p->label == LABEL_RING;
    if (!is_hired && !is_market) return number;
    prng_init(&r, p->plan->seed, TOPIC_OPERATOR, p->id);
    if (is_market) { /* a ring works on one market */
        prng_init(&r, p->plan->seed, TOPIC_OPERATOR, (uint64_t)p->group_number | UINT64_C(1) << 41);
        number = prng_below(&r, orgs);
    }
    for (int tries = 0; tries < 200; tries++) {
        org_make(p->plan, number, p->arena, &o);
        if (is_market ? o.profile == DATA_MARKET
                      : o.profile == DATA_ONBOARD || o.profile == DATA_IAM || o.profile == DATA_MDM)
            break;
        number = prng_below(&r, orgs);
    }
    return number;
}

static void hands_make(struct person *p)
{
    struct cell *cell = arena_calloc(p->arena, 1, sizeof *cell);
    if (!cell) return;
    cell_make(p, p->arena, cell);
    p->cell = cell;
    p->real_city = cell->real_city;
    p->real_zone = train_cities[cell->real_city].zone;
    if (p->label == LABEL_FARM) { /* they live where the laptops can be; those who rent a name live in it */
        p->home.country = cell->host.country;
        struct prng r;
        prng_init(&r, p->plan->seed, TOPIC_OPERATOR, p->id | UINT64_C(1) << 40);
        home_make(&r, p->home.country, world_city(&r, p->home.country), p->arena, &p->home);
        bool is_native = false;
        const struct train_culture *c = &train_cultures[p->culture];
        for (size_t i = 0; i < c->home_count; i++) is_native |= c->home[i].country == p->home.country;
        if (is_native || prng_chance(&r, 500)) p->origin = p->home.country; /* else one of those who came */
    }
}

void person_make(const struct train_plan *plan, uint32_t id, struct arena *a, struct person *ret)
{
    struct prng r;
    *ret = (struct person){ .plan = plan, .id = id, .arena = a, .pair = -1 };
    ret->group = plan_group(plan, id, &ret->member);
    if (ret->group) {
        ret->label = (enum train_label)ret->group->label;
        ret->level = ret->group->level;
        ret->group_number = (uint32_t)(ret->group - plan->groups) + 1;
    }
    ret->subject = plan_subject(plan, id, a);
    ret->culture = (uint8_t)(id % CULTURE_COUNT);
    fate_draw(ret);
    pair_find(ret);
    stream(ret, TOPIC_WHO, &r);
    org_make(plan, org_for(ret), a, &ret->org);
    birth_make(ret, &r);
    place_make(ret, &r);
    if (ret->group) hands_make(ret);
    names_make(ret, &r);
    times_make(ret, &r);
    contacts_make(ret);
    career_make(ret);
}
