/*
 * Ownership: who holds what share of whom, since when, by which source; and what follows from it when
 * some of them are blocked. Knows no list: who is blocked is told by the caller.
 *
 *   files -> book: parties, edges with dates and sources -> graph as of a day -> three tests
 *
 * Shares are basis points, 0..10000, always as a range: "25-50 %" is [2500, 5000], "more than half" is
 * [5001, 10000]. Nothing is rounded towards "fine": what is finer than a basis point becomes a range.
 *
 * Source: docs/sources.md#ofac-50-percent, docs/sources.md#eu-best-practices, docs/sources.md#ofsi-ownership
 */
#ifndef OWNER_OWNER_H
#define OWNER_OWNER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

enum {
    OWNER_WHOLE_BP = 10000,
    OWNER_PARTIES_MAX = 1 << 23,
    OWNER_KEYS_MAX = 1 << 25,
    OWNER_EDGES_MAX = 1 << 24,
    OWNER_FILES_MAX = 64,
    OWNER_KEY_MAX = 1024,    /* bytes of a party's key or name */
    OWNER_NOTES_KEPT = 200,  /* notes of one book that are kept; the others are counted */
    OWNER_VALUES_MAX = 32,   /* names, birth dates or countries of one party */
};

enum owner_kind {
    OWNER_SHARE = 0, /* of capital */
    OWNER_VOTE,      /* of votes */
    OWNER_CONTROL,   /* appoints or removes the majority of the board, or rules otherwise */
    OWNER_LINK,      /* linked in a way that is not told */
};

#define OWNER_NO_DAY INT32_MIN

/** One statement of a source. */
struct owner_edge {
    uint32_t owner, owned; /* parties */
    uint32_t owner_as, owned_as; /* as the file names them, from 1, where that is another id of the party; or 0 */
    uint16_t min_bp, max_bp;
    uint8_t  kind;         /* enum owner_kind */
    uint8_t  file;
    bool     is_unknown;   /* the share is not told: the range is 0..10000 */
    uint32_t joint;        /* owners that act together in `owned` have the same number; 0: alone */
    int32_t  from, to;     /* days since 1970 it holds, both included; OWNER_NO_DAY: not told */
    uint32_t line;         /* in the file, 1-based; of JSON the number of the statement */
    str      source;       /* what the row says of where it comes from, or empty */
};

/** What files say of a party beside its key. */
enum owner_fact { OWNER_NAME = 0, OWNER_BIRTH_DATE, OWNER_COUNTRY, OWNER_FACT_COUNT };

/** One value of a fact: files may call a party by several names. */
struct owner_value {
    struct owner_value *next;
    str text;
};

struct owner_party {
    str  key;       /* as the first file that has it writes it */
    str  name;      /* the first one told, or the key */
    struct owner_value *value[OWNER_FACT_COUNT]; /* each told value once, as they came */
    bool is_person; /* said to be one */
    bool is_id;     /* the key is an identifier by its format and no name */
    uint32_t is;    /* its own number; while a file is read also that of the party it turned out to be */
};

/** What leads to a party: its key, or another id that a file says it has. */
struct owner_key {
    str      same; /* of all writings of the key: NFKC, without case, blanks merged, marks without width gone */
    uint32_t party;
};

/** Something odd that stopped nothing. */
struct owner_note {
    uint8_t  file;
    uint32_t line;
    str      text;
};

/** What files say. */
struct owner_book {
    struct arena        arena;
    struct owner_party *party;
    uint32_t            party_count, party_room;
    struct owner_edge  *edge;
    uint32_t            edge_count, edge_room;
    struct owner_key   *key;
    uint32_t            key_count, key_room;
    uint32_t           *slot; /* hash table of keys by `same`: index + 1 */
    uint32_t            slot_count;
    uint32_t            joined_count; /* parties that are another one, until owner_book_settle() */
    str                 file[OWNER_FILES_MAX];
    uint32_t            file_count;
    struct owner_note   note[OWNER_NOTES_KEPT];
    uint32_t            note_count; /* all of them */
    uint32_t            joint_count;
};

void owner_book_init(struct owner_book *b, size_t cap);
void owner_book_release(struct owner_book *b);
/** Number of the party with this key, made when it is new; UINT32_MAX with err filled when it cannot be. */
uint32_t owner_party_add(struct owner_book *b, str key, struct cordon_error *err);
/** All writings of a key as one text: in `room`, or the arena's, or the key itself where memory ran out
 *  (arena->failed). @param key  at most OWNER_KEY_MAX bytes */
str owner_same(str key, char room[OWNER_KEY_MAX], struct arena *arena);
/** Number of the party with this key or other id, however it is written, or UINT32_MAX. */
uint32_t owner_party_find(const struct owner_book *b, str key);
/** A day, or the first (`is_last`: the last) of a month or year; empty: OWNER_NO_DAY.
 *  @return false when it is no date */
bool owner_day_read(str text, bool is_last, int32_t *ret);
cordon_status owner_edge_add(struct owner_book *b, const struct owner_edge *e, struct cordon_error *err);
void owner_note_add(struct owner_book *b, uint32_t line, const char *fmt, ...) CORDON_PRINTF(3, 4);

