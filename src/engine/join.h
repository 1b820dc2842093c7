/* What joining records into parties works on. Private to engine/join*.c. */
#ifndef ENGINE_JOIN_H
#define ENGINE_JOIN_H

#include "engine/pool.h"

enum key_class { KEY_NONE = 0, KEY_ID, KEY_EMAIL, KEY_DEVICE };

/* One value that a record may be known by. */
struct join_key {
    uint64_t       hash; /* of namespace and value */
    uint64_t       space; /* of the namespace alone */
    str            value;
    uint32_t       record;
    enum key_class class;
    bool           is_declared; /* the subject of a record without a mapping */
};

/* What is known of a party: one of its ids, or one of its names (space 0). */
struct join_fact {
    uint64_t space;
    str      text;
    uint32_t party, next; /* next of the party; NO_FACT at the end */
};
#define NO_FACT UINT32_MAX
#define NO_TIME INT64_MIN

/* A root's part of what is known; of others it means nothing. */
struct join_party {
    uint32_t parent;
    uint32_t first, last; /* facts */
    uint32_t names;       /* of them names */
    bool     is_declared; /* has a subject that a record without a mapping says */
    bool     is_outside;  /* applications and bids alone: written by whoever sent them */
    int64_t  since_s;     /* staff: their first record of that; outside: their last application; or NO_TIME */
    int64_t  left_s;      /* staff: when they left; or NO_TIME */
    bool     is_named;    /* something but a device says who it is */
};

struct joining {
    struct pool         *pool;
    struct name_scratch *names;
    uint16_t             likeness_bp;
    struct join_key          *key;
    size_t               keys, room;
    struct join_party        *party; /* by record; union-find, the root is the first record of its party */
    struct join_fact         *fact;
    size_t               facts;
    uint32_t            *at; /* scratch: parties behind one value */
    bool                 failed;
};

/** The party that a record is of now. */
uint32_t join_root(struct joining *j, uint32_t r);

/* join_keys.c */
/** All values that records may be known by. */
void join_gather_keys(struct joining *j);
/** An agency's folder holds the exports of several clients, each of which counts its people from one. Where
 * the numbers of two folders more often name two people than one, each folder has its own. */
void join_part_folders(struct joining *j);

/* join_facts.c */
/** Ids and names of each party, each once; once all ids have joined. */
void join_gather_facts(struct joining *j);
/** Is some name of one also a name of the other? */
bool join_share_name(struct joining *j, uint32_t a, uint32_t b);
/** Is it plain that these are two, although they have one mailbox? */
bool join_contradict(struct joining *j, uint32_t a, uint32_t b);
bool join_names_alike(struct joining *j, str a, str b);
/** A word of three letters or more that two names have: a family's, or a given one after a marriage. */
bool join_word_in_common(str a, str b);
/** In Latin letters? */
bool join_is_plain(str text);

#define FOR_FACTS(j, root, f)                                                                            \
    for (const struct join_fact *f = (j)->party[root].first == NO_FACT ? NULL : &(j)->fact[(j)->party[root].first]; \
         f; f = f->next == NO_FACT ? NULL : &(j)->fact[f->next])

static inline bool join_is_nobody(const struct joining *j, uint32_t root)
{
    return j->party[root].first == NO_FACT;
}

#endif
