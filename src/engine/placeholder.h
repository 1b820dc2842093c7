/* Values that stand where nothing is known, or that a spreadsheet has spoilt: they join and link nobody.
 * Private to engine/. */
#ifndef ENGINE_PLACEHOLDER_H
#define ENGINE_PLACEHOLDER_H

#include "base/str.h"

/** "N/A", "-", "unknown", "0000", "none@none.com": no id. 1111 and 12345 are somebody's number. */
bool is_nothing(str value);

/**
 * The same for what is one of a kind: "N/A", "-", "unknown", "none@none.com", "0000000000", "1234567890"; and 1.23457E+15, of which the
 * digits that set it apart are gone.
 */
bool is_placeholder(str value);

#endif
