/* `cordon sweep`: all the exports of a company at once; who is already inside? */
#include "cli/command.h"

#include <cordon/good.h>
#include <cordon/rules.h>
#include <cordon/sweep.h>

#include "cli/gather.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/totals.h"
#include "cli/view.h"
#include "cli/words.h"
#include "os/os.h"

#include <stdio.h>

enum { DRAWINGS_MAX = 200 };

struct sweep_args {
    struct opt_words paths;
    const char      *policy, *rules, *map;
    uint64_t         threads;
    const char      *report;
    str              jurisdiction;
    unsigned         law; /* 1 + enum cordon_law; 0: not given */
    bool             all;
};

static const char *const law_words[] = { "ids", "none", "full", NULL }; /* as enum cordon_law */

static const struct opt options[] = {
    { .name = "report", .letter = 'r', .kind = OPT_PATH, .at = offsetof(struct sweep_args, report),
      .arg = "FILE.html", .help = "write the queue as one page for the people who decide" },
    { .name = "all", .letter = 'a', .kind = OPT_FLAG, .at = offsetof(struct sweep_args, all),
      .help = "show those who are clear too; --json always does" },
    { .name = "map", .letter = 'm', .kind = OPT_PATH, .at = offsetof(struct sweep_args, map), .arg = "NAME",
      .help = "read all files by this mapping (default: each is recognised)" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct sweep_args, policy), .arg = "FILE",
      .help = "policy file, or the name of a built-in one: default, or demo" },
    { .name = "rules", .kind = OPT_PATH, .at = offsetof(struct sweep_args, rules), .arg = "PATH",
      .help = "red-flag rules: a Sigma file, or a folder of them (default: those built in)" },
    { .name = "jurisdiction", .kind = OPT_LIST, .at = offsetof(struct sweep_args, jurisdiction),
      .arg = "COUNTRIES", .help = "countries where you pay or employ, comma separated, whose law cards are shown "
                                  "(default: the setting jurisdictions)" },
    { .name = "law", .kind = OPT_ENUM, .at = offsetof(struct sweep_args, law), .arg = "HOW",
      .choices = law_words, .help = "law cards: ids and titles, none, or in full" },
    { .name = "threads", .letter = 't', .kind = OPT_U64, .at = offsetof(struct sweep_args, threads),
      .arg = "N", .min = 1, .max = SETTINGS_THREADS_MAX, .help = "threads (default: one a core)" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct sweep_args, paths), .is_many = true,
      .help = "exports, and folders of them: applicants, staff, payroll, log-ins, devices, markets; CSV, XLSX, "
              "JSON, JSON Lines" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon sweep exports/", "everything a company has, as one queue" },
    { "cordon sweep --report queue.html exports/", "a page with the drawing of each operator" },
    { "cordon sweep --json ats.csv payroll.csv okta.jsonl > queue.jsonl", "one result a subject, for programs" },
    { NULL, NULL },
};

struct output {
    struct cli     *cli;
    bool            all;
    struct page     page;
    struct progress progress;
};

/* The queue as it comes; people see those who need one. */
static cordon_status put_answer(void *ctx, enum cordon_verdict verdict, cordon_str line,
                                struct cordon_error *err)
{
    struct output *o = ctx;
    cordon_status st = page_take(&o->page, str_trim(line), &line, err);
    if (st) return st;
    if (o->cli->globals.json) {
        term_add(&o->cli->out, str_trim(line));
        term_z(&o->cli->out, "\n");
        return term_flush(&o->cli->out, err);
    }
    if (verdict == CORDON_CLEAR && !o->all) return CORDON_OK;
    view_answer(o->cli, str_trim(line));
    return term_flush(&o->cli->out, err);
}

static void show_progress(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    struct output *o = ctx;
    (void)total;
    (void)records;
    progress_update(&o->progress, done);
}

