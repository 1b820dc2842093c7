/* A forecast as a table with bars, and as JSON. */
#include "cli/forecast.h"

#include "base/json.h"
#include "base/num.h"
#include "cli/grid.h"
#include "cli/words.h"

enum { ROWS_SHOWN = 15, BAR_COLUMNS = 40, NAME_COLUMNS = 28 };

/* --- JSON ------------------------------------------------------------------------------------------- */

static void write_rows(struct json_writer *w, const char *key, const struct counts *t, const char *second)
{
    json_w_key(w, str_c(key));
    json_w_array(w);
    for (size_t i = 0; i < t->count; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("id"), t->row[i].name);
        json_w_key_u64(w, STR("alerts"), t->row[i].n[COUNT_ALERTS]);
        json_w_key_u64(w, str_c(second), t->row[i].n[1]);
        json_w_object_end(w);
    }
    json_w_array_end(w);
}

static void write_changed(struct json_writer *w, const struct scenario *s)
{
    json_w_key(w, STR("changed"));
    json_w_object(w);
    json_w_key_u64(w, STR("more"), s->more);
    json_w_key_u64(w, STR("fewer"), s->fewer);
    json_w_key_u64(w, STR("other"), s->other);
    json_w_key(w, STR("examples"));
    json_w_array(w);
    for (size_t i = 0; i < s->examples; i++) {
        json_w_object(w);
        json_w_key_str(w, STR("subject"), s->example[i].id);
        json_w_key_str(w, STR("from"), str_c(cordon_verdict_name(s->example[i].from)));
        json_w_key_str(w, STR("to"), str_c(cordon_verdict_name(s->example[i].to)));
        json_w_object_end(w);
    }
    json_w_array_end(w);
    json_w_object_end(w);
}

static void write_scenario(const struct forecast *f, struct json_writer *w, const struct scenario *s)
{
    json_w_object(w);
    json_w_key_str(w, STR("name"), s->name);
    json_w_key_str(w, STR("changes"), s->changes.len ? s->changes : STR(""));
    json_w_key_u64(w, STR("records"), s->totals.records);
    json_w_key_u64(w, STR("alerts"), s->alerts);
    json_w_key(w, STR("alerts_a_day_tenths"));
    if (f->days) json_w_u64(w, forecast_day_tenths(f, s)); else json_w_null(w);
    json_w_key(w, STR("hours_a_day_tenths"));
    if (f->days) json_w_u64(w, forecast_hour_tenths(f, s)); else json_w_null(w);
    json_w_key(w, STR("verdicts"));
    json_w_object(w);
    for (int v = CORDON_STOP; v >= CORDON_UNDECIDED; v--)
        json_w_key_u64(w, str_c(cordon_verdict_name((enum cordon_verdict)v)), s->totals.verdicts[v]);
    json_w_object_end(w);
    json_w_key_u64(w, STR("suppressed"), s->totals.suppressed);
    json_w_key_u64(w, STR("reopened"), s->totals.reopened);
    write_rows(w, "lists", &s->lists, "alone");
    write_rows(w, "rules", &s->rules, "alone");
    write_rows(w, "fields", &s->fields, "records");
    if (s != &f->scenario[0]) write_changed(w, s);
    json_w_object_end(w);
}

void forecast_print_json(struct forecast *f)
{
    struct json_writer w;
    json_w_init(&w, &f->cli->out.buf);
    json_w_object(&w);
    json_w_key(&w, STR("days"));
    if (f->days) json_w_u64(&w, f->days); else json_w_null(&w);
    json_w_key_u64(&w, STR("minutes"), f->minutes);
    json_w_key(&w, STR("scenarios"));
    json_w_array(&w);
    for (size_t i = 0; i < f->count; i++) write_scenario(f, &w, &f->scenario[i]);
    json_w_array_end(&w);
    json_w_object_end(&w);
    term_z(&f->cli->out, "\n");
}

/* --- for people ------------------------------------------------------------------------------------- */

static str message(struct forecast *f, const char *key, const struct cordon_word *words, size_t count)
{
    struct buf b = BUF_INIT(1 << 16);
    words_add(f->cli, key, words, count, &b);
    str text = arena_str(&f->kept, buf_str(&b));
    buf_release(&b);
    return text.data ? text : STR("");
}

