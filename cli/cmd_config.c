/* `cordon config`: every setting, its value, and where that came from. */
#include "cli/command.h"

#include "base/json.h"
#include "cli/grid.h"

static const struct example examples[] = {
    { "cordon config", "see which folder, policy and language are in use, and why" },
    { "cordon config --lang ko", "see what a flag would change" },
    { "cordon config --json", "the same for programs" },
    { NULL, NULL },
};

static const struct grid_column columns[] = {
    { .title = "setting" },
    { .title = "value", .is_wide = true },
    { .title = "from", .is_wide = true },
};

static cordon_status print_table(struct cli *cli)
{
    const struct settings *s = &cli->settings;
    struct grid table;
    grid_init(&table, &cli->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct grid_cell cells[] = {
            { str_c(settings_name((enum setting_id)i)), STYLE_NONE },
            { s->at[i].value.len ? s->at[i].value : STR("(none)"), STYLE_NONE },
            { s->at[i].from, STYLE_DIM },
        };
        grid_add(&table, cells);
    }
    cordon_status st = grid_print(&table, &cli->out, cli->globals.plain);
    if (st || cli->globals.plain || s->file.len == 0) return st;
    term_z(&cli->out, "\nsettings file: ");
    term_text(&cli->out, s->file);
    term_z(&cli->out, s->has_file ? "\n" : " (not there)\n");
    return CORDON_OK;
}

static cordon_status print_json(struct cli *cli)
{
    const struct settings *s = &cli->settings;
    struct buf line = BUF_INIT(1u << 20);
    struct json_writer w;
    json_w_init(&w, &line);
    json_w_object(&w);
    json_w_key(&w, STR("file"));
    if (s->file.len)
        json_w_str(&w, s->file);
    else
        json_w_null(&w);
    json_w_key(&w, STR("file_is_there"));
    json_w_bool(&w, s->has_file);
    json_w_key(&w, STR("settings"));
    json_w_array(&w);
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        json_w_object(&w);
        json_w_key_str(&w, STR("name"), str_c(settings_name((enum setting_id)i)));
        json_w_key_str(&w, STR("value"), s->at[i].value);
        json_w_key_str(&w, STR("from"), s->at[i].from);
        json_w_object_end(&w);
    }
    json_w_array_end(&w);
    json_w_object_end(&w);
    buf_add_byte(&line, '\n');
    cordon_status st = buf_status(&line);
    if (!st) term_add(&cli->out, buf_str(&line));
    buf_release(&line);
    return st;
}

static int run(struct cli *cli, const void *args)
{
    struct cordon_error err = ERROR_INIT;
    (void)args;
    cordon_status st = cli->globals.json ? print_json(cli) : print_table(cli);
    if (!st) return EXIT_CLEAR;
    error_set(&err, st, "cannot print the settings: %s", cordon_status_name(st));
    return cli_fail(cli, &err);
}

const struct command cmd_config = {
    .name = "config",
    .group = "Cordon itself",
    .summary = "print every setting, its value, and where it came from",
    .about = "A flag wins over the environment, that over the settings file, that over the "
             "default. The file is $XDG_CONFIG_HOME/cordon/config, or ~/.config/cordon/config: "
             "lines `key = value`, comments behind '#'. Only for the language, the locale "
             "(LC_ALL, LC_MESSAGES, LANG) stands behind the file; it decides what people read, "
             "never what --json and --plain print.",
    .examples = examples,
    .run = run,
};
