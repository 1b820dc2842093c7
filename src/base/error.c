/* Filling in struct cordon_error. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

CORDON_PRINTF(3, 0)
CORDON_PRINTF(3, 0)
static void put_message(struct cordon_error *err, cordon_status st, const char *fmt, va_list ap)
{
    err->status = st;
    err->file[0] = '\0';
    err->line = 0;
    err->column = 0;
    /* bytes from input may stand in a message: keep control characters out of terminals */
    vsnprintf(err->message, sizeof err->message, fmt, ap);
    for (char *p = err->message; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = '?';
}

cordon_status error_set(struct cordon_error *err, cordon_status st, const char *fmt, ...)
{
    if (!err) return st;
    va_list ap;
    va_start(ap, fmt);
    put_message(err, st, fmt, ap);
    va_end(ap);
    return st;
}

cordon_status error_at(struct cordon_error *err, cordon_status st, str file, uint64_t line,
                       uint32_t column, const char *fmt, ...)
{
    if (!err) return st;
    va_list ap;
    va_start(ap, fmt);
    put_message(err, st, fmt, ap);
    va_end(ap);
    error_in_file(err, file);
    err->line = line;
    err->column = column;
    return st;
}

void error_in_file(struct cordon_error *err, str file)
{
    if (err && !err->file[0]) snprintf(err->file, sizeof err->file, "%.*s", STR_ARG(file));
}

cordon_status error_nomem(struct cordon_error *err)
{
    return error_set(err, CORDON_NOMEM, "out of memory");
}

const char *cordon_status_name(cordon_status st)
{
    static const char *const names[] = {
        "ok",      "argument", "syntax", "limit",   "nomem",       "io",          "notfound",
        "corrupt", "busy",     "refused", "unsupported", "interrupted", "bug",
    };
    unsigned n = (unsigned)st;
    return n < sizeof names / sizeof *names ? names[n] : "unknown";
}
