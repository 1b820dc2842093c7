/*
 * Time zones of the world's offices, for exports that write wall clock time.
 *
 * A table of our own and not the system's, so that one export gives the same records on every
 * machine. Rules are those in force since 2007 (North America), 1996 (Europe), 2008 (Australia,
 * New Zealand); src: iana-tz. A zone whose rule has changed since is not listed.
 */
#include "base/date.h"
#include "base/num.h"
#include "record/plan.h"

enum rule {
    NO_RULE = 0,
    RULE_US, /* second Sunday of March 02:00 to first Sunday of November 02:00 */
    RULE_EU, /* last Sunday of March to last Sunday of October, both 01:00 UTC */
    RULE_AU, /* first Sunday of October 02:00 to first Sunday of April 03:00 */
    RULE_NZ, /* last Sunday of September 02:00 to first Sunday of April 03:00 */
};

static const struct zone zones[] = {
    { STR_INIT("UTC"), 0, NO_RULE },
    { STR_INIT("GMT"), 0, NO_RULE },
    { STR_INIT("Etc/UTC"), 0, NO_RULE },
    { STR_INIT("Africa/Accra"), 0, NO_RULE },
    { STR_INIT("Africa/Johannesburg"), 120, NO_RULE },
    { STR_INIT("Africa/Lagos"), 60, NO_RULE },
    { STR_INIT("Africa/Nairobi"), 180, NO_RULE },
    { STR_INIT("America/Anchorage"), -540, RULE_US },
    { STR_INIT("America/Argentina/Buenos_Aires"), -180, NO_RULE },
    { STR_INIT("America/Bogota"), -300, NO_RULE },
    { STR_INIT("America/Boise"), -420, RULE_US },
    { STR_INIT("America/Chicago"), -360, RULE_US },
    { STR_INIT("America/Denver"), -420, RULE_US },
    { STR_INIT("America/Detroit"), -300, RULE_US },
    { STR_INIT("America/Halifax"), -240, RULE_US },
    { STR_INIT("America/Lima"), -300, NO_RULE },
    { STR_INIT("America/Los_Angeles"), -480, RULE_US },
    { STR_INIT("America/New_York"), -300, RULE_US },
    { STR_INIT("America/Panama"), -300, NO_RULE },
    { STR_INIT("America/Phoenix"), -420, NO_RULE },
    { STR_INIT("America/Puerto_Rico"), -240, NO_RULE },
    { STR_INIT("America/St_Johns"), -210, RULE_US },
    { STR_INIT("America/Toronto"), -300, RULE_US },
    { STR_INIT("America/Vancouver"), -480, RULE_US },
    { STR_INIT("Asia/Bangkok"), 420, NO_RULE },
    { STR_INIT("Asia/Colombo"), 330, NO_RULE },
    { STR_INIT("Asia/Dhaka"), 360, NO_RULE },
    { STR_INIT("Asia/Dubai"), 240, NO_RULE },
    { STR_INIT("Asia/Ho_Chi_Minh"), 420, NO_RULE },
    { STR_INIT("Asia/Hong_Kong"), 480, NO_RULE },
    { STR_INIT("Asia/Jakarta"), 420, NO_RULE },
    { STR_INIT("Asia/Jayapura"), 540, NO_RULE },
    { STR_INIT("Asia/Karachi"), 300, NO_RULE },
    { STR_INIT("Asia/Kathmandu"), 345, NO_RULE },
    { STR_INIT("Asia/Kolkata"), 330, NO_RULE },
    { STR_INIT("Asia/Kuala_Lumpur"), 480, NO_RULE },
    { STR_INIT("Asia/Makassar"), 480, NO_RULE },
    { STR_INIT("Asia/Manila"), 480, NO_RULE },
    { STR_INIT("Asia/Pontianak"), 420, NO_RULE },
    { STR_INIT("Asia/Riyadh"), 180, NO_RULE },
    { STR_INIT("Asia/Seoul"), 540, NO_RULE },
    { STR_INIT("Asia/Shanghai"), 480, NO_RULE },
    { STR_INIT("Asia/Singapore"), 480, NO_RULE },
    { STR_INIT("Asia/Taipei"), 480, NO_RULE },
    { STR_INIT("Asia/Tashkent"), 300, NO_RULE },
    { STR_INIT("Asia/Tbilisi"), 240, NO_RULE },
    { STR_INIT("Asia/Tokyo"), 540, NO_RULE },
    { STR_INIT("Asia/Vladivostok"), 600, NO_RULE },
    { STR_INIT("Asia/Yangon"), 390, NO_RULE },
    { STR_INIT("Asia/Yerevan"), 240, NO_RULE },
    { STR_INIT("Atlantic/Reykjavik"), 0, NO_RULE },
    { STR_INIT("Australia/Adelaide"), 570, RULE_AU },
    { STR_INIT("Australia/Brisbane"), 600, NO_RULE },
    { STR_INIT("Australia/Darwin"), 570, NO_RULE },
    { STR_INIT("Australia/Melbourne"), 600, RULE_AU },
    { STR_INIT("Australia/Perth"), 480, NO_RULE },
    { STR_INIT("Australia/Sydney"), 600, RULE_AU },
    { STR_INIT("Europe/Amsterdam"), 60, RULE_EU },
    { STR_INIT("Europe/Athens"), 120, RULE_EU },
    { STR_INIT("Europe/Belgrade"), 60, RULE_EU },
    { STR_INIT("Europe/Berlin"), 60, RULE_EU },
    { STR_INIT("Europe/Brussels"), 60, RULE_EU },
    { STR_INIT("Europe/Bucharest"), 120, RULE_EU },
    { STR_INIT("Europe/Budapest"), 60, RULE_EU },
    { STR_INIT("Europe/Copenhagen"), 60, RULE_EU },
    { STR_INIT("Europe/Dublin"), 0, RULE_EU },
    { STR_INIT("Europe/Helsinki"), 120, RULE_EU },
    { STR_INIT("Europe/Lisbon"), 0, RULE_EU },
    { STR_INIT("Europe/London"), 0, RULE_EU },
    { STR_INIT("Europe/Madrid"), 60, RULE_EU },
    { STR_INIT("Europe/Oslo"), 60, RULE_EU },
    { STR_INIT("Europe/Paris"), 60, RULE_EU },
    { STR_INIT("Europe/Prague"), 60, RULE_EU },
    { STR_INIT("Europe/Riga"), 120, RULE_EU },
    { STR_INIT("Europe/Rome"), 60, RULE_EU },
    { STR_INIT("Europe/Sofia"), 120, RULE_EU },
    { STR_INIT("Europe/Stockholm"), 60, RULE_EU },
    { STR_INIT("Europe/Tallinn"), 120, RULE_EU },
    { STR_INIT("Europe/Vienna"), 60, RULE_EU },
    { STR_INIT("Europe/Vilnius"), 120, RULE_EU },
    { STR_INIT("Europe/Warsaw"), 60, RULE_EU },
    { STR_INIT("Europe/Zagreb"), 60, RULE_EU },
    { STR_INIT("Europe/Zurich"), 60, RULE_EU },
    { STR_INIT("Pacific/Auckland"), 720, RULE_NZ },
    { STR_INIT("Pacific/Honolulu"), -600, NO_RULE },
};

