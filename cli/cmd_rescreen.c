/* `cordon rescreen`: whom a change of the lists touches. */
#include "cli/store_place.h"

#include <cordon/good.h>

#include "base/json.h"
#include "base/num.h"
#include "cli/progress.h"
#include "cli/totals.h"
#include "os/os.h"

#include <stdio.h>

struct rescreen_args {
    struct store_args store;
    const char       *policy, *draft;
    str               since, only, require, jurisdiction;
    bool              all, dry_run, look_back, no_good;
    uint64_t          threads;
};

static const struct opt options[] = {
    { .name = "since", .kind = OPT_STR, .at = offsetof(struct rescreen_args, since), .arg = "EDITION",
      .help = "tell again what changed since an edition, too: a day of screening, or source:date" },
    { .name = "all", .letter = 'a', .kind = OPT_FLAG, .at = offsetof(struct rescreen_args, all),
      .help = "screen every subject, touched or not" },
    { .name = "dry-run", .letter = 'n', .kind = OPT_FLAG, .at = offsetof(struct rescreen_args, dry_run),
      .help = "tell what would change, and leave the store as it is" },
    { .name = "look-back", .kind = OPT_FLAG, .at = offsetof(struct rescreen_args, look_back),
      .help = "then tell which past payments touched the newly listed" },
    { .name = "draft", .kind = OPT_PATH, .at = offsetof(struct rescreen_args, draft), .arg = "FOLDER",
      .help = "with --look-back: write a draft of a disclosure for each newly listed party there" },
    { .name = "jurisdiction", .kind = OPT_LIST, .at = offsetof(struct rescreen_args, jurisdiction), .arg = "COUNTRIES",
      .help = "countries whose duties the drafts quote (default: the setting jurisdictions)" },
    { .name = "only", .kind = OPT_LIST, .at = offsetof(struct rescreen_args, only), .arg = "SOURCE",
      .help = "compare with these lists only, comma separated (default: all)" },
    { .name = "require", .kind = OPT_LIST, .at = offsetof(struct rescreen_args, require), .arg = "SOURCE",
      .help = "lists without which nothing is clear (default: the policy's and all imported)" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct rescreen_args, policy), .arg = "FILE",
      .help = "policy file, default, or demo (default: the setting)" },
    { .name = "no-good", .kind = OPT_FLAG, .at = offsetof(struct rescreen_args, no_good),
      .help = "count what 'cordon good' has taken out of the count" },
    { .name = "threads", .letter = 't', .kind = OPT_U64, .at = offsetof(struct rescreen_args, threads), .arg = "N", .min = 1,
      .max = SETTINGS_THREADS_MAX, .help = "threads (default: one a core)" },
    STORE_OPTIONS(struct rescreen_args, store),
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon rescreen", "after an import: who is another verdict now, and why, a JSON line each" },
    { "cordon rescreen --since un_sc:2026-02-27", "and again all that changed since that edition" },
    { "cordon rescreen --look-back --draft drafts", "and past payments of the newly listed, with drafts for counsel" },
    { NULL, NULL },
};

struct output {
    struct cli     *cli;
    struct progress progress;
    const char     *folder; /* of drafts */
    uint64_t        faults; /* told or not */
};

static cordon_status put_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    struct output *o = ctx;
    progress_end(&o->progress);
    cordon_status st = term_flush(&o->cli->out, err);
    return st ? st : os_write_all(1, lines, err);
}

static void show_progress(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    struct output *o = ctx;
    (void)total;
    (void)records;
    progress_update(&o->progress, done * 4096); /* blocks; the line speaks of bytes */
}

static void show_fault(void *ctx, const struct cordon_error *why)
{
    struct output *o = ctx;
    if (o->faults++ < FAULTS_SHOWN_MAX) (void)cli_fail(o->cli, why);
}

static unsigned long long n(uint64_t v)
{
    return (unsigned long long)v;
}

static void say_sum(struct cli *cli, const struct cordon_rescreened *r)
{
    cli_say(cli, "listed parties: %llu added, %llu changed, %llu removed since the last screening", n(r->added), n(r->changed), n(r->removed));
    if (r->was_all) cli_say(cli, "every subject was screened: %s", r->why);
    cli_say(cli, "%llu subjects: %llu looked at, %llu screened; %llu have another verdict, %llu other hits", n(r->subjects), n(r->sieved),
            n(r->screened), n(r->moved), n(r->rehit));
    cli_say(cli, "now %llu stop, %llu escalate, %llu review, %llu undecided, %llu clear", n(r->verdicts[CORDON_STOP]),
            n(r->verdicts[CORDON_ESCALATE]), n(r->verdicts[CORDON_REVIEW]), n(r->verdicts[CORDON_UNDECIDED]), n(r->verdicts[CORDON_CLEAR]));
    if (r->open_check[0]) cli_say(cli, "nobody is clear: the required check %s was not done; 'cordon lists status' says why", r->open_check);
    if (r->damaged) cli_say(cli, "%llu blocks were damaged and screened in full", n(r->damaged));
    if (r->lost_hits) cli_say(cli, "kept hits of %llu subjects were damaged: these were screened anew", n(r->lost_hits));
    if (r->unread) cli_say(cli, "records of %llu subjects cannot be read: they are undecided until they are added again", n(r->unread));
}

