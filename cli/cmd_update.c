/* `cordon lists update`, `lists selftest` and `lists accept`: lists by themselves, kept fresh. */
#include "cli/update.h"

#include "os/os.h"

struct update_args {
    struct opt_words sources;
    const char      *mirror, *from, *proxy, *addresses, *ca;
    struct opt_many  keys, dates;
    uint64_t         jobs, tries, stall_s, timeout_s;
    uint64_t         keep; /* 0 = the setting */
    bool             is_all, is_dry, is_markdown, accept_licence;
};

static const struct update_args update_defaults = { .jobs = 4, .tries = 4, .stall_s = 60,
                                                    .timeout_s = 1800 };

enum { UPDATE_WAIT_MS = 30000 };

#define AT(field) .at = offsetof(struct update_args, field)

/* what both commands take */
#define FETCH_OPTIONS                                                                                \
    { .name = "mirror", .kind = OPT_PATH, AT(mirror), .arg = "URL",                                  \
      .help = "fetch from this copy instead: URL/SOURCE/FILE; http is allowed here" },              \
    { .name = "addresses", .kind = OPT_PATH, AT(addresses), .arg = "FILE",                           \
      .help = "rows of id, url, link, hosts, cap_mib with tabs between, in the place of the "         \
              "catalogue's" },                                                                       \
    { .name = "key", .kind = OPT_MANY, AT(keys), .arg = "SOURCE=FILE",                               \
      .help = "the key that an authority gave you, in a file's first line" },                       \
    { .name = "proxy", .kind = OPT_PATH, AT(proxy), .arg = "URL",                                    \
      .help = "go through this proxy; '' for none (default: as https_proxy and no_proxy say)" },    \
    { .name = "ca", .kind = OPT_PATH, AT(ca), .arg = "FILE",                                         \
      .help = "certificates to trust (default: the system's)" },                                    \
    { .name = "jobs", .kind = OPT_U64, AT(jobs), .arg = "N", .min = 1, .max = 16,                    \
      .help = "sources fetched at once (default: 4)" },                                             \
    { .name = "tries", .kind = OPT_U64, AT(tries), .arg = "N", .min = 1, .max = 10,                  \
      .help = "tries for one file (default: 4)" },                                                  \
    { .name = "stall", .kind = OPT_U64, AT(stall_s), .arg = "SECONDS", .min = 1, .max = 3600,        \
      .help = "give up on a server that is silent for so long (default: 60)" },                     \
    { .name = "timeout", .kind = OPT_U64, AT(timeout_s), .arg = "SECONDS", .min = 1, .max = 86400,   \
      .help = "give up on a file after so long (default: 1800)" }

static const struct opt update_options[] = {
    { .name = "all", .kind = OPT_FLAG, AT(is_all), .help = "every source that has an address, but for those whose licence was not accepted" },
    { .name = "dry-run", .kind = OPT_FLAG, AT(is_dry),
      .help = "fetch and check, and say what would change; put nothing in use" },
    { .name = "from", .kind = OPT_PATH, AT(from), .arg = "DIR",
      .help = "take the files from DIR/SOURCE/ instead: a medium, a folder; same checks" },
    { .name = "edition", .kind = OPT_MANY, AT(dates), .arg = "SOURCE=DATE",
      .help = "day on which a list without a date of its own was published, YYYY-MM-DD" },
    { .name = "keep", .kind = OPT_U64, AT(keep), .arg = "N", .min = 2, .max = SETTINGS_KEEP_MAX,
      .help = "editions of each list that stay in the data folder (default: the setting 'keep')" },
    { .name = "accept-licence", .kind = OPT_FLAG, AT(accept_licence),
      .help = "say that you keep to the sources' licences, where one allows non-commercial use only; kept in "
              "the data folder" },
    FETCH_OPTIONS,
    { .name = NULL },
};

static const struct opt selftest_options[] = {
    { .name = "markdown", .kind = OPT_FLAG, AT(is_markdown), .help = "print a dated page to keep" },
    FETCH_OPTIONS,
    { .name = NULL },
};

static const struct arg update_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, AT(sources), .is_optional = true, .is_many = true,
      .help = "id of a list (default: those in use and those that the policy requires)" },
    { .name = NULL },
};

static const struct arg selftest_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, AT(sources), .is_optional = true, .is_many = true,
      .help = "id of a list (default: as 'lists update --all')" },
    { .name = NULL },
};

