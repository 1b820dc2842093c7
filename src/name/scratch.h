/* What one thread needs to search and compare. Private to name/. */
#ifndef NAME_SCRATCH_H
#define NAME_SCRATCH_H

#include "base/arena.h"
#include "name/form.h"
#include "name/score.h"

struct readings;

struct name_query {
    struct read_name name;
    enum name_kind   kind;
    bool             is_rendered; /* in letters that nobody wrote: its hits are not exact */
    struct readings *readings;
};

/** A way from query words to one word of the index; a chain hangs at each reached word. */
struct reach {
    uint32_t           next; /* NO_REACH ends the chain */
    uint8_t            at, len; /* places in the query's form */
    uint16_t           like_bp;
    enum name_part_how how;
    uint32_t           hash; /* of the word of the index; 0: not asked for yet */
};

#define NO_REACH UINT32_MAX

/** Marks are valid only while their number is the search's: nothing is cleared in between. An epoch
 *  is one set of query words, a visit one walk over the names of a reading with them. */
struct word_mark {
    uint32_t epoch;
    uint32_t first; /* of the chain */
    uint32_t heard; /* of the first places of the query, those whose sounds were compared with it */
    bool     is_spelled; /* compared by letters */
};
struct name_mark {
    uint32_t seen;  /* visit in which a word led to it */
    uint32_t place; /* in this visit: in the candidates */
};

/** A name that may reach the minimum. */
struct candidate {
    uint64_t covered; /* places of the query known to have a partner */
    uint32_t name;
    bool     is_joined; /* a key of neighbours found it */
};

/** A word of the index that a key of the query found. */
struct reached {
    uint32_t word;
    uint32_t cost; /* bytes of its postings */
};
struct joined {
    uint32_t name;
    uint8_t  at; /* the query's word that its neighbours make */
};

struct found {
    struct name_hit hit;
    uint32_t        name; /* stored number, for ties */
};

struct list_of {
    void  *items;
    size_t count, room;
};

struct name_scratch {
    struct arena queries;
    bool         by_letters; /* words are compared with no knowledge of names: name_compare_words */
    uint64_t     work, work_max; /* since the last name_query_reset; see name_work_limit */
    uint32_t     epoch, visit;
    struct word_mark *word_mark;
    size_t            word_marks;
    struct name_mark *name_mark;
    size_t            name_marks;
    struct list_of    reach, reached, joined, candidates, touched, found, hits, read;
    size_t            edges; /* of the pair compared last */
    struct edge       edge[EDGES_MAX];
};

/** As name_query_parse, with no readings yet. @param is_pair  it is compared with one name only (FOR_PAIR) */
cordon_status query_words(struct name_scratch *s, str name, enum name_kind kind, bool is_pair, struct name_query **ret_query,
                          struct cordon_error *err);
/** May models read it? Only what may be a person's name. */
bool query_has_readings(const struct name_scratch *s, const struct name_query *q);

/** A new item at the end of a list; NULL when out of memory. */
void *list_add(struct list_of *l, size_t len);

#endif
