/*
 * A validation as a page: the verdict first, then list by list, what was missed, the controls, and what
 * the figures stand on. One file, no script, no outside request.
 */
#include "report/page.h"

#include <cordon/validate.h>

#include "base/date.h"
#include "base/give.h"

#include <stdio.h>

enum { MISSES_SHOWN = 200 };

static const char page_css[] =
    ".v { max-width: 1180px; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem) 3rem; }\n"
    ".v section { background: var(--card); border: 1px solid var(--line); border-radius: 6px; "
    "padding: 1.1rem 1.3rem 1.3rem; margin-top: 1.2rem; }\n"
    ".v h2 { font: 600 1.25rem/1.3 var(--serif); margin-bottom: .5rem; }\n"
    ".v .wide { overflow-x: auto; }\n"
    ".v table { font-size: .875rem; margin-top: .8rem; }\n"
    ".v th, .v td { padding: .3rem .9rem .3rem 0; border-top: 1px solid var(--line); vertical-align: top; }\n"
    ".v thead th { border-top: 0; color: var(--soft); font-weight: 600; }\n"
    ".v .facts { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; font-size: .875rem; }\n"
    ".v .facts div { display: flex; gap: .45em; }\n"
    ".v .facts dt { color: var(--soft); }\n"
    ".v .bad { color: var(--stop); font-weight: 600; }\n"
    ".v summary { color: var(--soft); cursor: pointer; padding-top: .6rem; font-size: .875rem; }\n"
    ".v .cols { columns: 18rem; font-size: .875rem; margin-top: .4rem; }\n"
    ".v .cols div { display: flex; justify-content: space-between; gap: 1rem; break-inside: avoid; }\n"
    "@media print { .v section { break-inside: avoid; } }\n";

static void number(struct html *h, uint64_t n)
{
    buf_printf(h->out, "%llu", (unsigned long long)n);
}

static void fact(struct html *h, const char *key, str value, bool is_bad)
{
    html_raw(h, "<div>");
    html_tag(h, "dt", key);
    html_raw(h, is_bad ? "<dd class=\"bad\">" : "<dd>");
    html_value(h, value, 0);
    html_raw(h, "</dd></div>");
}

static void fact_number(struct html *h, const char *key, uint64_t n, bool is_bad)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)n);
    fact(h, key, str_c(text), is_bad);
}

static void fact_said(struct html *h, const char *key, const char *group, str word, bool is_bad)
{
    html_raw(h, "<div>");
    html_tag(h, "dt", key);
    html_raw(h, is_bad ? "<dd class=\"bad\">" : "<dd>");
    html_say_name(h, group, word);
    html_raw(h, "</dd></div>");
}

/* --- head ---------------------------------------------------------------------------------------------- */

static void write_head(struct html *h)
{
    buf_printf(h->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               html_lang(h->lang));
    html_raw(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"robots\" content=\"noindex, nofollow\">\n<title>");
    html_say(h, "validate.title");
    html_raw(h, "</title>\n<style>\n");
    html_raw(h, report_css);
    html_raw(h, page_css);
    html_raw(h, "</style>\n</head>\n<body>\n");
}

static void tally(struct html *h, const char *class, uint64_t count, const char *key)
{
    buf_printf(h->out, "<li class=\"%s\"><b>%llu</b> <span>", class, (unsigned long long)count);
    html_say(h, key);
    html_raw(h, "</span></li>");
}

static void write_masthead(struct html *h, const struct cordon_validation *v)
{
    char as_of[32];
    date_time_text(v->as_of_s, as_of);
    const struct say_param p = say_string(STR("date"), str_of(as_of, 10));
    html_raw(h, "<header class=\"mast\"><h1>");
    html_say(h, v->is_passed ? "validate.passed" : "validate.failed");
    html_raw(h, "</h1><p class=\"sub\">");
    html_say(h, "validate.title");
    html_raw(h, " · ");
    html_say_with(h, "report.as_of", &p, 1);
    html_raw(h, "</p><ul class=\"tally\">");
    tally(h, "clear", v->tried, "validate.tried");
    tally(h, "clear", v->alerted, "validate.alerted");
    tally(h, v->shown ? "review" : "clear", v->shown, "validate.shown");
    tally(h, v->missed ? "review" : "clear", v->missed, "validate.missed");
    tally(h, v->failures ? "stop" : "clear", v->failures, "validate.failures");
    tally(h, v->stale ? "undecided" : "clear", v->stale, "validate.stale");
    tally(h, v->controls_flagged ? "stop" : "clear", v->controls_flagged, "validate.controls_flagged");
    html_raw(h, "</ul><p class=\"tone\">");
    html_say(h, "validate.tone");
    html_raw(h, "</p></header>\n");
}

