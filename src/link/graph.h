/*
 * Inside of the links: what link_add gathers and link_run works on. Private to link/.
 *
 * Workload: a million identities with twenty attributes each, of which a few in a hundred are
 * shared by anybody. So attributes are fixed records of 40 bytes in one run of memory, sorted in
 * place by the hash of their value; only runs of two holders and more become anything else.
 */
#ifndef LINK_GRAPH_H
#define LINK_GRAPH_H

#include "link/link.h"

enum key_what { KEY_NAME = 0, KEY_BIRTH, KEY_DOCUMENT, KEY_HOUSEHOLD, KEY_OFFICE };

struct key {
    uint64_t hash;
    uint32_t text; /* in pool */
    uint16_t len;
    uint8_t  what; /* key_what */
};

struct ident {
    uint32_t number;
    uint32_t first_key;
    uint32_t keys;
    uint32_t household; /* lowest place of the household, or LINK_NONE */
    uint32_t office;    /* the same of the office */
};

struct attr {
    uint64_t key; /* hash of kind and value */
    uint64_t origin;
    int64_t  time_s;
    uint32_t text;     /* in pool */
    uint32_t identity; /* number; from link_run on: place */
    uint16_t len;
    uint8_t  kind; /* LINK_KINDS: left out by a cap */
    uint8_t  weight;
    uint16_t bits;
};

enum { WEAK_DEGREE_MAX = 64 }; /* weak_degree of the settings at most: bounds the pairs of a value */

/* Of texts half alike 86 in 100 meet in a band, of those at 800 thousandths all but one in ten million. */
enum { TEXT_BANDS = 31, BAND_ROWS = 4, SHINGLE_WORDS = 5 };

struct text {
    uint64_t set; /* hash of the shingles */
    uint64_t origin;
    int64_t  time_s;
    uint32_t identity; /* as in attr */
    uint32_t shingles; /* count */
    size_t   first;    /* in link.shingle */
    uint8_t  kind, weight;
    uint32_t band[TEXT_BANDS];
};

/* A shared value while it is made, and what the result shows of it. */
struct share {
    struct link_value v;       /* its text and holder are set at the end: until then the pool and
                                  the holders move */
    uint32_t          text_at; /* in pool */
    uint32_t          text_len;
    size_t            first;   /* of its holders */
    uint16_t          bits;
    uint8_t           weight;
};

struct link {
    struct link_settings set;
    bool                 is_run;
    char                *pool; /* bytes of values and keys */
    size_t               pool_len, pool_room;
    struct ident        *ident; /* by number from link_run on */
    size_t               idents, ident_room;
    struct key          *key;
    size_t               keys, key_room;
    struct attr         *attr;
    size_t               attrs, attr_room;
    struct text         *text;
    size_t               texts, text_room;
    uint64_t            *shingle;
    size_t               shingles, shingle_room;

    uint32_t            *party; /* union-find over places; flat at the end */
    uint32_t             parties;
    struct link_told     told[LINK_CAPS];
    struct arena         scratch; /* of one text that is added */

    struct share        *share;
    size_t               values, value_room;
    struct link_holder  *holder;
    size_t               holders, holder_room;
    struct link_holder  *some; /* of values with many holders, those that are looked at */
    uint32_t            *of_place; /* values of a place: of_value[of_place[p] .. of_place[p + 1]) */
    uint32_t            *of_value;
    struct link_group   *group;
    size_t               groups, group_room;
    uint32_t            *group_part; /* members and values of all groups */
    size_t               group_parts, group_part_room;
    uint32_t            *group_of;   /* by place */
};

/* --- memory ----------------------------------------------------------------------------------- */

/** Room for `more` items behind `count`; *items moves. @return false when memory ran out */
bool link_grow(void **items, size_t *room, size_t count, size_t more, size_t size);
#define LINK_GROW(items, room, count, more)                                                      \
    link_grow((void **)&(items), &(room), (count), (more), sizeof *(items))

/* --- sets that grow together ------------------------------------------------------------------ */

uint32_t *uf_new(size_t count); /* each alone; NULL when out of memory or count == 0 */
uint32_t  uf_find(uint32_t *parent, uint32_t x);
/** Join; the lower number stands for both. @return false when they were one already */
bool      uf_join(uint32_t *parent, uint32_t a, uint32_t b);

/* --- steps of link_run, in order -------------------------------------------------------------- */

