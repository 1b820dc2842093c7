/*
 * net.clock_*: what the clock of the browser or system shows against the claim and the address.
 *
 * Summer time counts: the offset is taken at the time of the session. A clock set to UTC says that
 * somebody hides it or that it is a server, and is passed over. One day abroad is a journey: of each
 * day the smallest difference counts, and of the claim only what holds on three days.
 */
#include "evidence/sessions.h"

#include "base/num.h"

#include <stdlib.h>

enum { LASTING_DAYS = 3 }; /* src: knowledge-indicators */

struct reading {
    int64_t       day, minutes;
    struct origin at;
};

static int by_day(const void *x, const void *y)
{
    const struct reading *a = x, *b = y;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->minutes > b->minutes) - (a->minutes < b->minutes);
}

static int by_difference(const void *x, const void *y)
{
    const struct reading *a = x, *b = y;
    if (a->minutes != b->minutes) return a->minutes > b->minutes ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

/* Of each day the smallest difference; then the greatest first. */
static size_t reduce(struct reading *r, size_t count)
{
    size_t kept = 0;
    if (!count) return 0;
    qsort(r, count, sizeof *r, by_day);
    for (size_t i = 0; i < count; i++)
        if (!kept || r[kept - 1].day != r[i].day) r[kept++] = r[i];
    qsort(r, kept, sizeof *r, by_difference);
    return kept;
}

static bool read_clock(str zone, struct zone *ret)
{
    return zone.len && !zone_is_utc(zone) && zone_find(zone, ret);
}

/* net.zone of sessions and dev.zone of devices that say when they were seen. */
static size_t against_claim(struct evidence_run *run, const struct sessions *all, const struct zones *claimed,
                            struct reading *ret)
{
    size_t count = 0;
    struct zone z;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (!s->has_time || s->kind == SESSION_REFERENCE || !read_clock(s->zone, &z)) continue;
        int64_t apart = zones_apart(claimed, zone_offset(z, s->time.s), s->time.s);
        ret[count++] = (struct reading){ session_day(s), apart, s->at };
    }
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_ZONE, &at);) {
        struct moment m;
        if (!evidence_time(run, &at, FIELD_DEV_SEEN_AT, &m) || m.s < 0) continue;
        if (!read_clock(at.value->text, &z)) continue;
        ret[count++] = (struct reading){ m.s / 86400, zones_apart(claimed, zone_offset(z, m.s), m.s), at };
    }
    return count;
}

static void add_against_claim(struct evidence_run *run, const struct sessions *all,
                              const struct zones *claimed, struct reading *r)
{
    struct origin at[LASTING_DAYS + 1];
    size_t count = claimed->count ? reduce(r, against_claim(run, all, claimed, r)) : 0;
    if (count < LASTING_DAYS) return;
    for (size_t i = 0; i < LASTING_DAYS; i++) at[i] = r[i].at;
    at[LASTING_DAYS] = claimed->origin[0];
    feature_add(run, FEATURE_NET_CLOCK_CLAIM_MINUTES, r[LASTING_DAYS - 1].minutes, STR_EMPTY, at,
                COUNT_OF(at));
}

/* Only where the address says what is claimed: then an honest clock agrees with both. */
static void add_against_address(struct evidence_run *run, const struct sessions *all, struct reading *r)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    struct claims claims;
    struct zones local = { .count = 0 };
    const char *country = "";
    size_t count = 0, origins = 0;
    evidence_claims(run, &claims);
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        struct zone z;
        bool known = false;
        if (!s->has_time || !s->country[0] || s->kind == SESSION_REFERENCE || (s->kinds & NET_BIT(NET_OFFICE)) ||
            !read_clock(s->zone, &z) || !claims_have(&claims, str_c(s->country), &known))
            continue;
        if (strcmp(country, s->country) != 0) zones_of_country(str_c(s->country), &local);
        country = s->country;
        if (!local.count) continue;
        int64_t apart = zones_apart(&local, zone_offset(z, s->time.s), s->time.s);
        r[count++] = (struct reading){ session_day(s), apart, s->at };
    }
    count = reduce(r, count);
    if (!count) return;
    for (size_t i = 0; i < count && origins < COUNT_OF(at); i++)
        if (r[i].minutes == r[0].minutes) at[origins++] = r[i].at;
    feature_add(run, FEATURE_NET_CLOCK_IP_MINUTES, r[0].minutes, STR_EMPTY, at, origins);
}

void net_add_clocks(struct evidence_run *run, const struct sessions *all)
{
    struct zones claimed;
    size_t room = all->count;
    for (struct origin at = { 0, NULL }; evidence_next(run, FIELD_DEV_ZONE, &at);) room++;
    struct reading *r = arena_alloc(run->arena, (room + 1) * sizeof *r);
    if (!r) return;
    zones_claimed(run, &claimed);
    add_against_claim(run, all, &claimed, r);
    add_against_address(run, all, r);
}
