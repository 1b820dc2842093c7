/* `cordon lists editions`, `diff`, `rollback`: what is kept, what changed, going back. */
#include "cli/command.h"

#include <cordon/editions.h>

#include "base/date.h"
#include "base/json.h"
#include "cli/editions_view.h"
#include "cli/grid.h"
#include "os/os.h"

enum { ROLLBACK_WAIT_MS = 30000, FILES_MAX = 8, SHOWN_DEFAULT = 50 };

/* --- editions ------------------------------------------------------------------------------------------ */

struct editions_args {
    str source;
};

static const struct arg editions_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, .at = offsetof(struct editions_args, source),
      .is_optional = true, .help = "id of the list (default: all)" },
    { .name = NULL },
};

static const struct example editions_examples[] = {
    { "cordon lists editions un_sc", "the kept editions of the UN list, newest first" },
    { "cordon lists editions --json", "those of all lists, one object a line" },
    { NULL, NULL },
};

static str day_text(struct arena *a, int64_t s)
{
    char text[16];
    date_text((int32_t)(s / 86400), text);
    return arena_str(a, str_c(text));
}

static void write_edition(struct cli *cli, const struct cordon_edition *e)
{
    struct json_writer w;
    json_w_init(&w, &cli->out.buf);
    json_w_object(&w);
    json_w_key_str(&w, STR("source"), e->source);
    json_w_key_str(&w, STR("edition"), e->edition);
    json_w_key_str(&w, STR("raw_sha256"), e->raw_sha256);
    json_w_key(&w, STR("in_use"));
    json_w_bool(&w, e->is_in_use);
    json_w_key_u64(&w, STR("sets"), e->sets);
    json_w_key_str(&w, STR("received"), day_text(&cli->arena, e->received_s));
    json_w_key_u64(&w, STR("bytes"), e->bytes);
    if (e->has_counts) {
        json_w_key_u64(&w, STR("entries"), e->counts.entries);
        json_w_key_u64(&w, STR("dprk_entries"), e->counts.dprk_entries);
        json_w_key_u64(&w, STR("aliases"), e->counts.aliases);
        json_w_key_u64(&w, STR("wallets"), e->counts.wallets);
        json_w_key_u64(&w, STR("warnings"), e->counts.warnings);
    }
    if (e->accepted.len) {
        json_w_key_str(&w, STR("accepted"), e->accepted);
        json_w_key_str(&w, STR("doubts"), e->doubts);
    }
    json_w_object_end(&w);
    term_z(&cli->out, "\n");
}

static void add_edition(struct cli *cli, struct grid *g, const struct cordon_edition *e)
{
    struct arena *a = &cli->arena;
    struct grid_cell cells[] = {
        { .text = e->source, .style = STYLE_BOLD },
        { .text = e->edition },
        { .text = str_sub(e->raw_sha256, 0, 12) },
        { .text = e->is_in_use ? STR("in use") : STR("kept"),
          .style = e->is_in_use ? STYLE_GREEN : STYLE_NONE },
        { .text = day_text(a, e->received_s) },
        { .text = e->has_counts ? arena_printf(a, "%u", e->counts.entries) : STR("-") },
        { .text = e->has_counts ? arena_printf(a, "%u", e->counts.dprk_entries) : STR("-") },
        { .text = arena_printf(a, "%u", e->sets) },
        { .text = arena_printf(a, "%llu", (unsigned long long)((e->bytes + 1023) / 1024)) },
        { .text = e->accepted.len ? e->accepted : STR("-") },
    };
    grid_add(g, cells);
}

