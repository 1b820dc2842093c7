/*
 * The entity model: statements in FollowTheMoney's vocabulary, each with the source row it stands
 * on.
 *
 * A list entry becomes one subject (Person, Organization, Vessel ...) followed by its children
 * (Passport, Identification, CryptoWallet, Sanction, UnknownLink ...), each child naming its
 * subject. Schema and property names are FollowTheMoney's (data/ftm.tsv); a statement is
 *
 *     entity, property, value, language, source file and line
 */
#ifndef ENTITY_ENTITY_H
#define ENTITY_ENTITY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "entity/ftm.h" /* generated from data/ftm.tsv: enum ftm_schema, enum ftm_prop */
#include "part/part.h"

/* --- vocabulary ----------------------------------------------------------------------------- */

/** FollowTheMoney property types, as far as Cordon treats them apart. */
enum ftm_type {
    FTM_TYPE_STRING = 0,
    FTM_TYPE_NAME,
    FTM_TYPE_DATE,
    FTM_TYPE_COUNTRY,
    FTM_TYPE_IDENTIFIER,
    FTM_TYPE_ADDRESS,
    FTM_TYPE_ENTITY, /* the id of another entity */
    FTM_TYPE_GENDER,
    FTM_TYPE_TOPIC,
    FTM_TYPE_EMAIL,
    FTM_TYPE_PHONE,
    FTM_TYPE_URL,
    FTM_TYPE_TEXT,
    FTM_TYPE_OTHER,
};

/** What kind of party a schema describes; children and unknown schemas are KIND_OTHER. */
enum entity_kind {
    KIND_OTHER = 0, /* not a party that is screened by name */
    KIND_PERSON,
    KIND_ORGANIZATION, /* Organization, Company, PublicBody, LegalEntity's descendants but Person */
    KIND_VESSEL,
    KIND_AIRCRAFT,
    KIND_UNKNOWN, /* LegalEntity: a person or an organisation; also Thing, Asset */
};

str              ftm_schema_name(enum ftm_schema s); /* "Person"; "" for FTM_SCHEMA_NONE */
enum ftm_schema  ftm_schema_find(str name);          /* FTM_SCHEMA_NONE when unknown */
enum entity_kind ftm_schema_kind(enum ftm_schema s);
/** Is s the schema `base` or one of its descendants? */
bool             ftm_schema_is(enum ftm_schema s, enum ftm_schema base);
str              ftm_prop_name(enum ftm_prop p); /* "birthDate" */
enum ftm_prop    ftm_prop_find(str name);        /* FTM_PROP_NONE when unknown */
enum ftm_type    ftm_prop_type(enum ftm_prop p);

/* --- building ------------------------------------------------------------------------------- */

/** Where a value stands: file number within the edition (0..255) and 1-based line. */
struct entity_src {
    uint8_t  file;
    uint32_t line;
};

enum {
    ENTITY_DPRK = 1u << 0,  /* on the list under a DPRK programme */
    ENTITY_CHILD = 1u << 1, /* belongs to the subject before it; not a list entry of its own */
    ENTITY_CUT = 1u << 2,   /* the edition says it only up to somewhere in the middle */
};

/* Caps of one edition; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    ENTITY_VALUE_MAX = 65535,      /* bytes of one value */
    ENTITY_STATEMENTS_MAX = 1 << 26,
    ENTITY_ROWS_MAX = 1 << 24,
};

struct entity_build; /* collects the entities of one edition, in the order given */

/** @return NULL when out of memory */
struct entity_build *entity_build_new(void);
void entity_build_free(struct entity_build *b);

/**
 * Begin a subject. Ends the entity before it.
 *
 * @param id     unique in the edition, such as "us_ofac_sdn-27307"
 * @param entry  the list's own number, such as "27307"
 * @return false when failed (sticks; see entity_build_status)
 */
bool entity_begin(struct entity_build *b, enum ftm_schema schema, str id, str entry,
                  struct entity_src src);
