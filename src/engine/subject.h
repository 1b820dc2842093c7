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
#include "engine/fault.h"
#include "name/name.h"
#include "record/record.h"

enum {
    SUBJECT_VALUES_MAX = 64, /* of one sort; more make the record reach a limit */
    SUBJECT_DOUBTS_MAX = 16, /* values kept that mean nothing to us; more are counted */
    SUBJECT_FAULTS_MAX = 16, /* values told that cannot be what their field says */
    SUBJECT_FOUND_MAX = 16,  /* accounts told that stood where none is looked for */
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
    struct canon      canon;
    str               country; /* code, or "" */
    enum record_proof proof;
    bool              is_faulty; /* cannot be what its field says; compared all the same */
};

struct subject_wallet {
    str         text;
    struct addr addr;
    str         key; /* "" when it has none */
    bool        is_found; /* stood in a field that is not read for wallets */
};

/** A value that cannot be what its field says. */
struct subject_fault {
    enum record_field field;
    str               text;
    enum fault        fault;
};

/** A wallet, IBAN or e-mail address that stood in a field not read for such. */
struct subject_found {
    const struct record_value *value;
    str                        text;
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
    struct subject_fault faults[SUBJECT_FAULTS_MAX];
    size_t               fault_count; /* may exceed what is kept */
    struct subject_found found[SUBJECT_FOUND_MAX];
    size_t               found_count; /* may exceed what is kept */
    bool                 is_found_cut; /* there may be more, which were not compared */
    size_t            sound_count; /* numbers without fault and wallets, where such are asked for */
    uint32_t          cut_at; /* the cap that values of one sort, or pieces of one value, reached; 0 */
    bool              has_blank_name; /* a name without a letter or digit was given */
    bool              has_words;      /* one with a letter or digit was given */
};

/**
 * Read the records of one subject into the form the detectors use. A value that several of them
 * give in the same way counts once.
 *
 * A birth date after `as_of_s` or more than 125 years before it is none.
 *
 * A name that cannot be compared (no letter, not UTF-8, too long) fails: a record must not pass
 * with one of its names unread.
 *
 * @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status subject_read(const struct record *const *records, size_t count, int64_t as_of_s,
                           struct arena *arena, struct name_scratch *names,
                           struct subject *ret_subject, struct cordon_error *err);

#endif
