/* net.*: distances and spans: travel, region, prefixes, unbroken sessions, round trips. */
#include "evidence/sessions.h"

#include "base/num.h"

#include <stdlib.h>

enum {
    DAY_S = 86400,
    FAR_KM = 500,       /* src: knowledge-indicators */
    PLANE_KM_H = 900,   /* src: knowledge-indicators */
    PAUSE_S = 30 * 60,  /* src: knowledge-indicators */
    REGION_LEAST = 5,   /* sessions; src: knowledge-indicators */
};

/* --- travel ------------------------------------------------------------------------------------- */

/* Can two sessions be set in order? Clocks of one log without a zone are one clock, give or take an
 * hour of summer time. */
static bool seconds_between(const struct session *a, const struct session *b, int64_t *ret_s)
{
    if (!a->time.has_clock || !b->time.has_clock || a->time.has_zone != b->time.has_zone) return false;
    *ret_s = b->time.s - a->time.s + (a->time.has_zone ? 0 : 3600);
    return true;
}

static void add_travel(struct evidence_run *run, const struct sessions *all)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    const struct session *last = NULL;
    size_t origins = 0, placed = 0;
    int64_t odd = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        int64_t seconds;
        if (!s->has_time || !s->has_point || !session_is_settled(s) || s->kind == SESSION_REFERENCE)
            continue;
        placed++;
        if (last && seconds_between(last, s, &seconds)) {
            int64_t km = point_km(last->point, s->point);
            if (km > FAR_KM && km * 3600 > PLANE_KM_H * seconds) {
                odd++;
                if (origins + 2 <= COUNT_OF(at)) {
                    at[origins++] = last->at;
                    at[origins++] = s->at;
                }
            }
        }
        last = s;
    }
    if (placed >= 2) feature_add(run, FEATURE_NET_TRAVEL, odd, STR_EMPTY, at, origins);
}

/* --- region, round trip ------------------------------------------------------------------------- */

static int by_size(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static int64_t median(int64_t *n, size_t count)
{
    qsort(n, count, sizeof *n, by_size);
    return n[(count - 1) / 2]; /* of an even count the smaller: to the person's favour */
}

static int64_t nearest_km(const struct points *claimed, struct point p)
{
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < claimed->count; i++) {
        int64_t km = point_km(claimed->point[i], p);
        if (km < least) least = km;
    }
    return least;
}

static void add_region(struct evidence_run *run, const struct sessions *all, const struct points *claimed)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t count = 0, origins = 0;
    int64_t *km = arena_alloc(run->arena, all->count * sizeof *km);
    if (!km || !claimed->count) return;
    at[origins++] = claimed->origin[0];
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (!s->has_point || !session_is_settled(s) || s->kind == SESSION_REFERENCE) continue;
        km[count++] = nearest_km(claimed, s->point);
        if (origins < COUNT_OF(at)) at[origins++] = s->at;
    }
    if (count >= REGION_LEAST)
        feature_add(run, FEATURE_NET_REGION_KM, median(km, count), STR_EMPTY, at, origins);
}

/* Light in glass takes a millisecond there and back for 100 km; cables are up to twice as long as
 * the great circle, and the last mile takes some 40 ms (ours, on the generous side). */
static void add_round_trip(struct evidence_run *run, const struct sessions *all,
                           const struct points *claimed)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    struct point server;
    size_t count = 0, origins = 0;
    int64_t *ms = arena_alloc(run->arena, all->count * sizeof *ms), farthest = 0;
    if (!ms || !claimed->count || !data_server(run->data, &server)) return;
    for (size_t i = 0; i < claimed->count; i++) {
        int64_t km = point_km(claimed->point[i], server);
        if (km > farthest) farthest = km;
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        if (s->rtt_ms < 0 || !session_is_settled(s) || s->kind == SESSION_REFERENCE) continue;
        ms[count++] = s->rtt_ms;
        if (origins < COUNT_OF(at)) at[origins++] = s->at;
    }
    if (!count) return;
    int64_t excess = median(ms, count) - (farthest / 50 + 40);
    feature_add(run, FEATURE_NET_RTT_EXCESS_MS, excess > 0 ? excess : 0, STR_EMPTY, at, origins);
}

