/* An answer for people, made from the JSON that programs get. */
#ifndef CLI_VIEW_H
#define CLI_VIEW_H

#include "cli/command.h"

/** Print one answer (docs/answers.md) to cli->out: verdict, hits with their reasons, checks that
 *  did not finish. Under --plain one tab-separated line: id, verdict, entry, name_bp, score_bp,
 *  listed name. */
void view_answer(struct cli *cli, str json);

#endif
