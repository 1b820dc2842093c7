/* What the scenes of `cordon demo` share. */
#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include <cordon/screen.h>

#include "cli/command.h"

struct demo {
    struct cli             *cli;
    struct cordon_set      *set;
    struct cordon_policy   *policy;
    struct cordon_screener *screener;
    struct cordon_error     err;
    unsigned                scene;
    uint64_t                began_ns;
};

enum { DEMO_WHY = 14 /* column of reasons and of what stands behind a verdict */ };

void demo_begin(struct demo *d, const char *title);
/** Ends a scene with what it took. */
void demo_end(struct demo *d, const char *what);
/** A verdict, and blanks up to what stands behind it. */
void demo_verdict(struct demo *d, enum cordon_verdict v);
/** A reason on lines of its own. */
void demo_why(struct demo *d, str text);

/** An unknown export of 400 applicants: mapped, screened, linked; one operator behind three names;
 *  and the proof that names did not matter. */
cordon_status demo_workers(struct demo *d);

#endif
