/* `cordon show`: everything a list says about one entry. */
#include "cli/command.h"

struct show_args {
    str id;
};

static const struct arg arguments[] = {
    { .name = "ID", .kind = OPT_STR, .at = offsetof(struct show_args, id),
      .help = "id of the entry as a hit shows it: the source, a dash, the list's own number" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon show us_ofac_sdn-27307",
      "names, numbers, programmes, each with its source line" },
    { "cordon show --json us_ofac_sdn-27307", "the same as FollowTheMoney JSON" },
    { NULL, NULL },
};

/* TO BE FILLED: the command's work. */
static int run(struct cli *cli, const void *given)
{
    const struct show_args *args = given;
    struct cordon_error err = ERROR_INIT;
    (void)args;
    error_set(&err, CORDON_UNSUPPORTED, "not built in yet");
    return cli_fail(cli, &err);
}

const struct command cmd_show = {
    .name = "show",
    .group = "Screening",
    .summary = "print everything a list says about one entry",
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .run = run,
};
