/* `cordon lists`: take in official lists, and say which are in use and how old they are. */
#include "cli/command.h"

struct import_args {
    str              edition; /* YYYY-MM-DD; "" = what the files say */
    str              source;
    struct opt_words files;
};

static const struct opt import_options[] = {
    { .name = "edition", .kind = OPT_STR, .at = offsetof(struct import_args, edition),
      .arg = "DATE",
      .help = "date of the edition, YYYY-MM-DD (default: what the files say)" },
    { .name = NULL },
};

static const struct arg import_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, .at = offsetof(struct import_args, source),
      .help = "id of the list, such as us_ofac_sdn; 'cordon lists status' prints those there "
              "are" },
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct import_args, files),
      .is_many = true, .help = "the list's files as published, all of one edition" },
    { .name = NULL },
};

static const struct example import_examples[] = {
    { "cordon lists import us_ofac_sdn sdn.csv alt.csv add.csv sdn_comments.csv",
      "the OFAC list from its CSV files" },
    { "cordon lists import us_ofac_sdn sdn.xml", "the same from one XML file" },
    { "cordon lists import un_sc consolidated.xml --edition 2026-02-27",
      "the UN list; its date is given by hand" },
    { NULL, NULL },
};

/* TO BE FILLED: the command's work. */
static int run_import(struct cli *cli, const void *given)
{
    const struct import_args *args = given;
    struct cordon_error err = ERROR_INIT;
    (void)args;
    error_set(&err, CORDON_UNSUPPORTED, "not built in yet");
    return cli_fail(cli, &err);
}

const struct command cmd_lists_import = {
    .name = "lists import",
    .group = "Lists",
    .summary = "take in an edition of an official list",
    .about =
        "The whole edition is read and checked before it is put in use; one that cannot be "
        "read to its end changes nothing.",
    .options = import_options,
    .arguments = import_arguments,
    .examples = import_examples,
    .args_size = sizeof(struct import_args),
    .run = run_import,
};

/* --- status ------------------------------------------------------------------------------- */

static const struct example status_examples[] = {
    { "cordon lists status", "which lists are in use, their dates, and what is stale" },
    { "cordon lists status --json", "the same for programs" },
    { NULL, NULL },
};

/* TO BE FILLED: the command's work. */
static int run_status(struct cli *cli, const void *args)
{
    struct cordon_error err = ERROR_INIT;
    (void)args;
    error_set(&err, CORDON_UNSUPPORTED, "not built in yet");
    return cli_fail(cli, &err);
}

const struct command cmd_lists_status = {
    .name = "lists status",
    .group = "Lists",
    .summary = "print the lists in use, their age and size",
    .examples = status_examples,
    .run = run_status,
};
