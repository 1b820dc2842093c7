/* `cordon lists`: take in official lists, and say which are in use and how old they are. */
#include "cli/command.h"

#include <cordon/data.h>
#include <cordon/update.h>

#include "base/date.h"
#include "base/json.h"
#include "cli/grid.h"
#include "cli/when.h"
#include "cli/words.h"
#include "os/os.h"

struct import_args {
    str              edition; /* YYYY-MM-DD; "" = what the files say */
    str              accept;  /* why a doubtful edition is taken; no data = it is refused */
    uint64_t         keep;    /* 0 = the setting */
    bool             accept_licence;
    str              source;
    struct opt_words files;
};

static const struct opt import_options[] = {
    { .name = "edition", .kind = OPT_STR, .at = offsetof(struct import_args, edition),
      .arg = "DATE",
      .help = "day on which the edition was published, YYYY-MM-DD (default: what the files "
              "say)" },
    { .name = "accept", .kind = OPT_STR, .at = offsetof(struct import_args, accept),
      .arg = "REASON",
      .help = "take an edition that looks doubtful, and keep this reason with it: a mass "
              "delisting, files converted by hand" },
    { .name = "keep", .kind = OPT_U64, .at = offsetof(struct import_args, keep), .arg = "N", .min = 2,
      .max = SETTINGS_KEEP_MAX, .help = "editions of this list that stay in the data folder (default: the "
              "setting 'keep')" },
    { .name = "accept-licence", .kind = OPT_FLAG, .at = offsetof(struct import_args, accept_licence),
      .help = "say that you keep to the source's licence, where one allows non-commercial use only; kept "
              "in the data folder, asked once on a terminal" },
    { .name = NULL },
};

static const struct arg import_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, .at = offsetof(struct import_args, source),
      .help = "id of the list, such as us_ofac_sdn; 'cordon lists sources' prints those "
              "there are" },
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct import_args, files),
      .is_many = true, .help = "the list's files as published, all of one edition" },
    { .name = NULL },
};

static const struct example import_examples[] = {
    { "cordon lists import us_ofac_sdn sdn.csv alt.csv add.csv sdn_comments.csv "
      "--edition 2026-07-01",
      "the OFAC list from its CSV files, which carry no date of their own" },
    { "cordon lists import us_ofac_sdn sdn.xml", "the same from one XML file" },
    { "cordon lists import un_sc consolidated.xml", "the UN list; the file says its date" },
    { "cordon lists import us_ofac_sdn sdn.xml --accept 'delisting of 2026-03-21, checked by A. B.'",
      "a list that truly has become smaller" },
    { "cordon lists import opensanctions entities.ftm.json --accept-licence",
      "a list for non-commercial use; later, its delta file alone" },
    { "cordon lists import graphsense packs/*.yaml", "labels of wallets, many files to one edition" },
    { NULL, NULL },
};

enum { IMPORT_WAIT_MS = 30000, WARNINGS_SHOWN = 20 };

struct talk {
    struct cli *cli;
    uint32_t    shown, total;
};

