/* What a reader counted and what it found odd. */
#include "list/list.h"

#include <stdarg.h>
#include <stdio.h>

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

void list_lacks(struct list_report *r, enum ftm_prop prop)
{
    if ((size_t)prop < COUNT_OF(r->lacks)) r->lacks[prop] = 1;
}