static const struct example update_examples[] = {
    { "cordon lists update", "fetch what has changed, check it, put it in use" },
    { "cordon lists update un_sc eu_fsf --dry-run", "say what these two would change" },
    { "cordon lists update --from /media/stick", "the same on a machine without a network" },
    { "cordon lists update --from /media/stick us_ofac_sdn --edition us_ofac_sdn=2026-07-01",
      "CSV files that do not say of which day they are" },
    { "cordon lists update kr_kofiu --key kr_kofiu=law.key", "an authority that gives keys" },
    { NULL, NULL },
};

static const struct example selftest_examples[] = {
    { "cordon lists selftest", "can each source be fetched and read today?" },
    { "cordon lists selftest --markdown > selftest.md", "the same as a page to keep" },
    { NULL, NULL },
};

/* "SOURCE=VALUE" */
static cordon_status split_word(const char *word, const char *usage, str *ret_source, const char **ret_value,
                                struct cordon_error *err)
{
    size_t at = str_index(str_c(word), '=');
    if (at == 0 || at + 1 >= strlen(word)) return error_set(err, CORDON_ARGUMENT, "%s", usage);
    *ret_source = str_of(word, at);
    *ret_value = word + at + 1;
    return CORDON_OK;
}

static cordon_status read_keys(const struct opt_many *given, struct cordon_source_key *ret, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < given->count; i++)
        st = split_word(given->item[i], "--key takes SOURCE=FILE", &ret[i].source, &ret[i].file, err);
    return st;
}

static cordon_status read_dates(const struct opt_many *given, struct cordon_source_date *ret, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < given->count; i++) {
        const char *date = "";
        st = split_word(given->item[i], "--edition takes SOURCE=DATE", &ret[i].source, &date, err);
        ret[i].date = str_c(date);
    }
    return st;
}

static cordon_status join_sources(const struct update_args *args, struct arena *a, str *ret,
                                  struct cordon_error *err)
{
    struct buf b = BUF_INIT(64 << 10);
    for (size_t i = 0; i < args->sources.count; i++) {
        if (i) buf_add_byte(&b, ',');
        buf_add(&b, str_c(args->sources.items[i]));
    }
    *ret = arena_str(a, buf_str(&b));
    bool is_bad = b.failed || a->failed;
    buf_release(&b);
    return is_bad ? error_nomem(err) : CORDON_OK;
}

/* What is taken is noted with its time, and no earlier one is believed afterwards. */
static cordon_status check_time(const struct cli *cli, enum cordon_update_mode mode, struct cordon_error *err)
{
    enum { DAY_S = 86400 };
    if (mode != CORDON_UPDATE_TAKE || cli->globals.as_of_s <= os_now_s() + DAY_S) return CORDON_OK;
    return error_set(err, CORDON_ARGUMENT, "--as-of lies ahead of this machine's clock: lists are put in use today");
}

static int run_mode(struct cli *cli, const struct update_args *args, enum cordon_update_mode mode)
{
    static const char *const words[] = { "update", "dry-run", "selftest" };
    struct cordon_error err = ERROR_INIT;
    struct cordon_source_key keys[OPT_MANY_MAX];
    struct cordon_source_date dates[OPT_MANY_MAX];
    struct update_view v;
    struct cordon_update u = {
        .mode = mode, .is_all = args->is_all || (mode == CORDON_UPDATE_TEST && !args->sources.count),
        .mirror = args->mirror, .from = args->from, .addresses = args->addresses, .proxy = args->proxy,
        .ca_file = args->ca, .keys = keys, .key_count = args->keys.count,
        .dates = dates, .date_count = args->dates.count, .jobs = (unsigned)args->jobs,
        .tries = (unsigned)args->tries, .stall_s = (unsigned)args->stall_s,
        .timeout_s = (unsigned)args->timeout_s, .wait_ms = UPDATE_WAIT_MS,
        .keep = (unsigned)(args->keep ? args->keep : cli->settings.keep),
        .accept_licence = args->accept_licence,
        .now_s = cli->globals.as_of_s, .done = update_view_add, .progress = update_view_progress,
        .ctx = &v,
    };
    cordon_status st = check_time(cli, mode, &err);
    if (!st) st = cli_data_folder(cli, &u.data_dir, &err);
    if (!st) st = read_keys(&args->keys, keys, &err);
    if (!st) st = read_dates(&args->dates, dates, &err);
    if (!st) st = join_sources(args, &cli->arena, &u.sources, &err);
    if (st) return cli_fail(cli, &err);
    update_view_init(&v, cli);
    st = cordon_update(&u, &err);
    update_progress_end(&v.progress);
    if (st && !v.count) return cli_fail(cli, &err);
    struct cordon_error broken = ERROR_INIT;
    int code = st ? cli_fail(cli, &err) : EXIT_CLEAR; /* and what was done before is told */
    bool is_table = !cli->globals.json && !cli->globals.plain && !args->is_markdown;
    if (is_table && mode == CORDON_UPDATE_TEST) update_view_head(&v);
    if (cli->globals.json)
        update_view_json(&v, words[mode]);
    else if (args->is_markdown)
        update_view_markdown(&v);
    else if (update_view_table(&v, &broken))
        code = exit_worst(code, cli_fail(cli, &broken));
    bool is_test_of_all = mode == CORDON_UPDATE_TEST && !args->sources.count;
    if (is_test_of_all && !cli->globals.json && !cli->globals.plain) update_view_untested(&v);
    update_view_hints(&v);
    return exit_worst(code, update_view_code(&v));
}

