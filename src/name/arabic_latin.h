/*
 * Words romanised from Arabic, Persian and Pashto. Private to name/.
 *
 * Each clerk hears their short vowels anew (Naim, Naeem; Moalla, Maala; Khreit, Khrait), so that two Latin spellings of
 * them differ more than two of a European name do, and mean less by it. Which words look so is told by their
 * letters alone, three at a time (data/arabic/README.md), whoever bears them.
 */
#ifndef NAME_ARABIC_LATIN_H
#define NAME_ARABIC_LATIN_H

#include "base/str.h"

/** Does a folded Latin word look romanised? False for other scripts. */
bool arabic_looks(str plain);
/** The same with less doubt: one in forty of other names does. */
bool arabic_looks_surely(str plain);

#endif
