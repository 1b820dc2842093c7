/* `cordon demo`: a guided scene with live results, on the bundled starter list. */
#include "cli/command.h"

#include "base/embed.h"
#include "base/json.h"
#include "cli/demo.h"
#include "cli/jaro.h"
#include "cli/view.h"
#include "os/os.h"

#include <stdlib.h>
#include <unistd.h>

static const struct example examples[] = {
    { "cordon demo", "see what Cordon does, in ten seconds, with no network" },
    { NULL, NULL },
};

enum {
    JARO_LINE_BP = 8500,
    WHY = DEMO_WHY,
};

/* --- telling ------------------------------------------------------------------------------------ */

void demo_begin(struct demo *d, const char *title)
{
    struct term *out = &d->cli->out;
    struct buf head = BUF_INIT(256);
    buf_printf(&head, "\n%u. %s", ++d->scene, title);
    term_styled(out, STYLE_BOLD, str_from(buf_str(&head), 1));
    term_z(out, "\n\n");
    buf_release(&head);
    d->began_ns = os_ticks_ns();
}

void demo_end(struct demo *d, const char *what)
{
    struct buf b = BUF_INIT(256);
    uint64_t us = (os_ticks_ns() - d->began_ns) / 1000;
    buf_printf(&b, "   (%s: %llu.%03llu ms)", what, (unsigned long long)(us / 1000),
               (unsigned long long)(us % 1000));
    term_z(&d->cli->out, "\n");
    term_styled(&d->cli->out, STYLE_DIM, buf_str(&b));
    term_z(&d->cli->out, "\n\n");
    buf_release(&b);
    term_flush(&d->cli->out, NULL);
}

void demo_verdict(struct demo *d, enum cordon_verdict v)
{
    str word = str_c(cordon_verdict_name(v));
    term_styled(&d->cli->out, term_verdict_style(word), word);
    term_blanks(&d->cli->out, WHY - 3 - word.len);
}

/* The first text behind `key` in an answer, or "". */
static str first_text(struct arena *arena, str json, const char *key)
{
    struct json_reader r;
    bool is_next = false;
    json_init(&r, json, arena, NULL);
    for (enum json_kind k; (k = json_next(&r)) != JSON_END && k != JSON_ERROR;) {
        if (k == JSON_STRING && is_next) return arena_str(arena, r.text);
        is_next = k == JSON_KEY && str_eq(r.text, str_c(key));
    }
    return STR_EMPTY;
}

/* Why it came out so: the first reason; when a hit does not count, what speaks against it. */
static str why_of(struct arena *arena, const struct cordon_answer *a)
{
    size_t at = 0;
    if (a->status) return first_text(arena, a->json, "message");
    if (a->verdict == CORDON_CLEAR) {
        at = str_find(a->json, STR("\"strength\":\"against\""), 0);
        if (at == SIZE_MAX) return STR("nothing close on any list");
        while (a->json.data[at] != '{') at--; /* this reason's own beginning */
    }
    return first_text(arena, str_from(a->json, at), a->verdict == CORDON_UNDECIDED ? "why" : "text");
}

void demo_why(struct demo *d, str text)
{
    struct term *out = &d->cli->out;
    term_blanks(out, WHY);
    term_paragraph(out, text, out->width > 60 ? out->width : 60, WHY, WHY);
}

static cordon_status ask(struct demo *d, str record, struct cordon_answer *ret)
{
    return cordon_screen_json(d->screener, record, 0, ret, &d->err);
}

/* --- scenes --------------------------------------------------------------------------------------- */

static cordon_status scene_list(struct demo *d)
{
    struct cordon_list l;
    demo_begin(d, "The bundled starter list: DPRK designations as facts, with source and date");
    cordon_status st = cordon_set_open(NULL, &d->set, &d->err);
    if (st) return st;
    for (size_t i = 0; cordon_set_list(d->set, i, &l); i++) {
        term_printf(&d->cli->out, "   %-12.*s %5u entries, %4u wallets, facts of %.*s\n",
                    STR_ARG(l.source), l.counts.entries, l.counts.wallets, STR_ARG(l.edition));
    }
    term_styled(&d->cli->out, STYLE_ALARM,
                STR(" For demonstration only: a copy of a past day, never to screen real customers. "));
    term_printf(&d->cli->out, "\n");
    demo_end(d, "read, indexed and ready");
    struct cordon_screen_options o = {
        .policy = d->policy,
        .lang = cli_lang(d->cli),
        .min_bp = -1,
        .as_of_s = d->cli->globals.as_of_s,
    };
    return cordon_screener_new(d->set, &o, &d->screener, &d->err);
}

static cordon_status scene_examples(struct demo *d)
{
    demo_begin(d, "Twelve made-up records: one verdict each, and why");
    uint64_t line = 0;
    for (str rest = embed_str(&embed_examples), row; str_next(&rest, '\n', &row);) {
        struct cordon_answer a;
        struct arena arena;
        line++;
        if (row.len == 0) continue;
        cordon_status st = cordon_screen_json(d->screener, row, line, &a, &d->err);
        if (st) return st;
        arena_init(&arena, 32 << 20);
        term_z(&d->cli->out, "   ");
        demo_verdict(d, a.verdict);
        term_text(&d->cli->out, first_text(&arena, a.json, "id"));
        term_z(&d->cli->out, "\n");
        demo_why(d, why_of(&arena, &a));
        arena_release(&arena);
    }
    demo_end(d, "twelve records");
    return CORDON_OK;
}

