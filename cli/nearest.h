/* The nearest known word to an unknown one: "did you mean". */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include "base/str.h"

struct nearest {
    str      word; /* what was typed */
    str      best; /* the nearest word offered so far; "" while none is near */
    unsigned distance;
};

/** Begin with the unknown word; it and all words offered are borrowed. */
void nearest_init(struct nearest *n, str word);
/** Offer a known word. On equal distance the first one offered stays. */
void nearest_offer(struct nearest *n, str known);

#endif
