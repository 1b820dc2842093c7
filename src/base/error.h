/* Filling in struct cordon_error. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/str.h"

#define ERROR_INIT { .status = CORDON_OK }

/** Set status and message, clear the place; err may be NULL. Returns st, so that a failure is
 *  one line: `return error_set(err, CORDON_SYNTAX, "unknown field '%.*s'", STR_ARG(f));` */
cordon_status error_set(struct cordon_error *err, cordon_status st, const char *fmt, ...)
    CORDON_PRINTF(3, 4);
/** The same, with the place at fault; file may be empty, line and column 0. */
cordon_status error_at(struct cordon_error *err, cordon_status st, str file, uint64_t line,
                       uint32_t column, const char *fmt, ...) CORDON_PRINTF(6, 7);
/** Add the file's name to a failure that does not have one yet; err may be NULL. */
void error_in_file(struct cordon_error *err, str file);
/** Memory ran out: the one message for it. */
cordon_status error_nomem(struct cordon_error *err);

#endif