static cordon_status name_row(struct demo *d, struct cordon_comparer *c, const char *listed,
                              const char *written, const char *who)
{
    struct buf record = BUF_INIT(1024);
    struct cordon_answer a;
    struct json_writer w;
    uint16_t bp = 0;
    cordon_status st = cordon_compare(c, str_c(listed), str_c(written), STR("person"), &bp, NULL,
                                      &d->err);
    if (st) return st;
    json_w_init(&w, &record);
    json_w_object(&w);
    json_w_key_str(&w, STR("name"), str_c(written));
    json_w_key_str(&w, STR("schema"), STR("Person"));
    json_w_object_end(&w);
    st = ask(d, buf_str(&record), &a);
    buf_release(&record);
    if (st) return st;
    unsigned jw = jaro_winkler_bp(str_c(listed), str_c(written));
    bool is_listed = who[0] == 'l', jw_alerts = jw >= JARO_LINE_BP;
    str name = str_c(written);
    term_z(&d->cli->out, "   ");
    term_add(&d->cli->out, name);
    term_blanks(&d->cli->out, 22 - term_columns(name));
    term_printf(&d->cli->out, "%-18s  ", who);
    struct buf b = BUF_INIT(64);
    buf_printf(&b, "%u.%02u %-7s", jw / 10000, jw / 100 % 100,
               jw_alerts == is_listed ? "right" : jw_alerts ? "false!" : "missed!");
    term_styled(&d->cli->out, jw_alerts == is_listed ? STYLE_NONE : STYLE_RED, buf_str(&b));
    buf_reset(&b);
    buf_printf(&b, "  %3u.%02u%%   ", bp / 100, bp % 100);
    term_add(&d->cli->out, buf_str(&b));
    demo_verdict(d, a.verdict);
    term_z(&d->cli->out, "\n");
    buf_release(&b);
    return CORDON_OK;
}

static cordon_status scene_names(struct demo *d)
{
    static const char listed[] = "SIM, Hyon Sop";
    static const struct { const char *name, *who; } rows[] = {
        { "Hyon Sop Sim", "listed, turned" },     { "SIM HYONSOP", "listed, joined" },
        { "Sím Hyŏn-sŏp", "listed, accents" },    { "Sim Hyun Sop", "listed, respelt" },
        { "Simon Hyson", "somebody else" },       { "Simone Hyslop", "somebody else" },
    };
    struct cordon_comparer *c = cordon_comparer_new();
    cordon_status st = c ? CORDON_OK : error_nomem(&d->err);
    demo_begin(d, "One listed person, written in other ways, and two people who are not he");
    term_printf(&d->cli->out, "   the list says: %s (OFAC 42498)\n\n", listed);
    term_printf(&d->cli->out, "   %-22s%-18s  %-14s%-10s%s\n", "written", "who", "Jaro-Winkler",
                "Cordon", "verdict");
    for (size_t i = 0; !st && i < sizeof rows / sizeof *rows; i++)
        st = name_row(d, c, listed, rows[i].name, rows[i].who);
    term_printf(&d->cli->out, "\n   Jaro-Winkler alerts from 0.85 up, a usual setting; computed here, "
                              "in this process.\n");
    demo_end(d, "six names compared both ways and screened");
    cordon_comparer_free(c);
    return st;
}

static cordon_status wallet_row(struct demo *d, const char *wallet, const char *what)
{
    struct buf record = BUF_INIT(1024);
    struct cordon_answer a;
    struct arena arena;
    buf_printf(&record, "{\"wallet\":\"%s\"}", wallet);
    cordon_status st = ask(d, buf_str(&record), &a);
    buf_release(&record);
    if (st) return st;
    arena_init(&arena, 16 << 20);
    term_z(&d->cli->out, "   ");
    demo_verdict(d, a.verdict);
    term_printf(&d->cli->out, "%s (%s)\n", wallet, what);
    demo_why(d, why_of(&arena, &a));
    arena_release(&arena);
    return CORDON_OK;
}

static cordon_status scene_wallets(struct demo *d)
{
    demo_begin(d, "A listed wallet, the same in another letter case, and one with a wrong letter");
    cordon_status st = wallet_row(d, "0x098B716B8Aaf21512996dC57EB0615e2383E2f96", "as listed");
    if (!st) st = wallet_row(d, "0x098b716b8aaf21512996dc57eb0615e2383e2f96", "small letters");
    if (!st) st = wallet_row(d, "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2U", "last letter wrong");
    if (!st) st = wallet_row(d, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "not on any list");
    demo_end(d, "four wallets, checksums and look-ups");
    return st;
}

