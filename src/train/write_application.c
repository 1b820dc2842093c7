/* The application: what an applicant-tracking system, or a market's profile, holds of a person. */
#include "train/person.h"

#include "base/num.h"

static str zone_name(uint8_t zone)
{
    return train_zones[zone].name;
}

/* The zone that this person's own browser reports. */
static uint8_t own_zone(struct person *p)
{
    struct prng r;
    uint8_t home = train_cities[p->home.city].zone;
    stream(p, TOPIC_DEVICE, &r);
    if (p->group && planted(p, TRAIT_OWN_CLOCK)) return p->real_zone;
    if (met(p, ACC_CLOCK_UNSET)) return train_cities[world_city(&r, p->origin == p->home.country ? COUNTRY_US : p->origin)].zone;
    return home;
}

static void names(struct person *p, struct out *o, struct prng *r)
{
    str whole = p->name.written;
    if (met(p, ACC_TYPO_NAME)) whole = name_slip(r, whole, p->arena);
    size_t cut = str_index(whole, ' ');
    if (org_has(&p->org, HAS_NAME_PARTS) && cut < whole.len) {
        size_t last = cut;
        for (size_t i = 0; i < whole.len; i++)
            if (whole.data[i] == ' ' && prng_chance(r, 700)) last = i;
        out_str(o, "first_name", str_sub(whole, 0, last));
        out_str(o, "last_name", str_from(whole, last + 1));
    } else {
        out_str(o, "name", whole);
    }
    if (org_has(&p->org, HAS_NATIVE)) out_str(o, "alias", p->name.native);
}

/* A birth date as the form has it: typed wrong, or counted the old way. */
static void birth(struct person *p, struct out *o)
{
    str text = day_text(p->birth, p->arena);
    int day = (text.data[8] - '0') * 10 + text.data[9] - '0';
    if (met(p, ACC_TYPO_BIRTH)) {
        if (day <= 12)
            text = arena_printf(p->arena, "%.4s-%.2s-%.2s", text.data, text.data + 8, text.data + 5);
        else
            text = arena_printf(p->arena, "%.8s%02d", text.data, day == 20 ? 21 : day - 1);
    } else if (p->culture == CULTURE_KOREAN && met(p, ACC_AGE_COUNTING)) {
        int year = (text.data[0] - '0') * 1000 + (text.data[1] - '0') * 100 + (text.data[2] - '0') * 10 + text.data[3] - '0';
        text = arena_printf(p->arena, "%d%.6s", year - 1, text.data + 4);
    }
    if (planted(p, TRAIT_BIRTH_CONFLICT)) /* the story is another than the paper's */
        text = day_text(p->birth + 400 + (int32_t)(prng_mix(p->plan->seed, TOPIC_FATE, p->id) % 2500), p->arena);
    out_str(o, "birth_date", text);
}

