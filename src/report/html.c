/*
 * Writing HTML. Every byte from outside passes html_text(): markup characters become entities, and
 * what cannot be seen, or turns the direction of what follows, is shown as its number, so that a
 * value can neither leave its place nor look like another one.
 */
#include "report/page.h"

#include "base/letter.h"
#include "base/markup.h"

#include <stdio.h>

void html_raw(struct html *h, const char *markup)
{
    buf_add(h->out, str_c(markup));
}

static void add_letter(struct html *h, uint32_t c, str bytes)
{
    switch (c) {
    case '\t': buf_add(h->out, STR(" ")); return;
    case '\r': return;
    case '\n': buf_add(h->out, STR("<i class=\"u\">\u21B5</i> ")); return;
    default: break;
    }
    if (letter_is_hidden(c))
        buf_printf(h->out, "<i class=\"u\">U+%04X</i>", (unsigned)c);
    else
        markup_letter(h->out, c, bytes);
}

/* The first `cap` bytes, whole letters. @return how many bytes were taken */
static size_t add_cut(struct html *h, str text, size_t cap)
{
    size_t at = 0;
    while (at < text.len) {
        uint32_t c;
        size_t len = letter_read(str_from(text, at), &c);
        if (at + len > cap) break;
        add_letter(h, c, str_sub(text, at, at + len));
        at += len;
    }
    return at;
}

static void add_note(struct html *h, uint64_t bytes)
{
    html_raw(h, "… <span class=\"note\">(");
    html_say_count(h, "report.value.bytes", bytes);
    html_raw(h, ")</span>");
}

void html_text(struct html *h, str text)
{
    if (add_cut(h, text, REPORT_TEXT_MAX) < text.len) add_note(h, text.len);
}

void html_value(struct html *h, str value, uint64_t bytes)
{
    html_raw(h, "<bdi>");
    bool is_cut = add_cut(h, value, REPORT_VALUE_MAX) < value.len || bytes > value.len;
    html_raw(h, "</bdi>");
    if (is_cut) add_note(h, bytes ? bytes : value.len);
}

/* --- messages ----------------------------------------------------------------------------------- */

void html_say_with(struct html *h, const char *key, const struct say_param *params, size_t count)
{
    buf_reset(h->scratch);
    (void)say_fill(h->lang, say_message(h->lang, str_c(key)), params, count, h->scratch);
    if (h->scratch->failed) h->out->failed = true;
    (void)add_cut(h, buf_str(h->scratch), h->scratch->len);
}

void html_say(struct html *h, const char *key)
{
    html_say_with(h, key, NULL, 0);
}

void html_say_count(struct html *h, const char *key, uint64_t count)
{
    const struct say_param p = say_integer(STR("count"), (int64_t)count);
    html_say_with(h, key, &p, 1);
}

static str name_of(const struct html *h, const char *group, str name)
{
    char key[96];
    if (name.len > 48) return STR_EMPTY;
    snprintf(key, sizeof key, "%s.%.*s", group, STR_ARG(name));
    return say_message(h->lang, str_c(key));
}

bool html_has_name(const struct html *h, const char *group, str name)
{
    return name_of(h, group, name).len != 0;
}

void html_say_name(struct html *h, const char *group, str name)
{
    str word = name_of(h, group, name);
    html_text(h, word.len ? word : name);
}

void html_tag(struct html *h, const char *tag, const char *key)
{
    buf_printf(h->out, "<%s>", tag);
    html_say(h, key);
    buf_printf(h->out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

const char *html_lang(enum say_lang lang)
{
    static const char *const codes[SAY_LANG_COUNT] = { "en", "ko", "ja", "id" };
    return codes[lang];
}
