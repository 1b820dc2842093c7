/* Help for people, made from the tables of the commands. */
#include "cli/help.h"

enum { LINE_MAX = 96, INDENT = 2, HEAD_MAX = 24 };

/* What every help ends with. */
static const struct { const char *title; const struct opt *rows; } everywhere = {
    "Options of every command", cli_global_options
};

const struct example help_examples[] = {
    { "cordon demo", "see it work on made-up people, without any list" },
    { "cordon lists import un_sc consolidated.xml", "take in an official list" },
    { "cordon screen applicants.jsonl", "compare records with the lists in use" },
    { "cordon screen --json --lang ko payments.csv > verdicts.jsonl",
      "the same for programs, with reasons in Korean" },
    { "cordon show us_ofac_sdn-27307", "read the entry behind a hit" },
    { "cordon doctor", "see whether the lists are there, fresh and whole" },
    { "cordon help screen", "all about one command" },
    { NULL, NULL },
};

static size_t line_width(const struct cli *cli)
{
    return cli->out.width < LINE_MAX ? cli->out.width : LINE_MAX;
}

static void heading(struct term *t, const char *title)
{
    term_z(t, "\n");
    term_styled(t, STYLE_BOLD, str_c(title));
    term_z(t, "\n");
}

static void paragraph(struct cli *cli, str text, size_t indent)
{
    term_blanks(&cli->out, indent);
    term_paragraph(&cli->out, text, line_width(cli), indent, indent);
}

/* "  --min BP     lowest score ...", the head padded to `column`, or on a line of its own. */
static void entry(struct cli *cli, str head, str text, size_t column)
{
    term_blanks(&cli->out, INDENT);
    term_add(&cli->out, head);
    size_t used = INDENT + term_columns(head);
    if (used + 2 > column) {
        term_z(&cli->out, "\n");
        used = 0;
    }
    term_blanks(&cli->out, column - used);
    term_paragraph(&cli->out, text, line_width(cli), column, column);
}

void help_option_head(const struct opt *row, struct buf *out)
{
    if (row->letter) buf_printf(out, "-%c, ", row->letter);
    opt_spell(row, out);
}

void help_text(const char *help, const char *const *choices, struct buf *out)
{
    buf_add(out, str_c(help));
    for (size_t i = 0; choices && choices[i]; i++) {
        buf_add(out, i == 0 ? STR(": ") : choices[i + 1] ? STR(", ") : STR(" or "));
        buf_add(out, str_c(choices[i]));
    }
}

void help_usage(const struct command *c, struct buf *out)
{
    buf_printf(out, "cordon %s", c->name);
    if (c->options) buf_add(out, STR(" [options]"));
    for (const struct arg *a = c->arguments; a && a->name; a++)
        buf_printf(out, " %s%s%s%s", a->is_optional ? "[" : "", a->name,
                   a->is_many ? "..." : "", a->is_optional ? "]" : "");
}

static size_t widest_option(const struct opt *rows)
{
    size_t widest = 0;
    struct buf head = BUF_INIT(256);
    for (; rows && rows->name; rows++) {
        buf_reset(&head);
        help_option_head(rows, &head);
        if (head.len > widest && head.len <= HEAD_MAX) widest = head.len;
    }
    buf_release(&head);
    return widest;
}

static void print_options(struct cli *cli, const struct opt *rows)
{
    size_t column = INDENT + widest_option(rows) + 2;
    struct buf head = BUF_INIT(256), text = BUF_INIT(4096);
    for (; rows && rows->name; rows++) {
        buf_reset(&head);
        buf_reset(&text);
        help_option_head(rows, &head);
        help_text(rows->help, rows->choices, &text);
        entry(cli, buf_str(&head), buf_str(&text), column);
    }
    buf_release(&head);
    buf_release(&text);
}

static void print_arguments(struct cli *cli, const struct arg *rows)
{
    size_t widest = 0;
    struct buf text = BUF_INIT(4096);
    for (const struct arg *a = rows; a->name; a++)
        if (strlen(a->name) > widest) widest = strlen(a->name);
    for (const struct arg *a = rows; a->name; a++) {
        buf_reset(&text);
        help_text(a->help, a->choices, &text);
        entry(cli, str_c(a->name), buf_str(&text), INDENT + widest + 2);
    }
    buf_release(&text);
}

