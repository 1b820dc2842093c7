/* The one door for memory, so that tests can make any allocation fail. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

void *mem_alloc(size_t len);               /* uninitialised; NULL when out of memory or len == 0 */
void *mem_calloc(size_t count, size_t len); /* zeroed; NULL also on overflow */
void *mem_realloc(void *p, size_t len);    /* p may be NULL; on NULL the old block lives on */
void  mem_free(void *p);                   /* NULL is fine */

/**
 * Make allocation number `nth` from now on (1 = the next) fail in this thread, and every later
 * one too; 0 switches it off. For tests.
 */
void     mem_fail_from(uint64_t nth);
/** Allocations this thread asked for since the last mem_fail_from(). For tests. */
uint64_t mem_count(void);

#endif
