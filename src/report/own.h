/*
 * The drawing of what blocked parties own. Private to report/.
 *
 *   answer of cordon_own (JSON) -> own_read.c -> struct own_chart -> own_svg.c -> one SVG element
 */
#ifndef REPORT_OWN_H
#define REPORT_OWN_H

#include <cordon/own.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/* Caps (docs/limits.md); what is left out is counted and told in the drawing. */
enum {
    OWN_CHART_PARTIES_MAX = 60,
    OWN_CHART_LINES_MAX = 240,
    OWN_CHART_TESTS = 3,
    OWN_CHART_ARENA_MAX = 64 << 20,
    OWN_CHART_BYTES_MAX = 4 << 20,
};

/** From nothing to worst; a party of which nothing is told here is OWN_SEEN. */
enum own_seen { OWN_SEEN = 0, OWN_SEEN_UNKNOWN, OWN_SEEN_POSSIBLE, OWN_SEEN_OWNED, OWN_SEEN_BLOCKED };

struct own_box {
    str           party, name, listed; /* `listed`: id of the best hit, or empty */
    enum own_seen state;
};

/** `from` holds `to`; both are places of boxes. */
struct own_line {
    uint8_t  from, to;
    bool     is_proof; /* the finding rests on it; otherwise it is told beside */
    char     label[64]; /* "40 %, control"; of several holdings of one pair, one behind another */
};

struct own_chart {
    struct own_box  box[OWN_CHART_PARTIES_MAX]; /* box 0 is the party the chart is of */
    size_t          boxes;
    struct own_line line[OWN_CHART_LINES_MAX];
    size_t          lines;
    uint64_t        more; /* holdings that are not drawn */
    str             test, state; /* the finding that is drawn: "us", "owned" */
    str             as_of;
    struct { str test, state; } other[OWN_CHART_TESTS]; /* the other tests' findings */
    size_t          others;
};

/**
 * Read one party out of an answer: its worst finding with the holdings that prove it, and holdings
 * told beside.
 * @param party  its name or id as the answer has them; empty: the first
 * @param a      strings of the chart go there
 * @return CORDON_OK, CORDON_NOTFOUND (no such party is told), CORDON_SYNTAX (no such answer), CORDON_NOMEM,
 *         CORDON_LIMIT
 */
cordon_status own_chart_read(str answer, str party, struct arena *a, struct own_chart *ret,
                             struct cordon_error *err);

#endif
