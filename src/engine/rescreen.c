/*
 * Screening again: what changed, whom it may touch, what came of it.
 *
 * Blocks are taken a few dozen at a time: workers screen them, then the caller's thread tells the changes, and then they
 * are kept, all in one transaction. So a change may be told twice after a kill, and is never lost; and a killed run is
 * gone on with, since each block says which lists its states rest on.
 */
#include "engine/rescreen.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdio.h>

enum { TASKS_A_WORKER = 16, RUN_ARENA_MAX = 1 << 30, TASK_ARENA_MAX = 256 << 20, LINES_MAX = 1 << 30, BASES_KEPT = 64 };

/* --- workers, tasks ------------------------------------------------------------------------------------------------------ */

static cordon_status open_worker(struct rescreen *r, struct rescreen_worker *w, struct cordon_error *err)
{
    const struct cordon_subjects *s = r->subjects;
    buf_init(&w->record, STORE_SEALED_MAX);
    buf_init(&w->kept, STORE_SEALED_MAX);
    watch_block_init(&w->block);
    w->names = name_scratch_new();
    if (!w->names) return error_nomem(err);
    cordon_status st = store_open(s->path, &s->key, STORE_TO_READ, 30000, &w->store, err);
    return st ? st : cordon_screener_new(r->run->set, &r->options, &w->full, err);
}

static void close_worker(struct rescreen_worker *w)
{
    store_close(w->store);
    cordon_screener_free(w->full);
    for (size_t i = 0; i < RESCREEN_DELTAS; i++) cordon_screener_free(w->small[i]);
    name_scratch_free(w->names);
    watch_block_release(&w->block);
    buf_release(&w->record);
    buf_release(&w->kept);
}

static void task_begin(struct rescreen_task *t, uint64_t number)
{
    arena_reset(&t->arena);
    buf_reset(&t->lines);
    buf_reset(&t->traces);
    buf_reset(&t->words);
    t->number = number;
    t->updates = t->count = 0;
    t->is_retraced = false;
    t->damage.status = CORDON_OK;
    t->fault = NULL;
    t->faults = 0;
    t->unread = t->lost_hits = 0;
    t->subjects = t->sieved = t->screened = t->moved = t->rehit = 0;
    t->fell_open = t->fell_clear = t->new_open = 0;
    memset(t->verdicts, 0, sizeof t->verdicts);
}

/* Nobody else writes while it is opened to be written; a dry run lets them, and sees one moment. */
static cordon_status hold_still(struct rescreen *r, struct cordon_error *err)
{
    struct store *all[1 + WATCH_CREW_MAX] = { r->subjects->store };
    for (unsigned i = 0; i < r->workers; i++) all[1 + i] = r->worker[i].store;
    return r->run->is_dry ? store_read_alike(all, 1 + r->workers, err) : CORDON_OK;
}

static cordon_status open_all(struct rescreen *r, struct cordon_error *err)
{
    r->workers = watch_crew_size(r->run->threads);
    r->tasks = r->workers * TASKS_A_WORKER;
    r->worker = mem_calloc(r->workers, sizeof *r->worker);
    r->task = mem_calloc(r->tasks, sizeof *r->task);
    if (!r->worker || !r->task) return error_nomem(err);
    for (size_t i = 0; i < r->tasks; i++) {
        arena_init(&r->task[i].arena, TASK_ARENA_MAX);
        buf_init(&r->task[i].lines, LINES_MAX);
        buf_init(&r->task[i].traces, STORE_SEALED_MAX);
        buf_init(&r->task[i].words, STORE_SEALED_MAX);
    }
    cordon_status st = CORDON_OK;
    for (unsigned i = 0; !st && i < r->workers; i++) st = open_worker(r, &r->worker[i], err);
    if (!st) st = hold_still(r, err);
    return st ? st : watch_base_make(r->worker[0].full, &r->arena, &r->to, err);
}

