/*
 * A command of `cordon`: the row that dispatch, help, manual and completion are made from, and
 * what a running command is given.
 *
 * To add one: write cli/cmd_x.c with its tables and its run function, declare its row below,
 * name it in the table of command.c, list the file in cli/meson.build, add golden runs.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/arena.h"
#include "cli/exit.h"
#include "cli/opt.h"
#include "cli/settings.h"
#include "cli/term.h"

struct cli;
struct cordon_set;

struct example {
    const char *line; /* what to type; NULL ends the table */
    const char *what; /* what it does: lower case, no full stop */
};

struct command {
    const char           *name;    /* "screen", or with its action "lists import" */
    const char           *group;   /* heading in the overview */
    const char           *summary; /* one line, lower case, no full stop */
    const char           *about;   /* paragraphs for help and manual, cut by '\n'; or NULL */
    const struct opt     *options; /* NULL = none of its own */
    const struct arg     *arguments; /* NULL = none */
    const struct example *examples;
    size_t                args_size; /* of the struct that `at` offsets point into */
    const void           *defaults;  /* such a struct, or NULL for zeros */
    bool                  is_bare;   /* runs without settings: a broken file stops no help */

    /* Do it. Everything for the reader goes to cli->out; the caller flushes it.
     * @return an exit code; exit_of_status or cli_fail make one */
    int (*run)(struct cli *cli, const void *args);
};

/** Options that every command takes. */
struct cli_globals {
    const char *data;
    bool        json;
    bool        plain;
    bool        no_color;
    unsigned    lang; /* enum setting_lang, LANG_UNSET when not given */
    int64_t     as_of_s; /* the time of the question; default: now */
    bool        quiet;
    bool        help;
    bool        version;
};

enum { CLI_ARENA_MAX = 16 << 20 }; /* bytes of memory of the command itself */

/** What a running command is given. */
struct cli {
    const struct command *command; /* NULL before one is found */
    struct cli_globals    globals;
    struct settings       settings; /* empty when the command is_bare */
    struct arena          arena;    /* for small things that live as long as the command */
    struct term           out;      /* the answer */
    struct term           err;      /* talk */
};

extern const struct opt cli_global_options[];
/** All commands in the order of the overview; ends with NULL. */
extern const struct command *const cli_commands[];

extern const struct command cmd_screen;
extern const struct command cmd_sweep;
extern const struct command cmd_link;
extern const struct command cmd_map;
extern const struct command cmd_compare;
extern const struct command cmd_show;
extern const struct command cmd_lists_import;
extern const struct command cmd_lists_status;
extern const struct command cmd_lists_update;
extern const struct command cmd_lists_accept;
extern const struct command cmd_lists_selftest;
extern const struct command cmd_lists_sources;
extern const struct command cmd_own;
extern const struct command cmd_bundle_make;
extern const struct command cmd_bundle_sign;
extern const struct command cmd_bundle_verify;
extern const struct command cmd_bundle_import;
extern const struct command cmd_bundle_root;
extern const struct command cmd_bundle_keygen;
extern const struct command cmd_lists_editions;
extern const struct command cmd_lists_diff;
extern const struct command cmd_lists_rollback;
extern const struct command cmd_lists_links;
extern const struct command cmd_lists_link;
extern const struct command cmd_lists_unlink;
extern const struct command cmd_good_add;
extern const struct command cmd_good_list;
extern const struct command cmd_good_expire;
extern const struct command cmd_subjects_init;
extern const struct command cmd_subjects_add;
extern const struct command cmd_subjects_list;
extern const struct command cmd_subjects_remove;
extern const struct command cmd_subjects_export;
extern const struct command cmd_subjects_stats;
extern const struct command cmd_rescreen;
extern const struct command cmd_forecast;
extern const struct command cmd_tune;
extern const struct command cmd_rules_list;
extern const struct command cmd_rules_show;
extern const struct command cmd_rules_check;
extern const struct command cmd_rules_test;
extern const struct command cmd_rules_explain;
extern const struct command cmd_demo;
extern const struct command cmd_train;
extern const struct command cmd_doctor;
extern const struct command cmd_validate;
extern const struct command cmd_config;
extern const struct command cmd_help;

/** First word of a command's name. */
str command_word(const struct command *c);
/** Second word, "" when it has none. */
str command_action(const struct command *c);
/** Does any command begin with this word? */
bool command_has_word(str word);
/** The command with exactly these words; `action` may be empty. NULL when there is none. */
const struct command *command_find(str word, str action);
/** Why there is no such command, with the nearest word. @return CORDON_ARGUMENT */
cordon_status command_unknown(str word, str action, struct cordon_error *err);

/** Print "cordon screen: file:line: message" to stderr; nothing when the answer could not be written
 *  because its reader closed the pipe. @return the exit code of err->status */
int cli_fail(struct cli *cli, const struct cordon_error *err);
/** The same for what somebody named and is not there: wrong usage, and no trouble of the storage. */
int cli_fail_asked(struct cli *cli, const struct cordon_error *err);
enum { FAULTS_SHOWN_MAX = 20 }; /* notes about damage or faults that a command prints; it says how many more there are */

/** One line of talk to stderr; nothing under --quiet. */
void cli_say(struct cli *cli, const char *fmt, ...) CORDON_PRINTF(2, 3);
/** One line to stderr about something that failed while the rest goes on: --quiet does not silence it. */
void cli_complain(struct cli *cli, const char *fmt, ...) CORDON_PRINTF(2, 3);
/** Language of what is printed: "en", "ko" ... The locale speaks to people alone: under --json and
 *  --plain the language is English unless a flag, $CORDON_LANG or the settings file says another. */
str cli_lang(const struct cli *cli);
/** The data folder. @return CORDON_OK, or CORDON_ARGUMENT when none is known */
cordon_status cli_data_folder(const struct cli *cli, const char **ret_path,
                              struct cordon_error *err);
/** The data set in use there; the caller's to close. @return as cli_data_folder and cordon_set_open */
cordon_status cli_open_set(const struct cli *cli, const char **ret_path, struct cordon_set **ret_set,
                           struct cordon_error *err);
/** Who decides: as given, else the name that somebody is logged in by; "" when nobody knows. */
str cli_author(str given);

#endif
