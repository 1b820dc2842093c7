/*
 * Cutting a file of any size into blocks of whole records, in constant memory.
 *
 * One thread reads into a window and calls split_next; workers go through the blocks with a
 * record_cursor, each by itself, since a block says on which line it begins and in what state.
 *
 *   window:  [ record | record | reco          ]       the caller's buffer, filled from the file
 *             <---- block ----> <- kept, moved to the front, more read behind it ->
 *
 * Forms are told apart by content: JSON Lines (a record a line; a broken line costs only itself),
 * JSON one value after the other or spread over lines, one JSON array of objects, CSV. A record
 * above RECORD_TEXT_MAX becomes one fault block and is passed over; so does a CSV row whose quote
 * never closes, at the cost of the one line on which the quote opened.
 */
#ifndef RECORD_SPLIT_H
#define RECORD_SPLIT_H

#include "base/csv.h"
#include "record/record.h"

enum {
    SPLIT_BLOCK_LEN = 64 << 10, /* a good length to fill before asking */
    /* A window of this length is never answered with SPLIT_MORE and nothing taken. */
    SPLIT_WINDOW_MAX = RECORD_TEXT_MAX + 16,
    /* Quotes that never close whose row is read again from its second line; past that many, all
     * that the quote swallowed is passed over. Bounds the work on hostile files. */
    SPLIT_REWINDS_MAX = 64,
};

enum split_form {
    SPLIT_FORM_UNKNOWN = 0, /* found out from the first bytes */
    SPLIT_LINES,            /* JSON Lines */
    SPLIT_STREAM,           /* JSON objects one after the other, each over any number of lines */
    SPLIT_ARRAY,            /* one JSON array of objects */
    SPLIT_CSV,
};

enum split_fault {
    SPLIT_FAULT_NONE = 0,
    SPLIT_FAULT_LONG,  /* the record that begins at the block's place is above RECORD_TEXT_MAX */
    SPLIT_FAULT_QUOTE, /* the quote that opened on the block's line never closes */
};

/** Where the records of a JSON text end, over bytes that come in pieces. Private to this room. */
struct split_json {
    uint64_t line; /* of the next byte */
    uint64_t column;
    uint64_t depth;
    uint64_t begin_line; /* of the record in hand */
    uint64_t begin_column;
    size_t   begin; /* its first byte, counted like `at`; SIZE_MAX between records */
    size_t   at;    /* bytes seen since the window's (or block's) first */
    uint8_t  form;
    uint8_t  phase;
    bool     in_string;
    bool     in_escape;
    bool     in_word; /* a record that is not an object: to be refused when read */
    const char *fault; /* what is wrong with the array around the record, or NULL */
};

/** A run of whole records. */
struct split_block {
    str               bytes; /* a view into the window */
    uint64_t          line;  /* of its first byte, 1-based; of the fault */
    enum split_form   form;
    enum split_fault  fault; /* then bytes is empty: one record that cannot be read */
    char              sep;   /* CSV */
    bool              is_header; /* CSV: the first row and nothing else; with a fault, no header */
    bool              is_last;
    struct split_json json; /* state at its first byte */
};

struct split {
    enum split_form form;
    char            sep;
    /* private */
    size_t            seen; /* bytes of the window that were looked at */
    uint64_t          line; /* of the window's first byte */
    struct split_json json, json_front; /* at `seen`, at the window's first byte */
    struct csv_scan   csv;
    uint32_t          rewinds;
    bool              is_begun, is_skipping, has_header, is_done;
};

enum split_step {
    SPLIT_MORE = 0, /* read more behind the window, then ask again */
    SPLIT_BLOCK,    /* *ret_block is filled */
    SPLIT_DONE,     /* the window is used up and nothing follows */
};

/** @param form  SPLIT_FORM_UNKNOWN to find out */
void split_init(struct split *s, enum split_form form);

/**
 * Look for the end of the last whole record in the window.
 *
 * @param window     all bytes read and not yet taken
 * @param is_end     nothing follows the window; SPLIT_MORE is then never the answer
 * @param ret_block  filled for SPLIT_BLOCK; its bytes are a view into the window
 * @param ret_taken  bytes to drop from the window's front before the next call, also with
 *                   SPLIT_MORE; copy or use up the block first
 *
 * Cost:  each byte once (CSV rows behind an open quote, at most SPLIT_REWINDS_MAX times, twice)
 */
enum split_step split_next(struct split *s, str window, bool is_end, struct split_block *ret_block,
                           size_t *ret_taken);

/** What a fault block means, into err. @return CORDON_LIMIT or CORDON_SYNTAX */
cordon_status split_fault_say(const struct split_block *block, struct cordon_error *err);

/* --- the worker's side ---------------------------------------------------------------------- */

/** Goes through the records of one block. The fields are private. */
struct record_cursor {
    struct record_reader       *rr;
    const struct split_block   *block;
    const struct record_header *header;
    struct split_json           json;
    size_t                      pos;
    uint64_t                    line;
    bool                        is_spent;
};

/** @param rr      this thread's; one cursor at a time uses it
 *  @param header  of CSV, or a mapping's; NULL for native JSON. A header block itself holds no
 *                 record */
void record_cursor_init(struct record_cursor *c, struct record_reader *rr,
                        const struct split_block *block, const struct record_header *header);
/**
 * The next record.
 *
 * @param arena       takes the record; may be reset between calls
 * @param ret_record  on failure only `line` is good
 * @param ret_status  CORDON_OK, or why this one record cannot be read (err); the next call goes on
 * @return false behind the last record of the block, when nothing is written
 */
bool record_cursor_next(struct record_cursor *c, struct arena *arena, struct record *ret_record,
                        cordon_status *ret_status, struct cordon_error *err);

/* --- private to this room ------------------------------------------------------------------- */

/** Go on through `bytes`. @return bytes up to the end of a record, or SIZE_MAX when all were taken
 *  and none ended; j->begin is then where the one in hand began, or SIZE_MAX */
size_t split_json_find(struct split_json *j, str bytes);
/** Back to where the record in hand began, which becomes byte 0. */
void split_json_rewind(struct split_json *j);
/** At the end of the file: is something missing? NULL when all is well. */
const char *split_json_end(const struct split_json *json);

#endif
