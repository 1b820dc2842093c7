/* `cordon demo`: see Cordon work on made-up people, without any list. */
#include "cli/command.h"

static const struct example examples[] = {
    { "cordon demo", "a few records, their verdicts and the reasons" },
    { "cordon demo --lang ko", "the same with reasons in Korean" },
    { NULL, NULL },
};

/* TO BE FILLED: the command's work. */
static int run(struct cli *cli, const void *args)
{
    struct cordon_error err = ERROR_INIT;
    (void)args;
    error_set(&err, CORDON_UNSUPPORTED, "not built in yet");
    return cli_fail(cli, &err);
}

const struct command cmd_demo = {
    .name = "demo",
    .group = "Cordon itself",
    .summary = "screen made-up people against the starter list",
    .examples = examples,
    .run = run,
};
