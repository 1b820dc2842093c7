/* Clocks of places: which minute it is where, in any week of the years that the population knows. */
#include "train/person.h"

#include "base/date.h"

/* 0 Monday .. 6 Sunday; 1970-01-01 was a Thursday. */
static int weekday(int32_t day)
{
    return (day % 7 + 7 + 3) % 7;
}

static int year_of(int32_t day)
{
    char text[16];
    date_text(day, text);
    return (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
}

/* The n-th such weekday of a month; n 0: the last. */
static int32_t nth(int year, int month, int want, int n)
{
    if (n) {
        int32_t first = date_days(year, month, 1);
        return first + (want - weekday(first) + 7) % 7 + 7 * (n - 1);
    }
    int32_t last = (month == 12 ? date_days(year + 1, 1, 1) : date_days(year, month + 1, 1)) - 1;
    return last - (weekday(last) - want + 7) % 7;
}

/* Is summer time kept? Changes are taken at the hour they happen, to the minute of the rule. */
static bool is_summer(const struct train_zone *z, int64_t utc_s)
{
    int64_t local_s = utc_s + z->minutes * 60; /* by the winter clock */
    int32_t day = (int32_t)(local_s / DAY_S);
    int     year = year_of(day);
    int64_t from, to;
    switch (z->rule) {
    case RULE_NONE:
        return false;
    case RULE_US:
        from = (int64_t)nth(year, 3, 6, 2) * DAY_S + 7200;
        to = (int64_t)nth(year, 11, 6, 1) * DAY_S + 3600;
        return local_s >= from && local_s < to;
    case RULE_EU:
        from = (int64_t)nth(year, 3, 6, 0) * DAY_S + 3600;
        to = (int64_t)nth(year, 10, 6, 0) * DAY_S + 3600;
        return utc_s >= from && utc_s < to;
    case RULE_AU:
        from = (int64_t)nth(year, 10, 6, 1) * DAY_S + 7200;
        to = (int64_t)nth(year, 4, 6, 1) * DAY_S + 7200;
        return local_s >= from || local_s < to;
    case RULE_EG:
        from = (int64_t)nth(year, 4, 4, 0) * DAY_S;
        to = (int64_t)nth(year, 10, 3, 0) * DAY_S + DAY_S - 3600;
        return local_s >= from && local_s < to;
    case RULE_IL:
        from = (int64_t)(nth(year, 3, 6, 0) - 2) * DAY_S + 7200;
        to = (int64_t)nth(year, 10, 6, 0) * DAY_S + 3600;
        return local_s >= from && local_s < to;
    }
    return false;
}

int zone_minutes(uint8_t zone, int64_t utc_s)
{
    const struct train_zone *z = &train_zones[zone];
    return z->minutes + (is_summer(z, utc_s) ? 60 : 0);
}

int64_t zone_utc(uint8_t zone, int32_t day, int32_t second)
{
    int64_t local_s = (int64_t)day * DAY_S + second;
    int64_t utc_s = local_s - train_zones[zone].minutes * 60;
    return local_s - zone_minutes(zone, utc_s) * 60;
}

int64_t instant(struct prng *p, int32_t from, int32_t to)
{
    int64_t day = prng_range(p, from, to);
    return day * DAY_S + prng_range(p, 0, DAY_S - 1);
}

static str stamp(int64_t local_s, const char *tail, struct arena *a)
{
    char day[16];
    int32_t s = (int32_t)(local_s % DAY_S);
    date_text((int32_t)(local_s / DAY_S), day);
    return arena_printf(a, "%.10sT%02d:%02d:%02d%s", day, s / 3600, s / 60 % 60, s % 60, tail);
}

str when_text(int64_t utc_s, int minutes, struct arena *a)
{
    char tail[16] = "Z";
    unsigned off = (unsigned)(minutes < 0 ? -minutes : minutes);
    if (off) {
        const char digits[] = "0123456789";
        tail[0] = minutes < 0 ? '-' : '+';
        tail[1] = digits[off / 600 % 10];
        tail[2] = digits[off / 60 % 10];
        tail[3] = ':';
        tail[4] = digits[off % 60 / 10];
        tail[5] = digits[off % 10];
        tail[6] = '\0';
    }
    return stamp(utc_s + minutes * 60, tail, a);
}

str when_utc(int64_t utc_s, struct arena *a)
{
    return when_text(utc_s, 0, a);
}

str day_text(int32_t day, struct arena *a)
{
    char text[16];
    date_text(day, text);
    return arena_str(a, str_c(text));
}
