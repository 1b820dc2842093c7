/*
 * Many records: one reader cuts the file into blocks, workers screen them, answers leave in input
 * order. Memory is bounded by the ring, whatever the file.
 *
 *   reader ──► slot slot slot slot ... (a ring, in order) ──► the caller's thread
 *                │    │    │                                     hands the answers on
 *              worker worker ...  each with its own screener
 *
 * A slot that makes more answers than SLOT_OUT_LEN hands them over in pieces when its turn comes.
 */
#include "engine/blocks.h"
#include "engine/screener.h"

#include "base/mem.h"
#include "base/num.h"
#include "os/os.h"

enum {
    SLOTS_A_WORKER = 4,
    WORKERS_MAX = 64,
    SLOT_OUT_LEN = 1 << 20,
    PROGRESS_MS = 200,
};

enum slot_state { SLOT_FREE = 0, SLOT_FILLED, SLOT_TAKEN, SLOT_PIECE, SLOT_DONE };

struct slot { /* everything here is guarded by the pipe's lock, but for what SLOT_TAKEN says */
    enum slot_state            state;
    struct buf                 in;  /* the worker's alone while taken */
    struct buf                 out; /* the worker's alone while taken; the writer's in a piece */
    struct split_block         block;
    uint64_t                   input_end; /* byte of the input behind the block */
    struct cordon_batch_totals totals;
};

struct pipe {
    pthread_mutex_t lock;
    pthread_cond_t  changed;
    struct slot    *slots;
    size_t          slot_count;
    uint64_t        filled, taken, written; /* blocks so far; guarded by lock, as all to `err` */
    bool            is_end;                 /* the reader has filled its last slot */
    _Atomic bool    stop;                   /* somebody failed; the reader looks without the lock */
    cordon_status   status;                 /* of the first failure */
    struct cordon_error err;

    const struct cordon_set            *set;
    const struct cordon_screen_options *options;
    const struct cordon_batch          *batch;
    struct blocks                       file; /* the reader's; its header is there before the first slot
                                                 that needs it, input_end others' once is_end */
};

