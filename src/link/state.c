/*
 * What each shared value is: a link between distinct parties, or a household's, an office's, a
 * crowd's or declared shared; and how rare it is.
 */
#include "link/graph.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

struct weigh {
    struct link *l;
    uint32_t    *office_size; /* identities of an office, by its place */
    uint32_t    *mark;        /* last value in which a party was seen, by place */
    uint32_t    *behind;      /* identities of an office behind the value in hand */
    uint32_t    *mate;        /* the one other party that gives the same home, by place; LINK_NONE: none,
                                 or several */
    uint32_t    *home;        /* the household that a party declares, by place; LINK_NONE: none */
};

/* Parties that hold a value, and of these plainly. */
static void count_parties(struct weigh *w, struct share *s, uint32_t index, uint32_t *ret_plain)
{
    struct link *l = w->l;
    uint32_t plain = 0;
    s->v.parties = 0;
    for (uint32_t i = 0; i < s->v.holders; i++) {
        const struct link_holder *h = &s->v.holder[i];
        uint32_t party = uf_find(l->party, h->place);
        if (w->mark[party] == index + 1) continue;
        w->mark[party] = index + 1;
        s->v.parties++;
        plain += h->plain > 0;
    }
    *ret_plain = plain;
}

/* Does a whole office stand behind it? It holds enough of the office, and few others do. Of one
 * referee, colleagues of one employer are enough. */
static bool is_office_value(struct weigh *w, const struct share *s)
{
    enum { OWN_PERCENT = 80 }; /* ours: a visitor or two */
    const struct link *l = w->l;
    uint32_t most = LINK_NONE;
    if (!link_is_office_kind(s->v.kind)) return false;
    for (uint32_t i = 0; i < s->v.holders; i++) {
        uint32_t office = l->ident[s->v.holder[i].place].office;
        if (office != LINK_NONE) w->behind[office]++;
    }
    for (uint32_t i = 0; i < s->v.holders; i++) {
        uint32_t office = l->ident[s->v.holder[i].place].office;
        if (office != LINK_NONE &&
            (most == LINK_NONE || w->behind[office] > w->behind[most] ||
             (w->behind[office] == w->behind[most] && office < most)))
            most = office;
    }
    uint32_t behind = most == LINK_NONE ? 0 : w->behind[most];
    for (uint32_t i = 0; i < s->v.holders; i++) {
        uint32_t office = l->ident[s->v.holder[i].place].office;
        if (office != LINK_NONE) w->behind[office] = 0;
    }
    if (behind == 0) return false;
    if (s->v.kind == LINK_REFEREE && behind == s->v.holders) return true;
    return behind >= l->set.office_min &&
           (uint64_t)behind * 100 >= (uint64_t)w->office_size[most] * l->set.office_percent &&
           (uint64_t)behind * 100 >= (uint64_t)s->v.holders * OWN_PERCENT;
}

/* The household that a party's identities declare, when it is one and no larger than people live. */
static void find_homes(struct weigh *w)
{
    const struct link *l = w->l;
    const uint32_t SEVERAL = LINK_NONE - 1;
    for (size_t i = 0; i < l->idents; i++) w->home[i] = LINK_NONE;
    for (uint32_t i = 0; i < l->idents; i++) {
        uint32_t *home = &w->home[l->party[i]], own = l->ident[i].household;
        if (own != LINK_NONE) *home = *home == LINK_NONE || *home == own ? own : SEVERAL;
    }
    for (uint32_t i = 0; i < l->idents; i++)
        if (l->party[i] == i && w->home[i] < SEVERAL) w->behind[w->home[i]]++;
    for (uint32_t i = 0; i < l->idents; i++)
        if (w->home[i] >= SEVERAL || w->behind[w->home[i]] > LINK_HOUSEHOLD_MAX) w->home[i] = LINK_NONE;
    memset(w->behind, 0, l->idents * sizeof *w->behind);
}

static bool is_declared_home(const struct weigh *w, const struct share *s)
{
    uint32_t home = w->home[w->l->party[s->v.holder[0].place]];
    for (uint32_t i = 0; i < s->v.holders; i++)
        if (home == LINK_NONE || w->home[w->l->party[s->v.holder[i].place]] != home) return false;
    return true;
}

/* The two parties that hold a value; false when there are more or fewer. */
static bool two_parties(const struct link *l, const struct share *s, uint32_t ret[2])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->v.holders; i++) {
        uint32_t party = uf_find(l->party, s->v.holder[i].place);
        if (count > 0 && party == ret[0]) continue;
        if (count > 1 && party == ret[1]) continue;
        if (count == 2) return false;
        ret[count++] = party;
    }
    return count == 2;
}

/* Two, and no third, who give one home as theirs say openly that they live together; an operator's
 * identities give different homes, or are more than two. */
static void find_mates(struct weigh *w)
{
    const struct link *l = w->l;
    const uint32_t SEVERAL = LINK_NONE - 1;
    for (size_t i = 0; i < l->idents; i++) w->mate[i] = LINK_NONE;
    for (size_t i = 0; i < l->values; i++) {
        uint32_t two[2];
        if (l->share[i].v.kind != LINK_HOME || !two_parties(l, &l->share[i], two)) continue;
        for (int k = 0; k < 2; k++) {
            uint32_t *mate = &w->mate[two[k]], other = two[1 - k];
            *mate = *mate == LINK_NONE || *mate == other ? other : (uint32_t)SEVERAL;
        }
    }
}

