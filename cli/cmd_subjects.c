/* `cordon subjects`: who is watched. */
#include "cli/store_place.h"

#include "base/date.h"
#include "base/json.h"
#include "base/num.h"
#include "cli/progress.h"
#include "os/os.h"

/* --- init ------------------------------------------------------------------------------------------------------- */

struct plain_args {
    struct store_args store;
    struct opt_words  words;
};

static const struct opt plain_options[] = { STORE_OPTIONS(struct plain_args, store), { .name = NULL } };

static const struct example init_examples[] = {
    { "cordon subjects init --key ~/.cordon-key", "make a key and an empty store" },
    { NULL, NULL },
};

static int run_init(struct cli *cli, const void *given)
{
    const struct plain_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects_place place;
    const char *folder;
    cordon_status st = store_place(cli, &args->store, &place, &err);
    if (!st && !args->store.store) st = cli_data_folder(cli, &folder, &err);
    if (!st && !args->store.store) st = os_folder_make(folder, &err);
    if (!st) st = cordon_subjects_make(&place, &err);
    if (st) return cli_fail(cli, &err);
    cli_say(cli, "%s is made. Keep a copy of %s where the store is not: without it nobody reads the store again.", place.path, place.key);
    return EXIT_CLEAR;
}

const struct command cmd_subjects_init = {
    .name = "subjects init",
    .group = "Monitoring",
    .summary = "make a store of subjects and the key that seals it",
    .about = "Everything personal in the store is sealed with the key. The key is a file that you hold; a key that "
             "is there is used, and nothing is ever overwritten.",
    .options = plain_options,
    .examples = init_examples,
    .args_size = sizeof(struct plain_args),
    .run = run_init,
};

/* --- add --------------------------------------------------------------------------------------------------------- */

struct add_args {
    struct store_args store;
    const char       *map, *policy;
    str               sheet;
    bool              payments;
    uint64_t          threads;
    struct opt_words  files;
};

static const struct opt add_options[] = {
    { .name = "map", .letter = 'm', .kind = OPT_PATH, .at = offsetof(struct add_args, map), .arg = "NAME",
      .help = "mapping that says what the columns of an export mean: saved, shipped, a file, or auto" },
    { .name = "sheet", .kind = OPT_STR, .at = offsetof(struct add_args, sheet), .arg = "NAME", .help = "sheet of a workbook" },
    { .name = "payments", .kind = OPT_FLAG, .at = offsetof(struct add_args, payments),
      .help = "the files are payments: id, payer, payee, date, amount, currency" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct add_args, policy), .arg = "FILE",
      .help = "policy of the screenings to come (default: the setting)" },
    { .name = "threads", .letter = 't', .kind = OPT_U64, .at = offsetof(struct add_args, threads), .arg = "N", .min = 1,
      .max = SETTINGS_THREADS_MAX, .help = "threads (default: one a core)" },
    STORE_OPTIONS(struct add_args, store),
    { .name = NULL },
};

static const struct arg add_arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct add_args, files), .is_many = true,
      .help = "records as 'cordon screen' reads them; each needs a subject or an id" },
    { .name = NULL },
};

static const struct example add_examples[] = {
    { "cordon subjects add customers.csv", "watch the customers; the next 'cordon rescreen' screens them" },
    { "cordon subjects add --map acme-crm export.xlsx", "the same of an export" },
    { "cordon subjects add --payments payments.csv", "keep payments for 'cordon rescreen --look-back'" },
    { NULL, NULL },
};

struct talk {
    struct cli     *cli;
    struct progress progress;
    uint64_t        faults;
};

static void show_fault(void *ctx, const struct cordon_error *why)
{
    struct talk *t = ctx;
    if (t->faults++ < FAULTS_SHOWN_MAX) (void)cli_fail(t->cli, why);
}

static void say_more(const struct talk *t)
{
    if (t->faults > FAULTS_SHOWN_MAX) cli_say(t->cli, "... and %llu more", (unsigned long long)(t->faults - FAULTS_SHOWN_MAX));
}

static void show_progress(void *ctx, uint64_t done, uint64_t total, uint64_t records)
{
    struct talk *t = ctx;
    (void)total;
    (void)records;
    progress_update(&t->progress, done);
}

static unsigned long long n(uint64_t v)
{
    return (unsigned long long)v;
}

static int say_added(struct cli *cli, const struct cordon_subjects_added *a)
{
    cli_say(cli, "%llu added, %llu changed, %llu as they were", n(a->added), n(a->changed), n(a->same));
    if (a->repeated) cli_say(cli, "%llu records replaced an earlier one of the same file: one record a subject is kept", n(a->repeated));
    if (a->refused) cli_say(cli, "%llu not taken", n(a->refused));
    return a->refused ? EXIT_SYNTAX : EXIT_CLEAR;
}

