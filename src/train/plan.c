/* Who is disguised, with whom, and how careful: fixed before anybody is made. */
#include "train/person.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>

enum { VENDOR_EVERY = 50 };

/* Shares of the disguised people, per thousand (ours: farms are most of what the court papers
   describe; src: train-traits). */
static const struct { enum train_label label; uint16_t share, least, most; } kinds[] = {
    { LABEL_FARM, 450, 3, 25 },
    { LABEL_RENTED, 200, 1, 3 },
    { LABEL_LONE, 200, 1, 1 },
    { LABEL_RING, 150, 3, 9 },
};

str train_label_name(enum train_label l)
{
    static const str names[LABEL_COUNT] = {
        STR_INIT("honest"), STR_INIT("farm"),  STR_INIT("rented"),
        STR_INIT("lone"),   STR_INIT("front"), STR_INIT("ring"),
    };
    return names[l];
}

/* Careless, ordinary, careful: a quarter, half, a quarter. */
static uint8_t level_draw(struct prng *p)
{
    uint32_t r = prng_below(p, 4);
    return (uint8_t)(r == 0 ? 0 : r == 3 ? 2 : 1);
}

/* Small groups are commoner than large ones: the less of two draws, twice. */
static uint32_t size_draw(struct prng *p, uint32_t least, uint32_t most)
{
    uint32_t span = most - least + 1, size = prng_below(p, span);
    for (int i = 0; i < 2; i++) size = num_min_u32(size, prng_below(p, span));
    return least + size;
}

static void add_groups(struct train_plan *plan, struct prng *p, enum train_label label, uint32_t *from,
                       uint32_t count, uint32_t least, uint32_t most)
{
    while (count) {
        uint32_t size = num_min_u32(size_draw(p, least, most), count);
        if (count - size < least) size = num_min_u32(count, most + least); /* no rest too small to be one */
        uint8_t level = level_draw(p), culture = (uint8_t)prng_below(p, CULTURE_COUNT);
        plan->groups[plan->group_count++] =
            (struct train_group){ *from, (uint16_t)size, (uint8_t)label, level, culture };
        *from += size;
        count -= size;
    }
}

static void share_out(struct train_plan *plan, struct prng *p, uint32_t *from)
{
    uint32_t left = plan->disguised;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        uint32_t count = (uint32_t)((uint64_t)plan->disguised * kinds[i].share / 1000);
        if (count < kinds[i].least) continue; /* too few for a group */
        add_groups(plan, p, kinds[i].label, from, count, kinds[i].least, kinds[i].most);
        left -= count;
    }
    add_groups(plan, p, LABEL_LONE, from, left, 1, 1);
}

/* People of a culture are the ids culture, culture + 20, ... */
static uint32_t culture_people(const struct train_plan *plan, uint32_t culture)
{
    return (plan->people + CULTURE_COUNT - 1 - culture) / CULTURE_COUNT;
}

/*
 * Give every disguised one an id. Cultures are drawn alike, so none is more guilty than another;
 * only the identities of one farm are mostly of one, as they must pass in one country.
 */
static void ids_draw(struct train_plan *plan, struct prng *p)
{
    uint32_t used[CULTURE_COUNT] = { 0 }, n = 0;
    for (size_t g = 0; g < plan->group_count; g++) {
        const struct train_group *group = &plan->groups[g];
        for (uint32_t m = 0; m < group->size; m++, n++) {
            uint32_t culture = prng_below(p, CULTURE_COUNT);
            if (group->label == LABEL_FARM && prng_chance(p, 820)) culture = group->culture;
            if (group->label == LABEL_FRONT) {
                plan->ids[n] = plan->people + prng_shuffle(prng_mix(plan->seed, TOPIC_SHUFFLE, 99), plan->vendors,
                                                           n - plan->disguised);
                continue;
            }
            while (used[culture] >= culture_people(plan, culture)) culture = (culture + 1) % CULTURE_COUNT;
            uint32_t number = prng_shuffle(prng_mix(plan->seed, TOPIC_SHUFFLE, culture),
                                           culture_people(plan, culture), used[culture]++);
            plan->ids[n] = number * CULTURE_COUNT + culture;
        }
    }
}

