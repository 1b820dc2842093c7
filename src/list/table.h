/*
 * Lists that are tables: a header that names the columns, then rows of which several make an entry
 * (a name each, a birth date each, every combination of both). Private to list/.
 *
 * A plan says what the columns mean; table_csv reads a CSV file by it, table_read any other source
 * of rows (a workbook's sheet). All rows are read and checked before the first entry is handed
 * out, so a reader knows the edition's date and never sees half a file.
 */
#ifndef LIST_TABLE_H
#define LIST_TABLE_H

#include "list/entry.h"

enum {
    TABLE_COLUMNS_MAX = 128,   /* of a plan */
    TABLE_ENTRY_ROWS_MAX = 1 << 16, /* of one entry */
    TABLE_ROWS_MAX = 1 << 21,  /* of a file; ours, 20 times the largest of 2026 (docs/limits.md) */
    TABLE_MEMORY_MAX = 1 << 30, /* bytes of cells kept while the rows of entries are gathered */
    TABLE_SCRATCH_MAX = 1 << 28, /* bytes of what a reader makes of one entry */
    TABLE_NO_KEY = TABLE_COLUMNS_MAX, /* every row is an entry */
    TABLE_SHOWN_MAX = 80,          /* bytes of a value in a message */
};

/** A column that a reader knows. Its place in the plan is its id. */
struct table_column {
    const char *names;     /* the spellings it is known under, parted by '|' */
    bool        is_needed; /* without it the list cannot be read */
};

/** One row, its cells by column id: empty where the file has no such column. */
struct table_row {
    const str *cell; /* `count` of the plan; UTF-8, untrimmed */
    str        raw;  /* as it stands in the file, without its line end */
    uint32_t   line; /* its first line, 1-based */
};

/** What a column that may be missing says. Without it an edition does not carry the property (list_lacks); what is none
 *  of one property alone (FTM_PROP_NONE) is told. */
struct table_carry {
    uint8_t       column;
    enum ftm_prop prop;
};

struct table_plan;

/** The rows of one key. */
struct table_entry {
    const struct table_plan *plan;
    str                      file;
    str                      key; /* trimmed; empty with TABLE_NO_KEY */
    const struct table_row  *row; /* in the file's order; gone when `take` returns */
    size_t                   count;
    const bool              *has; /* by column id: does the file have it? */
};

struct table_plan {
    const char *title; /* "the OFSI consolidated list", for messages */
    const struct table_column *columns;
    size_t count;
    size_t key;       /* column id whose value makes rows one entry, or TABLE_NO_KEY */
    char   sep;       /* of CSV; 0: guessed from the header */
    const struct table_carry *carries; /* of columns that may be missing; of one with several
                                          properties side by side */
    size_t carry_count;
    bool   is_loose;  /* headings are compared without case, blanks, line breaks and width */
    bool   keeps_first; /* of columns of one heading the first counts; else they are an error */
    bool   has_1252;  /* a file that is no UTF-8 and has no byte-order mark is Windows-1252 */
    const char *silent; /* parts of headings, by '|', that are passed over without a word, or NULL */
    size_t head_rows; /* rows in which the header may stand; 0 is 1 */
    /* The words that a line before the header begins with, and a date behind them in the same cell
     * or the next ("Report Date: 08-Oct-2026"): the edition. NULL when the list has none. */
    const char *preamble;
    /* Can this be a key? A row whose key cannot is refused: its columns have moved. May be NULL. */
    bool (*is_key)(str key);
    /* What of a key the rows of one entry share: "1" of "1a". NULL: all of it. */
    str (*share)(str key);

    /* One entry, in the order of its first row. Rows of an entry need not be neighbours. */
    cordon_status (*take)(void *ctx, const struct table_entry *entry, struct cordon_error *err);
};

/** What a source hands out. */
struct table_line {
    const str *cell; /* UTF-8 */
    size_t     count;
    str        raw;  /* what the entry's hash is over; empty: the cells, a TAB between two */
    uint64_t   line;
};

/** Where rows come from. Put it first in a struct of your own. */
struct table_source {
    /* The next row, blank ones included. @return CORDON_OK and false at the end */
    cordon_status (*next)(struct table_source *s, struct table_line *ret_line, bool *ret_is_row,
                          struct cordon_error *err);
    bool is_fleeting; /* cells and raw live until the next call only: they are copied */
    bool is_ragged;   /* rows may be shorter than the header: what is missing is empty */
};

