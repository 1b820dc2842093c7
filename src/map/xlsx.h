/*
 * XLSX workbooks, streamed: a zip file of XML parts, over libzip and expat. Private to map/.
 *
 *   zip entries (capped) -> workbook: sheets, date system -> styles: which numbers are dates
 *                        -> shared strings -> one sheet, row by row, as CSV
 *
 * Workbooks come from strangers, so sizes are not believed: every part is counted as it is
 * inflated, and a DOCTYPE is refused.
 */
#ifndef MAP_XLSX_H
#define MAP_XLSX_H

#include "map/map.h"

/* Caps; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    XLSX_FILE_MAX = 256 << 20,      /* bytes of the file */
    XLSX_ENTRIES_MAX = 4096,        /* files in it */
    XLSX_INFLATED_MAX = 1 << 30,    /* bytes of one part, inflated */
    XLSX_RATIO_MAX = 200,           /* inflated bytes for one in the file ... (ours: sheets of one
                                       repeated row reach 100) */
    XLSX_RATIO_FREE_MAX = 8 << 20,  /* ... looked at above this size */
    XLSX_STRINGS_MAX = 256 << 20,   /* bytes of shared strings */
    XLSX_STRING_COUNT_MAX = 1 << 24,
    XLSX_SHEETS_MAX = 256,
    XLSX_STYLES_MAX = 1 << 16,
    XLSX_COLUMNS_MAX = 500,
    XLSX_ROWS_MAX = 1 << 20,        /* the format's own */
    XLSX_TEXT_MAX = 1 << 20,        /* bytes of one cell, or of one part that is small */
    XLSX_TOKEN_MAX = 4 << 20,       /* bytes of one tag */
    XLSX_DEPTH_MAX = 64,
    XLSX_HEAD_ROWS_MAX = 20,        /* rows in which the header is looked for */
    XLSX_PIECE_MAX = 64 << 20,      /* bytes of rows in memory at a time */
};
#define XLSX_WRITTEN_MAX (2ll << 30) /* bytes of one sheet as text, shared texts counted each time */

struct xlsx;

/**
 * Open a workbook and find the sheet and its header row.
 *
 * @param bytes  the file; borrowed as long as the workbook
 * @param wanted name of the sheet; "" = the first visible one with a header
 * @param map    NULL, or the mapping whose columns tell the header
 * @return as map_source_open
 */
cordon_status xlsx_open(str bytes, str wanted, const struct cordon_map *map,
                        struct xlsx **ret_book, struct cordon_error *err);
void xlsx_close(struct xlsx *book); /* NULL is fine */
str  xlsx_sheet_name(const struct xlsx *book);
/** Add some rows to `out` as CSV. @param ret_end  true behind the last; nothing was added then */
cordon_status xlsx_read(struct xlsx *book, struct buf *out, bool *ret_end,
                        struct cordon_error *err);

/* --- parts ----------------------------------------------------------------------------------- */

/** One XML part read as a stream. Elements go by their local names. */
struct xml_part {
    void *ctx;
    void (*start)(void *ctx, str name, const char **attrs);
    void (*end)(void *ctx, str name);
    const char *title; /* for messages: "shared strings" */
    struct buf  text;  /* of the element in hand, while wants_text */
    bool        wants_text;
    cordon_status status; /* set by handlers through xml_part_stop */
    struct cordon_error *err;
    /* private */
    void    *expat;
    size_t   fed;
    unsigned depth;
};
cordon_status xml_part_begin(struct xml_part *x, struct cordon_error *err);
/** Feed the next bytes. @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM, or what a
 *  handler stopped with */
cordon_status xml_part_feed(struct xml_part *x, str bytes, bool is_last);
void xml_part_end(struct xml_part *x);
/** For handlers. */
void xml_part_stop(struct xml_part *x, cordon_status st);
/** The attribute of this local name, or "". */
str xml_part_attr(const char **attrs, const char *name);

/** Texts that cells share. */
struct xlsx_strings {
    struct buf text, ends; /* ends: uint32_t each */
};
enum xlsx_style { XLSX_NUMBER = 0, XLSX_DATE, XLSX_DATE_TIME, XLSX_TIME };
struct xlsx_styles {
    struct buf kinds; /* enum xlsx_style, a byte a cell format */
};
struct xlsx_link {
    str id, type, target;
};
struct xlsx_index {
    struct arena     arena;
    struct xlsx_link *links;
    size_t            link_count, link_room;
    struct { str name, id; bool is_hidden; } sheet[XLSX_SHEETS_MAX];
    size_t            sheet_count;
    bool              is_1904;
};

/* Handlers, so that tests and fuzzing can feed the parts alone. `ctx` holds the part first. */
struct strings_reader {
    struct xml_part      part;
    struct xlsx_strings *into;
    bool                 in_item, in_phonetic;
};
void strings_reader_init(struct strings_reader *r, struct xlsx_strings *into);
void strings_add_text(struct buf *out, str text); /* with _x000D_ and its like undone */

struct styles_reader {
    struct xml_part     part;
    struct xlsx_styles *into;
    bool                in_formats;
    struct { uint32_t id; uint8_t kind; } custom[512];
    size_t              custom_count;
};
void styles_reader_init(struct styles_reader *r, struct xlsx_styles *into);
/** What a number format shows. */
enum xlsx_style xlsx_format_kind(str code);

struct index_reader {
    struct xml_part    part;
    struct xlsx_index *into;
};
void index_reader_init(struct index_reader *r, struct xlsx_index *into);

/** One sheet, row by row. */
struct sheet_row {
    uint64_t number;
    struct buf text; /* of all cells */
    struct { uint32_t column, from, to; bool is_text; } cell[XLSX_COLUMNS_MAX];
    size_t   count;
};
struct sheet_reader {
    struct xml_part            part;
    const struct xlsx_strings *strings;
    const struct xlsx_styles  *styles;
    bool                       is_1904;
    struct sheet_row           row; /* in hand */
    struct buf                 value;
    uint64_t                   row_now;
    uint32_t                   column_now;
    char                       type[12]; /* of the cell */
    uint32_t                   style;
    bool                       in_inline, in_phonetic, in_data, in_row, in_cell, is_done;
    /* takes each row that holds something; a status stops */
    cordon_status (*take)(void *ctx, const struct sheet_row *row);
    void *take_ctx;
};
void sheet_reader_init(struct sheet_reader *r);
void sheet_reader_release(struct sheet_reader *r);

/** A serial number of days as a date: "2026-08-01", "2026-08-01T09:30:00", "36:15:00"; false when it
 *  is no number of a day. */
bool xlsx_date_text(str serial, enum xlsx_style style, bool is_1904, struct buf *out);
/** A number as people write it: 8.2101234567E+11 -> 821012345670. */
void xlsx_number_text(str number, struct buf *out);

#endif
