/* What the files of this room share. Private to store/. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/store.h"

#include "os/os.h"

#include <sqlite3.h>

enum { TAG_KEY_LEN = 16, TAG_LEN = 16, SEAL_EXTRA = 40 /* nonce and tag */ };

/** What a seal is about, beside the row. */
enum sealed { SEALED_RECORD = 100, SEALED_FOUND, SEALED_WRAP };

struct store_keys {
    uint8_t seal[STORE_KEY_LEN];
    uint8_t tag[TAG_KEY_LEN];
};

enum statement {
    SQL_BEGIN = 0, SQL_COMMIT, SQL_ROLLBACK, SQL_FIND, SQL_PUT_SUBJECT, SQL_DROP_SUBJECT, SQL_RECORD,
    SQL_FOUND, SQL_PUT_FOUND, SQL_DROP_FOUND, SQL_PUT_HIT, SQL_DROP_HIT, SQL_NEAR,
    SQL_READ, SQL_VERSION, SQL_MOMENT, SQL_ROWS,
    SQL_FIXED,
    /* then five a table: put, get, drop, last, drop by note */
    SQL_OF_TABLE = 5,
    SQL_COUNT = SQL_FIXED + SQL_OF_TABLE * STORE_TABLES,
};

struct store {
    sqlite3          *db;
    sqlite3_stmt     *stmt[SQL_COUNT];
    struct store_keys keys;
    struct os_lock    lock;
    struct buf        work; /* what is being sealed */
    struct arena      arena;
    const char       *path; /* the arena's */
    bool              is_open; /* a transaction is */
};

/* --- seal.c -------------------------------------------------------------------------------------------- */

/** Make the library ready. @return CORDON_OK, CORDON_IO */
cordon_status seal_begin(struct cordon_error *err);
void seal_random(uint8_t *bytes, size_t len);
/** The keys that follow from a data key. */
void seal_keys(const uint8_t data_key[STORE_KEY_LEN], struct store_keys *ret);
/** Add the sealed bytes to `out`. */
void seal_put(const uint8_t key[STORE_KEY_LEN], unsigned what, uint64_t row, str plain, struct buf *out);
/** Add the plain bytes to `out`. @return false when they are not what was sealed under this key, for this row */
bool seal_open(const uint8_t key[STORE_KEY_LEN], unsigned what, uint64_t row, str sealed, struct buf *out);
/** 128 bits of a keyed hash. */
void seal_tag(const uint8_t key[TAG_KEY_LEN], str text, uint8_t ret[TAG_LEN]);
void seal_forget(void *bytes, size_t len);

/* --- sql.c --------------------------------------------------------------------------------------------- */

/** Let SQLite take its memory through base/mem.h; once a process. */
void sql_use_our_memory(void);
/** Why SQLite did not do it. */
cordon_status sql_fail(struct store *s, const char *what, struct cordon_error *err);
/** A statement, made on first use, ready to be bound; NULL: sql_fail says why. */
sqlite3_stmt *sql_get(struct store *s, unsigned which);
/** Run one that gives no rows. */
cordon_status sql_run(struct store *s, sqlite3_stmt *q, const char *what, struct cordon_error *err);

#endif