static int run_editions(struct cli *cli, const void *given)
{
    static const struct grid_column columns[] = {
        { .title = "source" }, { .title = "edition" }, { .title = "sha256" }, { .title = "state" },
        { .title = "received" }, { .title = "entries", .is_right = true },
        { .title = "dprk", .is_right = true }, { .title = "sets", .is_right = true },
        { .title = "KiB", .is_right = true }, { .title = "accepted", .is_wide = true },
    };
    const struct editions_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_editions *all = NULL;
    struct cordon_edition e;
    struct grid g;
    const char *folder;
    if (cli_data_folder(cli, &folder, &err) || cordon_editions_open(folder, args->source, &all, &err))
        return cli_fail(cli, &err);
    grid_init(&g, &cli->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; cordon_editions_at(all, i, &e); i++) {
        if (cli->globals.json)
            write_edition(cli, &e);
        else
            add_edition(cli, &g, &e);
    }
    bool is_none = cordon_editions_count(all) == 0;
    cordon_status st = CORDON_OK;
    if (!cli->globals.json && !is_none) st = grid_print(&g, &cli->out, cli->globals.plain);
    if (is_none) cli_say(cli, "no edition is kept");
    cordon_editions_close(all);
    return st ? (error_nomem(&err), cli_fail(cli, &err)) : EXIT_CLEAR;
}

const struct command cmd_lists_editions = {
    .name = "lists editions",
    .group = "Lists",
    .summary = "print the editions of lists that are kept",
    .about = "Newest first. Sets counts the data sets in the folder that name the edition. How many are "
             "kept is the setting 'keep'.",
    .arguments = editions_arguments,
    .examples = editions_examples,
    .args_size = sizeof(struct editions_args),
    .run = run_editions,
};

/* --- diff ---------------------------------------------------------------------------------------------- */

struct diff_args {
    str      source, before, after;
    uint64_t limit;
};

static const struct diff_args diff_defaults = { .limit = SHOWN_DEFAULT };

static const struct opt diff_options[] = {
    { .name = "source", .kind = OPT_STR, .at = offsetof(struct diff_args, source), .arg = "SOURCE",
      .help = "A and B are files of this list, or folders that hold its files" },
    { .name = "limit", .kind = OPT_U64, .at = offsetof(struct diff_args, limit), .arg = "N",
      .help = "entries shown to people; 0: all (default: 50)" },
    { .name = NULL },
};

static const struct arg diff_arguments[] = {
    { .name = "A", .kind = OPT_STR, .at = offsetof(struct diff_args, before),
      .help = "a kept edition: SOURCE@DATE, SOURCE@HASH, SOURCE@current or SOURCE@previous; SOURCE "
              "alone: what the edition in use changed; a file or folder" },
    { .name = "B", .kind = OPT_STR, .at = offsetof(struct diff_args, after), .is_optional = true,
      .help = "the same (default: the edition in use)" },
    { .name = NULL },
};

static const struct example diff_examples[] = {
    { "cordon lists diff un_sc", "what the edition in use changed against the one before" },
    { "cordon lists diff un_sc@2025-04-19 un_sc@current --json", "two editions, for programs" },
    { "cordon lists diff us_ofac_sdn@current new/ --source us_ofac_sdn",
      "what files that are not imported yet would change" },
    { NULL, NULL },
};

/* One side, with the paths of its files. */
struct side {
    struct cordon_edition_side side;
    const char                *file[FILES_MAX];
    struct cli                *cli;
    str                        folder;
    bool                       is_over;
};

static bool add_file(void *ctx, const char *name, bool is_folder)
{
    struct side *s = ctx;
    if (is_folder || name[0] == '.') return true;
    if (s->side.file_count == FILES_MAX) {
        s->is_over = true;
        return false;
    }
    str path = arena_printf(&s->cli->arena, "%.*s/%s", STR_ARG(s->folder), name);
    s->file[s->side.file_count++] = path.data;
    return path.data != NULL;
}

static bool is_source(str word)
{
    cordon_str id, title;
    for (size_t i = 0; cordon_source_at(i, &id, &title); i++)
        if (str_eq(id, word)) return true;
    return false;
}

