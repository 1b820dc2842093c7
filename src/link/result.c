/* Asking the result: values, groups, and the counts of one identity. */
#include "link/graph.h"

#include <stdlib.h>

const struct link_told *link_caps(const struct link *l)
{
    return l->told;
}

bool link_is_limited(const struct link *l)
{
    for (int i = 0; i < LINK_CAPS; i++)
        if (l->told[i].count) return true;
    return false;
}

uint32_t link_identities(const struct link *l)
{
    return (uint32_t)l->idents;
}

uint32_t link_parties(const struct link *l)
{
    return l->parties;
}

uint32_t link_number(const struct link *l, uint32_t place)
{
    return place < l->idents ? l->ident[place].number : LINK_NONE;
}

uint32_t link_party(const struct link *l, uint32_t place)
{
    return place < l->idents ? l->ident[l->party[place]].number : LINK_NONE;
}

uint32_t link_values(const struct link *l)
{
    return (uint32_t)l->values;
}

const struct link_value *link_value(const struct link *l, uint32_t index)
{
    return index < l->values ? &l->share[index].v : NULL;
}

uint32_t link_groups(const struct link *l)
{
    return (uint32_t)l->groups;
}

const struct link_group *link_group(const struct link *l, uint32_t index)
{
    return index < l->groups ? &l->group[index] : NULL;
}

uint32_t link_group_of(const struct link *l, uint32_t place)
{
    return place < l->idents && l->group_of ? l->group_of[place] : LINK_NONE;
}

const uint32_t *link_values_of(const struct link *l, uint32_t place, uint32_t *ret_count)
{
    *ret_count = 0;
    if (place >= l->idents || !l->of_place) return NULL;
    *ret_count = l->of_place[place + 1] - l->of_place[place];
    return *ret_count ? &l->of_value[l->of_place[place]] : NULL;
}

/* --- counts of one identity ------------------------------------------------------------------- */

struct tally {
    const struct link *l;
    uint32_t           place;
    enum link_feature  feature;
    uint32_t          *other, *party, *value;
    size_t             others, values;
    uint32_t           apart;
};

static int by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t sort_unique(uint32_t *item, size_t count)
{
    size_t kept = 0;
    if (count) qsort(item, count, sizeof *item, by_size);
    for (size_t i = 0; i < count; i++)
        if (!kept || item[kept - 1] != item[i]) item[kept++] = item[i];
    return kept;
}

/* Is `other` another party for this value? A referee of two colleagues is no sign. */
static bool is_other(const struct tally *t, const struct link_value *v, uint32_t other)
{
    const struct link *l = t->l;
    uint32_t office = l->ident[t->place].office;
    if (l->party[other] == l->party[t->place]) return false;
    return v->kind != LINK_REFEREE || office == LINK_NONE || l->ident[other].office != office;
}

/* Walk the identity's values of the feature; without room only count. */
static void walk(struct tally *t)
{
    const struct link *l = t->l;
    t->others = t->values = 0;
    for (uint32_t i = l->of_place[t->place]; i < l->of_place[t->place + 1]; i++) {
        const struct link_value *v = &l->share[l->of_value[i]].v;
        if (link_feature_of(v->kind) != t->feature) continue;
        if ((v->state == LINK_CROWD || v->state == LINK_DECLARED) && v->parties > t->apart)
            t->apart = v->parties;
        if (v->state != LINK_LINKS) continue;
        size_t before = t->others;
        for (uint32_t h = 0; h < v->somes; h++) {
            if (!is_other(t, v, v->some[h].place)) continue;
            if (t->other) {
                t->other[t->others] = v->some[h].place;
                t->party[t->others] = l->party[v->some[h].place];
            }
            t->others++;
        }
        if (t->others == before) continue;
        if (t->value) t->value[t->values] = l->of_value[i];
        t->values++;
    }
}

cordon_status link_counts(const struct link *l, uint32_t place, struct arena *arena,
                          struct link_count *ret, struct cordon_error *err)
{
    if (place >= l->idents || !l->of_place)
        return error_set(err, CORDON_ARGUMENT, "no identity at place %u", place);
    for (int f = 0; f < LINK_FEATURES; f++) {
        struct tally t = { .l = l, .place = place, .feature = (enum link_feature)f };
        walk(&t);
        ret[f] = (struct link_count){ .apart = t.apart };
        if (!t.others) continue;
        t.other = arena_alloc(arena, t.others * sizeof *t.other);
        t.party = arena_alloc(arena, t.others * sizeof *t.party);
        t.value = arena_alloc(arena, t.values * sizeof *t.value);
        if (!t.other || !t.party || !t.value) return error_nomem(err);
        walk(&t);
        ret[f].parties = (uint32_t)sort_unique(t.party, t.others);
        ret[f].other = t.other;
        ret[f].others = (uint32_t)sort_unique(t.other, t.others);
        ret[f].value = t.value;
        ret[f].values = (uint32_t)t.values;
    }
    return CORDON_OK;
}

/* --- in order? -------------------------------------------------------------------------------- */

static const char *value_fault(const struct link *l, const struct link_value *v)
{
    if (v->state == LINK_UNSET || v->holders < 2) return "a value that nobody shares";
    for (uint32_t i = 0; i < v->holders; i++) {
        if (v->holder[i].place >= l->idents) return "a holder that is none";
        if (v->holder[i].identity != l->ident[v->holder[i].place].number) return "a wrong number";
        if (i && v->holder[i].place <= v->holder[i - 1].place) return "holders out of order";
    }
    if (v->state != LINK_LINKS && (v->rarity_cb || v->is_strong)) return "rarity without a link";
    return v->state == LINK_LINKS && v->parties < 2 ? "a link of one party" : NULL;
}

static const char *group_fault(const struct link *l, uint32_t index)
{
    const struct link_group *g = &l->group[index];
    if (g->parties < 2 || g->members < g->parties || !g->values) return "a group of one";
    if (g->rarity_cb < l->set.group_min_cb) return "a group of too little rarity";
    for (uint32_t i = 0; i < g->members; i++) {
        if (i && g->member[i] <= g->member[i - 1]) return "members out of order";
        if (l->group_of[g->member[i]] != index) return "a member of two groups";
    }
    for (uint32_t i = 0; i < g->values; i++) {
        if (g->value[i] >= l->values) return "a value that is none";
        const struct link_value *v = &l->share[g->value[i]].v;
        if (v->state != LINK_LINKS) return "a group held by what does not link";
        if (i && v->rarity_cb > l->share[g->value[i - 1]].v.rarity_cb) return "values out of order";
    }
    return NULL;
}

bool link_validate(const struct link *l, const char **ret_why)
{
    const char *why = NULL;
    for (size_t i = 0; i < l->values && !why; i++) why = value_fault(l, &l->share[i].v);
    for (uint32_t i = 0; i < l->groups && !why; i++) why = group_fault(l, i);
    *ret_why = why ? why : "";
    return !why;
}
