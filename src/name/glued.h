/* Names of firms in scripts that leave no blanks, cut into words. Private to name/. */
#ifndef NAME_GLUED_H
#define NAME_GLUED_H

#include "text/text.h"

enum { GLUED_PARTS_MAX = 16 };

/**
 * Cut a token into the words of the vocabulary and what stands between them: 조선 광업 개발 무역 회사.
 *
 * A word of one letter counts only behind another word or at the end: 국 and 부 are bodies there and
 * parts of names elsewhere. Katakana are cut at known words at their end, or long ones at their front, and where other
 * signs begin.
 *
 * @param ret  parts of `plain`, in order
 * @return how many; 0 when it is one word
 */
size_t glued_split(str plain, enum text_script script, str ret[GLUED_PARTS_MAX]);

#endif