/** Begin a child of the last subject; its id is the subject's with "-1", "-2" ... behind it. The
 *  link back (`holder`, `entity`, `subject` or `asset`, as the schema has it) is added. */
bool entity_child(struct entity_build *b, enum ftm_schema schema, struct entity_src src);
/** The same under an id of its own and without the link back: for lists that name their children
 *  (FtM files say `holder` themselves). */
bool entity_child_as(struct entity_build *b, enum ftm_schema schema, str id,
                     struct entity_src src);
/** Add a value to the entity begun last. Blanks at the ends go; empty values and repeats of the
 *  same property and value are left out. `lang` is an ISO 639 code or empty. */
bool entity_add(struct entity_build *b, enum ftm_prop prop, str value, str lang,
                struct entity_src src);
/** Add a value to the subject although children were begun since. */
bool entity_add_subject(struct entity_build *b, enum ftm_prop prop, str value, str lang,
                        struct entity_src src);
/** Set ENTITY_DPRK on the last subject. */
void entity_mark_dprk(struct entity_build *b);
/** Set ENTITY_CUT on the last subject: a difference takes nothing for gone that it lacks. */
void entity_mark_cut(struct entity_build *b);
/** SHA-256 over the last subject's source rows. */
void entity_row_hash(struct entity_build *b, const uint8_t digest[SHA_LEN]);
/** Change the last subject's schema (a list may say late what an entry is). */
void entity_set_schema(struct entity_build *b, enum ftm_schema schema);
/** The last subject's schema; FTM_SCHEMA_NONE before the first. */
enum ftm_schema entity_subject_schema(const struct entity_build *b);

/** CORDON_OK, CORDON_NOMEM, CORDON_LIMIT, or CORDON_SYNTAX for an id used twice: of all that was said
 *  so far. The functions above may notice it a few calls later. */
cordon_status entity_build_status(struct entity_build *b, struct cordon_error *err);
size_t entity_build_count(const struct entity_build *b); /* entities, children included */
/** Write the entities as sections of a part (tags "ent.*"). `b` is then spent. */
cordon_status entity_build_write(struct entity_build *b, struct part_writer *w,
                                 struct cordon_error *err);

/* --- reading -------------------------------------------------------------------------------- */

/** The entities of one edition, in a part. */
struct entity_set {
    struct part_view rows;       /* fixed-width records */
    struct part_view statements; /* fixed-width records */
    struct part_view offsets;    /* string id -> place in text */
    struct part_view text;
    struct part_view ids;        /* hash table of rows by id */
    uint32_t         count;      /* entities */
};

struct entity {
    uint32_t        row;
    enum ftm_schema schema;
    str             id;
    str             entry;   /* the list's own number; a child has its subject's */
    uint32_t        subject; /* row of the subject: itself for a subject */
    uint32_t        first_statement;
    uint32_t        statement_count;
    uint32_t        flags; /* ENTITY_DPRK ... */
    const uint8_t  *row_hash; /* SHA_LEN bytes */
};

struct entity_statement {
    enum ftm_prop     prop;
    str               value;
    str               lang; /* "" when not said */
    struct entity_src src;
};

cordon_status entity_set_open(const struct part *p, struct entity_set *ret_set,
                              struct cordon_error *err);
/** @return false outside the set */
bool entity_get(const struct entity_set *s, uint32_t row, struct entity *ret_entity);
bool entity_statement_get(const struct entity_set *s, uint32_t index,
                          struct entity_statement *ret_statement);
/** Row with this id. @return false when there is none */
bool entity_find(const struct entity_set *s, str id, uint32_t *ret_row);
/** First value of a property, or "". */
str entity_value(const struct entity_set *s, const struct entity *e, enum ftm_prop prop);
/** One past the last row that belongs to subject `row`. */
uint32_t entity_family_end(const struct entity_set *s, uint32_t row);
/** The FtM JSON view of one entity: {"id","schema","properties":{..},"datasets":[dataset]}. */
void entity_write_json(const struct entity_set *s, const struct entity *e, str dataset,
                       struct json_writer *w);

#endif
