/* The table of commands, and what they share. */
#include "cli/command.h"

#include <cordon/data.h>

#include "cli/nearest.h"
#include "os/os.h"

#include <stdarg.h>
#include <stdio.h>

const struct command *const cli_commands[] = {
    &cmd_screen,
    &cmd_sweep,
    &cmd_link,
    &cmd_map,
    &cmd_compare,
    &cmd_show,
    &cmd_own,
    &cmd_good_add,
    &cmd_good_list,
    &cmd_good_expire,
    &cmd_subjects_init,
    &cmd_subjects_add,
    &cmd_subjects_list,
    &cmd_subjects_remove,
    &cmd_subjects_export,
    &cmd_subjects_stats,
    &cmd_rescreen,
    &cmd_forecast,
    &cmd_tune,
    &cmd_lists_update,
    &cmd_lists_import,
    &cmd_lists_accept,
    &cmd_lists_status,
    &cmd_lists_sources,
    &cmd_lists_selftest,
    &cmd_lists_editions,
    &cmd_lists_diff,
    &cmd_lists_rollback,
    &cmd_lists_links,
    &cmd_lists_link,
    &cmd_lists_unlink,
    &cmd_validate,
    &cmd_bundle_make,
    &cmd_bundle_sign,
    &cmd_bundle_verify,
    &cmd_bundle_import,
    &cmd_bundle_root,
    &cmd_bundle_keygen,
    &cmd_rules_list,
    &cmd_rules_show,
    &cmd_rules_check,
    &cmd_rules_test,
    &cmd_rules_explain,
    &cmd_demo,
    &cmd_train,
    &cmd_doctor,
    &cmd_config,
    &cmd_help,
    NULL,
};

const struct opt cli_global_options[] = {
    { .name = "data", .kind = OPT_PATH, .at = offsetof(struct cli_globals, data), .arg = "DIR",
      .help = "folder of imported lists; 'cordon config' tells which it is" },
    { .name = "json", .kind = OPT_FLAG, .at = offsetof(struct cli_globals, json),
      .help = "print JSON, one object a line" },
    { .name = "plain", .kind = OPT_FLAG, .at = offsetof(struct cli_globals, plain),
      .help = "print lines with tabs between columns, for pipes" },
    { .name = "no-color", .kind = OPT_FLAG, .at = offsetof(struct cli_globals, no_color),
      .help = "no colours, even on a terminal" },
    { .name = "lang", .kind = OPT_ENUM, .at = offsetof(struct cli_globals, lang), .arg = "LANG",
      .choices = settings_languages, .help = "language of answers and reasons" },
    { .name = "as-of", .kind = OPT_TIME, .at = offsetof(struct cli_globals, as_of_s),
      .arg = "TIME",
      .help = "answer as of this time: YYYY-MM-DD, RFC 3339, or now (default: now)" },
    { .name = "quiet", .letter = 'q', .kind = OPT_FLAG,
      .at = offsetof(struct cli_globals, quiet), .help = "no talk on stderr but errors" },
    { .name = "help", .letter = 'h', .kind = OPT_FLAG,
      .at = offsetof(struct cli_globals, help), .help = "print help and end" },
    { .name = "version", .kind = OPT_FLAG, .at = offsetof(struct cli_globals, version),
      .help = "print the version and end" },
    { .name = NULL },
};

str command_word(const struct command *c)
{
    str name = str_c(c->name);
    return str_sub(name, 0, str_index(name, ' '));
}

str command_action(const struct command *c)
{
    str name = str_c(c->name);
    return str_from(name, str_index(name, ' ') + 1);
}

bool command_has_word(str word)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (str_eq(command_word(cli_commands[i]), word)) return true;
    return false;
}

const struct command *command_find(str word, str action)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (str_eq(command_word(cli_commands[i]), word) &&
            str_eq(command_action(cli_commands[i]), action))
            return cli_commands[i];
    return NULL;
}

/* "import, status": the actions behind a word. */
static void add_actions(str word, struct buf *out)
{
    for (size_t i = 0; cli_commands[i]; i++) {
        if (!str_eq(command_word(cli_commands[i]), word)) continue;
        if (out->len) buf_add(out, STR(", "));
        buf_add(out, command_action(cli_commands[i]));
    }
}