static void warn(void *ctx, cordon_str file, uint64_t line, cordon_str entry, cordon_str text)
{
    struct talk *t = ctx;
    if (t->total++ >= WARNINGS_SHOWN) return;
    t->shown++;
    struct buf b = BUF_INIT(4096);
    buf_printf(&b, "warning: ");
    if (file.len) buf_add(&b, file);
    if (file.len && line) buf_printf(&b, ":%llu", (unsigned long long)line);
    if (file.len) buf_add(&b, STR(": "));
    if (entry.len) buf_printf(&b, "entry %.*s: ", STR_ARG(entry));
    buf_add(&b, text);
    cli_say(t->cli, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static void say_counts(struct cli *cli, str source, const struct cordon_counts *c)
{
    term_printf(&cli->out,
                "%.*s: %u entries (%u persons, %u organizations, %u vessels, %u aircraft, %u others), "
                "%u aliases, %u weak aliases, %u wallets, %u under DPRK programmes\n",
                STR_ARG(source), c->entries, c->persons, c->organizations, c->vessels, c->aircraft,
                c->others, c->aliases, c->weak_aliases, c->wallets,
                c->dprk_entries);
    if (c->pieces)
        term_printf(&cli->out, "%.*s: %u of %u pieces of free text kept as notes, untyped\n",
                    STR_ARG(source), c->untyped_pieces, c->pieces);
    if (c->long_names)
        term_printf(&cli->out, "%.*s: %u names are too long to be compared whole; they are found by "
                    "their parts\n", STR_ARG(source), c->long_names);
}

/* What is not shown stands in meta.json, up to the cap of what an import keeps. */
static void say_more(struct cli *cli, const struct talk *talk, uint32_t counted)
{
    uint32_t all = counted > talk->total ? counted : talk->total;
    if (all == talk->shown) return;
    if (all == talk->total)
        cli_say(cli, "warning: %u more like these; all stand in the edition's meta.json",
                all - talk->shown);
    else
        cli_say(cli, "warning: %u more like these; the first %u stand in the edition's meta.json",
                all - talk->shown, talk->total);
}

/* Somebody at a terminal is asked; nobody else can answer, and the import says what to write. */
static bool is_licence_accepted(struct cli *cli, const char *folder, str source)
{
    struct cordon_error err = ERROR_INIT;
    struct os_reader in;
    char given[16];
    size_t len = 0;
    str licence;
    if (cordon_licence_ask(folder, source, &licence, &err) || !licence.len) return false;
    if (!os_is_terminal(0) || !os_is_terminal(2) || cli->globals.json) return false;
    cli_say(cli, "the licence of '%.*s': %.*s", STR_ARG(source), STR_ARG(licence));
    cli_say(cli, "do you keep to it, or have a licence of your own? Type 'yes':");
    if (os_reader_open("-", &in, &err)) return false;
    if (os_reader_read(&in, given, sizeof given, &len, &err)) len = 0;
    os_reader_close(&in);
    return str_eq(str_trim(str_of(given, len)), STR("yes"));
}

static int run_import(struct cli *cli, const void *given)
{
    const struct import_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct talk talk = { .cli = cli };
    struct cordon_counts counts;
    const char *folder;
    if (cli_data_folder(cli, &folder, &err)) return cli_fail(cli, &err);
    struct cordon_import import = {
        .data_dir = folder,
        .source = args->source,
        .files = (const char *const *)args->files.items,
        .file_count = args->files.count,
        .edition = args->edition,
        .wait_ms = IMPORT_WAIT_MS,
        .warn = warn,
        .warn_ctx = &talk,
        .accept = args->accept,
        .now_s = cli->globals.as_of_s,
        .keep = (unsigned)(args->keep ? args->keep : cli->settings.keep),
        .accept_licence = args->accept_licence || is_licence_accepted(cli, folder, args->source),
    };
    if (cordon_import(&import, &counts, &err)) return cli_fail(cli, &err);
    say_more(cli, &talk, counts.warnings);
    say_counts(cli, args->source, &counts);
    return EXIT_CLEAR;
}

const struct command cmd_lists_import = {
    .name = "lists import",
    .group = "Lists",
    .summary = "take in an edition of an official list",
    .about =
        "The whole edition is read and checked before it is put in use; one that cannot be "
        "read to its end changes nothing (exit status 3).\n"
        "So does a doubtful one (exit status 4): a tenth fewer entries, names, addresses or wallets "
        "than the edition in use, older than it, an entry missing that every true edition has, or "
        "one file cut. When you know that it is right, say why with --accept.\n"
        "A list of unknown age counts as stale: give --edition for files that carry no date.",
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

/* Days between an edition and the time asked for; false when the edition has no date. */
static bool edition_age(str edition, int64_t as_of_s, int64_t *ret_days)
{
    int64_t at;
    if (!when_parse(edition, as_of_s, &at)) return false;
    *ret_days = as_of_s / 86400 - at / 86400;
    return true;
}

static str list_state(const struct cordon_list *l, int64_t as_of_s)
{
    int64_t age;
    if (l->is_starter) return STR("starter only");
    if (l->fresh_days == 0) return STR("in use");
    if (!edition_age(l->edition, as_of_s, &age)) return STR("age unknown");
    if (age < -1) return STR("ahead of the clock"); /* a day for the time zones */
    return age > (int64_t)l->fresh_days ? STR("stale") : STR("fresh");
}

static const struct { const char *key; size_t at; } counters[] = {
#define COUNTER(name) { #name, offsetof(struct cordon_counts, name) }
    COUNTER(entries), COUNTER(persons), COUNTER(organizations), COUNTER(vessels),
    COUNTER(aircraft), COUNTER(others), COUNTER(aliases), COUNTER(weak_aliases),
    COUNTER(empty_aliases), COUNTER(addresses), COUNTER(wallets), COUNTER(wallet_mentions),
    COUNTER(wallet_entries), COUNTER(wallets_malformed), COUNTER(dprk_entries), COUNTER(births),
    COUNTER(imo_numbers), COUNTER(identifiers), COUNTER(countries), COUNTER(pieces),
    COUNTER(untyped_pieces), COUNTER(long_names), COUNTER(warnings),
#undef COUNTER
};

/* The last fetch of a list; nothing for one that came by hand, or whose note is damaged. */
static struct cordon_fetch_info last_fetch(const char *folder, const struct cordon_list *l)
{
    struct cordon_fetch_info info = { .asked_s = 0 };
    cordon_status st = cordon_fetch_info(folder, l->source, &info, NULL);
    (void)st; /* then it stays empty: never asked, unproven */
    return info;
}

static void write_fetch(const struct cordon_fetch_info *info, struct json_writer *w)
{
    char at[32] = "";
    if (info->asked_s) date_time_text(info->asked_s, at);
    json_w_key_text(w, STR("last_check"), str_c(at));
    json_w_key_text(w, STR("last_result"), str_c(info->result));
    json_w_key_text(w, STR("last_why"), str_c(info->why));
    json_w_key_text(w, STR("proven"), str_c(info->proven));
}

static void write_list(const struct cli *cli, const char *folder, const struct cordon_list *l,
                       struct json_writer *w)
{
    struct cordon_fetch_info info = last_fetch(folder, l);
    int64_t age;
    json_w_object(w);
    json_w_key_str(w, STR("source"), l->source);
    json_w_key_str(w, STR("authority"), l->authority);
    json_w_key_str(w, STR("tier"), l->tier);
    json_w_key_str(w, STR("edition"), l->edition);
    json_w_key_text(w, STR("dated"), l->dated);
    json_w_key(w, STR("age_days"));
    if (edition_age(l->edition, cli->globals.as_of_s, &age))
        json_w_i64(w, age);
    else
        json_w_null(w);
    json_w_key_u64(w, STR("fresh_days"), l->fresh_days);
    json_w_key_str(w, STR("state"), list_state(l, cli->globals.as_of_s));
    json_w_key(w, STR("starter"));
    json_w_bool(w, l->is_starter);
    json_w_key_text(w, STR("accepted"), l->accepted);
    json_w_key_text(w, STR("doubts"), l->doubts);
    json_w_key(w, STR("lacks"));
    json_w_array(w);
    for (str rest = l->lacks, one; str_next(&rest, ',', &one);) json_w_str(w, one);
    json_w_array_end(w);
    write_fetch(&info, w);
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
        uint32_t value;
        memcpy(&value, (const char *)&l->counts + counters[i].at, sizeof value);
        json_w_key_u64(w, str_c(counters[i].key), value);
    }
    json_w_key_str(w, STR("raw_sha256"), l->raw_sha256);
    json_w_object_end(w);
}

static void print_json(struct cli *cli, const char *folder, const struct cordon_set *set)
{
    struct cordon_list l;
    struct json_writer w;
    json_w_init(&w, &cli->out.buf);
    json_w_object(&w);
    json_w_key_str(&w, STR("set"), cordon_set_hash(set));
    json_w_key(&w, STR("lists"));
    json_w_array(&w);
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) write_list(cli, folder, &l, &w);
    json_w_array_end(&w);
    json_w_object_end(&w);
    term_z(&cli->out, "\n");
}

static struct grid_cell number_cell(struct arena *a, uint64_t n)
{
    return (struct grid_cell){ .text = arena_printf(a, "%llu", (unsigned long long)n) };
}

/* "2026-03-01 unchanged" */
static struct grid_cell fetch_cell(struct arena *a, const struct cordon_fetch_info *info)
{
    char day[16];
    if (!info->asked_s) return (struct grid_cell){ .text = STR("-") };
    date_text((int32_t)(info->asked_s / 86400), day);
    bool is_bad = strcmp(info->result, "refused") == 0 || strcmp(info->result, "failed") == 0;
    return (struct grid_cell){ .text = arena_printf(a, "%s %s", day, info->result),
                               .style = is_bad ? STYLE_YELLOW : STYLE_NONE };
}

static void add_list(struct cli *cli, const char *folder, struct grid *g, const struct cordon_list *l)
{
    struct cordon_fetch_info info = last_fetch(folder, l);
    const struct cordon_counts *c = &l->counts;
    struct arena *a = &cli->arena;
    int64_t age = 0;
    bool has_age = edition_age(l->edition, cli->globals.as_of_s, &age);
    str state = list_state(l, cli->globals.as_of_s);
    bool is_bad = !str_eq(state, STR("fresh")) && !str_eq(state, STR("in use"));
    struct grid_cell cells[] = {
        { .text = l->source, .style = STYLE_BOLD },
        { .text = l->dated.len ? arena_printf(a, "%.*s (server)", STR_ARG(l->edition)) : l->edition },
        { .text = has_age ? arena_printf(a, "%lld", (long long)age) : STR("-") },
        { .text = state, .style = is_bad ? STYLE_YELLOW : STYLE_GREEN },
        number_cell(a, c->entries), number_cell(a, c->persons), number_cell(a, c->organizations),
        number_cell(a, c->vessels), number_cell(a, c->aircraft), number_cell(a, c->aliases),
        number_cell(a, c->weak_aliases), number_cell(a, c->wallets),
        number_cell(a, c->dprk_entries), number_cell(a, c->untyped_pieces),
        number_cell(a, c->long_names),
        { .text = l->raw_sha256.len ? str_sub(l->raw_sha256, 0, 12) : STR("-") },
        fetch_cell(a, &info),
        { .text = info.proven[0] ? arena_str(a, str_c(info.proven))
                  : info.has_address ? STR("unproven")
                                     : STR("-") },
    };
    grid_add(g, cells);
}

static cordon_status print_table(struct cli *cli, const char *folder, const struct cordon_set *set,
                                 struct cordon_error *err)
{
    static const struct grid_column columns[] = {
        { .title = "source" },
        { .title = "edition" },
        { .title = "days", .is_right = true },
        { .title = "state" },
        { .title = "entries", .is_right = true },
        { .title = "persons", .is_right = true },
        { .title = "organizations", .is_right = true },
        { .title = "vessels", .is_right = true },
        { .title = "aircraft", .is_right = true },
        { .title = "aliases", .is_right = true },
        { .title = "weak", .is_right = true },
        { .title = "wallets", .is_right = true },
        { .title = "dprk", .is_right = true },
        { .title = "untyped", .is_right = true },
        { .title = "long", .is_right = true },
        { .title = "raw sha-256" },
        { .title = "last check" },
        { .title = "proven" },
    };
    struct cordon_list l;
    struct grid g;
    grid_init(&g, &cli->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) add_list(cli, folder, &g, &l);
    return grid_print(&g, &cli->out, cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

/* A list that could not be had, and stays as it was. */
static void say_failed(struct cli *cli, const char *folder, const struct cordon_set *set)
{
    struct cordon_list l;
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) {
        struct cordon_fetch_info info = last_fetch(folder, &l);
        if (info.why[0])
            cli_say(cli, "%.*s: the last update %s it: %s", STR_ARG(l.source),
                    strcmp(info.result, "refused") == 0 ? "refused" : "failed to fetch", info.why);
    }
}

/* What other editions of the list carry, and nobody is found by in this one. */
static void say_lacks(struct cli *cli, const struct cordon_set *set)
{
    struct cordon_list l;
    for (size_t i = 0; cordon_set_list(set, i, &l); i++) {
        struct buf b = BUF_INIT(4096);
        for (str rest = l.lacks, one; str_next(&rest, ',', &one);) {
            if (b.len) buf_add(&b, STR(", "));
            words_add_name(cli, "property", one, &b);
        }
        if (b.len)
            cli_say(cli, "%.*s: this edition does not carry: %.*s", STR_ARG(l.source), STR_ARG(buf_str(&b)));
        buf_release(&b);
    }
}

/* An edition that was taken against doubts is not like the others. */
static void say_accepted(struct cli *cli, const struct cordon_set *set)
{
    struct cordon_list l;
    for (size_t i = 0; cordon_set_list(set, i, &l); i++)
        if (l.accepted.len)
            cli_say(cli, "%.*s: taken although doubtful, as '%.*s': %.*s", STR_ARG(l.source),
                    STR_ARG(l.accepted), STR_ARG(l.doubts));
}

static int run_status(struct cli *cli, const void *args)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    const char *folder;
    (void)args;
    if (cli_open_set(cli, &folder, &set, &err)) return cli_fail(cli, &err);
    int code = EXIT_CLEAR;
    if (cli->globals.json)
        print_json(cli, folder, set);
    else if (print_table(cli, folder, set, &err))
        code = cli_fail(cli, &err);
    else {
        say_accepted(cli, set);
        say_lacks(cli, set);
        say_failed(cli, folder, set);
    }
    cordon_set_close(set);
    return code;
}

const struct command cmd_lists_status = {
    .name = "lists status",
    .group = "Lists",
    .summary = "print the lists in use, their age and size",
    .about = "State: fresh; stale, older than its source allows; age unknown; ahead of the clock, dated after "
             "the time of the question; in use, for a source without a limit; starter only, when bundled rows stand in for a list that was not "
             "imported. An edition '(server)' has its date from the server it came from, since its files say none. "
             "Last check is the day and result of the last 'lists update'; proven the day on which "
             "a fetch from the authority last passed. Untyped counts the pieces of free text that were kept as notes only; long "
             "the names above 64 words or 1,024 bytes, which are found by their parts.",
    .examples = status_examples,
    .run = run_status,
};
