/* Fathers' names of eastern Europe: Ivanovich, Ivanovna. Private to name/. */
#ifndef NAME_PATRONYMIC_H
#define NAME_PATRONYMIC_H

#include "base/str.h"

/** Does a folded word look like one? Surnames of Balkan people do too (Abramovich). */
bool patronymic_is(str plain);
/** Of two words that are: a daughter's and a son's? */
bool patronymics_of_two_sexes(str a, str b);

#endif
