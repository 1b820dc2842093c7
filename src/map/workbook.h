/* A workbook's sheet as CSV, for map_source. Private to map/. */
#ifndef MAP_WORKBOOK_H
#define MAP_WORKBOOK_H

#include "map/map.h"

/* Caps; reaching one is CORDON_LIMIT (docs/limits.md). */
enum {
    MAP_HEAD_ROWS_MAX = 20,   /* rows in which the header is looked for */
    MAP_PIECE_MAX = 64 << 20, /* bytes of rows in memory at a time */
};
#define MAP_WRITTEN_MAX (2ll << 30) /* bytes of one sheet as text, shared texts counted each time */

struct map_workbook;

/**
 * Open a workbook and find the sheet and its header row.
 *
 * @param bytes  the file; borrowed as long as the workbook
 * @param wanted name of the sheet; "" = the first visible one with a header
 * @param map    NULL, or the mapping whose columns tell the header
 * @return as map_source_open
 */
cordon_status map_workbook_open(str bytes, str wanted, const struct cordon_map *map,
                                struct map_workbook **ret_book, struct cordon_error *err);
void map_workbook_close(struct map_workbook *book); /* NULL is fine */
str  map_workbook_sheet(const struct map_workbook *book);
/** Add some rows to `out` as CSV. @param ret_end  true behind the last; nothing was added then */
cordon_status map_workbook_read(struct map_workbook *book, struct buf *out, bool *ret_end,
                                struct cordon_error *err);

#endif
