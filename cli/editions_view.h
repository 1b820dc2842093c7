/* What changed between two editions, for people. */
#ifndef CLI_EDITIONS_VIEW_H
#define CLI_EDITIONS_VIEW_H

#include "cli/command.h"

/** Lines of a difference (docs/lists.md, "What changed"), kept until the summary is known. */
struct editions_view {
    struct cli *cli;
    uint64_t    limit;  /* entries shown */
    struct buf  dprk;   /* lines of entries under DPRK programmes, which come first */
    struct buf  others;
    uint64_t    dprk_count, other_count;
    struct buf  summary;
};

void editions_view_init(struct editions_view *v, struct cli *cli, uint64_t limit);
void editions_view_release(struct editions_view *v);
/** Take one line: a cordon_diff_fn, `ctx` is the view. @return false when memory ran out */
bool editions_view_take(void *ctx, cordon_str json);
/** Print the summary, then the entries. */
void editions_view_print(struct editions_view *v);

#endif
