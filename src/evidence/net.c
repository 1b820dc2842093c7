/*
 * net.*: where sessions came from, counted.
 *
 * Anonymizers are no finding of their own: they are counted, and left out of everything that asks
 * where a person is. So are mobile and satellite networks, whose addresses stand for a whole country
 * or for none. Ranges that an own file calls office are never anonymizers.
 */
#include "evidence/sessions.h"

#include "base/num.h"

enum {
    DAY_S = 86400,
    PUBLISHED_DAYS = 180, /* src: knowledge-indicators */
};

/* A count and the sessions it rests on. */
struct tally {
    int64_t       n;
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t        origins;
};

static void tally_keep(struct tally *t, struct origin at)
{
    if (t->origins < FEATURE_ORIGINS_MAX) t->at[t->origins++] = at;
}

static void tally_add(struct tally *t, struct origin at)
{
    t->n++;
    tally_keep(t, at);
}

static void put(struct evidence_run *run, enum feature f, const struct tally *t)
{
    feature_add(run, f, t->n, STR_EMPTY, t->at, t->origins);
}

/* --- counting ----------------------------------------------------------------------------------- */

/* Can label data or a vendor say something of it? */
static bool is_judged(const struct session *s)
{
    return (s->has_ip && s->class == IP_PUBLIC) || s->kinds || s->has_tag;
}

static bool is_fresh(const struct evidence_run *run, const struct session *s)
{
    int64_t day = s->has_time ? session_day(s) : run->dossier->now_s / DAY_S;
    int64_t apart = day - s->published->day;
    return apart <= PUBLISHED_DAYS && apart >= -PUBLISHED_DAYS;
}

static void count_days(struct evidence_run *run, const struct sessions *all)
{
    struct tally days = { 0 };
    int64_t last = INT64_MIN;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (!s->has_ip || !s->has_time || session_day(s) == last) continue;
        last = session_day(s);
        tally_add(&days, s->at);
    }
    if (days.n) put(run, FEATURE_NET_DAYS, &days);
}

static void count_kinds(struct evidence_run *run, const struct sessions *all)
{
    struct tally sessions = { 0 }, private = { 0 }, anonymous = { 0 }, managed = { 0 }, scheme = { 0 };
    struct tally residential = { 0 }, tor = { 0 }, dprk = { 0 }, published = { 0 };
    size_t judged = 0, tagged = 0, on_managed = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        bool is_anonymous = session_is_anonymous(s);
        if (s->has_ip) tally_add(&sessions, s->at);
        if (s->has_ip && s->class != IP_PUBLIC) tally_add(&private, s->at);
        tagged += s->has_tag;
        if (!is_judged(s)) continue;
        judged++;
        on_managed += s->is_managed;
        if (is_anonymous) tally_add(&anonymous, s->at);
        if (is_anonymous && s->is_managed) tally_add(&managed, s->at);
        if (s->kinds & NET_BIT(NET_SCHEME_VPN)) tally_add(&scheme, s->at);
        if (s->kinds & NET_BIT(NET_RESIDENTIAL_PROXY)) tally_add(&residential, s->at);
        if (s->kinds & NET_BIT(NET_TOR)) tally_add(&tor, s->at);
        if (s->dprk) tally_add(&dprk, s->at);
        if (s->published && is_fresh(run, s)) tally_add(&published, s->at);
    }
    if (sessions.n) put(run, FEATURE_NET_SESSIONS, &sessions);
    if (sessions.n) put(run, FEATURE_NET_PRIVATE, &private);
    if (judged) {
        put(run, FEATURE_NET_ANONYMIZER, &anonymous);
        put(run, FEATURE_NET_SCHEME_VPN, &scheme);
        put(run, FEATURE_NET_TOR, &tor);
        put(run, FEATURE_NET_DPRK_RANGE, &dprk);
        put(run, FEATURE_NET_PUBLISHED, &published);
    }
    if (on_managed) put(run, FEATURE_NET_ANONYMIZER_MANAGED, &managed);
    if (tagged || residential.n) put(run, FEATURE_NET_RESIDENTIAL_PROXY, &residential);
}

/* --- countries ---------------------------------------------------------------------------------- */

static bool is_claimed(const struct claims *c, const char *country)
{
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->country[i], str_c(country))) return true;
    return false;
}

static void count_country_days(struct evidence_run *run, const struct sessions *all,
                               const struct claims *claims)
{
    struct tally days = { 0 };
    int64_t last = INT64_MIN;
    size_t judged = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (!s->has_time || !s->country[0] || !session_is_settled(s) || s->kind == SESSION_REFERENCE)
            continue;
        judged++;
        if (is_claimed(claims, s->country) || session_day(s) == last) continue;
        last = session_day(s);
        tally_add(&days, s->at);
    }
    if (judged && claims->count) put(run, FEATURE_NET_COUNTRY_DIFFERS_DAYS, &days);
}

enum { COUNTRIES_MAX = 64 };

