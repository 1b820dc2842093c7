/*
 * All records of a run, kept together: the files of a company, and who each record is about.
 *
 *   files -> records -> joined by the keys that their mappings name -> people and firms
 *
 * Private to engine/.
 */
#ifndef ENGINE_POOL_H
#define ENGINE_POOL_H

#include "base/arena.h"
#include "engine/policy.h"
#include "map/map.h"
#include "name/name.h"
#include "record/record.h"

struct record_header;

/* Caps; docs/limits.md. */
enum {
    POOL_FILES_MAX = 1000,
    POOL_RECORDS_MAX = 1 << 24,
    POOL_FAULTS_MAX = 100000, /* records that cannot be read, each told */
    POOL_SUBJECT_RECORDS_MAX = 100000, /* of one subject, that are looked at */
};
#define POOL_BYTES_MAX ((size_t)16 << 30) /* memory of all records */

/** A record that could not be read. */
struct pool_fault {
    struct record       record; /* file, sheet and line are good */
    size_t              place;  /* records read before it */
    cordon_status       status;
    uint32_t            column;
    str                 message;
};

struct pool_file {
    str      name; /* as shown */
    str      map;  /* name of its mapping; "" when its columns are named like fields */
    size_t   first; /* place of its first record */
    uint64_t records, faults;
    struct record_header *header; /* records point into it */
};

/** One person or firm: a run of pool.order. */
struct pool_subject {
    str      id; /* "employee:1001", or the record's own `subject` */
    uint32_t first, count;
};

struct pool {
    struct arena          arena; /* owns the records and all text */
    struct record_reader *reader;
    struct record       **record;
    size_t                count, room;
    struct pool_fault    *fault;
    size_t                faults, fault_room;
    uint64_t              faults_lost; /* beyond POOL_FAULTS_MAX */
    struct pool_file      file[POOL_FILES_MAX];
    size_t                files;
    const struct record **order;   /* by subject, then time; after pool_join */
    struct pool_subject  *subject; /* by what they are called */
    uint32_t             *subject_of; /* of a record, by its place */
    size_t                subjects;
    size_t                parted; /* sorts of numbers that mean other people in each folder */
};

/** Two texts with a sign between, whole: printf's would be cut. "" when out of memory. */
str pool_glue(struct arena *arena, str a, char sign, str b);

struct pool *pool_new(void); /* NULL when out of memory */
void         pool_free(struct pool *p); /* NULL is fine */

/**
 * Read a file.
 *
 * @param name  as shown in answers
 * @param map   NULL: columns are named like fields; borrowed until the pool is freed
 * @return CORDON_OK (records that cannot be read are kept as faults), or why the file as a whole
 *         cannot be read; CORDON_LIMIT (a cap above), CORDON_INTERRUPTED, CORDON_NOMEM
 */
cordon_status pool_add(struct pool *p, const char *path, str name, str sheet,
                       const struct cordon_map *map, struct cordon_error *err);

/**
 * Is a file written in Cordon's own fields, so that it needs no mapping? Its first records are
 * looked at: most can be read, nothing in those is unknown, and they say what kind they are.
 *
 * @return CORDON_OK, CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM
 */
cordon_status pool_is_native(const char *path, bool *ret_native, struct cordon_error *err);

/**
 * Find out which records are about one party. Once, after all files.
 *
 * Ids join (candidate, employee, contractor, account, the record's own subject). An e-mail address
 * joins all behind it unless two of them have different ids of one sort and different names: then it
 * is shared, and a link; those of one name are one all the same, and lines that say nothing but the
 * address are nobody's. What is sent in from outside (an application, a bid) needs a name alike too to
 * be a worker's, and to be older than their first record as one: anybody can type an address. Two subjects that records without a mapping declare are never one. A device
 * joins only what names nobody (an inventory's row, a log's line), and only when one party alone has
 * it. Payout accounts and wallets never join.
 *
 * Numbers that name other people in one folder than in another (names without a word in common, and other
 * birth dates, mailboxes or phones, more often than not) are each folder's own: an agency's clients.
 *
 * Parties, what they are called and their order do not depend on the order of the files.
 *
 * @param likeness_bp  names at least this alike are one name
 * @return CORDON_OK, CORDON_NOMEM
 */
cordon_status pool_join(struct pool *p, struct name_scratch *names, uint16_t likeness_bp,
                        struct cordon_error *err);

/** The folder of a record's file with its last '/', "" for none. */
str pool_folder(const struct record *r);

/** When a record says it happened, in seconds since 1970 UTC; INT64_MIN when it does not. Records
 *  without a time stand first: they say who it is. */
int64_t pool_time(const struct record *r);

/**
 * Fill order, subject and subjects of a pool whose subject_of holds, for each record, the place of one
 * record of its party (the same for all of them).
 *
 * @return CORDON_OK, CORDON_NOMEM
 */
cordon_status pool_order(struct pool *p, struct cordon_error *err);

#endif
