/* Subjects by row and by id, and what was found of them. */
#include "store/inside.h"

#include "base/num.h"

uint64_t store_tag(const struct store *s, str text)
{
    uint8_t tag[TAG_LEN];
    seal_tag(s->keys.tag, text, tag);
    return num_get_u64(tag);
}

static bool bind_number(sqlite3_stmt *q, int at, uint64_t v)
{
    return q && sqlite3_bind_int64(q, at, (sqlite3_int64)v) == SQLITE_OK;
}

static bool bind_bytes(sqlite3_stmt *q, int at, const void *p, size_t len)
{
    return q && sqlite3_bind_blob64(q, at, p, len, SQLITE_STATIC) == SQLITE_OK;
}

static bool bind_tag(struct store *s, sqlite3_stmt *q, int at, str text, uint8_t room[TAG_LEN])
{
    seal_tag(s->keys.tag, text, room);
    return bind_bytes(q, at, room, TAG_LEN);
}

static cordon_status seal_into_work(struct store *s, unsigned what, uint64_t row, str plain, struct cordon_error *err)
{
    if (plain.len > STORE_RECORD_MAX)
        return error_set(err, CORDON_LIMIT, "a record of %zu bytes is not kept; the cap is %d", plain.len, STORE_RECORD_MAX);
    buf_reset(&s->work);
    seal_put(s->keys.seal, what, row, plain, &s->work);
    return s->work.failed ? error_nomem(err) : CORDON_OK;
}

cordon_status store_find(struct store *s, str id, uint64_t *ret_row, struct cordon_error *err)
{
    uint8_t tag[TAG_LEN];
    sqlite3_stmt *q = sql_get(s, SQL_FIND);
    if (!bind_tag(s, q, 1, id, tag)) return sql_fail(s, "cannot look for a subject", err);
    int rc = sqlite3_step(q);
    *ret_row = rc == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(q, 0) : 0;
    cordon_status st = rc == SQLITE_ROW || rc == SQLITE_DONE ? CORDON_OK : sql_fail(s, "cannot look for a subject", err);
    sqlite3_reset(q);
    return st;
}

cordon_status store_put_subject(struct store *s, uint64_t row, str id, str record, struct cordon_error *err)
{
    uint8_t tag[TAG_LEN];
    cordon_status st = seal_into_work(s, SEALED_RECORD, row, record, err);
    if (st) return st;
    sqlite3_stmt *q = sql_get(s, SQL_PUT_SUBJECT);
    if (!bind_number(q, 1, row) || !bind_tag(s, q, 2, id, tag) || !bind_bytes(q, 3, s->work.data, s->work.len))
        return sql_fail(s, "cannot keep a subject", err);
    return sql_run(s, q, "cannot keep a subject", err);
}

/* One sealed value by its row, into `out`. */
static cordon_status open_row(struct store *s, unsigned which, unsigned what, uint64_t row, struct buf *out,
                              bool may_be_missing, struct cordon_error *err)
{
    sqlite3_stmt *q = sql_get(s, which);
    cordon_status st = CORDON_OK;
    if (!bind_number(q, 1, row)) return sql_fail(s, "cannot read a subject", err);
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW) {
        str sealed = { sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0) };
        if (!seal_open(s->keys.seal, what, row, sealed, out))
            st = error_at(err, CORDON_CORRUPT, str_c(s->path), 0, 0, "%s of row %llu are damaged, or are another's",
                          what == SEALED_RECORD ? "the data" : "the kept hits", (unsigned long long)row);
        else if (out->failed)
            st = error_nomem(err);
    } else if (rc == SQLITE_DONE) {
        if (!may_be_missing)
            st = error_at(err, CORDON_NOTFOUND, str_c(s->path), 0, 0, "the data of row %llu are missing", (unsigned long long)row);
    } else {
        st = sql_fail(s, "cannot read a subject", err);
    }
    sqlite3_reset(q);
    return st;
}

cordon_status store_record(struct store *s, uint64_t row, struct buf *out, struct cordon_error *err)
{
    return open_row(s, SQL_RECORD, SEALED_RECORD, row, out, false, err);
}

cordon_status store_found(struct store *s, uint64_t row, struct buf *out, struct cordon_error *err)
{
    return open_row(s, SQL_FOUND, SEALED_FOUND, row, out, true, err);
}

static cordon_status change_hits(struct store *s, unsigned which, uint64_t row, const str *entity, size_t count,
                                 struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < count; i++) {
        sqlite3_stmt *q = sql_get(s, which);
        if (!bind_number(q, 1, store_tag(s, entity[i])) || !bind_number(q, 2, row)) return sql_fail(s, "cannot keep a hit", err);
        st = sql_run(s, q, "cannot keep a hit", err);
    }
    return st;
}

cordon_status store_put_found(struct store *s, uint64_t row, str found, const str *before, size_t before_count,
                              const str *now, size_t now_count, struct cordon_error *err)
{
    cordon_status st = change_hits(s, SQL_DROP_HIT, row, before, before_count, err);
    if (!st) st = change_hits(s, SQL_PUT_HIT, row, now, now_count, err);
    if (!st && found.len) st = seal_into_work(s, SEALED_FOUND, row, found, err);
    if (st) return st;
    sqlite3_stmt *q = sql_get(s, found.len ? SQL_PUT_FOUND : SQL_DROP_FOUND);
    bool is_bound = bind_number(q, 1, row) && (!found.len || bind_bytes(q, 2, s->work.data, s->work.len));
    return is_bound ? sql_run(s, q, "cannot keep hits", err) : sql_fail(s, "cannot keep hits", err);
}

cordon_status store_drop_subject(struct store *s, uint64_t row, struct cordon_error *err)
{
    sqlite3_stmt *q = sql_get(s, SQL_DROP_SUBJECT);
    if (!bind_number(q, 1, row)) return sql_fail(s, "cannot remove a subject", err);
    return sql_run(s, q, "cannot remove a subject", err);
}

static cordon_status give_rows(struct store *s, sqlite3_stmt *q, store_row_fn *fn, void *ctx, const char *what,
                               struct cordon_error *err)
{
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW && fn(ctx, (uint64_t)sqlite3_column_int64(q, 0))) {}
    cordon_status st = rc == SQLITE_ROW || rc == SQLITE_DONE ? CORDON_OK : sql_fail(s, what, err);
    sqlite3_reset(q);
    return st;
}

cordon_status store_near(struct store *s, str entity, store_row_fn *fn, void *ctx, struct cordon_error *err)
{
    sqlite3_stmt *q = sql_get(s, SQL_NEAR);
    if (!bind_number(q, 1, store_tag(s, entity))) return sql_fail(s, "cannot look for hits", err);
    return give_rows(s, q, fn, ctx, "cannot look for hits", err);
}

cordon_status store_rows(struct store *s, uint64_t first, uint64_t last, store_row_fn *fn, void *ctx, struct cordon_error *err)
{
    sqlite3_stmt *q = sql_get(s, SQL_ROWS);
    if (!bind_number(q, 1, first) || !bind_number(q, 2, last)) return sql_fail(s, "cannot look for subjects", err);
    return give_rows(s, q, fn, ctx, "cannot look for subjects", err);
}
