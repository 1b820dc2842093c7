/*
 * Dates and times as tables write them.
 *
 * One pass collects up to three numbers, a month by name, a clock and a zone; then the numbers are
 * put in order. Whatever is left over makes the text no date: a guess is worse than none.
 */
#include "base/date.h"
#include "base/num.h"
#include "record/plan.h"

#include <stdio.h>

enum { NUMBERS = 3, SHORT_YEARS = 2000 };

struct scan {
    str    in;
    size_t at;
    struct when w;
    int    number[NUMBERS];
    int    digits[NUMBERS];
    int    count;
    int    month; /* by name */
    int    month_at; /* numbers before it */
    int    half;  /* 'a' or 'p', or 0 */
};

/* --- words ---------------------------------------------------------------------------------- */

static const struct { str word; int month; } months[] = {
    { STR_INIT("jan"), 1 },      { STR_INIT("january"), 1 },   { STR_INIT("januari"), 1 },
    { STR_INIT("feb"), 2 },      { STR_INIT("february"), 2 },  { STR_INIT("februari"), 2 },
    { STR_INIT("mar"), 3 },      { STR_INIT("march"), 3 },     { STR_INIT("maret"), 3 },
    { STR_INIT("apr"), 4 },      { STR_INIT("april"), 4 },     { STR_INIT("may"), 5 },
    { STR_INIT("mei"), 5 },      { STR_INIT("jun"), 6 },       { STR_INIT("june"), 6 },
    { STR_INIT("juni"), 6 },     { STR_INIT("jul"), 7 },       { STR_INIT("july"), 7 },
    { STR_INIT("juli"), 7 },     { STR_INIT("aug"), 8 },       { STR_INIT("august"), 8 },
    { STR_INIT("agu"), 8 },      { STR_INIT("agt"), 8 },       { STR_INIT("agustus"), 8 },
    { STR_INIT("sep"), 9 },      { STR_INIT("sept"), 9 },      { STR_INIT("september"), 9 },
    { STR_INIT("oct"), 10 },     { STR_INIT("october"), 10 },  { STR_INIT("okt"), 10 },
    { STR_INIT("oktober"), 10 }, { STR_INIT("nov"), 11 },      { STR_INIT("november"), 11 },
    { STR_INIT("nop"), 11 },     { STR_INIT("nopember"), 11 }, { STR_INIT("dec"), 12 },
    { STR_INIT("december"), 12 }, { STR_INIT("des"), 12 },     { STR_INIT("desember"), 12 },
};

/* Words that say nothing more: days of the week, endings of numbers, names of units. */
static const char *const noise[] = {
    "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs",
    "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday", "senin", "selasa", "rabu",
    "kamis", "jumat", "sabtu", "minggu", "st", "nd", "rd", "th", "of", "at", "t", "pukul", "tgl",
    "年", "月", "日", "년", "월", "일", "時", "火", "水", "木", "金", "土", "화", "수", "목", "금",
    "토", "요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일", "月曜日",
    "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日",
};

/* Abbreviations that name one offset only: CST, BST and IST do not. */
static const struct { str word; int minutes; } zone_words[] = {
    { STR_INIT("z"), 0 },       { STR_INIT("utc"), 0 },     { STR_INIT("gmt"), 0 },
    { STR_INIT("est"), -300 },  { STR_INIT("edt"), -240 },  { STR_INIT("cdt"), -300 },
    { STR_INIT("mst"), -420 },  { STR_INIT("mdt"), -360 },  { STR_INIT("pst"), -480 },
    { STR_INIT("pdt"), -420 },  { STR_INIT("cet"), 60 },    { STR_INIT("cest"), 120 },
    { STR_INIT("wib"), 420 },   { STR_INIT("wita"), 480 },  { STR_INIT("wit"), 540 },
    { STR_INIT("kst"), 540 },   { STR_INIT("jst"), 540 },   { STR_INIT("sgt"), 480 },
    { STR_INIT("hkt"), 480 },   { STR_INIT("msk"), 180 },
};

static int month_of(str word)
{
    for (size_t i = 0; i < COUNT_OF(months); i++)
        if (str_eq_nocase(word, months[i].word)) return months[i].month;
    return 0;
}

