/* Fathers' names of eastern Europe: Ivanovich, Ivanovna. Private to name/. */
#ifndef NAME_PATRONYMIC_H
#define NAME_PATRONYMIC_H

#include "base/str.h"

/** Does a folded word look like one? Surnames of Balkan people do too (Abramovich). */
bool patronymic_is(str plain);

#endif
