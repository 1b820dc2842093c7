/* Korean particles. Private to say/. */
#ifndef SAY_KOREAN_H
#define SAY_KOREAN_H

#include "base/buf.h"

/**
 * Append the particle that fits the end of `before`.
 *
 * @param pair  "은/는", "이/가", "을/를", "과/와", "으로/로": the one after a consonant, '/', the one
 *              after a vowel. Unknown ends get both: "은(는)".
 */
void korean_add_particle(str before, str pair, struct buf *out);

#endif
