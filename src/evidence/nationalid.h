/*
 * National numbers: does the arithmetic hold that was in force when the number was given out?
 *
 * Only the result is ever kept: laws of several countries restrict the numbers themselves.
 */
#ifndef EVIDENCE_NATIONALID_H
#define EVIDENCE_NATIONALID_H

#include "base/date.h"
#include "base/str.h"

enum national_kind {
    NATIONAL_ID = 0, /* of a register of persons */
    NATIONAL_TAX,
    NATIONAL_CARD, /* the number of an identity card, where that is the person's */
};

enum national_verdict {
    NATIONAL_UNKNOWN = 0, /* no rule for this country, another shape, or a time without a rule */
    NATIONAL_HOLDS,
    NATIONAL_FAILS,
};

/**
 * Check a number.
 *
 * Korea since October 2020, Denmark since October 2007 and the areas of the United States since
 * 25 June 2011 give numbers without the old rule: it is asked only of numbers shown to be older,
 * since people whose number was changed or who arrived later have none of the old ones.
 *
 * @param country  code as country_code() gives it
 * @param number   as written; blanks, hyphens, dots, slashes and brackets are skipped
 * @param issued   days since 1970 by which it was given out, or NATIONAL_NO_DAY
 *
 * Source: docs/sources.md#national-numbers
 */
enum national_verdict national_check(str country, enum national_kind kind, str number,
                                     int32_t issued);

#define NATIONAL_NO_DAY INT32_MAX

#endif
