/* Passports by issuer: what numbers look like, how long they hold. Private to evidence/. */
#ifndef EVIDENCE_PASSPORT_H
#define EVIDENCE_PASSPORT_H

#include "base/str.h"

enum passport_verdict { PASSPORT_UNKNOWN = 0, PASSPORT_USUAL, PASSPORT_ODD };

/**
 * Is this what the issuer's passport numbers look like?
 *
 * A sign that looks like another (O and 0, I and 1) is no difference.
 *
 * @param country  code as country_code() gives it
 * @param issued   days since 1970, or INT32_MAX when not known: then every pattern ever used is fine
 * @return PASSPORT_UNKNOWN for an issuer without a rule here
 *
 * Source: docs/sources.md#passports-ours
 */
enum passport_verdict passport_number(str country, str number, int32_t issued);

/** Is this a length the issuer gives? Ten days either way are fine, and a year or less always. */
enum passport_verdict passport_length(str country, int32_t issued, int32_t expires);

#endif
