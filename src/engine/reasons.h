/* Reasons as they come together: for one hit, or for two names that are compared by themselves. */
#ifndef ENGINE_REASONS_H
#define ENGINE_REASONS_H

#include "base/arena.h"
#include "name/name.h"
#include "say/say.h"

enum { HIT_REASONS_MAX = 32 }; /* room for one of each kind and for the parts of a name that are told */

struct reason_list {
    struct say_reason *items; /* HIT_REASONS_MAX of them */
    size_t             count;
};

struct say_reason *reason_add(struct reason_list *l, enum say_id id);
void               reason_put(struct say_reason *r, struct say_param p);
/** Strongest first; what speaks against and what was absent after it, in the order found. */
void reason_sort(struct reason_list *l);

/* --- name_reasons.c: what is told of a name and a listed one ------------------------------------ */

/** What telling takes: the texts of reasons live in the arena. */
struct name_teller {
    struct name_scratch *names;
    struct arena        *arena;
    struct buf          *scratch;
};

/** The two, and what comparing them gave. */
struct name_told {
    str            value;  /* what the record has, whole; may be more than `given` */
    str            given;  /* the name of it that was compared */
    str            listed;
    uint16_t       bp;
    enum name_kind kind;
};

/** Words that sound alike, are missing, short or different: the first few. */
void name_reasons_parts(const struct name_teller *t, struct reason_list *l, const struct name_told *n,
                        const struct name_pair *pair);
/** Why two names that are not equal are close: read alike, or which words are odd, missing, different. */
void name_reasons_close(const struct name_teller *t, struct reason_list *l, const struct name_told *n,
                        const struct name_pair *pair);
/** That it was read in Latin letters, when none of them stands in the record. */
void name_reasons_latin(struct reason_list *l, const struct name_told *n);
/** Letters that pass for others, hidden marks, digits for letters: beside a name that was found, without points. */
void name_reasons_odd(const struct name_teller *t, struct reason_list *l, str given, enum name_kind kind);

/* --- wallet_label.c ------------------------------------------------------------------------------ */

struct cordon_screener;
struct hit;
struct wallet_label;
/** What the label says, and whose word it is. */
void wallet_label_reasons(struct cordon_screener *scr, struct reason_list *list, const struct hit *h,
                          const struct wallet_label *l);

#endif