static void close_all(struct rescreen *r)
{
    rescreen_deltas_release(r);
    if (r->run->is_dry) store_read_end(r->subjects->store);
    for (unsigned i = 0; r->worker && i < r->workers; i++) close_worker(&r->worker[i]);
    for (size_t i = 0; r->task && i < r->tasks; i++) {
        struct rescreen_task *t = &r->task[i];
        arena_release(&t->arena);
        buf_release(&t->lines);
        buf_release(&t->traces);
        buf_release(&t->words);
        mem_free(t->update);
    }
    if (r->has_words) watch_words_release(&r->words);
    mem_free(r->worker);
    mem_free(r->task);
    arena_release(&r->arena);
}

/* --- telling and keeping ---------------------------------------------------------------------------------------------------- */

static void count_task(struct rescreen *r, const struct rescreen_task *t)
{
    struct cordon_rescreened *sum = r->sum;
    sum->subjects += t->subjects;
    sum->sieved += t->sieved;
    sum->screened += t->screened;
    sum->moved += t->moved;
    sum->rehit += t->rehit;
    sum->damaged += t->damage.status != CORDON_OK;
    sum->unread += t->unread;
    sum->lost_hits += t->lost_hits;
    for (size_t i = 0; i < COUNT_OF(sum->verdicts); i++) sum->verdicts[i] += t->verdicts[i];
    r->fell_open += t->fell_open;
    r->fell_clear += t->fell_clear;
    r->new_open += t->new_open;
}

static void tell_damage(const struct rescreen *r, const struct rescreen_task *t)
{
    if (!r->run->fault) return;
    if (t->damage.status) r->run->fault(r->run->ctx, &t->damage);
    for (size_t i = 0; i < t->faults; i++) r->run->fault(r->run->ctx, &t->fault[i]);
}

static cordon_status tell(struct rescreen *r, size_t count, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < count; i++) {
        struct rescreen_task *t = &r->task[i];
        tell_damage(r, t);
        if (t->lines.len) st = r->run->change(r->run->ctx, buf_str(&t->lines), err);
    }
    return st;
}

static cordon_status keep_update(struct rescreen *r, struct rescreen_task *t, const struct rescreen_update *u, struct buf *work,
                                 struct cordon_error *err)
{
    uint8_t (*key)[8] = arena_alloc(&t->arena, (u->before.count + u->now.count + 1) * sizeof *key);
    str *entity = arena_alloc(&t->arena, (u->before.count + u->now.count + 1) * sizeof *entity);
    size_t count = 0;
    if (!key || !entity) return error_nomem(err);
    for (size_t k = 0; k < 2; k++) {
        const struct watch_found *f = k ? &u->now : &u->before;
        for (size_t i = 0; i < f->count; i++, count++) {
            num_put_u64(key[count], watch_id(f->hit[i].entity));
            entity[count] = str_of((const char *)key[count], sizeof key[count]);
        }
    }
    buf_reset(work);
    if (u->now.count) watch_found_write(&u->now, work);
    if (work->failed) return error_nomem(err);
    return store_put_found(r->subjects->store, u->row, buf_str(work), entity, u->before.count, entity + u->before.count,
                           u->now.count, err);
}

static cordon_status keep_traces(struct rescreen *r, struct rescreen_task *t, struct watch_block *b, struct cordon_error *err)
{
    size_t at = 0;
    b->form = r->form;
    for (size_t i = 0; i < t->count; i++) {
        b->trace[i] = str_sub(buf_str(&t->traces), at, at + t->trace_len[i]);
        at += t->trace_len[i];
    }
    cordon_status st = watch_block_save_traces(b, r->subjects->store, err);
    if (!st && !r->has_words) {
        st = watch_words_load(&r->words, r->subjects->store, err);
        r->has_words = !st;
    }
    if (!st) watch_words_note(&r->words, buf_str(&t->words));
    return st ? st : watch_words_save(&r->words, r->subjects->store, err);
}

static cordon_status keep_task(struct rescreen *r, struct rescreen_task *t, struct cordon_error *err)
{
    struct watch_block *b = &r->worker[0].block; /* its worker rests */
    struct store *s = r->subjects->store;
    cordon_status st = CORDON_OK;
    for (size_t i = 0; !st && i < t->updates; i++) st = keep_update(r, t, &t->update[i], &r->worker[0].kept, err);
    b->number = t->number;
    b->is_lost = false;
    b->count = t->count;
    b->base = r->to_number;
    memcpy(b->state, t->state, t->count);
    if (!st && t->is_retraced) st = keep_traces(r, t, b, err);
    if (!st) st = watch_block_save_state(b, s, err);
    if (!st && t->lines.len) {
        st = store_put(s, STORE_CHANGE, ++r->new_changes, r->to_number, buf_str(&t->lines), err);
    }
    return st;
}