static cordon_status unknown_action(str word, str action, struct cordon_error *err)
{
    struct buf all = BUF_INIT(256);
    struct nearest near;
    cordon_status st;
    nearest_init(&near, action);
    for (size_t i = 0; cli_commands[i]; i++)
        if (str_eq(command_word(cli_commands[i]), word))
            nearest_offer(&near, command_action(cli_commands[i]));
    add_actions(word, &all);
    if (action.len == 0)
        st = error_set(err, CORDON_ARGUMENT, "'%.*s' needs an action: %.*s", STR_ARG(word),
                       STR_ARG(buf_str(&all)));
    else if (near.best.len)
        st = error_set(err, CORDON_ARGUMENT, "unknown action '%.*s'; did you mean '%.*s %.*s'?",
                       STR_ARG(action), STR_ARG(word), STR_ARG(near.best));
    else
        st = error_set(err, CORDON_ARGUMENT, "unknown action '%.*s'; '%.*s' has %.*s",
                       STR_ARG(action), STR_ARG(word), STR_ARG(buf_str(&all)));
    buf_release(&all);
    return st;
}

cordon_status command_unknown(str word, str action, struct cordon_error *err)
{
    struct nearest near;
    if (command_has_word(word)) return unknown_action(word, action, err);
    nearest_init(&near, word);
    for (size_t i = 0; cli_commands[i]; i++)
        nearest_offer(&near, command_word(cli_commands[i]));
    if (near.best.len)
        return error_set(err, CORDON_ARGUMENT, "unknown command '%.*s'; did you mean '%.*s'?",
                         STR_ARG(word), STR_ARG(near.best));
    return error_set(err, CORDON_ARGUMENT, "unknown command '%.*s'; 'cordon help' prints all",
                     STR_ARG(word));
}

/* `cordon screen x | head -1`: the reader has what it wanted. */
static bool is_unheard(const struct cordon_error *err)
{
    return err->status == CORDON_IO && !err->file[0] && os_is_closed_pipe(1);
}

int cli_fail(struct cli *cli, const struct cordon_error *err)
{
    struct term *t = &cli->err;
    if (is_unheard(err)) return EXIT_IO;
    term_printf(t, "cordon%s%s: ", cli->command ? " " : "",
                cli->command ? cli->command->name : "");
    if (err->file[0]) {
        bool is_stdin = strcmp(err->file, "-") == 0;
        term_text(t, str_c(is_stdin ? "standard input" : err->file));
        if (err->line) term_printf(t, ":%llu", (unsigned long long)err->line);
        if (err->line && err->column) term_printf(t, ":%u", err->column);
        term_z(t, ": ");
    }
    term_text(t, str_c(err->message[0] ? err->message : cordon_status_name(err->status)));
    term_z(t, "\n");
    cordon_status st = term_flush(t, NULL); /* nobody is left to tell when stderr is gone */
    (void)st;
    int code = exit_of_status(err->status);
    return code == EXIT_CLEAR ? EXIT_BUG : code; /* a failure never ends as "all clear" */
}

int cli_fail_asked(struct cli *cli, const struct cordon_error *err)
{
    int code = cli_fail(cli, err);
    return err->status == CORDON_NOTFOUND ? EXIT_USAGE : code;
}

CORDON_PRINTF(2, 0) static void say(struct cli *cli, const char *fmt, va_list ap)
{
    char text[1024];
    vsnprintf(text, sizeof text, fmt, ap);
    term_text(&cli->err, str_c(text));
    term_z(&cli->err, "\n");
    cordon_status st = term_flush(&cli->err, NULL);
    (void)st;
}

void cli_say(struct cli *cli, const char *fmt, ...)
{
    va_list ap;
    if (cli->globals.quiet) return;
    va_start(ap, fmt);
    say(cli, fmt, ap);
    va_end(ap);
}

void cli_complain(struct cli *cli, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say(cli, fmt, ap);
    va_end(ap);
}

str cli_lang(const struct cli *cli)
{
    bool is_for_programs = cli->globals.json || cli->globals.plain;
    unsigned lang = is_for_programs && cli->settings.lang_is_locale ? LANG_EN : cli->settings.lang;
    return str_c(settings_languages[lang - 1]);
}

cordon_status cli_data_folder(const struct cli *cli, const char **ret_path,
                              struct cordon_error *err)
{
    if (!cli->settings.data)
        return error_set(err, CORDON_ARGUMENT,
                         "no data folder: there is no home folder; set --data or CORDON_DATA");
    *ret_path = cli->settings.data;
    return CORDON_OK;
}

cordon_status cli_open_set(const struct cli *cli, const char **ret_path, struct cordon_set **ret_set,
                           struct cordon_error *err)
{
    cordon_status st = cli_data_folder(cli, ret_path, err);
    return st ? st : cordon_set_open(*ret_path, ret_set, err);
}

str cli_author(str given)
{
    if (given.len) return given;
    return os_env("USER").len ? os_env("USER") : os_env("LOGNAME");
}
