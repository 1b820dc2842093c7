/* `cordon doctor`: is this installation whole. */
#include "cli/command.h"

static const struct example examples[] = {
    { "cordon doctor", "every check and what to do about those that fail" },
    { "cordon doctor --json", "the same for programs" },
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

const struct command cmd_doctor = {
    .name = "doctor",
    .group = "Cordon itself",
    .summary = "check the data folder, the lists and the build",
    .examples = examples,
    .run = run,
};