/* What is told once for all, at the end: after a kill the next run tells of these, too. */
static cordon_status keep_untold(struct rescreen *r, size_t count, struct cordon_error *err)
{
    uint64_t n[NOTE_NUMBERS] = { r->fell_open, r->fell_clear, r->new_open };
    for (size_t i = 0; i < count; i++) {
        n[0] += r->task[i].fell_open;
        n[1] += r->task[i].fell_clear;
        n[2] += r->task[i].new_open;
    }
    return n[0] || n[1] || n[2] ? watch_note_put(r->subjects->store, NOTE_UNTOLD, n, err) : CORDON_OK;
}

static cordon_status keep(struct rescreen *r, size_t count, struct cordon_error *err)
{
    struct store *s = r->subjects->store;
    cordon_status st = store_begin(s, err);
    if (st) return st;
    for (size_t i = 0; !st && i < count; i++) st = keep_task(r, &r->task[i], err);
    if (!st) st = keep_untold(r, count, err);
    if (!st) st = store_commit(s, err);
    if (st) store_rollback(s);
    return st;
}

/* --- what it rests on ----------------------------------------------------------------------------------------------------------- */

/* Those of long ago go, whose blocks have gone on, and what changed then: no --since reaches it. The last one with other
   lists stays: looking back tells what came since. */
static cordon_status drop_bases(struct rescreen *r, struct cordon_error *err)
{
    struct store *s = r->subjects->store;
    struct watch_base last = { .lists = 0 };
    uint64_t before[NOTE_NUMBERS], old = r->to_number > BASES_KEPT ? r->to_number - BASES_KEPT : 0;
    cordon_status st = watch_note_get(s, NOTE_BEFORE, before, err);
    if (!st && r->to_number > 1) st = rescreen_base(s, r->to_number - 1, &r->arena, &last, err);
    bool is_other = !st && strcmp(last.set, r->to.set) != 0;
    if (st && st != CORDON_CORRUPT && st != CORDON_NOTFOUND) return st;
    bool is_known = !st && (is_other || before[0]);
    uint64_t now[NOTE_NUMBERS] = { is_known, !is_known ? 0 : is_other ? r->to_number - 1 : before[1] };
    st = watch_note_put(s, NOTE_BEFORE, now, err);
    if (!st && before[1] != now[1] && before[1] < old) st = store_drop(s, STORE_BASE, before[1], err);
    if (!st && old && old != now[1]) st = store_drop(s, STORE_BASE, old, err);
    if (!st && old) st = store_drop_noted(s, STORE_CHANGE, old, err);
    return st;
}

/* The new base. */
static cordon_status keep_base(struct rescreen *r, struct cordon_error *err)
{
    struct store *s = r->subjects->store;
    struct buf bytes = BUF_INIT(STORE_SEALED_MAX);
    watch_base_write(&r->to, &bytes);
    cordon_status st = bytes.failed ? error_nomem(err) : store_begin(s, err);
    if (!st) {
        st = store_put(s, STORE_BASE, r->to_number, 0, buf_str(&bytes), err);
        if (!st) st = drop_bases(r, err);
        uint64_t chunks = 0;
        if (!st && r->must_retrace) st = store_last(s, STORE_WORD, &chunks, err);
        for (uint64_t i = 1; !st && i <= chunks; i++) st = store_drop(s, STORE_WORD, i, err);
        if (!st && r->must_retrace) st = watch_note_put(s, NOTE_WORDS, (uint64_t[NOTE_NUMBERS]){ r->words_number }, err);
        if (!st) st = store_commit(s, err);
        if (st) store_rollback(s);
    }
    buf_release(&bytes);
    return st;
}

