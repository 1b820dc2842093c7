/*
 * What the OFAC formats share: programme tags, labels of identity documents and details, dates,
 * and the grammar of remarks. Private to list/.
 */
#ifndef LIST_OFAC_H
#define LIST_OFAC_H

#include "list/list.h"

/** Is this programme tag one of the DPRK's? "DPRK", "DPRK2".. "DPRK4", "DPRK-NKSPEA". */
bool ofac_program_is_dprk(str tag);

/**
 * Add one document, identifier or detail to the subject begun last, typed by its label as OFAC
 * writes it ("Passport", "National ID No.", "Tax ID No.", "SWIFT/BIC", "Gender", "Digital Currency
 * Address - XBT", "Vessel Registration Identification", "Email Address", "Website" ...). Makes the
 * FtM child (Passport, Identification, CryptoWallet) with number, type, country and dates and the
 * subject's direct property. Used by the remarks grammar and by both XML readers (idType).
 *
 * @param country  as OFAC writes it ("Korea, North"), or empty
 * @param issued, expires  as OFAC writes dates ("14 Nov 2007"), or empty
 * @return false when the label is not known: nothing was added
 */
bool ofac_add_labelled(struct entity_build *b, struct list_report *r, str file, str entry,
                       str label, str number, str country, str issued, str expires,
                       struct entity_src src);

/**
 * An OFAC date as FtM writes it: "01 Aug 1979" 1979-08-01, "Aug 1979" 1979-08, "1979" 1979,
 * "circa 1965" ~1965 , "1964 to 1966" 1964/1966, "circa 1960 to 1965" ~1960/1965.
 *
 * FtM has prefix dates only; Cordon's two additions: a leading '~' says circa, '/' joins the ends
 * of a range. Written to `out` (at most 32 bytes).
 * @return false when it is not a date; nothing was written
 */
bool ofac_date(str text, struct buf *out);

/** Parse the joined remarks of one entry: every piece typed, or kept as a note and counted. */
void ofac_remarks(struct entity_build *b, struct list_report *r, str file, str entry,
                  str remarks, bool is_cut, struct entity_src src);

/** ISO 3166 code (lower case) of a country as lists write it: "Korea, North", "DPRK", "Russia";
 *  the empty string when unknown. Table: data/countries.tsv. */
str list_country(str name);

#endif
