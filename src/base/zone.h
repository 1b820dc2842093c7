/*
 * Time zones, out of a committed table and never from the machine's own: one export gives the same
 * records everywhere. Exact for 2016 to 2037. Source: docs/sources.md#tzdata
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/str.h"

/** A clock: one of the table's zones, or a fixed offset. */
struct zone {
    int16_t rule;      /* row of the table, or -1: fixed */
    int16_t fixed_min; /* east of Greenwich */
};

/** A zone by its name in the table, without regard to case: "Asia/Seoul". */
bool zone_named(str name, struct zone *ret);
/** As people and programs write it: a name, "Asia/Ho Chi Minh", "+09:00", "-0330", "UTC+9", "GMT". */
bool zone_find(str text, struct zone *ret);
/** The name nearest to a misspelt one; "" when none is near. */
str zone_nearest(str name);

/** Minutes east of Greenwich at a time; summer time is in it. */
int zone_offset(struct zone z, int64_t at_s);
/**
 * Minutes east of Greenwich when the clock on the wall shows this.
 *
 * @param wall_s  what it shows, in seconds as if it were UTC. Of a time that comes twice the first is
 *                meant; a time that is left out counts as behind the change
 */
int zone_offset_wall(struct zone z, int64_t wall_s);
/** How far two offsets are apart as clocks show it: 0..720 minutes. */
int zone_apart(int a_min, int b_min);

#endif
