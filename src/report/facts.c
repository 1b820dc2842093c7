/*
 * What they said beside what we saw.
 *
 *   what they said          1   what we saw
 *   ─────────────────────────────────────────
 *   account holder  A. B. ──┼── bank's check  no match      one joined row a reason
 *   ...
 *   other details               other details              folded: no reason rests on them
 */
#include "report/page.h"

void report_mark(struct html *h, unsigned number)
{
    buf_printf(h->out, "<span class=\"num\">%u</span>", number);
}

/* "pay.account" is "Payout · account"; a field of the record itself goes by its own name. */
void report_field(struct html *h, str path)
{
    size_t dot = str_index(path, '.');
    str leaf = dot < path.len ? str_from(path, dot + 1) : path;
    if (dot < path.len) {
        html_say_name(h, "dossier", str_sub(path, 0, dot));
        html_raw(h, " · ");
        html_say_name(h, "part", leaf);
    } else {
        html_say_name(h, html_has_name(h, "field", leaf) ? "field" : "part", leaf);
    }
}

void report_place(struct html *h, str file, str line)
{
    if (!file.len && !line.len) return;
    html_raw(h, "<span class=\"at\">");
    if (file.len) html_value(h, file, 0);
    if (file.len && line.len) html_raw(h, ", ");
    if (line.len) {
        const struct say_param p = say_string(STR("line"), line);
        html_say_with(h, "report.line", &p, 1);
    }
    html_raw(h, "</span>");
}

/* A value in bold; one of a whole paragraph stays light. */
void report_strong(struct html *h, str value, uint64_t bytes)
{
    bool is_short = value.len <= 80;
    if (is_short) html_raw(h, "<b>");
    html_value(h, value, bytes);
    if (is_short) html_raw(h, "</b>");
}

/* --- joined rows -------------------------------------------------------------------------------- */

/* The same thing said in several rows is shown once. */
static bool is_repeated(const struct answer *a, size_t fact, uint64_t flag)
{
    const struct fact *f = &a->fact[fact];
    for (size_t i = 0; i < fact; i++)
        if (a->fact[i].is_seen == f->is_seen && (a->fact[i].flags & flag) == (f->flags & flag) &&
            str_eq(a->fact[i].field, f->field) && str_eq(a->fact[i].value, f->value))
            return true;
    return false;
}

/* The numbers of the other reasons that rest on a value too. */
static void other_marks(struct html *h, const struct answer *a, const struct fact *f, size_t flag)
{
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++)
        if (i != flag && a->flag[i].number && (f->flags >> i & 1)) {
            html_raw(h, " <sup>");
            report_mark(h, a->flag[i].number);
            html_raw(h, "</sup>");
        }
}

static size_t side_count(const struct answer *a, size_t flag, bool is_seen)
{
    size_t count = 0;
    for (size_t i = 0; i < shown(a->facts, REPORT_FACTS_MAX); i++)
        count += a->fact[i].is_seen == is_seen && (a->fact[i].flags >> flag & 1) &&
                 !is_repeated(a, i, (uint64_t)1 << flag);
    return count;
}

static void write_value(struct html *h, const struct answer *a, size_t fact, size_t flag)
{
    const struct fact *f = &a->fact[fact];
    html_raw(h, "<li><span class=\"f\">");
    report_field(h, f->field);
    html_raw(h, "</span> ");
    report_strong(h, f->value, f->bytes);
    other_marks(h, a, f, flag);
    report_place(h, f->file, f->line);
    html_raw(h, "</li>");
}

/* The values of one side that a flag rests on, from number `from` up to, without, number `to`. */
static void write_values(struct html *h, const struct answer *a, size_t flag, bool is_seen, size_t from,
                         size_t to)
{
    size_t number = 0;
    html_raw(h, "<ul class=\"vals\">");
    for (size_t i = 0; i < shown(a->facts, REPORT_FACTS_MAX); i++) {
        const struct fact *f = &a->fact[i];
        if (f->is_seen != is_seen || !(f->flags >> flag & 1)) continue;
        if (is_repeated(a, i, (uint64_t)1 << flag)) continue;
        if (number >= from && number < to) write_value(h, a, i, flag);
        number++;
    }
    html_raw(h, "</ul>");
}

static void write_side(struct html *h, const struct answer *a, size_t flag, bool is_seen)
{
    html_raw(h, "<td>");
    if (side_count(a, flag, is_seen)) {
        write_values(h, a, flag, is_seen, 0, SIZE_MAX);
    } else {
        html_raw(h, "<span class=\"none\">");
        html_say(h, "report.side.none");
        html_raw(h, "</span>");
    }
    html_raw(h, "</td>");
}

/* Two or more values of one side that do not fit each other: the first beside the others, and both
 * say which side they stand on. */
