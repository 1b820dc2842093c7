/* Names of fields: what a key of a JSON record or a column of a CSV file means. Private. */
#ifndef RECORD_RECORD_KEY_H
#define RECORD_RECORD_KEY_H

#include "record/record.h"

enum { RECORD_NAME_MAX = 64 }; /* bytes of a folded name; longer ones are no field's */

/* The tables made from data/fields.tsv. */
struct record_name {
    str               folded; /* small ASCII letters, without blanks and signs */
    str               spelled;
    enum record_field field; /* FIELD_NONE: a word with a meaning of its own that is not read */
};
extern const struct record_field_info record_fields[FIELD_COUNT];
extern const str                      record_groups[GROUP_COUNT];
extern const struct record_name       record_names[]; /* sorted by folded */
extern const size_t                   record_name_count;
extern const uint16_t                 record_slots[]; /* hash table: number in names + 1, or 0 */
extern const uint32_t                 record_slot_mask;

/** "Proof not said": beside the three of enum record_proof while a record is being built. */
#define PROOF_UNSAID ((enum record_proof)3)

enum record_key_part {
    KEY_UNREAD = 0, /* nothing we know */
    KEY_VALUE,      /* the field's value */
    KEY_PROOF,      /* birth_date.proof: how its values are proved */
    KEY_COUNTRY,    /* passport.country: who issued it */
    KEY_MISSPELT,   /* nearly `near` */
    KEY_BAD_PROOF,  /* birth_date:something */
    KEY_NO_MEMORY,  /* not found out: to be reported, never remembered */
};

struct record_key {
    enum record_key_part part;
    enum record_field    field;
    uint16_t             item;  /* of doc_2.number: 1 */
    enum record_proof    proof; /* of birth_date:verified; PROOF_UNSAID without */
    str                  near; /* of KEY_MISSPELT; of KEY_UNREAD when it is near a known name of a
                                  script with short words; "" otherwise */
};

/** What a name means. A name beyond ASCII takes memory for folding. Costs little for known names; finding that an unknown one is near no known
 *  one takes some microseconds, so callers remember that. */
struct record_key record_key_find(str name);

/** Say why a key of part KEY_MISSPELT, KEY_BAD_PROOF or KEY_NO_MEMORY is refused.
 *  @return CORDON_SYNTAX, CORDON_NOMEM */
cordon_status record_key_refuse(const struct record_key *k, str name, struct cordon_error *err);

/** Say that a field that takes one value got a second, by keys a and b. @return CORDON_SYNTAX */
cordon_status record_key_twice(enum record_field f, str a, str b, struct cordon_error *err);

#endif