/**
 * Read a file into the book: a CSV of one's own, relationship records of GLEIF as CSV, or statements of
 * the Beneficial Ownership Data Standard as JSON or JSON Lines; told apart by content. docs/own.md has
 * the columns.
 *
 * @param name  borrowed as long as the book
 * @return CORDON_OK, CORDON_SYNTAX (err names file, line and cause), CORDON_UNSUPPORTED (known by name),
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status owner_read(struct owner_book *b, str name, str bytes, struct cordon_error *err);
/** "30", "30.5 %", "25-50", ">50", ">=25", "<25", "?" or empty: a share. @return false when it is none */
bool owner_share_read(str text, struct owner_edge *e);

/* --- tests --------------------------------------------------------------------------------------- */

/** Three laws, three tests; docs/own.md says what each asks. */
enum owner_test { OWNER_US = 0, OWNER_EU, OWNER_UK, OWNER_TEST_COUNT };

enum owner_seed { OWNER_FREE = 0, OWNER_MAYBE /* a person has to look */, OWNER_BLOCKED };

enum owner_state {
    OWNER_NOT_SHOWN = 0, /* nothing here shows it; no statement that it is not so */
    OWNER_UNKNOWN,       /* shares that are not told may make it so */
    OWNER_POSSIBLE,      /* within the ranges that are told, or through who may be blocked */
    OWNER_OWNED,         /* shown, whatever the ranges turn out to be */
    OWNER_IS_BLOCKED,    /* blocked itself */
};

/** What one test says of one party. */
struct owner_finding {
    enum owner_state state;
    bool     is_control;   /* by control, not by shares */
    bool     is_effective; /* possible by shares multiplied along the chains alone */
    uint16_t min_bp;       /* capital that blocked parties, and those owned by them, hold at least */
    uint16_t max_bp;       /* at most, by what is told */
};

struct owner_graph; /* a book as of a day, with its tests done */

/**
 * Do all tests.
 *
 * @param seeds       for each test, party_count of enum owner_seed
 * @param day         edges outside their dates do not count
 * @param ret_graph   free with owner_graph_free; borrows the book
 * @return CORDON_OK, CORDON_NOMEM
 *
 * Cost: a sort of the edges; then each edge is taken a few times a test
 */
cordon_status owner_solve(const struct owner_book *b, const uint8_t *const seeds[OWNER_TEST_COUNT],
                          int32_t day, struct owner_graph **ret_graph, struct cordon_error *err);
void owner_graph_free(struct owner_graph *g); /* NULL is fine */

struct owner_finding owner_found(const struct owner_graph *g, enum owner_test t, uint32_t party);

/** Some numbers about a graph. */
struct owner_sums {
    uint32_t edges;        /* that count on the day */
    uint32_t outside;      /* not in force on the day */
    uint32_t undated;      /* that count although they have no date */
    uint32_t repeated;     /* the same statement again in one file: counted once */
    uint32_t contradicted; /* parties with told shares above 100 % in total */
    uint32_t disputed;     /* pairs of whom files say different shares */
};
struct owner_sums owner_graph_sums(const struct owner_graph *g);
/** Capital of a party whose holders are told, at least: above 10000 is a contradiction. */
uint32_t owner_told_bp(const struct owner_graph *g, uint32_t party);

/** One holding that proves a finding. */
struct owner_proof {
    uint32_t owner;
    uint8_t  kind;
    uint16_t min_bp, max_bp;
    bool     is_unknown;
    bool     is_joint;  /* counted because it acts together with another holder */
    enum owner_state state; /* of the owner, in this test */
    const struct owner_edge *edge; /* a statement behind it */
    uint32_t edge_count;    /* statements behind it */
};

/** Whose holdings, and counted how, a proof of OWNER_UK rests on: one for the whole of it. */
struct owner_trail {
    uint32_t person;
    uint8_t  stage;
};
/** The trail of a finding's proof; the same for all of the other tests. */
struct owner_trail owner_trail_of(const struct owner_graph *g, enum owner_test t, uint32_t party);
/** Order in which explaining costs least: findings of one trail one behind the other. */
int owner_trail_cmp(struct owner_trail a, struct owner_trail b);

/**
 * The holdings that a finding rests on, by name of the owner; each owner's own finding rests on owners that
 * come before it, so following them ends at blocked parties.
 *
 * @param trail  of the finding at the top, for the owners below it too
 * @param ret    up to `cap`
 * @return how many there are
 *
 * Cost: the holdings in the party; of OWNER_UK, when the trail is another one than before, all that its
 *       person holds
 */
size_t owner_explain(struct owner_graph *g, enum owner_test t, uint32_t party, struct owner_trail trail,
                     struct owner_proof *ret, size_t cap);

/**
 * All holdings in a party, or of one, whatever the tests say of them. `owner` of the proofs is the other side;
 * `state` is not set.
 *
 * @param is_held  true: who holds the party; false: whom it holds
 * @return how many there are; up to `cap` are written
 */
size_t owner_beside(const struct owner_graph *g, uint32_t party, bool is_held, struct owner_proof *ret,
                    size_t cap);

#endif
