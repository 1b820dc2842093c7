/*
 * The parts of a workbook, each read as a stream. Private to sheet/.
 */
#ifndef SHEET_PARTS_H
#define SHEET_PARTS_H

#include "base/arena.h"
#include "sheet/sheet.h"

/** One XML part read as a stream. Elements go by their local names. */
struct sheet_part {
    void *ctx;
    void (*start)(void *ctx, str name, const char **attrs);
    void (*end)(void *ctx, str name);
    const char *title; /* for messages: "shared strings" */
    struct buf  text;  /* of the element in hand, while wants_text */
    bool        wants_text;
    cordon_status status; /* set by handlers through sheet_part_stop */
    struct cordon_error *err;
    /* private */
    void    *expat;
    size_t   fed;
    unsigned depth;
};
cordon_status sheet_part_begin(struct sheet_part *x, struct cordon_error *err);
/** Feed the next bytes. @return CORDON_OK, CORDON_SYNTAX, CORDON_LIMIT, CORDON_NOMEM, or what a
 *  handler stopped with */
cordon_status sheet_part_feed(struct sheet_part *x, str bytes, bool is_last);
void sheet_part_end(struct sheet_part *x);
/** For handlers. */
void sheet_part_stop(struct sheet_part *x, cordon_status st);
/** The attribute of this local name, or "". */
str sheet_part_attr(const char **attrs, const char *name);

/** Texts that cells share. */
struct sheet_strings {
    struct buf text, ends; /* ends: uint32_t each */
};
struct sheet_styles {
    struct buf kinds; /* enum sheet_style, a byte a cell format */
};
struct sheet_link {
    str id, type, target;
};
struct sheet_index {
    struct arena     arena;
    struct sheet_link *links;
    size_t            link_count, link_room;
    struct { str name, id, part; bool is_hidden, is_table; } sheet[SHEET_SHEETS_MAX];
    size_t            sheet_count;
    bool              is_1904;
    str               modified;
};

/* Handlers, so that tests and fuzzing can feed the parts alone. `ctx` holds the part first. */
struct strings_reader {
    struct sheet_part      part;
    struct sheet_strings *into;
    bool                 in_item, in_phonetic;
};
void strings_reader_init(struct strings_reader *r, struct sheet_strings *into);
void strings_add_text(struct buf *out, str text); /* with _x000D_ and its like undone */

struct styles_reader {
    struct sheet_part     part;
    struct sheet_styles *into;
    bool                in_formats;
    struct { uint32_t id; uint8_t kind; } custom[512];
    size_t              custom_count;
};
void styles_reader_init(struct styles_reader *r, struct sheet_styles *into);
/** What a number format shows. */
enum sheet_style sheet_format_style(str code);

struct index_reader {
    struct sheet_part   part;
    struct sheet_index *into;
};
void index_reader_init(struct index_reader *r, struct sheet_index *into);

/** docProps/core.xml. */
struct core_reader {
    struct sheet_part   part;
    struct sheet_index *into;
};
void core_reader_init(struct core_reader *r, struct sheet_index *into);

/** One sheet, row by row. */
struct sheet_reader {
    struct sheet_part            part;
    const struct sheet_strings *strings;
    const struct sheet_styles  *styles;
    bool                       is_1904;
    struct sheet_row           row; /* in hand */
    struct buf                 value;
    uint64_t                   row_now;
    uint32_t                   column_now;
    char                       type[12]; /* of the cell */
    uint32_t                   style;
    bool                       in_inline, in_phonetic, in_data, in_row, in_cell, is_done;
    /* takes each row that holds something; a status stops */
    sheet_take *take;
    void       *take_ctx;
};
void sheet_reader_init(struct sheet_reader *r);
void sheet_reader_release(struct sheet_reader *r);

/** A number as people write it: 8.2101234567E+11 -> 821012345670. */
void sheet_number_text(str number, struct buf *out);

#endif