/* --- many networks at once ---------------------------------------------------------------------- */

struct prefix {
    struct ip ip;
    size_t    session;
};

static int by_prefix(const void *x, const void *y)
{
    const struct prefix *a = x, *b = y;
    int order = ip_cmp(a->ip, b->ip);
    return order ? order : (a->session > b->session) - (a->session < b->session);
}

static void add_prefixes(struct evidence_run *run, const struct sessions *all)
{
    struct prefix *order = arena_alloc(run->arena, all->count * sizeof *order);
    uint32_t *id = arena_alloc(run->arena, all->count * sizeof *id);
    uint32_t *in_window = arena_calloc(run->arena, all->count + 1, sizeof *in_window);
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t count = 0, left = 0, origins = 0, now = 0, most = 0, best = 0, best_left = 0;
    if (!order || !id || !in_window) return;
    for (size_t i = 0; i < all->count; i++) {
        const struct session *s = &all->session[i];
        id[i] = UINT32_MAX;
        if (!s->has_ip || s->class != IP_PUBLIC || !s->has_time || !s->time.has_clock ||
            (s->kinds & (NET_BIT(NET_MOBILE) | NET_BIT(NET_SATELLITE))) || s->kind == SESSION_REFERENCE)
            continue;
        order[count++] = (struct prefix){ ip_prefix(s->ip), i };
    }
    if (count < 2) return;
    qsort(order, count, sizeof *order, by_prefix);
    for (size_t i = 0, n = 0; i < count; i++) {
        n += i && ip_cmp(order[i - 1].ip, order[i].ip) != 0;
        id[order[i].session] = (uint32_t)n;
    }
    for (size_t i = 0; i < all->count; i++) {
        if (id[i] == UINT32_MAX) continue;
        now += in_window[id[i]]++ == 0;
        for (; all->session[i].time.s - all->session[left].time.s > 3600; left++)
            if (id[left] != UINT32_MAX) now -= --in_window[id[left]] == 0;
        if (now <= most) continue;
        most = now;
        best = i;
        best_left = left;
    }
    for (size_t i = best_left; i <= best && origins < COUNT_OF(at); i++)
        if (id[i] != UINT32_MAX) at[origins++] = all->session[i].at;
    feature_add(run, FEATURE_NET_PREFIXES_1H, (int64_t)most, STR_EMPTY, at, origins);
}

/* --- never off ---------------------------------------------------------------------------------- */

static void add_always_on(struct evidence_run *run, const struct sessions *all)
{
    struct origin at[FEATURE_ORIGINS_MAX];
    int64_t from = 0, to = INT64_MIN, days = 0;
    size_t origins = 0, judged = 0;
    for (size_t i = 0; i <= all->count; i++) {
        const struct session *s = i < all->count ? &all->session[i] : NULL;
        if (s && (s->seconds < 0 || !s->has_time || !s->time.has_clock)) continue;
        if (s && judged && s->time.s - to < PAUSE_S) {
            if (s->time.s + s->seconds > to) to = s->time.s + s->seconds;
        } else {
            if (judged) days += (to - from) / DAY_S;
            if (!s) break;
            from = s->time.s;
            to = from + s->seconds;
        }
        judged++;
        if (origins < COUNT_OF(at)) at[origins++] = s->at;
    }
    if (judged) feature_add(run, FEATURE_NET_ALWAYS_ON_DAYS, days, STR_EMPTY, at, origins);
}

void net_add_ways(struct evidence_run *run, const struct sessions *all)
{
    struct points claimed;
    points_claimed(run, &claimed);
    add_travel(run, all);
    add_region(run, all, &claimed);
    add_round_trip(run, all, &claimed);
    add_prefixes(run, all);
    add_always_on(run, all);
}
