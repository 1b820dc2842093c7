/*
 * Price of evasion: what the cheapest change costs that makes a subject clear. For benchmarks.
 *
 * A change is one feature or field made absent, or innocent, which is the same to a rule. Its price is
 * that of its cost class: text 0, mailbox 1, clean exit address 2, new payout account 5, resident
 * accomplice 50. Features say theirs in data/features.tsv; fields that rules read directly have the
 * class of their group, price_of_field(). The size and rarity of a group (link.group_*) can be had
 * for an accomplice, or by giving up every value that ties the subject to the group.
 */
#ifndef BENCH_PRICE_H
#define BENCH_PRICE_H

#include "engine/flags.h"
#include "engine/tie.h"

enum { PRICE_CLASSES = 5, PRICE_CHANGES_MAX = 63 };
extern const uint32_t price_class[PRICE_CLASSES]; /* 0, 1, 2, 5, 50 */

struct price {
    uint32_t sum;     /* of the cheapest changes, each paid */
    uint32_t once;    /* the least, were each class paid once and good for all its features */
    uint32_t changes; /* how many cost something */
    bool     is_exact; /* false: a cap was reached, or the changes together do not do what each does
                          alone; then it is the price of what was found */
};

/** What it would cost to change a field that rules read. */
uint32_t price_of_field(str path);

struct pricing;
/** Memory for one thread; NULL when it ran out. */
struct pricing *pricing_new(const struct rules *rules, const struct cordon_policy *policy);
void            pricing_free(struct pricing *p);

/**
 * The price of one subject.
 *
 * @param ties     of the pool the subject is in
 * @param found    as ties_features
 * @param now_s    the time that ages are counted to
 * @param ret      written only when true is returned
 * @param ret_points  as it stands: below the policy's flag_review there is nothing to pay
 * @return CORDON_OK, CORDON_NOMEM
 *
 * Cost: flags_find some ten to a hundred times
 */
cordon_status price_find(struct pricing *p, const struct ties *ties, uint32_t subject,
                         const struct tie_findings *found, int64_t now_s, struct price *ret,
                         int32_t *ret_points, struct cordon_error *err);

#endif
