/*
 * The catalogue's `link`: two forms, and no more (docs/lists.md, "Addresses that lead to the file").
 *
 *   NAME{date}NAME   the address is a page; of the files it links to whose name fits, the newest
 *   <TAG> URL        the address answers XML; the greatest number in an element TAG is {id} in URL
 */
#include "engine/update.h"

#include "base/date.h"
#include "base/num.h"

#include <stdio.h>

enum { DATE_DIGITS = 8 };

bool update_link_is_dated(str link)
{
    return str_find(link, STR("{date}"), 0) != SIZE_MAX;
}

bool update_link_fits(str link, str name, char ret_date[16])
{
    size_t at = str_find(link, STR("{date}"), 0);
    str front = str_sub(link, 0, at), back = str_from(link, at + strlen("{date}"));
    struct date d;
    if (at == SIZE_MAX || name.len != front.len + DATE_DIGITS + back.len) return false;
    str digits = str_sub(name, front.len, front.len + DATE_DIGITS);
    if (!str_starts(name, front) || !str_ends(name, back)) return false;
    for (size_t i = 0; i < digits.len; i++)
        if (!byte_is_digit(digits.data[i])) return false;
    snprintf(ret_date, 16, "%.4s-%.2s-%.2s", digits.data, digits.data + 4, digits.data + 6);
    return date_read(str_c(ret_date), &d) && d.precision == DATE_DAY;
}

/* The part of an address behind its last slash, before '?' and '#'. */
static str last_part(str href)
{
    href = str_sub(href, 0, str_index(href, '#'));
    href = str_sub(href, 0, str_index(href, '?'));
    size_t at = href.len;
    while (at > 0 && href.data[at - 1] != '/') at--;
    return str_from(href, at);
}

/* The next value of an href attribute, in quotes of either sort. */
static bool next_href(str *page, str *ret)
{
    for (size_t at = 0; (at = str_find(*page, STR("href"), at)) != SIZE_MAX;) {
        at += strlen("href");
        while (at < page->len && byte_is_blank(page->data[at])) at++;
        if (at >= page->len || page->data[at] != '=') continue;
        at++;
        while (at < page->len && byte_is_blank(page->data[at])) at++;
        if (at >= page->len || (page->data[at] != '"' && page->data[at] != '\'')) continue;
        str rest = str_from(*page, at + 1);
        size_t end = str_index(rest, page->data[at]);
        if (end == rest.len) return false;
        *ret = str_trim(str_sub(rest, 0, end));
        *page = str_from(rest, end + 1);
        return true;
    }
    return false;
}

cordon_status update_link_newest(str link, str page, struct arena *a, str *ret_href,
                                 char ret_date[16], struct cordon_error *err)
{
    char date[16];
    str href;
    ret_date[0] = '\0';
    while (next_href(&page, &href)) {
        if (!update_link_fits(link, last_part(href), date) || strcmp(date, ret_date) <= 0) continue;
        memcpy(ret_date, date, sizeof date);
        *ret_href = arena_str(a, href);
    }
    if (a->failed) return error_nomem(err);
    if (ret_date[0]) return CORDON_OK;
    return error_set(err, CORDON_NOTFOUND, "the page links to no file '%.*s'; has the authority changed "
                     "it?", STR_ARG(link));
}

/* The greatest number that stands in <tag>…</tag>: the latest edition has it. */
static bool greatest(str text, str tag, uint64_t *ret)
{
    bool is_found = false;
    char open[128], close[128];
    snprintf(open, sizeof open, "<%.*s>", STR_ARG(tag));
    snprintf(close, sizeof close, "</%.*s>", STR_ARG(tag));
    for (size_t at = 0; (at = str_find(text, str_c(open), at)) != SIZE_MAX;) {
        at += strlen(open);
        size_t end = str_find(text, str_c(close), at);
        if (end == SIZE_MAX) return is_found;
        str value = str_trim(str_sub(text, at, end));
        if (str_starts(value, STR("<![CDATA[")) && str_ends(value, STR("]]>")))
            value = str_trim(str_sub(value, 9, value.len - 3));
        uint64_t n;
        if (!num_parse_u64(value, UINT64_MAX / 2, &n)) continue;
        if (!is_found || n > *ret) *ret = n;
        is_found = true;
    }
    return is_found;
}

cordon_status update_link_step(str link, str answer, struct arena *a, str *ret_url,
                               struct cordon_error *err)
{
    size_t end = str_index(link, '>');
    str tag = str_sub(link, 1, end), url = str_trim(str_from(link, end + 1));
    char number[32];
    uint64_t n;
    if (tag.len == 0 || tag.len > 100 || !greatest(answer, tag, &n))
        return error_set(err, CORDON_NOTFOUND, "the answer holds no number '%.*s'; is the key right, and "
                         "the address?", STR_ARG(tag));
    snprintf(number, sizeof number, "%llu", (unsigned long long)n);
    *ret_url = update_fill(url, STR("{id}"), str_c(number), a);
    return a->failed ? error_nomem(err) : CORDON_OK;
}

str update_fill(str text, str word, str value, struct arena *a)
{
    struct buf b = BUF_INIT(2 * FETCH_URL_MAX);
    size_t at = 0, found;
    while ((found = str_find(text, word, at)) != SIZE_MAX) {
        buf_add(&b, str_sub(text, at, found));
        for (size_t i = 0; i < value.len; i++) {
            char c = value.data[i];
            bool is_plain = byte_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
            if (is_plain)
                buf_add_byte(&b, c);
            else
                buf_printf(&b, "%%%02X", (unsigned)(unsigned char)c);
        }
        at = found + word.len;
    }
    buf_add(&b, str_from(text, at));
    if (b.failed) a->failed = true;
    str s = arena_str(a, buf_str(&b));
    buf_release(&b);
    return s;
}
