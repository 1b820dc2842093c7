/*
 * What the parties of SDN_ADVANCED.XML refer to: code tables, places, papers, ties, measures.
 * Private to the OFAC readers.
 *
 * The file is normalised: a party stands in the middle and names everything else by number, some
 * of it far behind. So it is read twice; this is the first reading. Kept are texts and places in
 * the file, not trees: about 130 bytes a place, paper, tie, measure or party, 15 MB for the list of
 * 2026 (126 MB of XML).
 */
#ifndef LIST_OFAC_REFS_H
#define LIST_OFAC_REFS_H

#include "list/xml.h"

/* Cap of everything kept together; docs/limits.md. */
#define OFAC_REFS_MAX ((size_t)1 << 30)

enum ref_set {
    REF_ALIAS_TYPE = 0,
    REF_COUNTRY,
    REF_DETAIL_REFERENCE,
    REF_ENTRY_EVENT_TYPE,
    REF_FEATURE_TYPE,
    REF_ID_DATE_TYPE,
    REF_ID_TYPE,
    REF_LEGAL_BASIS,
    REF_LIST,
    REF_LOC_PART_TYPE,
    REF_NAME_PART_TYPE,
    REF_PARTY_SUB_TYPE,
    REF_PARTY_TYPE,
    REF_RELATION_TYPE,
    REF_SANCTIONS_TYPE,
    REF_SCRIPT,
    REF_VALIDITY,
    REF_SET_COUNT,
};

/* Every record begins with its key; several may have the same one, in file order. */
struct ref_key {
    uint64_t id;
    uint32_t line;
};

struct ref_value { /* a row of a code table */
    struct ref_key key; /* number, with the set above it */
    str            text;
    uint64_t       party_type; /* of a PartySubType */
};

struct ref_place {
    struct ref_key key;
    str            full;    /* "1 Street, City, Country" */
    str            country; /* ISO code, or "" */
    str            country_name;
    str            bytes; /* in the file */
};

struct ref_paper {
    struct ref_key key; /* the holder's identity */
    str            type, number, country, authority, issued, expires, validity;
    str            bytes;
};

struct ref_tie {
    struct ref_key key; /* the profile it is looked up by */
    uint64_t       other;
    str            type, comment;
    bool           is_reverse; /* key is the To side */
    bool           is_former;
    str            bytes;
};

struct ref_measure { /* one SanctionsEntry */
    struct ref_key key;      /* the profile */
    str            list;     /* "SDN List" */
    str            programs; /* "DPRK3] [CYBER2" */
    str            listed;   /* the day it was created, YYYY-MM-DD, or "" */
    str            reasons;  /* legal bases */
    str            bytes;
};

struct ref_party {
    struct ref_key key; /* the profile */
    str            entry, name;
};

struct ref_array {
    void  *items;
    size_t count, room, width;
};

struct ofac_refs {
    const struct list_file *file;
    struct arena            keep;
    struct arena            scratch; /* of one record */
    struct ref_array        values, places, papers, ties, measures, parties;
    str                     issued; /* date of the edition, YYYY-MM-DD */
    str                     entry;  /* of the party whose profile comes next */
    struct xml_span         parties_at; /* for the second reading */
};

/**
 * The first reading.
 *
 * @return CORDON_OK      ready for the functions below
 *         CORDON_SYNTAX  also when a number refers to nothing
 *         CORDON_REFUSED the file holds changes to another one (DeltaBaseVersion)
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status ofac_refs_read(struct ofac_refs *r, const struct list_file *file,
                             struct list_report *report, struct cordon_error *err);
void ofac_refs_release(struct ofac_refs *r); /* a zeroed one is fine */

/** First record with this key, and how many follow each other; NULL when there is none. */
const void *ofac_refs_find(const struct ref_array *a, uint64_t id, size_t *ret_count);

/** The row of a code table with this number; NULL when there is none. */
const struct ref_value *ofac_refs_row(const struct ofac_refs *r, enum ref_set set, uint64_t id);
/** The row that an attribute of n names. A number that refers to nothing is CORDON_SYNTAX; a
 *  missing attribute gives CORDON_OK and NULL. */
cordon_status ofac_refs_value(const struct ofac_refs *r, enum ref_set set,
                              const struct xml_node *n, const char *attr,
                              const struct ref_value **ret, struct cordon_error *err);

/** An attribute as a number; false when it is missing or none. */
bool ofac_refs_id(const struct xml_node *n, const char *attr, uint64_t *ret);

/** A DatePeriod in OFAC's own words: "01 Aug 1979", "Aug 1979", "circa 1965", "1964 to 1966"; ""
 *  when it holds no date. */
str ofac_refs_period(const struct xml_node *period, struct arena *a);

/** The name of a DocumentedName, "LAST, First Middle" for people. `groups` is the Identity's
 *  NamePartGroups. */
cordon_status ofac_refs_name(const struct ofac_refs *r, const struct xml_node *name,
                             const struct xml_node *groups, struct arena *a, str *ret_whole,
                             str *ret_last, str *ret_first, str *ret_script,
                             struct cordon_error *err);

#endif
