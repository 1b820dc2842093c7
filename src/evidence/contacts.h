/* E-mail addresses and telephone numbers in one form. Private to evidence/. */
#ifndef EVIDENCE_CONTACTS_H
#define EVIDENCE_CONTACTS_H

#include "base/str.h"

/** Views into the address as written. */
struct email {
    str local, domain;
};
/** One '@' with something on both sides and a dot in the domain; "Name <a@b.org>" is taken apart. */
bool email_read(str text, struct email *ret);

enum { EMAIL_KEY = 128, PHONE_KEY = 16 };
/**
 * The mailbox an address reaches: lower case; dots and what follows '+' dropped where the service
 * does not tell them apart.
 *
 * @return bytes written to ret, 0 when the address cannot be read
 * Source: docs/sources.md#label-words
 */
size_t email_key(str text, char ret[EMAIL_KEY]);
bool   email_same(str a, str b);

/** A number as its country's plan sees it. */
struct phone {
    char     digits[PHONE_KEY]; /* country calling code and national number, no '+' */
    size_t   len;
    const struct phone_plan *plan; /* of its calling code */
    size_t   code_len;             /* digits in front of the national number */
};
/**
 * Read a number: "+82 10-1234-5678", "0082 10 ...", "(02) 123-4567" in the country given.
 *
 * @param country  code, used when the number has no international form; "" when not known
 * @return false when it has no digits, or is national and the country is not known
 */
bool phone_read(str text, str country, struct phone *ret);
/** Can the country have this number? True when the plan's lengths are not in the table. */
bool phone_is_possible(const struct phone *p);
/** "mobile", "fixed", "voip", "toll_free", "premium" by the plan; "" when the plan does not tell. */
str phone_line(const struct phone *p);
/** Is this country one of those that share the calling code? A number of North America is told
 *  apart by its area code where the table can. */
bool phone_is_of(const struct phone *p, str country);
bool phone_same(const struct phone *a, const struct phone *b);

#endif
