/* Firms that offer the work of their people: honest ones of all sizes, and fronts. */
#include "train/person.h"

#include "base/num.h"

/* Facts about the firm, each true of some honest ones too (rates ours: docs/train.md). */
static void facts(struct person *p, struct out *o, struct prng *r, str name, str domain)
{
    struct prng g;
    int32_t since = p->applied - prng_range(r, 300, 7000);
    bool is_young = planted(p, TRAIT_DOMAIN_YOUNG), is_virtual = planted(p, TRAIT_MAIL_DROP) || prng_chance(r, 220);
    bool is_missing = planted(p, TRAIT_NOT_REGISTERED), is_small = prng_chance(r, 600);
    int32_t staff = is_small ? prng_range(r, 1, 15) : prng_range(r, 16, 400);
    if (is_young) since = p->applied - prng_range(r, 2000, 4500);
    prng_init(&g, p->plan->seed, TOPIC_VENDOR, p->group ? (uint64_t)p->group_number | UINT64_C(1) << 40 : p->id);
    out_object(o, "co");
    out_str(o, "registration", mask_fill(r, STR("MADE-#######"), p->arena));
    if (prng_chance(r, 850)) out_str(o, "registered_at", day_text(is_young && prng_chance(r, 600) ? p->applied - prng_range(r, 60, 500) : since - prng_range(r, -60, 300), p->arena));
    out_str(o, "registry_check", is_missing ? STR("not_found") : prng_chance(r, 30) ? STR("not_found") : prng_chance(r, 10) ? STR("other_name") : STR("found"));
    out_str(o, "claims_since", day_text(since, p->arena));
    out_str(o, "domain", domain);
    bool is_rebrand = prng_chance(r, 90);
    out_str(o, "domain_created", day_text(is_young ? p->applied - prng_range(r, 30, 500) : is_rebrand ? p->applied - prng_range(r, 60, 540) : since + prng_range(r, -100, 200), p->arena));
    bool is_cloned = planted(p, TRAIT_SITE_CLONED);
    if (prng_chance(r, 500)) out_int(o, "site_copy", is_cloned ? prng_range(r, 60, 98) : prng_chance(r, 40) ? prng_range(r, 40, 80) : prng_range(r, 0, 25));
    if (prng_chance(r, 500)) out_str(o, "site_hash", hash_make(is_cloned && planted(p, TRAIT_SHARED_KEYS) ? prng_next(&g) : prng_next(r), p->arena));
    if (prng_chance(r, 350)) {
        out_list(o, "analytics");
        out_item(o, planted(p, TRAIT_SHARED_KEYS) ? mask_fill(&g, STR("G-MADE@@@###@"), p->arena) : mask_fill(r, STR("G-MADE@@@###@"), p->arena));
        out_list_end(o);
    }
    if (prng_chance(r, 600)) out_str(o, "address_kind", is_virtual ? (prng_chance(r, 600) ? STR("virtual") : STR("mailbox")) : is_small && prng_chance(r, 400) ? STR("home") : STR("office"));
    struct person_name n;
    bool is_nominee = planted(p, TRAIT_NOMINEE_OFFICER);
    out_list(o, "officer");
    for (int i = 0, k = prng_range(r, 1, 3); i < k; i++) {
        name_make(is_nominee && i == 0 ? &g : r, p->culture, p->home.country, (uint8_t)prng_below(r, 2), p->arena, &n);
        out_item(o, name_western(&n, p->arena));
    }
    out_list_end(o);
    if (prng_chance(r, 500)) out_int(o, "officer_posts", is_nominee ? prng_range(r, 10, 60) : prng_chance(r, 40) ? prng_range(r, 10, 30) : prng_range(r, 1, 4));
    out_int(o, "staff", staff);
    if (prng_chance(r, 450)) out_int(o, "staff_found", planted(p, TRAIT_STAFF_UNFOUND) ? staff * prng_range(r, 0, 30) / 100 : staff * prng_range(r, 40, 100) / 100);
    if (prng_chance(r, 500)) out_str(o, "staff_named", planted(p, TRAIT_STAFF_UNNAMED) ? STR("refused") : prng_chance(r, 60) ? STR("partly") : prng_chance(r, 40) ? STR("refused") : STR("yes"));
    out_list(o, "work_country");
    out_item(o, train_countries[p->home.country].code);
    out_list_end(o);
    if (prng_chance(r, 350)) {
        out_list(o, "seen_country");
        out_item(o, planted(p, TRAIT_SEEN_ELSEWHERE) ? train_countries[train_cities[p->real_city].country].code
                    : prng_chance(r, 90) ? train_countries[prng_below(r, (uint32_t)train_country_count)].code : train_countries[p->home.country].code);
        out_list_end(o);
    }
    bool is_bank = planted(p, TRAIT_BANK_ELSEWHERE);
    if (prng_chance(r, 700)) out_str(o, "bank_country", is_bank ? STR("hk") : prng_chance(r, 50) ? STR("sg") : train_countries[p->home.country].code);
    if (prng_chance(r, 400)) out_int(o, "payees", planted(p, TRAIT_SEVERAL_PAYEES) ? prng_range(r, 2, 4) : prng_chance(r, 40) ? 2 : 1);
    if (prng_chance(r, 400)) {
        out_list(o, "client_check");
        out_item(o, planted(p, TRAIT_CLIENTS_DENY) ? STR("denied") : prng_chance(r, 650) ? STR("confirmed") : STR("no_answer"));
        out_list_end(o);
    }
    if (prng_chance(r, 400)) out_str(o, "screening", planted(p, TRAIT_NO_SCREENING) || (is_small && prng_chance(r, 450)) ? STR("none") : STR("shown"));
    out_object_end(o);
    (void)name;
}