/* Most different countries in any 24 hours: a window over the sessions in order of time. */
static void count_countries_24h(struct evidence_run *run, const struct sessions *all)
{
    const char *name[COUNTRIES_MAX];
    size_t in_window[COUNTRIES_MAX] = { 0 }, names = 0, now = 0, judged = 0, left = 0;
    struct tally most = { 0 };
    uint8_t *which = arena_alloc(run->arena, all->count);
    if (!which) return;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        size_t k = 0;
        which[i] = UINT8_MAX;
        if (!s->has_time || !s->time.has_clock || !s->country[0] || session_is_anonymous(s) ||
            s->kind == SESSION_REFERENCE)
            continue;
        while (k < names && strcmp(name[k], s->country) != 0) k++;
        if (k == COUNTRIES_MAX) {
            run->out->is_cut = true;
            continue;
        }
        if (k == names) name[names++] = s->country;
        which[i] = (uint8_t)k;
        judged++;
        now += in_window[k]++ == 0;
        for (; s->time.s - all->session[left].time.s > DAY_S; left++)
            if (which[left] != UINT8_MAX) now -= --in_window[which[left]] == 0;
        if ((int64_t)now <= most.n) continue;
        most = (struct tally){ .n = (int64_t)now };
        for (size_t w = left; w <= i; w++)
            if (which[w] != UINT8_MAX) tally_keep(&most, all->session[w].at);
    }
    if (judged >= 2) put(run, FEATURE_NET_COUNTRIES_24H, &most);
}

static void compare_resolvers(struct evidence_run *run, const struct sessions *all)
{
    struct tally differ = { 0 };
    size_t judged = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (!s->resolver.len || !s->country[0]) continue;
        judged++;
        if (!str_eq(s->resolver, str_c(s->country))) tally_add(&differ, s->at);
    }
    if (judged) put(run, FEATURE_NET_RESOLVER_DIFFERS, &differ);
}

static void look_at_interviews(struct evidence_run *run, const struct sessions *all,
                               const struct claims *claims)
{
    struct tally differ = { 0 }, anonymous = { 0 }, seen = { 0 }, placed = { 0 };
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (s->kind != SESSION_INTERVIEW || !is_judged(s)) continue;
        tally_add(&seen, s->at);
        if (session_is_anonymous(s)) tally_add(&anonymous, s->at);
        if (!s->country[0] || !claims->count || session_is_anonymous(s)) continue;
        tally_add(&placed, s->at);
        if (!is_claimed(claims, s->country)) tally_add(&differ, s->at);
    }
    const struct tally *a = anonymous.n ? &anonymous : &seen, *d = differ.n ? &differ : &placed;
    if (seen.n)
        feature_add(run, FEATURE_NET_INTERVIEW_ANONYMIZER, anonymous.n > 0, STR_EMPTY, a->at, a->origins);
    if (placed.n)
        feature_add(run, FEATURE_NET_INTERVIEW_DIFFERS, differ.n > 0, STR_EMPTY, d->at, d->origins);
}

/* --- payroll, ports ----------------------------------------------------------------------------- */

static bool worked(const struct sessions *all, const struct session *p, bool *ret_known)
{
    bool has_work = false, same_device = false, same_country = false;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if ((s->kind != SESSION_WORK && s->kind != SESSION_LOGIN) || !s->device.len || !s->country[0])
            continue;
        has_work = true;
        same_device |= str_eq_nocase(s->device, p->device);
        same_country |= strcmp(s->country, p->country) == 0;
    }
    *ret_known = has_work;
    return same_device || same_country;
}

static void look_at_payroll(struct evidence_run *run, const struct sessions *all)
{
    struct tally strange = { 0 }, seen = { 0 };
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        bool known;
        if (s->kind != SESSION_PAYROLL || !s->device.len || !s->country[0] || session_is_anonymous(s))
            continue;
        bool did = worked(all, s, &known);
        if (!known) continue;
        tally_add(&seen, s->at);
        if (!did) tally_add(&strange, s->at);
    }
    const struct tally *t = strange.n ? &strange : &seen;
    if (seen.n)
        feature_add(run, FEATURE_NET_PAYROLL_OTHER_DEVICE, strange.n > 0, STR_EMPTY, t->at, t->origins);
}

static void look_at_ports(struct evidence_run *run, const struct sessions *all)
{
    struct tally open = { 0 }, seen = { 0 };
    for (size_t i = 0; i < all->count; i++) {
        if (!all->session[i].has_ports) continue;
        tally_add(&seen, all->session[i].at);
        if (all->session[i].has_remote_port) tally_add(&open, all->session[i].at);
    }
    const struct tally *t = open.n ? &open : &seen;
    if (seen.n) feature_add(run, FEATURE_NET_REMOTE_PORTS, open.n > 0, STR_EMPTY, t->at, t->origins);
}

void feature_net(struct evidence_run *run)
{
    struct sessions all;
    struct claims claims;
    if (!sessions_gather(run, &all) || !all.count) return;
    evidence_claims(run, &claims);
    count_kinds(run, &all);
    count_days(run, &all);
    count_country_days(run, &all, &claims);
    count_countries_24h(run, &all);
    compare_resolvers(run, &all);
    look_at_interviews(run, &all, &claims);
    look_at_payroll(run, &all);
    look_at_ports(run, &all);
    net_add_ways(run, &all);
    net_add_clocks(run, &all);
}
