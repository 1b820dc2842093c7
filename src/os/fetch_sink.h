/* Where a body goes: unpacked, counted, capped, into a file that stands only when it is whole. */
#ifndef OS_FETCH_SINK_H
#define OS_FETCH_SINK_H

#include "base/buf.h"
#include "base/error.h"

struct fetch_sink {
    int           fd;      /* -1: not open */
    struct buf    temp;    /* name of the file while it grows, with a NUL */
    uint64_t      cap;
    uint64_t      packed;  /* bytes as they came */
    uint64_t      len;     /* bytes of the file */
    bool          is_gzip;
    bool          is_ended; /* the gzip stream's end was seen */
    void         *z;        /* private */
    cordon_status st;       /* first failure; sticks */
};

/** Begin a file beside `path`. The sink must be released whatever happens. */
cordon_status fetch_sink_open(struct fetch_sink *s, const char *path, uint64_t cap,
                              struct cordon_error *err);
/** Before the first byte: the body comes packed. */
cordon_status fetch_sink_unpack(struct fetch_sink *s, struct cordon_error *err);
/** Take some bytes of the body. @return CORDON_OK, CORDON_LIMIT (past the cap), CORDON_IO, CORDON_NOMEM */
cordon_status fetch_sink_take(struct fetch_sink *s, str bytes, struct cordon_error *err);
/** The body is whole, says the transfer: put the file in its place.
 *  @return CORDON_OK, CORDON_IO (also: the packed stream ends too early) */
cordon_status fetch_sink_close(struct fetch_sink *s, const char *path, struct cordon_error *err);
/** Throw away what was not closed. */
void fetch_sink_release(struct fetch_sink *s);

#endif
