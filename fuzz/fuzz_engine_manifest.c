/* engine/manifest: a manifest of any bytes; one that is read is written and read again the same. */
#include "engine/set.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read, and write what was read. @return false when it is refused */
static bool rewrite(str json, struct arena *a, struct buf *out)
{
    struct cordon_error err = ERROR_INIT;
    const struct set_edition *all[SET_SOURCES_MAX];
    struct set_edition *e = arena_calloc(a, SET_SOURCES_MAX, sizeof *e);
    size_t count = 0;
    if (!e) abort();
    cordon_status st = set_manifest_read(json, a, e, SET_SOURCES_MAX, &count, &err);
    if (st && !err.message[0]) abort();
    if (st) return false;
    if (count > SET_SOURCES_MAX) abort();
    for (size_t i = 0; i < count; i++) all[i] = &e[i];
    set_manifest_write(all, count, NULL, out);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf first = BUF_INIT(16 << 20), second = BUF_INIT(16 << 20);
    struct arena a;
    arena_init(&a, 64 << 20);
    if (rewrite(str_of((const char *)data, size), &a, &first)) {
        if (!rewrite(buf_str(&first), &a, &second)) abort();
        if (!str_eq(buf_str(&first), buf_str(&second))) abort();
    }
    arena_release(&a);
    buf_release(&first);
    buf_release(&second);
    return 0;
}
