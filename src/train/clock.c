/* Clocks of places: which minute it is where, in any week of the years that the population knows. */
#include "train/person.h"

#include "base/date.h"

/* 0 Monday .. 6 Sunday; 1970-01-01 was a Thursday. */
static int weekday(int32_t day)
{
    return (day % 7 + 7 + 3) % 7;
}

/* No earlier than 1970. */
static int year_of(int32_t day)
{
    int32_t year = 1970 + day / 366;
    while (date_days(year + 1, 1, 1) <= day) year++;
    return year;
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

/* Digits without printf: times are most of what is written. */
static void put_digits(char *at, unsigned count, uint32_t v)
{
    while (count--) {
        at[count] = (char)('0' + v % 10);
        v /= 10;
    }
}

/* "2026-08-01" (src: civil-days). */
static void put_day(char *at, int32_t day)
{
    int32_t z = day + 719468, era = z / 146097, doe = z - era * 146097; /* never before the year 0 here */
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    put_digits(at, 4, (uint32_t)(yoe + era * 400 + (month <= 2)));
    at[4] = at[7] = '-';
    put_digits(at + 5, 2, (uint32_t)month);
    put_digits(at + 8, 2, (uint32_t)(doy - (153 * mp + 2) / 5 + 1));
}

str when_text(int64_t utc_s, int minutes, struct arena *a)
{
    char *t = arena_alloc(a, 32);
    if (!t) return STR_EMPTY;
    int64_t  local_s = utc_s + minutes * 60;
    uint32_t s = (uint32_t)(local_s % DAY_S), off = (uint32_t)(minutes < 0 ? -minutes : minutes);
    put_day(t, (int32_t)(local_s / DAY_S));
    t[10] = 'T';
    put_digits(t + 11, 2, s / 3600);
    put_digits(t + 14, 2, s / 60 % 60);
    put_digits(t + 17, 2, s % 60);
    t[13] = t[16] = ':';
    t[19] = off ? minutes < 0 ? '-' : '+' : 'Z';
    if (!off) return str_of(t, 20);
    put_digits(t + 20, 2, off / 60);
    t[22] = ':';
    put_digits(t + 23, 2, off % 60);
    return str_of(t, 25);
}

str when_utc(int64_t utc_s, struct arena *a)
{
    return when_text(utc_s, 0, a);
}

str day_text(int32_t day, struct arena *a)
{
    char *t = arena_alloc(a, 10);
    if (!t) return STR("1970-01-01"); /* the arena has failed: nothing of this is given out */
    put_day(t, day);
    return str_of(t, 10);
}

str ip_text(uint32_t ip, struct arena *a)
{
    char *t = arena_alloc(a, 16);
    size_t n = 0;
    if (!t) return STR_EMPTY;
    for (int shift = 24; shift >= 0; shift -= 8) {
        uint32_t v = ip >> shift & 255;
        unsigned count = v > 99 ? 3 : v > 9 ? 2 : 1;
        put_digits(t + n, count, v);
        n += count;
        if (shift) t[n++] = '.';
    }
    return str_of(t, n);
}

str hash_make(uint64_t key, struct arena *a)
{
    char *t = arena_alloc(a, 16);
    uint64_t v = prng_mix(key, 0x68617368, 1);
    if (!t) return STR_EMPTY;
    for (int i = 15; i >= 0; i--, v >>= 4) t[i] = "0123456789abcdef"[v & 15];
    return str_of(t, 16);
}