void write_vendor(const struct train_plan *plan, uint32_t id, struct arena *a, struct out *o, struct person *ret)
{
    struct prng r;
    str domain;
    struct person *p = ret;
    *p = (struct person){ .plan = plan, .id = id, .arena = a, .pair = -1 };
    p->group = plan_group(plan, id, &p->member);
    if (p->group) {
        p->label = LABEL_FRONT;
        p->level = p->group->level;
        p->group_number = (uint32_t)(p->group - plan->groups) + 1;
    }
    p->subject = plan_subject(plan, id, a);
    p->culture = (uint8_t)(id % CULTURE_COUNT);
    fate_draw(p);
    p->accidents = 0; /* those are people's */
    stream(p, TOPIC_VENDOR, &r);
    p->origin = world_share(&r, train_cultures[p->culture].home, train_cultures[p->culture].home_count);
    home_make(&r, p->origin, world_city(&r, p->origin), a, &p->home);
    p->applied = TODAY - prng_range(&r, 5, 300);
    if (p->group) {
        struct cell *cell = arena_calloc(a, 1, sizeof *cell);
        if (!cell) return;
        cell_make(p, a, cell);
        p->cell = cell;
        p->real_city = cell->real_city;
        p->real_zone = train_cities[cell->real_city].zone;
    }
    str name = firm_make(&r, p->home.country, a, &domain);
    out_record(o, p, "vendor");
    out_str(o, "schema", STR("Company"));
    out_str(o, "time", when_utc((int64_t)p->applied * DAY_S + 40000, a));
    out_str(o, "stage", STR("vendor"));
    out_str(o, "name", name);
    out_str(o, "country", train_countries[p->home.country].code);
    out_str(o, "address", p->home.address);
    out_str(o, "email", arena_printf(a, "office@%.*s", STR_ARG(domain)));
    out_str(o, "phone", phone_make(&r, p->home.country, a));
    out_str(o, "website", arena_printf(a, "https://%.*s/", STR_ARG(domain)));
    facts(p, o, &r, name, domain);
    out_end(o);
}
