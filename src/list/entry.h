/*
 * What every reader does with an entry: begin it, put tidied values on it, keep as a note and tell
 * what is no value, count it. Private to list/.
 *
 * An entry is a subject and its children; entry_put and its like write to the subject whatever was
 * begun since, entry_child_put to the child begun last. Every call says where the value stands.
 * Failing allocations stick in the scratch arena and the entity_build: entry_end reports them.
 */
#ifndef LIST_ENTRY_H
#define LIST_ENTRY_H

#include "list/list.h"

enum {
    ENTRY_NUMBER_MAX = 128, /* bytes of a list's own number */
    ENTRY_JOIN_MAX = 16,    /* parts of one entry_join */
};

/** The entry being read. Make one with entry_writer, once a file. */
struct entry {
    struct entity_build *b;
    struct list_report  *report;
    struct arena        *scratch; /* of one entry: entry_begin resets it */
    str                  source;  /* "un_sc": ids are source-number */
    str                  file;    /* name, for messages */
    str                  number;  /* the list's own, of the entry begun last */
    bool                 is_dprk;
    bool                 has_name; /* entry_put was given a name */
    uint32_t             nameless; /* entries that ended without */
};

/** @param scratch  the caller's, empty */
struct entry entry_writer(str source, str file, struct entity_build *b, struct list_report *report,
                          struct arena *scratch);

/**
 * Begin an entry. What entries before left in the scratch arena is gone, so `number` may not be
 * its.
 *
 * @param number  unique in the edition, stays with the party; lives until entry_end
 * @param row     the bytes that row_sha256 is over (docs/list-formats.md); empty: entry_hash says it later
 * @return CORDON_OK, CORDON_SYNTAX (no number, or one above ENTRY_NUMBER_MAX)
 */
cordon_status entry_begin(struct entry *e, enum ftm_schema schema, str number, str row,
                          struct entity_src src, struct cordon_error *err);

/** One SHA-256 over pieces of several places, in order. */
void entry_hash(struct entry *e, const str *pieces, size_t count);

/** Count the entry by its schema (persons, organizations, vessels, aircraft, others; dprk_entries)
 *  and say whether all of it could be kept. */
cordon_status entry_end(struct entry *e, struct cordon_error *err);

/** The edition's date out of the file, in any writing of list_date with a time behind it; what is
 *  none, is told: the edition's age is not known then. `what` names the field. */
cordon_status entry_edition(struct entry *e, const char *what, str text, struct entity_src src,
                            struct cordon_error *err);

/**
 * What holds of every list, when its file was read: it has entries, and names. An edition where a
 * tenth of them have none was laid out anew: CORDON_REFUSED. One where a tenth hold what the reader
 * does not know is doubtful.
 */
cordon_status entry_finish(struct entry *e, struct cordon_error *err);

/** s without blanks at the ends, every run of blanks and line breaks inside as one blank. */
str entry_tidy(struct entry *e, str s);

/** A value on the subject: tidied; empty ones and repeats are left out. */
void entry_put(struct entry *e, enum ftm_prop prop, str value, struct entity_src src);
void entry_put_lang(struct entry *e, enum ftm_prop prop, str value, str lang,
                    struct entity_src src);
/** A value on the child begun last. */
void entry_child_put(struct entry *e, enum ftm_prop prop, str value, struct entity_src src);
/** A date of list_date on the child begun last; what is none goes into its summary. */
void entry_child_date(struct entry *e, enum ftm_prop prop, str text, struct entity_src src);

/** "what: text" as a note of the subject; nothing when text is blank. */
void entry_note(struct entry *e, const char *what, str text, struct entity_src src);
/** Running text about the subject, kept whole as a note; the SWIFT codes that it names (swift_find) are also
 *  values of their own, unless the subject is a person. */
void entry_text(struct entry *e, str text, struct entity_src src);
/** A warning that names file, line and entry. */
void entry_warn(struct entry *e, struct entity_src src, const char *fmt, ...) CORDON_PRINTF(3, 4);

