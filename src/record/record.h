/*
 * Records: what Cordon is asked about. One struct, whatever the form it came in.
 *
 *   FtM JSON   {"id":..,"schema":"Person","properties":{"name":[..],"birthDate":[..]}}
 *   flat JSON  {"id":..,"name":"..","birth_date":{"value":"..","proof":"document"}}
 *   dossier    flat JSON with groups: {"id":..,"doc":[{"type":"passport","number":".."}],"net":{..}}
 *   CSV        a header with the names of fields, one record a row; doc.number, doc_2.number
 *   mapped     any other table or JSON, by a plan that says what its columns mean (plan.h)
 *
 * data/fields.tsv lists the fields and every other name they go by; docs/records.md explains the
 * forms to users. Values are checked here for being text and for size; what a date or a wallet
 * means is checked by those who use it.
 *
 *   file -> split_next -> blocks of whole records -> record_cursor, one a thread -> records (split.h)
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "record/record_fields.h" /* generated from data/fields.tsv */

/* Caps of one record; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    RECORD_TEXT_MAX = 1 << 20,   /* bytes of one record as it stands in the file */
    RECORD_VALUE_MAX = 64 << 10, /* bytes of one value */
    RECORD_VALUES_MAX = 2048,
    RECORD_ITEMS_MAX = 256, /* items of one group */
    RECORD_KEYS_MAX = 512,  /* keys of one JSON object */
    RECORD_UNREAD_MAX = 16, /* names of fields not read that are kept; more are counted */
    RECORD_UNREAD_VALUES_MAX = 256, /* values kept of fields that are not read, see struct record */
};

/* --- vocabulary ----------------------------------------------------------------------------- */

/** What a record is about; the `category` of rules. */
enum record_kind {
    RECORD_KIND_NONE = 0, /* not said */
    RECORD_KIND_APPLICANT,
    RECORD_KIND_WORKER,
    RECORD_KIND_VENDOR,
    RECORD_KIND_PAYEE,
    RECORD_KIND_PAYMENT,
    RECORD_KIND_ACCOUNT,
    RECORD_KIND_WALLET,
    RECORD_KIND_LOGIN,
    RECORD_KIND_DEVICE,
    RECORD_KIND_BID,
    RECORD_KIND_CONTRACT,
    RECORD_KIND_MESSAGE,
    RECORD_KIND_TRANSFER,
    RECORD_KIND_COUNT,
};

/** What party the record's schema describes: a hint, and no more than the record says. */
enum record_party {
    RECORD_PARTY_UNKNOWN = 0, /* not said, or a word that is not known */
    RECORD_PARTY_PERSON,
    RECORD_PARTY_ORGANIZATION,
    RECORD_PARTY_VESSEL,
    RECORD_PARTY_AIRCRAFT,
    RECORD_PARTY_WALLET,
};

/** How well a value is proved; decides how much a contradiction with it is worth. */
enum record_proof {
    PROOF_SELF = 0, /* the party says so */
    PROOF_DOCUMENT, /* a document was seen */
    PROOF_VERIFIED, /* checked with somebody who knows */
};

/** Known words of `schema` beside FollowTheMoney's: "person", "company" ...; "" at the end. */
str record_party_word(size_t index);
str record_kind_name(enum record_kind k);     /* "applicant"; "" when not said */
str record_proof_name(enum record_proof p);   /* "self", "document", "verified" */
bool record_proof_find(str name, enum record_proof *ret_proof);

/** One row of data/fields.tsv. */
struct record_field_info {
    str  path;    /* "birth_date" */
    str  unit;    /* "" when it has none */
    str  aliases; /* other names, '|' between */
    str  ftm;     /* FollowTheMoney properties, '|' between */
    str  meaning; /* one sentence */
    enum record_type  type;
    enum record_class personal; /* what it means for privacy */
    unsigned          since;    /* schema version */
    bool              is_many;  /* may be given more than once */
    enum record_group group;    /* GROUP_NONE: of the record itself */
};

/** @param f  FIELD_NONE + 1 .. FIELD_COUNT - 1 */
const struct record_field_info *record_field_info(enum record_field f);
/** The field that goes by this name, alias or FtM property; case, blanks and signs do not count.
 *  FIELD_NONE when there is none. */
enum record_field record_field_find(str name);

/** The group of this name without regard to case; GROUP_NONE when there is none. */
enum record_group record_group_find(str name);
str record_group_name(enum record_group g); /* "doc" */

/* --- one record ----------------------------------------------------------------------------- */

