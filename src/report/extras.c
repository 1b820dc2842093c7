/* Next steps, containment, law cards, the sameness proof, operators, provenance. */
#include "report/page.h"

#include "base/date.h"
#include "law/law.h"

#include <stdio.h>

/* --- steps -------------------------------------------------------------------------------------- */

static void write_term(struct html *h, const char *key, str text)
{
    if (!text.len) return;
    html_raw(h, "<span class=\"term\">");
    html_say(h, key);
    html_raw(h, ": ");
    html_text(h, text);
    html_raw(h, "</span>");
}

/* A box to tick; it prints. */
static void write_step(struct html *h, const struct step *s)
{
    html_raw(h, "<li><label><input type=\"checkbox\"> <span>");
    html_text(h, s->text.len ? s->text : s->id);
    html_raw(h, "</span></label>");
    if (s->expires.len || s->roll_back.len || s->approver.len) {
        html_raw(h, "<p class=\"terms\">");
        if (s->approver.len) {
            html_raw(h, "<span class=\"term\">");
            html_say(h, "report.action.approver");
            html_raw(h, ": ");
            html_say_name(h, "approver", s->approver);
            html_raw(h, "</span>");
        }
        write_term(h, "report.action.expires", s->expires);
        write_term(h, "report.action.roll_back", s->roll_back);
        html_raw(h, "</p>");
    }
    html_raw(h, "</li>");
}

static void write_steps(struct html *h, const char *key, const char *tag, const struct step *step,
                        size_t count)
{
    size_t kept = shown(count, REPORT_STEPS_MAX);
    if (kept == 0) return;
    html_raw(h, "<section class=\"steps\">");
    html_tag(h, "h5", key);
    buf_printf(h->out, "<%s class=\"ticks\">", tag);
    for (size_t i = 0; i < kept; i++) {
        if (step[i].phase.len && (i == 0 || !str_eq(step[i].phase, step[i - 1].phase))) {
            html_raw(h, "<li class=\"phase\">");
            html_text(h, step[i].phase);
            html_raw(h, "</li>");
        }
        write_step(h, &step[i]);
    }
    buf_printf(h->out, "</%s>", tag);
    if (count > kept) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", count - kept);
        html_raw(h, "</p>");
    }
    html_raw(h, "</section>");
}

/* --- law ---------------------------------------------------------------------------------------- */

/* "jurisdiction.us" in words, or the code. */
static str law_name(const struct html *h, const char *group, str code)
{
    char key[64];
    if (code.len > 32) return code;
    snprintf(key, sizeof key, "%s.%.*s", group, STR_ARG(code));
    str word = law_word(h->lang, str_c(key));
    return word.len ? word : code;
}

/* Answers name a card, and say more of it only when asked to: the rest is in our own tables. */
static struct law whole(const struct html *h, const struct law *given)
{
    struct law l = *given;
    const struct law_card *card = law_card_find(l.id);
    if (!l.jurisdiction.len) l.jurisdiction = law_name(h, "jurisdiction", l.place);
    if (!l.class.len) l.class = law_name(h, "class", l.kind);
    if (l.text.len || !card) return l;
    if (!l.title.len) l.title = card->title[h->lang];
    l.text = card->text[h->lang];
    l.instrument = card->instrument;
    l.source = card->source;
    l.as_of = card->as_of;
    l.is_to_check |= card->checks != 0;
    if (!l.deadline.len) l.deadline = card->due_text[h->lang];
    return l;
}

