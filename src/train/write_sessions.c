/* Sessions over weeks: where, when, from what network, on which device. */
#include "train/person.h"

#include "base/num.h"

enum { WEEKS = 4, WINDOW = WEEKS * 7 };

/* Where the person is on a day, and with what habits. */
struct life {
    int32_t  from;       /* first day of the log */
    int32_t  trip, back; /* days abroad; back 0: none */
    uint16_t trip_city;
    uint32_t trip_ip;
    uint16_t trip_net;
    uint32_t mobile_ip;
    uint16_t mobile_net;
    uint32_t vpn_share;  /* of sessions, per thousand */
    enum train_net_kind vpn_kind;
    int32_t  start_h;    /* usual beginning, local hour */
    str      device;
    bool     keeps_zone; /* the clock does not follow the traveller */
    uint8_t  zone;       /* the clock of the device */
};

static bool works_from_elsewhere(const struct person *p)
{
    return p->group != NULL;
}

static void life_make(struct person *p, struct prng *r, struct life *ret)
{
    uint8_t home_zone = train_cities[p->home.city].zone;
    *ret = (struct life){ .from = TODAY - WINDOW - 3, .start_h = 8 + (int32_t)prng_below(r, 3), .zone = home_zone };
    ret->mobile_ip = net_pick(r, NET_MOBILE, p->home.country, &ret->mobile_net);
    ret->vpn_kind = p->home.country == COUNTRY_CN && prng_chance(r, 250) ? NET_ASTRILL : NET_VPN;
    if (met(p, ACC_NIGHT_WORK)) ret->start_h = 15 + (int32_t)prng_below(r, 5);
    if (has_met(p, ACC_VPN_ALWAYS))
        ret->vpn_share = 930;
    else if (has_met(p, ACC_VPN_HABIT))
        ret->vpn_share = (uint32_t)prng_range(r, 80, 450);
    if (p->is_worker && !prng_chance(r, 300)) ret->vpn_share = 0; /* theirs is on devices of their own */
    if (met(p, ACC_CLOCK_UNSET)) ret->zone = train_cities[world_city(r, p->origin == p->home.country ? COUNTRY_US : p->origin)].zone;
    bool is_long = met(p, ACC_WORK_ABROAD), is_short = !is_long && met(p, ACC_TRAVEL);
    if (is_long || is_short) {
        uint8_t country = p->origin;
        if (country == p->home.country || prng_chance(r, 400)) country = (uint8_t)prng_below(r, (uint32_t)train_country_count);
        ret->trip = ret->from + prng_range(r, 0, WINDOW / 2);
        ret->back = ret->trip + (is_long ? prng_range(r, 14, WINDOW) : prng_range(r, 2, 9));
        ret->trip_city = world_city(r, country);
        ret->trip_ip = net_pick(r, NET_HOME, country, &ret->trip_net);
        ret->keeps_zone = prng_chance(r, 300);
    }
    ret->device = hash_make(prng_mix(p->plan->seed, TOPIC_DEVICE, p->id), p->arena);
    if (p->is_worker && p->org.profile != DATA_MARKET)
        ret->device = arena_printf(p->arena, "MADE%08X", (unsigned)prng_mix(p->plan->seed, TOPIC_DEVICE, p->id | UINT64_C(1) << 41) & 0xFFFFFFFFu);
}

/* One session as the log has it. */
struct session {
    int64_t  at;
    uint32_t ip;
    uint16_t net, city;
    uint8_t  country, zone;
    str      device;
    bool     is_proxy, is_far; /* far: the real line is elsewhere: rtt, resolver */
    int32_t  seconds;
};

static void company_vpn(const struct person *p, struct session *s)
{
    s->ip = p->org.vpn_ip, s->country = p->org.country, s->city = p->org.city;
    s->net = UINT16_MAX;
}

