/* record: any text as a date: what is read can be, and its own writing reads as the same. */
#include "record/plan.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct when w, again;
    char text[WHEN_TEXT_LEN];
    for (unsigned order = WHEN_OPEN; order <= WHEN_MDY; order++) {
        if (!when_read(str_of((const char *)data, size), (enum when_order)order, &w)) continue;
        if (w.month < 0 || w.month > 12 || w.day < 0 || w.day > 31 || w.hour > 23 || w.minute > 59) abort();
        if (order != WHEN_OPEN && w.is_open) abort();
        str out = when_write(&w, true, text);
        if (!w.month) continue;
        if (!when_read(out, WHEN_OPEN, &again) || again.is_open) abort();
        if (again.year != w.year || again.month != w.month || again.day != w.day) abort();
        if (w.has_clock && (again.hour != w.hour || again.zone_min != w.zone_min)) abort();
        struct zone z;
        if (w.day && when_zone_find(STR("Europe/Berlin"), &z) && when_zone_offset(&z, &w) != 60 &&
            when_zone_offset(&z, &w) != 120)
            abort();
    }
    return 0;
}