static void fail(struct pipe *p, cordon_status st, const struct cordon_error *err)
{
    pthread_mutex_lock(&p->lock);
    if (!p->status) {
        p->status = st;
        p->err = *err;
    }
    p->stop = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

/* --- reader ------------------------------------------------------------------------------------ */

/* Put one block into the next slot. @return false when the pipe stopped */
static bool hand_over(void *ctx, const struct split_block *block)
{
    struct pipe *p = ctx;
    pthread_mutex_lock(&p->lock);
    while (!p->stop && p->filled - p->written >= p->slot_count)
        pthread_cond_wait(&p->changed, &p->lock);
    struct slot *s = &p->slots[p->filled % p->slot_count];
    bool go_on = !p->stop;
    pthread_mutex_unlock(&p->lock);
    if (!go_on) return false;

    buf_reset(&s->in); /* free: nobody else looks at it */
    buf_add(&s->in, block->bytes);
    if (s->in.failed) {
        struct cordon_error err;
        fail(p, error_nomem(&err), &err);
        return false;
    }
    s->block = *block;
    s->block.bytes = buf_str(&s->in);
    s->input_end = p->file.input_end;
    pthread_mutex_lock(&p->lock);
    s->state = SLOT_FILLED;
    p->filled++;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    return true;
}

static void *reader_main(void *ctx)
{
    struct pipe *p = ctx;
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = blocks_read(&p->file, hand_over, p, &err);
    if (st) fail(p, st, &err);
    pthread_mutex_lock(&p->lock);
    p->is_end = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* --- workers ------------------------------------------------------------------------------------ */

/* Give the answers so far to the writer and wait until it has them. @return false on stop */
static bool hand_piece(struct pipe *p, struct slot *s)
{
    pthread_mutex_lock(&p->lock);
    s->state = SLOT_PIECE;
    pthread_cond_broadcast(&p->changed);
    while (!p->stop && s->state == SLOT_PIECE) pthread_cond_wait(&p->changed, &p->lock);
    bool go_on = !p->stop;
    pthread_mutex_unlock(&p->lock);
    return go_on;
}

static cordon_status add_answer(struct pipe *p, struct slot *s, struct cordon_screener *scr,
                                const struct record *record, cordon_status read_status,
                                const struct cordon_error *why, struct cordon_error *err)
{
    struct cordon_answer answer;
    cordon_status st = screen_record(scr, record, read_status, why, &answer, err);
    if (st) return st;
    s->totals.records++;
    s->totals.verdicts[answer.verdict]++;
    s->totals.suppressed += answer.suppressed;
    s->totals.reopened += answer.reopened;
    if (answer.is_limited)
        s->totals.limited++;
    else if (answer.status)
        s->totals.unreadable++;
    buf_add(&s->out, answer.json);
    buf_add_byte(&s->out, '\n');
    if (s->out.failed) return error_nomem(err);
    if (s->out.len >= SLOT_OUT_LEN && !hand_piece(p, s)) return CORDON_INTERRUPTED;
    return CORDON_OK;
}

static cordon_status work_on(struct pipe *p, struct slot *s, struct cordon_screener *scr,
                             struct cordon_error *err)
{
    struct record_cursor c;
    struct record r = { .line = s->block.line };
    struct cordon_error why = { .status = CORDON_OK };
    cordon_status read_status;
    if (s->block.fault) {
        arena_reset(&scr->arena);
        read_status = split_fault_say(&s->block, &why);
        return add_answer(p, s, scr, &r, read_status, &why, err);
    }
    record_cursor_init(&c, scr->reader, &s->block, p->file.header);
    for (;;) {
        arena_reset(&scr->arena);
        r = (struct record){ .line = 0 };
        if (!record_cursor_next(&c, &scr->arena, &r, &read_status, &why)) return CORDON_OK;
        cordon_status st = add_answer(p, s, scr, &r, read_status, &why, err);
        if (st) return st;
    }
}

static struct slot *next_filled(struct pipe *p)
{
    struct slot *s = NULL;
    pthread_mutex_lock(&p->lock);
    while (!p->stop && p->taken == p->filled && !p->is_end)
        pthread_cond_wait(&p->changed, &p->lock);
    if (!p->stop && p->taken < p->filled) {
        s = &p->slots[p->taken++ % p->slot_count];
        s->state = SLOT_TAKEN;
    }
    pthread_mutex_unlock(&p->lock);
    return s;
}

static void *worker_main(void *ctx)
{
    struct pipe *p = ctx;
    struct cordon_screener *scr = NULL;
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = cordon_screener_new(p->set, p->options, &scr, &err);
    for (struct slot *s; !st && (s = next_filled(p));) {
        s->totals = (struct cordon_batch_totals){ .records = 0 };
        st = work_on(p, s, scr, &err);
        if (st) break; /* half a block is not handed on: its records would be missing unseen */
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_DONE;
        pthread_cond_broadcast(&p->changed);
        pthread_mutex_unlock(&p->lock);
    }
    cordon_screener_free(scr);
    if (st && st != CORDON_INTERRUPTED) fail(p, st, &err);
    return NULL;
}

/* --- writer ------------------------------------------------------------------------------------- */

static void add_totals(struct cordon_batch_totals *sum, const struct cordon_batch_totals *t)
{
    sum->records += t->records;
    sum->unreadable += t->unreadable;
    sum->limited += t->limited;
    sum->suppressed += t->suppressed;
    sum->reopened += t->reopened;
    for (size_t i = 0; i < COUNT_OF(sum->verdicts); i++) sum->verdicts[i] += t->verdicts[i];
}

static bool is_ready(const struct pipe *p)
{
    const struct slot *s = &p->slots[p->written % p->slot_count];
    return p->written < p->filled && (s->state == SLOT_PIECE || s->state == SLOT_DONE);
}

static bool is_over(const struct pipe *p)
{
    return p->stop || (p->is_end && p->written == p->filled);
}

static void wait_a_little(struct pipe *p)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until); /* as `changed` is set to */
    until.tv_nsec += PROGRESS_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_cond_timedwait(&p->changed, &p->lock, &until);
}

/* The caller's own code runs without the lock. */
static void tell_progress(struct pipe *p, const struct cordon_batch_totals *sum)
{
    const struct cordon_batch *b = p->batch;
    /* a workbook's text has another size than its file */
    uint64_t total = p->file.source.form == MAP_FORM_TEXT ? p->file.source.reader.size : 0;
    if (b->progress) b->progress(b->progress_ctx, sum->bytes, total, sum->records);
}

static void tell_progress_when_due(struct pipe *p, const struct cordon_batch_totals *sum,
                                   uint64_t *next_ns)
{
    uint64_t now = os_ticks_ns();
    if (now < *next_ns) return;
    *next_ns = now + PROGRESS_MS * 1000000u;
    pthread_mutex_unlock(&p->lock);
    tell_progress(p, sum);
    pthread_mutex_lock(&p->lock);
}

