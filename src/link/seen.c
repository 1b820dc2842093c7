/*
 * Values that link only when they are close in time: addresses, egress of issued devices, exits.
 *
 * An address wanders from one household to the next within days, so two people on it mean
 * something within hours only. Exits of an anonymizer are everybody's; four different ones in the
 * same order are not.
 */
#include "link/graph.h"

#include "base/date.h"
#include "base/mem.h"

#include <stdlib.h>

enum { GRAM = 4 };

/* One sighting. */
struct sight {
    int64_t  time_s;
    uint64_t origin;
    uint32_t place;
    uint32_t party; /* number within the run in hand */
    uint8_t  weight;
};

struct sights {
    struct sight *item;
    size_t        count, room;
    uint32_t     *cluster; /* union-find over items */
    uint32_t     *seen;    /* how often a party is in the window */
    size_t        work_room, seen_room;
};

static int by_time(const void *a, const void *b)
{
    const struct sight *x = a, *y = b;
    if (x->time_s != y->time_s) return x->time_s < y->time_s ? -1 : 1;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    return (x->origin > y->origin) - (x->origin < y->origin);
}

static int by_party(const void *a, const void *b)
{
    const struct sight *x = a, *y = b;
    return x->party != y->party ? (x->party < y->party ? -1 : 1) : by_time(a, b);
}

static bool is_within(int64_t early, int64_t late, uint32_t seconds)
{
    return (uint64_t)late - (uint64_t)early <= seconds; /* late >= early */
}

static void sights_release(struct sights *s)
{
    mem_free(s->item);
    mem_free(s->cluster);
    mem_free(s->seen);
}

static cordon_status sight_add(struct sights *s, const struct attr *a, struct cordon_error *err)
{
    if (!LINK_GROW(s->item, s->room, s->count, 1)) return error_nomem(err);
    s->item[s->count++] = (struct sight){ .time_s = a->time_s, .origin = a->origin,
                                          .place = a->identity, .weight = a->weight };
    return CORDON_OK;
}

/* Number the parties from 0 and put the sightings in time order. @return parties, 0 without memory */
static size_t sights_ready(struct link *l, struct sights *s)
{
    size_t parties = 0;
    if (!LINK_GROW(s->cluster, s->work_room, 0, s->count) ||
        !LINK_GROW(s->seen, s->seen_room, 0, s->count))
        return 0;
    for (size_t i = 0; i < s->count; i++) s->item[i].party = uf_find(l->party, s->item[i].place);
    qsort(s->item, s->count, sizeof *s->item, by_party);
    for (size_t i = 0, last = 0; i < s->count; i++) {
        size_t party = s->item[i].party;
        if (i == 0 || party != last) parties++;
        last = party;
        s->item[i].party = (uint32_t)parties - 1;
    }
    qsort(s->item, s->count, sizeof *s->item, by_time);
    for (size_t i = 0; i < s->count; i++) s->cluster[i] = (uint32_t)i;
    return parties;
}

/* Join what stands within `seconds`, wherever so many parties do. */
static void join_windows(struct sights *s, uint32_t seconds, uint32_t need)
{
    size_t joined = 0, distinct = 0, end = 0; /* items below `joined` are one with their next */
    memset(s->seen, 0, s->count * sizeof *s->seen);
    for (size_t i = 0; i < s->count; i++) {
        for (; end < s->count && is_within(s->item[i].time_s, s->item[end].time_s, seconds); end++)
            distinct += s->seen[s->item[end].party]++ == 0;
        if (distinct >= need)
            for (joined = joined > i ? joined : i; joined + 1 < end; joined++)
                uf_join(s->cluster, (uint32_t)joined, (uint32_t)joined + 1);
        distinct -= --s->seen[s->item[i].party] == 0;
    }
}

/* Each cluster of sightings is one shared value. */
static cordon_status emit(struct link *l, struct sights *s, enum link_kind kind, uint32_t text,
                          uint32_t len, struct cordon_error *err)
{
    /* clusters of windows are runs in time order, as only neighbours are joined */
    for (size_t i = 0, j; i < s->count; i = j) {
        uint32_t root = uf_find(s->cluster, (uint32_t)i);
        for (j = i + 1; j < s->count && uf_find(s->cluster, (uint32_t)j) == root;) j++;
        if (j - i < 2) continue;
        struct share *v = link_value_begin(l, kind, text, len);
        if (!v) return error_nomem(err);
        v->bits = UINT16_MAX;
        for (size_t k = i; k < j; k++)
            if (!link_value_holder(l, s->item[k].place, s->item[k].time_s, s->item[k].origin,
                                   s->item[k].weight))
                return error_nomem(err);
        link_value_end(l);
    }
    return CORDON_OK;
}