static void contacts(struct person *p, struct out *o, struct prng *r)
{
    bool is_known = org_has(&p->org, HAS_ENRICH), is_young = planted(p, TRAIT_YOUNG_MAILBOX) || met(p, ACC_NEW_MAIL);
    int32_t age = is_young ? prng_range(r, 3, 80) : prng_range(r, 300, 300 + 320 * (int32_t)p->experience);
    int32_t at = p->applied;
    out_object(o, "email");
    out_str(o, "value", p->email);
    if (is_known) {
        out_str(o, "first_seen", day_text(at - age, p->arena));
        out_int(o, "breaches", is_young ? 0 : prng_below(r, 7));
        bool is_other = p->cell && is_planted(p, TRAIT_YOUNG_MAILBOX) && prng_chance(r, 80);
        if (prng_chance(r, 350)) {
            out_list(o, "profile_name");
            out_item(o, is_other ? p->cell->author
                                 : prng_chance(r, 500) ? p->name.written : name_western(&p->name, p->arena));
            out_list_end(o);
        }
    }
    out_object_end(o);
    out_object(o, "phone");
    out_str(o, "value", p->phone);
    if (is_known) {
        bool is_voip = planted(p, TRAIT_VOIP_NUMBER) || met(p, ACC_VOIP_PHONE);
        bool is_new = planted(p, TRAIT_YOUNG_NUMBER);
        str type = is_voip ? STR("voip") : met(p, ACC_PREPAID_PHONE) ? STR("prepaid")
                                         : prng_chance(r, 960) ? STR("mobile") : STR("fixed");
        out_str(o, "line_type", type);
        int32_t seen = is_new ? prng_range(r, 3, 70) : prng_range(r, 200, 3600);
        if (met(p, ACC_RECYCLED_PHONE)) seen = prng_range(r, 2000, 5000);
        out_str(o, "first_seen", day_text(at - seen, p->arena));
    }
    bool is_churn = planted(p, TRAIT_CONTACT_CHURN) || prng_chance(r, 30);
    if (is_churn) {
        out_list(o, "changed_at");
        for (int i = 0, n = prng_range(r, 1, p->group ? 3 : 2); i < n; i++)
            out_item(o, when_utc((int64_t)(at + prng_range(r, 1, 60)) * DAY_S + 40000, p->arena));
        out_list_end(o);
    }
    out_object_end(o);
}

static void wishes(struct person *p, struct out *o, struct prng *r)
{
    const struct train_country *c = &train_countries[p->home.country];
    int32_t at = p->applied;
    static const char *const sources[] = { "board", "board", "board", "careers page", "careers page", "agency" };
    out_object(o, "app");
    out_str(o, "role", p->role);
    out_str(o, "applied_at", when_utc(p->applied_s, p->arena));
    bool is_referred = met(p, ACC_REFERRED) || planted(p, TRAIT_PUSHES_OTHERS);
    bool is_agency = has_met(p, ACC_MASTER_TEXT) && !p->group;
    if (org_has(&p->org, HAS_SOURCE))
        out_str(o, "source", is_referred ? STR("referral") : is_agency ? STR("agency")
                                         : str_c(sources[prng_below(r, COUNT_OF(sources))]));
    if (org_has(&p->org, HAS_SOURCE) && is_referred) {
        /* a few refer many; members of a group refer each other */
        uint32_t from = p->org.number * ORG_PEOPLE + (prng_chance(r, 200) ? 7 : prng_below(r, ORG_PEOPLE));
        if (p->group && p->group->size > 1 && is_planted(p, TRAIT_PUSHES_OTHERS))
            from = plan_member(p->plan, p->group, 0);
        if (from < p->plan->people && from != p->id) out_str(o, "referrer", plan_subject(p->plan, from, p->arena));
    }
    if (org_has(&p->org, HAS_RATE)) {
        bool is_low = planted(p, TRAIT_LOW_ASK) || met(p, ACC_LOW_RATE);
        uint32_t rate = c->rate * (is_low ? (uint32_t)prng_range(r, 35, 58) : (uint32_t)prng_range(r, 75, 135)) / 100;
        out_int(o, "rate", rate ? rate : 1);
        out_str(o, "rate_unit", STR("hour"));
        out_int(o, "market_rate", c->rate);
    }
    if (org_has(&p->org, HAS_ZONE)) out_str(o, "zone", zone_name(train_cities[p->home.city].zone));
    if (prng_chance(r, 500)) out_str(o, "work_country", c->code);
    if (org_has(&p->org, HAS_ADDRESS) && prng_chance(r, 300))
        out_str(o, "local_since", day_text(at - prng_range(r, 200, 8000), p->arena));
    out_int(o, "experience_years", p->experience);
    out_flag(o, "is_remote", is_planted(p, TRAIT_ALL_REMOTE) || has_met(p, ACC_REMOTE_ONLY) || prng_chance(r, 550));
    if (org_has(&p->org, HAS_FORM)) {
        bool is_fast = (p->group && planted(p, TRAIT_MASTER_RESUME)) || prng_chance(r, 120);
        out_int(o, "fill_seconds", is_fast ? prng_range(r, 25, 90) : prng_range(r, 110, 1500));
        out_int(o, "paste_share", is_fast ? prng_range(r, 70, 100) : prng_range(r, 0, 75));
        bool is_op = p->cell && planted(p, TRAIT_OPERATOR_DEVICE);
        if (prng_chance(r, 600)) out_int(o, "accounts", is_op ? prng_range(r, 2, 6) : prng_chance(r, 60) ? 2 : 1);
    }
    bool is_versions = planted(p, TRAIT_CAREER_VERSIONS);
    if (is_versions || prng_chance(r, 90)) out_int(o, "versions", is_versions ? prng_range(r, 2, 6) : prng_range(r, 1, 2));
    if (org_has(&p->org, HAS_TALKS)) {
        bool is_away = planted(p, TRAIT_CAMERA_AVOIDED) && prng_chance(r, 600);
        bool is_shy = met(p, ACC_NO_CAMERA) && prng_chance(r, 350);
        static const char *const answers[] = { "met", "agreed", "agreed", "agreed" };
        if (prng_chance(r, 700)) {
            str answer = str_c(answers[prng_below(r, COUNT_OF(answers))]);
            if (is_away || is_shy) answer = prng_chance(r, 500) ? STR("deferred") : STR("declined");
            out_str(o, "in_person", answer);
            int32_t often = is_away ? prng_range(r, 2, 5) : is_shy ? prng_range(r, 1, 3) : prng_chance(r, 120) ? prng_range(r, 1, 3) : 0;
            out_int(o, "deferrals", often);
        }
        if (prng_chance(r, 400))
            out_str(o, "verification", is_away && prng_chance(r, 300)   ? STR("declined_all")
                                       : is_away || prng_chance(r, 50) ? STR("declined_some")
                                                                       : STR("done"));
    }
    out_object_end(o);
}

