/*
 * A record as the detectors see it: names, dates, countries and numbers read once, each with what
 * proves it.
 */
#ifndef ENGINE_SUBJECT_H
#define ENGINE_SUBJECT_H

#include "addr/addr.h"
#include "base/arena.h"
#include "engine/canon.h"
#include "base/date.h"
#include "name/name.h"
#include "record/record.h"

enum {
    SUBJECT_VALUES_MAX = 64, /* of one sort; more make the record reach a limit */
    SUBJECT_DOUBTS_MAX = 16, /* values kept that mean nothing to us; more are counted */
};

struct subject_name {
    str                      text;
    const struct name_query *query;
};

struct subject_date {
    str               text;
    struct date       date;
    bool              is_readable;
    enum record_proof proof;
};

struct subject_country {
    str               text;
    str               code; /* "" when the writing is not known */
    enum record_proof proof;
};

struct subject_number {
    str               text;
    str               key; /* canonical, with its class */
    str               country; /* code, or "" */
    enum canon_kind   kind;
    enum record_proof proof;
};

struct subject_wallet {
    str         text;
    struct addr addr;
    str         key; /* "" when it has none */
};

struct subject_text {
    str               text;
    enum record_proof proof;
};

struct subject {
    str                    id;
    enum name_kind         kind; /* NAME_ANY when not said */
    struct subject_name    names[SUBJECT_VALUES_MAX];
    struct subject_date    births[SUBJECT_VALUES_MAX];
    struct subject_country countries[SUBJECT_VALUES_MAX];
    struct subject_number  numbers[SUBJECT_VALUES_MAX];
    struct subject_wallet  wallets[SUBJECT_VALUES_MAX];
    struct subject_text    places[SUBJECT_VALUES_MAX];
    struct subject_text    addresses[SUBJECT_VALUES_MAX];
    size_t name_count, birth_count, country_count, number_count, wallet_count, place_count,
        address_count;
    char              sex; /* 'm', 'f' or 0 */
    enum record_proof sex_proof;
    const struct record_value *doubts[SUBJECT_DOUBTS_MAX]; /* given, and not compared: a date that is
                                                              none, an unknown country ... */
    size_t            doubt_count;
    bool              is_cut; /* more values than SUBJECT_VALUES_MAX of one sort */
    bool              has_blank_name; /* a name without a letter or digit was given */
    bool              has_words;      /* one with a letter or digit was given */
};

/**
 * Read a record into the form the detectors use.
 *
 * A birth date after `as_of_s` or more than 125 years before it is none.
 *
 * A name that cannot be compared (no letter, not UTF-8, too long) fails: a record must not pass
 * with one of its names unread.
 *
 * @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status subject_read(const struct record *r, int64_t as_of_s, struct arena *arena,
                           struct name_scratch *names, struct subject *ret_subject,
                           struct cordon_error *err);

#endif
