/* What befalls a person, and what a disguised one leaves behind: drawn once, told where it shows. */
#include "train/person.h"

_Static_assert(ACC_COUNT <= 64, "accidents fit one word");
_Static_assert(TRAIT_COUNT <= 128, "traits fit two words");

static void draw_traits(struct prng *p, enum train_label label, uint8_t level, bool is_group,
                        uint64_t traits[2])
{
    for (unsigned t = 0; t < TRAIT_COUNT; t++) {
        const struct train_trait *trait = &train_traits[t];
        bool is_drawn = prng_chance(p, trait->chance[level]);
        if (is_drawn && trait->is_group == is_group && trait->labels >> label & 1)
            traits[t / 64] |= UINT64_C(1) << t % 64;
    }
}

void fate_draw(struct person *p)
{
    struct prng r;
    stream(p, TOPIC_FATE, &r);
    for (unsigned a = 0; a < ACC_COUNT; a++)
        if (prng_chance(&r, train_accidents[a].per_mille)) p->accidents |= UINT64_C(1) << a;
    if (!p->group) return;
    draw_traits(&r, p->label, p->level, false, p->traits);
    struct prng g; /* what the group does, all its members do */
    prng_init(&g, p->plan->seed, TOPIC_GROUP, p->group_number);
    draw_traits(&g, p->label, p->level, true, p->traits);
}

bool has_met(const struct person *p, enum train_accident_id acc)
{
    return p->accidents >> acc & 1;
}

bool met(struct person *p, enum train_accident_id acc)
{
    if (!has_met(p, acc)) return false;
    p->accidents_shown |= UINT64_C(1) << acc;
    return true;
}

bool is_planted(const struct person *p, enum train_trait_id t)
{
    return p->traits[t / 64] >> t % 64 & 1;
}

bool planted(struct person *p, enum train_trait_id t)
{
    if (!is_planted(p, t)) return false;
    p->traits_shown[t / 64] |= UINT64_C(1) << t % 64;
    return true;
}