/* "un_sc@2025-04-19": the source goes to *source. @return false when it is no kept edition */
static bool is_kept(str word, str *source, str *ret_which)
{
    size_t at = str_index(word, '@');
    str before = str_sub(word, 0, at);
    if (!is_source(before) && !(at == 0 && source->len && word.len)) return false;
    if (at == word.len) return false;
    if (before.len) *source = before;
    *ret_which = str_from(word, at + 1);
    return true;
}

static cordon_status take_path(struct side *s, str path, struct cordon_error *err)
{
    uint64_t same[2];
    str copy = arena_str(&s->cli->arena, path);
    enum os_path_kind kind = os_path_look(copy.data, same);
    s->folder = copy;
    s->side.files = s->file;
    if (s->cli->arena.failed) return error_nomem(err);
    if (kind == OS_PATH_NONE)
        return error_set(err, CORDON_NOTFOUND, "'%.*s' is neither SOURCE@EDITION nor a file or folder",
                         STR_ARG(path));
    if (kind != OS_PATH_FOLDER) {
        s->file[s->side.file_count++] = copy.data;
        return CORDON_OK;
    }
    cordon_status st = os_folder_list(copy.data, add_file, s, err);
    if (st) return st;
    if (s->side.file_count && !s->is_over) return CORDON_OK;
    return error_set(err, CORDON_ARGUMENT, "'%.*s' holds %s: an edition is 1 to %d files", STR_ARG(path),
                     s->is_over ? "too many files" : "no file", FILES_MAX);
}

static cordon_status read_sides(const struct diff_args *args, struct side side[2], str *source,
                                struct cordon_error *err)
{
    str word[2] = { args->before, args->after };
    bool kept[2] = { false, false };
    *source = args->source;
    if (!args->after.len && is_source(args->before) && !args->source.len) {
        *source = args->before;
        side[0].side.which = STR("previous");
        side[1].side.which = STR("current");
        return CORDON_OK;
    }
    for (unsigned i = 0; i < 2; i++) {
        str named = *source;
        if (i == 1 && !word[1].len) { /* against the one in use */
            kept[1] = true;
            side[1].side.which = STR("current");
            continue;
        }
        kept[i] = is_kept(word[i], &named, &side[i].side.which);
        if (kept[i] && source->len && !str_eq(named, *source))
            return error_set(err, CORDON_ARGUMENT, "'%.*s' and '%.*s' are different lists",
                             STR_ARG(*source), STR_ARG(named));
        if (kept[i]) *source = named;
    }
    if (!source->len && !word[1].len) { /* one word: a list's name that is misspelt, or a file */
        uint64_t same[2];
        str path = arena_str(&side[0].cli->arena, word[0]);
        if (!side[0].cli->arena.failed && os_path_look(path.data, same) == OS_PATH_NONE)
            return error_set(err, CORDON_ARGUMENT, "'%.*s' is no list, no edition and no file; 'cordon lists sources' names the "
                             "lists", STR_ARG(word[0]));
    }
    if (!source->len)
        return error_set(err, CORDON_ARGUMENT, "which list is it? write SOURCE@EDITION, or --source "
                         "SOURCE for files");
    for (unsigned i = 0; i < 2; i++) {
        cordon_status st = kept[i] ? CORDON_OK : take_path(&side[i], word[i], err);
        if (st) return st;
    }
    return CORDON_OK;
}

static bool print_line(void *ctx, cordon_str json)
{
    struct cli *cli = ctx;
    term_add(&cli->out, json);
    term_z(&cli->out, "\n");
    return cli->out.status == CORDON_OK;
}

static int run_diff(struct cli *cli, const void *given)
{
    const struct diff_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct side side[2] = { { .cli = cli }, { .cli = cli } };
    struct editions_view view;
    const char *folder;
    str source;
    if (cli_data_folder(cli, &folder, &err) || read_sides(args, side, &source, &err))
        return cli_fail_asked(cli, &err);
    editions_view_init(&view, cli, args->limit);
    cordon_status st = cordon_editions_diff(folder, source, &side[0].side, &side[1].side,
                                            cli->globals.json ? print_line : editions_view_take,
                                            cli->globals.json ? (void *)cli : (void *)&view, NULL, &err);
    if (!st && !cli->globals.json) editions_view_print(&view);
    editions_view_release(&view);
    return st ? cli_fail_asked(cli, &err) : EXIT_CLEAR;
}

