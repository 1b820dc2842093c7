/*
 * Words that are made of words: names of the Arab world that are written together or apart. Private to name/.
 *
 *   abdurrahman -> abd + rahman     عبدالرحمن -> عبد + الرحمن     nasrullah -> nasr + allah     abdul -> abd
 *   alireza -> ali + reza        محمدرضا -> محمد + رضا
 *
 * "Servant of", "father of", "of God" and "of the faith" have a score of spellings, with and without the article; what
 * stands beside them is the name. Taken apart by one rule everywhere, all of them come to the same words.
 */
#ifndef NAME_COMPOUND_H
#define NAME_COMPOUND_H

#include "base/str.h"

enum { COMPOUND_PARTS_MAX = 3 };

/**
 * The words that a word is made of.
 *
 * @param plain  folded without marks, as text_token.plain: Latin, Cyrillic or Arabic
 * @param ret    views into `plain`, or words of its own
 * @return how many; 0 when it is one word as it stands, 1 when it is better written otherwise
 *
 * Cost: a few bytes looked at for words that are none
 * Source: docs/internals/names.md
 */
size_t compound_split(str plain, str ret[COMPOUND_PARTS_MAX]);

/**
 * What a part that only holds compounds together is worth at most: whoever is called Nasrullah is told by the first
 * half, so that "allah" beside it says little.
 *
 * @return hundredths of a bit; 0 when the word is no such part
 */
uint16_t compound_glue_cb(str word);

#endif
