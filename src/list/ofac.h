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
 * Does this tag belong to OFAC's other lists than the SDN list: sectoral (UKRAINE-EO13662 with its
 * directives), NS-PLC, FSE-*, 561-*, CMIC-EO13959, NS-MBS?
 *
 * The SDN list holds a few of them (80 of 13,821 entries on 2023-12-28), the consolidated list
 * holds little else (375 of 375 in 2020, 434 of 443 in 2025): a share tells the lists apart, one
 * entry does not. src: ofac-csv, ofac-xml
 */
bool ofac_program_is_non_sdn(str tag);

/**
 * Is this the named list's file? Told by the share of entries under a tag of the non-SDN lists:
 * below 1 % in SDN, above 97 % in the consolidated list; half is far from both.
 *
 * @param source   "us_ofac_sdn", "us_ofac_cons"; any other is not checked
 * @param non_sdn  entries with a tag of ofac_program_is_non_sdn
 * @return CORDON_OK, CORDON_REFUSED with both numbers
 */
cordon_status ofac_check_list(str source, str file, size_t non_sdn, size_t entries,
                              struct cordon_error *err);

/**
 * Add one document, identifier or detail to the subject begun last, typed by its label as OFAC
 * writes it ("Passport", "National ID No.", "Tax ID No.", "SWIFT/BIC", "Gender", "Digital Currency
 * Address - XBT", "Vessel Registration Identification", "Email Address", "Website" ...). Makes the
 * FtM child (Passport, Identification, CryptoWallet, Sanction, UnknownLink) with number, type,
 * country and dates and the subject's direct property. Labels and what they mean are
 * data/ofac_labels.tsv. Used by the remarks grammar and by both XML readers (idType). Counts
 * wallets and wallet_mentions in r.
 *
 * @param country  as OFAC writes it ("Korea, North"), or empty
 * @param issued, expires  as OFAC writes dates ("14 Nov 2007"), or empty
 * @return false when the label is not known or the value cannot be its (a passport without a
 *         digit): nothing was added
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

/** From byte `at` on the remarks stand somewhere else: in a row of the comments. */
struct ofac_seam {
    size_t            at;
    str               file;
    struct entity_src src;
};

/** What a reader may know beside the remarks; every member may be empty. */
struct ofac_hints {
    str title; /* the entry's titles, which remarks say again */
    const struct ofac_seam *seams; /* by place, rising */
    size_t                  seam_count;
    /* Write the id of the one entry with this name; false when there is none or several. */
    bool (*find)(const void *names, str name, struct buf *ret_id);
    const void *names; /* handed to find */
};

/**
 * Parse the joined remarks of one entry: every piece typed, or kept as a note and counted.
 *
 * A piece is what stands between "; ": an optional "alt. ", a label of data/ofac_labels.tsv and
 * its value ("Passport A755350 (Saudi Arabia) expires 05 Apr 2009"), a web or mail address alone,
 * or a position, which is told by the entry's title or by a word of office. Everything else is
 * untyped: kept verbatim in `notes`, counted in r->untyped_pieces, never guessed at.
 *
 * A piece stands where it begins: what runs over a seam, in the row before it.
 *
 * Counts pieces, untyped_pieces, weak_aliases, wallets and wallet_mentions in r; wallet_entries
 * and the others are the reader's. Memory trouble shows as r->arena->failed or in b's status.
 *
 * @param is_cut  the text ends in the middle of a piece: the last piece is kept as a note with a
 *                warning, whatever it looks like
 * @param hints   may be NULL
 */
void ofac_remarks_with(struct entity_build *b, struct list_report *r, str file, str entry,
                       str remarks, bool is_cut, struct entity_src src,
                       const struct ofac_hints *hints);

/** What `authority` of a Sanction says. */
#define OFAC_AUTHORITY "US Treasury, OFAC"

/** Cut the next tag off "NPWMD] [DPRK2"; false when none is left. */
bool ofac_program_next(str *tags, str *ret_tag);
/** Add one Sanction child a tag and mark DPRK entries. */
void ofac_add_programs(struct entity_build *b, str tags, struct entity_src src);

/** ISO 3166 code (lower case) of a country as lists write it: "Korea, North", "DPRK", "Russia";
 *  the empty string when unknown. Table: data/countries.tsv. */
str list_country(str name);

#endif
