/* Labelled networks: building the pieces and finding the one an address lies in. */
#include "evidence/nets.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

enum net_kind net_kind_find(str name)
{
    static const struct { const char *name; enum net_kind kind; } rows[] = {
        { "vpn", NET_VPN }, { "scheme_vpn", NET_SCHEME_VPN },
        { "hosting", NET_HOSTING }, { "datacenter", NET_HOSTING }, { "data_center", NET_HOSTING },
        { "proxy", NET_PROXY }, { "public_proxy", NET_PROXY },
        { "residential_proxy", NET_RESIDENTIAL_PROXY }, { "residential-proxy", NET_RESIDENTIAL_PROXY },
        { "tor", NET_TOR }, { "tor_exit", NET_TOR }, { "relay", NET_RELAY }, { "dprk", NET_DPRK },
        { "published", NET_PUBLISHED },
        { "mobile", NET_MOBILE }, { "cellular", NET_MOBILE }, { "satellite", NET_SATELLITE },
        { "office", NET_OFFICE }, { "corporate", NET_OFFICE },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq_nocase(name, str_c(rows[i].name))) return rows[i].kind;
    return NET_KINDS;
}

/* --- building ----------------------------------------------------------------------------------- */

static int by_place(const void *x, const void *y)
{
    const struct net_range *a = x, *b = y;
    int order = ip_cmp(a->first, b->first);
    if (!order) order = ip_cmp(b->last, a->last); /* the wider one first */
    if (!order) order = (a->label->kind > b->label->kind) - (a->label->kind < b->label->kind);
    if (!order) order = (a->label->day > b->label->day) - (a->label->day < b->label->day);
    return order ? order : str_cmp(a->label->source, b->label->source);
}

static struct net_set joined(struct net_set s, const struct net_label *l)
{
    s.kinds |= NET_BIT(l->kind);
    if (l->kind == NET_SCHEME_VPN) s.kinds |= NET_BIT(NET_VPN);
    if (l->kind == NET_PUBLISHED && (!s.published || s.published->day <= l->day)) s.published = l;
    if (l->kind == NET_DPRK && (!s.dprk || s.dprk->day <= l->day)) s.dprk = l;
    return s;
}

enum { SETS_ROOM = UINT16_MAX, NESTED = 260 };

struct sweep {
    struct nets     *n;
    struct net_range open[NESTED]; /* ranges that the place in hand lies in, widest first */
    struct net_set   set[NESTED];
    size_t           depth;
    size_t           sets_room;
    bool             failed, over;
};

static uint16_t set_number(struct sweep *s, struct net_set set)
{
    struct nets *n = s->n;
    for (size_t i = n->set_count; i-- > 0;)
        if (n->sets[i].kinds == set.kinds && n->sets[i].published == set.published &&
            n->sets[i].dprk == set.dprk)
            return (uint16_t)i;
    if (n->set_count == SETS_ROOM) {
        s->over = true;
        return 0;
    }
    if (n->set_count == s->sets_room) {
        size_t room = s->sets_room ? 2 * s->sets_room : 64;
        struct net_set *more = mem_realloc(n->sets, room * sizeof *more);
        if (!more) {
            s->failed = true;
            return 0;
        }
        n->sets = more;
        s->sets_room = room;
    }
    n->sets[n->set_count] = set;
    return (uint16_t)n->set_count++;
}

/* From `at` on, what is open holds. The arrays have room for two pieces a range. */
static void put_piece(struct sweep *s, struct ip at)
{
    struct nets *n = s->n;
    uint16_t set = set_number(s, s->depth ? s->set[s->depth - 1] : (struct net_set){ 0 });
    if (ip_is_v4(at)) {
        uint32_t from = (uint32_t)at.low;
        if (n->v4_count && n->v4_from[n->v4_count - 1] == from) n->v4_count--;
        n->v4_from[n->v4_count] = from;
        n->v4_set[n->v4_count++] = set;
        return;
    }
    if (n->v6_count && ip_cmp(n->v6_from[n->v6_count - 1], at) == 0) n->v6_count--;
    n->v6_from[n->v6_count] = at;
    n->v6_set[n->v6_count++] = set;
}

