/*
 * Dates as lists and people write them: whole, in part, about, between.
 *
 *   1979-08-01   1979-08   1979   ~1965   1964/1966   ~1960/1965
 *
 * A date becomes the span of days it may mean.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

enum date_precision { DATE_NONE = 0, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_RANGE };

struct date {
    int32_t             first, last; /* days since 1970-01-01, inclusive */
    uint16_t            year;        /* of `first` */
    uint8_t             month, day;  /* of `first`, 0 where not said */
    enum date_precision precision;
    bool                is_circa;
};

/** Days since 1970-01-01 of a day of the Gregorian calendar. */
int32_t date_days(int year, int month, int day);

/** The day of a moment, in seconds since 1970. */
int32_t date_of_time(int64_t s);
/** "1979-08-01" of a day, with a NUL. */
void date_text(int32_t days, char ret[16]);

/** "1979-08-01T12:30:00Z" of seconds since 1970, with a NUL. */
void date_time_text(int64_t seconds, char ret[32]);

/**
 * Read a date: the forms above, "19790801", "01 Aug 1979", "Aug 1979", "1979-00-00" and
 * "00/00/1979" (unknown parts), "1979-08-01T00:00:00Z". A form with two readings, such as
 * 01/08/1979, is not guessed.
 *
 * @return false when it is no date, or one that cannot be: month 13, 30 February, year 3000
 */
bool date_read(str text, struct date *ret_date);

/** What two birth dates say about each other. */
enum date_relation {
    DATE_UNKNOWN = 0,
    DATE_SAME,        /* the same day */
    DATE_WITHIN,      /* one lies in the span of the other (month, year, range, about) */
    DATE_NEAR,        /* one slip: day and month exchanged, one of the three differs by one digit */
    DATE_CONTRADICTS, /* cannot both be */
};

/** @param circa_years  how far "about" reaches to both sides */
enum date_relation date_compare(const struct date *a, const struct date *b, unsigned circa_years);

#endif
