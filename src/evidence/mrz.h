/*
 * Machine-readable zones of passports, cards and visas: reading, check digits, names.
 *
 *   TD1  3 x 30  cards           TD3    2 x 44  passports        FRENCH  2 x 36  the French card
 *   TD2  2 x 36  older cards     MRV-A  2 x 44, MRV-B  2 x 36  visas      issued until 2021
 */
#ifndef EVIDENCE_MRZ_H
#define EVIDENCE_MRZ_H

#include "base/date.h"
#include "base/str.h"

enum mrz_form { MRZ_NONE = 0, MRZ_TD1, MRZ_TD2, MRZ_TD3, MRZ_VISA_A, MRZ_VISA_B, MRZ_FRENCH };

/* Caps: a zone has three lines at most, a name field 39 letters. */
enum { MRZ_LINE_MAX = 44, MRZ_TEXT_MAX = 512, MRZ_WORDS_MAX = 24 };

/** What has a check digit. */
enum {
    MRZ_NUMBER = 1u << 0,
    MRZ_BIRTH = 1u << 1,
    MRZ_EXPIRY = 1u << 2,
    MRZ_OPTIONAL = 1u << 3,
    MRZ_WHOLE = 1u << 4,
};

/** A date without century; -1 where the zone leaves a part open. */
struct mrz_date {
    int8_t year, month, day;
};

/** A zone as read: letters that cannot stand in a place of digits are taken for the digits they look
 *  like, and the other way round in names. */
struct mrz {
    enum mrz_form   form;
    char            line[3][MRZ_LINE_MAX + 1];
    char            issuer[4];   /* three letters or fewer: "UTO", "D" */
    char            number[32];  /* without fillers */
    char            optional[2][20]; /* what the issuer put beside it, without fillers */
    struct mrz_date birth, expiry;
    struct { char text[MRZ_LINE_MAX]; } word[MRZ_WORDS_MAX]; /* of the name, family name first */
    size_t          words, family_words;
    bool            is_full; /* the name fills its field: its words may be cut */
    uint8_t         wrong;   /* check digits that do not hold, MRZ_NUMBER ... */
    uint8_t         slip;    /* those that hold once one sign of a number is taken for one it looks like:
                                a reader's error, as long as it was not read twice */
};

/**
 * Read a zone.
 *
 * @param text  lines apart by line breaks or blanks, or run together; fillers missing at the end of
 *              a name line are put back
 * @param ret   filled only on true
 * @return false when it has none of the forms above: too long, too short, a letter no zone has
 *
 * Cost:   one pass; no allocation
 * Source: docs/sources.md#icao-9303, #mrz-french
 */
bool mrz_read(str text, struct mrz *ret);


/** The nationality a zone gives: three letters or fewer; "" when it gives none. A view into m. */
str mrz_nationality(const struct mrz *m);

/** The words of a name as a zone has them. */
struct mrz_words {
    str    word[MRZ_WORDS_MAX]; /* A-Z; small letters are made capitals */
    size_t count, family;       /* the first `family` of them are the family name's */
};
/**
 * The same zone with another name and nationality. Check digits that held hold again, those that did
 * not still fail: no digit but the French card's goes over a name or a nationality.
 *
 * @param names        count 0: as it is
 * @param nationality  as zones write it, "KOR", "D"; "": as it is
 * @return bytes written, lines apart by line breaks; 0 when the text is no zone
 */
size_t mrz_rename(str text, const struct mrz_words *names, str nationality, char ret[MRZ_TEXT_MAX]);

/** What a printed name says to the zone's. */
enum mrz_name { MRZ_NAME_UNKNOWN = 0, MRZ_NAME_SAME, MRZ_NAME_OTHER };

/**
 * Compare the name of a zone with the one printed above it.
 *
 * Words are found in any order, joined or parted. Each national way of writing a letter is fine:
 * Ü as UE, UXX or U. A name that fills its field may be cut anywhere. A letter read wrong is
 * forgiven, in as many words as others agree, one at least. Printed words that the zone lacks (titles, a second given name) say nothing
 * by themselves, nor do words of the zone that the reader left out: only both together do, or a
 * family or given name without any counterpart.
 *
 * @param printed  UTF-8; words of other alphabets than Latin are not looked at
 * @return MRZ_NAME_UNKNOWN when no Latin word is printed, or the zone has no name
 */
enum mrz_name mrz_name_compare(const struct mrz *m, str printed);

/** Is a word of a zone one way of writing a printed word: MUELLER of Müller? Of a zone whose name fills
 *  its field a beginning is enough. */
bool mrz_word_fits(const char *word, str printed, bool is_full);

#endif
