/* The table of OFAC labels and what is done with each. Private to the OFAC readers. */
#ifndef LIST_OFAC_LABEL_H
#define LIST_OFAC_LABEL_H

#include "list/ofac.h"

/* What a label's value is; the ways of data/ofac_labels.tsv. */
enum ofac_how {
    OFAC_DOCUMENT, /* number, country, dates: an Identification child and a property */
    OFAC_PASSPORT, /* the same as a Passport child */
    OFAC_WALLET,   /* tag and address: a CryptoWallet child */
    OFAC_IMO,      /* an IMO number, else a document */
    OFAC_ALIAS,    /* a name in single quotes */
    OFAC_TEXT,
    OFAC_DATE,
    OFAC_COUNTRY,
    OFAC_PLACE, /* text that may end in a country */
    OFAC_GENDER,
    OFAC_EMAIL,
    OFAC_URL,
    OFAC_PHONE,
    OFAC_AFFILIATION,   /* a party and its seat, "HAMAS - Gaza": the whole piece */
    OFAC_SANCTION,      /* a Sanction child with the whole piece as provisions */
    OFAC_SANCTION_DATE, /* the same with a date */
    OFAC_LINK,          /* an UnknownLink child to the party named */
    OFAC_NOTE,          /* a known kind of free text */
};

struct ofac_label {
    str             label;
    enum ofac_how   how;
    enum ftm_schema schema; /* who has the property; NONE: nobody asks */
    enum ftm_prop   prop;
    str             type;
};

/* Made from data/ofac_labels.tsv: by first letter, the longest label first. */
extern const struct ofac_label ofac_labels[];
extern const uint16_t          ofac_labels_from[27];
extern const str               ofac_roles[]; /* sorted words of office */
extern const size_t            ofac_roles_count;

/* One entry being read: where values go. */
struct ofac_at {
    struct entity_build     *b;
    struct list_report      *r;
    str                      file, entry;
    struct entity_src        src;
    const struct ofac_hints *hints;   /* may be NULL */
    struct buf               scratch; /* reset by each user; released by who made it */
};

/* A value taken apart. */
struct ofac_value {
    str number; /* or whatever the label calls for */
    str country, issued, expires;
    str rest; /* what stood behind the number and is none of these */
};

/** The longest label that `text` begins with. *ret_value is what follows it, without "No.",
 *  "Number", "#" and colon. @return NULL when there is none */
const struct ofac_label *ofac_label_match(str text, str *ret_value);
/** Take "A755350 (Saudi Arabia) issued 05 May 2001 expires 11 Mar 2006" apart. */
struct ofac_value ofac_value_split(str text);
/** Add the value as its label says. `piece` is the whole text, for notes and provisions.
 *  @return false when the value cannot be this label's; nothing was added then */
bool ofac_label_add(struct ofac_at *at, const struct ofac_label *label, str piece,
                    const struct ofac_value *value);

#endif
