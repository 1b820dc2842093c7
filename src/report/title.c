/*
 * Neutral titles: what the records do, never what a person is. "Three applications share a payout
 * account", "Two sources give different birth dates".
 *
 * In this order: what an operator's members share; the list that was met, when that decides; the
 * strongest counted flag by its id, by its root, by its own title.
 */
#include "report/page.h"

#include <stdio.h>

/* What is shared, by the name of a link's kind. */
static const char *shared_word(str kind)
{
    static const struct { const char *kind, *word; } words[] = {
        { "payout_account", "payout" }, { "account", "payout" },       { "wallet", "wallet" },
        { "device", "device" },         { "fingerprint", "device" },   { "test_device", "device" },
        { "serial", "device" },         { "email", "email" },          { "phone", "phone" },
        { "document", "document" },     { "file_ancestry", "document" }, { "template", "document" },
        { "signature", "document" },    { "photo", "photo" },          { "face", "photo" },
        { "resume", "text" },           { "bid_text", "text" },        { "answers", "text" },
        { "referee", "referee" },       { "ship_address", "address" }, { "home_address", "address" },
        { "ip", "network" },            { "egress", "network" },       { "exit_sequence", "network" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(kind, str_c(words[i].kind))) return words[i].word;
    return "other";
}

/* "Three applications", the beginning of a sentence. */
static str who_text(struct html *h, uint64_t parties, str who, char *room, size_t size)
{
    char key[48], digits[24];
    struct buf b = BUF_INIT(512);
    snprintf(key, sizeof key, "report.number.%u", (unsigned)(parties <= 9 ? parties : 0));
    str number = say_message(h->lang, str_c(key));
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)parties);
    const struct say_param p = say_string(STR("number"), number.len ? number : str_c(digits));
    snprintf(key, sizeof key, "report.who.%.*s", STR_ARG(who));
    str text = say_message(h->lang, str_c(key));
    (void)say_fill(h->lang, text.len ? text : say_message(h->lang, STR("report.who.party")), &p, 1, &b);
    if (b.failed) h->out->failed = true;
    snprintf(room, size, "%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
    return str_c(room);
}

void report_group_title(struct html *h, uint64_t parties, str who, str via)
{
    char key[48], room[256];
    const struct say_param p = say_string(STR("who"), who_text(h, parties, who, room, sizeof room));
    snprintf(key, sizeof key, "report.share.%s", shared_word(via));
    html_say_with(h, key, &p, 1);
}

/* --- one case ----------------------------------------------------------------------------------- */

static bool is_about_sharing(const struct flag *f)
{
    return str_eq(f->group, STR("link")) || str_starts(f->root, STR("shared_"));
}

/* The strongest flag that counts; beneath an operator's title one that says something else. */
const struct flag *report_leading(const struct answer *a, bool is_in_group)
{
    const struct flag *first = NULL;
    for (size_t i = 0; i < shown(a->flags, REPORT_FLAGS_MAX); i++) {
        const struct flag *f = &a->flag[i];
        if (!f->number) continue;
        if (!first) first = f;
        if (!is_in_group || !is_about_sharing(f)) return f;
    }
    return first;
}

const struct hit *report_deciding(const struct answer *a)
{
    for (size_t i = 0; i < shown(a->hits, REPORT_HITS_MAX); i++)
        if (a->hit[i].verdict >= REPORT_REVIEW && a->hit[i].verdict == a->verdict) return &a->hit[i];
    return NULL;
}

void report_title(struct html *h, const struct answer *a, bool is_in_group)
{
    const struct hit *hit = report_deciding(a);
    const struct flag *f = report_leading(a, is_in_group);
    if (hit) {
        html_say(h, str_eq(hit->as, STR("wallet")) ? "report.title.list_wallet"
                    : str_eq(hit->as, STR("identifier")) ? "report.title.list_number"
                                                         : "report.title.list_name");
        return;
    }
    if (!f) {
        html_say(h, "report.title.none");
        return;
    }
    str id = str_sub(f->id, 0, str_index(f->id, '.'));
    if (html_has_name(h, "report.title", id))
        html_say_name(h, "report.title", id);
    else if (html_has_name(h, "report.title", f->root))
        html_say_name(h, "report.title", f->root);
    else
        html_text(h, f->title);
}