static void employers(struct person *p, struct out *o, struct prng *r)
{
    bool is_checked = org_has(&p->org, HAS_CHECKS);
    if (!org_has(&p->org, HAS_JOBS)) return;
    out_list(o, "job");
    for (size_t i = 0; i < p->jobs; i++) {
        const struct job *j = &p->job[i];
        out_object(o, NULL);
        out_str(o, "employer", j->employer);
        out_str(o, "title", j->title);
        out_str(o, "start", day_text(j->start, p->arena));
        if (j->end) out_str(o, "end", day_text(j->end, p->arena));
        out_str(o, "place", j->place);
        if (prng_chance(r, 700)) out_flag(o, "is_remote", j->is_remote);
        if (prng_chance(r, 300)) out_str(o, "domain", j->domain);
        if (is_checked && i < 2) {
            uint32_t fate = prng_below(r, 1000);
            str said = fate < 820 ? STR("confirmed") : fate < 995 ? STR("no_answer") : STR("denied");
            if (met(p, ACC_EMPLOYER_GONE)) said = STR("no_answer");
            if (p->group && planted(p, TRAIT_EMPLOYER_UNKNOWN)) said = fate < 550 ? STR("denied") : STR("no_answer");
            out_str(o, "check", said);
        }
        out_object_end(o);
    }
    out_list_end(o);
}

