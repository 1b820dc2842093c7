/*
 * The page: what needs a person first, then the queue, then what the answers stand on.
 *
 * One file, no outside request: style and script stand in it, and its own policy forbids everything
 * else. Folds are <details>, languages are radio buttons: nothing but copying needs the script.
 */
#include "report/kept.h"

#include "base/date.h"
#include "base/give.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

/* --- in what order -------------------------------------------------------------------------------- */

struct place {
    const struct kept *own, *leader; /* leader: the strongest case of its operator, or itself */
};

static int by_strength(const void *va, const void *vb)
{
    const struct place *a = va, *b = vb;
    if (a->leader != b->leader) return kept_is_stronger(a->leader, b->leader) ? -1 : 1;
    if (a->own == b->own) return 0;
    return kept_is_stronger(a->own, b->own) ? -1 : 1;
}

/* Cases of one operator stand together, at the place of the strongest. */
static struct place *in_order(struct cordon_report *r)
{
    struct place *p = mem_alloc((r->count + 1) * sizeof *p);
    if (!p) return NULL;
    for (size_t i = 0; i < r->ops; i++) r->op[i].best = SIZE_MAX;
    for (size_t i = 0; i < r->count; i++) {
        size_t op = r->kept[i].op;
        if (op == SIZE_MAX) continue;
        size_t *best = &r->op[op].best;
        if (*best == SIZE_MAX || kept_is_stronger(&r->kept[i], &r->kept[*best])) *best = i;
    }
    for (size_t i = 0; i < r->count; i++) {
        size_t op = r->kept[i].op;
        p[i] = (struct place){ &r->kept[i], op == SIZE_MAX ? &r->kept[i] : &r->kept[r->op[op].best] };
    }
    qsort(p, r->count, sizeof *p, by_strength);
    return p;
}

/* --- head ------------------------------------------------------------------------------------------- */

static uint64_t case_count(const struct cordon_report *r)
{
    return r->verdicts[REPORT_REVIEW] + r->verdicts[REPORT_ESCALATE] + r->verdicts[REPORT_STOP];
}

static void write_need(struct html *h, const struct cordon_report *r)
{
    uint64_t cases = case_count(r);
    uint64_t minutes = r->verdicts[REPORT_REVIEW] * r->minutes_review +
                       (r->verdicts[REPORT_ESCALATE] + r->verdicts[REPORT_STOP]) * r->minutes_escalate;
    const struct say_param p[] = { say_integer(STR("count"), (int64_t)cases),
                                   say_integer(STR("minutes"), (int64_t)minutes),
                                   say_integer(STR("hours"), (int64_t)((minutes + 30) / 60)) };
    if (!cases)
        html_say(h, "report.need.none");
    else
        html_say_with(h, minutes < 120 ? "report.need" : "report.need.hours", p, 3);
}

static void write_day(struct html *h, const struct cordon_report *r)
{
    char day[16];
    date_text(date_of_time(r->as_of_s), day);
    const struct say_param p = say_string(STR("date"), str_c(day));
    html_say_with(h, "report.as_of", &p, 1);
}

