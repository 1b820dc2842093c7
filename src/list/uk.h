/*
 * What the UK Sanctions List means, whichever file it comes in: the XML and the CSV carry the same
 * fields under other names. Private to the UK readers.
 *
 * The entry number is the Unique ID ("DPR0001"): the OFSI Group ID is given to no designation made
 * since the OFSI list closed on 2026-01-28.
 *
 * Source: docs/sources.md#uk-fcdo
 */
#ifndef LIST_UK_H
#define LIST_UK_H

#include "list/entry.h"

enum { UK_NAME_PARTS = 6, UK_ADDRESS_LINES = 6 };

/** A field that holds one value, repeated where there are several. */
enum uk_field {
    UK_NONE = 0,
    UK_TITLE,
    UK_BIRTH_DATE,
    UK_NATIONALITY,
    UK_POSITION,
    UK_GENDER,
    UK_PHONE,
    UK_EMAIL,
    UK_WEBSITE,
    UK_ENTITY_TYPE,
    UK_SUBSIDIARY,
    UK_PARENT,
    UK_REGISTRATION,
    UK_IMO,
    UK_OWNER,
    UK_PAST_OWNER,
    UK_FLAG,
    UK_PAST_FLAG,
    UK_SHIP_TYPE,
    UK_TONNAGE,
    UK_LENGTH,
    UK_YEAR_BUILT,
    UK_HULL,
    UK_OTHER_INFORMATION,
};

/** What the listing itself says; empty strings are not said. */
struct uk_listing {
    str unique_id;  /* "DPR0001" */
    str group_id;   /* of the closed OFSI list */
    str un_ref;     /* "KPe.001"; "N/A" is none */
    str regime;     /* the name of the regulations */
    str source;     /* "UK", "UN", "UK|UN" */
    str imposed;    /* measures, "|" between them */
    str designated; /* dates */
    str updated;
    str reasons;
};

/** The schema of "Individual", "Entity" or "Ship", in any case; FTM_SCHEMA_NONE for other words:
 *  begin such an entry as a LegalEntity and tell it (entry_strange_type). */
enum ftm_schema uk_schema(str kind);

/** Is it a designation under the DPRK regulations? Told by the Unique ID or by the regime. */
bool uk_is_dprk(str unique_id, str regime);

/** A name as it is said: parts 1 to 5, then part 6, which holds the family name of a person and
 *  the whole name of everything else.
 *  @param parts  UK_NAME_PARTS; part 6 is parts[5] */
str uk_whole_name(struct entry *e, const str *parts);

/**
 * Put a whole name. The first that the list calls primary is the name; variations and aliases are
 * aliases, those of low quality weak ones. Counts aliases: hand a name in once an entry.
 *
 * @param type      "Primary Name", "Primary Name Variation", "Alias" in any case; empty: an alias
 * @param strength  "Good quality a.k.a", "Low quality a.k.a", or empty
 * @param has_name  of the entry: whether it has its name yet
 */
void uk_name(struct entry *e, str whole, str type, str strength, bool *has_name,
             struct entity_src src);
/** A name in its own script; `language` in English ("Russian"), or empty. */
void uk_non_latin(struct entry *e, str name, str language, struct entity_src src);

/** One value of a field; blank ones are nothing. */
void uk_put(struct entry *e, enum uk_field field, str text, struct entity_src src);
/** @param lines  UK_ADDRESS_LINES */
void uk_address(struct entry *e, const str *lines, str postal_code, str country,
                struct entity_src src);
void uk_birth_place(struct entry *e, str town, str country, struct entity_src src);
/**
 * Passports, or national identifiers, with what is said about them. Numbered values,
 * "(1) 381310014 (2) 563410081", are each a paper, and what `about` says under the same number is
 * about it. What `about` calls a paper besides is one too. A value without a number is a note, and
 * told.
 */
void uk_document(struct entry *e, bool is_passport, str number, str about,
                 struct entity_src src);

/** The listing, as the child Sanction; marks the entry as the DPRK's where it is. */
void uk_sanction(struct entry *e, const struct uk_listing *l, struct entity_src src);

#endif