static void schools(struct person *p, struct out *o, struct prng *r)
{
    if (!org_has(&p->org, HAS_EDU) || prng_chance(r, 60)) return;
    out_list(o, "edu");
    out_object(o, NULL);
    struct person where = *p;
    if (p->origin != p->home.country && p->origin < train_country_count)
        where.home.city = world_city(r, p->origin); /* most studied where they come from */
    out_str(o, "school", text_fill(r, world_word(r, WORDS_SCHOOL), &where, p->arena));
    out_str(o, "degree", world_word(r, WORDS_DEGREE));
    out_str(o, "start", day_text(p->degree - 365 * prng_range(r, 3, 4), p->arena));
    out_str(o, "end", day_text(p->degree, p->arena));
    out_str(o, "place", train_cities[where.home.city].name);
    if (org_has(&p->org, HAS_CHECKS)) {
        uint32_t fate = prng_below(r, 1000);
        str said = fate < 850 ? STR("confirmed") : fate < 996 ? STR("no_answer") : STR("denied");
        if (met(p, ACC_FEW_PAPERS)) said = STR("no_answer");
        if (has_met(p, ACC_MARRIAGE_NAME) && met(p, ACC_MARRIAGE_NAME) && fate < 150) said = STR("other_name");
        if (p->group && planted(p, TRAIT_DEGREE_DENIED)) said = fate < 700 ? STR("denied") : STR("other_name");
        out_str(o, "check", said);
    }
    out_object_end(o);
    out_list_end(o);
}

static void resume(struct person *p, struct out *o, struct prng *r)
{
    bool has_file = org_has(&p->org, HAS_RESUME_FILE);
    if (!org_has(&p->org, HAS_RESUME) && !has_file) return;
    out_object(o, "res");
    if (org_has(&p->org, HAS_RESUME)) {
        out_str(o, "text", resume_text(p));
        out_str(o, "name", p->name.written);
        bool is_other = p->cell && is_planted(p, TRAIT_MASTER_RESUME) && prng_chance(r, 120);
        if (prng_chance(r, 800)) out_str(o, "email", is_other ? p->cell->mail : p->email);
        if (prng_chance(r, 600)) out_str(o, "phone", p->phone);
    }
    if (has_file) {
        bool is_shared = p->cell && planted(p, TRAIT_LAYOUT_SHARED);
        out_str(o, "hash", hash_make(prng_next(r), p->arena));
        if (prng_chance(r, 650)) {
            str author = prng_chance(r, 850) ? p->name.written : p->name.call;
            if (p->cell && is_planted(p, TRAIT_MASTER_RESUME) && prng_chance(r, 400)) author = p->cell->author;
            if (!p->group && prng_chance(r, 25)) { /* a friend's computer */
                struct person_name n;
                name_make(r, (uint8_t)prng_below(r, CULTURE_COUNT), COUNTRY_US, 0, p->arena, &n);
                author = name_western(&n, p->arena);
            }
            out_str(o, "author", author);
        }
        out_str(o, "software", world_word(r, WORDS_SOFTWARE));
        uint8_t zone = p->group && is_planted(p, TRAIT_OWN_CLOCK) ? p->real_zone : train_cities[p->home.city].zone;
        int64_t made = instant(r, p->applied - 120, p->applied);
        out_str(o, "made_at", when_text(made, prng_chance(r, 300) ? 0 : zone_minutes(zone, made), p->arena));
        uint32_t common = prng_below(r, 40); /* layouts that everybody downloads */
        out_str(o, "template", is_shared ? p->cell->layout
                                         : hash_make(has_met(p, ACC_SHARED_TEMPLATE) ? common : prng_next(r), p->arena));
    }
    out_object_end(o);
}

