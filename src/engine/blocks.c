/* A file of records as blocks. */
#include "engine/blocks.h"

cordon_status blocks_open(const char *path, str sheet, const struct cordon_map *map,
                          struct blocks *ret_blocks, struct cordon_error *err)
{
    struct blocks *b = ret_blocks;
    *b = (struct blocks){ .map = map, .path = path };
    cordon_status st = map_source_open(path, sheet, map, &b->source, err);
    if (st) return st;
    if (b->source.form != MAP_FORM_XLSX || map) return CORDON_OK;
    map_source_close(&b->source);
    return error_at(err, CORDON_ARGUMENT, str_c(path), 0, 0,
                    "is a workbook; say with --map what its columns mean, or --map auto");
}

void blocks_close(struct blocks *b)
{
    record_header_free(b->header);
    b->header = NULL;
    map_source_close(&b->source);
}

static cordon_status take_header(struct blocks *b, const struct split_block *block,
                                 struct cordon_error *err)
{
    if (b->map) return map_bind(b->map, &b->source, block, &b->header, err);
    cordon_status st = block->fault
                           ? split_fault_say(block, err)
                           : record_header_new(block->bytes, block->sep, block->line, &b->header, err);
    if (st) error_in_file(err, str_c(b->path));
    return st;
}

static cordon_status read_window(struct blocks *b, struct buf *window, bool *is_end,
                                 struct cordon_error *err)
{
    size_t want = SPLIT_BLOCK_LEN, got = 0, len = window->len;
    char *at = buf_take(window, want);
    if (!at) return error_nomem(err);
    cordon_status st = map_source_read(&b->source, at, want, &got, err);
    window->len = len + got;
    *is_end = got == 0;
    return st;
}

/* The header that the block is, or is read by. */
static cordon_status bind(struct blocks *b, const struct split_block *block, struct cordon_error *err)
{
    if (block->is_header) return take_header(b, block, err);
    if (b->map && !b->header) return map_bind(b->map, &b->source, NULL, &b->header, err);
    return CORDON_OK;
}

static cordon_status read_all(struct blocks *b, struct buf *window, blocks_fn *fn, void *ctx,
                              struct cordon_error *err)
{
    struct split split;
    bool is_end = false;
    size_t used = 0; /* bytes at the window's front that were taken */
    split_init(&split, SPLIT_FORM_UNKNOWN);
    for (;;) {
        struct split_block block;
        size_t taken = 0;
        str rest = str_from(buf_str(window), used);
        enum split_step step = split_next(&split, rest, is_end, &block, &taken);
        b->input_end += taken;
        if (step == SPLIT_DONE) return CORDON_OK;
        if (step == SPLIT_BLOCK) {
            cordon_status st = bind(b, &block, err);
            if (st) return st;
            if (!block.is_header && !fn(ctx, &block)) return CORDON_OK;
        }
        used += taken;
        if (step != SPLIT_MORE) continue;
        if (used) memmove(window->data, window->data + used, window->len - used);
        window->len -= used;
        used = 0;
        cordon_status st = read_window(b, window, &is_end, err);
        if (st) return st;
    }
}

cordon_status blocks_read(struct blocks *b, blocks_fn *fn, void *ctx, struct cordon_error *err)
{
    struct buf window = BUF_INIT((size_t)SPLIT_WINDOW_MAX + 4 * SPLIT_BLOCK_LEN);
    cordon_status st = read_all(b, &window, fn, ctx, err);
    buf_release(&window);
    return st;
}