/* Three official designations in the layout of the OFAC files. */
static const char small_list[] =
    "27307,\"LAZARUS GROUP\",-0- ,\"DPRK3\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    "42498,\"SIM, Hyon Sop\",\"individual\",\"NPWMD\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 25 Nov 1983; nationality Korea, North; Gender Male.\"\r\n"
    "9345,\"KOREA MINING DEVELOPMENT TRADING CORPORATION\",-0- ,\"NPWMD] [DPRK2\",-0- ,-0- ,-0- ,"
    "-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a";

static cordon_status ask_at(struct demo *d, const struct cordon_set *set,
                            const struct cordon_policy *policy, const char *when, int64_t as_of_s)
{
    struct cordon_screener *scr = NULL;
    struct cordon_answer a;
    struct arena arena;
    struct cordon_screen_options o = {
        .policy = policy, .min_bp = -1, .as_of_s = as_of_s, .require = STR("us_ofac_sdn"),
        .lang = cli_lang(d->cli),
    };
    cordon_status st = cordon_screener_new(set, &o, &scr, &d->err);
    if (!st) st = cordon_screen_json(scr, STR("{\"name\":\"Testina Beispiel\"}"), 0, &a, &d->err);
    if (!st) {
        arena_init(&arena, 16 << 20);
        term_printf(&d->cli->out, "   %s  ", when);
        demo_verdict(d, a.verdict);
        term_text(&d->cli->out, a.verdict == CORDON_CLEAR
                                    ? STR("the list was one day old")
                                    : first_text(&arena, a.json, "why"));
        term_z(&d->cli->out, "\n");
        arena_release(&arena);
    }
    cordon_screener_free(scr);
    return st;
}

static cordon_status stale_in(struct demo *d, const char *folder)
{
    struct cordon_counts counts;
    struct cordon_set *set = NULL;
    struct cordon_policy *policy = NULL;
    struct arena *a = &d->cli->arena;
    const char *file = arena_printf(a, "%s/sdn.csv", folder).data;
    const char *data = arena_printf(a, "%s/data", folder).data;
    if (!file || !data) return error_nomem(&d->err);
    cordon_status st = os_file_put(file, STR(small_list), &d->err);
    struct cordon_import import = { .data_dir = data, .source = STR("us_ofac_sdn"), .files = &file,
                                    .file_count = 1, .edition = STR("2026-07-01"),
                                    .accept = STR("three entries for the demonstration") };
    if (!st) st = cordon_import(&import, &counts, &d->err);
    if (!st) st = cordon_set_open(data, &set, &d->err);
    if (!st) st = cordon_policy_load("default", &policy, &d->err);
    if (!st) st = ask_at(d, set, policy, "on 2026-07-02", 1782950400);
    if (!st) st = ask_at(d, set, policy, "on 2026-08-20", 1787184000);
    cordon_set_close(set);
    cordon_policy_free(policy);
    return st;
}

static cordon_status scene_stale(struct demo *d)
{
    char folder[] = "/tmp/cordon-demo-XXXXXX";
    demo_begin(d, "The same clean record against the same list, fresh and seven weeks old");
    term_z(&d->cli->out, "   Three entries in the layout of the OFAC files, imported as of 2026-07-01:\n\n");
    if (!mkdtemp(folder)) return error_set(&d->err, CORDON_IO, "cannot create a folder in /tmp");
    cordon_status st = stale_in(d, folder);
    (void)os_folder_remove_tree(folder, NULL);
    term_z(&d->cli->out, "\n   A list that is too old never says clear.\n");
    demo_end(d, "import to disk, twice opened and asked");
    return st;
}

static void say_next(struct cli *cli)
{
    term_styled(&cli->out, STYLE_BOLD, STR("Now yours"));
    term_z(&cli->out,
           "\n\n"
           "   cordon lists import us_ofac_sdn sdn.csv alt.csv add.csv sdn_comments.csv --edition DATE\n"
           "   cordon lists import un_sc consolidated.xml\n"
           "   cordon screen people.csv          (a column `name` is enough; docs/records.md)\n");
}

static int run(struct cli *cli, const void *args)
{
    struct demo d = { .cli = cli, .err = ERROR_INIT };
    (void)args;
    cordon_status st = cordon_policy_load("demo", &d.policy, &d.err);
    if (!st) st = scene_list(&d);
    if (!st) st = scene_examples(&d);
    if (!st) st = scene_names(&d);
    if (!st) st = scene_wallets(&d);
    if (!st) st = scene_stale(&d);
    if (!st) st = demo_workers(&d);
    if (!st) say_next(cli);
    cordon_screener_free(d.screener);
    cordon_set_close(d.set);
    cordon_policy_free(d.policy);
    return st ? cli_fail(cli, &d.err) : EXIT_CLEAR;
}

const struct command cmd_demo = {
    .name = "demo",
    .group = "Cordon itself",
    .summary = "a guided scene with live results, on the bundled starter list",
    .about = "Loads the starter list, screens made-up records, and shows beside the results what "
             "plain letter similarity would have said. Needs no network and leaves nothing behind.",
    .examples = examples,
    .run = run,
};
