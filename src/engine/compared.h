/* What the fields of a record say about one listed party. */
#ifndef ENGINE_COMPARED_H
#define ENGINE_COMPARED_H

#include "engine/policy.h"
#include "engine/set.h"
#include "engine/subject.h"

enum compared_field {
    COMPARED_KIND = 0,
    COMPARED_BIRTH_DATE,
    COMPARED_COUNTRY,
    COMPARED_SEX,
    COMPARED_BIRTH_PLACE,
    COMPARED_ADDRESS,
    COMPARED_IDENTIFIER,
    COMPARED_COUNT,
};

enum compared_state {
    COMPARED_ABSENT = 0,  /* the record or the entry does not say: no evidence either way */
    COMPARED_AGREES,
    COMPARED_NEAR,        /* agrees but for a slip, or within a range */
    COMPARED_NEUTRAL,     /* differs, and that counts nothing here */
    COMPARED_CONTRADICTS,
    COMPARED_UNREADABLE,  /* the record says something that cannot be read */
};

struct compared {
    enum compared_state state;
    int32_t             cb; /* hundredths of a bit, both signs */
    str                 record; /* the value that decided, as given */
    str                 listed; /* as listed; for an absent field: what the entry has, if anything */
    enum record_proof   proof;  /* of the record's value */
    enum canon_kind     number_kind; /* COMPARED_IDENTIFIER */
    bool                is_same_country; /* COMPARED_IDENTIFIER: issuing countries agree */
    bool                is_same_kind;    /* COMPARED_IDENTIFIER: a passport against a passport */
    enum canon_meeting  meeting;         /* COMPARED_IDENTIFIER: how the numbers meet */
    uint32_t            number_len;      /* COMPARED_IDENTIFIER: letters and digits that meet */
    str                 other_country;   /* COMPARED_IDENTIFIER: the entry's, when the record names
                                            another; the number agrees all the same */
    str                 given_country;
    const struct record_value *value; /* COMPARED_IDENTIFIER: that the number stood in */
};

/** "birth_date", "country" ... as in the answer's `fields`. */
str compared_field_name(enum compared_field f);
str compared_state_name(enum compared_state s);

/** Is a number of the record the entry's, or nearly? */
static inline bool compared_number_meets(const struct compared e[COMPARED_COUNT])
{
    return e[COMPARED_IDENTIFIER].state == COMPARED_AGREES ||
           e[COMPARED_IDENTIFIER].state == COMPARED_NEAR;
}

/**
 * Compare all fields but the name with one listed party.
 *
 * @param party  whose: of another party than the subject (0) its numbers alone are known
 */
void compared_make(const struct subject *s, uint32_t party, const struct set_source *source,
                      uint32_t row, const struct cordon_policy *policy, struct arena *arena,
                      struct compared ret[COMPARED_COUNT]);

#endif
