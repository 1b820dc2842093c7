/* Sealed values by number: blocks of traces, states, words, bases, changes, payments. */
#include "store/inside.h"

enum { DO_PUT = 0, DO_GET, DO_DROP, DO_LAST, DO_DROP_NOTED };

static const char *const names[STORE_TABLES] = {
    [STORE_TRACE] = "the keys of a block of subjects", [STORE_STATE] = "the state of a block of subjects",
    [STORE_WORD] = "words", [STORE_BASE] = "the lists of a screening", [STORE_CHANGE] = "a change",
    [STORE_PAYMENT] = "payments", [STORE_PAYMENT_IDS] = "ids of payments", [STORE_META] = "a note",
};

static sqlite3_stmt *of_table(struct store *s, enum store_table t, unsigned what)
{
    return sql_get(s, SQL_FIXED + SQL_OF_TABLE * (unsigned)t + what);
}

static bool bind(sqlite3_stmt *q, int at, uint64_t v)
{
    return q && sqlite3_bind_int64(q, at, (sqlite3_int64)v) == SQLITE_OK;
}

cordon_status store_put(struct store *s, enum store_table t, uint64_t number, uint64_t note, str bytes,
                        struct cordon_error *err)
{
    if (bytes.len > STORE_SEALED_MAX) return error_set(err, CORDON_LIMIT, "%s: more than %d MiB", names[t], STORE_SEALED_MAX >> 20);
    buf_reset(&s->work);
    seal_put(s->keys.seal, (unsigned)t, number, bytes, &s->work);
    if (s->work.failed) return error_nomem(err);
    sqlite3_stmt *q = of_table(s, t, DO_PUT);
    bool is_bound = bind(q, 1, number) && bind(q, 2, note) &&
                    sqlite3_bind_blob64(q, 3, s->work.data, s->work.len, SQLITE_STATIC) == SQLITE_OK;
    return is_bound ? sql_run(s, q, "cannot write", err) : sql_fail(s, "cannot write", err);
}

cordon_status store_get(struct store *s, enum store_table t, uint64_t number, uint64_t *ret_note, struct buf *out,
                        struct cordon_error *err)
{
    sqlite3_stmt *q = of_table(s, t, DO_GET);
    cordon_status st = CORDON_OK;
    if (!bind(q, 1, number)) return sql_fail(s, "cannot read", err);
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW) {
        str sealed = { sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1) };
        if (ret_note) *ret_note = (uint64_t)sqlite3_column_int64(q, 0);
        if (!seal_open(s->keys.seal, (unsigned)t, number, sealed, out))
            st = error_at(err, CORDON_CORRUPT, str_c(s->path), 0, 0, "%s (number %llu) are damaged, or are another's", names[t],
                          (unsigned long long)number);
        else if (out->failed)
            st = error_nomem(err);
    } else {
        st = rc == SQLITE_DONE ? error_at(err, CORDON_NOTFOUND, str_c(s->path), 0, 0, "%s (number %llu) are missing", names[t],
                                          (unsigned long long)number)
                               : sql_fail(s, "cannot read", err);
    }
    sqlite3_reset(q);
    return st;
}

cordon_status store_drop(struct store *s, enum store_table t, uint64_t number, struct cordon_error *err)
{
    sqlite3_stmt *q = of_table(s, t, DO_DROP);
    return bind(q, 1, number) ? sql_run(s, q, "cannot remove", err) : sql_fail(s, "cannot remove", err);
}

cordon_status store_drop_noted(struct store *s, enum store_table t, uint64_t note, struct cordon_error *err)
{
    sqlite3_stmt *q = of_table(s, t, DO_DROP_NOTED);
    return bind(q, 1, note) ? sql_run(s, q, "cannot remove", err) : sql_fail(s, "cannot remove", err);
}

cordon_status store_last(struct store *s, enum store_table t, uint64_t *ret_number, struct cordon_error *err)
{
    sqlite3_stmt *q = of_table(s, t, DO_LAST);
    if (!q) return sql_fail(s, "cannot read", err);
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW) *ret_number = (uint64_t)sqlite3_column_int64(q, 0);
    cordon_status st = rc == SQLITE_ROW ? CORDON_OK : sql_fail(s, "cannot read", err);
    sqlite3_reset(q);
    return st;
}
