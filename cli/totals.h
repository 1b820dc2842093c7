/* Sums of a batch, said and turned into an exit status: what `screen` and `sweep` share. */
#ifndef CLI_TOTALS_H
#define CLI_TOTALS_H

#include <cordon/screen.h>

#include "cli/command.h"

int  totals_exit(const struct cordon_batch_totals *t);
/** "12 records: 1 stop, 2 escalate (1 unreadable)" on stderr, in the reader's language.
 *  @param key  message for what was counted: "screen.records" */
void totals_say(struct cli *cli, const struct cordon_batch_totals *t, const char *key);
/** "3 known good, not counted": what people decided stands in every report; nothing when there is none. */
void totals_say_good(struct cli *cli, const struct cordon_batch_totals *t);
/** In red and whatever --quiet says: a demonstration must not pass for a decision. */
void totals_say_demo(struct cli *cli);

#endif
