/* One file through one list reader, and what must hold whatever the bytes are. */
#ifndef FUZZ_LIST_READ_H
#define FUZZ_LIST_READ_H

#include "list/list.h"

#include <stdlib.h>

static inline int fuzz_list_read(const struct list_format *format, const char *source,
                                 const uint8_t *data, size_t size)
{
    struct list_file file = { STR_INIT("file"), str_of((const char *)data, size) };
    struct list_report report;
    struct arena arena;
    struct cordon_error err = { .status = CORDON_OK };

    arena_init(&arena, 16u << 20);
    list_report_init(&report, &arena);
    struct entity_build *b = entity_build_new();
    if (!b) return 0;
    format->recognise(&file);
    cordon_status st = format->read(str_c(source), &file, 1, b, &report, &err);
    if (st && (err.status != st || !err.message[0])) abort();
    if (!st && report.entries == 0) abort(); /* nothing read must not look like success */
    if (!st && entity_build_status(b, NULL)) abort();
    if (!st && entity_build_count(b) < report.entries) abort();
    if (!st && report.wallets > report.wallet_mentions) abort();
    if (report.untyped_pieces > report.pieces) abort();
    entity_build_free(b);
    arena_release(&arena);
    return 0;
}

#endif
