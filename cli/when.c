/* Times as people and programs write them. */
#include "cli/when.h"

#include <stdio.h>

enum { DAY_S = 86400, YEAR_MIN = 1, YEAR_MAX = 9999 };

static bool is_leap(unsigned year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01 to the first day of `year`. */
static int64_t days_before(unsigned year)
{
    int64_t y = (int64_t)year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 - 719162; /* 719162 = the same sum for 1970 */
}

/* Take `count` digits off the front. */
static bool digits(str *s, size_t count, unsigned *ret)
{
    unsigned v = 0;
    if (s->len < count) return false;
    for (size_t i = 0; i < count; i++) {
        if (!byte_is_digit(s->data[i])) return false;
        v = v * 10 + (unsigned)(s->data[i] - '0');
    }
    *s = str_from(*s, count);
    *ret = v;
    return true;
}

static bool byte(str *s, char want)
{
    if (s->len == 0 || s->data[0] != want) return false;
    *s = str_from(*s, 1);
    return true;
}

static bool date(str *s, int64_t *ret_days)
{
    unsigned year, month, day;
    if (!digits(s, 4, &year) || !byte(s, '-') || !digits(s, 2, &month) || !byte(s, '-') ||
        !digits(s, 2, &day))
        return false;
    if (year < YEAR_MIN || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    int64_t days = days_before(year) + day - 1;
    for (unsigned m = 1; m < month; m++) days += days_in(year, m);
    *ret_days = days;
    return true;
}

static bool clock_time(str *s, int64_t *ret_s)
{
    unsigned hour, minute, second, fraction;
    if (!digits(s, 2, &hour) || !byte(s, ':') || !digits(s, 2, &minute) || !byte(s, ':') ||
        !digits(s, 2, &second))
        return false;
    if (hour > 23 || minute > 59 || second > 60) return false;
    if (byte(s, '.')) {
        if (!digits(s, 1, &fraction)) return false;
        while (digits(s, 1, &fraction)) {}
    }
    *ret_s = (int64_t)hour * 3600 + minute * 60 + second;
    return true;
}

/* Seconds to take off to get to UTC. */
static bool zone(str *s, int64_t *ret_s)
{
    unsigned hour, minute;
    if (byte(s, 'Z') || byte(s, 'z')) {
        *ret_s = 0;
        return true;
    }
    bool is_west = s->len > 0 && s->data[0] == '-';
    if (!byte(s, is_west ? '-' : '+')) return false;
    if (!digits(s, 2, &hour) || !byte(s, ':') || !digits(s, 2, &minute)) return false;
    if (hour > 23 || minute > 59) return false;
    *ret_s = ((int64_t)hour * 3600 + minute * 60) * (is_west ? -1 : 1);
    return true;
}

bool when_parse(str text, int64_t now_s, int64_t *ret_s)
{
    int64_t days, in_day = 0, offset = 0;
    if (str_eq(text, STR("now"))) {
        *ret_s = now_s;
        return true;
    }
    if (!date(&text, &days)) return false;
    if (text.len) {
        if (!byte(&text, 'T') && !byte(&text, 't') && !byte(&text, ' ')) return false;
        if (!clock_time(&text, &in_day) || !zone(&text, &offset)) return false;
    }
    if (text.len) return false;
    *ret_s = days * DAY_S + in_day - offset;
    return true;
}

void when_format(int64_t time_s, char ret_text[WHEN_LEN + 1])
{
    int64_t low = days_before(YEAR_MIN) * DAY_S, high = days_before(YEAR_MAX + 1) * DAY_S - 1;
    if (time_s < low) time_s = low;
    if (time_s > high) time_s = high;
    int64_t days = (time_s - low) / DAY_S; /* since 0001-01-01 */
    unsigned in_day = (unsigned)((time_s - low) % DAY_S);
    unsigned year = (unsigned)(days / 366) + 1, month = 1;
    while (days_before(year + 1) - days_before(1) <= days) year++;
    unsigned day = (unsigned)(days - (days_before(year) - days_before(1)));
    while (day >= days_in(year, month)) day -= days_in(year, month++);
    snprintf(ret_text, WHEN_LEN + 1, "%04u-%02u-%02uT%02u:%02u:%02uZ", year % 10000u,
             month % 100u, (day + 1) % 100u, in_day / 3600 % 100u, in_day / 60 % 60,
             in_day % 60);
}
