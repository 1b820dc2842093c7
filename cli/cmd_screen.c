/* `cordon screen`: compare records with the lists in use; one verdict a record. */
#include "cli/command.h"

struct screen_args {
    uint16_t    min_bp;  /* MIN_UNSET = what the policy says */
    uint64_t    limit;   /* hits shown a record; 0 = what the policy says */
    str         only;    /* sources, comma separated; "" = all in use */
    str         require; /* sources, comma separated; "" = what the policy says */
    const char *policy;  /* NULL = the setting */
    uint64_t    threads; /* 0 = the setting */
    const char *file;    /* "-" = standard input */
};

enum { MIN_UNSET = UINT16_MAX, LIMIT_MAX = 1000 };

static const struct screen_args defaults = { .min_bp = MIN_UNSET };

static const struct opt options[] = {
    { .name = "min", .kind = OPT_BP, .at = offsetof(struct screen_args, min_bp), .arg = "BP",
      .help = "lowest name score to report, 0..10000 (default: the policy's)" },
    { .name = "limit", .kind = OPT_U64, .at = offsetof(struct screen_args, limit), .arg = "N",
      .min = 1, .max = LIMIT_MAX,
      .help = "show at most N hits a record, 1..1000; the verdict counts all (default: the "
              "policy's)" },
    { .name = "only", .kind = OPT_LIST, .at = offsetof(struct screen_args, only),
      .arg = "SOURCE",
      .help = "compare with these lists only, comma separated (default: all)" },
    { .name = "require", .kind = OPT_LIST, .at = offsetof(struct screen_args, require),
      .arg = "SOURCES",
      .help = "lists without which no record is clear, comma separated (default: the "
              "policy's)" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct screen_args, policy),
      .arg = "FILE", .help = "policy file, or demo, which accepts the starter list" },
    { .name = "threads", .letter = 't', .kind = OPT_U64,
      .at = offsetof(struct screen_args, threads), .arg = "N", .min = 1,
      .max = SETTINGS_THREADS_MAX, .help = "threads (default: one a core)" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct screen_args, file),
      .help = "records: FollowTheMoney JSON, flat JSON, a dossier or CSV; - reads standard "
              "input" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon screen applicants.jsonl", "one line a record: verdict, best hit, why" },
    { "cordon screen --json --as-of 2026-07-01 payments.csv > verdicts.jsonl",
      "the same for programs, repeatable to the byte" },
    { "echo '{\"name\":\"Ri Jun Il\"}' | cordon screen -", "one record from a pipe" },
    { "cordon screen --require us_ofac_sdn,un_sc --min 9000 vendors.csv",
      "stay undecided unless both lists were compared; show close hits only" },
    { NULL, NULL },
};

/* TO BE FILLED: the command's work. */
static int run(struct cli *cli, const void *given)
{
    const struct screen_args *args = given;
    struct cordon_error err = ERROR_INIT;
    (void)args;
    error_set(&err, CORDON_UNSUPPORTED, "not built in yet");
    return cli_fail(cli, &err);
}

const struct command cmd_screen = {
    .name = "screen",
    .group = "Screening",
    .summary = "compare records with the lists in use; one verdict a record",
    .about = "The verdict is clear, review, escalate, stop, or undecided when a required list "
             "is missing, stale or failed. Undecided is never clear.\n"
             "The same records, lists, policy and --as-of give the same bytes on any machine.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct screen_args),
    .defaults = &defaults,
    .run = run,
};
