/* The generic score: words paired one to one. Private to name/. */
#ifndef NAME_SCORE_H
#define NAME_SCORE_H

#include "name/alike.h"

/** One way of pairing words a..a+a_len-1 with b..b+b_len-1, places in the two forms; one of the
 *  lengths is 1. */
struct edge {
    uint8_t            a, a_len, b, b_len;
    uint16_t           like_bp;
    enum name_part_how how;
    /* filled by score_pair */
    bool               is_taken;
    uint16_t           place; /* in the two names, whichever is which */
    uint32_t           gain;
    uint64_t           tie; /* of the words, whatever their order */
};

enum { EDGES_MAX = WORDS_MAX * WORDS_MAX + 4 * WORDS_MAX };

/** One side of a pair, as the score needs it; arrays by place in the form. */
struct side {
    uint8_t        count;
    uint16_t       legal;
    const uint16_t *weight; /* in the reading that compares: for name_bp */
    const uint16_t *worth;  /* in the reading of the query: for info_cb */
    const uint8_t  *kind;   /* enum word_kind */
    const uint8_t  *class;  /* enum word_class; looked at in READ_WORD only */
    const uint32_t *hash;
    uint8_t        own; /* place + 1 of the given name where writing tells (score_own_name); 0 = it does not */
};

struct score {
    uint16_t name_bp;
    bool     is_exact;
    int32_t  info_cb;
};

/** Names that share a lone full word stay below the index's floor, unless the others are nearly
 *  weightless; names that are not equal stay below 10000. */
enum { SCORE_LONE_BP = 6400, SCORE_NEAR_MAX_BP = 9900 };

/**
 * Choose edges, same words first, then by what they are worth, and score the pair.
 *
 * The result depends on the words and on which of them are neighbours, not on their order, and is
 * the same for (a, b) and (b, a).
 *
 * @param edges  all edges with like_bp > 0; sorted and marked here
 */
struct score score_pair(enum reading r, const struct side *a, const struct side *b,
                        struct edge *edges, size_t count);

/**
 * Where the given name of a person stands in a script in which everybody writes it first: of Arabic and Hebrew names of
 * three words and more. What stands behind it are fathers and families, whom brothers share.
 *
 * @param kind, weight, is_unvowelled  of each word
 * @return place + 1; 0 when there is none, or nothing but a name that everybody has and may leave out
 */
uint8_t score_own_name(const uint8_t *kind, const uint16_t *weight, const bool *is_unvowelled, size_t count);

/** A part of a side's weight in basis points of the whole, rounded down. */
uint32_t score_share(uint32_t part, uint32_t total);

/**
 * The highest name_bp a name can have that leaves words of `share_bp` of a side's weight without
 * partner, while at most `others` full words of that side have one. Never below the true score.
 */
uint16_t score_bound(enum reading r, uint32_t share_bp, size_t others);

/** What a word without partner costs at least, for score_bound: a father's name costs less than it weighs. */
uint32_t score_bound_weight(uint8_t kind, uint32_t weight);

/** info_cb of a name compared with itself: no other name reaches more. */
int32_t score_self_info(const struct side *a);

/** Is this a word that can carry a match: no initial, no particle? */
static inline bool word_is_full(uint8_t kind)
{
    return kind != WORD_INITIAL && kind != WORD_LIGHT;
}

#endif
