/* evidence/moment: a line as a point in time, a number and a flag. */
#include "evidence/evidence.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_of((const char *)data, size);
    struct moment m;
    int64_t n;
    bool flag;
    if (moment_read(text, &m)) {
        if (m.zone_min < -14 * 60 - 59 || m.zone_min > 14 * 60 + 59) abort();
        if (m.has_zone && !m.has_clock) abort();
        if (!m.has_clock && m.s % 86400) abort();
        if (m.s < INT64_C(-40000000000) || m.s > INT64_C(10000000000000)) abort();
    }
    if (evidence_number(text, &n) && (n > 999999999999999999 || n < -999999999999999999)) abort();
    if (evidence_flag(text, &flag) && text.len < 1) abort();
    return 0;
}
