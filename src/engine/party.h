/*
 * One party on several lists: which entries are linked, and why. Private to engine/.
 *
 *   entities of one edition ─► facts: a part of the edition, made once with its other parts
 *   facts of all editions ─► links: UN numbers, references, identifiers, names + births
 *   decisions of people ───────┘            │ strongest first
 *                   groups ◄── joined unless something contradicts ──► a part, named by hash
 *
 * Entries are never merged: each list's row stays what it is, and each link carries its reason. A
 * chain holds only while nobody in it contradicts anybody: another birth date, another gender, another
 * UN number, another IMO number, a decision that two are not the same. Names join at most one
 * entry of a list.
 *
 * Workload: 60,000 entries of ten lists, linked anew at each import from the facts; a lookup for each hit.
 */
#ifndef ENGINE_PARTY_H
#define ENGINE_PARTY_H

#include "engine/set.h"

enum {
    PARTY_GROUP_MAX = 64,     /* entries of one party */
    PARTY_SAME_DAY_MAX = 512, /* persons born on one day that are compared by name */
    PARTY_NAMES_MAX = 6,      /* names of one entry that are compared so */
    PARTY_ENTRIES_MAX = 1 << 22,
};

/** Why two entries are linked, strongest first. The words stand in the part and in JSON. */
enum party_why {
    PARTY_PERSON = 0,  /* somebody said so */
    PARTY_UN_NUMBER,   /* one names the other's UN reference number, or both name one */
    PARTY_OFAC_NUMBER, /* the same of OFAC's number */
    PARTY_OTHER_ROW,   /* the list itself says that two of its rows are one party */
    PARTY_IMO,
    PARTY_LEI,
    PARTY_PASSPORT,
    PARTY_WALLET,
    PARTY_NATIONAL_ID,
    PARTY_TAX,
    PARTY_REGISTRATION,
    PARTY_SWIFT,
    PARTY_NAME_BIRTH, /* names agree, and the birth date */
    PARTY_NAME_PLACE, /* the same name, and a country or the DPRK programmes; of people two names and these */
    PARTY_WHY_COUNT,
};
str party_why_word(enum party_why why); /* "un_number" */

/* --- making (party_facts.c, party_part.c, party_pairs.c, party_group.c) ----------------------------------------- */

/** What is compared of an entry, one a value. */
struct party_fact {
    uint32_t party;
    uint8_t  what;    /* enum party_why for keys; PARTY_FACT_... below */
    bool     is_day;  /* of a birth: a whole date */
    bool     is_telling; /* of a name: it says enough to stand without one */
    bool     is_main; /* of a name: the one that the list calls the entry by */
    uint64_t hash;    /* equal values have equal ones */
    int32_t  first, last; /* of a birth: days it may mean */
    str      text;    /* as it is shown: a view that lives as long as the making */
    str      country; /* of a passport, a number; "" when not said */
};

enum {
    PARTY_FACT_BIRTH = PARTY_WHY_COUNT,
    PARTY_FACT_COUNTRY,
    PARTY_FACT_NAME,
    PARTY_FACT_OTHER_ROW, /* the id of another row that the list itself says is the same party */
    PARTY_FACT_END,
};

/** One entry of a list. */
struct party {
    uint16_t         source; /* in the order of the manifest */
    uint32_t         row;
    enum entity_kind kind;
    char             gender; /* 'm', 'f', 0: not said or both */
    bool             is_dprk;
    uint32_t         first_fact, fact_count;
    uint32_t         parent, next, size; /* group: its first member; the next one, UINT32_MAX: none */
};

struct party_pair {
    uint32_t a, b; /* a < b */
    uint8_t  why;
    bool     is_by_alias; /* of names: not both are main names; weaker than two that are */
    str      text; /* what they share */
};

/** What comparing the names of two entries gave: the same for the same names, so it is kept with the links. */
struct party_compared {
    uint64_t key;    /* of all names of both */
    uint32_t result; /* 0: none agrees; else which of the first entry's, from 1 */
};

/** A decision of a person about two entries. */
struct party_said {
    str  a, b; /* entity ids */
    bool is_same;
    str  reason, author;
    int64_t at_s;
};

struct party_said_list {
    struct party_said *item; /* the arena's; the newest of a pair counts */
    size_t             count;
};

/** The facts of one edition, as its part holds them (party_part.c). */
struct party_facts {
    struct part_view entries; /* by row */
    struct part_view facts;   /* by entry */
    struct part_view text;
};

/** What linking knows of a source. */
struct party_source {
    str                id;
    struct entity_set  entities; /* to find an entry by its id */
    struct party_facts facts;
};

struct party_making {
    const struct party_source *source; /* in the order of the manifest */
    size_t                     source_count;
    struct party            *party;
    size_t                   party_count, party_room;
    struct party_fact       *fact;
    size_t                   fact_count, fact_room;
    struct part_view         before; /* what was compared for the set in use, as pty.cmp holds it; may be empty */
    struct party_compared   *compared; /* for this one */
    size_t                   compared_count, compared_room;
    struct party_pair       *pair;
    size_t                   pair_count, pair_room;
    uint32_t                *row_of; /* of each party the first of those that its own list says are one with it */
    uint64_t                *apart; /* pairs that somebody took apart: a << 32 | b, sorted */
    size_t                   apart_count;
    struct arena             arena, scratch;
    struct name_scratch     *names;
    bool                     is_nomem;
};

