/* Dates as lists and people write them. */
#include "base/date.h"

#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>

static const uint8_t month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
    return month_days[month - 1] + (month == 2 && is_leap(year));
}

/* Years that begin in March.  src: civil-days */
int32_t date_days(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, yoe = y % 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return (int32_t)(era * 146097 + doe - 719468);
}

int32_t date_of_time(int64_t s)
{
    return (int32_t)(s >= 0 ? s / 86400 : (s - 86399) / 86400);
}

void date_text(int32_t days, char ret[16])
{
    int32_t z = days + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
    int32_t year = yoe + era * 400 + (month <= 2);
    snprintf(ret, 16, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)day % 100);
}

void date_time_text(int64_t seconds, char ret[32])
{
    char day[16];
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    date_text((int32_t)days, day);
    snprintf(ret, 32, "%.11sT%02u:%02u:%02uZ", day, (unsigned)(rest / 3600) % 24, (unsigned)(rest / 60 % 60),
             (unsigned)(rest % 60));
}

static bool span(int year, int month, int day, struct date *d)
{
    if (year < 1000 || year > 2999 || month < 0 || month > 12 || day < 0) return false;
    if (month == 0 && day != 0) return false;
    if (month && day > days_in(year, month)) return false;
    *d = (struct date){ .year = (uint16_t)year, .month = (uint8_t)month, .day = (uint8_t)day };
    int first_month = month ? month : 1, last_month = month ? month : 12;
    d->first = date_days(year, first_month, day ? day : 1);
    d->last = date_days(year, last_month, day ? day : days_in(year, last_month));
    d->precision = day ? DATE_DAY : month ? DATE_MONTH : DATE_YEAR;
    return true;
}

static bool digits(str s, size_t count, int *ret)
{
    uint64_t v;
    if (s.len != count || !num_parse_u64(s, 9999, &v)) return false;
    *ret = (int)v;
    return true;
}

/* YYYY, YYYY-MM, YYYY-MM-DD with '-', '/' or '.', YYYYMMDD; what follows a 'T' is a time */
static bool read_iso(str s, struct date *d)
{
    int y, m = 0, day = 0;
    size_t time = str_index(s, 'T');
    s = str_sub(s, 0, time);
    if (s.len == 8 && digits(str_sub(s, 0, 4), 4, &y) && digits(str_sub(s, 4, 6), 2, &m) &&
        digits(str_sub(s, 6, 8), 2, &day))
        return span(y, m, day, d);
    if (!digits(str_sub(s, 0, 4), 4, &y)) return false;
    if (s.len == 4) return span(y, 0, 0, d);
    char sep = s.data[4];
    if (sep != '-' && sep != '/' && sep != '.') return false;
    str rest = str_from(s, 5), piece;
    if (!str_next(&rest, sep, &piece) || piece.len == 0 || piece.len > 2) return false;
    if (!digits(piece, piece.len, &m)) return false;
    if (!rest.data) return span(y, m, 0, d);
    if (rest.len == 0 || rest.len > 2 || !digits(rest, rest.len, &day)) return false;
    return span(y, m, day, d);
}

/* A month by its English name or the first three letters of it; "Sept" is as common. */
static int month_of(str word)
{
    static const str names[] = {
        STR_INIT("january"),   STR_INIT("february"), STR_INIT("march"),    STR_INIT("april"),
        STR_INIT("may"),       STR_INIT("june"),     STR_INIT("july"),     STR_INIT("august"),
        STR_INIT("september"), STR_INIT("october"),  STR_INIT("november"), STR_INIT("december"),
    };
    if (str_ends(word, STR("."))) word.len--;
    bool is_short = word.len == 3 || str_eq_nocase(word, STR("sept"));
    for (int m = 0; m < 12; m++)
        if (str_eq_nocase(word, names[m]) || (is_short && str_starts_nocase(names[m], word)))
            return m + 1;
    return 0;
}

