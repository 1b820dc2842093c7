/* What the values of a column look like. Private. */
#ifndef MAP_VALUES_H
#define MAP_VALUES_H

#include "record/plan.h"

/* One text may look like several. */
enum value_look {
    LOOK_EMAIL = 0,
    LOOK_PHONE,
    LOOK_IP,
    LOOK_DATE,
    LOOK_TIME,     /* a date with a clock */
    LOOK_URL,
    LOOK_GITHUB,   /* an address of a profile there */
    LOOK_LINKEDIN,
    LOOK_WALLET,   /* its checksum holds */
    LOOK_IBAN,     /* its check digits hold */
    LOOK_HASH,     /* 16, 32, 40, 64 hexadecimal digits */
    LOOK_MRZ,
    LOOK_COUNTRY,
    LOOK_CURRENCY,
    LOOK_NUMBER,
    LOOK_MONEY,    /* a number with a currency's sign or thousands */
    LOOK_FLAG,
    LOOK_ZONE,
    LOOK_UUID,
    LOOK_TEXT,     /* letters */
    LOOK_COUNT,
};

struct value_sums {
    size_t count;             /* values that are not empty */
    size_t look[LOOK_COUNT];
    size_t order[4];          /* dates that prove an order, by enum when_order */
    size_t open;              /* dates with two readings */
    size_t zoned, zoneless;   /* times with and without a zone */
    size_t lists;             /* values that are several of one sort */
    char   list_sep;          /* what stands between them */
    str    open_example, order_example;
};

/** Look at one value. `s` must not be empty. */
void values_look(str s, struct value_sums *sums);
/** "e-mail addresses" */
const char *look_name(enum value_look look);
/** The look that a field's type wants, or LOOK_COUNT. */
enum value_look look_of_type(enum record_type type);

#endif
