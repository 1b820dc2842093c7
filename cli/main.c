/* `cordon`: find the command, read its options, run it, end with its code. */
#include "cli/command.h"

#include "base/mem.h"
#include "cli/help.h"
#include "os/os.h"

enum { STDOUT = 1, STDERR = 2 };

/* Place of the next word that is no option, from `at` on; argc when there is none. Only options
   of every command may stand before it, so only their values are stepped over. */
static size_t next_word(char **argv, size_t argc, size_t at)
{
    for (; at < argc; at++) {
        str word = str_c(argv[at]);
        if (word.len < 2 || word.data[0] != '-') return at;
        for (const struct opt *o = cli_global_options; o->name; o++)
            if (o->kind != OPT_FLAG && str_starts(word, STR("--")) &&
                str_eq(str_from(word, 2), str_c(o->name)))
                at++;
    }
    return argc;
}

/* Take the word at `at` out of argv. */
static str take_word(char **argv, size_t *argc, size_t at)
{
    str word = str_c(argv[at]);
    for (size_t i = at + 1; i < *argc; i++) argv[i - 1] = argv[i];
    (*argc)--;
    return word;
}

/* Find the command and take its words out of argv; *ret_word is "" when there is none, *ret_front are the
 * words in front of it. */
static const struct command *find_command(char **argv, size_t *argc, str *ret_word,
                                          str *ret_action, size_t *ret_front)
{
    size_t at = next_word(argv, *argc, 0);
    *ret_word = *ret_action = STR_EMPTY;
    *ret_front = at;
    if (at == *argc) return NULL;
    *ret_word = take_word(argv, argc, at);
    const struct command *c = command_find(*ret_word, STR_EMPTY);
    if (c || !command_has_word(*ret_word)) return c;
    at = next_word(argv, *argc, at);
    if (at == *argc) return NULL;
    *ret_action = take_word(argv, argc, at);
    return command_find(*ret_word, *ret_action);
}

/* Run a command whose options are read. */
static int run(struct cli *cli, const void *args, struct cordon_error *err)
{
    const struct settings_flags flags = { cli->globals.data, cli->globals.lang,
                                          cli->globals.no_color };
    if (!cli->command->is_bare) {
        cordon_status st = settings_load(&cli->settings, &flags, &cli->arena, err);
        if (st) return cli_fail(cli, err);
        term_init(&cli->out, STDOUT, cli->settings.colour);
        term_init(&cli->err, STDERR, cli->settings.colour);
    }
    return cli->command->run(cli, args);
}

/* A command was named: read the words behind it and run it. */
static int dispatch(struct cli *cli, char **argv, size_t argc, struct cordon_error *err)
{
    const struct command *c = cli->command;
    struct opt_table tables[] = { { c->options, NULL }, { cli_global_options, &cli->globals } };
    void *args = arena_calloc(&cli->arena, 1, c->args_size ? c->args_size : 1);
    size_t words;

    if (!args) {
        error_nomem(err);
        return cli_fail(cli, err);
    }
    if (c->defaults) memcpy(args, c->defaults, c->args_size);
    tables[0].into = args;
    int64_t now_s = os_now_s();
    cordon_status st = opt_parse(argv, argc, tables, 2, now_s, &words, err);
    if (!st && cli->globals.help) return help_command(cli, c);
    if (!st && cli->globals.version) return help_version(cli);
    if (!st) st = opt_arguments(argv, words, c->arguments, args, now_s, err);
    if (!st) return run(cli, args, err);
    int code = cli_fail(cli, err);
    if (st == CORDON_ARGUMENT) help_hint(cli);
    return code;
}

/* No command was named, or none that is known. */
static int without_command(struct cli *cli, char **argv, size_t argc, str word, str action, size_t front,
                           struct cordon_error *err)
{
    struct opt_table table = { cli_global_options, &cli->globals };
    size_t words;
    /* behind an option that is not known stands its value: no command, and nothing to complain of */
    if (opt_parse(argv, front, &table, 1, os_now_s(), &words, err)) return cli_fail(cli, err);
    if (word.len && !command_has_word(word)) {
        command_unknown(word, action, err);
        return cli_fail(cli, err);
    }
    cordon_status st = opt_parse(argv, argc, &table, 1, os_now_s(), &words, err);
    if (st) return cli_fail(cli, err);
    if (cli->globals.version) return help_version(cli);
    if (cli->globals.help && word.len) return help_word(cli, word);
    if (cli->globals.help) return help_overview(cli);
    if (word.len)
        command_unknown(word, action, err);
    else
        error_set(err, CORDON_ARGUMENT, "no command; try 'cordon demo' or 'cordon help'");
    return cli_fail(cli, err);
}

int main(int argc, char **argv)
{
    struct cli cli = { .command = NULL };
    struct cordon_error err = ERROR_INIT;
    size_t count = argc > 0 ? (size_t)argc - 1 : 0, front;
    str word, action;

    os_streams_hold();
    os_signals_watch();
    arena_init(&cli.arena, CLI_ARENA_MAX);
    term_init(&cli.out, STDOUT, COLOUR_NEVER);
    term_init(&cli.err, STDERR, COLOUR_NEVER);
    cli.globals.as_of_s = os_now_s();

    char **words = argv + (argc > 0);
    cli.command = find_command(words, &count, &word, &action, &front);
    int code = cli.command ? dispatch(&cli, words, count, &err)
                           : without_command(&cli, words, count, word, action, front, &err);

    bool is_told = cli.out.is_told;
    cordon_status st = term_flush(&cli.out, &err);
    if (st) code = exit_worst(code, is_told ? exit_of_status(st) : cli_fail(&cli, &err));
    if (term_flush(&cli.err, NULL)) code = exit_worst(code, EXIT_IO);
    term_release(&cli.out);
    term_release(&cli.err);
    arena_release(&cli.arena);
    return code;
}
