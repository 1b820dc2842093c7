/* What became of each source: as a table, as JSON, as a page to keep. */
#include "cli/update.h"

#include "base/date.h"
#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"

#include <stdlib.h>

void update_view_init(struct update_view *v, struct cli *cli)
{
    *v = (struct update_view){ .cli = cli };
    update_progress_init(&v->progress, cli->globals.quiet || cli->globals.json || cli->globals.plain);
}

void update_view_add(void *view, const struct cordon_update_one *one)
{
    struct update_view *v = view;
    struct arena *a = &v->cli->arena;
    if (v->count == UPDATE_SHOWN_MAX) return; /* the catalogue is smaller: tests see to it */
    struct cordon_update_one *o = &v->items[v->count++];
    *o = *one;
    o->source = arena_str(a, one->source);
    o->why = arena_str(a, one->why);
    o->note = arena_str(a, one->note);
    o->edition = arena_str(a, one->edition);
    o->before = arena_str(a, one->before);
    o->address = arena_str(a, one->address);
    o->kept = arena_str(a, one->kept);
}

void update_view_progress(void *view, const struct cordon_update_progress *p)
{
    struct update_view *v = view;
    update_progress_take(&v->progress, p);
}

/* Sources end in any order; they are shown in one. */
static int by_source(const void *a, const void *b)
{
    const struct cordon_update_one *x = a, *y = b;
    return str_cmp(x->source, y->source);
}

static void sort(struct update_view *v)
{
    qsort(v->items, v->count, sizeof *v->items, by_source);
}

static void write_one(const struct cordon_update_one *o, struct json_writer *w)
{
    json_w_object(w);
    json_w_key_str(w, STR("source"), o->source);
    json_w_key_str(w, STR("result"), str_c(cordon_update_word(o->result)));
    json_w_key_str(w, STR("status"), str_c(cordon_status_name(o->status)));
    json_w_key_text(w, STR("why"), o->why);
    json_w_key_text(w, STR("note"), o->note);
    json_w_key_text(w, STR("edition"), o->edition);
    json_w_key_text(w, STR("before"), o->before);
    json_w_key_text(w, STR("address"), o->address);
    json_w_key_text(w, STR("kept"), o->kept);
    json_w_key_u64(w, STR("bytes"), o->bytes);
    json_w_key_u64(w, STR("entries"), o->counts.entries);
    json_w_key_u64(w, STR("persons"), o->counts.persons);
    json_w_key_u64(w, STR("organizations"), o->counts.organizations);
    json_w_key_u64(w, STR("vessels"), o->counts.vessels);
    json_w_key_u64(w, STR("aircraft"), o->counts.aircraft);
    json_w_key_u64(w, STR("aliases"), o->counts.aliases);
    json_w_key_u64(w, STR("wallets"), o->counts.wallets);
    json_w_key_u64(w, STR("dprk_entries"), o->counts.dprk_entries);
    json_w_key_u64(w, STR("warnings"), o->warnings);
    json_w_object_end(w);
}

void update_view_json(struct update_view *v, const char *mode)
{
    struct json_writer w;
    char at[32];
    sort(v);
    date_time_text(v->cli->globals.as_of_s, at);
    json_w_init(&w, &v->cli->out.buf);
    json_w_object(&w);
    json_w_key_str(&w, STR("as_of"), str_c(at));
    json_w_key_str(&w, STR("mode"), str_c(mode));
    json_w_key(&w, STR("sources"));
    json_w_array(&w);
    for (size_t i = 0; i < v->count; i++) write_one(&v->items[i], &w);
    json_w_array_end(&w);
    json_w_object_end(&w);
    term_z(&v->cli->out, "\n");
}

static enum term_style style_of(enum cordon_update_result r)
{
    return r == CORDON_UPDATE_FAILED || r == CORDON_UPDATE_REFUSED ? STYLE_RED
           : r == CORDON_UPDATE_UNCHANGED                          ? STYLE_NONE
                                                                   : STYLE_GREEN;
}

