/* Amounts as texts write them, in hundredths. Private to evidence/. */
#ifndef EVIDENCE_MONEY_H
#define EVIDENCE_MONEY_H

#include "base/str.h"

/**
 * Read an amount: "1234.5", "1,234.50", "1.234,50", "USD 1 234.50", "-20". Digits behind the second
 * after the point are dropped. One sign alone with three digits behind it parts thousands when it is
 * a comma ("1,234") and is the point when it is one ("1.234").
 *
 * @param ret  hundredths of the major unit, negative for a minus or brackets
 * @return false when it is no amount, or 10^15 and more
 */
bool money_read(str text, int64_t *ret);

/** Where a payment of this currency has to be reported, in hundredths; 0: not known.
 *  Source: docs/sources.md#reporting-lines */
int64_t money_reporting_line(str currency);

#endif
