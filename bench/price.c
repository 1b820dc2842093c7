/*
 * What the cheapest change costs that makes a subject clear.
 *
 *   flags, all text gone -> of each flag the least sets of changes that end it (asked of the rules
 *   themselves) -> the cheapest set that brings the points below review (branch and bound over flags:
 *   root once, caps of groups) -> asked once more with all of it gone
 */
#include "price.h"

#include "base/mem.h"

#include <stdlib.h>

enum {
    ARENA_MAX = 256 << 20,
    ENDS_MAX = 64,   /* sets of changes that end one flag */
    DEPTH_MAX = 6,   /* changes in one of them */
    NODES_MAX = 2000000,
};

const uint32_t price_class[PRICE_CLASSES] = { 0, 1, 2, 5, 50 };

/* --- fields --------------------------------------------------------------------------------------- */

/* By group, and where a field is not like its group, by name. Ours: what stands in the person's own
 * words, code, work and settings is text; who must appear in person, or hold a machine or a paper,
 * needs a resident. */
static const struct {
    const char *prefix;
    uint32_t    price;
} fields[] = {
    /* by name */
    { "app.in_person", 50 },    /* somebody has to come */
    { "app.deferrals", 50 },
    { "app.verification", 50 }, /* somebody has to pass it */
    { "int.person", 50 },
    { "int.voice", 50 },
    { "dev.serial", 50 },       /* the machine that was sent */
    { "dev.owner", 50 },
    { "co.payees", 5 },
    { "co.registry_check", 5 }, /* a firm is formed through an agent, for about what an account costs */
    { "work.employers", 50 },   /* another identity */
    /* by group */
    { "pay.", 5 }, { "wal.", 5 }, { "flow.", 5 }, { "bank_account", 5 }, { "iban", 5 }, { "wallet", 5 },
    { "net.", 2 }, { "email", 1 }, { "phone", 1 }, { "ref.", 1 },
    { "doc.", 50 }, { "idv.", 50 }, { "ship.", 50 },
};

uint32_t price_of_field(str path)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (str_starts(path, str_c(fields[i].prefix))) return fields[i].price;
    return 0;
}

/* --- asking --------------------------------------------------------------------------------------- */

struct change {
    uint32_t slot; /* RULE_NONE: no rule reads it; the group rests on it */
    uint32_t price;
};

/* A flag, and what ends it. */
struct ended {
    int32_t  points;
    uint32_t rule;
    str      root, group;
    uint64_t by[ENDS_MAX]; /* each a set of changes */
    size_t   count;
};

struct pricing {
    const struct rules         *rules;
    const struct cordon_policy *policy;
    struct flag_scratch        *scratch;
    struct name_scratch        *names;
    struct flags               *flags;
    struct arena                arena;     /* of one asking */
    struct arena                keep;      /* of one subject */
    uint8_t                    *left_out;  /* by slot */
    uint32_t                   *slot_price;
    uint32_t                    group_slot[2];
    struct flag_ask             ask;
    struct change               change[PRICE_CHANGES_MAX];
    size_t                      changes;
    uint64_t                    group_by; /* changes that together end the group */
    struct ended               *ended;    /* FLAGS_MAX */
    size_t                      endeds;
    bool                        is_exact;
    uint32_t                    best;     /* of the search */
    uint64_t                    best_by;
    uint32_t                    nodes;
};

static uint32_t price_of_slot(const struct rules *r, uint32_t slot)
{
    str name = rule_set_slot_name(r->set, slot);
    enum feature f = feature_find(name);
    return f == FEATURE_COUNT ? price_of_field(name) : feature_table[f].cost;
}

