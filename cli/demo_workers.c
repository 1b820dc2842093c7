/* `cordon demo`: the disguised worker, from an export that nobody has seen to a queue with reasons. */
#include "cli/demo.h"

#include <cordon/map.h>
#include <cordon/rules.h>
#include <cordon/sweep.h>

#include "base/embed.h"
#include "base/json.h"
#include "os/os.h"

#include <stdlib.h>

/* 2026-10-15: the export is of that week */
#define EXPORT_AS_OF_S ((int64_t)1792022400)

enum { COLUMNS_SHOWN = 8, CASES_SHOWN = 6, HOLDERS_SHOWN = 4 };

struct workers {
    struct demo            *d;
    struct cordon_proposal *proposal;
    struct cordon_rules    *rules;
    struct cordon_sweep    *sweep;
    uint64_t                shown;
    struct arena            arena;
    str                     first; /* the first answer of the queue */
};

/* --- reading JSON -------------------------------------------------------------------------------- */

/* The text or number behind a key of this object's own; "" when there is none. */
static str text_of(struct arena *arena, str json, const char *key)
{
    struct json_reader r;
    json_init(&r, json, arena, NULL);
    if (json_next(&r) != JSON_OBJECT) return STR_EMPTY;
    while (json_next(&r) == JSON_KEY) {
        bool is_it = str_eq(r.text, str_c(key));
        enum json_kind k = json_next(&r);
        if (is_it && (k == JSON_STRING || k == JSON_NUMBER)) return arena_str(arena, r.text);
        if (!json_skip(&r, k)) break;
    }
    return STR_EMPTY;
}

/* What stands behind a key of this object's own, as JSON; "" when there is none. */
static str value_of(struct arena *arena, str json, const char *key)
{
    struct json_reader r;
    json_init(&r, json, arena, NULL);
    if (json_next(&r) != JSON_OBJECT) return STR_EMPTY;
    while (json_next(&r) == JSON_KEY) {
        bool is_it = str_eq(r.text, str_c(key));
        enum json_kind k = json_next(&r);
        size_t at = r.at;
        if (!json_skip(&r, k)) break;
        if (is_it) return str_sub(json, at, r.pos);
    }
    return STR_EMPTY;
}

/* The next object of a list; "" at its end. */
static str next_object(struct json_reader *r, str json)
{
    if (json_next(r) != JSON_OBJECT) return STR_EMPTY;
    size_t at = r->at;
    return json_skip(r, JSON_OBJECT) ? str_sub(json, at, r->pos) : STR_EMPTY;
}

static void begin_list(struct json_reader *r, str json, struct arena *arena)
{
    json_init(r, json, arena, NULL);
    (void)json_next(r);
}

/* --- the export ---------------------------------------------------------------------------------- */

static void show_columns(struct workers *w)
{
    struct term *out = &w->d->cli->out;
    str columns = value_of(&w->arena, cordon_proposal_json(w->proposal), "columns");
    struct json_reader r;
    size_t all = 0, mapped = 0;
    begin_list(&r, columns, &w->arena);
    for (str column; (column = next_object(&r, columns)).len; all++) {
        str field = text_of(&w->arena, column, "field"), name = text_of(&w->arena, column, "column");
        if (!field.len) continue;
        if (mapped++ >= COLUMNS_SHOWN) continue;
        term_z(out, "   ");
        term_text(out, name);
        term_blanks(out, 24 > term_columns(name) ? 24 - term_columns(name) : 1);
        term_printf(out, "-> %.*s\n", STR_ARG(field));
    }
    term_printf(out, "   ... %zu of %zu columns understood, by their names and by what stands in them\n\n", mapped, all);
}

static cordon_status put_case(void *ctx, enum cordon_verdict verdict, cordon_str line, struct cordon_error *err)
{
    struct workers *w = ctx;
    struct term *out = &w->d->cli->out;
    (void)err;
    if (verdict == CORDON_CLEAR || w->shown++ >= CASES_SHOWN) return CORDON_OK;
    str json = str_trim(line), reasons = value_of(&w->arena, json, "reasons");
    if (w->shown == 1) w->first = arena_str(&w->arena, json);
    struct json_reader r;
    begin_list(&r, reasons, &w->arena);
    str reason = next_object(&r, reasons), points = text_of(&w->arena, json, "points");
    term_z(out, "   ");
    demo_verdict(w->d, verdict);
    term_printf(out, "%-8.*s%3.*s points   ", STR_ARG(text_of(&w->arena, json, "id")), STR_ARG(points));
    term_text(out, text_of(&w->arena, reason, "title"));
    term_z(out, "\n");
    demo_why(w->d, text_of(&w->arena, reason, "ask"));
    return CORDON_OK;
}

