/* `cordon validate`: does screening find what the lists hold? Figures for a regulator. */
#include "cli/command.h"

#include <cordon/validate.h>

#include "cli/grid.h"
#include "cli/words.h"
#include "os/os.h"

struct validate_args {
    const char *html;
    const char *policy;
    uint64_t    canaries, seed;
};

static const struct opt options[] = {
    { .name = "html", .kind = OPT_PATH, .at = offsetof(struct validate_args, html), .arg = "FILE",
      .help = "write a page too, in the language of --lang" },
    { .name = "policy", .kind = OPT_PATH, .at = offsetof(struct validate_args, policy), .arg = "FILE",
      .help = "thresholds: a file, default, or demo" },
    { .name = "canaries", .kind = OPT_U64, .at = offsetof(struct validate_args, canaries), .arg = "N", .min = 1,
      .max = CORDON_CANARIES_MAX, .help = "names drawn of each list and script (default: 25)" },
    { .name = "seed", .kind = OPT_U64, .at = offsetof(struct validate_args, seed), .arg = "N",
      .help = "draw others: the same seed draws the same of the same editions (default: 0)" },
    { .name = NULL },
};

static const struct example examples[] = {
    { "cordon validate", "canaries of every list in use, and what was found of them" },
    { "cordon validate --html validation.html --lang ko", "a page to hand over" },
    { "cordon validate --json --canaries 200 --seed 7", "more names, other names, for programs" },
    { NULL, NULL },
};

static struct grid_cell number_cell(struct arena *a, uint64_t n, bool is_bad)
{
    return (struct grid_cell){ .text = arena_printf(a, "%llu", (unsigned long long)n),
                               .style = is_bad && n ? STYLE_RED : STYLE_NONE };
}

/* A message as a text of the arena, with a NUL behind it. */
static str told(struct cli *cli, const char *key)
{
    struct buf b = BUF_INIT(4096);
    words_add(cli, key, NULL, 0, &b);
    str text = arena_printf(&cli->arena, "%.*s", (int)b.len, b.data ? b.data : "");
    if (b.failed) cli->arena.failed = true;
    buf_release(&b);
    return text.data ? text : STR("");
}

static str said(struct cli *cli, const char *group, str word)
{
    struct buf b = BUF_INIT(4096);
    words_add_name(cli, group, word, &b);
    str text = arena_printf(&cli->arena, "%.*s", (int)b.len, b.data ? b.data : "");
    if (b.failed) cli->arena.failed = true;
    buf_release(&b);
    return text;
}

static void add_rows(struct cli *cli, struct grid *g, const struct cordon_validate_list *l)
{
    struct arena *a = &cli->arena;
    for (size_t i = 0; i < l->rows; i++) {
        const struct cordon_validate_row *r = &l->row[i];
        struct grid_cell cells[] = {
            { .text = l->about.source, .style = STYLE_BOLD },
            { .text = r->script.len ? said(cli, "validate.script", r->script) : STR("-") },
            { .text = said(cli, "validate.writing", cordon_canary_name(r->kind)) },
            number_cell(a, r->tried, false), number_cell(a, r->alerted, false), number_cell(a, r->shown, false),
            number_cell(a, r->missed, true),
        };
        grid_add(g, cells);
    }
}