/* --- lists --------------------------------------------------------------------------------------------- */

static bool is_bad_age(enum cordon_freshness f)
{
    return f == CORDON_AGE_STALE || f == CORDON_AGE_UNKNOWN || f == CORDON_AGE_STARTER;
}

static void write_facts(struct html *h, const struct cordon_validate_list *l)
{
    char age[32];
    snprintf(age, sizeof age, "%lld", (long long)l->age_days);
    html_raw(h, "<dl class=\"facts\">");
    fact_said(h, "validate.tier", "validate.tier", l->about.tier, false);
    fact(h, "validate.edition", l->about.edition, false);
    fact(h, "validate.age", l->has_age ? str_c(age) : STR("–"), false);
    if (l->about.fresh_days) fact_number(h, "validate.limit", l->about.fresh_days, false);
    fact_said(h, "validate.freshness", "validate.age", cordon_freshness_name(l->freshness),
              is_bad_age(l->freshness));
    fact_said(h, "validate.proven", "validate", l->proven.len ? l->proven : STR("unproven"), false);
    fact_number(h, "validate.entries", l->about.counts.entries, false);
    fact_number(h, "validate.dprk", l->about.counts.dprk_entries, false);
    fact_number(h, "validate.wallets", l->about.counts.wallets, false);
    if (l->fixed) {
        char text[64];
        snprintf(text, sizeof text, "%u / %u", (unsigned)l->fixed_found, (unsigned)l->fixed);
        fact(h, "validate.fixed", str_c(text), l->fixed_found < l->fixed);
    }
    if (l->about.accepted.len) fact(h, "validate.accepted", l->about.accepted, true);
    if (l->licence.len) fact(h, "validate.licence", l->licence, false);
    html_raw(h, "</dl>");
}

static void cell(struct html *h, uint64_t n, bool is_bad)
{
    html_raw(h, is_bad && n ? "<td class=\"n bad\">" : "<td class=\"n\">");
    number(h, n);
    html_raw(h, "</td>");
}

static void head_cells(struct html *h, const char *const *keys, size_t count, size_t from_number)
{
    html_raw(h, "<thead><tr>");
    for (size_t i = 0; i < count; i++)
        html_tag(h, i < from_number ? "th scope=\"col\"" : "th scope=\"col\" class=\"n\"", keys[i]);
    html_raw(h, "</tr></thead>");
}

static void write_rows(struct html *h, const struct cordon_validate_list *l)
{
    static const char *const keys[] = { "validate.script", "validate.writing", "validate.tried",
                                        "validate.alerted", "validate.shown", "validate.missed" };
    if (!l->rows) return;
    html_raw(h, "<div class=\"wide\" tabindex=\"0\"><table>");
    head_cells(h, keys, sizeof keys / sizeof *keys, 2);
    html_raw(h, "<tbody>");
    for (size_t i = 0; i < l->rows; i++) {
        const struct cordon_validate_row *r = &l->row[i];
        html_raw(h, "<tr><td>");
        if (r->script.len) html_say_name(h, "validate.script", r->script);
        html_raw(h, "</td><td>");
        html_say_name(h, "validate.writing", cordon_canary_name(r->kind));
        html_raw(h, "</td>");
        cell(h, r->tried, false);
        cell(h, r->alerted, false);
        cell(h, r->shown, false);
        cell(h, r->missed, true);
        html_raw(h, "</tr>");
    }
    html_raw(h, "</tbody></table></div>");
}

static void write_cover(struct html *h, const struct cordon_validate_list *l)
{
    html_raw(h, "<details><summary>");
    html_say(h, "validate.coverage");
    html_raw(h, "</summary><dl class=\"cols\">");
    for (size_t i = 0; i < l->covers; i++) {
        html_raw(h, l->cover[i].entries ? "<div><dt>" : "<div class=\"note\"><dt>");
        html_say_name(h, "property", l->cover[i].property);
        html_raw(h, "</dt><dd class=\"n\">");
        if (l->cover[i].entries)
            number(h, l->cover[i].entries);
        else
            html_say(h, "validate.not_carried");
        html_raw(h, "</dd></div>");
    }
    html_raw(h, "</dl></details>");
}

static void write_list(struct html *h, const struct cordon_validate_list *l)
{
    html_raw(h, "<section><h2><code>");
    html_value(h, l->about.source, 0);
    html_raw(h, "</code> ");
    html_value(h, l->about.authority, 0);
    html_raw(h, ": ");
    html_value(h, l->title, 0);
    html_raw(h, "</h2>");
    write_facts(h, l);
    write_rows(h, l);
    write_cover(h, l);
    html_raw(h, "</section>\n");
}

/* --- misses, controls, what it stands on ------------------------------------------------------------------- */