/** list_stranger of a field of the entry in hand. */
void entry_stranger(struct entry *e, uint32_t line, str name);
/** list_strange_type of the entry in hand, with the type as a note of it; nothing else to note when
 *  `type` is blank. */
void entry_strange_type(struct entry *e, str type, struct entity_src src);

/** The names of one field (split_names): the first as `first`, the others as `rest`, and where
 *  there are several the whole field too, so that whoever pastes it finds the entry.
 *  @return how many names, 0 for a blank field */
size_t entry_names(struct entry *e, str field, enum ftm_prop first, enum ftm_prop rest,
                   struct entity_src src);

size_t entry_names_lang(struct entry *e, str field, enum ftm_prop first, enum ftm_prop rest,
                        str lang, struct entity_src src);

/** A country by its code (list_country), with a remark in brackets behind it as a note ("Mali
 *  (previous)"); what is none is kept as a note and told. */
void entry_country(struct entry *e, enum ftm_prop prop, const char *what, str name,
                   struct entity_src src);

/** "male" or "female" in any case, also "M" and "F"; other words are kept as a note. */
void entry_gender(struct entry *e, str text, struct entity_src src);

/** A date in any writing of list_date; what is none is kept as a note and told. A birth date that
 *  lies after the edition's date (list_is_future) is told, and kept as a note. */
void entry_date(struct entry *e, enum ftm_prop prop, const char *what, str text,
                struct entity_src src);

/** Begin the child Sanction. Marks the entry as the DPRK's when is_dprk. Empty strings are left
 *  out; `listed_on` is a date of list_date. */
void entry_sanction(struct entry *e, str authority, str program, bool is_dprk, str listed_on,
                    struct entity_src src);

/** A child Passport or Identification with number, type and country, and the number on the subject
 *  (passportNumber, idNumber). `country` in any writing; what is none is kept as its description. */
void entry_document(struct entry *e, bool is_passport, str number, str type, str country,
                    struct entity_src src);

/** Begin the child UnknownLink to a party that the list names; `object` is its id in this edition,
 *  or empty. Nothing when both are. */
void entry_link(struct entry *e, const char *role, str name, str object, struct entity_src src);

/** The IMO number of a vessel, with or without "IMO" before it. What is none (seven digits) is kept
 *  as a note and told. */
void entry_imo(struct entry *e, str text, struct entity_src src);

/** The parts that say something, tidied, with `between` between them; the scratch arena's.
 *  @param count  at most ENTRY_JOIN_MAX */
str entry_join(struct entry *e, const str *parts, size_t count, const char *between);

/** ISO 639-3 code of a language: by its code of two or three letters in any case, or its name in
 *  English; "" when it is not known. */
str list_language(str text);

/** Is the file text? Empty ones, zero bytes and bytes that are not UTF-8 are refused with their place.
 *  @return CORDON_OK, CORDON_SYNTAX */
cordon_status list_check_text(const struct list_file *file, struct cordon_error *err);
/** A number for an entry of a list that has none that lasts: the name in capitals without its marks,
 *  "KIM_CHUN_SAM" of "Kim, Chun-Sam"; letters outside ASCII as they are. At most `cap` bytes; the
 *  arena's, "" for a name without letters. No dash is in it, so no child's id can be another's. */
str entry_name_key(str name, size_t cap, struct arena *arena);

/* --- dates ---------------------------------------------------------------------------------- */

/**
 * A date as lists write it, in FtM's form (ofac_date has the additions): what ofac_date reads,
 * "1980-05-17" also with a time or zone behind it, "1980-05", "1980/5/17", "1980. 5. 17.", "17/05/1980", "00/00/1980" and
 * "dd/mm/1980" (unknown parts are left out), "17.05.1980", "17-May-1980", "August 8, 1957". Numbers with slashes
 * or points are day, month, year: lists that write them otherwise bring their own reading.
 * Written to `out`.
 *
 * @return false when it is no date; nothing was written
 */
bool list_date(str text, struct buf *out);

#endif
