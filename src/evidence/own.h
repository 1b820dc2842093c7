/*
 * What the feature files ask of a dossier again and again: items of a group, the party's own names
 * and marks, how long a career it claims. Private to evidence/.
 */
#ifndef EVIDENCE_OWN_H
#define EVIDENCE_OWN_H

#include "evidence/evidence.h"

/* --- items of a group --------------------------------------------------------------------------- */

/** One item of a group: the values that stand together. Start with { .items = 0 }. */
struct item {
    uint32_t             record;
    uint32_t             next, items; /* private to item_next */
    uint16_t             number;      /* of the item in its group */
    const struct record *in;
};

/** The next item of a group over all records. */
bool item_next(const struct evidence_run *run, enum record_group g, struct item *at);
/** A value of it; NULL when not given. */
const struct record_value *item_value(const struct item *at, enum record_field f);
/** Its text, or "". */
str item_text(const struct item *at, enum record_field f);
struct origin item_origin(const struct item *at, const struct record_value *v);
/** A whole number of it, 0 or more. */
bool item_count(const struct item *at, enum record_field f, int64_t *ret);
/** The day of a date of it, days since 1970: whole dates only. */
bool item_day(const struct item *at, enum record_field f, int32_t *ret);
/** The time of the record it stands in, else now. */
int64_t item_now(const struct evidence_run *run, const struct item *at);

/* --- origins gathered ----------------------------------------------------------------------------- */

/** What a feature rests on, gathered on the way. */
struct origins {
    struct origin at[FEATURE_ORIGINS_MAX];
    size_t        count;
};
void origins_add(struct origins *o, struct origin at);
/** Add a value unless one with the same letters and digits is there; false when it was, or there is no
 *  room: then the run is marked as cut. Keeps what compares values with values from running away. */
bool origins_add_new(struct evidence_run *run, struct origins *o, struct origin at);
/** Add a number with what was gathered. */
void feature_give(struct evidence_run *run, enum feature f, int64_t number,
                  const struct origins *o);

/* --- counting what was found ---------------------------------------------------------------------- */

/** Things asked and found: given when anything was asked. Of those found the origins are kept, of
 *  the others only while none is found, so that a zero can be shown too. */
struct tally {
    int64_t        asked, found;
    struct origins hits, misses;
};
void tally_add(struct tally *t, bool is_found, struct origin at);
/** Nothing when nothing was asked. */
void tally_give(struct evidence_run *run, enum feature f, const struct tally *t, bool as_flag);

/* --- the party -------------------------------------------------------------------------------------- */

/** Greatest likeness of a name to the party's own (name, alias, doc.name); -1 as above, or none. */
int32_t own_likeness(struct evidence_run *run, str name, struct origin *ret_own);

enum { OTHER_NAME_BP = 6000 }; /* below: another person's name. src: knowledge-indicators */

/** Is a country given, and none of those claimed? *ret_known as claims_have. */
bool is_unclaimed(const struct claims *c, str country, bool *ret_known);

/** Days of career claimed: app.experience_years, else since the first job. False when not said. */
bool career_days(const struct evidence_run *run, int64_t *ret_days, struct origins *o);

/** The same letters and digits, without regard to case and signs, in ASCII; other bytes as they are. */
bool same_marks(str a, str b);

#endif