static void write_head(struct html *h, const struct cordon_report *r)
{
    buf_printf(h->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               html_lang(r->lang));
    html_raw(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; script-src 'sha256-");
    html_raw(h, report_js_sha256);
    html_raw(h, "'; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"robots\" content=\"noindex, nofollow\">\n<title>");
    html_say(h, "report.title");
    html_raw(h, "</title>\n<style>\n");
    html_raw(h, report_css);
    html_raw(h, "</style>\n</head>\n<body>\n");
}

static void write_tally(struct html *h, const char *class, uint64_t count, const char *key)
{
    if (!count) return;
    buf_printf(h->out, "<li class=\"%s\"><b>%llu</b> <span>", class, (unsigned long long)count);
    html_say(h, key);
    html_raw(h, "</span></li>");
}

static void write_tallies(struct html *h, const struct cordon_report *r)
{
    html_raw(h, "<ul class=\"tally\">");
    write_tally(h, "stop", r->verdicts[REPORT_STOP], "verdict.stop");
    write_tally(h, "escalate", r->verdicts[REPORT_ESCALATE], "verdict.escalate");
    write_tally(h, "review", r->verdicts[REPORT_REVIEW], "verdict.review");
    write_tally(h, "undecided", r->verdicts[REPORT_UNDECIDED], "verdict.undecided");
    write_tally(h, "clear", r->verdicts[REPORT_CLEAR], "report.count.clear");
    write_tally(h, "clear", r->suppressed, "report.count.suppressed");
    html_raw(h, "</ul>");
}

static void write_masthead(struct html *h, const struct cordon_report *r)
{
    const struct say_param minutes[] = { say_integer(STR("review"), r->minutes_review),
                                         say_integer(STR("escalate"), r->minutes_escalate) };
    html_raw(h, "<header class=\"mast\"><h1>");
    write_need(h, r);
    html_raw(h, "</h1><p class=\"sub\">");
    html_say(h, "report.title");
    if (r->title_len) {
        html_raw(h, " · ");
        html_value(h, str_of(r->title, r->title_len), 0);
    }
    html_raw(h, " · ");
    write_day(h, r);
    html_raw(h, "</p>");
    write_tallies(h, r);
    if (r->is_demo) {
        html_raw(h, "<p class=\"alarm demo\">");
        html_say(h, "screen.demo");
        html_raw(h, "</p>");
    }
    if (r->verdicts[REPORT_UNDECIDED]) {
        html_raw(h, "<p class=\"alarm\"><a href=\"#undecided\">");
        html_say_count(h, "report.undecided", r->verdicts[REPORT_UNDECIDED]);
        html_raw(h, "</a></p>");
    }
    if (r->cut) {
        const struct say_param p[] = { say_integer(STR("count"), (int64_t)r->cut),
                                       say_integer(STR("limit"), (int64_t)r->cases_max) };
        html_raw(h, "<p class=\"alarm\">");
        html_say_with(h, "report.cut", p, 2);
        html_raw(h, "</p>");
    }
    html_raw(h, "<p class=\"tone\">");
    html_say(h, "report.tone");
    if (case_count(r)) {
        html_raw(h, " ");
        html_say_with(h, "report.estimate", minutes, 2);
    }
    html_raw(h, "</p></header>\n");
}

static void write_legend(struct html *h)
{
    static const enum report_verdict order[] = { REPORT_STOP, REPORT_ESCALATE, REPORT_REVIEW,
                                                 REPORT_UNDECIDED };
    html_raw(h, "<details class=\"legend\"><summary>");
    html_say(h, "report.legend");
    html_raw(h, "</summary><dl>");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        char key[40];
        snprintf(key, sizeof key, "verdict.%s.meaning", report_verdict_name(order[i]));
        buf_printf(h->out, "<div><dt><span class=\"badge %s\">", report_verdict_name(order[i]));
        html_say_name(h, "verdict", str_c(report_verdict_name(order[i])));
        html_raw(h, "</span></dt><dd>");
        html_say(h, key);
        html_raw(h, "</dd></div>");
    }
    html_raw(h, "<div><dt>");
    report_mark(h, 1);
    html_raw(h, "</dt><dd>");
    html_say(h, "report.legend.mark");
    html_raw(h, "</dd></div></dl></details>\n");
}

/* --- the queue --------------------------------------------------------------------------------------- */

static void write_index(struct html *h, const struct cordon_report *r, const struct place *p)
{
    html_raw(h, "<nav class=\"index\" aria-label=\"");
    html_say(h, "report.queue");
    html_raw(h, "\"><ol>");
    for (size_t i = 0; i < r->count; i++) {
        bool is_joined = i && p[i].own->op != SIZE_MAX && p[i].leader == p[i - 1].leader;
        buf_printf(h->out, "<li class=\"%s%s\"><a href=\"#case-%zu\"><span>",
                   report_verdict_name(p[i].own->verdict), is_joined ? " joined" : "", i + 1);
        buf_add(h->out, str_of(p[i].own->title, p[i].own->title_len));
        html_raw(h, "</span>");
        html_raw(h, "<small>");
        buf_add(h->out, str_of(p[i].own->who, p[i].own->who_len));
        html_raw(h, "</small></a></li>");
    }
    html_raw(h, "</ol></nav>\n");
}

static void write_operator(struct html *h, const struct kept_operator *op)
{
    html_raw(h, "<section class=\"operator\"><h3 class=\"ot\">");
    report_group_title(h, op->parties, op->who, str_c(op->via));
    html_raw(h, "</h3>");
    if (op->head) buf_add(h->out, str_of(op->head, op->head_len));
    if (op->svg) {
        html_raw(h, "<details class=\"draw\" open><summary>");
        html_say(h, "report.drawing");
        html_raw(h, "</summary><div class=\"scroll\" tabindex=\"0\">");
        buf_add(h->out, str_of(op->svg, op->svg_len));
        html_raw(h, "</div></details>");
    }
}

