/** @file
 * The known-good list: decisions of people that a hit or a red flag about a subject is not the
 * party or not the matter it points at, for as long as neither side changes (docs/good.md).
 */
#ifndef CORDON_GOOD_H
#define CORDON_GOOD_H

#include <cordon/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A folder's known-good list, read once; read only, shared by threads. */
struct cordon_good;

/** One decision. All text lives as long as the list. */
struct cordon_good_entry {
    uint32_t   id;      /* 1, 2, 3 ... in the order in which they were added */
    uint64_t   line;    /* of good.jsonl */
    cordon_str subject; /* the record's subject, or its id when it has none */
    cordon_str target;  /* "us_ofac_sdn-1234", or the name of a rule */
    bool       is_rule;
    cordon_str mark;    /* 64 hex digits: keyed hash of the fields it was decided on */
    cordon_str listed;  /* 64 hex digits: of the list's rows, or of the rule's text */
    cordon_str reason, author;
    int64_t    created_s, expires_s;
    uint64_t   ended_line; /* where it was ended before its time; 0: it was not */
    int64_t    ended_s;
    cordon_str ended_reason, ended_author;
};

/**
 * Read the known-good list of a data folder.
 *
 * @param data_dir  a folder without one, or one that is not there, gives an empty list; NULL too
 * @param ret_good  the caller's; written only on CORDON_OK
 * @param err       may be NULL; names file and line
 * @return CORDON_OK
 *         CORDON_CORRUPT  a line is not what was written, half a line, the key is missing or
 *                         another one: nothing may be screened with it, nor without it unsaid
 *         CORDON_REFUSED  written by a newer version
 *         CORDON_LIMIT    above 64 MiB or 131,072 entries
 *         CORDON_IO, CORDON_NOMEM
 *
 * Owner:   close it after the last screener that uses it
 * Threads: any
 * Source:  docs/good.md
 */
CORDON_API CORDON_MUST_CHECK cordon_status cordon_good_open(const char *data_dir,
                                                            struct cordon_good **ret_good,
                                                            struct cordon_error *err);
CORDON_API void cordon_good_close(struct cordon_good *good); /* NULL is fine */

/** Entries, those that expired or were ended included. */
CORDON_API size_t cordon_good_count(const struct cordon_good *good);
/** @param index  0 .. cordon_good_count() - 1, in the order of the file; false behind the end */
CORDON_API bool cordon_good_at(const struct cordon_good *good, size_t index,
                               struct cordon_good_entry *ret_entry);

/** A place and a person. Everything is borrowed for the call. */
struct cordon_good_change {
    const char *data_dir; /* made when missing */
    unsigned    wait_ms;  /* for another writer */
    cordon_str  reason;   /* 1..500 bytes on one line */
    cordon_str  author;   /* 1..200 bytes on one line: who decided */
    int64_t     now_s;    /* when; never before the newest change of the list */
};

/**
 * Make the folder ready for a known-good list: its key, without which no answer carries marks.
 * Done already is fine.
 *
 * @param change  reason and author are not looked at
 * @return CORDON_OK, CORDON_CORRUPT (a list without its key), CORDON_BUSY, CORDON_IO, CORDON_NOMEM
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_good_begin(const struct cordon_good_change *change, struct cordon_error *err);

/** What was decided on: what an answer says of the hit or flag (docs/answers.md). */
struct cordon_good_about {
    cordon_str subject; /* 1..1024 bytes */
    cordon_str target;  /* `entity_id` of the hit, or `id` of the flag */
    bool       is_rule;
    cordon_str mark;    /* its `mark` */
    cordon_str listed;  /* its `row_sha256` or `rule_sha256` */
    int64_t    expires_s; /* after now_s, at most ten years */
};

/**
 * Add a decision. The line is on the disk when this returns; on failure the list is as it was.
 *
 * @param ret_id  number of the entry, may be NULL
 * @param err     may be NULL
 * @return CORDON_OK
 *         CORDON_ARGUMENT  an empty or too long text, a hash that is none, an expiry that is no
 *                          later time or too late
 *         CORDON_REFUSED   the list's newest change lies after now_s: the clock, or --as-of, is wrong
 *         CORDON_LIMIT, CORDON_CORRUPT, CORDON_BUSY, CORDON_IO, CORDON_NOMEM
 *
 * Threads: any; writers of one folder take turns, across processes too
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_good_add(const struct cordon_good_change *change, const struct cordon_good_about *about,
                uint32_t *ret_id, struct cordon_error *err);

/**
 * End a decision before its time. It never applies again, whatever time is asked about.
 *
 * @return as cordon_good_add; CORDON_NOTFOUND for a number that no entry has, CORDON_ARGUMENT for one
 *         that was ended already
 */
CORDON_API CORDON_MUST_CHECK cordon_status
cordon_good_expire(const struct cordon_good_change *change, uint32_t id, struct cordon_error *err);

#ifdef __cplusplus
}
#endif
#endif
