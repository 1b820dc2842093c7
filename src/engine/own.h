/* Ownership at work: a book, who of it is blocked, and what is told. Private to engine/own*.c. */
#ifndef ENGINE_OWN_H
#define ENGINE_OWN_H

#include <cordon/own.h>

#include "engine/set.h"
#include "owner/owner.h"

enum {
    OWN_HITS_MAX = 4,       /* hits kept of a party, and those that a test rests on; the first are the best */
    OWN_LIMIT_DEFAULT = 1000,
    OWN_PROOFS_MAX = 64,    /* holdings told of one finding */
    OWN_DEPTH_MAX = 16,     /* levels of holdings told */
    OWN_TOLD_MAX = 400,     /* holdings told of one party and test */
};

struct own_hit {
    struct own_hit *next;
    str     entity; /* "us_ofac_sdn-9345" */
    str     name;
    str     verdict; /* "review" ... "stop", or "is" for a listed entity itself */
    str     through; /* the row that it is one party with, by whose id or name it was found; or empty */
};

/** What the lists say of a party. */
struct own_party {
    struct own_hit *hits;  /* the arena's */
    uint32_t        group; /* of a listed entity's id: whose rows are one party, from 1; 0: it is linked with none */
    bool            is_undecided;
    bool            is_unnamed; /* nothing to compare */
    bool            is_asked;   /* one that the question names */
};

/** Is there a list for this test? */
enum own_basis {
    OWN_MISSING = 0,
    OWN_STARTER, /* the bundled starter list only */
    OWN_CLOSED,  /* only one that its authority closed, and whose last day is past */
    OWN_DONE,
};

/** Entities of the set by their ids, however those are written; made when one is first needed. */
struct own_ids {
    struct owner_book book; /* a party of it: an id */
    struct own_id { uint32_t source, row; } *at; /* of each */
    uint32_t          room;
    bool              is_made;
};

struct own {
    const struct cordon_own *args;
    struct arena             arena;
    struct owner_book        book;
    struct own_party        *party; /* as book.party */
    uint8_t                 *seeds[OWNER_TEST_COUNT];
    enum own_basis           basis[OWNER_TEST_COUNT];
    struct owner_graph      *graph;
    uint32_t                 undecided, unnamed, screened;
    struct own_ids           ids;
    struct cordon_error     *err;
};

/** Is one party asked about, or several of one name? Else all are. */
static inline bool own_has_asked(const struct own *o)
{
    return o->args->party.len > 0;
}

/** Does this test count for the question? */
bool own_is_asked(const struct own *o, enum owner_test t);
const char *own_test_word(enum owner_test t); /* "us" */
/** The worst finding about a party. */
enum owner_state own_worst(const struct own *o, uint32_t party);
/** The answer as JSON. */
cordon_status own_write(struct own *o, enum cordon_own_state state, struct cordon_text *ret,
                        struct cordon_error *err);

/**
 * Mark whom the lists block: by ids of the set, then by screening (own_screen.c). A party is blocked where any
 * row that it is linked with stands; ids of one party become one owner.
 */
cordon_status own_screen(struct own *o);
/** The entity of this id, in whichever source has it, however the id is written (own_lists.c).
 *  @return its source's place; SIZE_MAX: none has it, or out of memory (o->arena.failed) */
size_t own_entity(struct own *o, str id, struct entity *ret);
/** Is it written like the id of an entity of a source that the catalogue knows? */
bool own_is_list_id(str id);
/** Holdings that the lists themselves tell of an entity, by whichever row of its party, of its holders, of
 *  theirs, and so on (own_lists.c). @return CORDON_OK, CORDON_ARGUMENT (no such entity), CORDON_LIMIT, CORDON_NOMEM */
cordon_status own_from_lists(struct own *o, str id);
void own_ids_release(struct own_ids *ids);

#endif
