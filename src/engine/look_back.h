/* Looking back: what is told about one listed party. Private to engine/look_back*.c. */
#ifndef ENGINE_LOOK_BACK_H
#define ENGINE_LOOK_BACK_H

#include "engine/watch.h"

enum {
    LOOK_CURRENCIES = 64, /* of one party; further ones are counted in look_party.other */
    LOOK_SHOWN = 200,     /* payments that a draft lists; all are summed */
    LOOK_PLACES_MAX = 32, /* countries whose duties a draft quotes */
};

__extension__ typedef __int128 look_wide; /* sums of many payments do not overflow */

struct look_sum {
    char     currency[4];
    look_wide amount; /* in hundred-millionths */
    uint64_t payments;
};

struct look_payment {
    uint64_t block; /* and its place there: the order of payments */
    uint32_t at, party;
};

struct look_party {
    str                 entity, name, source, edition;
    enum watch_change   change;
    bool                is_first; /* nothing was screened before: whether it is new is not known */
    bool                is_dprk; /* under a programme about the DPRK */
    str                *subject; /* ids */
    enum cordon_verdict worst;
    size_t              subjects;
    struct look_sum     sum[LOOK_CURRENCIES];
    size_t              sums;
    uint64_t            payments, other;
    int32_t             first, last;
    struct look_payment shown[LOOK_SHOWN];
    size_t              showns;
};

/** "1234.50": up to eight decimals, without zeros at the end. */
void look_amount(look_wide amount, char ret[64]);
/** The text of a draft. @param ids  of the payments shown, their day and sums already told */
cordon_status look_draft(const struct cordon_look_back *look, const struct look_party *p, struct store *s, struct buf *out,
                         struct cordon_error *err);

#endif