static str said(const struct cordon_update_one *o)
{
    return o->why.len ? o->why : o->note;
}

cordon_status update_view_table(struct update_view *v, struct cordon_error *err)
{
    static const struct grid_column columns[] = {
        { .title = "source" },
        { .title = "result" },
        { .title = "edition" },
        { .title = "before" },
        { .title = "entries", .is_right = true },
        { .title = "why", .is_wide = true },
    };
    struct arena *a = &v->cli->arena;
    struct grid g;
    sort(v);
    grid_init(&g, a, columns, COUNT_OF(columns));
    for (size_t i = 0; i < v->count; i++) {
        const struct cordon_update_one *o = &v->items[i];
        struct grid_cell cells[] = {
            { .text = o->source, .style = STYLE_BOLD },
            { .text = str_c(cordon_update_word(o->result)), .style = style_of(o->result) },
            { .text = o->edition.len ? o->edition : STR("-") },
            { .text = o->before.len ? o->before : STR("-") },
            { .text = o->counts.entries ? arena_printf(a, "%u", o->counts.entries) : STR("-") },
            { .text = said(o) },
        };
        grid_add(&g, cells);
    }
    return grid_print(&g, &v->cli->out, v->cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

void update_view_head(struct update_view *v)
{
    char at[32];
    date_time_text(v->cli->globals.as_of_s, at);
    term_printf(&v->cli->out, "Self test of the sources by cordon %s, %s.\n\n", cordon_version(), at);
}

void update_view_markdown(struct update_view *v)
{
    struct term *out = &v->cli->out;
    sort(v);
    update_view_head(v);
    term_z(out, "| source | result | edition | entries | bytes | address | why |\n"
                "|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < v->count; i++) {
        const struct cordon_update_one *o = &v->items[i];
        const str cells[] = { o->address, said(o) };
        term_printf(out, "| `%.*s` | %s | %.*s | %u | %llu |", STR_ARG(o->source),
                    cordon_update_word(o->result), STR_ARG(o->edition), o->counts.entries,
                    (unsigned long long)o->bytes);
        for (size_t k = 0; k < COUNT_OF(cells); k++) {
            str rest = cells[k]; /* a bar would end the cell */
            term_z(out, " ");
            for (str piece; str_next(&rest, '|', &piece);) {
                term_text(out, piece);
                if (rest.data) term_z(out, "/");
            }
            term_z(out, " |");
        }
        term_z(out, "\n");
    }
}

void update_view_untested(struct update_view *v)
{
    struct term *out = &v->cli->out;
    struct cordon_source s;
    size_t told = 0;
    for (size_t k = 0; cordon_source_row(k, &s); k++) {
        bool was_asked = false;
        for (size_t i = 0; i < v->count; i++) was_asked |= str_eq(v->items[i].source, s.id);
        if (was_asked) continue;
        term_printf(out, "%s%.*s (%s)", told++ ? ", " : "\nNot asked: ", STR_ARG(s.id),
                    s.url.len ? "its licence was not accepted" : "no address");
    }
    if (told) term_z(out, ".\n");
}

void update_view_hints(struct update_view *v)
{
    for (size_t i = 0; i < v->count; i++) {
        const struct cordon_update_one *o = &v->items[i];
        if (!o->kept.len) continue;
        if (o->status != CORDON_REFUSED)
            cli_say(v->cli, "%.*s: what came lies in %.*s", STR_ARG(o->source), STR_ARG(o->kept));
        else
            cli_say(v->cli, "%.*s: what came lies in %.*s; when you know that it is right: cordon lists "
                    "accept %.*s --reason TEXT", STR_ARG(o->source), STR_ARG(o->kept), STR_ARG(o->source));
    }
}

int update_view_code(const struct update_view *v)
{
    int code = EXIT_CLEAR;
    for (size_t i = 0; i < v->count; i++) {
        int one = exit_of_status(v->items[i].status);
        /* nothing was wrong with the command line: the source failed */
        if (one == EXIT_USAGE) one = EXIT_IO;
        code = exit_worst(code, one);
    }
    return code;
}