static cordon_status print_canaries(struct cli *cli, const struct cordon_validation *v, struct cordon_error *err)
{
    const struct grid_column columns[] = {
        { .title = told(cli, "validate.list").data },
        { .title = told(cli, "validate.script").data },
        { .title = told(cli, "validate.writing").data },
        { .title = told(cli, "validate.tried").data, .is_right = true },
        { .title = told(cli, "validate.alerted").data, .is_right = true },
        { .title = told(cli, "validate.shown").data, .is_right = true },
        { .title = told(cli, "validate.missed").data, .is_right = true },
    };
    struct grid g;
    grid_init(&g, &cli->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < v->lists; i++) add_rows(cli, &g, &v->list[i]);
    return grid_print(&g, &cli->out, cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

static cordon_status print_lists(struct cli *cli, const struct cordon_validation *v, struct cordon_error *err)
{
    const struct grid_column columns[] = {
        { .title = told(cli, "validate.list").data },
        { .title = told(cli, "validate.edition").data },
        { .title = told(cli, "validate.age").data, .is_right = true },
        { .title = told(cli, "validate.freshness").data },
        { .title = told(cli, "validate.proven").data },
        { .title = told(cli, "validate.entries").data, .is_right = true },
        { .title = told(cli, "validate.fixed").data, .is_right = true },
    };
    struct arena *a = &cli->arena;
    struct grid g;
    grid_init(&g, &cli->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < v->lists; i++) {
        const struct cordon_validate_list *l = &v->list[i];
        bool is_bad = l->freshness != CORDON_AGE_FRESH && l->freshness != CORDON_AGE_NO_LIMIT;
        struct grid_cell cells[] = {
            { .text = l->about.source, .style = STYLE_BOLD },
            { .text = l->about.edition },
            { .text = l->has_age ? arena_printf(a, "%lld", (long long)l->age_days) : STR("-") },
            { .text = said(cli, "validate.age", cordon_freshness_name(l->freshness)),
              .style = is_bad ? STYLE_YELLOW : STYLE_GREEN },
            { .text = l->proven.len ? l->proven : told(cli, "validate.unproven") },
            number_cell(a, l->about.counts.entries, false),
            { .text = l->fixed ? arena_printf(a, "%u/%u", l->fixed_found, l->fixed) : STR("-") },
        };
        grid_add(&g, cells);
    }
    return grid_print(&g, &cli->out, cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

static void print_failures(struct cli *cli, const struct cordon_validation *v)
{
    for (size_t i = 0; i < v->misses; i++) {
        const struct cordon_validate_miss *m = &v->miss[i];
        if (!m->is_failure) continue;
        term_printf(&cli->out, "%s: ", told(cli, m->is_shown ? "validate.shown" : "validate.missed").data);
        term_text(&cli->out, m->entity);
        term_z(&cli->out, "  ");
        term_text(&cli->out, m->written);
        term_z(&cli->out, "\n");
    }
    for (size_t i = 0; i < v->controls; i++) {
        if (v->control[i].by_lists == CORDON_CLEAR) continue;
        term_printf(&cli->out, "%s: ", told(cli, "validate.controls_flagged").data);
        term_text(&cli->out, v->control[i].name);
        term_z(&cli->out, "  ");
        term_text(&cli->out, v->control[i].entity);
        term_z(&cli->out, "\n");
    }
}

static cordon_status print_people(struct cli *cli, const struct cordon_validation *v, struct cordon_error *err)
{
    cordon_status st = print_lists(cli, v, err);
    term_z(&cli->out, "\n");
    if (!st) st = print_canaries(cli, v, err);
    if (st) return st;
    print_failures(cli, v);
    term_printf(&cli->out, "\n%u %s, %u %s, %u %s, %u %s; %zu %s, %zu %s\n", v->tried,
                told(cli, "validate.tried").data, v->alerted, told(cli, "validate.alerted").data, v->shown,
                told(cli, "validate.shown").data, v->missed, told(cli, "validate.missed").data, v->controls,
                told(cli, "validate.controls").data, v->controls_flagged,
                told(cli, "validate.controls_flagged").data);
    term_styled(&cli->out, v->is_passed ? STYLE_GREEN : STYLE_RED,
                told(cli, v->is_passed ? "validate.passed" : "validate.failed"));
    term_z(&cli->out, "\n");
    return CORDON_OK;
}

static cordon_status print_json(struct cli *cli, const struct cordon_validation *v, struct cordon_error *err)
{
    struct cordon_text text;
    cordon_status st = cordon_validation_json(v, &text, err);
    if (st) return st;
    buf_add(&cli->out.buf, str_of(text.data, text.len));
    cordon_text_free(&text);
    return CORDON_OK;
}

static cordon_status write_html(struct cli *cli, const char *path, const struct cordon_validation *v,
                                struct cordon_error *err)
{
    struct cordon_text text;
    cordon_status st = cordon_validation_html(v, cli_lang(cli), &text, err);
    if (st) return st;
    st = os_file_replace(path, str_of(text.data, text.len), err);
    cordon_text_free(&text);
    if (!st) cli_say(cli, "page: %s", path);
    return st;
}

static int exit_of(const struct cordon_validation *v)
{
    int code = v->failures || v->controls_flagged || !v->tried ? EXIT_REVIEW : EXIT_CLEAR;
    return v->stale || v->absent ? exit_worst(code, EXIT_UNDECIDED) : code;
}

static int run(struct cli *cli, const void *given)
{
    const struct validate_args *args = given;
    struct cordon_error err = ERROR_INIT;
    struct cordon_set *set = NULL;
    struct cordon_policy *policy = NULL;
    struct cordon_rules *rules = NULL;
    struct cordon_validation *v = NULL;
    const char *folder;
    cordon_status st = cordon_policy_load(args->policy ? args->policy : cli->settings.policy, &policy, &err);
    if (!st) st = cordon_rules_open(NULL, 0, &rules, &err);
    if (!st) st = cli_open_set(cli, &folder, &set, &err);
    const struct cordon_validate ask = { .set = set, .policy = policy, .rules = rules, .as_of_s = cli->globals.as_of_s,
                                         .canaries = (uint32_t)args->canaries, .seed = args->seed };
    if (!st) st = cordon_validate(&ask, &v, &err);
    if (!st) st = cli->globals.json ? print_json(cli, v, &err) : print_people(cli, v, &err);
    if (!st && args->html) st = write_html(cli, args->html, v, &err);
    int code = st ? cli_fail(cli, &err) : exit_of(v);
    cordon_validation_free(v);
    cordon_set_close(set);
    cordon_rules_free(rules);
    cordon_policy_free(policy);
    return code;
}

const struct command cmd_validate = {
    .name = "validate",
    .group = "Lists",
    .summary = "prove that screening finds what the lists hold",
    .about =
        "Names are drawn from every list in use, in each script it has, and screened as records are: as listed, in "
        "capitals, turned round, in other scripts, with a letter lost. Names of nobody must stay clear. The answer "
        "tells editions and their age, what each list carries, the thresholds in force and every miss.\n"
        "Exit status 0: all passed; 1: a name as listed, in capitals or turned round, or a wallet, was not "
        "found, or a control was; 4: a list is stale, of unknown age, or bundled rows only.",
    .options = options,
    .examples = examples,
    .args_size = sizeof(struct validate_args),
    .run = run,
};
