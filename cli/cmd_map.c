/* `cordon map`: say which column of an export is which field, once, and save it. */
#include "cli/command.h"

#include <cordon/map.h>

#include "base/json.h"
#include "cli/grid.h"
#include "cli/map_folder.h"
#include "cli/map_view.h"
#include "os/os.h"

struct map_args {
    str         kind;
    str         sheet;
    str         zone;
    unsigned    dates; /* 1 + index into orders */
    const char *save;  /* name or path */
    const char *map;   /* show what this one makes of the file */
    bool        list;
    const char *file;
};

static const char *const orders[] = { "dmy", "mdy", "ymd", NULL };

static const struct opt options[] = {
    { .name = "kind", .letter = 'k', .kind = OPT_STR, .at = offsetof(struct map_args, kind),
      .arg = "KIND",
      .help = "what the records are: applicant, worker, vendor, payee, payment, account, wallet, "
              "login, device, bid, contract, message, transfer (default: what the columns say)" },
    { .name = "save", .letter = 's', .kind = OPT_PATH, .at = offsetof(struct map_args, save),
      .arg = "NAME", .help = "save the mapping under this name, or as this file when it holds '/' or "
                             "ends in .json" },
    { .name = "sheet", .kind = OPT_STR, .at = offsetof(struct map_args, sheet), .arg = "NAME",
      .help = "sheet of a workbook (default: the first with a header)" },
    { .name = "dates", .kind = OPT_ENUM, .at = offsetof(struct map_args, dates), .arg = "ORDER",
      .choices = orders, .help = "order of dates that can be read both ways: dmy, mdy, ymd" },
    { .name = "zone", .kind = OPT_STR, .at = offsetof(struct map_args, zone), .arg = "ZONE",
      .help = "whose clock times without a zone are: UTC, +09:00, Asia/Seoul" },
    { .name = "map", .kind = OPT_PATH, .at = offsetof(struct map_args, map), .arg = "NAME",
      .help = "propose nothing: show what this mapping makes of the file" },
    { .name = "list", .kind = OPT_FLAG, .at = offsetof(struct map_args, list),
      .help = "print the mappings there are, saved and shipped" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct map_args, file), .is_optional = true,
      .help = "an export: CSV, XLSX, JSON or JSON Lines, told apart by content; - reads standard "
              "input" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon map candidates.xlsx", "what each column would be read as, and why" },
    { "cordon map --save acme-ats --zone Asia/Seoul candidates.xlsx", "the same, and keep it" },
    { "cordon screen --map acme-ats candidates.xlsx", "screen the export by it" },
    { "cordon map --map okta system-log.csv", "what a shipped mapping makes of a file" },
    { "cordon map --list", "mappings that are saved, and those that come with Cordon" },
    { NULL, NULL },
};

/* --- asking ------------------------------------------------------------------------------------- */

enum { ANSWER_LEN = 64 };

/* A line from the terminal; "" when there is none. */
static str ask(struct cli *cli, char line[ANSWER_LEN])
{
    struct os_reader in = OS_READER_INIT;
    size_t len = 0;
    struct cordon_error err = ERROR_INIT;
    if (term_flush(&cli->err, NULL) || os_reader_open("-", &in, &err)) return STR_EMPTY;
    if (os_reader_read(&in, line, ANSWER_LEN, &len, &err)) len = 0;
    os_reader_close(&in);
    return str_trim(str_of(line, len));
}

static str ask_order(struct cli *cli, str column, str example)
{
    char line[ANSWER_LEN];
    for (int tries = 0; tries < 3; tries++) {
        term_z(&cli->err, "column '");
        term_text(&cli->err, column);
        term_z(&cli->err, "': in '");
        term_text(&cli->err, example);
        term_z(&cli->err, "', which comes first? d = day, m = month, s = leave the column out: ");
        str said = ask(cli, line);
        if (said.len == 0) break;
        if (byte_lower(said.data[0]) == 'd') return STR("dmy");
        if (byte_lower(said.data[0]) == 'm') return STR("mdy");
        if (byte_lower(said.data[0]) == 's') break;
    }
    return STR("skip");
}

struct answers {
    struct cordon_map_answer item[MAP_QUESTIONS_MAX + 1];
    size_t count;
    char   kind[ANSWER_LEN];
};

/* Put the open questions to whoever sits at the terminal. @return true when one was answered */
static bool ask_all(struct cli *cli, str json, struct cordon_map_ask *a, struct answers *answers)
{
    struct map_questions q;
    bool is_any = false;
    map_view_questions(cli, json, &q);
    for (size_t i = 0; i < q.count; i++) {
        if (str_eq(q.item[i].about, STR("kind"))) {
            term_z(&cli->err, "what are these records: applicant, worker, vendor, payee, payment, "
                              "account, wallet, login, device, bid, contract, message, transfer? ");
            a->kind = ask(cli, answers->kind);
            is_any = is_any || a->kind.len;
        } else {
            answers->item[answers->count++] = (struct cordon_map_answer){
                arena_str(&cli->arena, q.item[i].column),
                ask_order(cli, q.item[i].column, q.item[i].example) };
            is_any = true;
        }
    }
    a->answers = answers->item;
    a->answer_count = answers->count;
    return is_any;
}

/* --- saving ------------------------------------------------------------------------------------- */

/* A slip of the hand must not turn an export into a mapping. */
static cordon_status check_target(const char *path, struct cordon_error *err)
{
    struct cordon_error none = ERROR_INIT;
    struct cordon_map *map = NULL;
    bool is_map = !os_file_exists(path) || !cordon_map_load(path, NULL, &map, &none);
    cordon_map_free(map);
    return is_map ? CORDON_OK
                  : error_set(err, CORDON_REFUSED, "'%s' is there and is no mapping; it is not replaced", path);
}