static str verdict_word(struct forecast *f, enum cordon_verdict v)
{
    struct buf b = BUF_INIT(1 << 10);
    words_add_name(f->cli, "verdict", str_c(cordon_verdict_name(v)), &b);
    str text = arena_str(&f->kept, buf_str(&b));
    buf_release(&b);
    return text.data ? text : STR("");
}

static void say(struct forecast *f, const char *key, const struct cordon_word *words, size_t count)
{
    term_text(&f->cli->out, message(f, key, words, count));
    term_z(&f->cli->out, "\n");
}

static struct grid_cell number(struct forecast *f, uint64_t n)
{
    return (struct grid_cell){ .text = arena_printf(&f->kept, "%llu", (unsigned long long)n) };
}

static struct grid_cell tenths(struct forecast *f, uint64_t n)
{
    if (!f->days) return (struct grid_cell){ .text = STR("-") };
    return (struct grid_cell){ .text = arena_printf(&f->kept, "%llu.%llu", (unsigned long long)(n / 10),
                                                    (unsigned long long)(n % 10)) };
}

static str short_name(struct forecast *f, const struct scenario *s)
{
    if (term_columns(s->name) <= NAME_COLUMNS) return s->name;
    return arena_printf(&f->kept, "%.*s…", STR_ARG(term_fit(s->name, NAME_COLUMNS - 1)));
}

