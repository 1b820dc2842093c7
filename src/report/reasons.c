/* The reasons of a case, the question that goes with each, and the sum of the points. */
#include "report/page.h"

#include <stdio.h>

/* --- questions ---------------------------------------------------------------------------------- */

static const char *const language_names[SAY_LANG_COUNT] = { "English", "한국어", "日本語", "Indonesia" };

bool report_ask_of(str id, str ret_asks[SAY_LANG_COUNT])
{
    char key[96];
    if (!id.len || id.len > 64) return false;
    snprintf(key, sizeof key, "%.*s.ask", STR_ARG(id));
    for (int l = 0; l < SAY_LANG_COUNT; l++) {
        ret_asks[l] = say_message((enum say_lang)l, str_c(key));
        if (str_index(ret_asks[l], '{') < ret_asks[l].len) return false; /* it wants parameters */
    }
    return ret_asks[SAY_LANG_EN].len != 0;
}

static void write_question(struct html *h, enum say_lang lang, str text)
{
    buf_printf(h->out, "<div class=\"q q%d\" lang=\"%s\"><p>", (int)lang, html_lang(lang));
    html_text(h, text);
    html_raw(h, "</p><button type=\"button\" class=\"copy\" hidden>");
    html_say(h, "report.copy");
    html_raw(h, "</button></div>");
}

/* One question in several languages: a row of radio buttons, which work without scripts. */
void report_ask(struct html *h, const str asks[SAY_LANG_COUNT], str ask)
{
    unsigned number = (*h->asks)++;
    enum say_lang first = h->lang;
    if (!asks[SAY_LANG_EN].len) {
        if (!ask.len) return;
        html_raw(h, "<div class=\"ask single\"><p class=\"lbl\">");
        html_say(h, "label.ask");
        html_raw(h, "</p>");
        write_question(h, h->lang, ask);
        html_raw(h, "</div>");
        return;
    }
    if (!asks[first].len) first = SAY_LANG_EN;
    html_raw(h, "<fieldset class=\"ask\"><legend>");
    html_say(h, "label.ask");
    html_raw(h, "</legend>");
    for (int l = 0; l < SAY_LANG_COUNT; l++) {
        if (!asks[l].len) continue;
        const char *code = html_lang((enum say_lang)l);
        buf_printf(h->out,
                   "<input type=\"radio\" class=\"r%d\" name=\"ask%u\" id=\"ask%u%s\"%s>"
                   "<label for=\"ask%u%s\" lang=\"%s\">%s</label>",
                   l, number, number, code, l == (int)first ? " checked" : "", number, code, code,
                   language_names[l]);
    }
    for (int l = 0; l < SAY_LANG_COUNT; l++)
        if (asks[l].len) write_question(h, (enum say_lang)l, asks[l]);
    html_raw(h, "</fieldset>");
}

/* --- reasons ------------------------------------------------------------------------------------ */

/* One value of a row, with its field and place. */
static void show_row(struct html *h, const struct row *r)
{
    html_raw(h, "<li>");
    if (r->field.len) {
        html_raw(h, "<span class=\"f\">");
        report_field(h, r->field);
        html_raw(h, "</span> ");
    }
    if (r->value.len) {
        report_strong(h, r->value, 0);
    } else if (r->id.len) {
        html_value(h, r->id, 0);
    }
    report_place(h, r->file, r->line);
    html_raw(h, "</li>");
}

static bool is_same_row(const struct row *a, const struct row *b)
{
    return str_eq(a->field, b->field) && str_eq(a->value, b->value) && str_eq(a->file, b->file);
}

static void write_rows(struct html *h, const struct flag *f)
{
    size_t rows = shown(f->rows, REPORT_ROWS_MAX);
    if (rows == 0) return;
    html_raw(h, "<dt>");
    html_say(h, "report.rests");
    html_raw(h, "</dt><dd><ul class=\"vals\">");
    for (size_t i = 0; i < rows; i++) {
        bool is_repeated = false;
        for (size_t k = 0; k < i; k++) is_repeated |= is_same_row(&f->row[k], &f->row[i]);
        if (!is_repeated) show_row(h, &f->row[i]);
    }
    html_raw(h, "</ul>");
    if (f->rows > rows) {
        html_raw(h, "<span class=\"note\">");
        html_say_count(h, "report.more", f->rows - rows);
        html_raw(h, "</span>");
    }
    html_raw(h, "</dd>");
}

static void write_pair(struct html *h, const char *key, str text)
{
    if (!text.len) return;
    html_tag(h, "dt", key);
    html_raw(h, "<dd>");
    html_text(h, text);
    html_raw(h, "</dd>");
}

static void write_change(struct html *h, const struct flag *f)
{
    if (f->change.len) {
        write_pair(h, "report.clear_by", f->change);
    } else if (html_has_name(h, "report.change", f->group)) {
        html_tag(h, "dt", "report.clear_by");
        html_raw(h, "<dd>");
        html_say_name(h, "report.change", f->group);
        html_raw(h, "</dd>");
    }
}

