/* What `cordon forecast` counts: one scenario a policy, and how each differs from the first. */
#ifndef CLI_FORECAST_H
#define CLI_FORECAST_H

#include "cli/answer.h"
#include "cli/desk.h"
#include "cli/counts.h"

enum { SCENARIOS_MAX = 13, EXAMPLES_MAX = 10, FORECAST_RECORDS_MAX = 1 << 28 };

/* counts of a row: alerts it is a cause of; those of which it is the only cause, or records */
enum { COUNT_ALERTS = 0, COUNT_ALONE = 1, COUNT_RECORDS = 1 };

/** A record whose verdict is another one than at present. */
struct change_example {
    str                 id;
    enum cordon_verdict from, to;
};

struct scenario {
    str                        name; /* as people call it */
    struct cordon_policy      *policy;
    str                        changes; /* "key=value,..", as --what-if said them */
    struct cordon_batch_totals totals;
    uint64_t                   alerts;
    struct counts               lists, rules, fields;
    uint64_t                   more, fewer, other; /* against the first scenario */
    struct change_example      example[EXAMPLES_MAX];
    size_t                     examples;
};

struct forecast {
    struct cli     *cli;
    struct desk     desk;
    struct scenario scenario[SCENARIOS_MAX];
    size_t          count;
    uint64_t        days, minutes; /* days 0: not known */
    /* while counting */
    struct scenario *now;
    struct buf       base; /* verdicts of the first scenario, one byte a record */
    uint64_t         record;
    bool             has_time;
    int64_t          first_day, last_day;
    struct answer   *answer;
    struct arena     arena; /* of one answer */
    struct arena     kept;
};

/** The numbers of a scenario in tenths: alerts a day, and hours of a person a day. 0 without days. */
uint64_t forecast_day_tenths(const struct forecast *f, const struct scenario *s);
uint64_t forecast_hour_tenths(const struct forecast *f, const struct scenario *s);

void forecast_print_json(struct forecast *f);
cordon_status forecast_print_people(struct forecast *f, struct cordon_error *err);

#endif
