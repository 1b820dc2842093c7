/* Zones of mappings: what a wall clock in an export meant. */
#include "base/date.h"
#include "base/num.h"
#include "record/plan.h"

/* "+09:00", "-05:00" */
static bool read_fixed(str name, struct zone *ret)
{
    uint64_t hours, minutes;
    if (name.len != 6 || (name.data[0] != '+' && name.data[0] != '-') || name.data[3] != ':')
        return false;
    if (!num_parse_u64(str_sub(name, 1, 3), 14, &hours) ||
        !num_parse_u64(str_sub(name, 4, 6), 59, &minutes))
        return false;
    int total = (int)(hours * 60 + minutes);
    *ret = (struct zone){ -1, (int16_t)(name.data[0] == '-' ? -total : total) };
    return true;
}

/* Columns are told by their values: "Japan", "Singapore" and "EST" in the table are zones by courtesy
 * of old systems, and countries and words in an export. */
bool when_zone_find(str name, struct zone *ret)
{
    if (read_fixed(name, ret)) return true;
    bool is_plain = str_index(name, '/') < name.len || str_eq_nocase(name, STR("UTC")) ||
                    str_eq_nocase(name, STR("GMT"));
    return is_plain && zone_named(name, ret);
}

int when_zone_offset(const struct zone *z, const struct when *w)
{
    int64_t minutes = (int64_t)date_days(w->year, w->month, w->day) * 1440 + w->hour * 60 + w->minute;
    return zone_offset_wall(*z, minutes * 60);
}