const struct command cmd_lists_diff = {
    .name = "lists diff",
    .group = "Lists",
    .summary = "say what changed between two editions of a list",
    .about = "Entries are joined by the list's own number; order, line and running numbers do not count. "
             "What one of the two does not carry is not compared, and said so. Entries under DPRK "
             "programmes come first; '-' went, '+' came, '>' moved to another field.\n"
             "Both editions are read from their files again, so any kept edition will do.\n"
             "Exit status 2: no such edition is kept.",
    .options = diff_options,
    .arguments = diff_arguments,
    .examples = diff_examples,
    .args_size = sizeof(struct diff_args),
    .defaults = &diff_defaults,
    .run = run_diff,
};

/* --- rollback -------------------------------------------------------------------------------------------- */

struct rollback_args {
    str source, to, reason;
};

static const struct opt rollback_options[] = {
    { .name = "to", .kind = OPT_STR, .at = offsetof(struct rollback_args, to), .arg = "EDITION",
      .help = "date, or beginning of the hash, of the edition (default: the one before that in use)" },
    { .name = "reason", .kind = OPT_STR, .at = offsetof(struct rollback_args, reason), .arg = "TEXT",
      .help = "why; kept with the edition and shown wherever it is used" },
    { .name = NULL },
};

static const struct arg rollback_arguments[] = {
    { .name = "SOURCE", .kind = OPT_STR, .at = offsetof(struct rollback_args, source),
      .help = "id of the list" },
    { .name = NULL },
};

static const struct example rollback_examples[] = {
    { "cordon lists rollback un_sc --reason 'edition of today lacks half the aliases, asked the UN'",
      "put the edition before in use again" },
    { "cordon lists rollback un_sc --to 2025-04-19 --reason 'to answer an auditor'",
      "the same with one that is named" },
    { NULL, NULL },
};

static int run_rollback(struct cli *cli, const void *given)
{
    const struct rollback_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_counts counts;
    struct cordon_editions *all = NULL;
    struct cordon_edition e;
    const char *folder;
    if (cli_data_folder(cli, &folder, &err)) return cli_fail(cli, &err);
    struct cordon_rollback r = { .data_dir = folder, .source = args->source, .to = args->to,
                                 .reason = args->reason, .wait_ms = ROLLBACK_WAIT_MS,
                                 .now_s = cli->globals.as_of_s };
    if (cordon_rollback(&r, &counts, &err)) return cli_fail_asked(cli, &err);
    if (cordon_editions_open(folder, args->source, &all, &err)) return cli_fail(cli, &err);
    for (size_t i = 0; cordon_editions_at(all, i, &e); i++)
        if (e.is_in_use)
            term_printf(&cli->out, "%.*s: the edition of %.*s is in use again: %u entries, %u under DPRK "
                        "programmes\n", STR_ARG(e.source), STR_ARG(e.edition), counts.entries,
                        counts.dprk_entries);
    cordon_editions_close(all);
    return EXIT_CLEAR;
}

const struct command cmd_lists_rollback = {
    .name = "lists rollback",
    .group = "Lists",
    .summary = "put a kept edition of a list in use again",
    .about = "Whatever is screening goes on with what it opened. The reason stands in 'lists status', in "
             "'doctor' and in every answer until another edition is imported, which takes its place as "
             "ever.\n"
             "Exit status 2: no such edition is kept.",
    .options = rollback_options,
    .arguments = rollback_arguments,
    .examples = rollback_examples,
    .args_size = sizeof(struct rollback_args),
    .run = run_rollback,
};