static void write_source(struct html *h, const struct flag *f)
{
    const str part[] = { f->authority, f->document, f->date, f->paragraph };
    bool is_later = false;
    if (!f->authority.len && !f->document.len) return;
    html_tag(h, "dt", "report.source");
    html_raw(h, "<dd class=\"src\">");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!part[i].len) continue;
        if (is_later) html_raw(h, " · ");
        html_text(h, part[i]);
        is_later = true;
    }
    html_raw(h, "</dd>");
}

static void write_points(struct html *h, const struct flag *f)
{
    if (str_eq(f->class, STR("legal_fact"))) return;
    buf_printf(h->out, "<span class=\"pts\">%s%llu</span>", f->is_counted ? "+" : "",
               (unsigned long long)(f->is_counted ? f->points : 0));
}

static void write_flag(struct html *h, const struct flag *f, bool has_ask)
{
    html_raw(h, "<li class=\"reason\"><div class=\"rt\">");
    if (f->number) report_mark(h, f->number);
    html_raw(h, "<h6>");
    html_text(h, f->title);
    html_raw(h, "</h6>");
    write_points(h, f);
    html_raw(h, "</div>");
    if (str_eq(f->class, STR("legal_fact"))) {
        html_raw(h, "<p class=\"note\">");
        html_say(h, "report.legal");
        html_raw(h, "</p>");
    }
    html_raw(h, "<dl class=\"why\">");
    write_pair(h, "label.innocent", f->innocent);
    write_change(h, f);
    write_rows(h, f);
    write_source(h, f);
    html_raw(h, "</dl>");
    if (has_ask) report_ask(h, f->asks, f->ask);
    html_raw(h, "</li>");
}

/* Those that have one cause with another: by name only. */
static void write_uncounted(struct html *h, const struct answer *a)
{
    size_t count = 0;
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++) count += !a->flag[i].number;
    if (count == 0) return;
    html_raw(h, "<details class=\"rest\"><summary>");
    html_say(h, "report.uncounted");
    buf_printf(h->out, " <span class=\"count\">%zu</span></summary><ul class=\"plain\">", count);
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++) {
        if (a->flag[i].number) continue;
        html_raw(h, "<li>");
        html_text(h, a->flag[i].title);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul></details>");
}

void report_reasons(struct html *h, const struct answer *a)
{
    /* whose question stands in the queue already */
    const struct flag *above = report_deciding(a) ? NULL : report_leading(a, false);
    size_t kept = shown(a->flags, REPORT_FLAGS_MAX);
    if (kept == 0) return;
    html_raw(h, "<section class=\"reasons\">");
    html_tag(h, "h5", "label.reasons");
    html_raw(h, "<ol class=\"list\">");
    for (size_t i = 0; i < kept; i++)
        if (a->flag[i].number) write_flag(h, &a->flag[i], &a->flag[i] != above);
    html_raw(h, "</ol>");
    write_uncounted(h, a);
    if (a->flags > kept) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", a->flags - kept);
        html_raw(h, "</p>");
    }
    html_raw(h, "</section>");
}

/* --- the sum ------------------------------------------------------------------------------------ */

/* The numbers of the reasons behind one group's points. */
static void write_marks(struct html *h, const struct answer *a, str group)
{
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++) {
        if (!a->flag[i].number || !str_eq(a->flag[i].group, group)) continue;
        html_raw(h, " ");
        report_mark(h, a->flag[i].number);
    }
}

void report_sum(struct html *h, const struct answer *a)
{
    if (!a->groups) return;
    html_raw(h, "<table class=\"sum\"><caption>");
    html_say(h, "report.sum");
    html_raw(h, "</caption><thead><tr><th scope=\"col\">");
    html_say(h, "report.sum.group");
    html_raw(h, "</th><th scope=\"col\" class=\"n\">");
    html_say(h, "report.sum.points");
    html_raw(h, "</th></tr></thead><tbody>");
    for (size_t i = 0; i < a->groups; i++) {
        html_raw(h, "<tr><td>");
        html_say_name(h, "group", a->group[i].id);
        write_marks(h, a, a->group[i].id);
        if (a->group[i].is_capped) {
            html_raw(h, " <span class=\"note\">");
            html_say(h, "report.sum.capped");
            html_raw(h, "</span>");
        }
        buf_printf(h->out, "</td><td class=\"n\">%llu</td></tr>",
                   (unsigned long long)a->group[i].points);
    }
    html_raw(h, "</tbody><tfoot><tr><th scope=\"row\">");
    html_say(h, "report.sum.total");
    buf_printf(h->out, "</th><td class=\"n\">%llu</td></tr></tfoot></table>",
               (unsigned long long)a->points);
}
