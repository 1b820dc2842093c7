/* SQLite: its statements, its memory, and what its failures mean. */
#include "store/inside.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>

/* --- memory --------------------------------------------------------------------------------------------- */

/* SQLite asks for the length of what it took: it stands before it. */
enum { LENGTH_ROOM = 16 };

static int length_of(void *p)
{
    return p ? *(int *)((char *)p - LENGTH_ROOM) : 0;
}

static void *take(int len)
{
    char *p = len > 0 ? mem_alloc((size_t)len + LENGTH_ROOM) : NULL;
    if (!p) return NULL;
    *(int *)(void *)p = len;
    return p + LENGTH_ROOM;
}

static void give_back(void *p)
{
    if (p) mem_free((char *)p - LENGTH_ROOM);
}

static void *grow(void *p, int len)
{
    char *q = mem_realloc((char *)p - LENGTH_ROOM, (size_t)len + LENGTH_ROOM);
    if (!q) return NULL;
    *(int *)(void *)q = len;
    return q + LENGTH_ROOM;
}

static int round_up(int len)
{
    return (len + 7) & ~7;
}

static int no_begin(void *ctx)
{
    (void)ctx;
    return SQLITE_OK;
}

static void no_end(void *ctx)
{
    (void)ctx;
}

static void configure(void)
{
    static sqlite3_mem_methods ours = { take, give_back, grow, length_of, round_up, no_begin, no_end, NULL };
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &ours); /* refused when the program uses SQLite already: then it keeps its own */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  /* one lock less between threads */
}

void sql_use_our_memory(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
}

/* --- failures ------------------------------------------------------------------------------------------- */

cordon_status sql_fail(struct store *s, const char *what, struct cordon_error *err)
{
    int code = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;
    str path = str_c(s->path);
    switch (code) {
    case SQLITE_NOMEM: return error_nomem(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return error_at(err, CORDON_BUSY, path, 0, 0, "somebody else writes to the store; try again");
    case SQLITE_FULL: return error_at(err, CORDON_IO, path, 0, 0, "the disk is full; what was kept before stays: make room, and run it again");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return error_at(err, CORDON_CORRUPT, path, 0, 0, "the store is damaged (%s)", sqlite3_errmsg(s->db));
    case SQLITE_INTERRUPT: return error_set(err, CORDON_INTERRUPTED, "interrupted");
    default: return error_at(err, CORDON_IO, path, 0, 0, "%s: %s", what, s->db ? sqlite3_errmsg(s->db) : "no memory");
    }
}

/* --- statements ----------------------------------------------------------------------------------------- */

static const char *const fixed[SQL_FIXED] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_FIND] = "SELECT row FROM subject WHERE tag=?1",
    [SQL_PUT_SUBJECT] = "INSERT INTO subject(row,tag,record) VALUES(?1,?2,?3) ON CONFLICT(row) DO UPDATE SET tag=?2, record=?3",
    [SQL_DROP_SUBJECT] = "DELETE FROM subject WHERE row=?1",
    [SQL_RECORD] = "SELECT record FROM subject WHERE row=?1",
    [SQL_FOUND] = "SELECT hits FROM found WHERE row=?1",
    [SQL_PUT_FOUND] = "INSERT OR REPLACE INTO found(row,hits) VALUES(?1,?2)",
    [SQL_DROP_FOUND] = "DELETE FROM found WHERE row=?1",
    [SQL_PUT_HIT] = "INSERT OR IGNORE INTO hit(tag,row) VALUES(?1,?2)",
    [SQL_DROP_HIT] = "DELETE FROM hit WHERE tag=?1 AND row=?2",
    [SQL_NEAR] = "SELECT row FROM hit WHERE tag=?1 ORDER BY row",
    [SQL_ROWS] = "SELECT row FROM subject WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
    [SQL_READ] = "BEGIN",
    [SQL_VERSION] = "SELECT number FROM version",
    [SQL_MOMENT] = "PRAGMA data_version", /* another number once another connection has written */
};

static const char *const table_name[STORE_TABLES] = {
    [STORE_TRACE] = "trace", [STORE_STATE] = "state", [STORE_WORD] = "word", [STORE_BASE] = "base",
    [STORE_CHANGE] = "change", [STORE_PAYMENT] = "payment", [STORE_PAYMENT_IDS] = "payment_id", [STORE_META] = "meta",
};

static const char *const before_table[SQL_OF_TABLE] = { "INSERT OR REPLACE INTO ", "SELECT note,bytes FROM ", "DELETE FROM ",
                                                        "SELECT max(number) FROM ", "DELETE FROM " };
static const char *const behind_table[SQL_OF_TABLE] = { "(number,note,bytes) VALUES(?1,?2,?3)", " WHERE number=?1", " WHERE number=?1",
                                                        "", " WHERE note<=?1" };

sqlite3_stmt *sql_get(struct store *s, unsigned which)
{
    char text[128];
    const char *sql = text;
    if (s->stmt[which]) {
        sqlite3_reset(s->stmt[which]);
        return s->stmt[which];
    }
    if (which < SQL_FIXED)
        sql = fixed[which];
    else
        snprintf(text, sizeof text, "%s%s%s", before_table[(which - SQL_FIXED) % SQL_OF_TABLE],
                 table_name[(which - SQL_FIXED) / SQL_OF_TABLE], behind_table[(which - SQL_FIXED) % SQL_OF_TABLE]);
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->stmt[which], NULL) != SQLITE_OK) return NULL;
    return s->stmt[which];
}

cordon_status sql_run(struct store *s, sqlite3_stmt *q, const char *what, struct cordon_error *err)
{
    if (!q) return sql_fail(s, what, err);
    int rc = sqlite3_step(q);
    cordon_status st = rc == SQLITE_DONE || rc == SQLITE_ROW ? CORDON_OK : sql_fail(s, what, err);
    sqlite3_reset(q);
    return st;
}