static void code_host(struct person *p, struct out *o, struct prng *r)
{
    if (!org_has(&p->org, HAS_CODE) || (has_met(p, ACC_THIN_CODE) && prng_chance(r, 500))) return;
    bool is_young = planted(p, TRAIT_YOUNG_PROFILES) || met(p, ACC_THIN_FOOTPRINT);
    bool is_revived = !is_young && met(p, ACC_REVIVED_ACCOUNT);
    int32_t age = is_young ? prng_range(r, 40, 420) : prng_range(r, 700, 900 + 250 * (int32_t)num_min_u32(p->experience, 14));
    if (is_revived) age = prng_range(r, 2200, 4200);
    bool is_thin = has_met(p, ACC_THIN_CODE), is_forks = met(p, ACC_FORKS_HEAVY);
    bool is_borrowed = planted(p, TRAIT_BORROWED_COMMITS);
    int32_t repos = is_thin ? prng_range(r, 1, 9) : prng_range(r, 6, 70);
    out_list(o, "code");
    out_object(o, NULL);
    out_str(o, "host", prng_chance(r, 850) ? STR("github") : STR("gitlab"));
    out_str(o, "handle", arena_printf(p->arena, "%.*s-made%u", STR_ARG(p->name.mail_first), prng_below(r, 1000000)));
    out_str(o, "created_at", day_text(p->applied - age, p->arena));
    if (prng_chance(r, 700)) out_str(o, "name", prng_chance(r, 800) ? p->name.written : p->name.call);
    out_int(o, "repos", repos);
    out_int(o, "forks", is_forks || is_borrowed ? repos * prng_range(r, 65, 95) / 100 : repos * prng_range(r, 5, 50) / 100);
    out_int(o, "commits", is_thin ? prng_range(r, 5, 90) : prng_range(r, 100, 4000));
    out_str(o, "first_at", day_text(p->applied - age * prng_range(r, 85, 99) / 100, p->arena));
    out_int(o, "gap_days", is_revived ? prng_range(r, 1100, 1900) : prng_range(r, 10, is_young ? 40 : 400));
    out_int(o, "recent_share", is_revived ? prng_range(r, 81, 97) : is_young ? 100 : prng_range(r, 10, 75));
    int32_t off = p->group && is_planted(p, TRAIT_OWN_CLOCK) ? prng_range(r, 40, 95) : prng_chance(r, 60) ? prng_range(r, 20, 90) : prng_range(r, 0, 12);
    out_int(o, "offset_share", off);
    out_int(o, "borrowed_share", is_borrowed ? prng_range(r, 35, 95) : prng_chance(r, 30) ? prng_range(r, 10, 45) : prng_range(r, 0, 5));
    out_int(o, "backdated_share", is_borrowed ? prng_range(r, 15, 80) : prng_chance(r, 40) ? prng_range(r, 5, 40) : 0);
    out_int(o, "followers", prng_range(r, 0, is_young ? 30 : 180));
    if (prng_chance(r, 400)) {
        out_list(o, "email");
        out_item(o, p->email);
        out_list_end(o);
        out_list(o, "author");
        out_item(o, p->name.written);
        if (prng_chance(r, 150)) out_item(o, p->name.call);
        if (p->cell && planted(p, TRAIT_AUTHOR_ROTATION)) out_item(o, p->cell->author);
        out_list_end(o);
    }
    out_object_end(o);
    if (prng_chance(r, 550)) {
        int32_t linked = is_young ? prng_range(r, 20, 340) : prng_range(r, 500, 4200);
        out_object(o, NULL);
        out_str(o, "host", STR("linkedin"));
        out_str(o, "handle", arena_printf(p->arena, "%.*s-%.*s-made%u", STR_ARG(p->name.mail_first),
                                          STR_ARG(p->name.mail_last), prng_below(r, 1000000)));
        out_str(o, "created_at", day_text(p->applied - linked, p->arena));
        out_str(o, "name", p->name.written);
        out_int(o, "links", is_young ? prng_range(r, 3, 60) : prng_range(r, 40, 900));
        out_object_end(o);
    }
    out_list_end(o);
}

