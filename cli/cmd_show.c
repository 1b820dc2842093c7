/* `cordon show`: everything a list says about one entry. */
#include "cli/command.h"

#include <cordon/data.h>

#include "base/json.h"
#include "cli/words.h"

struct show_args {
    str  id;
    bool ftm;
};

static const struct opt options[] = {
    { .name = "ftm", .kind = OPT_FLAG, .at = offsetof(struct show_args, ftm),
      .help = "print FollowTheMoney JSON, one entity a line, without source lines" },
    { .name = NULL },
};

static const struct arg arguments[] = {
    { .name = "ID", .kind = OPT_STR, .at = offsetof(struct show_args, id),
      .help = "id of the entry as a hit shows it: the source, a dash, the list's own number; the "
              "number alone when just one list has it" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon show us_ofac_sdn-27307",
      "names, numbers, programmes, each with its source line" },
    { "cordon show --json us_ofac_sdn-27307", "the same for programs" },
    { "cordon show --ftm un_sc-KPi.033", "the entry and its documents as FollowTheMoney JSON" },
    { NULL, NULL },
};

/* The reader's word for a name, padded to `columns`. */
static void print_name(struct cli *cli, const char *group, str name, size_t columns)
{
    struct buf word = BUF_INIT(1024);
    words_add_name(cli, group, name, &word);
    if (word.failed) cli->out.buf.failed = true;
    size_t used = term_columns(buf_str(&word));
    term_text(&cli->out, buf_str(&word));
    term_blanks(&cli->out, used < columns ? columns - used : 0);
    buf_release(&word);
}

static void print_value(struct cli *cli, str property, str value, str file, str line)
{
    term_z(&cli->out, "  ");
    print_name(cli, "property", property, 22);
    term_z(&cli->out, " ");
    term_text(&cli->out, value);
    term_z(&cli->out, "  ");
    struct buf at = BUF_INIT(1024);
    buf_printf(&at, "%.*s:%.*s", STR_ARG(file), STR_ARG(line));
    term_styled(&cli->out, STYLE_DIM, buf_str(&at));
    term_z(&cli->out, "\n");
    buf_release(&at);
}

/* The other lists' entries of the party, and why: behind the key "links". */
static void print_links(struct cli *cli, struct json_reader *r)
{
    unsigned depth = 0;
    str key = STR_EMPTY, link = STR_EMPTY, value = STR_EMPTY;
    term_z(&cli->out, "\n");
    print_name(cli, "show", STR("links"), 0);
    term_z(&cli->out, "\n");
    for (enum json_kind k; (k = json_next(r)) != JSON_ERROR && k != JSON_END;) {
        if (k == JSON_ARRAY || k == JSON_OBJECT) depth++;
        if (k == JSON_ARRAY_END && depth == 0) return;
        if (k == JSON_ARRAY_END || k == JSON_OBJECT_END) depth--;
        if (k == JSON_KEY) key = r->text;
        if (k != JSON_STRING) continue;
        if (str_eq(key, STR("id"))) {
            term_z(&cli->out, "  ");
            term_styled(&cli->out, STYLE_BOLD, r->text);
            term_z(&cli->out, "  ");
        }
        if (str_eq(key, STR("name"))) {
            term_text(&cli->out, r->text);
            term_z(&cli->out, "\n");
        }
        if (str_eq(key, STR("link"))) link = r->text;
        if (str_eq(key, STR("value"))) value = r->text;
        if (!str_eq(key, STR("with"))) continue;
        term_z(&cli->out, "    ");
        print_name(cli, "link", link, 0);
        term_z(&cli->out, ": ");
        term_text(&cli->out, value);
        term_z(&cli->out, "  ");
        term_styled(&cli->out, STYLE_DIM, r->text);
        term_z(&cli->out, "\n");
    }
}

/* The JSON is ours and whole; show what it says, in its order. */
static void print_entity(struct cli *cli, str json)
{
    struct json_reader r;
    enum { HEAD = 24 };
    str key = STR_EMPTY, cell[4] = { STR_EMPTY }; /* property, value, file, line */
    static const str cells[] = { STR_INIT("property"), STR_INIT("value"), STR_INIT("file"),
                                 STR_INIT("line") };
    json_init(&r, json, &cli->arena, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        bool is_cell = false;
        if (k == JSON_ARRAY && str_eq(key, STR("links"))) {
            print_links(cli, &r);
            continue;
        }
        if (k == JSON_KEY) {
            key = r.text;
            continue;
        }
        for (size_t i = 0; i < 4 && (k == JSON_STRING || k == JSON_NUMBER); i++)
            if (str_eq(key, cells[i])) {
                cell[i] = r.text;
                is_cell = true;
                if (i == 3) print_value(cli, cell[0], cell[1], cell[2], cell[3]);
            }
        if (is_cell || str_eq(key, STR("lang"))) continue;
        if (k == JSON_STRING) {
            bool is_title = str_eq(key, STR("id"));
            if (is_title) term_z(&cli->out, "\n");
            print_name(cli, "show", key, HEAD);
            term_z(&cli->out, " ");
            if (str_eq(key, STR("schema")))
                print_name(cli, "schema", r.text, 0);
            else
                term_styled(&cli->out, is_title ? STYLE_BOLD : STYLE_NONE, r.text);
            term_z(&cli->out, "\n");
        } else if (k == JSON_TRUE) {
            print_name(cli, "show", key, HEAD);
            term_z(&cli->out, " ");
            print_name(cli, "show", STR("yes"), 0);
            term_z(&cli->out, "\n");
        }
    }
}

static int run(struct cli *cli, const void *given)
{
    const struct show_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_text text = { NULL, 0 };
    const char *folder;
    if (cli_open_set(cli, &folder, &set, &err)) return cli_fail(cli, &err);
    int code = EXIT_CLEAR;
    cordon_status st = args->ftm ? cordon_show_ftm(set, args->id, &text, &err)
                                 : cordon_show(set, args->id, &text, &err);
    if (st) {
        code = cli_fail_asked(cli, &err);
    } else if (args->ftm) {
        term_add(&cli->out, str_of(text.data, text.len));
    } else if (cli->globals.json) {
        term_add(&cli->out, str_of(text.data, text.len));
        term_z(&cli->out, "\n");
    } else {
        print_entity(cli, str_of(text.data, text.len));
    }
    cordon_text_free(&text);
    cordon_set_close(set);
    return code;
}

const struct command cmd_show = {
    .name = "show",
    .group = "Screening",
    .summary = "print everything a list says about one entry",
    .about = "Behind each value stand the file and line it was read from. --json and --ftm give "
             "FollowTheMoney's names of schemas and properties; people read them in --lang.\n"
             "Exit status 2: no list in use has the entry, or several have its number.",
    .options = options,
    .arguments = arguments,
    .examples = examples,
    .args_size = sizeof(struct show_args),
    .run = run,
};
