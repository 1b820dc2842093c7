/* A proposed mapping for people, made from the JSON that programs get. */
#ifndef CLI_MAP_VIEW_H
#define CLI_MAP_VIEW_H

#include "cli/command.h"

enum { MAP_QUESTIONS_MAX = 64 };

/** What a proposal left open. Texts live as long as the JSON and cli->arena. */
struct map_questions {
    struct { str about, column, example; } item[MAP_QUESTIONS_MAX];
    size_t count;
};

/** Read the questions of a proposal. */
void map_view_questions(struct cli *cli, str json, struct map_questions *ret);
/** Tell on stderr how many columns of a guessed mapping are read, which are not, and what is open. */
void map_view_tell(struct cli *cli, const char *path, str json);
/** Print the proposal to cli->out: what the file is, column by column, what is not read and why,
 *  what is open, five rows. @return CORDON_OK, CORDON_NOMEM */
cordon_status map_view(struct cli *cli, str json, struct cordon_error *err);

#endif