static void write_queue(struct html *h, const struct cordon_report *r, const struct place *p)
{
    html_raw(h, "<section class=\"queue\" id=\"queue\">");
    html_tag(h, "h2", "report.queue");
    for (size_t i = 0; i < r->count; i++) {
        const struct kept *k = p[i].own;
        bool is_in_group = k->op != SIZE_MAX;
        if (is_in_group && (i == 0 || p[i - 1].leader != p[i].leader))
            write_operator(h, &r->op[k->op]);
        buf_printf(h->out, "<article class=\"case %s\" id=\"case-%zu\"><span class=\"index-no\" "
                           "aria-hidden=\"true\">%zu</span>",
                   report_verdict_name(k->verdict), i + 1, i + 1);
        buf_add(h->out, str_of(k->html, k->len));
        html_raw(h, "</article>\n");
        if (is_in_group && (i + 1 == r->count || p[i + 1].leader != p[i].leader))
            html_raw(h, "</section>\n");
    }
    html_raw(h, "</section>\n");
}

/* --- foot --------------------------------------------------------------------------------------------- */

static void write_lack(struct html *h, const struct kept_lack *l)
{
    html_raw(h, "<tr><td>");
    html_text(h, l->text);
    html_raw(h, "</td><td>");
    for (size_t i = 0; i < l->whos; i++) {
        if (i) html_raw(h, ", ");
        if (l->who[i].len)
            html_value(h, l->who[i], 0);
        else
            html_say(h, "report.no_subject");
    }
    if (l->count > l->whos) {
        html_raw(h, " <span class=\"note\">");
        html_say_count(h, "report.more", l->count - l->whos);
        html_raw(h, "</span>");
    }
    buf_printf(h->out, "</td><td class=\"n\">%llu</td></tr>", (unsigned long long)l->count);
}

static void write_undecided(struct html *h, const struct cordon_report *r)
{
    if (!r->verdicts[REPORT_UNDECIDED]) return;
    html_raw(h, "<section class=\"undecided\" id=\"undecided\"><h2>");
    html_say_name(h, "verdict", STR("undecided"));
    html_raw(h, "</h2><p>");
    html_say_count(h, "report.undecided", r->verdicts[REPORT_UNDECIDED]);
    html_raw(h, "</p>");
    if (r->lacks) {
        html_raw(h, "<table class=\"lacks\"><caption class=\"vh\">");
        html_say(h, "report.undecided.why");
        html_raw(h, "</caption><thead><tr><th scope=\"col\">");
        html_say(h, "report.undecided.why");
        html_raw(h, "</th><th scope=\"col\">");
        html_say(h, "report.undecided.who");
        html_raw(h, "</th><td></td></tr></thead><tbody>");
        for (size_t i = 0; i < r->lacks; i++) write_lack(h, &r->lack[i]);
        html_raw(h, "</tbody></table>");
    }
    if (r->lacks_more) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", r->lacks_more);
        html_raw(h, "</p>");
    }
    html_raw(h, "</section>\n");
}

static void write_foot(struct html *h, const struct cordon_report *r)
{
    html_raw(h, "<footer>");
    html_tag(h, "h2", "report.provenance");
    for (size_t i = 0; i < r->provenances; i++) buf_add(h->out, buf_str(&r->provenance[i]));
    html_raw(h, "<dl class=\"prov\"><div>");
    html_tag(h, "dt", "report.answers");
    buf_printf(h->out, "<dd>%llu</dd></div></dl></footer>\n", (unsigned long long)r->answers);
}

static void write_page(struct html *h, struct cordon_report *r, const struct place *p)
{
    write_head(h, r);
    write_masthead(h, r);
    buf_printf(h->out, "<main%s>\n", r->count > 1 ? "" : " class=\"single\"");
    if (r->count > 1) write_index(h, r, p);
    html_raw(h, "<div class=\"body\">\n");
    write_legend(h);
    if (r->count) write_queue(h, r, p);
    write_undecided(h, r);
    write_foot(h, r);
    html_raw(h, "</div>\n</main>\n<span id=\"copied\" hidden>");
    html_say(h, "report.copied");
    html_raw(h, "</span>\n<script>");
    html_raw(h, report_js);
    html_raw(h, "</script>\n</body>\n</html>\n");
}

cordon_status cordon_report_html(struct cordon_report *r, struct cordon_text *ret_html,
                                 struct cordon_error *err)
{
    struct buf out = BUF_INIT(REPORT_PAGE_MAX);
    struct html h = { .lang = r->lang, .out = &out, .scratch = &r->scratch, .asks = &r->asks };
    struct place *p = in_order(r);
    if (!p) return error_nomem(err);
    write_page(&h, r, p);
    mem_free(p);
    return text_give(&out, "the page", &ret_html->data, &ret_html->len, err);
}