static int by_id(const void *a, const void *b)
{
    uint32_t x = ((const struct train_member *)a)->id, y = ((const struct train_member *)b)->id;
    return x < y ? -1 : x > y;
}

static void index_make(struct train_plan *plan)
{
    for (uint32_t g = 0; g < plan->group_count; g++)
        for (uint32_t m = 0; m < plan->groups[g].size; m++) {
            uint32_t n = plan->groups[g].first + m;
            plan->members[n] = (struct train_member){ plan->ids[n], g, m };
        }
    qsort(plan->members, (size_t)plan->disguised + plan->fronts, sizeof *plan->members, by_id);
}

cordon_status plan_make(const struct cordon_train_options *o, struct train_plan *ret_plan,
                        struct cordon_error *err)
{
    struct train_plan plan = { .seed = o->seed, .people = o->people };
    struct prng p;
    uint32_t from = 0;
    if (o->people < 1 || o->people > CORDON_TRAIN_PEOPLE_MAX)
        return error_set(err, CORDON_ARGUMENT, "%u people; a population has 1 to %d", o->people,
                         CORDON_TRAIN_PEOPLE_MAX);
    if (o->disguised > CORDON_TRAIN_DISGUISED_MAX)
        return error_set(err, CORDON_ARGUMENT, "%u disguised per thousand; at most %d", o->disguised,
                         CORDON_TRAIN_DISGUISED_MAX);
    plan.vendors = o->people / VENDOR_EVERY;
    plan.disguised = (uint32_t)((uint64_t)o->people * o->disguised / 1000);
    /* Firms are rarer than people, so fronts are drawn five times as often: else there were none. */
    plan.fronts = num_min_u32((uint32_t)((uint64_t)plan.vendors * o->disguised * 5 / 1000), plan.vendors);
    size_t count = (size_t)plan.disguised + plan.fronts + 1;
    plan.groups = mem_calloc(count, sizeof *plan.groups);
    plan.ids = mem_calloc(count, sizeof *plan.ids);
    plan.members = mem_calloc(count, sizeof *plan.members);
    if (!plan.groups || !plan.ids || !plan.members) {
        plan_release(&plan);
        return error_nomem(err);
    }
    prng_init(&p, plan.seed, TOPIC_PLAN, 0);
    share_out(&plan, &p, &from);
    add_groups(&plan, &p, LABEL_FRONT, &from, plan.fronts, 1, 3);
    ids_draw(&plan, &p);
    index_make(&plan);
    *ret_plan = plan;
    return CORDON_OK;
}

void plan_release(struct train_plan *plan)
{
    mem_free(plan->groups);
    mem_free(plan->ids);
    mem_free(plan->members);
    *plan = (struct train_plan){ 0 };
}

const struct train_group *plan_group(const struct train_plan *plan, uint32_t id, uint32_t *ret_member)
{
    size_t low = 0, high = (size_t)plan->disguised + plan->fronts;
    *ret_member = 0;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (plan->members[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == (size_t)plan->disguised + plan->fronts || plan->members[low].id != id) return NULL;
    *ret_member = plan->members[low].member;
    return &plan->groups[plan->members[low].group];
}

uint32_t plan_member(const struct train_plan *plan, const struct train_group *group, uint32_t n)
{
    return plan->ids[group->first + n];
}

/* Number in the output of a person or vendor, and back: the order says nothing. */
static uint32_t place_of(const struct train_plan *plan, uint32_t id)
{
    return prng_unshuffle(prng_mix(plan->seed, TOPIC_ORDER, 0), plan->people + plan->vendors, id);
}

uint32_t plan_id_at(const struct train_plan *plan, uint32_t place)
{
    return prng_shuffle(prng_mix(plan->seed, TOPIC_ORDER, 0), plan->people + plan->vendors, place);
}

str plan_subject(const struct train_plan *plan, uint32_t id, struct arena *a)
{
    return arena_printf(a, "made-%07u", place_of(plan, id) + 1);
}
