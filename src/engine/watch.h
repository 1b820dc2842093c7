/*
 * Watching subjects: which of very many a change of the lists may touch. Private to engine/.
 *
 *   set at the last screening ─snapshot─┐
 *   set in use ─────────────────────────┴─► delta: ids that came, went, changed; a small set of what came or changed
 *                                              │
 *   trace of each subject ──► sieve ──► searched in the small set ──► screened in full ──► kept, told
 *     (memory speed)            ▲ subjects found near what went or changed; those that a screening may give
 *                                 something else for another reason (watch_touch)
 *
 * The invariant: a subject that is not screened again would get the same hits, scores and verdict. A hit rests on the
 * subject, the listed party, the policy and the day; so it can change only with them. docs/monitor.md has the proof
 * in words, tests/test_engine_rescreen.c in a hundred thousand subjects.
 */
#ifndef ENGINE_WATCH_H
#define ENGINE_WATCH_H

#include <cordon/subjects.h>

#include "base/seen.h"
#include "engine/screener.h"
#include "store/store.h"

/* --- what a screening rested on (watch_base.c) ------------------------------------------------------------ */

/** A listed party: hash of its id; of all that is said of it, and in the bits of WATCH_WRITTEN of its rows as they are written. */
struct watch_party {
    uint64_t id, content;
};

#define WATCH_WRITTEN 0xFFFFFFu

struct watch_list {
    str      source, edition;
    uint32_t readable; /* scripts (1 << enum text_script) whose names can be compared with its; WATCH_HEARD */
    bool     is_used, is_required;
    uint32_t names, wallets;
    struct watch_party *party; /* by id */
    size_t   parties;
};

#define WATCH_HEARD (1u << 31)

struct watch_base {
    char     set[SHA_HEX_LEN + 1];
    char     how[SHA_HEX_LEN + 1]; /* of policy, options, engine, tables: all but lists, decisions and time */
    uint64_t good;    /* of the decisions in force; 0: none */
    int64_t  as_of_s;
    bool     is_open; /* a required list is missing, stale ...: clear is undecided */
    str      open_check; /* the first of them */
    struct watch_list *list; /* the arena's, as are its parties */
    size_t   lists;
};

/** Of the screener's set, policy, options. */
cordon_status watch_base_make(struct cordon_screener *scr, struct arena *arena, struct watch_base *ret,
                              struct cordon_error *err);
void watch_base_write(const struct watch_base *b, struct buf *out);
/** @return CORDON_OK, CORDON_CORRUPT, CORDON_NOMEM */
cordon_status watch_base_read(str bytes, struct arena *arena, struct watch_base *ret, struct cordon_error *err);
uint64_t watch_id(str entity_id);
/** Number of traces' form: those of another are made anew. @param words  number of the dictionary that has their words */
uint64_t watch_trace_form(const struct cordon_policy *p, uint64_t words);

/* --- what changed (watch_delta.c) -------------------------------------------------------------------------- */

/** Rewritten: its rows are written otherwise and say the same; only decisions that rest on the rows may end by it. */
enum watch_change { WATCH_ADDED = 1, WATCH_CHANGED, WATCH_REMOVED, WATCH_REWRITTEN };

struct watch_item {
    uint64_t          id;
    enum watch_change change;
    uint32_t          list; /* of the set in use, or of the base when removed */
};

enum { WATCH_DELTA_MAX = 20000 }; /* parties that came or changed; with more, all subjects are screened */

struct watch_delta {
    const struct watch_base *from, *to;
    struct watch_item       *item; /* by id; the arena's */
    size_t                   count, added, changed, removed;
    bool                     is_all; /* screen all: why */
    char                     why[160];
    struct cordon_set       *set; /* of what came or changed; NULL when nothing did */
    struct name_sieve       *sieve[SET_SOURCES_MAX]; /* of its sources; NULL: without names */
    uint64_t                *number; /* bit set of hashes of numbers' and wallets' keys */
    uint32_t                 scripts; /* of names that lists can be compared with no more, or again */
    bool                     has_wallets; /* or lists have another number of them */
    uint64_t                 wallets_from, wallets_to; /* of all lists used */
};

/** @param min_bp  the policy's gate, as traces were made with */
cordon_status watch_delta_make(const struct watch_base *from, const struct watch_base *to, const struct cordon_set *set,
                               uint16_t min_bp, struct arena *arena, struct watch_delta *ret, struct cordon_error *err);
void watch_delta_release(struct watch_delta *d);
/** What happened to a party; NULL: nothing. */
const struct watch_item *watch_delta_find(const struct watch_delta *d, uint64_t id);

/* --- a subject's trace (watch_trace.c) ------------------------------------------------------------------------ */

/** Add the trace of a subject that was read. @return false when out of memory */
bool watch_trace(const struct subject *s, const struct cordon_policy *p, name_word_fn *word, void *ctx, struct buf *out);
enum watch_pass {
    WATCH_NOT = 0, /* nothing of the difference is near it */
    WATCH_MAYBE,   /* to be searched in the small set */
    WATCH_SURELY,  /* for another reason than what came or changed */
};
/** May the difference touch a subject with this trace? */
enum watch_pass watch_trace_passes(const struct watch_delta *d, str trace);