struct pricing *pricing_new(const struct rules *rules, const struct cordon_policy *policy)
{
    struct pricing *p = mem_calloc(1, sizeof *p);
    uint32_t slots = rule_set_slots(rules->set);
    if (!p) return NULL;
    p->rules = rules;
    p->policy = policy;
    arena_init(&p->arena, ARENA_MAX);
    arena_init(&p->keep, ARENA_MAX);
    p->scratch = flag_scratch_new(rules);
    p->names = name_scratch_new();
    p->flags = mem_calloc(1, sizeof *p->flags);
    p->left_out = mem_calloc(slots + 1, sizeof *p->left_out);
    p->slot_price = mem_calloc(slots + 1, sizeof *p->slot_price);
    p->ended = mem_calloc(FLAGS_MAX, sizeof *p->ended);
    if (!p->scratch || !p->names || !p->flags || !p->left_out || !p->slot_price || !p->ended) {
        pricing_free(p);
        return NULL;
    }
    for (uint32_t i = 0; i < slots; i++) p->slot_price[i] = price_of_slot(rules, i);
    p->group_slot[0] = rules->feature_slot[FEATURE_LINK_GROUP_SIZE];
    p->group_slot[1] = rules->feature_slot[FEATURE_LINK_GROUP_RARITY_CB];
    return p;
}

void pricing_free(struct pricing *p)
{
    if (!p) return;
    flag_scratch_free(p->scratch);
    name_scratch_free(p->names);
    mem_free(p->flags);
    mem_free(p->left_out);
    mem_free(p->slot_price);
    mem_free(p->ended);
    arena_release(&p->arena);
    arena_release(&p->keep);
    mem_free(p);
}

static cordon_status ask(struct pricing *p, struct cordon_error *err)
{
    arena_reset(&p->arena);
    name_query_reset(p->names);
    p->ask.left_out = p->left_out;
    return flags_find(p->scratch, p->policy, p->names, &p->ask, &p->arena, p->flags, err);
}

/* Leave out what costs nothing, and these changes. */
static void leave_out(struct pricing *p, uint64_t by)
{
    uint32_t slots = rule_set_slots(p->rules->set);
    for (uint32_t i = 0; i < slots; i++) p->left_out[i] = p->slot_price[i] == 0;
    for (size_t i = 0; i < p->changes; i++)
        if (by >> i & 1 && p->change[i].slot != RULE_NONE) p->left_out[p->change[i].slot] = 1;
    for (size_t i = 0; i < 2 && p->group_by && (by & p->group_by) == p->group_by; i++)
        if (p->group_slot[i] != RULE_NONE) p->left_out[p->group_slot[i]] = 1;
}

/* --- changes -------------------------------------------------------------------------------------- */

/* @return its bit; 0 when there is no room */
static uint64_t change_of(struct pricing *p, uint32_t slot, uint32_t price)
{
    for (size_t i = 0; i < p->changes; i++)
        if (slot != RULE_NONE && p->change[i].slot == slot) return (uint64_t)1 << i;
    if (p->changes == PRICE_CHANGES_MAX) {
        p->is_exact = false;
        return 0;
    }
    p->change[p->changes] = (struct change){ slot, price };
    return (uint64_t)1 << p->changes++;
}

static bool is_held(const struct link_value *v, uint32_t subject)
{
    for (uint32_t i = 0; i < v->holders; i++)
        if (v->holder[i].identity == subject) return true;
    return false;
}

/* What ties the subject to its group, as changes. */
static void find_ties(struct pricing *p, const struct ties *ties, uint32_t subject)
{
    uint32_t number = ties_group(ties, subject), kinds = 0;
    const struct link_group *g = number == LINK_NONE ? NULL : link_group(ties->link, number);
    uint64_t done = 0;
    p->group_by = 0;
    for (uint32_t i = 0; g && i < g->values; i++) {
        const struct link_value *v = link_value(ties->link, g->value[i]);
        if (is_held(v, subject)) kinds |= 1u << v->kind;
    }
    for (uint32_t k = 0; k < LINK_KINDS; k++) {
        enum link_feature lf = link_feature_of((enum link_kind)k);
        enum feature f = feature_find(link_feature_name(lf));
        if (!(kinds >> k & 1) || done >> lf & 1 || f == FEATURE_COUNT) continue;
        done |= (uint64_t)1 << lf;
        if (feature_table[f].cost) p->group_by |= change_of(p, p->rules->feature_slot[f], feature_table[f].cost);
    }
}

/* --- what ends a flag ----------------------------------------------------------------------------- */

static const struct flag *flag_of(const struct flags *f, uint32_t rule)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->item[i].rule == rule) return &f->item[i];
    return NULL;
}

