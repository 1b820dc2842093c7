/* Help, manual page and shell completion, all made from the tables of the commands. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

/** All commands, by group, to cli->out. Each of these returns EXIT_CLEAR. */
int help_overview(struct cli *cli);
/** One command: examples first. */
int help_command(struct cli *cli, const struct command *c);
/** The actions behind a word such as "lists". */
int help_word(struct cli *cli, str word);
int help_version(struct cli *cli);
/** "try 'cordon screen --help'" to stderr, behind a usage failure. */
void help_hint(struct cli *cli);

/** The first steps: what the overview and the manual open with; ends with a NULL line. */
extern const struct example help_examples[];

/** "cordon screen [options] FILE": a command as it is typed. */
void help_usage(const struct command *c, struct buf *out);
/** "--lang LANG" and "-q, --quiet" with its letter. */
void help_option_head(const struct opt *row, struct buf *out);
/** The help of an option or argument with its choices: "language of reasons: en or ko". */
void help_text(const char *help, const char *const *choices, struct buf *out);

/** The manual page in troff (man macros), cordon.1. */
int man_print(struct cli *cli);
/** Completion for bash and for zsh. */
int completion_bash(struct cli *cli);
int completion_zsh(struct cli *cli);

#endif
