/* Dates as OFAC and other lists write them. */
#include "list/entry.h"
#include "list/ofac.h"

enum { YEAR_FIRST = 1800, YEAR_LAST = 2199 };

static const char months[12][10] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

/* Cut one word off the front. */
static str word(str *rest)
{
    *rest = str_trim(*rest);
    size_t end = str_index(*rest, ' ');
    str w = str_sub(*rest, 0, end);
    *rest = str_trim(str_from(*rest, end));
    return w;
}

/* 1..12 for "Jan", "Sept" or "January", else 0. */
static unsigned month_of(str w)
{
    if (w.len >= 4 && w.data[w.len - 1] == '.') w.len--;
    if (w.len < 3) return 0;
    for (unsigned m = 0; m < 12; m++)
        if (str_starts_nocase(str_c(months[m]), w)) return m + 1;
    return 0;
}

static bool number_of(str w, unsigned low, unsigned high, unsigned *ret)
{
    unsigned v = 0;
    if (w.len == 0 || w.len > 4) return false;
    for (size_t i = 0; i < w.len; i++) {
        if (!byte_is_digit(w.data[i])) return false;
        v = v * 10 + (unsigned)(w.data[i] - '0');
    }
    *ret = v;
    return v >= low && v <= high;
}

static unsigned days_in(unsigned month, unsigned year)
{
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2) return is_leap ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

struct day {
    unsigned year, month, day; /* month and day 0 when not said */
};

/* "01 Aug 1979", "Aug 1979" or "1979" and nothing else. */
static bool day_of(str text, struct day *d)
{
    str rest = text, first = word(&rest), second = word(&rest), third = word(&rest);
    *d = (struct day){ 0, 0, 0 };
    if (rest.len || first.len == 0) return false;
    if (second.len == 0)
        return first.len == 4 && number_of(first, YEAR_FIRST, YEAR_LAST, &d->year);
    if (third.len == 0) {
        d->month = month_of(first);
        return d->month && number_of(second, YEAR_FIRST, YEAR_LAST, &d->year);
    }
    d->month = month_of(second);
    return d->month && number_of(third, YEAR_FIRST, YEAR_LAST, &d->year) &&
           number_of(first, 1, days_in(d->month, d->year), &d->day);
}

static void two_digits(unsigned v, struct buf *out)
{
    buf_add_byte(out, '-');
    buf_add_byte(out, (char)('0' + v / 10));
    buf_add_byte(out, (char)('0' + v % 10));
}

static void day_write(struct day d, struct buf *out)
{
    buf_add_u64(out, d.year);
    if (d.month) two_digits(d.month, out);
    if (d.day) two_digits(d.day, out);
}

static bool take_circa(str *text)
{
    static const str words[] = { STR_INIT("circa "), STR_INIT("c. "), STR_INIT("approximately ") };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_starts_nocase(*text, words[i])) continue;
        *text = str_trim(str_from(*text, words[i].len));
        return true;
    }
    return false;
}

/* The place where two ends of a range part; false when it is one date. */
static bool range_split(str text, str *ret_from, str *ret_to)
{
    static const str seps[] = { STR_INIT(" to "), STR_INIT(" and "), STR_INIT(" - ") };
    bool is_between = str_starts_nocase(text, STR("between "));
    if (is_between) text = str_from(text, 8);
    if (str_starts_nocase(text, STR("from "))) text = str_from(text, 5);
    for (size_t i = 0; i < sizeof seps / sizeof *seps; i++) {
        size_t at = str_find(text, seps[i], 0);
        if (at == SIZE_MAX || (i == 1 && !is_between)) continue;
        *ret_from = str_sub(text, 0, at);
        *ret_to = str_from(text, at + seps[i].len);
        return true;
    }
    if (text.len != 9 || text.data[4] != '-') return false; /* "1979-1982" */
    *ret_from = str_sub(text, 0, 4);
    *ret_to = str_from(text, 5);
    return true;
}

bool ofac_date(str text, struct buf *out)
{
    struct day from, to;
    str first, second;
    text = str_trim(text);
    bool is_circa = take_circa(&text);
    if (!range_split(text, &first, &second)) {
        if (!day_of(text, &from)) return false;
        if (is_circa) buf_add_byte(out, '~');
        day_write(from, out);
        return true;
    }
    first = str_trim(first);
    second = str_trim(second);
    if (take_circa(&first)) is_circa = true;
    if (take_circa(&second)) is_circa = true;
    if (!day_of(first, &from) || !day_of(second, &to)) return false;
    if (is_circa) buf_add_byte(out, '~');
    day_write(from, out);
    buf_add_byte(out, '/');
    day_write(to, out);
    return true;
}

