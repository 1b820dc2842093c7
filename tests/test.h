/* What every test file includes: cmocka and the way to shared data. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

/** Path of a file below the shared data folder; static buffer. */
static inline const char *shared_path(const char *rest)
{
    static char path[4096];
    const char *root = getenv("CORDON_SHARED");
    snprintf(path, sizeof path, "%s/data/%s", root ? root : "../shared", rest);
    return path;
}

/** Path of a file in the project; static buffer. */
static inline const char *source_path(const char *rest)
{
    static char path[4096];
    const char *root = getenv("CORDON_SOURCE");
    snprintf(path, sizeof path, "%s/%s", root ? root : ".", rest);
    return path;
}

/** Skip the running test, by name, when a shared data file is not there. */
#define NEED_SHARED(rest)                                                                        \
    do {                                                                                         \
        FILE *need_file = fopen(shared_path(rest), "r");                                         \
        if (!need_file) {                                                                        \
            print_message("skipped: no shared data %s\n", (rest));                               \
            skip();                                                                              \
        }                                                                                        \
        if (need_file) fclose(need_file);                                                        \
    } while (0)

#define assert_str(got, want)                                                                    \
    do {                                                                                         \
        str assert_got = (got), assert_want = str_c(want);                                       \
        if (!str_eq(assert_got, assert_want))                                                    \
            fail_msg("got '%.*s', want '%.*s'", STR_ARG(assert_got), STR_ARG(assert_want));      \
    } while (0)

#endif