static cordon_status print_scenarios(struct forecast *f, struct cordon_error *err)
{
    struct grid g;
    struct grid_column columns[] = {
        { .title = message(f, "forecast.column.policy", NULL, 0).data },
        { .title = message(f, "forecast.column.alerts", NULL, 0).data, .is_right = true },
        { .title = message(f, "forecast.column.day", NULL, 0).data, .is_right = true },
        { .title = message(f, "forecast.column.hours", NULL, 0).data, .is_right = true },
        { .title = verdict_word(f, CORDON_STOP).data, .is_right = true },
        { .title = verdict_word(f, CORDON_ESCALATE).data, .is_right = true },
        { .title = verdict_word(f, CORDON_REVIEW).data, .is_right = true },
        { .title = message(f, "forecast.column.more", NULL, 0).data, .is_right = true },
        { .title = message(f, "forecast.column.fewer", NULL, 0).data, .is_right = true },
    };
    grid_init(&g, &f->kept, columns, COUNT_OF(columns));
    for (size_t i = 0; i < f->count; i++) {
        const struct scenario *s = &f->scenario[i];
        struct grid_cell none = { .text = STR("-") };
        struct grid_cell cells[] = {
            { .text = short_name(f, s), .style = STYLE_BOLD }, number(f, s->alerts),
            tenths(f, forecast_day_tenths(f, s)), tenths(f, forecast_hour_tenths(f, s)),
            number(f, s->totals.verdicts[CORDON_STOP]), number(f, s->totals.verdicts[CORDON_ESCALATE]),
            number(f, s->totals.verdicts[CORDON_REVIEW]), i ? number(f, s->more) : none,
            i ? number(f, s->fewer) : none,
        };
        grid_add(&g, cells);
    }
    return grid_print(&g, &f->cli->out, f->cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

/* One bar a policy, the longest BAR_COLUMNS wide; an alert that is there is seen. */
static void print_bars(struct forecast *f)
{
    struct term *out = &f->cli->out;
    uint64_t most = 1;
    for (size_t i = 0; i < f->count; i++)
        if (f->scenario[i].alerts > most) most = f->scenario[i].alerts;
    term_z(out, "\n");
    for (size_t i = 0; i < f->count; i++) {
        const struct scenario *s = &f->scenario[i];
        str name = short_name(f, s);
        uint64_t columns = (s->alerts * BAR_COLUMNS + most / 2) / most;
        if (s->alerts && !columns) columns = 1;
        term_text(out, name);
        term_blanks(out, NAME_COLUMNS + 1 - term_columns(name));
        for (uint64_t k = 0; k < columns; k++) term_styled(out, STYLE_YELLOW, STR("█"));
        term_printf(out, "%s%llu\n", columns ? " " : "", (unsigned long long)s->alerts);
    }
}

/* Rows of the first scenario, and what they are in the others. */
static cordon_status print_split(struct forecast *f, const char *title, size_t counts_at, bool is_field,
                                 struct cordon_error *err)
{
    struct grid g;
    struct grid_column columns[SCENARIOS_MAX + 2] = { { .title = message(f, title, NULL, 0).data } };
    size_t count = 1, shown = 0;
    struct counts all = { .arena = &f->kept };
    for (size_t i = 0; i < f->count; i++) {
        const struct counts *t = (const struct counts *)(const void *)((const char *)&f->scenario[i] + counts_at);
        columns[count].title = arena_str(&f->kept, short_name(f, &f->scenario[i])).data;
        columns[count++].is_right = true;
        for (size_t k = 0; k < t->count; k++) {
            struct counts_row *row = counts_of(&all, t->row[k].name);
            if (row && t->row[k].n[COUNT_ALERTS] > row->n[0]) row->n[0] = t->row[k].n[COUNT_ALERTS];
        }
    }
    if (is_field) columns[count++] = (struct grid_column){ .title = message(f, "forecast.records", NULL, 0).data,
                                                           .is_right = true };
    if (f->kept.failed) return error_nomem(err);
    counts_sort(&all, 0);
    grid_init(&g, &f->kept, columns, count);
    for (size_t k = 0; k < all.count && shown < ROWS_SHOWN && all.row[k].n[0]; k++, shown++) {
        struct grid_cell cells[SCENARIOS_MAX + 2] = { { .text = all.row[k].name } };
        for (size_t i = 0; i < f->count; i++) {
            const struct counts *t =
                (const struct counts *)(const void *)((const char *)&f->scenario[i] + counts_at);
            const struct counts_row *row = counts_find(t, all.row[k].name);
            cells[i + 1] = number(f, row ? row->n[COUNT_ALERTS] : 0);
        }
        const struct counts_row *base = is_field ? counts_find(&f->scenario[0].fields, all.row[k].name) : NULL;
        if (is_field) cells[f->count + 1] = number(f, base ? base->n[COUNT_RECORDS] : 0);
        grid_add(&g, cells);
    }
    if (!shown) return CORDON_OK;
    if (!f->cli->globals.plain) term_z(&f->cli->out, "\n");
    return grid_print(&g, &f->cli->out, f->cli->globals.plain) ? error_nomem(err) : CORDON_OK;
}

static void print_changed(struct forecast *f)
{
    for (size_t i = 1; i < f->count; i++) {
        const struct scenario *s = &f->scenario[i];
        const struct cordon_word words[] = { word_text("name", s->name), word_number("more", s->more),
                                             word_number("fewer", s->fewer), word_number("other", s->other) };
        term_z(&f->cli->out, "\n");
        say(f, "forecast.changed", words, 4);
        for (size_t k = 0; k < s->examples; k++) {
            const struct change_example *e = &s->example[k];
            term_z(&f->cli->out, "  ");
            term_text(&f->cli->out, e->id.len ? e->id : STR("-"));
            term_z(&f->cli->out, "  ");
            term_text(&f->cli->out, verdict_word(f, e->from));
            term_z(&f->cli->out, " → ");
            term_text(&f->cli->out, verdict_word(f, e->to));
            term_z(&f->cli->out, "\n");
        }
    }
}

static void print_head(struct forecast *f)
{
    const struct scenario *s = &f->scenario[0];
    const struct cordon_word words[] = { word_number("records", s->totals.records),
                                         word_number("minutes", f->minutes), word_number("days", f->days) };
    const struct cordon_word known = word_number("count", s->totals.suppressed);
    const struct cordon_word undecided = word_number("count", s->totals.verdicts[CORDON_UNDECIDED]);
    say(f, f->days ? "forecast.head" : "forecast.no_days", words, f->days ? 3 : 2);
    if (s->totals.suppressed) say(f, "screen.suppressed", &known, 1);
    if (s->totals.verdicts[CORDON_UNDECIDED]) say(f, "forecast.undecided", &undecided, 1);
    term_z(&f->cli->out, "\n");
}

cordon_status forecast_print_people(struct forecast *f, struct cordon_error *err)
{
    bool is_plain = f->cli->globals.plain;
    if (!is_plain) print_head(f);
    cordon_status st = print_scenarios(f, err);
    if (!st && !is_plain) print_bars(f);
    if (!st) st = print_split(f, "forecast.by_list", offsetof(struct scenario, lists), false, err);
    if (!st) st = print_split(f, "forecast.by_rule", offsetof(struct scenario, rules), false, err);
    if (!st) st = print_split(f, "forecast.by_field", offsetof(struct scenario, fields), true, err);
    if (!st && !is_plain) print_changed(f);
    return st;
}