/* --- other lists ---------------------------------------------------------------------------- */

/* One part of a date of numbers: 0 when it is not known ("00", "dd", "mm"). */
static bool part_of(str w, unsigned high, unsigned *ret)
{
    bool is_blank = str_eq_nocase(w, STR("dd")) || str_eq_nocase(w, STR("mm"));
    *ret = 0;
    return w.len <= 2 && (is_blank || number_of(w, 0, high, ret));
}

static bool whole(struct day *d)
{
    if (d->month == 0) d->day = 0; /* "17/00/1980": a day of no month says nothing */
    return d->day == 0 || d->day <= days_in(d->month, d->year);
}

/* "1980-05-17", "1980-05", with a time or zone behind the day, unknown parts as 00. */
static bool iso_of(str text, struct day *d)
{
    str rest = text, year, month, day = STR_EMPTY;
    *d = (struct day){ 0, 0, 0 };
    if (!str_next(&rest, '-', &year) || !str_next(&rest, '-', &month)) return false;
    day = str_sub(rest, 0, 2);
    bool is_long = rest.len > 2 && rest.data[2] != 'T' && rest.data[2] != ' ' &&
                   rest.data[2] != '+' && rest.data[2] != 'Z' && rest.data[2] != '-';
    return !is_long && year.len == 4 && number_of(year, YEAR_FIRST, YEAR_LAST, &d->year) &&
           month.len == 2 && part_of(month, 12, &d->month) &&
           (rest.len == 0 || (day.len == 2 && part_of(day, 31, &d->day))) && whole(d);
}

/* "17/05/1980", "17.5.1980": day, month, year. */
static bool numbers_of(str text, char sep, struct day *d)
{
    str rest = text, day, month;
    *d = (struct day){ 0, 0, 0 };
    return str_next(&rest, sep, &day) && str_next(&rest, sep, &month) && rest.len == 4 && day.len &&
           month.len && part_of(day, 31, &d->day) && part_of(month, 12, &d->month) &&
           number_of(rest, YEAR_FIRST, YEAR_LAST, &d->year) && whole(d);
}

/* "1980/5/17", "1980.05.17", "1980. 5. 17.": a year in front of month and day cannot be read otherwise. */
static bool year_first_of(str text, char sep, struct day *d)
{
    str rest = text, year, month;
    *d = (struct day){ 0, 0, 0 };
    if (!str_next(&rest, sep, &year) || !str_next(&rest, sep, &month)) return false;
    month = str_trim(month);
    rest = str_trim(rest);
    if (sep == '.' && str_ends(rest, STR("."))) rest = str_trim(str_sub(rest, 0, rest.len - 1));
    return year.len == 4 && number_of(year, YEAR_FIRST, YEAR_LAST, &d->year) && month.len && rest.len &&
           part_of(month, 12, &d->month) && part_of(rest, 31, &d->day) && whole(d);
}

/* "August 8, 1957" */
static bool month_first_of(str text, struct day *d)
{
    str rest = text, month = word(&rest), day = word(&rest), year = word(&rest);
    *d = (struct day){ 0, 0, 0 };
    if (rest.len || !str_ends(day, STR(","))) return false;
    d->month = month_of(month);
    return d->month && number_of(year, YEAR_FIRST, YEAR_LAST, &d->year) &&
           number_of(str_sub(day, 0, day.len - 1), 1, days_in(d->month, d->year), &d->day);
}

/* "08-Oct-2026" */
static bool dashed_of(str text, struct day *d)
{
    str rest = text, day, month;
    *d = (struct day){ 0, 0, 0 };
    if (!str_next(&rest, '-', &day) || !str_next(&rest, '-', &month) || rest.len != 4) return false;
    d->month = month_of(month);
    return d->month && number_of(rest, YEAR_FIRST, YEAR_LAST, &d->year) &&
           number_of(day, 1, days_in(d->month, d->year), &d->day);
}

bool list_date(str text, struct buf *out)
{
    struct day d;
    text = str_trim(text);
    /* the commonest writing, which is none of OFAC's */
    if (text.len == 10 && text.data[4] == '-' && text.data[7] == '-' && iso_of(text, &d)) {
        day_write(d, out);
        return true;
    }
    if (ofac_date(text, out)) return true;
    bool is_circa = take_circa(&text);
    if (!iso_of(text, &d) && !dashed_of(text, &d) && !numbers_of(text, '/', &d) && !numbers_of(text, '.', &d) &&
        !year_first_of(text, '/', &d) && !year_first_of(text, '.', &d) && !month_first_of(text, &d))
        return false;
    if (is_circa) buf_add_byte(out, '~');
    day_write(d, out);
    return true;
}
