/* base/date: two lines as two dates; what is read must be a span, and compare alike both ways. */
#include "base/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_checked(str text, struct date *ret)
{
    char day[16];
    if (!date_read(text, ret)) return false;
    if (ret->first > ret->last || ret->year < 1000 || ret->year > 2999) abort();
    if (ret->month > 12 || ret->day > 31) abort();
    if (ret->precision == DATE_NONE || ret->precision > DATE_RANGE) abort();
    if (ret->precision == DATE_DAY && ret->first != ret->last) abort();
    date_text(ret->first, day); /* the day it is said to be is read back as that day */
    struct date again;
    if (!date_read(str_c(day), &again) || again.first != ret->first || again.first != again.last)
        abort();
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = str_of((const char *)data, size), first, second;
    struct date a, b;
    if (!size || !str_next(&rest, '\n', &first)) return 0;
    bool is_a = read_checked(first, &a);
    if (!str_next(&rest, '\n', &second) || !read_checked(second, &b) || !is_a) return 0;
    enum date_relation r = date_compare(&a, &b, 2);
    if (r == DATE_UNKNOWN || r > DATE_CONTRADICTS || r != date_compare(&b, &a, 2)) abort();
    return 0;
}
