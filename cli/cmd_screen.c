/* `cordon screen`: compare records with the lists in use; one verdict a record. */
#include "cli/command.h"

#include <cordon/good.h>
#include <cordon/map.h>
#include <cordon/rules.h>
#include <cordon/screen.h>
#include <cordon/sweep.h>

#include "base/json.h"
#include "base/num.h"
#include "cli/map_folder.h"
#include "cli/map_view.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/totals.h"
#include "cli/view.h"
#include "cli/words.h"
#include "os/os.h"

struct screen_args {
    uint16_t    min_bp;  /* MIN_UNSET = what the policy says */
    uint64_t    limit;   /* hits shown a record; 0 = what the policy says */
    str         only;    /* sources, comma separated; "" = all in use */
    str         require; /* sources, comma separated; "" = what the policy says */
    const char *policy;  /* NULL = the setting */
    const char *rules;   /* folder or file of rules; NULL = those built in */
    bool        no_rules;
    bool        no_good;
    bool        links;
    bool        explain;
    unsigned    law;     /* 1 + index into law_choices; 0: titles */
    str         jurisdiction; /* countries, comma separated; "" = the setting */
    uint64_t    threads; /* 0 = the setting */
    const char *map;     /* name, path, "auto"; NULL: columns are named like fields */
    str         sheet;   /* of a workbook */
    const char *report;  /* page to write; NULL: none */
    const char *file;    /* "-" = standard input */
};

enum { MIN_UNSET = UINT16_MAX, LIMIT_MAX = 1000 };

static const struct screen_args defaults = { .min_bp = MIN_UNSET };

static const char *const law_choices[] = { "ids", "none", "full", NULL }; /* enum cordon_law */

static const struct opt options[] = {
    { .name = "map", .letter = 'm', .kind = OPT_PATH, .at = offsetof(struct screen_args, map),
      .arg = "NAME",
      .help = "mapping that says what the columns of an export mean: saved, shipped, a file, or auto "
              "for what 'cordon map' would propose" },
    { .name = "sheet", .kind = OPT_STR, .at = offsetof(struct screen_args, sheet), .arg = "NAME",
      .help = "sheet of a workbook (default: the mapping's, or the first with a header)" },
    { .name = "report", .letter = 'r', .kind = OPT_PATH, .at = offsetof(struct screen_args, report),
      .arg = "FILE.html",
      .help = "write one self-contained page for the people who decide, beside the usual output: the "
              "queue, the questions to ask, each dossier" },
    { .name = "min", .kind = OPT_BP, .at = offsetof(struct screen_args, min_bp), .arg = "BP",
      .help = "lowest name score to list, 0..10000; 9000 is 90% alike; the verdict counts "
              "the others all the same (default: the policy's)" },
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
      .arg = "FILE", .help = "policy file, or the name of a built-in one: default, or demo, "
                               "which takes the bundled starter list for a whole list and is never for "
                               "real decisions" },
    { .name = "rules", .kind = OPT_PATH, .at = offsetof(struct screen_args, rules), .arg = "PATH",
      .help = "red-flag rules: a Sigma file, or a folder of them (default: those built in). They are "
              "asked about records that say their kind" },
    { .name = "no-rules", .kind = OPT_FLAG, .at = offsetof(struct screen_args, no_rules),
      .help = "compare with lists only" },
    { .name = "links", .kind = OPT_FLAG, .at = offsetof(struct screen_args, links),
      .help = "find out first who shares rare values with whom in the file, and weigh it; needs a regular "
              "file, and memory for all of it" },
    { .name = "explain", .kind = OPT_FLAG, .at = offsetof(struct screen_args, explain),
      .help = "show how points and scores add up: strength, fading, what one cause leaves out, groups "
              "and caps, thresholds and what is missing to them" },
    { .name = "law", .kind = OPT_ENUM, .at = offsetof(struct screen_args, law), .arg = "HOW",
      .choices = law_choices,
      .help = "how much of the law cards stands beside what a person has to look at (default: ids, "
              "which is titles and deadlines)" },
    { .name = "jurisdiction", .kind = OPT_LIST, .at = offsetof(struct screen_args, jurisdiction),
      .arg = "COUNTRIES",
      .help = "countries where you pay or employ, comma separated: they choose law cards (default: "
              "the setting jurisdictions)" },
    { .name = "no-good", .kind = OPT_FLAG, .at = offsetof(struct screen_args, no_good),
      .help = "count what 'cordon good' has taken out of the count" },
    { .name = "threads", .letter = 't', .kind = OPT_U64,
      .at = offsetof(struct screen_args, threads), .arg = "N", .min = 1,
      .max = SETTINGS_THREADS_MAX, .help = "threads (default: one a core)" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct screen_args, file),
      .help = "records as CSV, JSON Lines or JSON, flat or FollowTheMoney, told apart by their "
              "content, and with --map any export, XLSX too; - reads standard input" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon screen applicants.jsonl", "each record's verdict, its hits and why" },
    { "cordon screen --json --as-of 2026-07-01 payments.csv > verdicts.jsonl",
      "the same for programs, repeatable to the byte" },
    { "cordon screen --map acme-ats candidates.xlsx", "an export, by a mapping of 'cordon map'" },
    { "cordon screen --report queue.html applicants.jsonl",
      "and a page with the queue, the questions to ask and each dossier" },
    { "cordon screen --links --map greenhouse candidates.csv", "each applicant with what he shares with the others" },
    { "echo '{\"name\":\"Ri Jun Il\"}' | cordon screen -", "one record from a pipe" },
    { "cordon screen --explain --law full --jurisdiction us,kr queue.jsonl",
      "how each sum came about, and what the law of your countries says" },
    { "cordon screen --require us_ofac_sdn,un_sc --min 9000 vendors.csv",
      "never clear unless both lists were compared; list only names 90% alike or more" },
    { NULL, NULL },
};