static void write_law(struct html *h, const struct law *given)
{
    const struct law card = whole(h, given), *l = &card;
    html_raw(h, "<li><h6>");
    html_text(h, l->title.len ? l->title : l->id);
    html_raw(h, "</h6><p class=\"note\">");
    const str part[] = { l->jurisdiction, l->class, l->instrument };
    bool is_later = false;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!part[i].len) continue;
        if (is_later) html_raw(h, " · ");
        html_text(h, part[i]);
        is_later = true;
    }
    html_raw(h, "</p><p>");
    html_text(h, l->text);
    html_raw(h, "</p>");
    if (l->deadline.len || l->day.len) {
        html_raw(h, "<p class=\"due\"><b>");
        html_say(h, "report.law.deadline");
        html_raw(h, ":</b> ");
        html_text(h, l->deadline);
        if (l->day.len) {
            html_raw(h, " <b>");
            html_text(h, l->day);
            html_raw(h, "</b>");
        }
        if (l->later.len) {
            html_raw(h, " / ");
            html_text(h, l->later);
        }
        html_raw(h, "</p>");
    }
    if (l->is_to_check) {
        html_raw(h, "<p class=\"check\"><b>");
        html_say(h, "report.law.check");
        html_raw(h, l->check.len ? ":</b> " : "</b>");
        html_text(h, l->check);
        html_raw(h, "</p>");
    }
    html_raw(h, "<p class=\"src\">");
    html_text(h, l->source);
    if (l->as_of.len) {
        html_raw(h, " (");
        html_text(h, l->as_of);
        html_raw(h, ")");
    }
    html_raw(h, "</p></li>");
}

static void write_laws(struct html *h, const struct answer *a)
{
    size_t kept = shown(a->laws, REPORT_LAW_MAX);
    if (kept == 0) return;
    html_raw(h, "<details class=\"rest laws\"><summary>");
    html_say(h, "report.law");
    buf_printf(h->out, " <span class=\"count\">%zu</span></summary>", a->laws);
    if (a->law_notice.len) {
        html_raw(h, "<p class=\"note\">");
        html_text(h, a->law_notice);
        html_raw(h, "</p>");
    }
    html_raw(h, "<ul class=\"cards\">");
    for (size_t i = 0; i < kept; i++) write_law(h, &a->law[i]);
    html_raw(h, "</ul></details>");
}

/* --- the sameness proof -------------------------------------------------------------------------- */

static str same_value(const struct answer *a, const char *key)
{
    for (size_t i = 0; i < a->sames; i++)
        if (str_eq(a->same[i].key, str_c(key))) return a->same[i].value;
    return STR_EMPTY;
}

/* Under how many names and nationalities the record was run again, and whether that changed anything. */
static void write_same(struct html *h, const struct answer *a)
{
    str names = same_value(a, "names"), nations = same_value(a, "nationalities");
    str same = same_value(a, "same"), text = same_value(a, "text");
    bool holds = str_eq(same, STR("true"));
    const struct say_param p[] = { say_string(STR("names"), names),
                                   say_string(STR("nations"), nations) };
    if (!a->sames) return;
    html_raw(h, same.len && !holds ? "<p class=\"same fault\"><b>" : "<p class=\"same\"><b>");
    html_say(h, "report.same");
    html_raw(h, ":</b> ");
    if (text.len)
        html_text(h, text);
    else if (same.len)
        html_say_with(h, holds ? "report.same.holds" : "report.same.differs", p, 2);
    for (size_t i = 0; !text.len && !same.len && i < a->sames; i++) {
        html_raw(h, i ? ", " : "");
        html_text(h, a->same[i].key);
        html_raw(h, " ");
        html_value(h, a->same[i].value, 0);
    }
    html_raw(h, "</p>");
}

static void write_words(struct html *h)
{
    html_raw(h, "<section class=\"words\">");
    html_tag(h, "h5", "report.words");
    html_raw(h, "<p class=\"note\">");
    html_say(h, "report.words.hint");
    html_raw(h, "</p><div class=\"box\" contenteditable=\"true\" role=\"textbox\" aria-multiline=\"true\" "
                "spellcheck=\"false\" aria-label=\"");
    html_say(h, "report.words");
    html_raw(h, "\"></div></section>");
}

void report_extras(struct html *h, const struct answer *a)
{
    write_steps(h, "label.actions", "ul", a->action, a->actions);
    write_steps(h, "report.containment", "ol", a->contain, a->contains);
    write_words(h);
    write_laws(h, a);
    write_same(h, a);
}

/* --- operators ----------------------------------------------------------------------------------- */

