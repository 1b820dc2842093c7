/* Plain Jaro-Winkler similarity, to show beside Cordon's own: what most screening still uses. */
#ifndef CLI_JARO_H
#define CLI_JARO_H

#include "base/str.h"

/** 0..10000 for two short texts, ASCII letters without case; texts above 64 bytes give 0.
 *  Source: docs/sources.md#jaro-winkler */
unsigned jaro_winkler_bp(str a, str b);

#endif
