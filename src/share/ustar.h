/*
 * POSIX ustar, the least of it: regular files one behind the other, so that people can look inside
 * with tar. Every header is fixed by name, size and one time for all: what is read is compared with
 * what would be written, byte for byte, and no other header is understood.
 * Private to share/. Source: docs/sources.md#ustar
 */
#ifndef SHARE_USTAR_H
#define SHARE_USTAR_H

#include "base/buf.h"
#include "base/error.h"

enum { USTAR_BLOCK = 512, USTAR_NAME_MAX = 100 };

/** Header of a regular file: mode 0644, owner 0, no names of owners. @param name  1..100 bytes */
void ustar_header(str name, uint64_t size, int64_t mtime_s, uint8_t ret[USTAR_BLOCK]);
/** Header, bytes, and zeros up to the next block. */
void ustar_add(struct buf *out, str name, str bytes, int64_t mtime_s);
/** The two blocks of zeros that end it. */
void ustar_end(struct buf *out);

/** Reads one file a call. */
struct ustar {
    str    in;
    size_t at; /* of the next header */
};

/** Name and size of the next file as its header says, unchecked: "" when there is no header. */
str ustar_peek(const struct ustar *u, uint64_t *ret_size);

/**
 * The next file, which must be this one.
 *
 * @return CORDON_OK
 *         CORDON_SYNTAX    cut short; padding that is not zero; a header that is not as ustar_header
 *                          writes it
 *         CORDON_REFUSED   a link, device or folder; an absolute path or one that climbs; a name or
 *                          size that is not the expected one: err says which
 */
cordon_status ustar_next(struct ustar *u, str name, uint64_t size, int64_t mtime_s, str *ret_bytes,
                         struct cordon_error *err);
/** Nothing but the end may follow. @return CORDON_OK, CORDON_SYNTAX (something behind, or cut short),
 *  CORDON_REFUSED (a file that nothing names) */
cordon_status ustar_finish(const struct ustar *u, struct cordon_error *err);

#endif
