/* The differences between what blocks rest on and the lists in use, and the words that these are found by. */
#include "engine/rescreen.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"
#include "list/list.h"

#include <stdio.h>
#include <stdlib.h>

const struct rescreen_delta *rescreen_delta_of(const struct rescreen *r, uint64_t base)
{
    for (size_t i = 0; base && i < r->deltas; i++)
        if (r->delta[i].base == base) return &r->delta[i];
    return NULL;
}

cordon_status rescreen_base(struct store *s, uint64_t number, struct arena *arena, struct watch_base *ret, struct cordon_error *err)
{
    struct buf bytes = BUF_INIT(STORE_SEALED_MAX);
    cordon_status st = store_get(s, STORE_BASE, number, NULL, &bytes, err);
    if (!st) st = watch_base_read(buf_str(&bytes), arena, ret, err);
    buf_release(&bytes);
    return st;
}

/* --- subjects near what went or changed ---------------------------------------------------------------------------- */

struct gathering {
    struct rescreen_delta *d;
    bool                   no_memory;
};

static bool add_near(void *ctx, uint64_t row)
{
    struct gathering *g = ctx;
    struct rescreen_delta *d = g->d;
    if (d->nears == d->room) {
        size_t room = d->room ? d->room * 2 : 1024;
        uint64_t *p = mem_realloc(d->near, room * sizeof *p);
        g->no_memory = !p;
        if (!p) return false;
        d->near = p;
        d->room = room;
    }
    d->near[d->nears++] = row;
    return true;
}

