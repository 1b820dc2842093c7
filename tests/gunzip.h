/* A gzip file of the shared data, unpacked in memory. */
#ifndef TESTS_GUNZIP_H
#define TESTS_GUNZIP_H

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

/** The whole content; NULL data when it cannot be read. Free with free(). */
static inline str gunzip(const char *path)
{
    char command[4200];
    size_t room = 1u << 20, len = 0, got;
    char *p = malloc(room);
    snprintf(command, sizeof command, "gzip -dc '%s'", path);
    FILE *f = p ? popen(command, "r") : NULL;
    if (!f) return STR_EMPTY;
    while ((got = fread(p + len, 1, room - len, f)) > 0) {
        len += got;
        if (len < room) continue;
        room *= 2;
        char *q = realloc(p, room);
        if (!q) break;
        p = q;
    }
    if (pclose(f) == 0) return str_of(p, len);
    free(p);
    return STR_EMPTY;
}

#endif
