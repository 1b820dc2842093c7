/*
 * One case: what a person sees first (verdict, points, title, the question), and its dossier behind
 * a fold that opens without scripts.
 */
#include "report/page.h"

static void write_top(struct html *h, const struct answer *a)
{
    const char *verdict = report_verdict_name(a->verdict);
    str who = a->subject.len ? a->subject : a->id;
    buf_printf(h->out, "<p class=\"top\"><span class=\"badge %s\">", verdict);
    html_say_name(h, "verdict", str_c(verdict));
    html_raw(h, "</span>");
    if (a->has_points && a->points) {
        html_raw(h, "<span class=\"pt\">");
        html_say_count(h, "report.points", a->points);
        html_raw(h, "</span>");
    }
    html_raw(h, "<span class=\"who\">");
    if (who.len)
        html_value(h, who, 0);
    else
        html_say(h, "report.no_subject");
    html_raw(h, "</span>");
    if (a->records_total > 1) {
        html_raw(h, "<span class=\"who\">");
        html_say_count(h, "report.records", a->records_total);
        html_raw(h, "</span>");
    }
    html_raw(h, "</p>");
}

/* The question of what leads: the flag of the title, else the first hit that counts. */
static void write_question(struct html *h, const struct answer *a)
{
    str asks[SAY_LANG_COUNT];
    const struct flag *f = report_leading(a, false);
    const struct hit *hit = report_asking(a);
    if (hit && report_ask_of(hit->ask_id, asks))
        report_ask(h, asks, STR_EMPTY);
    else if (f)
        report_ask(h, f->asks, f->ask);
}

const struct hit *report_asking(const struct answer *a)
{
    str asks[SAY_LANG_COUNT];
    for (size_t i = 0; report_deciding(a) && i < shown(a->hits, REPORT_HITS_MAX); i++)
        if (a->hit[i].verdict == a->verdict && report_ask_of(a->hit[i].ask_id, asks))
            return &a->hit[i];
    return NULL;
}

static void write_records(struct html *h, const struct answer *a)
{
    size_t kept = shown(a->records, REPORT_RECORDS_MAX);
    if (a->records_total < 2 || kept == 0) return;
    html_raw(h, "<details class=\"rest\"><summary>");
    html_say(h, "report.undecided.who");
    buf_printf(h->out, " <span class=\"count\">%llu</span></summary><ul class=\"plain\">",
               (unsigned long long)a->records_total);
    for (size_t i = 0; i < kept; i++) {
        html_raw(h, "<li>");
        if (a->record[i].id.len) html_value(h, a->record[i].id, 0);
        html_raw(h, " <span class=\"note\">");
        html_text(h, a->record[i].field);
        html_raw(h, "</span>");
        report_place(h, a->record[i].file, a->record[i].line);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul>");
    if (a->records_total > kept) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", a->records_total - kept);
        html_raw(h, "</p>");
    }
    html_raw(h, "</details>");
}

void report_case(struct html *h, const struct answer *a, bool is_in_group)
{
    write_top(h, a);
    html_raw(h, is_in_group ? "<h4 class=\"ct\">" : "<h3 class=\"ct\">");
    report_title(h, a, is_in_group);
    html_raw(h, is_in_group ? "</h4>" : "</h3>");
    write_question(h, a);
    html_raw(h, "<details class=\"dossier\"><summary>");
    html_say(h, "report.open");
    html_raw(h, "</summary>");
    if (report_deciding(a)) report_hits(h, a); /* what decides comes first */
    report_facts(h, a);
    if (!report_deciding(a)) report_hits(h, a);
    report_reasons(h, a);
    report_sum(h, a);
    write_records(h, a);
    report_extras(h, a);
    html_raw(h, "</details>");
}