/** Room for one item more behind `count`. @return false when memory ran out */
bool party_grow(void **items, size_t count, size_t *room, size_t size);
/** Read what is compared of an edition's entries, behind what was read so far. */
void party_facts_read(struct party_making *m, const struct entity_set *set, str source);
/** Take the facts of all sources from their parts. @return CORDON_OK, CORDON_CORRUPT, CORDON_LIMIT (more
 *  than PARTY_ENTRIES_MAX entries), CORDON_NOMEM */
cordon_status party_facts_take(struct party_making *m, struct cordon_error *err);
/** Row of the party with this place; UINT32_MAX when it is none. */
uint32_t party_at(const struct party_making *m, uint16_t source, uint32_t row);
/** Find all pairs that something links. */
void party_pairs(struct party_making *m, const struct party_said_list *said);
/** What was compared already. @return false when it was not */
bool party_compared_find(struct part_view before, uint64_t key, uint32_t *ret_result);
/** Does anything speak against their being one party? */
bool party_contradict(const struct party_making *m, uint32_t a, uint32_t b);

/** Read an edition's facts and write them as its part; they depend on nothing else.
 *  @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT */
cordon_status party_facts_make(const struct entity_set *set, str source, struct buf *out,
                               struct cordon_error *err);
/** @return CORDON_OK, CORDON_UNSUPPORTED (of another version, or made with other tables: the edition is
 *  made anew), CORDON_NOTFOUND, CORDON_CORRUPT */
cordon_status party_facts_open(const struct part *p, struct party_facts *ret, struct cordon_error *err);

/**
 * Link the entries of a data set.
 *
 * @param sources  in the order of the manifest
 * @param said     decisions of people
 * @param before   comparisons of names that need not be made again (party_compared_open), or empty; the
 *                 result is the same with them and without
 * @param out      the part; empty when nothing is linked
 * @return CORDON_OK, CORDON_NOMEM, CORDON_LIMIT (more than PARTY_ENTRIES_MAX entries), CORDON_CORRUPT
 *         (facts that cannot be)
 */
cordon_status party_make(const struct party_source *sources, size_t count,
                         const struct party_said_list *said, struct part_view before, struct buf *out,
                         struct cordon_error *err);

/* --- reading (party_group.c, party_set.c) -------------------------------------------------------------------------- */

/** The links of an open data set; zeros: none. */
struct party_links {
    struct part_view members; /* by source and row: source, row, group u32 */
    struct part_view groups;  /* first, count in `order`; first, count in `links` u32 */
    struct part_view order;   /* members by group, u32 */
    struct part_view links;   /* member, member, why, offset, length u32 */
    struct part_view text;
};

struct party_member {
    uint32_t index; /* in `members` */
    uint16_t source;
    uint32_t row, group;
};

cordon_status party_links_open(const struct part *p, struct party_links *ret, struct cordon_error *err);
/** The comparisons of names that the part keeps; empty when they are of another version. */
struct part_view party_compared_open(const struct part *p);
/** The entry's place in the links. @return false when it is linked with nothing */
bool party_find(const struct party_links *l, size_t source, uint32_t row, struct party_member *ret);
/** Entries of a group, in the order of the lists. @return false behind the end */
bool party_member_at(const struct party_links *l, uint32_t group, uint32_t index, struct party_member *ret);
/** Links of a group. @return false behind the end */
bool party_link_at(const struct party_links *l, uint32_t group, uint32_t index, uint32_t ret_member[2],
                   enum party_why *ret_why, str *ret_text);
/** Write [{"id","source","entry","name","why":[{"link","value","with"}]}]: the other entries of the
 *  party, "why" what links each with any of them. */
void party_write_links(const struct cordon_set *set, size_t source, uint32_t row, struct json_writer *w);

/* --- decisions of people (party_file.c) ---------------------------------------------------------------- */

/** Read $DATA/links.jsonl; one that is not there is empty. @return CORDON_OK, CORDON_CORRUPT,
 *  CORDON_REFUSED (a newer version), CORDON_IO, CORDON_LIMIT, CORDON_NOMEM */
cordon_status party_said_read(const char *data_dir, struct arena *a, struct party_said_list *ret,
                              struct cordon_error *err);
/** Add one line. The caller holds the lock.
 *  @return CORDON_OK, CORDON_LIMIT (as many as can be read are there), CORDON_IO, CORDON_NOMEM */
cordon_status party_said_add(const char *data_dir, struct arena *a, const struct party_said *said,
                             struct cordon_error *err);

/* --- in the data folder (publish.c) ----------------------------------------------------------------------- */

/** Link the set in use anew and put the result in use, after `before` ran with the folder locked. */
typedef cordon_status party_change_fn(void *ctx, struct arena *a, struct cordon_error *err);
cordon_status set_link_anew(const char *data_dir, unsigned wait_ms, party_change_fn *before, void *ctx,
                            struct cordon_error *err);

#endif
