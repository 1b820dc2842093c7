/* The made-up world: tables of data/train, fixed at build time, and the way to pick from them. */
#ifndef TRAIN_WORLD_H
#define TRAIN_WORLD_H

#include "base/str.h"
#include "train/prng.h"
#include "train/train.h"
#include "train/train_ids.h" /* generated */

struct train_list {
    const str *item;
    size_t     count;
};

struct train_zone {
    str     name; /* "Europe/Kyiv" */
    int16_t minutes; /* east of Greenwich, in winter */
    enum train_rule_id rule;
};

struct train_city {
    str      name, plain; /* plain: without marks, for schools and firms */
    str      region; /* "TX", or "" */
    int16_t  latitude, longitude; /* hundredths of a degree */
    uint8_t  zone;
    uint8_t  weight; /* 0: travel and operators only */
    uint8_t  country;
};

enum { MAIL_DOMAINS = 8, SHARES = 8 };

struct train_country {
    str               code, alpha3, dial;
    struct train_list phone;
    str               passport;
    uint8_t           passport_years;
    str               currency;
    uint16_t          rate;
    str               account, routing, address, zip;
    struct train_list mail; /* the first is gmail.com */
    uint8_t           mail_weight[MAIL_DOMAINS];
    struct train_list legal, street;
    uint16_t          city_from, city_count;
};

struct train_net {
    enum train_net_kind kind;
    uint8_t  country;
    uint8_t  bits;
    uint32_t base;
    uint32_t asn;
    str      as_name, provider;
};

struct train_name {
    uint32_t          upto; /* weights of this and all before */
    str               latin, native, plain, zone; /* zone: as in a machine-readable zone */
    struct train_list spelling, nick;
};

struct train_names {
    const struct train_name *item;
    size_t                   count;
    uint32_t                 total;
};

struct train_share {
    uint8_t country, weight;
};

struct train_culture {
    str                name;
    uint16_t           abroad; /* per thousand */
    uint8_t            home_count, to_count;
    struct train_share home[SHARES], to[SHARES];
};

struct train_accident {
    str      name;
    uint16_t per_mille;
};

struct train_trait {
    str      name;
    uint16_t chance[3]; /* careless, ordinary, careful; per thousand */
    bool     is_group;
    unsigned labels; /* 1u << enum train_label */
};

extern const struct train_zone train_zones[];
extern const struct train_city train_cities[];
extern const struct train_country train_countries[];
extern const size_t train_country_count; /* those where people live */
extern const struct train_net train_nets[]; /* by kind, then by country */
extern const size_t train_net_count;
extern const struct train_names train_names[];
extern const struct train_culture train_cultures[];
extern const struct train_list train_words[];
extern const struct train_accident train_accidents[];
extern const struct train_trait train_traits[];

/** One name, the common ones more often. */
const struct train_name *world_name(struct prng *p, enum train_names_id part);
/** One word of a list, all alike. */
str world_word(struct prng *p, enum train_word_id part);
str world_pick(struct prng *p, struct train_list list);
/** A country out of weighted shares. */
uint8_t world_share(struct prng *p, const struct train_share *share, size_t count);
/** A city of a country, the large ones more often; of a country without people any. */
uint16_t world_city(struct prng *p, uint8_t country);
/** The networks of a kind in a country: *ret_from and how many; 0 when there are none. */
size_t world_nets(enum train_net_kind kind, uint8_t country, size_t *ret_from);

#endif
