/* A store is made, opened and closed; transactions. */
#include "store/inside.h"

#include "base/mem.h"

enum {
    PATH_ROOM = 64 << 10,
    WRAPPED_LEN = STORE_KEY_LEN + SEAL_EXTRA,
    ALIKE_TRIES_MAX = 1000, /* ours: beginning to read takes some microseconds, writing a disk's flush */
};

static const char *const schema =
    "PRAGMA page_size=8192;"
    "PRAGMA journal_mode=WAL;"
    "BEGIN IMMEDIATE;"
    "CREATE TABLE version(number INTEGER NOT NULL);"
    "CREATE TABLE lockbox(wrapped BLOB NOT NULL);"
    "CREATE TABLE subject(row INTEGER PRIMARY KEY, tag BLOB NOT NULL, record BLOB NOT NULL);"
    "CREATE UNIQUE INDEX subject_tag ON subject(tag);"
    "CREATE TABLE found(row INTEGER PRIMARY KEY, hits BLOB NOT NULL);"
    "CREATE TABLE hit(tag INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY(tag,row)) WITHOUT ROWID;"
    "CREATE TABLE trace(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE state(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE word(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE base(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE change(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE payment(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE payment_id(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);"
    "CREATE TABLE meta(number INTEGER PRIMARY KEY, note INTEGER NOT NULL, bytes BLOB NOT NULL);";

static cordon_status run_text(struct store *s, const char *sql, const char *what, struct cordon_error *err)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? CORDON_OK : sql_fail(s, what, err);
}

static cordon_status open_file(struct store *s, const char *path, int flags, unsigned wait_ms, struct cordon_error *err)
{
    sql_use_our_memory();
    arena_init(&s->arena, PATH_ROOM);
    buf_init(&s->work, STORE_SEALED_MAX + SEAL_EXTRA);
    str kept = arena_str(&s->arena, str_c(path));
    if (s->arena.failed) return error_nomem(err);
    s->path = kept.data;
    s->lock = (struct os_lock)OS_LOCK_INIT;
    if (sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) return sql_fail(s, "cannot open", err);
    sqlite3_busy_timeout(s->db, (int)wait_ms);
    return run_text(s, "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;", "cannot open", err);
}

void store_close(struct store *s)
{
    if (!s) return;
    if (s->is_open) store_rollback(s);
    for (size_t i = 0; i < SQL_COUNT; i++) sqlite3_finalize(s->stmt[i]);
    sqlite3_close(s->db);
    os_unlock(&s->lock);
    buf_release(&s->work);
    arena_release(&s->arena);
    seal_forget(&s->keys, sizeof s->keys);
    mem_free(s);
}

static cordon_status take_lock(struct store *s, unsigned wait_ms, struct cordon_error *err)
{
    str path = arena_printf(&s->arena, "%s.lock", s->path);
    if (s->arena.failed) return error_nomem(err);
    return os_lock_take(path.data, wait_ms, &s->lock, err);
}

/* --- making ------------------------------------------------------------------------------------------------ */

static cordon_status fill(struct store *s, const struct store_key *key, struct cordon_error *err)
{
    uint8_t data_key[STORE_KEY_LEN];
    sqlite3_stmt *q = NULL;
    cordon_status st = run_text(s, schema, "cannot make the store", err);
    if (st) return st;
    seal_random(data_key, sizeof data_key);
    buf_reset(&s->work);
    seal_put(key->byte, SEALED_WRAP, 0, str_of((const char *)data_key, sizeof data_key), &s->work);
    seal_forget(data_key, sizeof data_key);
    if (s->work.failed) return error_nomem(err);
    st = run_text(s, "INSERT INTO version(number) VALUES(1)", "cannot make the store", err);
    if (st) return st;
    if (sqlite3_prepare_v2(s->db, "INSERT INTO lockbox(wrapped) VALUES(?1)", -1, &q, NULL) != SQLITE_OK ||
        sqlite3_bind_blob64(q, 1, s->work.data, s->work.len, SQLITE_STATIC) != SQLITE_OK || sqlite3_step(q) != SQLITE_DONE)
        st = sql_fail(s, "cannot make the store", err);
    sqlite3_finalize(q);
    return st ? st : run_text(s, "COMMIT", "cannot make the store", err);
}

cordon_status store_make(const char *path, const struct store_key *key, struct cordon_error *err)
{
    struct store *s;
    cordon_status st = seal_begin(err);
    if (!st) st = os_file_make_private(path, STR_EMPTY, err); /* SQLite takes an empty file for a new store */
    if (st) return st;
    s = mem_calloc(1, sizeof *s);
    if (!s) {
        (void)os_file_remove(path, NULL);
        return error_nomem(err);
    }
    st = open_file(s, path, SQLITE_OPEN_READWRITE, 0, err);
    if (!st) st = fill(s, key, err);
    store_close(s);
    if (st) (void)os_file_remove(path, NULL);
    return st;
}

/* --- opening ----------------------------------------------------------------------------------------------- */