/* --- blocks (watch_block.c) ------------------------------------------------------------------------------------- */

/** A byte a subject. */
enum watch_state {
    STATE_VERDICT = 7,     /* by its hits; 0: never screened */
    STATE_OPEN = 1 << 3,   /* a check of its own is not done: clear is undecided */
    STATE_ALWAYS = 1 << 4, /* near a limit: screened each time */
    STATE_HITS = 1 << 5,   /* something is kept of it */
    STATE_NEW = 1 << 6,    /* its record came or changed since */
    STATE_GONE = 1 << 7,
};
enum cordon_verdict watch_verdict(uint8_t state, bool is_open);

struct watch_block {
    uint64_t number; /* 1 ... */
    uint64_t base;   /* that its states rest on; 0: none */
    uint64_t form;   /* of its traces */
    bool     is_damaged; /* its traces are not to be read */
    bool     is_lost;    /* nor its state: this one was made anew, rests on no base, and is kept by a screening alone */
    size_t   count;
    uint8_t  state[STORE_BLOCK];
    str      trace[STORE_BLOCK]; /* views into bytes, or somebody's */
    struct buf bytes, scratch;
};

void watch_block_init(struct watch_block *b);
void watch_block_release(struct watch_block *b);
/**
 * A damaged trace is told (is_damaged, *ret_damage) and leaves traces empty. A damaged state is told (is_lost, *ret_damage)
 * and made anew: who is there, and the verdicts of kept hits; of the others nothing is known.
 *
 * @param ret_damage  may be NULL
 */
cordon_status watch_block_load(struct watch_block *b, struct store *s, uint64_t number, bool with_traces,
                               struct cordon_error *ret_damage, struct cordon_error *err);
/** One that is_lost is not kept: the next screening tells of it. */
cordon_status watch_block_save_state(struct watch_block *b, struct store *s, struct cordon_error *err);
cordon_status watch_block_save_traces(struct watch_block *b, struct store *s, struct cordon_error *err);
/** How many there are. */
cordon_status watch_blocks(struct store *s, uint64_t *ret_blocks, struct cordon_error *err);
/** Rows given so far. */
cordon_status watch_rows(struct store *s, uint64_t *ret_rows, struct cordon_error *err);

/** Is it the value that cannot be read, and not the store? */
static inline bool watch_is_damage(cordon_status st)
{
    return st == CORDON_CORRUPT || st == CORDON_NOTFOUND || st == CORDON_UNSUPPORTED;
}
static inline uint64_t watch_block_of(uint64_t row)
{
    return (row - 1) / STORE_BLOCK + 1;
}
static inline size_t watch_slot_of(uint64_t row)
{
    return (size_t)((row - 1) % STORE_BLOCK);
}

/* --- notes (watch_note.c) ------------------------------------------------------------------------------------------ */

/** Numbers that are kept beside all else. */
enum watch_note {
    NOTE_WORDS = 1, /* number of the dictionary: another when it was begun anew, since words of the old were lost */
    NOTE_UNTOLD,    /* subjects that moved by nothing but the state of the lists: fell open, fell clear, new and open */
    NOTE_BEFORE,    /* 1, and the last screening with other lists than the present ones, 0: none; that base is not dropped */
};

enum { NOTE_NUMBERS = 3 };

/** What is kept; zeros when nothing is. @return CORDON_OK, CORDON_CORRUPT, CORDON_IO, CORDON_NOMEM */
cordon_status watch_note_get(struct store *s, enum watch_note n, uint64_t ret[NOTE_NUMBERS], struct cordon_error *err);
/** In a transaction. */
cordon_status watch_note_put(struct store *s, enum watch_note n, const uint64_t v[NOTE_NUMBERS], struct cordon_error *err);

/* --- changes that were told (watch_change.c) ------------------------------------------------------------------------ */

/** Take the lines of subjects out of them. @param rows  of the subjects, 0: none. In a transaction. */
cordon_status watch_changes_forget(struct store *s, const str *ids, const uint64_t *rows, size_t count, struct cordon_error *err);

/* --- words (watch_words.c) ---------------------------------------------------------------------------------------- */

/** All words of all names, each once; adding asks whether one is new. */
struct watch_words {
    struct seen seen;
    struct buf  fresh; /* not yet kept: is a sign u8, length u16, text */
    bool        no_memory;
};

cordon_status watch_words_load(struct watch_words *w, struct store *s, struct cordon_error *err);
void watch_words_release(struct watch_words *w);
/** A name_word_fn's work, later: words as watch_words_put wrote them. */
void watch_words_note(struct watch_words *w, str bytes);
void watch_words_put(struct buf *out, str text, bool is_sign);
cordon_status watch_words_save(struct watch_words *w, struct store *s, struct cordon_error *err);
/** Walk over bytes of watch_words_put. @return false at the end */
bool watch_words_next(str *rest, str *ret_text, bool *ret_is_sign);