/* What moved by nothing but a list that is stale, missing, or there again: once for all. */
static void add_all_line(struct rescreen *r, struct buf *out, uint64_t count, const char *from, const char *to, const char *why)
{
    struct json_writer w;
    char when[32];
    if (!count) return;
    date_time_text(r->to.as_of_s, when);
    json_w_init(&w, out);
    json_w_object(&w);
    json_w_key_u64(&w, STR("subjects"), count);
    json_w_key_str(&w, STR("from"), str_c(from));
    json_w_key_str(&w, STR("to"), str_c(to));
    json_w_key(&w, STR("because"));
    json_w_array(&w);
    json_w_object(&w);
    if (r->to.is_open) json_w_key_str(&w, STR("check"), r->to.open_check);
    json_w_key_str(&w, STR("change"), str_c(why));
    json_w_object_end(&w);
    json_w_array_end(&w);
    json_w_key_str(&w, STR("as_of"), str_c(when));
    json_w_object_end(&w);
    buf_add_byte(out, '\n');
}

static cordon_status keep_told(struct rescreen *r, str lines, struct cordon_error *err)
{
    struct store *s = r->subjects->store;
    cordon_status st = store_begin(s, err);
    if (!st) st = store_put(s, STORE_CHANGE, ++r->new_changes, r->to_number, lines, err);
    if (!st) st = store_drop(s, STORE_META, NOTE_UNTOLD, err);
    if (!st) st = store_commit(s, err);
    if (st) store_rollback(s);
    return st;
}

static cordon_status tell_all(struct rescreen *r, struct cordon_error *err)
{
    struct buf lines = BUF_INIT(1 << 16);
    add_all_line(r, &lines, r->fell_open, "clear", "undecided", "not_done");
    add_all_line(r, &lines, r->new_open, "new", "undecided", "not_done");
    add_all_line(r, &lines, r->fell_clear, "undecided", "clear", "done");
    cordon_status st = lines.failed ? error_nomem(err) : CORDON_OK;
    if (!st && lines.len) st = r->run->change(r->run->ctx, buf_str(&lines), err);
    if (!st && lines.len && !r->run->is_dry) st = keep_told(r, buf_str(&lines), err);
    r->sum->moved += r->fell_open + r->fell_clear;
    buf_release(&lines);
    return st;
}

/* Some lines that were told before; those that are damaged are told as that. */
static cordon_status tell_one_again(struct rescreen *r, uint64_t number, uint64_t since, struct buf *lines, struct cordon_error *err)
{
    struct cordon_error why = ERROR_INIT;
    uint64_t base = 0;
    buf_reset(lines);
    cordon_status st = store_get(r->subjects->store, STORE_CHANGE, number, &base, lines, &why);
    if (st == CORDON_NOTFOUND) return CORDON_OK; /* all of its subjects are forgotten */
    if (st == CORDON_CORRUPT) {
        if (r->run->fault) r->run->fault(r->run->ctx, &why);
        return CORDON_OK;
    }
    if (st) *err = why;
    if (st || base <= since) return st;
    return r->run->change(r->run->ctx, buf_str(lines), err);
}

/* Changes that were told before, since a screening. */
static cordon_status tell_again(struct rescreen *r, struct cordon_error *err)
{
    struct buf lines = BUF_INIT(STORE_SEALED_MAX);
    uint64_t since = 0, last = 0;
    cordon_status st = rescreen_since(r->subjects->store, r->run->since, &since, err);
    if (!st) st = store_last(r->subjects->store, STORE_CHANGE, &last, err);
    for (uint64_t i = 1; !st && i <= last; i++) st = tell_one_again(r, i, since, &lines, err);
    buf_release(&lines);
    return st;
}

/* --- together -------------------------------------------------------------------------------------------------------------------- */

static void sum_deltas(struct rescreen *r)
{
    struct cordon_rescreened *sum = r->sum;
    const struct watch_delta *d = r->deltas ? &r->delta[r->deltas - 1].delta : NULL;
    if (d) {
        sum->added = d->added;
        sum->removed = d->removed;
        sum->changed = d->changed;
        sum->was_all = d->is_all;
        snprintf(sum->why, sizeof sum->why, "%s", d->why);
        for (size_t i = 0; d->set && i < d->set->source_count; i++) sum->memory += name_index_bytes(&d->set->source[i].names);
    }
    snprintf(sum->open_check, sizeof sum->open_check, "%.*s", STR_ARG(r->to.open_check));
    if (r->run->is_all) snprintf(sum->why, sizeof sum->why, "asked for");
    if (r->must_retrace) snprintf(sum->why, sizeof sum->why, "the store's words were damaged");
    sum->was_all = sum->was_all || r->run->is_all || r->must_retrace;
}

