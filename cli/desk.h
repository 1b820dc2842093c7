/* What screening a file takes, opened and closed together: for commands that screen to count. */
#ifndef CLI_DESK_H
#define CLI_DESK_H

#include "cli/command.h"

#include <cordon/good.h>
#include <cordon/map.h>
#include <cordon/rules.h>
#include <cordon/screen.h>

/** What the commands' options say; a part of their argument structs. */
struct desk_args {
    const char *map;    /* NULL: columns are named like fields */
    str         sheet;
    str         only;
    const char *rules;  /* NULL: those built in */
    bool        no_rules;
    uint64_t    threads;
    const char *file;
};

struct desk {
    struct cli             *cli;
    const struct desk_args *args;
    const char             *folder;
    struct cordon_set      *set;
    struct cordon_rules    *rules;
    struct cordon_good     *good;
    struct cordon_map      *map;
    struct cordon_proposal *proposal; /* of --map auto */
};

/** The options that desk_args holds, at `base` of the command's struct. */
#define DESK_OPTIONS(type, member)                                                                 \
    { .name = "map", .letter = 'm', .kind = OPT_PATH, .at = offsetof(type, member.map),            \
      .arg = "NAME",                                                                               \
      .help = "mapping that says what the columns of an export mean: saved, shipped, a file, or "   \
              "auto" },                                                                            \
    { .name = "sheet", .kind = OPT_STR, .at = offsetof(type, member.sheet), .arg = "NAME",         \
      .help = "sheet of a workbook" },                                                             \
    { .name = "only", .kind = OPT_LIST, .at = offsetof(type, member.only), .arg = "SOURCE",        \
      .help = "compare with these lists only, comma separated (default: all)" },                   \
    { .name = "rules", .kind = OPT_PATH, .at = offsetof(type, member.rules), .arg = "PATH",        \
      .help = "red-flag rules: a Sigma file, or a folder of them (default: those built in)" },     \
    { .name = "no-rules", .kind = OPT_FLAG, .at = offsetof(type, member.no_rules),                 \
      .help = "compare with lists only" },                                                         \
    { .name = "threads", .letter = 't', .kind = OPT_U64, .at = offsetof(type, member.threads),     \
      .arg = "N", .min = 1, .max = SETTINGS_THREADS_MAX,                                           \
      .help = "threads (default: one a core)" }

/** Open all. @param with_good  the known-good list too; a damaged one fails */
cordon_status desk_open(struct desk *d, struct cli *cli, const struct desk_args *args, bool with_good,
                        struct cordon_error *err);
void desk_close(struct desk *d);

/** How one screening of the file is to be. */
struct desk_run {
    const struct cordon_policy *policy;
    bool             tell_given;
    const char      *what; /* for the line of progress */
    cordon_batch_fn *answer;
    void            *ctx;
};

/** Screen the file. A file without a record is CORDON_SYNTAX. */
cordon_status desk_screen(struct desk *d, const struct desk_run *run,
                          struct cordon_batch_totals *ret_totals, struct cordon_error *err);
/** What the totals stand for beside alerts: unreadable, limited and undecided records. */
int desk_exit(const struct cordon_batch_totals *t);

#endif
