/*
 * A file of records, whatever its form, as blocks of whole records. Private to engine/.
 *
 *   file -> map_source (UTF-8 text) -> window -> split -> blocks; the header that they are read by
 */
#ifndef ENGINE_BLOCKS_H
#define ENGINE_BLOCKS_H

#include "map/map.h"
#include "record/split.h"

/** A file being read. */
struct blocks {
    struct map_source        source;
    const struct cordon_map *map;       /* NULL: columns are named like fields */
    const char              *path;      /* borrowed */
    struct record_header    *header;    /* of the records; there before the first block is given */
    uint64_t                 input_end; /* bytes of text behind the block that is given */
};

/**
 * Open a file.
 *
 * @return as map_source_open; CORDON_ARGUMENT also for a workbook without a mapping
 */
cordon_status blocks_open(const char *path, str sheet, const struct cordon_map *map,
                          struct blocks *ret_blocks, struct cordon_error *err);

/** Takes a block, borrowed for the call; false ends the reading. */
typedef bool blocks_fn(void *ctx, const struct split_block *block);

/**
 * Give all blocks of records, in order.
 *
 * @return CORDON_OK (also when `fn` ended it), or why the file as a whole cannot be read
 */
cordon_status blocks_read(struct blocks *b, blocks_fn *fn, void *ctx, struct cordon_error *err);
void blocks_close(struct blocks *b);

#endif
