/* Picking from the tables of the made-up world. */
#include "train/world.h"

const struct train_name *world_name(struct prng *p, enum train_names_id part)
{
    const struct train_names *n = &train_names[part];
    uint32_t want = prng_below(p, n->total);
    size_t low = 0, high = n->count - 1;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (n->item[mid].upto > want)
            high = mid;
        else
            low = mid + 1;
    }
    return &n->item[low];
}

str world_pick(struct prng *p, struct train_list list)
{
    return list.count ? list.item[prng_below(p, (uint32_t)list.count)] : STR_EMPTY;
}

str world_word(struct prng *p, enum train_word_id part)
{
    return world_pick(p, train_words[part]);
}

uint8_t world_share(struct prng *p, const struct train_share *share, size_t count)
{
    uint32_t total = 0;
    for (size_t i = 0; i < count; i++) total += share[i].weight;
    uint32_t want = prng_below(p, total);
    for (size_t i = 0; i + 1 < count; i++) {
        if (want < share[i].weight) return share[i].country;
        want -= share[i].weight;
    }
    return share[count - 1].country;
}

uint16_t world_city(struct prng *p, uint8_t country)
{
    const struct train_country *c = &train_countries[country];
    uint32_t total = 0;
    for (size_t i = 0; i < c->city_count; i++) total += train_cities[c->city_from + i].weight;
    if (!total) return (uint16_t)(c->city_from + prng_below(p, c->city_count));
    uint32_t want = prng_below(p, total);
    for (uint16_t i = 0; i < c->city_count; i++) {
        if (want < train_cities[c->city_from + i].weight) return (uint16_t)(c->city_from + i);
        want -= train_cities[c->city_from + i].weight;
    }
    return c->city_from;
}

size_t world_nets(enum train_net_kind kind, uint8_t country, size_t *ret_from)
{
    size_t low = 0, high = train_net_count, end;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const struct train_net *n = &train_nets[mid];
        if (n->kind < kind || (n->kind == kind && n->country < country))
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < train_net_count; end++)
        if (train_nets[end].kind != kind || train_nets[end].country != country) break;
    *ret_from = low;
    return end - low;
}