static int say_payments(struct cli *cli, const struct cordon_payments_added *a)
{
    cli_say(cli, "%llu payments added, %llu as they were; %llu of their parties are watched now", n(a->added), n(a->same), n(a->parties));
    if (a->refused) cli_say(cli, "%llu not taken", n(a->refused));
    return a->refused ? EXIT_SYNTAX : EXIT_CLEAR;
}

static int add_file(struct cli *cli, const struct add_args *args, struct cordon_subjects *s, const struct cordon_policy *policy,
                    const char *path)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_map *map = NULL;
    struct cordon_proposal *proposal = NULL;
    struct talk talk = { .cli = cli };
    struct cordon_subjects_added added = { .added = 0 };
    struct cordon_payments_added paid = { .added = 0 };
    struct cordon_subjects_add add = { .policy = policy, .path = path, .sheet = args->sheet, .as_of_s = cli->globals.as_of_s,
                                       .threads = (unsigned)(args->threads ? args->threads : cli->settings.threads),
                                       .progress = show_progress, .fault = show_fault, .ctx = &talk };
    cordon_status st = store_map(cli, args->map, args->sheet, path, &map, &proposal, &err);
    add.map = proposal ? cordon_proposal_map(proposal) : map;
    progress_init(&talk.progress, "adding", os_file_size(path), cli->globals.quiet);
    if (!st) st = args->payments ? cordon_payments_add(s, &add, &paid, &err) : cordon_subjects_add(s, &add, &added, &err);
    progress_end(&talk.progress);
    cordon_map_free(map);
    cordon_proposal_free(proposal);
    say_more(&talk);
    int code = args->payments ? say_payments(cli, &paid) : say_added(cli, &added);
    return st ? exit_worst(code, cli_fail(cli, &err)) : code;
}

static int run_add(struct cli *cli, const void *given)
{
    const struct add_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_policy *policy = NULL;
    struct cordon_subjects *s = NULL;
    int code = EXIT_CLEAR;
    cordon_status st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy, &policy, &err);
    if (!st) st = store_place_open(cli, &args->store, true, &s, &err);
    if (st) code = cli_fail(cli, &err);
    for (size_t i = 0; !st && i < args->files.count && code != EXIT_INTERRUPTED; i++)
        code = exit_worst(code, add_file(cli, args, s, policy, args->files.items[i]));
    cordon_subjects_close(s);
    cordon_policy_free(policy);
    return code;
}

const struct command cmd_subjects_add = {
    .name = "subjects add",
    .group = "Monitoring",
    .summary = "keep subjects, sealed, to screen them again when lists change",
    .about = "A subject is known by its record's subject, else its id: a record that is there already is left alone, one that "
             "differs replaces it. Nothing is screened: the next 'cordon rescreen' does that.\n"
             "What was added until a failure stays; adding the file again goes on where it ended.\n"
             "Exit status: 0 all taken; 3 some records were not; 5 the store cannot be written, or is another's.",
    .options = add_options,
    .arguments = add_arguments,
    .examples = add_examples,
    .args_size = sizeof(struct add_args),
    .run = run_add,
};

/* --- list, export --------------------------------------------------------------------------------------------------- */

static cordon_status put_lines(void *ctx, cordon_str lines, struct cordon_error *err)
{
    struct talk *t = ctx;
    term_add(&t->cli->out, lines);
    return term_flush(&t->cli->out, err);
}

static int list(struct cli *cli, const struct plain_args *args, bool records)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects *s = NULL;
    struct talk talk = { .cli = cli };
    cordon_status st = store_place_open(cli, &args->store, false, &s, &err);
    if (!st) st = cordon_subjects_list(s, records, put_lines, show_fault, &talk, &err);
    cordon_subjects_close(s);
    say_more(&talk);
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

static int run_list(struct cli *cli, const void *args)
{
    return list(cli, args, false);
}

static int run_export(struct cli *cli, const void *args)
{
    return list(cli, args, true);
}

static const struct example list_examples[] = {
    { "cordon subjects list | grep -v '\"clear\"'", "who is not clear, as of the last screening" },
    { NULL, NULL },
};
static const struct example export_examples[] = {
    { "cordon subjects export > subjects.jsonl", "all that is kept, in the clear: mind where you put it" },
    { NULL, NULL },
};

const struct command cmd_subjects_list = {
    .name = "subjects list",
    .group = "Monitoring",
    .summary = "each subject with its last verdict and hits, a JSON line each",
    .options = plain_options,
    .examples = list_examples,
    .args_size = sizeof(struct plain_args),
    .run = run_list,
};

const struct command cmd_subjects_export = {
    .name = "subjects export",
    .group = "Monitoring",
    .summary = "the same with their records",
    .options = plain_options,
    .examples = export_examples,
    .args_size = sizeof(struct plain_args),
    .run = run_export,
};

/* --- remove ------------------------------------------------------------------------------------------------------------ */