/* Hand the slot's answers on. Called and left with the lock held. */
static bool write_slot(struct pipe *p, struct slot *s, struct cordon_batch_totals *sum)
{
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = CORDON_OK;
    pthread_mutex_unlock(&p->lock);
    if (s->out.len) st = p->batch->answer(p->batch->answer_ctx, buf_str(&s->out), &err);
    buf_reset(&s->out);
    if (st && !err.message[0]) error_set(&err, st, "the answers were not taken");
    if (st) fail(p, st, &err);
    pthread_mutex_lock(&p->lock);
    if (st) return false;
    add_totals(sum, &s->totals); /* of a piece too: its records were answered, whatever comes */
    s->totals = (struct cordon_batch_totals){ .records = 0 };
    if (s->state == SLOT_PIECE) {
        s->state = SLOT_TAKEN;
    } else {
        sum->bytes = s->input_end;
        s->state = SLOT_FREE;
        p->written++;
    }
    pthread_cond_broadcast(&p->changed);
    return true;
}

static void note_interrupt(struct pipe *p)
{
    if (!os_interrupted() || p->status || is_over(p)) return;
    p->status = error_set(&p->err, CORDON_INTERRUPTED, "interrupted");
    p->stop = true;
    pthread_cond_broadcast(&p->changed);
}

static void write_all(struct pipe *p, struct cordon_batch_totals *sum)
{
    uint64_t next_ns = os_ticks_ns() + PROGRESS_MS * 1000000u;
    tell_progress(p, sum);
    pthread_mutex_lock(&p->lock);
    for (; !is_over(p); note_interrupt(p)) {
        if (!is_ready(p))
            wait_a_little(p);
        else if (!write_slot(p, &p->slots[p->written % p->slot_count], sum))
            break;
        tell_progress_when_due(p, sum, &next_ns);
    }
    if (!p->stop) sum->bytes = p->file.input_end;
    pthread_mutex_unlock(&p->lock);
    tell_progress(p, sum);
}

/* --- together ------------------------------------------------------------------------------------ */

static unsigned worker_count(const struct cordon_batch *b)
{
    unsigned n = b->threads ? b->threads : os_cpu_count();
    return n > WORKERS_MAX ? WORKERS_MAX : n;
}

static void run_threads(struct pipe *p, unsigned workers, struct cordon_batch_totals *sum)
{
    struct os_thread reader = { .is_running = false }, worker[WORKERS_MAX] = { 0 };
    struct cordon_error err = { .status = CORDON_OK };
    cordon_status st = os_thread_start(&reader, reader_main, p, &err);
    for (unsigned i = 0; !st && i < workers; i++)
        st = os_thread_start(&worker[i], worker_main, p, &err);
    if (st)
        fail(p, st, &err);
    else
        write_all(p, sum);
    os_thread_join(&reader);
    for (unsigned i = 0; i < workers; i++) os_thread_join(&worker[i]);
}

static void pipe_init(struct pipe *p)
{
    pthread_condattr_t attr;
    for (size_t i = 0; i < p->slot_count; i++) {
        buf_init(&p->slots[i].in, (size_t)SPLIT_WINDOW_MAX + 8 * SPLIT_BLOCK_LEN);
        buf_init(&p->slots[i].out, SLOT_OUT_LEN + SCREEN_ANSWER_MAX + 1);
    }
    pthread_mutex_init(&p->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&p->changed, &attr);
    pthread_condattr_destroy(&attr);
}

static void pipe_release(struct pipe *p)
{
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
    for (size_t i = 0; i < p->slot_count; i++) {
        buf_release(&p->slots[i].in);
        buf_release(&p->slots[i].out);
    }
    mem_free(p->slots);
}

cordon_status cordon_screen_file(const struct cordon_set *set,
                                 const struct cordon_screen_options *options,
                                 const struct cordon_batch *batch,
                                 struct cordon_batch_totals *ret_totals, struct cordon_error *err)
{
    unsigned workers = worker_count(batch);
    struct pipe p = { .set = set, .options = options, .batch = batch,
                      .slot_count = workers * SLOTS_A_WORKER };
    struct cordon_batch_totals sum = { .records = 0 };
    struct cordon_screener *probe = NULL; /* a wrong option is told once, before any thread */
    *ret_totals = sum;
    cordon_status st = cordon_screener_new(set, options, &probe, err);
    cordon_screener_free(probe);
    if (!st) st = blocks_open(batch->path, batch->sheet, batch->map, &p.file, err);
    if (st) return st;
    p.file.source.reader.stop = &p.stop;
    p.slots = mem_calloc(p.slot_count, sizeof *p.slots);
    if (!p.slots) {
        blocks_close(&p.file);
        return error_nomem(err);
    }
    pipe_init(&p);
    run_threads(&p, workers, &sum);
    if (p.status && err) *err = p.err;
    *ret_totals = sum; /* also on failure: what was answered until then */
    pipe_release(&p);
    blocks_close(&p.file);
    return p.status;
}