enum { UNREAD_SHOWN = 20 };

struct output {
    struct cli     *cli;
    const char     *file;
    struct progress progress;
    struct arena    scratch;
    uint64_t        unread; /* records with an error so far, as many as matter */
    struct page     page;
};

/* Say {"status":"syntax","line":2,"column":16,"message":".."} on stderr. */
static void tell_error(struct output *o, struct json_reader *r)
{
    str key = STR_EMPTY, message = STR_EMPTY, sheet = STR_EMPTY, file = str_c(o->file);
    uint64_t line = 0, column = 0;
    struct cordon_error err = ERROR_INIT;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) key = r->text;
        if (k == JSON_NUMBER && str_eq(key, STR("line")))
            (void)num_parse_u64(r->text, UINT64_MAX, &line);
        if (k == JSON_NUMBER && str_eq(key, STR("column")))
            (void)num_parse_u64(r->text, UINT32_MAX, &column);
        if (k == JSON_STRING && str_eq(key, STR("message"))) message = r->text;
        if (k == JSON_STRING && str_eq(key, STR("sheet"))) sheet = r->text;
    }
    if (sheet.len) file = arena_printf(&o->scratch, "%s!%.*s", o->file, STR_ARG(sheet));
    error_at(&err, CORDON_SYNTAX, file, line, (uint32_t)column, "%.*s",
             STR_ARG(message));
    (void)cli_fail(o->cli, &err);
}

/* Which records could not be read, with file and line; the first ones only. */
static void tell_unread(struct output *o, str lines)
{
    static const str mark = STR_INIT("\"verdict\":\"undecided\",\"error\":");
    for (size_t at = 0; (at = str_find(lines, mark, at)) != SIZE_MAX;) {
        struct json_reader r;
        at += mark.len;
        if (o->unread++ >= UNREAD_SHOWN) return;
        arena_reset(&o->scratch);
        json_init(&r, str_from(lines, at), &o->scratch, NULL);
        if (json_next(&r) == JSON_OBJECT) tell_error(o, &r);
    }
}

/* Each answer to the page first, then, as without one, to stdout. */
static cordon_status put_reported(struct output *o, cordon_str lines, struct cordon_error *err)
{
    for (str rest = lines, line; str_next(&rest, '\n', &line);) {
        str shown;
        if (!line.len) continue;
        cordon_status st = page_take(&o->page, line, &shown, err);
        if (st) return st;
        if (!o->cli->globals.json) {
            view_answer(o->cli, shown);
            continue;
        }
        term_add(&o->cli->out, shown);
        term_z(&o->cli->out, "\n");
    }
    return term_flush(&o->cli->out, err);
}