/* The examples, which open every help. */
static void print_examples(struct cli *cli, const struct example *rows)
{
    term_styled(&cli->out, STYLE_BOLD, STR("Examples"));
    term_z(&cli->out, "\n");
    for (; rows && rows->line; rows++) {
        term_blanks(&cli->out, INDENT);
        term_styled(&cli->out, STYLE_GREEN, str_c(rows->line));
        term_z(&cli->out, "\n");
        paragraph(cli, str_c(rows->what), 3 * INDENT);
    }
}

static void print_exit_codes(struct cli *cli)
{
    heading(&cli->out, "Exit status");
    for (int code = 0; code <= EXIT_INTERRUPTED; code++)
        if (exit_meaning(code))
            term_printf(&cli->out, "  %-3d  %s\n", code, exit_meaning(code));
}

int help_command(struct cli *cli, const struct command *c)
{
    struct buf usage = BUF_INIT(1024);
    str about = str_c(c->about), piece;

    print_examples(cli, c->examples);
    heading(&cli->out, "Usage");
    help_usage(c, &usage);
    paragraph(cli, buf_str(&usage), INDENT);
    buf_release(&usage);
    term_z(&cli->out, "\n");
    paragraph(cli, str_c(c->summary), INDENT);
    while (str_next(&about, '\n', &piece)) {
        term_z(&cli->out, "\n");
        paragraph(cli, piece, INDENT);
    }
    if (c->arguments) {
        heading(&cli->out, "Arguments");
        print_arguments(cli, c->arguments);
    }
    if (c->options) {
        heading(&cli->out, "Options");
        print_options(cli, c->options);
    }
    heading(&cli->out, everywhere.title);
    print_options(cli, everywhere.rows);
    return EXIT_CLEAR;
}

/* All commands of a group, or those whose first word is `word`. */
static void print_commands(struct cli *cli, const char *group, str word)
{
    size_t widest = 0;
    for (size_t i = 0; cli_commands[i]; i++)
        if (strlen(cli_commands[i]->name) > widest) widest = strlen(cli_commands[i]->name);
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct command *c = cli_commands[i];
        bool is_in = group ? strcmp(c->group, group) == 0 : str_eq(command_word(c), word);
        if (is_in) entry(cli, str_c(c->name), str_c(c->summary), INDENT + widest + 2);
    }
}

int help_word(struct cli *cli, str word)
{
    const struct command *last = NULL;
    term_styled(&cli->out, STYLE_BOLD, STR("Examples"));
    term_z(&cli->out, "\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct command *c = cli_commands[i];
        if (!str_eq(command_word(c), word)) continue;
        for (const struct example *e = c->examples; e && e->line; e++)
            term_printf(&cli->out, "  %s\n", e->line);
        last = c;
    }
    heading(&cli->out, last ? last->group : "Commands");
    print_commands(cli, NULL, word);
    term_printf(&cli->out, "\n'cordon help %.*s ACTION' tells about one.\n", STR_ARG(word));
    return EXIT_CLEAR;
}

int help_overview(struct cli *cli)
{
    print_examples(cli, help_examples);
    heading(&cli->out, "Usage");
    term_z(&cli->out, "  cordon COMMAND [options] [arguments]\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        size_t seen = 0;
        while (strcmp(cli_commands[seen]->group, cli_commands[i]->group) != 0) seen++;
        if (seen < i) continue; /* its group stands already */
        heading(&cli->out, cli_commands[i]->group);
        print_commands(cli, cli_commands[i]->group, STR_EMPTY);
    }
    heading(&cli->out, everywhere.title);
    print_options(cli, everywhere.rows);
    print_exit_codes(cli);
    return EXIT_CLEAR;
}

int help_version(struct cli *cli)
{
    term_printf(&cli->out, "cordon %s\n", cordon_version());
    return EXIT_CLEAR;
}

void help_hint(struct cli *cli)
{
    cli_say(cli, "try 'cordon %s --help'", cli->command->name);
}