static void portfolio(struct person *p, struct out *o, struct prng *r)
{
    bool is_clone = p->cell && planted(p, TRAIT_PORTFOLIO_CLONE);
    if (!org_has(&p->org, HAS_PORTFOLIO) || !(is_clone || prng_chance(r, 450))) return;
    out_object(o, "port");
    out_str(o, "url", arena_printf(p->arena, "https://%.*s%u.example/", STR_ARG(p->name.mail_last), prng_below(r, 100000)));
    bool is_young = is_planted(p, TRAIT_YOUNG_PROFILES) || prng_chance(r, 250);
    out_str(o, "created_at", day_text(p->applied - (is_young ? prng_range(r, 10, 100) : prng_range(r, 150, 3000)), p->arena));
    bool is_theme = prng_chance(r, 150); /* a site builder's theme, the same for many */
    out_str(o, "hash", is_clone ? p->cell->portfolio : hash_make(is_theme ? 4000 + prng_below(r, 25) : prng_next(r), p->arena));
    bool is_named = prng_chance(r, 700), is_theirs = is_clone && prng_chance(r, 300);
    if (is_named) out_str(o, "name", is_theirs ? p->cell->author : p->name.written);
    if (is_clone && prng_chance(r, 350)) {
        out_list(o, "analytics");
        out_item(o, arena_printf(p->arena, "G-MADE%.*s", 6, p->cell->portfolio.data));
        out_list_end(o);
    } else if (prng_chance(r, 200)) {
        out_list(o, "analytics");
        out_item(o, mask_fill(r, STR("G-MADE@@@###@"), p->arena));
        out_list_end(o);
    }
    if (prng_chance(r, 100)) out_int(o, "claims_denied", is_clone && prng_chance(r, 500) ? 1 + prng_below(r, 3) : 0);
    out_object_end(o);
}

static void picture(struct person *p, struct out *o, struct prng *r)
{
    if (!org_has(&p->org, HAS_PHOTO) || !prng_chance(r, 750)) return;
    bool is_shared = p->cell && planted(p, TRAIT_PHOTO_SHARED), is_face = planted(p, TRAIT_GENERATED_FACE);
    bool is_edited = planted(p, TRAIT_PHOTO_EDITED);
    out_object(o, "photo");
    bool is_default = !p->group && prng_chance(r, 30); /* the avatar that everybody has */
    out_str(o, "hash", is_shared ? p->cell->photo : hash_make(is_default ? 77 + prng_below(r, 3) : prng_next(r), p->arena));
    out_str(o, "from", prng_chance(r, 500) ? STR("profile") : STR("resume"));
    if (prng_chance(r, 300) || is_face)
        out_str(o, "generator", is_face || prng_chance(r, 12) ? world_word(r, WORDS_GENERATOR) : STR("none"));
    if (prng_chance(r, 300) || is_edited)
        out_str(o, "edited", is_edited && prng_chance(r, 500) ? STR("swapped") : is_edited || prng_chance(r, 80) ? STR("edited") : STR("none"));
    if (is_shared || prng_chance(r, 15) || (p->cell && planted(p, TRAIT_PHOTO_OTHER_NAMES))) {
        struct person_name n;
        name_make(r, (uint8_t)prng_below(r, CULTURE_COUNT), COUNTRY_US, p->sex, p->arena, &n);
        out_list(o, "other_name");
        out_item(o, name_western(&n, p->arena));
        out_list_end(o);
    }
    out_object_end(o);
}

/* A domain that is taken for the employer's: another ending, a letter more, a hyphen less. */
static str lookalike(struct prng *r, str domain, struct arena *a)
{
    str stem = str_sub(domain, 0, str_index(domain, '.'));
    size_t cut = str_index(stem, '-');
    switch (prng_below(r, 3)) {
    case 0:
        return arena_printf(a, "%.*s.test", STR_ARG(stem));
    case 1:
        return arena_printf(a, "%.*ss.example", STR_ARG(stem));
    default:
        return arena_printf(a, "%.*s%.*s.example", (int)cut, stem.data, (int)(stem.len > cut ? stem.len - cut - 1 : 0),
                            stem.data + (stem.len > cut ? cut + 1 : cut));
    }
}