/* Answers as they come: JSON goes straight out, people get the view made from the same object. */
static cordon_status put_answers(void *ctx, cordon_str lines, struct cordon_error *err)
{
    struct output *o = ctx;
    struct term *out = &o->cli->out;
    tell_unread(o, lines);
    if (o->page.report) return put_reported(o, lines, err);
    if (o->cli->globals.json) {
        cordon_status st = term_flush(out, err);
        return st ? st : os_write_all(1, lines, err);
    }
    for (str rest = lines, line; str_next(&rest, '\n', &line);)
        if (line.len) view_answer(o->cli, line);
    return term_flush(out, err);
}

static void show_progress(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    struct output *o = ctx;
    (void)total;
    (void)records;
    progress_update(&o->progress, done);
}

/* One line of talk from the message tables. */
static void say_message(struct cli *cli, const char *key)
{
    struct buf b = BUF_INIT(4096);
    words_add(cli, key, NULL, 0, &b);
    cli_say(cli, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

/* --- with links ---------------------------------------------------------------------------------- */

static cordon_status put_answer(void *ctx, enum cordon_verdict verdict, cordon_str line, struct cordon_error *err)
{
    (void)verdict;
    return put_answers(ctx, line, err);
}

/* What was read until a file broke off is screened all the same; then why it did is told. */
static cordon_status screen_joined(struct cordon_sweep *sweep, const struct cordon_batch *batch,
                                   struct output *out, struct cordon_batch_totals *totals,
                                   struct cordon_error *err)
{
    const struct cordon_sweep_file file = { .path = batch->path, .sheet = batch->sheet, .map = batch->map };
    const struct cordon_sweep_run run = { .threads = batch->threads, .by_record = true,
                                          .answer = put_answer, .answer_ctx = out,
                                          .progress = show_progress, .progress_ctx = out };
    struct cordon_error broken = ERROR_INIT;
    struct cordon_sweep_counts counts;
    cordon_status why = cordon_sweep_add(sweep, &file, &broken);
    cordon_sweep_count(sweep, &counts);
    cordon_status st = CORDON_OK;
    if (counts.records + counts.unreadable) {
        st = cordon_sweep_join(sweep, err);
        progress_init(&out->progress, "screening", counts.records, out->cli->globals.quiet);
        if (!st) st = cordon_sweep_screen(sweep, &run, totals, err);
    }
    if (st || !why) return st;
    *err = broken;
    return why;
}

static cordon_status screen_linked(const struct cordon_set *set, const struct cordon_screen_options *asked,
                                   const struct cordon_batch *batch, struct output *out,
                                   struct cordon_batch_totals *totals, struct cordon_error *err)
{
    struct cordon_sweep *sweep = NULL;
    uint64_t same[2];
    bool is_stream = strcmp(batch->path, "-") == 0 || os_path_look(batch->path, same) == OS_PATH_OTHER;
    if (is_stream)
        return error_set(err, CORDON_ARGUMENT, "--links reads all records before the first answer, and needs a "
                                               "regular file");
    cordon_status st = cordon_sweep_new(set, asked, &sweep, err);
    if (!st) st = screen_joined(sweep, batch, out, totals, err);
    cordon_sweep_free(sweep);
    return st;
}

static int screen(struct cli *cli, const struct screen_args *args, const struct cordon_set *set,
                  const struct cordon_policy *policy, const struct cordon_rules *rules,
                  const struct cordon_good *good, const struct cordon_map *map)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_batch_totals totals = { .records = 0 };
    struct output out = { .cli = cli, .file = args->file };
    struct cordon_screen_options asked = {
        .policy = policy,
        .lang = cli_lang(cli),
        .min_bp = args->min_bp == MIN_UNSET ? -1 : args->min_bp,
        .limit = (uint32_t)args->limit,
        .only = args->only,
        .require = args->require,
        .as_of_s = cli->globals.as_of_s,
        .rules = rules,
        .good = good,
        .facts = args->report != NULL,
        .jurisdictions = args->jurisdiction.len ? args->jurisdiction : cli->settings.jurisdictions,
        .law = args->law ? (enum cordon_law)(args->law - 1) : CORDON_LAW_IDS,
        .explain = args->explain,
    };
    struct cordon_batch batch = {
        .path = args->file,
        .map = map,
        .sheet = args->sheet,
        .threads = (unsigned)(args->threads ? args->threads : cli->settings.threads),
        .answer = put_answers,
        .answer_ctx = &out,
        .progress = show_progress,
        .progress_ctx = &out,
    };
    cordon_status st = page_open(cli, args->report, args->file, &out.page, &err);
    if (st) return cli_fail(cli, &err);
    arena_init(&out.scratch, 1 << 20);
    progress_init(&out.progress, "screening", os_file_size(args->file), cli->globals.quiet);
    st = args->links ? screen_linked(set, &asked, &batch, &out, &totals, &err)
                     : cordon_screen_file(set, &asked, &batch, &totals, &err);
    progress_end(&out.progress);
    arena_release(&out.scratch);
    int code = totals_exit(&totals);
    bool is_unheard = st == CORDON_IO && os_is_closed_pipe(1);
    if (out.unread > UNREAD_SHOWN) say_message(cli, "screen.more_unread");
    if (st) code = exit_worst(code, cli_fail(cli, &err));
    if (!st && !totals.records) {
        error_at(&err, CORDON_SYNTAX, str_c(args->file), 0, 0, "holds no record");
        code = cli_fail(cli, &err);
    }
    if (!cli->globals.json && !is_unheard && totals.records) totals_say(cli, &totals, "screen.records");
    if (!is_unheard) totals_say_good(cli, &totals);
    code = exit_worst(code, page_close(cli, &out.page, totals.records ? st : CORDON_NOTFOUND));
    if (str_eq(str_c(args->policy ? args->policy : cli->settings.policy), STR("demo")))
        totals_say_demo(cli);
    return code;
}

/* --map auto: what `cordon map` would propose; what it took and what it left out is told. */
static cordon_status propose(struct cli *cli, const struct screen_args *args,
                             struct cordon_proposal **ret, struct cordon_error *err)
{
    struct cordon_map_ask ask = { .path = args->file, .sheet = args->sheet };
    if (strcmp(args->file, "-") == 0)
        return error_set(err, CORDON_ARGUMENT, "--map auto reads the file twice: standard input needs a "
                                               "mapping by name");
    cordon_status st = cordon_map_propose(&ask, ret, err);
    if (st) return st;
    str json = cordon_proposal_json(*ret);
    if (!cordon_proposal_map(*ret))
        return error_at(err, CORDON_SYNTAX, str_c(args->file), 0, 0,
                        "no column could be read as a field; 'cordon map' shows why");
    map_view_tell(cli, args->file, json);
    return CORDON_OK;
}

static int run(struct cli *cli, const void *given)
{
    const struct screen_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_policy *policy = NULL;
    struct cordon_rules *rules = NULL;
    struct cordon_good *good = NULL;
    struct cordon_proposal *proposal = NULL;
    struct cordon_map *loaded = NULL;
    const struct cordon_map *map = NULL;
    const char *folder;
    int code;
    cordon_status st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy,
                                          &policy, &err);
    if (!st && args->map && strcmp(args->map, "auto") == 0) {
        st = propose(cli, args, &proposal, &err);
        if (!st) map = cordon_proposal_map(proposal);
    } else if (!st && args->map) {
        st = map_folder_load(cli, args->map, &loaded, &err);
        map = loaded;
    }
    if (!st) st = cli_open_set(cli, &folder, &set, &err);
    if (!st && !args->no_rules) st = cordon_rules_open(&args->rules, args->rules != NULL, &rules, &err);
    if (!st && !args->no_good) st = cordon_good_open(folder, &good, &err);
    code = st ? cli_fail(cli, &err) : screen(cli, args, set, policy, rules, good, map);
    cordon_good_close(good);
    cordon_rules_free(rules);
    cordon_set_close(set);
    cordon_map_free(loaded);
    cordon_proposal_free(proposal);
    cordon_policy_free(policy);
    return code;
}

const struct command cmd_screen = {
    .name = "screen",
    .group = "Screening",
    .summary = "compare records with the lists in use; one verdict a record",
    .about = "The verdict is clear, review, escalate, stop, or undecided when a required list "
             "is missing, stale or failed. Undecided is never clear.\n"
             "The same records, lists, policy, language and --as-of give the same bytes on any "
             "machine.\n"
             "Exit status: 0 every record is clear; 1 a person has to look at one; 3 one could not be "
             "read; 4 one is undecided because a required list is missing, stale or failed; 6 a limit "
             "was reached. A batch ends with the one of 6, 4, 3, 1, 0 that stands first here.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct screen_args),
    .defaults = &defaults,
    .run = run,
};
