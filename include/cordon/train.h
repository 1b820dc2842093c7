/* Made-up people with known answers: for practice, for tests, for measuring rules. */
#ifndef CORDON_TRAIN_H
#define CORDON_TRAIN_H

#include <cordon/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Caps; docs/limits.md names them. */
enum {
    CORDON_TRAIN_PEOPLE_MAX = 10000000,
    CORDON_TRAIN_DISGUISED_MAX = 500, /* per thousand */
};

struct cordon_train_options {
    uint64_t seed;
    uint32_t people;    /* 1..CORDON_TRAIN_PEOPLE_MAX; firms that offer work come on top, one for 50 */
    uint32_t disguised; /* per thousand of the people, 0..CORDON_TRAIN_DISGUISED_MAX */
};

/**
 * Called for each made-up person or firm.
 *
 * @param ctx      as given
 * @param records  JSON Lines in the vocabulary of data/fields.tsv, one or more, all of one subject
 * @param truth    one line of JSON: subject, label, group, and what was planted; never part of the
 *                 records
 * @return CORDON_OK to go on; anything else ends the run and is its status
 */
typedef cordon_status cordon_train_sink(void *ctx, cordon_str records, cordon_str truth,
                                        struct cordon_error *err);

/**
 * Make up a population: honest people of twenty name cultures with everyday accidents, and
 * disguised workers among them.
 *
 * The same options give the same bytes on every machine and with every version that says the same
 * `cordon_train_version`. Nothing comes from a clock: the population lives on 2026-10-01.
 *
 * @return CORDON_OK
 *         CORDON_ARGUMENT  people or disguised out of range
 *         CORDON_NOMEM
 *         what the sink returned
 *
 * Cost:    about 25 microseconds a person; memory for one person and for the plan of the groups
 * Threads: any number
 * Source:  docs/train.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_train_generate(const struct cordon_train_options *options, cordon_train_sink *sink, void *ctx,
                      struct cordon_error *err);

/** Raised when the same seed begins to give other bytes. */
CORDON_API unsigned cordon_train_version(void);

#ifdef __cplusplus
}
#endif
#endif
