/* What a column's name says, from data/columns.tsv and the names in data/fields.tsv. Private. */
#ifndef MAP_NAMES_H
#define MAP_NAMES_H

#include "record/plan.h"

struct name_row {
    str         name;  /* folded */
    str         field; /* "+" and "!": see data/columns.tsv */
    str         key;
    uint32_t    kinds; /* a bit an enum record_kind; 0 = all */
    const char *lang;
};
extern const struct name_row name_rows[]; /* sorted by name */
extern const size_t          name_row_count;

enum name_how {
    NAME_HOW_NONE = 0,
    NAME_HOW_EXACT,  /* the name itself */
    NAME_HOW_PART,   /* without words that say whose it is */
    NAME_HOW_TAIL,   /* its last words */
    NAME_HOW_OTHER,  /* it is about somebody else: a recruiter, a manager */
};

struct name_guess {
    enum name_how how;
    str           field;
    str           key;
    str           word;   /* what was found, folded; static or the caller's text */
    const char   *lang;
    unsigned      number; /* "Reference 2 Name": 2; 0 = none */
    uint8_t       percent; /* how sure the name alone makes it */
};

/** @param kind     RECORD_KIND_NONE when not known
 *  @param is_path  a path of JSON: words before the last name say where it stands */
void names_find(str column, enum record_kind kind, bool is_path, struct name_guess *ret);
/** Is this a column's name at all? */
bool names_is_known(str text);
/** Add what a name says about the kind of records: votes[kind]. */
void names_vote(str column, unsigned votes[RECORD_KIND_COUNT]);
/** "(DD/MM/YYYY)" in a column's name. */
enum when_order names_date_order(str column);

#endif
