/* Validating: drawing canaries from a list, and other writings of them. Private to engine/. */
#ifndef ENGINE_VALIDATE_H
#define ENGINE_VALIDATE_H

#include <cordon/validate.h>

#include "engine/screener.h"

/** A name drawn from a list. */
struct canary {
    uint64_t         order; /* the smallest of each script are drawn */
    uint32_t         row;   /* the party's */
    str              name;  /* as listed */
    enum text_script script;
};

/** Canaries of one list, by script: `count[s]` of them at `item[s]`, sorted by order. */
struct canaries {
    struct canary *item[SCRIPTS]; /* the arena's */
    size_t         count[SCRIPTS];
    struct canary *wallet;
    size_t         wallets;
    size_t         cap; /* of each */
};

str validate_script_name(enum text_script s);

/**
 * Draw from a list: names of parties that are not weak, wallets that count under the policy.
 * The same seed and the same edition draw the same.
 */
cordon_status validate_draw(const struct set_source *src, const struct cordon_policy *policy, uint64_t seed,
                            size_t cap, struct arena *a, struct canaries *ret, struct cordon_error *err);

/** A canary in another writing; "" where there is none. The arena's. */
str validate_write(enum cordon_canary kind, const struct canary *c, enum name_kind party,
                   struct arena *a);

#endif