static void say_files(struct cli *cli, const struct cordon_sweep_counts *c)
{
    struct buf b = BUF_INIT(4096);
    const struct cordon_word words[] = { word_number("files", c->files), word_number("records", c->records),
                                         word_number("subjects", c->subjects), word_number("groups", c->groups) };
    words_add(cli, "sweep.counts", words, 4, &b);
    cli_say(cli, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

/* The operators as drawings, those of the first groups. */
static cordon_status draw(struct page *p, const struct cordon_sweep *sweep, uint64_t groups, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (uint32_t i = 1; p->report && !st && i <= groups && i <= DRAWINGS_MAX; i++) {
        struct cordon_text svg = { .data = NULL };
        char id[32];
        snprintf(id, sizeof id, "op-%u", i);
        st = cordon_sweep_links(sweep, CORDON_LINKS_SVG, i, &svg, err);
        if (!st) st = cordon_report_drawing(p->report, str_c(id), str_of(svg.data, svg.len), err);
        if (st == CORDON_LIMIT || st == CORDON_REFUSED) st = CORDON_OK; /* the operator stands without one */
        cordon_text_free(&svg);
    }
    return st;
}

static int screen_all(struct cli *cli, const struct sweep_args *args, struct cordon_sweep *sweep)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals totals;
    struct cordon_sweep_counts counts;
    struct output out = { .cli = cli, .all = args->all };
    cordon_status st = cordon_sweep_join(sweep, &err);
    if (st) return cli_fail(cli, &err);
    cordon_sweep_count(sweep, &counts);
    say_files(cli, &counts);
    gather_say_parted(cli, &counts);
    struct cordon_sweep_run run = {
        .threads = (unsigned)(args->threads ? args->threads : cli->settings.threads),
        .answer = put_answer, .answer_ctx = &out, .progress = show_progress, .progress_ctx = &out,
    };
    st = page_open(cli, args->report, args->paths.items[0], &out.page, &err);
    if (st) return cli_fail(cli, &err);
    progress_init(&out.progress, "screening", counts.subjects, cli->globals.quiet);
    st = cordon_sweep_screen(sweep, &run, &totals, &err);
    progress_end(&out.progress);
    if (!st) st = draw(&out.page, sweep, counts.groups, &err);
    int code = totals_exit(&totals);
    if (st) code = exit_worst(code, cli_fail(cli, &err));
    if (!cli->globals.json) totals_say(cli, &totals, "sweep.subjects");
    totals_say_good(cli, &totals);
    code = exit_worst(code, page_close(cli, &out.page, st));
    return code;
}

static int sweep_files(struct cli *cli, const struct sweep_args *args, struct cordon_sweep *sweep)
{
    struct gathered *g = arena_calloc(&cli->arena, 1, sizeof *g);
    struct cordon_error err = ERROR_INIT;
    struct cordon_sweep_counts counts;
    if (!g) {
        error_nomem(&err);
        return cli_fail(cli, &err);
    }
    int code = gather_files(cli, &args->paths, args->map, sweep, g);
    cordon_sweep_count(sweep, &counts);
    if (os_interrupted()) {
        code = exit_worst(code, EXIT_INTERRUPTED);
    } else if (counts.records + counts.unreadable) {
        code = exit_worst(code, screen_all(cli, args, sweep));
    } else if (code == EXIT_CLEAR) {
        error_set(&err, CORDON_SYNTAX, "there is no record in what was given");
        code = cli_fail(cli, &err);
    }
    cordon_sweep_free(sweep);
    gather_release(g);
    return code;
}

static int run(struct cli *cli, const void *given)
{
    const struct sweep_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_policy *policy = NULL;
    struct cordon_rules *rules = NULL;
    struct cordon_good *good = NULL;
    struct cordon_sweep *sweep = NULL;
    const char *folder, *policy_name = args->policy ? args->policy : cli->settings.policy;
    cordon_status st = cordon_policy_load(policy_name, &policy, &err);
    if (!st) st = cli_open_set(cli, &folder, &set, &err);
    if (!st) st = cordon_rules_open(&args->rules, args->rules != NULL, &rules, &err);
    if (!st) st = cordon_good_open(folder, &good, &err);
    struct cordon_screen_options asked = { .policy = policy, .lang = cli_lang(cli), .min_bp = -1,
                                           .as_of_s = cli->globals.as_of_s, .rules = rules,
                                           .good = good,
                                           .facts = args->report != NULL,
                                           .jurisdictions = args->jurisdiction.len ? args->jurisdiction
                                                                                   : cli->settings.jurisdictions,
                                           .law = args->law ? (enum cordon_law)(args->law - 1) : CORDON_LAW_IDS };
    if (!st) st = cordon_sweep_new(set, &asked, &sweep, &err);
    int code = st ? cli_fail(cli, &err) : sweep_files(cli, args, sweep);
    if (str_eq(str_c(policy_name), STR("demo"))) totals_say_demo(cli);
    cordon_good_close(good);
    cordon_rules_free(rules);
    cordon_set_close(set);
    cordon_policy_free(policy);
    return code;
}

const struct command cmd_sweep = {
    .name = "sweep",
    .group = "Screening",
    .summary = "all the exports of a company at once; who is already inside?",
    .about = "Each file is recognised (Greenhouse, Workday, Okta, payroll, inventories, markets ...; 'cordon map' "
             "shows what it would make of one), people are joined across files by candidate and employee "
             "number, e-mail address, account and device, screened as one, and linked with whoever shares "
             "rare values with them: devices, payout accounts, delivery addresses, resumes.\n"
             "One queue comes out, those who need a person first. Each reason names file and line of the "
             "rows it rests on. For those escalated it says what to narrow and what to keep, in which order.\n"
             "All records are held in memory (docs/limits.md). A file that cannot be read is told, the others go "
             "on, and the exit status says so. Exit status as 'cordon screen'.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct sweep_args),
    .run = run,
};