/**
 * Read a table to its end and hand its entries out.
 *
 * The header may have its columns in any order. A column of the plan that stands twice is refused
 * (which of the two is meant?), as is the want of a needed one; columns that the plan does not
 * know are told and passed over; a missing one of plan->carries is told once, unless the layout has no
 * name for it, and what it says is no removal. Rows without any text are passed over. Other rows have as many
 * cells as the header; only those of a ragged source may be shorter, or longer by empty cells.
 *
 * @param file    its name, for messages
 * @param report  gets the edition of a preamble, and warnings
 * @return CORDON_OK
 *         CORDON_SYNTAX  no header with the needed columns, a row with too few or too many cells, a
 *                        key that is none, or what next() and take() said
 *         CORDON_REFUSED no row behind the header
 *         CORDON_LIMIT   TABLE_ROWS_MAX, TABLE_ENTRY_ROWS_MAX, TABLE_MEMORY_MAX
 *         CORDON_NOMEM
 */
cordon_status table_read(const struct table_plan *plan, struct table_source *source, str file,
                         void *ctx, struct list_report *report, struct cordon_error *err);

/**
 * The same for a CSV file: checked to be text (docs/lists.md, What is refused), in UTF-8 with or
 * without byte-order mark or, where the plan says so, Windows-1252. A file that does not end with a
 * line end may be cut inside its last row: that is a doubt (list_doubt).
 */
cordon_status table_csv(const struct table_plan *plan, const struct list_file *file, void *ctx,
                        struct list_report *report, struct cordon_error *err);
/** What table_csv is, and table_book_first (list/table_sheet.h): readers of both take either. */
typedef cordon_status table_file_fn(const struct table_plan *plan, const struct list_file *file,
                                    void *ctx, struct list_report *report,
                                    struct cordon_error *err);

/**
 * list_format.read of a list that is one table: one file, read by table_csv or table_book_first, and
 * what holds of every list (entry_finish).
 *
 * @param e    the reader's, in ctx; made ready here, with a scratch arena of TABLE_SCRATCH_MAX
 * @param ctx  of plan->take
 */
cordon_status table_list(const struct table_plan *plan, table_file_fn *read, str source,
                         const struct list_file *files, size_t count, struct entity_build *b,
                         struct list_report *report, struct entry *e, void *ctx,
                         struct cordon_error *err);

/** Does the file begin like this table? True when its key column and half of the needed ones are
 *  there: near enough that this reader's messages are the ones to show. */
bool table_recognise(const struct table_plan *plan, const struct list_file *file);

/* --- what readers do with an entry's rows ---------------------------------------------------- */

/** A cell without blanks at its ends. */
str table_cell(const struct table_row *row, size_t column);
/** Where the row stands. */
struct entity_src table_src(const struct table_row *row);
/** The first value of a column in the entry's rows; "" when none has one. */
str table_first(const struct table_entry *t, size_t column);

/**
 * The one value that all rows with a value have in this column, compared without case.
 *
 * @param ret  the first row's writing; "" when no row has one
 * @return CORDON_OK, CORDON_SYNTAX (table_two) when two rows contradict each other
 */
cordon_status table_same(const struct table_entry *t, size_t column, str *ret,
                         struct cordon_error *err);
/** The same of several columns, of which the values are not wanted. */
cordon_status table_same_all(const struct table_entry *t, const uint8_t *columns, size_t count,
                             struct cordon_error *err);

/** What a row says. */
struct table_says {
    str      text;
    uint32_t line;
};
/** The rows of one key are two parties': of what an entry has one, they say two.
 *  @return CORDON_SYNTAX with the number, both lines and both texts */
cordon_status table_two(const struct table_entry *t, str what, const struct table_says *here,
                        const struct table_says *there, struct cordon_error *err);

/** The hash over the entry's rows in the file's order, nothing between them; behind entry_begin. */
void table_hash(struct entry *e, const struct table_entry *t);
/** entry_begin, and table_hash. */
cordon_status table_begin(struct entry *e, const struct table_entry *t, enum ftm_schema schema,
                          str number, struct cordon_error *err);

/** Does row i say in the columns `first` to `last` what the row before it said? Rows multiply, so
 *  most of them say little that is new. */
bool table_is_repeat(const struct table_entry *t, size_t i, size_t first, size_t last);

/** Texts of an entry, each once: names that are counted, papers that become children. */
struct table_once {
    str   *slot;
    size_t mask;
};
/** Room for `count` texts, in an arena (the entry's scratch, behind table_begin). A failing
 *  allocation sticks in it, and every text is then new. */
void table_once_init(struct table_once *o, struct arena *a, size_t count);
/** Was this text not handed in before? Keeps the view. An empty one is never new. */
bool table_is_new(struct table_once *o, str text);

/** The cells of a row from column `first` to `last` that have text, tidied, joined by `sep`; the
 *  arena's. */
str table_join(struct arena *a, const struct table_row *row, size_t first, size_t last,
               const char *sep);

#endif
