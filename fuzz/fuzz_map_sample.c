/* map: any bytes as an export; its columns have names, and their examples are values of theirs. */
#include "map/sample.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cordon_error err = { .status = CORDON_OK };
    struct map_source source;
    struct sample s;
    if (map_source_bytes(str_of((const char *)data, size), STR_EMPTY, NULL, &source, &err)) {
        if (!err.message[0]) abort();
        return 0;
    }
    if (sample_read(&source, &s, &err)) {
        if (!err.message[0]) abort();
    } else {
        if (!s.column_count || s.column_count > MAP_COLUMNS_MAX) abort();
        for (size_t i = 0; i < s.column_count; i++) {
            const struct sample_column *c = &s.column[i];
            if (c->examples > SAMPLE_EXAMPLES || c->words > SAMPLE_WORDS + 1) abort();
            if (c->examples > c->values || !str_is_utf8(c->name, NULL)) abort();
            if (sample_find(&s, c->name) > c) abort(); /* the first of its name */
        }
        sample_release(&s);
    }
    map_source_close(&source);
    return 0;
}
