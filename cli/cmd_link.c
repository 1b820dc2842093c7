/* `cordon link`: who shares what with whom. */
#include "cli/command.h"

#include <cordon/rules.h>
#include <cordon/sweep.h>

#include "base/json.h"
#include "cli/gather.h"
#include "cli/view_party.h"
#include "cli/words.h"
#include "os/os.h"

struct link_args {
    struct opt_words paths;
    const char      *policy, *map;
    bool             dot;
    const char      *svg; /* file of a drawing; "-" = standard output */
    uint64_t         group;
    str              path; /* two subjects */
};

static const struct opt options[] = {
    { .name = "dot", .kind = OPT_FLAG, .at = offsetof(struct link_args, dot),
      .help = "print all groups as one Graphviz graph" },
    { .name = "svg", .kind = OPT_PATH, .at = offsetof(struct link_args, svg), .arg = "FILE",
      .help = "write a drawing of one group; - prints it" },
    { .name = "group", .letter = 'g', .kind = OPT_U64, .at = offsetof(struct link_args, group), .arg = "N",
      .min = 1, .help = "of --svg: which group (default: 1, the one whose shared values are rarest)" },
    { .name = "path", .kind = OPT_LIST, .at = offsetof(struct link_args, path), .arg = "A,B",
      .help = "print the strongest path of shared values between two subjects" },
    { .name = "map", .letter = 'm', .kind = OPT_PATH, .at = offsetof(struct link_args, map), .arg = "NAME",
      .help = "read all files by this mapping (default: each is recognised)" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct link_args, policy), .arg = "FILE",
      .help = "policy file, or the name of a built-in one: default, or demo" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "FILE", .kind = OPT_PATH, .at = offsetof(struct link_args, paths), .is_many = true,
      .help = "exports, and folders of them" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon link applicants.csv", "groups that share rare values, and what they share" },
    { "cordon link --svg operator.svg exports/", "a drawing of the first group" },
    { "cordon link --dot exports/ | dot -Tsvg > all.svg", "all groups by Graphviz" },
    { "cordon link --path employee:2017,employee:2024 examples/company/", "what joins these two, row by row" },
    { NULL, NULL },
};

/* --- for people ---------------------------------------------------------------------------------- */

static void say(struct cli *cli, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(4096);
    words_add(cli, key, words, count, &b);
    term_text(&cli->out, buf_str(&b));
    buf_release(&b);
}

/* {"kind":..,"value":..,"parties":..,"holders":[{"label":..,"origin":{"file":..,"line":..}}]} */
struct holder {
    str label, file, line;
};

enum { HOLDERS_SHOWN = 12 };

static void read_holder(struct json_reader *r, struct holder *h)
{
    str key = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r->text;
        } else if (k == JSON_OBJECT) { /* origin */
            read_holder(r, h);
        } else if (k == JSON_STRING || k == JSON_NUMBER) {
            if (str_eq(key, STR("label"))) h->label = r->text;
            if (str_eq(key, STR("file"))) h->file = r->text;
            if (str_eq(key, STR("line"))) h->line = r->text;
        } else {
            json_skip(r, k);
        }
    }
}

static void show_value(struct cli *cli, struct json_reader *r)
{
    struct term *out = &cli->out;
    struct holder holder[HOLDERS_SHOWN];
    size_t holders = 0, total = 0;
    str key = STR_EMPTY, kind = STR_EMPTY, value = STR_EMPTY;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r->text;
        } else if (k == JSON_ARRAY && str_eq(key, STR("holders"))) {
            while ((k = json_next(r)) == JSON_OBJECT) {
                struct holder h = { .label = STR_EMPTY };
                read_holder(r, &h);
                if (holders < HOLDERS_SHOWN) holder[holders++] = h;
                total++;
            }
        } else if (k == JSON_STRING || k == JSON_NUMBER) {
            if (str_eq(key, STR("kind"))) kind = r->text;
            if (str_eq(key, STR("value"))) value = r->text;
        } else {
            json_skip(r, k);
        }
    }
    struct buf word = BUF_INIT(1024);
    words_add_name(cli, "tie", kind, &word);
    term_z(out, "  ");
    term_styled(out, STYLE_BOLD, buf_str(&word));
    term_z(out, " ");
    view_value(cli, value);
    term_z(out, "\n");
    buf_release(&word);
    for (size_t i = 0; i < holders; i++) {
        term_z(out, "      ");
        term_text(out, holder[i].label);
        term_z(out, "  ");
        term_styled(out, STYLE_DIM, holder[i].file);
        if (holder[i].line.len) term_styled(out, STYLE_DIM, STR(":"));
        term_styled(out, STYLE_DIM, holder[i].line);
        term_z(out, "\n");
    }
    if (total > holders) term_printf(out, "      … %zu\n", total - holders);
}

