/* The one door for memory. */
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

static _Thread_local uint64_t fail_from; /* for tests only; 0 = never */
static _Thread_local uint64_t asked;

static bool may(void)
{
    asked++;
    return fail_from == 0 || asked < fail_from;
}

void *mem_alloc(size_t len)
{
    return len && may() ? malloc(len) : NULL;
}

void *mem_calloc(size_t count, size_t len)
{
    return count && len && may() ? calloc(count, len) : NULL;
}

void *mem_realloc(void *p, size_t len)
{
    return len && may() ? realloc(p, len) : NULL;
}

void mem_free(void *p)
{
    free(p);
}

void mem_fail_from(uint64_t nth)
{
    fail_from = nth;
    asked = 0;
}

uint64_t mem_count(void)
{
    return asked;
}