/* All of a run as one value: a crowd's, or declared shared. */
static cordon_status emit_whole(struct link *l, const struct attr *a, size_t count,
                                uint8_t weight, struct cordon_error *err)
{
    struct share *v = link_value_begin(l, (enum link_kind)a->kind, a->text, a->len);
    if (!v) return error_nomem(err);
    v->bits = UINT16_MAX;
    v->weight = weight;
    for (size_t i = 0; i < count; i++)
        if (!link_value_holder(l, a[i].identity, a[i].time_s, a[i].origin, a[i].weight))
            return error_nomem(err);
    link_value_end(l);
    return CORDON_OK;
}

/* --- addresses -------------------------------------------------------------------------------- */

/* An egress counts for an identity that was behind it on enough days; the others' go. */
static cordon_status few_days_out(struct link *l, struct sights *s, const struct attr *a,
                                  size_t count, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0, j; i < count && !st; i = j) { /* by place, then time */
        uint32_t days = 0;
        int64_t last = 0;
        for (j = i; j < count && a[j].identity == a[i].identity; j++) {
            if (a[j].time_s == LINK_NO_TIME) continue;
            int64_t day = date_of_time(a[j].time_s);
            days += days == 0 || day != last;
            last = day;
        }
        for (size_t k = i; k < j && days >= l->set.egress_days && !st; k++)
            if (a[k].time_s != LINK_NO_TIME) st = sight_add(s, &a[k], err);
    }
    return st;
}

static cordon_status seen_run(struct link *l, struct sights *s, const struct attr *a, size_t count,
                              struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    s->count = 0;
    for (size_t i = 0; i < count; i++)
        if (a[i].weight == LINK_SHARED) return emit_whole(l, a, count, LINK_SHARED, err);
    if (a->kind == LINK_EGRESS)
        st = few_days_out(l, s, a, count, err);
    else
        for (size_t i = 0; i < count && !st; i++)
            if (a[i].time_s != LINK_NO_TIME) st = sight_add(s, &a[i], err);
    if (st || s->count < 2) return st;
    size_t parties = sights_ready(l, s);
    if (!parties) return error_nomem(err);
    if (parties > l->set.hub[a->kind]) return emit_whole(l, a, count, LINK_PLAIN, err);
    if (a->kind == LINK_EGRESS) {
        for (size_t i = 1; i < s->count; i++) uf_join(s->cluster, 0, (uint32_t)i);
    } else {
        join_windows(s, l->set.ip_short_s, l->set.ip_short_parties);
        join_windows(s, l->set.ip_long_s, l->set.ip_long_parties);
    }
    return emit(l, s, (enum link_kind)a->kind, a->text, a->len, err);
}

static cordon_status seen_addresses(struct link *l, struct cordon_error *err)
{
    struct sights s = { 0 };
    cordon_status st = CORDON_OK;
    for (size_t i = 0, j; i < l->attrs && !st; i = j) {
        const struct attr *a = &l->attr[i];
        j = i + 1;
        if (a->kind != LINK_IP && a->kind != LINK_EGRESS) continue;
        while (j < l->attrs && l->attr[j].key == a->key && l->attr[j].kind == a->kind &&
               str_eq(link_pool_str(l, l->attr[j].text, l->attr[j].len),
                      link_pool_str(l, a->text, a->len)))
            j++;
        if (a->identity != l->attr[j - 1].identity) st = seen_run(l, &s, a, j - i, err);
    }
    sights_release(&s);
    return st;
}

/* --- exits ------------------------------------------------------------------------------------ */

struct gram {
    uint64_t    hash;
    int64_t     time_s; /* of the first exit */
    uint64_t    origin;
    uint32_t    place;
    uint32_t    exit[GRAM]; /* where their texts lie in pool */
    uint16_t    len[GRAM];
};

static int by_session(const void *a, const void *b)
{
    const struct attr *x = *(const struct attr *const *)a, *y = *(const struct attr *const *)b;
    if (x->identity != y->identity) return x->identity < y->identity ? -1 : 1;
    if (x->time_s != y->time_s) return x->time_s < y->time_s ? -1 : 1;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->origin > y->origin) - (x->origin < y->origin);
}

static int by_gram(const void *a, const void *b)
{
    const struct gram *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->time_s != y->time_s) return x->time_s < y->time_s ? -1 : 1;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    return (x->origin > y->origin) - (x->origin < y->origin);
}

static bool is_same_gram(const struct link *l, const struct gram *a, const struct gram *b)
{
    if (a->hash != b->hash) return false;
    for (size_t k = 0; k < GRAM; k++)
        if (!str_eq(link_pool_str(l, a->exit[k], a->len[k]), link_pool_str(l, b->exit[k], b->len[k])))
            return false;
    return true;
}