static cordon_status check_version(struct store *s, struct cordon_error *err)
{
    sqlite3_stmt *q = NULL;
    str path = str_c(s->path);
    cordon_status st = CORDON_OK;
    if (sqlite3_prepare_v2(s->db, "SELECT number FROM version", -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) {
        int code = sqlite3_errcode(s->db);
        bool is_other = code == SQLITE_ERROR || code == SQLITE_DONE || code == SQLITE_NOTADB;
        st = is_other ? error_at(err, CORDON_CORRUPT, path, 0, 0, "this is no store of subjects, or a half-made one")
                      : sql_fail(s, "cannot read", err);
    } else if (sqlite3_column_int(q, 0) != STORE_VERSION) {
        st = error_at(err, CORDON_REFUSED, path, 0, 0, "the store is of version %d; this program knows version %d",
                      sqlite3_column_int(q, 0), STORE_VERSION);
    }
    sqlite3_finalize(q);
    return st;
}

static cordon_status unwrap(struct store *s, const struct store_key *key, struct cordon_error *err)
{
    sqlite3_stmt *q = NULL;
    cordon_status st = CORDON_OK;
    struct buf data_key = BUF_INIT(STORE_KEY_LEN);
    if (sqlite3_prepare_v2(s->db, "SELECT wrapped FROM lockbox", -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) {
        st = sql_fail(s, "the store's key is lost", err);
    } else {
        str wrapped = { sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0) };
        bool is_good = wrapped.len == WRAPPED_LEN && seal_open(key->byte, SEALED_WRAP, 0, wrapped, &data_key);
        if (data_key.failed)
            st = error_nomem(err);
        else if (!is_good)
            st = error_at(err, CORDON_REFUSED, str_c(s->path), 0, 0, "this key does not open the store: it is another store's");
        else
            seal_keys((const uint8_t *)data_key.data, &s->keys);
    }
    sqlite3_finalize(q);
    if (data_key.data) seal_forget(data_key.data, data_key.room);
    buf_release(&data_key);
    return st;
}

cordon_status store_open(const char *path, const struct store_key *key, enum store_for what_for, unsigned wait_ms,
                         struct store **ret_store, struct cordon_error *err)
{
    struct store *s;
    cordon_status st = seal_begin(err);
    if (st) return st;
    if (!os_file_exists(path))
        return error_at(err, CORDON_NOTFOUND, str_c(path), 0, 0, "there is no store of subjects; 'cordon subjects init' makes one");
    s = mem_calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    st = open_file(s, path, SQLITE_OPEN_READWRITE, wait_ms, err); /* readers of a WAL write to its index */
    if (!st && what_for == STORE_TO_WRITE) st = take_lock(s, wait_ms, err);
    if (!st) st = check_version(s, err);
    if (!st) st = unwrap(s, key, err);
    if (!st && what_for == STORE_TO_WRITE) st = run_text(s, "PRAGMA cache_size=-262144", "cannot open", err);
    if (!st && !sql_get(s, SQL_ROLLBACK)) st = sql_fail(s, "cannot open", err); /* there when memory is not */
    if (st) {
        store_close(s);
        return st;
    }
    *ret_store = s;
    return CORDON_OK;
}

/* --- transactions ------------------------------------------------------------------------------------------ */

cordon_status store_begin(struct store *s, struct cordon_error *err)
{
    if (!sqlite3_get_autocommit(s->db)) store_rollback(s); /* one that could not be gone back from for want of memory */
    cordon_status st = sql_run(s, sql_get(s, SQL_BEGIN), "cannot begin to write", err);
    s->is_open = !st;
    return st;
}

cordon_status store_commit(struct store *s, struct cordon_error *err)
{
    cordon_status st = sql_run(s, sql_get(s, SQL_COMMIT), "cannot write", err);
    if (!st) s->is_open = false;
    return st;
}

void store_rollback(struct store *s)
{
    if (!sqlite3_get_autocommit(s->db)) (void)sql_run(s, sql_get(s, SQL_ROLLBACK), "cannot go back", NULL);
    s->is_open = false;
}

/* The first read is what fixes the moment. */
cordon_status store_read(struct store *s, struct cordon_error *err)
{
    if (!sqlite3_get_autocommit(s->db)) store_rollback(s);
    cordon_status st = sql_run(s, sql_get(s, SQL_READ), "cannot begin to read", err);
    s->is_open = !st;
    return st ? st : sql_run(s, sql_get(s, SQL_VERSION), "cannot read", err);
}

void store_read_end(struct store *s)
{
    store_rollback(s);
}

static cordon_status moment_of(struct store *s, int64_t *ret, struct cordon_error *err)
{
    sqlite3_stmt *q = sql_get(s, SQL_MOMENT);
    if (!q || sqlite3_step(q) != SQLITE_ROW) return sql_fail(s, "cannot read", err);
    *ret = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    return CORDON_OK;
}

/* The first connection looks before and behind the others: when nobody wrote between, all see the same. */
cordon_status store_read_alike(struct store *const *s, size_t count, struct cordon_error *err)
{
    for (unsigned tries = 0; tries < ALIKE_TRIES_MAX; tries++) {
        int64_t from = 0, to = 0;
        for (size_t i = 0; i < count; i++) store_read_end(s[i]);
        cordon_status st = moment_of(s[0], &from, err);
        for (size_t i = count; !st && i-- > 0;) st = store_read(s[i], err);
        if (!st) st = moment_of(s[0], &to, err);
        if (st || from == to) return st;
    }
    return error_at(err, CORDON_BUSY, str_c(s[0]->path), 0, 0, "others write to the store all the time; try again");
}

uint64_t store_bytes(const struct store *s)
{
    return os_file_size(s->path);
}