static int by_row(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

bool rescreen_is_near(const struct rescreen_delta *d, uint64_t row)
{
    return d->nears && bsearch(&row, d->near, d->nears, sizeof row, by_row);
}

static cordon_status gather_near(struct rescreen *r, struct rescreen_delta *d, struct cordon_error *err)
{
    struct gathering g = { .d = d };
    for (size_t i = 0; i < d->delta.count; i++) {
        const struct watch_item *item = &d->delta.item[i];
        uint8_t key[8];
        if (item->change == WATCH_ADDED) continue;
        num_put_u64(key, item->id);
        cordon_status st = store_near(r->subjects->store, str_of((const char *)key, sizeof key), add_near, &g, err);
        if (!st && g.no_memory) st = error_nomem(err);
        if (st) return st;
    }
    if (d->nears > 1) qsort(d->near, d->nears, sizeof *d->near, by_row);
    return CORDON_OK;
}

/* Nothing is known of what these blocks rest on: they are screened in full, and nothing was done for them. */
static void add_lost(struct rescreen *r, struct rescreen_delta *d, const struct cordon_error *why)
{
    d->from = (struct watch_base){ .is_open = true };
    d->delta = (struct watch_delta){ .from = &d->from, .to = &r->to, .is_all = true, .why = "what the last screening rested on was damaged" };
    r->deltas++;
    if (r->run->fault) r->run->fault(r->run->ctx, why);
}

static cordon_status add_delta(struct rescreen *r, uint64_t base, struct cordon_error *err)
{
    struct rescreen_delta *d = &r->delta[r->deltas];
    *d = (struct rescreen_delta){ .base = base };
    cordon_status st = rescreen_base(r->subjects->store, base, &r->arena, &d->from, err);
    if (watch_is_damage(st)) {
        add_lost(r, d, err);
        return CORDON_OK;
    }
    if (!st) st = watch_delta_make(&d->from, &r->to, r->run->set, (uint16_t)r->options.policy->gate_bp, &r->arena, &d->delta, err);
    if (st) return st;
    r->deltas++;
    return d->delta.is_all ? CORDON_OK : gather_near(r, d, err);
}

/* --- words -------------------------------------------------------------------------------------------------------------- */

/* Marks of one worker, for one sieve. */
struct marking {
    struct rescreen *r;
    size_t           sieves; /* a worker */
    struct buf      *marks;
};

enum { FOUND_WORDS_MAX = 1 << 30, SINCE_ARENA_MAX = 1 << 30 };

static bool ask_word(struct marking *m, unsigned worker, str text, bool is_sign)
{
    struct name_scratch *names = m->r->worker[worker].names;
    for (size_t k = 0; k < m->r->deltas; k++) {
        const struct watch_delta *d = &m->r->delta[k].delta;
        for (size_t i = 0; d->set && i < d->set->source_count; i++) {
            struct buf *out = &m->marks[worker * m->sieves + k * SET_SOURCES_MAX + i];
            if (d->sieve[i] && !name_sieve_asks(d->sieve[i], names, text, is_sign, out)) return false;
        }
    }
    name_query_reset(names);
    return true;
}

static cordon_status ask_chunk(void *ctx, unsigned worker, size_t at, struct cordon_error *err)
{
    struct marking *m = ctx;
    struct rescreen_worker *w = &m->r->worker[worker];
    bool is_sign;
    buf_reset(&w->record);
    cordon_status st = store_get(w->store, STORE_WORD, at + 1, NULL, &w->record, err);
    str rest = buf_str(&w->record);
    for (str text; !st && watch_words_next(&rest, &text, &is_sign);)
        if (!ask_word(m, worker, text, is_sign)) st = error_nomem(err);
    if (!st && rest.len) st = error_set(err, CORDON_CORRUPT, "words (number %zu) are not whole", at + 1);
    return st;
}

static bool take_marks(struct marking *m)
{
    bool is_good = true;
    for (size_t at = 0; at < m->sieves * m->r->workers; at++) {
        size_t k = at % m->sieves;
        struct buf *b = &m->marks[at];
        if (b->len) is_good = is_good && name_sieve_mark(m->r->delta[k / SET_SOURCES_MAX].delta.sieve[k % SET_SOURCES_MAX], buf_str(b));
        buf_release(b);
    }
    return is_good;
}

/* A sieve asks for them; and where all are screened, traces may be made anew, whose words join them. */
static bool needs_words(const struct rescreen *r)
{
    bool needs = r->run->is_all || !r->deltas;
    for (size_t k = 0; k < r->deltas; k++) needs = needs || r->delta[k].delta.set || r->delta[k].delta.is_all;
    return needs;
}

void rescreen_retrace(struct rescreen *r, const struct cordon_error *why)
{
    if (r->run->fault) r->run->fault(r->run->ctx, why);
    r->must_retrace = true;
    r->words_number = r->to_number; /* never used before */
    r->form = watch_trace_form(r->options.policy, r->words_number);
}

/* Lost words leave no sieve to trust: all is screened, and all traces are made anew. */
static cordon_status mark_words(struct rescreen *r, struct cordon_error *err)
{
    struct marking m = { .r = r, .sieves = r->deltas * SET_SOURCES_MAX };
    uint64_t chunks = 0;
    if (!needs_words(r)) return CORDON_OK;
    m.marks = mem_calloc(m.sieves * r->workers + 1, sizeof *m.marks);
    if (!m.marks) return error_nomem(err);
    for (size_t i = 0; i < m.sieves * r->workers; i++) buf_init(&m.marks[i], FOUND_WORDS_MAX);
    cordon_status st = store_last(r->subjects->store, STORE_WORD, &chunks, err);
    if (!st) st = watch_crew_run(r->workers, (size_t)chunks, ask_chunk, &m, err);
    if (!take_marks(&m) && !st) st = error_nomem(err);
    mem_free(m.marks);
    if (st != CORDON_CORRUPT && st != CORDON_NOTFOUND) return st;
    rescreen_retrace(r, err);
    return CORDON_OK;
}

cordon_status rescreen_deltas(struct rescreen *r, uint64_t blocks, struct cordon_error *err)
{
    struct watch_block *b = &r->worker[0].block;
    cordon_status st = CORDON_OK;
    for (uint64_t number = 1; !st && number <= blocks; number++) {
        st = watch_block_load(b, r->worker[0].store, number, false, NULL, err);
        bool is_known = st || !b->base || rescreen_delta_of(r, b->base) || r->deltas == RESCREEN_DELTAS;
        if (!is_known) st = add_delta(r, b->base, err);
        if (!st && b->base >= r->to_number) r->to_number = b->base + 1; /* that of a base that is gone is not given again */
    }
    return st ? st : mark_words(r, err);
}

void rescreen_deltas_release(struct rescreen *r)
{
    for (size_t i = 0; i < r->deltas; i++) {
        watch_delta_release(&r->delta[i].delta);
        mem_free(r->delta[i].near);
    }
}

/* --- since ---------------------------------------------------------------------------------------------------------------- */

struct since {
    str source, day; /* source empty: the day of a screening */
};

/* The day that `since` speaks of, of a screening; empty: it had no such list yet. */
static str day_of(const struct watch_base *b, str source, char text[32])
{
    date_time_text(b->as_of_s, text);
    if (!source.len) return str_sub(str_c(text), 0, 10);
    for (size_t i = 0; i < b->lists; i++)
        if (str_eq(b->list[i].source, source)) return str_sub(b->list[i].edition, 0, 10);
    return STR_EMPTY;
}

/* "2026-02-27" or "un_sc:2026-02-27" */
static cordon_status read_since(str text, struct since *ret, struct cordon_error *err)
{
    size_t colon = str_index(text, ':');
    bool is_list = colon < text.len;
    struct date d;
    *ret = (struct since){ is_list ? str_sub(text, 0, colon) : STR_EMPTY, is_list ? str_from(text, colon + 1) : text };
    if (is_list && !list_source_find(ret->source))
        return error_set(err, CORDON_ARGUMENT, "--since '%.*s' names no known list; 'cordon lists sources' names them", STR_ARG(text));
    if (ret->day.len != 10 || !date_read(ret->day, &d))
        return error_set(err, CORDON_ARGUMENT, "--since '%.*s' is no day and no edition; write the day of a screening, 2026-02-27, or a "
                                               "list and its edition, un_sc:2026-02-27", STR_ARG(text));
    return CORDON_OK;
}

/* What the screenings that the store keeps say of a day. */
struct sought {
    uint64_t oldest, later; /* the first one; the first one that is later than the day. 0: none */
    char     oldest_day[32];
    bool     has_list; /* one of them had the list */
};

/* All of them are looked at: a clock that jumped once leaves a screening of another day among the others, and what came
 * after the first later one has to be told. */
static cordon_status seek(struct store *s, const struct since *w, uint64_t last, struct sought *ret, struct cordon_error *err)
{
    struct arena arena;
    cordon_status st = CORDON_OK;
    *ret = (struct sought){ .oldest = 0 };
    arena_init(&arena, SINCE_ARENA_MAX);
    for (uint64_t number = last; !st && number; number--) {
        struct watch_base b;
        char text[32];
        arena_reset(&arena);
        st = rescreen_base(s, number, &arena, &b, err);
        if (st) break;
        str day = day_of(&b, w->source, text);
        snprintf(ret->oldest_day, sizeof ret->oldest_day, "%.*s", STR_ARG(day));
        ret->oldest = number;
        ret->has_list = ret->has_list || day.len;
        if (str_cmp(day, w->day) > 0) ret->later = number;
    }
    arena_release(&arena);
    return st == CORDON_NOTFOUND && ret->oldest ? CORDON_OK : st; /* not found: of long ago, dropped */
}

cordon_status rescreen_since(struct store *s, str since, uint64_t *ret_number, struct cordon_error *err)
{
    struct since w;
    struct sought found;
    uint64_t last = 0;
    cordon_status st = read_since(since, &w, err);
    if (!st) st = store_last(s, STORE_BASE, &last, err);
    if (st) return st;
    if (!last) return error_set(err, CORDON_ARGUMENT, "these subjects were never screened: nothing can be told again; leave --since out");
    st = seek(s, &w, last, &found, err);
    if (st) return st;
    int list = (int)w.source.len + (w.source.len > 0); /* "un_sc:" */
    if (!found.has_list)
        return error_set(err, CORDON_ARGUMENT, "--since %.*s: no screening that the store keeps had the list %.*s", STR_ARG(since),
                         STR_ARG(w.source));
    *ret_number = found.later ? found.later - 1 : last;
    if (!found.later || found.later > found.oldest) return CORDON_OK;
    return error_set(err, CORDON_ARGUMENT, "--since %.*s lies before the first screening that the store keeps; the earliest that it can "
                                           "tell again is --since %.*s%s", STR_ARG(since), list, since.data, found.oldest_day);
}
