/*
 * Places and clocks: where a claimed city lies, what its clocks show on a day, how far two places
 * are apart. From committed tables, never from the machine's own. Private to evidence/.
 */
#ifndef EVIDENCE_WHERE_H
#define EVIDENCE_WHERE_H

#include "base/zone.h"
#include "evidence/evidence.h"

/* --- clocks ------------------------------------------------------------------------------------- */

/** Is it a clock set to UTC on purpose, as browsers that hide the zone and servers show? */
bool zone_is_utc(str text);

enum { ZONES_MAX = 32 }; /* no country has more in the table */
/** Clocks a person claims to live by, any of which may be meant. */
struct zones {
    struct zone   zone[ZONES_MAX];
    struct origin origin[ZONES_MAX];
    size_t        count;
};
/** The clocks of a country: of all its places in the table. */
void zones_of_country(str country_code, struct zones *ret);
/** app.zone; else of the claimed cities; else of the claimed countries. Of two claimed countries
 *  the clocks of both. */
void zones_claimed(const struct evidence_run *run, struct zones *ret);
/** Least distance of an offset to any of them at a time, minutes. */
int zones_apart(const struct zones *z, int offset_min, int64_t at_s);

/* --- places ------------------------------------------------------------------------------------- */

/** Hundredths of a degree, north and east positive. */
struct point {
    int32_t lat, lon;
};
/** A city in a country; the country may be "" when the name is one of a kind. "Berlin, Germany" is
 *  taken apart. Source: docs/sources.md#places-ours */
bool point_of_city(str city, str country, struct point *ret);
/** Degrees as written: "-33.8688". */
bool point_read(str lat, str lon, struct point *ret);
/** Great-circle distance, to a thousandth; integers only. */
uint32_t point_km(struct point a, struct point b);

enum { POINTS_MAX = 8 };
struct points {
    struct point  point[POINTS_MAX];
    struct origin origin[POINTS_MAX];
    size_t        count;
};
/** The cities a person claims to live in, those that the table knows. */
void points_claimed(const struct evidence_run *run, struct points *ret);

/** Country code of a place as written: "Austin, TX, USA", "Seoul", "Japan"; "" when unknown. */
str place_country(str text);

#endif
