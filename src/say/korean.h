/* Korean particles. Private to say/. */
#ifndef SAY_KOREAN_H
#define SAY_KOREAN_H

#include "base/buf.h"

/** How the last syllable of a text sounds at its end. */
enum korean_end {
    KOREAN_UNKNOWN = 0, /* no letter or digit, or one whose Korean reading is not known */
    KOREAN_OPEN,        /* ends in a vowel: 리, 2, "Yuri" */
    KOREAN_RIEUL,       /* ends in ㄹ: 철, 1, "Chol" */
    KOREAN_CLOSED,      /* ends in another consonant: 김, 3, "Kim" */
};

/** The end of the last letter or digit of s; quotes, brackets and blanks behind it are passed over. */
enum korean_end korean_end_of(str s);

/**
 * Append the particle that fits the end of `before`.
 *
 * @param pair  "은/는", "이/가", "을/를", "과/와", "으로/로": the one after a consonant, '/', the one
 *              after a vowel. Unknown ends get both: "은(는)".
 */
void korean_add_particle(str before, str pair, struct buf *out);

#endif