static cordon_status save(struct cli *cli, const char *name, const struct cordon_proposal *p,
                          struct cordon_error *err)
{
    struct buf path = BUF_INIT(8192);
    cordon_status st = map_folder_path(cli, name, true, &path, err);
    if (!st) st = check_target(path.data, err);
    if (!st) st = os_file_replace(path.data, cordon_proposal_file(p), err);
    if (!st) cli_say(cli, "saved as %s; now: cordon screen --map %s FILE", path.data, name);
    buf_release(&path);
    return st;
}

/* --- the command -------------------------------------------------------------------------------- */

static int show(struct cli *cli, const struct map_args *args, const struct cordon_proposal *p,
                bool has_map)
{
    struct cordon_error err = ERROR_INIT;
    struct map_questions q;
    cordon_status st = CORDON_OK;
    str json = cordon_proposal_json(p);
    if (cli->globals.json) {
        term_add(&cli->out, json);
        term_z(&cli->out, "\n");
    } else {
        st = map_view(cli, json, &err);
    }
    if (st) return cli_fail(cli, &err);
    st = term_flush(&cli->out, &err);
    if (st) return cli_fail(cli, &err);
    map_view_questions(cli, json, &q);
    for (size_t i = 0; i < q.count && !args->map; i++) {
        if (str_eq(q.item[i].about, STR("kind")))
            cli_say(cli, "what the records are is open; say it with --kind");
        else
            cli_say(cli, "column '%.*s' is left out: '%.*s' can be read with the day or the month "
                         "first; say it with --dates", STR_ARG(q.item[i].column),
                    STR_ARG(q.item[i].example));
    }
    if (has_map) return EXIT_CLEAR;
    error_at(&err, CORDON_SYNTAX, str_c(args->file), 0, 0, "no column could be read as a field");
    return cli_fail(cli, &err);
}

static int propose(struct cli *cli, const struct map_args *args, const struct cordon_map *map)
{
    struct cordon_error err = ERROR_INIT;
    struct cordon_proposal *p = NULL;
    struct answers answers = { .count = 0 };
    str name = str_c(args->save);
    struct cordon_map_ask a = { .path = args->file, .sheet = args->sheet, .kind = args->kind,
                                .zone = args->zone, .map = map,
                                .name = cordon_map_is_name(name) ? name : STR_EMPTY };
    if (args->dates) {
        answers.item[answers.count++] =
            (struct cordon_map_answer){ STR_EMPTY, str_c(orders[args->dates - 1]) };
        a.answers = answers.item;
        a.answer_count = 1;
    }
    cordon_status st = cordon_map_propose(&a, &p, &err);
    bool may_ask = !map && !cli->globals.json && !cli->globals.quiet && os_is_terminal(0) &&
                   strcmp(args->file, "-") != 0;
    if (!st && may_ask && ask_all(cli, cordon_proposal_json(p), &a, &answers)) {
        cordon_proposal_free(p);
        p = NULL;
        st = cordon_map_propose(&a, &p, &err);
    }
    bool has_map = !st && (map || cordon_proposal_map(p));
    int code = st ? cli_fail(cli, &err) : show(cli, args, p, has_map);
    if (has_map && args->save && save(cli, args->save, p, &err)) code = cli_fail(cli, &err);
    cordon_proposal_free(p);
    return code;
}

static int list_maps(struct cli *cli)
{
    static const struct grid_column columns[] = { { .title = "mapping" }, { .title = "for", .is_wide = true } };
    struct cordon_error err = ERROR_INIT;
    struct grid g;
    str name, title;
    grid_init(&g, &cli->arena, columns, sizeof columns / sizeof *columns);
    cordon_status st = map_folder_list(cli, &g, &err);
    for (size_t i = 0; !st && cordon_map_shipped(i, &name, &title); i++) {
        struct grid_cell cells[] = { { .text = name, .style = STYLE_BOLD }, { .text = title } };
        grid_add(&g, cells);
    }
    if (!st) st = grid_print(&g, &cli->out, cli->globals.plain) ? error_nomem(&err) : CORDON_OK;
    return st ? cli_fail(cli, &err) : EXIT_CLEAR;
}

static int run(struct cli *cli, const void *given)
{
    const struct map_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_map *map = NULL;
    if (args->list) return list_maps(cli);
    if (!args->file) {
        error_set(&err, CORDON_ARGUMENT, "FILE is missing; 'cordon map --help' shows how");
        return cli_fail(cli, &err);
    }
    if (args->map && args->save) {
        error_set(&err, CORDON_ARGUMENT, "--map shows a mapping there is; it goes without --save");
        return cli_fail(cli, &err);
    }
    if (args->map && map_folder_load(cli, args->map, &map, &err)) return cli_fail(cli, &err);
    int code = propose(cli, args, map);
    cordon_map_free(map);
    return code;
}

const struct command cmd_map = {
    .name = "map",
    .group = "Screening",
    .summary = "say which column of an export is which field",
    .about = "Looks at names of columns (English, Korean, Japanese, Indonesian) and at values, says how sure "
             "it is of each, shows five rows as they would be read, and saves the mapping.\n"
             "Exports of well-known systems are recognised. Columns that are not read are listed. "
             "Dates that can be read two ways are asked for on a terminal; elsewhere their column is left "
             "out and named.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct map_args),
    .run = run,
};