static void referees(struct person *p, struct out *o, struct prng *r)
{
    if (!org_has(&p->org, HAS_REFEREES)) return;
    bool is_one = p->cell && planted(p, TRAIT_ONE_REFEREE), is_near = planted(p, TRAIT_REFEREE_SAME_NETWORK);
    out_list(o, "ref");
    for (int i = 0, n = prng_range(r, 1, 3); i < n; i++) {
        struct person_name name;
        const struct job *j = &p->job[num_min_u32((uint32_t)i, (uint32_t)p->jobs - 1)];
        bool is_free = planted(p, TRAIT_REFEREE_FREE_MAIL) || prng_chance(r, 220);
        uint8_t culture = prng_chance(r, 700) ? p->culture : (uint8_t)prng_below(r, CULTURE_COUNT);
        name_make(r, culture, p->home.country, (uint8_t)prng_below(r, 2), p->arena, &name);
        str domain = j->domain;
        if (i == 0 && planted(p, TRAIT_REFEREE_LOOKALIKE))
            domain = lookalike(r, domain, p->arena);
        out_object(o, NULL);
        if (is_one && i == 0) {
            out_str(o, "name", p->cell->referee_name);
            out_str(o, "email", p->cell->referee_mail);
            out_str(o, "phone", p->cell->referee_phone);
        } else {
            out_str(o, "name", name_western(&name, p->arena));
            out_str(o, "email", is_free ? mail_make(r, &name, p->home.country, 1980, false, p->arena)
                                        : arena_printf(p->arena, "%.*s.%.*s@%.*s", STR_ARG(name.mail_first),
                                                       STR_ARG(name.mail_last), STR_ARG(domain)));
            if (prng_chance(r, 500)) out_str(o, "phone", phone_make(r, p->home.country, p->arena));
        }
        out_str(o, "company", j->employer);
        if (org_has(&p->org, HAS_REFEREE_NET)) {
            uint16_t net;
            bool is_same = (is_near && i == 0) || (!p->group && prng_chance(r, 8)); /* they share an office */
            out_str(o, "ip", ip_text(is_same ? (p->group ? p->applied_ip : p->home.ip) : net_pick(r, NET_HOME, p->home.country, &net), p->arena));
        }
        if (org_has(&p->org, HAS_CHECKS)) {
            bool is_bad = p->group && is_planted(p, TRAIT_EMPLOYER_UNKNOWN) && prng_chance(r, 500);
            out_str(o, "check", is_bad ? STR("denied") : prng_chance(r, 780) ? STR("confirmed") : STR("no_answer"));
        }
        out_object_end(o);
    }
    out_list_end(o);
}

/* The line the form was sent from. */
struct line {
    uint32_t ip;
    uint16_t net, city;
    uint8_t  country;
};

static void line_find(struct person *p, struct prng *r, struct line *ret)
{
    struct line l = { p->home.ip, p->home.net, p->home.city, p->home.country };
    if (!p->group && met(p, ACC_OFFICE_NAT)) {
        struct prng office; /* a campus or office of the city: the same for all who are there */
        prng_init(&office, p->plan->seed, TOPIC_ORG, UINT64_C(1) << 40 | (uint64_t)p->home.city << 8 | prng_below(r, 3));
        l.ip = net_pick(&office, NET_HOME, l.country, &l.net);
    } else if (prng_chance(r, 180)) {
        l.ip = net_pick(r, NET_MOBILE, l.country, &l.net);
    } else if (!p->group && (has_met(p, ACC_VPN_ALWAYS) || (has_met(p, ACC_VPN_HABIT) && prng_chance(r, 450)))) {
        met(p, has_met(p, ACC_VPN_ALWAYS) ? ACC_VPN_ALWAYS : ACC_VPN_HABIT);
        enum train_net_kind kind = l.country == COUNTRY_CN && prng_chance(r, 200) ? NET_ASTRILL : NET_VPN;
        l.ip = net_pick(r, kind, prng_chance(r, 500) ? l.country : COUNTRY_US, &l.net);
    }
    if (p->cell && planted(p, TRAIT_RESIDENTIAL_PROXY)) {
        l.ip = net_pick(r, NET_HOME, l.country, &l.net);
    } else if (p->cell && (planted(p, TRAIT_SCHEME_VPN) || planted(p, TRAIT_OTHER_VPN))) {
        l.ip = p->cell->exit[0], l.net = p->cell->exit_net[0];
        if (!is_planted(p, TRAIT_EXIT_SEQUENCE))
            l.ip = net_pick(r, is_planted(p, TRAIT_SCHEME_VPN) ? NET_ASTRILL : NET_VPN, l.country, &l.net);
    }
    if (train_nets[l.net].kind >= NET_HOSTING) {
        l.country = train_nets[l.net].country;
        if (l.country < train_country_count) l.city = world_city(r, l.country);
    }
    p->applied_ip = l.ip;
    *ret = l;
}

