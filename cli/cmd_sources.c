/* `cordon lists sources`: the catalogue. */
#include "cli/command.h"

#include <cordon/update.h>

#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"

static const struct example sources_examples[] = {
    { "cordon lists sources", "every list that Cordon knows" },
    { "cordon lists sources --json", "the same with addresses, hosts and licences" },
    { NULL, NULL },
};

/* The day on which a fetch passed, here or before the release; "" while none has. A damaged note about
 * the last fetch is none. */
static str proven_day(struct cli *cli, const char *folder, const struct cordon_source *s)
{
    struct cordon_fetch_info info = { .asked_s = 0 };
    cordon_status st = folder ? cordon_fetch_info(folder, s->id, &info, NULL) : CORDON_NOTFOUND;
    return st ? s->proven : arena_str(&cli->arena, str_c(info.proven));
}

static void write_source(const struct cordon_source *s, str proven, struct json_writer *w)
{
    const struct { str key, value; } texts[] = {
        { STR("source"), s->id },         { STR("title"), s->title }, { STR("authority"), s->authority },
        { STR("tier"), s->tier },         { STR("licence"), s->licence }, { STR("rhythm"), s->rhythm },
        { STR("formats"), s->formats },   { STR("address"), s->url },     { STR("link"), s->link },
        { STR("hosts"), s->hosts } };
    json_w_object(w);
    for (size_t i = 0; i < COUNT_OF(texts); i++) json_w_key_str(w, texts[i].key, texts[i].value);
    json_w_key_u64(w, STR("fresh_days"), s->fresh_days);
    json_w_key_u64(w, STR("cap_mib"), s->cap_mib);
    json_w_key_text(w, STR("proven"), proven);
    json_w_object_end(w);
}

static void print_json(struct cli *cli, const char *folder)
{
    struct cordon_source s;
    struct json_writer w;
    json_w_init(&w, &cli->out.buf);
    json_w_object(&w);
    json_w_key(&w, STR("sources"));
    json_w_array(&w);
    for (size_t i = 0; cordon_source_row(i, &s); i++) write_source(&s, proven_day(cli, folder, &s), &w);
    json_w_array_end(&w);
    json_w_object_end(&w);
    term_z(&cli->out, "\n");
}

/* The host is enough for people; the rest is in --json. */
static str host_of(str url)
{
    str rest = str_starts(url, STR("https://")) ? str_from(url, strlen("https://")) : url;
    return url.len ? str_sub(rest, 0, str_index(rest, '/')) : STR("by hand");
}

static cordon_status print_table(struct cli *cli, const char *folder)
{
    static const struct grid_column columns[] = {
        { .title = "source" },
        { .title = "title", .is_wide = true },
        { .title = "authority", .is_wide = true },
        { .title = "tier" },
        { .title = "licence", .is_wide = true },
        { .title = "rhythm", .is_wide = true },
        { .title = "formats", .is_wide = true },
        { .title = "address", .is_wide = true },
        { .title = "proven" },
    };
    struct cordon_source s;
    struct grid g;
    grid_init(&g, &cli->arena, columns, COUNT_OF(columns));
    for (size_t i = 0; cordon_source_row(i, &s); i++) {
        str proven = proven_day(cli, folder, &s);
        struct grid_cell cells[] = {
            { .text = s.id, .style = STYLE_BOLD }, { .text = s.title }, { .text = s.authority },
            { .text = s.tier }, { .text = s.licence }, { .text = s.rhythm }, { .text = s.formats },
            { .text = host_of(s.url) },
            { .text = proven.len ? proven : s.url.len ? STR("unproven") : STR("-") },
        };
        grid_add(&g, cells);
    }
    return grid_print(&g, &cli->out, cli->globals.plain);
}

static int run_sources(struct cli *cli, const void *args)
{
    struct cordon_error err = ERROR_INIT;
    const char *folder = NULL;
    (void)args;
    if (cli_data_folder(cli, &folder, &err)) folder = NULL; /* the catalogue needs none */
    if (cli->globals.json) {
        print_json(cli, folder);
    } else if (print_table(cli, folder)) {
        error_nomem(&err);
        return cli_fail(cli, &err);
    }
    return EXIT_CLEAR;
}

const struct command cmd_lists_sources = {
    .name = "lists sources",
    .group = "Lists",
    .summary = "print the sources that Cordon knows",
    .about = "Proven: the day on which a fetch from the authority last passed, in this data folder or before "
             "this release; unproven while none has; '-' for lists whose files are had by hand.",
    .examples = sources_examples,
    .run = run_sources,
};
