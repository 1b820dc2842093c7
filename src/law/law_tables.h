/* Shape of the tables that tools/gen_law.py makes. Private to law/. */
#ifndef LAW_LAW_TABLES_H
#define LAW_LAW_TABLES_H

#include "law/law.h"

struct law_word {
    str key;
    str text[SAY_LANG_COUNT];
};

/** A country (lower case) or currency (upper case) that makes a jurisdiction touch a case. */
struct law_place {
    str                   code;
    enum law_jurisdiction jurisdiction;
};

/** Public holidays that fall on weekdays, in order. */
struct law_calendar {
    str            code;
    int            first_year, last_year; /* known for these years; 0: none */
    const int32_t *days;
    size_t         count;
};

extern const struct law_word     law_words[]; /* sorted by key */
extern const size_t              law_word_count;
extern const str                 law_check_names[]; /* one a bit of `checks` */
extern const size_t              law_check_count;
extern const str                 law_jurisdiction_names[LAW_JURISDICTION_COUNT];
extern const struct law_place    law_places[];
extern const size_t              law_place_count;
extern const struct law_calendar law_calendars[];
extern const size_t              law_calendar_count;

/** Names of the links, in order of enum law_link. */
extern const str law_link_names[LAW_LINK_COUNT];

#endif