struct record_value {
    enum record_field field;
    enum record_proof proof;
    str      text;    /* UTF-8, not empty, no blanks at the ends */
    str      country; /* of a document or register number: the country as written, or "" */
    str      key;     /* JSON key or CSV column as the file has it */
    uint16_t item;    /* which of its group's items it belongs to, 0-based: values about one document
                         share it; of `email` and `phone` too */
    uint32_t index;   /* place in a JSON list, 0-based */
    uint32_t column;  /* CSV column, 1-based; 0 in JSON */
    bool     is_grouped;  /* stood in its group's object */
    bool     is_property; /* stood under "properties" */
    bool     is_listed;   /* stood in a JSON list */
    bool     is_joined;   /* a whole name made of its parts; key names them, '+' between */
};

/** The name of a field that was not read. */
struct record_unread {
    str name;
    str near; /* a known name that it is near, or "" */
};

/** A value that other files know the same subject by. */
struct record_join {
    str key;   /* what it is: "candidate", "employee", "email", "device", "account" ... */
    str value; /* e-mail addresses in small letters */
};

struct record {
    str               id;      /* "" when not given; may repeat */
    str               subject; /* "" when not given */
    str               sort;    /* of its subject, as a mapping would call the key: "employee",
                                  "candidate", "contractor"; "" for a plain subject */
    enum record_kind  kind;
    enum record_party party;
    str               schema; /* as written, or "" */
    struct record_value *values; /* in the order of the file */
    size_t            value_count;
    struct record_unread unread[RECORD_UNREAD_MAX];
    size_t               unread_count; /* may exceed what is kept */
    /* of the fields not read, the values that could name an account: those with '@', and those with
     * as many letters and digits in a row as an address, or as an IBAN. Their field is FIELD_NONE */
    struct record_value *unread_values;
    size_t               unread_value_count;
    bool                 is_unread_cut; /* there were more than RECORD_UNREAD_VALUES_MAX */
    uint64_t          line;  /* 1-based line the record begins on; row of its sheet */
    str               sheet; /* of a workbook; "" for all other files */
    str               file;  /* its name, where records of several files are together; else "" */
    const struct record_join *joins; /* what joins files about one subject, as a mapping says */
    size_t            join_count;
};

/** The next value of a field behind `after`, or the first when that is NULL; NULL at the end. */
const struct record_value *record_next(const struct record *r, enum record_field f,
                                       const struct record_value *after);
/** The first value of a field in one item of its group; NULL when there is none. */
const struct record_value *record_in_item(const struct record *r, enum record_field f,
                                          uint16_t item);
/** How many items of a group the record has: the highest item with a value, plus one. */
size_t record_items(const struct record *r, enum record_group g);
/** The text of the field's first value, or "". */
str record_text(const struct record *r, enum record_field f);
/** Where a value stood, for people: `birth_date`, `alias[1]`, `doc[1].number`,
 *  `properties.birthDate[0]`. */
void record_path(const struct record_value *v, struct buf *out);

/* --- reading -------------------------------------------------------------------------------- */

/** What one thread needs for reading: memory of unknown names, room for keys and cells. */
struct record_reader;
struct record_reader *record_reader_new(void); /* NULL when out of memory */
void record_reader_free(struct record_reader *rr);

/**
 * Read one JSON record, FtM or flat.
 *
 * @param text        one JSON object; borrowed as long as the record is used
 * @param line,column place of its first byte in the file, 1-based, for messages
 * @param arena       takes the record
 * @return CORDON_OK
 *         CORDON_SYNTAX  not JSON, not an object, a key twice, a name that is nearly a known one,
 *                        a value of the wrong form; err has line and column
 *         CORDON_LIMIT   a cap above
 *         CORDON_NOMEM
 * On failure only ret_record->line is good.
 */
cordon_status record_from_json(struct record_reader *rr, str text, uint64_t line, uint32_t column,
                               struct arena *arena, struct record *ret_record,
                               struct cordon_error *err);

/* --- keeping -------------------------------------------------------------------------------- */

/**
 * Add a record as bytes to `out`: all that screening looks at, so that what is unpacked is screened as the
 * record itself. Fields are told by their paths' hashes: a later version with more fields reads them.
 */
void record_pack(const struct record *r, struct buf *out);
/**
 * The record again; texts are views into `bytes`, lists the arena's.
 *
 * @return CORDON_OK
 *         CORDON_CORRUPT      these bytes are no record
 *         CORDON_UNSUPPORTED  a newer version packed it, or one with a field that is not there any more
 *         CORDON_NOMEM
 */
cordon_status record_unpack(str bytes, struct arena *arena, struct record *ret_record, struct cordon_error *err);

/** How the records of a file are read: the header of a CSV file, or a mapping (plan.h). Made once,
 *  shared by all threads. */
struct record_header;
/**
 * Read a header row.
 *
 * @param row   the bytes of the first row; copied
 * @return CORDON_OK
 *         CORDON_SYNTAX  a name that is nearly a known one, a name twice, no known name at all,
 *                        not UTF-8
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status record_header_new(str row, char sep, uint64_t line, struct record_header **ret_header,
                                struct cordon_error *err);
void record_header_free(struct record_header *h); /* NULL is fine */

#endif
