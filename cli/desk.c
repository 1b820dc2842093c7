/* Opening lists, rules, mapping and known-good list, and screening a file with them. */
#include "cli/desk.h"

#include "cli/map_folder.h"
#include "cli/progress.h"
#include "os/os.h"

static cordon_status open_map(struct desk *d, struct cordon_error *err)
{
    struct cordon_map_ask ask = { .path = d->args->file, .sheet = d->args->sheet };
    if (!d->args->map) return CORDON_OK;
    if (strcmp(d->args->map, "auto") != 0) return map_folder_load(d->cli, d->args->map, &d->map, err);
    cordon_status st = cordon_map_propose(&ask, &d->proposal, err);
    if (st || cordon_proposal_map(d->proposal)) return st;
    return error_at(err, CORDON_SYNTAX, str_c(d->args->file), 0, 0,
                    "no column could be read as a field; 'cordon map' shows why");
}

cordon_status desk_open(struct desk *d, struct cli *cli, const struct desk_args *args, bool with_good,
                        struct cordon_error *err)
{
    *d = (struct desk){ .cli = cli, .args = args };
    cordon_status st = cli_data_folder(cli, &d->folder, err);
    if (!st) st = open_map(d, err);
    if (!st && with_good) st = cordon_good_open(d->folder, &d->good, err);
    if (!st) st = cordon_set_open(d->folder, &d->set, err);
    if (!st && !args->no_rules) st = cordon_rules_open(&args->rules, args->rules != NULL, &d->rules, err);
    return st;
}

void desk_close(struct desk *d)
{
    cordon_rules_free(d->rules);
    cordon_set_close(d->set);
    cordon_good_close(d->good);
    cordon_map_free(d->map);
    cordon_proposal_free(d->proposal);
}

static void show_progress(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    (void)total;
    (void)records;
    progress_update(ctx, done);
}

cordon_status desk_screen(struct desk *d, const struct desk_run *run,
                          struct cordon_batch_totals *ret_totals, struct cordon_error *err)
{
    struct cli *cli = d->cli;
    struct progress progress;
    struct cordon_screen_options asked = {
        .policy = run->policy, .lang = cli_lang(cli), .min_bp = -1, .only = d->args->only,
        .as_of_s = cli->globals.as_of_s, .rules = d->rules, .good = d->good,
        .tell_given = run->tell_given,
    };
    struct cordon_batch batch = {
        .path = d->args->file,
        .map = d->proposal ? cordon_proposal_map(d->proposal) : d->map,
        .sheet = d->args->sheet,
        .threads = (unsigned)(d->args->threads ? d->args->threads : cli->settings.threads),
        .answer = run->answer, .answer_ctx = run->ctx,
        .progress = show_progress, .progress_ctx = &progress,
    };
    progress_init(&progress, run->what, os_file_size(d->args->file), cli->globals.quiet);
    cordon_status st = cordon_screen_file(d->set, &asked, &batch, ret_totals, err);
    progress_end(&progress);
    if (!st && !ret_totals->records)
        st = error_at(err, CORDON_SYNTAX, str_c(d->args->file), 0, 0, "holds no record");
    return st;
}

int desk_exit(const struct cordon_batch_totals *t)
{
    int code = EXIT_CLEAR;
    if (t->unreadable) code = exit_worst(code, EXIT_SYNTAX);
    if (t->limited) code = exit_worst(code, EXIT_LIMIT);
    if (t->verdicts[CORDON_UNDECIDED] > t->unreadable + t->limited)
        code = exit_worst(code, EXIT_UNDECIDED);
    return code;
}
