/* Plain Jaro-Winkler, as most screening programs have it: the measure to beat. */
#ifndef BENCH_JARO_H
#define BENCH_JARO_H

#include "base/arena.h"

/**
 * How alike two texts are, 0..10000: Jaro's share of common letters within half the longer text, and
 * Winkler's bonus of a tenth of the rest for each of at most four equal first letters.
 *
 * @param a, b  one byte a letter; longer than 255 is cut
 */
unsigned jaro_winkler(str a, str b);

/** A name as such programs prepare it: folded, marks off, words parted by one blank. The arena's. */
str jaro_prepare(str name, struct arena *arena);

#endif