static cordon_status scene_export(struct workers *w, const char *path)
{
    struct demo *d = w->d;
    struct cordon_map_ask ask = { .path = path };
    struct cordon_batch_totals totals;
    struct cordon_sweep_file file = { .path = path, .name = STR("applicants.csv") };
    struct cordon_sweep_run run = { .answer = put_case, .answer_ctx = w };
    struct cordon_screen_options o = { .policy = d->policy, .lang = cli_lang(d->cli), .min_bp = -1,
                                       .as_of_s = EXPORT_AS_OF_S };
    demo_begin(d, "An export that nobody has seen before: 400 made-up applicants");
    cordon_status st = cordon_map_propose(&ask, &w->proposal, &d->err);
    if (!st) show_columns(w);
    if (!st) st = cordon_rules_open(NULL, 0, &w->rules, &d->err);
    o.rules = w->rules;
    if (!st) st = cordon_sweep_new(d->set, &o, &w->sweep, &d->err);
    file.map = st ? NULL : cordon_proposal_map(w->proposal);
    if (!st) st = cordon_sweep_add(w->sweep, &file, &d->err);
    if (!st) st = cordon_sweep_join(w->sweep, &d->err);
    if (!st) st = cordon_sweep_screen(w->sweep, &run, &totals, &d->err);
    if (st) return st;
    term_printf(&d->cli->out, "\n   %llu people: %llu clear, %llu to ask something. No name, origin or accent is "
                              "ever scored.\n",
                (unsigned long long)totals.records, (unsigned long long)totals.verdicts[CORDON_CLEAR],
                (unsigned long long)(totals.verdicts[CORDON_REVIEW] + totals.verdicts[CORDON_ESCALATE]));
    demo_end(d, "mapped, screened by all rules and lists, and linked");
    return CORDON_OK;
}

/* --- one operator -------------------------------------------------------------------------------- */

static void show_shared(struct workers *w, str value)
{
    struct term *out = &w->d->cli->out;
    struct json_reader r;
    str kind = text_of(&w->arena, value, "kind"), holders = value_of(&w->arena, value, "holders");
    size_t shown = 0;
    term_z(out, "   ");
    term_styled(out, STYLE_BOLD, kind);
    term_blanks(out, 18 > kind.len ? 18 - kind.len : 1);
    begin_list(&r, holders, &w->arena);
    for (str holder; (holder = next_object(&r, holders)).len && shown < HOLDERS_SHOWN; shown++) {
        if (shown) term_z(out, ", ");
        term_text(out, text_of(&w->arena, holder, "label"));
        str origin = value_of(&w->arena, holder, "origin");
        term_printf(out, " (line %.*s)", STR_ARG(text_of(&w->arena, origin, "line")));
    }
    term_z(out, "\n");
}

static cordon_status scene_operator(struct workers *w)
{
    struct cordon_text links = { .data = NULL };
    struct json_reader groups, values;
    demo_begin(w->d, "One operator behind three names");
    cordon_status st = cordon_sweep_links(w->sweep, CORDON_LINKS_JSON, 0, &links, &w->d->err);
    if (st) return st;
    str json = str_of(links.data, links.len), list = value_of(&w->arena, json, "groups");
    begin_list(&groups, list, &w->arena);
    str group = next_object(&groups, list), shared = value_of(&w->arena, group, "values");
    begin_list(&values, shared, &w->arena);
    for (str value; group.len && (value = next_object(&values, shared)).len;) show_shared(w, value);
    term_z(&w->d->cli->out, "\n   Three names with nothing else in common share what strangers never share. Families,\n"
                            "   flatmates and a recruiter's telephone are kept apart.\n");
    cordon_text_free(&links);
    demo_end(w->d, "the links, read out");
    return CORDON_OK;
}

/* --- sameness ------------------------------------------------------------------------------------ */

static cordon_status scene_sameness(struct workers *w)
{
    struct term *out = &w->d->cli->out;
    str proof = value_of(&w->arena, w->first, "sameness"), points = text_of(&w->arena, w->first, "points");
    str same = value_of(&w->arena, proof, "same");
    demo_begin(w->d, "The proof that names did not matter");
    term_printf(out, "   %.*s was run again before anybody saw it: under %.*s names of as many cultures and %.*s\n"
                     "   nationalities, carried through e-mail, papers and payee, %.*s runs in all.\n\n",
                STR_ARG(text_of(&w->arena, w->first, "id")), STR_ARG(text_of(&w->arena, proof, "names")),
                STR_ARG(text_of(&w->arena, proof, "nationalities")), STR_ARG(text_of(&w->arena, proof, "runs")));
    if (str_eq(same, STR("true")))
        term_printf(out, "   The same %.*s points every time. Had one differed, the answer would be: undecided,\n"
                         "   Cordon has a bug.\n", STR_ARG(points));
    else
        term_z(out, "   The points differed: the flags do not count, and this is a bug of Cordon.\n");
    demo_end(w->d, "read out of the answer");
    return CORDON_OK;
}

static cordon_status run_scenes(struct workers *w, const char *path)
{
    cordon_status st = os_file_put(path, embed_str(&embed_applicants), &w->d->err);
    if (!st) st = scene_export(w, path);
    if (!st) st = scene_operator(w);
    if (!st) st = scene_sameness(w);
    return st;
}

cordon_status demo_workers(struct demo *d)
{
    char folder[] = "/tmp/cordon-demo-XXXXXX";
    struct workers w = { .d = d };
    if (!mkdtemp(folder)) return error_set(&d->err, CORDON_IO, "cannot create a folder in /tmp");
    arena_init(&w.arena, 256 << 20);
    const char *path = arena_printf(&w.arena, "%s/applicants.csv", folder).data;
    cordon_status st = path ? run_scenes(&w, path) : error_nomem(&d->err);
    cordon_sweep_free(w.sweep);
    cordon_rules_free(w.rules);
    cordon_proposal_free(w.proposal);
    arena_release(&w.arena);
    (void)os_folder_remove_tree(folder, NULL);
    return st;
}