/* "01 Aug 1979", "Aug 1979" */
static bool read_words(str s, struct date *d)
{
    str word[4];
    size_t count = 0;
    int y, day = 0;
    for (str rest = s, w; str_next(&rest, ' ', &w);) {
        if (w.len == 0) continue;
        if (count == 3) return false;
        word[count++] = w;
    }
    if (count < 2 || !digits(word[count - 1], 4, &y)) return false;
    int m = month_of(word[count - 2]);
    if (!m) return false;
    if (count == 3 && (word[0].len > 2 || !digits(word[0], word[0].len, &day))) return false;
    return span(y, m, day, d);
}

/* "00/00/1980": nothing but the year is known; "00/05/1980" in either order cannot mean but May.
 * Two known numbers are not guessed at unless one of them can be no month. */
static bool read_slashed(str s, struct date *d)
{
    int a, b, y;
    str rest = s, first, second;
    char sep = memchr(s.data, '/', s.len) ? '/' : memchr(s.data, '.', s.len) ? '.' : '-';
    if (!str_next(&rest, sep, &first) || !str_next(&rest, sep, &second) || !rest.data) return false;
    if (first.len == 0 || first.len > 2 || second.len == 0 || second.len > 2) return false;
    if (!digits(first, first.len, &a) || !digits(second, second.len, &b) || !digits(rest, 4, &y))
        return false;
    if (a == 0 || b == 0) return span(y, a ? a : b, 0, d);
    if (a > 12) return span(y, b, a, d);
    if (b > 12 || a == b) return span(y, a, b, d);
    return false;
}

static bool read_one(str s, struct date *d)
{
    s = str_trim(s);
    if (s.len < 4 || s.len > 32) return false;
    return read_iso(s, d) || read_words(s, d) || read_slashed(s, d);
}

static bool read_range(str s, struct date *d)
{
    if (s.len > 80) return false;
    for (size_t i = 4; i + 4 < s.len; i++) {
        struct date a, b;
        if (s.data[i] != '/') continue;
        if (!read_one(str_sub(s, 0, i), &a) || !read_one(str_from(s, i + 1), &b)) continue;
        if (b.last < a.first) return false;
        *d = a;
        d->last = b.last;
        d->month = d->day = 0;
        d->precision = DATE_RANGE;
        return true;
    }
    return false;
}

bool date_read(str text, struct date *ret_date)
{
    struct date d;
    str s = str_trim(text);
    bool is_circa = s.len && s.data[0] == '~';
    if (is_circa) s = str_from(s, 1);
    if (!read_one(s, &d) && !read_range(s, &d)) return false;
    d.is_circa = is_circa;
    *ret_date = d;
    return true;
}

/* Days a slip of one hand apart: exchanged day and month, or one of the three fields wrong in one
 * digit or by one. */
static bool is_slip(const struct date *a, const struct date *b)
{
    if (a->precision != DATE_DAY || b->precision != DATE_DAY) return false;
    bool year = a->year == b->year, month = a->month == b->month, day = a->day == b->day;
    if (year && a->month == b->day && a->day == b->month) return true;
    if (year + month + day != 2) return false;
    int x = !year ? a->year : !month ? a->month : a->day;
    int y = !year ? b->year : !month ? b->month : b->day;
    if (abs(x - y) == 1) return true;
    int differing = 0;
    for (; x || y; x /= 10, y /= 10) differing += x % 10 != y % 10;
    return differing == 1;
}

enum date_relation date_compare(const struct date *a, const struct date *b, unsigned circa_years)
{
    int32_t slack = (a->is_circa || b->is_circa) ? (int32_t)(circa_years * 366) : 0;
    if (a->precision == DATE_DAY && b->precision == DATE_DAY && a->first == b->first)
        return DATE_SAME;
    if (a->first <= b->last + slack && b->first <= a->last + slack) return DATE_WITHIN;
    return is_slip(a, b) ? DATE_NEAR : DATE_CONTRADICTS;
}
