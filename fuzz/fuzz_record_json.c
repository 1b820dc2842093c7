/* record: one JSON record of any bytes. */
#include "fuzz/record_walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct record_reader *rr = record_reader_new();
    struct record record;
    struct cordon_error err;
    struct arena arena;
    if (!rr) abort();
    arena_init(&arena, 64u << 20);
    cordon_status st =
        record_from_json(rr, str_of((const char *)data, size), 1, 1, &arena, &record, &err);
    walk_record(&record, st, &err, 0);
    arena_release(&arena);
    record_reader_free(rr);
    return 0;
}
