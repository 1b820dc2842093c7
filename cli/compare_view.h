/* Two names side by side, for people: made from the JSON that programs get. */
#ifndef CLI_COMPARE_VIEW_H
#define CLI_COMPARE_VIEW_H

#include "cli/command.h"

/** Print what cordon_compare_explain wrote: the band and the score, each word beside its counterpart, the reasons.
 *  Under --plain the words alone, one a line: word, counterpart, how, basis points. */
void compare_view(struct cli *cli, str json);

#endif