static bool is_noise(str word)
{
    for (size_t i = 0; i < COUNT_OF(noise); i++)
        if (str_eq_nocase(word, str_c(noise[i]))) return true;
    return false;
}

/** AM and PM in four languages: 'a', 'p' or 0. */
static int half_of(str word)
{
    static const struct { str word; int half; } rows[] = {
        { STR_INIT("am"), 'a' },   { STR_INIT("pm"), 'p' },   { STR_INIT("오전"), 'a' },
        { STR_INIT("오후"), 'p' }, { STR_INIT("午前"), 'a' }, { STR_INIT("午後"), 'p' },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq_nocase(word, rows[i].word)) return rows[i].half;
    return 0;
}

/* --- pieces --------------------------------------------------------------------------------- */

static bool is_at(const struct scan *s, char c)
{
    return s->at < s->in.len && s->in.data[s->at] == c;
}

static bool is_digit_at(const struct scan *s, size_t at)
{
    return at < s->in.len && byte_is_digit(s->in.data[at]);
}

/** Digits from here on, nine at most; *ret_len is how many. */
static int take_number(struct scan *s, int *ret_len)
{
    int n = 0, len = 0;
    for (; is_digit_at(s, s->at) && len < 10; s->at++, len++)
        n = len < 9 ? n * 10 + (s->in.data[s->at] - '0') : -1;
    *ret_len = len;
    return n;
}

/** :30, :30:05, :30:05.123 behind the hour. */
static bool take_clock(struct scan *s, int hour)
{
    int len;
    if (s->w.has_clock || hour < 0 || hour > 24) return false;
    s->at++;
    s->w.hour = hour;
    s->w.minute = take_number(s, &len);
    if (len != 2 || s->w.minute > 59) return false;
    if (is_at(s, ':')) {
        s->at++;
        s->w.second = take_number(s, &len);
        if (len != 2 || s->w.second > 60) return false;
        if (s->w.second == 60) s->w.second = 59; /* a leap second is the second before it */
        if ((is_at(s, '.') || is_at(s, ',')) && is_digit_at(s, s->at + 1))
            for (s->at++; is_digit_at(s, s->at);) s->at++;
    }
    s->w.has_clock = true;
    return true;
}

