/* `cordon help`: help, the manual page, and completion for shells. */
#include "cli/help.h"

struct help_args {
    bool             man;
    unsigned         completion; /* 1 + index into `shells` */
    struct opt_words topic;
};

static const char *const shells[] = { "bash", "zsh", NULL };

static const struct opt options[] = {
    { .name = "man", .kind = OPT_FLAG, .at = offsetof(struct help_args, man),
      .help = "print the manual page, in troff" },
    { .name = "completion", .kind = OPT_ENUM, .at = offsetof(struct help_args, completion),
      .arg = "SHELL", .choices = shells, .help = "print the completion script of a shell" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "COMMAND", .kind = OPT_STR, .at = offsetof(struct help_args, topic),
      .is_optional = true, .is_many = true, .help = "the command to tell about" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon help screen", "all about one command" },
    { "cordon help --man | man -l -", "read the manual" },
    { "source <(cordon help --completion bash)", "complete words with the tab key" },
    { NULL, NULL },
};

static int run(struct cli *cli, const void *given)
{
    const struct help_args *args = given;
    struct cordon_error err = ERROR_INIT;
    size_t count = args->topic.count;
    str word = count > 0 ? str_c(args->topic.items[0]) : STR_EMPTY;
    str action = count > 1 ? str_c(args->topic.items[1]) : STR_EMPTY;

    if (args->man) return man_print(cli);
    if (args->completion)
        return args->completion == 1 ? completion_bash(cli) : completion_zsh(cli);
    if (count == 0) return help_overview(cli);
    const struct command *c = count <= 2 ? command_find(word, action) : NULL;
    if (c) return help_command(cli, c);
    if (count == 1 && command_has_word(word)) return help_word(cli, word);
    if (command_find(word, STR_EMPTY))
        error_set(&err, CORDON_ARGUMENT, "'%.*s' has no actions", STR_ARG(word));
    else
        command_unknown(word, action, &err);
    return cli_fail(cli, &err);
}

const struct command cmd_help = {
    .name = "help",
    .group = "Cordon itself",
    .summary = "tell about the commands; print the manual and shell completion",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct help_args),
    .is_bare = true,
    .run = run,
};
