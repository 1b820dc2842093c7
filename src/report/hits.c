/* Listed parties that a case met, with both sides of each detail. */
#include "report/page.h"

#include <stdio.h>

static void write_cells(struct html *h, str record, str listed)
{
    html_raw(h, "<td>");
    if (record.len)
        html_value(h, record, 0);
    else
        html_raw(h, "<span class=\"none\">–</span>");
    html_raw(h, "</td><td>");
    if (listed.len)
        html_value(h, listed, 0);
    else
        html_raw(h, "<span class=\"none\">–</span>");
    html_raw(h, "</td>");
}

static bool is_worth_a_row(const struct hit_field *f)
{
    return !str_eq(f->state, STR("absent")) && f->record.len;
}

/* "schema" is the field "kind" in people's words, "identifier" a document number. */
static void write_field(struct html *h, const struct hit_field *f)
{
    str name = str_eq(f->field, STR("schema")) ? STR("kind") : f->field;
    buf_printf(h->out, "<tr class=\"s-%s\"><th scope=\"row\">",
               str_eq(f->state, STR("agrees")) || str_eq(f->state, STR("near")) ? "yes"
               : str_eq(f->state, STR("contradicts"))                           ? "no"
                                                                                : "even");
    html_say_name(h, "field", name);
    html_raw(h, "</th>");
    write_cells(h, f->record, f->listed);
    html_raw(h, "<td class=\"st\">");
    html_say_name(h, "report.state", f->state);
    html_raw(h, "</td></tr>");
}

static void write_table(struct html *h, const struct hit *hit)
{
    bool has_row = hit->matched.len != 0;
    for (size_t i = 0; i < hit->fields; i++) has_row |= is_worth_a_row(&hit->field[i]);
    if (!has_row) return;
    html_raw(h, "<table class=\"sides\"><caption class=\"vh\">");
    html_text(h, hit->name);
    html_raw(h, "</caption><thead><tr><th scope=\"col\">");
    html_say(h, "report.hits.field");
    html_raw(h, "</th><th scope=\"col\">");
    html_say(h, "report.hits.record");
    html_raw(h, "</th><th scope=\"col\">");
    html_say(h, "report.hits.listed");
    html_raw(h, "</th><td></td></tr></thead><tbody>");
    if (hit->matched.len) {
        html_raw(h, "<tr class=\"s-name\"><th scope=\"row\">");
        html_say_name(h, "field", STR("name"));
        html_raw(h, "</th>");
        write_cells(h, hit->given, hit->matched);
        buf_printf(h->out, "<td class=\"st\">%u%%</td></tr>", (unsigned)(hit->name_bp / 100));
    }
    for (size_t i = 0; i < hit->fields; i++)
        if (is_worth_a_row(&hit->field[i])) write_field(h, &hit->field[i]);
    html_raw(h, "</tbody></table>");
}

static const char *sign_of(str strength)
{
    if (str_eq(strength, STR("strong")) || str_eq(strength, STR("medium"))) return "up";
    return str_eq(strength, STR("against")) ? "down" : "flat";
}

static void write_reasons(struct html *h, const struct hit *hit)
{
    html_raw(h, "<ul class=\"signs\">");
    for (size_t i = 0; i < shown(hit->reasons, REPORT_HIT_REASONS_MAX); i++) {
        const struct hit_reason *r = &hit->reason[i];
        if (str_eq(r->strength, STR("neutral"))) continue;
        buf_printf(h->out, "<li class=\"%s\">", sign_of(r->strength));
        html_text(h, r->text);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul>");
}

/* The first facts that would change it; they repeat from reason to reason. */
static void write_changes(struct html *h, const struct hit *hit)
{
    bool is_open = false;
    for (size_t i = 0; i < shown(hit->reasons, REPORT_HIT_REASONS_MAX); i++) {
        str text = hit->reason[i].change;
        bool is_repeated = text.len == 0;
        for (size_t k = 0; k < i; k++) is_repeated |= str_eq(hit->reason[k].change, text);
        if (is_repeated) continue;
        if (!is_open) {
            html_tag(h, "dt", "report.clear_by");
            html_raw(h, "<dd><ul class=\"plain\">");
        }
        is_open = true;
        html_raw(h, "<li>");
        html_text(h, text);
        html_raw(h, "</li>");
    }
    if (is_open) html_raw(h, "</ul></dd>");
}

static void write_hit(struct html *h, const struct hit *hit, bool has_ask)
{
    str asks[SAY_LANG_COUNT];
    html_raw(h, "<article class=\"hit\"><div class=\"rt\"><h6>");
    html_value(h, hit->name.len ? hit->name : hit->id, 0);
    buf_printf(h->out, "</h6><span class=\"badge %s\">", report_verdict_name(hit->verdict));
    html_say_name(h, "verdict", str_c(report_verdict_name(hit->verdict)));
    html_raw(h, "</span>");
    if (hit->is_discounted) {
        html_raw(h, " <span class=\"note\">");
        html_say(h, "label.discounted");
        html_raw(h, "</span>");
    }
    html_raw(h, "</div><p class=\"note\">");
    html_value(h, hit->id, 0);
    const str more[] = { hit->programs, hit->edition };
    for (size_t i = 0; i < 2; i++)
        if (more[i].len) {
            html_raw(h, " · ");
            html_value(h, more[i], 0);
        }
    html_raw(h, "</p>");
    if (hit->also.len) {
        html_raw(h, "<p class=\"note\">");
        const struct say_param p = say_string(STR("lists"), hit->also);
        html_say_with(h, "screen.also", &p, 1);
        html_raw(h, "</p>");
    }
    write_table(h, hit);
    write_reasons(h, hit);
    html_raw(h, "<dl class=\"why\">");
    if (hit->innocent.len) {
        html_tag(h, "dt", "label.innocent");
        html_raw(h, "<dd>");
        html_text(h, hit->innocent);
        html_raw(h, "</dd>");
    }
    write_changes(h, hit);
    html_raw(h, "</dl>");
    if (has_ask && report_ask_of(hit->ask_id, asks)) report_ask(h, asks, STR_EMPTY);
    html_raw(h, "</article>");
}

/* Is it shown with another hit, that on the same party's entry of another list? */
static bool is_folded(const struct answer *a, size_t kept, const struct hit *hit)
{
    for (size_t i = 0; hit->same_as.len && i < kept; i++)
        if (str_eq(a->hit[i].id, hit->same_as)) return true;
    return false;
}

void report_hits(struct html *h, const struct answer *a)
{
    const struct hit *above = report_asking(a); /* its question stands in the queue already */
    size_t kept = shown(a->hits, REPORT_HITS_MAX), written = 0, folded = 0;
    for (size_t i = 0; i < kept; i++) {
        /* what does not count is in the JSON answer, but for what was discounted */
        if (a->hit[i].verdict <= REPORT_CLEAR && !a->hit[i].is_discounted) continue;
        if (is_folded(a, kept, &a->hit[i])) {
            folded++;
            continue;
        }
        if (written++ == 0) {
            html_raw(h, "<section class=\"hits\">");
            html_tag(h, "h5", "report.hits");
        }
        write_hit(h, &a->hit[i], &a->hit[i] != above);
    }
    uint64_t total = a->hits_total > a->hits ? a->hits_total : a->hits;
    if (written && total > written + folded) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", total - written - folded);
        html_raw(h, "</p>");
    }
    if (written) html_raw(h, "</section>");
}
