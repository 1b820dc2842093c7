/*
 * The subjects store: who is watched, what was found of them last, and what was paid; one SQLite file, with
 * everything personal sealed.
 *
 *   key file (the operator's) ─unwraps─► data key ─derives─► seal key   XChaCha20-Poly1305
 *                                                         └► tag key    SipHash: subjects and entities are found by it
 *
 *   subject  row, tag of its id, sealed record          rows count from 1 and are never used again
 *   found    row, sealed hits; only of subjects with hits
 *   hit      tag of a listed party, subject             who was found near this party
 *   trace    block of STORE_BLOCK subjects, sealed: what of their names, numbers and wallets lists are asked for
 *   state    block, number of its base, sealed: a byte a subject
 *   word     chunk, sealed: all words of all names
 *   base     number, sealed: the lists that a block was compared with
 *   change   number, base, sealed: changes of verdict
 *   payment  block, sealed columns; their ids beside them
 *   meta     number, sealed: a few numbers of the engine's
 *
 * Workload: ten million subjects added once and read from end to end at each change of a list, a few thousand
 * of them by row. What stands in the clear: row numbers, lengths, and which rows share a tag.
 *
 * A seal covers its table, row and the schema's version: rows cannot be exchanged unseen. One connection
 * belongs to one thread; one process writes (store.lock), any number read.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

enum {
    STORE_VERSION = 1,
    STORE_KEY_LEN = 32,
    STORE_BLOCK = 4096,         /* subjects of a trace and of a state */
    STORE_RECORD_MAX = 4 << 20, /* bytes of one sealed value but a trace */
    STORE_SEALED_MAX = 256 << 20,
};

/** The operator's key. */
struct store_key {
    uint8_t byte[STORE_KEY_LEN];
};

/**
 * Make a key file that its owner alone may read; one that is there is never overwritten.
 *
 * @return CORDON_OK, CORDON_REFUSED (it is there), CORDON_IO
 */
cordon_status store_key_make(const char *path, struct cordon_error *err);
/** @return CORDON_OK, CORDON_NOTFOUND, CORDON_REFUSED (others may read it), CORDON_SYNTAX, CORDON_IO, CORDON_NOMEM */
cordon_status store_key_read(const char *path, struct store_key *ret_key, struct cordon_error *err);
void store_key_forget(struct store_key *key);

struct store;

/** Make a store; one that is there is left alone. @return CORDON_OK, CORDON_REFUSED, CORDON_IO, CORDON_NOMEM */
cordon_status store_make(const char *path, const struct store_key *key, struct cordon_error *err);

enum store_for { STORE_TO_READ = 0, STORE_TO_WRITE };

/**
 * Open a store.
 *
 * @param wait_ms  for another writer
 * @return CORDON_OK, CORDON_NOTFOUND, CORDON_REFUSED (another key, or a newer version), CORDON_CORRUPT,
 *         CORDON_BUSY (another process writes), CORDON_IO, CORDON_NOMEM
 */
cordon_status store_open(const char *path, const struct store_key *key, enum store_for what_for, unsigned wait_ms,
                         struct store **ret_store, struct cordon_error *err);
void store_close(struct store *s); /* NULL is fine; what was not committed is gone */

cordon_status store_begin(struct store *s, struct cordon_error *err);
cordon_status store_commit(struct store *s, struct cordon_error *err);
void          store_rollback(struct store *s);

/**
 * Read all that follows as it is now, until store_read_end. Others write meanwhile: what they write is not seen, and stays
 * in the log beside the store for so long.
 *
 * @return CORDON_OK, CORDON_IO, CORDON_NOMEM
 */
cordon_status store_read(struct store *s, struct cordon_error *err);
/** The same with several connections, all as of one moment. @return as store_read, or CORDON_BUSY (others write all the time) */
cordon_status store_read_alike(struct store *const *s, size_t count, struct cordon_error *err);
void          store_read_end(struct store *s);

/* --- subjects --------------------------------------------------------------------------------------- */

/** Row of the subject with this id; 0 when there is none. @return CORDON_OK, CORDON_IO */
cordon_status store_find(struct store *s, str id, uint64_t *ret_row, struct cordon_error *err);
cordon_status store_put_subject(struct store *s, uint64_t row, str id, str record, struct cordon_error *err);
/** Forget a subject: its record, what was found of it. Its trace and state are the caller's. */
cordon_status store_drop_subject(struct store *s, uint64_t row, struct cordon_error *err);
/** Record of a row, into `out`. @return CORDON_OK, CORDON_NOTFOUND, CORDON_CORRUPT, CORDON_IO, CORDON_NOMEM */
cordon_status store_record(struct store *s, uint64_t row, struct buf *out, struct cordon_error *err);
/** What was found of a row; empty when nothing was. Statuses as store_record. */
cordon_status store_found(struct store *s, uint64_t row, struct buf *out, struct cordon_error *err);
/** Replace it; `entities` are the parties of the hits before (to forget) and now (to find it by). */
cordon_status store_put_found(struct store *s, uint64_t row, str found, const str *before, size_t before_count,
                              const str *now, size_t now_count, struct cordon_error *err);
/** A row; false stops. */
typedef bool store_row_fn(void *ctx, uint64_t row);
/** All subjects that were found near a listed party, rising. */
cordon_status store_near(struct store *s, str entity, store_row_fn *fn, void *ctx, struct cordon_error *err);
/** All rows from `first` to `last` that have a record, rising. */
cordon_status store_rows(struct store *s, uint64_t first, uint64_t last, store_row_fn *fn, void *ctx, struct cordon_error *err);

/* --- blocks and other sealed values ------------------------------------------------------------------- */

/** Sealed values by number. */
enum store_table { STORE_TRACE = 1, STORE_STATE, STORE_WORD, STORE_BASE, STORE_CHANGE, STORE_PAYMENT, STORE_PAYMENT_IDS, STORE_META,
                   STORE_TABLES };

/** Write a value. @param note  a number beside it, in the clear: of a state and a change their base; else 0 */
cordon_status store_put(struct store *s, enum store_table t, uint64_t number, uint64_t note, str bytes,
                        struct cordon_error *err);
/** @return CORDON_OK, CORDON_NOTFOUND, CORDON_CORRUPT (damaged, or another row's), CORDON_IO, CORDON_NOMEM */
cordon_status store_get(struct store *s, enum store_table t, uint64_t number, uint64_t *ret_note, struct buf *out,
                        struct cordon_error *err);
cordon_status store_drop(struct store *s, enum store_table t, uint64_t number, struct cordon_error *err);
/** Drop all values with this note, or a lower one. */
cordon_status store_drop_noted(struct store *s, enum store_table t, uint64_t note, struct cordon_error *err);
/** The highest number in use; 0 when none is. */
cordon_status store_last(struct store *s, enum store_table t, uint64_t *ret_number, struct cordon_error *err);

/** Bytes of the file. */
uint64_t store_bytes(const struct store *s);
/** A keyed hash of a text: equal texts, equal tags, and nothing else to be learnt without the key. */
uint64_t store_tag(const struct store *s, str text);

#endif
