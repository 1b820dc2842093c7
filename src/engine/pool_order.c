/*
 * Subjects of a pool: their records in order of time, what each is called, and in which order they
 * come. Nothing of it depends on the order of files.
 */
#include "engine/pool.h"

#include "base/mem.h"
#include "evidence/evidence.h"

#include <stdlib.h>

/* Of several ids of one sort the shortest, of these the first. */
static void take_less(str *best, str text)
{
    if (!text.len) return;
    if (!best->len || text.len < best->len || (text.len == best->len && str_cmp(text, *best) < 0)) *best = text;
}

struct timed {
    const struct record *record;
    int64_t              time_s;
    uint32_t             root, number;
};

static int by_place(const struct record *a, const struct record *b)
{
    int c = str_cmp(a->file, b->file);
    if (!c) c = str_cmp(a->sheet, b->sheet);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static int by_time(const void *x, const void *y)
{
    const struct timed *a = x, *b = y;
    if (a->root != b->root) return a->root < b->root ? -1 : 1;
    if (a->time_s != b->time_s) return a->time_s < b->time_s ? -1 : 1;
    int c = by_place(a->record, b->record);
    return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

int64_t pool_time(const struct record *r)
{
    struct moment m;
    str text = record_text(r, FIELD_TIME);
    return text.len && moment_read(text, &m) ? m.s : INT64_MIN;
}

/* The key that a mapping gives as this, "" when no record has it. */
static str by_key(const struct timed *t, size_t count, str key)
{
    str best = STR_EMPTY;
    for (size_t i = 0; i < count; i++)
        if (!t[i].record->join_count && str_eq(t[i].record->sort, key)) take_less(&best, t[i].record->subject);
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n < t[i].record->join_count; n++)
            if (str_eq(t[i].record->joins[n].key, key)) take_less(&best, t[i].record->joins[n].value);
    return best;
}

/* Has the file of a record no mapping? Then its subject means the same in all such files. */
static bool is_own(const struct pool *p, uint32_t number)
{
    size_t low = 0, high = p->files;
    while (high - low > 1) { /* the last file that begins at it or before; empty ones begin where the next does */
        size_t mid = low + (high - low) / 2;
        if (p->file[mid].first <= number) low = mid;
        else high = mid;
    }
    return !p->file[low].map.len;
}

/* What a party is called: by a number that the company gave, else by its own subject, else by another
 * key, else by its place in a file. */
static str called(struct pool *p, const struct timed *t, size_t count)
{
    static const char *const keys[] = { "employee", "contractor", "candidate", "", "account", "email", "device" };
    str own = STR_EMPTY;
    for (size_t i = 0; i < count; i++)
        if (!t[i].record->join_count && !t[i].record->sort.len && is_own(p, t[i].number)) take_less(&own, t[i].record->subject);
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        str key = str_c(keys[k]), value = key.len ? by_key(t, count, key) : own;
        if (value.len) return key.len ? pool_glue(&p->arena, key, ':', value) : own;
    }
    for (size_t i = 0; i < count; i++) {
        str id = t[i].record->subject.len ? t[i].record->subject : t[i].record->id;
        if (id.len) return pool_glue(&p->arena, t[i].record->file, ':', id);
    }
    return arena_printf(&p->arena, "%.*s:%llu", STR_ARG(t[0].record->file), (unsigned long long)t[0].record->line);
}

/* A run of timed, and what it is called. */
struct named {
    str                  id;
    const struct record *head; /* its first record */
    uint32_t             first, count;
};

static int by_id(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int c = str_cmp(a->id, b->id);
    if (!c) c = by_place(a->head, b->head);
    return c ? c : a->first < b->first ? -1 : a->first > b->first;
}

str pool_folder(const struct record *r)
{
    size_t at = r->file.len;
    while (at && r->file.data[at - 1] != '/') at--;
    return str_sub(r->file, 0, at);
}

/* Number 1 of two clients: each by its folder, where they lie in two. */
static bool are_told_by_folder(const struct named *named, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(pool_folder(named[i].head), pool_folder(named[k].head))) return false;
    return true;
}

/* Those that are called the same get names of their own, such as two who share a mailbox and no more. */
static void rename_same(struct pool *p, struct named *named, size_t count)
{
    enum { FOLDERS = 64 };
    bool by_folder = p->parted && count <= FOLDERS && are_told_by_folder(named, count);
    for (size_t i = by_folder ? 0 : 1; i < count; i++) {
        str id = named[i].id, folder = pool_folder(named[i].head);
        named[i].id = !by_folder   ? arena_printf(&p->arena, "%.*s#%zu", STR_ARG(id), i + 1)
                      : folder.len ? pool_glue(&p->arena, str_sub(folder, 0, folder.len - 1), '/', id)
                                   : id;
    }
}

static void number_subjects(struct pool *p, const struct timed *timed, struct named *named, size_t count)
{
    uint32_t at = 0;
    for (size_t s = 0; s < count; s++) {
        named[s].head = p->order[named[s].first];
        named[s].id = called(p, &timed[named[s].first], named[s].count);
    }
    qsort(named, count, sizeof *named, by_id);
    for (size_t s = 0, end; s < count; s = end) {
        for (end = s + 1; end < count && str_eq(named[end].id, named[s].id);) end++;
        if (end > s + 1) rename_same(p, &named[s], end - s);
    }
    for (uint32_t s = 0; s < count; s++) {
        p->subject[s] = (struct pool_subject){ named[s].id, at, named[s].count };
        for (uint32_t i = 0; i < named[s].count; i++) {
            const struct timed *t = &timed[named[s].first + i];
            p->subject_of[t->number] = s;
            p->order[at++] = t->record;
        }
    }
    p->subjects = count;
}

cordon_status pool_order(struct pool *p, struct cordon_error *err)
{
    size_t count = 0;
    struct timed *timed = mem_calloc(p->count, sizeof *timed);
    for (uint32_t i = 0; i < p->count; i++) count += p->subject_of[i] == i;
    struct named *named = mem_calloc(count, sizeof *named);
    p->subject = mem_calloc(count, sizeof *p->subject);
    if (!timed || !named || !p->subject) {
        mem_free(timed);
        mem_free(named);
        return error_nomem(err);
    }
    for (uint32_t i = 0; i < p->count; i++)
        timed[i] = (struct timed){ p->record[i], pool_time(p->record[i]), p->subject_of[i], i };
    qsort(timed, p->count, sizeof *timed, by_time);
    size_t at = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        p->order[i] = timed[i].record;
        at += i && timed[i].root != timed[i - 1].root;
        if (!named[at].count++) named[at].first = i;
    }
    number_subjects(p, timed, named, count);
    mem_free(timed);
    mem_free(named);
    return p->arena.failed ? error_nomem(err) : CORDON_OK;
}
