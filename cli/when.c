/* Times as people and programs write them. */
#include "cli/when.h"

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