static cordon_status go_through(struct rescreen *r, uint64_t blocks, struct cordon_error *err)
{
    cordon_status st = CORDON_OK;
    for (uint64_t from = 1; !st && from <= blocks; from += r->tasks) {
        size_t count = blocks - from + 1 < r->tasks ? (size_t)(blocks - from + 1) : r->tasks;
        for (size_t i = 0; i < count; i++) task_begin(&r->task[i], from + i);
        st = watch_crew_run(r->workers, count, rescreen_block, r, err);
        if (!st) st = tell(r, count, err);
        if (!st && !r->run->is_dry) st = keep(r, count, err);
        for (size_t i = 0; !st && i < count; i++) count_task(r, &r->task[i]);
        if (!st && r->run->progress) r->run->progress(r->run->ctx, from + count - 1, blocks, r->sum->subjects);
    }
    return st;
}

/* What an earlier run left; a damaged note is told. */
static cordon_status read_notes(struct rescreen *r, struct cordon_error *err)
{
    struct store *s = r->subjects->store;
    uint64_t words[NOTE_NUMBERS], untold[NOTE_NUMBERS];
    cordon_status st = watch_note_get(s, NOTE_WORDS, words, err);
    if (st == CORDON_CORRUPT) rescreen_retrace(r, err);
    else r->form = watch_trace_form(r->options.policy, words[0]);
    if (st && st != CORDON_CORRUPT) return st;
    st = watch_note_get(s, NOTE_UNTOLD, untold, err);
    if (st == CORDON_CORRUPT && r->run->fault) r->run->fault(r->run->ctx, err);
    if (st && st != CORDON_CORRUPT) return st;
    r->fell_open = untold[0];
    r->fell_clear = untold[1];
    r->new_open = untold[2];
    return CORDON_OK;
}

static cordon_status run_all(struct rescreen *r, struct cordon_error *err)
{
    struct store *s = r->subjects->store;
    uint64_t blocks = 0;
    cordon_status st = open_all(r, err);
    if (!st) st = watch_blocks(s, &blocks, err);
    if (!st) st = store_last(s, STORE_BASE, &r->to_number, err);
    if (!st) st = store_last(s, STORE_CHANGE, &r->new_changes, err);
    if (!st && r->run->since.len) st = tell_again(r, err);
    r->to_number++;
    if (!st) st = read_notes(r, err);
    if (!st) st = rescreen_deltas(r, blocks, err);
    if (st) return st;
    sum_deltas(r);
    if (!r->run->is_dry) st = keep_base(r, err);
    if (!st) st = go_through(r, blocks, err);
    return st ? st : tell_all(r, err);
}

cordon_status cordon_rescreen(struct cordon_subjects *s, const struct cordon_rescreen *run, struct cordon_rescreened *ret,
                              struct cordon_error *err)
{
    struct cordon_error none = ERROR_INIT;
    *ret = (struct cordon_rescreened){ .subjects = 0 };
    if (!s->to_write && !run->is_dry) return error_set(err, CORDON_ARGUMENT, "the store was opened to be read");
    struct rescreen *r = mem_calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->subjects = s;
    r->run = run;
    r->sum = ret;
    r->options = *run->options;
    r->options.rules = NULL; /* lists alone: red flags belong to what somebody does, not to who is listed */
    r->options.min_bp = -1;
    r->options.limit = 1; /* what is told comes from the hits themselves */
    r->options.facts = r->options.explain = r->options.tell_given = false;
    r->options.law = CORDON_LAW_NONE;
    arena_init(&r->arena, RUN_ARENA_MAX);
    cordon_status st = run_all(r, err ? err : &none);
    close_all(r);
    mem_free(r);
    return st;
}
