/* A second JSON reader to compare ours with. */
#ifndef TESTS_JANSSON_DOOR_H
#define TESTS_JANSSON_DOOR_H

#include <stdbool.h>
#include <stddef.h>

/** The value, or NULL when refused; *ret_overflow says that a number was too big for C. */
void *jansson_read(const char *data, size_t len, bool *ret_overflow);
bool  jansson_equal(const void *a, const void *b);
void  jansson_free(void *v); /* NULL is fine */

#endif
