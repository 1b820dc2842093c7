/* By when: business days with public holidays, calendar days, days of the year. */
#include "law/law.h"

#include "base/date.h"
#include "law/law_tables.h"

enum { WEEK = 7, THURSDAY = 4 }; /* 1970-01-01 was a Thursday; Sunday is 0 */

static bool in_range(int64_t day)
{
    return day >= LAW_FIRST_DAY && day <= LAW_LAST_DAY;
}

/* Year of a day in range, and month * 100 + day. */
static int year_of(int32_t day, unsigned *ret_month_day)
{
    char text[16]; /* "2026-11-21" */
    date_text(day, text);
    *ret_month_day = (unsigned)((text[5] - '0') * 1000 + (text[6] - '0') * 100 +
                                (text[8] - '0') * 10 + (text[9] - '0'));
    return (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
}

static bool is_weekend(int32_t day)
{
    int weekday = (int)((((int64_t)day + THURSDAY) % WEEK + WEEK) % WEEK);
    return weekday == 0 || weekday == WEEK - 1;
}

static const struct law_calendar *calendar_find(str code)
{
    for (size_t i = 0; i < law_calendar_count; i++)
        if (str_eq_nocase(law_calendars[i].code, code)) return &law_calendars[i];
    return NULL;
}

static bool is_holiday(const struct law_calendar *cal, int32_t day)
{
    size_t low = 0, high = cal ? cal->count : 0;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cal->days[mid] == day) return true;
        if (cal->days[mid] < day)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static bool is_known(const struct law_calendar *cal, int32_t day)
{
    unsigned month_day;
    if (!cal || cal->first_year == 0 || !in_range(day)) return false;
    int year = year_of(day, &month_day);
    return year >= cal->first_year && year <= cal->last_year;
}

bool law_is_workday(str calendar, int32_t day, bool *ret_known)
{
    const struct law_calendar *cal = calendar_find(calendar);
    if (ret_known) *ret_known = is_known(cal, day);
    return !is_weekend(day) && !is_holiday(cal, day);
}

bool law_add_workdays(str calendar, int32_t day, unsigned count, int32_t *ret_day, bool *ret_known)
{
    const struct law_calendar *cal = calendar_find(calendar);
    int32_t at = day;
    if (!in_range(day)) return false;
    while (count > 0) {
        at++;
        if (!in_range(at)) return false;
        if (!is_weekend(at) && !is_holiday(cal, at)) count--;
    }
    *ret_day = at;
    if (ret_known) *ret_known = is_known(cal, day) && is_known(cal, at);
    return true;
}

/* --- deadlines -------------------------------------------------------------------------------- */

/* The first day `due` whose day of holding is not before the event. */
static int32_t yearly(const struct law_rule *rule, int32_t event_day)
{
    unsigned month_day;
    int year = year_of(event_day, &month_day);
    if (month_day > rule->second) year++;
    return date_days(year, rule->first / 100, rule->first % 100);
}

bool law_deadline(const struct law_card *card, int32_t event_day, struct law_due *ret)
{
    const struct law_rule *rule = &card->due;
    struct law_due due = { .kind = rule->kind, .has_day = true, .is_exact = true };
    if (!in_range(event_day)) return false;

    switch (rule->kind) {
    case LAW_DUE_NONE:
        return false;
    case LAW_DUE_BUSINESS:
        if (!law_add_workdays(rule->calendar, event_day, rule->first, &due.day, &due.is_exact))
            return false;
        break;
    case LAW_DUE_CALENDAR:
        due.day = event_day + rule->first;
        due.has_later = rule->second != 0;
        due.later = due.has_later ? event_day + rule->second : 0;
        break;
    case LAW_DUE_YEARLY:
        due.day = yearly(rule, event_day);
        break;
    case LAW_DUE_AT_ONCE:
        due.day = event_day;
        break;
    case LAW_DUE_OPEN:
        due.has_day = false;
        break;
    }
    *ret = due;
    return true;
}