/** +09:00, -0500, +9 behind the clock. */
static bool take_offset(struct scan *s)
{
    int len, minutes = 0, sign = is_at(s, '-') ? -1 : 1;
    s->at++;
    int hours = take_number(s, &len);
    if (len == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (len != 1 && len != 2) {
        return false;
    } else if (is_at(s, ':')) {
        s->at++;
        minutes = take_number(s, &len);
        if (len != 2) return false;
    }
    if (hours > 14 || minutes > 59) return false;
    s->w.has_zone = true;
    s->w.zone_min = sign * (hours * 60 + minutes);
    return true;
}

static bool use_word(struct scan *s, str word)
{
    int month = month_of(word), half = half_of(word);
    if (half) {
        if (s->half) return false;
        s->half = half;
        return true;
    }
    if (month && !s->w.has_clock) {
        if (s->month) return false;
        s->month = month;
        s->month_at = s->count;
        return true;
    }
    for (size_t i = 0; s->w.has_clock && i < COUNT_OF(zone_words); i++) {
        if (!str_eq_nocase(word, zone_words[i].word)) continue;
        if (s->w.has_zone && s->w.zone_min != zone_words[i].minutes) return false;
        s->w.has_zone = true;
        s->w.zone_min = zone_words[i].minutes;
        return true;
    }
    return is_noise(word);
}

static bool is_letter(char c)
{
    return byte_is_alpha(c) || (unsigned char)c >= 0x80;
}

static bool take_word(struct scan *s)
{
    size_t from = s->at;
    bool is_ascii = byte_is_alpha(s->in.data[from]);
    while (s->at < s->in.len && is_letter(s->in.data[s->at]) &&
           byte_is_alpha(s->in.data[s->at]) == is_ascii)
        s->at++;
    return use_word(s, str_sub(s->in, from, s->at));
}

static bool take_date_number(struct scan *s)
{
    int len, n = take_number(s, &len);
    if (is_at(s, ':') && len <= 2) return take_clock(s, n);
    if (s->count == NUMBERS || len > 4 || len == 3) return false;
    s->number[s->count] = n;
    s->digits[s->count++] = len;
    return true;
}

static bool take_all(struct scan *s)
{
    while (s->at < s->in.len) {
        char c = s->in.data[s->at];
        bool is_sign = (c == '+' || c == '-') && s->w.has_clock;
        bool fine = true;
        if (byte_is_digit(c))
            fine = take_date_number(s);
        else if (is_letter(c))
            fine = take_word(s);
        else if (is_sign && is_digit_at(s, s->at + 1))
            fine = take_offset(s);
        else if (strchr(" ,/.-()'", c))
            s->at++;
        else
            fine = false;
        if (!fine) return false;
    }
    return true;
}

/* --- order ---------------------------------------------------------------------------------- */

static bool set_day(struct scan *s, int year_at, int month_at, int day_at, enum when_order proof)
{
    s->w.year = s->number[year_at];
    s->w.is_short_year = s->digits[year_at] == 2;
    if (s->w.is_short_year) s->w.year += SHORT_YEARS;
    s->w.month = s->number[month_at];
    s->w.day = s->number[day_at];
    s->w.proof = proof;
    return s->w.month >= 1 && s->w.month <= 12 && s->w.day >= 1 && s->w.day <= 31;
}

/** 03/04/2025: the year is known to stand last. */
static bool order_pair(struct scan *s, enum when_order order)
{
    int a = s->number[0], b = s->number[1];
    if (order == WHEN_YMD) return false;
    if (order == WHEN_DMY) return set_day(s, 2, 1, 0, a > 12 ? WHEN_DMY : WHEN_OPEN);
    if (order == WHEN_MDY) return set_day(s, 2, 0, 1, b > 12 ? WHEN_MDY : WHEN_OPEN);
    if (a > 12 && b <= 12) return set_day(s, 2, 1, 0, WHEN_DMY);
    if (b > 12 && a <= 12) return set_day(s, 2, 0, 1, WHEN_MDY);
    s->w.is_open = a != b; /* 03/03 is the third of March either way */
    return set_day(s, 2, 0, 1, WHEN_OPEN);
}

static bool order_three(struct scan *s, enum when_order order)
{
    if (s->digits[0] == 4) return set_day(s, 0, 1, 2, WHEN_YMD);
    if (s->digits[2] == 4) return order_pair(s, order);
    if (s->digits[2] != 2 || s->digits[0] > 2) return false;
    if (order == WHEN_YMD) return s->digits[0] == 2 && set_day(s, 0, 1, 2, WHEN_OPEN);
    if (order != WHEN_OPEN) return order_pair(s, order);
    if (!order_pair(s, order)) return false;
    if (s->number[1] <= 12 && s->number[2] >= 1 && s->number[2] <= 31) {
        s->w.is_open = true; /* 25/03/04 may begin with its year */
        s->w.proof = WHEN_OPEN;
    }
    return true;
}

/** 4 March 2025, March 4, 2025, Mar 2025. */
static bool order_named(struct scan *s)
{
    int year_at = s->digits[0] == 4 ? 0 : s->count - 1;
    s->w.month = s->month;
    s->w.year = s->number[year_at];
    s->w.is_short_year = s->digits[year_at] == 2;
    if (s->w.is_short_year) s->w.year += SHORT_YEARS;
    if (s->count == 1) return s->digits[0] == 4;
    if (s->count != 2 || s->digits[year_at] < 2) return false;
    s->w.day = s->number[1 - year_at];
    return s->w.day >= 1 && s->w.day <= 31;
}

/** 2019-03, 03/2019 */
static bool order_two(struct scan *s)
{
    int year_at = s->digits[0] == 4 ? 0 : 1;
    if (s->digits[year_at] != 4 || s->digits[1 - year_at] > 2) return false;
    s->w.year = s->number[year_at];
    s->w.month = s->number[1 - year_at];
    return s->w.month >= 1 && s->w.month <= 12;
}

static bool exists(const struct when *w)
{
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = (w->year % 4 == 0 && w->year % 100) || w->year % 400 == 0;
    if (w->year < 1000 || w->year > 2999) return false;
    if (w->day == 0) return true;
    return w->day <= days[w->month - 1] && !(w->month == 2 && w->day == 29 && !is_leap);
}

static bool set_half(struct scan *s)
{
    if (!s->half) return s->w.hour < 24;
    if (!s->w.has_clock || s->w.hour < 1 || s->w.hour > 12) return false;
    s->w.hour = s->w.hour % 12 + (s->half == 'p' ? 12 : 0);
    return true;
}

/* --- digits alone --------------------------------------------------------------------------- */

static void from_seconds(int64_t seconds, struct when *w)
{
    char text[16];
    int64_t days = seconds / 86400, rest = seconds % 86400;
    date_text((int32_t)days, text);
    w->year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
    w->month = (text[5] - '0') * 10 + text[6] - '0';
    w->day = (text[8] - '0') * 10 + text[9] - '0';
    w->hour = (int)(rest / 3600);
    w->minute = (int)(rest / 60 % 60);
    w->second = (int)(rest % 60);
    w->has_clock = w->has_zone = true;
}

static bool is_all_digits(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!byte_is_digit(s.data[i])) return false;
    return s.len > 0;
}

