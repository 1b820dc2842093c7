/*
 * A record as the detectors see it: names, dates, countries and numbers read once, each with what
 * proves it. Which fields are read, as what, and whose they are, says data/screens.tsv.
 *
 * Beside the party itself, the subject, a record names others: who is paid, who answers for them,
 * who owns the firm. Each is looked for by its own names and numbers. One that is called like the
 * subject is the subject.
 */
#ifndef ENGINE_SUBJECT_H
#define ENGINE_SUBJECT_H

#include "addr/addr.h"
#include "base/arena.h"
#include "engine/canon.h"
#include "base/date.h"
#include "engine/fault.h"
#include "engine/screen_table.h" /* generated from data/screens.tsv */
#include "name/name.h"
#include "record/record.h"

enum {
    SUBJECT_AGE_MAX_DAYS = 125 * 366, /* an earlier birth date is none */
    SUBJECT_VALUES_MAX = 64, /* of one sort; more make the record reach a limit */
    SUBJECT_DOUBTS_MAX = 16, /* values kept that mean nothing to us; more are counted */
    SUBJECT_FAULTS_MAX = 16, /* values told that cannot be what their field says */
    SUBJECT_FOUND_MAX = 16,  /* accounts told that stood where none is looked for */
    SUBJECT_OTHERS_MAX = 1024, /* other parties, names of them, and numbers of them */
};

/** A party that the record names beside the subject; number 1 is the first, 0 the subject. */
struct subject_other {
    enum party_role role;
    enum name_kind  kind;
    str             name; /* "" when only numbers of it are given */
};

struct subject_name {
    str                        text;
    const struct name_query   *query;
    const struct record_value *value; /* that it stood in */
    uint32_t                   party; /* 0: the subject */
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
    const struct record_value *value; /* that it stood in */
    uint32_t                   party;
};

struct subject_wallet {
    str         text;
    struct addr addr;
    str         key; /* "" when it has none */
    bool        is_found; /* stood in a field that is not read for wallets */
    const struct record_value *value; /* that it stood in */
    uint32_t                   record; /* that this stood in */
    uint32_t                   party;
    bool                       is_designated, is_labelled; /* the detector's: on a list of that tier, or
                                                             by the word of an authority */
    bool                       is_met; /* stands in a list, as an address or as text */
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
    /* of other parties; the arena's, NULL when there are none. Wallets of all are above */
    struct subject_other  *others;
    struct subject_name   *other_names;
    struct subject_number *other_numbers;
    size_t other_count, other_name_count, other_number_count;
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
    bool              has_enough;     /* one that a list could name a party by */
};

/** A party by its number; NULL for the subject. */
static inline const struct subject_other *subject_other(const struct subject *s, uint32_t party)
{
    return party ? &s->others[party - 1] : NULL;
}

/**
 * Read the records of one subject into the form the detectors use. A value that several of them
 * give in the same way counts once.
 *
 * A birth date after `as_of_s` or more than 125 years before it is none. A payee, signer, recipient or
 * sender of parcels whose name is like the subject's from `same_bp` up is taken for the subject.
 *
 * A name that cannot be compared (no letter, not UTF-8, too long) fails: a record must not pass
 * with one of its names unread.
 *
 * @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status subject_read(const struct record *const *records, size_t count, int64_t as_of_s,
                           uint16_t same_bp, struct arena *arena, struct name_scratch *names,
                           struct subject *ret_subject, struct cordon_error *err);

#endif
