/* What the fields of a record say about one listed party. */
#ifndef ENGINE_EVIDENCE_H
#define ENGINE_EVIDENCE_H

#include "engine/policy.h"
#include "engine/set.h"
#include "engine/subject.h"

enum evidence_field {
    EVIDENCE_KIND = 0,
    EVIDENCE_BIRTH_DATE,
    EVIDENCE_COUNTRY,
    EVIDENCE_SEX,
    EVIDENCE_BIRTH_PLACE,
    EVIDENCE_ADDRESS,
    EVIDENCE_IDENTIFIER,
    EVIDENCE_COUNT,
};

enum evidence_state {
    EVIDENCE_ABSENT = 0,  /* the record or the entry does not say: no evidence either way */
    EVIDENCE_AGREES,
    EVIDENCE_NEAR,        /* agrees but for a slip, or within a range */
    EVIDENCE_NEUTRAL,     /* differs, and that counts nothing here */
    EVIDENCE_CONTRADICTS,
    EVIDENCE_UNREADABLE,  /* the record says something that cannot be read */
};

struct evidence {
    enum evidence_state state;
    int32_t             cb; /* hundredths of a bit, both signs */
    str                 record; /* the value that decided, as given */
    str                 listed; /* as listed; for an absent field: what the entry has, if anything */
    enum record_proof   proof;  /* of the record's value */
    enum canon_kind     number_kind; /* EVIDENCE_IDENTIFIER */
    bool                is_same_country; /* EVIDENCE_IDENTIFIER: issuing countries agree */
    bool                is_same_kind;    /* EVIDENCE_IDENTIFIER: a passport against a passport */
    enum canon_meeting  meeting;         /* EVIDENCE_IDENTIFIER: how the numbers meet */
    uint32_t            number_len;      /* EVIDENCE_IDENTIFIER: letters and digits that meet */
    str                 other_country;   /* EVIDENCE_IDENTIFIER: the entry's, when the record names
                                            another; the number agrees all the same */
    str                 given_country;
    const struct record_value *value; /* EVIDENCE_IDENTIFIER: that the number stood in */
};

/** "birth_date", "country" ... as in the answer's `fields`. */
str evidence_field_name(enum evidence_field f);
str evidence_state_name(enum evidence_state s);

/** Is a number of the record the entry's, or nearly? */
static inline bool evidence_number_meets(const struct evidence e[EVIDENCE_COUNT])
{
    return e[EVIDENCE_IDENTIFIER].state == EVIDENCE_AGREES ||
           e[EVIDENCE_IDENTIFIER].state == EVIDENCE_NEAR;
}

/**
 * Compare all fields but the name with one listed party.
 *
 * @param party  whose: of another party than the subject (0) its numbers alone are known
 */
void evidence_compare(const struct subject *s, uint32_t party, const struct set_source *source,
                      uint32_t row, const struct cordon_policy *policy, struct arena *arena,
                      struct evidence ret[EVIDENCE_COUNT]);

#endif