static int digits_at(str s, size_t from, size_t len)
{
    int n = 0;
    for (size_t i = from; i < from + len; i++) n = n * 10 + (s.data[i] - '0');
    return n;
}

/** 20260801, 20260801093000, seconds, milliseconds. */
static bool read_digits(str s, struct when *w)
{
    uint64_t n;
    if (s.len == 10 || s.len == 13) {
        if (s.data[0] == '0' || !num_parse_u64(s, UINT64_MAX, &n)) return false;
        from_seconds((int64_t)(s.len == 13 ? n / 1000 : n), w);
        return true;
    }
    if (s.len != 8 && s.len != 14) return false;
    w->year = digits_at(s, 0, 4);
    w->month = digits_at(s, 4, 2);
    w->day = digits_at(s, 6, 2);
    if (w->month < 1 || w->month > 12 || w->day < 1) return false;
    w->proof = WHEN_YMD;
    if (s.len == 8) return w->year >= 1900 && w->year <= 2100;
    w->has_clock = true;
    w->hour = digits_at(s, 8, 2);
    w->minute = digits_at(s, 10, 2);
    w->second = digits_at(s, 12, 2);
    return w->hour < 24 && w->minute < 60 && w->second < 60;
}

/* --- reading, writing ----------------------------------------------------------------------- */

bool when_read(str text, enum when_order order, struct when *ret)
{
    struct scan s = { .in = str_trim(text) };
    bool fine;
    if (s.in.len < 6 || s.in.len > 64) return false;
    if (is_all_digits(s.in)) {
        if (!read_digits(s.in, &s.w) || !exists(&s.w)) return false;
        *ret = s.w;
        return true;
    }
    if (!take_all(&s) || s.count == 0) return false;
    if (s.month)
        fine = order_named(&s);
    else if (s.count == 3)
        fine = order_three(&s, order);
    else
        fine = s.count == 2 && !s.w.has_clock && order_two(&s);
    if (!fine || !set_half(&s) || !exists(&s.w)) return false;
    if (s.w.has_clock && !s.w.day) return false;
    *ret = s.w;
    return true;
}

str when_write(const struct when *w, bool with_clock, char ret[WHEN_TEXT_LEN])
{
    int len;
    if (!w->day)
        len = snprintf(ret, WHEN_TEXT_LEN, "%04u-%02u", (unsigned)w->year % 10000,
                       (unsigned)w->month % 100);
    else
        len = snprintf(ret, WHEN_TEXT_LEN, "%04u-%02u-%02u", (unsigned)w->year % 10000,
                       (unsigned)w->month % 100, (unsigned)w->day % 100);
    if (with_clock && w->has_clock)
        len += snprintf(ret + len, WHEN_TEXT_LEN - (size_t)len, "T%02u:%02u:%02u",
                        (unsigned)w->hour % 100, (unsigned)w->minute % 100,
                        (unsigned)w->second % 100);
    if (with_clock && w->has_clock && w->has_zone) {
        int off = w->zone_min < 0 ? -w->zone_min : w->zone_min;
        len += off ? snprintf(ret + len, WHEN_TEXT_LEN - (size_t)len, "%c%02u:%02u",
                              w->zone_min < 0 ? '-' : '+', (unsigned)off / 60 % 100,
                              (unsigned)off % 60)
                   : snprintf(ret + len, WHEN_TEXT_LEN - (size_t)len, "Z");
    }
    return str_of(ret, (size_t)len);
}