/* Of all subjects, as a batch of `screen` ends. */
static int exit_code(const struct cordon_rescreened *r)
{
    struct cordon_batch_totals t = { .records = r->subjects };
    memcpy(t.verdicts, r->verdicts, sizeof t.verdicts);
    return totals_exit(&t);
}

static cordon_status put_draft(void *ctx, cordon_str entity, cordon_str text, struct cordon_error *err)
{
    struct output *o = ctx;
    struct buf path = BUF_INIT(4096);
    buf_printf(&path, "%s/%.*s.txt", o->folder, STR_ARG(entity));
    buf_add_byte(&path, '\0');
    for (size_t i = strlen(o->folder) + 1; i + 1 < path.len; i++)
        if (path.data[i] == '/') path.data[i] = '_'; /* an id is no path */
    cordon_status st = path.failed ? error_nomem(err) : os_file_replace(path.data, text, err);
    buf_release(&path);
    return st;
}

static int look_back(struct output *o, const struct rescreen_args *args, struct cordon_subjects *s, const struct cordon_set *set)
{
    struct cli *cli = o->cli;
    struct cordon_error err = ERROR_INIT;
    struct cordon_looked_back sum = { .parties = 0 };
    struct cordon_look_back look = { .set = set, .since = args->since, .lang = cli_lang(cli), .as_of_s = cli->globals.as_of_s,
                                     .jurisdictions = args->jurisdiction.len ? args->jurisdiction : cli->settings.jurisdictions,
                                     .threads = (unsigned)(args->threads ? args->threads : cli->settings.threads),
                                     .found = put_lines, .draft = args->draft ? put_draft : NULL, .ctx = o };
    cordon_status st = args->draft ? os_folder_make(args->draft, &err) : CORDON_OK;
    if (!st) st = cordon_look_back(s, &look, &sum, &err);
    if (st && !sum.damaged) return cli_fail(cli, &err);
    cli_say(cli, "looking back: %llu newly listed parties have subjects near them, %llu in all; %llu of %llu payments are theirs",
            n(sum.parties), n(sum.subjects), n(sum.touched), n(sum.payments));
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

static int rescreen(struct cli *cli, const struct rescreen_args *args, struct cordon_subjects *s, const struct cordon_set *set,
                    const struct cordon_policy *policy, const struct cordon_good *good)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_rescreened sum;
    struct output out = { .cli = cli, .folder = args->draft };
    struct cordon_screen_options asked = { .policy = policy, .min_bp = -1, .only = args->only, .require = args->require,
                                           .as_of_s = cli->globals.as_of_s, .good = good };
    struct cordon_rescreen run = { .set = set, .options = &asked, .since = args->since, .is_all = args->all, .is_dry = args->dry_run,
                                   .threads = (unsigned)(args->threads ? args->threads : cli->settings.threads),
                                   .change = put_lines, .progress = show_progress, .fault = show_fault, .ctx = &out };
    progress_init(&out.progress, "screening again", 0, cli->globals.quiet);
    cordon_status st = cordon_rescreen(s, &run, &sum, &err);
    progress_end(&out.progress);
    if (out.faults > FAULTS_SHOWN_MAX) cli_say(cli, "... and %llu more", n(out.faults - FAULTS_SHOWN_MAX));
    if (!st) say_sum(cli, &sum);
    else if (sum.subjects) cli_say(cli, "not done: it ended after %llu subjects; run it again for the others", n(sum.subjects));
    int code = exit_code(&sum);
    if (st) return exit_worst(code, cli_fail(cli, &err));
    if (args->look_back) code = exit_worst(code, look_back(&out, args, s, set));
    if (str_eq(str_c(args->policy ? args->policy : cli->settings.policy), STR("demo"))) totals_say_demo(cli);
    return code;
}

static int run(struct cli *cli, const void *given)
{
    const struct rescreen_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_policy *policy = NULL;
    struct cordon_subjects *s = NULL;
    struct cordon_set *set = NULL;
    struct cordon_good *good = NULL;
    const char *folder;
    if (args->since.data && !args->since.len) {
        error_set(&err, CORDON_ARGUMENT, "--since is empty; write a day, 2026-02-27, or a list and its edition, un_sc:2026-02-27");
        return cli_fail(cli, &err);
    }
    cordon_status st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy, &policy, &err);
    if (!st) st = store_place_open(cli, &args->store, !args->dry_run, &s, &err);
    if (!st) st = cli_open_set(cli, &folder, &set, &err);
    if (!st && !args->no_good) st = cordon_good_open(folder, &good, &err);
    int code = st ? cli_fail(cli, &err) : rescreen(cli, args, s, set, policy, good);
    cordon_good_close(good);
    cordon_set_close(set);
    cordon_subjects_close(s);
    cordon_policy_free(policy);
    return code;
}

const struct command cmd_rescreen = {
    .name = "rescreen",
    .group = "Monitoring",
    .summary = "screen again the subjects that a change of the lists may touch",
    .about = "Prints a JSON line for each subject whose verdict is another now: subject, from, to, hits, and because of which "
             "listed parties. A line is printed before it is kept: after a kill it may come twice, and is never lost.\n"
             "What the store holds then is what screening every subject at that time would give. Red flags are not asked: they "
             "belong to 'cordon screen' and 'cordon sweep'.\n"
             "Exit status: as 'cordon screen', of all subjects.",
    .options = options,
    .examples = examples,
    .args_size = sizeof(struct rescreen_args),
    .run = run,
};