static struct ip behind(struct ip a)
{
    return (struct ip){ a.high + (a.low == UINT64_MAX), a.low + 1 };
}

/* End the innermost range; what lies behind all of IPv4 or IPv6 needs no piece. */
static void close_range(struct sweep *s)
{
    struct ip last = s->open[--s->depth].last, next = behind(last);
    if (ip_cmp(next, last) > 0 && ip_is_v4(next) == ip_is_v4(last)) put_piece(s, next);
}

static void open_range(struct sweep *s, const struct net_range *r)
{
    if (s->depth == NESTED) {
        s->over = true;
        return;
    }
    s->set[s->depth] = joined(s->depth ? s->set[s->depth - 1] : (struct net_set){ 0 }, r->label);
    s->open[s->depth++] = *r;
    put_piece(s, r->first);
}

static bool make_room(struct nets *n, size_t pieces)
{
    n->v4_at = mem_alloc(65537 * sizeof *n->v4_at);
    n->v4_from = mem_alloc(pieces * sizeof *n->v4_from);
    n->v4_set = mem_alloc(pieces * sizeof *n->v4_set);
    n->v6_from = mem_alloc(pieces * sizeof *n->v6_from);
    n->v6_set = mem_alloc(pieces * sizeof *n->v6_set);
    return n->v4_at && n->v4_from && n->v4_set && n->v6_from && n->v6_set;
}

static void index_v4(struct nets *n)
{
    size_t at = 0;
    for (uint32_t top = 0; top < 65536; top++) {
        while (at + 1 < n->v4_count && n->v4_from[at + 1] <= top << 16) at++;
        n->v4_at[top] = (uint32_t)at;
    }
    n->v4_at[65536] = (uint32_t)(n->v4_count - 1);
}

cordon_status nets_build(struct nets *n, struct net_range *ranges, size_t count,
                         struct cordon_error *err)
{
    struct sweep s = { .n = n };
    *n = (struct nets){ 0 };
    if (!make_room(n, 2 * count + 2)) {
        nets_release(n);
        return error_nomem(err);
    }
    bool is_sorted = true;
    for (size_t i = 1; i < count && is_sorted; i++) is_sorted = by_place(&ranges[i - 1], &ranges[i]) <= 0;
    if (!is_sorted) qsort(ranges, count, sizeof *ranges, by_place);
    put_piece(&s, (struct ip){ 0, 0 });
    put_piece(&s, (struct ip){ 0, UINT64_C(0xFFFF) << 32 });
    for (size_t i = 0; i < count && !s.over; i++) {
        while (s.depth && ip_cmp(s.open[s.depth - 1].last, ranges[i].first) < 0) close_range(&s);
        open_range(&s, &ranges[i]);
    }
    while (s.depth) close_range(&s);
    index_v4(n);
    if (!s.failed && !s.over) return CORDON_OK;
    nets_release(n);
    if (s.failed) return error_nomem(err);
    return error_set(err, CORDON_LIMIT, "too many different labels of networks; leave some out");
}

void nets_release(struct nets *n)
{
    mem_free(n->v4_at);
    mem_free(n->v4_from);
    mem_free(n->v4_set);
    mem_free(n->v6_from);
    mem_free(n->v6_set);
    mem_free(n->sets);
    *n = (struct nets){ 0 };
}

/* --- finding ------------------------------------------------------------------------------------ */

const struct net_set *nets_find(const struct nets *n, struct ip a)
{
    if (ip_is_v4(a)) {
        uint32_t key = (uint32_t)a.low;
        size_t from = n->v4_at[key >> 16], to = n->v4_at[(key >> 16) + 1];
        while (from < to) {
            size_t mid = (from + to + 1) / 2;
            if (n->v4_from[mid] <= key) from = mid;
            else to = mid - 1;
        }
        return &n->sets[n->v4_set[from]];
    }
    size_t from = 0, to = n->v6_count - 1;
    while (from < to) {
        size_t mid = (from + to + 1) / 2;
        if (ip_cmp(n->v6_from[mid], a) <= 0) from = mid;
        else to = mid - 1;
    }
    return &n->sets[n->v6_set[from]];
}