/* What those who live together share without a thought. */
static bool is_home_kind(enum link_kind kind)
{
    switch (kind) {
    case LINK_PHONE:
    case LINK_EMAIL:
    case LINK_IP:
    case LINK_EGRESS:
    case LINK_SHIP:
    case LINK_HOME:
    case LINK_ACCOUNT:
    case LINK_OTHER_NAME: return true;
    default: return false;
    }
}

static bool is_household(const struct weigh *w, const struct share *s)
{
    uint32_t two[2];
    if (!is_home_kind(s->v.kind)) return false;
    if (is_declared_home(w, s)) return true;
    return s->v.parties == 2 && two_parties(w->l, s, two) && w->mate[two[0]] == two[1] &&
           w->mate[two[1]] == two[0];
}

static uint64_t times_seen(const struct share *s)
{
    uint64_t seen = 0;
    for (uint32_t i = 0; i < s->v.holders; i++) seen += s->v.holder[i].seen;
    return seen;
}

static uint32_t rarity(const struct link *l, const struct share *s, uint32_t plain)
{
    uint32_t all = l->parties > l->set.population ? l->parties : l->set.population;
    uint32_t total = num_log2_cb(all ? all : 1), own = num_log2_cb(s->v.parties);
    uint32_t cb = total > own ? total - own : 0;
    if (s->v.kind == LINK_PRINT && cb > s->bits * 100u) cb = s->bits * 100u;
    if (plain < 2) cb /= 2;
    return cb * l->set.percent[s->v.kind] / 100;
}

/* LINK_UNSET: nothing to tell. */
static enum link_state state_of(struct weigh *w, const struct share *s)
{
    const struct link *l = w->l;
    if (s->v.holders < 2) return LINK_UNSET;
    if (s->weight == LINK_SHARED) return LINK_DECLARED;
    if (s->v.parties < 2) return LINK_UNSET;
    if (s->v.permille == 0 || s->v.parties > l->set.hub[s->v.kind]) return LINK_CROWD;
    if (is_office_value(w, s)) return LINK_OFFICE;
    if (is_household(w, s)) return LINK_HOUSEHOLD;
    if (s->v.kind == LINK_BID && times_seen(s) < l->set.bids_min) return LINK_UNSET;
    return LINK_LINKS;
}

static void weigh_all(struct weigh *w)
{
    struct link *l = w->l;
    size_t kept = 0;
    for (size_t i = 0; i < l->values; i++) {
        struct share s = l->share[i];
        uint32_t plain;
        count_parties(w, &s, (uint32_t)i, &plain);
        s.v.state = state_of(w, &s);
        if (s.v.state == LINK_UNSET) continue;
        if (s.v.state == LINK_LINKS) {
            s.v.rarity_cb = rarity(l, &s, plain);
            s.v.is_strong = s.v.parties <= l->set.strong[s.v.kind] &&
                            s.v.rarity_cb >= l->set.edge_min_cb && plain >= 2 &&
                            (s.v.kind != LINK_RESUME || s.v.permille >= l->set.near_permille);
        }
        l->share[kept++] = s;
    }
    l->values = kept;
}

static int by_value(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    if (x->v.kind != y->v.kind) return x->v.kind < y->v.kind ? -1 : 1;
    int c = str_cmp(x->v.text, y->v.text);
    if (c) return c;
    uint32_t least = x->v.holders < y->v.holders ? x->v.holders : y->v.holders;
    for (uint32_t i = 0; i < least; i++) {
        const struct link_holder *g = &x->v.holder[i], *h = &y->v.holder[i];
        if (g->place != h->place) return g->place < h->place ? -1 : 1;
        if (g->first_s != h->first_s) return g->first_s < h->first_s ? -1 : 1;
    }
    if (x->v.holders != y->v.holders) return x->v.holders < y->v.holders ? -1 : 1;
    if (x->v.permille != y->v.permille) return x->v.permille > y->v.permille ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void count_offices(struct weigh *w)
{
    const struct link *l = w->l;
    for (size_t i = 0; i < l->idents; i++)
        if (l->ident[i].office != LINK_NONE) w->office_size[l->ident[i].office]++;
}

cordon_status link_weigh(struct link *l, struct cordon_error *err)
{
    size_t n = l->idents ? l->idents : 1;
    struct weigh w = { .l = l, .office_size = mem_calloc(n, sizeof *w.office_size),
                       .mark = mem_calloc(n, sizeof *w.mark),
                       .behind = mem_calloc(n, sizeof *w.behind),
                       .mate = mem_calloc(n, sizeof *w.mate), .home = mem_calloc(n, sizeof *w.home) };
    cordon_status st = CORDON_OK;
    if (!w.office_size || !w.mark || !w.behind || !w.mate || !w.home) {
        st = error_nomem(err);
        goto done;
    }
    for (uint32_t i = 0; i < l->idents; i++) {
        l->party[i] = uf_find(l->party, i); /* flat from here on: read-only for threads */
        l->parties += l->party[i] == i;
    }
    count_offices(&w);
    find_homes(&w);
    find_mates(&w);
    weigh_all(&w);
    if (l->values) qsort(l->share, l->values, sizeof *l->share, by_value);
done:
    mem_free(w.office_size);
    mem_free(w.mark);
    mem_free(w.behind);
    mem_free(w.mate);
    mem_free(w.home);
    return st;
}