static void write_miss(struct html *h, const struct cordon_validate_miss *m)
{
    html_raw(h, m->is_failure ? "<tr class=\"bad\"><td>" : "<tr><td>");
    html_value(h, m->entity, 0);
    html_raw(h, "</td><td>");
    html_value(h, m->listed, 0);
    html_raw(h, "</td><td>");
    html_value(h, m->written, 0);
    html_raw(h, "</td><td>");
    html_say_name(h, "validate.writing", cordon_canary_name(m->kind));
    html_raw(h, "</td><td>");
    html_say(h, m->is_shown ? "validate.shown" : "validate.missed");
    html_raw(h, "</td></tr>");
}

static void write_misses(struct html *h, const struct cordon_validation *v)
{
    static const char *const keys[] = { "validate.entity", "validate.listed", "validate.written",
                                        "validate.writing", "validate.result" };
    size_t shown = 0;
    if (!v->misses_total) return;
    html_raw(h, "<section>");
    html_tag(h, "h2", "validate.misses");
    html_raw(h, "<p class=\"note\">");
    html_say(h, "validate.misses.note");
    html_raw(h, "</p><div class=\"wide\" tabindex=\"0\"><table>");
    head_cells(h, keys, sizeof keys / sizeof *keys, 5);
    html_raw(h, "<tbody>");
    for (unsigned pass = 0; pass < 2; pass++) /* failures first */
        for (size_t i = 0; i < v->misses && shown < MISSES_SHOWN; i++) {
            if (v->miss[i].is_failure != (pass == 0)) continue;
            write_miss(h, &v->miss[i]);
            shown++;
        }
    html_raw(h, "</tbody></table></div>");
    if (v->misses_total > shown) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", v->misses_total - shown);
        html_raw(h, "</p>");
    }
    html_raw(h, "</section>\n");
}

static void write_controls(struct html *h, const struct cordon_validation *v)
{
    static const char *const keys[] = { "validate.name", "validate.result" };
    html_raw(h, "<section>");
    html_tag(h, "h2", "validate.controls");
    html_raw(h, "<table>");
    head_cells(h, keys, 2, 2);
    html_raw(h, "<tbody>");
    for (size_t i = 0; i < v->controls; i++) {
        const struct cordon_validate_control *c = &v->control[i];
        html_raw(h, c->by_lists == CORDON_CLEAR ? "<tr><td>" : "<tr class=\"bad\"><td>");
        html_value(h, c->name, 0);
        html_raw(h, "</td><td>");
        html_say_name(h, "verdict", str_c(cordon_verdict_name(c->by_lists)));
        html_raw(h, " ");
        html_value(h, c->entity, 0);
        html_raw(h, "</td></tr>");
    }
    html_raw(h, "</tbody></table></section>\n");
}

static void write_basis(struct html *h, const struct cordon_validation *v)
{
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)v->seed);
    html_raw(h, "<section>");
    html_tag(h, "h2", "validate.basis");
    html_raw(h, "<dl class=\"facts\">");
    fact(h, "validate.engine", v->engine, false);
    fact(h, "validate.policy", v->policy, false);
    fact(h, "validate.set", v->set, false);
    fact(h, "validate.seed", str_c(seed), false);
    fact_number(h, "validate.drawn", v->canaries, false);
    html_raw(h, "</dl><details><summary>");
    html_say(h, "validate.thresholds");
    html_raw(h, "</summary><dl class=\"cols\">");
    for (size_t i = 0; i < v->thresholds; i++) {
        html_raw(h, "<div><dt><code>");
        html_value(h, v->threshold[i].key, 0);
        html_raw(h, "</code></dt><dd>");
        html_value(h, v->threshold[i].value, 0);
        html_raw(h, "</dd></div>");
    }
    html_raw(h, "</dl></details></section>\n");
}

cordon_status cordon_validation_html(const struct cordon_validation *v, cordon_str lang,
                                     struct cordon_text *ret_html, struct cordon_error *err)
{
    struct buf out = BUF_INIT(REPORT_PAGE_MAX), scratch = BUF_INIT(1 << 20);
    struct html h = { .out = &out, .scratch = &scratch };
    if (lang.len && !say_lang_find(lang, &h.lang))
        return error_set(err, CORDON_ARGUMENT, "unknown language '%.*s'", STR_ARG(lang));
    write_head(&h);
    write_masthead(&h, v);
    html_raw(&h, "<main class=\"v\">\n");
    for (size_t i = 0; i < v->lists; i++) write_list(&h, &v->list[i]);
    write_misses(&h, v);
    write_controls(&h, v);
    write_basis(&h, v);
    html_raw(&h, "</main>\n</body>\n</html>\n");
    buf_release(&scratch);
    return text_give(&out, "the page", &ret_html->data, &ret_html->len, err);
}
