/* Times as people and programs write them, always UTC inside. */
#ifndef CLI_WHEN_H
#define CLI_WHEN_H

#include "base/str.h"

/**
 * Read a time: YYYY-MM-DD (its first second, UTC), RFC 3339, or `now`.
 *
 * Fractions of a second are dropped; second 60 is the first of the next minute. The years are
 * 0001..9999.
 *
 * @return false when the text is none of these or no such day or hour exists
 *
 * Source: RFC 3339 section 5.6
 */
bool when_parse(str text, int64_t now_s, int64_t *ret_s);

#endif
