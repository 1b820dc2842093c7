/*
 * Mappings: other people's exports as records.
 *
 *   file -> map_source (UTF-8 text out of CSV, UTF-16, XLSX, JSON) -> sample
 *   sample + data/columns.tsv + values looked at -> proposal -> mapping (JSON) -> plan (record/plan.h)
 *
 * A mapping is a small JSON file (docs/map.md). The ones of well-known exports are built in.
 */
#ifndef MAP_MAP_H
#define MAP_MAP_H

#include <cordon/map.h>

#include "os/os.h"
#include "record/plan.h"
#include "record/split.h"

/* Caps; docs/limits.md. */
enum {
    MAP_FILE_MAX = 1 << 20,     /* bytes of a mapping */
    MAP_ARENA_MAX = 8 << 20,    /* memory of one mapping */
    MAP_SIGNATURE_MAX = 64,     /* columns that an export is known by */
    MAP_SAMPLE_MAX = 4 << 20,   /* bytes of a file that are looked at */
    MAP_SAMPLE_ROWS_MAX = 5000, /* records of it */
    MAP_COLUMNS_MAX = 2000,     /* paths of JSON that are looked at */
};

/* --- mappings -------------------------------------------------------------------------------- */

struct cordon_map {
    struct arena     arena; /* owns all below */
    str              name;
    str              title;  /* of a shipped one: "Greenhouse, candidates report" */
    str              source; /* of a shipped one: the documentation it was written from */
    str              sheet;  /* of a workbook; "" = the first with a header */
    const str       *signature; /* columns that an export of this sort has */
    size_t           signature_count;
    struct plan_spec spec;
    bool             is_shipped;
};

/**
 * Read a mapping.
 *
 * @param text     JSON; copied
 * @param file     for messages
 * @param ret_map  the caller's; written only on CORDON_OK
 * @return CORDON_OK, CORDON_SYNTAX (place and cause; unknown keys and fields name the nearest),
 *         CORDON_LIMIT, CORDON_NOMEM
 */
cordon_status map_read(str text, str file, struct cordon_map **ret_map, struct cordon_error *err);
/** Write it canonically: one key order, steps one a line. Failure sticks in `out`. */
void map_write(const struct cordon_map *map, struct buf *out);

/** Shipped mappings, in the order of their names; false past the last. */
bool map_shipped(size_t index, str *ret_name, str *ret_text);

/**
 * The shipped mapping whose signature fits a header best.
 *
 * @param names      columns of a table, or paths of JSON
 * @param ret_score  share of its signature that is there, basis points
 * @param ret_map    NULL when none reaches MAP_RECOGNISE_BP; of equal ones the longer signature
 *                   wins, then the first
 * @return CORDON_OK, CORDON_NOMEM
 */
enum { MAP_RECOGNISE_BP = 8000 /* ours: exports lose a column or two to their settings */ };
cordon_status map_recognise(const str *names, size_t count, struct cordon_map **ret_map,
                            uint16_t *ret_score, struct cordon_error *err);

/* --- files ------------------------------------------------------------------------------------ */

enum map_form { MAP_FORM_TEXT = 0, MAP_FORM_UTF16, MAP_FORM_XLSX };

/** A file as UTF-8 text, whatever it is. The fields but form and sheet are private. */
struct map_source {
    struct os_reader   reader;
    enum map_form      form;
    str                sheet;  /* of a workbook: the one that is read; lives as long as the source */
    const char        *path;   /* borrowed */
    struct buf         head;   /* read and not yet handed out */
    size_t             head_at;
    bool               is_big; /* UTF-16 with the high byte first */
    uint16_t           high;   /* half of a surrogate pair */
    uint8_t            odd;    /* half of a unit */
    bool               has_odd, is_end;
    struct map_workbook       *book;
    struct buf         rows;   /* of the workbook, as CSV with the row's number in front */
    size_t             rows_at;
    uint64_t           handed; /* bytes handed out */
};

/**
 * Open a file: tell what it is by its first bytes.
 *
 * A workbook is handed out as CSV: its header row first, each row with its number in front, cells
 * that hold dates as 2026-08-01T09:30:00.
 *
 * @param path   "-" is standard input; borrowed as long as the source
 * @param sheet  of a workbook; "" = the first visible one with a header
 * @param map    NULL, or the mapping whose columns tell the header row of a workbook
 * @return CORDON_OK
 *         CORDON_ARGUMENT  no such sheet, or a sheet of a file that is no workbook
 *         CORDON_SYNTAX    a damaged workbook, an encrypted or old one (.xls)
 *         CORDON_LIMIT     entries, sizes or ratio of a zip bomb; a cap of sheet.h and workbook.h
 *         CORDON_NOTFOUND, CORDON_IO, CORDON_NOMEM
 */
cordon_status map_source_open(const char *path, str sheet, const struct cordon_map *map,
                              struct map_source *ret_source, struct cordon_error *err);
/** The same of bytes in memory, borrowed. */
cordon_status map_source_bytes(str bytes, str sheet, const struct cordon_map *map,
                               struct map_source *ret_source, struct cordon_error *err);
/** Up to `cap` bytes of text; *ret_len == 0 is the end. Statuses as map_source_open. */
cordon_status map_source_read(struct map_source *s, char *data, size_t cap, size_t *ret_len,
                              struct cordon_error *err);
void map_source_close(struct map_source *s);

/**
 * Bind a mapping to the header row that split.h found, or to JSON.
 *
 * @param block  a header block, or NULL for JSON
 * @param map    borrowed as long as the header is used
 * @return as record_header_map
 */
cordon_status map_bind(const struct cordon_map *map, const struct map_source *source,
                       const struct split_block *block, struct record_header **ret_header,
                       struct cordon_error *err);

/** What a text that is not UTF-8 is likely written in: "CP949", "Shift_JIS", "Windows-1252". */
const char *map_guess_encoding(str bytes);

#endif
