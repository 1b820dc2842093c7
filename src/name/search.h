/*
 * One search of a name index, as its parts share it. Private to name/.
 *
 *   query words -> words of the index that are alike (search_words.c)
 *               -> names that may reach the minimum (search_names.c) -> compared, best first (search.c)
 */
#ifndef NAME_SEARCH_H
#define NAME_SEARCH_H

#include "name/acronym.h"
#include "name/index.h"
#include "name/readings.h"
#include "name/scratch.h"

/** An initial stands for every word beginning with it, and no key leads to all of them. It is chosen
 *  last, which is never: once all full words are chosen the bound is below the floor; and when there
 *  is none, only the same name is above it, which the initial's own key finds. */
enum { INITIAL_COST = 1 << 30 };

/** Comparing a name costs about as much as reading so many postings (measured). */
enum { COMPARE_COST = 8 };

/** And an edge between two words, from finding it to sorting it, so many (measured). */
enum { EDGE_COST = 40 };

/** And a word that the index knows to be alike. */
enum { NEAR_COST = 6 };

struct query_join {
    uint8_t at, len;
    size_t  bytes;
};

/* The words of the name that is compared: kept here, since clearing them for each name would cost
   as much as comparing. */
struct name_words {
    uint32_t word[WORDS_MAX], hash[WORDS_MAX];
    uint16_t weight[WORDS_MAX], worth[WORDS_MAX];
    uint8_t  kind[WORDS_MAX], class[WORDS_MAX];
};

struct search {
    struct name_scratch     *s;
    const struct name_index *x;
    const struct name_query *q;
    enum reading             reading;       /* of the names looked at */
    enum reading             score_reading; /* the sterner of it and the query's */
    enum reading             worth_reading; /* of the query's kind: for info_cb */
    uint32_t                 from, to;      /* stored names of the reading */
    uint16_t                 min_bp;
    bool                     is_other;      /* of another kind than the query: a person's name against a firm's */
    bool                     skips_any;     /* names without kind are looked at in another reading */
    bool                     no_memory;
    int32_t                  most_info; /* of the query with itself: another kind's reading may
                                           count words that its own puts aside */
    /* the query's words in this reading */
    const struct word       *word[WORDS_MAX];
    struct side              side;
    uint16_t                 weight[WORDS_MAX], worth[WORDS_MAX];
    uint32_t                 total; /* of weight */
    uint8_t                  kind[WORDS_MAX], class[WORDS_MAX];
    uint32_t                 hash[WORDS_MAX];
    bool                     has_initial;
    bool                     has_roman; /* some word of the query may be Korean */
    bool                     hears_joins; /* neighbours of one script may be one word of another */
    bool                     is_unvowelled; /* some word of the query is of a script without vowels */
    struct name_words        now;
    struct query_join        join[2 * WORDS_MAX]; /* neighbours that may be written together */
    size_t                   joins;
    struct acronyms          acronyms; /* of all its words; none in a person's name */
    uint64_t                 cost[WORDS_MAX]; /* of looking at all names that share it */
};

/* Out of memory, or out of work: what is not looked at now is told by the status. */
static inline bool must_stop(const struct search *c)
{
    return c->no_memory || c->s->work > c->s->work_max;
}

/** A word of the index that is alike to one of a person's name. */
struct near_word {
    uint32_t           word;
    uint16_t           like_bp;
    enum name_part_how how;
};

/** All that are alike to a word of a person's name, into `ret`: what an index keeps of its common words. */
bool search_near(struct name_scratch *s, const struct name_index *x, const struct word *w, struct list_of *ret);
/** A person's name against a firm's, or the reverse, must be all but the same. */
enum { OTHER_KIND_MIN_BP = 9500 };
/** Is a name of this kind of another kind than the stored names of this reading? */
bool search_is_other(enum name_kind kind, enum reading r);
/** Told a stored name that has something alike to a word, and at which places (a bit each; all when that is not known). */
typedef bool search_place_fn(void *ctx, uint32_t name, uint64_t places);
/** Tell which stored names hold something alike to this word, whatever its neighbours, as a search asks for it; a name may be
 *  told several times. @return false when out of memory, or when `fn` says so */
bool search_word_alone(struct name_scratch *s, const struct name_index *x, const struct word *w, search_place_fn *fn, void *ctx);
/** Room for marks of all words and names. @return false when out of memory */
bool search_grow(struct name_scratch *s, const struct name_index *x);

/** Read the query's words in one way and find what is alike to them. */
void search_open(struct search *c, enum reading r);
/** Compare a word of the index with all words of the query, by letters, once a search. */
void search_spell(struct search *c, uint32_t number);
/** Is a word of the index of a script without vowels? */
bool search_lacks_vowels(const struct search *c, uint32_t number);
/** Compare the names whose words may bring them to the minimum, and keep those that reach it. */
void search_names(struct search *c);
/** Keep a name for the answer. @return false when out of memory */
bool search_keep(struct search *c, uint32_t number, const struct stored_name *n, const struct score *score);

#endif
