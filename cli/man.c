/* The manual page, made from the tables of the commands: troff with the man macros. */
#include "cli/help.h"

#include "base/num.h"

/*
 * Text as troff wants it: '\' and '-' escaped, no control character ('.' or ''') at the start
 * of a line, quotes left alone.
 */
static void add_text(struct term *t, str s)
{
    if (s.len && (s.data[0] == '.' || s.data[0] == '\'')) term_z(t, "\\&");
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c == '\\')
            term_z(t, "\\e");
        else if (c == '-')
            term_z(t, "\\-");
        else if (c == '\'')
            term_z(t, "\\(aq");
        else if (c == '^')
            term_z(t, "\\(ha");
        else if (c == '~')
            term_z(t, "\\(ti");
        else
            term_add(t, str_of(&c, 1));
    }
}

static void add_line(struct term *t, const char *macro, str s)
{
    if (macro) term_printf(t, "%s ", macro);
    add_text(t, s);
    term_z(t, "\n");
}

static void options(struct term *t, const struct opt *rows)
{
    struct buf text = BUF_INIT(4096);
    for (; rows && rows->name; rows++) {
        buf_reset(&text);
        help_option_head(rows, &text);
        term_z(t, ".TP\n");
        add_line(t, ".B", buf_str(&text));
        buf_reset(&text);
        help_text(rows->help, rows->choices, &text);
        add_line(t, NULL, buf_str(&text));
    }
    buf_release(&text);
}

static void arguments(struct term *t, const struct arg *rows)
{
    struct buf text = BUF_INIT(4096);
    for (; rows && rows->name; rows++) {
        buf_reset(&text);
        term_z(t, ".TP\n");
        add_line(t, ".I", str_c(rows->name));
        help_text(rows->help, rows->choices, &text);
        add_line(t, NULL, buf_str(&text));
    }
    buf_release(&text);
}

static void examples(struct term *t, const struct example *rows)
{
    for (; rows && rows->line; rows++) {
        term_z(t, ".TP\n");
        add_line(t, ".B", str_c(rows->line));
        add_line(t, NULL, str_c(rows->what));
    }
}

static void command(struct term *t, const struct command *c)
{
    struct buf usage = BUF_INIT(1024);
    str about = str_c(c->about), piece;
    help_usage(c, &usage);
    add_line(t, ".SS", buf_str(&usage));
    buf_release(&usage);
    add_line(t, NULL, str_c(c->summary));
    while (str_next(&about, '\n', &piece)) {
        term_z(t, ".PP\n");
        add_line(t, NULL, piece);
    }
    examples(t, c->examples);
    arguments(t, c->arguments);
    options(t, c->options);
}

static void settings(struct term *t)
{
    term_z(t, ".SH SETTINGS\n");
    add_line(t, NULL, STR("A flag wins over the environment, that over the settings file, that "
                          "over the default. cordon config prints each value and where it "
                          "came from. The file is $XDG_CONFIG_HOME/cordon/config, or "
                          "~/.config/cordon/config, with lines key = value:"));
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        term_z(t, ".TP\n");
        add_line(t, ".B", str_c(settings_name((enum setting_id)i)));
        add_line(t, NULL, str_c(settings_help((enum setting_id)i)));
    }
}

struct row {
    const char *name, *what;
};

/* Names in bold or italics, each with what it is. */
static void named(struct term *t, const char *title, const char *macro, const struct row *rows, size_t count)
{
    term_printf(t, ".SH %s\n", title);
    for (size_t i = 0; i < count; i++) {
        term_z(t, ".TP\n");
        add_line(t, macro, str_c(rows[i].name));
        add_line(t, NULL, str_c(rows[i].what));
    }
}

static const struct row variables[] = {
    { "CORDON_DATA", "the setting data" },
    { "CORDON_POLICY", "the setting policy" },
    { "CORDON_LANG", "the setting lang" },
    { "LC_ALL, LC_MESSAGES, LANG", "the language people read when no setting says one; --json and "
                                   "--plain stay English then" },
    { "CORDON_THREADS", "the setting threads" },
    { "CORDON_JURISDICTIONS", "the setting jurisdictions" },
    { "NO_COLOR", "when not empty: no colours" },
    { "TERM", "when dumb: no colours" },
};

static const struct row files[] = {
    { "~/.config/cordon/config", "settings; see SETTINGS" },
    { "~/.local/share/cordon", "the imported lists: editions as received, and what was made of them" },
};

static void description(struct term *t)
{
    term_z(t, ".SH DESCRIPTION\n");
    add_line(t, NULL, STR("Compares records of people, firms, vessels and wallets with sanctions lists that were "
                          "imported before, on this machine alone, and gives each a verdict with its "
                          "reasons: clear, review, escalate, stop, or undecided. Undecided is never "
                          "clear: a required list was missing, stale or failed, or the record could not "
                          "be read."));
    term_z(t, ".PP\n");
    add_line(t, NULL, STR("Answers go to standard output, talk to standard error. A hit is no proof that "
                          "two parties are one; a person decides."));
}

static void exit_status(struct term *t)
{
    term_z(t, ".SH EXIT STATUS\n");
    for (int code = 0; code <= EXIT_INTERRUPTED; code++) {
        if (!exit_meaning(code)) continue;
        term_printf(t, ".TP\n.B %d\n", code);
        add_line(t, NULL, str_c(exit_meaning(code)));
    }
    term_z(t, ".PP\n");
    add_line(t, NULL, STR("A batch ends with the first of 70, 5, 6, 4, 3, 1, 0 that any of its "
                          "records gave."));
}

int man_print(struct cli *cli)
{
    struct term *t = &cli->out;
    term_z(t, ".\\\" Made by 'cordon help --man' from the option tables.\n");
    term_printf(t, ".TH CORDON 1 \"\" \"Cordon %s\" \"Cordon Manual\"\n", cordon_version());
    term_z(t,
           ".nh\n.ad l\n.SH NAME\ncordon \\- screen people, firms, vessels and wallets against "
           "sanctions lists\n");
    term_z(t, ".SH SYNOPSIS\n.B cordon\n.I command\n.RI [ options ]\n.RI [ arguments ]\n");
    description(t);
    term_z(t, ".SH EXAMPLES\n");
    examples(t, help_examples);
    term_z(t, ".SH COMMANDS\n");
    for (size_t i = 0; cli_commands[i]; i++) command(t, cli_commands[i]);
    term_z(t, ".SH OPTIONS OF EVERY COMMAND\n");
    options(t, cli_global_options);
    settings(t);
    named(t, "ENVIRONMENT", ".B", variables, COUNT_OF(variables));
    named(t, "FILES", ".I", files, COUNT_OF(files));
    exit_status(t);
    return EXIT_CLEAR;
}