static bool is_group(const struct pricing *p, uint32_t slot)
{
    return slot == p->group_slot[0] || slot == p->group_slot[1];
}

static void add_end(struct pricing *p, struct ended *e, uint64_t by)
{
    for (size_t i = 0; i < e->count; i++)
        if ((e->by[i] & by) == e->by[i]) return; /* a lesser one does */
    if (e->count == ENDS_MAX) p->is_exact = false;
    else e->by[e->count++] = by;
}

/* A flag is true by the values it matched: what ends it takes at least one of them away. */
static cordon_status find_ends(struct pricing *p, struct ended *e, uint64_t by, unsigned depth,
                               struct cordon_error *err)
{
    leave_out(p, by);
    cordon_status st = ask(p, err);
    const struct flag *f = st ? NULL : flag_of(p->flags, e->rule);
    uint32_t slot[FLAG_ORIGINS_MAX];
    size_t slots = f ? f->slots : 0;
    if (st) return st;
    if (!f || f->points <= 0) {
        add_end(p, e, by);
        return CORDON_OK;
    }
    if (depth == DEPTH_MAX) {
        p->is_exact = false;
        return CORDON_OK;
    }
    if (slots) memcpy(slot, f->slot, slots * sizeof *slot);
    for (size_t i = 0; !st && i < slots; i++) {
        uint64_t bit = change_of(p, slot[i], p->slot_price[slot[i]]);
        if (bit && !(by & bit)) st = find_ends(p, e, by | bit, depth + 1, err);
        if (!st && p->group_by && is_group(p, slot[i]) && (by & p->group_by) != p->group_by)
            st = find_ends(p, e, by | p->group_by, depth + 1, err);
    }
    return st;
}