/* --- what was found (watch_found.c) ---------------------------------------------------------------------------------- */

struct watch_hit {
    str                 entity; /* its id */
    uint16_t            name_bp, score_bp;
    enum cordon_verdict verdict;
    uint8_t             party; /* 0: the subject; else another that its record names */
};

struct watch_found {
    struct watch_hit *hit; /* best first, then by id; the arena's */
    size_t            count;
    uint8_t           state; /* verdict, open, always, hits */
    str               id;    /* of the subject; after watch_screen */
};

/** Screen a kept record; `bytes` as record_pack wrote them. What is found lives until the screener's next record.
 *  @return CORDON_OK, CORDON_CORRUPT, CORDON_UNSUPPORTED, CORDON_NOMEM */
cordon_status watch_screen(struct cordon_screener *scr, str bytes, struct arena *arena, struct watch_found *ret,
                           struct cordon_error *err);
void watch_found_write(const struct watch_found *f, struct buf *out);
cordon_status watch_found_read(str bytes, struct arena *arena, struct watch_found *ret, struct cordon_error *err);
/** The state that kept hits give; 0 when there are none, or not whole ones. */
uint8_t watch_found_state(str bytes);
bool watch_found_same(const struct watch_found *a, const struct watch_found *b);
void watch_hits_write(const struct watch_found *f, struct json_writer *w);

/** Does a search of the small set find anything for a kept record? @return as watch_screen */
cordon_status watch_is_near(struct cordon_screener *small, str bytes, bool *ret_is_near, struct cordon_error *err);

/* --- many at once (watch_crew.c) ------------------------------------------------------------------------------------- */

enum { WATCH_CREW_MAX = 64 };
/** Does task `at`; `worker` tells whose memory to use. A failure ends the whole. */
typedef cordon_status watch_task_fn(void *ctx, unsigned worker, size_t at, struct cordon_error *err);
unsigned watch_crew_size(unsigned asked);
/** Do `count` tasks on some threads. @return of the first that failed */
cordon_status watch_crew_run(unsigned workers, size_t count, watch_task_fn *fn, void *ctx, struct cordon_error *err);

/* --- the store and its key ----------------------------------------------------------------------------------------------- */

struct cordon_subjects {
    struct store    *store;
    struct store_key key;
    struct arena     arena; /* of the path */
    const char      *path;
    bool             to_write;
};

/** Add subjects given as JSON, one record a line: counterparties of payments. As cordon_subjects_add. */
cordon_status watch_add_lines(struct cordon_subjects *s, const struct cordon_subjects_add *add, str lines,
                              struct cordon_subjects_added *ret_added, struct cordon_error *err);

/** Add subjects that are read already, or give them other records. As cordon_subjects_add. */
cordon_status watch_add_records(struct cordon_subjects *s, const struct cordon_subjects_add *add,
                                const struct record *const *records, size_t count,
                                struct cordon_subjects_added *ret_added, struct cordon_error *err);

/* --- payments (payment.c) ------------------------------------------------------------------------------------------------- */

enum {
    PAYMENT_BLOCK = 8192,
    PAYMENT_DECIMALS_MAX = 8,
    PAYMENTS_MAX = 1 << 28, /* their ids are in memory while some are added: 12 bytes each */
};

struct watch_payment {
    uint64_t payer, payee; /* rows; 0: not said */
    int64_t  amount;       /* of the currency's unit times ten to the -decimals */
    int32_t  day;
    uint8_t  decimals;
    char     currency[4]; /* "USD", zeros behind */
    str      id;
};

/** Payments of one block; the columns are read in place. */
struct watch_payments {
    struct buf bytes, ids;
    size_t     count;
};
void watch_payments_init(struct watch_payments *p);
void watch_payments_release(struct watch_payments *p);
/** @param with_ids  load ids, too */
cordon_status watch_payments_load(struct watch_payments *p, struct store *s, uint64_t number, bool with_ids, struct cordon_error *err);
/** Payment `at`; its id only when they were loaded and `with_id`, found by a walk. */
void watch_payments_get(const struct watch_payments *p, size_t at, struct watch_payment *ret);
/** Its payer and payee alone. */
void watch_payments_sides(const struct watch_payments *p, size_t at, struct watch_payment *ret);
str watch_payments_id(const struct watch_payments *p, size_t at);
/** Keep a block behind the others: at most PAYMENT_BLOCK. In a transaction. */
cordon_status watch_payments_put(struct store *s, const struct watch_payment *payment, size_t count, struct cordon_error *err);

/** The parties that came, went or changed between two screenings, without the small set. */
cordon_status watch_delta_ids(const struct watch_base *from, const struct watch_base *to, struct arena *arena, struct watch_delta *ret,
                              struct cordon_error *err);

/** Subject's id of a record: `subject`, else `id`. */
static inline str watch_subject_id(const struct record *r)
{
    return r->subject.len ? r->subject : r->id;
}

#endif