/* Four exits of one identity, all different: hopping between two is what a company's pool does. */
static bool make_gram(const struct attr *const exit[GRAM], uint32_t seconds, struct gram *ret)
{
    *ret = (struct gram){ .time_s = exit[0]->time_s, .origin = exit[0]->origin,
                          .place = exit[0]->identity };
    if (!is_within(exit[0]->time_s, exit[GRAM - 1]->time_s, seconds)) return false;
    for (size_t k = 0; k < GRAM; k++) {
        for (size_t m = 0; m < k; m++)
            if (exit[m]->key == exit[k]->key) return false;
        ret->hash = (ret->hash << 9 | ret->hash >> 55) * UINT64_C(0x9E3779B97F4A7C15) + exit[k]->key;
        ret->exit[k] = exit[k]->text;
        ret->len[k] = exit[k]->len;
    }
    return true;
}

static cordon_status list_exits(const struct link *l, const struct attr ***ret, size_t *ret_count,
                                struct cordon_error *err)
{
    size_t count = 0, room = 0;
    for (size_t i = 0; i < l->attrs; i++) {
        const struct attr *a = &l->attr[i];
        if (a->kind != LINK_EXITS || a->weight == LINK_SHARED || a->time_s == LINK_NO_TIME) continue;
        if (!LINK_GROW(*ret, room, count, 1)) return error_nomem(err);
        (*ret)[count++] = a;
    }
    *ret_count = count;
    return CORDON_OK;
}

/* All sequences of four; an exit used several times in a row is one. */
static cordon_status list_grams(const struct link *l, const struct attr **exit, size_t count,
                                struct gram **ret, size_t *ret_count, struct cordon_error *err)
{
    size_t kept = 0, grams = 0, room = 0;
    for (size_t i = 0; i < count; i++) {
        const struct attr *last = kept ? exit[kept - 1] : NULL;
        if (!last || last->identity != exit[i]->identity || last->key != exit[i]->key)
            exit[kept++] = exit[i];
    }
    for (size_t i = 0; i + GRAM <= kept; i++) {
        struct gram g;
        if (exit[i]->identity != exit[i + GRAM - 1]->identity) continue;
        if (!make_gram(exit + i, l->set.exits_s, &g)) continue;
        if (!LINK_GROW(*ret, room, grams, 1)) return error_nomem(err);
        (*ret)[grams++] = g;
    }
    *ret_count = grams;
    return CORDON_OK;
}

static cordon_status share_grams(struct link *l, struct sights *s, const struct gram *g,
                                 size_t count, struct cordon_error *err)
{
    struct attr a = { 0 };
    cordon_status st = CORDON_OK;
    bool has_two = false;
    s->count = 0;
    for (size_t i = 0; i < count && !st; i++) {
        a.identity = g[i].place;
        a.time_s = g[i].time_s;
        a.origin = g[i].origin;
        has_two |= g[i].place != g->place;
        st = sight_add(s, &a, err);
    }
    if (st || !has_two) return st;
    char text[GRAM * LINK_VALUE_MAX + 16];
    size_t len = 0;
    for (size_t k = 0; k < GRAM; k++) {
        if (k) memcpy(text + len, " > ", 3);
        len += k ? 3 : 0;
        memcpy(text + len, l->pool + g->exit[k], g->len[k]);
        len += g->len[k];
    }
    if (sights_ready(l, s) == 0) return error_nomem(err);
    join_windows(s, l->set.exits_s, 2);
    uint32_t at;
    st = link_pool_add(l, str_of(text, len), &at, err);
    return st ? st : emit(l, s, LINK_EXITS, at, (uint32_t)len, err);
}

static cordon_status seen_exits(struct link *l, struct cordon_error *err)
{
    const struct attr **exit = NULL;
    struct gram *g = NULL;
    struct sights s = { 0 };
    size_t exits = 0, grams = 0;
    cordon_status st = list_exits(l, &exit, &exits, err);
    if (!st && exits) {
        qsort(exit, exits, sizeof *exit, by_session);
        st = list_grams(l, exit, exits, &g, &grams, err);
    }
    if (!st && grams) qsort(g, grams, sizeof *g, by_gram);
    for (size_t i = 0, j; i < grams && !st; i = j) {
        for (j = i + 1; j < grams && is_same_gram(l, &g[i], &g[j]);) j++;
        if (j - i > 1) st = share_grams(l, &s, g + i, j - i, err);
    }
    mem_free(exit);
    mem_free(g);
    sights_release(&s);
    return st;
}

cordon_status link_seen(struct link *l, struct cordon_error *err)
{
    cordon_status st = seen_addresses(l, err);
    return st ? st : seen_exits(l, err);
}