static void origin(struct person *p, struct out *o, struct prng *r, const struct line *l)
{
    uint32_t ip = l->ip;
    uint16_t net = l->net, city = l->city;
    uint8_t country = l->country, zone = own_zone(p);
    if (!org_has(&p->org, HAS_IP)) return;
    out_object(o, "net");
    out_str(o, "ip", ip_text(ip, p->arena));
    out_str(o, "time", when_utc(p->applied_s - prng_range(r, 60, 1800), p->arena));
    out_str(o, "kind", STR("application"));
    if (org_has(&p->org, HAS_GEO)) out_str(o, "country", train_countries[country].code);
    if (org_has(&p->org, HAS_GEO) && prng_chance(r, 500)) out_str(o, "city", train_cities[city].name);
    if (org_has(&p->org, HAS_NET_TAG) && train_nets[net].kind >= NET_HOSTING && prng_chance(r, 700)) {
        out_list(o, "tag");
        out_item(o, train_nets[net].kind == NET_HOSTING ? STR("hosting") : STR("vpn"));
        out_list_end(o);
    }
    if (p->cell && is_planted(p, TRAIT_RESIDENTIAL_PROXY) && org_has(&p->org, HAS_NET_TAG) && prng_chance(r, 450)) {
        out_list(o, "tag");
        out_item(o, STR("residential_proxy"));
        out_list_end(o);
    }
    if (org_has(&p->org, HAS_BROWSER_ZONE)) {
        out_str(o, "zone", zone_name(zone));
        str agent = text_fill(r, world_word(r, WORDS_AGENT), p, p->arena);
        out_str(o, "agent", agent);
    }
    if (org_has(&p->org, HAS_FORM)) {
        bool is_op = p->cell && planted(p, TRAIT_OPERATOR_DEVICE);
        out_str(o, "device", is_op ? p->cell->device : hash_make(prng_mix(p->plan->seed, TOPIC_DEVICE, p->id), p->arena));
    }
    out_object_end(o);
}

void write_application(struct person *p, struct out *o)
{
    struct prng r;
    prng_init(&r, p->plan->seed, TOPIC_CONTACT, p->id | UINT64_C(1) << 40);
    out_record(o, p, "applicant");
    out_str(o, "time", when_utc(p->applied_s, p->arena));
    out_str(o, "stage", STR("application"));
    out_str(o, "status", p->org.profile == DATA_MARKET ? STR("contractor") : p->is_worker ? STR("current") : STR("applicant"));
    names(p, o, &r);
    if (org_has(&p->org, HAS_BIRTH)) birth(p, o);
    out_str(o, "country", train_countries[p->home.country].code);
    out_str(o, "city", train_cities[p->home.city].name);
    if (org_has(&p->org, HAS_ADDRESS)) out_str(o, "address", p->home.address);
    contacts(p, o, &r);
    wishes(p, o, &r);
    if (prng_chance(&r, 500)) {
        out_list(o, "skills");
        for (unsigned i = 0, n = 3 + prng_below(&r, 6); i < n; i++) out_item(o, world_word(&r, WORDS_SKILL));
        out_list_end(o);
    }
    employers(p, o, &r);
    schools(p, o, &r);
    resume(p, o, &r);
    code_host(p, o, &r);
    portfolio(p, o, &r);
    picture(p, o, &r);
    struct line line = { 0 };
    if (org_has(&p->org, HAS_IP)) line_find(p, &r, &line);
    referees(p, o, &r);
    origin(p, o, &r, &line);
    out_end(o);
}
