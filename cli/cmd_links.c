/* `cordon lists links`, `link`, `unlink`: one party on several lists. */
#include "cli/command.h"

#include <cordon/links.h>

#include "base/json.h"
#include "cli/words.h"
enum { LINK_WAIT_MS = 30000 };

/* --- links ----------------------------------------------------------------------------------------------- */

struct links_args {
    str id;
};

static const struct arg links_arguments[] = {
    { .name = "ID", .kind = OPT_STR, .at = offsetof(struct links_args, id), .is_optional = true,
      .help = "id of an entry, as a hit shows it (default: all parties that several entries name)" },
    { .name = NULL },
};

static const struct example links_examples[] = {
    { "cordon lists links un_sc-KPi.033", "the other lists' entries of this party, and why" },
    { "cordon lists links --json", "all linked parties, one a line" },
    { NULL, NULL },
};

struct telling {
    struct cli *cli;
    uint64_t    count;
};

static void print_why(struct cli *cli, str link, str value, str a, str b)
{
    struct buf word = BUF_INIT(256);
    words_add_name(cli, "link", link, &word);
    term_z(&cli->out, "    ");
    term_text(&cli->out, buf_str(&word));
    term_z(&cli->out, ": ");
    term_text(&cli->out, value);
    term_z(&cli->out, "  ");
    term_styled(&cli->out, STYLE_DIM, a);
    term_z(&cli->out, " ");
    term_styled(&cli->out, STYLE_DIM, b);
    term_z(&cli->out, "\n");
    buf_release(&word);
}

static void print_party(struct cli *cli, str json)
{
    struct json_reader r;
    struct arena a;
    str key = STR_EMPTY, id = STR_EMPTY, end[2] = { STR_EMPTY }, link = STR_EMPTY;
    arena_init(&a, 64 << 20);
    json_init(&r, json, &a, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        if (k == JSON_KEY) key = r.text;
        if (k != JSON_STRING) continue;
        if (str_eq(key, STR("id"))) id = r.text;
        if (str_eq(key, STR("name"))) {
            term_styled(&cli->out, STYLE_BOLD, id);
            term_z(&cli->out, "  ");
            term_text(&cli->out, r.text);
            term_z(&cli->out, "\n");
        }
        if (str_eq(key, STR("a"))) end[0] = r.text;
        if (str_eq(key, STR("b"))) end[1] = r.text;
        if (str_eq(key, STR("link"))) link = r.text;
        if (str_eq(key, STR("value"))) print_why(cli, link, r.text, end[0], end[1]);
    }
    arena_release(&a);
}

static bool take_party(void *ctx, cordon_str json)
{
    struct telling *t = ctx;
    t->count++;
    if (t->cli->globals.json) {
        term_add(&t->cli->out, json);
        term_z(&t->cli->out, "\n");
    } else {
        if (t->count > 1) term_z(&t->cli->out, "\n");
        print_party(t->cli, json);
    }
    return t->cli->out.status == CORDON_OK;
}

static int run_links(struct cli *cli, const void *given)
{
    const struct links_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct telling t = { .cli = cli };
    const char *folder;
    if (cli_open_set(cli, &folder, &set, &err)) return cli_fail(cli, &err);
    cordon_status st = cordon_links(set, args->id, take_party, &t, &err);
    int code = st ? cli_fail_asked(cli, &err) : EXIT_CLEAR;
    if (!st && !t.count) cli_say(cli, "no entry is linked with one of another list");
    cordon_set_close(set);
    return code;
}

const struct command cmd_lists_links = {
    .name = "lists links",
    .group = "Lists",
    .summary = "print which entries of several lists are one party, and why",
    .about = "Entries are linked when the lists are put in use: by UN and OFAC numbers that one names of the "
             "other, by passports, IMO, tax and other numbers, wallets, and by names with birth dates or "
             "countries. Nothing is merged: each list's entry stands, with its own verdict.\n"
             "Exit status 2: no such entry, or it is linked with nothing.",
    .arguments = links_arguments,
    .examples = links_examples,
    .args_size = sizeof(struct links_args),
    .run = run_links,
};

/* --- link, unlink ------------------------------------------------------------------------------------------- */

struct change_args {
    str a, b, reason, author;
};

static const struct opt change_options[] = {
    { .name = "reason", .kind = OPT_STR, .at = offsetof(struct change_args, reason), .arg = "TEXT",
      .help = "why; kept with the decision" },
    { .name = "author", .kind = OPT_STR, .at = offsetof(struct change_args, author), .arg = "NAME",
      .help = "who decided (default: the name you are logged in by)" },
    { .name = NULL },
};

static const struct arg change_arguments[] = {
    { .name = "A", .kind = OPT_STR, .at = offsetof(struct change_args, a), .help = "id of an entry" },
    { .name = "B", .kind = OPT_STR, .at = offsetof(struct change_args, b),
      .help = "id of an entry, of another list as a rule" },
    { .name = NULL },
};

static const struct example link_examples[] = {
    { "cordon lists link us_ofac_sdn-1234 un_sc-KPi.001 --reason 'same passport, seen on paper'",
      "two entries are one party, whatever Cordon found" },
    { NULL, NULL },
};

static const struct example unlink_examples[] = {
    { "cordon lists unlink us_ofac_sdn-1234 un_sc-KPi.001 --reason 'father and son'",
      "two entries are never taken for one party" },
    { NULL, NULL },
};

static int change(struct cli *cli, const struct change_args *args, bool is_same)
{
    struct cordon_error err = ERROR_INIT;
    const char *folder;
    if (cli_data_folder(cli, &folder, &err)) return cli_fail(cli, &err);
    struct cordon_link_change c = { .data_dir = folder, .a = args->a, .b = args->b, .is_same = is_same,
                                    .reason = args->reason, .author = cli_author(args->author),
                                    .now_s = cli->globals.as_of_s, .wait_ms = LINK_WAIT_MS };
    if (cordon_links_change(&c, &err)) return cli_fail_asked(cli, &err);
    term_printf(&cli->out, "%.*s and %.*s are %s from now on\n", STR_ARG(args->a), STR_ARG(args->b),
                is_same ? "one party" : "two parties");
    return EXIT_CLEAR;
}

static int run_link(struct cli *cli, const void *given)
{
    return change(cli, given, true);
}

static int run_unlink(struct cli *cli, const void *given)
{
    return change(cli, given, false);
}

const struct command cmd_lists_link = {
    .name = "lists link",
    .group = "Lists",
    .summary = "decide that two entries are one party",
    .about = "The decision is kept in the data folder with who, when and why, and holds after every import. "
             "'cordon lists unlink' takes it back. Verdicts do not change by it.",
    .options = change_options,
    .arguments = change_arguments,
    .examples = link_examples,
    .args_size = sizeof(struct change_args),
    .run = run_link,
};

const struct command cmd_lists_unlink = {
    .name = "lists unlink",
    .group = "Lists",
    .summary = "decide that two entries are two parties",
    .about = "The decision is kept in the data folder with who, when and why, and holds after every import. "
             "'cordon lists link' takes it back. Verdicts do not change by it.",
    .options = change_options,
    .arguments = change_arguments,
    .examples = unlink_examples,
    .args_size = sizeof(struct change_args),
    .run = run_unlink,
};