static void show_group(struct cli *cli, struct json_reader *r)
{
    str key = STR_EMPTY, number = STR_EMPTY, parties = STR_EMPTY;
    bool is_headed = false;
    for (enum json_kind k; (k = json_next(r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) {
            key = r->text;
        } else if (k == JSON_ARRAY && str_eq(key, STR("values"))) {
            while ((k = json_next(r)) == JSON_OBJECT) show_value(cli, r);
        } else if (k == JSON_NUMBER) {
            if (str_eq(key, STR("group"))) number = r->text;
            if (str_eq(key, STR("parties"))) parties = r->text;
        } else {
            json_skip(r, k);
        }
        if (is_headed || !number.len || !parties.len) continue;
        const struct cordon_word words[] = { word_text("number", number), word_text("count", parties) };
        term_z(&cli->out, "\n");
        say(cli, "link.group", words, 2);
        term_z(&cli->out, "\n");
        is_headed = true;
    }
}

static void show_links(struct cli *cli, str json)
{
    struct json_reader r;
    struct arena arena;
    str key = STR_EMPTY;
    arena_init(&arena, (size_t)1 << 30);
    json_init(&r, json, &arena, NULL);
    if (json_next(&r) == JSON_OBJECT)
        for (enum json_kind k; (k = json_next(&r)) != JSON_OBJECT_END && k != JSON_ERROR;) {
            if (k == JSON_KEY)
                key = r.text;
            else if (k == JSON_ARRAY && str_eq(key, STR("groups")))
                while ((k = json_next(&r)) == JSON_OBJECT) show_group(cli, &r);
            else
                json_skip(&r, k);
        }
    arena_release(&arena);
}

/* --- running ------------------------------------------------------------------------------------- */

static cordon_status put_text(struct cli *cli, const struct link_args *args, const struct cordon_text *text,
                              struct cordon_error *err)
{
    str all = str_of(text->data, text->len);
    if (args->svg && strcmp(args->svg, "-") != 0) return os_file_replace(args->svg, all, err);
    if (args->svg || args->dot || cli->globals.json || args->path.len) {
        cordon_status st = term_flush(&cli->out, err);
        if (!st) st = os_write_all(1, all, err);
        return st || args->dot || args->svg ? st : os_write_all(1, STR("\n"), err);
    }
    show_links(cli, all);
    return CORDON_OK;
}

static void say_counts(struct cli *cli, const struct cordon_sweep_counts *c)
{
    struct buf b = BUF_INIT(4096);
    const struct cordon_word words[] = { word_number("count", c->groups), word_number("subjects", c->subjects) };
    words_add(cli, "link.counts", words, 2, &b);
    cli_say(cli, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static cordon_status write_links(struct cli *cli, const struct link_args *args, struct cordon_sweep *sweep,
                                 const struct cordon_sweep_counts *counts, struct cordon_error *err)
{
    struct cordon_text text = { .data = NULL };
    str to = args->path, from = STR_EMPTY;
    cordon_status st;
    if (args->path.len) {
        (void)str_next(&to, ',', &from);
        if (!to.len) return error_set(err, CORDON_ARGUMENT, "--path takes two subjects, with a comma between");
        st = cordon_sweep_path(sweep, from, to, &text, err);
    } else if (args->svg && !counts->groups) {
        return error_set(err, CORDON_NOTFOUND, "no group shares a rare value: there is nothing to draw");
    } else {
        enum cordon_links_form form = args->svg   ? CORDON_LINKS_SVG
                                      : args->dot ? CORDON_LINKS_DOT
                                                  : CORDON_LINKS_JSON;
        st = cordon_sweep_links(sweep, form, args->svg ? (uint32_t)(args->group ? args->group : 1) : 0, &text, err);
    }
    if (!st) st = put_text(cli, args, &text, err);
    cordon_text_free(&text);
    return st;
}

static cordon_status link_records(struct cli *cli, const struct link_args *args, struct cordon_sweep *sweep,
                                  int *code, struct cordon_error *err)
{
    struct cordon_sweep_counts counts;
    cordon_status st = cordon_sweep_join(sweep, err);
    if (st) return st;
    cordon_sweep_count(sweep, &counts);
    say_counts(cli, &counts);
    gather_say_parted(cli, &counts);
    if (counts.unreadable) *code = exit_worst(*code, EXIT_SYNTAX);
    if (counts.groups) *code = exit_worst(*code, EXIT_REVIEW);
    if (counts.is_limited) {
        cli_say(cli, "a limit was reached while linking: there may be more groups; --json names it");
        *code = exit_worst(*code, EXIT_LIMIT);
    }
    return write_links(cli, args, sweep, &counts, err);
}

static int link_files(struct cli *cli, const struct link_args *args, struct cordon_sweep *sweep)
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
    if (!os_interrupted()) {
        bool is_empty = !counts.records && code == EXIT_CLEAR;
        cordon_status st = is_empty ? error_set(&err, CORDON_SYNTAX, "there is no record in what was given")
                           : counts.records ? link_records(cli, args, sweep, &code, &err)
                                            : CORDON_OK;
        if (st) code = exit_worst(code, cli_fail_asked(cli, &err));
    }
    cordon_sweep_free(sweep);
    gather_release(g);
    return code;
}

static int run(struct cli *cli, const void *given)
{
    const struct link_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_policy *policy = NULL;
    struct cordon_sweep *sweep = NULL;
    const char *folder;
    if ((args->dot != 0) + (args->svg != NULL) + (args->path.len > 0) + cli->globals.json > 1) {
        error_set(&err, CORDON_ARGUMENT, "--json, --dot, --svg and --path print different things: choose one");
        return cli_fail(cli, &err);
    }
    if (args->group && !args->svg) {
        error_set(&err, CORDON_ARGUMENT, "--group is which group --svg draws");
        return cli_fail(cli, &err);
    }
    cordon_status st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy, &policy, &err);
    if (!st) st = cli_open_set(cli, &folder, &set, &err);
    struct cordon_screen_options asked = { .policy = policy, .lang = cli_lang(cli), .min_bp = -1,
                                           .as_of_s = cli->globals.as_of_s };
    if (!st) st = cordon_sweep_new(set, &asked, &sweep, &err);
    int code = st ? cli_fail(cli, &err) : link_files(cli, args, sweep);
    cordon_set_close(set);
    cordon_policy_free(policy);
    return code;
}

const struct command cmd_link = {
    .name = "link",
    .group = "Screening",
    .summary = "who shares rare values with whom",
    .about = "Parties with different names that share a device, payout account, wallet, delivery address, "
             "document, face, photo, resume or test are joined into groups, each with what joins it and the rows "
             "that show it. Rarer values weigh more. What one household, one office or a crowd shares is "
             "listed apart and joins nobody.\n"
             "A group is no verdict: 'cordon sweep' and 'cordon screen --links' weigh it with the rest.\n"
             "Exit status: 0 no group; 1 there are groups; 2 what was asked for is not there; 3 something could not be "
             "read; 6 a limit was reached.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct link_args),
    .run = run,
};
