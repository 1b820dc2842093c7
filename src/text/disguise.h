/* Letters that pass for others. Private to text/. Table: data/confusables.tsv. */
#ifndef TEXT_DISGUISE_H
#define TEXT_DISGUISE_H

#include "text/text.h"

enum look_kind {
    LOOK_SAME,  /* cannot be told from the Latin letter */
    LOOK_NEAR,  /* can, by who looks */
    LOOK_DRAWN, /* a Latin letter drawn otherwise: small capitals */
};

struct look {
    int32_t cp;
    char    latin; /* a-z */
    uint8_t kind;
};

/** What a letter can be taken for; NULL when for none. Marks must be off: an accented letter looks like nothing.
 *  Source: docs/sources.md#confusables */
const struct look *look_of(int32_t cp);

/**
 * Take letters for those they look like, in words where that makes sense: in those of more than one
 * alphabet, when all letters can be read as one of them, and in those with letters drawn otherwise.
 * `plain` and `script` are then of that reading and TOKEN_LOOKALIKE or TOKEN_DRAWN is set. What stands in
 * one alphabet as people write it stays as it is.
 *
 * @return false when out of memory
 */
bool disguise_undo(struct text_token *tokens, size_t count, struct arena *arena);

/** The next code point of UTF-8 that is known to be well-formed. */
int32_t text_next(str in, size_t *at);

#endif