static void honest_session(struct person *p, struct prng *r, const struct life *l, int32_t day, struct session *s)
{
    bool is_trip = l->back && day >= l->trip && day <= l->back;
    s->country = p->home.country, s->city = p->home.city, s->ip = p->home.ip, s->net = p->home.net;
    s->zone = l->zone;
    if (is_trip) {
        s->city = l->trip_city, s->country = train_cities[l->trip_city].country;
        s->ip = l->trip_ip, s->net = l->trip_net;
        if (!l->keeps_zone && l->zone == train_cities[p->home.city].zone) s->zone = train_cities[s->city].zone;
    } else if (prng_chance(r, 90)) {
        s->ip = l->mobile_ip, s->net = l->mobile_net;
    } else if (p->org.profile != DATA_MARKET && s->country == p->org.country && prng_chance(r, 120)) {
        s->ip = p->org.office_ip;
    }
    if (p->org.forces_vpn && p->org.profile != DATA_MARKET && prng_chance(r, 700)) {
        company_vpn(p, s);
    } else if (prng_chance(r, l->vpn_share)) {
        met(p, has_met(p, ACC_VPN_ALWAYS) ? ACC_VPN_ALWAYS : ACC_VPN_HABIT);
        s->ip = net_pick(r, l->vpn_kind, prng_chance(r, 600) ? p->home.country : COUNTRY_US, &s->net);
        s->country = train_nets[s->net].country;
        s->city = s->country < train_country_count ? train_countries[s->country].city_from : s->city;
        if (is_trip) s->is_far = true;
    }
    s->device = l->device;
    s->seconds = prng_range(r, 600, 30000);
    s->is_proxy = prng_chance(r, 4);
}

/* The operator's way in: own line through exits, or the laptop at the host's home. */
static void hidden_session(struct person *p, struct prng *r, const struct life *l, int32_t number, struct session *s)
{
    const struct cell *c = p->cell;
    bool has_laptop = (p->label == LABEL_FARM || p->label == LABEL_RENTED) && p->org.profile != DATA_MARKET;
    s->zone = train_cities[p->home.city].zone;
    s->country = p->home.country, s->city = p->home.city;
    s->device = l->device;
    s->ip = p->home.ip, s->net = p->home.net;
    s->seconds = prng_range(r, 2000, 36000);
    bool is_sent_on = is_planted(p, TRAIT_LAPTOP_SENT_ON) || (p->label == LABEL_RENTED && !is_planted(p, TRAIT_HOLDER_HOSTS));
    if (has_laptop && !is_sent_on && prng_chance(r, 850)) { /* the laptop itself, from where it stands */
        if (p->label == LABEL_FARM) {
            s->country = c->host.country, s->city = c->host.city;
            s->zone = train_cities[c->host.city].zone;
            if (planted(p, TRAIT_EGRESS_SHARED)) {
                s->ip = c->host.ip, s->net = c->host.net;
                if (c->homes > 1 && p->member % c->homes) s->ip = c->host.ip + 256 * (p->member % c->homes);
            } else { /* a line or modem of its own */
                struct prng own;
                prng_init(&own, p->plan->seed, TOPIC_NET, p->id | UINT64_C(1) << 42);
                s->ip = net_pick(&own, prng_chance(&own, 600) ? NET_MOBILE : NET_HOME, s->country, &s->net);
            }
        } else {
            planted(p, TRAIT_HOLDER_HOSTS);
        }
        if (p->org.forces_vpn && prng_chance(r, 700)) company_vpn(p, s);
        if (!is_planted(p, TRAIT_ALWAYS_ON) || !prng_chance(r, 200)) return;
        planted(p, TRAIT_ALWAYS_ON);
        s->seconds = prng_range(r, 70000, 100000);
        return;
    }
    /* a session of the operator's own, at the market, at mail, at the payroll page */
    s->is_far = true;
    if (is_planted(p, TRAIT_OWN_CLOCK) && planted(p, TRAIT_OWN_CLOCK)) s->zone = p->real_zone;
    if (p->label != LABEL_RENTED || planted(p, TRAIT_SECOND_DEVICE)) s->device = hash_make(prng_mix(c->operator_key, TOPIC_DEVICE, p->id), p->arena);
    if (is_planted(p, TRAIT_OPERATOR_DEVICE)) {
        planted(p, TRAIT_OPERATOR_DEVICE);
        s->device = c->device;
    }
    if (prng_chance(r, 30) && planted(p, TRAIT_REAL_PLACE_SLIP)) {
        s->city = p->real_city, s->country = train_cities[s->city].country;
        s->ip = net_pick(r, NET_OPERATOR, s->country, &s->net);
        if (prng_chance(r, 60)) s->ip = net_pick(r, NET_DPRK, COUNTRY_KP, &s->net);
        s->is_far = false;
    } else if (planted(p, TRAIT_RESIDENTIAL_PROXY)) {
        struct prng sticky; /* a proxy line is kept for some days */
        prng_init(&sticky, p->plan->seed, TOPIC_NET, (uint64_t)p->id << 8 | (uint32_t)number / 6);
        s->ip = net_pick(&sticky, NET_HOME, p->home.country, &s->net);
        s->is_proxy = true;
    } else if (prng_chance(r, 50) && planted(p, TRAIT_PUBLISHED_EXIT)) {
        s->ip = net_pick(r, NET_EXIT, COUNTRY_US, &s->net);
    } else if (is_planted(p, TRAIT_SCHEME_VPN) || is_planted(p, TRAIT_OTHER_VPN)) {
        planted(p, is_planted(p, TRAIT_SCHEME_VPN) ? TRAIT_SCHEME_VPN : TRAIT_OTHER_VPN);
        if (planted(p, TRAIT_EXIT_SEQUENCE)) {
            s->ip = c->exit[number % CELL_EXITS], s->net = c->exit_net[number % CELL_EXITS];
        } else {
            s->ip = net_pick(r, is_planted(p, TRAIT_SCHEME_VPN) ? NET_ASTRILL : NET_VPN, p->home.country, &s->net);
        }
    } else if (planted(p, TRAIT_HOSTING_EXIT)) {
        s->ip = net_pick(r, NET_HOSTING, COUNTRY_US, &s->net);
    }
    if (s->net != UINT16_MAX && train_nets[s->net].kind >= NET_HOSTING && train_nets[s->net].kind != NET_OPERATOR) {
        s->country = train_nets[s->net].country;
        if (s->country < train_country_count) s->city = train_countries[s->country].city_from;
    }
}