static void write_members(struct html *h, const struct answer *a)
{
    size_t others = shown(a->others, REPORT_VIA_MAX);
    if (others == 0) return;
    html_raw(h, "<p class=\"note members\">");
    html_say(h, "report.operator.members");
    html_raw(h, ": ");
    html_value(h, a->subject.len ? a->subject : a->id, 0);
    for (size_t i = 0; i < others; i++) {
        html_raw(h, ", ");
        html_value(h, a->other[i], 0);
    }
    if (a->others > others) {
        html_raw(h, ", ");
        html_say_count(h, "report.more", a->others - others);
    }
    html_raw(h, "</p>");
}

/* What is shared, and by whom; above the drawing. */
void report_operator(struct html *h, const struct answer *a)
{
    size_t vias = shown(a->vias, REPORT_VIA_MAX);
    if (vias == 0) return;
    html_raw(h, "<ul class=\"vals via\">");
    for (size_t i = 0; i < vias; i++) {
        html_raw(h, "<li><span class=\"f\">");
        html_say_name(h, "part", a->via[i].kind);
        html_raw(h, "</span> <b>");
        html_value(h, a->via[i].value, 0);
        html_raw(h, "</b></li>");
    }
    html_raw(h, "</ul>");
    if (a->vias > vias) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.more", a->vias - vias);
        html_raw(h, "</p>");
    }
    write_members(h, a);
}

/* --- provenance ---------------------------------------------------------------------------------- */

static void write_age(struct html *h, str edition, int64_t as_of_s)
{
    struct date d;
    html_raw(h, "<td class=\"n\">");
    if (date_read(edition, &d) && as_of_s / 86400 >= d.first)
        html_say_count(h, "report.age.days", (uint64_t)(as_of_s / 86400 - d.first));
    else
        html_raw(h, "–");
    html_raw(h, "</td>");
}

static void write_lists(struct html *h, const struct provenance *p, int64_t as_of_s)
{
    static const char *const heads[] = { "report.list", "report.edition", "report.age",
                                         "report.entries" };
    html_raw(h, "<table class=\"lists\"><caption class=\"vh\">");
    html_say(h, "label.lists");
    html_raw(h, "</caption><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        html_raw(h, i > 1 ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        html_say(h, heads[i]);
        html_raw(h, "</th>");
    }
    html_raw(h, "</tr></thead><tbody>");
    for (size_t i = 0; i < p->lists; i++) {
        const struct list_used *l = &p->list[i];
        html_raw(h, "<tr><th scope=\"row\">");
        html_text(h, l->source);
        if (l->is_starter) {
            html_raw(h, "<span class=\"warn\">");
            html_say(h, "report.starter");
            html_raw(h, "</span>");
        }
        if (l->sha256.len) {
            html_raw(h, "<code>");
            html_text(h, l->sha256);
            html_raw(h, "</code>");
        }
        html_raw(h, "</th><td>");
        html_text(h, l->edition);
        html_raw(h, "</td>");
        write_age(h, l->edition, as_of_s);
        html_raw(h, "<td class=\"n\">");
        html_text(h, l->entries);
        html_raw(h, "</td></tr>");
    }
    html_raw(h, "</tbody></table>");
}

void report_provenance(struct html *h, const struct provenance *p, int64_t as_of_s)
{
    const struct { const char *key; str value; bool is_code; } rows[] = {
        { "report.engine", p->engine, false },
        { "report.policy", p->policy, false },
        { "report.rules", p->rules, true },
        { "report.set", p->set, true },
    };
    if (p->lists) write_lists(h, p, as_of_s);
    html_raw(h, "<dl class=\"prov\">");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].value.len) continue;
        html_raw(h, "<div>");
        html_tag(h, "dt", rows[i].key);
        html_raw(h, rows[i].is_code ? "<dd><code>" : "<dd>");
        html_text(h, rows[i].value);
        html_raw(h, rows[i].is_code ? "</code></dd></div>" : "</dd></div>");
    }
    html_raw(h, "</dl>");
}
