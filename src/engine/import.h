/* Importing, for those in this room who want to know more than the API tells. */
#ifndef ENGINE_IMPORT_H
#define ENGINE_IMPORT_H

#include "engine/set.h"

/** How an import differs from cordon_import, and what more it says. */
struct import_more {
    bool    is_dry;   /* read and judge; write nothing, take no lock */
    bool    is_alone; /* judge as if nothing were in use: a self test */
    str     fallback; /* YYYY-MM-DD for files that carry no date, or "" */

    char    edition[16]; /* of the files, once they are read; "" before */
    char    before[16];  /* in use before, or "" */
    bool    is_dated_by_fallback;
};

/** Is it YYYY-MM-DD? */
bool import_is_date(str s);

/** cordon_import with `more`, which may be NULL; besides, ret_counts is filled as soon as the files
 *  are read, also when the edition is then refused. */
cordon_status import_run(const struct cordon_import *args, struct import_more *more,
                         struct cordon_counts *ret_counts, struct cordon_error *err);

#endif
