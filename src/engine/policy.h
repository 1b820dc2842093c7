/* The thresholds of a policy. */
#ifndef ENGINE_POLICY_H
#define ENGINE_POLICY_H

#include <cordon/screen.h>

#include "base/arena.h"
#include "base/error.h"

/* every number of data/policy.tsv: key, lowest, highest */
#define POLICY_NUMBERS(X)                                                                          \
    X(gate_bp, 0, 10000)                                                                           \
    X(limit, 1, 1000)                                                                              \
    X(prior_cb, -10000, 0)                                                                         \
    X(possible_bp, 0, 10000)                                                                       \
    X(script_share_bp, 0, 10000)                                                                   \
    X(possible_least_bp, 0, 10000)                                                                 \
    X(possible_name_bp, 0, 10000)                                                                  \
    X(possible_score_bp, 0, 10000)                                                                 \
    X(weak_alias_score_bp, 0, 10000)                                                               \
    X(agreeing_cb, 0, 5000)                                                                        \
    X(same_bp, 0, 10000)                                                                           \
    X(birth_date_same_cb, 0, 5000)                                                                 \
    X(birth_date_within_cb, 0, 5000)                                                               \
    X(birth_date_about_cb, 0, 5000)                                                                \
    X(birth_date_near_cb, 0, 5000)                                                                 \
    X(birth_date_contradicts_self_cb, -5000, 0)                                                    \
    X(birth_date_contradicts_document_cb, -5000, 0)                                                \
    X(birth_date_contradicts_verified_cb, -5000, 0)                                                \
    X(circa_years, 0, 20)                                                                          \
    X(country_agrees_cb, 0, 5000)                                                                  \
    X(country_contradicts_cb, -5000, 0)                                                            \
    X(sex_agrees_cb, 0, 5000)                                                                      \
    X(sex_contradicts_cb, -5000, 0)                                                                \
    X(birth_place_agrees_cb, 0, 5000)                                                              \
    X(address_words_min, 1, 64)                                                                    \
    X(address_agrees_cb, 0, 5000)                                                                  \
    X(identifier_agrees_cb, 0, 5000)                                                               \
    X(number_letters_min, 1, 64)                                                                   \
    X(identifier_near_cb, 0, 5000)                                                                 \
    X(identifier_contradicts_cb, -5000, 0)                                                         \
    X(flag_weak, 0, 100)                                                                           \
    X(flag_medium, 0, 100)                                                                         \
    X(flag_strong, 0, 100)                                                                         \
    X(flag_group_cap, 1, 1000)                                                                     \
    X(flag_review, 1, 1000)                                                                        \
    X(flag_verify, 1, 1000)                                                                        \
    X(flag_verify_groups, 1, 20)                                                                   \
    X(flag_escalate, 1, 1000)                                                                      \
    X(flag_escalate_groups, 1, 20)                                                                 \
    X(wallet_listed_cb, 0, 10000)                                                                  \
    X(wallet_near_cb, 0, 10000)                                                                    \
    X(label_risk_cb, 0, 10000)                                                                     \
    X(label_crime_cb, 0, 10000)                                                                    \
    X(label_dprk_cb, 0, 10000)                                                                     \
    X(label_opinion_percent, 0, 100)                                                               \
    X(label_review_cb, 1, 10000)                                                                   \
    X(kind_differs_cb, -5000, 0)                                                                   \
    X(discount_cb, -5000, 0)                                                                       \
    X(good_days, 1, 3653)                                                                          \
    X(good_days_max, 1, 3653)

struct cordon_policy {
    struct arena arena;
    str          text; /* as it was read, to be written again */
    str          name;
    str          required; /* source ids, comma separated */
    bool         accept_starter;
#define X(key, low, high) int32_t key;
    POLICY_NUMBERS(X)
#undef X
};

/** Is a listed name this close, telling this much, worth a person's look by itself? A weak alias is one
 *  that its list calls weak. */
bool policy_name_is_possible(const struct cordon_policy *p, uint16_t name_bp, bool is_exact, bool is_weak,
                             uint16_t score_bp);

#endif