static void write_within(struct html *h, const struct answer *a, size_t flag, bool is_seen)
{
    for (int part = 0; part < 2; part++) {
        html_raw(h, "<td><span class=\"side\">");
        html_say(h, is_seen ? "report.seen" : "report.said");
        html_raw(h, "</span>");
        write_values(h, a, flag, is_seen, part ? 1 : 0, part ? SIZE_MAX : 1);
        html_raw(h, "</td>");
        if (part) break;
        html_raw(h, "<td class=\"no\">");
        report_mark(h, a->flag[flag].number);
        html_raw(h, "</td>");
    }
}

static void write_joined(struct html *h, const struct answer *a, size_t flag)
{
    const struct flag *f = &a->flag[flag];
    size_t said = side_count(a, flag, false), seen = side_count(a, flag, true);
    bool is_within = said + seen > 1 && (!said || !seen);
    if (said + seen == 0) return;
    buf_printf(h->out, "<tbody class=\"join%s\"><tr><th colspan=\"3\" scope=\"rowgroup\">",
               is_within ? " within" : said && seen ? "" : " one");
    report_mark(h, f->number);
    html_raw(h, " ");
    html_text(h, f->title);
    html_raw(h, "</th></tr><tr>");
    if (is_within) {
        write_within(h, a, flag, seen > 0);
    } else {
        write_side(h, a, flag, false);
        html_raw(h, "<td class=\"no\">");
        if (said && seen) report_mark(h, f->number);
        html_raw(h, "</td>");
        write_side(h, a, flag, true);
    }
    html_raw(h, "</tr></tbody>");
}

/* --- the others --------------------------------------------------------------------------------- */

/* Flags that count rest on it? Those that do not count again are no mark on the page. */
static bool is_joined(const struct answer *a, const struct fact *f)
{
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++)
        if (a->flag[i].number && (f->flags >> i & 1)) return true;
    return false;
}

static size_t other_count(const struct answer *a, bool is_seen)
{
    size_t count = 0;
    for (size_t i = 0; i < shown(a->facts, REPORT_FACTS_MAX); i++)
        count += a->fact[i].is_seen == is_seen && !is_joined(a, &a->fact[i]);
    return count;
}

static void write_others(struct html *h, const struct answer *a, bool is_seen)
{
    html_raw(h, "<div><h6>");
    html_say(h, is_seen ? "report.seen" : "report.said");
    html_raw(h, "</h6>");
    if (other_count(a, is_seen)) html_raw(h, "<dl>");
    for (size_t i = 0; i < shown(a->facts, REPORT_FACTS_MAX); i++) {
        const struct fact *f = &a->fact[i];
        if (f->is_seen != is_seen || is_joined(a, f) || is_repeated(a, i, 0)) continue;
        html_raw(h, "<div><dt>");
        report_field(h, f->field);
        html_raw(h, "</dt><dd>");
        html_value(h, f->value, f->bytes);
        html_raw(h, "</dd></div>");
    }
    if (other_count(a, is_seen))
        html_raw(h, "</dl></div>");
    else {
        html_raw(h, "<p class=\"none\">");
        html_say(h, "report.side.none");
        html_raw(h, "</p></div>");
    }
}

static void write_folded(struct html *h, const struct answer *a)
{
    size_t others = other_count(a, false) + other_count(a, true);
    if (others == 0) return;
    html_raw(h, "<details class=\"rest\"><summary>");
    html_say(h, "report.others");
    buf_printf(h->out, " <span class=\"count\">%zu</span></summary><div class=\"two\">", others);
    write_others(h, a, false);
    write_others(h, a, true);
    html_raw(h, "</div>");
    if (a->facts_total > a->facts) {
        html_raw(h, "<p class=\"note\">");
        html_say_count(h, "report.facts.more", a->facts_total - a->facts);
        html_raw(h, "</p>");
    }
    html_raw(h, "</details>");
}

void report_facts(struct html *h, const struct answer *a)
{
    bool has_joined = false;
    if (!a->facts) return;
    for (size_t i = 0; i < shown(a->facts, REPORT_FACTS_MAX); i++)
        has_joined |= is_joined(a, &a->fact[i]);
    html_raw(h, "<section class=\"facts\">");
    if (has_joined) {
        html_raw(h, "<table class=\"beside\"><caption>");
        html_say(h, "report.beside");
        html_raw(h, "</caption><thead><tr><th scope=\"col\">");
        html_say(h, "report.said");
        html_raw(h, "</th><th scope=\"col\" class=\"no\"><span class=\"vh\">");
        html_say(h, "report.mark");
        html_raw(h, "</span></th><th scope=\"col\">");
        html_say(h, "report.seen");
        html_raw(h, "</th></tr></thead>");
        for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++)
            if (a->flag[i].number) write_joined(h, a, i);
        html_raw(h, "</table>");
    } else {
        html_tag(h, "h5", "report.beside");
    }
    write_folded(h, a);
    html_raw(h, "</section>");
}
