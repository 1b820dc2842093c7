/* Putting one record together, the same for all forms. Private. */
#ifndef RECORD_RECORD_BUILD_H
#define RECORD_RECORD_BUILD_H

#include "base/csv.h"
#include "record/record_key.h"

/* Names lately found to mean nothing, so that a million records with one odd key stay fast. */
enum { MEMO_SLOTS = 64 };

struct record_reader {
    struct csv_reader csv;
    uint64_t          key_hash[2][RECORD_KEYS_MAX]; /* of the object in hand; [1] = properties */
    struct {
        char              name[RECORD_NAME_MAX];
        size_t            len; /* 0 = free */
        struct record_key key;
    } memo[MEMO_SLOTS];
};

/** record_key_find with a memory. */
struct record_key record_reader_key(struct record_reader *rr, str name);

struct record_build {
    struct record *record;
    struct arena  *arena;
    size_t         room; /* of record->values */
    size_t         unread_room;
    enum record_proof proof; /* of the record */
    enum record_proof field_proof[FIELD_COUNT];
    str               field_country[FIELD_COUNT];
    str               given[FIELD_COUNT]; /* key that gave it, of the fields that take one value */
    uint16_t          given_item[FIELD_COUNT]; /* item it was given for, plus one; items come in order */
};

/** Empty record, empty build. */
void build_begin(struct record_build *b, struct record *record, struct arena *arena, uint64_t line);
/**
 * Add a value. Blanks at its ends go; an empty one is nothing.
 *
 * @param v  text, field, key and place; proof may be PROOF_UNSAID
 * @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM; err has no place yet
 */
cordon_status build_add(struct record_build *b, struct record_value v, struct cordon_error *err);
/** birth_date.proof = verified */
cordon_status build_proof(struct record_build *b, enum record_field f, str word,
                          struct cordon_error *err);
/** passport.country = jp */
void build_country(struct record_build *b, enum record_field f, str country);
void build_unread(struct record_build *b, str name, str near);
/** A value of a field that is not read; kept when it could name an account.
 *  @return CORDON_OK, CORDON_NOMEM */
cordon_status build_unread_value(struct record_build *b, struct record_value v,
                                 struct cordon_error *err);
/** All was added: spread proofs and countries, join the parts of names. */
cordon_status build_end(struct record_build *b, struct cordon_error *err);

/* --- CSV ------------------------------------------------------------------------------------ */

struct column {
    str               name; /* as written, without blanks at the ends */
    struct record_key key;
};

struct record_plan;

struct record_header {
    struct arena        arena; /* owns the text below */
    struct column      *column;
    size_t              count;
    struct record_plan *plan; /* NULL unless a mapping was bound; the arena's */
};

/** The same as record_from_row and record_from_json by a plan. */
cordon_status plan_from_row(struct record_reader *rr, const struct record_plan *plan,
                            struct arena *arena, struct record *ret_record,
                            struct cordon_error *err);
cordon_status plan_from_json(const struct record_plan *plan, str text, uint64_t line,
                             uint32_t column, struct arena *arena, struct record *ret_record,
                             struct cordon_error *err);

/** Read the row that rr->csv holds. Statuses as record_from_json. */
cordon_status record_from_row(struct record_reader *rr, const struct record_header *h,
                              struct arena *arena, struct record *ret_record,
                              struct cordon_error *err);

#endif
