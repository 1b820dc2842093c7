/* `cordon compare`: can two writings be one name, part by part. */
#include "cli/command.h"

struct compare_args {
    const char *file; /* "-" = standard input */
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct compare_args, file),
      .help = "pairs of names, two columns with a tab between or JSON lines with a and b; "
              "- reads standard input" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon compare pairs.tsv", "score each pair and show which parts agree" },
    { "printf 'Ri Jun Il\\tLee Junil\\n' | cordon compare -", "one pair from a pipe" },
    { "cordon compare --json pairs.tsv", "the same for programs" },
    { NULL, NULL },
};

/* TO BE FILLED: the command's work. */
static int run(struct cli *cli, const void *given)
{
    const struct compare_args *args = given;
    struct cordon_error err = ERROR_INIT;
    (void)args;
    error_set(&err, CORDON_UNSUPPORTED, "not built in yet");
    return cli_fail(cli, &err);
}

const struct command cmd_compare = {
    .name = "compare",
    .group = "Screening",
    .summary = "compare pairs of names, part by part",
    .about =
        "The score says whether two writings can be one name, 0..10000; it knows nothing of "
        "how rare the name is.",
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct compare_args),
    .run = run,
};
