/* Zones out of a committed table, data/zones.tsv. */
#include "base/zone.h"

#include "base/date.h"
#include "base/num.h"
#include "base/table.h"

struct zone_day {
    int16_t month, week, weekday, minute; /* month 0: none */
};
struct zone_change {
    int64_t at_s;
    int16_t offset_min;
};
struct zone_rule {
    int16_t         standard_min, summer_min;
    struct zone_day begin, end;
    uint16_t        first, changes; /* in zone_changes, before the rule holds */
};
#include "base/zone_table.h"

enum { DAY_S = 86400, ZONE_NAME_LEN = 48, NEAR_EDITS = 3 };

/* --- names --------------------------------------------------------------------------------------- */

bool zone_named(str text, struct zone *ret)
{
    char name[ZONE_NAME_LEN];
    if (text.len == 0 || text.len > sizeof name) return false;
    for (size_t i = 0; i < text.len; i++) name[i] = byte_lower(text.data[i]);
    uint32_t row = table_find(&zone_names, str_of(name, text.len));
    if (row == TABLE_NONE) return false;
    *ret = (struct zone){ (int16_t)zone_of_name[row], 0 };
    return true;
}

/* [+-]h, hh, hmm, hhmm, hh:mm up to fourteen hours. */
static bool read_offset(str s, int16_t *ret)
{
    unsigned digit[4], digits = 0;
    if (s.len < 2 || (s.data[0] != '+' && s.data[0] != '-')) return false;
    bool is_west = s.data[0] == '-';
    size_t colon = s.len;
    for (size_t i = 1; i < s.len; i++) {
        if (s.data[i] == ':' && colon == s.len && i > 1) {
            colon = i;
            continue;
        }
        if (!byte_is_digit(s.data[i]) || digits == 4) return false;
        digit[digits++] = (unsigned)(s.data[i] - '0');
    }
    if (digits == 0 || (colon < s.len && s.len - colon != 3)) return false;
    unsigned hours = digit[0], minutes = 0;
    if (digits == 2) hours = 10 * digit[0] + digit[1];
    if (digits > 2) {
        minutes = 10 * digit[digits - 2] + digit[digits - 1];
        hours = digits == 4 ? 10 * digit[0] + digit[1] : digit[0];
    }
    int all = (int)(hours * 60 + minutes);
    if (all > 14 * 60 || minutes > 59) return false;
    *ret = (int16_t)(is_west ? -all : all);
    return true;
}

bool zone_find(str text, struct zone *ret)
{
    char name[ZONE_NAME_LEN];
    text = str_trim(text);
    if (text.len == 0 || text.len > sizeof name) return false;
    for (size_t i = 0; i < text.len; i++) name[i] = text.data[i] == ' ' ? '_' : text.data[i];
    if (zone_named(str_of(name, text.len), ret)) return true;
    bool has_name = str_starts_nocase(text, STR("UTC")) || str_starts_nocase(text, STR("GMT"));
    *ret = (struct zone){ -1, 0 };
    return read_offset(has_name ? str_trim(str_from(text, 3)) : text, &ret->fixed_min);
}

str zone_nearest(str name)
{
    str best = STR_EMPTY;
    unsigned least = NEAR_EDITS + 1;
    for (size_t i = 0; i < COUNT_OF(zone_spelled); i++) {
        unsigned edits = str_distance(name, zone_spelled[i], NEAR_EDITS);
        if (edits >= least) continue;
        least = edits;
        best = zone_spelled[i];
    }
    return best;
}

/* --- what a clock shows -------------------------------------------------------------------------- */

static int year_of(int64_t day)
{
    int year = 1970 + (int)(day / 366);
    while (date_days(year + 1, 1, 1) <= day) year++;
    return year;
}

/* When a rule's day begins its change, in seconds; `offset` is the clock's before it. */
static int64_t change_s(const struct zone_day *d, int year, int offset_min)
{
    int32_t first = date_days(year, d->month, 1);
    int weekday = (int)(((int64_t)first + 4 + 7 * 100000) % 7); /* 1970-01-01 was a Thursday */
    int day = (d->weekday - weekday + 7) % 7 + 7 * (d->week - 1);
    int32_t next = d->month == 12 ? date_days(year + 1, 1, 1) : date_days(year, d->month + 1, 1);
    while (first + day >= next) day -= 7;
    return (int64_t)(first + day) * DAY_S + 60 * (int64_t)(d->minute - offset_min);
}

static int64_t day_of(int64_t s)
{
    return s >= 0 ? s / DAY_S : -((-s + DAY_S - 1) / DAY_S);
}

int zone_offset(struct zone z, int64_t at_s)
{
    if (z.rule < 0) return z.fixed_min;
    const struct zone_rule *r = &zone_rules[z.rule];
    const struct zone_change *c = &zone_changes[r->first];
    if (r->changes && at_s < c[r->changes - 1].at_s) {
        size_t i = r->changes - 1u;
        while (i && at_s < c[i].at_s) i--;
        return c[i].offset_min;
    }
    if (!r->begin.month) return r->standard_min;
    int64_t day = day_of(at_s);
    if (day < 0) return r->standard_min;
    int year = year_of(day);
    int64_t begin = change_s(&r->begin, year, r->standard_min);
    int64_t end = change_s(&r->end, year, r->summer_min);
    bool is_summer = begin < end ? at_s >= begin && at_s < end : at_s >= begin || at_s < end;
    return is_summer ? r->summer_min : r->standard_min;
}

int zone_offset_wall(struct zone z, int64_t wall_s)
{
    /* clocks change less than once in two days: these are the offsets before and after */
    int before = zone_offset(z, wall_s - DAY_S), after = zone_offset(z, wall_s + DAY_S);
    int more = before > after ? before : after, less = before > after ? after : before;
    if (zone_offset(z, wall_s - 60 * (int64_t)more) == more) return more; /* the earlier of two */
    if (zone_offset(z, wall_s - 60 * (int64_t)less) == less) return less;
    return more; /* no clock shows that time: as if it had been put forward already */
}

int zone_apart(int a_min, int b_min)
{
    int d = (a_min > b_min ? a_min - b_min : b_min - a_min) % 1440;
    return d > 720 ? 1440 - d : d;
}
