/* Any text as a settings file: read or refused with a message, never a half-taken value. */
#include "cli/settings.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct settings s;
    struct cordon_error err = ERROR_INIT;
    arena_init(&arena, 1 << 20);
    cordon_status st = settings_init(&s, &arena, &err);
    if (!st) st = settings_read(&s, str_of((const char *)data, size), STR("file"), &err);
    if (st && !err.message[0]) abort();
    if (!st && (!s.policy || !s.threads || s.threads > SETTINGS_THREADS_MAX || !s.lang))
        abort();
    arena_release(&arena);
    return 0;
}