/** identity.c: sort, number, find households and offices. */
cordon_status link_settle(struct link *l, struct cordon_error *err);
/** sort.c: attributes by key, kind, value, place, time, origin. */
void link_sort_attrs(struct link *l);
/** value.c: runs of one value: shared values of the kinds without time; parties among holders. */
cordon_status link_collect(struct link *l, struct cordon_error *err);
/** near_text.c, near_photo.c: shared values of things that are nearly the same. */
cordon_status link_near_texts(struct link *l, struct cordon_error *err);
cordon_status link_near_photos(struct link *l, struct cordon_error *err);
/** seen.c: shared values of the kinds with time, after parties are known. */
cordon_status link_seen(struct link *l, struct cordon_error *err);
/** state.c: what each shared value is: a link, a household's, an office's, a crowd's; rarity. */
cordon_status link_weigh(struct link *l, struct cordon_error *err);
/** group.c: who belongs together. */
cordon_status link_join(struct link *l, struct cordon_error *err);

/* --- shared ----------------------------------------------------------------------------------- */

/** identity.c: join those of these places that are one party, unless they are a crowd. */
cordon_status link_merge_parties(struct link *l, const uint32_t *place, size_t count,
                                 uint32_t hub, struct cordon_error *err);
/** value.c: begin a shared value, whose text lies in the pool; NULL when memory ran out. */
struct share *link_value_begin(struct link *l, enum link_kind kind, uint32_t text_at, uint32_t len);
/** Give the last one a holder; in any order, also again. @return false when memory ran out */
bool link_value_holder(struct link *l, uint32_t place, int64_t time_s, uint64_t origin,
                       uint8_t weight);
/** Sort and merge its holders; take it back when it has only one. */
void link_value_end(struct link *l);
/** Text into the pool. @return CORDON_OK, CORDON_LIMIT, CORDON_NOMEM */
cordon_status link_pool_add(struct link *l, str text, uint32_t *ret_at, struct cordon_error *err);

static inline str link_pool_str(const struct link *l, uint32_t at, size_t len)
{
    return str_of(l->pool + at, len);
}

/* --- near things ------------------------------------------------------------------------------ */

/** Different things of one kind, each with the identities that gave it. */
struct near {
    enum link_kind kind;
    uint32_t       items;
    uint32_t      *cluster; /* union-find over items: those with a near pair */
    void          *ctx;
    /** Likeness of two items in thousandths; 0 when not near. */
    uint32_t (*likeness)(const void *ctx, uint32_t a, uint32_t b);
    /** Hand all holders of an item to link_value_holder(). */
    bool (*holders)(struct link *l, const void *ctx, uint32_t item);
    uint32_t below; /* cliques at least this alike were found before; 0: none */
    bool (*is_shared)(const void *ctx, uint32_t item); /* declared so, or NULL */
    uint32_t (*owner)(const void *ctx, uint32_t item); /* place of its first holder */
    /** Where its text lies in the pool. */
    cordon_status (*text)(struct link *l, const void *ctx, uint32_t item, uint32_t *ret_at,
                          uint32_t *ret_len);
};

enum { LINK_CLUSTER_MAX = 128 }; /* items of a cluster that are compared each with each */

/** near.c: cover each cluster with cliques of near things; each clique is one shared value. A
 *  cluster beyond LINK_CLUSTER_MAX is a crowd's value as a whole, and told. */
cordon_status link_near(struct link *l, const struct near *n, enum link_cap cap,
                        struct cordon_error *err);

/* --- shingle.c -------------------------------------------------------------------------------- */

/** Sorted, different hashes of the 5-word shingles of a text without its headings, the arena's. */
cordon_status link_shingles(str text, struct arena *arena, uint64_t **ret, size_t *ret_count,
                            struct cordon_error *err);
/** Jaccard of two sorted sets in thousandths, rounded down. */
uint32_t link_jaccard(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);
void     link_bands(const uint64_t *shingle, size_t count, uint32_t ret[TEXT_BANDS]);

/* --- show.c ----------------------------------------------------------------------------------- */

enum { SHOW_TEMP = 32 };

/** How a person, a value and a kind are shown: the caller's way or the default; `temp` may hold it. */
str link_show_label(const struct link *l, const struct link_show *show, uint32_t place,
                    char temp[SHOW_TEMP]);
str link_show_value(const struct link_show *show, const struct link_value *v,
                    char temp[SHOW_TEMP]);
str link_show_kind(const struct link_show *show, enum link_kind kind, char temp[SHOW_TEMP]);

/* --- kind.c ----------------------------------------------------------------------------------- */

enum link_family {
    FAMILY_PHONE = 0, FAMILY_EMAIL, FAMILY_DEVICE, FAMILY_PLACE, FAMILY_MONEY, FAMILY_PAPER,
    FAMILY_PICTURE, FAMILY_TEXT, FAMILY_REFEREE, FAMILY_WEB, FAMILY_NAME,
};
enum link_family link_family_of(enum link_kind kind); /* kinds of one root cause */
bool             link_is_office_kind(enum link_kind kind); /* an office shares these innocently */
#endif