/** "+09:00", "-05:00" */
static bool read_fixed(str name, struct zone *ret)
{
    uint64_t hours, minutes;
    if (name.len != 6 || (name.data[0] != '+' && name.data[0] != '-') || name.data[3] != ':')
        return false;
    if (!num_parse_u64(str_sub(name, 1, 3), 14, &hours) ||
        !num_parse_u64(str_sub(name, 4, 6), 59, &minutes))
        return false;
    int total = (int)(hours * 60 + minutes);
    *ret = (struct zone){ .name = name,
                          .minutes = (int16_t)(name.data[0] == '-' ? -total : total) };
    return true;
}

bool when_zone_find(str name, struct zone *ret)
{
    if (read_fixed(name, ret)) return true;
    for (size_t i = 0; i < COUNT_OF(zones); i++) {
        if (!str_eq_nocase(name, zones[i].name)) continue;
        *ret = zones[i];
        return true;
    }
    return false;
}

str zone_nearest(str name)
{
    str best = STR_EMPTY;
    unsigned least = 4;
    for (size_t i = 0; i < COUNT_OF(zones); i++) {
        unsigned edits = str_distance(name, zones[i].name, 3);
        if (edits >= least) continue;
        least = edits;
        best = zones[i].name;
    }
    return best;
}

/** Day of the month of a Sunday: the nth, or with nth 0 the last. */
static int sunday(int year, int month, int nth)
{
    int32_t first = date_days(year, month, 1);
    int weekday = (int)(((first % 7) + 7 + 4) % 7); /* 1970-01-01 was a Thursday; Sunday is 0 */
    int day = 1 + (7 - weekday) % 7;
    if (nth) return day + 7 * (nth - 1);
    int length = month == 3 || month == 10 ? 31 : 30;
    while (day + 7 <= length) day += 7;
    return day;
}

/** Minutes since the year began, counting months as 31 days: for comparing only. */
static int place(int month, int day, int minute)
{
    return ((month * 31) + day) * 1440 + minute;
}

static bool is_summer(const struct zone *z, const struct when *w)
{
    int now = place(w->month, w->day, w->hour * 60 + w->minute), y = w->year;
    int utc_1 = 60 + z->minutes; /* 01:00 UTC on this zone's winter clock */
    switch ((enum rule)z->rule) {
    case NO_RULE: return false;
    case RULE_US:
        return now >= place(3, sunday(y, 3, 2), 120) && now < place(11, sunday(y, 11, 1), 120);
    case RULE_EU:
        return now >= place(3, sunday(y, 3, 0), utc_1) &&
               now < place(10, sunday(y, 10, 0), utc_1 + 60);
    case RULE_AU:
        return now >= place(10, sunday(y, 10, 1), 120) || now < place(4, sunday(y, 4, 1), 180);
    case RULE_NZ:
        return now >= place(9, sunday(y, 9, 0), 120) || now < place(4, sunday(y, 4, 1), 180);
    }
    return false;
}

int when_zone_offset(const struct zone *z, const struct when *w)
{
    return z->minutes + (is_summer(z, w) ? 60 : 0);
}
