/*
 * How common a word of a name is, from tables shipped with Cordon: never from the list that is
 * loaded, so that the same pair of names is worth the same everywhere. Private to name/.
 */
#ifndef NAME_FREQ_H
#define NAME_FREQ_H

#include "base/str.h"

/* What a token is worth that no table knows, hundredths of a bit (data/freq/, "unseen"). */
enum { FREQ_PERSON_UNSEEN_CB = 1500, FREQ_WORD_UNSEEN_CB = 1300 };

/**
 * Information of a part of a personal name, hundredths of a bit: minus log2 of the share of
 * people who carry it, in the population where it is most common (kim among Koreans, smith
 * among Americans). A query comes from an unknown population, so the common case is the one to
 * fear.
 *
 * @param plain  folded without marks, as text_token.plain
 * @return 300..1500; 0 when the token is not in the table
 *
 * Cost:    one look-up
 * Source:  docs/sources.md#freq-persons
 */
uint16_t freq_person_cb(str plain);

/**
 * The same for a word in the name of an organisation or a vessel.
 *
 * @return 200..1300; 0 when the word is not in the table
 * Source: docs/sources.md#freq-words
 */
uint16_t freq_word_cb(str plain);

#endif
