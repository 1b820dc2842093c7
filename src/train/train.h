/*
 * The population generator: people who never lived, and what a company would know of them.
 *
 *   plan    who is disguised, in which group, how careful     (plan.c)
 *   person  who somebody is: name, home, papers, career       (person.c and its topics)
 *   fate    accidents of all, traits planted in the disguised (fate.c)
 *   write   what the company's data holds of it: dossiers     (write_*.c)
 *   truth   the answer, in a file of its own                  (truth.c)
 *
 * Nothing here knows a rule. What is planted comes from advisories and court papers (data/train),
 * what happens to honest people from public statistics (docs/train.md).
 */
#ifndef TRAIN_TRAIN_H
#define TRAIN_TRAIN_H

#include <cordon/train.h>

#include "base/str.h"

enum train_label {
    LABEL_HONEST = 0,
    LABEL_FARM,   /* one of several issued laptops at a facilitator's home */
    LABEL_RENTED, /* genuine papers; somebody else works */
    LABEL_LONE,   /* a careful fake on its own */
    LABEL_FRONT,  /* a firm that is a front */
    LABEL_RING,   /* accounts on a freelance market that work together */
    LABEL_COUNT,
};

str train_label_name(enum train_label l); /* "farm" */

#endif