static void tags(struct out *o, struct prng *r, const struct session *s)
{
    const struct train_net *n = s->net == UINT16_MAX ? NULL : &train_nets[s->net];
    str tag = STR_EMPTY, provider = STR_EMPTY;
    if (!n)
        tag = STR("office");
    else if (s->is_proxy && prng_chance(r, 450))
        tag = STR("residential_proxy");
    else if (n->kind == NET_MOBILE)
        tag = STR("mobile");
    else if (n->kind == NET_HOSTING || n->kind == NET_EXIT)
        tag = STR("hosting");
    else if (n->kind == NET_SATELLITE)
        tag = STR("satellite");
    else if (n->kind == NET_VPN || n->kind == NET_ASTRILL)
        tag = STR("vpn"), provider = n->provider;
    if (!tag.len || !prng_chance(r, 800)) return;
    out_list(o, "tag");
    out_item(o, tag);
    out_list_end(o);
    if (provider.len && prng_chance(r, 600)) out_str(o, "provider", provider);
}

static void session_write(struct person *p, struct out *o, struct prng *r, struct session *s, int number)
{
    const struct org *g = &p->org;
    const struct train_city *c = &train_cities[s->city];
    bool is_odd = met(p, ACC_BAD_GEOLOCATION) && prng_chance(r, 300);
    out_record(o, p, "login");
    out_str(o, "time", when_utc(s->at, p->arena));
    out_object(o, "net");
    out_str(o, "ip", ip_text(s->ip, p->arena));
    out_str(o, "kind", STR("login"));
    if (is_odd) c = &train_cities[world_city(r, s->country)];
    if (org_has(g, HAS_GEO)) {
        out_str(o, "country", train_countries[is_odd && prng_chance(r, 60) ? p->origin : s->country].code);
        out_str(o, "city", c->name);
    }
    if (org_has(g, HAS_POINT)) {
        int lat = c->latitude + prng_range(r, -12, 12), lon = c->longitude + prng_range(r, -12, 12);
        const char *sign = lat < 0 ? "-" : "";
        json_w_key(&o->w, STR("latitude"));
        json_w_raw(&o->w, arena_printf(p->arena, "%s%d.%02d", sign, (lat < 0 ? -lat : lat) / 100, (lat < 0 ? -lat : lat) % 100));
        sign = lon < 0 ? "-" : "";
        json_w_key(&o->w, STR("longitude"));
        json_w_raw(&o->w, arena_printf(p->arena, "%s%d.%02d", sign, (lon < 0 ? -lon : lon) / 100, (lon < 0 ? -lon : lon) % 100));
    }
    if (org_has(g, HAS_ASN) && s->net != UINT16_MAX && train_nets[s->net].asn) {
        out_int(o, "asn", train_nets[s->net].asn);
        out_str(o, "as_name", train_nets[s->net].as_name);
    }
    if (org_has(g, HAS_NET_TAG)) tags(o, r, s);
    if (org_has(g, HAS_SESSION_ZONE)) out_str(o, "zone", train_zones[s->zone].name);
    if (org_has(g, HAS_RESOLVER)) {
        uint8_t where = s->is_far && prng_chance(r, 500) ? train_cities[p->group ? p->real_city : p->home.city].country : s->country;
        if (where != COUNTRY_KP) out_str(o, "resolver_country", train_countries[where].code);
    }
    if (org_has(g, HAS_RTT)) out_int(o, "rtt_ms", s->is_far ? prng_range(r, 170, 380) : prng_range(r, 8, 140));
    if (org_has(g, HAS_SESSION_DEVICE)) out_str(o, "device", s->device);
    out_str(o, "session", arena_printf(p->arena, "s%d", number + 1));
    if (org_has(g, HAS_SECONDS)) out_int(o, "seconds", s->seconds);
    if (prng_chance(r, 15)) out_flag(o, "failed", true);
    out_object_end(o);
    out_end(o);
}

