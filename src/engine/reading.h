/*
 * Reading a subject, value by value: what subject.c, subject_number.c and subject_dossier.c share.
 * Private to them.
 */
#ifndef ENGINE_READING_H
#define ENGINE_READING_H

#include "engine/subject.h"
#include "evidence/evidence.h"

/* A value of a dossier's group: read when the names of the subject itself are known. */
struct later {
    const struct record       *record;
    const struct record_value *value;
    uint32_t                   at; /* place of the record */
};

struct reading {
    const struct record *record;
    uint32_t             record_at; /* its place */
    struct arena        *arena;
    struct name_scratch *names;
    struct subject      *out;
    struct cordon_error *err;
    int32_t              today; /* days since 1970 */
    uint16_t             same_bp;
    uint32_t             party; /* whose value is read; 0: the subject's */
    struct later        *later; /* the arena's */
    size_t               later_count, later_room;
    size_t other_room, other_name_room, other_number_room;
    size_t alike_count; /* comparisons of names so far */
};

/* Does the value stand in a group of a dossier? What people write there is looser than in a field
 * for just that: odd values are left to the evidence. */
static inline bool is_grouped(const struct record_value *v)
{
    return record_field_info(v->field)->group != GROUP_NONE;
}

/* subject.c */
/** Room for one more of a sort, or note that the record was cut. */
bool reading_room(struct subject *s, size_t count);
/** A value that cannot be compared is told: silence about it would read as "it fits". */
void reading_doubt(struct subject *s, const struct record_value *v);
/** Room for one more of what is kept of other parties; false when the cap or memory is reached. */
bool reading_grow(struct reading *r, void *list, size_t count, size_t *room, size_t size);
/** A name of r->party, and the names inside "One / Two (Three)". */
cordon_status reading_name(struct reading *r, const struct record_value *v, str text,
                           enum name_kind kind);
/** A value of a field that says one thing about the subject, as `form` says. */
cordon_status reading_value(struct reading *r, const struct record_value *v, enum screen_form form);
/** Are two writings the same words in any order, without regard to case and commas? */
bool reading_same_words(str a, str b);

/* subject_number.c */
/** Is it a form of number? */
bool reading_is_number(enum screen_form form);
/** The number of r->party in a value; FORM_DOCUMENT: as the document says it is. */
cordon_status reading_number(struct reading *r, const struct record_value *v, enum screen_form form);
/** A number read off a document. */
void reading_paper_number(struct reading *r, const struct record_value *v, const struct paper *paper);
cordon_status reading_wallet(struct reading *r, const struct record_value *v);
/** Is the text the address of a wallet, and nothing else? */
bool reading_is_address(str text);
/** A field that nobody reads, or reads for something else, may hold an account all the same. */
cordon_status reading_accounts(struct reading *r, const struct record_value *v);
/** How well a value is proved: what stands on a document was seen there. */
enum record_proof reading_proof(const struct record_value *v);

/* subject_dossier.c */
/** Note a value for reading_dossier. */
void reading_put_off(struct reading *r, const struct record_value *v);
/** Read what was put off: first of the subject, then of the others. */
cordon_status reading_dossier(struct reading *r);

#endif