static int by_points(const void *a, const void *b)
{
    const struct ended *x = a, *y = b;
    if (x->points != y->points) return x->points > y->points ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static cordon_status find_all_ends(struct pricing *p, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    p->endeds = 0;
    for (size_t i = 0; i < p->flags->count; i++) {
        const struct flag *f = &p->flags->item[i];
        const struct rule_cordon *c = &rule_set_info(p->rules->set, f->rule)->cordon;
        if (f->points <= 0) continue;
        struct ended *e = &p->ended[p->endeds++];
        e->points = f->points;
        e->rule = f->rule;
        e->root = c->root;
        e->group = c->group;
        e->count = 0;
    }
    for (size_t i = 0; !st && i < p->endeds; i++) {
        st = find_ends(p, &p->ended[i], 0, 0, err);
        if (!p->ended[i].count) p->is_exact = false;
    }
    if (p->endeds) qsort(p->ended, p->endeds, sizeof *p->ended, by_points);
    return st;
}

/* --- the cheapest --------------------------------------------------------------------------------- */

static bool is_ended(const struct ended *e, uint64_t by)
{
    for (size_t i = 0; i < e->count; i++)
        if ((e->by[i] & by) == e->by[i]) return true;
    return false;
}

static int32_t points_with(const struct pricing *p, uint64_t by)
{
    str group[FLAG_GROUPS_MAX], root[FLAGS_MAX];
    int32_t in_group[FLAG_GROUPS_MAX], sum = 0;
    size_t groups = 0, roots = 0, k;
    for (size_t i = 0; i < p->endeds; i++) {
        const struct ended *e = &p->ended[i];
        if (is_ended(e, by)) continue;
        for (k = 0; k < roots && !(e->root.len && str_eq(root[k], e->root)); k++) {}
        if (k < roots) continue;
        root[roots++] = e->root;
        for (k = 0; k < groups && !str_eq(group[k], e->group); k++) {}
        if (k == FLAG_GROUPS_MAX) continue;
        if (k == groups) {
            group[groups] = e->group;
            in_group[groups++] = 0;
        }
        in_group[k] += e->points;
    }
    for (k = 0; k < groups; k++)
        sum += in_group[k] > p->policy->flag_group_cap ? p->policy->flag_group_cap : in_group[k];
    return sum;
}

struct search {
    struct pricing *p;
    size_t          order[PRICE_CHANGES_MAX]; /* dearest first */
    uint64_t        rest[PRICE_CHANGES_MAX + 1]; /* those behind */
};

static void look(struct search *s, size_t at, uint64_t by, uint32_t cost)
{
    struct pricing *p = s->p;
    if (cost >= p->best) return;
    if (++p->nodes > NODES_MAX) {
        p->is_exact = false;
        return;
    }
    if (points_with(p, by | s->rest[at]) >= p->policy->flag_review) return;
    if (points_with(p, by) < p->policy->flag_review) {
        p->best = cost;
        p->best_by = by;
        return;
    }
    if (at == p->changes) return;
    const struct change *c = &p->change[s->order[at]];
    look(s, at + 1, by, cost);
    look(s, at + 1, by | (uint64_t)1 << s->order[at], cost + c->price);
}

static void search_cheapest(struct pricing *p)
{
    struct search s = { .p = p };
    for (size_t i = 0; i < p->changes; i++) { /* few: put each in its place */
        size_t k = i;
        for (; k && p->change[s.order[k - 1]].price < p->change[i].price; k--) s.order[k] = s.order[k - 1];
        s.order[k] = i;
    }
    for (size_t i = p->changes; i-- > 0;) s.rest[i] = s.rest[i + 1] | (uint64_t)1 << s.order[i];
    p->best = UINT32_MAX;
    p->best_by = 0;
    p->nodes = 0;
    look(&s, 0, 0, 0);
}

/* Each class bought once, for all that it is good for. */
static uint32_t search_once(const struct pricing *p)
{
    uint32_t best = UINT32_MAX;
    for (unsigned classes = 0; classes < 1u << PRICE_CLASSES; classes++) {
        uint32_t cost = 0;
        uint64_t by = 0;
        for (unsigned k = 0; k < PRICE_CLASSES; k++) {
            if (!(classes >> k & 1)) continue;
            cost += price_class[k];
            for (size_t i = 0; i < p->changes; i++)
                if (p->change[i].price == price_class[k]) by |= (uint64_t)1 << i;
        }
        if (cost < best && points_with(p, by) < p->policy->flag_review) best = cost;
    }
    return best;
}

/* --- together ------------------------------------------------------------------------------------- */

static cordon_status find(struct pricing *p, struct price *ret, struct cordon_error *err)
{
    leave_out(p, 0);
    cordon_status st = ask(p, err);
    *ret = (struct price){ .is_exact = true };
    if (st || p->flags->points < p->policy->flag_review) return st;
    st = find_all_ends(p, err);
    if (st) return st;
    search_cheapest(p);
    if (p->best == UINT32_MAX) { /* what cannot be ended counts as an accomplice's */
        *ret = (struct price){ .sum = 50, .once = 50, .changes = 1 };
        return CORDON_OK;
    }
    leave_out(p, p->best_by);
    st = ask(p, err);
    if (st) return st;
    if (p->flags->points >= p->policy->flag_review) p->is_exact = false;
    *ret = (struct price){ .sum = p->best, .once = search_once(p), .is_exact = p->is_exact,
                           .changes = (uint32_t)__builtin_popcountll(p->best_by) };
    return CORDON_OK;
}

cordon_status price_find(struct pricing *p, const struct ties *ties, uint32_t subject,
                         const struct tie_findings *found, int64_t now_s, struct price *ret,
                         int32_t *ret_points, struct cordon_error *err)
{
    const struct pool_subject *s = &ties->pool->subject[subject];
    struct dossier d = { .subject = s->id, .records = &ties->pool->order[s->first], .count = s->count,
                         .now_s = now_s };
    arena_reset(&p->keep);
    p->ask = (struct flag_ask){ .dossier = &d };
    p->changes = 0;
    p->is_exact = true;
    cordon_status st = ties_features(ties, subject, found, &p->keep, &p->ask.given, &p->ask.given_count, err);
    if (st) return st;
    memset(p->left_out, 0, rule_set_slots(p->rules->set));
    st = ask(p, err);
    if (st) return st;
    *ret_points = p->flags->points;
    find_ties(p, ties, subject);
    return find(p, ret, err);
}