void write_sessions(struct person *p, struct out *o)
{
    struct prng r;
    struct life l;
    bool is_market = p->org.profile == DATA_MARKET;
    if (!is_market && !(p->is_worker && p->org.profile >= DATA_IAM)) return;
    stream(p, TOPIC_NET, &r);
    life_make(p, &r, &l);
    uint32_t per_day = is_market ? 330 : 900, number = 0;
    uint8_t zone = train_cities[p->home.city].zone;
    bool is_shifted = p->group && is_planted(p, TRAIT_OPERATOR_HOURS);
    for (int32_t day = l.from; day < TODAY - 2; day++) {
        bool is_weekend = (day + 3) % 7 >= 5;
        if (day < p->started || (is_weekend && !prng_chance(&r, is_market ? 500 : 60))) continue;
        if (!prng_chance(&r, per_day)) continue;
        for (int i = 0, n = prng_chance(&r, 200) ? 2 : 1; i < n; i++) {
            struct session s = { 0 };
            if (works_from_elsewhere(p) && p->cell)
                hidden_session(p, &r, &l, (int32_t)number, &s);
            else
                honest_session(p, &r, &l, day, &s);
            uint8_t clock = is_shifted && prng_chance(&r, 600) ? p->real_zone : l.back && day >= l.trip && day <= l.back && !p->group ? train_cities[l.trip_city].zone : zone;
            if (is_shifted) planted(p, TRAIT_OPERATOR_HOURS);
            s.at = zone_utc(clock, day, (l.start_h + (int32_t)(i * 5)) % 24 * 3600 + prng_range(&r, -1500, 3500));
            session_write(p, o, &r, &s, (int)number++);
        }
    }
}
