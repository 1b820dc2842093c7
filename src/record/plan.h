/*
 * Records out of other people's tables: which column is which field, and what is done on the way.
 *
 *   mapping (map/) -> plan_spec -> bound to a header, or to JSON -> record_header -> cursors
 *
 * A plan is what a table's own header is to a native file: record_cursor reads by it, so whoever
 * goes through records needs to know nothing of mappings. Columns of a JSON object are its paths,
 * names with '.' between ("client.ipAddress"; a '.' inside a name is written "\."); lists are seen
 * through, and the place in the outermost list becomes the item of the group.
 */
#ifndef RECORD_PLAN_H
#define RECORD_PLAN_H

#include "base/zone.h"
#include "record/record.h"

/* Caps of one plan; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    PLAN_STEPS_MAX = 512,
    PLAN_COLUMNS_MAX = 16, /* columns of one step */
    PLAN_NODES_MAX = 4096, /* names in all JSON paths */
    PLAN_JOINS_MAX = 16,   /* keys that one record joins by */
};

/* --- dates and times ------------------------------------------------------------------------- */

/** The order of the three numbers of a date. */
enum when_order { WHEN_OPEN = 0, WHEN_YMD, WHEN_DMY, WHEN_MDY };

/** A date, with or without a time of day, as a table writes it. */
struct when {
    int  year, month, day;     /* month and day 0 where not said */
    int  hour, minute, second;
    int  zone_min;             /* minutes east of Greenwich */
    bool has_clock, has_zone;
    bool is_short_year;        /* "25": taken as 2025 */
    bool is_open;              /* day and month can be either way round: 03/04/2025. They are set as
                                  if the month came first */
    enum when_order proof;     /* the order that this text alone proves: 31/12/2025 is DMY */
};

/**
 * Read a date: numbers in any order with / - . or blanks between, months by name (English,
 * Indonesian), 2026年8月1日, 2026년 8월 1일, then a clock of 24 or 12 hours, then a zone. Ten or
 * thirteen digits are seconds or milliseconds since 1970.
 *
 * @param order  how to take a text that can be read two ways; WHEN_OPEN leaves it open. A text that
 *               cannot be read in that order is refused, never turned round
 * @return false when it is no date
 */
bool when_read(str text, enum when_order order, struct when *ret);
/** "2026-08-01", "2026-08", "2026-08-01T09:30:00", "2026-08-01T09:30:00+09:00". */
enum { WHEN_TEXT_LEN = 32 };
str when_write(const struct when *w, bool with_clock, char ret[WHEN_TEXT_LEN]);

/** "UTC", "+09:00", or an IANA name such as "Asia/Seoul" (base/zone.h). */
bool when_zone_find(str name, struct zone *ret);
/** Minutes east of Greenwich at this wall clock time; of the hour that comes twice, the first. */
int when_zone_offset(const struct zone *z, const struct when *w);

/* --- what a mapping says --------------------------------------------------------------------- */

struct plan_pair {
    str from, to;
};

/** What part of a value counts. */
enum plan_take {
    TAKE_ALL = 0,
    TAKE_HANDLE, /* https://github.com/example-ann/ -> example-ann; @ann -> ann */
    TAKE_DOMAIN, /* https://www.example.org/jobs, ann@example.org -> example.org */
    TAKE_FIRST,  /* Busan, Busan, KR -> Busan */
    TAKE_LAST,   /* Busan, Busan, KR -> KR */
};

/** One thing to do with each record: columns in, a field out. */
struct plan_step {
    str        field;   /* a field as a header names it: "email", "doc_2.number",
                           "birth_date:document"; "" for a join key alone */
    str        key;     /* what its values join files by: "candidate", "email"; "" = nothing */
    const str *columns; /* the first one that is there is read; is_joined: all of them */
    size_t     column_count;
    bool       is_joined;
    bool       is_optional; /* a table need not have it */
    str        with;  /* between joined parts; "" = a blank */
    enum plan_take take;
    str        split; /* each of these bytes ends a value; "" = the cell is one value */
    const struct plan_pair *values; /* words of the table -> our words; case does not count */
    size_t     value_count;
    str        otherwise; /* for words that `values` does not have */
    bool       has_otherwise; /* else such a word stands as written */
    enum when_order order;
    str        zone; /* for times without one; "" = none known */
};

/** A value that every record gets that has none; of a group: every item that has any value. */
struct plan_constant {
    str field, value;
};

struct plan_spec {
    const struct plan_step     *steps;
    size_t                      step_count;
    const struct plan_constant *constants;
    size_t                      constant_count;
    const str *ignored; /* columns known to be of no use; JSON: with all below; "*" = all others */
    size_t     ignored_count;
};

/** The row of names above a table. */
struct plan_table {
    const str *names; /* as column_names gives them */
    size_t     count;
    bool       is_numbered; /* the first cell of each row is the row's number, not among the names */
    str        sheet;       /* of a workbook, or "" */
};

/**
 * Names of columns: trimmed, "column 3" for an empty one, "Email (2)" for the second of a name.
 *
 * @param cells  `count` of them
 * @param ret    `count` names in `arena`
 * @return CORDON_OK, CORDON_SYNTAX (not UTF-8), CORDON_NOMEM
 */
cordon_status column_names(const str *cells, size_t count, struct arena *arena, str *ret,
                           struct cordon_error *err);
/** Are these the same name? Case, blanks, '_', '-' and '.' do not count. */
bool column_same(str a, str b);

/**
 * Bind a mapping to a table's columns, or to JSON.
 *
 * @param spec   borrowed as long as the header is used
 * @param table  NULL for JSON
 * @return CORDON_OK
 *         CORDON_SYNTAX  a field that is none (the nearest is named), two steps for a field that
 *                        takes one value, a column that must be there and is not (the nearest is
 *                        named), an unknown zone
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status record_header_map(const struct plan_spec *spec, const struct plan_table *table,
                                struct record_header **ret_header, struct cordon_error *err);

/** Check steps, constants and zones without a table. @return as record_header_map */
cordon_status plan_check(const struct plan_spec *spec, struct cordon_error *err);

#endif