static const struct arg remove_arguments[] = {
    { .name = "ID", .kind = OPT_STR, .at = offsetof(struct plain_args, words), .is_many = true, .help = "subjects to forget" },
    { .name = NULL },
};

static const struct example remove_examples[] = {
    { "cordon subjects remove C-1041 C-1042", "forget two customers" },
    { NULL, NULL },
};

static int run_remove(struct cli *cli, const void *given)
{
    const struct plain_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects *s = NULL;
    uint64_t missing = 0;
    str *ids = arena_calloc(&cli->arena, args->words.count + 1, sizeof *ids);
    cordon_status st = ids ? store_place_open(cli, &args->store, true, &s, &err) : error_nomem(&err);
    for (size_t i = 0; ids && i < args->words.count; i++) ids[i] = str_c(args->words.items[i]);
    if (!st) st = cordon_subjects_remove(s, ids, args->words.count, &missing, &err);
    cordon_subjects_close(s);
    if (st) return cli_fail(cli, &err);
    cli_say(cli, "%llu forgotten", n(args->words.count - missing));
    if (!missing) return EXIT_CLEAR;
    error_set(&err, CORDON_NOTFOUND, "%llu of these subjects are not in the store", n(missing));
    return cli_fail(cli, &err);
}

const struct command cmd_subjects_remove = {
    .name = "subjects remove",
    .group = "Monitoring",
    .summary = "forget subjects: record, hits and keys",
    .about = "What 'cordon rescreen' told of them goes, too. Their payments stay and name nobody. Words of their names stay in "
             "the sealed dictionary.",
    .options = plain_options,
    .arguments = remove_arguments,
    .examples = remove_examples,
    .args_size = sizeof(struct plain_args),
    .run = run_remove,
};

/* --- stats ------------------------------------------------------------------------------------------------------------- */

static void write_stats(struct cli *cli, const struct cordon_subjects_stats *c)
{
    struct json_writer w;
    char when[32];
    json_w_init(&w, &cli->out.buf);
    json_w_object(&w);
    json_w_key_u64(&w, STR("subjects"), c->subjects);
    json_w_key_u64(&w, STR("new"), c->new_ones);
    for (size_t i = 0; i < COUNT_OF(c->verdicts); i++)
        json_w_key_u64(&w, str_c(cordon_verdict_name((enum cordon_verdict)i)), c->verdicts[i]);
    json_w_key_u64(&w, STR("with_hits"), c->with_hits);
    json_w_key_u64(&w, STR("words"), c->words);
    json_w_key_u64(&w, STR("payments"), c->payments);
    json_w_key_u64(&w, STR("bytes"), c->bytes);
    json_w_key(&w, STR("as_of"));
    if (c->as_of_s == INT64_MIN) {
        json_w_null(&w);
    } else {
        date_time_text(c->as_of_s, when);
        json_w_str(&w, str_c(when));
    }
    json_w_key_str(&w, STR("set"), str_c(c->set));
    json_w_object_end(&w);
    term_z(&cli->out, "\n");
}

static void print_stats(struct cli *cli, const struct cordon_subjects_stats *c)
{
    char when[32] = "never";
    struct buf *out = &cli->out.buf;
    if (c->as_of_s != INT64_MIN) date_time_text(c->as_of_s, when);
    buf_printf(out, "%llu subjects, %llu of them new or changed since the last screening (%s)\n", n(c->subjects), n(c->new_ones), when);
    for (size_t i = COUNT_OF(c->verdicts); i--;)
        buf_printf(out, "%12llu %s\n", n(c->verdicts[i]), cordon_verdict_name((enum cordon_verdict)i));
    buf_printf(out, "%llu with hits, %llu words of names, %llu payments, %llu MB\n", n(c->with_hits), n(c->words), n(c->payments),
               n(c->bytes >> 20));
}

static int run_stats(struct cli *cli, const void *given)
{
    const struct plain_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_subjects *s = NULL;
    struct cordon_subjects_stats c;
    struct talk talk = { .cli = cli };
    cordon_status st = store_place_open(cli, &args->store, false, &s, &err);
    if (!st) st = cordon_subjects_count(s, show_fault, &talk, &c, &err);
    cordon_subjects_close(s);
    say_more(&talk);
    if (st) return cli_fail(cli, &err);
    if (cli->globals.json) write_stats(cli, &c);
    else print_stats(cli, &c);
    return c.damaged ? EXIT_IO : EXIT_CLEAR;
}

static const struct example stats_examples[] = {
    { "cordon subjects stats", "how many are watched, and what they were found to be" },
    { NULL, NULL },
};

const struct command cmd_subjects_stats = {
    .name = "subjects stats",
    .group = "Monitoring",
    .summary = "how many subjects there are, by verdict",
    .options = plain_options,
    .examples = stats_examples,
    .args_size = sizeof(struct plain_args),
    .run = run_stats,
};
