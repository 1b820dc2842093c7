/* Countries: any writing of one to its code, and back to a name. Table: data/countries.tsv. */
#ifndef BASE_COUNTRY_H
#define BASE_COUNTRY_H

#include "base/str.h"

/* Cap: a longer writing is not looked for (docs/limits.md). */
enum { COUNTRY_TEXT_MAX = 256 };

/**
 * The code of a country, as lists, passports and people write countries: names and short names,
 * official names, ISO codes of two and three letters, demonyms, in the scripts of the table.
 *
 * Case, marks, blanks and punctuation do not count: "Korea, North", "KOREA NORTH", "D.P.R.K."
 * and "prk" are all kp. States that are gone keep a code of their own: "USSR" is suhh, not ru.
 * Takes one country; "Seoul, Korea, South" or "Iran; Iraq" is for the caller to cut, longest
 * tail first.
 *
 * @return static text: ISO 3166-1 alpha-2 in lower case or FollowTheMoney's longer code; ""
 * when the writing is not in the table, which never means "no country"
 *
 * Cost:    one look-up, no allocation
 * Threads: any number
 * Source:  docs/sources.md#iso-3166, #cldr-territories, #country-spellings
 */
str country_code(str name);

/** English name of a code as country_code() returns it, any case; "" when it is not one. */
str country_name(str code);

#endif