static int run_update(struct cli *cli, const void *given)
{
    const struct update_args *args = given;
    return run_mode(cli, args, args->is_dry ? CORDON_UPDATE_DRY : CORDON_UPDATE_TAKE);
}

static int run_selftest(struct cli *cli, const void *given)
{
    return run_mode(cli, given, CORDON_UPDATE_TEST);
}

const struct command cmd_lists_update = {
    .name = "lists update",
    .group = "Lists",
    .summary = "fetch lists from where they are published, and put them in use",
    .about =
        "Each source stands alone: one that is down, slow, cut off, a web page, older or a tenth "
        "smaller than the edition in use is refused by name, its old edition stays in use, and the "
        "others go on.\n"
        "Result: updated; unchanged; refused, when what came is not to be believed; failed, when "
        "nothing whole came. The exit status is that of the worst: 3 for a file that is not what it "
        "should be, 4 for an edition that is doubtful or a clock that is wrong, 5 when nothing came, 6 "
        "above a cap, 0 when all is well.\n"
        "Redirects are followed to the source's own hosts alone, at most three, https only. Nothing but "
        "GET is sent, and no data of yours.",
    .options = update_options,
    .arguments = update_arguments,
    .examples = update_examples,
    .args_size = sizeof(struct update_args),
    .defaults = &update_defaults,
    .run = run_update,
};

const struct command cmd_lists_selftest = {
    .name = "lists selftest",
    .group = "Lists",
    .summary = "fetch and read every source once, and put nothing in use",
    .about = "For a connected machine, before you rely on a source. A source that has not passed, here or "
             "before this release, is called unproven in 'lists sources' and 'lists status'. What comes "
             "from a mirror or another address proves nothing.",
    .options = selftest_options,
    .arguments = selftest_arguments,
    .examples = selftest_examples,
    .args_size = sizeof(struct update_args),
    .defaults = &update_defaults,
    .run = run_selftest,
};

/* --- accept ------------------------------------------------------------------------------------- */

struct accept_args {
    str source, reason;
};

static const struct opt accept_options[] = {
    { .name = "reason", .kind = OPT_STR, .at = offsetof(struct accept_args, reason), .arg = "TEXT",
      .help = "why it is right, kept with the edition: what you saw, where, and who you are" },
    { .name = NULL },
};

static const struct arg accept_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, .at = offsetof(struct accept_args, source),
      .help = "id of the list" },
    { .name = NULL },
};

static const struct example accept_examples[] = {
    { "cordon lists accept us_ofac_sdn --reason 'delisting of 2026-03-21, seen on the OFAC site, A. B.'",
      "a list that truly has become smaller" },
    { NULL, NULL },
};

static int run_accept(struct cli *cli, const void *given)
{
    const struct accept_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_counts counts = { .entries = 0 };
    const char *folder;
    cordon_status st = cli_data_folder(cli, &folder, &err);
    if (!st && !args->reason.len)
        st = error_set(&err, CORDON_ARGUMENT, "say why with --reason TEXT; it is kept with the edition");
    if (!st)
        st = cordon_accept(folder, args->source, args->reason, (unsigned)cli->settings.keep,
                           cli->globals.as_of_s, &counts, &err);
    if (st) return cli_fail_asked(cli, &err);
    term_printf(&cli->out, "%.*s: in use, %u entries\n", STR_ARG(args->source), counts.entries);
    return EXIT_CLEAR;
}

const struct command cmd_lists_accept = {
    .name = "lists accept",
    .group = "Lists",
    .summary = "take an edition that the last update refused",
    .about = "Look at the files first; 'lists update' says where they lie. The reason stands in every "
             "answer's provenance until an edition comes that nothing speaks against.",
    .options = accept_options,
    .arguments = accept_arguments,
    .examples = accept_examples,
    .args_size = sizeof(struct accept_args),
    .run = run_accept,
};
