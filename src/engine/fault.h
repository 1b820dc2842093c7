/*
 * Values of a record that cannot be what their field says: an IMO number whose check digit is
 * wrong, an e-mail address without '@'. They are compared as they are; a check tells of them, so
 * that nobody takes "not found" for "not listed". Private to engine/.
 */
#ifndef ENGINE_FAULT_H
#define ENGINE_FAULT_H

#include "engine/canon.h"
#include "record/record.h"

enum fault {
    FAULT_NONE = 0,
    FAULT_FORM,    /* not the form such a value has */
    FAULT_LENGTH,  /* too short or too long */
    FAULT_CHECK,   /* check digits do not fit: a character is wrong, missing or exchanged */
    FAULT_COUNTRY, /* the country inside is none */
    FAULT_NUMBER,  /* no digit in what should be a number */
    FAULT_ROUNDED, /* "1.2345E+8": digits that a spreadsheet threw away */
};

/** Message key of a fault: "fault.length". */
str fault_word(enum fault f);

/**
 * What is wrong with the value of an identifying field.
 *
 * Says nothing about passports, tax and register numbers beyond that they hold a digit: their forms
 * are too many. A value without a letter or digit has no fault, it is no value.
 *
 * @param value  as given
 * @param c      the same, read
 *
 * Source: docs/sources.md#check-digits
 */
enum fault fault_of(enum record_field f, str value, const struct canon *c);

/** Is this canonical text an IBAN by country, length and check digits? */
bool fault_is_iban(str text);

#endif
