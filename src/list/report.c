/* What a reader counted and what it found odd. */
#include "list/list.h"

#include <stdarg.h>
#include <stdio.h>

enum { LIST_STRANGER_SHOWN = 80 }; /* bytes of a name; enough to know it by */

void list_report_init(struct list_report *r, struct arena *arena)
{
    *r = (struct list_report){ .arena = arena };
}

/* Bytes from files may stand in a warning: keep control characters out of terminals, and a cut at
 * the cap out of the middle of a character. */
static str clean(char *text, size_t len)
{
    size_t bad;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f) text[i] = '?';
    if (!str_is_utf8(str_of(text, len), &bad)) len = bad;
    return str_of(text, len);
}

void list_warn(struct list_report *r, str file, uint64_t line, str entry, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    r->warning_count++;
    if (r->warning_kept >= LIST_WARNINGS_MAX) return;
    if (!r->warnings) r->warnings = arena_calloc(r->arena, LIST_WARNINGS_MAX, sizeof *r->warnings);
    if (!r->warnings) return; /* the arena has failed, which the reader reports */
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    r->warnings[r->warning_kept++] = (struct list_warning){
        .file = arena_str(r->arena, file),
        .line = line,
        .entry = arena_str(r->arena, entry),
        .text = arena_str(r->arena, clean(text, len)),
    };
}

void list_doubt(struct list_report *r, const char *fmt, ...)
{
    char text[256];
    va_list ap;
    if (r->doubt_count == LIST_DOUBTS_MAX) return; /* the others refuse it all the same */
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    r->doubts[r->doubt_count++] = arena_str(r->arena, clean(text, len));
}

bool list_is_future(const struct list_report *r, str date)
{
    str day = r->edition.len ? r->edition : r->told_edition.len ? r->told_edition : r->today;
    str first = str_starts(date, STR("~")) ? str_from(date, 1) : date;
    size_t known = str_index(first, '/');
    if (known > day.len) known = day.len;
    return str_cmp(str_sub(first, 0, known), str_sub(day, 0, known)) > 0;
}

/* The stranger of this name; NULL when it cannot be kept. */
static struct list_stranger *stranger_of(struct list_report *r, str name)
{
    if (!r->strangers)
        r->strangers = arena_calloc(r->arena, LIST_STRANGERS_MAX, sizeof *r->strangers);
    if (!r->strangers) return NULL; /* the arena has failed, which the reader reports */
    for (size_t i = 0; i < r->stranger_count && i < LIST_STRANGERS_MAX; i++)
        if (str_eq(r->strangers[i].name, name)) return &r->strangers[i];
    if (r->stranger_count++ >= LIST_STRANGERS_MAX) return NULL;
    struct list_stranger *s = &r->strangers[r->stranger_count - 1];
    s->name = arena_str(r->arena, name);
    return s;
}

void list_stranger(struct list_report *r, str file, uint64_t line, str entry, const char *what,
                   str name)
{
    str shown = str_sub(name, 0, LIST_STRANGER_SHOWN);
    struct list_stranger *s = stranger_of(r, shown);
    list_warn(r, file, line, entry, "unknown %s <%.*s> passed over", what, STR_ARG(shown));
    if (!s || (entry.len && s->last == r->entries + 1)) return;
    if (s->entries++ == 0) {
        s->line = line;
        s->file = arena_str(r->arena, file);
    }
    s->last = r->entries + 1;
}

void list_strange_type(struct list_report *r, str file, uint64_t line, str entry, str type)
{
    str shown = str_sub(type, 0, LIST_STRANGER_SHOWN);
    r->strange_types++;
    list_warn(r, file, line, entry, "type '%.*s' is not known: kept as a party of unknown kind", STR_ARG(shown));
}

void list_count_value(struct list_report *r, enum ftm_prop prop, bool is_odd)
{
    r->values[prop].all++;
    r->values[prop].odd += is_odd;
}

/* A first edition has none to be compared with: columns that moved show in dates and countries that are none. */
static void judge_values(struct list_report *r)
{
    for (size_t p = 0; p < COUNT_OF(r->values); p++) {
        uint32_t all = r->values[p].all, odd = r->values[p].odd;
        if (odd < LIST_ODD_VALUES_MIN || (uint64_t)odd * 2 < all) continue;
        list_doubt(r, "%u of %u values for '%.*s' are no such value: its columns may have moved", odd, all,
                   STR_ARG(ftm_prop_name((enum ftm_prop)p)));
    }
}

void list_judge(struct list_report *r)
{
    judge_values(r);
    if (r->strange_types >= LIST_STRANGE_TYPES_MIN && (uint64_t)r->strange_types * 10 >= r->entries)
        list_doubt(r, "%u of %u entries have a type that is not known: its columns may have moved", r->strange_types,
                   r->entries);
    if (r->stranger_count > LIST_STRANGERS_MAX)
        list_doubt(r, "it holds more than %d fields that are not known: it may be laid out in "
                      "another way", LIST_STRANGERS_MAX);
    for (size_t i = 0; i < r->stranger_count && i < LIST_STRANGERS_MAX; i++) {
        const struct list_stranger *s = &r->strangers[i];
        if ((uint64_t)s->entries * 10 < r->entries) continue;
        list_doubt(r, "%.*s:%llu: unknown field <%.*s>, %u of them in %u entries: the list may be "
                      "laid out in another way", STR_ARG(s->file), (unsigned long long)s->line,
                   STR_ARG(s->name), s->entries, r->entries);
    }
}

void list_lacks(struct list_report *r, enum ftm_prop prop)
{
    if ((size_t)prop < COUNT_OF(r->lacks)) r->lacks[prop] = 1;
}
