/* One line that says how far a long job is: on a terminal only, and only after a second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/buf.h"

struct progress {
    const char *what;      /* "screening applicants.jsonl"; borrowed */
    uint64_t    total;     /* bytes of the whole, 0 when unknown */
    uint64_t    start_ns;
    uint64_t    shown_ns;  /* when the line was drawn last, 0 = never */
    bool        is_on;
};

/** Begin. Stays silent when stderr is no terminal or `is_quiet`. */
void progress_init(struct progress *p, const char *what, uint64_t total, bool is_quiet);
/** So many bytes are done. Cheap: draws at most ten times a second. One thread only. */
void progress_update(struct progress *p, uint64_t done);
/** Take the line away again. */
void progress_end(struct progress *p);

/** The line itself: "screening x  41.3 MB of 120.0 MB  34%  20.1 MB/s  0:04 left", cut to
 *  `width` columns. */
void progress_line(const char *what, uint64_t done, uint64_t total, uint64_t elapsed_ns,
                   unsigned width, struct buf *out);

#endif
